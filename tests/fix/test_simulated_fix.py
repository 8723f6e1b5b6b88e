"""The FIX side of a simulated venue, at a venue that exists nowhere: literal messages, both ways."""

from __future__ import annotations

from collections.abc import AsyncIterator
from decimal import Decimal

import pytest
import pytest_asyncio
from made_up_venue import LOGON, SYMBOL, Floor, Person, Say
from venue_runtime.errors import VenueResponseError
from venue_runtime.fix.initiator import LogonFailed
from venue_runtime.fix.interfaces import NotLoggedOn
from venue_runtime.fix.message import SOH, frame, read_message
from venue_runtime.model import OrderRequest, OrderStatus, OrderType, Side
from venue_runtime.testing.fix_dialect import FixRoute
from venue_runtime.testing.fix_terms import check_terms

BUY = "11=mine|38=2|44=100.5|54=1|55=BTCUSDT"
NEW = "35=8|11=mine|14=0|32=0|37=1|38=2|39=0|44=100.5|54=1|55=BTCUSDT|150=0|151=2"


@pytest_asyncio.fixture
async def floor() -> AsyncIterator[Floor]:
    async with Floor() as floor:
        yield floor


def sell(floor: Floor, quantity: str, price: str = "100.5", account: str = "other") -> None:
    """Somebody else's limit order."""
    floor.exchange.create_order(
        account,
        OrderRequest(
            symbol=SYMBOL, side=Side.SELL, type=OrderType.LIMIT, quantity=Decimal(quantity), price=Decimal(price)
        ),
    )


# ---------------------------------------------------------------------- Logons


@pytest.mark.asyncio
async def test_a_logon_is_checked_and_answered(floor: Floor) -> None:
    me = Person()
    await floor.log_on(me)
    assert floor.venue.fix is not None
    session = floor.venue.fix.session("order_entry")
    assert session.account == "trader"
    assert [route.id for route in session.routes] == ["order_entry", "market_data"]
    assert [each.direction for each in floor.venue.fix.messages] == ["in", "out"]
    assert "|35=A|" in floor.venue.fix.messages[1].text


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("person", "more", "said"),
    [
        (Person(key="another"), {}, "Invalid API-key."),
        (Person(), {"heartbeat": 4}, "HeartBtInt must be 5 to 60"),
        (Person(), {"heartbeat": 61}, "HeartBtInt must be 5 to 60"),
    ],
)
async def test_a_logon_that_does_not_fit_is_refused_in_words(
    floor: Floor, person: Person, more: dict[str, int], said: str
) -> None:
    with pytest.raises(LogonFailed, match=said):
        await floor.log_on(person, **more)


@pytest.mark.asyncio
async def test_a_drop_copy_is_told_by_its_flag(floor: Floor) -> None:
    await floor.log_on(Person("COPY", flag="Y"))
    assert floor.venue.fix is not None
    assert [route.id for route in floor.venue.fix.session("drop_copy").routes] == ["drop_copy"]


@pytest.mark.asyncio
async def test_a_second_logon_of_the_same_identity_is_not_answered(floor: Floor) -> None:
    await floor.log_on(Person())
    again = Person()
    with pytest.raises(Exception, match="no FIX session within"):
        await floor.log_on(again)
    assert "logon" not in again.events


# ---------------------------------------------------------------------- orders


@pytest.mark.asyncio
async def test_an_order_lives_over_fix(floor: Floor) -> None:
    me = Person()
    fix = await floor.log_on(me)
    fix.send(Say("D", BUY))
    await floor.until(lambda: me.told == [NEW])
    sell(floor, "0.5")
    sell(floor, "1.5", "99")
    await floor.until(lambda: len(me.told) == 3)
    assert me.told[1:] == [
        "35=8|11=mine|14=0.5|31=100.5|32=0.5|37=1|38=2|39=1|44=100.5|54=1|55=BTCUSDT|150=F|151=1.5",
        "35=8|11=mine|14=2.0|31=100.5|32=1.5|37=1|38=2|39=2|44=100.5|54=1|55=BTCUSDT|150=F|151=0",
    ]


