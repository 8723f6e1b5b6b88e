"""The unified model: what every generated client speaks, whatever the venue.

Times are integer nanoseconds since the epoch, UTC. Prices and quantities are exact (`decimal.Decimal`), never floats.
Quantities are in `Instrument.quantity_unit`. Every type here is an immutable value; a changed order is a new `Order`
(`msgspec.structs.replace`). A field that a venue may leave out is None, which always means "not known", never zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal
from enum import StrEnum
from typing import Any, Literal

from msgspec import Struct

__all__ = [
    "Balance",
    "BookLevel",
    "CancelRequest",
    "Candle",
    "Capability",
    "EditRequest",
    "Fill",
    "FundingRate",
    "Instrument",
    "InstrumentKind",
    "InstrumentStatus",
    "Liquidity",
    "MarginMode",
    "OptionType",
    "Order",
    "OrderRequest",
    "OrderStatus",
    "OrderType",
    "Position",
    "PositionSide",
    "PriceBand",
    "QuantityUnit",
    "SelfTradePrevention",
    "Side",
    "Ticker",
    "TimeInForce",
    "Trade",
    "TriggerBy",
    "VenueStatus",
]

# Wide enough that no division of real prices by real increments is ever rounded before we round it ourselves.
_EXACT = Context(prec=80)
_ONE = Decimal(1)

Rounding = Literal["nearest", "down", "up"]
_ROUNDING = {"nearest": ROUND_HALF_EVEN, "down": ROUND_FLOOR, "up": ROUND_CEILING}


class Side(StrEnum):
    BUY = "buy"
    SELL = "sell"

    @property
    def opposite(self) -> Side:
        return Side.SELL if self is Side.BUY else Side.BUY


class OrderType(StrEnum):
    MARKET = "market"
    LIMIT = "limit"
    STOP = "stop"
    STOP_LIMIT = "stop_limit"
    TAKE_PROFIT = "take_profit"
    TAKE_PROFIT_LIMIT = "take_profit_limit"
    TRAILING_STOP = "trailing_stop"


class TimeInForce(StrEnum):
    GTC = "gtc"
    IOC = "ioc"
    FOK = "fok"
    GTD = "gtd"
    DAY = "day"


class Liquidity(StrEnum):
    MAKER = "maker"
    TAKER = "taker"


class OrderStatus(StrEnum):
    """FIX OrdStatus plus TRIGGERED and two local states; `fix` is the OrdStatus(39) character or None."""

    INITIALIZED = "initialized"
    DENIED = "denied"
    PENDING_NEW = "pending_new"
    NEW = "new"
    TRIGGERED = "triggered"
    PARTIALLY_FILLED = "partially_filled"
    PENDING_REPLACE = "pending_replace"
    PENDING_CANCEL = "pending_cancel"
    FILLED = "filled"
    CANCELED = "canceled"
    EXPIRED = "expired"
    REJECTED = "rejected"

    @property
    def fix(self) -> str | None:
        return _FIX_STATUS.get(self)

    @property
    def is_final(self) -> bool:
        """True when the venue will not work the order any more (late fills may still arrive)."""
        return self in _FINAL_STATUS


_FIX_STATUS: dict[OrderStatus, str] = {
    OrderStatus.PENDING_NEW: "A",
    OrderStatus.NEW: "0",
    OrderStatus.PARTIALLY_FILLED: "1",
    OrderStatus.PENDING_REPLACE: "E",
    OrderStatus.PENDING_CANCEL: "6",
    OrderStatus.FILLED: "2",
    OrderStatus.CANCELED: "4",
    OrderStatus.EXPIRED: "C",
    OrderStatus.REJECTED: "8",
}
_FINAL_STATUS = frozenset(
    {OrderStatus.DENIED, OrderStatus.FILLED, OrderStatus.CANCELED, OrderStatus.EXPIRED, OrderStatus.REJECTED}
)


class InstrumentKind(StrEnum):
    SPOT = "spot"
    PERPETUAL = "perpetual"
    FUTURE = "future"
    OPTION = "option"


class InstrumentStatus(StrEnum):
    """TRADING takes orders; HALTED will be back; CLOSED is delisted, settled or not open yet; UNKNOWN is a new word."""

    TRADING = "trading"
    HALTED = "halted"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class MarginMode(StrEnum):
    CASH = "cash"
    CROSS = "cross"
    ISOLATED = "isolated"


class PositionSide(StrEnum):
    LONG = "long"
    SHORT = "short"


class TriggerBy(StrEnum):
    LAST = "last"
    MARK = "mark"
    INDEX = "index"


class SelfTradePrevention(StrEnum):
    """Which of our own two orders gives way when they would trade with each other."""

    NONE = "none"
    CANCEL_TAKER = "cancel_taker"
    CANCEL_MAKER = "cancel_maker"
    CANCEL_BOTH = "cancel_both"
    DECREMENT = "decrement"
    TRANSFER = "transfer"


class QuantityUnit(StrEnum):
    BASE = "base"
    CONTRACTS = "contracts"
    QUOTE = "quote"


class OptionType(StrEnum):
    CALL = "call"
    PUT = "put"


class Capability(StrEnum):
    """One per method of the contract, named like the method."""

    LOAD_INSTRUMENTS = "load_instruments"
    FETCH_TIME = "fetch_time"
    FETCH_STATUS = "fetch_status"
    FETCH_TICKER = "fetch_ticker"
    FETCH_ORDER_BOOK = "fetch_order_book"
    FETCH_TRADES = "fetch_trades"
    FETCH_CANDLES = "fetch_candles"
    FETCH_FUNDING_RATE = "fetch_funding_rate"
    CREATE_ORDER = "create_order"
    EDIT_ORDER = "edit_order"
    CANCEL_ORDER = "cancel_order"
    CANCEL_ALL_ORDERS = "cancel_all_orders"
    CANCEL_ALL_ORDERS_AFTER = "cancel_all_orders_after"
    CANCEL_ON_DISCONNECT = "cancel_on_disconnect"
    CREATE_ORDERS = "create_orders"
    CANCEL_ORDERS = "cancel_orders"
    FETCH_ORDER = "fetch_order"
    FETCH_OPEN_ORDERS = "fetch_open_orders"
    FETCH_MY_TRADES = "fetch_my_trades"
    FETCH_BALANCES = "fetch_balances"
    FETCH_POSITIONS = "fetch_positions"
    SET_LEVERAGE = "set_leverage"
    SET_MARGIN_MODE = "set_margin_mode"
    SET_POSITION_MODE = "set_position_mode"
    WATCH_ORDER_BOOK = "watch_order_book"
    WATCH_TRADES = "watch_trades"
    WATCH_TICKER = "watch_ticker"
    WATCH_CANDLES = "watch_candles"
    WATCH_ORDERS = "watch_orders"
    WATCH_FILLS = "watch_fills"
    WATCH_BALANCES = "watch_balances"
    WATCH_POSITIONS = "watch_positions"
    FIX = "fix"


class PriceBand(Struct, frozen=True, gc=False):
    """`increment` applies to prices at or above `above`."""

    above: Decimal
    increment: Decimal


class OrderRequest(Struct, frozen=True, kw_only=True):
    """A new order as the caller means it: the arguments of `create_order`."""

    symbol: str
    side: Side
    type: OrderType
    quantity: Decimal | None = None
    quote_quantity: Decimal | None = None
    """Amount of quote currency to spend or receive, for market orders."""
    price: Decimal | None = None
    trigger_price: Decimal | None = None
    trigger_by: TriggerBy | None = None
    trailing_offset: Decimal | None = None
    time_in_force: TimeInForce | None = None
    expire_time: int | None = None
    """Nanoseconds since the epoch, with `TimeInForce.GTD`."""
    post_only: bool = False
    reduce_only: bool = False
    display_quantity: Decimal | None = None
    margin_mode: MarginMode | None = None
    position_side: PositionSide | None = None
    self_trade_prevention: SelfTradePrevention | None = None
    client_order_id: str | None = None
    venue: Any = None
    """The venue's own typed options struct, for what only this venue has."""


