"""OKX: the types of the wire, exactly as the venue sends them."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

from msgspec import UNSET, Raw, Struct, UnsetType, field
from venue_runtime.wire_enum import OpenEnum

#


class Side(OpenEnum):
    BUY = "buy"
    SELL = "sell"


class InstType(OpenEnum):
    SPOT = "SPOT"
    SWAP = "SWAP"
    FUTURES = "FUTURES"
    OPTION = "OPTION"
    MARGIN = "MARGIN"


class InstState(OpenEnum):
    LIVE = "live"
    SUSPEND = "suspend"
    PREOPEN = "preopen"
    TEST = "test"


class ContractType(OpenEnum):
    LINEAR = "linear"
    INVERSE = "inverse"


class OrderKind(OpenEnum):
    MARKET = "market"
    LIMIT = "limit"
    POST_ONLY = "post_only"
    FOK = "fok"
    IOC = "ioc"
    OPTIMAL_LIMIT_IOC = "optimal_limit_ioc"
    MMP = "mmp"
    MMP_AND_POST_ONLY = "mmp_and_post_only"
    OP_FOK = "op_fok"


class OrderState(OpenEnum):
    LIVE = "live"
    PARTIALLY_FILLED = "partially_filled"
    FILLED = "filled"
    CANCELED = "canceled"
    MMP_CANCELED = "mmp_canceled"


class TradeMode(OpenEnum):
    CASH = "cash"
    CROSS = "cross"
    ISOLATED = "isolated"
    SPOT_ISOLATED = "spot_isolated"


class PosSide(OpenEnum):
    LONG = "long"
    SHORT = "short"
    NET = "net"


class PosMode(OpenEnum):
    LONG_SHORT_MODE = "long_short_mode"
    NET_MODE = "net_mode"


class Target(OpenEnum):
    BASE_CCY = "base_ccy"
    QUOTE_CCY = "quote_ccy"


class StpMode(OpenEnum):
    CANCEL_MAKER = "cancel_maker"
    CANCEL_TAKER = "cancel_taker"
    CANCEL_BOTH = "cancel_both"


class Role(OpenEnum):
    M = "M"
    T = "T"


class Failure(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    msg: str | UnsetType = UNSET
    data: Raw | UnsetType = UNSET


class Refused(Struct, frozen=True, gc=False, kw_only=True):
    code: str | UnsetType = field(name="sCode", default=UNSET)
    text: str | UnsetType = field(name="sMsg", default=UNSET)


class Arg(Struct, frozen=True, gc=False, kw_only=True):
    channel: str
    instrument: str | UnsetType = field(name="instId", default=UNSET)


class Frame(Struct, frozen=True, gc=False, kw_only=True):
    id: str | UnsetType = UNSET
    op: str | UnsetType = UNSET
    event: str | UnsetType = UNSET
    code: str | UnsetType = UNSET
    msg: str | UnsetType = UNSET
    arg: Arg | UnsetType = UNSET
    data: Raw | UnsetType = UNSET
    action: str | UnsetType = UNSET
    event_type: str | UnsetType = field(name="eventType", default=UNSET)
    cur_page: int | UnsetType = field(name="curPage", default=UNSET)
    last_page: bool | UnsetType = field(name="lastPage", default=UNSET)


class Now(Struct, frozen=True, gc=False, kw_only=True):
    ts: str


class Instrument(Struct, frozen=True, gc=False, kw_only=True):
    kind: InstType = field(name="instType")
    id: str = field(name="instId")
    underlying: str = field(name="uly")
    base: str = field(name="baseCcy")
    quote: str = field(name="quoteCcy")
    settle: str = field(name="settleCcy")
    contract_value: str = field(name="ctVal")
    multiplier: str = field(name="ctMult")
    contract_type: str = field(name="ctType")
    expiry: str = field(name="expTime")
    tick_size: str = field(name="tickSz")
    lot_size: str = field(name="lotSz")
    min_size: str = field(name="minSz")
    max_limit_size: str = field(name="maxLmtSz")
    state: InstState


class Ticker(Struct, frozen=True, gc=False, kw_only=True):
    instrument: str = field(name="instId")
    last: str
    ask: str = field(name="askPx")
    ask_size: str = field(name="askSz")
    bid: str = field(name="bidPx")
    bid_size: str = field(name="bidSz")
    time: str = field(name="ts")


class Level(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    price: str
    quantity: str


class Depth(Struct, frozen=True, gc=False, kw_only=True):
    asks: list[Level]
    bids: list[Level]
    time: str = field(name="ts")


class BookUpdate(Struct, frozen=True, gc=False, kw_only=True):
    asks: list[Level]
    bids: list[Level]
    time: str = field(name="ts")
    previous: int = field(name="prevSeqId")
    sequence: int = field(name="seqId")
    checksum: int | UnsetType = UNSET


class BookUpdate2022(Struct, frozen=True, gc=False, kw_only=True):
    asks: list[Level]
    bids: list[Level]
    time: str = field(name="ts")
    checksum: int | UnsetType = UNSET


class Trade(Struct, frozen=True, gc=False, kw_only=True):
    instrument: str = field(name="instId")
    id: str = field(name="tradeId")
    price: Decimal = field(name="px")
    size: Decimal = field(name="sz")
    side: Side
    time: str = field(name="ts")


Candle: TypeAlias = tuple[str, Decimal, Decimal, Decimal, Decimal, Decimal, str, str, str]


class Funding(Struct, frozen=True, gc=False, kw_only=True):
    instrument: str = field(name="instId")
    rate: Decimal = field(name="fundingRate")
    time: str = field(name="fundingTime")
    next_time: str = field(name="nextFundingTime")


class NewOrder(Struct, frozen=True, gc=False, kw_only=True):
    instrument: str = field(name="instId")
    mode: TradeMode = field(name="tdMode")
    side: Side
    kind: OrderKind = field(name="ordType")
    size: Decimal = field(name="sz")
    price: Decimal | UnsetType = field(name="px", default=UNSET)
    client_id: str | UnsetType = field(name="clOrdId", default=UNSET)
    position_side: PosSide | UnsetType = field(name="posSide", default=UNSET)
    reduce_only: bool | UnsetType = field(name="reduceOnly", default=UNSET)
    target: Target | UnsetType = field(name="tgtCcy", default=UNSET)
    self_trade: StpMode | UnsetType = field(name="stpMode", default=UNSET)
    margin_currency: str | UnsetType = field(name="ccy", default=UNSET)
    tag: str | UnsetType = UNSET
    ban_amend: bool | UnsetType = field(name="banAmend", default=UNSET)


class CancelOne(Struct, frozen=True, gc=False, kw_only=True):
    instrument: str = field(name="instId")
    id: str | UnsetType = field(name="ordId", default=UNSET)
    client_id: str | UnsetType = field(name="clOrdId", default=UNSET)


class Ack(Struct, frozen=True, gc=False, kw_only=True):
    id: str = field(name="ordId")
    client_id: str = field(name="clOrdId")
    code: str = field(name="sCode")
    time: str | UnsetType = field(name="ts", default=UNSET)
    text: str | UnsetType = field(name="sMsg", default=UNSET)


class Order(Struct, frozen=True, gc=False, kw_only=True):
    inst_type: InstType = field(name="instType")
    instrument: str = field(name="instId")
    id: str = field(name="ordId")
    client_id: str = field(name="clOrdId")
    side: Side
    kind: OrderKind = field(name="ordType")
    position_side: str = field(name="posSide")
    mode: TradeMode = field(name="tdMode")
    price: str = field(name="px")
    size: Decimal = field(name="sz")
    target: str = field(name="tgtCcy")
    filled: Decimal = field(name="accFillSz")
    average: str = field(name="avgPx")
    state: OrderState
    reduce_only: str = field(name="reduceOnly")
    cancel_source: str = field(name="cancelSource")
    updated: str = field(name="uTime")


class OrderEvent(Struct, frozen=True, gc=False, kw_only=True):
    inst_type: InstType = field(name="instType")
    instrument: str = field(name="instId")
    id: str = field(name="ordId")
    client_id: str = field(name="clOrdId")
    side: Side
    kind: OrderKind = field(name="ordType")
    position_side: str = field(name="posSide")
    mode: TradeMode = field(name="tdMode")
    price: str = field(name="px")
    size: Decimal = field(name="sz")
    target: str = field(name="tgtCcy")
    filled: Decimal = field(name="accFillSz")
    average: str = field(name="avgPx")
    state: OrderState
    reduce_only: str = field(name="reduceOnly")
    cancel_source: str = field(name="cancelSource")
    updated: str = field(name="uTime")
    trade_id: str = field(name="tradeId")
    fill_price: str = field(name="fillPx")
    fill_size: Decimal = field(name="fillSz")
    fill_fee: str = field(name="fillFee")
    fill_fee_currency: str = field(name="fillFeeCcy")
    fill_time: str = field(name="fillTime")
    role: str = field(name="execType")
    amend_result: str | UnsetType = field(name="amendResult", default=UNSET)
    code: str | UnsetType = UNSET
    msg: str | UnsetType = UNSET


class Fill(Struct, frozen=True, gc=False, kw_only=True):
    instrument: str = field(name="instId")
    trade_id: str = field(name="tradeId")
    order_id: str = field(name="ordId")
    client_id: str = field(name="clOrdId")
    bill_id: str = field(name="billId")
    side: Side
    price: Decimal = field(name="fillPx")
    size: Decimal = field(name="fillSz")
    fee: Decimal
    fee_currency: str = field(name="feeCcy")
    role: str = field(name="execType")
    time: str = field(name="fillTime")


class Timer(Struct, frozen=True, gc=False, kw_only=True):
    trigger_time: str = field(name="triggerTime")
    ts: str


class Detail(Struct, frozen=True, gc=False, kw_only=True):
    currency: str = field(name="ccy")
    cash: Decimal = field(name="cashBal")
    available: str = field(name="availBal")
    frozen: str = field(name="frozenBal")
    equity: str = field(name="eq")
    unrealized: str = field(name="upl")


class Account(Struct, frozen=True, gc=False, kw_only=True):
    total_equity: str = field(name="totalEq")
    details: list[Detail]


class Position(Struct, frozen=True, gc=False, kw_only=True):
    kind: InstType = field(name="instType")
    instrument: str = field(name="instId")
    side: PosSide = field(name="posSide")
    size: str = field(name="pos")
    margin_mode: str = field(name="mgnMode")
    average: str = field(name="avgPx")
    mark: str = field(name="markPx")
    unrealized: str = field(name="upl")
    leverage: str = field(name="lever")
    liquidation: str = field(name="liqPx")
    updated: str = field(name="uTime")


class Leverage(Struct, frozen=True, gc=False, kw_only=True):
    leverage: Decimal = field(name="lever")
    mode: str = field(name="mgnMode")
    instrument: str = field(name="instId")
    position_side: str = field(name="posSide")


class Mode(Struct, frozen=True, gc=False, kw_only=True):
    mode: PosMode = field(name="posMode")


class OneNow(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: tuple[Now]
    msg: str | UnsetType = UNSET


class ManyInstrument(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: list[Instrument]
    msg: str | UnsetType = UNSET


class ManyTicker(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: list[Ticker]
    msg: str | UnsetType = UNSET


class OneDepth(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: tuple[Depth]
    msg: str | UnsetType = UNSET


class ManyTrade(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: list[Trade]
    msg: str | UnsetType = UNSET


class ManyCandle(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: list[Candle]
    msg: str | UnsetType = UNSET


class ManyFunding(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: list[Funding]
    msg: str | UnsetType = UNSET


class ManyAck(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: list[Ack]
    msg: str | UnsetType = UNSET


class ManyTimer(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: list[Timer]
    msg: str | UnsetType = UNSET


class ManyOrder(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: list[Order]
    msg: str | UnsetType = UNSET


class ManyFill(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: list[Fill]
    msg: str | UnsetType = UNSET


class ManyAccount(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: list[Account]
    msg: str | UnsetType = UNSET


class ManyPosition(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: list[Position]
    msg: str | UnsetType = UNSET


class ManyLeverage(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: list[Leverage]
    msg: str | UnsetType = UNSET


class ManyMode(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: list[Mode]
    msg: str | UnsetType = UNSET
