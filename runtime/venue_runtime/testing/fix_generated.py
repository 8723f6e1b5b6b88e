"""What every generated FIX dialect of a simulated venue shares: Logons, orders, reports, refusals.

A generated `simulated_fix.py` says *what* (sessions, fields, words, codes); this module does it. It knows no venue.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from venue_runtime.fix.message import Message
from venue_runtime.model import Fill, Instrument, Order
from venue_runtime.testing.dialect import SimCall, SimContext
from venue_runtime.testing.events import BookEvent, ExchangeEvent, Execution, OrderReport, TradeEvent
from venue_runtime.testing.fix_dialect import FixCall, FixConnectionState, FixRoute
from venue_runtime.testing.fix_market import FeedRule, Feeds
from venue_runtime.testing.fix_standard import id_values, refusal_values, report_values
from venue_runtime.testing.fix_wire import Layout, Written, write_complete
from venue_runtime.testing.generated import GeneratedDialect
from venue_runtime.testing.reasons import Reason

__all__ = ["FixRefusal", "GeneratedFix"]

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
    between: str = ""
    """Of one field that tells both: what stands between them; `code_first` or last."""
    code_first: bool = False
    before: str = ""
    """What the field of the code leaves out of it: `order 3` of the error table is 3 there."""

    def filled(self, code: str, text: str) -> dict[str, Any]:
        """The fields that tell code and text."""
        if self.code and self.code == self.text:
            parts = (code, text) if self.code_first else (text, code)
            return {self.code: self.between.join(parts) if self.between else code}
        told = code.removeprefix(self.before) if code.startswith(self.before) else ""
        return {name: said for name, said in ((self.code, told), (self.text, text)) if name and said}


class GeneratedFix:
    """Base of the generated dialects. Implements what of `FixDialect` does not depend on the venue's text."""

    refusals: ClassVar[Mapping[str, FixRefusal]] = {}
    """MsgType of a request → how it is refused."""
    session_refusal: ClassVar[FixRefusal | None] = None
    """How the session's own Reject tells a code, where it does."""
    report: ClassVar[str] = "ExecutionReport"
    answers: ClassVar[str] = "cl_ord_id"
    """Field of a report that names the request which it answers."""
    unasked: ClassVar[Mapping[str, Any]] = {}
    """What a report says that answers nothing, where the venue tells those apart."""
    feeds: ClassVar[Sequence[FeedRule]] = ()
    needs: ClassVar[frozenset[str]] = frozenset()
    """Credentials that its Logons take."""
    routes: Sequence[FixRoute] = ()

    def __init__(self, venue: GeneratedDialect) -> None:
        self.venue = venue
        self._feeds = Feeds(self.feeds)

    # ------------------------------------------------------------ Logons

    def verify(self, route: FixRoute, message: Message, context: SimContext) -> str:
        """See `FixDialect`; a dialect with schemes has its own `logons`."""
        if not route.auth:
            return next(iter(context.accounts), "")
        layout = route.layout("Logon")
        given: dict[str, Any] = {row.name: message.get(row.tag) or None for row in layout.rows} if layout else {}
        call = SimCall(endpoint_id="Logon", parameters=given, context=context, transport="fix", auth=route.auth)
        return self.verify_logon(call, message.fields)

    def verify_logon(self, call: SimCall, h: Mapping[str, str]) -> str:
        """The account that a Logon is signed for: its own fields are the parameters of the call, `h` is all of it."""
        raise AuthenticationError(f"no such scheme: {call.auth}")

    def text_of(self, error: VenueError) -> str:
        """See `FixDialect`."""
        return self._said(error, "Logon")[1]

    def _said(self, error: VenueError, message: str, before: str = "") -> tuple[str, str]:
        """The venue's code and text for an error."""
        code, text, _ = self.venue.refusal(error, message, number=not before, before=before)
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
            call.connection.send(write_complete(layout, asked | values, call.route.digits))

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
        code, text = self._said(error, call.layout.name, refusal.before if refusal is not None else "")
        layout = call.route.layout(refusal.name) if refusal is not None else None
        if refusal is None or layout is None:
            return _business_reject(call, text)
        values = refusal_values(vars(call.message), msg_type, call.raw.seq_num or 0, code, text, call.now_ns)
        if refusal.name == self.report:
            values[self.answers] = values.get("cl_ord_id")
        values |= {**refusal.said, **refusal.filled(code, text)}
        return write_complete(layout, values, call.route.digits)

    def write_order(self, v: Order, i: Instrument) -> Mapping[str, Any]:
        """What the venue says of an order in its own words: fields of the report by python name."""
        return {}

    def write_fill(self, v: Fill, i: Instrument) -> Mapping[str, Any]:
        """What the venue says of a fill, in the same way."""
        return {}

    def tell(self, connection: FixConnectionState, event: ExchangeEvent) -> Sequence[Written]:
        """See `FixDialect`."""
        if isinstance(event, OrderReport):
            if event.account != connection.account:
                return ()
            route = next((each for each in connection.routes if each.reports), None)
            layout = route.layout(self.report) if route is not None else None
            if route is None or layout is None:
                return ()
            instrument = connection.context.exchange.instrument(event.symbol)
            return (self._report(route, layout, event, instrument, connection.answering),)
        if isinstance(event, BookEvent | TradeEvent):
            return self._feeds.tell(connection, event)
        return ()

    def _report(
        self, route: FixRoute, layout: Layout, event: OrderReport, instrument: Instrument, answering: bool
    ) -> Written:
        values = report_values(event, instrument, route.begin_string)
        told = [self.write_order(event.order, instrument)]
        if event.execution is Execution.TRADE and event.fill is not None:
            told.append(self.write_fill(event.fill, instrument))
        for own in told:
            values |= {name: value for name, value in own.items() if value is not None}
        # Which request is answered is the protocol's business, not the map's.
        if self.answers == "cl_ord_id":
            values |= id_values(event.order, event.command_id)
        else:
            values[self.answers] = event.command_id or event.order.client_order_id
        if not answering:
            values |= self.unasked
        return write_complete(layout, values, route.digits)


_BUSINESS_REJECT = Layout("BusinessMessageReject", "j", ())


def _business_reject(call: FixCall, text: str) -> Written:
    body = f"45={call.raw.seq_num}\x01372={call.layout.msg_type}\x01380=0\x0158={text}\x01"
    return Written(_BUSINESS_REJECT, body)
