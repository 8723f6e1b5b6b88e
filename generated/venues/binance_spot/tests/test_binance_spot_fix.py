"""Binance Spot over FIX, against the simulated venue: what becomes of orders, and of sessions in trouble."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio
from venue_runtime.credentials import Credentials
from venue_runtime.errors import InsufficientFunds, OrderError, OutcomeUnknown, VenueError
from venue_runtime.fix.client import FixSettings
from venue_runtime.fix.decoding import MessageCodec
from venue_runtime.fix.message import read_message
from venue_runtime.fix.store import memory_store
from venue_runtime.ids import SeededRandom
from venue_runtime.model import OrderRequest, OrderType, Side
from venue_runtime.testing.exchange import SimulatedExchange
from venue_runtime.testing.fix_gateway import FixGateway
from venue_runtime.testing.memory import DrivenClock, MemoryFix, MemoryHttp, MemorySockets
from venue_runtime.testing.server import SimulatedVenue
from venues.binance_spot import fix_md, fix_oe
from venues.binance_spot.client import BinanceSpot
from venues.binance_spot.simulated import SimulatedBinanceSpot

SYMBOL = "BTC/USDT"
CREDENTIALS = Credentials(
    api_key="test-api-key",
    api_secret="test-api-secret",
    private_key="-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0\n-----END PRIVATE KEY-----\n",
)
#: The same account with another secret.
WRONG = Credentials(
    **{
        **{name: CREDENTIALS.reveal(name) for name in CREDENTIALS},
        "private_key": "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIGVsc2VlbHNlZWxzZWVsc2VlbHNlZWxzZWVsc2VlbHNl\n-----END PRIVATE KEY-----\n",
    }
)
Wait = Callable[[Callable[[], Any]], Any]
#: Messages that the venue printed, as they stand there: the dictionary they are of, and what each of their fields says.
SAMPLES: Sequence[tuple[str, MessageCodec, str, Mapping[str, Any]]] = (
    (
        "fix_cancel_and_new_order",
        fix_oe.CODEC,
        "8=FIX.4.4|9=160|35=XCN|34=2|49=JS8iiXK6|52=20240613-02:31:53.753|56=SPOT|11=1718245913721036458|37=8|38=5|40=2|44=4|54=1|55=LTCBNB|59=1|111=1|25033=1|25034=1718245913721036819|10=229|",
        {
            "cl_ord_id": "1718245913721036458",
            "order_qty": Decimal("5"),
            "ord_type": "2",
            "price": Decimal("4"),
            "side": "1",
            "symbol": "LTCBNB",
            "time_in_force": "1",
            "max_floor": Decimal("1"),
            "order_id": 8,
            "order_cancel_request_and_new_order_single_mode": "1",
            "cancel_cl_ord_id": "1718245913721036819",
        },
    ),
    (
        "fix_execution_report.new",
        fix_oe.CODEC,
        "8=FIX.4.4|9=330|35=8|34=2|49=SPOT|52=20240611-09:01:46.228950|56=qNXO12fH|11=1718096506197867067|14=0.00000000|17=144|32=0.00000000|37=76|38=5.00000000|39=0|40=2|44=10.00000000|54=1|55=LTCBNB|59=4|60=20240611-09:01:46.228000|150=0|151=5.00000000|636=Y|1057=Y|25001=1|25017=0.00000000|25018=20240611-09:01:46.228000|25023=20240611-09:01:46.228000|10=095|",
        {
            "cl_ord_id": "1718096506197867067",
            "cum_qty": Decimal("0E-8"),
            "exec_id": 144,
            "last_qty": Decimal("0E-8"),
            "order_id": 76,
            "order_qty": Decimal("5.00000000"),
            "ord_status": "0",
            "ord_type": "2",
            "price": Decimal("10.00000000"),
            "side": "1",
            "symbol": "LTCBNB",
            "time_in_force": "4",
            "transact_time": 1718096506228000000,
            "exec_type": "0",
            "leaves_qty": Decimal("5.00000000"),
            "working_indicator": True,
            "aggressor_indicator": True,
            "self_trade_prevention_mode": "1",
            "cum_quote_qty": Decimal("0E-8"),
            "order_creation_time": 1718096506228000000,
            "working_time": 1718096506228000000,
        },
    ),
    (
        "fix_instrument_list",
        fix_md.CODEC,
        "8=FIX.4.4|9=218|35=y|49=SPOT|56=BMDWATCH|34=2|52=20250114-08:46:56.100147|320=BTCUSDT_INFO|146=1|55=BTCUSDT|15=USDT|562=0.00001000|1140=9000.00000000|25039=0.00001000|25040=0.00000001|25041=76.79001236|25042=0.00000001|969=0.01000000|10=093|",
        {
            "no_related_sym": [
                {
                    "symbol": "BTCUSDT",
                    "currency": "USDT",
                    "min_trade_vol": Decimal("0.00001000"),
                    "min_price_increment": Decimal("0.01000000"),
                    "max_trade_vol": Decimal("9000.00000000"),
                    "min_qty_increment": Decimal("0.00001000"),
                    "market_min_trade_vol": Decimal("1E-8"),
                    "market_max_trade_vol": Decimal("76.79001236"),
                    "market_min_qty_increment": Decimal("1E-8"),
                }
            ],
            "instrument_req_id": "BTCUSDT_INFO",
        },
    ),
    (
        "fix_instrument_list_request",
        fix_md.CODEC,
        "8=FIX.4.4|9=92|35=x|49=BMDWATCH|56=SPOT|34=2|52=20250114-08:46:56.096691|320=BTCUSDT_INFO|559=0|55=BTCUSDT|10=164|",
        {"symbol": "BTCUSDT", "instrument_req_id": "BTCUSDT_INFO", "instrument_list_request_type": "0"},
    ),
    (
        "fix_limit_query",
        fix_oe.CODEC,
        "8=FIX.4.4|9=82|35=XLQ|34=2|49=7buKHZxZ|52=20240614-05:35:35.357|56=SPOT|6136=1718343335357229749|10=170|",
        {"req_id": "1718343335357229749"},
    ),
    (
        "fix_limit_response",
        fix_oe.CODEC,
        "8=FIX.4.4|9=225|35=XLR|34=2|49=SPOT|52=20240614-05:42:42.724057|56=uGnG0ef8|6136=1718343762723730315|25003=3|25004=2|25005=1|25006=1000|25007=10|25008=s|25004=1|25005=0|25006=200|25007=10|25008=s|25004=1|25005=0|25006=200000|25007=1|25008=d|10=241|",
        {
            "req_id": "1718343762723730315",
            "no_limit_indicators": [
                {
                    "limit_type": "2",
                    "limit_count": 1,
                    "limit_max": 1000,
                    "limit_reset_interval": 10,
                    "limit_reset_interval_resolution": "s",
                },
                {
                    "limit_type": "1",
                    "limit_count": 0,
                    "limit_max": 200,
                    "limit_reset_interval": 10,
                    "limit_reset_interval_resolution": "s",
                },
                {
                    "limit_type": "1",
                    "limit_count": 0,
                    "limit_max": 200000,
                    "limit_reset_interval": 1,
                    "limit_reset_interval_resolution": "d",
                },
            ],
        },
    ),
    (
        "fix_market_data_refresh.trades",
        fix_md.CODEC,
        "8=FIX.4.4|9=0000303|35=X|49=SPOT|56=EXAMPLE|34=16|52=20241019-05:40:11.466313|262=TRADE_3|268=3|279=0|269=2|270=10.00000|271=0.01000|55=BNBBUSD|1003=0|60=20241019-05:40:11.464000|279=0|269=2|270=10.00000|271=0.01000|1003=1|60=20241019-05:40:11.464000|279=0|269=2|270=10.00000|271=0.01000|1003=2|60=20241019-05:40:11.464000|10=042|",
        {
            "md_req_id": "TRADE_3",
            "no_md_entries": [
                {
                    "md_update_action": "0",
                    "symbol": "BNBBUSD",
                    "transact_time": 1729316411464000000,
                    "md_entry_type": "2",
                    "md_entry_px": Decimal("10.00000"),
                    "md_entry_size": Decimal("0.01000"),
                    "trade_id": 0,
                },
                {
                    "md_update_action": "0",
                    "transact_time": 1729316411464000000,
                    "md_entry_type": "2",
                    "md_entry_px": Decimal("10.00000"),
                    "md_entry_size": Decimal("0.01000"),
                    "trade_id": 1,
                },
                {
                    "md_update_action": "0",
                    "transact_time": 1729316411464000000,
                    "md_entry_type": "2",
                    "md_entry_px": Decimal("10.00000"),
                    "md_entry_size": Decimal("0.01000"),
                    "trade_id": 2,
                },
            ],
        },
    ),
    (
        "fix_market_data_request.book_ticker",
        fix_md.CODEC,
        "8=FIX.4.4|9=132|35=V|49=TRADER1|56=SPOT|34=4|52=20241122-06:17:14.183428|262=BOOK_TICKER_STREAM|263=1|264=1|266=Y|146=1|55=BTCUSDT|267=2|269=0|269=1|10=010|",
        {
            "md_req_id": "BOOK_TICKER_STREAM",
            "subscription_request_type": "1",
            "market_depth": 1,
            "aggregated_book": True,
            "no_related_sym": [{"symbol": "BTCUSDT"}],
            "no_md_entry_types": [{"md_entry_type": "0"}, {"md_entry_type": "1"}],
        },
    ),
    (
        "fix_market_data_request.depth",
        fix_md.CODEC,
        "8=FIX.4.4|9=127|35=V|49=TRADER1|56=SPOT|34=7|52=20241122-06:17:14.443822|262=DEPTH_STREAM|263=1|264=10|266=Y|146=1|55=BTCUSDT|267=2|269=0|269=1|10=111|",
        {
            "md_req_id": "DEPTH_STREAM",
            "subscription_request_type": "1",
            "market_depth": 10,
            "aggregated_book": True,
            "no_related_sym": [{"symbol": "BTCUSDT"}],
            "no_md_entry_types": [{"md_entry_type": "0"}, {"md_entry_type": "1"}],
        },
    ),
    (
        "fix_market_data_request.trades",
        fix_md.CODEC,
        "8=FIX.4.4|9=120|35=V|49=TRADER1|56=SPOT|34=3|52=20241122-06:34:14.775606|262=TRADE_STREAM|263=1|264=1|266=Y|146=1|55=BTCUSDT|267=1|269=2|10=040|",
        {
            "md_req_id": "TRADE_STREAM",
            "subscription_request_type": "1",
            "market_depth": 1,
            "aggregated_book": True,
            "no_related_sym": [{"symbol": "BTCUSDT"}],
            "no_md_entry_types": [{"md_entry_type": "2"}],
        },
    ),
    (
        "fix_market_data_request.unsubscribe",
        fix_md.CODEC,
        "8=FIX.4.4|9=79|35=V|49=TRADER1|56=SPOT|34=7|52=20241122-06:41:56.966969|262=TRADE_STREAM|263=2|264=1|10=113|",
        {"md_req_id": "TRADE_STREAM", "subscription_request_type": "2", "market_depth": 1},
    ),
    (
        "fix_market_data_request_reject",
        fix_md.CODEC,
        "8=FIX.4.4|9=0000218|35=Y|49=SPOT|56=EXAMPLE|34=5|52=20241019-05:39:36.688964|262=BOOK_TICKER_2|281=2|25016=-1191|58=Similar subscription is already active on this connection. Symbol='BNBBUSD', active subscription id: 'BOOK_TICKER_1'.|10=137|",
        {
            "text": "Similar subscription is already active on this connection. Symbol='BNBBUSD', active subscription id: 'BOOK_TICKER_1'.",
            "md_req_id": "BOOK_TICKER_2",
            "md_req_rej_reason": "2",
            "error_code": -1191,
        },
    ),
    (
        "fix_new_order_list.oto",
        fix_oe.CODEC,
        "8=FIX.4.4|9=236|35=E|34=2|49=Eg13pOvN|52=20240607-02:19:07.836|56=SPOT|73=2|11=w1717726747805308656|55=LTCBNB|54=2|38=1|40=2|44=0.25|59=1|11=p1717726747805308656|55=LTCBNB|54=2|38=1|40=1|25010=1|25011=3|25012=0|25013=1|1385=2|25014=1717726747805308656|10=171|",
        {
            "no_orders": [
                {
                    "cl_ord_id": "w1717726747805308656",
                    "order_qty": Decimal("1"),
                    "ord_type": "2",
                    "price": Decimal("0.25"),
                    "side": "2",
                    "symbol": "LTCBNB",
                    "time_in_force": "1",
                },
                {
                    "cl_ord_id": "p1717726747805308656",
                    "order_qty": Decimal("1"),
                    "ord_type": "1",
                    "side": "2",
                    "symbol": "LTCBNB",
                    "no_list_triggering_instructions": [
                        {"list_trigger_type": "3", "list_trigger_trigger_index": 0, "list_trigger_action": "1"}
                    ],
                },
            ],
            "contingency_type": "2",
            "cl_list_id": "1717726747805308656",
        },
    ),
    (
        "fix_new_order_single",
        fix_oe.CODEC,
        "8=FIX.4.4|9=114|35=D|34=2|49=qNXO12fH|52=20240611-09:01:46.228|56=SPOT|11=1718096506197867067|38=5|40=2|44=10|54=1|55=LTCBNB|59=4|10=016|",
        {
            "cl_ord_id": "1718096506197867067",
            "order_qty": Decimal("5"),
            "ord_type": "2",
            "price": Decimal("10"),
            "side": "1",
            "symbol": "LTCBNB",
            "time_in_force": "4",
        },
    ),
    (
        "fix_news",
        fix_oe.CODEC,
        "8=FIX.4.4|9=0000113|35=B|49=SPOT|56=OE|34=4|52=20240924-21:07:35.773537|148=Your connection is about to be closed. Please reconnect.|10=165|",
        {"headline": "Your connection is about to be closed. Please reconnect."},
    ),
    (
        "fix_order_amend_reject",
        fix_oe.CODEC,
        "8=FIX.4.4|9=0000176|35=XAR|49=SPOT|56=OE|34=2|52=20250319-14:27:32.751074|11=1WRGW5J1742394452749|37=0|55=BTCUSDT|38=1.000000|25016=-2038|58=The requested action would change no state; rejecting.|10=235|",
        {
            "cl_ord_id": "1WRGW5J1742394452749",
            "order_id": 0,
            "order_qty": Decimal("1.000000"),
            "symbol": "BTCUSDT",
            "text": "The requested action would change no state; rejecting.",
            "error_code": -2038,
        },
    ),
    (
        "fix_order_amend_request",
        fix_oe.CODEC,
        "8=FIX.4.4|9=103|35=XAK|34=2|49=EXAMPLE|52=20250319-12:35:21.087|56=SPOT|11=O2EIAS01742387721086|37=0|38=0.9|55=BTCUSDT|10=254|",
        {"cl_ord_id": "O2EIAS01742387721086", "order_id": 0, "order_qty": Decimal("0.9"), "symbol": "BTCUSDT"},
    ),
    (
        "fix_order_cancel_reject",
        fix_oe.CODEC,
        "8=FIX.4.4|9=137|35=9|34=2|49=SPOT|52=20240613-01:12:41.320869|56=OlZb8ht8|11=1718241161272843932|37=2|55=LTCBNB|58=Unknown order sent.|434=1|25016=-1013|10=087|",
        {
            "cl_ord_id": "1718241161272843932",
            "order_id": 2,
            "symbol": "LTCBNB",
            "text": "Unknown order sent.",
            "cxl_rej_response_to": "1",
            "error_code": -1013,
        },
    ),
    (
        "fix_order_cancel_request",
        fix_oe.CODEC,
        "8=FIX.4.4|9=93|35=F|34=2|49=ieBwvCKy|52=20240613-01:11:13.784|56=SPOT|11=1718241073695674483|37=2|55=LTCBNB|10=210|",
        {"cl_ord_id": "1718241073695674483", "order_id": 2, "symbol": "LTCBNB"},
    ),
    (
        "fix_order_mass_cancel_report",
        fix_oe.CODEC,
        "8=FIX.4.4|9=109|35=r|34=2|49=SPOT|52=20240613-01:24:36.949763|56=dpYPesqv|11=1718241876901971671|55=LTCBNB|530=1|531=1|533=5|10=083|",
        {
            "cl_ord_id": "1718241876901971671",
            "symbol": "LTCBNB",
            "mass_cancel_request_type": "1",
            "mass_cancel_response": "1",
            "total_affected_orders": 5,
        },
    ),
    (
        "fix_order_mass_cancel_request",
        fix_oe.CODEC,
        "8=FIX.4.4|9=95|35=q|34=2|49=dpYPesqv|52=20240613-01:24:36.948|56=SPOT|11=1718241876901971671|55=BTCUSDT|530=1|10=243|",
        {"cl_ord_id": "1718241876901971671", "symbol": "BTCUSDT", "mass_cancel_request_type": "1"},
    ),
)


def connect(venue: SimulatedVenue, credentials: Credentials = CREDENTIALS, **settings: Any) -> BinanceSpot:
    """A client of the simulated venue, without a network."""
    client = BinanceSpot(
        credentials=credentials,
        endpoints=venue.url,
        clock=venue.clock,
        random=SeededRandom(1),
        http=MemoryHttp(venue),
        websocket=MemorySockets(venue),
    )
    client.fix.settings = FixSettings(connect=MemoryFix(venue).connecting, store=memory_store, **settings)
    return client


@pytest_asyncio.fixture
async def venue(exchange: SimulatedExchange) -> AsyncIterator[SimulatedVenue]:
    """The venue in this process; a test fails when the simulator itself did."""
    dialect, accounts = SimulatedBinanceSpot(), {"trader": CREDENTIALS}
    async with SimulatedVenue(dialect, exchange, accounts=accounts, clock=exchange.clock, port=None) as venue:
        yield venue
    assert venue.failures == []


@pytest.fixture
def gateway(venue: SimulatedVenue) -> FixGateway:
    """Its FIX side."""
    assert venue.fix is not None
    return venue.fix


@pytest_asyncio.fixture
async def trader(venue: SimulatedVenue) -> AsyncIterator[BinanceSpot]:
    """A client that is logged on where orders go over, and hears their reports."""
    async with connect(venue) as client:
        await client.fix.start_trading()
        yield client


def said(gateway: FixGateway, direction: str, msg_type: str) -> list[str]:
    """Messages of a type that the venue received (`in`) or sent (`out`), with `|` for SOH."""
    mark = f"|35={msg_type}|"
    return [each.text for each in gateway.messages if each.direction == direction and mark in each.text]


def rest(exchange: SimulatedExchange, side: Side, price: str, quantity: str) -> None:
    """Somebody else's order in the book."""
    exchange.create_order(
        "other",
        OrderRequest(symbol=SYMBOL, side=side, type=OrderType.LIMIT, price=Decimal(price), quantity=Decimal(quantity)),
    )


