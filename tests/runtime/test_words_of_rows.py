"""Sentences, bits, numbers as client ids, days, lists that may be one row: what produced code makes of them."""

from __future__ import annotations

import msgspec
import pytest
from venue_runtime.clock import ManualClock
from venue_runtime.errors import ConfigurationError, DecodeError
from venue_runtime.exprs import cut, listed
from venue_runtime.ids import ClientOrderIdForm, MintedClientOrderIds
from venue_runtime.wire import day_from_ns, ns_from_day, quote_path
from venue_runtime.wire_enum import BeginningsIn, OpenBeginningsIn


def test_the_longest_beginning_wins() -> None:
    words = BeginningsIn({"CANCELED": "canceled", "CANCELED was": "was", "EXECUTED": "filled"})
    assert words["CANCELED was: ACTIVE"] == "was"
    assert words["CANCELED"] == "canceled"
    assert words["EXECUTED @ 107.6(-0.2)"] == "filled"
    with pytest.raises(DecodeError):
        words["BEWITCHED"]


def test_an_unknown_sentence_means_what_the_contract_has_for_it(caplog: pytest.LogCaptureFixture) -> None:
    words = OpenBeginningsIn({"ACTIVE": "new"}, "unknown")
    assert (words["ACTIVE (note 1)"], words["BEWITCHED"], words["BEWITCHED"]) == ("new", "unknown", "unknown")
    assert len(caplog.records) == 1


def test_ids_that_are_numbers_are_the_time_and_never_the_same_twice() -> None:
    clock = ManualClock(1_700_000_000_123_000_000)
    form = ClientOrderIdForm(max_len=13, alphabet="0123456789", number=True)
    minted = MintedClientOrderIds(form, clock=clock)
    assert [minted.next("A/B") for _ in range(3)] == ["1700000000123", "1700000000124", "1700000000125"]
    assert form.problem("0123") == "client order id '0123' begins with a zero, which is lost in a number"
    short = MintedClientOrderIds(ClientOrderIdForm(max_len=9, alphabet="0123456789", number=True), clock=clock)
    # 1_700_000_000_123 ms leave 800_000_123 over ten days of 900_000_000; no id begins with a zero.
    assert [short.next("A/B") for _ in range(2)] == ["900000123", "900000124"]
    with pytest.raises(ConfigurationError, match="need 9 digits"):
        MintedClientOrderIds(ClientOrderIdForm(max_len=8, alphabet="0123456789", number=True))


def test_a_day_is_that_of_utc() -> None:
    assert day_from_ns(1_700_000_000_123_000_000) == "2023-11-14"
    assert day_from_ns(1_700_006_399_999_999_999) == "2023-11-14"
    assert day_from_ns(1_700_006_400_000_000_000) == "2023-11-15"
    assert ns_from_day("2023-11-14") == 1_699_920_000_000_000_000


def test_a_segment_of_a_path_keeps_its_colons() -> None:
    assert quote_path("tBTCF0:USTF0") == "tBTCF0:USTF0"
    assert quote_path("a b/ü") == "a%20b%2F%C3%BC"


def test_a_row_and_a_list_of_rows() -> None:
    row, rows = msgspec.Raw(b"[1,2]"), msgspec.Raw(b"[ [1,2],[3,4]]")
    assert bytes(listed(row)) == b"[[1,2]]"
    assert listed(rows) is rows
    assert bytes(listed(msgspec.Raw(b"[]"))) == b"[]"


def test_characters_between_two_places() -> None:
    assert (cut("BTCUSD", 0, 3), cut("BTCUSD", 3, 6)) == ("BTC", "USD")
    assert (cut("/private/place", 1), cut("/", 1)) == ("private/place", "")
    with pytest.raises(ValueError, match="has no 1 characters"):
        cut("", 1)
