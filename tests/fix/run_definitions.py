"""Acceptance definitions of QuickFIX, driven against our acceptor. A tool; the definitions are not part of the project.

    git -C CLONE archive HEAD test/definitions spec | tar x -C DIR
    python tests/fix/run_definitions.py DIR [fix44 …] [--match 14] [--show] [--engine COMMAND]

A definition is a script of one or more connections: a line `iCONNECT` opens one, `I8=FIX.4.4|…` sends a message,
`E8=…` expects one, `eDISCONNECT` expects the end (`i2,CONNECT`, `I2,8=…`: the same for a second connection). What is
sent gets its BodyLength and CheckSum unless the line carries them; `<TIME>`, `<TIME+n>`, `<TIME-n>` are the time, in
seconds around now. A received message must have the fields of the expected one in the same order; those named in
`fields.fmt` (times, CheckSum) need only match its pattern.

Each folder (a version of FIX) has sessions of its own and runs beside the others against one acceptor.
"""

from __future__ import annotations

import argparse
import re
import select
import shlex
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

SOH = b"\x01"
DEFAULT_ENGINE = f"{shlex.quote(sys.executable)} -m venue_runtime.fix accept --port {{port}} --config {{config}}"
PATIENCE = 20.0  # seconds until an expected message counts as missing: heartbeat tests wait for up to 2.4 times 6 s
HANG = 10.0  # seconds until an expected end of the connection counts as missing
LAUNCH = 30.0

#: TargetCompID (theirs, from the acceptor's side) → settings of the session that a folder's definitions log on to.
SESSIONS: dict[str, dict[str, str]] = {
    "TW40": {"BeginString": "FIX.4.0", "DataDictionary": "FIX40.xml"},
    "TW41": {"BeginString": "FIX.4.1", "DataDictionary": "FIX41.xml"},
    "TW42": {"BeginString": "FIX.4.2", "DataDictionary": "FIX42.xml"},
    "TW43": {"BeginString": "FIX.4.3", "DataDictionary": "FIX43.xml"},
    "TW44": {"BeginString": "FIX.4.4", "DataDictionary": "FIX44.xml"},
    **{
        f"TW{name}": {
            "BeginString": "FIXT.1.1",
            "DefaultApplVerID": version,
            "TransportDataDictionary": "FIXT11.xml",
            "AppDataDictionary": f"FIX{name}.xml",
        }
        for name, version in (("50", "FIX.5.0"), ("50SP1", "FIX.5.0SP1"), ("50SP2", "FIX.5.0SP2"))
    },
    "TW": {"BeginString": "FIX.4.4", "DataDictionary": "FIX44.xml"},
    "NO_CHECK_FIELDS_HAVE_VALUES": {
        "BeginString": "FIX.4.4",
        "DataDictionary": "FIX44.xml",
        "ValidateFieldsHaveValues": "N",
    },
}


class Failed(Exception):
    """What the engine did is not what the definition says."""


@dataclass(slots=True)
class Outcome:
    folder: str
    name: str
    seconds: float
    failure: str | None


def settings(spec: Path, store: Path, port: int) -> str:
    """Settings of one acceptor that knows every session of the definitions, in QuickFIX's format."""
    lines = [
        "[DEFAULT]",
        "ConnectionType=acceptor",
        f"SocketAcceptPort={port}",
        "SocketReuseAddress=Y",
        "StartTime=00:00:00",
        "EndTime=00:00:00",
        "SenderCompID=ISLD",
        "ResetOnLogon=Y",
        f"FileStorePath={store}",
    ]
    for target, own in SESSIONS.items():
        lines += ["[SESSION]", f"TargetCompID={target}"]
        for key, value in own.items():
            lines.append(f"{key}={spec / value}" if value.endswith(".xml") else f"{key}={value}")
    return "\n".join(lines) + "\n"


def timed(text: bytes) -> bytes:
    """`<TIME>`, `<TIME+n>` and `<TIME-n>` as what the clock says."""

    def now(match: re.Match[bytes]) -> bytes:
        moment = datetime.now(UTC) + timedelta(seconds=int(match[1] or 0))
        return moment.strftime("%Y%m%d-%H:%M:%S").encode()

    return re.sub(rb"<TIME([+-]\d+)?>", now, text)


