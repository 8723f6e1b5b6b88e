"""Requests, signatures and results beside ccxt's: the same questions and actions, the same key, answers alike.

Both clients call the same loopback server, which answers with the examples of the spec and keeps every request byte for
byte. Where the clients differ, the difference is listed in DIFFERENCES with its reason, and must still be there. Whose
key a signature is of is found by recovering it (libsecp256k1) from a digest that is computed here by the formula of
EIP-712; the same action, nonce and key must also give ccxt's own signature, number by number.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web

pytest.importorskip("ccxt", reason="ccxt is not installed (extra: judges)")
pytest.importorskip("coincurve", reason="coincurve is not installed (extra: secp256k1)")
pytest.importorskip("Crypto.Hash.keccak", reason="pycryptodome is not installed (extra: secp256k1)")

import ccxt.async_support as library
import coincurve
from ccxt_requests import Case, Difference, assert_alike
from Crypto.Hash import keccak
from example_server import Loopback, Recorded
from example_server import example as venue_example
from venue_runtime import Credentials, OrderType, Side, TimeInForce
from venue_runtime.errors import VenueError
from venue_runtime.model import CancelRequest, OrderRequest
from venues.hyperliquid import Hyperliquid, HyperliquidConfig

EXAMPLES = Path(__file__).parents[2] / "venue_specs" / "hyperliquid" / "examples"
KEY = "0x0123456789012345678901234567890123456789012345678901234567890123"
ADDRESS = "0x14791697260e4c9a71f18484c9f997b308e59325"
CLOID, ORDER = "0x1234567890abcdef1234567890abcdef", "91490942"
SINCE_MS = 1_681_923_600_000
BTC, SPOT = "BTC/USDC:USDC", "PURR/USDC"
BUY, SELL, LIMIT = Side.BUY, Side.SELL, OrderType.LIMIT


def D(text: str) -> Decimal:
    return Decimal(text)


example = partial(venue_example, venue="hyperliquid")


def hashed(*parts: bytes) -> bytes:
    found: bytes = keccak.new(digest_bits=256, data=b"".join(parts)).digest()
    return found


def signer(body: dict[str, Any], exchange: Any) -> str:
    """The address of the key that signed, from the bytes that came in."""
    vault = body.get("vaultAddress", "").removeprefix("0x") or None
    connection = exchange.action_hash(body["action"], vault, body["nonce"], body.get("expiresAfter"))
    kind = b"EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    domain = hashed(hashed(kind), hashed(b"Exchange"), hashed(b"1"), (1337).to_bytes(32, "big"), bytes(32))
    agent = hashed(hashed(b"Agent(string source,bytes32 connectionId)"), hashed(b"a"), connection)
    digest = hashed(b"\x19\x01", domain, agent)
    r, s, v = (body["signature"][each] for each in "rsv")
    signature = int(r, 16).to_bytes(32, "big") + int(s, 16).to_bytes(32, "big") + bytes([v - 27])
    key = coincurve.PublicKey.from_signature_and_message(signature, digest, hasher=None)
    return "0x" + hashed(key.format(compressed=False)[1:])[-20:].hex()


class Server(Loopback):
    """Answers by `type`, of what is asked or of what is to be done."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: dict[str, Any] = {
            "meta": example("meta"),
            "spotMeta": example("spot_meta"),
            # ccxt reads the contexts beside the instruments, of spot too.
            "metaAndAssetCtxs": [example("meta"), [*example("contexts")[1], example("contexts")[1][0]]],
            "spotMetaAndAssetCtxs": [
                example("spot_meta"),
                [
                    {"coin": name, "markPx": "1", "midPx": "1", "prevDayPx": "1", "dayNtlVlm": "1"}
                    for name in ("PURR/USDC", "@1")
                ],
            ],
            "userAbstraction": "default",
            "l2Book": example("book"),
            "recentTrades": example("recent_trades"),
            "candleSnapshot": example("candles"),
            "orderStatus": example("order"),
            "frontendOpenOrders": example("open_orders"),
            "userFills": self.fills(),
            "userFillsByTime": self.fills(),
            "spotClearinghouseState": example("spot_state"),
            "clearinghouseState": example("perp_state"),
            "order": example("place.resting"),
            "batchModify": example("amend"),
            "cancel": example("cancel"),
            "cancelByCloid": example("cancel"),
            "scheduleCancel": example("default"),
            "updateLeverage": example("default"),
        }

    @staticmethod
    def fills() -> Any:
        """The documented fills, of instruments that the documented lists have."""
        first, second = example("fills")
        return [{**first, "coin": "BTC"}, {**second, "coin": "PURR/USDC"}]

    def take(self) -> list[Recorded]:
        """The requests since the last call, without those that ccxt makes of its own accord."""
        own = ("userAbstraction", "meta", "spotMeta", "spotMetaAndAssetCtxs")
        taken = [one for one in self.requests if one.said.get("type") not in own]
        self.requests.clear()
        return taken

    def answer(self, request: Recorded) -> web.Response:
        said = request.said
        if "action" not in said:
            return web.json_response(self.answers[said["type"]])
        action, answer = said["action"], self.answers[said["action"]["type"]]
        if (rows := action.get("orders") or action.get("cancels")) and len(rows) > 1:
            # One word for each.
            data = answer["response"]["data"]
            answer = {**answer, "response": {**answer["response"], "data": {"statuses": data["statuses"] * len(rows)}}}
        return web.json_response(answer)


