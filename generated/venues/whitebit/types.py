"""WhiteBIT: the types of the wire, exactly as the venue sends them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypeAlias

from msgspec import UNSET, Raw, Struct, UnsetType, field
from venue_runtime.wire_enum import OpenEnum, OpenIntEnum

#


class Side(OpenEnum):
    BUY = "buy"
    SELL = "sell"


class SideNumber(OpenIntEnum):
    SELL = 1
    BUY = 2


class Role(OpenIntEnum):
    MAKER = 1
    TAKER = 2


class Kind(OpenEnum):
    LIMIT = "limit"
    MARKET = "market"
    STOCK_MARKET = "stock market"
    STOP_LIMIT = "stop limit"
    STOP_MARKET = "stop market"


class KindNumber(OpenIntEnum):
    LIMIT = 1
    MARKET = 2
    STOCK_MARKET = 202
    STOP_LIMIT = 3
    STOP = 4
    MARGIN_LIMIT = 7
    MARGIN_MARKET = 8
    MARGIN_STOP_LIMIT = 9
    MARGIN_STOP_MARKET = 10
    MARGIN_NORMALIZATION = 14


class Status(OpenEnum):
    OPEN = "OPEN"
    PARTIALLY_FILLED = "PARTIALLY_FILLED"
    FILLED = "FILLED"
    CANCELED = "CANCELED"
    AUTO_CANCELED_USER_MARGIN = "AUTO_CANCELED_USER_MARGIN"
    AUTO_CANCELED_LIQUIDATION = "AUTO_CANCELED_LIQUIDATION"
    AUTO_CANCELED_REDUCE_ONLY = "AUTO_CANCELED_REDUCE_ONLY"
    CANCELED_STP = "CANCELED_STP"
    CANCELED_POSITION_SIDE_NOT_MATCH = "CANCELED_POSITION_SIDE_NOT_MATCH"


class Stp(OpenEnum):
    NO = "no"
    CB = "cb"
    CN = "cn"
    CO = "co"


class MarketType(OpenEnum):
    SPOT = "spot"
    FUTURES = "futures"
    TRADFI_FUTURES = "tradfiFutures"


class Failure(Struct, frozen=True, gc=False, kw_only=True):
    code: int | UnsetType | None = UNSET
    message: Any | UnsetType = UNSET
    errors: dict[str, list[str]] | UnsetType | None = UNSET
    success: bool | UnsetType = UNSET


class Market(Struct, frozen=True, gc=False, kw_only=True):
    name: str
    stock: str
    money: str
    stock_prec: str = field(name="stockPrec")
    money_prec: str = field(name="moneyPrec")
    fee_prec: str = field(name="feePrec")
    maker_fee: Decimal = field(name="makerFee")
    taker_fee: Decimal = field(name="takerFee")
    min_amount: Decimal = field(name="minAmount")
    min_total: Decimal = field(name="minTotal")
    max_total: Decimal = field(name="maxTotal")
    trades_enabled: bool = field(name="tradesEnabled")
    is_collateral: bool = field(name="isCollateral")
    type: MarketType
    is_trad_fi_futures: bool | UnsetType = field(name="isTradFiFutures", default=UNSET)
    delisted_at: int | UnsetType | None = field(name="delistedAt", default=UNSET)


class ServerTime(Struct, frozen=True, gc=False, kw_only=True):
    time: int


class Ticker(Struct, frozen=True, gc=False, kw_only=True):
    open: Decimal
    bid: Decimal
    ask: Decimal
    low: Decimal
    high: Decimal
    last: Decimal
    volume: Decimal
    deal: Decimal
    change: Decimal


Level: TypeAlias = tuple[str, str]


class OrderBook(Struct, frozen=True, gc=False, kw_only=True):
    ticker_id: str
    timestamp: int
    asks: list[Level]
    bids: list[Level]


class Trade(Struct, frozen=True, gc=False, kw_only=True):
    trade_id: int = field(name="tradeID")
    price: Decimal
    quote_volume: Decimal
    base_volume: Decimal
    trade_timestamp: int
    side: Side = field(name="type")
    rpi: bool | UnsetType = UNSET


Candle: TypeAlias = tuple[int, Decimal, Decimal, Decimal, Decimal, Decimal, Decimal]


class StreamToken(Struct, frozen=True, gc=False, kw_only=True):
    websocket_token: str


class Amounts(Struct, frozen=True, gc=False, kw_only=True):
    available: Decimal
    freeze: Decimal


Holding: TypeAlias = tuple[str, Amounts]


class Order(Struct, frozen=True, gc=False, kw_only=True):
    order_id: int = field(name="orderId")
    client_order_id: str = field(name="clientOrderId")
    market: str
    side: Side
    kind: Kind = field(name="type")
    timestamp: Decimal
    deal_money: Decimal = field(name="dealMoney")
    deal_stock: Decimal = field(name="dealStock")
    amount: Decimal
    left: Decimal
    deal_fee: Decimal = field(name="dealFee")
    status: Status
    fee_asset: str | UnsetType = field(name="feeAsset", default=UNSET)
    price: Decimal | UnsetType = UNSET
    post_only: bool | UnsetType = field(name="postOnly", default=UNSET)
    ioc: bool | UnsetType = UNSET
    stp: Stp | UnsetType = UNSET
    activation_price: Decimal | UnsetType = UNSET
    rpi: bool | UnsetType = UNSET
    retail: bool | UnsetType = UNSET


class FoundOrder(Struct, frozen=True, gc=False, kw_only=True):
    """An open order, or one of the history, which names id and times otherwise."""

    client_order_id: str = field(name="clientOrderId")
    side: Side
    kind: Kind = field(name="type")
    deal_money: Decimal = field(name="dealMoney")
    deal_stock: Decimal = field(name="dealStock")
    amount: Decimal
    deal_fee: Decimal = field(name="dealFee")
    status: Status
    order_id: int | UnsetType = field(name="orderId", default=UNSET)
    market: str | UnsetType = UNSET
    timestamp: Decimal | UnsetType = UNSET
    left: Decimal | UnsetType = UNSET
    fee_asset: str | UnsetType = field(name="feeAsset", default=UNSET)
    price: Decimal | UnsetType = UNSET
    post_only: bool | UnsetType = field(name="postOnly", default=UNSET)
    ioc: bool | UnsetType = UNSET
    stp: Stp | UnsetType = UNSET
    activation_price: Decimal | UnsetType = UNSET
    rpi: bool | UnsetType = UNSET
    retail: bool | UnsetType = UNSET
    id: int | UnsetType = UNSET
    created: Decimal | UnsetType = field(name="ctime", default=UNSET)
    finished: Decimal | UnsetType = field(name="ftime", default=UNSET)


class NewOrder(Struct, frozen=True, gc=False, kw_only=True):
    market: str
    side: Side
    amount: Decimal
    price: Decimal
    client_order_id: str | UnsetType = field(name="clientOrderId", default=UNSET)
    post_only: bool | UnsetType = field(name="postOnly", default=UNSET)
    ioc: bool | UnsetType = UNSET
    bbo_role: int | UnsetType = field(name="bboRole", default=UNSET)
    stp: Stp | UnsetType = UNSET
    rpi: bool | UnsetType = UNSET
    retail: bool | UnsetType = UNSET


class OrderRef(Struct, frozen=True, gc=False, kw_only=True):
    market: str
    order_id: int | UnsetType = field(name="orderId", default=UNSET)
    client_order_id: str | UnsetType = field(name="clientOrderId", default=UNSET)


class Refusal(Struct, frozen=True, gc=False, kw_only=True):
    code: int
    message: str
    errors: Any | UnsetType = UNSET


class Placed(Struct, frozen=True, gc=False, kw_only=True):
    result: Order | None
    error: Refusal | None


class CanceledOrder(Struct, frozen=True, gc=False, kw_only=True):
    order_id: int | UnsetType = field(name="orderId", default=UNSET)
    client_order_id: str | UnsetType = field(name="clientOrderId", default=UNSET)
    market: str | UnsetType = UNSET


class Canceled(Struct, frozen=True, gc=False, kw_only=True):
    result: CanceledOrder | UnsetType | None = UNSET
    error: Refusal | UnsetType | None = UNSET


class Deal(Struct, frozen=True, gc=False, kw_only=True):
    id: int
    client_order_id: str = field(name="clientOrderId")
    time: Decimal
    side: Side
    role: Role
    amount: Decimal
    price: Decimal
    deal: Decimal
    fee: Decimal
    order_id: int = field(name="orderId")
    fee_asset: str = field(name="feeAsset")


class StreamError(Struct, frozen=True, gc=False, kw_only=True):
    code: int
    message: str


class Frame(Struct, frozen=True, gc=False, kw_only=True):
    id: int | UnsetType | None = UNSET
    method: str | UnsetType = UNSET
    params: Raw | UnsetType = UNSET
    result: Raw | UnsetType = UNSET
    error: StreamError | UnsetType | None = UNSET


DepthHead: TypeAlias = tuple[Any, Any, str]


class DepthData(Struct, frozen=True, gc=False, kw_only=True):
    timestamp: Decimal
    update_id: int
    asks: list[Level]
    bids: list[Level]
    event_time: Decimal
    past_update_id: int | UnsetType = UNSET


DepthUpdate: TypeAlias = tuple[bool, DepthData, str]


class TradesHead(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    market: str


class TradeUpdate(Struct, frozen=True, gc=False, kw_only=True):
    id: int
    time: Decimal
    price: Decimal
    amount: Decimal
    side: Side = field(name="type")
    rpi: bool | UnsetType = UNSET


TradesUpdate: TypeAlias = tuple[str, list[TradeUpdate]]


CandleUpdate: TypeAlias = tuple[int, Decimal, Decimal, Decimal, Decimal, Decimal, Decimal, str]


class BestHead(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    unused_0: Any
    unused_1: Any
    market: str


BestUpdate: TypeAlias = tuple[Decimal, Decimal, str, int, Decimal, Decimal, Decimal, Decimal]


class StreamOrder(Struct, frozen=True, gc=False, kw_only=True):
    id: int
    market: str
    kind: KindNumber = field(name="type")
    side: SideNumber
    post_only: bool
    ioc: bool
    ctime: Decimal
    mtime: Decimal
    price: Decimal
    amount: Decimal
    left: Decimal
    deal_stock: Decimal
    deal_money: Decimal
    deal_fee: Decimal
    client_order_id: str
    status: Status
    stp: str | UnsetType = UNSET


OrderUpdate: TypeAlias = tuple[int, StreamOrder]


DealUpdate: TypeAlias = tuple[int, Decimal, str, int, Decimal, Decimal, Decimal, str, SideNumber, Role, str]


class V1Ticker(Struct, frozen=True, gc=False, kw_only=True):
    success: bool
    message: Any
    result: Ticker


class V1ListCandle(Struct, frozen=True, gc=False, kw_only=True):
    success: bool
    message: Any
    result: list[Candle]
