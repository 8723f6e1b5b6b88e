"""A simulated venue with something going on in it: instruments, a market maker, one account to trade with.

Everything follows from the seed: the same seed gives the same prices, orders and ids.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from venuegen.live.venues import LiveError, Venue

if TYPE_CHECKING:
    from types import TracebackType

    from venue_runtime.bindings import CredentialField
    from venue_runtime.client import VenueClient
    from venue_runtime.clock import Clock
    from venue_runtime.credentials import Credentials
    from venue_runtime.model import Instrument
    from venue_runtime.testing.exchange import SimulatedExchange
    from venue_runtime.testing.market_maker import MarketMaker
    from venue_runtime.testing.server import SimulatedVenue

__all__ = ["ACCOUNT", "Simulation", "simulated_credentials", "worth"]

ACCOUNT = "trader"
_PRICES = {"BTC": Decimal(60_000), "ETH": Decimal(2_500), "SOL": Decimal(150)}
"""Where the price of a base currency starts; others start at 100. Invented: nothing depends on them."""


def simulated_credentials(client: type[VenueClient], also: Collection[str] = ()) -> Credentials:
    """Credentials that sign for the simulated account: the first set that lets this venue trade, and `also` these.

    Secrets are obvious dummies of the declared encoding; where only a private key will do, it is a fixed one.
    """
    from venue_runtime.bindings import with_defaults
    from venue_runtime.credentials import Credentials
    from venue_runtime.model import Capability

    fields = {field.name: field for field in client.credential_fields}
    sets = client.offers.get(Capability.CREATE_ORDER) or next((s for s in client.offers.values() if s), ())
    plain = [names for names in sets if not any(fields[name].formats for name in names)]
    chosen = min(plain or list(sets), key=sorted, default=frozenset()) | {name for name in also if name in fields}
    made = Credentials(**{name: _dummy(fields[name]) for name in sorted(chosen)})
    return with_defaults(made, client.credential_fields)


def _dummy(field: CredentialField) -> str:
    if field.formats:
        from venue_runtime.testing.keys import dummy_key

        return dummy_key(field.formats)
    text = f"simulated-{field.name.replace('_', '-')}"
    if field.encoding == "base64":
        import base64

        return base64.b64encode(text.encode()).decode()
    return text.encode().hex() if field.encoding == "hex" else text


def base_and_quote(symbol: str) -> tuple[str, str]:
    """The currencies of a unified symbol. Raises LiveError for text that is none."""
    base, slash, rest = symbol.partition("/")
    quote = rest.partition(":")[0]
    if not (base and slash and quote) or not (base + quote).isalnum():
        raise LiveError(f"'{symbol}' is no symbol", "write BASE/QUOTE, for example BTC/USDT", usage=True)
    return base, quote


def start_price(symbol: str) -> Decimal:
    """Where the market maker's middle starts."""
    return _PRICES.get(base_and_quote(symbol)[0], Decimal(100))


def instrument_of(dialect: Any, symbol: str) -> Instrument:
    """The instrument as the venue's examples show it; else one that is invented in their likeness."""
    shown = {each.symbol: each for each in dialect.shown_instruments}
    if symbol in shown:
        found: Instrument = shown[symbol]
        return found
    invented = invented_instrument(symbol, dialect.spelled)
    alike = next((each for each in dialect.shown_instruments if each.kind is invented.kind), None)
    return invented if alike is None else replace(invented, partition=alike.partition, ref=alike.ref)


def invented_instrument(symbol: str, spelled: Callable[[str, str], str] = "{}{}".format) -> Instrument:
    """An instrument with ordinary rules; `spelled` gives the venue's name for a base and a quote."""
    from venue_runtime.model import Instrument, InstrumentKind

    base, quote = base_and_quote(symbol)
    settle = symbol.partition(":")[2]
    if settle and not settle.isalnum():
        text = f"{symbol}: only spot markets and perpetuals can be invented"
        raise LiveError(text, "choose BASE/QUOTE or BASE/QUOTE:SETTLE", usage=True)
    whole = start_price(symbol) >= 1000
    return Instrument(
        symbol=symbol,
        venue_symbol=spelled(base, quote),
        kind=InstrumentKind.PERPETUAL if settle else InstrumentKind.SPOT,
        base=base,
        quote=quote,
        settle=settle or None,
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.00001") if whole else Decimal("0.001"),
        min_price=Decimal("0.01"),
        max_price=Decimal(10_000_000),
        min_quantity=Decimal("0.00001") if whole else Decimal("0.001"),
        max_quantity=Decimal(9_000),
        min_notional=Decimal(5),
    )