@pytest_asyncio.fixture
async def both() -> AsyncIterator[tuple[Server, Hyperliquid, Any]]:
    """The server and both clients, instruments loaded. ccxt is told to leave its own fee out of orders."""
    async with Server() as server:
        theirs = library.hyperliquid(
            {
                "walletAddress": ADDRESS,
                "privateKey": KEY,
                "enableRateLimit": False,
                "options": {"builderFee": False, "refSet": True, "fetchMarkets": {"types": ["swap", "spot"]}},
            }
        )
        theirs.urls["api"] = {"public": server.url, "private": server.url}
        try:
            async with Hyperliquid(endpoints=server.url, credentials=Credentials(private_key=KEY)) as ours:
                await ours.load_instruments()
                await theirs.load_markets()
                theirs.options["approvedBuilderFee"] = False
                theirs.handle_builder_fee_approval = nothing
                server.take()
                yield server, ours, theirs
        finally:
            await theirs.close()


async def nothing(*_: Any) -> None:
    """ccxt would have its fee approved before the first order."""


def order(side: Side, type: OrderType = LIMIT, /, symbol: str = BTC, **ours: Any) -> Any:
    asked = {"quantity": D("0.50000"), "price": D("29792.0"), "client_order_id": CLOID, **ours}
    return lambda client: client.create_order(symbol, side=side, type=type, **asked)


def ccxt_order(side: str, /, symbol: str = BTC, price: float = 29792.0, amount: float = 0.5, **params: Any) -> Any:
    asked = {"clientOrderId": CLOID, **params}
    return lambda exchange: exchange.create_order(symbol, "limit", side, amount, price, asked)


