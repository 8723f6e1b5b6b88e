"""Gate: the types of the wire, exactly as the venue sends them."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

from msgspec import UNSET, Raw, Struct, UnsetType, field
from venue_runtime.wire_enum import OpenEnum

#


class Side(OpenEnum):
    BUY = "buy"
    SELL = "sell"


class OrderType(OpenEnum):
    """Those of borrowing and repaying are told by the streams of a unified account."""

    LIMIT = "limit"
    MARKET = "market"
    LIMIT_REPAY = "limit_repay"
    MARKET_REPAY = "market_repay"
    LIMIT_BORROW = "limit_borrow"
    MARKET_BORROW = "market_borrow"
    LIMIT_BORROW_REPAY = "limit_borrow_repay"


class TimeInForce(OpenEnum):
    """`poc` (pending or cancelled) is post-only."""

    GTC = "gtc"
    IOC = "ioc"
    FOK = "fok"
    POC = "poc"


class OrderStatus(OpenEnum):
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class OrderEventKind(OpenEnum):
    PUT = "put"
    UPDATE = "update"
    FINISH = "finish"


class FinishAs(OpenEnum):
    OPEN = "open"
    FILLED = "filled"
    CANCELLED = "cancelled"
    LIQUIDATE_CANCELLED = "liquidate_cancelled"
    SMALL = "small"
    DEPTH_NOT_ENOUGH = "depth_not_enough"
    TRADER_NOT_ENOUGH = "trader_not_enough"
    IOC = "ioc"
    POC = "poc"
    FOK = "fok"
    STP = "stp"
    PRICE_PROTECT_CANCELLED = "price_protect_cancelled"
    UNKNOWN = "unknown"
    EMPTY = "-"


class StpAct(OpenEnum):
    """Cancel the newest, the oldest or both."""

    CN = "cn"
    CO = "co"
    CB = "cb"
    NONE = "-"


class Role(OpenEnum):
    MAKER = "maker"
    TAKER = "taker"


class TradeStatus(OpenEnum):
    """One side alone is open for `buyable` and `sellable`."""

    TRADABLE = "tradable"
    UNTRADABLE = "untradable"
    BUYABLE = "buyable"
    SELLABLE = "sellable"


class Failure(Struct, frozen=True, gc=False, kw_only=True):
    label: str | UnsetType = UNSET
    message: str | UnsetType = UNSET
    detail: str | UnsetType = UNSET


class ServerTime(Struct, frozen=True, gc=False, kw_only=True):
    server_time: int


class Pair(Struct, frozen=True, gc=False, kw_only=True):
    id: str
    base: str
    quote: str
    amount_precision: int
    precision: int
    trade_status: TradeStatus
    min_base_amount: Decimal | UnsetType | None = UNSET
    min_quote_amount: Decimal | UnsetType | None = UNSET
    max_base_amount: Decimal | UnsetType | None = UNSET
    max_quote_amount: Decimal | UnsetType | None = UNSET
    sell_start: int | UnsetType = UNSET
    buy_start: int | UnsetType = UNSET
    delisting_time: int | UnsetType = UNSET
    type: str | UnsetType = UNSET
    st_tag: bool | UnsetType = UNSET


class Ticker(Struct, frozen=True, gc=False, kw_only=True):
    currency_pair: str
    last: str
    base_volume: Decimal
    quote_volume: Decimal
    high_24h: Decimal
    low_24h: Decimal
    ask: str | UnsetType = field(name="lowest_ask", default=UNSET)
    ask_size: str | UnsetType = field(name="lowest_size", default=UNSET)
    bid: str | UnsetType = field(name="highest_bid", default=UNSET)
    bid_size: str | UnsetType = field(name="highest_size", default=UNSET)


Level: TypeAlias = tuple[str, str]


class Depth(Struct, frozen=True, gc=False, kw_only=True):
    id: int
    current: int
    update: int
    asks: list[Level]
    bids: list[Level]


class Trade(Struct, frozen=True, gc=False, kw_only=True):
    id: str
    time: str = field(name="create_time_ms")
    side: Side
    amount: Decimal
    price: Decimal
    currency_pair: str | UnsetType = UNSET
    sequence_id: str | UnsetType = UNSET


Candle: TypeAlias = tuple[str, Decimal, Decimal, Decimal, Decimal, Decimal, Decimal, str]


class NewOrder(Struct, frozen=True, gc=False, kw_only=True):
    currency_pair: str
    type: OrderType
    account: str
    side: Side
    amount: Decimal
    client_order_id: str | UnsetType = field(name="text", default=UNSET)
    price: Decimal | UnsetType = UNSET
    time_in_force: TimeInForce | UnsetType = UNSET
    iceberg: Decimal | UnsetType = UNSET
    auto_borrow: bool | UnsetType = UNSET
    auto_repay: bool | UnsetType = UNSET
    stp_act: StpAct | UnsetType = UNSET
    action_mode: str | UnsetType = UNSET


class Order(Struct, frozen=True, gc=False, kw_only=True):
    id: str
    text: str
    updated_s: str = field(name="update_time")
    status: OrderStatus
    currency_pair: str
    type: OrderType
    account: str
    side: Side
    amount: Decimal
    price: Decimal
    time_in_force: TimeInForce
    left: Decimal
    created: int | str | UnsetType = field(name="create_time_ms", default=UNSET)
    updated: int | str | UnsetType = field(name="update_time_ms", default=UNSET)
    iceberg: Decimal | UnsetType = UNSET
    filled: Decimal | UnsetType = field(name="filled_amount", default=UNSET)
    filled_total: Decimal | UnsetType = UNSET
    average: Decimal | UnsetType = field(name="avg_deal_price", default=UNSET)
    fee: Decimal | UnsetType = UNSET
    fee_currency: str | UnsetType = UNSET
    stp_act: StpAct | UnsetType = UNSET
    finish_as: FinishAs | UnsetType = UNSET
    amend_text: str | UnsetType = UNSET


class BatchedOrder(Struct, frozen=True, gc=False, kw_only=True):
    succeeded: bool
    id: str | UnsetType = UNSET
    text: str | UnsetType = UNSET
    label: str | UnsetType | None = UNSET
    message: str | UnsetType | None = UNSET
    status: OrderStatus | UnsetType = UNSET
    amount: Decimal | UnsetType = UNSET
    left: Decimal | UnsetType = UNSET


class CancelOne(Struct, frozen=True, gc=False, kw_only=True):
    currency_pair: str
    id: str
    account: str | UnsetType = UNSET


class Canceled(Struct, frozen=True, gc=False, kw_only=True):
    succeeded: bool
    currency_pair: str | UnsetType = UNSET
    id: str | UnsetType = UNSET
    text: str | UnsetType = UNSET
    label: str | UnsetType | None = UNSET
    message: str | UnsetType | None = UNSET


class PairOrders(Struct, frozen=True, gc=False, kw_only=True):
    currency_pair: str
    total: int
    orders: list[Order]


class Fill(Struct, frozen=True, gc=False, kw_only=True):
    id: str
    time: str = field(name="create_time_ms")
    order_id: str
    side: Side
    role: Role
    amount: Decimal
    price: Decimal
    fee: Decimal
    currency_pair: str | UnsetType = UNSET
    fee_currency: str | UnsetType = UNSET
    point_fee: Decimal | UnsetType = UNSET
    gt_fee: Decimal | UnsetType = UNSET
    text: str | UnsetType = UNSET


class Countdown(Struct, frozen=True, gc=False, kw_only=True):
    trigger_time: str = field(name="triggerTime")


class Account(Struct, frozen=True, gc=False, kw_only=True):
    currency: str
    available: Decimal
    locked: Decimal
    update_id: int | UnsetType = UNSET


class FrameError(Struct, frozen=True, gc=False, kw_only=True):
    code: int
    message: str


class Frame(Struct, frozen=True, gc=False, kw_only=True):
    time: int | UnsetType = UNSET
    time_ms: int | UnsetType = UNSET
    id: int | UnsetType = UNSET
    channel: str | UnsetType = UNSET
    event: str | UnsetType = UNSET
    error: FrameError | UnsetType | None = UNSET
    result: Raw | UnsetType = UNSET


class PairOf(Struct, frozen=True, gc=False, kw_only=True):
    book: str | UnsetType = field(name="s", default=UNSET)
    pair: str | UnsetType = field(name="currency_pair", default=UNSET)
    candles: str | UnsetType = field(name="n", default=UNSET)


class TickerUpdate(Struct, frozen=True, gc=False, kw_only=True):
    currency_pair: str
    last: str
    ask: str = field(name="lowest_ask")
    bid: str = field(name="highest_bid")
    base_volume: Decimal
    quote_volume: Decimal
    high_24h: Decimal
    low_24h: Decimal


class TradeUpdate(Struct, frozen=True, gc=False, kw_only=True):
    id: int
    id_market: int
    time: str = field(name="create_time_ms")
    side: Side
    currency_pair: str
    amount: Decimal
    price: Decimal
    range: str | UnsetType = UNSET


class CandleUpdate(Struct, frozen=True, gc=False, kw_only=True):
    time: str = field(name="t")
    quote_volume: Decimal = field(name="v")
    close: Decimal = field(name="c")
    high: Decimal = field(name="h")
    low: Decimal = field(name="l")
    open: Decimal = field(name="o")
    name: str = field(name="n")
    volume: Decimal = field(name="a")
    closed: bool | UnsetType = field(name="w", default=UNSET)


class BestUpdate(Struct, frozen=True, gc=False, kw_only=True):
    time: int = field(name="t")
    update_id: int = field(name="u")
    symbol: str = field(name="s")
    bid: str = field(name="b")
    bid_size: str = field(name="B")
    ask: str = field(name="a")
    ask_size: str = field(name="A")


class BookUpdate(Struct, frozen=True, gc=False, kw_only=True):
    time: int = field(name="t")
    symbol: str = field(name="s")
    first: int = field(name="U")
    last: int = field(name="u")
    bids: list[Level] = field(name="b")
    asks: list[Level] = field(name="a")
    full: bool | UnsetType = UNSET
    levels: str | UnsetType = field(name="l", default=UNSET)


class DepthUpdate(Struct, frozen=True, gc=False, kw_only=True):
    time: int = field(name="t")
    stream: str = field(name="s")
    last: int = field(name="u")
    full: bool | UnsetType = UNSET
    first: int | UnsetType = field(name="U", default=UNSET)
    bids: list[Level] | UnsetType = field(name="b", default=UNSET)
    asks: list[Level] | UnsetType = field(name="a", default=UNSET)


class OrderUpdate(Struct, frozen=True, gc=False, kw_only=True):
    id: str
    text: str
    created: str = field(name="create_time_ms")
    updated: str = field(name="update_time_ms")
    currency_pair: str
    type: OrderType
    account: str
    side: Side
    amount: Decimal
    price: Decimal
    time_in_force: TimeInForce
    left: Decimal
    filled_total: Decimal
    average: Decimal = field(name="avg_deal_price")
    user: int
    event: OrderEventKind
    finish_as: FinishAs
    filled: Decimal | UnsetType = field(name="filled_amount", default=UNSET)
    stp_act: StpAct | UnsetType = UNSET
    amend_text: str | UnsetType = UNSET


class FillUpdate(Struct, frozen=True, gc=False, kw_only=True):
    id: int
    user_id: int
    order_id: str
    currency_pair: str
    time: str = field(name="create_time_ms")
    side: Side
    amount: Decimal
    role: Role
    price: Decimal
    fee: Decimal
    text: str
    id_market: int
    fee_currency: str | UnsetType = UNSET
    point_fee: Decimal | UnsetType = UNSET
    gt_fee: Decimal | UnsetType = UNSET


class BalanceUpdate(Struct, frozen=True, gc=False, kw_only=True):
    time: str = field(name="timestamp_ms")
    user: str
    currency: str
    change: Decimal
    total: Decimal
    available: Decimal
    locked: Decimal = field(name="freeze")
    change_type: str


class CallHeader(Struct, frozen=True, gc=False, kw_only=True):
    status: str
    channel: str
    event: str
    response_time: str | UnsetType = UNSET
    remaining: int | UnsetType = field(name="x_gate_ratelimit_requests_remain", default=UNSET)
    limit: int | UnsetType = field(name="x_gate_ratelimit_limit", default=UNSET)
    reset: int | UnsetType = field(name="x_gate_ratelimit_reset_timestamp", default=UNSET)


class Refusal(Struct, frozen=True, gc=False, kw_only=True):
    label: str
    message: str


class CallData(Struct, frozen=True, gc=False, kw_only=True):
    result: Raw | UnsetType = UNSET
    errs: Refusal | UnsetType | None = UNSET


class CallFrame(Struct, frozen=True, gc=False, kw_only=True):
    request_id: str | UnsetType = UNSET
    ack: bool | UnsetType = UNSET
    header: CallHeader | UnsetType = UNSET
    data: CallData | UnsetType = UNSET
    channel: str | UnsetType = UNSET
    event: str | UnsetType = UNSET
