"""Words of order operations that no golden venue uses: one small venue, generated and driven."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from feature_support import connected, generated
from venue_runtime import InsufficientFunds, OrderNotFound, VenueClient, VenueResponseError
from venue_runtime.model import CancelRequest, OrderStatus
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets

# What an order is stands under a key that is its kind. Orders are canceled by a list of the venue's ids, whose items
# are refused one by one. One order is asked for by its own endpoint, or found in a list by the client's id.
BY_ID = """
enums:
  Side: {contract: Side, values: {BUY: buy, SELL: sell}}
  Status: {contract: OrderStatus, values: {OPEN: new, FILLED: filled, CANCELLED: canceled}}
types:
  Terms: {base_size: decimal, limit_price: opt<decimal>, post_only: opt<bool>}
  Order: {order_id: str, own_id: str, product: venue_symbol, side: Side, status: Status, config: map<Terms>}
  Placed: {order_id: str}
  Orders: {orders: list<Order>}
  Canceled: {success: bool, order_id: str, failure: opt<str>}
  CanceledList: {results: list<Canceled>}
endpoints:
  place:
    call: POST /orders
    params:
      own_id: opt<str>
      product: venue_symbol
      side: Side
      kind: {type: str, in: key}
      "config.{kind}.base_size": {type: opt<decimal>, name: size}
      "config.{kind}.limit_price": {type: opt<decimal>, name: price}
      "config.{kind}.post_only": {type: opt<bool>, name: post_only}
    kind: command
    result: Placed
  cancel: {call: POST /orders/cancel, params: {ids: list<str>}, kind: command, result: CanceledList}
  order: {call: "GET /orders/{id}", params: {id: {type: str, in: path}}, result: Order, examples: [order.json]}
  orders:
    call: GET /orders
    params: {product: opt<venue_symbol>, status: opt<str>}
    result: Orders
    examples: [orders.json]
errors:
  at: {rest: {type: json, when: =status >= 400, code: =text(status), text: =''}}
  codes:
    NOT_FOUND, 404: OrderNotFound
    TOO_LATE, 400: OrderError
    POOR: InsufficientFunds
orders:
  styles:
    - {of: {type: market}, wire: {kind: market_ioc}}
    - {of: {type: limit, post_only: true, time_in_force: gtc}, wire: {kind: limit_gtc, post_only: true}, needs: [price]}
    - {of: {type: limit, time_in_force: gtc}, wire: {kind: limit_gtc, post_only: false}, needs: [price]}
client_order_ids: {pattern: "[a-z0-9-]{1,36}", max_length: 36}
maps:
  order:
    to: Order
    from: Order
    set:
      symbol: =m.product
      venue_order_id: =m.order_id
      client_order_id: =m.own_id
      side: =m.side
      type: limit
      status: =m.status
      quantity: =first(values(m.config)).base_size
      filled_quantity: 0
      price: =first(values(m.config)).limit_price
operations:
  create_order:
    call: place
    with:
      own_id: =o.client_order_id
      product: =i.venue_symbol
      side: =o.side
      "*": =style
      size: =o.quantity
      price: =o.price
    result: request
    set: {venue_order_id: =r.order_id, status: ='new'}
  cancel_order:
    call: cancel
    with: {ids: "=[venue_order_id]"}
    each: =r.results
    refused: {when: =not m.success, code: =m.failure, text: =m.failure}
    done_codes: [TWICE]
    resolve: fetch_open_orders
    needs: [venue_order_id]
    result: cache
  cancel_orders:
    call: cancel
    batch: {param: ids, item: =venue_order_id, refused: {when: =not m.success, code: =m.failure, text: =m.failure}}
    each: =r.results
    done_codes: [TWICE]
    result: cache
    needs: [venue_order_id]
  fetch_order:
    call: order
    with: {id: "=venue_order_id or ''"}
    choose:
      - {when: =venue_order_id is None, call: orders, with: {product: =i.venue_symbol},
         each: "=pick(r.orders, own_id=client_order_id or '')"}
    otherwise: {codes: ["404"], call: orders, with: {product: =i.venue_symbol},
                each: "=pick(r.orders, order_id=venue_order_id or '')"}
    map: order
  fetch_open_orders: {call: orders, with: {product: =i.venue_symbol, status: OPEN}, each: =r.orders, map: order}
