"""What is learned fast is what is learned slowly: forms change no result, and what surely fits is no misfit."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from venuegen.check.decode import misfits
from venuegen.importing.fitting import Fitting
from venuegen.importing.forms import Forms
from venuegen.importing.learning import Learner, kind_of_frame, kind_of_text
from venuegen.importing.payload import Payload, parsed
from venuegen.lang.wire_types import TypeTable
from venuegen.report import Progress, Reporter
from venuegen.spec.model import Spec


def made_up(seed: int, count: int) -> Iterator[dict[str, Any]]:
    """Messages of a few kinds, whose fields come, go, are null, and turn to fractions late."""
    rng = random.Random(seed)
    for number in range(count):
        match rng.randrange(3):
            case 0:
                made: dict[str, Any] = {
                    "type": "trade",
                    "id": number,
                    "price": f"{rng.randrange(1, 999)}.{rng.randrange(99)}",
                    "side": rng.choice(["buy", "sell"] if number < 900 else ["buy", "sell", "none"]),
                    "fee": None if rng.random() < 0.3 else rng.choice([1, 2] if number < 700 else [1, 0.5]),
                }
                if rng.random() < 0.2:
                    made["note"] = rng.choice(["", "a note", "another"])
            case 1:
                rows = [{"ccy": rng.choice(["AAA", "BBB"]), "free": rng.random()} for _ in range(rng.randrange(4))]
                if rng.random() < 0.1:
                    rows.append({"ccy": "CCC", "free": 0.0, "locked": 1.0})  # type: ignore[dict-item]
                made = {"type": "balance", "rows": rows, "at": {"ts": 1_700_000_000_000 + number}}
            case _:
                made = {"type": "book", "bids": [["1.5", "2"], ["1.4", "1"]][: rng.randrange(3)], "seq": number}
        yield made


class NoForms(Forms):
    def take(self, text: str) -> bool:
        return False


@pytest.mark.parametrize("seed", range(6))
def test_forms_change_nothing_of_what_is_learned(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    results = []
    for forms in (Forms, NoForms):
        monkeypatch.setattr("venuegen.importing.learning.Forms", forms)
        learner = Learner()
        for line, each in enumerate(made_up(seed, 1200), 1):
            text = msgspec.json.encode(each).decode()
            learner.take(kind_of_text(text), Payload("frame", "", "wss://x", text, "file", line))
        if forms is Forms:
            hits = {each.name: sum(form.hits for form in each.forms.made) for each in learner.groups.values()}
            assert all(each >= 50 for each in hits.values()), hits
        results.append((learner.proposals(), list(learner.told())))
    assert results[0] == results[1]


def test_a_frame_is_told_by_its_text_as_by_its_value() -> None:
    shown = [
        {"type": "x", "topic": "/market/AAA-BBB", "data": {"type": "deep"}},
        {"b": 1, "a": [2]},
        {"e": 5, "arg": {"channel": "books", "instId": "AAA-BBB"}},
        [1, "trades", "AAA-BBB"],
        "pong",
        7,
    ]
    for each in shown:
        assert kind_of_text(msgspec.json.encode(each).decode()) == kind_of_frame(each)
    assert kind_of_text("no JSON") == ""


SPEC: dict[str, Any] = {
    "spec": 1, "venue": "x", "title": "x", "doc": "x", "checked": "2026-01-01",
    "environments": {"production": {"urls": {}}},
    "enums": {"Side": ["buy", "sell"], "Code": {"wire": "int", "values": {"1": "one", "2": "two"}}},
    "types": {
        "Inner": {"a": "opt<int>", "b": "null<decimal>"},
        "Row": ["price digits", "quantity number", "count opt<int>"],
        "All": {
            "text": "str", "number": "number", "money": "decimal", "whole": "int_text", "blank": "blank<decimal>",
            "side": "opt<Side>", "code": "opt<Code>", "time": "iso", "day": "opt<day>", "flag": "bool",
            "inner": "opt<Inner>", "rows": "list<Row>", "map": "map<int>", "any": "json",
        },
    },
}  # fmt: skip
POOL: list[Any] = [
    None, True, False, 0, 1, 2, -7, 1.5, "", "x", "1", "1.50", "-3", "NaN", "1e5", "buy", "hold", "2026-01-01",
    "2026-01-01T00:00:00Z", [], {}, ["1", 2], ["1", 2, 3], [["1.0", 2.5, 3]], [["1", "x"]], {"a": 1, "b": "2"},
    {"b": None}, {"k": 1},
]  # fmt: skip
GOOD: dict[str, Any] = {
    "text": "x", "number": 1.5, "money": "1.5", "whole": "7", "blank": "", "time": "2026-01-01T00:00:00Z",
    "flag": True, "rows": [["1.5", 2, 3], ["1", 0.5]], "map": {"k": 1}, "any": {"x": []},
}  # fmt: skip


def test_what_surely_fits_has_no_misfit() -> None:
    table = TypeTable.build(msgspec.convert(SPEC, Spec))
    fitting = Fitting(table)
    assert fitting.fits(GOOD, "All")
    rng = random.Random(1)
    sure = 0
    for _ in range(4000):
        value = dict(GOOD)
        for wire in rng.sample([*SPEC["types"]["All"], "more"], 2):
            value[wire] = rng.choice(POOL)
        if rng.random() < 0.1:
            value.pop(rng.choice([*value]))
        text = msgspec.json.encode(value).decode()
        if fitting.fits(msgspec.json.decode(text), "All"):
            sure += 1
            assert not list(misfits(parsed(text), table.parse("All"), table)), text
            assert value.get("side") in (None, "buy", "sell")
    assert sure > 100


def test_numbers_keep_their_digits_and_what_is_nearly_json_is_read() -> None:
    assert parsed('{"a": 1.10, "b": 7}') == {"a": Decimal("1.10"), "b": 7}
    assert parsed('{"a": NaN}') == {"a": "NaN"}
    assert parsed("pong") is None


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stream", "as_json", "expected"), [
    (Terminal(), False, "\r\x1b[2Kseen: 64 read, 64 a second\r\x1b[2Kseen: 128 read, 64 a second\r\x1b[2K"),
    (Terminal(), True, ""),
    (io.StringIO(), False, ""),
])  # fmt: skip
def test_a_terminal_shows_how_far_it_is_and_nothing_else_does(
    stream: io.StringIO, as_json: bool, expected: str
) -> None:
    times = iter(range(10))
    progress = Progress(Reporter(as_json=as_json, err=stream), clock=lambda: float(next(times)))
    assert list(progress.of(range(150), "seen")) == list(range(150))
    assert stream.getvalue() == expected
