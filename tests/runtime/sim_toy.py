"""A toy venue, written by hand in the shape of a generated `simulated.py`: enough to try the server with."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import msgspec
from venue_runtime.errors import AuthenticationError, ClockSkew, VenueError, VenueResponseError
from venue_runtime.model import OrderRequest, OrderType, Side
from venue_runtime.testing.dialect import (
    Action,
    Close,
    Frame,
    Reply,
    Rpc,
    RpcResult,
    SimBucket,
    SimCall,
    SimConnection,
    SimRequest,
    SimResponse,
    SimRoute,
    SimSocketRoute,
    Subscribe,
    Subscription,
    Unsubscribe,
    Used,
)
from venue_runtime.testing.events import BookEvent, ExchangeEvent, OrderReport, TradeEvent

MS = 1_000_000
WINDOW_NS = 5_000 * MS


def sign(secret: str, text: str) -> str:
    """The toy's signature over everything before `&sig=`."""
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def to_json(data: object) -> str:
    """Text of a frame."""
    return msgspec.json.encode(data).decode()


class ToyVenue:
    """REST with HMAC, one WebSocket for streams and calls."""

    venue = "toy"
    channels = ("depth", "trades", "orders")
    enum_fields: Mapping[str, Sequence[tuple[str | int, ...]]] = {
        "create_order": (("status",),),
        "orders": (("data", "status"),),
    }
    checksum_fields: Mapping[str, Sequence[tuple[str | int, ...]]] = {"depth": (("sum",),)}
    buckets = (
        SimBucket("weight", budget=20, window_ns=60_000 * MS),
        SimBucket("orders", budget=3, window_ns=10_000 * MS, per="account", window="sliding"),
    )

    def __init__(self, interval_ns: int = 0) -> None:
        self.interval_ns = interval_ns
        self.routes = (
            SimRoute("GET", "/depth/{symbol}", "depth", self.depth, cost={"weight": 5}),
            SimRoute("POST", "/order", "create_order", self.create_order, "hmac", True, {"weight": 1, "orders": 1}),
            SimRoute("DELETE", "/order", "cancel_order", self.cancel_order, "hmac", True, {"weight": 1}),
            SimRoute("GET", "/broken", "broken", self.broken),
        )
        self.sockets = (SimSocketRoute("stream", "/ws", lambda connection: ToySocket(self, connection)),)

    def depth(self, call: SimCall) -> object:
        instrument = call.exchange.by_venue_symbol(call.path_parameters["symbol"])
        book = call.exchange.book(instrument.symbol)
        return {"id": book.last_id, "bids": [[level.price, level.quantity] for level in book.bids]}

    def create_order(self, call: SimCall) -> object:
        given = call.parameters
        request = OrderRequest(
            symbol=call.exchange.by_venue_symbol(given["symbol"]).symbol,
            side=Side(given["side"]),
            type=OrderType.LIMIT,
            quantity=Decimal(given["qty"]),
            price=Decimal(given["price"]),
            client_order_id=given.get("cid"),
        )
        return order_row(call.exchange.create_order(call.account, request))

    def cancel_order(self, call: SimCall) -> object:
        symbol = call.exchange.by_venue_symbol(call.parameters["symbol"]).symbol
        return order_row(call.exchange.cancel_order(call.account, symbol, client_order_id=call.parameters["cid"]))

    def broken(self, call: SimCall) -> object:
        raise RuntimeError("a bug in the dialect")

    def choose(self, call: SimCall, endpoints: Sequence[str]) -> str:
        return endpoints[0]

    def verify(self, call: SimCall) -> str:
        if call.connection is not None and call.connection.account is not None:
            return call.connection.account
        assert call.request is not None
        text = call.request.body.decode() or call.request.query
        signed, _, signature = text.partition("&sig=")
        for account, credentials in call.context.accounts.items():
            if credentials.reveal("api_key") == call.request.headers.get("x-key"):
                if not hmac.compare_digest(sign(credentials.reveal("api_secret"), signed), signature):
                    raise AuthenticationError("bad signature", code="signature")
                if abs(int(call.parameters["ts"]) * MS - call.now_ns) > WINDOW_NS:
                    raise ClockSkew("timestamp outside the window", code="ts")
                return account
        raise AuthenticationError("unknown key", code="key")

    def encode_result(self, call: SimCall, result: object) -> SimResponse:
        return SimResponse.json(result)

    def error_response(self, error: VenueError, call: SimCall | None) -> SimResponse:
        code, status = _refusal(error)
        return SimResponse.json({"error": code}, status=status)

    def limit_headers(self, used: Sequence[Used]) -> Mapping[str, str]:
        return {f"X-Used-{one.bucket.name}": str(one.used) for one in used}


