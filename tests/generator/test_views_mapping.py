"""Maps, enumeration tables and order styles."""

from __future__ import annotations

from views_support import views


def test_a_map_is_one_constructor_call_in_the_order_of_the_contract() -> None:
    (order,) = views().mapping.maps
    assert order.signature == "m: wire.OrderAck, instrument: Instrument, recv: int"
    assert order.symbol == "m.symbol"
    assert order.body == (
        "style = read_style(m.type)",
        "return Order(symbol=instrument.symbol, venue_order_id=str(m.id), side=SIDE_IN.get(m.side), type=style.type, "
        "ts_recv=recv, raw=m)",
    )


def test_tables_go_both_ways() -> None:
    tables = {each.name: each.rows for each in views().mapping.tables}
    assert tables["SIDE_IN"] == (('"BUY"', "Side.BUY"), ('"SELL"', "Side.SELL"))
    assert tables["SIDE_OUT"] == (("Side.BUY", '"BUY"'), ("Side.SELL", '"SELL"'))


def test_what_a_style_cannot_say_is_refused_and_never_dropped() -> None:
    styles = views().mapping.styles
    assert styles is not None
    refused = (
        '"quantity", "quote_quantity", "trigger_price", "trigger_by", "trailing_offset", "time_in_force", '
        '"expire_time", "reduce_only", "display_quantity", "margin_mode", "position_side", "self_trade_prevention"'
    )
    assert styles.lines == (
        f"refuse_given(request, {refused})",
        "if request.type is OrderType.LIMIT and request.post_only:",
        '    require_given(request, "price")',
        '    return OrderStyle("LIMIT_MAKER")'.replace('"LIMIT_MAKER"', "'LIMIT_MAKER'"),
        "if request.type is OrderType.LIMIT:",
        '    refuse_given(request, "post_only")',
        '    require_given(request, "price")',
        "    return OrderStyle('LIMIT')",
        "if request.type is OrderType.MARKET:",
        '    refuse_given(request, "price", "post_only")',
        "    return OrderStyle('MARKET')",
        'raise NotSupported(f"no order of this kind: {describe_order(request)}", operation="create_order")',
    )
    assert styles.rows == (
        ('"LIMIT_MAKER"', "Style(OrderType.LIMIT, True)"),
        ('"LIMIT"', "Style(OrderType.LIMIT, False)"),
        ('"MARKET"', "Style(OrderType.MARKET, False)"),
    )


def test_a_style_may_be_for_one_kind_of_instrument() -> None:
    rows = [
        {"of": {"type": "market", "kind": "spot"}, "wire": {"kind": "MARKET"}},
        {"of": {"type": "market", "kind": ["perpetual", "future"]}, "wire": {"kind": "LIMIT"}},
    ]
    styles = views(orders={"styles": rows}).mapping.styles
    assert styles is not None
    assert styles.arguments == "request: OrderRequest, instrument: Instrument"
    tests = [line for line in styles.lines if line.startswith("if ")]
    assert tests == [
        "if request.type is OrderType.MARKET and instrument.kind is InstrumentKind.SPOT:",
        "if request.type is OrderType.MARKET and instrument.kind in (InstrumentKind.PERPETUAL, InstrumentKind.FUTURE):",
    ]
    plain = views().mapping.styles
    assert plain is not None
    assert plain.arguments == "request: OrderRequest"
