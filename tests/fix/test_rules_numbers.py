"""Rules of sequence numbers and of what a message's header must say: rows 6 to 13 and 15 to 17 of the checklist."""

from __future__ import annotations

import pytest
from fix_line import HEAD, NOW, Line, Remembering, Wrong, wire
from venue_runtime.fix.message import FieldError, RejectReason

US = f"49=US|52={NOW}.000|56=THEM|"

# ---------------------------------------------------------------------- row 6


def test_what_comes_too_early_is_held_asked_for_once_and_answered_in_order() -> None:
    line = Line().logged_on()
    line.said()
    assert line.get(f"35=1|34=4|{HEAD}112=four|") == [f"35=2|34=2|{US}7=2|16=0|"]
    assert line.get(f"35=1|34=5|{HEAD}112=five|") == []
    assert line.told == ["logon"]
    assert line.get(f"35=D|34=2|43=Y|{HEAD}122={NOW}|11=two|") == []
    assert line.get(f"35=D|34=3|43=Y|{HEAD}122={NOW}|11=three|") == [
        f"35=0|34=3|{US}112=four|",
        f"35=0|34=4|{US}112=five|",
    ]
    assert line.told == ["D 2 again", "D 3 again"]
    assert line.store.next_in == 6


def test_a_second_gap_behind_the_first_is_asked_for_when_the_first_is_filled() -> None:
    line = Line().logged_on()
    assert line.get(f"35=0|34=3|{HEAD}") == [f"35=2|34=2|{US}7=2|16=0|"]
    assert line.get(f"35=0|34=6|{HEAD}") == []
    assert line.get(f"35=0|34=2|{HEAD}") == [f"35=2|34=3|{US}7=4|16=0|"]
    assert line.get(f"35=4|34=4|43=Y|{HEAD}122={NOW}|36=6|123=Y|") == []
    assert line.store.next_in == 7


def test_a_gap_is_asked_for_in_chunks() -> None:
    line = Line(resend_chunk=2).logged_on()
    assert line.get(f"35=0|34=7|{HEAD}") == [f"35=2|34=2|{US}7=2|16=3|"]
    assert line.get(f"35=0|34=2|{HEAD}") == []
    assert line.get(f"35=0|34=3|{HEAD}") == [f"35=2|34=3|{US}7=4|16=5|"]
    assert line.get(f"35=4|34=4|43=Y|{HEAD}122={NOW}|36=6|123=Y|") == [f"35=2|34=4|{US}7=6|16=6|"]
    assert line.get(f"35=0|34=6|{HEAD}") == []
    assert line.store.next_in == 8


def test_where_nothing_is_sent_again_a_gap_ends_the_connection() -> None:
    line = Line(resend=False).logged_on()
    assert line.get(f"35=0|34=3|{HEAD}") == [f"35=5|34=2|{US}58=MsgSeqNum too high, expecting 2 but received 3|"]
    assert line.session.closing


def test_of_two_sides_that_both_miss_something_each_is_answered() -> None:
    line = Line().logged_on()
    line.send("8", "37=one|")
    assert line.get(f"35=0|34=4|{HEAD}") == [f"35=2|34=3|{US}7=2|16=0|"]
    assert line.get(f"35=2|34=5|{HEAD}7=2|16=0|") == [
        f"35=8|34=2|43=Y|{US}122={NOW}.000|37=one|",
        f"35=4|34=3|43=Y|{US}122={NOW}.000|36=4|123=Y|",
    ]
    assert line.get(f"35=4|34=2|43=Y|{HEAD}122={NOW}|36=4|123=Y|") == []
    assert line.store.next_in == 6


# ---------------------------------------------------------------------- row 7


def test_too_low_a_number_ends_the_session() -> None:
    line = Line().logged_on()
    line.get(f"35=0|34=2|{HEAD}", f"35=0|34=3|{HEAD}")
    assert line.get(f"35=D|34=2|{HEAD}11=two|") == [f"35=5|34=2|{US}58=MsgSeqNum too low, expecting 4 but received 2|"]
    assert line.session.closing
    assert line.told == ["logon"]


# ---------------------------------------------------------------------- row 8


def test_poss_dup_that_was_seen_is_ignored_and_that_was_not_is_taken() -> None:
    line = Line().logged_on()
    assert line.get(f"35=D|34=2|{HEAD}11=two|") == []
    assert line.get(f"35=D|34=2|43=Y|{HEAD}122={NOW}|11=two|") == []
    assert line.get(f"35=D|34=3|43=Y|{HEAD}122={NOW}|11=three|") == []
    assert line.told == ["logon", "D 2", "D 3 again"]


