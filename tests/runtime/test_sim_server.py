"""The simulated venue over real sockets on loopback, with a toy dialect."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import msgspec
import pytest
import pytest_asyncio
from sim_support import START, make_exchange, request
from sim_toy import MS, ToyVenue, sign
from venue_runtime.clock import ManualClock
from venue_runtime.credentials import Credentials
from venue_runtime.testing.faults import FaultSyntaxError
from venue_runtime.testing.server import SimulatedVenue
from yarl import URL

ACCOUNTS = {"ann": Credentials(api_key="k1", api_secret="s1")}
ORDER = "symbol=AAABBB&side=buy&qty=1&price=10.00"


class Bench:
    """A venue, its clock, and a client session."""

    def __init__(self, venue: SimulatedVenue, clock: ManualClock, session: aiohttp.ClientSession) -> None:
        self.venue = venue
        self.clock = clock
        self.session = session

    async def order(self, text: str = ORDER, *, ts: int = START // MS, secret: str = "s1", **more: Any) -> Any:
        """Status, JSON body and headers of a signed create_order."""
        signed = f"{text}&ts={ts}"
        body = f"{signed}&sig={sign(secret, signed)}"
        headers = {"X-Key": "k1", "Content-Type": "application/x-www-form-urlencoded"}
        async with self.session.post(f"{self.venue.url}/order", data=body, headers=headers, **more) as answer:
            return answer.status, msgspec.json.decode(await answer.read()), answer.headers

    async def socket(self, *subscriptions: str, login: bool = False) -> aiohttp.ClientWebSocketResponse:
        """An open socket that has read its welcome and its acknowledgements."""
        socket = await self.session.ws_connect(f"{self.venue.ws_url}/ws")
        assert "hello" in await socket.receive_json()
        for ask in [{"do": "login", "key": "k1"}] * login + [{"do": "sub", "ch": ch} for ch in subscriptions]:
            await socket.send_json(ask)
            assert "ok" in await socket.receive_json()
        return socket

    def rest(self, price: str, account: str = "ann", side: str = "buy") -> None:
        """A resting order, entered behind the venue's back: one book update."""
        self.venue.exchange.create_order(account, request(side, "1", price))


async def _bench(dialect: ToyVenue) -> AsyncIterator[Bench]:
    clock = ManualClock(START)
    async with (
        SimulatedVenue(dialect, make_exchange(clock=clock), accounts=ACCOUNTS, clock=clock) as venue,
        aiohttp.ClientSession() as session,
    ):
        yield Bench(venue, clock, session)


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[Bench]:
    async for one in _bench(ToyVenue()):
        yield one
        assert one.venue.failures == []


@pytest.mark.asyncio
async def test_a_signed_order_reaches_the_book_and_the_log_keeps_its_bytes(bench: Bench) -> None:
    status, body, headers = await bench.order()
    assert (status, body) == (200, {"id": "1", "cid": None, "status": "NEW"})
    assert (headers["X-Used-weight"], headers["X-Used-orders"]) == ("1", "1")
    async with bench.session.get(URL(f"{bench.venue.url}/depth/AAABBB?x=%2F", encoded=True)) as answer:
        assert await answer.text() == '{"id":1,"bids":[["10.00","1"]]}'
    logged = [(r.endpoint_id, r.request.method, r.request.target, r.status) for r in bench.venue.requests]
    assert logged == [("create_order", "POST", "/order", 200), ("depth", "GET", "/depth/AAABBB?x=%2F", 200)]
    signed = f"{ORDER}&ts={START // MS}"
    assert bench.venue.requests[0].request.body == f"{signed}&sig={sign('s1', signed)}".encode()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"secret": "wrong"}, "signature"),
        ({"ts": START // MS - 5001}, "ts"),
        ({"text": ORDER + "0001"}, "price_increment"),
    ],
)
@pytest.mark.asyncio
async def test_refusals_in_the_dialects_words(bench: Bench, change: dict[str, Any], code: str) -> None:
    status, body, _ = await bench.order(**change)
    assert (status, body) == (400, {"error": code})
    assert bench.venue.exchange.all_orders("ann") == []


@pytest.mark.asyncio
async def test_an_unknown_path_is_the_venues_404(bench: Bench) -> None:
    async with bench.session.get(f"{bench.venue.url}/nowhere") as answer:
        assert (answer.status, await answer.json()) == (404, {"error": "unknown_endpoint"})


@pytest.mark.asyncio
async def test_a_bug_in_the_dialect_is_recorded_and_answered_500(bench: Bench) -> None:
    async with bench.session.get(f"{bench.venue.url}/broken") as answer:
        assert answer.status == 500
    assert "a bug in the dialect" in bench.venue.failures.pop()


