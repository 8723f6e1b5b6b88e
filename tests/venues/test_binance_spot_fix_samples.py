"""The sample messages of Binance's FIX documentation: the right ones are vectors, the others must be told apart.

Text of binance-spot-api-docs@a5e0bc3, fix-api.md, one file a message with `|` for SOH. Some samples had their symbols
changed after BodyLength and CheckSum were computed.
"""

from __future__ import annotations

import importlib.util
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from venue_runtime.fix.dictionary import Dictionary
from venue_runtime.fix.framing import Framer
from venue_runtime.fix.message import SOH, FieldError, checksum, frame, read_message
from venuegen.fix import messages_module, messages_view

REPOSITORY = Path(__file__).parents[2]
VENUE = REPOSITORY / "venue_specs" / "binance_spot"
EXAMPLES = VENUE / "examples"
RIGHT = {
    # File → line of fix-api.md (the answer to a Logon stands there twice).
    "logon.signed": "315",
    "logon.answer": "409, 537",
    "logon.request": "521",
    "logout.request": "555",
    "logout.answer": "561",
    "news": "592",
    "order_mass_cancel_request": "933",
    "list_status": "1080",
    "order_amend_request": "1111",
    "order_amend_reject": "1140",
    "limit_query": "1158",
    "limit_response": "1180",
    "instrument_list_request": "1203",
    "instrument_list": "1234",
    "market_data_refresh.trades": "1388",
}
WRONG = {
    # File → line of fix-api.md, BodyLength as written and as it is, CheckSum as written and as it is.
    "new_order_single": ("652", 114, 114, 16, 48),
    "execution_report.new": ("782", 330, 330, 95, 127),
    "order_cancel_request": ("815", 93, 93, 210, 242),
    "order_cancel_reject": ("847", 137, 137, 87, 119),
    "cancel_and_new_order": ("904", 160, 160, 229, 5),
    "order_mass_cancel_report": ("962", 109, 109, 83, 115),
    "new_order_list.oto": ("1019", 236, 236, 171, 235),
    "market_data_request.book_ticker": ("1311", 132, 133, 10, 145),
    "market_data_request.depth": ("1314", 127, 128, 111, 238),
    "market_data_request.trades": ("1317", 120, 121, 40, 166),
    "market_data_request.unsubscribe": ("1320", 79, 86, 113, 123),
    "market_data_request_reject": ("1339", 218, 214, 137, 108),
    "market_data_snapshot.empty": ("1361", 107, 103, 151, 127),
}


def sample(name: str) -> bytes:
    return (EXAMPLES / f"fix_{name}.fix").read_text("utf-8").strip().replace("|", SOH).encode()


def content(raw: bytes) -> bytes:
    """What BodyLength counts: after its own SOH, up to the SOH before CheckSum."""
    return raw[raw.index(b"\x01", 10) + 1 : raw.rindex(b"\x0110=") + 1]


def test_every_sample_is_here() -> None:
    files = {path.stem.removeprefix("fix_") for path in EXAMPLES.glob("fix_*.fix")}
    assert files == RIGHT.keys() | WRONG.keys()
    assert sum(len(lines.split(",")) for lines in RIGHT.values()) == 16
    assert len(WRONG) == 13


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_sample_is_what_we_would_have_written(name: str) -> None:
    raw = sample(name)
    message = read_message(raw)
    length = message.fields["9"]
    assert int(length) == len(content(raw))
    assert int(message.fields["10"]) == checksum(raw[: raw.rindex(b"10=")])
    if not length.startswith("0"):  # the venue pads some of its own
        assert frame("FIX.4.4", content(raw).decode()) == raw
    framer = Framer()
    assert [each.raw for each in framer.feed(raw + raw)] == [raw, raw]
    assert framer.garbled == 0


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_sample_is_wrong_as_noted(name: str) -> None:
    raw = sample(name)
    message = read_message(raw)
    _line, written, real, written_sum, real_sum = WRONG[name]
    assert (int(message.fields["9"]), len(content(raw))) == (written, real)
    assert (int(message.fields["10"]), checksum(raw[: raw.rindex(b"10=")])) == (written_sum, real_sum)
    framer = Framer()
    good = sample("logout.answer")
    assert [each.raw for each in framer.feed(raw + good + good)] == [good, good]
    assert framer.garbled == 1


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Both dictionaries with all their messages: order entry and drop copy, market data."""
    loaded: dict[str, Any] = {}
    for name in ("oe", "md"):
        inherit = {"MarketDataIncrementalRefresh": ["symbol"]} if name == "md" else {}
        dictionary = Dictionary.load(VENUE / "fix" / f"{name}.xml")
        view = messages_view(dictionary, (), all_messages=True, inherit=inherit, title=f"All of {name}")
        path = tmp_path_factory.mktemp("typed") / f"all_of_{name}.py"
        path.write_text(messages_module(view, REPOSITORY / "templates"), encoding="utf-8")
        spec = importlib.util.spec_from_file_location(path.stem, path)
        assert spec is not None
        assert spec.loader is not None
        loaded[name] = importlib.util.module_from_spec(spec)
        sys.modules[path.stem] = loaded[name]
        spec.loader.exec_module(loaded[name])
    return loaded


def typed(modules: dict[str, Any], name: str) -> Any:
    """The sample as the message that it is; of market data where order entry does not have it."""
    message = read_message(sample(name))
    module = modules["oe"] if message.msg_type in modules["oe"].MESSAGES else modules["md"]
    return module.MESSAGES[message.msg_type].decode(message)


@pytest.mark.parametrize("name", (RIGHT.keys() | WRONG.keys()) - {"list_status"})
def test_every_sample_is_a_typed_message_that_writes_itself_again(modules: dict[str, Any], name: str) -> None:
    made = typed(modules, name)
    header = f"35={made.msg_type}|34=1|49=A|52=20240612-08:52:21.613|56=B|".replace("|", SOH)
    assert type(made).decode(read_message(frame("FIX.4.4", header + made.body()))) == made


def test_the_sample_of_a_list_status_breaks_the_venues_own_dictionary(modules: dict[str, Any]) -> None:
    """Its entries begin with Symbol (55), those of the dictionary with ClOrdID (11)."""
    with pytest.raises(FieldError, match="Repeating group fields out of order") as caught:
        typed(modules, "list_status")
    assert caught.value.ref_tag == 55


def test_an_order_and_its_report(modules: dict[str, Any]) -> None:
    oe = modules["oe"]
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


def test_a_list_of_orders_with_their_triggers(modules: dict[str, Any]) -> None:
    oe = modules["oe"]
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


def test_refusals_bring_their_error_codes(modules: dict[str, Any]) -> None:
    oe, md = modules["oe"], modules["md"]
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


def test_what_is_left_of_the_limits(modules: dict[str, Any]) -> None:
    oe = modules["oe"]
    made = typed(modules, "limit_response")
    assert [
        (each.limit_type, each.limit_count, each.limit_max, each.limit_reset_interval)
        for each in made.no_limit_indicators
    ] == [
        (oe.LimitType.MESSAGE_LIMIT, 1, 1000, 10),
        (oe.LimitType.ORDER_LIMIT, 0, 200, 10),
        (oe.LimitType.ORDER_LIMIT, 0, 200000, 1),
    ]


def test_market_data(modules: dict[str, Any]) -> None:
    md = modules["md"]
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
