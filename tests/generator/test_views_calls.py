"""What the raw layer and the client look like where calls go over a connection, and where answers come in pages."""

from __future__ import annotations

import copy
from typing import Any

from views_support import SPEC, views

WS: dict[str, Any] = {
    "trade": {
        "url": "{env.rest}/ws",
        "frame": "Frame",
        "receive": [{"reply": {"when": "=f.id is not None", "id": "=f.id", "payload": "=f.result"}}],
        "rpc": {"send": {"op": "=req.method", "id": "=req.id", "args": "=params"}, "auth": {"signed": "ws_signed"}},
        "login": {"call": "auth.login", "auth": "ws_signed"},
    }
}
SCHEME: dict[str, Any] = {"steps": [{"set": {"params.key": "=cred.api_key"}}], "no_vectors": "made up"}


def over_views(errors: dict[str, Any] | None = None, **more: dict[str, Any]) -> Any:
    spec = copy.deepcopy(SPEC)
    endpoints = {**spec["endpoints"], **more}
    endpoints["new_order"]["over"] = {"connection": "trade", "method": "order.place", "cost": {"weight": 3}}
    endpoints["depth"]["over"] = {"connection": "trade", "method": "book"}
    return views(
        endpoints=endpoints,
        ws=WS,
        auth={**spec["auth"], "ws_signed": SCHEME},
        types={
            **spec["types"],
            "Frame": {"id": "opt<int>", "status": "opt<int>", "result": "opt<raw>", "error": "opt<Fault>"},
            "Fault": {"code": "int", "msg": "str", "until": "opt<ms>"},
        },
        errors=errors
        or {
            "at": {
                "trade": {
                    "type": "Frame",
                    "when": "=m.error is not None",
                    "code": "=m.error.code",
                    "text": "=m.error.msg",
                }
            },
            "codes": {"1": "OrderError"},
            "by_operation": {"new_order": {"1": "InvalidOrder"}},
        },
    )


def endpoint(found: Any, name: str) -> Any:
    return next(each for each in found.rest.endpoints if each.id == name)


def method(found: Any, name: str) -> Any:
    return next(each for each in found.client.methods if f"def {name}(" in each.head)


def test_a_call_over_a_connection_has_the_parameters_as_json_and_its_own_scheme_and_cost() -> None:
    found = endpoint(over_views(), "new_order")
    assert found.signature.endswith(', over: _Transport = "rest"')
    assert over_views().rest.transports == (("_Transport", 'Literal["rest", "trade"]'),)
    assert found.body[:13] == (
        "if count is not None:",
        '    require_range("new_order", "count", count, 1, None)',
        'if over != "rest" and _NEW_ORDER.goes_over(over):',
        '    fields = given({"symbol": symbol, "side": side, "type": type, "newId": client_order_id, '
        '"price": None if price is None else decimal_text(price), "count": count, "full": True})',
        "    return await self._call_over(_NEW_ORDER, lambda: self._signing.ws_signed({**fields}), _decode_order_ack, "
        'costs=(("weight", 3),), client_order_id=client_order_id)',
        'query = f"symbol={quote(symbol)}&side={quote(side)}&type={quote(type)}"',
        "if client_order_id is not None:",
        '    query += f"&newId={quote(client_order_id)}"',
        "if price is not None:",
        '    query += f"&price={decimal_text(price)}"',
        "if count is not None:",
        '    query += f"&count={count}"',
        'query += "&full=true"',
    )
    assert found.settings.endswith('over=Over("trade", "order.place")')


def test_a_path_parameter_is_one_more_parameter_of_the_call() -> None:
    assert endpoint(over_views(), "depth").body[2:5] == (
        'if over != "rest" and _DEPTH.goes_over(over):',
        '    fields: dict[str, Any] = {"symbol": symbol, "limit": limit}',
        "    return await self._call_over(_DEPTH, lambda: fields, _decode_event, "
        'costs=(("weight", 5 if limit <= 100 else 50),))',
    )


