"""A loopback venue that keeps every request as it came and answers with the official example payloads."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qsl

from aiohttp import web

SPECS = Path(__file__).parents[2] / "venue_specs"
EXAMPLES = SPECS / "binance_spot" / "examples"

ECHOED = {
    "symbol": "symbol",
    "side": "side",
    "type": "type",
    "timeInForce": "timeInForce",
    "quantity": "origQty",
    "price": "price",
    "newClientOrderId": "clientOrderId",
}
"""Parameters of a request that an order in its answer repeats."""


def example(name: str, venue: str = "binance_spot") -> Any:
    """The payload of an example of the spec, such as `depth` or `order_query.filled`."""
    return json.loads((SPECS / venue / "examples" / f"{name}.json").read_text(encoding="utf-8"))["response"]


@dataclass(frozen=True)
class Recorded:
    """One request, byte for byte."""

    method: str
    path: str
    query: str
    body: str
    headers: dict[str, str]

    @property
    def parameters(self) -> dict[str, str]:
        """Query and body together. Asserts that no name comes twice."""
        pairs = [*parse_qsl(self.query, keep_blank_values=True), *parse_qsl(self.body, keep_blank_values=True)]
        found = dict(pairs)
        assert len(found) == len(pairs), f"a parameter was sent twice: {pairs}"
        return found

    @property
    def target(self) -> str:
        """Path and query as they were sent."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def said(self) -> Any:
        """Query and JSON body together, as JSON reads them; of a body that is a list, the list."""
        body = json.loads(self.body) if self.body else {}
        return dict(parse_qsl(self.query, keep_blank_values=True)) | body if isinstance(body, dict) else body

    @property
    def signed(self) -> tuple[str, str]:
        """What the signature is over (everything sent before it, query then body), and the decoded signature.

        Asserts what the venue asks for: the signature is there, and is the last parameter.
        """
        sent = self.query + self.body
        payload, mark, signature = sent.rpartition("signature=")
        assert mark, f"no signature in {self.method} {self.path}"
        assert "&" not in signature, "the signature must be the last parameter"
        assert payload.endswith("&") or not payload
        return payload.removesuffix("&"), parse_qsl(mark + signature)[0][1]


def exchange_info(*symbols: tuple[str, str]) -> dict[str, Any]:
    """The official example of a symbol (all order types, all filters), given out under the names that are wanted."""
    info = example("exchange_info.all_filters")
    row = next(row for row in info["symbols"] if row["symbol"] == "ETHBTC")
    allowed = {"allowTrailingStop": True, "cancelReplaceAllowed": True, "amendAllowed": True}
    info["symbols"] = [
        {**row, **allowed, "symbol": base + quote, "baseAsset": base, "quoteAsset": quote} for base, quote in symbols
    ]
    return info  # type: ignore[no-any-return]


def spot_answers() -> dict[tuple[str, str], Any]:
    new = example("order_cancel_replace")["newOrderResponse"]
    return {
        ("GET", "/api/v3/exchangeInfo"): exchange_info(("BTC", "USDT"), ("LTC", "BTC"), ("BNB", "BTC"), ("ETH", "BTC")),
        ("GET", "/api/v3/time"): example("time"),
        ("GET", "/api/v3/depth"): example("depth"),
        ("GET", "/api/v3/aggTrades"): example("agg_trades"),
        ("GET", "/api/v3/klines"): example("klines"),
        ("GET", "/api/v3/ticker/24hr"): example("ticker_24hr.full"),
        ("POST", "/api/v3/order"): lambda parameters: echoed(new, parameters),
        ("DELETE", "/api/v3/order"): example("order_cancel"),
        ("DELETE", "/api/v3/openOrders"): example("open_orders_cancel"),
        ("POST", "/api/v3/order/cancelReplace"): example("order_cancel_replace"),
        ("GET", "/api/v3/order"): example("order_query"),
        ("GET", "/api/v3/openOrders"): example("open_orders"),
        ("GET", "/api/v3/myTrades"): example("my_trades"),
        ("GET", "/api/v3/account"): example("account"),
    }