@pytest.mark.asyncio
async def test_a_cancel_has_an_id_of_its_own(floor: Floor) -> None:
    me = Person()
    fix = await floor.log_on(me)
    fix.send(Say("D", BUY))
    fix.send(Say("F", "11=undo|41=mine|55=BTCUSDT"))
    await floor.until(lambda: len(me.told) == 2)
    assert me.told[1] == ("35=8|11=undo|14=0|32=0|37=1|38=2|39=4|41=mine|44=100.5|54=1|55=BTCUSDT|150=4|151=0")
    fix.send(Say("F", "11=again|41=mine|55=BTCUSDT"))
    await floor.until(lambda: len(me.told) == 3)
    assert me.told[2] == "35=9|11=again|41=mine|55=BTCUSDT|58=Unknown order sent.|434=1|25016=-2011"


@pytest.mark.asyncio
async def test_a_refused_order_is_told_with_the_venues_code(floor: Floor) -> None:
    me = Person()
    fix = await floor.log_on(me)
    fix.send(Say("D", BUY.replace("38=2", "38=2000")))
    await floor.until(lambda: len(me.told) == 1)
    assert me.told[0] == (
        "35=8|11=mine|14=0|32=0|38=2000|39=8|44=100.5|54=1|55=BTCUSDT|58=Account has insufficient balance."
        "|150=8|151=0|25016=-2010"
    )


@pytest.mark.asyncio
async def test_what_cannot_be_read_and_what_is_not_offered(floor: Floor) -> None:
    me = Person()
    fix = await floor.log_on(me)
    fix.send(Say("D", BUY.replace("38=2", "38=two")))
    fix.send(Say("G", "11=mine"))
    await floor.until(lambda: len(me.told) == 2)
    assert me.told == [
        "35=3|45=2|58=Incorrect data format for value|371=38|372=D|373=6",
        "35=j|45=3|58=Unsupported Message Type|372=G|380=3",
    ]


@pytest.mark.asyncio
async def test_too_many_messages_are_refused(floor: Floor) -> None:
    me = Person()
    fix = await floor.log_on(me)
    for at in range(6):
        fix.send(Say("D", BUY.replace("mine", f"mine{at}")))
    await floor.until(lambda: len(me.told) == 6)
    assert me.told[5] == "35=3|45=7|58=Too many messages.|25016=-1003"


@pytest.mark.asyncio
async def test_a_message_that_is_too_old_is_refused(floor: Floor) -> None:
    me = Person()
    fix = await floor.log_on(me, header=((25000, "5000"),))
    floor.venue.inject("clock_skew=6")
    fix.send(Say("D", BUY))
    await floor.until(lambda: len(me.told) == 1)
    assert me.told[0] == "35=3|45=2|58=SendingTime differs by 6000 ms|25016=-1"


@pytest.mark.asyncio
async def test_drop_copy_sees_orders_of_every_kind(floor: Floor) -> None:
    me, copy = Person(), Person("COPY", flag="Y")
    fix = await floor.log_on(me)
    await floor.log_on(copy)
    fix.send(Say("D", BUY))
    await floor.until(lambda: me.told == [NEW])
    sell(floor, "1", "200", account="trader")
    sell(floor, "1", "300")  # somebody else's
    await floor.until(lambda: len(copy.told) == 2)
    assert copy.told[0] == NEW
    assert copy.told == me.told


# ---------------------------------------------------------------------- market data


@pytest.mark.asyncio
async def test_a_book_is_a_whole_one_and_then_changes(floor: Floor) -> None:
    sell(floor, "1", "101")
    me = Person()
    fix = await floor.log_on(me, "market_data")
    fix.send(Say("V", "262=r1|263=1|264=0|146=1|55=BTCUSDT|267=2|269=0|269=1"))
    await floor.until(lambda: len(me.told) == 1)
    sell(floor, "2", "102")
    sell(floor, "0.5", "101")
    await floor.until(lambda: len(me.told) == 3)
    floor.exchange.cancel_all_orders("other")
    await floor.until(lambda: len(me.told) == 4)
    assert me.told == [
        "35=W|262=r1|55=BTCUSDT|25044=1|268=1|269=1|270=101|271=1",
        "35=X|262=r1|268=1|279=0|269=1|270=102|271=2|55=BTCUSDT|25043=2|25044=2",
        "35=X|262=r1|268=1|279=1|269=1|270=101|271=1.5|55=BTCUSDT|25043=3|25044=3",
        "35=X|262=r1|268=2|279=2|269=1|270=101|55=BTCUSDT|25043=4|25044=5|279=2|269=1|270=102",
    ]
    fix.send(Say("V", "262=r1|263=2|146=1|55=BTCUSDT|267=2|269=0|269=1"))
    await floor.settle()
    sell(floor, "2", "102")
    await floor.settle()
    assert len(me.told) == 4