def take(exchange: SimulatedExchange, side: Side, quantity: str) -> None:
    """Somebody else trades against what rests."""
    exchange.create_order(
        "other", OrderRequest(symbol=SYMBOL, side=side, type=OrderType.MARKET, quantity=Decimal(quantity))
    )


async def buy(client: Any, **changes: Any) -> Any:
    """A limit order; `client` is what offers the contract's methods: the client itself, or its `fix`."""
    arguments = {"side": Side.BUY, "type": OrderType.LIMIT, "quantity": Decimal("2"), "price": Decimal("100")}
    return await client.create_order(SYMBOL, **(arguments | changes))


class Seen:
    """What the streams told, in order."""

    def __init__(self, client: Any) -> None:
        self.orders: list[Any] = []
        self.fills: list[Any] = []
        client.fix.on_orders(self.orders.append)
        client.fix.on_fills(self.fills.append)

    @property
    def statuses(self) -> list[str]:
        """Without repetition."""
        words = [each.status.value for each in self.orders]
        return [word for at, word in enumerate(words) if at == 0 or words[at - 1] != word]


# ---------------------------------------------------------------------- messages


@pytest.mark.parametrize(("codec", "text", "fields"), [row[1:] for row in SAMPLES], ids=[row[0] for row in SAMPLES])
def test_a_documented_message_means_what_it_says(codec: MessageCodec, text: str, fields: Mapping[str, Any]) -> None:
    message = codec.decode(read_message(text.replace("|", "\x01").encode()))
    assert told(message, fields) == fields