@pytest.mark.parametrize("number", [2, 3])
def test_poss_dup_first_sent_after_it_was_sent(number: int) -> None:
    line = Line().logged_on()
    line.get(f"35=D|34=2|{HEAD}11=two|")
    assert line.get(f"35=D|34={number}|43=Y|{HEAD}122=20231114-22:13:30|11=two|") == [
        f"35=3|34=2|{US}45={number}|58=SendingTime accuracy problem|372=D|373=10|",
        f"35=5|34=3|{US}",
    ]
    assert line.told == ["logon", "D 2"]


@pytest.mark.parametrize(("number", "expected"), [(2, 3), (3, 4)])
def test_poss_dup_without_its_first_time(number: int, expected: int) -> None:
    line = Line().logged_on()
    line.get(f"35=D|34=2|{HEAD}11=two|")
    assert line.get(f"35=D|34={number}|43=Y|{HEAD}11=two|") == [
        f"35=3|34=2|{US}45={number}|58=Required tag missing|371=122|372=D|373=1|"
    ]
    assert line.store.next_in == expected


def test_poss_dup_without_its_first_time_where_a_venue_leaves_it_out() -> None:
    line = Line(require_orig_sending_time=False).logged_on()
    assert line.get(f"35=D|34=2|43=Y|{HEAD}11=two|") == []
    assert line.told == ["logon", "D 2 again"]


# ---------------------------------------------------------------------- row 9


def test_poss_resend_goes_to_the_application() -> None:
    line = Line().logged_on()
    line.get(f"35=D|34=2|{HEAD}97=Y|11=one|")
    assert line.told == ["logon", "D 2"]


# ---------------------------------------------------------------------- row 10


@pytest.mark.parametrize(
    "garbled",
    [
        wire(f"35=D|34=2|{HEAD}11=one|").replace(b"\x0110=", b"\x0110=9"),
        wire(f"35=D|34=2|{HEAD}11=one|").replace(b"11=one", b"11=two"),
        wire(f"35=D|34=2|{HEAD}11=one|").replace(b"\x019=5", b"\x019=4"),
        wire(f"34=2|35=D|{HEAD}11=one|"),
        wire(f"35=D|34=2|{HEAD}11|"),
        b"\x01\x02not fix at all",
    ],
)
def test_what_is_garbled_uses_no_number_up(garbled: bytes) -> None:
    line = Line().logged_on()
    assert line.get_bytes(garbled + wire(f"35=1|34=2|{HEAD}112=on|")) == [f"35=0|34=2|{US}112=on|"]
    assert not line.session.closing
    assert line.session.garbled == 1


def test_a_number_that_is_none_ends_the_session() -> None:
    line = Line().logged_on()
    assert line.get(f"35=D|{HEAD}11=one|") == [f"35=5|34=2|{US}58=MsgSeqNum missing|"]
    assert line.session.closing


# ---------------------------------------------------------------------- rows 11 to 13


def test_another_begin_string_ends_the_session() -> None:
    line = Line().logged_on()
    assert line.get_bytes(wire(f"35=1|34=2|{HEAD}112=on|", "FIX.4.1")) == [f"35=5|34=2|{US}58=Incorrect BeginString|"]
    assert not line.session.closing
    line.get(f"35=5|34=3|{HEAD}")
    assert line.session.closing


@pytest.mark.parametrize("head", [f"49=ME|52={NOW}|56=US|", f"49=THEM|52={NOW}|56=YOU|", f"49=ME|52={NOW}|56=YOU|"])
def test_somebody_else_in_a_running_session(head: str) -> None:
    line = Line().logged_on()
    assert line.get(f"35=D|34=2|{head}11=one|") == [
        f"35=3|34=2|{US}45=2|58=CompID problem|372=D|373=9|",
        f"35=5|34=3|{US}",
    ]
    assert line.told == ["logon"]
    line.get(f"35=5|34=3|{HEAD}")
    assert line.session.closing


@pytest.mark.parametrize("time", ["20231114-22:11:19", "20231114-22:15:21", "19700101-00:00:00"])
def test_a_time_too_far_from_ours(time: str) -> None:
    line = Line().logged_on()
    assert line.get(f"35=0|34=2|49=THEM|52={time}|56=US|") == [
        f"35=3|34=2|{US}45=2|58=SendingTime accuracy problem|372=0|373=10|",
        f"35=5|34=3|{US}",
    ]


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (f"49=THEM|52={NOW}|", "58=Required tag missing|371=56|372=0|373=1|"),
        (f"49=THEM|52={NOW}|56=|", "58=Tag specified without a value|371=56|372=0|373=4|"),
        (f"52={NOW}|56=US|", "58=Required tag missing|371=49|372=0|373=1|"),
        ("49=THEM|56=US|", "58=Required tag missing|371=52|372=0|373=1|"),
        ("49=THEM|52=now|56=US|", "58=Incorrect data format for value|371=52|372=0|373=6|"),
        ("49=THEM|52=20231314-22:13:20|56=US|", "58=Incorrect data format for value|371=52|372=0|373=6|"),
    ],
)
def test_a_header_that_lacks_something_is_rejected_and_the_session_goes_on(head: str, said: str) -> None:
    line = Line().logged_on()
    assert line.get(f"35=0|34=2|{head}") == [f"35=3|34=2|{US}45=2|{said}"]
    assert line.get(f"35=1|34=3|{HEAD}112=on|") == [f"35=0|34=3|{US}112=on|"]


