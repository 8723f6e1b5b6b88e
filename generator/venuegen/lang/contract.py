"""The contract as data: its enumerations, the fields of its types, its methods with their arguments.

The core of the generator imports nothing of ours, so this is a table of its own; a test asserts that it equals the
runtime's annotations.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .types import ANY, BOOL, DECIMAL, INT, STR, SYMBOL, TIME_NS, VENUE_SYMBOL, ContractEnum, ListType, Optional, Type

__all__ = [
    "BATCHES",
    "CONTRACT_ENUMS",
    "CONTRACT_TYPES",
    "OPERATIONS",
    "ContractField",
    "ContractOperation",
    "ContractType",
]


def _enum(name: str, words: str) -> ContractEnum:
    return ContractEnum(name, tuple(words.split()))


CONTRACT_ENUMS: dict[str, ContractEnum] = {
    enum.name: enum
    for enum in (
        _enum("Side", "buy sell"),
        _enum("OrderType", "market limit stop stop_limit take_profit take_profit_limit trailing_stop"),
        _enum("TimeInForce", "gtc ioc fok gtd day"),
        _enum("Liquidity", "maker taker"),
        _enum(
            "OrderStatus",
            "initialized denied pending_new new triggered partially_filled pending_replace pending_cancel filled "
            "canceled expired rejected",
        ),
        _enum("InstrumentKind", "spot perpetual future option"),
        _enum("InstrumentStatus", "trading halted closed unknown"),
        _enum("MarginMode", "cash cross isolated"),
        _enum("PositionSide", "long short"),
        _enum("TriggerBy", "last mark index"),
        _enum("SelfTradePrevention", "none cancel_taker cancel_maker cancel_both decrement transfer"),
        _enum("QuantityUnit", "base contracts quote"),
        _enum("OptionType", "call put"),
    )
}

_SIDE = CONTRACT_ENUMS["Side"]
_ORDER_TYPE = CONTRACT_ENUMS["OrderType"]
_TIF = CONTRACT_ENUMS["TimeInForce"]
_MARGIN_MODE = CONTRACT_ENUMS["MarginMode"]
_POSITION_SIDE = CONTRACT_ENUMS["PositionSide"]


@dataclass(frozen=True)
class ContractField:
    """A field of a contract type. `required`: constructing it without this field is an error."""

    name: str
    type: Type
    required: bool
    filled: bool = False
    """The generator or the runtime fills it (`ts_recv`, `raw`, `symbol` of an Instrument): a map need not set it."""


@dataclass(frozen=True)
class ContractType:
    name: str
    fields: Mapping[str, ContractField]

    @property
    def required(self) -> tuple[str, ...]:
        """Fields that every map to this type must set."""
        return tuple(f.name for f in self.fields.values() if f.required and not f.filled)


_FILLED = frozenset({"ts_recv", "raw", "ref"})


def _type(name: str, *, filled: tuple[str, ...] = (), **fields: Type) -> ContractType:
    """Required fields are those whose type is not Optional and whose name has no `_default` mark."""
    table: dict[str, ContractField] = {}
    for key, type in fields.items():
        given = key.endswith("__")  # a default other than None
        field_name = key.removesuffix("__")
        required = not isinstance(type, Optional) and type != ANY and not given
        table[field_name] = ContractField(field_name, type, required, field_name in _FILLED or field_name in filled)
    return ContractType(name, table)


_DEC = Optional(DECIMAL)
_TEXT = Optional(STR)
_TIME = Optional(TIME_NS)

CONTRACT_TYPES: dict[str, ContractType] = {
    type.name: type
    for type in (
        _type(
            "OrderRequest",
            symbol=SYMBOL,
            side=_SIDE,
            type=_ORDER_TYPE,
            quantity=_DEC,
            quote_quantity=_DEC,
            price=_DEC,
            trigger_price=_DEC,
            trigger_by=Optional(CONTRACT_ENUMS["TriggerBy"]),
            trailing_offset=_DEC,
            time_in_force=Optional(_TIF),
            expire_time=_TIME,
            post_only__=BOOL,
            reduce_only__=BOOL,
            display_quantity=_DEC,
            margin_mode=Optional(_MARGIN_MODE),
            position_side=Optional(_POSITION_SIDE),
            self_trade_prevention=Optional(CONTRACT_ENUMS["SelfTradePrevention"]),
            client_order_id=_TEXT,
            venue=ANY,
        ),
        _type("CancelRequest", symbol=SYMBOL, venue_order_id=_TEXT, client_order_id=_TEXT),
        _type("EditRequest", symbol=SYMBOL, venue_order_id=_TEXT, client_order_id=_TEXT, quantity=_DEC, price=_DEC),
        _type(
            "Instrument",
            filled=("symbol",),
            symbol=SYMBOL,
            venue_symbol=VENUE_SYMBOL,
            kind=CONTRACT_ENUMS["InstrumentKind"],
            base=STR,
            quote=STR,
            settle=_TEXT,
            status__=CONTRACT_ENUMS["InstrumentStatus"],
            price_increment=_DEC,
            quantity_increment=_DEC,
            min_price=_DEC,
            max_price=_DEC,
            min_quantity=_DEC,
            max_quantity=_DEC,
            min_notional=_DEC,
            max_notional=_DEC,
            quantity_unit__=CONTRACT_ENUMS["QuantityUnit"],
            contract_size__=DECIMAL,
            inverse__=BOOL,
            price_bands=ANY,
            expiry=_TIME,
            strike=_DEC,
            option_type=Optional(CONTRACT_ENUMS["OptionType"]),
            partition__=STR,
            aliases__=ListType(STR),
            ref=ANY,
            raw=ANY,
        ),
        _type(
            "Order",
            symbol=SYMBOL,
            venue_order_id=_TEXT,
            client_order_id=_TEXT,
            side=Optional(_SIDE),
            type=Optional(_ORDER_TYPE),
            time_in_force=Optional(_TIF),
            status__=CONTRACT_ENUMS["OrderStatus"],
            price=_DEC,
            trigger_price=_DEC,
            quantity=_DEC,
            quote_quantity=_DEC,
            filled_quantity=_DEC,
            leaves_quantity=_DEC,
            average_price=_DEC,
            post_only=Optional(BOOL),
            reduce_only=Optional(BOOL),
            position_side=Optional(_POSITION_SIDE),
            expire_time=_TIME,
            replaces=_TEXT,
            reason=_TEXT,
            ts_event=_TIME,
            ts_recv=_TIME,
            raw=ANY,
        ),
        _type(
            "Fill",
            trade_id=_TEXT,
            venue_order_id=_TEXT,
            client_order_id=_TEXT,
            symbol=SYMBOL,
            side=_SIDE,
            price=DECIMAL,
            quantity=DECIMAL,
            fee=_DEC,
            fee_currency=_TEXT,
            liquidity=Optional(CONTRACT_ENUMS["Liquidity"]),
            ts_event=_TIME,
            ts_recv=_TIME,
            raw=ANY,
        ),
        _type(
            "Trade",
            trade_id=_TEXT,
            symbol=SYMBOL,
            side=Optional(_SIDE),
            price=DECIMAL,
            quantity=DECIMAL,
            ts_event=_TIME,
            ts_recv=_TIME,
        ),
        _type(
            "Ticker",
            symbol=SYMBOL,
            bid=_DEC,
            bid_quantity=_DEC,
            ask=_DEC,
            ask_quantity=_DEC,
            last=_DEC,
            ts_event=_TIME,
            ts_recv=_TIME,
        ),
        _type(
            "Candle",
            filled=("symbol",),
            symbol=SYMBOL,
            ts_open=TIME_NS,
            open=DECIMAL,
            high=DECIMAL,
            low=DECIMAL,
            close=DECIMAL,
            volume=DECIMAL,
            closed__=BOOL,
        ),
        _type("FundingRate", symbol=SYMBOL, rate=DECIMAL, ts_funding=_TIME, mark_price=_DEC, index_price=_DEC),
        _type("Balance", currency=STR, total=_DEC, free=_DEC, locked=_DEC),
        _type(
            "Position",
            symbol=SYMBOL,
            side=_POSITION_SIDE,
            quantity=DECIMAL,
            entry_price=_DEC,
            mark_price=_DEC,
            unrealized_pnl=_DEC,
            leverage=_DEC,
            liquidation_price=_DEC,
            net__=BOOL,
            ts_event=_TIME,
            ts_recv=_TIME,
            raw=ANY,
        ),
    )
}


@dataclass(frozen=True)
class ContractOperation:
    """One method of the contract, as a spec binds it."""

    name: str
    arguments: Mapping[str, Type]
    """Names that its expressions see beside `i` and `o`."""
    to: str | None
    """Contract type that its map yields; None: it has none, or a plain `result`."""
    many: bool = False
    """The answer is a list of them."""
    result: Type | None = None
    """Type of a plain `result` expression."""
    needs: tuple[str, ...] = ()
    """Fields that the map must set for this method, beside the type's own required ones."""
    stream: bool = False
    instrument: bool = True
    """`i` is in scope (always, or when a symbol was given)."""
    symbol_optional: bool = False
    """A caller need not give a symbol: then `i` is none."""
    order: bool = False
    """`o`, the order request, is in scope."""
    command: bool = False