def usdm_answers() -> dict[tuple[str, str], Any]:
    """The futures venue, with the official example of an instrument given out under the names that are wanted."""

    def of(name: str) -> Any:
        return example(name, "binance_usdm")

    info = of("exchange_info")
    (row,) = info["symbols"]
    steps = {"LOT_SIZE": {"stepSize": "0.001", "minQty": "0.001"}, "MARKET_LOT_SIZE": {"stepSize": "0.001"}}
    steps["PRICE_FILTER"] = {"tickSize": "0.01", "minPrice": "0.01", "maxPrice": "1000000"}
    filters = [{**each, **steps.get(each["filterType"], {})} for each in row["filters"]]
    # The page prints `OrderType`; the recorded answers of the venue have `orderTypes`, which ccxt reads.
    row = {**row, "filters": filters, "pricePrecision": 2, "quantityPrecision": 3, "orderTypes": row["OrderType"]}
    (dated,) = of("exchange_info.dated")["symbols"]
    names = [(base, f"{base}USDT") for base in ("BTC", "ADA", "COMP", "BLZ")]
    info["symbols"] = [{**row, "symbol": name, "pair": name, "baseAsset": base} for base, name in names] + [dated]
    new = {**of("order_modify"), "cumQuote": "0"}
    return {
        ("GET", "/fapi/v1/exchangeInfo"): info,
        ("GET", "/fapi/v1/time"): of("time"),
        ("GET", "/fapi/v1/depth"): of("depth"),
        ("GET", "/fapi/v1/aggTrades"): of("agg_trades"),
        ("GET", "/fapi/v1/klines"): of("klines"),
        ("GET", "/fapi/v1/ticker/24hr"): of("ticker_24hr"),
        ("GET", "/fapi/v1/premiumIndex"): of("premium_index"),
        ("POST", "/fapi/v1/order"): lambda parameters: echoed(new, parameters),
        ("POST", "/fapi/v1/algoOrder"): {"algoId": 1, "clientAlgoId": "a1", "symbol": "BTCUSDT"},
        ("PUT", "/fapi/v1/order"): of("order_modify"),
        ("DELETE", "/fapi/v1/order"): of("order_cancel"),
        ("GET", "/fapi/v1/order"): of("order_query"),
        ("GET", "/fapi/v1/openOrders"): of("open_orders"),
        ("DELETE", "/fapi/v1/allOpenOrders"): of("open_orders_cancel"),
        ("POST", "/fapi/v1/batchOrders"): of("orders_new"),
        ("DELETE", "/fapi/v1/batchOrders"): of("orders_cancel"),
        ("GET", "/fapi/v1/userTrades"): of("my_trades"),
        ("GET", "/fapi/v3/balance"): of("balances"),
        ("GET", "/fapi/v3/account"): {"assets": [], "positions": []},
        ("GET", "/fapi/v1/leverageBracket"): [],
        ("GET", "/fapi/v3/positionRisk"): of("positions.hedged"),
        ("POST", "/fapi/v1/leverage"): of("leverage"),
        ("POST", "/fapi/v1/marginType"): of("margin_type"),
        ("POST", "/fapi/v1/positionSide/dual"): of("position_mode"),
        ("POST", "/fapi/v1/listenKey"): of("listen_key"),
    }


def echoed(order: dict[str, Any], parameters: dict[str, str]) -> dict[str, Any]:
    """An answer about an order, with the request's own values in it."""
    return {**order, **{there: parameters[here] for here, there in ECHOED.items() if here in parameters}}


class Loopback:
    """A venue on loopback: `async with …() as server:`, then `server.url`, `server.requests` and `server.take()`."""

    loading: tuple[str, ...] = ()
    """Ends of the paths by which instruments are loaded: `take` leaves them out."""

    def __init__(self) -> None:
        self.requests: list[Recorded] = []

    async def __aenter__(self) -> Self:
        app = web.Application()
        self.routes(app)
        app.router.add_route("*", "/{tail:.*}", self._handle)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    def take(self) -> list[Recorded]:
        """The requests since the last call, without those that load the instruments."""
        taken = [one for one in self.requests if not one.path.endswith(self.loading)]
        self.requests.clear()
        return taken

    def routes(self, app: web.Application) -> None:
        """What is served beside requests: sockets."""

    def answer(self, request: Recorded) -> web.Response:
        """The answer to a request."""
        raise NotImplementedError

    async def _handle(self, request: web.Request) -> web.Response:
        path, _, query = request.raw_path.partition("?")
        body = (await request.read()).decode("ascii")
        recorded = Recorded(request.method, path, query, body, {k.lower(): v for k, v in request.headers.items()})
        self.requests.append(recorded)
        return self.answer(recorded)


class ExampleServer(Loopback):
    """`answers` maps (method, path) to a payload, or to a function of the request's parameters.

    A new order is answered by the venue's example of one, with the request's own values in it, unless `answers` has
    something else.
    """

    loading = ("/exchangeInfo",)

    def __init__(self, answers: dict[tuple[str, str], Any] | None = None) -> None:
        super().__init__()
        self.answers = spot_answers() if answers is None else answers

    def answer(self, request: Recorded) -> web.Response:
        answer = self.answers.get((request.method, request.path))
        if answer is None:
            refused = {"code": -1000, "msg": f"no example for {request.method} {request.path}"}
            return web.json_response(refused, status=400)
        made = answer(request.parameters) if callable(answer) else answer
        return made if isinstance(made, web.Response) else web.json_response(made)
