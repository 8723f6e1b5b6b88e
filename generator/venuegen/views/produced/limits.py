"""Budgets, bans and leases of the produced tests, in literal numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from venue_runtime.testing.filling import get

from ...render.names import identifier, literal
from ...spec.model import ErrorRow
from ..rest import params_of
from ..wirepaths import find_path

if TYPE_CHECKING:
    from ...spec.model import Endpoint, Lease, Spec
    from ..context import VenueContext
    from ..examples import Example, Examples

_LONGEST_WAIT = 60
"""Seconds that a read waits for its budget."""


@dataclass(frozen=True, slots=True)
class LeaseCaseView:
    """One lease: where it is granted and kept, and when."""

    name: str
    method: str
    path: str
    granted: str
    keep_method: str
    keep_path: str
    kept: str
    renews: str
    """What is held and given for the next one; empty where nothing is renewed."""
    keep_every: float
    lifetime: float
    lost_code: str
    user: tuple[str, str, str] | None
    """A call that is signed with it: its name, where it goes, its documented answer; none where none is that simple."""
    release_method: str
    release_path: str


def budgets(context: VenueContext) -> tuple[str, ...]:
    """Bucket, units, and seconds until they are all there again."""
    rows = []
    for name, bucket in (context.spec.limits.buckets if context.spec.limits else {}).items():
        seconds = seconds_of(bucket.window)
        if bucket.refill is not None:
            units, _, window = bucket.refill.partition("/")
            seconds = bucket.budget / int(units) * (seconds_of(window) or 1.0)
        if bucket.shape != "in_flight" and seconds is not None:
            rows.append(f"({literal(name)}, {bucket.budget}, {seconds:g})")
    return tuple(rows)


def ban_status(context: VenueContext) -> int | None:
    """The HTTP status by which the venue bans; None where it has none."""
    for status, row in (context.spec.errors.statuses if context.spec.errors else {}).items():
        if isinstance(row, ErrorRow) and row.ban and status.isdigit():
            return int(status)
    return None


def leases(context: VenueContext, examples: Examples) -> tuple[LeaseCaseView, ...]:
    """Leases whose answers are documented."""
    found = []
    for name, lease in context.spec.leases.items():
        keeps = lease.keep or lease.renew or ""
        grant, keep = context.spec.endpoints[lease.call], context.spec.endpoints.get(keeps)
        granted, kept = (
            next((one for one in examples.of(each) if one.error is None), None) for each in (lease.call, keeps)
        )
        release = context.spec.endpoints.get(lease.release or "")
        if granted is None or "{" in grant.path:
            continue
        given = params_of(context, keep) if keep is not None else ()
        found.append(
            LeaseCaseView(
                name=name,
                method=grant.method,
                path=_path(context.spec, grant),
                granted=granted.name,
                keep_method=keep.method if keep is not None else "",
                keep_path=_path(context.spec, keep) if keep is not None and "{" not in keep.path and kept else "",
                kept=kept.name if kept is not None else "",
                renews=next((each.name for each in given if each.name in lease.hold), "") if lease.renew else "",
                keep_every=seconds_of(lease.keep_every) or 0.0,
                lifetime=_lifetime(context, lease, granted),
                lost_code=str(lease.lost_codes[0]) if lease.lost_codes else "",
                user=_user(context, examples, name),
                release_method=release.method if release is not None else "",
                release_path=_path(context.spec, release) if release is not None else "",
            )
        )
    return tuple(found)


def _user(context: VenueContext, examples: Examples, lease: str) -> tuple[str, str, str] | None:
    """A read without arguments that is signed with a lease."""
    for name, endpoint in context.spec.endpoints.items():
        steps = context.spec.auth[endpoint.auth].steps if endpoint.auth is not None else []
        is_plain = endpoint.call is not None and endpoint.method == "GET" and "{" not in endpoint.path
        if not is_plain or f"lease.{lease}." not in repr(steps):
            continue
        asked = [each for each in params_of(context, endpoint) if not each.is_optional and each.default is None]
        answer = next((one for one in examples.of(name) if one.error is None), None)
        if answer is not None and all(each.is_const for each in asked):
            return identifier(name), _path(context.spec, endpoint), answer.name
    return None


def _lifetime(context: VenueContext, lease: Lease, granted: Example) -> float:
    """Of a lease as documented: by the spec, or by the answer that grants it; 0 where neither says it."""
    kind = context.table.parse(context.spec.endpoints[lease.call].result)
    told = find_path(lease.lifetime, "r", kind, context.table) if lease.lifetime is not None else None
    if told is None:
        return seconds_of(lease.lifetime) or 0.0
    return float(get(granted.payload, told.steps))


def seconds_of(text: str | None) -> float | None:
    """`30m` → 1800; None for anything but a literal duration."""
    match = re.fullmatch(r"(\d+)(ms|s|m|h|d)", text) if text else None
    return int(match[1]) * {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86400}[match[2]] if match else None


def _path(spec: Spec, endpoint: Endpoint) -> str:
    """The path of a request: the base URL may have one too."""
    base = next(iter(spec.environments.values())).urls.get(endpoint.host, "")
    return urlsplit(base).path.rstrip("/") + endpoint.path