@pytest.mark.asyncio
async def test_trades_have_a_stream_of_their_own(floor: Floor) -> None:
    sell(floor, "1", "101")
    me = Person()
    fix = await floor.log_on(me, "market_data")
    fix.send(Say("V", "262=t|263=1|264=1|146=1|55=BTCUSDT|267=1|269=2"))
    await floor.settle()
    floor.exchange.create_order(
        "trader", OrderRequest(symbol=SYMBOL, side=Side.BUY, type=OrderType.MARKET, quantity=Decimal("0.25"))
    )
    await floor.until(lambda: len(me.told) == 1)
    assert me.told == ["35=X|262=t|268=1|279=0|269=2|270=101|271=0.25|55=BTCUSDT|1003=1"]


@pytest.mark.asyncio
async def test_market_data_that_is_not_there_is_refused(floor: Floor) -> None:
    me = Person()
    fix = await floor.log_on(me, "market_data")
    fix.send(Say("V", "262=r|263=1|264=0|146=1|55=NOTHING|267=2|269=0|269=1"))
    await floor.until(lambda: len(me.told) == 1)
    assert me.told == ["35=Y|262=r|58=unknown symbol 'NOTHING'|25016=-1013"]


# ---------------------------------------------------------------------- faults


@pytest.mark.asyncio
async def test_executed_but_never_answered(floor: Floor) -> None:
    me = Person()
    fix = await floor.log_on(me)
    floor.venue.inject("timeout_after_accept:NewOrderSingle")
    fix.send(Say("D", BUY))
    await floor.settle()
    assert me.told == []
    assert [each.order.status for each in floor.exchange.open_orders("trader")] == [OrderStatus.NEW]


@pytest.mark.asyncio
@pytest.mark.parametrize(("fault", "orders"), [("disconnect", 1), ("disconnect_before_accept", 0)])
async def test_the_connection_is_cut_after_or_before_an_order_is_taken(floor: Floor, fault: str, orders: int) -> None:
    me = Person()
    fix = await floor.log_on(me)
    floor.venue.inject(f"{fault}:NewOrderSingle")
    fix.send(Say("D", BUY))
    await floor.until(lambda: me.events == ["logon", "disconnected", "logon"])
    assert me.told == []
    assert len(floor.exchange.open_orders("trader")) == orders


@pytest.mark.asyncio
async def test_a_lost_message_is_a_gap_that_ends_a_session_without_resend(floor: Floor) -> None:
    me = Person()
    fix = await floor.log_on(me)
    floor.venue.inject("drop:ExecutionReport")
    fix.send(Say("D", BUY))
    fix.send(Say("D", BUY.replace("mine", "next")))
    await floor.until(lambda: "disconnected" in me.events)
    assert me.told == []
    assert any("|58=MsgSeqNum too high, expecting 2 but received 3|" in each for each in said(floor, "in"))


@pytest.mark.asyncio
async def test_a_garbled_message_is_a_gap_too(floor: Floor) -> None:
    me = Person()
    fix = await floor.log_on(me)
    floor.venue.inject("malformed:ExecutionReport")
    fix.send(Say("D", BUY))
    fix.send(Say("D", BUY.replace("mine", "next")))
    await floor.until(lambda: "disconnected" in me.events)
    assert me.told == []


@pytest.mark.asyncio
async def test_a_number_that_was_used_ends_the_session(floor: Floor) -> None:
    me = Person()
    fix = await floor.log_on(me)
    floor.venue.inject("duplicate:ExecutionReport")
    fix.send(Say("D", BUY))
    await floor.until(lambda: "disconnected" in me.events)
    assert me.told == [NEW]
    assert any("|58=MsgSeqNum too low, expecting 3 but received 2|" in each for each in said(floor, "in"))


