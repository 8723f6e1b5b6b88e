"""Every documented example of Example Exchange, decoded and brought to the contract, against literal values."""

from __future__ import annotations

import contextlib
import enum
import importlib
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from venue_runtime.errors import DecodeError
from venue_runtime.http import Response
from venue_runtime.rest import Endpoint
from venue_runtime.testing import mutate
from venue_runtime.testing.filling import get
from venue_runtime.testing.generated import Example, load_examples
from venues.example_exchange import mapping
from venues.example_exchange import types as wire
from venues.example_exchange.venue import ERRORS, error_of

RECV = 1700000000000000000
EXAMPLES = load_examples(str(importlib.import_module("venues.example_exchange").__file__))
TYPES: dict[str, Any] = {
    "markets": wire.EnvelopeLIstMarket,
    "place": wire.EnvelopeOrderId,
    "cancel": wire.EnvelopeOrderId,
    "order": wire.EnvelopeOrder,
    "fills": wire.EnvelopePageFill,
    "funds": wire.EnvelopeLIstFunds,
    "stream_token": wire.EnvelopeToken,
    "keep_stream_token": wire.EnvelopeToken,
    "public.book": wire.BookUpdate,
    "private.orders": wire.Order,
    "private.fills": wire.Fill,
}
MAPS: dict[str, Callable[[Any, Any], Any]] = {
    "market": lambda m, instrument: mapping.market(m),
    "order": lambda m, instrument: mapping.order(m, instrument, RECV),
    "fill": lambda m, instrument: mapping.fill(m, instrument, RECV),
    "funds": lambda m, instrument: mapping.funds(m),
}
ITEMS: dict[tuple[str, str], Callable[[Any], Any]] = {
    ("markets", "market"): lambda m: m.data,
    ("order", "order"): lambda m: m.data,
    ("fills", "fill"): lambda m: m.data.items,
    ("funds", "funds"): lambda m: m.data,
}
ENUMS: dict[str, tuple[tuple[str, ...], ...]] = {
    "private.orders": (("side",), ("kind",), ("state",)),
    "private.fills": (("side",), ("role",)),
}
OPTIONAL: dict[str, tuple[tuple[str, ...], ...]] = {
    "markets": (("msg",),),
    "place": (("msg",),),
    "cancel": (("msg",),),
    "order": (("msg",),),
    "fills": (("msg",),),
    "funds": (("msg",),),
    "stream_token": (("msg",),),
    "keep_stream_token": (("msg",),),
}
ENVELOPES: tuple[Any, ...] = ("data",)


def is_error(example: Example) -> bool:
    return example.expect_error is not None or "error" in (example.expect or {})


def payload_of(example: Example) -> Any:
    """The payload itself: documented calls over WebSocket come in their envelope."""
    data = example.response if example.response is not None else example.message
    for path in ENVELOPES:
        inner = get(data, path) if isinstance(data, dict) and ("id" in data or len(data) <= 2) else None
        if isinstance(inner, (dict, list)):
            return inner
    return data


def decoded(owner: str, payload: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(payload), type=TYPES[owner])


def mapped(owner: str, name: str, message: Any, instrument: Any) -> Any:
    """The contract's values; a list where the message carries several."""
    rows = ITEMS[owner, name](message) if (owner, name) in ITEMS else message
    if isinstance(rows, list):
        found = [MAPS[name](row, instrument(at)) for at, row in enumerate(rows)]
        return [each for part in found for each in (part if isinstance(part, list) else [part])]
    return MAPS[name](rows, instrument(0))


def check(found: Any, expected: Any) -> None:
    """Compare with literal values: exact decimals, enumerations by their word."""
    if isinstance(expected, dict):
        for key, value in expected.items():
            check(getattr(found, key), value)
    elif isinstance(expected, list):
        assert len(found) == len(expected)
        for one, other in zip(found, expected, strict=True):
            check(one, other)
    elif isinstance(found, Decimal):
        assert found == Decimal(str(expected)), (found, expected)
    elif isinstance(found, enum.Enum):
        assert found.value == expected
    else:
        assert found == expected


