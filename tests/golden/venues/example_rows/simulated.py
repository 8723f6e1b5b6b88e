"""Example Rows, simulated: its routes, words, signatures and frames over the venue-neutral exchange.

Made from the spec, and from nothing of the client. Answers are the documented examples, filled with live values; an
endpoint that no method of the contract uses is answered with its documented example as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from venue_runtime.errors import AuthenticationError, OrderNotFound, RateLimitExceeded, VenueError
from venue_runtime.model import Balance, Fill, Instrument, InstrumentKind, Order, OrderStatus, OrderType, Side, Ticker
from venue_runtime.signing import sha256
from venue_runtime.testing.dialect import FieldPath, SimBucket, SimCall, SimRoute
from venue_runtime.testing.filling import filled, get, put
from venue_runtime.testing.generated import ErrorPlace, GeneratedDialect, Param, Refusal, load_examples
from venue_runtime.testing.market_views import fills_of, first_entry, first_row, of_kind, ticker_of
from venue_runtime.testing.verifying import Seen, SignedBy
from venue_runtime.wire import decimal_text, iso_from_ns

INSTRUMENTS: tuple[Instrument, ...] = (
    Instrument(
        symbol="XBT/USD",
        venue_symbol="XXBTZUSD",
        kind=InstrumentKind.SPOT,
        base="XBT",
        quote="USD",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
)
"""What is traded where nobody says otherwise."""


def _write_pair(example: Any, v: Instrument) -> Any:
    """Instrument as `PairEntry`."""
    return filled(example, {"0": v.venue_symbol, ("1", "base"): v.base, ("1", "quote"): v.quote})


def _write_ticker(example: Any, v: Ticker, i: Instrument) -> Any:
    """Ticker as `Stats`."""
    return filled(
        example,
        {
            "last": decimal_text(v.last) if v.last is not None else None,
            ("range", "low"): decimal_text(v.bid) if v.bid is not None else None,
            ("range", "high"): decimal_text(v.ask) if v.ask is not None else None,
            "at": iso_from_ns(v.ts_event) if v.ts_event is not None else None,
        },
        {"at"},
    )


def _write_balance(example: Any, v: Balance) -> Any:
    """Balance as `Holding`."""
    return filled(
        example,
        {
            "0": v.currency,
            ("1", "total"): decimal_text(v.total) if v.total is not None else None,
            ("1", "free"): decimal_text(v.free) if v.free is not None else None,
        },
    )


def _write_own(example: Any, v: Fill, i: Instrument) -> Any:
    """Fill as `Own`."""
    return filled(
        example,
        {
            "4": decimal_text(v.quantity if v.side == Side.BUY else -v.quantity),
            "6": decimal_text(_1) if (_1 := (-v.fee if v.fee is not None else None)) is not None else None,
            "2": i.venue_symbol,
            "0": int(v.trade_id) if v.trade_id is not None else None,
            "1": int(v.venue_order_id) if v.venue_order_id is not None else None,
            "5": decimal_text(v.price),
            "7": v.fee_currency,
            "3": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
    )


def _write_order(example: Any, v: Order, i: Instrument) -> Any:
    """Order as `OrderRow`."""
    return filled(
        example,
        {
            "6": (
                decimal_text(_1)
                if (_1 := (v.quantity if v.side == Side.BUY else -v.quantity if v.quantity is not None else None))
                is not None
                else None
            ),
            "5": (
                decimal_text(_1)
                if (
                    _1 := (
                        v.leaves_quantity
                        if v.side == Side.BUY
                        else -v.leaves_quantity if v.leaves_quantity is not None else None
                    )
                )
                is not None
                else None
            ),
            "11": decimal_text(Decimal("1")),
            "7": "EXCHANGE LIMIT" if v.type == OrderType.LIMIT else "EXCHANGE MARKET",
            "8": 4096 if v.post_only else 0,
            "9": (
                "EXECUTED"
                if v.status == OrderStatus.FILLED
                else "CANCELED" if v.status == OrderStatus.CANCELED else "ACTIVE"
            ),
            "3": i.venue_symbol,
            "0": int(v.venue_order_id) if v.venue_order_id is not None else None,
            "2": int(v.client_order_id) if v.client_order_id is not None else None,
            "10": decimal_text(v.price) if v.price is not None else None,
            "4": v.ts_event // 1_000_000 if v.ts_event is not None else None,
        },
    )


class SimulatedExampleRows(GeneratedDialect):
    """Implements `SimDialect`."""

    venue = "example_rows"
    params: ClassVar[Mapping[str, Sequence[Param]]] = {
        "pairs": (),
        "trades": (Param("pair", "pair", str, required=True), Param("since", "since", int, time="s")),
        "book": (Param("pair", "pair", str, required=True), Param("count", "count", int)),
        "candles": (Param("pair", "pair", str, required=True), Param("interval", "interval", int, required=True)),
        "balances": (),
        "stats": (Param("pair", "pair", str, required=True),),
        "own_trades": (Param("market", "market", str), Param("hist", "hist", str, required=True)),
        "open_orders": (Param("kind", "kind", str, required=True),),
        "open_orders_of": (Param("market", "market", str, required=True),),
        "cancel": (Param("id", "id", int, required=True),),
        "outcomes": (),
        "events": (),
    }
    costs: ClassVar[Mapping[str, Any]] = {
        "pairs": {},
        "trades": {},
        "book": {},
        "candles": {},
        "balances": {},
        "stats": {},
        "own_trades": {},
        "open_orders": {},
        "open_orders_of": {},
        "cancel": {},
        "outcomes": {},
        "events": {},
    }
    refusals = (
        Refusal(OrderNotFound, "EOrder:Unknown order", ""),
        Refusal(RateLimitExceeded, "EAPI:Rate limit exceeded", ""),
    )
    statuses: ClassVar[Mapping[type[VenueError], int]] = {RateLimitExceeded: 429}
    error_place = ErrorPlace({}, "code", "message")
    shown_instruments = INSTRUMENTS
    signed_fields = frozenset(["nonce", "window"])
    used_headers: ClassVar[Mapping[str, tuple[str, bool]]] = {}
    channels: Sequence[str] = ()
    buckets: Sequence[SimBucket] = ()
    enum_fields: Mapping[str, Sequence[FieldPath]] = {}

    def __init__(self) -> None:
        super().__init__(load_examples(__file__))
        self.routes = (
            SimRoute("GET", "/0/public/AssetPairs", "pairs", self.pairs, cost=self.cost),
            SimRoute("GET", "/0/public/Trades", "trades", self.documented("trades"), cost=self.cost),
            SimRoute("GET", "/0/public/Depth", "book", self.documented("book"), cost=self.cost),
            SimRoute("GET", "/0/public/OHLC", "candles", self.documented("candles"), cost=self.cost),
            SimRoute("POST", "/0/private/Balance", "balances", self.balances, "signed", cost=self.cost),
            SimRoute("GET", "/0/public/Stats", "stats", self.stats, cost=self.cost),
            SimRoute("POST", "/v2/trades", "own_trades", self.own_trades, "signed", cost=self.cost),
            SimRoute("POST", "/v2/orders", "open_orders", self.open_orders, "signed", cost=self.cost),
            SimRoute("POST", "/v2/orders/{market}", "open_orders_of", self.open_orders_of, "signed", cost=self.cost),
            SimRoute("POST", "/v2/cancel", "cancel", self.cancel, "signed", command=True, cost=self.cost),
            SimRoute("GET", "/v2/outcomes", "outcomes", self.documented("outcomes"), cost=self.cost),
            SimRoute("GET", "/v2/events", "events", self.documented("events"), cost=self.cost),
        )
        self.sockets = ()

    def verify(self, call: SimCall) -> str:
        """See `SimDialect`."""
        if call.auth == "signed":
            return self._verify_signed(call)
        raise AuthenticationError(f"no such scheme: {call.auth}")

    def _verify_signed(self, call: SimCall) -> str:
        seen = Seen(call)
        nonce_calls = int(seen.get("body", "nonce"))
        signature = seen.get("header", "API-Sign")
        account, credentials = self.account_of(call, "api_key", seen.get("header", "API-Key"))
        digest = sha256.raw(str(nonce_calls) + seen.body)
        self.check_signature(
            credentials, seen.path.encode() + digest, signature, (SignedBy("api_secret", "hmac-sha512", "base64"),)
        )
        self.check_nonce(call, account, nonce_calls)
        return account

    def pairs(self, call: SimCall) -> object:
        """`load_instruments` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = of_kind(exchange, InstrumentKind.SPOT)
        answer = self.example("pairs")
        row = first_entry(answer, ("result",))
        return put(answer, ("result",), dict(_write_pair(row, v) for v in values))

    def stats(self, call: SimCall) -> object:
        """`fetch_ticker` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.pair)
        exchange = call.exchange
        v = ticker_of(exchange, i.symbol)
        return _write_ticker(self.example("stats"), v, exchange.instrument(v.symbol))

    def balances(self, call: SimCall) -> object:
        """`fetch_balances` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = list(exchange.balances(call.account).values())
        answer = self.example("balances")
        row = first_entry(answer, ("result",))
        return put(answer, ("result",), dict(_write_balance(row, v) for v in values))

    def own_trades(self, call: SimCall) -> object:
        """`fetch_my_trades` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.market) if p.market is not None else None
        exchange = call.exchange
        values = fills_of(exchange, call.account, i.symbol if i is not None else None, None, None)
        row = first_row(self.example("own"), ())
        return [_write_own(row, v, exchange.instrument(v.symbol)) for v in values]

    def open_orders(self, call: SimCall) -> object:
        """`fetch_open_orders` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = [each.order for each in exchange.open_orders(call.account, None)]
        row = first_row(self.example("orders"), ())
        return [_write_order(row, v, exchange.instrument(v.symbol)) for v in values]

    def open_orders_of(self, call: SimCall) -> object:
        """`fetch_open_orders` of the contract."""
        p = self.read(call)
        i = self.instrument(call, p.market)
        exchange = call.exchange
        values = [each.order for each in exchange.open_orders(call.account, i.symbol)]
        row = first_row([], ())
        return [_write_order(row, v, exchange.instrument(v.symbol)) for v in values]

    def cancel(self, call: SimCall) -> object:
        """`cancel_order` of the contract."""
        p = self.read(call)
        i = self.instrument_of(call, venue_order_id=str(p.id), client_order_id=None)
        exchange = call.exchange
        v = exchange.cancel_order(call.account, i.symbol, venue_order_id=str(p.id), client_order_id=None).order
        return put(
            self.example("cancel"),
            ("4",),
            _write_order(get(self.example("cancel"), ("4",)), v, exchange.instrument(v.symbol)),
        )