def order_row(report: OrderReport) -> dict[str, Any]:
    """An order as the toy prints it."""
    order = report.order
    return {"id": order.venue_order_id, "cid": order.client_order_id, "status": order.status.value.upper()}


def _refusal(error: VenueError) -> tuple[str, int]:
    if isinstance(error, VenueResponseError):
        return error.code or "unknown", error.http_status or 400
    return "unknown", 400


class ToySocket:
    """`{"do": "sub"|"unsub"|"login"|"call"|"bye"}` in; `{"ch", "data", …}` out."""

    def __init__(self, venue: ToyVenue, connection: SimConnection) -> None:
        self.venue = venue
        self.connection = connection

    def admit(self, request: SimRequest) -> None:
        return None

    def on_open(self) -> Iterable[Action]:
        yield Reply(to_json({"hello": self.connection.id}))

    def on_frame(self, frame: Frame) -> Iterable[Action]:
        asked = msgspec.json.decode(frame)
        if asked["do"] == "sub":
            channel = asked["ch"]
            private = channel == "orders"
            yield Reply(to_json({"ok": channel}))
            yield Subscribe(
                Subscription(
                    key=channel,
                    channel=channel,
                    events=frozenset({{"depth": "book", "trades": "trade", "orders": "order"}[channel]}),
                    symbol=None if private else "AAA/BBB",
                    account=self.connection.account if private else None,
                    interval_ns=self.venue.interval_ns if channel == "depth" else 0,
                )
            )
        elif asked["do"] == "unsub":
            yield Unsubscribe(asked["ch"])
            yield Reply(to_json({"ok": "unsub"}))
        elif asked["do"] == "login":
            if asked["key"] != "k1":
                raise AuthenticationError("unknown key", code="key")
            self.connection.account = "ann"
            yield Reply(to_json({"ok": "login"}))
        elif asked["do"] == "call":
            yield Rpc(id=asked["id"], endpoint_id=asked["what"], parameters=asked["with"])
        elif asked["do"] == "bye":
            yield Close(4000, "as you wish")
        else:
            raise RuntimeError("a bug in the dialect")

    def encode_event(self, subscription: Subscription, event: ExchangeEvent) -> Frame | None:
        if isinstance(event, BookEvent):
            changes = [[c.side.value, c.price, c.quantity] for c in event.changes]
            return to_json({"ch": "depth", "from": event.first_id, "to": event.last_id, "data": changes, "sum": 1000})
        if isinstance(event, TradeEvent):
            return to_json({"ch": "trades", "data": [event.trade.trade_id, event.trade.price]})
        if isinstance(event, OrderReport):
            return to_json({"ch": "orders", "why": event.execution.value, "data": order_row(event)})
        return None

    def encode_reply(self, outcome: RpcResult) -> Frame:
        if outcome.error is not None:
            return to_json({"id": outcome.rpc.id, "error": _refusal(outcome.error)[0]})
        return to_json({"id": outcome.rpc.id, "result": outcome.result})

    def encode_error(self, error: VenueError) -> Frame | None:
        return to_json({"error": _refusal(error)[0]})

    def notice(self, what: str) -> Iterable[Action]:
        yield Reply(to_json({"notice": what}))

    def ping(self) -> Frame | None:
        return to_json({"ping": 1})
