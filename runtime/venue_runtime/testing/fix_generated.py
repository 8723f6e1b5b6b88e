"""What every generated FIX dialect of a simulated venue shares: Logons, orders, reports, refusals.

A generated `simulated_fix.py` says *what* (sessions, fields, words, codes); this module does it. It knows no venue.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any, ClassVar

from msgspec import Struct

from venue_runtime.errors import (
    AuthenticationError,
    ClockSkew,
    InvalidOrder,
    OrderNotFound,
    RateLimitExceeded,
    VenueError,
    VenueUnavailable,
)
from venue_runtime.fix.interfaces import Codec
from venue_runtime.fix.message import Message
from venue_runtime.model import Fill, Instrument, Order
from venue_runtime.testing.dialect import SimCall, SimContext
from venue_runtime.testing.events import BookEvent, ExchangeEvent, Execution, OrderReport, TradeEvent
from venue_runtime.testing.fix_dialect import FixCall, FixConnectionState, FixRoute
from venue_runtime.testing.fix_market import FeedRule, Feeds
from venue_runtime.testing.fix_standard import id_values, refusal_values, report_values
from venue_runtime.testing.fix_wire import Layout, Written, write
from venue_runtime.testing.generated import GeneratedDialect
from venue_runtime.testing.reasons import Reason

__all__ = ["FixRefusal", "GeneratedFix", "LogonFields", "OrderWriter"]

OrderWriter = Callable[[Order, Instrument], Mapping[str, Any]]
FillWriter = Callable[[Fill, Instrument], Mapping[str, Any]]
_SESSION_ERRORS = (AuthenticationError, ClockSkew, RateLimitExceeded, VenueUnavailable)
"""What a venue says of a message before it looks at the order."""


class FixRefusal(Struct, frozen=True, kw_only=True):
    """How a message says that a request was refused: python names of the fields that tell code and text, and what else
    it says then.
    """

    name: str
    code: str = ""
    text: str = ""
    said: Mapping[str, Any] = {}


class LogonFields(SimpleNamespace):
    """Texts of a Logon's header, by python name."""

    @classmethod
    def of(cls, message: Message) -> LogonFields:
        """Those that are signed."""
        tags = {
            "begin_string": "8",
            "msg_type": "35",
            "sender_comp_id": "49",
            "target_comp_id": "56",
            "msg_seq_num": "34",
            "sending_time": "52",
            "heart_bt_int": "108",
        }
        return cls(**{name: message.get(tag) for name, tag in tags.items()})


