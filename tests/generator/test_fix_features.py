# ruff: noqa: E501
"""`client.fix` of a made-up venue, as it is generated: orders, what becomes of them, market data, changing over."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import yaml
from feature_support import checked, generated
from fix_feature import EXAMPLES, REST_ORDER, SPEC, FixVenue, until, venue_and_client, with_dictionary
from venue_runtime.books import BookState
from venue_runtime.errors import (
    ConfigurationError,
    InsufficientFunds,
    NotSupported,
    OrderNotFound,
    OutcomeUnknown,
    RateLimitExceeded,
    SubscriptionRejected,
    TransportError,
)
from venue_runtime.fix.message import Message
from venue_runtime.model import Capability, OrderRequest, OrderStatus, OrderType, Side

SYMBOL = "AAA/BBB"


@pytest.fixture(scope="module")
def kind(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("fix_feature")
    with_dictionary(folder, "fix_feature")
    return generated(folder, "fix_feature", SPEC, EXAMPLES)


@pytest_asyncio.fixture
async def pair(kind: Any) -> Any:
    async with venue_and_client(kind) as (venue, client, http):
        yield venue, client, http


def report(m: Message, **more: str) -> tuple[str, str]:
    """An ExecutionReport about a new order."""
    fields = {
        "11": m.get("11"),
        "37": f"V-{m.get('41') or m.get('11')}",
        "55": m.get("55"),
        "54": m.get("54", "1"),
        "40": m.get("40", "2"),
    }
    fields |= {"18": m.get("18"), "150": "0", "39": "0", "38": m.get("38", "2"), "44": m.get("44"), "14": "0"}
    fields |= {key.removeprefix("t"): value for key, value in more.items()}
    return "8", "|".join(f"{tag}={text}" for tag, text in fields.items() if text)


async def buy(client: Any, **more: Any) -> Any:
    return await client.fix.create_order(
        SYMBOL, side=Side.BUY, type=OrderType.LIMIT, quantity=Decimal(2), price=Decimal("10.5"), **more
    )


@pytest.mark.asyncio
async def test_an_order_goes_out_and_its_report_is_the_contracts_order(pair: Any) -> None:
    venue, client, _ = pair
    venue.answer = lambda m: [report(m)]
    order = await buy(client, post_only=True, client_order_id="c1")
    assert (order.status, order.venue_order_id, order.client_order_id) == (OrderStatus.NEW, "V-c1", "c1")
    assert (order.type, order.side, order.post_only) == (OrderType.LIMIT, Side.BUY, True)
    (sent,) = venue.of("D")
    expected = {"11": "c1", "55": "AAA-BBB", "54": "1", "38": "2", "44": "10.5", "40": "2", "18": "6", "5000": "5000"}
    assert {tag: sent.get(tag) for tag in expected} == expected
    assert client.orders.get(SYMBOL, client_order_id="c1") == order
    assert client.fix.state == {"orders": "logged on"}


@pytest.mark.asyncio
async def test_the_logon_is_signed_over_the_header_as_it_was_sent(pair: Any) -> None:
    venue, client, _ = pair
    client.fix.settings = client.fix.settings.__class__(cancel_on_disconnect=True, heartbeat=10)
    await client.fix.start()
    (logon,) = venue.logons
    text = "\x01".join((logon.get("52"), "A", "1", logon.get("49")))
    assert logon.get("96") == base64.b64encode(hmac.digest(b"s3cret", text.encode(), "sha256")).decode()
    assert {tag: logon.get(tag) for tag in ("95", "553", "108", "141", "5003", "56")} == {
        "95": "44",
        "553": "k",
        "108": "10",
        "141": "Y",
        "5003": "Y",
        "56": "VENUE",
    }
    assert len(logon.get("49")) == 8


@pytest.mark.asyncio
async def test_fills_and_orders_are_told_once(pair: Any) -> None:
    venue, client, _ = pair
    http = pair[2]
    http.answer([], path="/open", times=None)
    fills: list[Any] = []
    orders: list[Any] = []
    await client.fix.on_fills(fills.append)
    await client.fix.on_orders(orders.append)
    assert client.fix.ready.is_set()
    venue.answer = lambda m: [
        report(m),
        report(m, t150="F", t39="2", t14="2", t31="10.5", t32="2", t17="E1"),
        report(m, t150="F", t39="2", t14="2", t31="10.5", t32="2", t17="E1"),
    ]
    await buy(client)
    await until(lambda: fills)
    assert [(each.trade_id, each.price, each.quantity) for each in fills] == [("E1", Decimal("10.5"), Decimal(2))]
    assert orders[-1].status is OrderStatus.FILLED
    assert client.orders.open() == []


@pytest.mark.asyncio
async def test_refusals_are_those_of_the_table(pair: Any) -> None:
    venue, client, _ = pair
    venue.answer = lambda m: [report(m, t150="8", t39="8", t5001="7", t58="no money")]
    with pytest.raises(InsufficientFunds, match="no money"):
        await buy(client, client_order_id="c7")
    assert client.orders.get(SYMBOL, client_order_id="c7").status is OrderStatus.REJECTED
    venue.answer = lambda m: [("9", f"11={m.get('11')}|5001=8|58=unknown")]
    with pytest.raises(OrderNotFound):
        await client.fix.cancel_order(SYMBOL, client_order_id="c7")
    # A session's own Reject names the message by its number.
    venue.answer = lambda m: [("3", f"45={m.get('34')}|5001=9|58=too fast")]
    with pytest.raises(RateLimitExceeded, match="too fast"):
        await buy(client)


@pytest.mark.asyncio
async def test_a_cancel_is_answered_under_its_own_id(pair: Any) -> None:
    venue, client, _ = pair

    def answer(m: Message) -> Any:
        if m.msg_type == "F":
            return [report(m, t41=m.get("41"), t150="4", t39="4")]
        if m.msg_type == "q":
            return [("r", f"11={m.get('11')}|531=1")]
        return [report(m)]

    venue.answer = answer
    order = await buy(client, client_order_id="c1")
    canceled = await client.fix.cancel_order(SYMBOL, client_order_id=order.client_order_id)
    assert (canceled.status, canceled.client_order_id) == (OrderStatus.CANCELED, "c1")
    assert venue.of("F")[0].get("11") != "c1"
    await buy(client, client_order_id="c2")
    assert [each.status for each in await client.fix.cancel_all_orders(SYMBOL)] == [OrderStatus.PENDING_CANCEL]
    with pytest.raises(ConfigurationError, match="symbol"):
        await client.fix.cancel_all_orders()


@pytest.mark.asyncio
async def test_an_order_whose_answer_never_came_is_found_by_rest_and_never_sent_again(pair: Any) -> None:
    venue, client, http = pair
    http.answer(REST_ORDER, path="/order", times=None)
    http.answer([REST_ORDER], path="/open", times=None)

    def hang_up(m: Message) -> None:
        venue.session.sender.logout("gone")

    venue.answer = hang_up
    with pytest.raises(OutcomeUnknown) as unknown:
        await buy(client, client_order_id="c1")
    order = await asyncio.wait_for(unknown.value.reconciliation, 10)
    assert (order.status, order.venue_order_id) == (OrderStatus.NEW, "V1")
    await until(lambda: len(venue.logons) > 1 or client.fix.state["orders"] == "connecting")
    assert len(venue.of("D")) == 1


@pytest.mark.asyncio
async def test_nothing_was_written_is_definite(kind: Any) -> None:
    async with venue_and_client(kind) as (venue, client, _):
        await venue.acceptor.close()
        client.fix.timeout = 0.3
        with pytest.raises(TransportError) as failed:
            await buy(client, client_order_id="c1")
        assert not failed.value.sent
        assert client.orders.get(SYMBOL, client_order_id="c1").status.is_final


@pytest.mark.asyncio
async def test_maintenance_is_a_new_session_before_the_old_one_ends(pair: Any) -> None:
    """What the session that is being left says is about itself, though both count from 1."""
    venue, client, _ = pair
    one = asyncio.ensure_future(buy(client, client_order_id="c1"))
    await until(lambda: venue.of("D"))
    first = venue.session
    first.say("B", "148=Something else")
    first.say("B", "148=Maintenance soon")
    await until(lambda: len(venue.sessions) == 2)
    assert len({each.get("49") for each in venue.logons}) == 2
    two = asyncio.ensure_future(buy(client, client_order_id="c2"))
    await until(lambda: len(venue.of("D")) == 2)
    assert [each.get("34") for each in venue.of("D")] == ["2", "2"]
    first.say("B", "148=Maintenance now")
    first.say("3", "45=2|5001=9|58=too late")
    with pytest.raises(RateLimitExceeded):
        await one
    venue.session.say(*report(venue.of("D")[1]))
    assert (await two).status is OrderStatus.NEW
    await until(lambda: not first.on)
    assert venue.session.on
    assert len(venue.sessions) == 2


@pytest.mark.asyncio
async def test_what_fix_does_not_offer_and_what_goes_over_rest(pair: Any) -> None:
    venue, client, http = pair
    http.answer([REST_ORDER], path="/open")
    assert client.capabilities >= {Capability.FIX}
    with pytest.raises(NotSupported):
        await client.fix.edit_order(SYMBOL, client_order_id="c1", quantity=Decimal(1))
    assert [each.venue_order_id for each in await client.fix.fetch_open_orders()] == ["V1"]
    assert venue.logons == []


@pytest.mark.asyncio
async def test_options_batches_and_typed_messages(pair: Any) -> None:
    venue, client, _ = pair
    own = sys.modules[type(client.fix).__module__]
    heard: list[Any] = []
    client.fix.on_messages(heard.append)
    venue.answer = lambda m: [report(m)]
    await buy(client, venue=own.FixFeatureFixOptions(account="sub"))
    assert venue.of("D")[0].get("1") == "sub"
    request = OrderRequest(
        symbol=SYMBOL, side=Side.SELL, type=OrderType.MARKET, quantity=Decimal(1), client_order_id="b1"
    )
    orders = await client.fix.create_orders([request, request])
    assert isinstance(orders[1], ConfigurationError)  # the same id twice
    assert orders[0].type is OrderType.MARKET
    number = await client.fix.send(own.fix_oe.OrderCancelRequest(cl_ord_id="x", symbol="AAA-BBB"))
    await until(lambda: venue.of("F"))
    assert venue.of("F")[0].get("34") == str(number)
    assert {type(each).__name__ for each in heard} == {"ExecutionReport"}


# ------------------------------------------------------------------------------------------------ market data


def feed(venue: FixVenue) -> Callable[[], str]:
    """The id of the last subscription."""
    return lambda: venue.of("V")[-1].get("262")


@pytest.mark.asyncio
async def test_a_book_is_live_with_its_snapshot_and_renewed_after_a_gap(pair: Any) -> None:
    venue, client, _ = pair
    asked = feed(venue)
    states: list[Any] = []
    subscription = client.fix.on_order_book(SYMBOL, lambda book: states.append((book.state, book.sequence)))
    await until(lambda: venue.of("V"))
    (sent,) = venue.of("V")
    assert [sent.get(tag) for tag in ("263", "264", "146", "55", "267", "269")] == ["1", "0", "1", "AAA-BBB", "2", "0"]
    venue.session.say("W", f"262={asked()}|55=AAA-BBB|6002=5|268=2|269=0|270=10|271=1|269=1|270=11|271=2")
    await until(lambda: states)
    assert states == [(BookState.LIVE, 5)]
    # The second entry has its symbol and numbers from the first.
    venue.session.say(
        "X",
        f"262={asked()}|268=3|279=1|269=0|270=10|271=3|55=AAA-BBB|6001=6|6002=7|279=0|269=0|270=9|271=1|279=2|269=1|270=11",
    )
    await until(lambda: len(states) == 2)
    (book,) = (each.book for each in client.fix.book_feeds.values())
    assert (book.sequence, [(each.price, each.quantity) for each in book.bids()], list(book.asks())) == (
        7,
        [(Decimal(10), Decimal(3)), (Decimal(9), Decimal(1))],
        [],
    )
    venue.session.say("X", f"262={asked()}|268=1|279=0|269=0|270=8|271=1|55=AAA-BBB|6001=9|6002=9")
    await until(lambda: len(venue.of("V")) == 3)
    first, ended, again = (each.get("262") for each in venue.of("V"))
    assert (first, venue.of("V")[1].get("263")) == (ended, "2")
    assert again != first
    venue.session.say("W", f"262={again}|55=AAA-BBB|6002=20|268=0")
    await until(lambda: states[-1] == (BookState.LIVE, 20))
    await subscription.close()
    await until(lambda: venue.of("V")[-1].get("263") == "2")


@pytest.mark.asyncio
async def test_trades_are_asked_for_again_after_a_break_and_refusals_are_raised(pair: Any) -> None:
    venue, client, _ = pair
    trades: list[Any] = []
    await client.fix.on_trades(SYMBOL, trades.append)
    await until(lambda: venue.of("V"))
    asked = venue.of("V")[0].get("262")
    venue.session.say("X", f"262={asked}|268=2|279=0|269=2|270=10|271=1|1003=1|279=0|269=2|270=11|271=2|1003=2")
    await until(lambda: len(trades) == 2)
    assert [(each.trade_id, each.price, each.symbol) for each in trades] == [
        ("1", Decimal(10), SYMBOL),
        ("2", Decimal(11), SYMBOL),
    ]
    watched = client.fix.watch_trades("CCC/BBB")
    await until(lambda: len(venue.of("V")) == 2)
    venue.session.say("Y", f"262={venue.of('V')[1].get('262')}|5001=9|58=not yours")
    with pytest.raises(SubscriptionRejected, match="not yours"):
        await anext(watched)
    venue.session.sender.logout("bye")
    await until(lambda: len(venue.of("V")) == 3)
    assert venue.of("V")[2].get("55") == "AAA-BBB"


# ------------------------------------------------------------------------------------------------ what is checked


def test_wrong_names_are_told_with_the_line_of_the_dictionary(tmp_path: Path) -> None:
    name = "fix_wrong"
    with_dictionary(tmp_path, name)
    wrong = SPEC.replace("=m.exec_type == '8'", "=m.exec_typ == '8'").replace(
        "order_qty: =o.quantity", "qty: =o.quantity"
    )
    _, errors = checked(tmp_path, name, wrong, EXAMPLES)
    assert errors == [
        "VG216 oe.NewOrderSingle has no field 'qty'",
        "VG301 `m` (oe.ExecutionReport) has no field `exec_typ`",
    ]


SOH = "\x01"
HEADER = {
    "sender_comp_id": "ME",
    "target_comp_id": "VENUE",
    "msg_seq_num": "7",
    "sending_time": "20240627-11:17:25.223",
}
SECRET = "c2VjcmV0IGtleQ=="  # base64 of "secret key"


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _mac(alg: str, key: bytes, text: str | bytes) -> bytes:
    return hmac.digest(key, text.encode() if isinstance(text, str) else text, alg)


_KEY = base64.b64decode(SECRET)
_TIME, _SEQ = HEADER["sending_time"], HEADER["msg_seq_num"]
_KRAKEN = f"35=A{SOH}34={_SEQ}{SOH}49=ME{SOH}56=VENUE{SOH}553=k{SOH}1700000000123"


@pytest.mark.parametrize(
    ("encoding", "steps", "expect"),
    [
        # Values joined by SOH, base64 into data with its length.
        (
            "base64",
            """
            - let: {to_sign: "=join(soh, h.sending_time, h.msg_type, h.msg_seq_num, h.sender_comp_id, h.target_comp_id, 'pass')"}
            - sign: {to: s, data: =to_sign, using: {api_secret: {alg: hmac-sha256, out: base64}}}
            - set: {logon.raw_data: =s, logon.password: pass}
            """,
            {"logon.raw_data": _b64(_mac("sha256", _KEY, SOH.join((_TIME, "A", _SEQ, "ME", "VENUE", "pass"))))},
        ),
        # Values one after the other, into a text.
        (
            "text",
            """
            - sign: {to: s, data: "=concat(h.sending_time, cred.api_key, h.target_comp_id)", using: {api_secret: {alg: hmac-sha256, out: base64}}}
            - set: {logon.text: =s}
            """,
            {"logon.text": _b64(_mac("sha256", SECRET.encode(), f"{_TIME}kVENUE"))},
        ),
        # A plain hash of what was drawn and a secret.
        (
            "text",
            """
            - let: {raw: "=concat(clock.ms_text, '.', base64(random.hex))"}
            - hash: {to: p, alg: sha256, data: "=concat(raw, cred.api_secret)", out: base64}
            - set: {logon.raw_data: =raw, logon.username: =cred.api_key, logon.password: =p}
            """,
            {
                "logon.password": _b64(
                    hashlib.sha256(
                        f"1700000000123.{_b64(b'000102030405060708090a0b0c0d0e0f')}{SECRET}".encode()
                    ).digest()
                )
            },
        ),
        # Fields with their tags, hashed before they are signed, and a nonce.
        (
            "base64",
            """
            - let: {plain: "=concat('35=', h.msg_type, soh, '34=', h.msg_seq_num, soh, '49=', h.sender_comp_id, soh, '56=', h.target_comp_id, soh, '553=', cred.api_key, soh, text(nonce.ms))"}
            - sign: {to: s, data: =sha256(plain), using: {api_secret: {alg: hmac-sha512, out: base64}}}
            - set: {logon.username: =cred.api_key, logon.password: =s, logon.nonce: =text(nonce.ms)}
            """,
            {"logon.password": _b64(_mac("sha512", _KEY, hashlib.sha256(_KRAKEN.encode()).digest()))},
        ),
        # Hex into the password.
        (
            "text",
            """
            - sign: {to: s, data: "=concat(cred.api_key, h.sender_comp_id, h.msg_seq_num, h.sending_time)", using: {api_secret: {alg: hmac-sha256, out: hex}}}
            - set: {logon.password: =s}
            """,
            {"logon.password": _mac("sha256", SECRET.encode(), f"kME{_SEQ}{_TIME}").hex()},
        ),
    ],
    ids=["joined", "concatenated", "hashed", "hashed_then_signed", "hex"],
)
def test_recipes_of_logons_give_what_is_computed_by_hand(
    tmp_path: Path, encoding: str, steps: str, expect: dict[str, str]
) -> None:
    name = "fix_recipe"
    with_dictionary(tmp_path, name)
    spec = yaml.safe_load(SPEC)
    spec["credentials"]["api_secret"]["encoding"] = encoding
    spec["nonces"] = {"ms": {"unit": "ms"}} if "nonce.ms" in steps else {}
    given = {"credentials": {"api_key": "k", "api_secret": SECRET}, "header": HEADER}
    given |= {"clock_ms": 1700000000123} if "clock" in steps else {}
    given |= {"nonce": 1700000000123} if "nonce" in steps else {}
    given |= {"random": bytes(range(16)).hex()} if "random" in steps else {}
    vector = {"id": "by_hand", "source": "computed here", "given": given, "expect": expect}
    spec["auth"]["fix_logon"] = {"steps": yaml.safe_load(steps), "vectors": [vector]}
    assert checked(tmp_path, name, yaml.safe_dump(spec), EXAMPLES)[1] == []
    vector["expect"] = {key: f"{value[:-1]}!" for key, value in expect.items()}
    errors = checked(tmp_path, name, yaml.safe_dump(spec), EXAMPLES)[1]
    assert [each.partition(" ")[0] for each in errors] == ["VG402"]


def test_a_client_without_fix_in_use_imports_none() -> None:
    code = "import sys, venues.binance_spot; assert not [m for m in sys.modules if m.startswith('venue_runtime.fix')]"
    subprocess.run([sys.executable, "-c", code], check=True)
