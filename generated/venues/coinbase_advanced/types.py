"""Coinbase Advanced Trade: the types of the wire, exactly as the venue sends them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from msgspec import UNSET, Raw, Struct, UnsetType, field
from venue_runtime.wire_enum import OpenEnum

#


class Side(OpenEnum):
    BUY = "BUY"
    SELL = "SELL"


class BookSide(OpenEnum):
    BID = "bid"
    OFFER = "offer"


class ProductType(OpenEnum):
    SPOT = "SPOT"
    FUTURE = "FUTURE"


class OrderType(OpenEnum):
    MARKET = "MARKET"
    LIMIT = "LIMIT"
    STOP = "STOP"
    STOP_LIMIT = "STOP_LIMIT"
    BRACKET = "BRACKET"
    TWAP = "TWAP"
    ROLL_OPEN = "ROLL_OPEN"
    ROLL_CLOSE = "ROLL_CLOSE"
    LIQUIDATION = "LIQUIDATION"
    SCALED = "SCALED"
    UNKNOWN_ORDER_TYPE = "UNKNOWN_ORDER_TYPE"


class TimeInForce(OpenEnum):
    GOOD_UNTIL_CANCELLED = "GOOD_UNTIL_CANCELLED"
    GOOD_UNTIL_DATE_TIME = "GOOD_UNTIL_DATE_TIME"
    IMMEDIATE_OR_CANCEL = "IMMEDIATE_OR_CANCEL"
    FILL_OR_KILL = "FILL_OR_KILL"
    UNKNOWN_TIME_IN_FORCE = "UNKNOWN_TIME_IN_FORCE"


class OrderStatus(OpenEnum):
    PENDING = "PENDING"
    OPEN = "OPEN"
    FILLED = "FILLED"
    CANCELLED = "CANCELLED"
    EXPIRED = "EXPIRED"
    FAILED = "FAILED"
    QUEUED = "QUEUED"
    CANCEL_QUEUED = "CANCEL_QUEUED"
    EDIT_QUEUED = "EDIT_QUEUED"
    UNKNOWN_ORDER_STATUS = "UNKNOWN_ORDER_STATUS"


class Liquidity(OpenEnum):
    MAKER = "MAKER"
    TAKER = "TAKER"
    UNKNOWN_LIQUIDITY_INDICATOR = "UNKNOWN_LIQUIDITY_INDICATOR"


class MarginType(OpenEnum):
    CROSS = "CROSS"
    ISOLATED = "ISOLATED"


class PositionSide(OpenEnum):
    LONG = "LONG"
    SHORT = "SHORT"
    UNKNOWN = "UNKNOWN"


class StopDirection(OpenEnum):
    STOP_DIRECTION_STOP_UP = "STOP_DIRECTION_STOP_UP"
    STOP_DIRECTION_STOP_DOWN = "STOP_DIRECTION_STOP_DOWN"


class Refusal(Struct, frozen=True, gc=False, kw_only=True):
    error: str | UnsetType = UNSET
    message: str | UnsetType = UNSET
    error_details: str | UnsetType = UNSET
    preview_failure_reason: str | UnsetType = UNSET
    new_order_failure_reason: str | UnsetType = UNSET


class EditRefusal(Struct, frozen=True, gc=False, kw_only=True):
    edit_failure_reason: str | UnsetType = UNSET
    preview_failure_reason: str | UnsetType = UNSET


class Failure(Struct, frozen=True, gc=False, kw_only=True):
    error: str | UnsetType = UNSET
    message: str | UnsetType = UNSET
    error_details: str | UnsetType = UNSET
    success: bool | UnsetType = UNSET
    error_response: Refusal | UnsetType = UNSET
    errors: list[EditRefusal] | UnsetType = UNSET


class Time(Struct, frozen=True, gc=False, kw_only=True):
    iso: str
    epoch_seconds: str = field(name="epochSeconds")
    epoch_millis: str = field(name="epochMillis")


class Session(Struct, frozen=True, gc=False, kw_only=True):
    is_session_open: bool
    open_time: str | UnsetType | None = UNSET
    close_time: str | UnsetType | None = UNSET


class FutureDetails(Struct, frozen=True, gc=False, kw_only=True):
    venue: str | UnsetType = UNSET
    contract_code: str | UnsetType = UNSET
    contract_expiry: str | UnsetType | None = UNSET
    contract_size: Decimal | UnsetType = UNSET
    contract_root_unit: str | UnsetType = UNSET
    contract_expiry_type: str | UnsetType = UNSET
    funding_rate: str | UnsetType = UNSET
    funding_time: str | UnsetType | None = UNSET
    index_price: str | UnsetType = UNSET


class Product(Struct, frozen=True, gc=False, kw_only=True):
    product_id: str
    price: str
    volume_24h: str
    base_increment: Decimal
    quote_increment: Decimal
    quote_min_size: Decimal
    quote_max_size: Decimal
    base_min_size: Decimal
    base_max_size: Decimal
    is_disabled: bool
    status: str
    cancel_only: bool
    limit_only: bool
    post_only: bool
    trading_disabled: bool
    auction_mode: bool
    product_type: ProductType
    quote_currency_id: str
    base_currency_id: str
    alias: str
    alias_to: list[str]
    view_only: bool
    price_increment: Decimal
    display_name: str
    product_venue: str
    fcm_trading_session_details: Session | UnsetType | None = UNSET
    future_product_details: FutureDetails | UnsetType | None = UNSET


class Products(Struct, frozen=True, gc=False, kw_only=True):
    products: list[Product]
    num_products: int


class Level(Struct, frozen=True, gc=False, kw_only=True):
    price: str
    size: str


class PriceBook(Struct, frozen=True, gc=False, kw_only=True):
    product_id: str
    bids: list[Level]
    asks: list[Level]
    time: str


class ProductBook(Struct, frozen=True, gc=False, kw_only=True):
    pricebook: PriceBook
    last: str | UnsetType = UNSET
    mid_market: str | UnsetType = UNSET
    spread_bps: str | UnsetType = UNSET
    spread_absolute: str | UnsetType = UNSET


class Trade(Struct, frozen=True, gc=False, kw_only=True):
    trade_id: str
    product_id: str
    price: Decimal
    size: Decimal
    time: str
    maker_side: Side = field(name="side")


class Trades(Struct, frozen=True, gc=False, kw_only=True):
    trades: list[Trade]
    best_bid: str
    best_ask: str


class Candle(Struct, frozen=True, gc=False, kw_only=True):
    start: str
    low: Decimal
    high: Decimal
    open: Decimal
    close: Decimal
    volume: Decimal


class Candles(Struct, frozen=True, gc=False, kw_only=True):
    candles: list[Candle]


class Terms(Struct, frozen=True, gc=False, kw_only=True):
    quote_size: Decimal | UnsetType = UNSET
    base_size: Decimal | UnsetType = UNSET
    limit_price: Decimal | UnsetType = UNSET
    stop_price: Decimal | UnsetType = UNSET
    stop_trigger_price: Decimal | UnsetType = UNSET
    stop_direction: str | UnsetType = UNSET
    start_time: str | UnsetType = UNSET
    end_time: str | UnsetType = UNSET
    post_only: bool | UnsetType = UNSET


class NewOrder(Struct, frozen=True, gc=False, kw_only=True):
    order_id: str
    product_id: str | UnsetType = UNSET
    side: str | UnsetType = UNSET
    client_order_id: str | UnsetType = UNSET


class Created(Struct, frozen=True, gc=False, kw_only=True):
    success: bool
    success_response: NewOrder
    order_configuration: Any | UnsetType = UNSET


class Canceled(Struct, frozen=True, gc=False, kw_only=True):
    success: bool
    failure_reason: str | UnsetType = UNSET
    order_id: str | UnsetType = UNSET


class CanceledList(Struct, frozen=True, gc=False, kw_only=True):
    results: list[Canceled]


class Edited(Struct, frozen=True, gc=False, kw_only=True):
    success: bool


class EditPreview(Struct, frozen=True, gc=False, kw_only=True):
    errors: list[EditRefusal] | UnsetType = UNSET
    slippage: str | UnsetType = UNSET
    order_total: str | UnsetType = UNSET
    commission_total: str | UnsetType = UNSET
    quote_size: str | UnsetType = UNSET
    base_size: str | UnsetType = UNSET
    best_bid: str | UnsetType = UNSET
    best_ask: str | UnsetType = UNSET
    average_filled_price: str | UnsetType = UNSET


class Preview(Struct, frozen=True, gc=False, kw_only=True):
    order_total: str
    commission_total: str
    errs: list[str]
    warning: list[str]
    best_bid: str
    best_ask: str
    is_max: bool
    quote_size: Decimal | UnsetType = UNSET
    base_size: Decimal | UnsetType = UNSET
    order_margin_total: str | UnsetType = UNSET
    leverage: str | UnsetType = UNSET
    slippage: str | UnsetType = UNSET
    preview_id: str | UnsetType = UNSET


class Order(Struct, frozen=True, gc=False, kw_only=True):
    order_id: str
    product_id: str
    user_id: str
    terms: dict[str, Terms] = field(name="order_configuration")
    side: Side
    client_order_id: str
    status: OrderStatus
    time_in_force: TimeInForce
    created_time: str
    filled: Decimal = field(name="filled_size")
    average: str = field(name="average_filled_price")
    pending_cancel: bool
    size_in_quote: bool
    trigger_status: str
    order_type: OrderType
    reject_reason: str
    settled: bool
    product_type: ProductType
    completion_percentage: str | UnsetType = UNSET
    number_of_fills: str | UnsetType = UNSET
    filled_value: str | UnsetType = UNSET
    total_fees: str | UnsetType = UNSET
    reject_message: str | UnsetType = UNSET
    cancel_message: str | UnsetType = UNSET
    outstanding_hold_amount: str | UnsetType = UNSET
    is_liquidation: bool | UnsetType = UNSET
    last_fill_time: str | UnsetType | None = UNSET
    last_update_time: str | UnsetType | None = UNSET
    leverage: str | UnsetType = UNSET
    margin_type: str | UnsetType = UNSET


class OrderAnswer(Struct, frozen=True, gc=False, kw_only=True):
    order: Order


class Orders(Struct, frozen=True, gc=False, kw_only=True):
    orders: list[Order]
    has_next: bool
    cursor: str | UnsetType = UNSET
    sequence: str | UnsetType = UNSET


class Fill(Struct, frozen=True, gc=False, kw_only=True):
    entry_id: str
    trade_id: str
    order_id: str
    trade_time: str
    trade_type: str
    price: Decimal
    size: Decimal
    commission: Decimal
    product_id: str
    sequence_timestamp: str
    liquidity: Liquidity = field(name="liquidity_indicator")
    size_in_quote: bool
    user_id: str
    side: Side


class Fills(Struct, frozen=True, gc=False, kw_only=True):
    fills: list[Fill]
    cursor: str


class Amount(Struct, frozen=True, gc=False, kw_only=True):
    value: Decimal
    currency: str


class Account(Struct, frozen=True, gc=False, kw_only=True):
    uuid: str
    name: str
    currency: str
    available: Amount = field(name="available_balance")
    default: bool
    active: bool
    type: str
    ready: bool
    hold: Amount
    created_at: str | UnsetType | None = UNSET
    updated_at: str | UnsetType | None = UNSET
    deleted_at: str | UnsetType | None = UNSET
    retail_portfolio_id: str | UnsetType = UNSET


class Accounts(Struct, frozen=True, gc=False, kw_only=True):
    accounts: list[Account]
    has_next: bool
    cursor: str
    size: int


class Position(Struct, frozen=True, gc=False, kw_only=True):
    product_id: str
    side: PositionSide
    contracts: Decimal = field(name="number_of_contracts")
    current_price: str
    entry_price: str = field(name="avg_entry_price")
    unrealized_pnl: str
    daily_realized_pnl: str
    expiration_time: str | UnsetType = UNSET


class Positions(Struct, frozen=True, gc=False, kw_only=True):
    positions: list[Position]


class PositionAnswer(Struct, frozen=True, gc=False, kw_only=True):
    position: Position


class Frame(Struct, frozen=True, gc=False, kw_only=True):
    channel: str | UnsetType = UNSET
    type: str | UnsetType = UNSET
    message: str | UnsetType = UNSET
    client_id: str | UnsetType = UNSET
    timestamp: str | UnsetType = UNSET
    sequence: int | UnsetType = field(name="sequence_num", default=UNSET)
    events: Raw | UnsetType = UNSET


class BookRow(Struct, frozen=True, gc=False, kw_only=True):
    side: BookSide
    event_time: str
    price: str = field(name="price_level")
    size: str = field(name="new_quantity")


class BookEvent(Struct, frozen=True, gc=False, kw_only=True):
    type: str
    product_id: str
    updates: list[BookRow]


class StreamTrade(Struct, frozen=True, gc=False, kw_only=True):
    trade_id: str
    product_id: str
    price: Decimal
    size: Decimal
    maker_side: Side = field(name="side")
    time: str


class TradeEvent(Struct, frozen=True, gc=False, kw_only=True):
    type: str
    trades: list[StreamTrade]


class Ticker(Struct, frozen=True, gc=False, kw_only=True):
    type: str
    product_id: str
    price: Decimal
    volume_24_h: Decimal
    low_24_h: Decimal
    high_24_h: Decimal
    low_52_w: Decimal
    high_52_w: Decimal
    price_percent_chg_24_h: Decimal
    best_bid: str
    best_bid_quantity: str
    best_ask: str
    best_ask_quantity: str


class TickerEvent(Struct, frozen=True, gc=False, kw_only=True):
    type: str
    tickers: list[Ticker]


class StreamCandle(Struct, frozen=True, gc=False, kw_only=True):
    start: str
    high: Decimal
    low: Decimal
    open: Decimal
    close: Decimal
    volume: Decimal
    product_id: str


class CandleEvent(Struct, frozen=True, gc=False, kw_only=True):
    type: str
    candles: list[StreamCandle]


class Heartbeat(Struct, frozen=True, gc=False, kw_only=True):
    current_time: str
    counter: Any = field(name="heartbeat_counter")


class UserOrder(Struct, frozen=True, gc=False, kw_only=True):
    order_id: str
    client_order_id: str
    product_id: str
    side: Side = field(name="order_side")
    order_type: str
    status: OrderStatus
    time_in_force: TimeInForce
    filled: Decimal = field(name="cumulative_quantity")
    left: Decimal = field(name="leaves_quantity")
    average: str = field(name="avg_price")
    cancel_reason: str
    reject_reason: str
    creation_time: str
    product_type: str | UnsetType = UNSET
    post_only: str | UnsetType = UNSET
    limit_price: str | UnsetType = UNSET
    stop_price: str | UnsetType = UNSET
    filled_value: str | UnsetType = UNSET
    number_of_fills: str | UnsetType = UNSET
    completion_percentage: str | UnsetType = UNSET
    total_fees: str | UnsetType = UNSET
    total_value_after_fees: str | UnsetType = UNSET
    outstanding_hold_amount: str | UnsetType = UNSET
    trigger_status: str | UnsetType = UNSET
    end_time: str | UnsetType = UNSET
    start_time: str | UnsetType = UNSET


class UserPosition(Struct, frozen=True, gc=False, kw_only=True):
    product_id: str
    side: str
    contracts: Decimal = field(name="number_of_contracts")
    realized_pnl: Decimal
    unrealized_pnl: Decimal
    entry_price: Decimal


class UserPositions(Struct, frozen=True, gc=False, kw_only=True):
    expiring: list[UserPosition] | UnsetType = field(name="expiring_futures_positions", default=UNSET)


class UserEvent(Struct, frozen=True, gc=False, kw_only=True):
    type: str
    orders: list[UserOrder] | UnsetType = UNSET
    positions: UserPositions | UnsetType = UNSET