CASES = {
    "limit": Case(order(BUY), ccxt_order("buy")),
    "limit_sell": Case(order(SELL), ccxt_order("sell")),
    "gtc": Case(order(BUY, time_in_force=TimeInForce.GTC), ccxt_order("buy", timeInForce="GTC")),
    "ioc": Case(order(SELL, time_in_force=TimeInForce.IOC), ccxt_order("sell", timeInForce="IOC")),
    "post_only": Case(order(BUY, post_only=True), ccxt_order("buy", postOnly=True)),
    "post_only_gtc": Case(
        order(SELL, post_only=True, time_in_force=TimeInForce.GTC), ccxt_order("sell", postOnly=True)
    ),
    "reduce_only": Case(order(SELL, reduce_only=True), ccxt_order("sell", reduceOnly=True)),
    "stop_limit": Case(
        order(SELL, OrderType.STOP_LIMIT, trigger_price=D("29000")), ccxt_order("sell", stopLossPrice=29000)
    ),
    "stop_limit_buy": Case(
        order(BUY, OrderType.STOP_LIMIT, trigger_price=D("31000")), ccxt_order("buy", triggerPrice=31000)
    ),
    "take_profit_limit": Case(
        order(SELL, OrderType.TAKE_PROFIT_LIMIT, trigger_price=D("31000")), ccxt_order("sell", takeProfitPrice=31000)
    ),
    "spot": Case(order(BUY, symbol=SPOT, quantity=D("100"), price=D("0.12340")), ccxt_order("buy", SPOT, 0.1234, 100)),
    "orders": Case(
        lambda c: c.create_orders(
            [
                OrderRequest(
                    symbol=BTC, side=BUY, type=LIMIT, quantity=D("0.5"), price=D("29792"), client_order_id=CLOID
                ),
                OrderRequest(
                    symbol=SPOT,
                    side=SELL,
                    type=LIMIT,
                    quantity=D("100"),
                    price=D("0.1234"),
                    post_only=True,
                    client_order_id=CLOID[:-1] + "0",
                ),
            ]
        ),
        lambda x: x.create_orders(
            [
                {
                    "symbol": BTC,
                    "type": "limit",
                    "side": "buy",
                    "amount": 0.5,
                    "price": 29792,
                    "params": {"clientOrderId": CLOID},
                },
                {
                    "symbol": SPOT,
                    "type": "limit",
                    "side": "sell",
                    "amount": 100,
                    "price": 0.1234,
                    "params": {"clientOrderId": CLOID[:-1] + "0", "postOnly": True},
                },
            ]
        ),
    ),
    "cancel": Case(lambda c: c.cancel_order(BTC, venue_order_id=ORDER), lambda x: x.cancel_order(ORDER, BTC)),
    "cancel_by_client_id": Case(
        lambda c: c.cancel_order(BTC, client_order_id=CLOID),
        lambda x: x.cancel_order("", BTC, {"clientOrderId": CLOID}),
    ),
    "cancel_spot": Case(lambda c: c.cancel_order(SPOT, venue_order_id=ORDER), lambda x: x.cancel_order(ORDER, SPOT)),
    "cancel_orders": Case(
        lambda c: c.cancel_orders([CancelRequest(symbol=BTC, venue_order_id=each) for each in ("123", "124")]),
        lambda x: x.cancel_orders(["123", "124"], BTC),
    ),
    "cancel_all_orders_after": Case(
        lambda c: c.cancel_all_orders_after(30), lambda x: x.cancel_all_orders_after(30_000)
    ),
    "leverage": Case(lambda c: c.set_leverage(BTC, D("5")), lambda x: x.set_leverage(5, BTC)),
    "order": Case(lambda c: c.fetch_order(BTC, venue_order_id="1"), lambda x: x.fetch_order("1", BTC)),
    "order_by_client_id": Case(
        lambda c: c.fetch_order(BTC, client_order_id=CLOID), lambda x: x.fetch_order("", BTC, {"clientOrderId": CLOID})
    ),
    "open_orders": Case(lambda c: c.fetch_open_orders(), lambda x: x.fetch_open_orders()),
    "my_trades": Case(lambda c: c.fetch_my_trades(BTC), lambda x: x.fetch_my_trades(BTC)),
    "my_trades_since": Case(
        lambda c: c.fetch_my_trades(BTC, since=SINCE_MS * 1_000_000), lambda x: x.fetch_my_trades(BTC, SINCE_MS)
    ),
    "balances": Case(lambda c: c.fetch_balances(), lambda x: x.fetch_balance({"type": "spot"})),
    "positions": Case(lambda c: c.fetch_positions(), lambda x: x.fetch_positions()),
    "order_book": Case(lambda c: c.fetch_order_book(BTC), lambda x: x.fetch_order_book(BTC)),
    "funding": Case(lambda c: c.fetch_funding_rate(BTC), lambda x: x.fetch_funding_rate(BTC)),
    "candles": Case(
        lambda c: c.fetch_candles(BTC, "15m", since=SINCE_MS * 1_000_000),
        lambda x: x.fetch_ohlcv(BTC, "15m", SINCE_MS, None, {"until": 1_681_927_200_000}),
    ),
    "ticker": Case(lambda c: c.fetch_ticker(BTC), lambda x: x.fetch_ticker(BTC)),
}

DIFFERENCES: dict[str, Difference] = {
    "ticker": Difference(
        "ccxt reads prices of marks and of the day, and those of a notional for the best; ours are of the book",
        "…/api/info-endpoint: L2 book snapshot; …/info-endpoint/perpetuals: impactPxs are prices of a notional",
        ours={"type": "l2Book", "coin": "BTC"},
        theirs={"type": "metaAndAssetCtxs"},
    ),
}
#: What the clock gives: the time of sending and what follows from it.
CLOCK = ("nonce", "signature")


