"""Why the simulated exchange refuses: the stable words a dialect maps to its venue's codes and texts."""

from __future__ import annotations

from enum import Enum


class Reason(Enum):
    """Carried as `error.code` (its value) by every error the exchange raises."""

    UNKNOWN_SYMBOL = "unknown_symbol"
    UNKNOWN_ACCOUNT = "unknown_account"
    MISSING_FIELD = "missing_field"
    UNEXPECTED_FIELD = "unexpected_field"
    NOT_POSITIVE = "not_positive"
    PRICE_INCREMENT = "price_increment"
    QUANTITY_INCREMENT = "quantity_increment"
    PRICE_RANGE = "price_range"
    MIN_QUANTITY = "min_quantity"
    MAX_QUANTITY = "max_quantity"
    MIN_NOTIONAL = "min_notional"
    MAX_NOTIONAL = "max_notional"
    TRIGGER_IMMEDIATELY = "trigger_immediately"
    NO_LIQUIDITY = "no_liquidity"
    EXPIRE_TIME = "expire_time"
    REDUCE_ONLY = "reduce_only"
    DISPLAY_QUANTITY = "display_quantity"
    UNCHANGED = "unchanged"
    FILLED_QUANTITY = "filled_quantity"
    SELF_TRADE = "self_trade"
    UNSUPPORTED = "unsupported"
    WOULD_CROSS = "would_cross"
    INSUFFICIENT_FUNDS = "insufficient_funds"
    ORDER_NOT_FOUND = "order_not_found"
    ORDER_CLOSED = "order_closed"
    DUPLICATE_ORDER_ID = "duplicate_order_id"
    MARKET_CLOSED = "market_closed"
    RATE_LIMIT = "rate_limit"
    BANNED = "banned"
    UNAVAILABLE = "unavailable"
    EXPIRED_TOKEN = "expired_token"
    UNKNOWN_ENDPOINT = "unknown_endpoint"
