"""Kraken Spot beside ccxt: the same method, path and business parameters for each kind of order, each side's signature
verified over its own bytes, and equal orders, trades, balances and instruments from the same answers."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

pytest.importorskip("ccxt", reason="ccxt is not installed (extra: judges)")

import ccxt
from venue_runtime import Credentials, OrderType, Side, TimeInForce
from venue_runtime.errors import InsufficientFunds, InvalidNonce
from venue_runtime.testing.scripted import ScriptedHttp
from venues.kraken_spot import KrakenSpot

SECRET = "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg=="
EXAMPLES = Path(__file__).parents[2] / "venue_specs" / "kraken_spot" / "examples"
#: Sent by one side alone, and without a meaning for the order: the nonce, the client order id that we mint.
UNCOMPARED = {"nonce", "cl_ord_id"}


def example(name: str) -> Any:
    return json.loads((EXAMPLES / f"{name}.json").read_text())["response"]


def verify(path: str, headers: dict[str, str], body: str) -> None:
    """The venue's own check, written after its guide alone."""
    sent = {name.lower(): value for name, value in headers.items()}
    nonce = json.loads(body)["nonce"] if body.startswith("{") else dict(parse_qsl(body))["nonce"]
    digest = hashlib.sha256((str(nonce) + body).encode()).digest()
    mac = hmac.new(base64.b64decode(SECRET), path.encode() + digest, hashlib.sha512)
    assert sent["api-sign"] == base64.b64encode(mac.digest()).decode()
    assert sent["api-key"] == "key"


def business(body: str) -> dict[str, str]:
    made = {key: value for key, value in parse_qsl(body) if key not in UNCOMPARED}
    for key in ("price", "price2", "volume"):
        if key in made:
            made[key] = str(Decimal(made[key]).normalize())
    return made


class Theirs(ccxt.kraken):  # type: ignore[misc]
    """ccxt with its network replaced: what it sends is kept, what is answered are the documented examples."""

    def __init__(self) -> None:
        super().__init__({"apiKey": "key", "secret": SECRET, "enableRateLimit": False})
        self.sent: list[tuple[str, str, dict[str, str], str]] = []
        self.answer: Any = None

    def fetch(self, url: str, method: str = "GET", headers: Any = None, body: Any = None) -> Any:
        path = urlsplit(url).path
        self.sent.append((method, path, headers or {}, body or ""))
        answers = {"/0/public/AssetPairs": "asset_pairs"}
        if path == "/0/public/Assets":
            return {"error": [], "result": {}}
        answer = example(answers[path]) if path in answers else self.answer
        self.handle_errors(200, "OK", url, method, {}, json.dumps(answer), answer, headers, body)
        return answer


@pytest.fixture
def theirs() -> Theirs:
    return Theirs()


def ours(http: ScriptedHttp) -> KrakenSpot:
    return KrakenSpot(credentials=Credentials(api_key="key", api_secret=SECRET), http=http)


async def our_request(name: str, call: Any) -> tuple[str, str, dict[str, str], str]:
    http = ScriptedHttp()
    async with ours(http) as client:
        http.answer(example("asset_pairs"))
        await client.load_instruments()
        http.answer(example(name))
        await call(client)
    request = http.requests[-1]
    return request.method, urlsplit(request.url).path, dict(request.headers), (request.body or b"").decode()


ORDERS = [
    ("limit", {"price": 30000}, {"type": OrderType.LIMIT, "price": Decimal("30000")}),
    ("market", {}, {"type": OrderType.MARKET}),
    (
        "limit",
        {"price": 30000, "params": {"timeInForce": "IOC"}},
        {"type": OrderType.LIMIT, "price": Decimal("30000"), "time_in_force": TimeInForce.IOC},
    ),
    (
        "limit",
        {"price": 30000, "params": {"postOnly": True}},
        {"type": OrderType.LIMIT, "price": Decimal("30000"), "post_only": True},
    ),
    (
        "market",
        {"params": {"stopLossPrice": 29000}},
        {"type": OrderType.STOP, "trigger_price": Decimal("29000")},
    ),
    (
        "market",
        {"params": {"takeProfitPrice": 31000}},
        {"type": OrderType.TAKE_PROFIT, "trigger_price": Decimal("31000")},
    ),
    (
        "limit",
        {"price": 28900, "params": {"stopLossPrice": 29000}},
        {"type": OrderType.STOP_LIMIT, "trigger_price": Decimal("29000"), "price": Decimal("28900")},
    ),
    (
        "limit",
        {"price": 31100, "params": {"takeProfitPrice": 31000}},
        {"type": OrderType.TAKE_PROFIT_LIMIT, "trigger_price": Decimal("31000"), "price": Decimal("31100")},
    ),
]


