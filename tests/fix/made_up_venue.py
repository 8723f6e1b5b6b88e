"""A venue that exists nowhere, written out as a generated one would be: order entry, drop copy and market data."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, ClassVar

from venue_runtime.credentials import Credentials
from venue_runtime.errors import (
    AuthenticationError,
    CancelRejected,
    InsufficientFunds,
    InvalidOrder,
    OrderNotFound,
    RateLimitExceeded,
)
from venue_runtime.fix.config import SessionConfig
from venue_runtime.fix.initiator import FixInitiator
from venue_runtime.fix.interfaces import BaseApplication
from venue_runtime.fix.message import SOH, Message
from venue_runtime.model import Instrument, InstrumentKind, OrderRequest, OrderType, Side
from venue_runtime.testing.dialect import SimCall
from venue_runtime.testing.exchange import SimulatedExchange
from venue_runtime.testing.fix_dialect import FixCall, FixRoute
from venue_runtime.testing.fix_generated import FixRefusal, GeneratedFix
from venue_runtime.testing.fix_market import FeedRule
from venue_runtime.testing.fix_wire import FieldRow, Layout, write_message
from venue_runtime.testing.generated import GeneratedDialect, Refusal
from venue_runtime.testing.memory import DrivenClock, MemoryFix
from venue_runtime.testing.server import SimulatedVenue

SYMBOL = "BTC/USDT"
BTC = Instrument(
    symbol=SYMBOL,
    venue_symbol="BTCUSDT",
    kind=InstrumentKind.SPOT,
    base="BTC",
    quote="USDT",
    price_increment=Decimal("0.01"),
    quantity_increment=Decimal("0.001"),
)

LOGON = Layout(
    "Logon",
    "A",
    (FieldRow("username", "553"), FieldRow("raw_data", "96", "data", (), "95"), FieldRow("drop_copy_flag", "9406")),
)
NEW_ORDER = Layout(
    "NewOrderSingle",
    "D",
    (
        FieldRow("cl_ord_id", "11"),
        FieldRow("order_qty", "38", "decimal"),
        FieldRow("price", "44", "decimal"),
        FieldRow("side", "54"),
        FieldRow("symbol", "55"),
    ),
)
CANCEL = Layout(
    "OrderCancelRequest",
    "F",
    (FieldRow("cl_ord_id", "11"), FieldRow("orig_cl_ord_id", "41"), FieldRow("symbol", "55")),
)
REPORT = Layout(
    "ExecutionReport",
    "8",
    (
        FieldRow("cl_ord_id", "11"),
        FieldRow("cum_qty", "14", "decimal"),
        FieldRow("last_px", "31", "decimal"),
        FieldRow("last_qty", "32", "decimal"),
        FieldRow("order_id", "37"),
        FieldRow("order_qty", "38", "decimal"),
        FieldRow("ord_status", "39"),
        FieldRow("orig_cl_ord_id", "41"),
        FieldRow("price", "44", "decimal"),
        FieldRow("side", "54"),
        FieldRow("symbol", "55"),
        FieldRow("text", "58"),
        FieldRow("transact_time", "60", "utc"),
        FieldRow("exec_type", "150"),
        FieldRow("leaves_qty", "151", "decimal"),
        FieldRow("error_code", "25016", "int"),
    ),
)
CANCEL_REJECT = Layout(
    "OrderCancelReject",
    "9",
    (
        FieldRow("cl_ord_id", "11"),
        FieldRow("orig_cl_ord_id", "41"),
        FieldRow("symbol", "55"),
        FieldRow("text", "58"),
        FieldRow("cxl_rej_response_to", "434"),
        FieldRow("error_code", "25016", "int"),
    ),
)
REJECT = Layout(
    "Reject",
    "3",
    (FieldRow("ref_seq_num", "45", "int"), FieldRow("text", "58"), FieldRow("error_code", "25016", "int")),
)
NEWS = Layout("News", "B", (FieldRow("headline", "148"),))
REQUEST = Layout(
    "MarketDataRequest",
    "V",
    (
        FieldRow("md_req_id", "262"),
        FieldRow("subscription_request_type", "263"),
        FieldRow("market_depth", "264", "int"),
        FieldRow("no_related_sym", "146", "group", (FieldRow("symbol", "55"),)),
        FieldRow("no_md_entry_types", "267", "group", (FieldRow("md_entry_type", "269"),)),
    ),
)
_LEVEL = (
    FieldRow("md_entry_type", "269"),
    FieldRow("md_entry_px", "270", "decimal"),
    FieldRow("md_entry_size", "271", "decimal"),
)
SNAPSHOT = Layout(
    "MarketDataSnapshot",
    "W",
    (
        FieldRow("md_req_id", "262"),
        FieldRow("symbol", "55"),
        FieldRow("last_id", "25044", "int"),
        FieldRow("no_md_entries", "268", "group", _LEVEL),
    ),
)
REFRESH = Layout(
    "MarketDataIncrementalRefresh",
    "X",
    (
        FieldRow("md_req_id", "262"),
        FieldRow(
            "no_md_entries",
            "268",
            "group",
            (
                FieldRow("md_update_action", "279"),
                *_LEVEL,
                FieldRow("symbol", "55"),
                FieldRow("trade_id", "1003"),
                FieldRow("first_id", "25043", "int"),
                FieldRow("last_id", "25044", "int"),
            ),
        ),
    ),
)
REQUEST_REJECT = Layout(
    "MarketDataRequestReject",
    "Y",
    (FieldRow("md_req_id", "262"), FieldRow("text", "58"), FieldRow("error_code", "25016", "int")),
)


class MadeUpFix(GeneratedFix):
    """As a generated one."""

    refusals: ClassVar[Mapping[str, FixRefusal]] = {
        "D": FixRefusal(name="ExecutionReport", code="error_code", text="text", said={"exec_type": "8"}),
        "F": FixRefusal(name="OrderCancelReject", code="error_code", text="text"),
        "V": FixRefusal(name="MarketDataRequestReject", code="error_code", text="text"),
    }
    session_refusal = FixRefusal(name="Reject", code="error_code", text="text")
    feeds = (
        FeedRule(
            channel="depth",
            route="market_data",
            kind="book",
            entry_types=frozenset({"0", "1"}),
            snapshot="MarketDataSnapshot",
            update="MarketDataIncrementalRefresh",
            snapshot_last="last_id",
            first="e.first_id",
            last="e.last_id",
            inherit=("symbol", "first_id", "last_id"),
        ),
        FeedRule(
            channel="trades",
            route="market_data",
            kind="trade",
            entry_types=frozenset({"2"}),
            update="MarketDataIncrementalRefresh",
        ),
    )

    def __init__(self, venue: GeneratedDialect) -> None:
        super().__init__(venue)
        orders = {each.msg_type: each for each in (LOGON, NEW_ORDER, CANCEL, REPORT, CANCEL_REJECT, REJECT, NEWS)}
        market = {each.msg_type: each for each in (LOGON, REQUEST, SNAPSHOT, REFRESH, REQUEST_REJECT, REJECT, NEWS)}
        notice = write_message(NEWS, {"headline": "maintenance"})

        def route(id: str, **more: Any) -> FixRoute:
            return FixRoute(
                id=id,
                begin_string="FIX.4.4",
                comp_id="VENUE",
                auth="logon",
                heartbeat_min=5,
                heartbeat_max=60,
                notice=notice,
                **more,
            )

        self.routes = (
            route(
                "order_entry",
                layouts=orders,
                reports=True,
                window="25000",
                header=("25000",),
                message_limit=5,
                handlers={"D": self.create_order, "F": self.cancel_order},
            ),
            route("drop_copy", layouts=orders, reports=True, fixed={"9406": "Y"}),
            route("market_data", layouts=market, handlers={"V": self.market_data_request}),
        )

    def verify_logon(self, call: SimCall, h: Mapping[str, str]) -> str:
        """The signature is as good as a secret can be in a test: it repeats the header."""
        account, _ = self.venue.account_of(call, "api_key", str(call.parameters["username"]))
        if call.parameters["raw_data"] != f"{h['49']}/{h['34']}":
            raise AuthenticationError("wrong signature", code="bad_signature")
        return account

    def create_order(self, call: FixCall) -> None:
        """`create_order` of the contract."""
        p = call.message
        i = self.instrument(call, p.symbol)
        request = OrderRequest(
            symbol=i.symbol,
            side={"1": Side.BUY, "2": Side.SELL}[p.side],
            type=OrderType.LIMIT,
            quantity=p.order_qty,
            price=p.price,
            client_order_id=p.cl_ord_id,
        )
        call.exchange.create_order(call.account, request)

    def cancel_order(self, call: FixCall) -> None:
        """`cancel_order` of the contract."""
        p = call.message
        i = self.instrument(call, p.symbol)
        call.exchange.cancel_order(call.account, i.symbol, client_order_id=p.orig_cl_ord_id, command_id=p.cl_ord_id)


class MadeUpVenue(GeneratedDialect):
    """Nothing but FIX."""

    venue = "made_up"
    refusals = (
        Refusal(AuthenticationError, "-2015", "Invalid API-key."),
        Refusal(InsufficientFunds, "-2010", "Account has insufficient balance."),
        Refusal(InvalidOrder, "-1013", ""),
        Refusal(OrderNotFound, "-2011", "Unknown order sent."),
        Refusal(CancelRejected, "-2011", "Unknown order sent."),
        Refusal(RateLimitExceeded, "-1003", "Too many messages."),
    )

    def __init__(self) -> None:
        super().__init__({})
        self.fix = MadeUpFix(self)


class Say:
    """A message of a test: its type and its fields with `|` between them."""

    msg_type: ClassVar[str] = ""

    def __init__(self, msg_type: str, text: str) -> None:
        self.msg_type = msg_type  # type: ignore[misc]
        self._text = text

    def body(self) -> str:
        return self._text.replace("|", SOH) + SOH


class Person(BaseApplication):
    """A client that keeps what it is told."""

    def __init__(self, sender: str = "ME", *, key: str = "key", flag: str = "") -> None:
        self.name = sender
        self.key = key
        self.flag = flag
        self.told: list[str] = []
        self.events: list[str] = []

    def logon_body(self, header: Mapping[str, str], /) -> str:
        signature = f"{self.name}/{header['34']}"
        more = f"9406={self.flag}{SOH}" if self.flag else ""
        return f"553={self.key}{SOH}95={len(signature)}{SOH}96={signature}{SOH}{more}"

    def on_logon(self, message: Message, /) -> None:
        self.events.append("logon")

    def on_message(self, message: Message, ts_recv: int, /) -> None:
        self.told.append(told(message))

    def on_reject(self, message: Message, /) -> None:
        self.told.append(told(message))

    def on_logout(self, text: str, /) -> None:
        self.events.append(f"logout {text}".strip())

    def on_disconnected(self) -> None:
        self.events.append("disconnected")


def told(message: Message) -> str:
    """What a message says besides its header, its times and its own number."""
    pairs = zip(message.tokens[::2], message.tokens[1::2], strict=True)
    left = {"8", "9", "34", "49", "52", "56", "60", "10"}
    return "|".join(f"{tag}={value}" for tag, value in pairs if tag not in left)


class Floor:
    """Everything that a test needs: the venue, its clock, clients of it."""

    def __init__(self) -> None:
        self.clock = DrivenClock(1_700_000_000_000_000_000)
        self.exchange = SimulatedExchange(self.clock, [BTC])
        for account in ("trader", "other"):
            self.exchange.add_account(account, {"BTC": Decimal(10), "USDT": Decimal(100_000)})
        self.venue = SimulatedVenue(
            MadeUpVenue(),
            self.exchange,
            accounts={"trader": Credentials(api_key="key")},
            clock=self.clock,
            port=None,
        )
        self.initiators: list[FixInitiator] = []

    async def __aenter__(self) -> Floor:
        self._running = self.clock.running()
        await self._running.__aenter__()
        await self.venue.start()
        return self

    async def __aexit__(self, *error: object) -> None:
        for each in self.initiators:
            await each.close()
        await self.venue.close()
        await self._running.__aexit__(None, None, None)
        assert self.venue.failures == []

    def initiator(self, person: Person, *ids: str, **more: Any) -> FixInitiator:
        """A client's session."""
        options: dict[str, Any] = {"heartbeat": 30, "reset": "every_logon", "resend": False, **more}
        config = SessionConfig(begin_string="FIX.4.4", sender_comp_id=person.name, target_comp_id="VENUE", **options)
        made = FixInitiator(config, application=person, connect=MemoryFix(self.venue, *ids).connect, clock=self.clock)
        self.initiators.append(made)
        return made

    async def log_on(self, person: Person, *ids: str, **more: Any) -> FixInitiator:
        """The same, logged on."""
        made = self.initiator(person, *ids, **more)
        await made.ready(5)
        return made

    async def until(self, holds: Callable[[], Any]) -> None:
        """For at most half a minute of the clock."""
        for _ in range(600):
            if holds():
                return
            await self.clock.sleep(0.05)
        raise AssertionError("it never came true")

    async def settle(self) -> None:
        """Let everything that can go on go on."""
        await asyncio.sleep(0)
        await self.clock.sleep(0.05)