def asked(request: Recorded) -> dict[str, Any]:
    """What a request says, without the time of sending and the signature."""
    said = {name: value for name, value in request.said.items() if name not in CLOCK}
    if "user" in said:
        said["user"] = said["user"].lower()
    if said.get("type") == "candleSnapshot":
        del said["req"]["endTime"]  # now, and what ccxt's caller gives
    if said.get("action", {}).get("type") == "scheduleCancel":
        # The clock was read a moment before the nonce was taken.
        said["action"]["time"] = round((said["action"]["time"] - request.said["nonce"]) / 1000)
    return said


@pytest.mark.asyncio
@pytest.mark.parametrize("name", CASES)
async def test_the_same_request(both: tuple[Server, Hyperliquid, Any], name: str) -> None:
    server, ours, theirs = both
    await CASES[name].ours(ours)
    (mine,) = server.take()
    await CASES[name].theirs(theirs)
    (other,) = server.take()
    assert_alike((mine, asked(mine)), (other, asked(other)), DIFFERENCES.get(name))
    if mine.path == "/info":
        return
    for request in (mine, other):
        assert signer(request.said, theirs) == ADDRESS
    # The same action, at the same time, by the same key: the same signature.
    body = mine.said
    signature = theirs.sign_l1_action(body["action"], body["nonce"])
    assert [int(signature[each], 16) for each in "rs"] == [int(body["signature"][each], 16) for each in "rs"]
    assert signature["v"] == body["signature"]["v"]
    # What is hashed is in the order of the body: it must be the same there.
    assert list(body["action"]) == list(other.said["action"])
    if body["action"]["type"] == "order":
        assert [list(each) for each in body["action"]["orders"]] == [
            list(each) for each in other.said["action"]["orders"]
        ]


@pytest.mark.asyncio
@pytest.mark.parametrize(("vault", "expires"), [("0x1719884eb866cb12b2287399b15f7db5e7d775ea", None), (None, 5_000)])
async def test_the_same_signature_for_a_vault_and_with_a_deadline(vault: str | None, expires: int | None) -> None:
    credentials = Credentials(**{"private_key": KEY, **({"vault": vault} if vault else {})})
    config = HyperliquidConfig(expires_after=timedelta(milliseconds=expires)) if expires else None
    theirs = library.hyperliquid({"walletAddress": ADDRESS, "privateKey": KEY})
    async with Server() as server, Hyperliquid(endpoints=server.url, credentials=credentials, config=config) as ours:
        await ours.raw.cancel(asset=0, id=1)
        (mine,) = server.take()
    body = mine.said
    assert (body.get("vaultAddress"), "expiresAfter" in body) == (vault, expires is not None)
    plain = theirs.format_vault_address(vault)
    signature = theirs.sign_l1_action(body["action"], body["nonce"], plain, body.get("expiresAfter"))
    assert [int(signature[each], 16) for each in "rs"] == [int(body["signature"][each], 16) for each in "rs"]
    assert signature["v"] == body["signature"]["v"]
    assert signer(body, theirs) == ADDRESS
    await theirs.close()


@pytest.mark.asyncio
async def test_an_edit(both: tuple[Server, Hyperliquid, Any]) -> None:
    """Ours says what it knows of the order; ccxt's caller says all of it again."""
    server, ours, theirs = both
    server.answers["orderStatus"] = {
        "status": "order",
        "order": {
            "order": {**example("open_orders")[0], "cloid": CLOID, "tif": "Gtc"},
            "status": "open",
            "statusTimestamp": SINCE_MS,
        },
    }
    ours.orders.apply(await ours.fetch_order(BTC, venue_order_id=ORDER))
    server.take()
    await ours.edit_order(BTC, venue_order_id=ORDER, price=D("29800"), quantity=D("4"))
    (mine,) = server.take()
    await theirs.edit_order(ORDER, BTC, "limit", "sell", 4, 29800, {"clientOrderId": CLOID})
    (other,) = server.take()
    assert_alike((mine, asked(mine)), (other, asked(other)), None)
    assert signer(mine.said, theirs) == signer(other.said, theirs) == ADDRESS


