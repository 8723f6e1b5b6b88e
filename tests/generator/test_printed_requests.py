"""Requests as a venue printed them: what a typed method can be given, and why another is not sent."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
import pytest
from venuegen.spec.model import Spec
from venuegen.views.context import VenueContext
from venuegen.views.produced.printed import Unlike, arguments

SPEC: dict[str, Any] = {
    "spec": 1, "venue": "made_up", "title": "Made up", "doc": "x", "checked": "2026-01-01",
    "credentials": {"api_key": {"secret": True}},
    "environments": {"production": {"urls": {"rest": "https://api.example.com"}}},
    "auth": {"keyed": {"steps": [{"set": {"body.nonce": "=clock.ms", "header.X-KEY": "=cred.api_key"}}],
                       "no_vectors": "nothing is signed"}},
    "enums": {"Side": {"contract": "Side", "values": ["buy", "sell"]}},
    "types": {"Leg": {"id": "str", "qty": "decimal", "side": "opt<Side>"}},
    "endpoints": {
        "place": {
            "call": "POST /orders/{market}",
            "auth": "keyed",
            "params": {
                "market": {"type": "venue_symbol", "in": "path"},
                "side": "Side",
                "size": "decimal",
                "limit.price": "price opt<number>",
                "at": "opt<ms>",
                "since": "opt<ns_text>",
                "post": "opt<bool>",
                "legs": "opt<list<Leg>>",
                "kind": {"type": "str", "const": "plain"},
            },
            "result": "none",
        }
    },
}  # fmt: skip
REQUEST: dict[str, Any] = {"market": "AAA-BBB", "side": "buy", "size": "1.50"}


def asked(**more: Any) -> dict[str, Any]:
    spec = msgspec.convert(SPEC, Spec)
    context = VenueContext.of(spec)
    request = {key: value for key, value in (REQUEST | more).items() if value is not None}
    return arguments(context, spec.endpoints["place"], request)


def test_the_values_are_those_of_the_document() -> None:
    found = asked(limit={"price": Decimal("20.10")}, at=1_700_000_000_000, post=True, kind="plain", nonce=7)
    assert found == {"market": "AAA-BBB", "side": "buy", "size": Decimal("1.50"), "price": Decimal("20.10"),
                     "at": 1_700_000_000_000, "post": True}  # fmt: skip


def test_rows_are_objects_of_their_type() -> None:
    (leg,) = asked(legs=[{"id": "1", "qty": "0.10", "side": "sell"}])["legs"]
    assert leg.code == 'wire.Leg(id="1", qty=Decimal("0.10"), side=wire.Side("sell"))'
    assert leg.data == {"id": "1", "qty": "0.10", "side": "sell"}


def test_the_order_of_the_fields_of_an_object_says_nothing() -> None:
    (leg,) = asked(legs=[{"side": "sell", "qty": "0.10", "id": "1"}])["legs"]
    assert leg.data == {"id": "1", "qty": "0.10", "side": "sell"}


def test_moments_of_nanoseconds_in_text_keep_their_digits() -> None:
    assert asked(since="1700000000000081486")["since"] == 1_700_000_000_000_081_486


@pytest.mark.parametrize(("more", "told"), [
    ({"side": None}, "it does not say side, which must be there"),
    ({"side": "long"}, "its side is 'long', which Side does not list"),
    ({"size": 2}, 'its size is 2, and sent as "2"'),
    ({"limit": {"price": "20"}}, 'its limit.price is "20", and sent as 20'),
    ({"kind": "other"}, "its kind is 'other', and always 'plain' in the spec"),
    ({"colour": 1}, "it says colour, which the endpoint has not"),
    ({"post": "maybe"}, "its post is 'maybe', no bool"),
    ({"legs": [{"id": "1"}]}, "its legs does not say qty"),
])  # fmt: skip
def test_why_a_request_is_not_sent(more: dict[str, Any], told: str) -> None:
    with pytest.raises(Unlike) as refused:
        asked(**more)
    assert str(refused.value) == told