@pytest.mark.asyncio
@pytest.mark.parametrize(("kind", "given", "asked"), ORDERS)
@pytest.mark.parametrize("side", ["buy", "sell"])
async def test_orders_are_sent_alike(theirs: Theirs, side: str, kind: str, given: Any, asked: Any) -> None:
    theirs.load_markets()
    theirs.answer = example("add_order")
    theirs.create_order("BTC/USD", kind, side, 0.25, **given)
    method, path, headers, body = await our_request(
        "add_order",
        lambda client: client.create_order("BTC/USD", side=Side(side), quantity=Decimal("0.25"), **asked),
    )
    assert (method, path) == theirs.sent[-1][:2] == ("POST", "/0/private/AddOrder")
    assert business(body) == business(theirs.sent[-1][3])
    verify(path, headers, body)
    verify(path, theirs.sent[-1][2], theirs.sent[-1][3])


@pytest.mark.asyncio
async def test_cancels_are_sent_alike(theirs: Theirs) -> None:
    theirs.load_markets()
    theirs.answer = example("cancel_order")
    theirs.cancel_order("OU22CG-KLAF2-FWUDD7", "BTC/USD")
    sent = await our_request(
        "cancel_order", lambda client: client.cancel_order("BTC/USD", venue_order_id="OU22CG-KLAF2-FWUDD7")
    )
    assert sent[:2] == theirs.sent[-1][:2]
    assert business(sent[3]) == business(theirs.sent[-1][3]) == {"txid": "OU22CG-KLAF2-FWUDD7"}
    verify(sent[1], sent[2], sent[3])


@pytest.mark.asyncio
async def test_results_are_equal(theirs: Theirs) -> None:
    theirs.load_markets()
    http = ScriptedHttp()
    async with ours(http) as client:
        http.answer(example("asset_pairs"))
        instruments = await client.load_instruments()
        for symbol in ("BTC/USD", "ETH/BTC"):
            market = theirs.market(symbol)
            assert market["id"] == instruments[symbol].aliases[0]
            assert Decimal(str(market["precision"]["price"])) == instruments[symbol].price_increment
            assert Decimal(str(market["limits"]["amount"]["min"])) == instruments[symbol].min_quantity
        theirs.answer = example("open_orders")
        http.answer(example("open_orders"))
        [their_order], [our_order] = theirs.fetch_open_orders("BTC/USD"), await client.fetch_open_orders("BTC/USD")
        assert their_order["id"] == our_order.venue_order_id
        assert Decimal(str(their_order["price"])) == our_order.price
        assert Decimal(str(their_order["amount"])) == our_order.quantity
        assert Decimal(str(their_order["filled"])) == our_order.filled_quantity
        theirs.answer = example("trades_history")
        http.answer(example("trades_history"))
        [their_fill], [our_fill] = theirs.fetch_my_trades("BTC/USD"), await client.fetch_my_trades("BTC/USD")
        assert (their_fill["id"], their_fill["order"]) == (our_fill.trade_id, our_fill.venue_order_id)
        assert Decimal(str(their_fill["price"])) == our_fill.price
        assert Decimal(str(their_fill["amount"])) == our_fill.quantity


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("name", "mine", "other"),
    [("error.funds", InsufficientFunds, ccxt.InsufficientFunds), ("error.nonce", InvalidNonce, ccxt.InvalidNonce)],
)
async def test_refusals_mean_the_same(theirs: Theirs, name: str, mine: Any, other: Any) -> None:
    theirs.load_markets()
    theirs.answer = example(name)
    with pytest.raises(other):
        theirs.create_order("BTC/USD", "limit", "buy", 0.25, 30000)
    with pytest.raises(mine):
        await our_request(
            name,
            lambda client: client.create_order(
                "BTC/USD", side=Side.BUY, type=OrderType.LIMIT, quantity=Decimal("0.25"), price=Decimal("30000")
            ),
        )