class CancelRequest(Struct, frozen=True, kw_only=True):
    """One order to cancel, named by either id."""

    symbol: str
    venue_order_id: str | None = None
    client_order_id: str | None = None


class EditRequest(Struct, frozen=True, kw_only=True):
    """New quantity and/or price for one order, named by either id."""

    symbol: str
    venue_order_id: str | None = None
    client_order_id: str | None = None
    quantity: Decimal | None = None
    price: Decimal | None = None


class Instrument(Struct, frozen=True, kw_only=True):
    """What can be traded, and the venue's rules for orders in it."""

    symbol: str
    """`BASE/QUOTE`, `BASE/QUOTE:SETTLE`, `BASE/QUOTE:SETTLE-YYMMDD` or `BASE/QUOTE:SETTLE-YYMMDD-STRIKE-C|P`."""
    venue_symbol: str
    kind: InstrumentKind
    base: str
    quote: str
    settle: str | None = None
    status: InstrumentStatus = InstrumentStatus.TRADING
    price_increment: Decimal | None = None
    quantity_increment: Decimal | None = None
    min_price: Decimal | None = None
    max_price: Decimal | None = None
    min_quantity: Decimal | None = None
    max_quantity: Decimal | None = None
    min_notional: Decimal | None = None
    max_notional: Decimal | None = None
    quantity_unit: QuantityUnit = QuantityUnit.BASE
    contract_size: Decimal = _ONE
    """Base units per contract (quote units when `inverse`)."""
    inverse: bool = False
    price_bands: tuple[PriceBand, ...] = ()
    """Lowest first; where not empty they override `price_increment` from their `above` upwards."""
    expiry: int | None = None
    strike: Decimal | None = None
    option_type: OptionType | None = None
    partition: str = ""
    """What makes `venue_symbol` unique where it alone is not: the venue's word for a class of instruments."""
    aliases: Sequence[str] = ()
    """Other names that the venue gives it: in answers, or where another transport has names of its own."""
    ref: Any = None
    """Typed struct of what only this venue needs."""
    raw: Any = None

    def increment_at(self, price: Decimal) -> Decimal | None:
        """The price increment that holds at `price`; None when the venue states none."""
        increment = self.price_increment
        for band in self.price_bands:
            if price < band.above:
                break
            increment = band.increment
        return increment

    def round_price(self, price: Decimal, rounding: Rounding = "nearest") -> Decimal:
        """`price` on the venue's grid. "nearest" breaks ties to even; choose "down" or "up" where the side matters."""
        increment = self.increment_at(price)
        return price if increment is None else _on_grid(price, increment, _ROUNDING[rounding])

    def round_quantity(self, quantity: Decimal) -> Decimal:
        """`quantity` rounded down onto the venue's grid: never more than was asked for."""
        return quantity if self.quantity_increment is None else _on_grid(quantity, self.quantity_increment, ROUND_FLOOR)

    def to_base(self, quantity: Decimal, price: Decimal | None = None) -> Decimal:
        """`quantity` (in `quantity_unit`) in units of the base currency.

        Raises ValueError where the answer depends on the price (quote units, inverse contracts) and none is given.
        """
        if self.quantity_unit is QuantityUnit.BASE:
            return quantity
        amount = quantity if self.quantity_unit is QuantityUnit.QUOTE else quantity * self.contract_size
        if self.quantity_unit is QuantityUnit.CONTRACTS and not self.inverse:
            return amount
        if not price:
            raise ValueError(f"{self.symbol}: a quantity in {self.quantity_unit} has no base amount without a price")
        return amount / price

    def notional(self, quantity: Decimal, price: Decimal) -> Decimal:
        """Value of `quantity` at `price`, in quote currency."""
        if self.quantity_unit is QuantityUnit.BASE:
            return quantity * price
        if self.quantity_unit is QuantityUnit.QUOTE:
            return quantity
        return quantity * self.contract_size if self.inverse else quantity * self.contract_size * price

    def check(self, order: OrderRequest) -> tuple[str, ...]:
        """Every rule of the venue that `order` breaks, as sentences; empty when the venue should accept its form.

        The client answers a non-empty result with a DENIED order, before anything is sent.
        """
        problems: list[str] = []
        if self.status is not InstrumentStatus.TRADING and self.status is not InstrumentStatus.UNKNOWN:
            problems.append(f"{self.symbol} is {self.status}, not trading")
        for name, price in (("price", order.price), ("trigger_price", order.trigger_price)):
            if price is not None:
                self._check_price(name, price, problems)
        for name, quantity in (("quantity", order.quantity), ("display_quantity", order.display_quantity)):
            if quantity is not None:
                self._check_quantity(name, quantity, problems)
        self._check_notional(order, problems)
        return tuple(problems)

    def _check_price(self, name: str, price: Decimal, problems: list[str]) -> None:
        if not price.is_finite():
            problems.append(f"{name} {price} is not a number")
            return
        if price <= 0 and self.kind is InstrumentKind.SPOT:
            problems.append(f"{name} {price:f} is not positive")
            return
        increment = self.increment_at(price)
        if increment and _EXACT.remainder(price, increment):
            problems.append(f"{name} {price:f} is not a multiple of the price increment {_plain(increment)}")
        if self.min_price is not None and price < self.min_price:
            problems.append(f"{name} {price:f} is below the minimum {_plain(self.min_price)}")
        if self.max_price is not None and price > self.max_price:
            problems.append(f"{name} {price:f} is above the maximum {_plain(self.max_price)}")

    def _check_quantity(self, name: str, quantity: Decimal, problems: list[str]) -> None:
        if not quantity.is_finite() or quantity <= 0:
            problems.append(f"{name} {quantity} is not a positive number")
            return
        if self.quantity_increment and _EXACT.remainder(quantity, self.quantity_increment):
            step = _plain(self.quantity_increment)
            problems.append(f"{name} {quantity:f} is not a multiple of the quantity increment {step}")
        if self.min_quantity is not None and quantity < self.min_quantity and name == "quantity":
            problems.append(f"{name} {quantity:f} is below the minimum {_plain(self.min_quantity)}")
        if self.max_quantity is not None and quantity > self.max_quantity:
            problems.append(f"{name} {quantity:f} is above the maximum {_plain(self.max_quantity)}")

    def _check_notional(self, order: OrderRequest, problems: list[str]) -> None:
        notional = order.quote_quantity
        if notional is not None:
            if not notional.is_finite() or notional <= 0:
                problems.append(f"quote_quantity {notional} is not a positive number")
                return
        elif order.quantity is not None and order.price is not None:
            if not (order.quantity.is_finite() and order.price.is_finite()):
                return
            notional = self.notional(order.quantity, order.price)
        if notional is None or notional <= 0:  # what made it so is reported already
            return
        if self.min_notional is not None and notional < self.min_notional:
            problems.append(f"notional {notional:f} is below the minimum {_plain(self.min_notional)} {self.quote}")
        if self.max_notional is not None and notional > self.max_notional:
            problems.append(f"notional {notional:f} is above the maximum {_plain(self.max_notional)} {self.quote}")


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _on_grid(value: Decimal, increment: Decimal, rounding: str) -> Decimal:
    if not increment:
        return value
    steps = _EXACT.divide(value, increment).to_integral_value(rounding)
    # "0.01000000" as increment must not make prices of eight decimals: only its significant digits count.
    exponent = min(int(increment.normalize().as_tuple().exponent), 0)
    return _EXACT.multiply(steps, increment).quantize(_ONE.scaleb(exponent), context=_EXACT)