@pytest.mark.asyncio
async def test_the_same_results(both: tuple[Server, Hyperliquid, Any]) -> None:
    _, ours, theirs = both
    mine, other = (
        await ours.fetch_order("ETH/USDC:USDC", venue_order_id="1"),
        await theirs.fetch_order("1", "ETH/USDC:USDC"),
    )
    assert (mine.symbol, mine.venue_order_id, mine.client_order_id) == (
        other["symbol"],
        other["id"],
        other["clientOrderId"],
    )
    assert (mine.side.value, mine.status.value, other["status"]) == (other["side"], "filled", "closed")
    assert (mine.price, mine.quantity, mine.filled_quantity) == tuple(
        D(str(other[each])) for each in ("price", "amount", "filled")
    )
    assert mine.reduce_only is other["reduceOnly"]

    (mine,), (other,) = await ours.fetch_open_orders(), await theirs.fetch_open_orders()
    assert (mine.symbol, mine.venue_order_id, mine.side.value) == (other["symbol"], other["id"], other["side"])
    assert (mine.type.value, mine.status.value, other["status"]) == (other["type"], "new", "open")
    assert (mine.price, mine.quantity, mine.leaves_quantity) == tuple(
        D(str(other[each])) for each in ("price", "amount", "remaining")
    )
    assert mine.ts_event // 1_000_000 == other["timestamp"]

    held = await ours.fetch_balances()
    theirs_held = await theirs.fetch_balance({"type": "spot"})
    assert {name: (each.total, each.free, each.locked) for name, each in held.items()} == {
        name: tuple(D(str(theirs_held[name][each])) for each in ("total", "free", "used")) for name in ("USDC", "PURR")
    }

    (position,), (theirs_is,) = await ours.fetch_positions(), await theirs.fetch_positions()
    assert (position.symbol, position.side.value) == (theirs_is["symbol"], theirs_is["side"])
    assert (position.quantity, position.entry_price, position.unrealized_pnl, position.leverage) == tuple(
        D(str(theirs_is[each])) for each in ("contracts", "entryPrice", "unrealizedPnl", "leverage")
    )
    assert position.liquidation_price == D(str(theirs_is["liquidationPrice"]))

    book, theirs_book = await ours.fetch_order_book(BTC), await theirs.fetch_order_book(BTC)
    for sides, name in ((book.bids(), "bids"), (book.asks(), "asks")):
        assert [(each.price, each.quantity) for each in sides] == [
            (D(str(p)), D(str(q))) for p, q, *_ in theirs_book[name]
        ]

    (candle,) = await ours.fetch_candles(BTC, "15m", since=SINCE_MS * 1_000_000)
    ((time, *rest),) = await theirs.fetch_ohlcv(BTC, "15m", SINCE_MS)
    assert (candle.ts_open // 1_000_000, candle.open, candle.high, candle.low, candle.close, candle.volume) == (
        time,
        *(D(str(each)) for each in rest),
    )

    rate, theirs_rate = await ours.fetch_funding_rate(BTC), await theirs.fetch_funding_rate(BTC)
    assert (rate.rate, rate.mark_price, rate.index_price) == tuple(
        D(str(theirs_rate[each])) for each in ("fundingRate", "markPrice", "indexPrice")
    )


@pytest.mark.asyncio
async def test_the_same_fills(both: tuple[Server, Hyperliquid, Any]) -> None:
    """ccxt adds `builderFee` to `fee`, which holds it already (…/api/info-endpoint: "inclusive")."""
    _, ours, theirs = both
    (mine,), (other,) = await ours.fetch_my_trades(BTC), await theirs.fetch_my_trades(BTC)
    assert (mine.trade_id, mine.venue_order_id, mine.symbol) == (other["id"], other["order"], other["symbol"])
    assert (mine.side.value, mine.liquidity.value) == (other["side"], other["takerOrMaker"])
    assert (mine.price, mine.quantity) == (D(str(other["price"])), D(str(other["amount"])))
    assert (mine.fee, mine.fee_currency) == (D("0.01"), other["fee"]["currency"])
    assert D(str(other["fee"]["cost"])) == D("0.02"), "the listed difference is gone"
    assert mine.ts_event // 1_000_000 == other["timestamp"]
    (mine,), (other,) = await ours.fetch_my_trades(SPOT), await theirs.fetch_my_trades(SPOT)
    assert (mine.fee, mine.fee_currency) == (D(str(other["fee"]["cost"])), other["fee"]["currency"])
    assert (mine.side.value, mine.liquidity.value) == (other["side"], other["takerOrMaker"])