@pytest.mark.parametrize("time", ["20231114-22:13:20.1", "20231114-22:13:20.123456", "20231114-22:13:20.123456789012"])
def test_times_with_any_fraction(time: str) -> None:
    line = Line().logged_on()
    assert line.get(f"35=0|34=2|49=THEM|52={time}|56=US|") == []
    assert line.store.next_in == 3


# ---------------------------------------------------------------------- row 15


def test_a_heartbeat_after_an_interval_of_silence() -> None:
    line = Line()
    line.connect()
    line.get(f"35=A|34=1|{HEAD}98=0|108=10|")
    assert line.wait(9.9) == []
    assert line.wait(0.1) == ["35=0|34=2|49=US|52=20231114-22:13:30.000|56=THEM|"]


def test_sending_puts_the_heartbeat_off() -> None:
    line = Line()
    line.connect()
    line.get(f"35=A|34=1|{HEAD}98=0|108=10|")
    line.wait(6)
    line.send("8", "37=one|")
    assert line.wait(5) == []


def test_silence_is_asked_about_then_the_connection_ends() -> None:
    line = Line()
    line.connect()
    line.get(f"35=A|34=1|{HEAD}98=0|108=10|")
    assert line.wait(12) == [
        "35=0|34=2|49=US|52=20231114-22:13:30.000|56=THEM|",
        "35=1|34=3|49=US|52=20231114-22:13:32.000|56=THEM|112=TEST|",
    ]
    assert line.wait(11.9) == []
    assert not line.session.closing
    line.wait(0.1)
    assert line.session.closing


def test_any_message_answers_the_question() -> None:
    line = Line()
    line.connect()
    line.get(f"35=A|34=1|{HEAD}98=0|108=10|")
    line.wait(12)
    line.get("35=0|34=2|49=THEM|52=20231114-22:13:32|56=US|112=TEST|")
    assert line.wait(11.9) == ["35=0|34=4|49=US|52=20231114-22:13:42.000|56=THEM|"]
    assert line.wait(0.1) == ["35=1|34=5|49=US|52=20231114-22:13:44.000|56=THEM|112=TEST|"]


def test_no_heartbeats_where_the_interval_is_0() -> None:
    line = Line()
    line.connect()
    line.get(f"35=A|34=1|{HEAD}98=0|108=0|")
    assert line.wait(100_000) == []
    assert not line.session.closing


# ---------------------------------------------------------------------- rows 16 and 17


def test_a_test_request_is_answered_with_its_id() -> None:
    line = Line().logged_on()
    assert line.get(f"35=1|34=2|{HEAD}112=HELLO=1|") == [f"35=0|34=2|{US}112=HELLO=1|"]


@pytest.mark.parametrize("msg_type", ["3", "j"])
def test_a_reject_uses_its_number_up_and_is_not_answered(msg_type: str) -> None:
    line = Line().logged_on()
    assert line.get(f"35={msg_type}|34=2|{HEAD}45=1|58=no|") == []
    assert line.told == ["logon", "rejected 1: no"]
    assert line.store.next_in == 3


def test_what_is_wrong_with_a_held_message_is_told_when_its_turn_comes() -> None:
    line = Line(codec=Wrong({"D": FieldError(RejectReason.INCORRECT_DATA_FORMAT_FOR_VALUE, 126)})).logged_on()
    line.get(f"35=1|34=3|{HEAD}112=three|")
    assert line.get(f"35=D|34=2|43=Y|{HEAD}122={NOW}|126=20040415|") == [
        f"35=3|34=3|{US}45=2|58=Incorrect data format for value|371=126|372=D|373=6|",
        f"35=0|34=4|{US}112=three|",
    ]


def test_an_application_that_fails_does_not_end_the_session() -> None:
    application = Remembering()
    application.fails = {"D": RuntimeError("a bug")}
    line = Line(application=application).logged_on()
    assert line.get(f"35=D|34=2|{HEAD}11=one|", f"35=1|34=3|{HEAD}112=on|") == [f"35=0|34=2|{US}112=on|"]
    assert line.store.next_in == 4
