"""The states of an order and what may follow what, as data.

The table below is the whole policy. A row is the state we hold, a column the state that a report tells:

* `>` moves there;
* `=` is where we are: a duplicate, or more detail of the same;
* `.` is stale: something true earlier that arrives late. The state stays; fields that we lack are still taken;
* `x` cannot be: raised in tests, reported and not applied in production.

Reports arrive out of order (a stream overtakes an answer, an answer overtakes a stream), so a report that an earlier
moment explains is stale, never an error: NEW after FILLED is late news, REJECTED after FILLED is a contradiction.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum

from .model import OrderStatus

__all__ = ["TRANSITIONS", "Move", "move", "visible_status"]


class Move(Enum):
    """What a report does to the state."""

    MOVE = ">"
    SAME = "="
    STALE = "."
    IMPOSSIBLE = "x"


_S = OrderStatus
_COLUMNS = {
    "IN": _S.INITIALIZED,
    "DE": _S.DENIED,
    "PN": _S.PENDING_NEW,
    "NE": _S.NEW,
    "TR": _S.TRIGGERED,
    "PF": _S.PARTIALLY_FILLED,
    "PR": _S.PENDING_REPLACE,
    "PC": _S.PENDING_CANCEL,
    "FI": _S.FILLED,
    "CA": _S.CANCELED,
    "EX": _S.EXPIRED,
    "RE": _S.REJECTED,
}
_TABLE = """
       IN DE PN NE TR PF PR PC FI CA EX RE
    IN  =  >  >  x  x  x  x  x  x  x  x  x
    DE  x  =  x  x  x  x  x  x  x  x  x  x
    PN  x  >  =  >  >  >  >  >  >  >  >  >
    NE  x  x  .  =  >  >  >  >  >  >  >  >
    TR  x  x  .  .  =  >  >  >  >  >  >  >
    PF  x  x  .  .  .  =  >  >  >  >  >  x
    PR  x  x  .  >  >  >  =  >  >  >  >  >
    PC  x  x  .  >  >  >  .  =  >  >  >  >
    FI  x  x  .  .  .  .  .  .  =  .  .  x
    CA  x  x  .  .  .  .  .  .  >  =  x  x
    EX  x  x  .  .  .  .  .  .  >  x  =  x
    RE  x  x  .  .  .  x  .  .  x  x  x  =
"""


def _parse(table: str) -> dict[OrderStatus, dict[OrderStatus, Move]]:
    head, *rows = (line.split() for line in table.strip().splitlines())
    return {
        _COLUMNS[row[0]]: {_COLUMNS[name]: Move(mark) for name, mark in zip(head, row[1:], strict=True)} for row in rows
    }


TRANSITIONS: Mapping[OrderStatus, Mapping[OrderStatus, Move]] = _parse(_TABLE)


def move(held: OrderStatus, reported: OrderStatus) -> Move:
    """What a report of `reported` does to an order in `held`."""
    return TRANSITIONS[held][reported]


def visible_status(
    stated: OrderStatus, filled: Decimal, quantity: Decimal | None, *, replacing: bool, canceling: bool
) -> OrderStatus:
    """The status to show, from what the venue stated, what is filled and which commands are under way.

    Computed afresh after each change instead of stepped, so that the order in which facts arrive does not matter. An
    order whose fills make up its quantity is FILLED even before the venue says so, except while an edit may be
    changing that quantity; one with any fill is at least PARTIALLY_FILLED; a final state is left only for FILLED.
    """
    if stated is _S.FILLED or (stated is not _S.DENIED and quantity and filled >= quantity and not replacing):
        return _S.FILLED
    if stated.is_final:
        return stated
    if canceling:
        return _S.PENDING_CANCEL
    if replacing:
        return _S.PENDING_REPLACE
    return _S.PARTIALLY_FILLED if filled > 0 else stated