class GeneratedFix:
    """Base of the generated dialects. Implements what of `FixDialect` does not depend on the venue's text."""

    refusals: ClassVar[Mapping[str, FixRefusal]] = {}
    """MsgType of a request → how it is refused."""
    session_refusal: ClassVar[FixRefusal | None] = None
    """How the session's own Reject tells a code, where it does."""
    report: ClassVar[str] = "ExecutionReport"
    write_order: ClassVar[OrderWriter | None] = None
    """What the venue says of an order in its own words: fields of the report by python name."""
    write_fill: ClassVar[FillWriter | None] = None
    feeds: ClassVar[Sequence[FeedRule]] = ()
    codecs: ClassVar[Mapping[str, Codec]] = {}
    """Session → its dictionary, as the client's side checks by it."""
    routes: Sequence[FixRoute] = ()

    def __init__(self, venue: GeneratedDialect) -> None:
        self.venue = venue
        self._feeds = Feeds(self.feeds)

    # ------------------------------------------------------------ Logons

    def check(self, route: FixRoute, message: Message) -> None:
        """See `FixDialect`."""
        codec = self.codecs.get(route.id)
        if codec is not None:
            codec.check(message)

    def verify(self, route: FixRoute, message: Message, context: SimContext) -> str:
        """See `FixDialect`; a dialect with schemes has its own `logons`."""
        if not route.auth:
            return next(iter(context.accounts), "")
        layout = route.layout("Logon")
        given: dict[str, Any] = {row.name: message.get(row.tag) or None for row in layout.rows} if layout else {}
        call = SimCall(endpoint_id="Logon", parameters=given, context=context, transport="fix", auth=route.auth)
        return self.verify_logon(call, LogonFields.of(message))

    def verify_logon(self, call: SimCall, h: LogonFields) -> str:
        """The account that a Logon is signed for; its fields are the parameters of the call."""
        raise AuthenticationError(f"no such scheme: {call.auth}")

    def text_of(self, error: VenueError) -> str:
        """See `FixDialect`."""
        return self._said(error, "Logon")[1]

    def _said(self, error: VenueError, message: str) -> tuple[str, str]:
        """The venue's code and text for an error."""
        code, text, _ = self.venue.refusal(error, message, number=True)
        return code, error.message if text == str(error) else text

    # ------------------------------------------------------------ requests

    def instrument(self, call: FixCall, venue_symbol: Any) -> Instrument:
        """The instrument that a message names.

        Raises:
            InvalidOrder: there is none.
        """
        if venue_symbol is None:
            raise InvalidOrder("no Symbol", code=Reason.MISSING_FIELD.value)
        return call.exchange.by_venue_symbol(str(venue_symbol))

    def instrument_of(self, call: FixCall, venue_order_id: str | None, client_order_id: str | None) -> Instrument:
        """The instrument of an order that a message names by its ids alone.

        Raises:
            OrderNotFound: the account has no such order.
        """
        for report in call.exchange.all_orders(call.account):
            order = report.order
            if order.venue_order_id == venue_order_id if venue_order_id else order.client_order_id == client_order_id:
                return call.exchange.instrument(order.symbol)
        raise OrderNotFound("no such order", code=Reason.ORDER_NOT_FOUND.value)

    def answer(self, call: FixCall, name: str, **values: Any) -> None:
        """Send a message that repeats what was asked, with these values besides."""
        layout = call.route.layout(name)
        if layout is not None:
            asked = {key: value for key, value in vars(call.message).items() if not isinstance(value, list)}
            call.connection.send(write(layout, asked | values, call.route.digits))

    def market_data_request(self, call: FixCall) -> None:
        """Subscribe or unsubscribe: see `Feeds`."""
        self._feeds.request(call)

    # ------------------------------------------------------------ answers

    def refuse(self, call: FixCall, error: VenueError) -> Written:
        """See `FixDialect`."""
        msg_type = call.layout.msg_type
        refusal = self.refusals.get(msg_type)
        if self.session_refusal is not None and (refusal is None or isinstance(error, _SESSION_ERRORS)):
            refusal = self.session_refusal
        code, text = self._said(error, call.layout.name)
        layout = call.route.layout(refusal.name) if refusal is not None else None
        if refusal is None or layout is None:
            return _business_reject(call, text)
        values = refusal_values(vars(call.message), msg_type, call.raw.seq_num or 0, code, text, call.now_ns)
        values |= refusal.said
        values |= {name: said for name, said in ((refusal.code, code), (refusal.text, text)) if name}
        return write(layout, values, call.route.digits)

    def tell(self, connection: FixConnectionState, event: ExchangeEvent) -> Sequence[Written]:
        """See `FixDialect`."""
        if isinstance(event, OrderReport):
            if event.account != connection.account:
                return ()
            route = next((each for each in connection.routes if each.reports), None)
            layout = route.layout(self.report) if route is not None else None
            if route is None or layout is None:
                return ()
            return (self._report(route, layout, event, connection.context.exchange.instrument(event.symbol)),)
        if isinstance(event, BookEvent | TradeEvent):
            return self._feeds.tell(connection, event)
        return ()

    def _report(self, route: FixRoute, layout: Layout, event: OrderReport, instrument: Instrument) -> Written:
        values = report_values(event, instrument, route.begin_string)
        told: list[Mapping[str, Any]] = []
        writers = type(self)
        if writers.write_order is not None:
            told.append(writers.write_order(event.order, instrument))
        if writers.write_fill is not None and event.execution is Execution.TRADE and event.fill is not None:
            told.append(writers.write_fill(event.fill, instrument))
        for own in told:
            values |= {name: value for name, value in own.items() if value is not None}
        # Which request is answered is the protocol's business, not the map's.
        values |= id_values(event.order, event.command_id)
        return write(layout, values, route.digits)


_BUSINESS_REJECT = Layout("BusinessMessageReject", "j", ())


def _business_reject(call: FixCall, text: str) -> Written:
    body = f"45={call.raw.seq_num}\x01372={call.layout.msg_type}\x01380=0\x0158={text}\x01"
    return Written(_BUSINESS_REJECT, body)