@pytest.mark.asyncio
async def test_limits_are_enforced_with_headers_and_retry_after(bench: Bench) -> None:
    for n in range(3):
        assert (await bench.order(f"{ORDER}&cid=c{n}"))[0] == 200
    status, body, headers = await bench.order()
    assert (status, body, headers["X-Used-orders"], headers["Retry-After"]) == (429, {"error": "rate_limit"}, "4", "10")
    assert len(bench.venue.exchange.open_orders("ann")) == 3
    await bench.clock.advance(10)
    assert (await bench.order(ts=START // MS + 10_000))[0] == 200


@pytest.mark.asyncio
async def test_status_faults_strike_before_the_order_is_executed(bench: Bench) -> None:
    bench.venue.inject("429=30:create_order*2")
    bench.venue.inject("503:create_order@3")
    bench.venue.inject("418=60:create_order@4")
    seen = [(status, headers.get("Retry-After")) for status, _, headers in [await bench.order() for _ in range(5)]]
    assert seen == [(429, "30"), (429, "30"), (503, None), (418, "60"), (200, None)]
    assert len(bench.venue.exchange.all_orders("ann")) == 1


@pytest.mark.parametrize(("fault", "orders"), [("timeout_after_accept", 1), ("timeout_before_accept", 0)])
@pytest.mark.asyncio
async def test_timeouts_before_and_after_the_order_was_executed(bench: Bench, fault: str, orders: int) -> None:
    bench.venue.inject(f"{fault}:create_order")
    with pytest.raises(asyncio.TimeoutError):
        await bench.order(timeout=aiohttp.ClientTimeout(total=0.05))
    assert len(bench.venue.exchange.all_orders("ann")) == orders
    assert bench.venue.requests[-1].status is None


@pytest.mark.asyncio
async def test_disconnect_executes_and_cuts(bench: Bench) -> None:
    bench.venue.inject("disconnect:create_order")
    with pytest.raises(aiohttp.ClientError):
        await bench.order()
    assert len(bench.venue.exchange.all_orders("ann")) == 1


@pytest.mark.asyncio
async def test_content_faults_of_answers(bench: Bench) -> None:
    bench.venue.inject("unknown_enum:create_order@1")
    bench.venue.inject("extra_field:create_order@2")
    assert (await bench.order())[1]["status"] == "NEVER_DECLARED"
    assert (await bench.order())[1]["x_never_declared"] == {"nested": [1, "two", None]}
    bench.venue.inject("malformed:create_order")
    with pytest.raises(msgspec.DecodeError):
        await bench.order()


@pytest.mark.asyncio
async def test_clock_skew_makes_good_timestamps_stale(bench: Bench) -> None:
    bench.venue.inject("clock_skew=-6")
    assert (await bench.order())[1] == {"error": "ts"}
    assert (await bench.order(ts=START // MS - 6000))[0] == 200


@pytest.mark.asyncio
async def test_a_delayed_answer_waits_on_the_clock(bench: Bench) -> None:
    bench.venue.inject("delay=2:create_order")
    task = asyncio.ensure_future(bench.order())
    while not bench.venue.requests:  # noqa: ASYNC110
        await asyncio.sleep(0.001)
    assert not task.done()
    await bench.clock.advance(2)
    assert (await task)[0] == 200


@pytest.mark.asyncio
async def test_streams_deliver_the_book_trades_and_own_orders_only(bench: Bench) -> None:
    socket = await bench.socket("depth", "trades", "orders", login=True)
    bench.rest("10.00")
    bench.rest("10.00", account="bob", side="sell")
    frames = [await socket.receive_json() for _ in range(5)]
    assert frames == [
        {"ch": "orders", "why": "new", "data": {"id": "1", "cid": None, "status": "NEW"}},
        {"ch": "depth", "from": 1, "to": 1, "data": [["buy", "10.00", "1"]], "sum": 1000},
        {"ch": "trades", "data": ["1", "10.00"]},
        {"ch": "orders", "why": "trade", "data": {"id": "1", "cid": None, "status": "FILLED"}},
        {"ch": "depth", "from": 2, "to": 2, "data": [["buy", "10.00", "0"]], "sum": 1000},
    ]
    assert next(f.frame for f in bench.venue.frames if f.direction == "in") == '{"do": "login", "key": "k1"}'


@pytest.mark.asyncio
async def test_unsubscribed_streams_are_silent(bench: Bench) -> None:
    socket = await bench.socket("depth", "trades")
    await socket.send_json({"do": "unsub", "ch": "depth"})
    assert await socket.receive_json() == {"ok": "unsub"}
    bench.rest("10.00")
    bench.rest("10.00", account="bob", side="sell")
    assert (await socket.receive_json())["ch"] == "trades"


@pytest.mark.asyncio
async def test_calls_over_the_socket_share_handlers_limits_and_faults(bench: Bench) -> None:
    socket = await bench.socket(login=True)
    given = {"symbol": "AAABBB", "side": "buy", "qty": "1", "price": "10.00", "cid": "w"}
    await socket.send_json({"do": "call", "id": 7, "what": "create_order", "with": given})
    assert await socket.receive_json() == {"id": 7, "result": {"id": "1", "cid": "w", "status": "NEW"}}
    await socket.send_json({"do": "call", "id": 8, "what": "create_order", "with": given})
    assert await socket.receive_json() == {"id": 8, "error": "duplicate_order_id"}
    bench.venue.inject("timeout_after_accept:cancel_order")
    await socket.send_json({"do": "call", "id": 9, "what": "cancel_order", "with": given})
    await socket.send_json({"do": "call", "id": 10, "what": "cancel_order", "with": given})
    assert await socket.receive_json() == {"id": 10, "error": "order_closed"}


@pytest.mark.asyncio
async def test_socket_refusals_closes_and_bugs(bench: Bench) -> None:
    socket = await bench.socket()
    await socket.send_json({"do": "login", "key": "nobody"})
    assert await socket.receive_json() == {"error": "key"}
    await socket.send_json({"do": "bye"})
    assert (await socket.receive()).data == 4000
    other = await bench.socket()
    await other.send_json({"do": "something else"})
    assert (await other.receive()).data == 1011
    assert "a bug in the dialect" in bench.venue.failures.pop()


@pytest.mark.parametrize(
    ("fault", "ids"),
    [
        ("gap:depth@2", [1, 3, 4]),
        ("drop:depth*2", [3, 4]),
        ("duplicate:depth@2", [1, 2, 2, 3, 4]),
        ("reorder:depth@2", [1, 3, 2, 4]),
        ("gap:trades@1", [1, 2, 3, 4]),
    ],
)
@pytest.mark.asyncio
async def test_sequence_faults(bench: Bench, fault: str, ids: list[int]) -> None:
    bench.venue.inject(fault)
    socket = await bench.socket("depth")
    for price in ("10.00", "10.01", "10.02", "10.03"):
        bench.rest(price)
    assert [(await socket.receive_json())["to"] for _ in ids] == ids


@pytest.mark.asyncio
async def test_frame_content_faults(bench: Bench) -> None:
    for fault in ("bad_checksum:depth@1", "extra_field:depth@2", "malformed:depth@3", "unknown_enum:orders@1"):
        bench.venue.inject(fault)
    socket = await bench.socket("depth")
    for price in ("10.00", "10.01", "10.02"):
        bench.rest(price)
    assert (await socket.receive_json())["sum"] == 1001
    assert "x_never_declared" in await socket.receive_json()
    with pytest.raises(ValueError, match=r"Unterminated|Expecting|delimiter"):
        await socket.receive_json()
    private = await bench.socket("orders", login=True)
    bench.rest("10.03")
    assert (await private.receive_json())["data"]["status"] == "NEVER_DECLARED"


@pytest.mark.asyncio
async def test_planned_and_unplanned_disconnects(bench: Bench) -> None:
    socket = await bench.socket("depth")
    bench.venue.planned_disconnect(5)
    assert await socket.receive_json() == {"notice": "planned_disconnect"}
    bench.rest("10.00")
    assert (await socket.receive_json())["to"] == 1
    await bench.clock.advance(5)
    assert (await socket.receive()).data == 1001
    other = await bench.socket("depth")
    bench.venue.inject("disconnect:depth@2")
    bench.rest("10.01")
    bench.rest("10.02")
    assert [(await other.receive_json())["to"] for _ in range(2)] == [2, 3]
    assert (await other.receive()).type in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR)
    assert other.close_code in (None, 1006)


@pytest.mark.asyncio
async def test_an_expired_token_is_announced_on_the_stream(bench: Bench) -> None:
    bench.venue.inject("expired_token:orders")
    socket = await bench.socket("orders", login=True)
    bench.rest("10.00")
    assert (await socket.receive_json())["ch"] == "orders"
    assert await socket.receive_json() == {"notice": "expired_token"}


@pytest.mark.asyncio
async def test_joined_updates_keep_the_last_size_of_each_level() -> None:
    async for bench in _bench(ToyVenue(interval_ns=100 * MS)):
        socket = await bench.socket("depth")
        for price in ("10.00", "10.01", "10.00"):
            bench.rest(price)
        await bench.clock.advance(0.1)
        frame = await socket.receive_json()
        assert (frame["from"], frame["to"]) == (1, 3)
        assert sorted(frame["data"]) == [["buy", "10.00", "2"], ["buy", "10.01", "1"]]


@pytest.mark.asyncio
async def test_a_fault_with_a_target_that_exists_nowhere_is_refused(bench: Bench) -> None:
    with pytest.raises(FaultSyntaxError, match=r"no channel is called 'deptt'; did you mean 'depth'"):
        bench.venue.inject("gap:deptt")
    with pytest.raises(FaultSyntaxError, match="'create_order' is an endpoint, but gap strikes at a channel"):
        bench.venue.inject("gap:create_order")