def framed(text: bytes) -> bytes:
    """BodyLength and CheckSum, where the line has none of its own."""
    head = re.match(rb"8=.*?\x01", text)
    if head is None:
        return text
    body = text[head.end() :]
    trailer = re.search(rb"\x0110=.*\x01$", body)
    if trailer is not None:
        body = body[: trailer.start()]
    length = b"" if re.search(rb"\x019=.*?\x01", text) else b"9=%d\x01" % len(body)
    ending = trailer[0] if trailer is not None else b"10=%03d\x01" % (sum(head[0] + length + body) % 256)
    return head[0] + length + body + ending


def compare(expected: bytes, received: bytes, patterns: dict[bytes, re.Pattern[bytes]]) -> None:
    left, right = ([part.partition(b"=")[::2] for part in text.split(SOH)[:-1]] for text in (expected, received))
    if len(left) != len(right):
        tags = sorted({tag for tag, _ in left} ^ {tag for tag, _ in right})
        raise Failed(f"{len(left)} fields expected, {len(right)} received (differ: {b', '.join(tags).decode()})")
    if [tag for tag, _ in left] != [tag for tag, _ in right]:
        only_order = sorted(tag for tag, _ in left) == sorted(tag for tag, _ in right)
        raise Failed("the order of the fields differs" if only_order else "other fields")
    for (tag, want), (_, got) in zip(left, right, strict=True):
        pattern = patterns.get(tag)
        if pattern is None and want != got:
            raise Failed(f"field {tag.decode()} is {got!r}, not {want!r}")
        if pattern is not None and not pattern.search(got):
            raise Failed(f"field {tag.decode()}: {got!r} does not match {pattern.pattern!r}")


