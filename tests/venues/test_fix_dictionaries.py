"""The dictionaries that ship can be read, and say of each dialect what its documentation says."""

from __future__ import annotations

from pathlib import Path

import pytest
from venue_runtime.fix.dictionary import Dictionary

SPECS = Path(__file__).parents[2] / "venue_specs"
FILES = sorted(SPECS.glob("*/fix/*.xml"))


def dictionary(venue: str, name: str = "oe") -> Dictionary:
    return Dictionary.load(SPECS / venue / "fix" / f"{name}.xml")


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parents[1].name}/{file.stem}")
def test_every_message_has_fields_of_its_own_and_none_twice(file: Path) -> None:
    read = Dictionary.load(file)
    for message in read.messages.values():
        tags = [member.field.tag for member in message.members]
        assert len(tags) == len(set(tags)), message.name
        assert not {"8", "9", "10", "34", "35", "49", "52", "56"} & set(tags), message.name


def test_how_each_venue_is_told_to_cancel_on_disconnect() -> None:
    logons = {venue: dictionary(venue) for venue in ("coinbase_exchange", "deribit", "kraken_spot")}
    assert {venue: read.message("Logon").msg_type for venue, read in logons.items()} == dict.fromkeys(logons, "A")
    assert dict(logons["coinbase_exchange"].field("CancelOrdersOnDisconnect").values) == {
        "S": "SESSION",
        "Y": "PROFILE",
    }
    assert dict(logons["kraken_spot"].field("CancelOrdersOnDisconnect").values) == {"0": "CANCEL", "1": "KEEP"}
    assert logons["kraken_spot"].field("CancelOrdersOnDisconnect").tag == "8674"
    assert logons["deribit"].field("CancelOnDisconnect").tag == "9001"


def test_what_a_new_order_must_have() -> None:
    required = {
        venue: [member.field.name for member in dictionary(venue).message("NewOrderSingle").members if member.required]
        for venue in ("binance_spot", "coinbase_exchange", "deribit", "kraken_spot")
    }
    assert required == {
        "binance_spot": ["ClOrdID", "OrdType", "Side", "Symbol"],
        "coinbase_exchange": ["ClOrdID", "OrdType", "Side", "Symbol", "TimeInForce"],
        "deribit": ["ClOrdID", "OrderQty", "Side", "Symbol"],
        "kraken_spot": ["ClOrdID", "OrderQty", "OrdType", "Side", "Symbol", "TimeInForce", "TransactTime"],
    }
