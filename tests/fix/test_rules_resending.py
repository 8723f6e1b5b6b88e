"""Rules of sending again, of numbers that are moved and of Logout: rows 18 to 21 of the checklist, some of 31."""

from __future__ import annotations

import pytest
from fix_line import HEAD, NOW, Line, Remembering, Text, shown, wire
from venue_runtime.errors import TransportError
from venue_runtime.fix.config import Role
from venue_runtime.fix.message import FieldError, Message, RejectReason
from venue_runtime.fix.store import MemoryStore

US = f"49=US|52={NOW}.000|56=THEM|"
AGAIN = f"43=Y|{US}122={NOW}.000|"
LATER = f"43=Y|49=US|52=20231114-22:13:25.000|56=THEM|122={NOW}.000|"


def test_the_bytes_of_a_message_sent_again() -> None:
    line = Line().logged_on()
    line.session.send(Text("D", "11=one|"))
    assert shown(line.session.outgoing()) == (
        "8=FIX.4.4|9=56|35=D|34=2|49=US|52=20231114-22:13:20.000|56=THEM|11=one|10=140|"
    )
    line.wait(5)
    line.session.receive(wire(f"35=2|34=2|{HEAD}7=2|16=2|"))
    assert shown(line.session.outgoing()) == (
        "8=FIX.4.4|9=87|35=D|34=2|43=Y|49=US|52=20231114-22:13:25.000|56=THEM|122=20231114-22:13:20.000|11=one|10=125|"
    )


# ---------------------------------------------------------------------- row 18


def _traffic() -> Line:
    """1 Logon, 2 and 3 Heartbeats, 4 and 5 orders, 6 Heartbeat, 7 order; all of them at 22:13:20, now it is :25."""
    line = Line().logged_on()
    for number in (2, 3):
        line.get(f"35=1|34={number}|{HEAD}112=on|")
    line.send("D", "11=four|")
    line.send("D", "11=five|")
    line.get(f"35=1|34=4|{HEAD}112=on|")
    line.send("D", "11=seven|")
    line.wait(5)
    return line


def fill(first: int, following: int) -> str:
    return (
        f"35=4|34={first}|43=Y|49=US|52=20231114-22:13:25.000|56=THEM|122=20231114-22:13:25.000|36={following}|123=Y|"
    )


FOUR, FIVE, SEVEN = f"35=D|34=4|{LATER}11=four|", f"35=D|34=5|{LATER}11=five|", f"35=D|34=7|{LATER}11=seven|"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("7=1|16=3|", [fill(1, 4)]),
        ("7=2|16=3|", [fill(2, 4)]),
        ("7=2|16=2|", [fill(2, 3)]),
        ("7=4|16=5|", [FOUR, FIVE]),
        ("7=1|16=5|", [fill(1, 4), FOUR, FIVE]),
        ("7=5|16=6|", [FIVE, fill(6, 7)]),
        ("7=6|16=7|", [fill(6, 7), SEVEN]),
        ("7=1|16=0|", [fill(1, 4), FOUR, FIVE, fill(6, 7), SEVEN]),
        ("7=1|16=999999|", [fill(1, 4), FOUR, FIVE, fill(6, 7), SEVEN]),
        ("7=7|16=100|", [SEVEN]),
        ("7=8|16=0|", []),
    ],
)
def test_orders_are_sent_again_and_the_sessions_own_messages_filled(asked: str, said: list[str]) -> None:
    line = _traffic()
    assert line.get(f"35=2|34=5|{HEAD}{asked}") == said
    assert line.send("D", "11=eight|") == ["35=D|34=8|49=US|52=20231114-22:13:25.000|56=THEM|11=eight|"]


@pytest.mark.parametrize("asked", ["7=0|16=0|", "7=9|16=0|"])
def test_a_request_for_what_was_never_sent_is_rejected(asked: str) -> None:
    line = _traffic()
    assert line.get(f"35=2|34=5|{HEAD}{asked}") == [
        "35=3|34=8|49=US|52=20231114-22:13:25.000|56=THEM|45=5|"
        "58=Value is incorrect (out of range) for this tag|371=7|372=2|373=5|"
    ]


