# ruff: noqa: E501 - rows of tables
"""A made-up venue over FIX: its dictionary, its spec, and its side of a session, played by a script."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, ClassVar

from feature_support import connected
from venue_runtime.clock import SystemClock
from venue_runtime.fix.acceptor import AcceptedSession, FixAcceptor
from venue_runtime.fix.config import SessionConfig
from venue_runtime.fix.interfaces import BaseApplication, PlainCodec
from venue_runtime.fix.message import SOH, Message
from venue_runtime.fix.store import MemoryStore
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets

FIELDS = """
1 Account STRING|11 ClOrdID STRING|14 CumQty QTY|18 ExecInst CHAR 6=POST|31 LastPx PRICE|32 LastQty QTY|37 OrderID STRING
38 OrderQty QTY|39 OrdStatus CHAR 0=NEW 1=PARTIALLY_FILLED 2=FILLED 4=CANCELED 8=REJECTED|40 OrdType CHAR 1=MARKET 2=LIMIT
41 OrigClOrdID STRING|44 Price PRICE|54 Side CHAR 1=BUY 2=SELL|55 Symbol STRING|58 Text STRING|60 TransactTime UTCTIMESTAMP
59 TimeInForce CHAR 1=GTC 3=IOC|150 ExecType CHAR 0=NEW 4=CANCELED 8=REJECTED F=TRADE|151 LeavesQty QTY|17 ExecID STRING
530 MassCancelRequestType CHAR 1=SYMBOL|531 MassCancelResponse CHAR 0=REJECTED 1=SYMBOL|148 Headline STRING|5000 Window INT
5001 ErrorCode INT|262 MDReqID STRING|263 SubscriptionRequestType CHAR 1=SUBSCRIBE 2=UNSUBSCRIBE|264 MarketDepth INT
146 NoRelatedSym NUMINGROUP|267 NoMDEntryTypes NUMINGROUP|269 MDEntryType CHAR 0=BID 1=OFFER 2=TRADE|268 NoMDEntries NUMINGROUP
270 MDEntryPx PRICE|271 MDEntrySize QTY|279 MDUpdateAction CHAR 0=NEW 1=CHANGE 2=DELETE|6001 FirstID INT|6002 LastID INT
1003 TradeID INT|95 RawDataLength LENGTH|96 RawData DATA|553 Username STRING|554 Password STRING|98 EncryptMethod INT
108 HeartBtInt INT|141 ResetSeqNumFlag BOOLEAN|5002 Nonce STRING|5003 CancelOnDisconnect BOOLEAN|45 RefSeqNum SEQNUM
8 BeginString STRING|9 BodyLength LENGTH|35 MsgType STRING|49 SenderCompID STRING|56 TargetCompID STRING|34 MsgSeqNum SEQNUM
52 SendingTime UTCTIMESTAMP|10 CheckSum STRING|371 RefTagID INT|372 RefMsgType STRING|373 SessionRejectReason INT
"""
MESSAGES = (Path(__file__).parent / "fix_feature.txt").read_text("utf-8")
"""MsgType, name, category, fields (required ones with `!`, groups with theirs in brackets)."""


def _members(words: str) -> str:
    made, rest = [], words
    while rest := rest.strip():
        word, _, rest = rest.partition(" ")
        if "(" in word:
            whole = f"{word} {rest}"
            inner = whole[whole.index("(") + 1 : whole.index(")")]
            made.append(f"<group name='{word.partition('(')[0]}' required='N'>{_members(inner)}</group>")
            rest = whole[whole.index(")") + 1 :]
        else:
            made.append(f"<field name='{word.rstrip('!')}' required='{'Y' if word.endswith('!') else 'N'}'/>")
    return "".join(made)


def dictionary() -> str:
    """The venue's dictionary, in QuickFIX's XML."""
    fields = []
    for row in FIELDS.strip().replace("\n", "|").split("|"):
        tag, name, kind, *values = row.split()
        listed = "".join(f"<value enum='{v.partition('=')[0]}' description='{v.partition('=')[2]}'/>" for v in values)
        fields.append(f"<field number='{tag}' name='{name}' type='{kind}'>{listed}</field>")
    messages = []
    for row in MESSAGES.strip().split("\n"):
        kind, name, category, words = row.split(None, 3)
        messages.append(f"<message name='{name}' msgtype='{kind}' msgcat='{category}'>{_members(words)}</message>")
    header = _members("BeginString! BodyLength! MsgType! SenderCompID! TargetCompID! MsgSeqNum! SendingTime! Window")
    return (
        f"<fix type='FIX' major='4' minor='4' servicepack='0'><header>{header}</header><messages>\n"
        + "\n".join(messages)
        + f"\n</messages><trailer>{_members('CheckSum!')}</trailer><components/><fields>{''.join(fields)}</fields></fix>"
    )


SPEC = (Path(__file__).parent / "fix_feature.yaml").read_text("utf-8")


REST_ORDER = {"id": "V1", "cid": "c1", "market": "AAA-BBB", "side": "BUY", "status": "OPEN", "qty": "2", "done": "0"}
_TOLD = {"symbol": "AAA/BBB", "venue_order_id": "V1", "status": "new"}
EXAMPLES = {
    "order.json": {"source": "made up", "response": REST_ORDER, "expect": {"report": _TOLD}},
    "open.json": {"source": "made up", "response": [REST_ORDER], "expect": {"report": [_TOLD]}},
}


def with_dictionary(folder: Path, name: str) -> None:
    """Put the dictionary beside a spec that is about to be written."""
    home = folder / "specs" / name
    home.mkdir(parents=True, exist_ok=True)
    (home / "oe.xml").write_text(dictionary(), "utf-8")


class Plain:
    """A message by its body: `55=AAA|…`."""

    msg_type: ClassVar[str] = ""

    def __init__(self, msg_type: str, body: str) -> None:
        self.msg_type = msg_type  # type: ignore[misc]
        self._body = body

    def body(self) -> str:
        return self._body.replace("|", SOH) + SOH


Answer = Iterable[tuple[str, str]] | None


class Script(BaseApplication):
    """The venue's side of one session: what it got, and what it says to that."""

    def __init__(self, venue: FixVenue) -> None:
        self.venue = venue
        self.on = False

    def check_logon(self, message: Message, /) -> None:
        self.venue.logons.append(message)

    def on_logon(self, message: Message, /) -> None:
        self.on = True
        self.venue.sessions.append(self)

    def on_disconnected(self) -> None:
        self.on = False

    def on_message(self, message: Message, ts_recv: int, /) -> None:
        self.venue.got.append(message)
        for msg_type, body in self.venue.answer(message) or ():
            self.say(msg_type, body)

    def say(self, msg_type: str, body: str) -> None:
        self.sender.send(Plain(msg_type, body))  # type: ignore[arg-type]


