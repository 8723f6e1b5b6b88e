"""Finding venues, naming symbols, dummy credentials."""

from __future__ import annotations

import base64
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

import pytest
from venue_runtime.bindings import CredentialField
from venue_runtime.client import VenueClient
from venue_runtime.model import Capability
from venuegen.live.simulation import base_and_quote, invented_instrument, simulated_credentials, start_price
from venuegen.live.venues import LiveError, load_venue
from venuegen.render.names import camel_case


class Keyed(VenueClient):
    credential_fields = (
        CredentialField("api_key"),
        CredentialField("api_secret", optional=True, encoding="base64"),
        CredentialField("private_key", optional=True, formats=("pem",)),
    )
    offers: ClassVar[dict[Capability, tuple[frozenset[str], ...]]] = {
        Capability.CREATE_ORDER: (frozenset({"api_key", "private_key"}), frozenset({"api_key", "api_secret"})),
    }


class Sealed(VenueClient):
    credential_fields = (CredentialField("private_key", formats=("pem",)),)
    offers: ClassVar[dict[Capability, tuple[frozenset[str], ...]]] = {
        Capability.CREATE_ORDER: (frozenset({"private_key"}),)
    }


class Open(VenueClient):
    credential_fields = ()
    offers: ClassVar[dict[Capability, tuple[frozenset[str], ...]]] = {Capability.FETCH_TICKER: ()}


def test_class_names_are_the_camel_case_of_ids() -> None:
    assert camel_case("example_spot") == "ExampleSpot"
    assert camel_case("example") == "Example"


def write(root: Path, venue: str, text: str) -> None:
    folder = root / "venues" / venue
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text(text)


def test_a_venue_is_loaded_from_the_folder_that_is_named(tmp_path: Path) -> None:
    write(tmp_path, "loaded_here", "class LoadedHere:\n    pass\n")
    assert load_venue("loaded_here", tmp_path).client.__name__ == "LoadedHere"


def test_a_package_without_its_client_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "half_made", "x = 1\n")
    with pytest.raises(LiveError, match=r"venues\.half_made has no class HalfMade") as caught:
        load_venue("half_made", tmp_path)
    assert caught.value.hint == "generate it again: venuegen generate half_made"


def test_a_package_that_cannot_be_imported_says_why(tmp_path: Path) -> None:
    write(tmp_path, "broken_one", "import nothing_like_this\n")
    with pytest.raises(LiveError, match=r"venues\.broken_one cannot be imported: No module named 'nothing_like_this'"):
        load_venue("broken_one", tmp_path)


def test_an_unknown_venue_names_the_nearest(tmp_path: Path) -> None:
    write(tmp_path, "example_spot", "")
    with pytest.raises(LiveError, match="there is no venue 'exampel_spot'") as caught:
        load_venue("exampel_spot", tmp_path)
    assert (caught.value.hint, caught.value.usage) == ("did you mean example_spot?", True)


@pytest.mark.parametrize("venue", ["", "..", "a/b", "a b", "a.b"])
def test_what_is_no_id_is_no_venue(venue: str) -> None:
    with pytest.raises(LiveError, match="there is no venue"):
        load_venue(venue)


@pytest.mark.parametrize("symbol", ["", "BTC", "BTCUSDT", "BTC/", "/USDT", "B C/USDT", "../x"])
def test_what_is_no_symbol_is_refused(symbol: str) -> None:
    with pytest.raises(LiveError, match="is no symbol"):
        base_and_quote(symbol)


def test_invented_instruments_have_ordinary_rules() -> None:
    instrument = invented_instrument("BTC/USDT")
    assert (instrument.base, instrument.quote) == ("BTC", "USDT")
    assert (instrument.price_increment, instrument.quantity_increment) == (Decimal("0.01"), Decimal("0.00001"))
    assert invented_instrument("AAA/BBB").quantity_increment == Decimal("0.001")
    perpetual = invented_instrument("AAA/BBB:BBB")
    assert (perpetual.kind, perpetual.settle, perpetual.venue_symbol) == ("perpetual", "BBB", "AAABBB")
    with pytest.raises(LiveError, match="only spot markets and perpetuals"):
        invented_instrument("AAA/BBB:BBB-261225")
    assert (start_price("BTC/USDT"), start_price("AAA/BBB")) == (Decimal(60_000), Decimal(100))


def test_dummy_credentials_prefer_secrets_to_private_keys() -> None:
    credentials = simulated_credentials(Keyed)
    assert sorted(credentials) == ["api_key", "api_secret"]
    assert credentials.reveal("api_key") == "simulated-api-key"
    assert base64.b64decode(credentials.reveal("api_secret")) == b"simulated-api-secret"


def test_a_private_key_is_made_where_nothing_else_will_do() -> None:
    assert simulated_credentials(Sealed).reveal("private_key").startswith("-----BEGIN PRIVATE KEY-----")


def test_a_venue_without_private_methods_needs_none() -> None:
    assert list(simulated_credentials(Open)) == []
