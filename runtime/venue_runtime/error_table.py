"""A venue's codes and HTTP statuses as errors of the contract: the table that a spec declares, and how it is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from .errors import VenueResponseError

__all__ = ["ErrorRow", "ErrorTable"]


class ErrorRow(Struct, frozen=True):
    """What one code or status means.

    `definitive` False: the request may have taken effect all the same. `texts` refine the class by the beginning of the
    venue's message; the first that fits decides.
    """

    error: type[VenueResponseError]
    definitive: bool = True
    texts: tuple[tuple[str, type[VenueResponseError]], ...] = ()
    ban: bool = False


_UNKNOWN = ErrorRow(VenueResponseError, definitive=False)
"""A code that nobody declared: it cannot be promised that the request had no effect."""
_REFUSED = ErrorRow(VenueResponseError)


class ErrorTable:
    """Codes by operation, codes, then statuses (`"429"`, `"5xx"`). A status may add to a code that
    the address is banned."""

    def __init__(
        self,
        codes: Mapping[str, ErrorRow],
        statuses: Mapping[str, ErrorRow] | None = None,
        by_operation: Mapping[str, Mapping[str, ErrorRow]] | None = None,
    ) -> None:
        self._codes = codes
        self._statuses = statuses or {}
        self._by_operation = by_operation or {}

    def error(
        self,
        code: str | int | None,
        text: str | None,
        *,
        status: int | None = None,
        operation: str = "",
        definite: bool = False,
        raw: Any = None,
    ) -> VenueResponseError:
        """The error that an answer means. `code` None: the answer carries none that can be read, its status decides.

        `definite`: the answer is a refusal by its kind (FIX: Reject, BusinessMessageReject, ExecType 8,
        OrderCancelReject), so a code that nobody declared had no effect either; a declared row still says otherwise.
        """
        by_status = self._status(status)
        row = None
        if code is not None:
            row = self._by_operation.get(operation, {}).get(str(code)) or self._codes.get(str(code))
        row = row or by_status or (_REFUSED if definite else _UNKNOWN)
        message = text or "no text"
        kind = next((error for begin, error in row.texts if message.startswith(begin)), row.error)
        return kind(
            message,
            operation=operation,
            code=code,
            http_status=status,
            definitive=row.definitive,
            ban=row.ban or (by_status is not None and by_status.ban),
            raw=raw,
        )

    def by_status(self, status: int, text: str, *, operation: str = "") -> VenueResponseError | None:
        """The error that a status alone means; None for one that says nothing."""
        return None if self._status(status) is None else self.error(None, text, status=status, operation=operation)

    def _status(self, status: int | None) -> ErrorRow | None:
        if status is None:
            return None
        return self._statuses.get(str(status)) or self._statuses.get(f"{status // 100}xx")
