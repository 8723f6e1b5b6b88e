"""What people see of FIX traffic: readable lines, whole messages whatever the pieces, no secret."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from venue_runtime.clock import ManualClock
from venue_runtime.fix.log import LOGGER, FixScrubber, ReadableLog, RecordedTap, TagNames, readable, split, usual_taps
from venue_runtime.fix.message import SOH, frame, read_message
from venue_runtime.recording import Recorder, read_recording
from venue_runtime.redaction import Redactor

AT = 1_719_487_045_223_000_000  # 2024-06-27 11:17:25.223 UTC


def message(*fields: str) -> bytes:
    """A FIX.4.4 message of these fields."""
    return frame("FIX.4.4", "".join(field + SOH for field in fields))


LOGON = message(
    "35=A",
    "34=1",
    "49=ME",
    "52=20240627-11:17:25.223",
    "56=SPOT",
    "95=8",
    "96=c2ln" + SOH + "=9=",
    "98=0",
    "553=my-public-key",
    "554=word",
)
HEARTBEAT = message("35=0", "34=2", "49=ME", "52=20240627-11:17:55.223", "56=SPOT")
ORDER = message("35=D", "34=3", "11=one", "54=1", "58=100 % | odd")


def lines(*pieces: bytes, **options: object) -> list[str]:
    """What a log shows of these pieces, received."""
    shown: list[str] = []
    log = ReadableLog(shown.append, clock=ManualClock(AT), **options)  # type: ignore[arg-type]
    for piece in pieces:
        log.received(piece)
    log.closed("")
    return shown


def test_a_line_has_time_direction_and_pipes() -> None:
    shown: list[str] = []
    log = ReadableLog(shown.append, clock=ManualClock(AT), title="order_entry")
    log.opened("127.0.0.1:9000")
    log.sent(HEARTBEAT)
    log.received(ORDER)
    log.closed("the venue hung up")
    assert shown == [
        "20240627-11:17:25.223000 order_entry --  connected to 127.0.0.1:9000",
        "20240627-11:17:25.223000 order_entry out "
        "8=FIX.4.4|9=49|35=0|34=2|49=ME|52=20240627-11:17:55.223|56=SPOT|10=180|",
        "20240627-11:17:25.223000 order_entry in  8=FIX.4.4|9=37|35=D|34=3|11=one|54=1|58=100 % | odd|10=242|",
        "20240627-11:17:25.223000 order_entry --  disconnected: the venue hung up",
    ]


def test_names_of_tags_and_values_are_shown_on_request() -> None:
    names = TagNames(
        {"35": "MsgType", "54": "Side", "11": "ClOrdID"}, {"35": {"D": "NewOrderSingle"}, "54": {"1": "BUY"}}
    )
    assert readable(ORDER, names) == (
        "8=FIX.4.4|9=37|MsgType(35)=NewOrderSingle(D)|34=3|ClOrdID(11)=one|Side(54)=BUY(1)|58=100 % | odd|10=242|"
    )


def test_secrets_are_masked_and_the_message_frames_again() -> None:
    scrubber = FixScrubber(Redactor(["my-public-key"]))
    clean = scrubber.message(LOGON)
    assert clean.replace(b"\x01", b"|") == (
        b"8=FIX.4.4|9=82|35=A|34=1|49=ME|52=20240627-11:17:25.223|56=SPOT|95=3|96=***|98=0|553=***|554=***|10=090|"
    )
    assert read_message(clean).msg_type == "A"
    assert scrubber.message(HEARTBEAT) is HEARTBEAT


def test_tags_of_the_venue_are_masked_too() -> None:
    assert b"553=***" in FixScrubber(tags=["553"]).message(LOGON)


@pytest.mark.parametrize("size", [1, 2, 7, 50, 1000])
def test_pieces_of_any_size_give_the_same_lines(size: int) -> None:
    stream = LOGON + HEARTBEAT + ORDER
    pieces = [stream[at : at + size] for at in range(0, len(stream), size)]
    assert lines(*pieces) == lines(LOGON, HEARTBEAT, ORDER)
    assert split(stream) == [LOGON, HEARTBEAT, ORDER]


def test_what_is_no_message_is_shown_without_its_secrets() -> None:
    garbled = LOGON.replace(b"9=", b"9=1", 1)
    cut = LOGON[:-30]
    first, second, third, _ = lines(HEARTBEAT, garbled.replace(b"10=", b"10=x"), ORDER, cut)[:4]
    assert "35=0" in first
    assert "554=***" in second
    assert not any(secret in second for secret in ("word", "c2ln"))
    assert "35=D" in third
    shown = lines(cut)
    assert "c2ln" not in shown[0]
    assert "96=***" in shown[0]


def test_a_value_cannot_begin_a_line_or_drive_a_terminal() -> None:
    assert readable(b"8=FIX.4.4\x0158=a\nb\x1b[31m\xff\x01") == "8=FIX.4.4|58=a\\x0ab\\x1b[31m\\udcff|"


def test_a_recording_has_whole_messages_and_no_secret(tmp_path: Path) -> None:
    path = tmp_path / "fix.jsonl"
    scrubber = FixScrubber(Redactor(["my-public-key"]))
    with Recorder(path, Redactor(["my-public-key"]), clock=ManualClock(AT)) as recorder:
        tap = RecordedTap(recorder.frame, "tcp://127.0.0.1:9000", scrubber)
        tap.opened("127.0.0.1:9000")
        for at in range(0, len(LOGON), 10):
            tap.sent(LOGON[at : at + 10])
        tap.received(HEARTBEAT + ORDER)
        tap.closed("")
    records = list(read_recording(path))
    assert [(each.kind, each.url) for each in records] == [
        (kind, "tcp://127.0.0.1:9000") for kind in ("open", "sent", "recv", "recv")
    ]
    assert [each.frame for each in records[1:]] == [
        scrubber.message(LOGON).decode(),
        HEARTBEAT.decode(),
        ORDER.decode(),
    ]
    text = path.read_text()
    assert not any(secret in text for secret in ("my-public-key", "c2ln", "word"))


def test_nobody_looks_nothing_is_made(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, LOGGER):
        assert usual_taps(FixScrubber()) is None
    with caplog.at_level(logging.DEBUG, LOGGER):
        frames: list[tuple[str, str, str | bytes]] = []
        make = usual_taps(
            FixScrubber(),
            clock=ManualClock(AT),
            title="md",
            url="tcp://venue:1",
            record=lambda *frame: frames.append(frame),
        )
        assert make is not None
        make(None).received(LOGON)
    assert "md in  8=FIX.4.4" in caplog.records[-1].getMessage()
    assert "554=***" in caplog.records[-1].getMessage()
    assert caplog.records[-1].name == "venue_runtime.fix"
    assert [(kind, url) for kind, url, _ in frames] == [("recv", "tcp://venue:1")]
    assert "554=***" in str(frames[0][2])