def told(message: Any, fields: Mapping[str, Any]) -> dict[str, Any]:
    """What a message, or an entry of a group, says of these fields."""
    return {name: _told(getattr(message, name), wanted) for name, wanted in fields.items()}


def _told(value: Any, wanted: Any) -> Any:
    if not isinstance(wanted, list) or len(value) != len(wanted):
        return value
    return [told(entry, each) for entry, each in zip(value, wanted, strict=True)]


# ---------------------------------------------------------------------- Logons


@pytest.mark.asyncio
async def test_a_logon_is_signed_and_answered(trader: Any, gateway: FixGateway) -> None:
    logon, *_ = said(gateway, "in", "A")
    assert "|56=SPOT|" in logon
    assert "|108=30|" in logon
    assert gateway.session("order_entry").account == "trader"
    assert trader.fix.state["order_entry"] == "logged on"


@pytest.mark.asyncio
async def test_a_wrong_secret_is_refused(venue: SimulatedVenue) -> None:
    async with connect(venue, WRONG) as client:
        with pytest.raises(VenueError) as refused:
            await client.fix.start()
        assert client.fix.state["order_entry"] == "connecting"
        assert WRONG.reveal("private_key") not in str(refused.value)
        with pytest.raises(VenueError):
            await buy(client.fix)
    assert venue.exchange.all_orders("trader") == []