class FixVenue:
    """A venue that listens: `answer(message)` yields (MsgType, body)."""

    def __init__(self) -> None:
        self.logons: list[Message] = []
        self.got: list[Message] = []
        self.sessions: list[Script] = []
        self.answer: Callable[[Message], Answer] = lambda message: None
        self.acceptor = FixAcceptor(dynamic=self._accept)

    def _accept(self, key: tuple[str, str, str], message: Message) -> AcceptedSession:
        config = SessionConfig(begin_string=key[0], sender_comp_id=key[1], target_comp_id=key[2], reset="every_logon")
        return AcceptedSession(config=config, application=Script(self), codec=PlainCodec(), store=MemoryStore())

    @property
    def session(self) -> Script:
        """The last that logged on."""
        return self.sessions[-1]

    def of(self, msg_type: str) -> list[Message]:
        return [each for each in self.got if each.msg_type == msg_type]


@asynccontextmanager
async def venue_and_client(
    kind: type, http: ScriptedHttp | None = None, **options: Any
) -> AsyncIterator[tuple[FixVenue, Any, ScriptedHttp]]:
    """A venue on loopback and a client of it."""
    venue = FixVenue()
    await venue.acceptor.serve("127.0.0.1", 0)
    http = http or ScriptedHttp()
    client = connected(
        kind,
        ScriptedSockets(),
        http,
        clock=SystemClock(),
        credentials={"api_key": "k", "api_secret": "s3cret"},
        endpoints={"fix": f"tcp://127.0.0.1:{venue.acceptor.ports[0]}"},
        **options,
    )
    try:
        async with client:
            yield venue, client, http
    finally:
        await venue.acceptor.close()


async def until(holds: Callable[[], Any]) -> Any:
    """Wait until something holds, for five seconds at most."""
    for _ in range(500):
        if found := holds():
            return found
        await asyncio.sleep(0.01)
    raise AssertionError("it never came true")