def test_a_reject_is_sent_again_too() -> None:
    application = Remembering()
    application.fails = {"D": FieldError(RejectReason.VALUE_IS_INCORRECT, 40)}
    line = Line(application=application).logged_on()
    reject = "58=Value is incorrect (out of range) for this tag|371=40|372=D|373=5|"
    assert line.get(f"35=D|34=2|{HEAD}40=w|") == [f"35=3|34=2|{US}45=2|{reject}"]
    assert line.get(f"35=2|34=3|{HEAD}7=1|16=0|") == [
        f"35=4|34=1|{AGAIN}36=2|123=Y|",
        f"35=3|34=2|{AGAIN}45=2|{reject}",
    ]


def test_what_the_application_calls_stale_is_filled() -> None:
    application = Remembering()
    application.stale = {3}
    line = Line(application=application).logged_on()
    for name in ("two", "three", "four"):
        line.send("D", f"11={name}|")
    assert line.get(f"35=2|34=2|{HEAD}7=2|16=0|") == [
        f"35=D|34=2|{AGAIN}11=two|",
        f"35=4|34=3|{AGAIN}36=4|123=Y|",
        f"35=D|34=4|{AGAIN}11=four|",
    ]


def test_where_nothing_is_sent_again_everything_is_filled() -> None:
    line = Line(resend=False).logged_on()
    line.send("D", "11=two|")
    assert line.get(f"35=2|34=2|{HEAD}7=1|16=0|") == [f"35=4|34=1|{AGAIN}36=3|123=Y|"]


def test_a_request_that_was_answered_before_is_answered_again_whatever_its_number() -> None:
    line = Line().logged_on()
    line.send("D", "11=two|")
    again = [f"35=D|34=2|{AGAIN}11=two|"]
    assert line.get(f"35=2|34=2|{HEAD}7=2|16=2|") == again
    assert line.get(f"35=2|34=2|{HEAD}7=2|16=2|") == again
    assert line.store.next_in == 3


def test_a_long_answer_is_written_in_pieces_and_new_messages_pass() -> None:
    line = Line().logged_on()
    for number in range(2, 602):
        line.send("D", f"11={number}|")
    line.session.receive(wire(f"35=2|34=2|{HEAD}7=2|16=0|"))
    first = line.session.outgoing()
    assert line.session.pending
    assert first.count(b"\x0143=Y\x01") < 600
    line.session.send(Text("D", "11=new|"))
    said = line.said()
    assert sum("43=Y" in text for text in said) == 600 - first.count(b"\x0143=Y\x01")
    assert said[0] == f"35=D|34=602|{US}11=new|"
    assert not line.session.pending


def test_messages_of_before_a_reconnect_are_sent_again() -> None:
    line = Line().logged_on()
    line.send("D", "11=two|")
    line.session.disconnected()
    line.connect()
    line.get(f"35=A|34=2|{HEAD}98=0|108=30|")
    assert line.get(f"35=2|34=3|{HEAD}7=2|16=0|") == [
        f"35=D|34=2|{AGAIN}11=two|",
        f"35=4|34=3|{AGAIN}36=4|123=Y|",
    ]


# ---------------------------------------------------------------------- row 19: gap fills


def test_a_gap_fill_in_its_place() -> None:
    line = Line().logged_on()
    assert line.get(f"35=4|34=2|{HEAD}36=20|123=Y|", f"35=1|34=20|{HEAD}112=on|") == [f"35=0|34=2|{US}112=on|"]


def test_a_gap_fill_that_comes_too_early_is_held_too() -> None:
    line = Line().logged_on()
    assert line.get(f"35=4|34=10|{HEAD}36=20|123=Y|") == [f"35=2|34=2|{US}7=2|16=0|"]
    assert line.get(f"35=4|34=2|43=Y|{HEAD}122={NOW}|36=10|123=Y|") == []
    assert line.store.next_in == 20


def test_a_gap_fill_that_was_seen() -> None:
    line = Line().logged_on()
    assert line.get(f"35=4|34=1|43=Y|{HEAD}122={NOW}|36=20|123=Y|", f"35=1|34=2|{HEAD}112=on|") == [
        f"35=0|34=2|{US}112=on|"
    ]
    assert line.get(f"35=4|34=1|{HEAD}36=20|123=Y|") == [
        f"35=5|34=3|{US}58=MsgSeqNum too low, expecting 3 but received 1|"
    ]
    assert line.session.closing


