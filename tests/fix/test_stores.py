"""Stores: what was kept is there after a kill, at whatever byte it came; row 27 of the session's checklist."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fix_line import HEAD, NOW, Line, Remembering, Text
from hypothesis import given, settings
from hypothesis import strategies as st
from venue_runtime.clock import NS_PER_S, ManualClock
from venue_runtime.errors import ConfigurationError
from venue_runtime.fix.config import SessionConfig
from venue_runtime.fix.filestore import FileStore, file_store
from venue_runtime.fix.message import Message
from venue_runtime.fix.sqlitestore import SqliteStore
from venue_runtime.fix.store import MemoryStore, Store

US = f"49=US|52={NOW}.000|56=THEM|"
BORN = 1_700_000_000 * NS_PER_S

Open = Callable[[], Store]


@pytest.fixture(params=["file", "file with fsync", "sqlite"])
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """A store that is opened again and again, as a process does that is started again."""
    made: list[Store] = []

    def opened() -> Store:
        if made:
            made.pop().close()
        clock = ManualClock()
        if request.param == "sqlite":
            made.append(SqliteStore(tmp_path / "fix.db", "session", clock=clock))
        else:
            made.append(FileStore(tmp_path / "session", fsync="fsync" in request.param, clock=clock))
        return made[0]

    yield opened
    for store in made:
        store.close()


def state(store: Store) -> tuple[int, int, list[tuple[int, bytes]]]:
    return store.next_out, store.next_in, list(store.messages(0, 99))


def test_a_new_store(reopen: Open) -> None:
    assert state(reopen()) == (1, 1, [])
    assert state(reopen()) == (1, 1, [])
    assert reopen().created_ns == BORN


def test_messages_and_numbers_survive(reopen: Open) -> None:
    store = reopen()
    store.commit([(2, b"two"), (3, b"three" * 1000)], 4, 7)
    assert state(store) == (4, 7, [(2, b"two"), (3, b"three" * 1000)])
    store.commit([], 5, 8)
    store.commit([(5, b"")], 6, 8)
    kept = (6, 8, [(2, b"two"), (3, b"three" * 1000), (5, b"")])
    assert state(store) == kept
    assert state(reopen()) == kept
    again = reopen()
    again.commit([(6, b"six")], 7, 9)
    assert list(again.messages(3, 6)) == [(3, b"three" * 1000), (5, b""), (6, b"six")]
    assert list(reopen().messages(4, 5)) == [(5, b"")]


def test_numbers_alone_survive(reopen: Open) -> None:
    store = reopen()
    for number in range(2, 12):
        store.commit([], number, number + 1)
    assert state(reopen()) == (11, 12, [])


def test_starting_over_forgets_the_messages(reopen: Open) -> None:
    store = reopen()
    store.commit([(1, b"old")], 9, 9)
    store.reset(BORN + 1)
    assert state(store) == (1, 1, [])
    assert state(reopen()) == (1, 1, [])
    assert reopen().created_ns == BORN + 1
    store = reopen()
    store.commit([(1, b"new")], 2, 1)
    assert state(reopen()) == (2, 1, [(1, b"new")])


def test_numbers_that_begin_again_at_0(reopen: Open) -> None:
    last = (1 << 32) - 1
    store = reopen()
    store.commit([(last, b"last")], 0, 5)
    store.commit([(0, b"first")], 1, 6)
    assert store.next_out == 1
    assert list(store.messages(0, 0)) == [(0, b"first")]
    assert list(reopen().messages(0, 0)) == [(0, b"first")]


def test_a_store_in_memory_keeps_as_much_as_it_is_told_to() -> None:
    store = MemoryStore(keep=2)
    for number in range(1, 6):
        store.commit([(number, b"%d" % number)], number + 1, 1)
    assert list(store.messages(1, 9)) == [(4, b"4"), (5, b"5")]


# ---------------------------------------------------------------------- files


def test_a_directory_belongs_to_one_process(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "session")
    with pytest.raises(ConfigurationError, match="another process has this session"):
        FileStore(tmp_path / "session")
    store.close()
    FileStore(tmp_path / "session").close()


def test_a_directory_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigurationError, match="FIX store"):
        FileStore(tmp_path / "file")


def test_names_of_sessions_stay_below_the_root(tmp_path: Path) -> None:
    make = file_store(tmp_path)
    make(SessionConfig(begin_string="FIX.4.4", sender_comp_id="../../US", target_comp_id="..")).close()
    assert [path.name for path in tmp_path.iterdir()] == ["FIX%2E4%2E4-%2E%2E%2F%2E%2E%2FUS-%2E%2E"]


MESSAGES = [(2, b"8=FIX.4.4|two"), (3, b"three"), (5, b"five" * 40), (6, b"")]


def test_a_file_cut_at_any_byte_has_what_was_whole(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "whole", clock=ManualClock())
    ends = [os.path.getsize(tmp_path / "whole" / "messages")]
    for number, raw in MESSAGES:
        store.commit([(number, raw)], number + 1, number + 10)
        ends.append(os.path.getsize(tmp_path / "whole" / "messages"))
    store.close()
    messages, numbers = ((tmp_path / "whole" / name).read_bytes() for name in ("messages", "numbers"))
    for cut in range(len(messages) + 1):
        directory = tmp_path / "cut"
        directory.mkdir(exist_ok=True)
        (directory / "messages").write_bytes(messages[:cut])
        (directory / "numbers").write_bytes(numbers)
        kept = [pair for pair, end in zip(MESSAGES, ends[1:], strict=True) if end <= cut]
        again = FileStore(directory, clock=ManualClock())
        expected = (kept[-1][0] + 1, kept[-1][0] + 10) if kept else (1, 1)
        assert (again.next_out, again.next_in) == expected, cut
        assert list(again.messages(0, 99)) == kept, cut
        again.commit([(expected[0], b"next")], expected[0] + 1, expected[1])
        again.close()
        after = FileStore(directory, clock=ManualClock())
        assert list(after.messages(0, 99)) == [*kept, (expected[0], b"next")], cut
        after.close()


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_no_broken_byte_makes_another_message(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    directory = tmp_path_factory.mktemp("store")
    store = FileStore(directory, clock=ManualClock())
    for number, raw in MESSAGES:
        store.commit([(number, raw)], number + 1, number + 10)
    store.close()
    path = directory / data.draw(st.sampled_from(["messages", "numbers"]))
    raw = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at] ^= data.draw(st.integers(1, 255))
    path.write_bytes(raw)
    again = FileStore(directory, clock=ManualClock())
    kept = list(again.messages(0, 99))
    assert kept == MESSAGES[: len(kept)]
    again.close()


@pytest.mark.parametrize("left", ["all", "half a head", "nothing"])
def test_a_kill_while_the_numbers_start_over(tmp_path: Path, left: str) -> None:
    """The numbers are written first: whatever is left of the messages then is of before."""
    directory = tmp_path / "session"
    store = FileStore(directory, clock=ManualClock())
    store.commit([(1, b"old"), (2, b"older")], 3, 9)
    old = (directory / "messages").read_bytes()
    store.reset(BORN + 1)
    store.close()
    (directory / "messages").write_bytes({"all": old, "half a head": old[:10], "nothing": b""}[left])
    again = FileStore(directory, clock=ManualClock())
    assert state(again) == (1, 1, [])
    assert again.created_ns == BORN + 1
    again.commit([(1, b"new")], 2, 1)
    again.close()
    after = FileStore(directory, clock=ManualClock())
    assert state(after) == (2, 1, [(1, b"new")])
    after.close()


KILLED = """
import os, signal, sys
from venue_runtime.fix.filestore import FileStore
store = FileStore(sys.argv[1])
number = store.next_out
while True:
    store.commit([(number, b"%d" % number)] if number % 3 else [], number + 1, number * 2)
    number += 1
    os.write(1, b"%d\\n" % number)
