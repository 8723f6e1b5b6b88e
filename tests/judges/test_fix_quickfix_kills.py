"""Our initiator is killed (SIGKILL, a real process) at the worst moments; QuickFIX on the other side misses nothing."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from quickfix_process import HERE, QuickFix, quickfix_peer

pytest.importorskip("quickfix", reason="QuickFIX is not installed (extra judges)")
pytestmark = pytest.mark.asyncio
VERSION = "FIX.4.4"


@asynccontextmanager
async def alive(venue: QuickFix, folder: Path, orders: int, *more: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """One life of our process."""
    arguments = ["--port", str(venue.port), "--version", VERSION, "--folder", str(folder), "--orders", str(orders)]
    process = await asyncio.create_subprocess_exec(sys.executable, str(HERE / "fix_doomed.py"), *arguments, *more)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def live(venue: QuickFix, folder: Path, orders: int, *more: str) -> int:
    """A life to its end: the exit status."""
    async with alive(venue, folder, orders, *more) as process:
        return await asyncio.wait_for(process.wait(), 40)


def reports(folder: Path) -> list[list[str]]:
    return [line.split() for line in (folder / "reports").read_text().splitlines()]


@pytest.mark.parametrize("when", ["before", "after"])
async def test_killed_around_the_moment_of_keeping(when: str, tmp_path: Path) -> None:
    """Before a commit nothing of it has happened, after it all of it: also when not a byte was written."""
    orders = 120
    async with quickfix_peer("acceptor", tmp_path / "theirs", VERSION, market=True) as venue:
        for at in (1, 2, 3, 5, 8, 13, 21, 34):
            assert await live(venue, tmp_path, orders, "--die", when, "--at", str(at)) == -signal.SIGKILL
        assert await live(venue, tmp_path, orders) == 0
        await venue.until(lambda: len(venue.got("D")) == orders, "every order")
        assert [m["11"] for m in venue.got("D")] == [f"o{number}" for number in range(orders)]
        assert {m["39"] for m in venue.gave("8") if m.get("43") != "Y"} == {"0"}  # none was a duplicate to the market
    seen = reports(tmp_path)
    first = [line for index, line in enumerate(seen) if line[0] not in [before for before, _ in seen[:index]]]
    assert [exec_id for exec_id, _ in first] == [f"x{number}" for number in range(1, orders + 1)]
    assert {flag for line, flag in seen if seen.count([line, flag]) > 1} <= {"Y"}
    repeated = [line for index, line in enumerate(seen) if line[0] in [before for before, _ in seen[:index]]]
    assert all(flag == "Y" for _, flag in repeated)  # the application had it, the kill came before that was kept


async def test_killed_in_the_middle_of_a_resend(tmp_path: Path) -> None:
    orders = 700

    def again(messages: list[dict[str, str]]) -> list[dict[str, str]]:
        return [message for message in messages if message["35"] == "D" and message.get("43") == "Y"]

    async with quickfix_peer("acceptor", tmp_path / "theirs", VERSION, market=True) as venue:
        assert await live(venue, tmp_path, orders) == 0
        for at in (1, 300, 600):
            await venue.tell("next_in", 2)  # QuickFIX has forgotten everything, and asks for it
            before = len(venue.received)
            assert await live(venue, tmp_path, orders, "--stay", "--die", "resend", "--at", str(at)) == -signal.SIGKILL
            if at == 600:  # 512 were written before the kill
                await venue.until(lambda start=before: again(venue.received[start:]), "a part of them")
                assert len(again(venue.received[before:])) < orders
        await venue.until(lambda: venue.events.count("logout") == 4, "the end of the last connection")
        expected = (await numbers(venue))[1]
        before = len(venue.received)
        async with alive(venue, tmp_path, orders, "--stay"):
            await venue.until(lambda: len(again(venue.received[before:])) >= orders + 2 - expected, "the rest")
        taken = [int(m["34"]) for m in venue.received[before:] if m["35"] == "D"]
        assert 2 < expected < orders
        assert taken == list(range(expected, orders + 2))


async def numbers(venue: QuickFix) -> tuple[int, int]:
    await venue.tell("numbers")
    assert venue.numbers is not None
    return venue.numbers
