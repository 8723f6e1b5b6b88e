"""FIX messages side by side with simplefix and the QuickFIX binding: bytes to typed messages and back.

Ours frames, checks BodyLength and CheckSum, and types every field, exact decimals and nanoseconds included. Of reports
the others read twelve fields as numbers and words, which is how they are used; no two messages are the same.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

from .measure import Contestant, Note, Row, at_least, interleave

ROOT = Path(__file__).resolve().parents[1]
SOH = "\x01"
MESSAGES = 400
_REPORT = (
    "35=8|34={n}|49=SPOT|52=20240611-09:01:46.{n:06d}|56=qNXO12fH|11=17180965061978{n:05d}|14=2.50000000|17={n}|"
    "31=10.{n:08d}|32=2.50000000|37={n}|38=5.00000000|39=1|40=2|44=10.50000000|54=1|55=LTCBNB|59=4|"
    "60=20240611-09:01:46.{n:06d}|136=1|137=0.0025{n:04d}|138=BNB|139=4|150=F|151=2.50000000|636=Y|1003={n}|1057=Y|"
    "25001=1|25017=25.00000000|25018=20240611-09:01:45.{n:06d}|25023=20240611-09:01:45.{n:06d}|"
)
_ENTRY = "279=1|269={side}|270=9.{n:05d}|271=0.{n:05d}|"
_BOOK = "35=X|34={n}|49=SPOT|52=20241019-05:40:11.{n:06d}|56=EXAMPLE|262=DEPTH|268=10|"
_FIRST = "55=BTCUSDT|25043={n}|25044={n}|"  # what the entries after it inherit
_HEARTBEAT = "35=0|34={n}|49=SPOT|52=20241019-05:40:11.{n:06d}|56=EXAMPLE|"
# What is read of a report by those that type nothing by themselves.
_NUMBERS = dict.fromkeys((31, 32, 14, 38, 44, 151), Decimal)
_WORDS = (11, 17, 37, 39, 54, 60)


async def run(quick: bool) -> list[Row | Note]:
    results: list[Row | Note] = []
    rounds = 11 if quick else 61
    oe, md = messages_of("oe"), messages_of("md")
    reports = [_message(_REPORT, n) for n in range(1, MESSAGES)]
    books = [_book(n) for n in range(1, MESSAGES)]
    heartbeats = [_message(_HEARTBEAT, n) for n in range(1, MESSAGES)]
    orders = [_order(oe, n) for n in range(1, MESSAGES)]

    simplefix, quickfix = installed("simplefix"), installed("quickfix")
    results += [Note(f"without {name}: it is not installed (extra `judges`)") for name in _missing(simplefix, quickfix)]
    contests: dict[str, dict[str, Callable[[], Any]]] = {
        f"decode ExecutionReport ({len(reports[0])} bytes, all fields typed)": {"ours": _ours(oe, reports)},
        f"decode X of 10 entries ({len(books[0])} bytes)": {"ours": _ours(md, books)},
        "decode Heartbeat": {"ours": _ours(oe, heartbeats)},
        "encode NewOrderSingle": {"ours": _ours_encoding(orders)},
    }
    streams = (reports, books, heartbeats)
    for what, stream in zip(contests, streams, strict=False):
        if simplefix is not None:
            contests[what]["simplefix"] = _simplefix(simplefix, stream)
        if quickfix is not None and stream is not reports:
            contests[what]["QuickFIX"] = _quickfix(quickfix, stream)
    report, *_, encode = contests
    if simplefix is not None:
        contests[report]["simplefix, 12 fields typed"] = _simplefix_typed(simplefix, reports)
        contests[encode]["simplefix"] = _simplefix_encoding(simplefix, orders)
    if quickfix is not None:
        contests[report]["QuickFIX, 12 fields typed"] = _quickfix_typed(quickfix, reports)
        contests[encode]["QuickFIX"] = _quickfix_encoding(quickfix, orders)
    for what, contestants in contests.items():
        times = await interleave({name: _timed(work) for name, work in contestants.items()}, rounds)
        ours = times.pop("ours")
        # The best of all rounds: what they take when nothing else runs, which is what differs between them.
        results.append(Row(what, [1e6 * min(ours)], " µs"))
        for name, seconds in times.items():
            goal = None
            if name == "simplefix" or what == encode:
                goal = at_least(8)
            elif what == report:
                goal = at_least(1)
            results.append(Row(f"  {name}: times ours", [min(seconds) / min(ours)], "×", goal))
    return results


def _timed(work: Callable[[], Any]) -> Contestant:
    async def once() -> float:
        start = time.perf_counter()
        work()
        return (time.perf_counter() - start) / (MESSAGES - 1)

    return once


def messages_of(name: str) -> ModuleType:
    """The typed messages of one of the dictionaries, made now."""
    from venue_runtime.fix.dictionary import Dictionary
    from venuegen.fix import messages_module, messages_view

    dictionary = Dictionary.load(ROOT / "venue_specs" / "binance_spot" / "fix" / f"{name}.xml")
    module = ModuleType(f"benchmarks.fix_{name}")
    sys.modules[module.__name__] = module
    source = messages_module(messages_view(dictionary, all_messages=True, time_digits=6), ROOT / "templates")
    exec(compile(source, module.__name__, "exec"), module.__dict__)
    return module


def installed(name: str) -> ModuleType | None:
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError:
        return None


def _missing(simplefix: ModuleType | None, quickfix: ModuleType | None) -> list[str]:
    return [name for name, module in (("simplefix", simplefix), ("QuickFIX", quickfix)) if module is None]


# ---------------------------------------------------------------- messages
def _message(form: str, n: int) -> bytes:
    from venue_runtime.fix.message import frame

    return frame("FIX.4.4", form.format(n=n).replace("|", SOH))


def _book(n: int) -> bytes:
    entries = [_ENTRY.format(side=i % 2, n=n * 10 + i) for i in range(10)]
    return _message(_BOOK + entries[0] + _FIRST + "".join(entries[1:]), n)


def _order(oe: ModuleType, n: int) -> Any:
    return oe.NewOrderSingle(
        cl_ord_id=f"17180965061978{n:05d}",
        order_qty=Decimal(f"5.{n:05d}"),
        ord_type=oe.OrdType.LIMIT,
        price=Decimal(f"10.{n:05d}"),
        side=oe.Side.BUY,
        symbol="LTCBNB",
        time_in_force=oe.TimeInForce.GOOD_TILL_CANCEL,
    )


# ---------------------------------------------------------------- ours
def _ours(module: ModuleType, stream: Sequence[bytes]) -> Callable[[], Any]:
    from venue_runtime.fix.framing import Framer

    feed, decode = Framer(data_lengths=module.CODEC.data_lengths).feed, module.CODEC.decode

    def work() -> None:
        for raw in stream:
            for message in feed(raw):
                decode(message)

    return work


def _ours_encoding(orders: Sequence[Any]) -> Callable[[], Any]:
    from venue_runtime.fix.message import frame

    def work() -> None:
        for n, order in enumerate(orders):
            frame(
                "FIX.4.4",
                f"35={order.msg_type}\x0134={n}\x0149=qNXO12fH\x0152=20240611-09:01:46.228\x0156=SPOT\x01{order.body()}",
            )

    return work


# ---------------------------------------------------------------- theirs
def _simplefix(simplefix: Any, stream: Sequence[bytes]) -> Callable[[], Any]:
    def work() -> None:
        parser = simplefix.FixParser()
        for raw in stream:
            parser.append_buffer(raw)
            assert parser.get_message() is not None

    return work


def _simplefix_typed(simplefix: Any, stream: Sequence[bytes]) -> Callable[[], Any]:
    def work() -> None:
        parser = simplefix.FixParser()
        for raw in stream:
            parser.append_buffer(raw)
            message = parser.get_message()
            for tag, type_ in _NUMBERS.items():
                type_(message.get(tag).decode())
            for tag in _WORDS:
                message.get(tag).decode()

    return work


def _simplefix_encoding(simplefix: Any, orders: Sequence[Any]) -> Callable[[], Any]:
    def work() -> None:
        for n, order in enumerate(orders):
            message = simplefix.FixMessage()
            pairs = [(8, "FIX.4.4"), (35, "D"), (34, n), (49, "qNXO12fH"), (52, "20240611-09:01:46.228"), (56, "SPOT")]
            pairs += [(11, order.cl_ord_id), (38, order.order_qty), (40, order.ord_type.value), (44, order.price)]
            pairs += [(54, order.side.value), (55, order.symbol), (59, order.time_in_force.value)]
            for tag, value in pairs:
                message.append_pair(tag, value)
            message.encode()

    return work


def _quickfix(quickfix: Any, stream: Sequence[bytes]) -> Callable[[], Any]:
    texts = [raw.decode() for raw in stream]

    def work() -> None:
        for text in texts:
            quickfix.Message(text, True)

    return work


def _quickfix_typed(quickfix: Any, stream: Sequence[bytes]) -> Callable[[], Any]:
    texts = [raw.decode() for raw in stream]

    def work() -> None:
        for text in texts:
            message = quickfix.Message(text, True)
            for tag, type_ in _NUMBERS.items():
                type_(message.getField(tag))
            for tag in _WORDS:
                message.getField(tag)

    return work


def _quickfix_encoding(quickfix: Any, orders: Sequence[Any]) -> Callable[[], Any]:
    def work() -> None:
        for n, order in enumerate(orders):
            message = quickfix.Message()
            header = message.getHeader()
            head = {8: "FIX.4.4", 35: "D", 34: str(n), 49: "qNXO12fH", 52: "20240611-09:01:46.228", 56: "SPOT"}
            for tag, value in head.items():
                header.setField(tag, value)
            for tag, value in (
                (11, order.cl_ord_id),
                (38, str(order.order_qty)),
                (40, order.ord_type.value),
                (44, str(order.price)),
                (54, order.side.value),
                (55, order.symbol),
                (59, order.time_in_force.value),
            ):
                message.setField(tag, value)
            message.toString()

    return work
