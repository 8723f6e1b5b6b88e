"""The simulated exchange's own, mutable record of one order."""

from __future__ import annotations

from decimal import Context, Decimal

from venue_runtime.model import (
    Fill,
    Order,
    OrderRequest,
    OrderStatus,
    OrderType,
    SelfTradePrevention,
    Side,
    TimeInForce,
)
from venue_runtime.testing.events import Execution, OrderReport

ZERO = Decimal(0)
_AVERAGE = Context(prec=28)

TRIGGERED_TYPES = frozenset(
    {
        OrderType.STOP,
        OrderType.STOP_LIMIT,
        OrderType.TAKE_PROFIT,
        OrderType.TAKE_PROFIT_LIMIT,
        OrderType.TRAILING_STOP,
    }
)
PRICED_TYPES = frozenset({OrderType.LIMIT, OrderType.STOP_LIMIT, OrderType.TAKE_PROFIT_LIMIT})


class WorkingOrder:
    """One order from acceptance to its end. `price` None means that it takes any price once it is active."""

    __slots__ = (
        "account",
        "created_ns",
        "expire_ns",
        "filled",
        "id",
        "locked",
        "locked_currency",
        "peak",
        "price",
        "quantity",
        "quote_filled",
        "reason",
        "request",
        "shown",
        "status",
        "trigger_price",
        "updated_ns",
        "waiting",
        "weighted",
    )

    def __init__(self, account: str, request: OrderRequest, order_id: int, now_ns: int, expire_ns: int | None) -> None:
        self.account = account
        self.request = request
        self.id = order_id
        self.created_ns = now_ns
        self.updated_ns = now_ns
        self.expire_ns = expire_ns
        self.status = OrderStatus.NEW
        self.price = request.price if request.type in PRICED_TYPES else None
        self.quantity = request.quantity
        self.filled = ZERO
        self.quote_filled = ZERO
        self.weighted = ZERO
        self.shown = ZERO
        self.trigger_price = request.trigger_price
        self.waiting = request.type in TRIGGERED_TYPES
        self.peak: Decimal | None = None
        self.locked = ZERO
        self.locked_currency = ""
        self.reason: str | None = None

    @property
    def side(self) -> Side:
        return self.request.side

    @property
    def symbol(self) -> str:
        return self.request.symbol

    @property
    def is_open(self) -> bool:
        return not self.status.is_final

    @property
    def leaves(self) -> Decimal:
        """What is left to trade; zero for an order by quote amount (see `quote_left`)."""
        return ZERO if self.quantity is None else self.quantity - self.filled

    @property
    def quote_left(self) -> Decimal:
        """What is left to spend or to receive of an order by quote amount."""
        return (self.request.quote_quantity or ZERO) - self.quote_filled

    @property
    def time_in_force(self) -> TimeInForce:
        given = self.request.time_in_force
        if given is not None:
            return given
        return TimeInForce.GTC if self.price is not None else TimeInForce.IOC

    @property
    def prevents_self_trade(self) -> bool:
        """Whether it must not trade with an order of its own account."""
        return self.request.self_trade_prevention not in (None, SelfTradePrevention.NONE)

    def replenish(self) -> None:
        """Show the next slice of an iceberg, or everything."""
        display = self.request.display_quantity
        self.shown = self.leaves if display is None else min(display, self.leaves)

    def order(self) -> Order:
        """The contract's view of it."""
        request = self.request
        return Order(
            symbol=request.symbol,
            venue_order_id=str(self.id),
            client_order_id=request.client_order_id,
            side=request.side,
            type=request.type,
            time_in_force=self.time_in_force,
            status=self.status,
            price=self.price,
            trigger_price=self.trigger_price,
            quantity=self.quantity if self.quantity is not None else (self.filled if self.status.is_final else None),
            quote_quantity=request.quote_quantity,
            filled_quantity=self.filled,
            leaves_quantity=self.leaves if self.is_open else ZERO,
            average_price=_AVERAGE.divide(self.weighted, self.filled) if self.filled else None,
            post_only=request.post_only,
            reduce_only=request.reduce_only,
            position_side=request.position_side,
            expire_time=self.expire_ns,
            reason=self.reason,
            ts_event=self.updated_ns,
        )

    def report(
        self,
        execution: Execution,
        report_id: int,
        fills: tuple[Fill, ...] = (),
        command_id: str | None = None,
    ) -> OrderReport:
        """A snapshot for listeners and answers."""
        return OrderReport(
            account=self.account,
            symbol=self.symbol,
            execution=execution,
            order=self.order(),
            request=self.request,
            cumulative_quote=self.quote_filled,
            created_ns=self.created_ns,
            updated_ns=self.updated_ns,
            report_id=report_id,
            fills=fills,
            command_id=command_id,
            reason=self.reason,
        )
