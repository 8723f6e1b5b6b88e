"""Calls over the WebSocket API: what is sent is what the venue prints, and orders live there as they do over REST."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest
from venue_runtime import Credentials, OrderStatus, OrderType, Side
from venue_runtime.clock import ManualClock
from venue_runtime.errors import ConfigurationError, DecodeError, InsufficientFunds, OutcomeUnknown, RateLimitExceeded
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets
from venuegen.live.simulation import Simulation
from venuegen.live.venues import load_venue
from venues.binance_spot import BinanceSpot
from venues.binance_spot.venue import BinanceSpotConfig

KEY = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A"
SECRET = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j"
SYMBOL = "BTC/USDT"


class Api:
    """The far end of the WebSocket API: logs in whoever asks, answers calls from a script, keeps the frames."""

    def __init__(self, *answers: dict[str, Any]) -> None:
        self.answers = list(answers)
        self.calls: list[dict[str, Any]] = []

    def __call__(self, frame: str | bytes) -> Iterable[str]:
        call = json.loads(frame)
        if call["method"] == "userDataStream.subscribe.signature":
            yield json.dumps({"id": call["id"], "status": 200, "result": {"subscriptionId": 0}})
            return
        self.calls.append(call)
        if self.answers:
            yield json.dumps({"id": call["id"], **self.answers.pop(0)})


def client(api: Api, **options: Any) -> BinanceSpot:
    return BinanceSpot(
        credentials=Credentials(api_key=KEY, api_secret=SECRET),
        config=BinanceSpotConfig(recv_window=100),
        clock=ManualClock(1645423376532 * 1_000_000),
        websocket=ScriptedSockets(api),
        http=ScriptedHttp(),
        **options,
    )


ORDER: dict[str, Any] = {
    "symbol": "BTCUSDT",
    "side": "SELL",
    "type": "LIMIT",
    "time_in_force": "GTC",
    "quantity": Decimal("0.01000000"),
    "price": Decimal("52000.00"),
}


@pytest.mark.asyncio
async def test_the_documented_order_is_sent_and_signed_as_printed() -> None:
    """web-socket-api.md, SIGNED request example (HMAC). `order.test` takes the parameters of `order.place`."""
    api = Api({"status": 200, "result": {}})
    async with client(api) as venue:
        await venue.raw.order_test(**ORDER, over="ws_api")
        (call,) = api.calls
    assert call["method"] == "order.test"
    assert call["params"] == {
        "symbol": "BTCUSDT",
        "side": "SELL",
        "type": "LIMIT",
        "timeInForce": "GTC",
        "quantity": "0.01000000",
        "price": "52000.00",
        "apiKey": KEY,
        "recvWindow": 100,
        "timestamp": 1645423376532,
        "signature": "aa1b5712c094bc4e57c05a1a5c1fd8d88dcd628338ea863fec7b88e59fe2db24",
    }


@pytest.mark.asyncio
async def test_flags_are_signed_as_they_stand_in_the_frame() -> None:
    api = Api({"status": 200, "result": {"balances": []}})
    async with client(api) as venue:
        with pytest.raises(DecodeError):  # the answer lacks fields: only what was sent matters here
            await venue.raw.account(omit_zero_balances=True, over="ws_api")
        params = api.calls[0]["params"]
    assert params["omitZeroBalances"] is True
    signature = params.pop("signature")
    payload = f"apiKey={KEY}&omitZeroBalances=true&recvWindow=100&timestamp=1645423376532"
    assert signature == hmac.new(SECRET.encode(), payload.encode(), hashlib.sha256).hexdigest()


@pytest.mark.asyncio
async def test_a_refusal_is_the_error_of_the_table() -> None:
    refused = {"status": 400, "error": {"code": -2010, "msg": "Account has insufficient balance for requested action."}}
    async with client(Api(refused)) as venue:
        with pytest.raises(InsufficientFunds) as raised:
            await venue.raw.new_order(**ORDER, over="ws_api")
    assert raised.value.code == "-2010"
    assert raised.value.operation == "new_order"
    assert raised.value.definitive


@pytest.mark.asyncio
async def test_a_refusal_for_rate_holds_the_next_call_back() -> None:
    api = Api({"status": 429, "error": {"code": -1003, "msg": "Too much request weight used"}})
    async with client(api) as venue:
        with pytest.raises(RateLimitExceeded):
            await venue.raw.new_order(**ORDER, over="ws_api")
        waiting = asyncio.ensure_future(venue.raw.new_order(**ORDER))
        for _ in range(50):
            await asyncio.sleep(0)
        assert not waiting.done()
        assert venue.http.requests == []  # type: ignore[attr-defined]
        waiting.cancel()


@pytest.mark.asyncio
async def test_a_lost_answer_leaves_the_outcome_unknown() -> None:
    api = Api()
    async with client(api) as venue:
        sending = asyncio.ensure_future(venue.raw.new_order(**ORDER, client_order_id="mine", over="ws_api"))
        socket = await venue.websocket.opened()  # type: ignore[attr-defined]
        await socket.sent_count(2)
        socket.disconnect()
        with pytest.raises(OutcomeUnknown) as raised:
            await sending
    assert raised.value.client_order_id == "mine"
    assert len(api.calls) == 1


@pytest.mark.asyncio
async def test_an_unknown_transport_is_refused_before_anything_is_sent() -> None:
    with pytest.raises(ConfigurationError, match="there are rest, ws_api"):
        client(Api(), order_transport="carrier_pigeon")
    async with client(Api()) as venue:
        with pytest.raises(ConfigurationError, match="over must be rest or ws_api"):
            await venue.raw.ping(over="ws")  # type: ignore[arg-type]
        assert venue.websocket.attempts == []  # type: ignore[attr-defined]


@pytest.mark.asyncio
async def test_an_order_lives_over_the_socket_of_the_user_stream() -> None:
    async with Simulation(load_venue("binance_spot"), [SYMBOL], interval=0) as simulation:
        client = simulation.connect(order_transport="ws_api")
        async with client as venue:
            await venue.start_trading()
            order = await venue.create_order(
                SYMBOL, side=Side.BUY, type=OrderType.LIMIT, quantity=Decimal("0.02"), price=Decimal(30000)
            )
            assert order.status is OrderStatus.NEW
            found = await venue.fetch_order(SYMBOL, venue_order_id=order.venue_order_id)
            assert (found.price, found.quantity) == (Decimal(30000), Decimal("0.02"))
            edited = await venue.edit_order(SYMBOL, venue_order_id=order.venue_order_id, quantity=Decimal("0.01"))
            assert edited.quantity == Decimal("0.01")
            canceled = await venue.cancel_order(SYMBOL, venue_order_id=order.venue_order_id)
            assert canceled.status is OrderStatus.CANCELED
            second = await venue.create_order(
                SYMBOL, side=Side.BUY, type=OrderType.LIMIT, quantity=Decimal("0.01"), price=Decimal(31000)
            )
            await venue.cancel_all_orders(SYMBOL)
            assert venue.orders.get(SYMBOL, venue_order_id=second.venue_order_id).status is OrderStatus.CANCELED  # type: ignore[union-attr]
            (connection,) = venue.stream_connections
            assert connection.counters.connects == 1


@pytest.mark.asyncio
async def test_the_counts_of_a_reply_correct_the_budgets() -> None:
    """The example of web-socket-api.md, with the order budget of ten seconds spent."""
    limits = [
        {"rateLimitType": "ORDERS", "interval": "SECOND", "intervalNum": 10, "limit": 50, "count": 50},
        {"rateLimitType": "ORDERS", "interval": "DAY", "intervalNum": 1, "limit": 160000, "count": 51},
        {"rateLimitType": "REQUEST_WEIGHT", "interval": "MINUTE", "intervalNum": 1, "limit": 6000, "count": 321},
    ]
    api = Api({"status": 200, "result": {"serverTime": 1}, "rateLimits": limits})
    async with client(api) as venue:
        await venue.raw.server_time(over="ws_api")
        waiting = asyncio.ensure_future(venue.raw.new_order(**ORDER, over="ws_api"))
        for _ in range(50):
            await asyncio.sleep(0)
        assert not waiting.done()
        assert len(api.calls) == 1, "the next order waits for the next ten seconds"
        waiting.cancel()
