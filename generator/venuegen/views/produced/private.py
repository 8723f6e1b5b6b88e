"""The private stream of the produced tests: what opens it, and how to ask for nothing but that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..streams import channel_view, leases_of

if TYPE_CHECKING:
    from ...spec.model import Login
    from ..context import VenueContext


@dataclass(frozen=True, slots=True)
class PrivateLoginView:
    """A channel of the raw layer that a login or a lease opens, and the leases that are held before that."""

    channel: str
    leases: tuple[str, ...]
    renews: bool
    """What a lease granted is refused: it is asked for once more, and that is refused too."""


def told_lost(context: VenueContext) -> tuple[str, ...]:
    """Endpoints that grant what the connection of the orders is opened with, where the venue says that it is gone."""
    watch = context.spec.operations.get("watch_orders")
    connection = watch.channel.partition(".")[0] if watch is not None and watch.channel else ""
    if not connection or all(rule.lost is None for rule in context.spec.ws[connection].receive):
        return ()
    return tuple(context.spec.leases[name].call for name in leases_of(context, connection))


def build(context: VenueContext) -> PrivateLoginView | None:
    """None where the connection of the orders has no login of its own, or one that bears a lease and nothing of the
    key, which opens it whatever became of that; or where its channel must be told what to carry."""
    watch = context.spec.operations.get("watch_orders")
    if watch is None or not watch.channel:
        return None
    connection = watch.channel.partition(".")[0]
    channel = channel_view(context, watch.channel)
    leases, each = tuple(leases_of(context, connection)), context.spec.ws[connection]
    # Where the address has the lease, the venue refuses the connection itself.
    by_frame = each.login is not None or (bool(leases) and each.subscribe is not None and each.subscribe.auth)
    if each.login is not None and not _proves(context, each.login):
        return None
    if not by_frame or channel.signature != "self":
        return None
    return PrivateLoginView(channel.id, leases, renews=each.login is None)


def granted(context: VenueContext) -> PrivateLoginView | None:
    """The same for a stream that nothing opens but what was granted, also where a login bears it; None where a login
    bears something of the key."""
    watch = context.spec.operations.get("watch_orders")
    if watch is None or not watch.channel:
        return None
    connection = watch.channel.partition(".")[0]
    channel, leases = channel_view(context, watch.channel), tuple(leases_of(context, connection))
    login = context.spec.ws[connection].login
    if not leases or (login is not None and _proves(context, login)) or channel.signature != "self":
        return None
    return PrivateLoginView(channel.id, leases, renews=True)


def _proves(context: VenueContext, login: Login) -> bool:
    """Whether a login bears anything of the key: a lease alone opens it, whatever became of that."""
    scheme = context.spec.auth.get(login.frame or login.auth or "")
    steps = scheme.steps if scheme is not None else []
    said = repr((login.params, [(step.set, step.let, step.message) for step in steps]))
    return "lease." not in said or "cred." in said or any(step.sign or step.hash or step.jwt for step in steps)
