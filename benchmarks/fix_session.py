"""An order and its report through two FIX sessions over a socket on this machine, everything checked and stored."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import tempfile
import threading
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

from .fix import installed, messages_of
from .measure import Contestant, Note, Row, interleave

ORDERS = 300


async def run(quick: bool) -> list[Row | Note]:
    contestants: dict[str, Contestant] = {}
    results: list[Row | Note] = []
    async with contextlib.AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        contestants["numbers in memory"] = await _ours(stack, None)
        contestants["numbers and messages in files"] = await _ours(stack, folder / "ours")
        quickfix = installed("quickfix")
        if quickfix is None:
            results.append(Note("without QuickFIX: it is not installed (extra `judges`)"))
        else:
            contestants["QuickFIX on both sides, in memory"] = _quickfix(stack, quickfix, folder)
        times = await interleave(contestants, 3 if quick else 11)
    for name, seconds in times.items():
        results.append(Row(f"order to report, {name}", [1e6 * min(seconds)], " µs"))
    return results


async def _ours(stack: contextlib.AsyncExitStack, folder: Path | None) -> Contestant:
    from venue_runtime.fix.acceptor import AcceptedSession, FixAcceptor
    from venue_runtime.fix.config import SessionConfig
    from venue_runtime.fix.connection import connect_to
    from venue_runtime.fix.filestore import file_store
    from venue_runtime.fix.initiator import FixInitiator
    from venue_runtime.fix.interfaces import BaseApplication
    from venue_runtime.fix.message import Message
    from venue_runtime.fix.store import memory_store

    oe = messages_of("oe")
    order = oe.NewOrderSingle(
        cl_ord_id="one",
        order_qty=Decimal(5),
        ord_type=oe.OrdType.LIMIT,
        price=Decimal("10.5"),
        side=oe.Side.BUY,
        symbol="LTCBNB",
        time_in_force=oe.TimeInForce.GOOD_TILL_CANCEL,
    )

    class Venue(BaseApplication):
        def on_message(self, message: Message, ts_recv: int) -> None:
            taken = oe.NewOrderSingle.decode(message)
            self.sender.send(
                oe.ExecutionReport(
                    cl_ord_id=taken.cl_ord_id,
                    cum_qty=Decimal(0),
                    exec_id=1,
                    last_qty=Decimal(0),
                    order_id=1,
                    order_qty=taken.order_qty,
                    ord_status=oe.OrdStatus.NEW,
                    ord_type=taken.ord_type,
                    price=taken.price,
                    side=taken.side,
                    symbol=taken.symbol,
                    transact_time=ts_recv,
                    exec_type=oe.ExecType.NEW,
                    leaves_qty=taken.order_qty,
                )
            )

    class Trader(BaseApplication):
        report: asyncio.Future[Any]

        def on_message(self, message: Message, ts_recv: int) -> None:
            self.report.set_result(oe.ExecutionReport.decode(message))

    config = SessionConfig(begin_string="FIX.4.4", sender_comp_id="VENUE", target_comp_id="TRADER")
    stores = memory_store if folder is None else file_store(folder)
    venue = AcceptedSession(config=config, application=Venue(), codec=oe.CODEC, store=stores(config))
    acceptor = FixAcceptor([venue])
    port = await acceptor.serve("127.0.0.1", 0)
    trader = Trader()
    session = FixInitiator(
        SessionConfig(begin_string="FIX.4.4", sender_comp_id="TRADER", target_comp_id="VENUE"),
        application=trader,
        codec=oe.CODEC,
        store=stores,
        connect=connect_to(f"tcp://127.0.0.1:{port}"),
    )
    stack.push_async_callback(acceptor.close)
    stack.push_async_callback(session.close)
    await session.ready(5)

    async def once() -> float:
        loop = asyncio.get_running_loop()
        start = time.perf_counter()
        for _ in range(ORDERS):
            trader.report = loop.create_future()
            session.send(order)
            await trader.report
        return (time.perf_counter() - start) / ORDERS

    return once


_SETTINGS = """[DEFAULT]
ConnectionType={role}
StartTime=00:00:00
EndTime=00:00:00
HeartBtInt=30
UseDataDictionary=N
ResetOnLogon=Y
SocketNodelay=Y
SocketAcceptPort={port}
SocketConnectHost=127.0.0.1
SocketConnectPort={port}
[SESSION]
BeginString=FIX.4.4
SenderCompID={ours}
TargetCompID={theirs}
"""


def _quickfix(stack: contextlib.AsyncExitStack, quickfix: Any, folder: Path) -> Contestant:
    answered, logged_on = threading.Event(), threading.Event()
    known: list[Any] = []

    class Quiet(quickfix.Application):  # type: ignore[misc]
        def onCreate(self, session: Any) -> None: ...
        def onLogon(self, session: Any) -> None: ...
        def onLogout(self, session: Any) -> None: ...
        def toAdmin(self, message: Any, session: Any) -> None: ...
        def fromAdmin(self, message: Any, session: Any) -> None: ...
        def toApp(self, message: Any, session: Any) -> None: ...
        def fromApp(self, message: Any, session: Any) -> None: ...

    class Venue(Quiet):
        def fromApp(self, message: Any, session: Any) -> None:
            report = quickfix.Message()
            report.getHeader().setField(35, "8")
            for tag in (11, 38, 40, 44, 54, 55):
                report.setField(tag, message.getField(tag))
            for tag, value in ((6, "0"), (14, "0"), (17, "1"), (32, "0"), (37, "1"), (39, "0"), (150, "0"), (151, "5")):
                report.setField(tag, value)
            report.setField(60, "20240611-09:01:46.228")
            quickfix.Session.sendToTarget(report, session)

    class Trader(Quiet):
        def onLogon(self, session: Any) -> None:
            known.append(session)
            logged_on.set()

        def fromApp(self, message: Any, session: Any) -> None:
            for tag in (11, 17, 37, 39, 54, 60):
                message.getField(tag)
            for tag in (14, 32, 38, 44, 151):
                Decimal(message.getField(tag))
            answered.set()

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    parts = []
    for role, ours, theirs, application in (("acceptor", "V", "T", Venue()), ("initiator", "T", "V", Trader())):
        file = folder / f"{role}.cfg"
        file.write_text(_SETTINGS.format(role=role, port=port, ours=ours, theirs=theirs), encoding="utf-8")
        settings = quickfix.SessionSettings(str(file))
        make = quickfix.SocketAcceptor if role == "acceptor" else quickfix.SocketInitiator
        part = make(application, quickfix.MemoryStoreFactory(), settings)
        parts.append((part, application, settings))
        part.start()
        stack.callback(part.stop)
    if not logged_on.wait(10):
        raise TimeoutError("QuickFIX did not log on")

    async def once() -> float:
        start = time.perf_counter()
        for _ in range(ORDERS):
            order = quickfix.Message()
            order.getHeader().setField(35, "D")
            for tag, value in ((11, "one"), (38, "5"), (40, "2"), (44, "10.5"), (54, "1"), (55, "LTCBNB"), (59, "1")):
                order.setField(tag, value)
            answered.clear()
            quickfix.Session.sendToTarget(order, known[0])
            if not answered.wait(5):
                raise TimeoutError("QuickFIX did not answer")
        return (time.perf_counter() - start) / ORDERS

    return once