@pytest.mark.parametrize("following", [1, 2])
def test_a_gap_fill_backwards_is_rejected_and_used_up(following: int) -> None:
    line = Line().logged_on()
    assert line.get(f"35=4|34=2|{HEAD}36={following}|123=Y|") == [
        f"35=3|34=2|{US}45=2|58=Value is incorrect (out of range) for this tag|371=36|372=4|373=5|"
    ]
    assert line.store.next_in == 3


def test_a_gap_fill_passes_over_what_was_held() -> None:
    line = Line().logged_on()
    line.get(f"35=D|34=4|{HEAD}11=four|")
    line.get(f"35=D|34=6|{HEAD}11=six|")
    line.get(f"35=4|34=2|43=Y|{HEAD}122={NOW}|36=6|123=Y|")
    assert line.told == ["logon", "D 6"]
    assert line.store.next_in == 7


# ---------------------------------------------------------------------- row 20: resets


@pytest.mark.parametrize("flag", ["", "123=N|"])
def test_a_reset_forward_whatever_its_own_number(flag: str) -> None:
    line = Line().logged_on()
    assert line.get(f"35=4|34=0|{HEAD}36=25|{flag}", f"35=1|34=25|{HEAD}112=on|") == [f"35=0|34=2|{US}112=on|"]


@pytest.mark.parametrize("flag", ["", "123=N|"])
def test_a_reset_to_what_is_expected_anyway(flag: str) -> None:
    line = Line().logged_on()
    assert line.get(f"35=4|34=0|{HEAD}36=2|{flag}", f"35=1|34=2|{HEAD}112=on|") == [f"35=0|34=2|{US}112=on|"]


@pytest.mark.parametrize("flag", ["", "123=N|"])
def test_a_reset_backwards_is_rejected_and_uses_no_number_up(flag: str) -> None:
    line = Line().logged_on()
    assert line.get(f"35=4|34=0|{HEAD}36=1|{flag}", f"35=1|34=2|{HEAD}112=on|") == [
        f"35=3|34=2|{US}45=0|58=Value is incorrect (out of range) for this tag|372=4|373=5|",
        f"35=0|34=3|{US}112=on|",
    ]


def test_a_reset_ends_a_gap() -> None:
    line = Line().logged_on()
    line.get(f"35=D|34=9|{HEAD}11=nine|")
    assert line.get(f"35=4|34=0|{HEAD}36=9|") == []
    assert line.told == ["logon", "D 9"]
    assert line.get(f"35=0|34=12|{HEAD}") == [f"35=2|34=3|{US}7=10|16=0|"]


# ---------------------------------------------------------------------- row 21: Logout


def test_a_logout_is_answered_and_the_connection_closed() -> None:
    line = Line().logged_on()
    assert line.get(f"35=5|34=2|{HEAD}58=good night|") == [f"35=5|34=2|{US}"]
    assert line.session.closing
    assert line.told == ["logon", "logout: good night"]
    assert line.store.next_in == 3


def test_a_logout_that_comes_too_early_leaves_the_gap_for_the_next_logon() -> None:
    line = Line().logged_on()
    assert line.get(f"35=5|34=5|{HEAD}") == [f"35=5|34=2|{US}"]
    assert line.store.next_in == 2


def test_our_logout_waits_for_the_answer() -> None:
    line = Line().logged_on()
    line.session.logout("maintenance")
    assert line.said() == [f"35=5|34=2|{US}58=maintenance|"]
    assert not line.session.closing
    line.get(f"35=D|34=2|{HEAD}11=late|", f"35=5|34=3|{HEAD}")
    assert line.session.closing
    assert line.told == ["logon", "D 2", "logout: "]


def test_our_logout_does_not_wait_for_ever() -> None:
    line = Line(logout_timeout=2.0).logged_on()
    line.session.logout()
    line.said()
    assert line.wait(1.9) == []
    assert not line.session.closing
    line.wait(0.1)
    assert line.session.closing


def test_nothing_is_sent_nor_kept_without_a_session() -> None:
    line = Line(Role.INITIATOR)
    for moment in ("never connected", "logon not answered", "logged out", "disconnected"):
        if moment == "logon not answered":
            line.connect()
        elif moment == "logged out":
            line.get(f"35=A|34=1|{HEAD}98=0|108=30|")
            line.session.logout()
            line.said()
        elif moment == "disconnected":
            line.session.disconnected()
        with pytest.raises(TransportError) as raised:
            line.session.send(Text("D", "11=one|"))
        assert raised.value.sent is False, moment
    assert list(line.store.messages(1, 9)) == []
    assert line.store.next_out == 3