class Connection:
    """One client's connection, read message by message."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self._buffer = b""

    def send(self, data: bytes) -> None:
        self._socket.sendall(data)

    def message(self) -> bytes:
        """The next whole message."""
        start = self._until(b"\x019=", 0)
        length_end = self._until(SOH, start)
        body_end = length_end + int(self._buffer[start : length_end - 1])
        self._fill(body_end)
        end = self._until(SOH, body_end)
        message, self._buffer = self._buffer[:end], self._buffer[end:]
        return message

    def await_end(self) -> None:
        if self._buffer:
            raise Failed(f"expected the end of the connection, got {shown(self._buffer)}")
        if not select.select([self._socket], [], [], HANG)[0]:
            raise Failed(f"the connection is still open after {HANG:g} s")
        try:
            data = self._socket.recv(65536)
        except ConnectionResetError:
            return
        if data:
            raise Failed(f"expected the end of the connection, got {shown(data)}")

    def close(self) -> None:
        self._socket.close()

    def _until(self, mark: bytes, start: int) -> int:
        while (at := self._buffer.find(mark, start)) < 0:
            self._read()
        return at + len(mark)

    def _fill(self, size: int) -> None:
        while len(self._buffer) < size:
            self._read()

    def _read(self) -> None:
        try:
            data = self._socket.recv(65536)
        except TimeoutError:
            raise Failed(f"nothing received for {PATIENCE:g} s") from None
        except ConnectionResetError:
            data = b""
        if not data:
            raise Failed("the connection was closed where a message was expected")
        self._buffer += data


def shown(message: bytes) -> str:
    return message.replace(SOH, b"|").decode("latin-1")


def run_definition(path: Path, port: int, patterns: dict[bytes, re.Pattern[bytes]]) -> str | None:
    """What failed first, or None."""
    connections: dict[bytes, Connection] = {}
    try:
        for number, raw in enumerate(path.read_bytes().split(b"\n"), 1):
            line = raw.rstrip(b"\r")
            if not line or line.startswith(b"#"):
                continue
            match = re.match(rb"([IEie])(?:(\d),)?(.*)$", line, re.DOTALL)
            if match is None:
                return f"line {number}: not understood: {shown(line)}"
            kind, of, text = match[1], match[2] or b"1", framed(timed(match[3]))
            received = b""
            try:
                if kind == b"i" and text == b"CONNECT":
                    connections[of] = Connection(port)
                elif kind == b"i" and text == b"DISCONNECT":
                    connections.pop(of).close()
                elif kind == b"e" and text == b"DISCONNECT":
                    connections[of].await_end()
                elif kind == b"I":
                    connections[of].send(text)
                elif kind == b"E":
                    received = connections[of].message()
                    compare(text, received, patterns)
                else:
                    return f"line {number}: not understood: {shown(line)}"
            except (Failed, OSError, ValueError) as failure:
                report = f"line {number}: {failure}\n      line     {shown(line)}"
                return report + (f"\n      received {shown(received)}" if received else "")
        return None
    finally:
        for connection in connections.values():
            connection.close()


def run_folder(
    folder: Path, port: int, patterns: dict[bytes, re.Pattern[bytes]], match: str, tell: Callable[[Outcome], None]
) -> list[Outcome]:
    outcomes = []
    for path in sorted(folder.glob("*.def")):
        if match not in path.stem:
            continue
        started = time.monotonic()
        failure = run_definition(path, port, patterns)
        outcome = Outcome(folder.name, path.stem, time.monotonic() - started, failure)
        outcomes.append(outcome)
        tell(outcome)
        time.sleep(0.05 if failure is None else 0.5)  # the acceptor notices the end of the last connection
    return outcomes


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def await_listening(port: int, engine: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + LAUNCH
    while time.monotonic() < until:
        if engine.poll() is not None:
            raise SystemExit(f"the acceptor ended with status {engine.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"nothing listens on port {port} after {LAUNCH:g} s")


def folders(root: Path, names: Sequence[str]) -> Iterator[Path]:
    """Those that an acceptor is held to; `future` (what QuickFIX itself does not do) only when asked for."""
    for folder in sorted((root / "test" / "definitions" / "server").iterdir()):
        if folder.is_dir() and (folder.name in names if names else folder.name != "future"):
            yield folder


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dir", type=Path, help="a checkout or export of QuickFIX: test/definitions and spec")
    parser.add_argument("folders", nargs="*", help="fix40 … fix50sp2, validate, future (default: all but future)")
    parser.add_argument("--match", default="", help="only definitions whose name holds this text")
    parser.add_argument("--show", action="store_true", help="every definition as it ends, not failures only")
    parser.add_argument("--engine", default=DEFAULT_ENGINE, help="command of the acceptor, with {port} and {config}")
    parser.add_argument("--log", type=Path, help="what the acceptor prints")
    options = parser.parse_args()
    root: Path = options.dir.resolve()
    patterns = {
        tag: re.compile(pattern)
        for tag, _, pattern in (
            line.partition(b"=") for line in (root / "test/definitions/fields.fmt").read_bytes().splitlines() if line
        )
    }

    def tell(outcome: Outcome) -> None:
        if outcome.failure is not None:
            print(f"FAILED {outcome.folder}/{outcome.name}: {outcome.failure}", flush=True)
        elif options.show:
            print(f"passed {outcome.folder}/{outcome.name} ({outcome.seconds:.1f} s)", flush=True)

    with tempfile.TemporaryDirectory(prefix="fix-definitions-") as temporary:
        port = free_port()
        config = Path(temporary, "acceptor.cfg")
        config.write_text(settings(root / "spec", Path(temporary, "store"), port))
        command = shlex.split(options.engine.format(port=port, config=shlex.quote(str(config))))
        with open(options.log or Path(temporary, "log"), "wb") as log:
            engine = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
            try:
                await_listening(port, engine)
                chosen = list(folders(root, options.folders))
                with ThreadPoolExecutor(max_workers=max(len(chosen), 1)) as pool:
                    runs = [pool.submit(run_folder, each, port, patterns, options.match, tell) for each in chosen]
                    outcomes = [outcome for run in runs for outcome in run.result()]
            finally:
                engine.terminate()
                try:
                    engine.wait(10)
                except subprocess.TimeoutExpired:
                    engine.kill()
                    engine.wait()
    print(f"\n{'version':10} {'passed':>6} {'failed':>6}")
    for name in dict.fromkeys(outcome.folder for outcome in outcomes):
        own = [outcome for outcome in outcomes if outcome.folder == name]
        failed = [outcome for outcome in own if outcome.failure is not None]
        first = f"  {failed[0].name}: {(failed[0].failure or '').splitlines()[0]}" if failed else ""
        print(f"{name:10} {len(own) - len(failed):6} {len(failed):6}{first}")
    failures = sum(outcome.failure is not None for outcome in outcomes)
    print(f"{'all':10} {len(outcomes) - failures:6} {failures:6}")
    return 1 if failures or not outcomes else 0


if __name__ == "__main__":
    raise SystemExit(main())