# ---------------------------------------------------------------------- orders


@pytest.mark.asyncio
async def test_created_partially_filled_filled(trader: Any, exchange: SimulatedExchange, eventually: Wait) -> None:
    seen = Seen(trader)
    order = await buy(trader.fix)
    assert (order.status.value, order.side, order.type) == ("new", Side.BUY, OrderType.LIMIT)
    assert (order.price, order.quantity, order.filled_quantity) == (Decimal("100"), Decimal("2"), Decimal("0"))
    take(exchange, Side.SELL, "0.5")
    take(exchange, Side.SELL, "1.5")
    await eventually(lambda: len(seen.fills) == 2 and seen.statuses[-1] == "filled")
    assert seen.statuses[-2:] == ["partially_filled", "filled"]
    assert [each.liquidity.value for each in seen.fills] == ["maker", "maker"]
    assert [(each.price, each.quantity, each.side) for each in seen.fills] == [
        (Decimal("100"), Decimal("0.5"), Side.BUY),
        (Decimal("100"), Decimal("1.5"), Side.BUY),
    ]
    last = seen.orders[-1]
    assert (last.filled_quantity, last.leaves_quantity) == (Decimal("2"), Decimal("0"))
    assert last.client_order_id == order.client_order_id


@pytest.mark.asyncio
async def test_a_drop_copy_has_the_reports_of_every_order(
    trader: Any, exchange: SimulatedExchange, gateway: FixGateway, eventually: Wait
) -> None:
    """Whatever it went over, and whoever placed it for the account."""
    reports: list[Any] = []
    trader.fix.on_messages(reports.append, "drop_copy")
    await eventually(lambda: trader.fix.state["drop_copy"] == "logged on")
    over_fix = await buy(trader.fix)
    over_rest = await buy(trader, price=Decimal("99"))
    take(exchange, Side.SELL, "2")
    await eventually(lambda: len(reports) == 3)
    assert [type(each).__name__ for each in reports] == ["ExecutionReport"] * 3
    ids = [over_fix.client_order_id, over_rest.client_order_id, over_fix.client_order_id]
    assert [each.cl_ord_id for each in reports] == ids
    assert [each.cum_qty for each in reports] == [0, 0, Decimal("2")]


