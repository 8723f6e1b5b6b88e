"""Market data over FIX, simulated: a MarketDataRequest is answered by whole books (W) and what changes (X).

Source: FIX 4.4 volume 3, "Market data": SubscriptionRequestType (263), MDEntryType (269), MDUpdateAction (279). What a
venue numbers, and which fields entries inherit from the one before, its spec says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any, Literal

from msgspec import Struct

from venue_runtime.errors import SubscriptionRejected
from venue_runtime.model import Instrument, Side, Trade
from venue_runtime.testing.book_views import BookUpdate, Level, SubscribedBook
from venue_runtime.testing.events import BookEvent, TradeEvent
from venue_runtime.testing.fix_dialect import FixCall, FixConnectionState, FixRoute
from venue_runtime.testing.fix_wire import Layout, Written, write_complete
from venue_runtime.testing.reasons import Reason

__all__ = ["FeedRule", "Feeds"]

_BID, _OFFER, _TRADE = "0", "1", "2"
_NEW, _CHANGE, _DELETE = "0", "1", "2"
_SUBSCRIBE, _UNSUBSCRIBE = "1", "2"
_SIDES = {Side.BUY: "1", Side.SELL: "2"}


class FeedRule(Struct, frozen=True, kw_only=True):
    """A channel of the spec: the requests that mean it, and the messages that bring it.

    `first` and `last` are the fields (python names) that number the changes of a book: `e.` before those of an entry.
    """

    channel: str
    route: str
    kind: Literal["book", "trade"]
    entry_types: frozenset[str]
    depth: int | None = None
    """The MarketDepth that a request must have; None: whatever it asks for."""
    snapshot: str = ""
    update: str = ""
    group: str = "no_md_entries"
    first: str = ""
    last: str = ""
    before: bool = False
    """`first` holds the number of the change before, not that of the first one in the message."""
    snapshot_last: str = ""
    inherit: tuple[str, ...] = ()
    write: Callable[[Trade, Instrument], Mapping[str, Any]] | None = None
    """What the venue says of a trade in its own words: fields of the entry."""


class _Subscription:
    """One instrument of one request."""

    def __init__(self, rule: FeedRule, route: FixRoute, id: str, instrument: Instrument, depth: int | None) -> None:
        self.rule = rule
        self.route = route
        self.id = id
        self.instrument = instrument
        self.depth = depth
        self.book: SubscribedBook | None = None
        self.known: dict[Side, set[Any]] = {Side.BUY: set(), Side.SELL: set()}


class Feeds:
    """Subscriptions of all connections, which are kept with these."""

    def __init__(self, rules: Sequence[FeedRule]) -> None:
        self._rules = rules

    def request(self, call: FixCall) -> None:
        """Do what a MarketDataRequest asks for.

        Raises:
            InvalidOrder: there is no such instrument. SubscriptionRejected: nothing that is offered.
        """
        asked, held = call.message, _held(call.connection)
        if str(asked.subscription_request_type) == _UNSUBSCRIBE:
            if held.pop(asked.md_req_id, None) is None:
                raise SubscriptionRejected("no such subscription", code=Reason.UNEXPECTED_FIELD.value)
            return
        if asked.md_req_id in held:
            raise SubscriptionRejected("MDReqID is in use", code=Reason.DUPLICATE_ORDER_ID.value)
        symbols = [entry.symbol for entry in asked.no_related_sym or ()]
        instruments = [call.exchange.by_venue_symbol(str(symbol)) for symbol in symbols]
        rule = self._meant(call, asked)
        if not instruments or rule is None:
            raise SubscriptionRejected("no such market data", code=Reason.UNEXPECTED_FIELD.value)
        depth = asked.market_depth or None
        made = [_Subscription(rule, call.route, asked.md_req_id, each, depth) for each in instruments]
        if str(asked.subscription_request_type) == _SUBSCRIBE:
            held[asked.md_req_id] = made
        for each in made:
            message = self._start(call, each)
            if message is not None:
                call.connection.send(message)

    def _meant(self, call: FixCall, asked: SimpleNamespace) -> FeedRule | None:
        types = {str(entry.md_entry_type) for entry in asked.no_md_entry_types or ()}
        fitting = [
            rule
            for rule in self._rules
            if rule.route in {route.id for route in call.connection.routes}
            and rule.entry_types == types
            and rule.depth in (None, asked.market_depth)
        ]
        # The one that says most of what it wants.
        return max(fitting, key=lambda rule: rule.depth is not None, default=None)

    def _start(self, call: FixCall, one: _Subscription) -> Written | None:
        if one.rule.kind != "book":
            return None
        one.book = SubscribedBook(call.exchange, one.instrument.symbol, one.depth)
        whole = one.book.whole()
        for side, levels in ((Side.BUY, whole.bids), (Side.SELL, whole.asks)):
            one.known[side] = {level.price for level in levels}
        layout = one.route.layout(one.rule.snapshot) if one.rule.snapshot else None
        if layout is None:
            return None
        entries = [
            {"md_entry_type": word, "md_entry_px": level.price, "md_entry_size": level.quantity}
            for word, levels in ((_BID, whole.bids), (_OFFER, whole.asks))
            for level in levels
        ]
        return self._message(one, layout, entries, {one.rule.snapshot_last: whole.last_id})

    def tell(self, connection: FixConnectionState, event: BookEvent | TradeEvent) -> list[Written]:
        """What subscribers of a connection are sent."""
        found: list[Written] = []
        for made in list(_held(connection).values()):
            for one in made:
                if one.instrument.symbol == event.symbol:
                    message = self._told(one, event)
                    if message is not None:
                        found.append(message)
        return found

    def _told(self, one: _Subscription, event: BookEvent | TradeEvent) -> Written | None:
        layout = one.route.layout(one.rule.update) if one.rule.update else None
        if layout is None:
            return None
        if isinstance(event, TradeEvent):
            return self._trade(one, layout, event) if one.rule.kind == "trade" else None
        if one.book is None:
            return None
        update = one.book.advance(event)
        return self._changes(one, layout, update) if update is not None else None

    def _trade(self, one: _Subscription, layout: Layout, event: TradeEvent) -> Written:
        trade = event.trade
        entry: dict[str, Any] = {
            "md_update_action": _NEW,
            "symbol": one.instrument.venue_symbol,
            "md_entry_type": _TRADE,
            "md_entry_px": trade.price,
            "md_entry_size": trade.quantity,
            "trade_id": trade.trade_id,
            "aggressor_side": _SIDES[trade.side] if trade.side is not None else None,
            "transact_time": trade.ts_event,
        }
        if one.rule.write is not None:
            own = one.rule.write(trade, one.instrument)
            entry |= {name: value for name, value in own.items() if value is not None}
        return self._message(one, layout, [entry], {})

    def _changes(self, one: _Subscription, layout: Layout, update: BookUpdate) -> Written:
        first = update.previous_id if one.rule.before else update.previous_id + 1
        numbers = {"first": first, "last": update.last_id}
        inside = {
            name.removeprefix("e."): numbers[key]
            for key, name in (("first", one.rule.first), ("last", one.rule.last))
            if name.startswith("e.")
        }
        beside = {
            name: numbers[key]
            for key, name in (("first", one.rule.first), ("last", one.rule.last))
            if name and not name.startswith("e.")
        }
        entries: list[dict[str, Any]] = []
        for side, word, levels in ((Side.BUY, _BID, update.bids), (Side.SELL, _OFFER, update.asks)):
            for level in levels:
                entry = self._entry(one, side, word, level) | inside
                if entries:
                    # What is as in the entry before, venues leave out.
                    entry = {name: value for name, value in entry.items() if name not in one.rule.inherit}
                entries.append(entry)
        return self._message(one, layout, entries, beside)

    def _entry(self, one: _Subscription, side: Side, word: str, level: Level) -> dict[str, Any]:
        known = one.known[side]
        action = _DELETE if not level.quantity else _CHANGE if level.price in known else _NEW
        (known.discard if action == _DELETE else known.add)(level.price)
        return {
            "md_update_action": action,
            "symbol": one.instrument.venue_symbol,
            "md_entry_type": word,
            "md_entry_px": level.price,
            "md_entry_size": None if action == _DELETE else level.quantity,
        }

    def _message(
        self, one: _Subscription, layout: Layout, entries: list[dict[str, Any]], beside: Mapping[str, Any]
    ) -> Written:
        values = {"md_req_id": one.id, "symbol": one.instrument.venue_symbol, one.rule.group: entries, **beside}
        return write_complete(layout, values, one.route.digits)


def _held(connection: FixConnectionState) -> dict[str, list[_Subscription]]:
    held: dict[str, list[_Subscription]] = connection.state.setdefault("feeds", {})
    return held
