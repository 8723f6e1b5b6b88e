"""Values of the contract that tests write in a venue's words and read back: what the venue can say must come back."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from venue_runtime.model import (
    Balance,
    Candle,
    Fill,
    FundingRate,
    Instrument,
    Liquidity,
    Order,
    OrderStatus,
    OrderType,
    Position,
    PositionSide,
    Side,
    Ticker,
    TimeInForce,
    Trade,
)

__all__ = ["different", "samples"]

_T = 1_700_000_042_000_000_000
_D = Decimal


def samples(kind: str, instrument: Instrument, client_order_id: str) -> list[Any]:
    """Values of one type of the contract. Times are whole seconds, ids are numbers: every venue can say those."""
    makers: dict[str, Callable[[], list[Any]]] = {
        "Order": lambda: _orders(instrument.symbol, client_order_id),
        "Fill": lambda: _fills(instrument, client_order_id),
        "Trade": lambda: _trades(instrument.symbol),
        "Ticker": lambda: _tickers(instrument.symbol),
        "Candle": lambda: _candles(instrument.symbol),
        "FundingRate": lambda: _fundings(instrument.symbol),
        "Balance": lambda: [Balance(currency=instrument.base, total=_D("10.5"), free=_D("8.25"), locked=_D("2.25"))],
        "Position": lambda: _positions(instrument.symbol),
    }
    return makers[kind]() if kind in makers else []


def _orders(symbol: str, client_order_id: str) -> list[Any]:
    new = Order(
        symbol=symbol,
        venue_order_id="7001",
        client_order_id=client_order_id,
        side=Side.BUY,
        type=OrderType.LIMIT,
        time_in_force=TimeInForce.GTC,
        status=OrderStatus.NEW,
        price=_D("100.5"),
        quantity=_D(2),
        filled_quantity=_D(0),
        leaves_quantity=_D(2),
        post_only=False,
        ts_event=_T,
    )
    part = {"filled_quantity": _D("0.5"), "leaves_quantity": _D("1.5"), "average_price": _D("100.5")}
    whole = {"filled_quantity": _D(2), "leaves_quantity": _D(0), "average_price": _D("100.25")}
    return [
        new,
        replace(new, venue_order_id="7002", side=Side.SELL, status=OrderStatus.PARTIALLY_FILLED, **part),
        replace(new, venue_order_id="7003", side=Side.SELL, status=OrderStatus.CANCELED, leaves_quantity=_D(0)),
        replace(new, venue_order_id="7004", status=OrderStatus.FILLED, **whole),
        replace(new, venue_order_id="7005", post_only=True, time_in_force=None),
    ]


def _fills(instrument: Instrument, client_order_id: str) -> list[Any]:
    made = Fill(
        symbol=instrument.symbol,
        trade_id="8001",
        venue_order_id="7001",
        client_order_id=client_order_id,
        side=Side.BUY,
        price=_D("100.5"),
        quantity=_D("0.5"),
        fee=_D("0.25"),
        fee_currency=instrument.quote,
        liquidity=Liquidity.MAKER,
        ts_event=_T,
    )
    return [made, replace(made, trade_id="8002", side=Side.SELL, liquidity=Liquidity.TAKER, fee=_D("-0.125"))]


def _trades(symbol: str) -> list[Any]:
    one = Trade(symbol=symbol, trade_id="8001", side=Side.BUY, price=_D("100.5"), quantity=_D("0.5"), ts_event=_T)
    return [one, replace(one, trade_id="8002", side=Side.SELL)]


def _tickers(symbol: str) -> list[Any]:
    bid, ask, last = _D("99.5"), _D("100.5"), _D("100.25")
    return [Ticker(symbol=symbol, bid=bid, bid_quantity=_D(1), ask=ask, ask_quantity=_D(2), last=last, ts_event=_T)]


def _candles(symbol: str) -> list[Any]:
    bar = Candle(
        symbol=symbol,
        ts_open=1_700_000_040_000_000_000,
        open=_D("1.5"),
        high=_D("3.5"),
        low=_D("0.5"),
        close=_D("2.5"),
        volume=_D("7.5"),
        closed=True,
    )
    return [bar, replace(bar, closed=False)]


def _fundings(symbol: str) -> list[Any]:
    due = FundingRate(symbol=symbol, rate=_D("0.0001"), ts_funding=_T, mark_price=_D("100.5"), index_price=_D("99.5"))
    return [due, replace(due, rate=_D("-0.0002"))]


def _positions(symbol: str) -> list[Any]:
    held = Position(
        symbol=symbol,
        side=PositionSide.LONG,
        quantity=_D("1.5"),
        entry_price=_D("100.5"),
        mark_price=_D("101.5"),
        ts_event=_T,
    )
    return [held, replace(held, side=PositionSide.SHORT)]


def different(sample: Any, found: Any, fields: tuple[str, ...]) -> dict[str, tuple[Any, Any]]:
    """The fields that did not come back: what was written, and what was read."""
    pairs = {name: (getattr(sample, name), getattr(found, name)) for name in fields}
    return {name: pair for name, pair in pairs.items() if pair[0] is not None and pair[0] != pair[1]}
