"""One order as the client knows it: what the world sees, and the facts that follow from which source."""

from __future__ import annotations

from collections.abc import Hashable
from decimal import Decimal
from enum import Enum

from .model import Fill, Order, OrderStatus
from .order_states import visible_status

__all__ = ["PENDING", "Record", "Source", "cumulative", "differs", "overrules", "settled"]

_ZERO = Decimal(0)
PENDING = (OrderStatus.PENDING_CANCEL, OrderStatus.PENDING_REPLACE)


class Source(Enum):
    """Where a report comes from. A QUERY was asked for after the fact: it ends a command whose answer is still out."""

    STREAM = "stream"
    ANSWER = "answer"
    QUERY = "query"


class Record:
    """One order. `order` is what the world sees; the rest is what it follows from."""

    __slots__ = ("fills", "in_flight", "inferred", "order", "pending", "reported", "shown", "stated", "told")

    def __init__(self, order: Order, stated: OrderStatus) -> None:
        self.order = order
        self.shown: Order | None = None  # as the listeners last saw it
        self.stated = stated
        self.reported = _ZERO  # highest cumulative quantity that a report told
        self.fills: dict[Hashable, Fill] = {}
        self.pending: dict[OrderStatus, int | None] = {}  # command under way → ts_event known when it began
        self.in_flight: set[OrderStatus] = set()  # those whose answer has not come
        self.inferred = False  # the final state is our conclusion, not the venue's word
        self.told = False  # the venue has said something about this order

    def filled(self) -> Decimal:
        return max(self.reported, sum((fill.quantity for fill in self.fills.values()), _ZERO))

    def status(self) -> OrderStatus:
        return visible_status(
            self.stated,
            self.filled(),
            self.order.quantity,
            replacing=OrderStatus.PENDING_REPLACE in self.pending,
            canceling=OrderStatus.PENDING_CANCEL in self.pending,
        )

    def reopen(self) -> None:
        """Our conclusion that it was gone was wrong."""
        self.stated, self.inferred = OrderStatus.PENDING_NEW, False


def settled(status: OrderStatus) -> OrderStatus:
    """What the venue states by `status` about the order itself, commands under way aside."""
    return OrderStatus.NEW if status in PENDING else status


def cumulative(report: Order, quantity: Decimal | None) -> Decimal:
    """The filled quantity that a report tells: FILLED without a number means all of it."""
    if report.filled_quantity is not None:
        return report.filled_quantity
    return quantity if report.status is OrderStatus.FILLED and quantity is not None else _ZERO


def overrules(report: Order, record: Record, source: Source) -> bool:
    """Whether `report` is better than our own conclusion that the order is gone, and not merely late."""
    known = record.order.ts_event
    late = known is not None and report.ts_event is not None and report.ts_event <= known
    return report.status.is_final or not record.told or source is Source.QUERY or not late


_UNTOLD = frozenset({"raw", "ts_event", "ts_recv"})


def differs(old: Order, new: Order) -> bool:
    """Whether a reader would care: anything but times and the raw message."""
    return any(getattr(old, name) != getattr(new, name) for name in new.__struct_fields__ if name not in _UNTOLD)
