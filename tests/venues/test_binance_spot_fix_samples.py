"""The sample messages of Binance's FIX documentation: the right ones are vectors, the others must be told apart.

Text of binance-spot-api-docs@a5e0bc3, fix-api.md, one file a message with `|` for SOH. Some samples had their symbols
changed after BodyLength and CheckSum were computed.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from venue_runtime.fix.framing import Framer
from venue_runtime.fix.message import SOH, checksum, frame, read_message

EXAMPLES = Path(__file__).parents[2] / "venue_specs" / "binance_spot" / "examples"
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
