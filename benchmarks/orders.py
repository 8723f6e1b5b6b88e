"""Orders: building and signing a request, and `create_order` until its bytes have arrived on a loopback socket."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Iterator
from decimal import Decimal
from typing import Any

import msgspec
from venue_runtime import OrderType, Side
from venue_runtime.limits import LocalLimiter
from venues.binance_spot.venue import BUCKETS

from .instruments import exchange_info
from .measure import Note, Row, at_least, interleave, ratios
from .our_side import KEY, SECRET, trading_client
from .traffic import SHAPED

MARKETS = [market for market, _ in SHAPED]


async def run(quick: bool) -> list[Row | Note]:
    rounds, calls, sends = (7, 1000, 300) if quick else (11, 5000, 2000)
    try:
        from . import ccxt_side
    except ImportError as error:
        return [Note(f"ccxt absent, nothing to compare with: {error}")]
    return [
        *await _signing(ccxt_side, rounds, calls),
        *await _sending(ccxt_side, rounds, sends),
    ]


# ---------------------------------------------------------------------- build and sign


async def _signing(ccxt_side: Any, rounds: int, calls: int) -> list[Row | Note]:
    """From typed arguments to the signed request (URL, headers, body); nothing is sent.

    Ours is the raw endpoint with the executor replaced by one that only builds: the price and quantity are Decimals.
    ccxt's `sign` starts from parameters that are text already, which `create_order_request` makes: both are measured.
    """
    client = trading_client(exchange_info(MARKETS))
    exchange = ccxt_side.exchange(MARKETS, apiKey=KEY, secret=SECRET)
    built: list[Any] = [None]

    class Done:
        """An answer that is there: what is measured is ours, not a coroutine of the benchmark."""

        def __await__(self) -> Iterator[None]:
            return iter(())

    done = Done()

    def build_only(endpoint: Any, build: Callable[[], Any], decode: Any, client_order_id: str | None = None) -> Done:
        built[0] = build()
        return done

    client.raw._call = build_only  # type: ignore[assignment]
    quantity, price = Decimal("0.01000"), Decimal("52000.00")
    new_order = client.raw.new_order

    async def ours() -> float:
        start = time.perf_counter()
        for _ in range(calls):
            await new_order(
                symbol="BTCUSDT",
                side="BUY",
                type="LIMIT",
                time_in_force="GTC",
                quantity=quantity,
                price=price,
                client_order_id="a1b2c3d4e5f6",
            )
        return (time.perf_counter() - start) / calls

    wanted = {
        "symbol": "BTCUSDT",
        "side": "BUY",
        "type": "LIMIT",
        "timeInForce": "GTC",
        "quantity": "0.01",
        "price": "52000",
        "newClientOrderId": "a1b2c3d4e5f6",
        "newOrderRespType": "FULL",
    }

    async def their_sign() -> float:
        sign = exchange.sign
        start = time.perf_counter()
        for _ in range(calls):
            sign("order", ["private"], "POST", wanted)
        return (time.perf_counter() - start) / calls

    async def their_request() -> float:
        sign, request = exchange.sign, exchange.create_order_request
        start = time.perf_counter()
        for _ in range(calls // 5):
            parameters = request("BTC/USDT", "limit", "buy", "0.01", "52000", {"clientOrderId": "a1b2c3d4e5f6"})
            sign("order", ["private"], "POST", parameters)
        return (time.perf_counter() - start) / (calls // 5)

    try:
        times = await interleave({"ours": ours, "sign": their_sign, "request": their_request}, rounds)
        ours_sent = built[0].url.partition("?")[2]
        theirs_sent = exchange.sign("order", ["private"], "POST", wanted)["body"]
        if set(_names(ours_sent)) != set(_names(theirs_sent)):
            raise RuntimeError(f"not the same order: {ours_sent} and {theirs_sent}")
    finally:
        await client.close()
        await exchange.close()
    return [
        Row("ours: typed arguments → signed request", [one * 1e6 for one in times["ours"]], " µs"),
        Row("ccxt: sign alone", [one * 1e6 for one in times["sign"]], " µs"),
        Row("ccxt: create_order_request and sign", [one * 1e6 for one in times["request"]], " µs"),
        Row("ccxt sign / ours", ratios(times["sign"], times["ours"]), "×", at_least(5)),
        Row("ccxt request and sign / ours", ratios(times["request"], times["ours"]), "×"),
    ]


def _names(query: str) -> list[str]:
    return [pair.partition("=")[0] for pair in query.split("&")]


# ---------------------------------------------------------------------- to the socket


class OrderServer(asyncio.Protocol):
    """As little of a venue as accepts orders: notes when the last byte of a request arrived, answers at once."""

    arrived = 0.0

    def __init__(self) -> None:
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, mark, body = self._buffer.partition(b"\r\n\r\n")
        if not mark:
            return
        length = 0
        for line in head.split(b"\r\n")[1:]:
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if len(body) < length:
            return
        OrderServer.arrived = time.perf_counter()
        parameters = dict(
            pair.partition("=")[::2] for pair in (head.split()[1].partition(b"?")[2] + body).decode().split("&")
        )
        answer = json.dumps(_accepted(parameters)).encode()
        self._buffer = b""
        self._transport.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (len(answer), answer)
        )


def _accepted(parameters: dict[str, str]) -> dict[str, Any]:
    return {
        "symbol": parameters["symbol"],
        "orderId": 28,
        "orderListId": -1,
        "clientOrderId": parameters["newClientOrderId"],
        "transactTime": 1_700_000_000_000,
        "price": parameters["price"],
        "origQty": parameters["quantity"],
        "executedQty": "0.00000000",
        "origQuoteOrderQty": "0.00000000",
        "cummulativeQuoteQty": "0.00000000",
        "status": "CANCELED",  # final at once, so that no client collects open orders
        "timeInForce": "GTC",
        "type": "LIMIT",
        "side": "BUY",
        "workingTime": 1_700_000_000_000,
        "fills": [],
        "selfTradePreventionMode": "NONE",
    }


async def _sending(ccxt_side: Any, rounds: int, sends: int) -> list[Row | Note]:
    """From the call to the last byte at the server, and to the returned order; keep-alive, no TLS, one at a time."""
    server = await asyncio.get_running_loop().create_server(OrderServer, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    client = trading_client(exchange_info(MARKETS), http=None, endpoints=url, limiter=_roomy())
    client.instruments.update(await _instruments())
    client._instruments_loaded = True
    exchange = ccxt_side.exchange(MARKETS, apiKey=KEY, secret=SECRET)
    exchange.urls["api"]["private"] = f"{url}/api/v3"
    quantity, price = Decimal("0.01000"), Decimal("52000.00")

    def ours() -> Awaitable[Any]:
        return client.create_order("BTC/USDT", side=Side.BUY, type=OrderType.LIMIT, quantity=quantity, price=price)

    def theirs() -> Awaitable[Any]:
        return exchange.create_order("BTC/USDT", "limit", "buy", "0.01", "52000")

    returned: dict[str, list[float]] = {"ours": [], "ccxt": []}

    def contestant(who: str, send: Callable[[], Awaitable[Any]]) -> Callable[[], Awaitable[float]]:
        async def go() -> float:
            there, back = [], []
            for _ in range(sends):
                start = time.perf_counter()
                await send()
                back.append(time.perf_counter() - start)
                there.append(OrderServer.arrived - start)
            returned[who].append(sorted(back)[sends // 2])
            return sorted(there)[sends // 2]

        return go

    try:
        times = await interleave({"ours": contestant("ours", ours), "ccxt": contestant("ccxt", theirs)}, rounds)
    finally:
        await client.close()
        await exchange.close()
        server.close()
    return [
        Row("create_order to bytes at the server, ours, p50", [one * 1e6 for one in times["ours"]], " µs"),
        Row("create_order to bytes at the server, ccxt, p50", [one * 1e6 for one in times["ccxt"]], " µs"),
        Row("ccxt / ours, call → bytes", ratios(times["ccxt"], times["ours"]), "×", at_least(2)),
        Row("ccxt / ours, call → returned order", ratios(returned["ccxt"][1:], returned["ours"][1:]), "×"),
    ]


async def _instruments() -> Any:
    client = trading_client(exchange_info(MARKETS))
    try:
        return [*(await client.load_instruments()).values()]
    finally:
        await client.close()


def _roomy() -> LocalLimiter:
    """The venue's own buckets, with room for any number of orders: the work of counting stays in what is measured."""
    return LocalLimiter([msgspec.structs.replace(bucket, budget=10**9) for bucket in BUCKETS])
