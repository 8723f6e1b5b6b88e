"""Faults as text, and when they strike."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from venue_runtime.ids import SeededRandom
from venue_runtime.testing.faults import Fault, FaultPlan, FaultSyntaxError, describe_faults, parse_fault


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("gap:depth@5", Fault(name="gap", target="depth", at=5)),
        ("429:create_order*2", Fault(name="429", target="create_order", count=2)),
        ("429=30:create_order*2", Fault(name="429", target="create_order", count=2, value=D(30))),
        ("503:*", Fault(name="503")),
        ("timeout_after_accept:create_order", Fault(name="timeout_after_accept", target="create_order")),
        ("delay=0.5:trades%10", Fault(name="delay", target="trades", value=D("0.5"), count=None, probability=D("0.1"))),
        ("delay:trades", Fault(name="delay", target="trades", value=D(1))),
        ("drop:trades*all", Fault(name="drop", target="trades", count=None)),
        ("drop:trades@3*2%50", Fault(name="drop", target="trades", at=3, count=2, probability=D("0.5"))),
        ("clock_skew=-1.5s", Fault(name="clock_skew", value=D("-1.5"))),
        ("clock_skew", Fault(name="clock_skew", value=D(10))),
    ],
)
def test_text_form(text: str, fault: Fault) -> None:
    assert parse_fault(text) == fault


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("gpa:depth", "fault 'gpa:depth': unknown name 'gpa'; did you mean 'gap'?"),
        ("zzzzzz:depth", "unknown name 'zzzzzz'; known: bad_checksum, clock_skew"),
        ("200:depth", "HTTP status 200 is not between 400 and 599"),
        ("gap", "say where, as in gap:create_order or gap:* for everywhere"),
        ("gap:depth@0", "@0 is not a whole number from 1"),
        ("gap:depth*x", "*x is not a whole number from 1 or all"),
        ("gap:depth@1@2", "'@' is given twice"),
        ("drop:depth%0", "%0 is not a probability above 0 and up to 100"),
        ("drop:depth%101", "%101 is not a probability"),
        ("gap=3:depth", "gap takes no value"),
        ("delay=soon:depth", "'soon' is not a number of seconds"),
        ("delay=-1:depth", "'-1' is not a number of seconds"),
        ("clock_skew=5:depth", "concerns the whole venue and takes no target"),
        ("", "expected name[=value][:target][@n][*count][%probability], as in gap:depth@5"),
        ("gap:de pth", "expected name[=value]"),
    ],
)
def test_what_cannot_be_read_is_explained(text: str, message: str) -> None:
    with pytest.raises(FaultSyntaxError) as caught:
        parse_fault(text)
    assert message in str(caught.value)


def strikes(fault: str, times: int = 6) -> list[bool]:
    plan = FaultPlan([fault], SeededRandom(1))
    return [plan.strike(("drop",), "channel", "depth", "stream") is not None for _ in range(times)]


def test_when_a_fault_strikes() -> None:
    assert strikes("drop:depth") == [True, False, False, False, False, False]
    assert strikes("drop:stream@3*2") == [False, False, True, True, False, False]
    assert strikes("drop:*@5*all") == [False, False, False, False, True, True]
    assert strikes("drop:trades*all") == [False] * 6


def test_probability_is_seeded_and_close_to_what_was_asked() -> None:
    drawn = strikes("drop:depth%20", 2000)
    assert drawn == strikes("drop:depth%20", 2000)
    assert 330 < sum(drawn) < 470


def test_a_probability_needs_a_random_source() -> None:
    with pytest.raises(ValueError, match="needs an injected random source"):
        FaultPlan(["drop:depth%20"])


def test_two_faults_due_at_once_take_turns() -> None:
    plan = FaultPlan(["429:create_order", "503:create_order"])
    hits = [plan.strike(("429", "503"), "endpoint", "create_order") for _ in range(3)]
    assert [hit.name if hit else None for hit in hits] == ["429", "503", None]
    assert plan.struck == [("429", "create_order"), ("503", "create_order")]


def test_the_list_names_every_fault_and_where_it_strikes() -> None:
    lines = describe_faults()
    assert lines[0] == "drop                      channel/session           a frame is lost"
    assert lines[-1].startswith("429, 418, 503 …")
    assert len(lines) == 21
