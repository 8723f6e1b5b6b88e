"""The runtime of generated venue clients: all that they import.

Nothing here imports an HTTP or WebSocket stack; the modules that talk to a network do so when first used, and the
larger parts (`VenueClient`, recording, replay) are imported when their names are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .books import BookState, OrderBook
from .clock import (
    Clock,
    ClockSample,
    ClockSync,
    ManualClock,
    SystemClock,
    VenueClock,
    synchronize,
)
from .credentials import (
    KEY_FORMATS,
    Credentials,
    Secret,
    load_private_key,
)
from .errors import (
    ERRORS_BY_NAME,
    AuthenticationError,
    BufferOverflow,
    CancelRejected,
    ChecksumMismatch,
    ClockSkew,
    ConfigurationError,
    DecodeError,
    DuplicateOrderId,
    FeedError,
    InsufficientFunds,
    InvalidNonce,
    InvalidOrder,
    MarketClosed,
    NotSupported,
    OrderDenied,
    OrderError,
    OrderNotFound,
    OutcomeUnknown,
    PermissionDenied,
    PostOnlyRejected,
    RateLimitExceeded,
    SequenceGap,
    StaleFeed,
    SubscriptionRejected,
    TransportError,
    VenueError,
    VenueResponseError,
    VenueUnavailable,
)
from .http import AiohttpTransport, HttpTransport, Request, Response
from .ids import (
    ClientOrderIdForm,
    ClientOrderIds,
    MintedClientOrderIds,
    MonotonicNonces,
    Nonces,
    PersistentNonces,
    Random,
    SeededRandom,
    SystemRandom,
    random_fraction,
)
from .limits import BucketSpec, Limiter, LocalLimiter, Usage
from .log import EventLogger, JsonFormatter
from .metrics import Metrics, MetricsSnapshot
from .model import (
    Balance,
    BookLevel,
    CancelRequest,
    Candle,
    Capability,
    EditRequest,
    Fill,
    FundingRate,
    Instrument,
    InstrumentKind,
    InstrumentStatus,
    Liquidity,
    MarginMode,
    OptionType,
    Order,
    OrderRequest,
    OrderStatus,
    OrderType,
    Position,
    PositionSide,
    PriceBand,
    QuantityUnit,
    SelfTradePrevention,
    Side,
    Ticker,
    TimeInForce,
    Trade,
    TriggerBy,
    VenueStatus,
)
from .redaction import Redactor
from .rest import RetryPolicy
from .wire import decimal_text, exact

if TYPE_CHECKING:
    from .client import VenueClient
    from .client_streams import Subscription
    from .feeds import Feed
    from .pretrade import PretradeLimits
    from .recording import Recorder, read_recording
    from .replay import Replay, for_replay

_LATER = {
    "Feed": "feeds",
    "PretradeLimits": "pretrade",
    "Recorder": "recording",
    "Replay": "replay",
    "Subscription": "client_streams",
    "VenueClient": "client",
    "for_replay": "replay",
    "read_recording": "recording",
}
"""Public name → the module that is imported when the name is first used."""


def __getattr__(name: str) -> Any:
    module = _LATER.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f".{module}", __name__), name)
    globals()[name] = value
    return value


__all__ = [
    "AiohttpTransport",
    "AuthenticationError",
    "Balance",
    "BookLevel",
    "BookState",
    "BucketSpec",
    "BufferOverflow",
    "CancelRejected",
    "CancelRequest",
    "Candle",
    "Capability",
    "ChecksumMismatch",
    "ClientOrderIdForm",
    "ClientOrderIds",
    "Clock",
    "ClockSample",
    "ClockSkew",
    "ClockSync",
    "ConfigurationError",
    "Credentials",
    "DecodeError",
    "DuplicateOrderId",
    "ERRORS_BY_NAME",
    "EditRequest",
    "EventLogger",
    "Feed",
    "FeedError",
    "Fill",
    "FundingRate",
    "HttpTransport",
    "Instrument",
    "InstrumentKind",
    "InstrumentStatus",
    "InsufficientFunds",
    "InvalidNonce",
    "InvalidOrder",
    "JsonFormatter",
    "KEY_FORMATS",
    "Limiter",
    "Liquidity",
    "LocalLimiter",
    "ManualClock",
    "MarginMode",
    "MarketClosed",
    "Metrics",
    "MetricsSnapshot",
    "MintedClientOrderIds",
    "MonotonicNonces",
    "Nonces",
    "NotSupported",
    "OptionType",
    "Order",
    "OrderBook",
    "OrderDenied",
    "OrderError",
    "OrderNotFound",
    "OrderRequest",
    "OrderStatus",
    "OrderType",
    "OutcomeUnknown",
    "PermissionDenied",
    "PersistentNonces",
    "Position",
    "PositionSide",
    "PostOnlyRejected",
    "PretradeLimits",
    "PriceBand",
    "QuantityUnit",
    "Random",
    "RateLimitExceeded",
    "Recorder",
    "Redactor",
    "Replay",
    "Request",
    "Response",
    "RetryPolicy",
    "Secret",
    "SeededRandom",
    "SelfTradePrevention",
    "SequenceGap",
    "Side",
    "StaleFeed",
    "Subscription",
    "SubscriptionRejected",
    "SystemClock",
    "SystemRandom",
    "Ticker",
    "TimeInForce",
    "Trade",
    "TransportError",
    "TriggerBy",
    "Usage",
    "VenueClient",
    "VenueClock",
    "VenueError",
    "VenueResponseError",
    "VenueStatus",
    "VenueUnavailable",
    "decimal_text",
    "exact",
    "for_replay",
    "load_private_key",
    "random_fraction",
    "read_recording",
    "synchronize",
]
