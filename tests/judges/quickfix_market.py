"""A small market: orders are matched by price, then time. Answers are the fields of FIX messages by tag.

Not a model of any venue: just enough that a FIX client sees every report there is. An order for more than 1000 is
refused; so is a ClOrdID that was used before. A cancel or replace of what does not rest gets an OrderCancelReject.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal

LARGEST = Decimal(1000)
Fields = dict[int, str]
Answer = tuple[str, Fields]  # MsgType, fields


@dataclass
class Order:
    number: int
    cl_ord_id: str
    symbol: str
    side: str
    price: Decimal
    quantity: Decimal
    done: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)

    @property
    def leaves(self) -> Decimal:
        return self.quantity - self.done


def now() -> str:
    return datetime.now(UTC).strftime("%Y%m%d-%H:%M:%S.%f")[:-3]


@dataclass
class Market:
    """`begin_string` decides how a report says what happened (ExecTransType until 4.2, ExecType F from 4.3)."""

    begin_string: str
    orders: list[Order] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    reports: int = 0

    def receive(self, kind: str, fields: Fields) -> Iterator[Answer]:
        """Answers to a NewOrderSingle (D), OrderCancelRequest (F) or OrderCancelReplaceRequest (G)."""
        if kind == "D":
            yield from self._new(fields)
        else:
            yield from self._change(kind, fields)

    def _new(self, fields: Fields) -> Iterator[Answer]:
        order = Order(
            number=len(self.used) + 1,
            cl_ord_id=fields[11],
            symbol=fields[55],
            side=fields[54],
            price=Decimal(fields.get(44, "0")),
            quantity=Decimal(fields[38]),
        )
        if order.cl_ord_id in self.used or order.quantity > LARGEST:
            duplicate = order.cl_ord_id in self.used
            reason = {103: "6" if duplicate else "3", 58: "duplicate order" if duplicate else "too large"}
            yield self._report(order, "8", "8", leaves=Decimal(0), **{f"_{tag}": text for tag, text in reason.items()})
            return
        self.used.add(order.cl_ord_id)
        yield self._report(order, "0", "0")
        yield from self._match(order)
        if order.leaves:
            self.orders.append(order)

    def _match(self, order: Order) -> Iterator[Answer]:
        buys = order.side == "1"
        others = [o for o in self.orders if o.symbol == order.symbol and o.side != order.side]
        others = [o for o in others if (o.price <= order.price if buys else o.price >= order.price)]
        for other in sorted(others, key=lambda o: (o.price if buys else -o.price, o.number)):
            if not order.leaves:
                break
            size = min(order.leaves, other.leaves)
            for each in (other, order):
                each.done += size
                each.paid += size * other.price
                yield self._trade(each, size, other.price)
            if not other.leaves:
                self.orders.remove(other)

    def _change(self, kind: str, fields: Fields) -> Iterator[Answer]:
        order = next((o for o in self.orders if o.cl_ord_id == fields[41]), None)
        quantity = Decimal(fields.get(38, "0"))
        if order is None or (kind == "G" and quantity <= order.done):
            yield (
                "9",
                {
                    37: "NONE" if order is None else str(order.number),
                    11: fields[11],
                    41: fields[41],
                    39: "8" if order is None else "0",
                    434: "1" if kind == "F" else "2",
                    102: "1" if order is None else "0",
                    58: "unknown order" if order is None else "too late",
                },
            )
            return
        self.used.add(fields[11])
        if kind == "F":
            self.orders.remove(order)
            original, order.cl_ord_id = order.cl_ord_id, fields[11]
            yield self._report(order, "4", "4", leaves=Decimal(0), _41=original)
            return
        original, order.cl_ord_id = order.cl_ord_id, fields[11]
        order.quantity, order.price = quantity, Decimal(fields[44])
        partly = "1" if order.done else "0"
        yield self._report(order, "5", "5" if self.begin_string < "FIX.4.3" else partly, _41=original)
        self.orders.remove(order)
        yield from self._match(order)
        if order.leaves:
            self.orders.append(order)

    def _trade(self, order: Order, size: Decimal, price: Decimal) -> Answer:
        status = "1" if order.leaves else "2"
        return self._report(
            order, status if self.begin_string < "FIX.4.3" else "F", status, _32=str(size), _31=str(price)
        )

    def _report(self, order: Order, kind: str, status: str, *, leaves: Decimal | None = None, **more: str) -> Answer:
        self.reports += 1
        fields = {
            37: str(order.number),
            11: order.cl_ord_id,
            17: f"x{self.reports}",
            150: kind,
            39: status,
            55: order.symbol,
            54: order.side,
            38: str(order.quantity),
            44: str(order.price),
            40: "2",
            151: str(order.leaves if leaves is None else leaves),
            14: str(order.done),
            6: str(order.paid / order.done) if order.done else "0",
            60: now(),
        }
        if self.begin_string < "FIX.4.3":
            fields[20] = "0"
        fields |= {int(tag[1:]): text for tag, text in more.items()}
        return "8", fields
