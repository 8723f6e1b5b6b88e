"""What Deribit is asked, byte for byte: method, address, headers, body, and what each request costs."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Awaitable, Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec
import pytest
from venue_runtime.model import OrderType, Side, TimeInForce
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.generated_socket import match_frame
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets
from venues.deribit.leases import SessionLease
from venues.deribit.simulated import PrivateSocket

PACKAGE = str(importlib.import_module("venues.deribit").__file__)


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
    Case("auth-required", lambda client: client.raw.auth(),
     ("GET https://www.deribit.com/api/v2/public/auth?grant_type=client_signature&client_id=test-client-id"
     "&timestamp=1700000000000&nonce=p780a3fqs49em6fb"
     "&signature=f077992b3f112959a1ee372458e4f7870358e94be68b6fa4e657fa5761cc4270"), {"credits": 500}),
    Case("auth-all", lambda client: client.raw.auth(scope="a b/+&=é"),
     ("GET https://www.deribit.com/api/v2/public/auth?grant_type=client_signature&scope=a%20b%2F%2B%26%3D%C3%A9"
     "&client_id=test-client-id&timestamp=1700000000000&nonce=p780a3fqs49em6fb"
     "&signature=f077992b3f112959a1ee372458e4f7870358e94be68b6fa4e657fa5761cc4270"), {"credits": 500}),
    Case("auth_by_secret-required", lambda client: client.raw.auth_by_secret(),
     ("GET https://www.deribit.com/api/v2/public/auth?grant_type=client_credentials&client_id=test-client-id"
     "&client_secret=test-client-secret"), {"credits": 500}),
    Case("auth_by_secret-all", lambda client: client.raw.auth_by_secret(scope="a b/+&=é"),
     ("GET https://www.deribit.com/api/v2/public/auth?grant_type=client_credentials&scope=a%20b%2F%2B%26%3D%C3%A9"
     "&client_id=test-client-id&client_secret=test-client-secret"), {"credits": 500}),
    Case("refresh-required", lambda client: client.raw.refresh(refresh_token="a b/+&=é"),
     ("GET https://www.deribit.com/api/v2/public/auth?grant_type=refresh_token"
     "&refresh_token=a%20b%2F%2B%26%3D%C3%A9"), {"credits": 500}),
    Case("time-required", lambda client: client.raw.time(),
     "GET https://www.deribit.com/api/v2/public/get_time", {"credits": 500}),
    Case("status-required", lambda client: client.raw.status(),
     "GET https://www.deribit.com/api/v2/public/status", {"credits": 500}),
    Case("test-required", lambda client: client.raw.test(),
     "GET https://www.deribit.com/api/v2/public/test", {"credits": 500}),
    Case("instruments-required", lambda client: client.raw.instruments(),
     "GET https://www.deribit.com/api/v2/public/get_instruments?currency=any", {"credits": 500, "instruments": 1}),
    Case("instruments-all", lambda client: client.raw.instruments(currency="a b/+&=é", kind="future", expired=True),
     ("GET https://www.deribit.com/api/v2/public/get_instruments?currency=a%20b%2F%2B%26%3D%C3%A9&kind=future"
     "&expired=true"), {"credits": 500, "instruments": 1}),
    Case("instrument-required", lambda client: client.raw.instrument(name="BTC-PERPETUAL"),
     "GET https://www.deribit.com/api/v2/public/get_instrument?instrument_name=BTC-PERPETUAL", {"credits": 500}),
    Case("ticker-required", lambda client: client.raw.ticker(name="BTC-PERPETUAL"),
     "GET https://www.deribit.com/api/v2/public/ticker?instrument_name=BTC-PERPETUAL", {"credits": 500}),
    Case("order_book-required", lambda client: client.raw.order_book(name="BTC-PERPETUAL"),
     "GET https://www.deribit.com/api/v2/public/get_order_book?instrument_name=BTC-PERPETUAL", {"credits": 500}),
    Case("order_book-all", lambda client: client.raw.order_book(name="BTC-PERPETUAL", depth=7),
     "GET https://www.deribit.com/api/v2/public/get_order_book?instrument_name=BTC-PERPETUAL&depth=7",
     {"credits": 500}),
    Case("trades-required", lambda client: client.raw.trades(name="BTC-PERPETUAL"),
     "GET https://www.deribit.com/api/v2/public/get_last_trades_by_instrument?instrument_name=BTC-PERPETUAL",
     {"credits": 500}),
    Case("trades-all", lambda client: client.raw.trades(name="BTC-PERPETUAL", limit=7, sorting="asc"),
     ("GET https://www.deribit.com/api/v2/public/get_last_trades_by_instrument?instrument_name=BTC-PERPETUAL"
     "&count=7&sorting=asc"), {"credits": 500}),
    Case("trades_since-required", lambda client: client.raw.trades_since(name="BTC-PERPETUAL", start=1700000000000,
     end=1700000000000),
     ("GET https://www.deribit.com/api/v2/public/get_last_trades_by_instrument_and_time?instrument_name=BTC-PERPETUAL"
     "&start_timestamp=1700000000000&end_timestamp=1700000000000"), {"credits": 500}),
    Case("trades_since-all", lambda client: client.raw.trades_since(name="BTC-PERPETUAL", start=1700000000000,
     end=1700000000000, limit=7, sorting="asc"),
     ("GET https://www.deribit.com/api/v2/public/get_last_trades_by_instrument_and_time?instrument_name=BTC-PERPETUAL"
     "&start_timestamp=1700000000000&end_timestamp=1700000000000&count=7&sorting=asc"), {"credits": 500}),
    Case("candles-required", lambda client: client.raw.candles(name="BTC-PERPETUAL", start=1700000000000,
     end=1700000000000, resolution="a b/+&=é"),
     ("GET https://www.deribit.com/api/v2/public/get_tradingview_chart_data?instrument_name=BTC-PERPETUAL"
     "&start_timestamp=1700000000000&end_timestamp=1700000000000&resolution=a%20b%2F%2B%26%3D%C3%A9"),
     {"credits": 500}),
    Case("buy-required", lambda client: client.raw.buy(name="BTC-PERPETUAL", amount=Decimal("0.10"), kind="limit"),
     "GET https://www.deribit.com/api/v2/private/buy?instrument_name=BTC-PERPETUAL&amount=0.10&type=limit",
     {"matching": 1}, headers={"authorization": "Bearer held-access_token"}),
    Case("buy-all", lambda client: client.raw.buy(name="BTC-PERPETUAL", amount=Decimal("0.10"), kind="limit",
     label="a b/+&=é", price=Decimal("0.10"), life="good_til_cancelled", display_amount=Decimal("0.10"),
     post_only=True, reject_post_only=True, reduce_only=True, trigger_price=Decimal("0.10"),
     trigger_offset=Decimal("0.10"), trigger="last_price", advanced="a b/+&=é", mmp=True,
     valid_until=1700000000000),
     ("GET https://www.deribit.com/api/v2/private/buy?instrument_name=BTC-PERPETUAL&amount=0.10&type=limit"
     "&label=a%20b%2F%2B%26%3D%C3%A9&price=0.10&time_in_force=good_til_cancelled&display_amount=0.10"
     "&post_only=true&reject_post_only=true&reduce_only=true&trigger_price=0.10&trigger_offset=0.10"
     "&trigger=last_price&advanced=a%20b%2F%2B%26%3D%C3%A9&mmp=true&valid_until=1700000000000"), {"matching": 1},
     headers={"authorization": "Bearer held-access_token"}),
    Case("sell-required", lambda client: client.raw.sell(name="BTC-PERPETUAL", amount=Decimal("0.10"),
     kind="limit"),
     "GET https://www.deribit.com/api/v2/private/sell?instrument_name=BTC-PERPETUAL&amount=0.10&type=limit",
     {"matching": 1}, headers={"authorization": "Bearer held-access_token"}),
    Case("sell-all", lambda client: client.raw.sell(name="BTC-PERPETUAL", amount=Decimal("0.10"), kind="limit",
     label="a b/+&=é", price=Decimal("0.10"), life="good_til_cancelled", display_amount=Decimal("0.10"),
     post_only=True, reject_post_only=True, reduce_only=True, trigger_price=Decimal("0.10"),
     trigger_offset=Decimal("0.10"), trigger="last_price", advanced="a b/+&=é", mmp=True,
     valid_until=1700000000000),
     ("GET https://www.deribit.com/api/v2/private/sell?instrument_name=BTC-PERPETUAL&amount=0.10&type=limit"
     "&label=a%20b%2F%2B%26%3D%C3%A9&price=0.10&time_in_force=good_til_cancelled&display_amount=0.10"
     "&post_only=true&reject_post_only=true&reduce_only=true&trigger_price=0.10&trigger_offset=0.10"
     "&trigger=last_price&advanced=a%20b%2F%2B%26%3D%C3%A9&mmp=true&valid_until=1700000000000"), {"matching": 1},
     headers={"authorization": "Bearer held-access_token"}),
    Case("edit-required", lambda client: client.raw.edit(id="a b/+&=é", amount=Decimal("0.10")),
     "GET https://www.deribit.com/api/v2/private/edit?order_id=a%20b%2F%2B%26%3D%C3%A9&amount=0.10",
     {"matching": 1}, headers={"authorization": "Bearer held-access_token"}),
    Case("edit-all", lambda client: client.raw.edit(id="a b/+&=é", amount=Decimal("0.10"), price=Decimal("0.10"),
     post_only=True, reject_post_only=True, trigger_price=Decimal("0.10"), trigger_offset=Decimal("0.10"),
     advanced="a b/+&=é", valid_until=1700000000000),
     ("GET https://www.deribit.com/api/v2/private/edit?order_id=a%20b%2F%2B%26%3D%C3%A9&amount=0.10&price=0.10"
     "&post_only=true&reject_post_only=true&trigger_price=0.10&trigger_offset=0.10"
     "&advanced=a%20b%2F%2B%26%3D%C3%A9&valid_until=1700000000000"), {"matching": 1},
     headers={"authorization": "Bearer held-access_token"}),
    Case("cancel-required", lambda client: client.raw.cancel(id="a b/+&=é"),
     "GET https://www.deribit.com/api/v2/private/cancel?order_id=a%20b%2F%2B%26%3D%C3%A9", {"matching": 1},
     headers={"authorization": "Bearer held-access_token"}),
    Case("cancel_by_label-required", lambda client: client.raw.cancel_by_label(label="a b/+&=é"),
     "GET https://www.deribit.com/api/v2/private/cancel_by_label?label=a%20b%2F%2B%26%3D%C3%A9", {"matching": 1},
     headers={"authorization": "Bearer held-access_token"}),
    Case("cancel_by_label-all", lambda client: client.raw.cancel_by_label(label="a b/+&=é", currency="a b/+&=é"),
     ("GET https://www.deribit.com/api/v2/private/cancel_by_label?label=a%20b%2F%2B%26%3D%C3%A9"
     "&currency=a%20b%2F%2B%26%3D%C3%A9"), {"matching": 1}, headers={"authorization": "Bearer held-access_token"}),
    Case("cancel_all-required", lambda client: client.raw.cancel_all(),
     "GET https://www.deribit.com/api/v2/private/cancel_all", {"matching": 1},
     headers={"authorization": "Bearer held-access_token"}),
    Case("cancel_all_by_instrument-required",
     lambda client: client.raw.cancel_all_by_instrument(name="BTC-PERPETUAL"),
     "GET https://www.deribit.com/api/v2/private/cancel_all_by_instrument?instrument_name=BTC-PERPETUAL",
     {"matching": 1}, headers={"authorization": "Bearer held-access_token"}),
    Case("cancel_on_disconnect-required", lambda client: client.raw.cancel_on_disconnect(),
     "GET https://www.deribit.com/api/v2/private/enable_cancel_on_disconnect?scope=connection", {"credits": 500},
     headers={"authorization": "Bearer held-access_token"}),
    Case("order-required", lambda client: client.raw.order(id="a b/+&=é"),
     "GET https://www.deribit.com/api/v2/private/get_order_state?order_id=a%20b%2F%2B%26%3D%C3%A9",
     {"credits": 500}, headers={"authorization": "Bearer held-access_token"}),
    Case("orders_by_label-required", lambda client: client.raw.orders_by_label(currency="a b/+&=é",
     label="a b/+&=é"),
     ("GET https://www.deribit.com/api/v2/private/get_order_state_by_label?currency=a%20b%2F%2B%26%3D%C3%A9"
     "&label=a%20b%2F%2B%26%3D%C3%A9"), {"credits": 500}, headers={"authorization": "Bearer held-access_token"}),
    Case("open_orders-required", lambda client: client.raw.open_orders(),
     "GET https://www.deribit.com/api/v2/private/get_open_orders", {"credits": 500},
     headers={"authorization": "Bearer held-access_token"}),
    Case("open_orders_by_instrument-required",
     lambda client: client.raw.open_orders_by_instrument(name="BTC-PERPETUAL"),
     "GET https://www.deribit.com/api/v2/private/get_open_orders_by_instrument?instrument_name=BTC-PERPETUAL",
     {"credits": 500}, headers={"authorization": "Bearer held-access_token"}),
    Case("fills-required", lambda client: client.raw.fills(currency="a b/+&=é"),
     "GET https://www.deribit.com/api/v2/private/get_user_trades_by_currency?currency=a%20b%2F%2B%26%3D%C3%A9",
     {"credits": 500}, headers={"authorization": "Bearer held-access_token"}),
    Case("fills-all", lambda client: client.raw.fills(currency="a b/+&=é", limit=7, start=1700000000000,
     sorting="asc", historical=True),
     ("GET https://www.deribit.com/api/v2/private/get_user_trades_by_currency?currency=a%20b%2F%2B%26%3D%C3%A9"
     "&count=7&start_timestamp=1700000000000&sorting=asc&historical=true"), {"credits": 500},
     headers={"authorization": "Bearer held-access_token"}),
    Case("fills_by_instrument-required", lambda client: client.raw.fills_by_instrument(name="BTC-PERPETUAL"),
     "GET https://www.deribit.com/api/v2/private/get_user_trades_by_instrument?instrument_name=BTC-PERPETUAL",
     {"credits": 500}, headers={"authorization": "Bearer held-access_token"}),
    Case("fills_by_instrument-all", lambda client: client.raw.fills_by_instrument(name="BTC-PERPETUAL", limit=7,
     start=1700000000000, sorting="asc", historical=True),
     ("GET https://www.deribit.com/api/v2/private/get_user_trades_by_instrument?instrument_name=BTC-PERPETUAL"
     "&count=7&start_timestamp=1700000000000&sorting=asc&historical=true"), {"credits": 500},
     headers={"authorization": "Bearer held-access_token"}),
    Case("summaries-required", lambda client: client.raw.summaries(),
     "GET https://www.deribit.com/api/v2/private/get_account_summaries", {"credits": 500},
     headers={"authorization": "Bearer held-access_token"}),
    Case("positions-required", lambda client: client.raw.positions(),
     "GET https://www.deribit.com/api/v2/private/get_positions", {"credits": 500},
     headers={"authorization": "Bearer held-access_token"}),
    Case("positions-all", lambda client: client.raw.positions(currency="a b/+&=é", kind="future"),
     "GET https://www.deribit.com/api/v2/private/get_positions?currency=a%20b%2F%2B%26%3D%C3%A9&kind=future",
     {"credits": 500}, headers={"authorization": "Bearer held-access_token"}),
]  # fmt: skip

CONTRACT: list[Case] = [
    Case("load_instruments", lambda client: client.load_instruments(),
     "GET https://www.deribit.com/api/v2/public/get_instruments?currency=any", {"credits": 500, "instruments": 1},
     answer="instruments"),
    Case("fetch_time", lambda client: client.fetch_time(),
     "GET https://www.deribit.com/api/v2/public/get_time", {"credits": 500}, answer="time"),
    Case("fetch_ticker", lambda client: client.fetch_ticker("BTC/USD:BTC"),
     "GET https://www.deribit.com/api/v2/public/ticker?instrument_name=BTC-PERPETUAL", {"credits": 500},
     answer="ticker"),
    Case("fetch_funding_rate", lambda client: client.fetch_funding_rate("BTC/USD:BTC"),
     "GET https://www.deribit.com/api/v2/public/ticker?instrument_name=BTC-PERPETUAL", {"credits": 500},
     answer="ticker"),
    Case("fetch_order_book", lambda client: client.fetch_order_book("BTC/USD:BTC"),
     "GET https://www.deribit.com/api/v2/public/get_order_book?instrument_name=BTC-PERPETUAL&depth=1000",
     {"credits": 500}, answer="order_book"),
    Case("fetch_order_book-all", lambda client: client.fetch_order_book("BTC/USD:BTC", depth=50),
     "GET https://www.deribit.com/api/v2/public/get_order_book?instrument_name=BTC-PERPETUAL&depth=100",
     {"credits": 500}, answer="order_book"),
    Case("fetch_trades", lambda client: client.fetch_trades("BTC/USD:BTC"),
     ("GET https://www.deribit.com/api/v2/public/get_last_trades_by_instrument?instrument_name=BTC-PERPETUAL"
     "&sorting=desc"), {"credits": 500}, answer="trades"),
    Case("fetch_trades-all", lambda client: client.fetch_trades("BTC/USD:BTC", limit=5),
     ("GET https://www.deribit.com/api/v2/public/get_last_trades_by_instrument?instrument_name=BTC-PERPETUAL"
     "&count=5&sorting=desc"), {"credits": 500}, answer="trades"),
    Case("fetch_candles", lambda client: client.fetch_candles("BTC/USD:BTC", interval="1h"),
     ("GET https://www.deribit.com/api/v2/public/get_tradingview_chart_data?instrument_name=BTC-PERPETUAL"
     "&start_timestamp=1699640000000&end_timestamp=1700000000000&resolution=60"), {"credits": 500},
     answer="candles"),
    Case("fetch_candles-all", lambda client: client.fetch_candles("BTC/USD:BTC", interval="1h",
     since=1699999000123000000),
     ("GET https://www.deribit.com/api/v2/public/get_tradingview_chart_data?instrument_name=BTC-PERPETUAL"
     "&start_timestamp=1699999000123&end_timestamp=1703599000122&resolution=60"), {"credits": 500},
     answer="candles"),
    Case("create_order-0-buy", lambda client: client.create_order("BTC/USD:BTC", side=Side.BUY,
     type=OrderType.LIMIT, post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("10"),
     price=Decimal("100.5"), client_order_id="abc-1"),
     ("GET https://www.deribit.com/api/v2/private/buy?instrument_name=BTC-PERPETUAL&amount=10&type=limit"
     "&label=abc-1&price=100.5&time_in_force=good_til_cancelled&post_only=true&reject_post_only=true"),
     {"matching": 1}, headers={"authorization": "Bearer held-access_token"}, answer="buy"),
    Case("create_order-0-sell", lambda client: client.create_order("BTC/USD:BTC", side=Side.SELL,
     type=OrderType.LIMIT, post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("10"),
     price=Decimal("100.5"), client_order_id="abc-1"),
     ("GET https://www.deribit.com/api/v2/private/sell?instrument_name=BTC-PERPETUAL&amount=10&type=limit"
     "&label=abc-1&price=100.5&time_in_force=good_til_cancelled&post_only=true&reject_post_only=true"),
     {"matching": 1}, headers={"authorization": "Bearer held-access_token"}, answer="buy"),
    Case("create_order-1-buy", lambda client: client.create_order("BTC/USD:BTC", side=Side.BUY,
     type=OrderType.LIMIT, post_only=True, quantity=Decimal("10"), price=Decimal("100.5"), client_order_id="abc-1"),
     ("GET https://www.deribit.com/api/v2/private/buy?instrument_name=BTC-PERPETUAL&amount=10&type=limit"
     "&label=abc-1&price=100.5&time_in_force=good_til_cancelled&post_only=true&reject_post_only=true"),
     {"matching": 1}, headers={"authorization": "Bearer held-access_token"}, answer="buy"),
    Case("create_order-1-sell", lambda client: client.create_order("BTC/USD:BTC", side=Side.SELL,
     type=OrderType.LIMIT, post_only=True, quantity=Decimal("10"), price=Decimal("100.5"), client_order_id="abc-1"),
     ("GET https://www.deribit.com/api/v2/private/sell?instrument_name=BTC-PERPETUAL&amount=10&type=limit"
     "&label=abc-1&price=100.5&time_in_force=good_til_cancelled&post_only=true&reject_post_only=true"),
     {"matching": 1}, headers={"authorization": "Bearer held-access_token"}, answer="buy"),
    Case("create_order-2-buy", lambda client: client.create_order("BTC/USD:BTC", side=Side.BUY,
     type=OrderType.LIMIT, quantity=Decimal("10"), price=Decimal("100.5"), client_order_id="abc-1"),
     ("GET https://www.deribit.com/api/v2/private/buy?instrument_name=BTC-PERPETUAL&amount=10&type=limit"
     "&label=abc-1&price=100.5&time_in_force=good_til_cancelled&post_only=false"), {"matching": 1},
     headers={"authorization": "Bearer held-access_token"}, answer="buy"),
    Case("create_order-2-sell", lambda client: client.create_order("BTC/USD:BTC", side=Side.SELL,
     type=OrderType.LIMIT, quantity=Decimal("10"), price=Decimal("100.5"), client_order_id="abc-1"),
     ("GET https://www.deribit.com/api/v2/private/sell?instrument_name=BTC-PERPETUAL&amount=10&type=limit"
     "&label=abc-1&price=100.5&time_in_force=good_til_cancelled&post_only=false"), {"matching": 1},
     headers={"authorization": "Bearer held-access_token"}, answer="buy"),
    Case("create_order-3-buy", lambda client: client.create_order("BTC/USD:BTC", side=Side.BUY,
     type=OrderType.MARKET, quantity=Decimal("10"), client_order_id="abc-1"),
     ("GET https://www.deribit.com/api/v2/private/buy?instrument_name=BTC-PERPETUAL&amount=10&type=market"
     "&label=abc-1"), {"matching": 1}, headers={"authorization": "Bearer held-access_token"}, answer="buy"),
    Case("create_order-3-sell", lambda client: client.create_order("BTC/USD:BTC", side=Side.SELL,
     type=OrderType.MARKET, quantity=Decimal("10"), client_order_id="abc-1"),
     ("GET https://www.deribit.com/api/v2/private/sell?instrument_name=BTC-PERPETUAL&amount=10&type=market"
     "&label=abc-1"), {"matching": 1}, headers={"authorization": "Bearer held-access_token"}, answer="buy"),
    Case("create_order-4-buy", lambda client: client.create_order("BTC/USD:BTC", side=Side.BUY, type=OrderType.STOP,
     quantity=Decimal("10"), trigger_price=Decimal("100.0"), client_order_id="abc-1"),
     ("GET https://www.deribit.com/api/v2/private/buy?instrument_name=BTC-PERPETUAL&amount=10&type=stop_market"
     "&label=abc-1&trigger_price=100.0&trigger=last_price"), {"matching": 1},
     headers={"authorization": "Bearer held-access_token"}, answer="buy"),
    Case("create_order-4-sell", lambda client: client.create_order("BTC/USD:BTC", side=Side.SELL,
     type=OrderType.STOP, quantity=Decimal("10"), trigger_price=Decimal("100.0"), client_order_id="abc-1"),
     ("GET https://www.deribit.com/api/v2/private/sell?instrument_name=BTC-PERPETUAL&amount=10&type=stop_market"
     "&label=abc-1&trigger_price=100.0&trigger=last_price"), {"matching": 1},
     headers={"authorization": "Bearer held-access_token"}, answer="buy"),
    Case("create_order-5-buy", lambda client: client.create_order("BTC/USD:BTC", side=Side.BUY,
     type=OrderType.STOP_LIMIT, quantity=Decimal("10"), price=Decimal("100.5"), trigger_price=Decimal("100.0"),
     client_order_id="abc-1"),
     ("GET https://www.deribit.com/api/v2/private/buy?instrument_name=BTC-PERPETUAL&amount=10&type=stop_limit"
     "&label=abc-1&price=100.5&time_in_force=good_til_cancelled&post_only=false&trigger_price=100.0"
     "&trigger=last_price"), {"matching": 1}, headers={"authorization": "Bearer held-access_token"}, answer="buy"),
    Case("create_order-5-sell", lambda client: client.create_order("BTC/USD:BTC", side=Side.SELL,
     type=OrderType.STOP_LIMIT, quantity=Decimal("10"), price=Decimal("100.5"), trigger_price=Decimal("100.0"),
     client_order_id="abc-1"),
     ("GET https://www.deribit.com/api/v2/private/sell?instrument_name=BTC-PERPETUAL&amount=10&type=stop_limit"
     "&label=abc-1&price=100.5&time_in_force=good_til_cancelled&post_only=false&trigger_price=100.0"
     "&trigger=last_price"), {"matching": 1}, headers={"authorization": "Bearer held-access_token"}, answer="buy"),
    Case("create_order-6-buy", lambda client: client.create_order("BTC/USD:BTC", side=Side.BUY,
     type=OrderType.TAKE_PROFIT, quantity=Decimal("10"), trigger_price=Decimal("100.0"), client_order_id="abc-1"),
     ("GET https://www.deribit.com/api/v2/private/buy?instrument_name=BTC-PERPETUAL&amount=10&type=take_market"
     "&label=abc-1&trigger_price=100.0&trigger=last_price"), {"matching": 1},
     headers={"authorization": "Bearer held-access_token"}, answer="buy"),
    Case("create_order-6-sell", lambda client: client.create_order("BTC/USD:BTC", side=Side.SELL,
     type=OrderType.TAKE_PROFIT, quantity=Decimal("10"), trigger_price=Decimal("100.0"), client_order_id="abc-1"),
     ("GET https://www.deribit.com/api/v2/private/sell?instrument_name=BTC-PERPETUAL&amount=10&type=take_market"
     "&label=abc-1&trigger_price=100.0&trigger=last_price"), {"matching": 1},
     headers={"authorization": "Bearer held-access_token"}, answer="buy"),
    Case("create_order-7-buy", lambda client: client.create_order("BTC/USD:BTC", side=Side.BUY,
     type=OrderType.TAKE_PROFIT_LIMIT, quantity=Decimal("10"), price=Decimal("100.5"),
     trigger_price=Decimal("100.0"), client_order_id="abc-1"),
     ("GET https://www.deribit.com/api/v2/private/buy?instrument_name=BTC-PERPETUAL&amount=10&type=take_limit"
     "&label=abc-1&price=100.5&time_in_force=good_til_cancelled&post_only=false&trigger_price=100.0"
     "&trigger=last_price"), {"matching": 1}, headers={"authorization": "Bearer held-access_token"}, answer="buy"),
    Case("create_order-7-sell", lambda client: client.create_order("BTC/USD:BTC", side=Side.SELL,
     type=OrderType.TAKE_PROFIT_LIMIT, quantity=Decimal("10"), price=Decimal("100.5"),
     trigger_price=Decimal("100.0"), client_order_id="abc-1"),
     ("GET https://www.deribit.com/api/v2/private/sell?instrument_name=BTC-PERPETUAL&amount=10&type=take_limit"
     "&label=abc-1&price=100.5&time_in_force=good_til_cancelled&post_only=false&trigger_price=100.0"
     "&trigger=last_price"), {"matching": 1}, headers={"authorization": "Bearer held-access_token"}, answer="buy"),
    Case("create_order-8-buy", lambda client: client.create_order("BTC/USD:BTC", side=Side.BUY,
     type=OrderType.TRAILING_STOP, quantity=Decimal("10"), trailing_offset=Decimal("2.5"), client_order_id="abc-1"),
     ("GET https://www.deribit.com/api/v2/private/buy?instrument_name=BTC-PERPETUAL&amount=10&type=trailing_stop"
     "&label=abc-1&trigger_offset=2.5&trigger=last_price"), {"matching": 1},
     headers={"authorization": "Bearer held-access_token"}, answer="buy"),
    Case("create_order-8-sell", lambda client: client.create_order("BTC/USD:BTC", side=Side.SELL,
     type=OrderType.TRAILING_STOP, quantity=Decimal("10"), trailing_offset=Decimal("2.5"), client_order_id="abc-1"),
     ("GET https://www.deribit.com/api/v2/private/sell?instrument_name=BTC-PERPETUAL&amount=10&type=trailing_stop"
     "&label=abc-1&trigger_offset=2.5&trigger=last_price"), {"matching": 1},
     headers={"authorization": "Bearer held-access_token"}, answer="buy"),
    Case("edit_order-venue_order_id", lambda client: client.edit_order("BTC/USD:BTC", venue_order_id="123",
     quantity=Decimal("10"), price=Decimal("50")),
     "GET https://www.deribit.com/api/v2/private/edit?order_id=123&amount=10&price=50", {"matching": 1},
     headers={"authorization": "Bearer held-access_token"}, answer="edit"),
    Case("cancel_order-venue_order_id", lambda client: client.cancel_order("BTC/USD:BTC", venue_order_id="123"),
     "GET https://www.deribit.com/api/v2/private/cancel?order_id=123", {"matching": 1},
     headers={"authorization": "Bearer held-access_token"}, answer="cancel"),
    Case("cancel_all_orders", lambda client: client.cancel_all_orders(),
     "GET https://www.deribit.com/api/v2/private/cancel_all", {"matching": 1},
     headers={"authorization": "Bearer held-access_token"}, answer="cancel_all"),
    Case("cancel_all_orders-of-all", lambda client: client.cancel_all_orders(),
     "GET https://www.deribit.com/api/v2/private/cancel_all", {"matching": 1},
     headers={"authorization": "Bearer held-access_token"}, answer="cancel_all"),
    Case("fetch_order-venue_order_id", lambda client: client.fetch_order("BTC/USD:BTC", venue_order_id="123"),
     "GET https://www.deribit.com/api/v2/private/get_order_state?order_id=123", {"credits": 500},
     headers={"authorization": "Bearer held-access_token"}, answer="order"),
    Case("fetch_order-client_order_id", lambda client: client.fetch_order("BTC/USD:BTC", client_order_id="abc-1"),
     "GET https://www.deribit.com/api/v2/private/get_order_state_by_label?currency=BTC&label=abc-1",
     {"credits": 500}, headers={"authorization": "Bearer held-access_token"}, answer="orders_by_label"),
    Case("fetch_open_orders", lambda client: client.fetch_open_orders("BTC/USD:BTC"),
     "GET https://www.deribit.com/api/v2/private/get_open_orders_by_instrument?instrument_name=BTC-PERPETUAL",
     {"credits": 500}, headers={"authorization": "Bearer held-access_token"}, answer="open_orders"),
    Case("fetch_open_orders-of-all", lambda client: client.fetch_open_orders(),
     "GET https://www.deribit.com/api/v2/private/get_open_orders", {"credits": 500},
     headers={"authorization": "Bearer held-access_token"}, answer="open_orders"),
    Case("fetch_my_trades", lambda client: client.fetch_my_trades("BTC/USD:BTC"),
     ("GET https://www.deribit.com/api/v2/private/get_user_trades_by_instrument?instrument_name=BTC-PERPETUAL"
     "&count=1000&sorting=desc"), {"credits": 500}, headers={"authorization": "Bearer held-access_token"},
     answer="fills"),
    Case("fetch_my_trades-all", lambda client: client.fetch_my_trades("BTC/USD:BTC", since=1699999000123000000,
     limit=5),
     ("GET https://www.deribit.com/api/v2/private/get_user_trades_by_instrument?instrument_name=BTC-PERPETUAL"
     "&count=5&start_timestamp=1699999000123&sorting=asc"), {"credits": 500},
     headers={"authorization": "Bearer held-access_token"}, answer="fills"),
    Case("fetch_my_trades-of-all", lambda client: client.fetch_my_trades(since=1699999000123000000, limit=5),
     ("GET https://www.deribit.com/api/v2/private/get_user_trades_by_currency?currency=BTC&count=5"
     "&start_timestamp=1699999000123&sorting=asc"), {"credits": 500},
     headers={"authorization": "Bearer held-access_token"}, answer="fills"),
    Case("fetch_balances", lambda client: client.fetch_balances(),
     "GET https://www.deribit.com/api/v2/private/get_account_summaries", {"credits": 500},
     headers={"authorization": "Bearer held-access_token"}, answer="summaries"),
    Case("fetch_positions", lambda client: client.fetch_positions(),
     "GET https://www.deribit.com/api/v2/private/get_positions?currency=any", {"credits": 500},
     headers={"authorization": "Bearer held-access_token"}, answer="positions"),
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
        client.leases.session.hold(SessionLease(access_token="held-access_token", refresh_token="held-refresh_token"))
        scripted_http.answer({}, times=None)
        await check(client, scripted_http, case)


@pytest.mark.asyncio
@pytest.mark.parametrize("case", CONTRACT, ids=[case.id for case in CONTRACT])
async def test_contract_request(make_client: Callable[..., Any], scripted_http: ScriptedHttp, case: Case) -> None:
    async with make_client() as client:
        client.leases.session.hold(SessionLease(access_token="held-access_token", refresh_token="held-refresh_token"))
        if case.id == "load_instruments":
            del client._load_instruments
        answer = load_examples(PACKAGE)[case.answer].response
        scripted_http.answer(answer, times=None)
        await check(client, scripted_http, case)


class Call(NamedTuple):
    """A call over a stream connection: the venue's name of the method, parameters in order, what it costs."""

    id: str
    call: Callable[[Any], Awaitable[Any]]
    method: str
    params: dict[str, Any]
    costs: dict[str, int]


