"""What a word that nobody declared means, where the contract can say that something is not known."""

from __future__ import annotations

import pytest
from venue_runtime.errors import DecodeError
from venue_runtime.model import Order, OrderStatus
from venue_runtime.orders import OrderTracker, Source
from venue_runtime.wire_enum import OpenWordsIn, WordsIn

STATUS = OpenWordsIn[str, OrderStatus]({"NEW": OrderStatus.NEW, "DONE": OrderStatus.FILLED}, OrderStatus.PENDING_NEW)


def report(word: str, **more: object) -> Order:
    return Order(symbol="AAA/BBB", venue_order_id="v1", client_order_id="c1", status=STATUS[word], **more)  # type: ignore[arg-type]


def test_a_closed_table_refuses_and_an_open_one_says_that_it_does_not_know(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(DecodeError, match="unknown word 'ODD'"):
        WordsIn({"NEW": OrderStatus.NEW})["ODD"]
    with caplog.at_level("WARNING", logger="venue_runtime.wire_enum"):
        assert STATUS["ODD"] is STATUS["ODD"] is OrderStatus.PENDING_NEW
    assert [each.getMessage() for each in caplog.records] == ["unknown word 'ODD' taken for pending_new"]
    assert STATUS["NEW"] is OrderStatus.NEW
    assert STATUS.get("ODD") is None


def test_an_acknowledgement_with_an_unknown_status_keeps_its_ids_and_moves_nothing() -> None:
    tracker = OrderTracker(strict=True)
    acknowledged = tracker.apply(report("ODD"), source=Source.ANSWER)
    assert (acknowledged.status, acknowledged.venue_order_id) == (OrderStatus.PENDING_NEW, "v1")
    assert tracker.apply(report("NEW")).status is OrderStatus.NEW
    assert tracker.apply(report("ODD"), source=Source.QUERY).status is OrderStatus.NEW
    assert tracker.apply(report("DONE")).status is OrderStatus.FILLED
    assert tracker.apply(report("ODD")).status is OrderStatus.FILLED
