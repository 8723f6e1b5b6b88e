"""Values of the contract that tests write in a venue's words and read back: what the venue can say must come back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

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
    symbol = instrument.symbol
    if kind == "Order":
        common = {
            "symbol": symbol,
            "client_order_id": client_order_id,
            "ts_event": _T,
            "time_in_force": TimeInForce.GTC,
        }
        limit = {"type": OrderType.LIMIT, "price": _D("100.5"), "quantity": _D("2"), "post_only": False, **common}
        return [
            Order(
                venue_order_id="7001",
                side=Side.BUY,
                status=OrderStatus.NEW,
                filled_quantity=_D(0),
                leaves_quantity=_D(2),
                **limit,
            ),
            Order(
                venue_order_id="7002",
                side=Side.SELL,
                status=OrderStatus.PARTIALLY_FILLED,
                filled_quantity=_D("0.5"),
                leaves_quantity=_D("1.5"),
                average_price=_D("100.5"),
                **limit,
            ),
            Order(
                venue_order_id="7003",
                side=Side.SELL,
                status=OrderStatus.CANCELED,
                filled_quantity=_D(0),
                leaves_quantity=_D(0),
                **limit,
            ),
            Order(
                venue_order_id="7004",
                side=Side.BUY,
                status=OrderStatus.FILLED,
                filled_quantity=_D(2),
                leaves_quantity=_D(0),
                average_price=_D("100.25"),
                **limit,
            ),
            Order(
                venue_order_id="7005",
                side=Side.BUY,
                status=OrderStatus.NEW,
                filled_quantity=_D(0),
                leaves_quantity=_D(2),
                **{**limit, "post_only": True, "time_in_force": None},
            ),
        ]
    if kind == "Fill":
        fill = {"symbol": symbol, "price": _D("100.5"), "quantity": _D("0.5"), "ts_event": _T, "venue_order_id": "7001"}
        paid = {"fee": _D("0.25"), "fee_currency": instrument.quote, "client_order_id": client_order_id}
        return [
            Fill(trade_id="8001", side=Side.BUY, liquidity=Liquidity.MAKER, **fill, **paid),
            Fill(trade_id="8002", side=Side.SELL, liquidity=Liquidity.TAKER, **fill, **{**paid, "fee": _D("-0.125")}),
        ]
    trade = {"symbol": symbol, "price": _D("100.5"), "quantity": _D("0.5"), "ts_event": _T}
    quote = {"bid": _D("99.5"), "bid_quantity": _D(1), "ask": _D("100.5"), "ask_quantity": _D(2), "last": _D("100.25")}
    bar: dict[str, Any] = {
        "symbol": symbol,
        "open": _D("1.5"),
        "high": _D("3.5"),
        "low": _D("0.5"),
        "close": _D("2.5"),
        "volume": _D("7.5"),
    }
    held = {
        "symbol": symbol,
        "quantity": _D("1.5"),
        "entry_price": _D("100.5"),
        "mark_price": _D("101.5"),
        "ts_event": _T,
    }
    known: dict[str, list[Any]] = {
        "Trade": [Trade(trade_id="8001", side=Side.BUY, **trade), Trade(trade_id="8002", side=Side.SELL, **trade)],
        "Ticker": [Ticker(symbol=symbol, ts_event=_T, **quote)],
        "Candle": [Candle(ts_open=1_700_000_040_000_000_000, closed=closed, **bar) for closed in (True, False)],
        "FundingRate": [FundingRate(symbol=symbol, rate=_D("0.0001"), ts_funding=_T, mark_price=_D("100.5"))],
        "Balance": [Balance(currency=instrument.base, total=_D("10.5"), free=_D("8.25"), locked=_D("2.25"))],
        "Position": [Position(side=side, **held) for side in (PositionSide.LONG, PositionSide.SHORT)],
    }
    return known.get(kind, [])


def different(sample: Any, found: Any, fields: tuple[str, ...]) -> dict[str, tuple[Any, Any]]:
    """The fields that did not come back: what was written, and what was read."""
    pairs = {name: (getattr(sample, name), getattr(found, name)) for name in fields}
    return {name: pair for name, pair in pairs.items() if pair[0] is not None and pair[0] != pair[1]}