@pytest.mark.asyncio
async def test_a_fill_has_the_price_it_was_made_at(trader: Any, exchange: SimulatedExchange, eventually: Wait) -> None:
    seen = Seen(trader)
    rest(exchange, Side.SELL, "101", "1")
    await buy(trader.fix, price=Decimal("102"), quantity=Decimal("1"))
    fill = await eventually(lambda: seen.fills and seen.fills[0])
    assert (fill.price, fill.quantity) == (Decimal("101"), Decimal("1"))
    assert fill.liquidity.value == "taker"
    assert (fill.fee, fill.fee_currency) == (Decimal("0.001"), "BTC")


@pytest.mark.asyncio
async def test_what_the_exchange_understood(trader: Any, exchange: SimulatedExchange) -> None:
    await buy(trader.fix, side=Side.SELL, price=Decimal("105"), quantity=Decimal("1.5"))
    await buy(trader.fix, client_order_id="abc-1")
    asks, bids = exchange.open_orders("trader")
    assert (asks.request.side, asks.request.price, asks.request.quantity) == (Side.SELL, Decimal("105"), Decimal("1.5"))
    assert (bids.request.side, bids.request.type) == (Side.BUY, OrderType.LIMIT)
    assert bids.request.client_order_id == "abc-1"


@pytest.mark.asyncio
async def test_an_order_over_rest_fills_over_fix(
    trader: Any, venue: SimulatedVenue, exchange: SimulatedExchange, eventually: Wait
) -> None:
    """One account, one book: whatever an order went over."""
    seen = Seen(trader)
    placed = await buy(trader)
    take(exchange, Side.SELL, "2")
    await eventually(lambda: seen.fills)
    assert [(each.price, each.quantity, each.venue_order_id) for each in seen.fills] == [
        (Decimal("100"), Decimal("2"), placed.venue_order_id)
    ]
    over_fix = await buy(trader.fix)
    asked = await trader.fetch_order(SYMBOL, venue_order_id=over_fix.venue_order_id)
    assert (asked.status.value, asked.price, asked.quantity) == ("new", Decimal("100"), Decimal("2"))