def test_parameters_that_are_the_same_both_ways_are_written_once() -> None:
    found = over_views(
        amend={
            "call": "POST /amend",
            "auth": "signed",
            "in": "query",
            "params": {"id": "int", "price": "opt<decimal>"},
            "result": "OrderAck",
            "cost": {"weight": 2},
            "over": {"connection": "trade", "method": "order.amend", "cost": {"weight": 1}},
        }
    )
    assert endpoint(found, "amend").body == (
        'fields = {"id": id, "price": None if price is None else decimal_text(price)}',
        "return await self._send_signed(_AMEND, fields, over, _decode_order_ack, "
        'costs=None if over == "rest" else (("weight", 1),))',
    )
    (sender,) = found.rest.senders
    assert sender.rest == (
        "self._call(endpoint, lambda: self._signing.signed(endpoint.method, endpoint.host, endpoint.path, "
        "query=query_text(fields)), decode, costs=costs, client_order_id=client_order_id)"
    )
    assert sender.over == (
        "self._call_over(endpoint, lambda: self._signing.ws_signed(given(fields)), decode, "
        "costs=costs, client_order_id=client_order_id)"
    )


def test_a_number_that_is_no_text_in_json_is_written_both_ways() -> None:
    found = over_views(
        amend={
            "call": "POST /amend",
            "in": "query",
            "params": {"price": "number"},
            "result": "OrderAck",
            "over": {"connection": "trade", "method": "order.amend"},
        }
    )
    body = endpoint(found, "amend").body
    assert '    fields: dict[str, Any] = {"price": json_number(price)}' in body
    assert 'query = f"price={decimal_text(price)}"' in body


def test_order_commands_go_over_the_transport_of_the_client() -> None:
    found = over_views()
    assert any("over=self.order_transport)" in line for line in method(found, "_create_order").body)
    assert found.client.transports == ("trade",)
    assert ("order_transports", '("rest", "trade")') in found.client.attributes
    assert views().client.transports == ()


def test_a_code_over_a_connection_is_read_for_the_operation_that_was_asked() -> None:
    (dialect,) = over_views().streams.dialects
    assert dialect.receive == (
        "f = self._decode(frame)",
        "if f.id is not UNSET:",
        "    if f.error is not UNSET:",
        "        link.reply(f.id, error=ERRORS.error(f.error.code, f.error.msg, operation=link.operation(f.id)))",
        "    else:",
        "        link.reply(f.id, f.result)",
    )
    assert dialect.on_open == (
        'request_id, frame = self.call(link, "auth.login", self._signing.ws_signed({}))',
        "await link.request(request_id, frame)",
    )


def test_a_refusal_over_a_connection_is_read_with_its_status_and_its_wait() -> None:
    (dialect,) = over_views(
        errors={
            "at": {
                "trade": {
                    "type": "Frame",
                    "when": "=m.error is not None",
                    "code": "=m.error.code",
                    "text": "=m.error.msg",
                    "status": "=m.status",
                    "retry_after": "=seconds_until(m.error.until)",
                }
            },
            "codes": {"1": "OrderError"},
        }
    ).streams.dialects
    assert dialect.receive == (
        "f = self._decode(frame)",
        "if f.id is not UNSET:",
        "    if f.error is not UNSET:",
        "        error = ERRORS.error(f.error.code, f.error.msg, status=f.status if f.status is not UNSET else None)",
        "        now = link.time_ns()",
        "        if (wait := seconds_until(f.error.until * 1000000, now) if f.error.until is not UNSET else None) "
        "is not None:",
        "            error.retry_after = float(wait)",
        "        link.reply(f.id, error=error)",
        "    else:",
        "        link.reply(f.id, f.result)",
    )


