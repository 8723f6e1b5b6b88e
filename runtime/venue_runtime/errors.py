"""Everything a client raises.

VenueError
├─ ConfigurationError            bad arguments, missing credentials, unknown symbol: raised before anything is sent
│  └─ OrderDenied                our own checks refused the order: carries the DENIED order
├─ NotSupported                  the venue lacks it, or cannot express it
├─ TransportError                connect, TLS, timeout, disconnect on something safe to repeat
├─ OutcomeUnknown                a command that may or may not have taken effect
├─ DecodeError                   what the venue sent does not fit its declared type
├─ FeedError                     SequenceGap · ChecksumMismatch · StaleFeed · SubscriptionRejected · BufferOverflow
└─ VenueResponseError            the venue answered no
   ├─ AuthenticationError · PermissionDenied · InvalidNonce · ClockSkew
   ├─ RateLimitExceeded · VenueUnavailable
   └─ OrderError: InvalidOrder · InsufficientFunds · OrderNotFound · DuplicateOrderId · PostOnlyRejected ·
                  CancelRejected · MarketClosed
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .model import Order

__all__ = [
    "ERRORS_BY_NAME",
    "AuthenticationError",
    "BufferOverflow",
    "CancelRejected",
    "ChecksumMismatch",
    "ClockSkew",
    "ConfigurationError",
    "DecodeError",
    "DuplicateOrderId",
    "FeedError",
    "InsufficientFunds",
    "InvalidNonce",
    "InvalidOrder",
    "MarketClosed",
    "NotSupported",
    "OrderDenied",
    "OrderError",
    "OrderNotFound",
    "OutcomeUnknown",
    "PermissionDenied",
    "PostOnlyRejected",
    "RateLimitExceeded",
    "SequenceGap",
    "StaleFeed",
    "SubscriptionRejected",
    "TransportError",
    "VenueError",
    "VenueResponseError",
    "VenueUnavailable",
]


class VenueError(Exception):
    """Base of all. `venue` and `operation` say where; either may be empty when raised outside a client."""

    def __init__(self, message: str, *, venue: str = "", operation: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.venue = venue
        self.operation = operation

    def __str__(self) -> str:
        where = " ".join(part for part in (self.venue, self.operation) if part)
        return f"{where}: {self._text()}" if where else self._text()

    def _text(self) -> str:
        return self.message


class ConfigurationError(VenueError):
    """The caller's input is wrong. Nothing was sent."""


class OrderDenied(ConfigurationError):
    """Our own checks refused the order. Nothing was sent; `order` is the order in status DENIED, `problems` say why."""

    def __init__(
        self, message: str, *, order: Order, problems: Sequence[str] = (), venue: str = "", operation: str = ""
    ) -> None:
        super().__init__(message, venue=venue, operation=operation)
        self.order = order
        self.problems = tuple(problems)


class NotSupported(VenueError):
    """The venue lacks `capability`, or cannot express what was asked. Nothing was sent."""

    def __init__(self, message: str, *, venue: str = "", operation: str = "", capability: str = "") -> None:
        super().__init__(message, venue=venue, operation=operation)
        self.capability = capability


class TransportError(VenueError):
    """No usable answer to something safe to repeat, or a request of which no byte was written (`sent` is False)."""

    def __init__(self, message: str, *, venue: str = "", operation: str = "", sent: bool = True) -> None:
        super().__init__(message, venue=venue, operation=operation)
        self.sent = sent


class OutcomeUnknown(VenueError):
    """A command that may or may not have taken effect. Never repeat it blindly.

    `client_order_id` names the order where there is one; `reconciliation`, where the client started one, is a task
    that ends in the order's definite state (`reconciliations`: one for each order that we knew, after a cancel of all).
    `cause` is the answer that left it open, where there was one.
    """

    def __init__(
        self,
        message: str,
        *,
        venue: str = "",
        operation: str = "",
        client_order_id: str | None = None,
        cause: VenueError | None = None,
    ) -> None:
        super().__init__(message, venue=venue, operation=operation)
        self.client_order_id = client_order_id
        self.cause = cause
        self.reconciliation: asyncio.Task[Order] | None = None
        self.reconciliations: tuple[asyncio.Task[Order], ...] = ()

    def _text(self) -> str:
        order = f" (client order id {self.client_order_id})" if self.client_order_id else ""
        return f"outcome unknown{order}: {self.message}"


