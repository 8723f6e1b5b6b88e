"""Calls over a stream connection: what a lost, late, refused or unreadable answer means for reads and for commands."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Hashable, Iterable
from typing import Any

import msgspec
import pytest
from client_support import Example, client, turns
from venue_runtime.buckets import BucketSpec
from venue_runtime.clock import ManualClock
from venue_runtime.errors import (
    AuthenticationError,
    ConfigurationError,
    DecodeError,
    InsufficientFunds,
    OutcomeUnknown,
    RateLimitExceeded,
    TransportError,
    VenueResponseError,
)
from venue_runtime.limits import Usage
from venue_runtime.links import Link
from venue_runtime.rest import Endpoint, Over
from venue_runtime.streams import ConnectionSettings
from venue_runtime.testing.scripted import ScriptedSockets
from venue_runtime.websocket import StreamEndpoint

OVER = Over("trade", "order.place")
READ = Endpoint(id="ticker", costs=(("weight", 1),), over=OVER)
COMMAND = Endpoint(id="new_order", method="POST", is_command=True, costs=(("weight", 1),), over=OVER)


class Price(msgspec.Struct):
    price: int


class CallingDialect:
    """Greets with {"welcome"}; a login is refused when the far end says so."""

    name = "trade"
    settings = ConnectionSettings(silence=None)

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url="wss://ws.example.com/trade")

    async def on_open(self, link: Link) -> None:
        await link.request("login", json.dumps({"id": "login"}))

    def subscribe_frames(self, subscriptions: Any, link: Link) -> tuple[()]:
        return ()

    unsubscribe_frames = subscribe_frames

    def call(self, link: Link, method: str, params: dict[str, Any]) -> tuple[Hashable, str]:
        number = link.next_id()
        return number, json.dumps({"id": number, "method": method, "params": params})

    def receive(self, frame: str | bytes, link: Link) -> None:
        message = json.loads(frame)
        if "topic" in message:
            link.push(message["topic"], message["data"])
            return
        if "used" in message:
            link.observe(message["id"], [Usage(bucket="weight", used=message["used"])])
        if "error" in message:
            kinds: dict[str, type[VenueResponseError]] = {
                "funds": InsufficientFunds,
                "rate": RateLimitExceeded,
                "login": AuthenticationError,
            }
            kind = kinds.get(message["error"], VenueResponseError)
            error = kind(
                f"{message['error']} hush {link.operation(message['id'])}", definitive=message["error"] in kinds
            )
            link.reply(message["id"], error=error)
        else:
            link.reply(message["id"], json.dumps(message["result"]).encode() if "result" in message else None)


class Trading(Example):
    bucket_specs = (BucketSpec(id="weight", per="ip", budget=3, shape="fixed", window_ns=60_000_000_000),)
    order_transports = ("rest", "trade")

    def _dialect(self, connection: str, partition: str | None) -> Any:
        return CallingDialect() if connection == "trade" else super()._dialect(connection, partition)


class Far:
    """The venue's end: answers to calls in turn; None is silence, "hang up" breaks the socket."""

    def __init__(self, *answers: dict[str, Any] | None, login: dict[str, Any] | None = None) -> None:
        self.answers = list(answers)
        self.login = login or {"result": {}}
        self.calls: list[dict[str, Any]] = []

    def __call__(self, frame: str | bytes) -> Iterable[str]:
        call = json.loads(frame)
        if call["id"] == "login":
            yield json.dumps({"id": "login", **self.login})
            return
        self.calls.append(call)
        answer = self.answers.pop(0) if self.answers else None
        if answer is not None:
            yield json.dumps({"id": call["id"], **answer})


class Rig:
    def __init__(self, far: Far) -> None:
        self.far = far
        self.clock = ManualClock(1_700_000_040_000_000_000)
        self.sockets = ScriptedSockets(far)
        example = client(clock=self.clock, websocket=self.sockets)
        self.client = Trading(
            credentials=example.credentials, clock=self.clock, websocket=self.sockets, random=example.random
        )
        self.made = 0

    def params(self) -> dict[str, Any]:
        self.made += 1
        return {"n": self.made}

    def start(self, endpoint: Endpoint, **more: Any) -> asyncio.Task[Price]:
        return asyncio.ensure_future(
            self.client.rest.call_over(endpoint, self.params, msgspec.json.Decoder(Price).decode, **more)
        )

    async def ask(self, endpoint: Endpoint, **more: Any) -> Price:
        task = self.start(endpoint, **more)
        for _ in range(400):
            await asyncio.sleep(0)
            if task.done():
                break
            await self.clock.advance(0.05)
        return await task


@pytest.mark.asyncio
async def test_the_first_call_opens_the_connection_and_the_next_ones_share_it() -> None:
    rig = Rig(Far({"result": {"price": 5}}, {"result": {"price": 6}}))
    assert rig.sockets.attempts == []
    assert (await rig.ask(READ)).price == 5
    assert (await rig.ask(COMMAND)).price == 6
    assert rig.sockets.attempts == ["wss://ws.example.com/trade"]
    assert rig.far.calls == [
        {"id": 1, "method": "order.place", "params": {"n": 1}},
        {"id": 2, "method": "order.place", "params": {"n": 2}},
    ]
    metrics = rig.client.metrics
    assert metrics.counter("ws_requests", operation="new_order").value == 1
    assert metrics.counter("ws_failures", operation="new_order").value == 0
    await rig.client.close()