class Order(Struct, frozen=True, kw_only=True):
    """An order as far as it is known. What neither the venue nor our own request has told is None."""

    symbol: str
    venue_order_id: str | None = None
    client_order_id: str | None = None
    side: Side | None = None
    type: OrderType | None = None
    time_in_force: TimeInForce | None = None
    status: OrderStatus = OrderStatus.INITIALIZED
    price: Decimal | None = None
    trigger_price: Decimal | None = None
    quantity: Decimal | None = None
    quote_quantity: Decimal | None = None
    filled_quantity: Decimal | None = None
    leaves_quantity: Decimal | None = None
    average_price: Decimal | None = None
    post_only: bool | None = None
    reduce_only: bool | None = None
    position_side: PositionSide | None = None
    expire_time: int | None = None
    replaces: str | None = None
    """Venue order id (else client order id) of the order that an edit ended to make this one."""
    reason: str | None = None
    """Why the order was denied, rejected, canceled or expired, in the words of whoever decided."""
    ts_event: int | None = None
    ts_recv: int | None = None
    raw: Any = None

    @property
    def is_open(self) -> bool:
        """True while the venue may still trade it."""
        return not self.status.is_final and self.status is not OrderStatus.INITIALIZED


class Fill(Struct, frozen=True, kw_only=True):
    """One execution of one of our orders. `fee`: positive paid, negative rebate, None while unknown."""

    trade_id: str | None = None
    venue_order_id: str | None = None
    client_order_id: str | None = None
    symbol: str
    side: Side
    price: Decimal
    quantity: Decimal
    fee: Decimal | None = None
    fee_currency: str | None = None
    liquidity: Liquidity | None = None
    ts_event: int | None = None
    ts_recv: int | None = None
    raw: Any = None


