"""What a desk must tell apart at any venue, and the codes that say it."""

from __future__ import annotations

import re

from venuegen.check.context import Check
from venuegen.spec.model import ErrorRow, Errors, Meaning

#: The errors of the contract that stand for a meaning. An unknown outcome is any row that is not definitive.
EXPECTED: dict[Meaning, tuple[str, ...]] = {
    "bad_credentials": ("AuthenticationError", "PermissionDenied"),
    "bad_signature": ("AuthenticationError",),
    "clock": ("ClockSkew",),
    "nonce": ("InvalidNonce",),
    "rate_limit": ("RateLimitExceeded",),
    "ban": ("RateLimitExceeded", "PermissionDenied"),
    "insufficient_funds": ("InsufficientFunds",),
    "unknown_order": ("OrderNotFound",),
    "duplicate_client_id": ("DuplicateOrderId",),
    "post_only_would_cross": ("PostOnlyRejected",),
    "below_minimum": ("InvalidOrder",),
    "price_out_of_range": ("InvalidOrder",),
    "market_closed": ("MarketClosed",),
    "maintenance": ("VenueUnavailable",),
    "unknown_outcome": (),
}


_REFUSAL = re.compile(r"[45](?:\d\d|xx)")


def row_of(errors: Errors, code: str) -> tuple[str, bool] | None:
    """The error that `code` means and whether it is definitive; None for a code that no row has.

    `code` is one of `codes` or `statuses`, or `operation.code` of `by_operation`; `code: text` where that row tells
    texts apart.
    """
    rows = errors.codes | errors.statuses
    rows |= {f"{operation}.{code}": row for operation, own in errors.by_operation.items() for code, row in own.items()}
    if code in rows:
        row = rows[code]
        return (row.error, row.definitive) if isinstance(row, ErrorRow) else (row, True)
    for at in [found.start() for found in re.finditer(": ", code)]:  # a code or a text may have a colon of its own
        coarse = rows.get(code[:at])
        if isinstance(coarse, ErrorRow) and code[at + 2 :] in coarse.texts:
            return coarse.texts[code[at + 2 :]], coarse.definitive
    return None


def check_meanings(check: Check) -> None:
    """Every code that a meaning names has a row, and the row is an error that can stand for the meaning; statuses are
    those of refusals.
    """
    errors = check.spec.errors
    if errors is None:
        return
    for status in errors.statuses:
        if not _REFUSAL.fullmatch(status):
            place = check.key("errors", "statuses", status)
            text = f"'{status}' is no HTTP status of a refusal: nothing is looked up by it, or every answer is an error"
            check.problems.add("VG105", place, text, expected="400 to 599, or 4xx, 5xx")
    for meaning, codes in errors.meanings.items():
        for at, code in enumerate(codes if isinstance(codes, list) else ()):
            place = check.at("errors", "meanings", meaning, at)
            row = row_of(errors, code)
            if row is None:
                check.unknown("VG508", place, "code", code, [*errors.codes, *errors.statuses])
                continue
            error, definitive = row
            wanted = EXPECTED[meaning]
            if definitive if meaning == "unknown_outcome" else error not in wanted:
                said = error if meaning != "unknown_outcome" else "definitive"
                check.problems.add(
                    "VG508",
                    place,
                    f"'{code}' is {said}",
                    expected=" or ".join(wanted) if wanted else "a row with `definitive: false`",
                )