SUCCESSES = [name for name, each in EXAMPLES.items() if not is_error(each) and payload_of(each) is not None]
MAPPED = [(name, key) for name in SUCCESSES for key in (EXAMPLES[name].expect or {}) if key in MAPS]
REFUSALS = [name for name, each in EXAMPLES.items() if is_error(each) and each.response is not None]


def instrument_for(name: str, key: str, instruments: dict[str, Any]) -> Callable[[int], Any]:
    """The instrument of the n-th value, as the literal answer names it."""
    expected = (EXAMPLES[name].expect or {})[key]

    def instrument(at: int) -> Any:
        one = (expected[at] if at < len(expected) else None) if isinstance(expected, list) else expected
        symbol = one.get("symbol") if isinstance(one, dict) else None
        return instruments.get(symbol or "", next(iter(instruments.values())))

    return instrument


@pytest.mark.parametrize("name", SUCCESSES)
def test_example_decodes(name: str) -> None:
    for owner in EXAMPLES[name].of:
        decoded(owner, payload_of(EXAMPLES[name]))


@pytest.mark.parametrize(("name", "key"), MAPPED)
def test_example_means(name: str, key: str, instruments: dict[str, Any]) -> None:
    instrument = instrument_for(name, key, instruments)
    found = mapped(EXAMPLES[name].of[0], key, decoded(EXAMPLES[name].of[0], payload_of(EXAMPLES[name])), instrument)
    expected = (EXAMPLES[name].expect or {})[key]
    if isinstance(found, list) and not isinstance(expected, list):
        expected = [expected]
    # A batch leaves out what means nothing.
    check([each for each in found if each is not None] if isinstance(found, list) else found, expected)


@pytest.mark.parametrize("name", SUCCESSES)
def test_an_undeclared_field_changes_nothing(name: str) -> None:
    owner = EXAMPLES[name].of[0]
    payload = payload_of(EXAMPLES[name])
    assert decoded(owner, mutate.add_extra_field(payload)) == decoded(owner, payload)


@pytest.mark.parametrize(("name", "key"), MAPPED)
def test_an_unknown_word_is_told_or_passed(name: str, key: str, instruments: dict[str, Any]) -> None:
    """A new word of the venue never breaks anything but, at most, its own message."""
    owner, payload = EXAMPLES[name].of[0], payload_of(EXAMPLES[name])
    for path in ENUMS.get(owner, ()):
        if mutate.expand(payload, path):
            message = decoded(owner, mutate.unknown_word(payload, path))
            with contextlib.suppress(DecodeError):
                mapped(owner, key, message, instrument_for(name, key, instruments))


@pytest.mark.parametrize("name", [name for name in SUCCESSES if EXAMPLES[name].of[0] in OPTIONAL])
def test_optional_fields_may_be_missing(name: str, instruments: dict[str, Any]) -> None:
    owner, payload = EXAMPLES[name].of[0], payload_of(EXAMPLES[name])
    for _, bare in mutate.optional_removed(payload, list(OPTIONAL[owner])):
        message = decoded(owner, bare)
        for key in EXAMPLES[name].expect or {}:
            if key in MAPS:
                mapped(owner, key, message, instrument_for(name, key, instruments))


@pytest.mark.parametrize("name", REFUSALS)
def test_error_example(name: str) -> None:
    example = EXAMPLES[name]
    expected = example.expect_error or example.expect or {}
    owner = example.of[0]
    body = msgspec.json.encode(example.response)
    found = error_of(Endpoint(id=owner, method="GET", path="/"), Response(example.status, {}, body))
    if found is not None and found.code is not None and str(found.code) == str(expected.get("code")):
        assert type(found).__name__ == expected["error"]
        assert found.message == expected["message"]
        assert found.definitive is expected["definitive"]
        assert found.http_status == example.status
    else:
        # Documented as an answer over WebSocket: the same table in another envelope.
        refused = ERRORS.error(expected["code"], expected["message"], operation=owner)
        assert type(refused).__name__ == expected["error"]
        assert refused.definitive is expected["definitive"]
