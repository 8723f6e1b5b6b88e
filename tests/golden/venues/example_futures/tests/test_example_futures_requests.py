"""What Example Futures is asked, byte for byte: method, address, headers, body, and what each request costs."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Awaitable, Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from venue_runtime.model import CancelRequest, OrderRequest, OrderType, Side
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.scripted import ScriptedHttp
from venues.example_futures import types as wire

PACKAGE = str(importlib.import_module("venues.example_futures").__file__)


class Case(NamedTuple):
    """A call, and what must go out for it: method and address, what it costs, headers among others, body."""

    id: str
    call: Callable[[Any], Awaitable[Any]]
    request: str
    costs: dict[str, int]
    headers: Mapping[str, str] = {}
    body: bytes = b""
    answer: str = ""
    """Id of the example that answers it."""


RAW: list[Case] = [
    Case("markets-required", lambda client: client.raw.markets(),
     "GET https://api.example.com/v1/markets", {"calls": 1}),
    Case("place-required", lambda client: client.raw.place(market="BTCUSD", side="buy", kind="limit",
     size=Decimal("0.10"), client_id="a b/+&=é"),
     "POST https://api.example.com/v1/order", {"calls": 1, "orders": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "cada219c4dd55a6cfff721ae4684cc3f3ef8d42689504b0ff0463aa49dff0ff1"},
     body=b'{"market":"BTCUSD","side":"buy","type":"limit","size":"0.10","cid":"a b/+&=\xc3\xa9"}'),
    Case("place-all", lambda client: client.raw.place(market="BTCUSD", side="buy", kind="limit",
     size=Decimal("0.10"), price=Decimal("0.10"), reduce=True, client_id="a b/+&=é"),
     "POST https://api.example.com/v1/order", {"calls": 1, "orders": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "05d05fd6996656de667cf71a1f5676d76d994b6d9296ccb0ded4c88e03efaa4d"},
     body=b'{"market":"BTCUSD","side":"buy","type":"limit","size":"0.10","price":"0.10","reduce":true,"cid":"a b/+&=\xc3\xa9"}'),
    Case("place_many-required",
     lambda client: client.raw.place_many(orders=[wire.NewOrder(market="BTCUSD", side=wire.Side("buy"), kind=wire.OrderKind("limit"), size=Decimal("0.10"), client_id="a b/+&=é")]),
     "POST https://api.example.com/v1/orders", {"calls": 1, "orders": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "61466c855d1e61349af344353d42594016a22f3461b66a1794bfcd7be6748fa4"},
     body=b'[{"market":"BTCUSD","side":"buy","type":"limit","size":"0.10","cid":"a b/+&=\xc3\xa9"}]'),
    Case("place_many-all",
     lambda client: client.raw.place_many(orders=[wire.NewOrder(market="BTCUSD", side=wire.Side("buy"), kind=wire.OrderKind("limit"), size=Decimal("0.10"), price=Decimal("0.10"), reduce=True, client_id="a b/+&=é")]),
     "POST https://api.example.com/v1/orders", {"calls": 1, "orders": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "793a26651c91b0c20db48c783976198e85d9fc1dd21cc824611e2507b50a9af4"},
     body=b'[{"market":"BTCUSD","side":"buy","type":"limit","size":"0.10","price":"0.10","reduce":true,"cid":"a b/+&=\xc3\xa9"}]'),
    Case("amend-required", lambda client: client.raw.amend(market="BTCUSD", id=7, size=Decimal("0.10")),
     "POST https://api.example.com/v1/amend", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "a8b8aeec6b42dea654614432f2044b0573e55672e50cda41a23470d7a3623575"},
     body=b'{"market":"BTCUSD","id":"7","size":"0.10"}'),
    Case("amend-all", lambda client: client.raw.amend(market="BTCUSD", id=7, size=Decimal("0.10"),
     price=Decimal("0.10")),
     "POST https://api.example.com/v1/amend", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "1e89bf83bbea8b5dfc0ee00b2f0425bcfca73434e4a9d59dc3bea8e4e5c3b892"},
     body=b'{"market":"BTCUSD","id":"7","size":"0.10","price":"0.10"}'),
    Case("cancel-required", lambda client: client.raw.cancel(market="BTCUSD", id=7),
     "POST https://api.example.com/v1/cancel", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "a200b0cd41b7847d14c34b462f4de32915f07c17bb0eb58eb3a7e67f8c49ea05"},
     body=b'{"market":"BTCUSD","id":"7"}'),
    Case("cancel_many-required", lambda client: client.raw.cancel_many(orders=[wire.Cancel(market="BTCUSD")]),
     "DELETE https://api.example.com/v1/orders?orders=%5B%7B%22market%22%3A%22BTCUSD%22%7D%5D", {"calls": 1},
     headers={"x-key": "test-api-key", "x-nonce": "1700000000000000",
     "x-sign": "9bad20fc3dda5adf6e10117f1a83723012a51653afc51b118c0df8a2702de6c2"}),
    Case("cancel_many-all",
     lambda client: client.raw.cancel_many(orders=[wire.Cancel(market="BTCUSD", id="7", client_id="a b/+&=é")]),
     "DELETE https://api.example.com/v1/orders?orders=%5B%7B%22market%22%3A%22BTCUSD%22%2C%22id%22%3A%227%22%2C%22cid%22%3A%22a%20b%2F%2B%26%3D%C3%A9%22%7D%5D",
     {"calls": 1}, headers={"x-key": "test-api-key", "x-nonce": "1700000000000000",
     "x-sign": "0a6a7196fa888587d2ff4f1ae55e343220e9912389eb86c743b01b809e1ca774"}),
    Case("cancel_all-required", lambda client: client.raw.cancel_all(),
     "DELETE https://api.example.com/v1/all", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "731b059cb6373bf99670e8e69b524594eb24ba18cff62188b1585ae12e74eaed"}),
    Case("cancel_all-all", lambda client: client.raw.cancel_all(market="BTCUSD"),
     "DELETE https://api.example.com/v1/all?market=BTCUSD", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "21b44c4426eb2790a26c5aa9ef7a4c26e3f5f5b8e088eedf49d876fc8d49c8a0"}),
    Case("timer-required", lambda client: client.raw.timer(timeout=7),
     "POST https://api.example.com/v1/timer", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "af33cd95f4711f2b967523a57d06f736ccec06eb89988c8f6f57fe5217d87386"},
     body=b'timeout=7'),
    Case("on_disconnect-required", lambda client: client.raw.on_disconnect(enabled=True),
     "POST https://api.example.com/v1/on_disconnect", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "53872bb5faf436484c8cdab563afcbf584cd7f431d604fcbcf83d6ae4cd64e2d"},
     body=b'{"enabled":true}'),
    Case("order-required", lambda client: client.raw.order(id=7),
     "GET https://api.example.com/v1/order?id=7", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "01a5cb01f44bc8997c97700ed09b88f0965fc47f529371fe75b76397f5426ed8"}),
    Case("open_orders-required", lambda client: client.raw.open_orders(),
     "GET https://api.example.com/v1/open", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "9b40eb912bc2d4a0b6cccd35875ac1af1c650967adcd0aa4befecb4593a6081a"}),
    Case("open_orders-all", lambda client: client.raw.open_orders(market="BTCUSD"),
     "GET https://api.example.com/v1/open?market=BTCUSD", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "997fb0ee7ea39d27ddc6ee3b756a0c3835983138e2ab0d43393d8d1c927e2167"}),
    Case("fills-required", lambda client: client.raw.fills(),
     "GET https://api.example.com/v1/fills", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "90e9613fc8f1844c2019260c4f770f45a263760bcfcb0c999a38555ea201ea99"}),
    Case("fills-all", lambda client: client.raw.fills(market="BTCUSD", since=1700000000000, limit=7),
     "GET https://api.example.com/v1/fills?market=BTCUSD&from=1700000000000&limit=7", {"calls": 1},
     headers={"x-key": "test-api-key", "x-nonce": "1700000000000000",
     "x-sign": "2b039299f66a83ce3d85dbad2d7ae8256d1115fbb3972d46d3d46cbf2ca83029"}),
    Case("funds-required", lambda client: client.raw.funds(),
     "GET https://api.example.com/v1/funds", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "bd1291e3a26f34be96bdf88f7db09bb27713c79c109108526114be7040a172f3"}),
    Case("positions-required", lambda client: client.raw.positions(),
     "GET https://api.example.com/v1/positions", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "69b53eb8b80a448f7b6ff1234a3c1643c2231d8886af1278071230ceb2ad42cf"}),
    Case("funding-required", lambda client: client.raw.funding(market="BTCUSD"),
     "GET https://api.example.com/v1/funding?market=BTCUSD", {"calls": 1}),
    Case("leverage-required", lambda client: client.raw.leverage(market="BTCUSD", leverage=Decimal("0.10")),
     "POST https://api.example.com/v1/leverage", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "59b87deac4652c30d117dd462f0c5f4f67703aff1baaac7fbfde2b8e7fa5231f"},
     body=b'{"market":"BTCUSD","leverage":"0.10"}'),
    Case("margin-required", lambda client: client.raw.margin(market="BTCUSD", mode="cross"),
     "POST https://api.example.com/v1/margin", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "db54ce430dd6de0ad142aa382dfda6d90397f456b9b3769fcac7ee56f1c004a9"},
     body=b'{"market":"BTCUSD","mode":"cross"}'),
    Case("hedge-required", lambda client: client.raw.hedge(hedged=True),
     "POST https://api.example.com/v1/hedge", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "c345a24837999dc6f6b18826bd1d42a5394b443ea51b9fdfd4d7a606c9de16b1"},
     body=b'{"hedged":true}'),
]  # fmt: skip

CONTRACT: list[Case] = [
    Case("load_instruments", lambda client: client.load_instruments(),
     "GET https://api.example.com/v1/markets", {"calls": 1}, answer="markets"),
    Case("fetch_funding_rate", lambda client: client.fetch_funding_rate("BTC/USD:BTC"),
     "GET https://api.example.com/v1/funding?market=BTCUSD", {"calls": 1}, answer="funding"),
    Case("create_order-0-buy", lambda client: client.create_order("BTC/USD:BTC", side=Side.BUY,
     type=OrderType.LIMIT, post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="abc1"),
     "POST https://api.example.com/v1/order", {"calls": 1, "orders": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "12f53bbda70d1f45b32e4ce899f1d7113cf6f1cec6ef8a8c0b934c266b60703a"},
     body=b'{"market":"BTCUSD","side":"buy","type":"maker","size":"0.50","price":"100.10","cid":"abc1"}',
     answer="place"),
    Case("create_order-0-sell", lambda client: client.create_order("BTC/USD:BTC", side=Side.SELL,
     type=OrderType.LIMIT, post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="abc1"),
     "POST https://api.example.com/v1/order", {"calls": 1, "orders": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "36240300ca7ca571870e117e2184b84d6878a14e68ac69a113def533f7b7bd3e"},
     body=b'{"market":"BTCUSD","side":"sell","type":"maker","size":"0.50","price":"100.10","cid":"abc1"}',
     answer="place"),
    Case("create_order-1-buy", lambda client: client.create_order("BTC/USD:BTC", side=Side.BUY,
     type=OrderType.LIMIT, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     "POST https://api.example.com/v1/order", {"calls": 1, "orders": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "dfa468aa485fa3fb4994837ed508df90c6f728ecba5da20ba8928037dadc2f30"},
     body=b'{"market":"BTCUSD","side":"buy","type":"limit","size":"0.50","price":"100.10","cid":"abc1"}',
     answer="place"),
    Case("create_order-1-sell", lambda client: client.create_order("BTC/USD:BTC", side=Side.SELL,
     type=OrderType.LIMIT, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     "POST https://api.example.com/v1/order", {"calls": 1, "orders": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "ff706fe70dad43df535198e4cccd13d10909cdaac6d522cc1d0221686819b18a"},
     body=b'{"market":"BTCUSD","side":"sell","type":"limit","size":"0.50","price":"100.10","cid":"abc1"}',
     answer="place"),
    Case("create_order-2-buy", lambda client: client.create_order("BTC/USD:BTC", side=Side.BUY,
     type=OrderType.MARKET, quantity=Decimal("0.50"), client_order_id="abc1"),
     "POST https://api.example.com/v1/order", {"calls": 1, "orders": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "ba2ce8fa6e4815ccfcc1cfa62908c12797d962c524082131de67e84e457346f8"},
     body=b'{"market":"BTCUSD","side":"buy","type":"market","size":"0.50","cid":"abc1"}', answer="place"),
    Case("create_order-2-sell", lambda client: client.create_order("BTC/USD:BTC", side=Side.SELL,
     type=OrderType.MARKET, quantity=Decimal("0.50"), client_order_id="abc1"),
     "POST https://api.example.com/v1/order", {"calls": 1, "orders": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "0d8d57927673de5cfec6cea30d9c35635b887f485f260c6ce38607e7fc0a5518"},
     body=b'{"market":"BTCUSD","side":"sell","type":"market","size":"0.50","cid":"abc1"}', answer="place"),
    Case("create_orders",
     lambda client: client.create_orders([OrderRequest(symbol="BTC/USD:BTC", side=Side.BUY, type=OrderType.LIMIT, post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"), OrderRequest(symbol="BTC/USD:BTC", side=Side.SELL, type=OrderType.LIMIT, post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc4")]),
     "POST https://api.example.com/v1/orders", {"calls": 1, "orders": 2}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "9e3ebd4a2660f8c6bf7b3da6eac888dc11f099abfa4e0493d41c8f8242df4e8c"},
     body=b'[{"market":"BTCUSD","side":"buy","type":"maker","size":"0.50","price":"100.10","cid":"abc1"},{"market":"BTCUSD","side":"sell","type":"maker","size":"0.50","price":"100.10","cid":"abc4"}]',
     answer="place_many"),
    Case("edit_order-venue_order_id", lambda client: client.edit_order("BTC/USD:BTC", venue_order_id="123",
     quantity=Decimal("0.5"), price=Decimal("50")),
     "POST https://api.example.com/v1/amend", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "3cc9a94f2d46cbf18fb887f1d441234d0b749ba1bc7d45359fd554f445cec908"},
     body=b'{"market":"BTCUSD","id":"123","size":"0.5","price":"50"}', answer="place"),
    Case("edit_order-client_order_id", lambda client: client.edit_order("BTC/USD:BTC", client_order_id="abc1",
     quantity=Decimal("0.5"), price=Decimal("50")),
     "POST https://api.example.com/v1/amend", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "f564196804344ea7827969502da4e7915b1c822937587f6467a60b1f7a2fd04f"},
     body=b'{"market":"BTCUSD","cid":"abc1","size":"0.5","price":"50"}', answer="place"),
    Case("cancel_order-venue_order_id", lambda client: client.cancel_order("BTC/USD:BTC", venue_order_id="123"),
     "POST https://api.example.com/v1/cancel", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "c18014e3729f6e6cd0c0b87e57b96e661be539c0508f3680df3a3b9dbb45e0f6"},
     body=b'{"market":"BTCUSD","id":"123"}', answer="place"),
    Case("cancel_order-client_order_id", lambda client: client.cancel_order("BTC/USD:BTC", client_order_id="abc1"),
     "POST https://api.example.com/v1/cancel", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "bb1645168a22796a745de6f931213caed8ed6bd71c67ad6e99b3bc8081869f07"},
     body=b'{"market":"BTCUSD","cid":"abc1"}', answer="place"),
    Case("cancel_orders",
     lambda client: client.cancel_orders([CancelRequest(symbol="BTC/USD:BTC", venue_order_id="123"), CancelRequest(symbol="BTC/USD:BTC", client_order_id="abc1")]),
     "DELETE https://api.example.com/v1/orders?orders=%5B%7B%22market%22%3A%22BTCUSD%22%2C%22id%22%3A%22123%22%7D%2C%7B%22market%22%3A%22BTCUSD%22%2C%22cid%22%3A%22abc1%22%7D%5D",
     {"calls": 1}, headers={"x-key": "test-api-key", "x-nonce": "1700000000000000",
     "x-sign": "50a9ed1012f2693e39412cc9964545842283ac7cf7b63f21d623aefd66292808"}, answer="place_many"),
    Case("fetch_order-venue_order_id", lambda client: client.fetch_order("BTC/USD:BTC", venue_order_id="123"),
     "GET https://api.example.com/v1/order?id=123", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "af9543f51f2fec95cde83d140e10cc364851909df96950d8d60c60414f934492"},
     answer="order"),
    Case("fetch_order-client_order_id", lambda client: client.fetch_order("BTC/USD:BTC", client_order_id="abc1"),
     "GET https://api.example.com/v1/order?cid=abc1", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "d1cf97a30e0a21c35592b10b70db8c2bf68a4954ba48fc42650d51e114ff37f3"},
     answer="order"),
    Case("fetch_open_orders", lambda client: client.fetch_open_orders("BTC/USD:BTC"),
     "GET https://api.example.com/v1/open?market=BTCUSD", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "997fb0ee7ea39d27ddc6ee3b756a0c3835983138e2ab0d43393d8d1c927e2167"},
     answer="orders"),
    Case("fetch_my_trades", lambda client: client.fetch_my_trades("BTC/USD:BTC"),
     "GET https://api.example.com/v1/fills?market=BTCUSD", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "8a46e6de2c9b541f525ffb74cfcc2651800ad74fd8f0074e92155cf1bc92d863"},
     answer="fills"),
    Case("fetch_my_trades-all", lambda client: client.fetch_my_trades("BTC/USD:BTC", since=1699999000123000000,
     limit=5),
     "GET https://api.example.com/v1/fills?market=BTCUSD&from=1699999000123&limit=5", {"calls": 1},
     headers={"x-key": "test-api-key", "x-nonce": "1700000000000000",
     "x-sign": "b9f72b56618a6e0d6f424c362714918083f4d5cebf0a100bcb366824d93f1402"}, answer="fills"),
    Case("fetch_balances", lambda client: client.fetch_balances(),
     "GET https://api.example.com/v1/funds", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "bd1291e3a26f34be96bdf88f7db09bb27713c79c109108526114be7040a172f3"},
     answer="funds"),
    Case("fetch_positions", lambda client: client.fetch_positions(),
     "GET https://api.example.com/v1/positions", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-nonce": "1700000000000000", "x-sign": "69b53eb8b80a448f7b6ff1234a3c1643c2231d8886af1278071230ceb2ad42cf"},
     answer="positions"),
]  # fmt: skip


async def check(client: Any, http: ScriptedHttp, case: Case) -> None:
    """Make the call; what goes out must be the case's, and the limiter must have been asked for its costs."""
    spent: list[dict[str, int]] = []
    acquire = client.rest.limiter.acquire

    async def counted(asked: Any, *arguments: Any, **options: Any) -> Any:
        spent.append({name: units for name, units, *_ in asked})
        return await acquire(asked, *arguments, **options)

    client.rest.limiter.acquire = counted
    calling = asyncio.ensure_future(case.call(client))
    for _ in range(200):
        await asyncio.sleep(0)
    # What becomes of the answer is not what this is about.
    calling.cancel()
    await asyncio.gather(calling, return_exceptions=True)
    request = http.requests[0]
    assert f"{request.method} {request.url}" == case.request
    sent = {name.lower(): value for name, value in request.headers.items()}
    assert {name: sent.get(name) for name in case.headers} == case.headers
    assert (request.body or b"") == case.body
    assert spent[0] == case.costs


@pytest.mark.asyncio
@pytest.mark.parametrize("case", RAW, ids=[case.id for case in RAW])
async def test_raw_request(make_client: Callable[..., Any], scripted_http: ScriptedHttp, case: Case) -> None:
    async with make_client() as client:
        scripted_http.answer({}, times=None)
        await check(client, scripted_http, case)


@pytest.mark.asyncio
@pytest.mark.parametrize("case", CONTRACT, ids=[case.id for case in CONTRACT])
async def test_contract_request(make_client: Callable[..., Any], scripted_http: ScriptedHttp, case: Case) -> None:
    async with make_client() as client:
        if case.id == "load_instruments":
            del client._load_instruments
        answer = load_examples(PACKAGE)[case.answer].response
        scripted_http.answer(answer, times=None)
        await check(client, scripted_http, case)