"""


def test_a_kill_loses_nothing_that_was_committed(tmp_path: Path) -> None:
    reached = 1
    for _ in range(5):
        process = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path / "s")], stdout=subprocess.PIPE)
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(200)]
        process.send_signal(signal.SIGKILL)
        told += process.stdout.readlines()
        process.wait()
        if not told[-1].endswith(b"\n"):
            told.pop()
        last = int(told[-1])
        store = FileStore(tmp_path / "s")
        assert store.next_out in (last, last + 1)  # the last commit may not have been told
        assert store.next_in == (store.next_out - 1) * 2
        assert list(store.messages(1, last - 1)) == [(n, b"%d" % n) for n in range(1, last) if n % 3]
        assert store.next_out > reached
        reached = store.next_out
        store.close()


# ---------------------------------------------------------------------- a session and its store


class Broken(MemoryStore):
    """A disk that is full."""

    full = False

    def commit(self, messages: object, next_out: int, next_in: int, /) -> None:
        if self.full:
            raise OSError("no space left on device")
        super().commit(messages, next_out, next_in)  # type: ignore[arg-type]


def test_nothing_is_written_that_could_not_be_kept() -> None:
    store = Broken()
    line = Line(store=store).logged_on()
    store.full = True
    with pytest.raises(OSError, match="no space"):
        line.send("D", "11=one|")
    store.full = False
    line.session.disconnected()
    line.connect()
    assert line.get(f"35=A|34=2|{HEAD}98=0|108=30|") == [f"35=A|34=2|{US}98=0|108=30|"]


class Answering(Remembering):
    def on_message(self, message: Message, ts_recv: int, /) -> None:
        self.sender.send(Text("8", f"37={message.get('11')}|"))


def test_an_answer_and_the_fact_that_its_question_was_taken_are_kept_together() -> None:
    commits: list[tuple[list[int], int, int]] = []

    class Watched(MemoryStore):
        def commit(self, messages: object, next_out: int, next_in: int, /) -> None:
            commits.append(([number for number, _ in messages], next_out, next_in))  # type: ignore[attr-defined]
            super().commit(messages, next_out, next_in)  # type: ignore[arg-type]

    application = Answering()
    line = Line(store=Watched(), application=application)
    application.attach(line.session)
    line.logged_on()
    commits.clear()
    assert line.get(f"35=D|34=2|{HEAD}11=one|", f"35=D|34=3|{HEAD}11=two|") == [
        f"35=8|34=2|{US}37=one|",
        f"35=8|34=3|{US}37=two|",
    ]
    assert commits == [([2, 3], 4, 4)]
