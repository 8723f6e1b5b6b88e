"""`python -m venue_runtime.fix initiate`, a process of its own, against an acceptor of the real QuickFIX."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from fix_relay import relay_to
from fix_trader import now
from quickfix_process import VERSIONS, QuickFix, quickfix_peer

pytest.importorskip("quickfix", reason="QuickFIX is not installed (extra judges)")
pytestmark = pytest.mark.asyncio


@asynccontextmanager
async def initiator(
    folder: Path, version: str, port: int, reset: str = "N", *more: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    fixt = version == "FIX.5.0SP2"
    arguments = ["--host", "127.0.0.1", "--port", str(port), "--begin", "FIXT.1.1" if fixt else version]
    arguments += ["--sender", "TRADER", "--target", "VENUE", "--heartbt", "30", "--applver", "9" if fixt else ""]
    arguments += ["--store", str(folder / "ours"), "--reset", reset, *more]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "venue_runtime.fix", "initiate", *arguments, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
            assert await asyncio.wait_for(process.wait(), 10) == 0


def order(cl_ord_id: str) -> dict[int, str]:
    return {11: cl_ord_id, 21: "1", 38: "1", 40: "2", 44: "10", 54: "1", 55: "BTC", 60: now()}


def echoes(peer: QuickFix) -> list[str]:
    return [m["11"] for m in peer.got("D")]


@pytest.mark.parametrize("version", list(VERSIONS))
async def test_orders_come_back_over_cuts_and_kills(version: str, tmp_path: Path) -> None:
    settings = VERSIONS[version]
    dictionary = settings.get("AppDataDictionary") or settings["DataDictionary"]
    async with (
        quickfix_peer("acceptor", tmp_path / "theirs", version) as peer,
        relay_to(peer.port) as relay,
    ):
        async with initiator(tmp_path, version, relay.port, "N", "--dictionary", dictionary) as process:
            await peer.logged_on()
            await peer.send("D", order("a"))
            await peer.send("D", order("refused") | {40: "?"})
            await peer.send("F", {11: "c", 38: "1", 41: "a", 54: "1", 55: "BTC", 60: now()})
            await peer.until(lambda: peer.got("j"), "the refusal")
            assert [(m["371"], m["373"]) for m in peer.got("3")] == [("40", "5")]
            relay.cut()
            await peer.send("D", order("b"))
            await peer.logged_on(2)
            await peer.until(lambda: echoes(peer) == ["a", "b"], "the echo of what was sent meanwhile")
            process.kill()
            await process.wait()
        await peer.until(lambda: peer.events.count("logout") == 2, "the end of the connection")
        await peer.send("D", order("c"))
        async with initiator(tmp_path, version, relay.port, "N", "--dictionary", dictionary):
            await peer.until(lambda: echoes(peer) == ["a", "b", "c"], "the echo of what was sent meanwhile")
        await peer.until(lambda: peer.got("5"), "the goodbye")
        numbers = [int(m["34"]) for m in peer.received if m.get("43") != "Y"]
        assert numbers == list(range(1, len(numbers) + 1))


async def test_every_logon_starts_over(tmp_path: Path) -> None:
    version = "FIX.4.4"
    async with quickfix_peer("acceptor", tmp_path / "theirs", version) as peer, relay_to(peer.port) as relay:
        async with initiator(tmp_path, version, relay.port, "Y"):
            await peer.logged_on()
            await peer.send("D", order("a"))
            await peer.until(lambda: echoes(peer) == ["a"], "an echo")
            relay.cut()
            await peer.logged_on(2)
            await peer.send("D", order("b"))
            await peer.until(lambda: echoes(peer) == ["a", "b"], "an echo")
        assert [(m["34"], m["141"]) for m in peer.got("A")] == [("1", "Y"), ("1", "Y")]
