"""What the simulated exchange tells its listeners, in contract terms.

Every event is an immutable value: a listener may keep, delay, reorder or repeat it without seeing later changes.
Times are integer nanoseconds UTC; prices and quantities are exact `Decimal` in the instrument's quantity unit.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from typing import ClassVar, TypeAlias

from msgspec import Struct

from venue_runtime.model import Balance, Fill, Order, OrderRequest, Side, Trade


class Execution(Enum):
    """Why an order report was made: FIX ExecType in words."""

    NEW = "new"
    TRADE = "trade"
    CANCELED = "canceled"
    REPLACED = "replaced"
    REJECTED = "rejected"
    EXPIRED = "expired"
    TRIGGERED = "triggered"
    STATUS = "status"


class BookChange(Struct, frozen=True):
    """One level after a change: `quantity` is the absolute visible size, zero when the level is gone."""

    side: Side
    price: Decimal
    quantity: Decimal


class BookEvent(Struct, frozen=True, kw_only=True):
    """Levels changed by one command. Update ids are consecutive: `first_id` is the symbol's previous `last_id` + 1."""

    kind: ClassVar[str] = "book"
    symbol: str
    first_id: int
    last_id: int
    changes: tuple[BookChange, ...]
    ts_event: int


class QuoteEvent(Struct, frozen=True, kw_only=True):
    """The best bid or ask changed; `update_id` is the book's last id. A side without orders is None."""

    kind: ClassVar[str] = "quote"
    symbol: str
    update_id: int
    bid: Decimal | None
    bid_quantity: Decimal | None
    ask: Decimal | None
    ask_quantity: Decimal | None
    ts_event: int


class TradeEvent(Struct, frozen=True, kw_only=True):
    """A public trade; `trade.side` is the aggressor's. The order ids are those of the buyer and the seller."""

    kind: ClassVar[str] = "trade"
    symbol: str
    trade: Trade
    buyer_order_id: str
    seller_order_id: str
    ts_event: int


class OrderReport(Struct, frozen=True, kw_only=True):
    """State of one order after something happened to it; the answer of every order command and a private event.

    `order` is the contract's view; the other fields are what venues additionally print: `request` as the order was
    placed (edits applied), `cumulative_quote` (sum of price times quantity of the fills), `fills` (all fills made by
    the command that this report answers; one for a TRADE event), creation and update times, and for a cancel that
    brought an id of its own, `command_id`.
    """

    kind: ClassVar[str] = "order"
    account: str
    symbol: str
    execution: Execution
    order: Order
    request: OrderRequest
    cumulative_quote: Decimal
    created_ns: int
    updated_ns: int
    report_id: int
    fills: tuple[Fill, ...] = ()
    command_id: str | None = None
    reason: str | None = None

    @property
    def ts_event(self) -> int:
        """Time of the report."""
        return self.updated_ns

    @property
    def fill(self) -> Fill | None:
        """The last fill of this report, None when nothing traded."""
        return self.fills[-1] if self.fills else None


class BalanceEvent(Struct, frozen=True, kw_only=True):
    """Balances of one account that a command changed (only those)."""

    kind: ClassVar[str] = "balance"
    account: str
    balances: tuple[Balance, ...]
    ts_event: int


ExchangeEvent: TypeAlias = BookEvent | QuoteEvent | TradeEvent | OrderReport | BalanceEvent
Listener: TypeAlias = Callable[[ExchangeEvent], None]