EXACT = msgspec.json.Decoder(float_hook=Decimal)
"""Numbers keep their digits."""

OVER: list[Call] = [
    Call("buy-required", lambda client: client.raw.buy(name="BTC-PERPETUAL", amount=Decimal("0.10"), kind="limit",
     over="private"),
     "private/buy", {"instrument_name": "BTC-PERPETUAL", "amount": Decimal("0.10"), "type": "limit"},
     {"matching": 1}),
    Call("buy-all", lambda client: client.raw.buy(name="BTC-PERPETUAL", amount=Decimal("0.10"), kind="limit",
     label="a b/+&=é", price=Decimal("0.10"), life="good_til_cancelled", display_amount=Decimal("0.10"),
     post_only=True, reject_post_only=True, reduce_only=True, trigger_price=Decimal("0.10"),
     trigger_offset=Decimal("0.10"), trigger="last_price", advanced="a b/+&=é", mmp=True, valid_until=1700000000000,
     over="private"),
     "private/buy", {"instrument_name": "BTC-PERPETUAL", "amount": Decimal("0.10"), "type": "limit",
     "label": "a b/+&=é", "price": Decimal("0.10"), "time_in_force": "good_til_cancelled",
     "display_amount": Decimal("0.10"), "post_only": True, "reject_post_only": True, "reduce_only": True,
     "trigger_price": Decimal("0.10"), "trigger_offset": Decimal("0.10"), "trigger": "last_price",
     "advanced": "a b/+&=é", "mmp": True, "valid_until": 1700000000000}, {"matching": 1}),
    Call("sell-required", lambda client: client.raw.sell(name="BTC-PERPETUAL", amount=Decimal("0.10"), kind="limit",
     over="private"),
     "private/sell", {"instrument_name": "BTC-PERPETUAL", "amount": Decimal("0.10"), "type": "limit"},
     {"matching": 1}),
    Call("sell-all", lambda client: client.raw.sell(name="BTC-PERPETUAL", amount=Decimal("0.10"), kind="limit",
     label="a b/+&=é", price=Decimal("0.10"), life="good_til_cancelled", display_amount=Decimal("0.10"),
     post_only=True, reject_post_only=True, reduce_only=True, trigger_price=Decimal("0.10"),
     trigger_offset=Decimal("0.10"), trigger="last_price", advanced="a b/+&=é", mmp=True, valid_until=1700000000000,
     over="private"),
     "private/sell", {"instrument_name": "BTC-PERPETUAL", "amount": Decimal("0.10"), "type": "limit",
     "label": "a b/+&=é", "price": Decimal("0.10"), "time_in_force": "good_til_cancelled",
     "display_amount": Decimal("0.10"), "post_only": True, "reject_post_only": True, "reduce_only": True,
     "trigger_price": Decimal("0.10"), "trigger_offset": Decimal("0.10"), "trigger": "last_price",
     "advanced": "a b/+&=é", "mmp": True, "valid_until": 1700000000000}, {"matching": 1}),
    Call("edit-required", lambda client: client.raw.edit(id="a b/+&=é", amount=Decimal("0.10"), over="private"),
     "private/edit", {"order_id": "a b/+&=é", "amount": Decimal("0.10")}, {"matching": 1}),
    Call("edit-all", lambda client: client.raw.edit(id="a b/+&=é", amount=Decimal("0.10"), price=Decimal("0.10"),
     post_only=True, reject_post_only=True, trigger_price=Decimal("0.10"), trigger_offset=Decimal("0.10"),
     advanced="a b/+&=é", valid_until=1700000000000, over="private"),
     "private/edit", {"order_id": "a b/+&=é", "amount": Decimal("0.10"), "price": Decimal("0.10"),
     "post_only": True, "reject_post_only": True, "trigger_price": Decimal("0.10"),
     "trigger_offset": Decimal("0.10"), "advanced": "a b/+&=é", "valid_until": 1700000000000}, {"matching": 1}),
    Call("cancel-required", lambda client: client.raw.cancel(id="a b/+&=é", over="private"),
     "private/cancel", {"order_id": "a b/+&=é"}, {"matching": 1}),
    Call("cancel_by_label-required", lambda client: client.raw.cancel_by_label(label="a b/+&=é", over="private"),
     "private/cancel_by_label", {"label": "a b/+&=é"}, {"matching": 1}),
    Call("cancel_by_label-all", lambda client: client.raw.cancel_by_label(label="a b/+&=é", currency="a b/+&=é",
     over="private"),
     "private/cancel_by_label", {"label": "a b/+&=é", "currency": "a b/+&=é"}, {"matching": 1}),
    Call("cancel_all-required", lambda client: client.raw.cancel_all(over="private"),
     "private/cancel_all", {}, {"matching": 1}),
    Call("cancel_all_by_instrument-required",
     lambda client: client.raw.cancel_all_by_instrument(name="BTC-PERPETUAL", over="private"),
     "private/cancel_all_by_instrument", {"instrument_name": "BTC-PERPETUAL"}, {"matching": 1}),
    Call("cancel_on_disconnect-required", lambda client: client.raw.cancel_on_disconnect(over="private"),
     "private/enable_cancel_on_disconnect", {"scope": "connection"}, {"credits": 500}),
    Call("order-required", lambda client: client.raw.order(id="a b/+&=é", over="private"),
     "private/get_order_state", {"order_id": "a b/+&=é"}, {"credits": 500}),
    Call("orders_by_label-required", lambda client: client.raw.orders_by_label(currency="a b/+&=é",
     label="a b/+&=é", over="private"),
     "private/get_order_state_by_label", {"currency": "a b/+&=é", "label": "a b/+&=é"}, {"credits": 500}),
]  # fmt: skip


