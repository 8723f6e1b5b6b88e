"""Messages that venues sent or printed, as the orders and fills that `client.fix` makes of them.

Binance's are samples of its documentation; Kraken's are from docs.kraken.com (exchange/api-reference/unified-fix: er,
business reject); Deribit's were received by another client in 2019 (tests of roq-trading's gateway).
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from venue_runtime.errors import InsufficientFunds
from venue_runtime.fix.framing import Framer
from venue_runtime.fix.message import SOH, Message, frame, read_message
from venue_runtime.model import Instrument, InstrumentKind, Liquidity, OrderStatus, OrderType, Side, TimeInForce
from venues.binance_spot import BinanceSpot
from venues.coinbase_exchange import CoinbaseExchange
from venues.deribit import Deribit
from venues.kraken_spot import KrakenSpot

EXAMPLES = Path(__file__).parents[2] / "venue_specs" / "binance_spot" / "examples"


def received(text: str) -> Message:
    """A whole message, pipes for SOH; it must be right to the byte."""
    framer = Framer()
    (message,) = framer.feed(text.replace("|", SOH).encode())
    assert framer.garbled == 0
    return message


def body(msg_type: str, fields: str, version: str = "FIX.4.4") -> Message:
    """A message of fields alone."""
    header = f"35={msg_type}|34=2|49=V|52=20240612-08:52:21.613|56=C|"
    return read_message(frame(version, (header + fields).replace("|", SOH)))


def client_of(kind: type[Any], symbol: str, venue_symbol: str, contract: InstrumentKind = InstrumentKind.SPOT) -> Any:
    """A client that knows one instrument."""
    base, quote = symbol.split(":")[0].split("/")
    client = kind()
    one = Instrument(symbol=symbol, venue_symbol=venue_symbol, kind=contract, base=base, quote=quote)
    client.instruments.update([one])
    return client


def told(client: Any, message: Message) -> Any:
    """What the message means."""
    codecs = {id(plan.codec): plan.codec for plan in client.fix.lines.values()}
    (codec,) = (each for each in codecs.values() if message.msg_type in each.messages)
    return client.fix._read(codec.decode(message), 7)


def test_binance_spot_a_report_of_a_new_order() -> None:
    client = client_of(BinanceSpot, "LTC/BNB", "LTCBNB")
    text = (EXAMPLES / "fix_execution_report.new.fix").read_text("utf-8").strip()
    report = told(client, read_message(text.replace("|", SOH).encode()))  # its CheckSum is wrong
    assert (report.answers, report.refused) == ("1718096506197867067", None)
    (order,) = report.events
    assert (order.symbol, order.side, order.type, order.status) == (
        "LTC/BNB",
        Side.BUY,
        OrderType.LIMIT,
        OrderStatus.NEW,
    )
    assert (order.venue_order_id, order.client_order_id) == ("76", "1718096506197867067")
    assert (order.price, order.quantity, order.filled_quantity) == (Decimal(10), Decimal(5), Decimal(0))
    assert (order.time_in_force, order.ts_event) == (TimeInForce.FOK, 1718096506_228000000)


def test_binance_spot_a_fill_with_its_fee() -> None:
    client = client_of(BinanceSpot, "LTC/BNB", "LTCBNB")
    fields = (
        "11=c1|14=2|17=145|32=1.5|31=10.5|37=76|38=5|39=1|40=2|44=11|54=2|55=LTCBNB|59=1|60=20240611-09:01:46.228950|"
        "25018=20240611-09:01:46.228950|25017=21|136=1|137=0.0015|138=BNB|139=4|150=F|151=3|636=Y|1003=9|1057=N|"
    )
    fill, order = told(client, body("8", fields)).events
    assert (fill.trade_id, fill.price, fill.quantity, fill.side) == ("9", Decimal("10.5"), Decimal("1.5"), Side.SELL)
    assert (fill.fee, fill.fee_currency, fill.liquidity) == (Decimal("0.0015"), "BNB", Liquidity.MAKER)
    assert (order.status, order.filled_quantity) == (OrderStatus.PARTIALLY_FILLED, Decimal(2))


def test_binance_spot_a_cancel_that_came_too_late() -> None:
    client = client_of(BinanceSpot, "LTC/BNB", "LTCBNB")
    text = (EXAMPLES / "fix_order_cancel_reject.fix").read_text("utf-8").strip()
    report = told(client, read_message(text.replace("|", SOH).encode()))
    assert (report.answers, report.events) == ("1718241161272843932", ())
    assert report.refused == (-1013, "Unknown order sent.")


KRAKEN_NEW = (
    "8=FIX.4.4|9=260|35=8|34=3|49=KRAKEN-TRD|56=CLIENT|52=20260407-14:32:05.122|6=0|11=1744036325000000|14=0|"
    "17=EXEC002:TRD001|37=OQNCZM-NVAVC-AVD2LO|38=0.001|39=0|40=2|44=84000|54=1|55=BTC/USD|"
    "58=buy 0.001 BTC/USD @ limit 84000|59=1|60=20260407-14:32:05.000|150=0|151=0.001|381=0|10=144|"
)
KRAKEN_REFUSED = (
    "8=FIX.4.4|9=134|35=j|34=16|49=KRAKEN-TRD|52=20230707-14:05:37.805|56=MYCOMPID|45=0|"
    "58=1688738737 : EOrder:Insufficient funds|372=D|379=1688738737|380=0|10=149|"
)


def test_kraken_spot_a_report_of_a_new_order() -> None:
    report = told(client_of(KrakenSpot, "BTC/USD", "BTC/USD"), received(KRAKEN_NEW))
    assert (report.answers, report.refused) == ("1744036325000000", None)
    (order,) = report.events
    assert (order.venue_order_id, order.client_order_id) == ("OQNCZM-NVAVC-AVD2LO", "1744036325000000")
    assert (order.side, order.type, order.status) == (Side.BUY, OrderType.LIMIT, OrderStatus.NEW)
    assert (order.price, order.quantity, order.leaves_quantity) == (Decimal(84000), Decimal("0.001"), Decimal("0.001"))
    assert (order.average_price, order.time_in_force) == (None, TimeInForce.GTC)


def test_kraken_spot_an_order_without_the_money_for_it() -> None:
    client = client_of(KrakenSpot, "BTC/USD", "BTC/USD")
    report = told(client, read_message(KRAKEN_REFUSED.replace("|", SOH).encode()))  # its BodyLength is wrong as printed
    assert (report.answers, report.events) == ("1688738737", ())
    error = client.fix._refusal(report.refused, "create_order")
    assert isinstance(error, InsufficientFunds)


def test_kraken_spot_a_cancel_names_the_order_as_the_one_before() -> None:
    fields = (
        "6=0|11=1744036325000002|14=0|17=E1|37=OQNCZM-NVAVC-AVD2LO|38=0.001|39=4|40=2|41=1744036325000000|44=84000|54=1|"
        "55=BTC/USD|60=20260407-14:32:06.000|150=4|151=0|"
    )
    report = told(client_of(KrakenSpot, "BTC/USD", "BTC/USD"), body("8", fields))
    assert report.answers == "1744036325000002"  # the request to cancel
    assert [(each.client_order_id, each.status) for each in report.events] == [
        ("1744036325000000", OrderStatus.CANCELED)
    ]


DERIBIT_CANCELED = (
    "8=FIX.4.4|9=275|35=8|49=DERIBITSERVER|56=ROQ_TRADING|34=2|52=20190908-17:18:38.983|37=2831903667|11=2831903667|"
    "41=123|150=I|39=4|54=1|60=20190908-17:18:38.983|151=1|14=0|38=1|40=2|44=0.5000|103=0|58=success|207=DERIBITSERVER|"
    "55=BTC-27SEP19|854=1|231=10.0000|6=0.000|210=1|100010=roq;123;345|10=195|"
)
DERIBIT_FILLED = (
    "8=FIX.4.4|9=403|35=8|49=DERIBITSERVER|56=ROQ_TRADING|34=598|52=20191027-14:02:33.897|37=3026811591|11=3026811591|"
    "41=roq:000000014|150=I|39=2|54=1|60=20191027-14:02:33.897|12=-0.00000021|151=0|14=1|38=1|40=2|44=9593.5000|103=0|"
    "58=notification|207=DERIBITSERVER|55=BTC-27DEC19|854=1|231=10.0000|6=9593.504|210=1|100010=roq:1:1:1000|32=1.0000|"
    "31=9593.5000|1362=1|1363=BTC-27DEC19#2350428|1364=9593.5000|1365=1.0000|1443=1|10=177|"
)


def test_deribit_an_answer_and_its_contracts() -> None:
    client = client_of(Deribit, "BTC/USD:BTC-190927", "BTC-27SEP19", InstrumentKind.FUTURE)
    report = told(client, received(DERIBIT_CANCELED))
    assert (report.answers, report.refused) == ("123", None)
    (order,) = report.events
    assert (order.status, order.client_order_id, order.venue_order_id) == (
        OrderStatus.CANCELED,
        "roq;123;345",
        "2831903667",
    )
    assert (order.quantity, order.filled_quantity, order.price) == (Decimal(10), Decimal(0), Decimal("0.5"))


def test_deribit_a_notification_of_a_fill() -> None:
    client = client_of(Deribit, "BTC/USD:BTC-191227", "BTC-27DEC19", InstrumentKind.FUTURE)
    report = told(client, received(DERIBIT_FILLED))
    assert report.answers is None  # whatever request is out, this answers none
    fill, order = report.events
    assert (fill.trade_id, fill.price, fill.quantity) == ("BTC-27DEC19#2350428", Decimal("9593.5"), Decimal(10))
    assert (fill.side, fill.liquidity, fill.fee) == (Side.BUY, Liquidity.MAKER, None)
    assert (order.status, order.filled_quantity, order.average_price) == (
        OrderStatus.FILLED,
        Decimal(10),
        Decimal("9593.504"),
    )


def test_coinbase_exchange_a_fee_that_is_an_amount_and_one_that_is_a_share() -> None:
    client = client_of(CoinbaseExchange, "BTC/USD", "BTC-USD")
    fields = (
        "11=6f2b1e3c-0e52-4c0e-8a1c-6f2b1e3c0e52|37=o1|17=e1|150=F|39=1|55=BTC-USD|54=1|38=2|40=2|44=100|31=99.5|32=1|"
        "14=1|151=1|1003=t1|1057=Y|60=20240611-09:01:46.228|136=1|137=0.25|138=USD|139=4|891=0|"
    )
    fill, order = told(client, body("8", fields, "FIXT.1.1")).events
    assert (fill.trade_id, fill.price, fill.quantity) == ("t1", Decimal("99.5"), Decimal(1))
    assert (fill.fee, fill.fee_currency, fill.liquidity) == (Decimal("0.25"), "USD", Liquidity.TAKER)
    assert (order.status, order.leaves_quantity) == (OrderStatus.PARTIALLY_FILLED, Decimal(1))
    share = told(client, body("8", fields.replace("891=0", "891=2"), "FIXT.1.1")).events[0]
    assert share.fee is None
