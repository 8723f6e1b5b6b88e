"""Rules of logging on and of starting over: rows 1 to 5, 29 and 30 of the session's checklist, some of 31."""

from __future__ import annotations

import pytest
from fix_line import HEAD, NOW, Line, Remembering, Wrong, shown, wire
from venue_runtime.clock import NS_PER_S, ManualClock
from venue_runtime.fix.config import Role
from venue_runtime.fix.interfaces import LogonRefused
from venue_runtime.fix.message import FieldError, RejectReason
from venue_runtime.fix.store import MemoryStore

LOGON = f"35=A|34=1|{HEAD}98=0|108=30|"


def test_the_bytes_of_a_logon_and_of_its_answer() -> None:
    client, venue = Line(Role.INITIATOR), Line()
    client.session.connected()
    asked = client.session.outgoing()
    assert shown(asked) == ("8=FIX.4.4|9=61|35=A|34=1|49=US|52=20231114-22:13:20.000|56=THEM|98=0|108=30|10=187|")
    venue.session.connected()
    venue.session.receive(wire(LOGON))
    assert shown(venue.session.outgoing()) == (
        "8=FIX.4.4|9=61|35=A|34=1|49=US|52=20231114-22:13:20.000|56=THEM|98=0|108=30|10=187|"
    )
    assert venue.session.logged_on


# ---------------------------------------------------------------------- row 1


@pytest.mark.parametrize(
    "first",
    [
        f"35=0|34=1|{HEAD}",
        f"35=D|34=1|{HEAD}11=one|",
        f"35=5|34=1|{HEAD}",
        f"35=3|34=1|{HEAD}45=1|",
        f"35=A|{HEAD}98=0|108=30|",  # no MsgSeqNum
        f"35=A|34=1|{HEAD}98=0|",  # no HeartBtInt
        f"35=A|34=1|{HEAD}98=0|108=often|",
    ],
)
def test_a_first_message_that_is_no_valid_logon_is_not_answered(first: str) -> None:
    line = Line()
    line.connect()
    assert line.get(first) == []
    assert line.session.closing
    assert line.told == []
    assert (line.store.next_in, line.store.next_out) == (1, 1)


def test_a_logon_that_the_dictionary_refuses_is_not_answered() -> None:
    line = Line(codec=Wrong({"A": FieldError(RejectReason.REQUIRED_TAG_MISSING, 98)}))
    line.connect()
    assert line.get(LOGON) == []
    assert line.session.closing


def test_garbage_before_a_logon_ends_the_connection() -> None:
    line = Line()
    line.connect()
    assert line.get_bytes(b"GET / HTTP/1.1\r\n\r\n8=FIX.4.4\x01") == []
    assert line.session.closing


# ---------------------------------------------------------------------- row 2


def test_a_logon_is_answered_by_a_logon() -> None:
    line = Line()
    line.connect()
    assert line.get(LOGON) == [f"35=A|34=1|49=US|52={NOW}.000|56=THEM|98=0|108=30|"]
    assert line.told == ["logon"]
    assert (line.store.next_in, line.store.next_out) == (2, 2)


def test_the_answer_takes_the_interval_of_the_initiator() -> None:
    line = Line(heartbeat=30)
    line.connect()
    assert line.get(f"35=A|34=1|{HEAD}98=0|108=7|") == [f"35=A|34=1|49=US|52={NOW}.000|56=THEM|98=0|108=7|"]
    assert line.wait(7) == ["35=0|34=2|49=US|52=20231114-22:13:27.000|56=THEM|"]


@pytest.mark.parametrize(
    "logon",
    [
        f"35=A|34=1|49=ME|52={NOW}|56=US|98=0|108=30|",
        f"35=A|34=1|49=THEM|52={NOW}|56=YOU|98=0|108=30|",
        f"35=A|34=1|52={NOW}|56=US|98=0|108=30|",
        "35=A|34=1|49=THEM|52=20231114-22:11:19|56=US|98=0|108=30|",
        "35=A|34=1|49=THEM|52=20231114-22:15:21|56=US|98=0|108=30|",
        "35=A|34=1|49=THEM|52=yesterday|56=US|98=0|108=30|",
        "35=A|34=1|49=THEM|56=US|98=0|108=30|",
    ],
)
def test_a_logon_of_somebody_else_or_of_another_time_is_not_answered(logon: str) -> None:
    line = Line()
    line.connect()
    assert line.get(logon) == []
    assert line.session.closing


def test_a_logon_of_another_version_is_not_answered() -> None:
    line = Line()
    line.connect()
    assert line.get_bytes(wire(LOGON, "FIX.4.2")) == []
    assert line.session.closing


def test_two_minutes_apart_are_not_too_far_and_the_check_can_be_off() -> None:
    near, off = Line(), Line(check_latency=False)
    near.connect()
    off.connect()
    assert len(near.get("35=A|34=1|49=THEM|52=20231114-22:11:20|56=US|98=0|108=30|")) == 1
    assert len(off.get("35=A|34=1|49=THEM|52=20010101-00:00:00|56=US|98=0|108=30|")) == 1


