"""The real QuickFIX in a process of its own, told what to do and asked what it saw."""

from __future__ import annotations

import asyncio
import json
import socket
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

HERE = Path(__file__).parent
DICTIONARIES = Path(sys.prefix) / "share" / "quickfix"  # they come with the package
PATIENCE = 15.0

#: Of a version: its BeginString and the settings with which QuickFIX checks everything that we send.
VERSIONS: dict[str, dict[str, str]] = {
    "FIX.4.2": {"BeginString": "FIX.4.2", "DataDictionary": f"{DICTIONARIES}/FIX42.xml"},
    "FIX.4.4": {"BeginString": "FIX.4.4", "DataDictionary": f"{DICTIONARIES}/FIX44.xml"},
    "FIX.5.0SP2": {
        "BeginString": "FIXT.1.1",
        "DefaultApplVerID": "FIX.5.0SP2",
        "TransportDataDictionary": f"{DICTIONARIES}/FIXT11.xml",
        "AppDataDictionary": f"{DICTIONARIES}/FIX50SP2.xml",
    },
}


def read(raw: str) -> dict[str, str]:
    """Fields by tag, the first of each."""
    fields: dict[str, str] = {}
    for part in raw.split("\x01")[:-1]:
        tag, _, text = part.partition("=")
        fields.setdefault(tag, text)
    return fields


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class QuickFix:
    """A running peer. `received` and `sent` hold every message so far, session messages included."""

    def __init__(self, process: asyncio.subprocess.Process, port: int) -> None:
        self._process = process
        self._changed = asyncio.Condition()
        self._reader = asyncio.create_task(self._read())
        self._done = 0
        self.port = port
        self.received: list[dict[str, str]] = []
        self.sent: list[dict[str, str]] = []
        self.events: list[str] = []
        self.numbers: tuple[int, int] | None = None

    async def _read(self) -> None:
        assert self._process.stdout is not None
        while line := await self._process.stdout.readline():
            match json.loads(line):
                case ["in", str(raw)]:
                    self.received.append(read(raw))
                case ["out", str(raw)]:
                    self.sent.append(read(raw))
                case ["numbers", int(outgoing), int(incoming)]:
                    self.numbers = outgoing, incoming
                case ["done"]:
                    self._done += 1
                case [str(event), *more]:
                    self.events.append(" ".join([event, *map(str, more)]))
            async with self._changed:
                self._changed.notify_all()
        self.events.append("ended")
        async with self._changed:
            self._changed.notify_all()

    async def tell(self, *order: object) -> None:
        """Have an order obeyed; one at a time."""
        assert self._process.stdin is not None
        done = self._done
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        await self._process.stdin.drain()
        await self.until(lambda: self._done > done, f"the end of {order}")

    async def send(self, kind: str, fields: Mapping[int, str]) -> None:
        await self.send_all(kind, [fields])

    async def send_all(self, kind: str, messages: Sequence[Mapping[int, str]]) -> None:
        await self.tell("send", kind, *(list(fields.items()) for fields in messages))

    async def until(self, holds: Callable[[], object], what: str = "", patience: float = PATIENCE) -> None:
        """Wait for something to hold; raises AssertionError with what was seen when it never does."""
        try:
            async with asyncio.timeout(patience), self._changed:
                await self._changed.wait_for(holds)
        except TimeoutError:
            raise AssertionError(f"{what or 'it'} never came: {self.summary()}") from None

    async def until_numbers(self, outgoing: int, incoming: int) -> None:
        """Wait until QuickFIX will send and expects these numbers next."""
        until = asyncio.get_running_loop().time() + PATIENCE
        while self.numbers != (outgoing, incoming):
            assert asyncio.get_running_loop().time() < until, f"numbers {self.numbers}, not {(outgoing, incoming)}"
            self.numbers = None
            await self.tell("numbers")
            await self.until(lambda: self.numbers is not None, "numbers")

    async def logged_on(self, times: int = 1) -> None:
        await self.until(lambda: self.events.count("logon") >= times, f"logon {times}")

    def got(self, kind: str) -> list[dict[str, str]]:
        return [message for message in self.received if message["35"] == kind]

    def gave(self, kind: str) -> list[dict[str, str]]:
        return [message for message in self.sent if message["35"] == kind]

    def summary(self) -> str:
        lines = [f"events {self.events}"]
        lines += [f"received {message}" for message in self.received[-6:]]
        lines += [f"sent {message}" for message in self.sent[-6:]]
        return "\n  ".join(lines)

    def kill(self) -> None:
        self._process.kill()

    async def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), 10)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
        self._reader.cancel()
        with suppress(asyncio.CancelledError):
            await self._reader


def _write_settings(role: str, folder: Path, more: Mapping[str, str], port: int) -> Path:
    folder.mkdir(exist_ok=True)
    settings = {
        "ConnectionType": role,
        "SenderCompID": "VENUE",
        "TargetCompID": "TRADER",
        "SocketAcceptPort" if role == "acceptor" else "SocketConnectPort": str(port),
        "StartTime": "00:00:00",
        "EndTime": "00:00:00",
        "FileStorePath": str(folder / "store"),
        "SocketReuseAddress": "Y",
        "SocketConnectHost": "127.0.0.1",
        "HeartBtInt": "30",
        "ReconnectInterval": "1",
        **more,
    }
    path = folder / f"{role}.cfg"
    path.write_text("[DEFAULT]\n[SESSION]\n" + "".join(f"{key}={value}\n" for key, value in settings.items()))
    return path


@asynccontextmanager
async def quickfix_peer(
    role: str, folder: Path, version: str, *, port: int = 0, market: bool = False, refuse: str = "", **more: str
) -> AsyncIterator[QuickFix]:
    """An acceptor on a port of its own (or `port`), or an initiator to `port`; `more` are settings of QuickFIX.

    It is VENUE and its counterparty is TRADER, whatever the role. A second one in the same folder goes on where the
    first one ended.
    """
    port = port or free_port()
    path = _write_settings(role, folder, {**VERSIONS[version], **more}, port)
    arguments = [str(HERE / "quickfix_peer.py"), role, str(path), *(["--market"] if market else []), "--refuse", refuse]
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=1 << 24
    )
    peer = QuickFix(process, port)
    try:
        await peer.until(lambda: "started" in peer.events or "ended" in peer.events, "the start")
        assert "started" in peer.events, peer.events
        yield peer
    finally:
        await peer.close()