@pytest.mark.asyncio
async def test_what_became_of_an_order(both: tuple[Server, Hyperliquid, Any]) -> None:
    server, ours, theirs = both
    for name, status in (("place.resting", "new"), ("place.filled", "filled")):
        server.answers["order"] = example(name)
        mine = await order(BUY, quantity=D("0.02"), client_order_id=None)(ours)
        other = await ccxt_order("buy", amount=0.02)(theirs)
        assert (mine.venue_order_id, mine.status.value) == (other["id"], status)
        assert other["status"] is None, "ccxt has no status of a new order"
        assert mine.average_price == (None if other["average"] is None else D(str(other["average"])))


@pytest.mark.asyncio
async def test_the_same_instruments(both: tuple[Server, Hyperliquid, Any]) -> None:
    """ccxt lists no delisted perpetuals, and guesses the decimals of prices from the last one (`pricePrecision`)."""
    _, ours, theirs = both
    instruments = await ours.load_instruments()
    listed = [each for each in instruments.values() if each.status.value == "trading"]
    assert {each.symbol for each in listed} == {name for name, each in theirs.markets.items() if each["active"]}
    for instrument in listed:
        market = theirs.markets[instrument.symbol]
        assert (instrument.base, instrument.quote, instrument.settle or None) == (
            market["base"],
            market["quote"],
            market["settle"],
        )
        assert str(instrument.ref.asset) == market["baseId"]
        assert {"spot": "spot", "perpetual": "swap"}[instrument.kind.value] == market["type"]
        assert instrument.quantity_increment == D(str(market["precision"]["amount"]))
        assert instrument.min_notional == D(str(market["limits"]["cost"]["min"]))


#: Texts of …/api/error-responses, and ccxt's class.
REFUSALS = [
    ("Order must have minimum value of $10.", library.InvalidOrder),
    ("Price must be divisible by tick size. asset=0", library.InvalidOrder),
    ("Insufficient margin to place order. asset=0", library.InsufficientFunds),
    ("Post only order would have immediately matched, bbo was 1@2. asset=0", library.InvalidOrder),
    # ccxt does not know these two, which are on the page.
    ("Order has insufficient spot balance to trade. asset=10000", library.ExchangeError),
    ("Order price too far from oracle", library.ExchangeError),
]


@pytest.mark.asyncio
@pytest.mark.parametrize(("text", "theirs_is"), REFUSALS)
async def test_the_same_refusals(both: tuple[Server, Hyperliquid, Any], text: str, theirs_is: type[Exception]) -> None:
    server, ours, theirs = both
    server.answers["order"] = {"status": "ok", "response": {"type": "order", "data": {"statuses": [{"error": text}]}}}
    with pytest.raises(VenueError) as mine:
        await CASES["limit"].ours(ours)
    with pytest.raises(theirs_is) as other:
        await CASES["limit"].theirs(theirs)
    if theirs_is is not library.ExchangeError:
        found = {"PostOnlyRejected": "InvalidOrder"}.get(type(mine.value).__name__, type(mine.value).__name__)
        assert found == type(other.value).__name__
    assert text in str(mine.value)


@pytest.mark.asyncio
async def test_the_same_absence(both: tuple[Server, Hyperliquid, Any]) -> None:
    server, ours, theirs = both
    server.answers["orderStatus"] = json.loads((EXAMPLES / "error.unknown_oid.json").read_text("utf-8"))["response"]
    server.answers["cancel"] = json.loads((EXAMPLES / "error.missing_order.json").read_text("utf-8"))["response"]
    for name in ("order", "cancel"):
        with pytest.raises(VenueError) as mine:
            await CASES[name].ours(ours)
        with pytest.raises(library.OrderNotFound):
            await CASES[name].theirs(theirs)
        assert type(mine.value).__name__ == "OrderNotFound"