def test_fixt_needs_the_version_of_its_application_messages() -> None:
    line = Line(begin="FIXT.1.1", default_appl_ver_id="9")
    line.connect()
    assert line.get(LOGON) == []
    assert line.session.closing
    again = Line(begin="FIXT.1.1", default_appl_ver_id="9")
    again.connect()
    assert again.get(f"{LOGON}1137=9|") == [f"35=A|34=1|49=US|52={NOW}.000|56=THEM|98=0|108=30|1137=9|"]


def test_what_the_application_adds_to_a_logon_is_told_what_it_signs() -> None:
    application = Remembering()
    application.logon_fields = "553=key|554=secret|"
    line = Line(Role.INITIATOR, application=application, sending_time_digits=6, reset="every_logon")
    assert line.connect() == [f"35=A|34=1|49=US|52={NOW}.000000|56=THEM|98=0|108=30|141=Y|553=key|554=secret|"]
    assert dict(application.header) == {"35": "A", "49": "US", "56": "THEM", "34": "1", "52": f"{NOW}.000000"}


def test_a_logon_that_the_application_refuses_is_answered_by_a_logout() -> None:
    application = Remembering()
    application.fails = {"A": LogonRefused("unknown key")}
    line = Line(application=application)
    line.connect()
    assert line.get(LOGON) == [f"35=5|34=1|49=US|52={NOW}.000|56=THEM|58=unknown key|"]
    assert line.session.closing
    assert line.told == []


# ---------------------------------------------------------------------- row 3


@pytest.mark.parametrize(("begin", "infinity"), [("FIX.4.0", "999999"), ("FIX.4.1", "999999"), ("FIX.4.2", "0")])
def test_a_logon_with_too_high_a_number_is_answered_then_what_is_missing_asked_for(begin: str, infinity: str) -> None:
    line = Line(begin=begin, sending_time_digits=0)
    line.connect()
    assert line.get(f"35=A|34=5|{HEAD}98=0|108=30|") == [
        f"35=A|34=1|49=US|52={NOW}|56=THEM|98=0|108=30|",
        f"35=2|34=2|49=US|52={NOW}|56=THEM|7=1|16={infinity}|",
    ]
    assert line.store.next_in == 1
    assert line.get(f"35=4|34=1|43=Y|{HEAD}122={NOW}|36=6|123=Y|") == []
    assert line.store.next_in == 6


def test_an_answer_with_too_high_a_number_makes_the_initiator_ask_too() -> None:
    line = Line(Role.INITIATOR)
    line.connect()
    assert line.get(f"35=A|34=3|{HEAD}98=0|108=30|") == [f"35=2|34=2|49=US|52={NOW}.000|56=THEM|7=1|16=0|"]
    assert line.session.logged_on


@pytest.mark.parametrize("role", list(Role))
def test_a_logon_with_too_low_a_number_is_refused(role: Role) -> None:
    line = Line(role)
    line.store.commit([], 4, 9)
    line.connect()
    said = line.get(LOGON)
    number = 4 if role is Role.ACCEPTOR else 5
    text = "58=MsgSeqNum too low, expecting 9 but received 1|"
    assert said == [f"35=5|34={number}|49=US|52={NOW}.000|56=THEM|{text}"]
    assert line.session.closing


# ---------------------------------------------------------------------- row 5 and reset rules


def test_a_reset_in_a_running_session_is_answered_and_both_sides_start_over() -> None:
    line = Line().logged_on()
    line.get(f"35=0|34=2|{HEAD}")
    line.send("D", "11=one|")
    assert line.get(f"35=A|34=1|{HEAD}98=0|108=30|141=Y|") == [
        f"35=A|34=1|49=US|52={NOW}.000|56=THEM|98=0|108=30|141=Y|"
    ]
    assert (line.store.next_in, line.store.next_out) == (2, 2)
    assert list(line.store.messages(1, 9)) == []
    assert line.get(f"35=1|34=2|{HEAD}112=on|") == [f"35=0|34=2|49=US|52={NOW}.000|56=THEM|112=on|"]


def test_a_reset_that_we_ask_for() -> None:
    line = Line(Role.INITIATOR).logged_on()
    line.send("D", "11=one|")
    line.session.reset()
    assert line.said() == [f"35=A|34=1|49=US|52={NOW}.000|56=THEM|98=0|108=30|141=Y|"]
    assert line.get(f"35=A|34=1|{HEAD}98=0|108=30|141=Y|") == []
    assert (line.store.next_in, line.store.next_out) == (2, 2)
    assert line.send("D", "11=two|") == [f"35=D|34=2|49=US|52={NOW}.000|56=THEM|11=two|"]


def test_a_logon_with_the_flag_starts_over_wherever_the_numbers_were() -> None:
    line = Line()
    line.store.commit([(7, b"")], 8, 9)
    line.connect()
    assert line.get(f"{LOGON}141=Y|") == [f"35=A|34=1|49=US|52={NOW}.000|56=THEM|98=0|108=30|141=Y|"]
    assert (line.store.next_in, line.store.next_out) == (2, 2)


