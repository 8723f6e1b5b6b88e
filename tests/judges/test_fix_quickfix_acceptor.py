"""Our acceptor of the command line, a process of its own, against an initiator of the real QuickFIX."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from fix_relay import relay_to
from fix_trader import now
from quickfix_process import VERSIONS, QuickFix, free_port, quickfix_peer

pytest.importorskip("quickfix", reason="QuickFIX is not installed (extra judges)")
pytestmark = pytest.mark.asyncio
every_version = pytest.mark.parametrize("version", list(VERSIONS))
one_version = pytest.mark.parametrize("version", ["FIX.4.4"])


def write_settings(folder: Path, version: str) -> Path:
    path = folder / "acceptor.cfg"
    settings = {"SenderCompID": "TRADER", "TargetCompID": "VENUE", "FileStorePath": str(folder / "ours")}
    settings |= VERSIONS[version]
    path.write_text("[SESSION]\n" + "".join(f"{key}={value}\n" for key, value in settings.items()))
    return path


class Acceptor:
    def __init__(self, process: asyncio.subprocess.Process, port: int) -> None:
        self.port = port
        self._process = process

    async def kill(self) -> None:
        """kill -9"""
        self._process.kill()
        await self._process.wait()


@asynccontextmanager
async def acceptor(folder: Path, version: str, port: int = 0) -> AsyncIterator[Acceptor]:
    arguments = ["-m", "venue_runtime.fix", "accept", "--port", str(port), "--quiet"]
    arguments += ["--config", str(write_settings(folder, version))]
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, stdout=asyncio.subprocess.PIPE)
    try:
        assert process.stdout is not None
        line = (await asyncio.wait_for(process.stdout.readline(), 20)).decode()
        assert line.startswith("listening on 127.0.0.1:"), line
        yield Acceptor(process, int(line.split()[2].rpartition(":")[2]))
    finally:
        if process.returncode is None:
            process.terminate()
            assert await asyncio.wait_for(process.wait(), 10) == 0


def order(cl_ord_id: str) -> dict[int, str]:
    return {11: cl_ord_id, 21: "1", 38: "1", 40: "2", 44: "10", 54: "1", 55: "BTC", 60: now()}


def echoes(peer: QuickFix) -> list[str]:
    return [m["11"] for m in peer.got("D")]


@every_version
async def test_orders_come_back_and_the_rest_is_refused(version: str, tmp_path: Path) -> None:
    async with (
        acceptor(tmp_path, version) as ours,
        quickfix_peer("initiator", tmp_path / "theirs", version, port=ours.port) as peer,
    ):
        await peer.logged_on()
        await peer.send("D", order("a"))
        await peer.send("D", order("b") | {40: "?"})
        await peer.send("F", {11: "c", 38: "1", 41: "a", 54: "1", 55: "BTC", 60: now()})
        await peer.send("D", order("d"))
        await peer.until(lambda: echoes(peer) == ["a", "d"], "both echoes")
        sent = [{key: m[key] for key in m if int(key) not in (8, 9, 10, 34, 49, 52, 56)} for m in peer.gave("D")]
        back = [{key: m[key] for key in m if int(key) not in (8, 9, 10, 34, 49, 52, 56)} for m in peer.got("D")]
        assert back == [sent[0], sent[2]]
        assert [(m["45"], m["371"], m["372"], m["373"]) for m in peer.got("3")] == [("3", "40", "D", "5")]
        if version == "FIX.5.0SP2":  # as its acceptance definitions want it, and its own dictionary does not
            assert [(m["371"], m["372"], m["373"]) for m in peer.gave("3")] == [("1137", "j", "2")]
        else:
            assert [(m["45"], m["372"], m["380"]) for m in peer.got("j")] == [("4", "F", "3")]


@every_version
async def test_resends_are_asked_for_by_either_side(version: str, tmp_path: Path) -> None:
    async with (
        acceptor(tmp_path, version) as ours,
        quickfix_peer("initiator", tmp_path / "theirs", version, port=ours.port) as peer,
    ):
        await peer.logged_on()
        for name in "abc":
            await peer.send("D", order(name))
        await peer.until(lambda: echoes(peer) == ["a", "b", "c"], "three echoes")
        await peer.until_numbers(5, 5)
        await peer.tell("next_in", 2)  # QuickFIX asks for the echoes again
        await peer.send("D", order("d"))
        await peer.until(lambda: echoes(peer) == ["a", "b", "c", "a", "b", "c", "d"], "the echoes again")
        assert [m.get("43") for m in peer.got("D")] == [None, None, None, "Y", "Y", "Y", None]
        await peer.tell("next_out", 20)  # we ask for what never was
        await peer.send("D", order("e"))
        await peer.until(lambda: echoes(peer)[-1] == "e", "the last echo")
        assert [(m["7"], m["16"]) for m in peer.got("2")] == [("7", "0")]
        assert peer.gave("4")[-1]["36"] == "20"


@one_version
async def test_a_session_goes_on_over_connections_and_processes(version: str, tmp_path: Path) -> None:
    async with quickfix_peer("initiator", tmp_path / "theirs", version, port=(port := free_port())) as peer:
        async with acceptor(tmp_path, version, port) as ours:
            await peer.logged_on()
            await peer.send("D", order("a"))
            await peer.until(lambda: echoes(peer) == ["a"], "an echo")
            await ours.kill()
        await peer.until(lambda: "logout" in peer.events, "the end of the connection")
        await peer.send("D", order("b"))  # kept by QuickFIX
        async with acceptor(tmp_path, version, port):
            await peer.logged_on(2)
            await peer.send("D", order("c"))
            await peer.until(lambda: echoes(peer) == ["a", "b", "c"], "all echoes, once")
            numbers = [int(m["34"]) for m in peer.received]
            assert numbers == list(range(1, len(numbers) + 1))


@one_version
async def test_a_session_is_reset(version: str, tmp_path: Path) -> None:
    async with (
        acceptor(tmp_path, version) as ours,
        quickfix_peer("initiator", tmp_path / "theirs", version, port=ours.port, ResetOnLogon="Y") as peer,
    ):
        await peer.logged_on()
        await peer.send("D", order("a"))
        await peer.until(lambda: echoes(peer) == ["a"], "an echo")
        await peer.tell("logout")
        await peer.until(lambda: "logout" in peer.events, "the logout")
        await peer.tell("logon")
        await peer.logged_on(2)
        assert [(m["34"], m.get("141")) for m in peer.got("A")] == [("1", "Y"), ("1", "Y")]
        await peer.send("D", order("b"))
        await peer.until(lambda: echoes(peer) == ["a", "b"], "an echo")


@one_version
async def test_kills_at_any_moment_lose_and_repeat_nothing(version: str, tmp_path: Path) -> None:
    """Our acceptor dies by kill -9 again and again while QuickFIX sends; every order is echoed once."""
    size = 400
    names = [f"o{number}" for number in range(4 * size)]
    async with quickfix_peer("initiator", tmp_path / "theirs", version, port=(port := free_port())) as peer:
        for life in range(4):
            async with acceptor(tmp_path, version, port) as ours:
                await peer.logged_on(life + 1)
                orders = [order(name) for name in names[life * size : (life + 1) * size]]
                sending = asyncio.create_task(peer.send_all("D", orders))
                if life == 3:
                    await peer.until(lambda: len(set(echoes(peer))) == len(names), "every echo")
                    break
                enough = life * size + size // 4
                await peer.until(lambda enough=enough: len(echoes(peer)) >= enough, "a quarter of the echoes")
                await ours.kill()  # whatever it has and has not answered by now
                await sending
        assert echoes(peer) == names
        again = [m for m in peer.gave("D") + peer.got("D") if m.get("43") == "Y"]
        assert again  # the kills hit orders or echoes under way


@one_version
async def test_a_second_connection_does_not_disturb_the_first(version: str, tmp_path: Path) -> None:
    async with (
        acceptor(tmp_path, version) as ours,
        relay_to(ours.port) as relay,
        quickfix_peer("initiator", tmp_path / "theirs", version, port=relay.port) as peer,
    ):
        await peer.logged_on()
        reader, writer = await asyncio.open_connection("127.0.0.1", ours.port)
        body = f"35=A\x0134=1\x0149=VENUE\x0152={now()}\x0156=TRADER\x0198=0\x01108=30\x01"
        raw = f"8=FIX.4.4\x019={len(body)}\x01{body}".encode()
        writer.write(raw + b"10=%03d\x01" % (sum(raw) % 256))
        assert await asyncio.wait_for(reader.read(), 5) == b""
        writer.close()
        await peer.send("D", order("a"))
        await peer.until(lambda: echoes(peer) == ["a"], "an echo")