@pytest.mark.asyncio
@pytest.mark.parametrize("case", OVER, ids=[f"{at}-{case.id}" for at, case in enumerate(OVER)])
async def test_call_over_a_connection(
    make_client: Callable[..., Any], scripted_sockets: ScriptedSockets, case: Call
) -> None:
    """The same operations as calls over a stream connection: one frame, its parameters in order, the same budgets."""
    seen: list[dict[str, Any]] = []
    spent: list[dict[str, int]] = []

    def respond(frame: Any) -> list[str]:
        data = EXACT.decode(frame)
        login = PrivateSocket.login
        if login is not None and login.frame is not None and match_frame(login.frame, data) is not None:
            return [msgspec.json.encode(login.reply.filled(id=login.id, payload={})).decode()]
        found = match_frame(PrivateSocket.rpc, data)
        assert found is not None
        seen.append(found)
        return [
            msgspec.json.encode(PrivateSocket.reply.filled(id=found["id"], payload={}, method=case.method)).decode()
        ]

    scripted_sockets.respond = respond
    async with make_client() as client:
        acquire = client.rest.limiter.acquire

        async def counted(asked: Any, *arguments: Any, **options: Any) -> Any:
            spent.append({name: units for name, units, *_ in asked})
            return await acquire(asked, *arguments, **options)

        client.rest.limiter.acquire = counted
        calling = asyncio.ensure_future(case.call(client))
        for _ in range(300):
            await asyncio.sleep(0)
        calling.cancel()
        await asyncio.gather(calling, return_exceptions=True)
    found = next(each for each in seen if each["method"] == case.method)
    assert list(found["params"].items()) == list(case.params.items())
    assert case.costs in spent