@pytest.mark.asyncio
async def test_edit(trader: Any, exchange: SimulatedExchange) -> None:
    order = await buy(trader.fix)
    edited = await trader.fix.edit_order(
        SYMBOL, venue_order_id=order.venue_order_id, client_order_id=order.client_order_id, quantity=Decimal("0.5")
    )
    assert edited.quantity == Decimal("0.5")
    assert exchange.open_orders("trader")[0].order.quantity == Decimal("0.5")


@pytest.mark.asyncio
async def test_cancel_and_a_cancel_that_comes_too_late(
    trader: Any, exchange: SimulatedExchange, eventually: Wait
) -> None:
    order = await buy(trader.fix)
    canceled = await trader.fix.cancel_order(
        SYMBOL, venue_order_id=order.venue_order_id, client_order_id=order.client_order_id
    )
    assert (canceled.status.value, canceled.venue_order_id) == ("canceled", order.venue_order_id)
    assert canceled.client_order_id == order.client_order_id
    assert exchange.open_orders("trader") == []
    late = await buy(trader.fix)
    take(exchange, Side.SELL, "2")
    with pytest.raises(OrderError):
        await trader.fix.cancel_order(SYMBOL, venue_order_id=late.venue_order_id, client_order_id=late.client_order_id)
    await eventually(lambda: trader.orders.get(SYMBOL, client_order_id=late.client_order_id).status.value == "filled")


@pytest.mark.asyncio
async def test_cancel_everything(trader: Any, exchange: SimulatedExchange, eventually: Wait) -> None:
    await buy(trader.fix)
    await buy(trader.fix, price=Decimal("99"))
    await trader.fix.cancel_all_orders(SYMBOL)
    assert exchange.open_orders("trader") == []
    await eventually(lambda: not [each for each in trader.orders.open() if each.status.value == "new"])


@pytest.mark.asyncio
async def test_refused_by_the_venue(trader: Any, exchange: SimulatedExchange) -> None:
    """A definite refusal, by its name and with the venue's code; nothing stays behind."""
    with pytest.raises(InsufficientFunds) as refused:
        await buy(trader.fix, quantity=Decimal("50000"))
    assert refused.value.definitive
    assert exchange.open_orders("trader") == []


