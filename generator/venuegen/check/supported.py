"""What the language has a word for and the generator cannot write yet: refused, never generated wrong or left out."""

from __future__ import annotations

from collections.abc import Iterator

from venuegen.check.context import Check

_Path = tuple[str | int, ...]
_NO_METHOD = ("create_orders", "cancel_orders", "cancel_on_disconnect")


def check_supported(check: Check) -> None:
    """Report each such construct where it stands."""
    for path, what in _found(check):
        check.problems.add("VG902", check.key(*path), f"{what}: not generated yet")


def _found(check: Check) -> Iterator[tuple[_Path, str]]:
    spec = check.spec
    units = {nonce.unit for nonce in spec.nonces.values()}
    if len(units) > 1:
        yield ("nonces",), "nonces of several units"
    if spec.limits is not None:
        if spec.limits.retry_after not in (None, "header.Retry-After"):
            yield ("limits", "retry_after"), "another place of the time to wait than the header Retry-After"
        for name, bucket in spec.limits.buckets.items():
            for word, value in (("used", bucket.used), ("remaining", bucket.remaining)):
                if value is not None and not value.startswith("header."):
                    yield ("limits", "buckets", name, word), "a use that is told elsewhere than in a header"
    for name, declared in spec.types.items():
        if isinstance(declared, dict) and "$schema" in declared:
            yield ("types", name, "$schema"), "a JSON Schema as a type"
    for name, union in spec.unions.items():
        if not isinstance(union, list) and union.by_keys:
            yield ("unions", name, "by_keys"), "objects told apart by their keys"
    for name in spec.operations:
        if name in _NO_METHOD:
            yield ("operations", name), f"the operation {name}"
