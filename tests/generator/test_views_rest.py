"""What the raw layer of a made-up spec looks like, statement by statement."""

from __future__ import annotations

from views_support import views


def endpoint(name: str):
    return next(each for each in views().rest.endpoints if each.id == name)


def test_the_query_of_an_order_is_appended_to_in_wire_order() -> None:
    assert endpoint("new_order").body == (
        "if count is not None:",
        '    require_range("new_order", "count", count, 1, None)',
        'query = f"symbol={quote(symbol)}&side={quote(side)}&type={quote(type)}"',
        "if client_order_id is not None:",
        '    query += f"&newId={quote(client_order_id)}"',
        "if price is not None:",
        '    query += f"&price={decimal_text(price)}"',
        "if count is not None:",
        '    query += f"&count={count}"',
        'query += "&full=true"',
        'return await self._call(_NEW_ORDER, lambda: self._signing.signed("POST", "rest", "/order", query=query), '
        "_decode_order_ack, client_order_id=client_order_id)",
    )


def test_a_path_parameter_is_encoded_and_a_default_is_filled_in_before_its_cost() -> None:
    assert endpoint("depth").body == (
        "limit = 100 if limit is None else limit",
        'require_range("depth", "limit", limit, None, 500)',
        'query = f"limit={limit}"',
        'return await self._call(_DEPTH, lambda: self._signing.public("GET", "rest", f"/depth/{quote_path(symbol)}", '
        'query=query), _decode_event, costs=(("weight", 5 if limit <= 100 else 50),))',
    )
    assert endpoint("depth").signature == "self, *, symbol: str, limit: int | None = None"


def test_a_json_body_keeps_wire_order_and_alternatives_are_checked_first() -> None:
    assert endpoint("cancel").body == (
        'require_one("cancel", order_id=order_id, new_id=new_id)',
        'json = given({"orderId": order_id, "newId": new_id})',
        'return await self._call(_CANCEL, lambda: self._signing.public("POST", "rest", "/cancel", json=json), '
        "_nothing)",
    )
    assert endpoint("cancel").is_command


def test_settings_of_an_endpoint_are_data() -> None:
    assert endpoint("new_order").settings == ('"new_order", "POST", "/order", is_command=True, costs=(("weight", 1),)')
    assert endpoint("server_time").settings == '"server_time", "GET", "/time", costs=(("weight", 1),)'