# ---------------------------------------------------------------------- rows 27 and 31: numbers


def test_a_32_bit_number_begins_again_at_0() -> None:
    wraps = 1 << 32
    store = MemoryStore()
    store.commit([], wraps - 2, wraps - 2)
    line = Line(store=store, wraps_at=wraps)
    line.connect()
    line.get(f"35=A|34={wraps - 2}|{HEAD}98=0|108=30|")
    assert line.get(f"35=1|34={wraps - 1}|{HEAD}112=on|") == [f"35=0|34={wraps - 1}|{US}112=on|"]
    assert line.get(f"35=1|34=0|{HEAD}112=on|") == [f"35=0|34=0|{US}112=on|"]
    assert (store.next_in, store.next_out) == (1, 1)
    assert line.get(f"35=0|34={wraps - 1}|43=Y|{HEAD}122={NOW}|") == []  # behind us, not 4 billion ahead
    line.send("D", "11=one|")
    assert line.get(f"35=2|34=1|{HEAD}7={wraps - 1}|16=0|") == [
        f"35=4|34={wraps - 1}|{AGAIN}36=1|123=Y|",
        f"35=D|34=1|{AGAIN}11=one|",
    ]


def test_every_message_tells_the_last_that_was_processed() -> None:
    line = Line(last_processed=True)
    line.connect()
    assert line.get(f"35=A|34=1|{HEAD}98=0|108=30|") == [f"35=A|34=1|{US}369=0|98=0|108=30|"]
    line.get(f"35=0|34=2|{HEAD}")
    assert line.send("D", "11=one|") == [f"35=D|34=2|{US}369=2|11=one|"]


def test_header_fields_of_application_messages() -> None:
    line = Line(header=((25000, "5000"),)).logged_on()
    assert line.send("D", "11=one|") == [f"35=D|34=2|{US}25000=5000|11=one|"]
    assert line.get(f"35=1|34=2|{HEAD}112=on|") == [f"35=0|34=3|{US}112=on|"]


@pytest.mark.parametrize(
    ("digits", "time"), [(0, NOW), (3, f"{NOW}.000"), (6, f"{NOW}.000000"), (9, f"{NOW}.000000000")]
)
def test_times_with_as_many_digits_as_asked_for(digits: int, time: str) -> None:
    line = Line(sending_time_digits=digits).logged_on()
    assert line.send("D", "11=one|") == [f"35=D|34=2|49=US|52={time}|56=THEM|11=one|"]


@pytest.mark.parametrize("begin", ["FIX.4.0", "FIX.4.1"])
def test_no_fractions_before_fix_4_2(begin: str) -> None:
    line = Line(begin=begin, sending_time_digits=3).logged_on()
    assert line.send("D", "11=one|") == [f"35=D|34=2|49=US|52={NOW}|56=THEM|11=one|"]


def test_what_still_comes_after_our_logout_is_taken_and_answered() -> None:
    class Answering(Remembering):
        def on_message(self, message: Message, ts_recv: int, /) -> None:
            self.sender.send(Text("8", f"37={message.get('11')}|"))

    application = Answering()
    line = Line(application=application).logged_on()
    application.attach(line.session)
    line.session.logout()
    line.said()
    assert line.get(f"35=D|34=2|{HEAD}11=late|") == [f"35=8|34=3|{US}37=late|"]
    with pytest.raises(TransportError):
        line.session.send(Text("D", "11=mine|"))


def test_a_text_of_somebody_cannot_become_a_field() -> None:
    line = Line().logged_on()
    line.session.logout("bye\x0149=THEM")
    assert line.said() == [f"35=5|34=2|{US}58=bye 49=THEM|"]


def test_an_initiator_sends_what_the_answer_to_its_logon_says_is_missing() -> None:
    line = Line(Role.INITIATOR, next_expected=True)
    assert line.connect() == [f"35=A|34=1|{US}98=0|108=30|789=1|"]
    line.get(f"35=A|34=1|{HEAD}98=0|108=30|789=2|")
    line.send("D", "11=two|")
    line.session.disconnected()
    assert line.connect() == [f"35=A|34=3|{US}98=0|108=30|789=2|"]
    assert line.get(f"35=A|34=2|{HEAD}98=0|108=30|789=2|") == [f"35=D|34=2|{AGAIN}11=two|"]
