from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from venue_runtime.errors import ConfigurationError, DecodeError
from venue_runtime.instruments import Instruments, SymbolParts, format_symbol, parse_symbol
from venue_runtime.model import Instrument, InstrumentKind, InstrumentStatus, OptionType


def instrument(symbol: str, venue_symbol: str, **more: Any) -> Instrument:
    base, _, quote = symbol.partition("/")
    return Instrument(
        symbol=symbol, venue_symbol=venue_symbol, kind=InstrumentKind.SPOT, base=base, quote=quote, **more
    )


SYMBOLS = [
    ("AAA/BBB", SymbolParts(kind=InstrumentKind.SPOT, base="AAA", quote="BBB")),
    ("AAA/BBB:BBB", SymbolParts(kind=InstrumentKind.PERPETUAL, base="AAA", quote="BBB", settle="BBB")),
    (
        "AAA/BBB:AAA-270326",
        SymbolParts(kind=InstrumentKind.FUTURE, base="AAA", quote="BBB", settle="AAA", expiry="270326"),
    ),
    (
        "AAA/BBB:AAA-270326-0.5-P",
        SymbolParts(
            kind=InstrumentKind.OPTION,
            base="AAA",
            quote="BBB",
            settle="AAA",
            expiry="270326",
            strike=Decimal("0.5"),
            option_type=OptionType.PUT,
        ),
    ),
]


@pytest.mark.parametrize(("text", "parts"), SYMBOLS)
def test_grammar_both_ways(text: str, parts: SymbolParts) -> None:
    assert parse_symbol(text) == parts
    assert (
        format_symbol(
            parts.base,
            parts.quote,
            parts.settle,
            expiry=parts.expiry,
            strike=parts.strike,
            option_type=parts.option_type,
        )
        == text
    )


@pytest.mark.parametrize("text", ["", "AAABBB", "AAA/", "AAA/BBB:", "AAA/BBB:BBB-1", "AAA/BBB-270326", "A A/BBB"])
def test_what_is_no_symbol(text: str) -> None:
    with pytest.raises(ConfigurationError, match="is not a symbol"):
        parse_symbol(text)


def test_expiry_from_a_time_and_strike_written_plainly() -> None:
    # 2027-03-26 08:00 UTC
    text = format_symbol(
        "AAA", "BBB", "BBB", expiry=1_806_048_000_000_000_000, strike=Decimal("9E+4"), option_type=OptionType.CALL
    )
    assert text == "AAA/BBB:BBB-270326-90000-C"


def test_an_option_needs_both_strike_and_type() -> None:
    with pytest.raises(ConfigurationError, match="both a strike and a type"):
        format_symbol("AAA", "BBB", "BBB", expiry="270326", strike=Decimal(1))


def test_look_up_both_ways_and_help() -> None:
    registry = Instruments(
        [instrument("AAA/BBB", "aaabbb"), instrument("CCC/BBB", "cccbbb")], venue="example", fold=str.lower
    )
    assert list(registry) == ["AAA/BBB", "CCC/BBB"]
    assert registry.require("AAA/BBB").venue_symbol == "aaabbb"
    found = registry.find("AAABBB")
    assert found is not None
    assert found.symbol == "AAA/BBB"
    assert registry.find("zzz") is None
    with pytest.raises(ConfigurationError, match=r"unknown symbol 'AAABBB'; did you mean AAA/BBB\?"):
        registry.require("AAABBB")
    with pytest.raises(ConfigurationError, match=r"did you mean AAA/BBB\?"):
        registry.require("aaa/bbb")
    with pytest.raises(ConfigurationError, match=r"unknown symbol 'XYZ/QQQ'$"):
        registry.require("XYZ/QQQ")
    with pytest.raises(DecodeError, match="no instrument 'zzz'"):
        registry.at_venue("zzz")


def test_a_partition_tells_equal_venue_symbols_apart() -> None:
    registry = Instruments(
        [instrument("AAA/BBB", "AAABBB", partition="spot"), instrument("AAA/BBB:BBB", "AAABBB", partition="linear")],
    )
    assert registry.at_venue("AAABBB", "linear").symbol == "AAA/BBB:BBB"
    assert registry.at_venue("AAABBB", "spot").symbol == "AAA/BBB"
    assert registry.find("AAABBB") is None
    with pytest.raises(ConfigurationError, match="did you mean AAA/BBB or AAA/BBB:BBB"):
        registry.require("aaabbb".upper())


def test_a_dead_listing_does_not_hide_the_live_one() -> None:
    live = instrument("AAA/BBB", "AAABBB")
    dead = instrument("AAA/BBB", "AAABBB_OLD", status=InstrumentStatus.CLOSED)
    assert Instruments([live, dead])["AAA/BBB"] is live
    assert Instruments([dead, live])["AAA/BBB"] is live