@pytest.mark.asyncio
async def test_a_refusal_carries_its_operation_and_no_secret() -> None:
    rig = Rig(Far({"error": "funds"}))
    with pytest.raises(InsufficientFunds) as raised:
        await rig.ask(COMMAND)
    assert raised.value.operation == "new_order"
    assert raised.value.message.endswith(" new_order")
    assert "hush" not in raised.value.message
    await rig.client.close()


@pytest.mark.asyncio
async def test_a_code_that_nobody_declared_leaves_a_command_unknown_and_repeats_a_read() -> None:
    rig = Rig(Far({"error": "odd"}, {"error": "odd"}, {"result": {"price": 5}}))
    with pytest.raises(OutcomeUnknown) as raised:
        await rig.ask(COMMAND, client_order_id="mine")
    assert raised.value.client_order_id == "mine"
    assert len(rig.far.calls) == 1
    assert (await rig.ask(READ)).price == 5
    assert [call["params"]["n"] for call in rig.far.calls] == [1, 2, 3], "made and signed afresh"
    await rig.client.close()


@pytest.mark.asyncio
async def test_silence_leaves_a_command_unknown() -> None:
    rig = Rig(Far(None))
    with pytest.raises(OutcomeUnknown):
        await rig.ask(COMMAND, timeout=2.0)
    assert len(rig.far.calls) == 1
    await rig.client.close()


@pytest.mark.asyncio
async def test_a_broken_socket_leaves_a_command_unknown_and_repeats_a_read_on_a_new_one() -> None:
    for endpoint in (COMMAND, READ):
        rig = Rig(Far(None, {"result": {"price": 7}}))
        task = rig.start(endpoint)
        socket = await rig.sockets.opened()
        await socket.sent_count(2)
        socket.disconnect()
        for _ in range(400):
            await asyncio.sleep(0)
            await rig.clock.advance(0.1)
            if task.done():
                break
        if endpoint is COMMAND:
            with pytest.raises(OutcomeUnknown):
                await task
            assert len(rig.far.calls) == 1
        else:
            assert (await task).price == 7
            assert len(rig.sockets.sockets) == 2
        await rig.client.close()


@pytest.mark.asyncio
async def test_a_venue_out_of_reach_is_a_definite_failure_of_a_command() -> None:
    rig = Rig(Far())
    rig.sockets.refuse(times=1000)
    with pytest.raises(TransportError) as raised:
        await rig.ask(COMMAND, timeout=2.0)
    assert not raised.value.sent
    assert rig.far.calls == []
    assert rig.made == 0, "nothing was signed"
    await rig.client.close()


@pytest.mark.asyncio
async def test_a_refused_login_is_the_error_of_the_call() -> None:
    rig = Rig(Far(login={"error": "login"}))
    with pytest.raises(AuthenticationError):
        await rig.ask(COMMAND)
    assert rig.far.calls == []
    await rig.client.close()


@pytest.mark.asyncio
async def test_an_unreadable_answer_leaves_a_command_unknown_and_fails_a_read() -> None:
    for answer in ({"result": {"prize": 5}}, {}):
        rig = Rig(Far(answer, answer))
        with pytest.raises(OutcomeUnknown):
            await rig.ask(COMMAND)
        with pytest.raises(DecodeError):
            await rig.ask(READ)
        await rig.client.close()


@pytest.mark.asyncio
async def test_budgets_are_shared_and_corrected_by_the_answer() -> None:
    rig = Rig(Far({"result": {"price": 5}, "used": 3}, {"result": {"price": 6}}))
    await rig.ask(READ)
    waiting = rig.start(READ)
    await turns()
    assert len(rig.far.calls) == 1, "the venue says that the budget of this minute is spent"
    await rig.clock.advance(60.0)
    await turns(100)
    assert (await waiting).price == 6
    await rig.client.close()


@pytest.mark.asyncio
async def test_a_refusal_for_rate_holds_back_what_comes_next() -> None:
    rig = Rig(Far({"error": "rate"}, {"result": {"price": 6}}))
    with pytest.raises(RateLimitExceeded):
        await rig.ask(COMMAND)
    waiting = rig.start(COMMAND)
    await turns()
    assert len(rig.far.calls) == 1
    await rig.clock.advance(60.0)
    await turns(100)
    assert (await waiting).price == 6
    await rig.client.close()


@pytest.mark.asyncio
async def test_a_transport_that_the_venue_lacks_is_refused_at_once() -> None:
    with pytest.raises(ConfigurationError, match="there are rest, trade"):
        Trading(order_transport="fax")
    assert Trading(order_transport="trade").order_transport == "trade"
    with pytest.raises(ConfigurationError, match="over must be rest or trade"):
        READ.goes_over("fax")
    assert READ.goes_over("trade")
    assert not READ.goes_over("rest")
