"""`venuegen simulate --fix` is usable with a FIX client that knows nothing of us: the real QuickFIX, which checks every
message by the venue's dictionary."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio

pytest.importorskip("quickfix", reason="QuickFIX is not installed (extra judges)")
pytestmark = pytest.mark.asyncio

FOREIGNER = Path(__file__).with_name("quickfix_foreigner.py")
PATIENCE = 15.0
ORDER = "D|11=foreign-{}|38={}|40=2|44={}|54=1|55=BTCUSDT|59=1"


class Foreigner:
    """The other program: what it said so far, and how to have it send."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.said: list[str] = []
        self._reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self._process.stdout is not None
        while line := await self._process.stdout.readline():
            self.said.append(line.decode().strip())

    async def send(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line.encode() + b"\n")
        await self._process.stdin.drain()

    async def until(self, holds: Callable[[list[str]], object]) -> None:
        end = asyncio.get_running_loop().time() + PATIENCE
        while not holds(self.said):
            assert asyncio.get_running_loop().time() < end, "\n".join(self.said)
            await asyncio.sleep(0.02)

    async def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        await asyncio.wait_for(self._process.wait(), PATIENCE)
        await self._reader


@asynccontextmanager
async def foreigner(facts: str, session: str, *fields: str) -> AsyncIterator[Foreigner]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(FOREIGNER),
        facts,
        session,
        *fields,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    made = Foreigner(process)
    try:
        await made.until(lambda said: "logon" in said)
        yield made
    finally:
        await made.close()


@pytest_asyncio.fixture
async def facts() -> AsyncIterator[str]:
    """What the command says of the venue that it simulates."""
    command = ["-m", "venuegen", "simulate", "binance_spot", "--symbol", "BTC/USDT", "--fix", "--json"]
    process = await asyncio.create_subprocess_exec(sys.executable, *command, stdout=asyncio.subprocess.PIPE)
    try:
        assert process.stdout is not None
        yield (await asyncio.wait_for(process.stdout.readline(), PATIENCE)).decode()
    finally:
        process.terminate()
        assert await asyncio.wait_for(process.wait(), PATIENCE) == 0


def of(said: list[str], *fields: str) -> list[str]:
    """Messages that have all of these fields."""
    return [each for each in said if all(f"|{field}|" in each for field in fields)]


async def test_an_order_fills_a_cancel_is_refused_and_drop_copy_sees_it(facts: str) -> None:
    async with (
        foreigner(facts, "drop_copy", "9406=Y", "25035=2") as copy,
        foreigner(facts, "order_entry", "25035=2") as trader,
    ):
        await trader.send(ORDER.format(1, "0.01", "60600"))
        await trader.until(lambda said: of(said, "35=8", "11=foreign-1", "150=F", "39=2", "14=0.01", "151=0"))
        assert of(trader.said, "35=8", "11=foreign-1", "150=0", "39=0")
        await trader.send(ORDER.format(2, "0.01", "50000"))
        await trader.send("F|11=undo|41=foreign-2|55=BTCUSDT")
        await trader.until(lambda said: of(said, "35=8", "11=undo", "41=foreign-2", "150=4", "39=4"))
        await trader.send("F|11=again|41=foreign-2|55=BTCUSDT")
        await trader.until(lambda said: of(said, "35=9", "11=again", "434=1", "25016=-2011"))
        await trader.send(ORDER.format(3, "5000", "60000"))
        await trader.until(lambda said: of(said, "35=8", "11=foreign-3", "150=8", "39=8", "25016=-2010"))
        await copy.until(lambda said: of(said, "35=8", "11=undo"))
        assert len(of(copy.said, "35=8", "11=foreign-1", "150=F")) == 1
        assert not of([*trader.said, *copy.said], "35=3")


async def test_a_book_comes_and_changes(facts: str) -> None:
    async with foreigner(facts, "market_data", "25035=2") as reader:
        await reader.send("V|262=book|263=1|264=10|146(55)=BTCUSDT|267(269)=0,1")
        await reader.until(lambda said: of(said, "35=W", "262=book", "55=BTCUSDT", "268=20"))
        await reader.until(lambda said: len(of(said, "35=X", "262=book", "55=BTCUSDT")) >= 3)
        assert not of(reader.said, "35=3")


async def test_a_wrong_signature_gets_a_logout(facts: str) -> None:
    wrong = facts.replace("MC4CAQAwBQYDK2VwBCIEIHRlc3R0", "MC4CAQAwBQYDK2VwBCIEIHRlc3Rz")
    assert wrong != facts
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(FOREIGNER),
        wrong,
        "order_entry",
        "25035=2",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    trader = Foreigner(process)
    await trader.until(lambda said: of(said, "35=5"))
    assert "logon" not in trader.said
    await trader.close()
