"""Symbols and the instruments of one venue: grammar, look-up both ways, help for the one who mistyped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from difflib import get_close_matches
from typing import TypeVar

from msgspec import Struct

from .errors import ConfigurationError, DecodeError
from .model import Instrument, InstrumentKind, OptionType

__all__ = ["Instruments", "SymbolParts", "format_symbol", "instrument_ref", "parse_symbol"]

T = TypeVar("T")

_SYMBOL = re.compile(
    r"(?P<base>[^/:\s]+)/(?P<quote>[^/:\s-]+)"
    r"(?::(?P<settle>[^/:\s-]+)(?:-(?P<expiry>\d{6})(?:-(?P<strike>\d+(?:\.\d+)?)-(?P<option>[CP]))?)?)?"
)


class SymbolParts(Struct, frozen=True, kw_only=True):
    """What a unified symbol says. `expiry` is YYMMDD, UTC."""

    kind: InstrumentKind
    base: str
    quote: str
    settle: str | None = None
    expiry: str | None = None
    strike: Decimal | None = None
    option_type: OptionType | None = None


def instrument_ref(instrument: Instrument, kind: type[T]) -> T:
    """What only this venue needs to know of it. Raises ConfigurationError for one that was not loaded from it."""
    if not isinstance(instrument.ref, kind):
        raise ConfigurationError(f"{instrument.symbol}: this instrument was not loaded from the venue")
    return instrument.ref


def parse_symbol(symbol: str) -> SymbolParts:
    """Take a unified symbol apart. Raises ConfigurationError when it is none."""
    found = _SYMBOL.fullmatch(symbol)
    if found is None:
        raise ConfigurationError(
            f"{symbol!r} is not a symbol: write BASE/QUOTE, BASE/QUOTE:SETTLE, BASE/QUOTE:SETTLE-YYMMDD or "
            "BASE/QUOTE:SETTLE-YYMMDD-STRIKE-C (or -P)"
        )
    expiry, strike, option = found["expiry"], found["strike"], found["option"]
    if option is not None:
        kind = InstrumentKind.OPTION
    elif expiry is not None:
        kind = InstrumentKind.FUTURE
    else:
        kind = InstrumentKind.SPOT if found["settle"] is None else InstrumentKind.PERPETUAL
    return SymbolParts(
        kind=kind,
        base=found["base"],
        quote=found["quote"],
        settle=found["settle"],
        expiry=expiry,
        strike=None if strike is None else Decimal(strike),
        option_type=None if option is None else OptionType.CALL if option == "C" else OptionType.PUT,
    )


def format_symbol(
    base: str,
    quote: str,
    settle: str | None = None,
    *,
    expiry: int | str | None = None,
    strike: Decimal | None = None,
    option_type: OptionType | None = None,
) -> str:
    """The unified symbol. `expiry` is ns since the epoch, or YYMMDD; `strike` is written plainly, without trailing
    zeros.

    Raises ConfigurationError for parts that make no symbol (an expiry without settlement currency, a strike without
    type).
    """
    text = f"{base}/{quote}"
    if settle is not None:
        text += f":{settle}"
    if expiry is not None:
        day = expiry if isinstance(expiry, str) else f"{datetime.fromtimestamp(expiry // 1_000_000_000, UTC):%y%m%d}"
        text += f"-{day}"
    if strike is not None or option_type is not None:
        if strike is None or option_type is None:
            raise ConfigurationError(f"{text}: an option has both a strike and a type")
        text += f"-{_plain(strike)}-{'C' if option_type is OptionType.CALL else 'P'}"
    parse_symbol(text)
    return text


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _exact(text: str) -> str:
    return text


class Instruments(Mapping[str, Instrument]):
    """The instruments of a venue: a mapping by unified symbol, and a look-up by the venue's own.

    `fold` brings a venue symbol to one case where the venue's transports write it differently (`str.upper`); applied
    when instruments load and at each look-up. Where a venue symbol alone is not unique, `Instrument.partition` is
    part of the look-up.
    """

    def __init__(
        self,
        instruments: Iterable[Instrument] = (),
        *,
        venue: str = "",
        fold: Callable[[str], str] = _exact,
    ) -> None:
        self.venue = venue
        self._fold = fold
        self._by_symbol: dict[str, Instrument] = {}
        self._by_venue: dict[tuple[str, str], Instrument] = {}
        self.update(instruments)

    def update(self, instruments: Iterable[Instrument]) -> None:
        """Replace all instruments by these. Where two claim one symbol the tradable one wins: venues keep dead
        listings.
        """
        by_symbol: dict[str, Instrument] = {}
        by_venue: dict[tuple[str, str], Instrument] = {}
        aliased: dict[tuple[str, str], Instrument] = {}
        for instrument in instruments:
            held = by_symbol.get(instrument.symbol)
            if held is None or (held.status != "trading" and instrument.status == "trading"):
                by_symbol[instrument.symbol] = instrument
            part = instrument.partition
            by_venue[self._fold(instrument.venue_symbol), part] = instrument
            aliased.update(((self._fold(alias), part), instrument) for alias in instrument.aliases)
        # A name of its own goes before another instrument's further name.
        self._by_symbol, self._by_venue = by_symbol, aliased | by_venue

    def __getitem__(self, symbol: str) -> Instrument:
        return self._by_symbol[symbol]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_symbol)

    def __len__(self) -> int:
        return len(self._by_symbol)

    def require(self, symbol: str, operation: str = "") -> Instrument:
        """The instrument; raises ConfigurationError with the likeliest symbols when there is none."""
        found = self._by_symbol.get(symbol)
        if found is not None:
            return found
        folded = self._fold(symbol)
        near = [meant.symbol for (name, _), meant in self._by_venue.items() if name == folded]
        if not near:
            near = [known for known in self._by_symbol if known.casefold() == symbol.casefold()]
            near = near or get_close_matches(symbol.upper(), self._by_symbol, 3, 0.75)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise ConfigurationError(f"unknown symbol {symbol!r}{hint}", venue=self.venue, operation=operation)

    def find(self, venue_symbol: str, partition: str = "") -> Instrument | None:
        """By the venue's own symbol; None for one that was listed after the instruments were loaded."""
        return self._by_venue.get((self._fold(venue_symbol), partition))

    def at_venue(self, venue_symbol: str, partition: str = "") -> Instrument:
        """By the venue's own symbol. Raises DecodeError: what names an unknown instrument cannot be read."""
        found = self._by_venue.get((self._fold(venue_symbol), partition))
        if found is None:
            raise DecodeError(
                f"no instrument {venue_symbol!r}: reload the instruments if it is new",
                venue=self.venue,
                expected="a known venue symbol",
                got=repr(venue_symbol),
            )
        return found