@pytest.mark.asyncio
async def test_numbers_that_are_left_out_with_a_word(floor: Floor) -> None:
    me = Person()
    fix = await floor.log_on(me)
    floor.venue.inject("sequence_reset=5:ExecutionReport")
    fix.send(Say("D", BUY))
    fix.send(Say("D", BUY.replace("mine", "next")))
    await floor.until(lambda: len(me.told) == 2)
    assert "disconnected" not in me.events
    assert next(each for each in said(floor, "out") if "|35=4|" in each).count("|36=8|") == 1


@pytest.mark.asyncio
async def test_a_venue_that_asks_for_messages_again(floor: Floor) -> None:
    me = Person()
    fix = await floor.log_on(me)
    floor.venue.inject("resend_request:ExecutionReport")
    fix.send(Say("D", BUY))
    await floor.until(lambda: any("|35=4|" in each for each in said(floor, "in")))
    assert next(each for each in said(floor, "in") if "|35=4|" in each).count("|123=Y|") == 1
    assert len(floor.exchange.open_orders("trader")) == 1


@pytest.mark.asyncio
async def test_a_peer_that_goes_silent_is_left(floor: Floor) -> None:
    me = Person()
    await floor.log_on(me)
    assert floor.venue.fix is not None
    floor.venue.fix.session("order_entry").silence()
    started = floor.clock.monotonic_ns()
    for _ in range(2000):
        if "disconnected" in me.events:
            break
        await floor.clock.sleep(0.05)
    assert 70 < (floor.clock.monotonic_ns() - started) / 1e9 < 74  # 2.4 intervals of 30 s
    assert any("|35=1|" in each for each in said(floor, "in"))


@pytest.mark.asyncio
async def test_maintenance_is_announced_and_ends_in_a_logout(floor: Floor) -> None:
    me = Person()
    fix = await floor.log_on(me)
    assert floor.venue.fix is not None
    floor.venue.fix.session("order_entry").announce(25)
    await floor.clock.sleep(24)
    assert me.told == ["35=B|148=maintenance"] * 3
    assert fix.logged_on
    await floor.clock.sleep(2)
    assert me.events[:2] == ["logon", "logout maintenance"]


@pytest.mark.asyncio
async def test_heartbeats_go_both_ways(floor: Floor) -> None:
    me = Person()
    fix = await floor.log_on(me, heartbeat=5)
    await floor.clock.sleep(21)
    assert fix.logged_on
    for direction in ("in", "out"):
        assert sum("|35=0|" in each for each in said(floor, direction)) >= 3


@pytest.mark.asyncio
async def test_nothing_is_sent_to_who_is_gone(floor: Floor) -> None:
    me = Person()
    fix = await floor.log_on(me)
    await fix.close()
    with pytest.raises(NotLoggedOn):
        fix.send(Say("D", BUY))
    sell(floor, "1", "200", account="trader")
    assert me.told == []


def said(floor: Floor, direction: str) -> list[str]:
    """What the venue received (`in`) or sent (`out`), with `|` for SOH."""
    assert floor.venue.fix is not None
    return [each.text for each in floor.venue.fix.messages if each.direction == direction]


def test_what_a_logon_must_have_is_named() -> None:
    """A field with a fixed text, one that may say anything, a heartbeat within bounds."""
    route = FixRoute(
        id="orders",
        begin_string="FIX.4.4",
        comp_id="VENUE",
        fixed={"9406": "Y"},
        demanded=("25035",),
        heartbeat_max=60,
        layouts={"A": LOGON},
    )

    def refused(text: str) -> str:
        logon = read_message(frame("FIX.4.4", f"35=A|34=1|{text}|".replace("|", SOH)))
        with pytest.raises(VenueResponseError) as refusal:
            check_terms(route, logon)
        return refusal.value.message

    assert refused("108=30|25035=1") == "drop_copy_flag (9406) must be Y"
    assert refused("108=30|9406=Y") == "25035 (25035) is missing"
    assert refused("108=90|25035=1|9406=Y") == "HeartBtInt must be 0 to 60"
