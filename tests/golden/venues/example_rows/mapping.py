"""Example Rows: from the wire to the contract, and back for orders."""

from __future__ import annotations

from decimal import Decimal

from msgspec import UNSET
from venue_runtime.exprs import divided
from venue_runtime.instruments import format_symbol
from venue_runtime.model import (
    Balance,
    Candle,
    Fill,
    Instrument,
    InstrumentKind,
    InstrumentStatus,
    Order,
    OrderStatus,
    OrderType,
    Side,
    Ticker,
    Trade,
)
from venue_runtime.wire import ns_from_iso, ns_from_s
from venue_runtime.wire_enum import WordsIn, WordsOut

from . import types as wire

SIDE_IN = WordsIn[str, Side]({"b": Side.BUY, "s": Side.SELL})

SIDE_OUT = WordsOut[Side, str]({Side.BUY: "b", Side.SELL: "s"})

INTERVALS = WordsOut[str, str]({"1m": "1", "1h": "60"})


def pair(m: wire.PairEntry) -> Instrument:
    """`PairEntry` as Instrument."""
    return Instrument(
        symbol=format_symbol(m[1].base, m[1].quote),
        venue_symbol=m[0],
        kind=InstrumentKind.SPOT,
        base=m[1].base,
        quote=m[1].quote,
        status=InstrumentStatus.TRADING,
        price_increment=Decimal("0.1"),
        quantity_increment=Decimal("0.1"),
        raw=m,
    )


def trade(m: wire.TradeRow, instrument: Instrument, recv: int) -> Trade:
    """`TradeRow` as Trade."""
    return Trade(
        trade_id=str(m[6]),
        symbol=instrument.symbol,
        side=SIDE_IN.get(m[3]),
        price=m[0],
        quantity=m[1],
        ts_event=ns_from_s(m[2]),
        ts_recv=recv,
    )


def candle(m: wire.CandleRow, instrument: Instrument) -> Candle:
    """`CandleRow` as Candle."""
    return Candle(
        symbol=instrument.symbol, ts_open=m[0] * 1_000_000_000, open=m[1], high=m[2], low=m[3], close=m[4], volume=m[6]
    )


def balance(m: wire.Holding) -> Balance:
    """`Holding` as Balance."""
    return Balance(currency=m[0], total=m[1].total, free=m[1].free)


def ticker(m: wire.Stats, instrument: Instrument, recv: int) -> Ticker:
    """`Stats` as Ticker."""
    return Ticker(
        symbol=instrument.symbol,
        bid=m.range.low,
        ask=m.range.high,
        last=m.last,
        ts_event=ns_from_iso(m.at) if m.at is not UNSET else None,
        ts_recv=recv,
    )


def own(m: wire.Own, instrument: Instrument, recv: int) -> Fill:
    """`Own` as Fill."""
    return Fill(
        trade_id=str(m.id),
        venue_order_id=str(m.order_id),
        symbol=instrument.symbol,
        side=Side.BUY if m.amount > 0 else Side.SELL,
        price=m.price,
        quantity=abs(m.amount),
        fee=-m.fee if m.fee is not None else None,
        fee_currency=m.fee_currency,
        ts_event=m.created * 1_000_000,
        ts_recv=recv,
        raw=m,
    )


def order(m: wire.OrderRow, instrument: Instrument, recv: int) -> Order:
    """`OrderRow` as Order."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=str(m.id),
        client_order_id=str(m.cid) if m.cid is not None else None,
        side=Side.BUY if m.original > 0 else Side.SELL,
        type=OrderType.LIMIT if m.kind == "EXCHANGE LIMIT" else OrderType.MARKET,
        status=(
            OrderStatus.FILLED
            if m.state.startswith("EXECUTED")
            else OrderStatus.CANCELED if m.state.startswith("CANCELED") else OrderStatus.NEW
        ),
        price=m.price,
        quantity=abs(m.original),
        filled_quantity=abs(m.original) - abs(m.amount),
        leaves_quantity=abs(m.amount),
        average_price=divided(m.price, m.average),
        post_only=m.flags & 4096 == 4096,
        ts_event=m.created * 1_000_000,
        ts_recv=recv,
        raw=m,
    )