_IDS: dict[str, Type] = {"venue_order_id": _TEXT, "client_order_id": _TEXT}
_RANGE: dict[str, Type] = {"since": _TIME, "limit": Optional(INT)}
_ORDER_NEEDS = ("venue_order_id", "status")
_REPORT_NEEDS = ("venue_order_id", "client_order_id", "side", "status", "quantity", "filled_quantity")


def _op(
    name: str,
    to: str | None = None,
    arguments: Mapping[str, Type] | None = None,
    *,
    many: bool = False,
    result: Type | None = None,
    needs: tuple[str, ...] = (),
    stream: bool = False,
    instrument: bool = True,
    symbol_optional: bool = False,
    order: bool = False,
    command: bool = False,
) -> ContractOperation:
    return ContractOperation(
        name, arguments or {}, to, many, result, needs, stream, instrument, symbol_optional, order, command
    )


OPERATIONS: dict[str, ContractOperation] = {
    operation.name: operation
    for operation in (
        _op("load_instruments", "Instrument", many=True, needs=("status", "price_increment"), instrument=False),
        _op("fetch_time", result=TIME_NS, instrument=False),
        _op("fetch_status", result=BOOL, instrument=False),
        _op("fetch_ticker", "Ticker"),
        _op("fetch_order_book", "OrderBook", {"depth": Optional(INT)}),
        _op("fetch_trades", "Trade", _RANGE, many=True, needs=("trade_id", "ts_event")),
        _op("fetch_candles", "Candle", {"interval": STR, **_RANGE}, many=True),
        _op("fetch_funding_rate", "FundingRate"),
        _op("create_order", "Order", order=True, command=True, needs=_ORDER_NEEDS),
        _op("create_orders", "Order", order=True, many=True, command=True, needs=_ORDER_NEEDS),
        _op("edit_order", "Order", {**_IDS, "quantity": _DEC, "price": _DEC}, command=True, needs=_ORDER_NEEDS),
        _op("cancel_order", "Order", _IDS, command=True, needs=_ORDER_NEEDS),
        _op("cancel_orders", "Order", _IDS, many=True, command=True, needs=_ORDER_NEEDS),
        _op("cancel_all_orders", "Order", many=True, symbol_optional=True, command=True, needs=_ORDER_NEEDS),
        _op("cancel_all_orders_after", arguments={"seconds": INT}, symbol_optional=True, command=True),
        _op("cancel_on_disconnect", instrument=False, command=True),
        _op("fetch_order", "Order", _IDS, needs=_REPORT_NEEDS),
        _op("fetch_open_orders", "Order", many=True, symbol_optional=True, needs=_REPORT_NEEDS),
        _op(
            "fetch_my_trades",
            "Fill",
            _RANGE,
            many=True,
            symbol_optional=True,
            needs=("trade_id", "venue_order_id", "ts_event"),
        ),
        _op("fetch_balances", "Balance", {"account": _TEXT}, many=True, instrument=False, needs=("total", "free")),
        _op("fetch_positions", "Position", many=True, instrument=False),
        _op("set_leverage", arguments={"leverage": DECIMAL}, command=True),
        _op("set_margin_mode", arguments={"mode": _MARGIN_MODE}, command=True),
        _op("set_position_mode", arguments={"hedged": BOOL}, instrument=False, command=True),
        _op("watch_order_book", "OrderBook", {"depth": Optional(INT)}, stream=True),
        _op("watch_trades", "Trade", stream=True, needs=("ts_event",)),
        _op("watch_ticker", "Ticker", stream=True),
        _op("watch_candles", "Candle", {"interval": STR}, stream=True),
        _op("watch_orders", "Order", stream=True, needs=_REPORT_NEEDS),
        _op("watch_fills", "Fill", stream=True, needs=("venue_order_id", "ts_event")),
        _op("watch_balances", "Balance", stream=True, instrument=False),
        _op("watch_positions", "Position", stream=True),
    )
}
"""What each method of the contract takes and yields."""

BATCHES: Mapping[str, str] = {"create_orders": "create_order", "cancel_orders": "cancel_order"}
"""Methods about several orders at once → the method about one of them."""

TRANSPORTED = (
    "create_order",
    "edit_order",
    "cancel_order",
    "cancel_all_orders",
    "cancel_all_orders_after",
    "fetch_order",
)
"""Methods that go over what the user chose for orders (`order_transport`)."""