@pytest.mark.asyncio
@pytest.mark.parametrize("fault", ["timeout_after_accept", "disconnect"])
async def test_an_unanswered_order_that_was_accepted(
    trader: Any, venue: SimulatedVenue, exchange: SimulatedExchange, eventually: Wait, clock: DrivenClock, fault: str
) -> None:
    """No answer is no refusal: the outcome is unknown (at once, where the session ended), then found, and nothing was
    sent twice.
    """
    venue.inject(f"{fault}:NewOrderSingle")
    started = clock.time_ns()
    with pytest.raises(OutcomeUnknown) as unknown:
        await buy(trader.fix)
    assert (clock.time_ns() - started < 1_000_000_000) is (fault == "disconnect")
    order_id = unknown.value.client_order_id
    assert order_id is not None
    await eventually(lambda: trader.orders.get(SYMBOL, client_order_id=order_id).status.value == "new")
    assert [each.order.client_order_id for each in exchange.open_orders("trader")] == [order_id]


@pytest.mark.asyncio
@pytest.mark.parametrize("fault", ["timeout_before_accept", "disconnect_before_accept"])
async def test_an_unanswered_order_that_never_arrived(
    trader: Any, venue: SimulatedVenue, exchange: SimulatedExchange, gateway: FixGateway, eventually: Wait, fault: str
) -> None:
    """Absence counts only after the protection time; then the order is over, and it was not sent again."""
    venue.inject(f"{fault}:NewOrderSingle")
    with pytest.raises(OutcomeUnknown) as unknown:
        await buy(trader.fix)
    order_id = unknown.value.client_order_id
    assert order_id is not None
    await eventually(lambda: trader.orders.get(SYMBOL, client_order_id=order_id).status.is_final)
    assert exchange.all_orders("trader") == []
    assert len(said(gateway, "in", "D")) == 1


# ---------------------------------------------------------------------- sessions in trouble


@pytest.mark.asyncio
@pytest.mark.parametrize(("fault", "told"), [("drop", "too high"), ("malformed", "too high"), ("duplicate", "too low")])
async def test_a_gap_ends_the_session_and_the_next_one_knows(
    trader: Any,
    venue: SimulatedVenue,
    gateway: FixGateway,
    exchange: SimulatedExchange,
    eventually: Wait,
    fault: str,
    told: str,
) -> None:
    """Nothing is sent again here: another session, and the account's orders are asked for."""
    order = await buy(trader.fix)
    venue.inject(f"{fault}:ExecutionReport")
    exchange.cancel_order("trader", SYMBOL, venue_order_id=order.venue_order_id)
    exchange.create_order(
        "trader",
        OrderRequest(symbol=SYMBOL, side=Side.BUY, type=OrderType.LIMIT, price=Decimal("98"), quantity=Decimal("1")),
    )
    await eventually(lambda: len(said(gateway, "in", "A")) == 2)
    assert any(f"MsgSeqNum {told}" in each for each in said(gateway, "in", "5"))
    await eventually(
        lambda: trader.orders.get(SYMBOL, client_order_id=order.client_order_id).status.value == "canceled"
    )
    assert (await buy(trader.fix)).status.value == "new"


@pytest.mark.asyncio
async def test_numbers_that_the_venue_leaves_out(trader: Any, venue: SimulatedVenue, gateway: FixGateway) -> None:
    """A SequenceReset says so: the session goes on."""
    venue.inject("sequence_reset=5:ExecutionReport")
    await buy(trader.fix)
    assert (await buy(trader.fix, price=Decimal("99"))).status.value == "new"
    assert len(said(gateway, "out", "4")) == 1
    assert len(said(gateway, "in", "A")) == 1


@pytest.mark.asyncio
async def test_what_the_venue_asks_for_again_is_not_ordered_twice(
    trader: Any, venue: SimulatedVenue, gateway: FixGateway, exchange: SimulatedExchange, eventually: Wait
) -> None:
    venue.inject("resend_request:ExecutionReport")
    await buy(trader.fix)
    await eventually(lambda: any("|123=Y|" in each for each in said(gateway, "in", "4")))
    assert len(said(gateway, "in", "D")) == 1
    assert len(exchange.open_orders("trader")) == 1


@pytest.mark.asyncio
async def test_a_venue_that_goes_silent_is_left(
    trader: Any, gateway: FixGateway, clock: DrivenClock, eventually: Wait
) -> None:
    """A TestRequest that nobody answers, then another session."""
    gateway.session("order_entry").silence()
    await clock.sleep(30 * 2.5)
    await eventually(lambda: len(said(gateway, "in", "A")) == 2)
    assert len(said(gateway, "in", "1")) == 1
    assert (await buy(trader.fix)).status.value == "new"