class Simulation:
    """`async with Simulation(venue, ["BTC/USDT"]) as simulation:` then `simulation.connect()` gives a client.

    Without symbols, the first market of the venue's own examples is simulated.

    The market maker steps by itself every `interval` seconds (0: only when `step` is called), and `pause` holds it.

    Args:
        faults: armed from the start; text form, see `venuegen simulate --fault list`.
        balances: of the account to trade with, by currency; default: plenty of each symbol's two.
    """

    def __init__(
        self,
        venue: Venue,
        symbols: Sequence[str] = (),
        *,
        seed: int = 1,
        port: int = 0,
        faults: Iterable[str] = (),
        interval: float = 0.1,
        balances: dict[str, Decimal] | None = None,
        clock: Clock | None = None,
    ) -> None:
        from venue_runtime.clock import SystemClock
        from venue_runtime.ids import SeededRandom
        from venue_runtime.testing.exchange import SimulatedExchange
        from venue_runtime.testing.faults import FaultSyntaxError
        from venue_runtime.testing.market_maker import MarketMaker
        from venue_runtime.testing.server import SimulatedVenue

        self.venue = venue
        self.clock: Clock = clock or SystemClock()
        dialect = _dialect(venue)
        fix = getattr(dialect, "fix", None)
        self.credentials = simulated_credentials(venue.client, () if fix is None else fix.needs)
        self.symbols = tuple(dict.fromkeys(symbols or [dialect.shown_instruments[0].symbol]))
        instruments = [instrument_of(dialect, symbol) for symbol in self.symbols]
        self.exchange: SimulatedExchange = SimulatedExchange(self.clock, instruments, first_order_id=1001)
        self.exchange.add_account(ACCOUNT, balances if balances is not None else _plenty(instruments))
        self.makers: dict[str, MarketMaker] = {
            instrument.symbol: MarketMaker(
                self.exchange,
                instrument.symbol,
                SeededRandom(seed + at),
                mid=start_price(instrument.symbol),
                size=_typical(instrument),
                depth=40,
                volatility=Decimal("0.00002"),
            )
            for at, instrument in enumerate(instruments)
        }
        try:
            self.server: SimulatedVenue = SimulatedVenue(
                dialect,
                self.exchange,
                accounts={ACCOUNT: self.credentials},
                clock=self.clock,
                faults=list(faults),
                random=SeededRandom(seed),
                port=port,
            )
        except FaultSyntaxError as error:
            raise LiveError(str(error), "all of them: venuegen simulate … --fault list", usage=True) from None
        self._interval = interval
        self._going = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Simulation:
        for maker in self.makers.values():
            maker.fill_book()
        try:
            await self.server.start()
        except OSError as error:
            raise LiveError(f"cannot listen: {error}", "choose another --port", usage=True) from None
        self._going.set()
        if self._interval > 0:
            self._task = asyncio.get_running_loop().create_task(self._run())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self.server.close()

    def connect(self, **options: Any) -> VenueClient:
        """A generated client of this venue that talks to the simulator only."""
        from venue_runtime.ids import SeededRandom

        options.setdefault("credentials", self.credentials)
        options.setdefault("random", SeededRandom(7))
        named = {} if self.server.fix is None else self.server.fix.sender_settings
        settings = self.venue.client.config_type
        if named and settings is not None:
            options.setdefault("config", settings(**dict.fromkeys(named, "SIMULATED")))
        return self.venue.client(endpoints=self.server.url, **options)

    def step(self) -> None:
        """One small event in each market."""
        for maker in self.makers.values():
            maker.step()

    def pause(self) -> None:
        """Hold the market makers: nothing moves but what we do."""
        self._going.clear()

    def resume(self) -> None:
        """Let them go on."""
        self._going.set()

    async def _run(self) -> None:
        while True:
            await self.clock.sleep(self._interval)
            await self._going.wait()
            self.step()


def _dialect(venue: Venue) -> Any:
    module = venue.simulated()
    wanted = f"Simulated{venue.client.__name__}"
    dialect = getattr(module, wanted, None)
    if dialect is None:
        raise LiveError(f"{module.__name__} has no {wanted}", f"generate it again: venuegen generate {venue.id}")
    return dialect()


def _plenty(instruments: Iterable[Instrument]) -> dict[str, Decimal]:
    riches: dict[str, Decimal] = {}
    for instrument in instruments:
        riches[instrument.base] = Decimal(10)
        riches[instrument.settle or instrument.quote] = Decimal(100_000)
    return riches


def _typical(instrument: Instrument) -> Decimal:
    """A typical order, in the instrument's unit, is worth some ten thousand units of quote currency."""
    return max(worth(instrument, Decimal(10_000), start_price(instrument.symbol)), Decimal("0.001"))


def worth(instrument: Instrument, value: Decimal, price: Decimal) -> Decimal:
    """What `value` units of the quote currency buy at `price`, in the instrument's unit and on its grid, five steps at
    least."""
    step = instrument.quantity_increment or Decimal("0.001")
    amount = value / (instrument.contract_size * (1 if instrument.inverse else price))
    amount = Decimal(f"{amount:.1e}")  # what a person would choose
    least = max(step * 5, (instrument.min_quantity or step) * 5)
    return max((amount / step / 5).to_integral_value() * step * 5, least)