def test_an_acceptor_that_always_starts_over_does_not_say_so() -> None:
    line = Line(reset="every_logon")
    line.store.commit([], 8, 9)
    line.connect()
    assert line.get(LOGON) == [f"35=A|34=1|49=US|52={NOW}.000|56=THEM|98=0|108=30|"]


def test_fix_4_0_has_no_flag() -> None:
    line = Line(Role.INITIATOR, begin="FIX.4.0", reset="every_logon")
    line.store.commit([], 8, 9)
    assert line.connect() == [f"35=A|34=1|49=US|52={NOW}|56=THEM|98=0|108=30|"]


def test_an_answer_that_starts_over_unasked_counts_our_logon_as_the_first_message() -> None:
    line = Line(Role.INITIATOR)
    line.store.commit([], 8, 9)
    assert line.connect() == [f"35=A|34=8|49=US|52={NOW}.000|56=THEM|98=0|108=30|"]
    assert line.get(f"{LOGON}141=Y|") == []
    assert line.session.logged_on
    assert (line.store.next_in, line.store.next_out) == (2, 2)


def test_numbers_go_on_after_a_disconnect() -> None:
    line = Line(Role.INITIATOR).logged_on()
    line.send("D", "11=one|")
    line.session.disconnected()
    assert line.connect() == [f"35=A|34=3|49=US|52={NOW}.000|56=THEM|98=0|108=30|"]
    assert line.get(f"35=A|34=2|{HEAD}98=0|108=30|") == []
    assert line.session.logged_on


def test_numbers_start_over_at_a_time_of_the_day() -> None:
    ten_pm = 22 * 3600
    clock = ManualClock()  # 22:13:20
    old = MemoryStore(clock.time_ns() - 14 * 60 * NS_PER_S)  # 21:59:20
    old.commit([], 8, 9)
    line = Line(Role.INITIATOR, clock=clock, store=old, reset_at=ten_pm)
    assert line.connect() == [f"35=A|34=1|49=US|52={NOW}.000|56=THEM|98=0|108=30|"]
    line.store.commit([], 8, 9)
    line.session.disconnected()
    assert line.connect() == [f"35=A|34=8|49=US|52={NOW}.000|56=THEM|98=0|108=30|"]  # began at 22:13:20


# ---------------------------------------------------------------------- rows 29 and 30


@pytest.mark.parametrize("role", list(Role))
def test_a_logon_that_does_not_come_ends_the_connection(role: Role) -> None:
    line = Line(role, logon_timeout=10.0)
    line.connect()
    assert line.wait(9.9) == []
    assert not line.session.closing
    assert line.wait(0.1) == []
    assert line.session.closing


def test_a_logon_answered_by_a_logout() -> None:
    line = Line(Role.INITIATOR)
    line.connect()
    assert line.get(f"35=5|34=1|{HEAD}58=bad credentials|") == [f"35=5|34=2|49=US|52={NOW}.000|56=THEM|"]
    assert line.session.closing
    assert line.told == ["logout: bad credentials"]


def test_a_logon_answered_by_a_reject() -> None:
    line = Line(Role.INITIATOR)
    line.connect()
    assert line.get(f"35=3|34=1|{HEAD}45=1|58=no such key|") == []
    assert line.session.closing
    assert line.told == ["rejected 1: no such key"]


def test_a_logon_answered_by_anything_else() -> None:
    line = Line(Role.INITIATOR)
    line.connect()
    assert line.get(f"35=8|34=1|{HEAD}37=1|") == []
    assert line.session.closing


# ---------------------------------------------------------------------- row 31: NextExpectedMsgSeqNum


def test_what_the_logon_says_is_missing_is_sent_without_being_asked_for() -> None:
    line = Line(next_expected=True)
    line.connect()
    line.get(f"{LOGON}789=1|")
    line.send("8", "37=one|")
    line.send("8", "37=two|")
    line.session.disconnected()
    line.connect()
    assert line.get(f"35=A|34=2|{HEAD}98=0|108=30|789=3|") == [
        f"35=A|34=4|49=US|52={NOW}.000|56=THEM|98=0|108=30|789=3|",
        f"35=8|34=3|43=Y|49=US|52={NOW}.000|56=THEM|122={NOW}.000|37=two|",
    ]


def test_a_gap_at_logon_is_not_asked_for_where_the_logon_tells_it() -> None:
    line = Line(next_expected=True)
    line.connect()
    assert line.get(f"35=A|34=5|{HEAD}98=0|108=30|789=1|") == [
        f"35=A|34=1|49=US|52={NOW}.000|56=THEM|98=0|108=30|789=1|"
    ]
    line.get(f"35=4|34=1|43=Y|{HEAD}122={NOW}|36=5|123=Y|")
    assert line.store.next_in == 6


def test_a_counterparty_that_expects_more_than_was_sent_is_logged_out() -> None:
    line = Line(next_expected=True)
    line.connect()
    assert line.get(f"{LOGON}789=9|") == [
        f"35=5|34=1|49=US|52={NOW}.000|56=THEM|58=NextExpectedMsgSeqNum too high, expecting 1 but received 9|"
    ]
    assert line.session.closing