@pytest.mark.asyncio
async def test_heartbeats_keep_a_session_that_has_nothing_to_say(
    trader: Any, gateway: FixGateway, clock: DrivenClock
) -> None:
    await clock.sleep(30 * 5)
    assert len(said(gateway, "in", "A")) == 1
    assert len(said(gateway, "in", "0")) >= 3


@pytest.mark.asyncio
async def test_the_venue_logs_out(trader: Any, gateway: FixGateway, eventually: Wait) -> None:
    gateway.session("order_entry").logout("closing")
    await eventually(lambda: len(said(gateway, "in", "A")) == 2)
    assert len(said(gateway, "in", "5")) == 1
    assert (await buy(trader.fix)).status.value == "new"


@pytest.mark.asyncio
async def test_maintenance_is_a_new_session_before_the_old_one_ends(
    trader: Any, gateway: FixGateway, eventually: Wait
) -> None:
    seen = Seen(trader)
    await buy(trader.fix)
    old = gateway.session("order_entry")
    old.announce(60)
    await eventually(lambda: said(gateway, "in", "5"))
    kinds = [each.text.partition("|35=")[2][0] for each in gateway.messages if each.direction == "in"]
    assert [kind for kind in kinds if kind in "A5"] == ["A", "A", "5"]
    assert (await buy(trader.fix, price=Decimal("99"))).status.value == "new"
    assert gateway.session("order_entry") is not old
    assert not old.logged_on
    senders = {text.partition("|49=")[2].partition("|")[0] for text in said(gateway, "in", "A")}
    assert len(senders) == 2
    assert [each.price for each in trader.orders.open()] == [Decimal("100"), Decimal("99")]
    assert not any(each.status.is_final for each in seen.orders)


# ---------------------------------------------------------------------- market data


@pytest.mark.asyncio
async def test_the_book_is_the_exchanges_own(trader: Any, exchange: SimulatedExchange, eventually: Wait) -> None:
    rest(exchange, Side.SELL, "101", "1")
    rest(exchange, Side.BUY, "99", "2")
    books: list[Any] = []
    trader.fix.on_order_book(SYMBOL, books.append)
    await eventually(lambda: books and books[-1].state.value == "live")
    rest(exchange, Side.SELL, "102", "3")
    take(exchange, Side.BUY, "1")
    rest(exchange, Side.BUY, "99", "0.5")
    own = exchange.book(SYMBOL)
    await eventually(lambda: books[-1].bids(10) == list(own.bids) and books[-1].asks(10) == list(own.asks))
    assert [(each.price, each.quantity) for each in books[-1].bids(10)] == [(Decimal("99"), Decimal("2.5"))]
    assert [(each.price, each.quantity) for each in books[-1].asks(10)] == [(Decimal("102"), Decimal("3"))]


@pytest.mark.asyncio
@pytest.mark.parametrize(("fault", "logons"), [("gap", 0), ("drop", 1)])
async def test_an_update_that_is_lost(
    trader: Any,
    exchange: SimulatedExchange,
    eventually: Wait,
    venue: SimulatedVenue,
    gateway: FixGateway,
    fault: str,
    logons: int,
) -> None:
    """By the venue itself: the book's own numbers tell. On the way: the session's do. Either way a whole book comes."""
    rest(exchange, Side.BUY, "99", "2")
    states: list[str] = []
    books: list[Any] = []

    def hear(book: Any) -> None:
        books.append(book)
        if states[-1:] != [book.state.value]:
            states.append(book.state.value)

    trader.fix.on_order_book(SYMBOL, hear)
    await eventually(lambda: states[-1:] == ["live"])
    rest(exchange, Side.BUY, "96", "1")
    await eventually(lambda: len(books[-1].bids(10)) == 2)
    before = len(said(gateway, "in", "A"))
    venue.inject(f"{fault}:MarketDataIncrementalRefresh")
    rest(exchange, Side.BUY, "98", "1")
    rest(exchange, Side.BUY, "97", "1")
    await eventually(lambda: states[-1] == "live" and books[-1].bids(10) == list(exchange.book(SYMBOL).bids))
    assert states.count("live") == 2
    assert len(said(gateway, "in", "A")) == before + logons


@pytest.mark.asyncio
async def test_trades(trader: Any, exchange: SimulatedExchange, eventually: Wait, clock: DrivenClock) -> None:
    rest(exchange, Side.SELL, "101", "1")
    trades: list[Any] = []
    await trader.fix.on_trades(SYMBOL, trades.append)
    await clock.sleep(1)
    take(exchange, Side.BUY, "0.5")
    await eventually(lambda: trades)
    assert [(each.price, each.quantity, each.side) for each in trades] == [(Decimal("101"), Decimal("0.5"), Side.BUY)]
