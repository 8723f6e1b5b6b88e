"""Matching, edits and triggers of the simulated exchange."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal, localcontext

from msgspec.structs import replace

from venue_runtime.errors import (
    PostOnlyRejected,
    VenueError,
)
from venue_runtime.model import (
    Fill,
    Liquidity,
    OrderStatus,
    OrderType,
    SelfTradePrevention,
    Side,
    TimeInForce,
    Trade,
)
from venue_runtime.testing import rules
from venue_runtime.testing.events import (
    Execution,
    TradeEvent,
)
from venue_runtime.testing.ledger import Ledger, Market
from venue_runtime.testing.reasons import Reason
from venue_runtime.testing.rules import EXACT, refuse
from venue_runtime.testing.working import ZERO, WorkingOrder


class Engine(Ledger):
    """Price-time priority on top of the ledger."""

    # ------------------------------------------------------------ matching

    def _activate(self, order: WorkingOrder) -> tuple[Fill, ...]:
        """Match an active order; rest or expire what is left."""
        market = self._market(order.symbol)
        if order.time_in_force is TimeInForce.FOK and not self._fillable(order, market):
            self._close(order, OrderStatus.EXPIRED, Execution.EXPIRED, "fill or kill")
            return ()
        fills = self._match(order, market)
        if order.is_open:
            if order.price is not None and order.time_in_force not in (TimeInForce.IOC, TimeInForce.FOK):
                market.book.add(order)
            else:
                self._close(order, OrderStatus.EXPIRED, Execution.EXPIRED, order.reason or "nothing left to trade with")
        return fills

    def _fillable(self, order: WorkingOrder, market: Market) -> bool:
        left = order.leaves
        for maker in market.book.orders(order.side.opposite):
            assert maker.price is not None
            if left <= 0 or (order.price is not None and not _reaches(order.side, order.price, maker.price)):
                break
            if maker.account != order.account or not order.prevents_self_trade:
                left -= maker.leaves
        return left <= 0

    def _match(self, order: WorkingOrder, market: Market) -> tuple[Fill, ...]:
        fills: list[Fill] = []
        while order.is_open and market.book.crosses(order.side, order.price):
            maker = market.book.head(order.side.opposite)
            assert maker is not None
            if maker.account == order.account and self._prevented(order, maker, market):
                continue
            if maker.request.reduce_only and self._reducible(maker) <= 0:
                self._close(maker, OrderStatus.CANCELED, Execution.CANCELED, Reason.REDUCE_ONLY.value)
                continue
            quantity = self._matchable(order, maker, market)
            if quantity <= 0:
                break
            fills.append(self._trade(order, maker, quantity, market))
        return tuple(fills)

    def _matchable(self, order: WorkingOrder, maker: WorkingOrder, market: Market) -> Decimal:
        assert maker.price is not None
        wanted = order.leaves if order.quantity is not None else self._affordable(order, maker.price, market)
        for one in (order, maker):
            if one.request.reduce_only:
                wanted = min(wanted, self._reducible(one))
        return min(wanted, maker.shown)

    def _reducible(self, order: WorkingOrder) -> Decimal:
        """How much of the position the order may still close; not positive when it would open or extend one."""
        held = self._accounts[order.account].position(order.symbol)
        return held if order.side is Side.SELL else -held

    def _affordable(self, order: WorkingOrder, price: Decimal, market: Market) -> Decimal:
        """Whole increments that what is left of an order by quote amount buys or sells at a price, fees included."""
        instrument, owner = market.instrument, self._accounts[order.account]
        increment = instrument.quantity_increment or Decimal(1).scaleb(-8)
        reserve = owner.fees.reserve if order.side is Side.BUY else ZERO
        with localcontext(EXACT) as context:
            context.rounding = ROUND_FLOOR
            left = (order.request.quote_quantity or ZERO) - order.quote_filled * (1 + reserve)
            wanted = left / (price * (1 + reserve)) // increment * increment
        if order.side is Side.SELL:
            wanted = min(wanted, owner.free(instrument.base) // increment * increment)
        return wanted

    def _trade(self, taker: WorkingOrder, maker: WorkingOrder, quantity: Decimal, market: Market) -> Fill:
        assert maker.price is not None
        now, price = self.clock.time_ns(), maker.price
        trade_id = market.tape.add(price, quantity, taker.side, now)
        buyer, seller = (taker, maker) if taker.side is Side.BUY else (maker, taker)
        taken = self._apply(taker, price, quantity, trade_id, market, maker=False)
        made = self._apply(maker, price, quantity, trade_id, market, maker=True)
        market.book.fill(maker, quantity)
        trade = Trade(
            trade_id=trade_id, symbol=taker.symbol, side=taker.side, price=price, quantity=quantity, ts_event=now
        )
        self._events.append(
            TradeEvent(
                symbol=taker.symbol,
                trade=trade,
                buyer_order_id=str(buyer.id),
                seller_order_id=str(seller.id),
                ts_event=now,
            )
        )
        if taker.quantity is None and self._affordable(taker, market.book.best(maker.side) or price, market) <= 0:
            taker.quantity = taker.filled  # what is left of the amount buys nothing more: it is filled
        for order, fill in ((maker, made), (taker, taken)):
            filled = order.quantity is not None and order.leaves <= 0
            order.status = OrderStatus.FILLED if filled else OrderStatus.PARTIALLY_FILLED
            if filled:
                self._forget(order)
            self._report(order, Execution.TRADE, (fill,))
        return taken

    def _apply(
        self, order: WorkingOrder, price: Decimal, quantity: Decimal, trade_id: str, market: Market, *, maker: bool
    ) -> Fill:
        owner, now = self._accounts[order.account], self.clock.time_ns()
        holds = bool(order.locked)
        owner.release(order)
        fee, currency = owner.settle(market.instrument, order.side, price, quantity, maker)
        order.filled += quantity
        order.weighted += price * quantity
        order.quote_filled += market.instrument.notional(quantity, price)
        order.updated_ns = now
        if holds:
            owner.relock(order, *owner.cost_to_lock(market.instrument, order))
        fill = Fill(
            trade_id=trade_id,
            venue_order_id=str(order.id),
            client_order_id=order.request.client_order_id,
            symbol=order.symbol,
            side=order.side,
            price=price,
            quantity=quantity,
            fee=fee,
            fee_currency=currency,
            liquidity=Liquidity.MAKER if maker else Liquidity.TAKER,
            ts_event=now,
        )
        self._fills[order.account].append(fill)
        return fill

    def _prevented(self, taker: WorkingOrder, maker: WorkingOrder, market: Market) -> bool:
        """Keep two orders of one account from trading with each other, as the taker's mode says."""
        mode = taker.request.self_trade_prevention
        if mode is None or not taker.prevents_self_trade:
            return False
        why = Reason.SELF_TRADE.value
        if mode is SelfTradePrevention.DECREMENT and taker.quantity is not None and maker.quantity is not None:
            overlap = min(taker.leaves, maker.leaves)
            taker.quantity -= overlap
            maker.quantity -= overlap
            ended = [order for order in (maker, taker) if order.leaves <= 0]
            if maker not in ended:
                market.book.touch(maker)
                self._relock(maker, market)
                self._report(maker, Execution.REPLACED)
        else:
            ended = {
                SelfTradePrevention.CANCEL_TAKER: [taker],
                SelfTradePrevention.CANCEL_MAKER: [maker],
            }.get(mode, [maker, taker])
        for order in ended:
            self._close(order, OrderStatus.EXPIRED, Execution.EXPIRED, why)
        return True

    # ------------------------------------------------------------ editing, triggers, ends

    def _edit(
        self,
        order: WorkingOrder,
        quantity: Decimal | None,
        price: Decimal | None,
        client_id: str | None,
        command_id: str | None = None,
    ) -> tuple[Fill, ...]:
        market = self._market(order.symbol)
        quantity = order.quantity if quantity is None else quantity
        price = order.price if price is None else price
        if (quantity, price) == (order.quantity, order.price):
            raise refuse(Reason.UNCHANGED, "the edit changes nothing")
        if quantity is None or price is None or order.price is None:
            raise refuse(Reason.UNSUPPORTED, "only orders with a quantity and a price can be edited")
        if client_id is not None:
            self._check_client_id(order.account, client_id)
        wanted = replace(
            order.request, quantity=quantity, price=price, client_order_id=client_id or order.request.client_order_id
        )
        rules.check_sizes(wanted, market.instrument, None)
        if quantity <= order.filled:
            raise refuse(Reason.FILLED_QUANTITY, f"{order.filled:f} is filled already")
        keeps_place = price == order.price and order.quantity is not None and quantity < order.quantity
        crosses = not order.waiting and market.book.crosses(order.side, price)
        if crosses and order.request.post_only:
            raise refuse(Reason.WOULD_CROSS, "the edited post-only order would trade at once", PostOnlyRejected)
        former = (order.quantity, order.price)
        resting = not order.waiting
        owner = self._accounts[order.account]
        order.quantity, order.price = quantity, price
        currency, amount = owner.cost_to_lock(market.instrument, order)
        order.quantity, order.price = former
        owner.require(currency, amount - order.locked)
        if resting and not keeps_place:
            market.book.remove(order)
        order.quantity, order.price, order.request = quantity, price, wanted
        order.updated_ns = self.clock.time_ns()
        owner.relock(order, currency, amount)
        if client_id is not None:
            self._by_client_id[order.account, client_id] = order
        self._report(order, Execution.REPLACED, command_id=command_id)
        if not resting:
            return ()
        if keeps_place:
            market.book.touch(order)
            return ()
        return self._activate(order)

    def _run_triggers(self, symbol: str) -> None:
        """Fire what new prices trigger, oldest first, until nothing more fires: a fired order may move the price."""
        market = self._market(symbol)
        while market.waiting:
            prices = market.tape.take_new_prices()
            for price in prices:
                for order in market.waiting.values():
                    _trail(order, price)
            due = [
                order
                for order in market.waiting.values()
                if order.trigger_price is not None
                and any(rules.fires(order.request.type, order.side, order.trigger_price, price) for price in prices)
            ]
            if not due:
                return
            for order in due:
                if order.is_open and market.waiting.pop(order.id, None) is not None:
                    self._fire(order, market)
        market.tape.take_new_prices()

    def _fire(self, order: WorkingOrder, market: Market) -> None:
        order.waiting = False
        order.status = OrderStatus.TRIGGERED
        order.updated_ns = self.clock.time_ns()
        self._report(order, Execution.TRIGGERED)
        owner = self._accounts[order.account]
        try:
            if order.request.post_only and market.book.crosses(order.side, order.price):
                raise refuse(Reason.WOULD_CROSS, "post-only order would trade at once", PostOnlyRejected)
            if order.price is None:
                owner.release(order)
                self._check_funds(order, market)
        except VenueError as error:
            self._close(order, OrderStatus.EXPIRED, Execution.EXPIRED, error.message)
            return
        self._activate(order)


def _reaches(side: Side, limit: Decimal, price: Decimal) -> bool:
    return limit >= price if side is Side.BUY else limit <= price


def _trail(order: WorkingOrder, price: Decimal) -> None:
    """Move a trailing stop's trigger with the best price seen since it began to trail."""
    offset = order.request.trailing_offset
    if order.request.type is not OrderType.TRAILING_STOP or offset is None:
        return
    best = max if order.side is Side.SELL else min
    if order.peak is None:
        start = order.request.trigger_price
        if start is not None and (price < start if order.side is Side.SELL else price > start):
            return
    order.peak = price if order.peak is None else best(order.peak, price)
    order.trigger_price = order.peak - offset if order.side is Side.SELL else order.peak + offset
