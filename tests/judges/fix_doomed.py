"""A process of ours that trades over FIX until it kills itself at a chosen moment, by SIGKILL.

    python tests/judges/fix_doomed.py --port N --version FIX.4.4 --folder DIR --orders N [--die WHEN --at K]

WHEN: `before` or `after` the K-th commit of the store, or while the K-th message of a `resend` is read from it. It
sends orders o0, o1, … up to the number wanted; what it has sent already it finds in the store. Every report goes,
before anything else happens, to the file `reports`: a line of ExecID and PossDupFlag. It ends when all orders are
reported; with --stay it does not.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path

from fix_trader import Trader, config_for, order
from venue_runtime.dialects import Backoff
from venue_runtime.fix.connection import connect_to
from venue_runtime.fix.filestore import FileStore
from venue_runtime.fix.initiator import FixInitiator
from venue_runtime.fix.message import Message


class Doomed(FileStore):
    when = ""
    at = 0

    def commit(self, messages: Sequence[tuple[int, bytes]], next_out: int, next_in: int, /) -> None:
        self._reach("before")
        super().commit(messages, next_out, next_in)
        self._reach("after")

    def messages(self, first: int, last: int, /) -> Iterator[tuple[int, bytes]]:
        for each in super().messages(first, last):
            self._reach("resend")
            yield each

    def _reach(self, when: str) -> None:
        if when == self.when:
            self.at -= 1
            if self.at == 0:
                os.kill(os.getpid(), signal.SIGKILL)


class Desk(Trader):
    def __init__(self, reports: Path) -> None:
        super().__init__()
        self._reports = os.open(reports, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def on_message(self, message: Message, ts_recv: int) -> None:
        os.write(self._reports, f"{message.get('17')} {message.get('43', 'N')}\n".encode())
        super().on_message(message, ts_recv)


def seen_in(reports: Path) -> set[str]:
    return {line.split()[0] for line in reports.read_text().splitlines()}


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--orders", type=int, required=True)
    parser.add_argument("--die", default="", choices=["", "before", "after", "resend"])
    parser.add_argument("--at", type=int, default=0)
    parser.add_argument("--stay", action="store_true")
    options = parser.parse_args()
    store = Doomed(options.folder / "ours")
    sent = sum(b"\x0135=D\x01" in raw for _, raw in store.messages(1, store.next_out))
    reports = options.folder / "reports"
    desk = Desk(reports)
    store.when, store.at = options.die, options.at
    initiator = FixInitiator(
        config_for(options.version, heartbeat=1),
        application=desk,
        connect=connect_to(f"tcp://127.0.0.1:{options.port}"),
        store=lambda config: store,
        backoff=Backoff(first=0.1, longest=0.5),
    )
    await initiator.ready(15)
    for number in range(sent, options.orders):
        initiator.send(order(f"o{number}", "buy", 1, 10))
        if number % 10 == 0:
            await asyncio.sleep(0)
    await desk.until(lambda: not options.stay and len(seen_in(reports)) >= options.orders, "all reports")
    await initiator.close()


if __name__ == "__main__":
    asyncio.run(main())