class DecodeError(VenueError):
    """What the venue sent does not fit its declared type, at `path` (`$.bids[3][0]`): `expected` against `got`."""

    def __init__(
        self,
        message: str,
        *,
        venue: str = "",
        operation: str = "",
        path: str = "$",
        expected: str = "",
        got: str = "",
    ) -> None:
        super().__init__(message, venue=venue, operation=operation)
        self.path = path
        self.expected = expected
        self.got = got


class FeedError(VenueError):
    """A stream that could not be kept right; recovered inside, surfaced when recovery gives up."""

    def __init__(self, message: str, *, venue: str = "", operation: str = "", symbol: str | None = None) -> None:
        super().__init__(message, venue=venue, operation=operation)
        self.symbol = symbol


class SequenceGap(FeedError):
    """An update is missing."""


class ChecksumMismatch(FeedError):
    """Our book is not the venue's."""


class StaleFeed(FeedError):
    """Nothing arrived for longer than the stream may be silent."""


class SubscriptionRejected(FeedError):
    """The venue refused the subscription; `code` is its own."""

    def __init__(
        self,
        message: str,
        *,
        venue: str = "",
        operation: str = "",
        symbol: str | None = None,
        code: str | None = None,
    ) -> None:
        super().__init__(message, venue=venue, operation=operation, symbol=symbol)
        self.code = code


class BufferOverflow(FeedError):
    """The consumer of an iterator was too slow for a stream that must not drop anything."""


class VenueResponseError(VenueError):
    """The venue answered no.

    `code` and `message` are the venue's; `http_status` is None for answers that came by stream. `definitive` is True
    when the command was certainly not executed; `retryable` when the same request may succeed later; `retry_after` is
    in seconds; `ban` says that the venue refuses everything until then.
    """

    retryable_by_default = False

    def __init__(
        self,
        message: str,
        *,
        venue: str = "",
        operation: str = "",
        code: str | int | None = None,
        http_status: int | None = None,
        definitive: bool = True,
        retryable: bool | None = None,
        retry_after: float | None = None,
        ban: bool = False,
        raw: Any = None,
    ) -> None:
        super().__init__(message, venue=venue, operation=operation)
        self.code = None if code is None else str(code)
        self.http_status = http_status
        self.definitive = definitive
        self.retryable = self.retryable_by_default if retryable is None else retryable
        self.retry_after = retry_after
        self.ban = ban
        self.raw = raw

    def _text(self) -> str:
        facts = [f"code {self.code}"] if self.code is not None else []
        if self.http_status is not None:
            facts.append(f"HTTP {self.http_status}")
        if self.retry_after is not None:
            facts.append(f"retry after {self.retry_after:g} s")
        return f"{self.message} ({', '.join(facts)})" if facts else self.message


class AuthenticationError(VenueResponseError):
    """Key, signature or passphrase refused."""


class PermissionDenied(VenueResponseError):
    """The key is good but may not do this (scope, address, region)."""


class InvalidNonce(VenueResponseError):
    """Nonce not above the last one seen: another process may share the key."""


class ClockSkew(VenueResponseError):
    """Timestamp outside the venue's window; the client resynchronizes and tries once more."""

    retryable_by_default = True


class RateLimitExceeded(VenueResponseError):
    """Too many requests; also raised locally, before sending, when the wait would be too long."""

    retryable_by_default = True


class VenueUnavailable(VenueResponseError):
    """Maintenance, overload, 5xx."""

    retryable_by_default = True


class OrderError(VenueResponseError):
    """About the order itself."""


class InvalidOrder(OrderError):
    """Breaks a rule of the instrument or of the order type."""


class InsufficientFunds(OrderError):
    """Balance or margin too low."""


class OrderNotFound(OrderError):
    """The venue does not know the order under this id."""


class DuplicateOrderId(OrderError):
    """The client order id is taken: the earlier command with it may have worked."""


class PostOnlyRejected(OrderError):
    """Would have taken liquidity."""


class CancelRejected(OrderError):
    """Cancel or amend refused: too late, or nothing to cancel."""


class MarketClosed(OrderError):
    """Instrument halted, closed or in a phase that refuses this order."""


ERRORS_BY_NAME: dict[str, type[VenueResponseError]] = {
    error.__name__: error
    for error in (
        VenueResponseError,
        AuthenticationError,
        PermissionDenied,
        InvalidNonce,
        ClockSkew,
        RateLimitExceeded,
        VenueUnavailable,
        OrderError,
        InvalidOrder,
        InsufficientFunds,
        OrderNotFound,
        DuplicateOrderId,
        PostOnlyRejected,
        CancelRejected,
        MarketClosed,
    )
}
"""What a spec's error table may name."""