def pages(**rule: Any) -> Any:
    spec = copy.deepcopy(SPEC)
    spec["endpoints"]["orders"] = {
        "call": "GET /orders",
        "params": {
            "symbol": "venue_symbol",
            "from": "from_id opt<int>",
            "start": "opt<ms>",
            "token": "opt<str>",
            "limit": {"type": "opt<int>", "max": 50},
        },
        "result": rule.pop("result", "list<OrderAck>"),
        "pages": rule,
    }
    found = views(
        endpoints=spec["endpoints"],
        types={**spec["types"], "OrderPage": {"rows": "list<OrderAck>", "next": "opt<null<str>>"}},
    )
    return endpoint(found, "orders").pages


def test_pages_by_id_end_with_one_that_is_not_full() -> None:
    walk = pages(param="from_id", next="=last.id + 1", size="limit", max_size=50, first_only=["start"])
    assert walk.id == "iter_orders"
    assert walk.item == "OrderAck"
    assert walk.body == (
        "size = 50 if limit is None else limit",
        "cursor: int | None = from_id",
        'pages = Pages("orders", cursor)',
        "while True:",
        "    page = await self.orders(symbol=symbol, from_id=cursor, start=None if pages.turned else start, "
        "token=token, limit=size)",
        "    for item in page:",
        "        yield item",
        "    if not page:",
        "        return",
        "    last = page[-1]",
        "    if len(page) < size:",
        "        return",
        "    cursor = pages.turn(last.id + 1)",
    )


def test_pages_by_token_end_where_the_answer_names_no_next_one() -> None:
    walk = pages(result="OrderPage", param="token", next="=r.next", items="=r.rows", done="=r.next is None")
    assert walk.body == (
        "cursor: str | None = token",
        'pages = Pages("orders", cursor)',
        "while True:",
        "    r = await self.orders(symbol=symbol, from_id=from_id, start=start, token=cursor, limit=limit)",
        "    page = r.rows",
        "    for item in page:",
        "        yield item",
        "    if r.next is UNSET or r.next is None:",
        "        return",
        "    following = r.next if r.next is not UNSET else None",
        "    if following is None:",
        "        return",
        "    cursor = pages.turn(following)",
    )


def test_a_field_of_the_order_as_the_client_knows_it_may_be_needed() -> None:
    spec = copy.deepcopy(SPEC)
    endpoints = {**spec["endpoints"], "edit": {"call": "PUT /order", "auth": "signed", "result": "OrderAck"}}
    endpoints["edit"]["params"] = {"id": "int", "side": "Side", "price": "decimal"}
    edit = {
        "call": "edit",
        "with": {"id": "=int(venue_order_id)", "side": "=known.side", "price": "=price"},
        "needs": ["price", "known.side"],
        "map": "order",
    }
    body = method(views(endpoints=endpoints, operations={**spec["operations"], "edit_order": edit}), "_edit_order").body
    told = "an order that this client knows (fetch_order tells of it)"
    assert f"known = need('edit_order', {told!r}, known)".replace("'", '"') in body
    assert f"known_side = need('edit_order', {told!r}, known.side)".replace("'", '"') in body
    assert "side=SIDE_OUT[known_side]" in "\n".join(body)


def test_a_dead_man_switch_of_one_symbol_reads_it_and_one_of_all_refuses_it() -> None:
    spec = copy.deepcopy(SPEC)
    timer = {"call": "POST /timer", "auth": "signed", "in": "query", "result": "none"}
    endpoints = {**spec["endpoints"], "timer": {**timer, "params": {"symbol": "opt<venue_symbol>", "after": "int"}}}

    def switch(**operation: Any) -> str:
        made = {"call": "timer", **operation}
        found = views(endpoints=endpoints, operations={**spec["operations"], "cancel_all_orders_after": made})
        return "\n".join(method(found, "_cancel_all_orders_after").body)

    one = switch(**{"with": {"symbol": "=i.venue_symbol", "after": "=seconds"}, "needs": ["symbol"]})
    assert 'need("cancel_all_orders_after", "symbol", instrument)' in one
    assert "symbol=instrument.venue_symbol" in one
    assert "refuse_arguments" not in one
    assert 'refuse_arguments("cancel_all_orders_after", symbol=instrument)' in switch(**{"with": {"after": "=seconds"}})
