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
    if spec.hooks is not None and spec.hooks.functions:
        yield ("hooks", "functions"), "functions in Python"
    for name, credential in spec.credentials.items():
        if credential.default is not None:
            yield ("credentials", name, "default"), "a credential made of others"
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
    for name, lease in spec.leases.items():
        if lease.keep is not None and lease.keep_every is None:
            yield ("leases", name, "keep"), "a lease that is kept without `keep_every`"
    for name, connection in spec.ws.items():
        if connection.in_flight not in (None, 1):
            yield ("ws", name, "in_flight"), "another number of subscribes under way than 1"
        every = connection.ping.every
        if every is not None and not every[:1].isdigit():
            yield ("ws", name, "ping", "every"), "an interval of pings that the venue dictates"
    for name, book in spec.books.items():
        if book.symbol is not None:
            yield ("books", name, "symbol"), "several symbols in one topic"
        if isinstance(book.depth, str):
            yield ("books", name, "depth"), "a depth that is computed"
    for name in spec.operations:
        if name in _NO_METHOD:
            yield ("operations", name), f"the operation {name}"
