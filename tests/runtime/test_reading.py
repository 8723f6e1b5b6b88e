"""What cannot be read in an answer: DecodeError, or OutcomeUnknown of a command; what fails before one passes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
from client_support import Connector, Example, client, limit_order, turns
from venue_runtime.clock import ManualClock
from venue_runtime.credentials import Credentials
from venue_runtime.errors import ConfigurationError, DecodeError, OutcomeUnknown
from venue_runtime.exprs import part
from venue_runtime.model import CancelRequest, Capability, Instrument, Order, Ticker, Trade
from venue_runtime.reading import Reading
from venue_runtime.sending import note_answered, note_sent
from venue_runtime.wire import int_text, ns_from_iso
from venue_runtime.wire_enum import WordsIn

M = SimpleNamespace(size="x", name="AAA", rows=(), order=SimpleNamespace(at="soon"), price=None)


def attempt(operation: str, *steps: Callable[[], Any]) -> None:
    with Reading("example", operation):
        for step in steps:
            step()


def read_size(m: Any) -> int:
    return int_text(m.size)


@pytest.mark.parametrize(
    ("read", "path", "expected", "got"),
    [
        (lambda m: int(m.size), "$.size", "int() with base 10", "'x'"),
        (lambda m: int_text(m.size), "$.size", "an integer", "'x'"),
        (lambda m: Decimal(m.size), "$.size", "a number", "'x'"),
        (lambda m: ns_from_iso(m.order.at), "$.order.at", "an ISO 8601 time", "'soon'"),
        (lambda m: part(m.name, "-", 1), "$.name", "", "'AAA'"),
        (lambda m: m.rows[0], "$.rows", "", "()"),
        (lambda m: m.price * Decimal(2), "$.price", "", "None"),
        (lambda m: WordsIn({"buy": 1})[m.size], "$", "one of buy", "'x'"),
    ],
)
def test_what_could_not_be_read_is_named(read: Callable[[Any], Any], path: str, expected: str, got: str) -> None:
    with pytest.raises(DecodeError) as caught:
        attempt("fetch_ticker", note_answered, lambda: read(M))
    error = caught.value
    assert (error.venue, error.operation) == ("example", "fetch_ticker")
    assert (error.path, error.expected, error.got) == (path, expected, got)


def test_of_a_command_that_was_sent_the_outcome_is_unknown() -> None:
    with pytest.raises(OutcomeUnknown, match="not an integer: 'x'") as caught:
        attempt("set_leverage", note_sent, note_answered, lambda: read_size(M))
    assert isinstance(caught.value.cause, DecodeError)
    assert caught.value.cause.path == "$.size"


def test_before_an_answer_a_value_is_the_callers_and_the_rest_a_defect() -> None:
    with pytest.raises(ConfigurationError, match="not an integer: 'x'"):
        attempt("fetch_order", lambda: int_text("x"))
    with pytest.raises(TypeError):
        attempt("fetch_order", lambda: len(3))  # type: ignore[arg-type]


def test_what_an_inner_part_sends_counts_for_the_outer_one_and_what_it_reads_does_not() -> None:
    with pytest.raises(KeyError):
        attempt("outer", lambda: attempt("inner", note_answered), lambda: {}["defect"])
    with pytest.raises(OutcomeUnknown):
        attempt("outer", lambda: attempt("inner", note_sent), note_answered, lambda: {}["field"])


class Reads(Example):
    """Its hooks are answered, and then read with Python."""

    offers: ClassVar[dict[Capability, tuple[frozenset[str], ...]]] = {**Example.offers, Capability.FETCH_TRADES: ()}

    async def _fetch_ticker(self, instrument: Instrument) -> Ticker:
        note_answered()
        m = M
        return Ticker(symbol=instrument.symbol, last=Decimal(m.size))

    async def _create_order(self, request: Any, instrument: Instrument) -> Order:
        note_sent()
        note_answered()
        return Order(symbol=instrument.symbol, filled_quantity=Decimal(M.size))

    async def _iter_trades(self, instrument: Instrument, since: int | None) -> AsyncIterator[Trade]:
        yield Trade(symbol=instrument.symbol, trade_id="1", price=Decimal(1), quantity=Decimal(1))
        note_answered()
        yield Trade(symbol=instrument.symbol, trade_id="2", price=Decimal(M.size), quantity=Decimal(1))

    def _cancel_orders_entry(self, request: CancelRequest, instrument: Instrument, known: Order | None) -> Any:
        int_text(request.venue_order_id or "")
        return super()._cancel_orders_entry(request, instrument, known)


@pytest.mark.asyncio
async def test_methods_of_the_contract_raise_errors_of_the_contract() -> None:
    async with Reads(credentials=Credentials(api_key="k", api_secret="s"), clock=ManualClock()) as venue:
        with pytest.raises(DecodeError, match="not a number") as read:
            await venue.fetch_ticker("AAA/BBB")
        assert (read.value.operation, read.value.path, read.value.got) == ("fetch_ticker", "$.size", "'x'")
        with pytest.raises(OutcomeUnknown) as unknown:
            await venue.create_order("AAA/BBB", **limit_order(client_order_id="c1"))
        assert unknown.value.client_order_id == "c1"
        assert unknown.value.reconciliation is not None
        trades = venue.iter_trades("AAA/BBB")
        assert (await anext(trades)).trade_id == "1"
        with pytest.raises(DecodeError, match="not a number"):
            await anext(trades)
        (outcome,) = await venue.cancel_orders([CancelRequest(symbol="AAA/BBB", venue_order_id="v1")])
        assert isinstance(outcome, ConfigurationError)
        assert venue.asked("cancel_many") == 0


@pytest.mark.asyncio
async def test_a_message_that_cannot_be_read_is_counted_and_the_next_one_arrives() -> None:
    async with client() as venue:
        seen: list[str | None] = []
        await venue.on_trades("AAA/BBB", lambda trade: seen.append(trade.trade_id))
        assert isinstance(venue.websocket, Connector)
        (socket,) = venue.websocket.sockets
        for number, price in enumerate(("1", "x", "3")):
            socket.feed(topic="trade:AAABBB", data={"id": str(number), "p": price, "q": "1"})
        await turns()
        (pool,) = venue._pools.values()
        counters = pool.first().counters
        assert seen == ["0", "2"]
        assert (counters.undecodable, counters.handler_errors) == (1, 0)