"""
ORDER = {
    "order_id": "v1",
    "own_id": "mine",
    "product": "AAA-BBB",
    "side": "BUY",
    "status": "OPEN",
    "config": {"limit_gtc": {"base_size": "2", "limit_price": "9.5", "post_only": True}},
}
EXPECT = {"order": {"symbol": "AAA/BBB", "quantity": "2", "price": "9.5", "client_order_id": "mine"}}
FILES = {
    "order.json": {"source": "made up", "response": ORDER, "expect": EXPECT},
    "orders.json": {"source": "made up", "response": {"orders": [ORDER]}, "expect": {"order": [EXPECT["order"]]}},
}


@pytest.fixture(scope="module")
def kind(tmp_path_factory: pytest.TempPathFactory) -> type[VenueClient]:
    return generated(tmp_path_factory.mktemp("orders"), "orders_by_id", BY_ID, FILES)


def scripted(*answers: tuple[str, str, Any]) -> ScriptedHttp:
    http = ScriptedHttp()
    for method, path, body in answers:
        http.answer(body, method=method, path=path)
    return http


def sent(http: ScriptedHttp) -> list[tuple[str, str, Any]]:
    """Method, address and body or query of what was sent, without the instruments."""
    found = []
    for request in http.requests:
        url = urlsplit(request.url)
        if url.path != "/markets":
            body = json.loads(request.body) if request.body else dict(parse_qsl(url.query))
            found.append((request.method, url.path, body))
    return found


def canceled(success: bool, failure: str = "") -> dict[str, Any]:
    return {"results": [{"success": success, "order_id": "v1", "failure": failure}]}


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("order", "config"),
    [
        ({"type": "market"}, {"market_ioc": {"base_size": "2"}}),
        (
            {"type": "limit", "price": "9.5", "time_in_force": "gtc"},
            {"limit_gtc": {"base_size": "2", "limit_price": "9.5", "post_only": False}},
        ),
        (
            {"type": "limit", "price": "9.5", "time_in_force": "gtc", "post_only": True},
            {"limit_gtc": {"base_size": "2", "limit_price": "9.5", "post_only": True}},
        ),
    ],
)
async def test_a_parameter_names_the_key_under_which_others_stand(
    kind: type[VenueClient], order: dict[str, Any], config: dict[str, Any]
) -> None:
    http = scripted(("POST", "/orders", {"order_id": "v1"}))
    async with connected(kind, ScriptedSockets(), http) as client:
        await client.create_order("AAA/BBB", side="buy", quantity="2", client_order_id="mine", **order)
    body = {"own_id": "mine", "product": "AAA-BBB", "side": "BUY", "config": config}
    assert sent(http) == [("POST", "/orders", body)]


@pytest.mark.asyncio
async def test_the_only_value_of_an_object_is_read_whatever_its_key_is(kind: type[VenueClient]) -> None:
    http = scripted(("GET", "/orders/v1", ORDER))
    async with connected(kind, ScriptedSockets(), http) as client:
        order = await client.fetch_order("AAA/BBB", venue_order_id="v1")
    assert (str(order.quantity), str(order.price)) == ("2", "9.5")


@pytest.mark.asyncio
async def test_one_order_that_a_list_refused_is_an_error_of_the_call(kind: type[VenueClient]) -> None:
    http = scripted(("POST", "/orders/cancel", canceled(False, "POOR")))
    async with connected(kind, ScriptedSockets(), http) as client:
        with pytest.raises(InsufficientFunds) as refused:
            await client.cancel_order("AAA/BBB", venue_order_id="v1")
    assert refused.value.code == "POOR"


@pytest.mark.asyncio
async def test_a_refusal_that_says_it_is_so_already_is_none(kind: type[VenueClient]) -> None:
    again = canceled(False, "TWICE")
    http = scripted(("POST", "/orders/cancel", again), ("POST", "/orders/cancel", again))
    async with connected(kind, ScriptedSockets(), http) as client:
        order = await client.cancel_order("AAA/BBB", venue_order_id="v1")
        (outcome,) = await client.cancel_orders([CancelRequest(symbol="AAA/BBB", venue_order_id="v1")])
        http.answer({"results": [{"success": True, "order_id": "v1"}]}, path="/orders/cancel")
        (done,) = await client.cancel_orders([CancelRequest(symbol="AAA/BBB", venue_order_id="v1")])
    assert order.status is outcome.status is done.status is OrderStatus.PENDING_CANCEL


@pytest.mark.asyncio
async def test_the_venues_id_of_an_order_is_asked_for_where_only_ours_is_given(kind: type[VenueClient]) -> None:
    http = scripted(
        ("GET", "/orders", {"orders": [ORDER | {"order_id": "v0", "own_id": "other"}, ORDER]}),
        ("POST", "/orders/cancel", canceled(True)),
        ("POST", "/orders/cancel", canceled(True)),
    )
    async with connected(kind, ScriptedSockets(), http) as client:
        await client.cancel_order("AAA/BBB", client_order_id="mine")
        await client.cancel_order("AAA/BBB", client_order_id="mine")
    cancel = ("POST", "/orders/cancel", {"ids": ["v1"]})
    assert sent(http) == [("GET", "/orders", {"product": "AAA-BBB", "status": "OPEN"}), cancel, cancel]


@pytest.mark.asyncio
async def test_an_id_that_the_venue_cannot_tell_is_an_order_that_is_not_found(kind: type[VenueClient]) -> None:
    http = scripted(("GET", "/orders", {"orders": []}))
    async with connected(kind, ScriptedSockets(), http) as client:
        with pytest.raises(OrderNotFound, match="'mine'"):
            await client.cancel_order("AAA/BBB", client_order_id="mine")
    assert len(sent(http)) == 1, "nothing is canceled"


@pytest.mark.asyncio
async def test_an_endpoint_that_is_chosen_may_have_its_items_elsewhere(kind: type[VenueClient]) -> None:
    http = scripted(("GET", "/orders", {"orders": [ORDER | {"own_id": "other"}, ORDER | {"side": "SELL"}]}))
    async with connected(kind, ScriptedSockets(), http) as client:
        order = await client.fetch_order("AAA/BBB", client_order_id="mine")
        http.answer({"orders": [ORDER | {"own_id": "other"}]}, path="/orders")
        with pytest.raises(OrderNotFound):
            await client.fetch_order("AAA/BBB", client_order_id="mine")
    assert order.side == "sell"


@pytest.mark.asyncio
async def test_what_the_first_endpoint_does_not_find_is_looked_for_elsewhere(kind: type[VenueClient]) -> None:
    http = scripted(("GET", "/orders", {"orders": [ORDER | {"order_id": "v0"}, ORDER | {"status": "FILLED"}]}))
    http.answer({"error": "no such order"}, method="GET", path="/orders/v1", status=404)
    http.answer({"error": "not now"}, method="GET", path="/orders/v0", status=400)
    async with connected(kind, ScriptedSockets(), http) as client:
        order = await client.fetch_order("AAA/BBB", venue_order_id="v1")
        assert (order.venue_order_id, order.status) == ("v1", OrderStatus.FILLED)
        with pytest.raises(VenueResponseError):  # another refusal is one
            await client.fetch_order("AAA/BBB", venue_order_id="v0")
    asked = [path for _, path, _ in sent(http)]
    assert asked == ["/orders/v1", "/orders", "/orders/v0"]
