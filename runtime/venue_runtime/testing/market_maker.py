"""Something to look at: seeded resting liquidity and trading that keep a simulated book alive."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

from venue_runtime.clock import Clock
from venue_runtime.errors import VenueResponseError
from venue_runtime.ids import Random
from venue_runtime.model import Instrument, OrderRequest, OrderType, Side
from venue_runtime.testing.exchange import SimulatedExchange


class MarketMaker:
    """Quotes `depth` levels around a wandering middle and now and then takes.

    The same seed, exchange and number of steps give the same orders. It trades from two accounts of its own, with more
    money than it can lose.

    Args:
        mid: where the price starts; it wanders by up to `volatility` (a fraction) a step.
        size: typical order size, in the instrument's quantity unit.
    """

    MAKER = "market-maker"
    TAKER = "market-taker"

    def __init__(
        self,
        exchange: SimulatedExchange,
        symbol: str,
        random: Random,
        *,
        mid: Decimal,
        size: Decimal = Decimal(1),
        depth: int = 20,
        volatility: Decimal = Decimal("0.0001"),
    ) -> None:
        self._exchange = exchange
        self._instrument: Instrument = exchange.instrument(symbol)
        self._random = random
        self._mid = mid
        self._size = size
        self._depth = depth
        self._volatility = volatility
        instrument = self._instrument
        riches = {c: Decimal(10) ** 12 for c in (instrument.base, instrument.quote, instrument.settle) if c}
        for name in (self.MAKER, self.TAKER):
            if name not in exchange.accounts:
                exchange.add_account(name, riches)
            else:
                for currency, amount in riches.items():
                    exchange.deposit(name, currency, amount)

    def fill_book(self) -> None:
        """Lay out all levels, for a book that is full from the start."""
        for level in range(self._depth):
            self._quote(Side.BUY, level)
            self._quote(Side.SELL, level)

    def step(self) -> None:
        """One small event: the middle moves, then an order is added, pulled, or taken."""
        self._mid *= 1 + self._volatility * (self._draw(2001) - 1000) / 1000
        side = Side.BUY if self._draw(2) else Side.SELL
        choice = self._draw(10)
        if choice < 5:
            self._quote(side, self._draw(self._depth))
        elif choice < 8:
            self._pull()
        else:
            self._take(side)
        self._keep_quoted()

    async def run(self, clock: Clock, interval: float = 0.1) -> None:
        """A step every `interval` seconds, until cancelled."""
        self.fill_book()
        while True:
            await clock.sleep(interval)
            self.step()

    def _draw(self, below: int) -> int:
        return int.from_bytes(self._random.bytes(4), "big") % below

    def _price(self, side: Side, level: int) -> Decimal:
        increment = self._instrument.increment_at(self._mid) or Decimal("0.01")
        away = increment * (1 + level * 3 + self._draw(3))
        middle = (self._mid / increment).to_integral_value(ROUND_FLOOR) * increment
        return middle - away if side is Side.BUY else middle + away

    def _quantity(self) -> Decimal:
        increment = self._instrument.quantity_increment or Decimal("0.001")
        wanted = self._size * (1 + self._draw(200)) / 100
        return max((wanted / increment).to_integral_value(ROUND_FLOOR) * increment, increment)

    def _send(self, account: str, side: Side, kind: OrderType, price: Decimal | None) -> None:
        request = OrderRequest(
            symbol=self._instrument.symbol,
            side=side,
            type=kind,
            quantity=self._quantity(),
            price=price,
            post_only=kind is OrderType.LIMIT,
        )
        try:
            self._exchange.create_order(account, request)
        except VenueResponseError:
            return  # a quote that would cross, or is worth too little, is simply not made

    def _quote(self, side: Side, level: int) -> None:
        price = self._price(side, level)
        if price > 0:
            self._send(self.MAKER, side, OrderType.LIMIT, price)

    def _pull(self) -> None:
        orders = self._exchange.open_orders(self.MAKER, self._instrument.symbol)
        if len(orders) > self._depth:
            chosen = orders[self._draw(len(orders))].order.venue_order_id
            self._exchange.cancel_order(self.MAKER, self._instrument.symbol, venue_order_id=chosen)

    def _take(self, side: Side) -> None:
        self._send(self.TAKER, side, OrderType.MARKET, None)

    def _keep_quoted(self) -> None:
        """Orders do not pile up without end, and neither side runs dry."""
        symbol = self._instrument.symbol
        orders = self._exchange.open_orders(self.MAKER, symbol)
        for report in orders[: max(len(orders) - 4 * self._depth, 0)]:
            self._exchange.cancel_order(self.MAKER, symbol, venue_order_id=report.order.venue_order_id)
        book = self._exchange.book(symbol)
        for side, levels in ((Side.BUY, book.bids), (Side.SELL, book.asks)):
            if len(levels) < self._depth // 2:
                self._quote(side, self._draw(self._depth))