class Trade(Struct, frozen=True, kw_only=True):
    """A public trade; `side` is the aggressor's, None where the venue does not say."""

    trade_id: str | None = None
    symbol: str
    side: Side | None = None
    price: Decimal
    quantity: Decimal
    ts_event: int | None = None
    ts_recv: int | None = None


class Ticker(Struct, frozen=True, kw_only=True):
    symbol: str
    bid: Decimal | None = None
    bid_quantity: Decimal | None = None
    ask: Decimal | None = None
    ask_quantity: Decimal | None = None
    last: Decimal | None = None
    ts_event: int | None = None
    ts_recv: int | None = None


class Candle(Struct, frozen=True, kw_only=True):
    """Aligned to UTC; `closed` is False for the bar still being built."""

    symbol: str
    ts_open: int
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    volume: Decimal
    closed: bool = False


class FundingRate(Struct, frozen=True, kw_only=True):
    """`rate` is a fraction per funding interval (0.0001 = 1 basis point), due at `ts_funding`."""

    symbol: str
    rate: Decimal
    ts_funding: int | None = None
    mark_price: Decimal | None = None
    index_price: Decimal | None = None


class Balance(Struct, frozen=True, kw_only=True):
    """In margin accounts `free + locked` need not be `total`: each is what the venue says."""

    currency: str
    total: Decimal | None = None
    free: Decimal | None = None
    locked: Decimal | None = None


class Position(Struct, frozen=True, kw_only=True):
    """One leg; `quantity` is never negative and in the instrument's `quantity_unit`."""

    symbol: str
    side: PositionSide
    quantity: Decimal
    entry_price: Decimal | None = None
    mark_price: Decimal | None = None
    unrealized_pnl: Decimal | None = None
    leverage: Decimal | None = None
    liquidation_price: Decimal | None = None
    net: bool = False
    """The account nets: this is all there is of the symbol, and a leg on the other side is over."""
    ts_event: int | None = None
    ts_recv: int | None = None
    raw: Any = None


class BookLevel(Struct, frozen=True, gc=False):
    """One price level. Positional: books build these on every read."""

    price: Decimal
    quantity: Decimal


class VenueStatus(Struct, frozen=True, kw_only=True):
    """Whether the venue says that it is up; `message` in its own words."""

    available: bool
    message: str | None = None
    raw: Any = None


def symbols_of(symbols: str | Sequence[str]) -> tuple[str, ...]:
    """One symbol or a sequence of them, as a tuple without repeats, in the given order."""
    return (symbols,) if isinstance(symbols, str) else tuple(dict.fromkeys(symbols))
