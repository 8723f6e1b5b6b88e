"""Binance's sample messages as typed ones, by the dictionaries of the spec: nothing is lost, nothing is refused.

Samples whose BodyLength or CheckSum is wrong are framed anew first: their fields are as good as those of the others.
"""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from venue_runtime.fix.dictionary import Dictionary
from venue_runtime.fix.message import SOH, frame, read_message
from venuegen.fix import messages_module, messages_view

ROOT = Path(__file__).parents[2]
SPEC = ROOT / "venue_specs" / "binance_spot"
SAMPLES = sorted(path.stem for path in (SPEC / "examples").glob("fix_*.fix"))
_HEADER = {"8", "9", "35", "34", "49", "52", "56", "10"}


@pytest.fixture(scope="module")
def modules() -> list[ModuleType]:
    return [_module("oe"), _module("md")]


def _module(name: str) -> ModuleType:
    view = messages_view(
        Dictionary.load(SPEC / "fix" / f"{name}.xml"),
        all_messages=True,
        time_digits=6,
        inherit={"MarketDataIncrementalRefresh": ["symbol", "transact_time"]},
    )
    module = ModuleType(f"binance_spot_samples_{name}")
    sys.modules[module.__name__] = module
    exec(compile(messages_module(view, ROOT / "templates"), module.__name__, "exec"), module.__dict__)
    return module


@pytest.mark.parametrize("name", SAMPLES)
def test_every_field_of_a_sample_comes_back(name: str, modules: list[ModuleType]) -> None:
    text = (SPEC / "examples" / f"{name}.fix").read_text("utf-8").strip()
    fields = [field for field in text.split("|") if field and field.partition("=")[0] not in _HEADER]
    raw = frame("FIX.4.4", SOH.join(each for each in text.split("|") if not each.startswith(("8=", "9=", "10="))))
    received = read_message(raw)
    module = next(each for each in modules if received.msg_type in each.MESSAGES)
    typed = module.CODEC.decode(received)
    assert sorted(typed.body().split(SOH)[:-1]) == sorted(fields)
    assert module.CODEC.decode(read_message(raw)) == typed  # now by the plan that the first one left


def typed(modules: list[ModuleType], name: str) -> Any:
    received = read_message(
        (SPEC / "examples" / f"fix_{name}.fix").read_text("utf-8").strip().replace("|", SOH).encode()
    )
    module = next(each for each in modules if received.msg_type in each.MESSAGES)
    return module.CODEC.decode(received)


def test_an_order_and_its_report(modules: list[ModuleType]) -> None:
    oe, _ = modules
    order = oe.NewOrderSingle(
        cl_ord_id="1718096506197867067",
        order_qty=Decimal(5),
        ord_type=oe.OrdType.LIMIT,
        price=Decimal(10),
        side=oe.Side.BUY,
        symbol="LTCBNB",
        time_in_force=oe.TimeInForce.FILL_OR_KILL,
    )
    assert typed(modules, "new_order_single") == order
    assert order.body().replace(SOH, "|") == "11=1718096506197867067|38=5|40=2|44=10|54=1|55=LTCBNB|59=4|"
    report = typed(modules, "execution_report.new")
    assert (report.exec_type, report.ord_status) == (oe.ExecType.NEW, oe.OrdStatus.NEW)
    assert (report.order_id, report.exec_id, report.cl_ord_id) == (76, 144, "1718096506197867067")
    assert (str(report.order_qty), str(report.leaves_qty), report.cum_qty) == ("5.00000000", "5.00000000", 0)
    assert report.transact_time == report.working_time == 1718096506_228000000
    assert (report.working_indicator, report.no_misc_fees, report.last_px) == (True, (), None)


def test_a_list_of_orders_with_their_triggers(modules: list[ModuleType]) -> None:
    oe, _ = modules
    made = typed(modules, "new_order_list.oto")
    first, second = made.no_orders
    assert (first.cl_ord_id, first.side, first.price) == ("w1717726747805308656", oe.Side.SELL, Decimal("0.25"))
    assert (second.cl_ord_id, second.ord_type, second.price) == ("p1717726747805308656", oe.OrdType.MARKET, None)
    assert first.no_list_triggering_instructions == ()
    (trigger,) = second.no_list_triggering_instructions
    assert (trigger.list_trigger_type, trigger.list_trigger_trigger_index, trigger.list_trigger_action) == (
        oe.ListTriggerType.FILLED,
        0,
        oe.ListTriggerAction.RELEASE,
    )


def test_a_list_whose_entries_begin_with_the_symbol(modules: list[ModuleType]) -> None:
    """Those of the dictionary begin with ClOrdID (11)."""
    first, second = typed(modules, "list_status").no_orders
    assert (first.symbol, first.order_id, first.cl_ord_id) == ("BTCUSDT", 52, "w1717726747805308656")
    assert (second.symbol, second.order_id, second.cl_ord_id) == ("BTCUSDT", 53, "p1717726747805308656")
    assert len(second.no_list_triggering_instructions) == 1


def test_refusals_bring_their_error_codes(modules: list[ModuleType]) -> None:
    oe, md = modules
    cancel = typed(modules, "order_cancel_reject")
    assert (cancel.error_code, cancel.text, cancel.order_id) == (-1013, "Unknown order sent.", 2)
    assert cancel.cxl_rej_response_to == oe.CxlRejResponseTo.ORDER_CANCEL_REQUEST
    amend = typed(modules, "order_amend_reject")
    assert (amend.error_code, amend.order_qty) == (-2038, Decimal("1.000000"))
    subscription = typed(modules, "market_data_request_reject")
    assert (subscription.error_code, subscription.md_req_rej_reason) == (
        -1191,
        md.MDReqRejReason.TOO_MANY_SUBSCRIPTIONS,
    )


def test_what_is_left_of_the_limits(modules: list[ModuleType]) -> None:
    oe, _ = modules
    made = typed(modules, "limit_response")
    assert [
        (each.limit_type, each.limit_count, each.limit_max, each.limit_reset_interval)
        for each in made.no_limit_indicators
    ] == [
        (oe.LimitType.MESSAGE_LIMIT, 1, 1000, 10),
        (oe.LimitType.ORDER_LIMIT, 0, 200, 10),
        (oe.LimitType.ORDER_LIMIT, 0, 200000, 1),
    ]


def test_market_data(modules: list[ModuleType]) -> None:
    _, md = modules
    trades = typed(modules, "market_data_refresh.trades")
    # An entry that leaves its symbol out is of the one before it.
    assert [(each.symbol, each.trade_id, str(each.md_entry_px)) for each in trades.no_md_entries] == [
        ("BNBBUSD", 0, "10.00000"),
        (None, 1, "10.00000"),
        (None, 2, "10.00000"),
    ]
    empty = typed(modules, "market_data_snapshot.empty")
    assert (empty.md_req_id, empty.no_md_entries, empty.last_book_update_id) == ("BOOK_TICKER_1_2", (), 0)
    asked = typed(modules, "market_data_request.depth")
    assert [each.md_entry_type for each in asked.no_md_entry_types] == [md.MDEntryType.BID, md.MDEntryType.OFFER]
    (instrument,) = typed(modules, "instrument_list").no_related_sym
    assert (instrument.symbol, instrument.min_price_increment, instrument.min_qty_increment) == (
        "BTCUSDT",
        Decimal("0.01000000"),
        Decimal("0.00001000"),
    )
