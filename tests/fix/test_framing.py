"""Bytes into messages: what is taken, what is skipped, and that neither depends on how the bytes were cut."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from venue_runtime.fix.framing import Framer
from venue_runtime.fix.message import frame

HEARTBEAT = frame("FIX.4.4", "35=0|34=2|49=A|56=B|52=20240612-08:52:21.613|".replace("|", "\x01"))
TEST_REQUEST = frame("FIX.4.4", "35=1|34=3|49=A|56=B|52=20240612-08:52:22.613|112=hello=there|".replace("|", "\x01"))
INNER = frame("FIX.4.4", "35=8|34=9|49=EVIL|".replace("|", "\x01"))
EMBEDDED = frame(
    "FIX.4.4",
    f"35=B\x0134=4\x0149=A\x0156=B\x0195={2 * len(INNER) + 3}\x01"
    f"96=x\x01{INNER.decode()}{INNER.decode()}\n\x01148=news\x01",
)
STREAM = [HEARTBEAT, TEST_REQUEST, EMBEDDED, HEARTBEAT, TEST_REQUEST]


def read(*pieces: bytes, **options: int) -> tuple[list[bytes], int]:
    framer = Framer(**options)
    messages = [message.raw for piece in pieces for message in framer.feed(piece)]
    return messages, framer.garbled


def test_whole_messages() -> None:
    assert read(b"".join(STREAM)) == (STREAM, 0)


def test_byte_by_byte() -> None:
    assert read(*(bytes([byte]) for byte in b"".join(STREAM))) == (STREAM, 0)


def test_fields_of_a_message() -> None:
    (message,) = Framer().feed(EMBEDDED)
    assert message.msg_type == "B"
    assert message.seq_num == 4
    assert message.fields["148"] == "news"
    assert message.fields["96"].encode() == b"x\x01" + INNER + INNER + b"\n"
    assert message.fields["49"] == "A"


def test_zero_padded_body_length() -> None:
    padded = b"8=FIX.4.4\x019=0000005\x0135=0\x0110=195\x01"
    assert read(padded) == ([padded], 0)


@pytest.mark.parametrize(
    "garbage",
    [
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        HEARTBEAT[:-4] + b"999\x01",  # CheckSum
        HEARTBEAT[:-4] + b"+12\x01",
        HEARTBEAT.replace(b"9=45", b"9=30"),
        HEARTBEAT.replace(b"9=45", b"9=4x"),
        HEARTBEAT.replace(b"9=45", b"9="),
        HEARTBEAT.replace(b"9=45", b"9=-49"),
        HEARTBEAT.replace(b"9=45", b"9=99999999999999999999999999"),
        b"35=0\x018=FIX.4.4\x019=29\x0134=2\x0149=TW44\x0152=x\x0156=ISLD\x0110=121\x01",
        b"8=FIX.4.4\x0135=0\x019=5\x0110=161\x01",
        b"8=FIX.4.4\x018=FIX.4.4\x01",
        b"8=",
        frame("FIX.4.4", "35=0\x0134\x01"),
        frame("FIX.4.4", "35=0\x01x=34\x01"),
        frame("FIX.4.4", "35=0\x0158=a=b\x01c\x01"),
        frame("FIX.4.4", "35=0\x0195=7\x0196=abc\x01"),
    ],
)
def test_what_is_garbled_is_skipped(garbage: bytes) -> None:
    messages, garbled = read(HEARTBEAT + garbage + TEST_REQUEST + HEARTBEAT)
    assert messages == [HEARTBEAT, TEST_REQUEST, HEARTBEAT]
    assert garbled >= 1


def test_a_body_length_that_is_too_great_loses_what_it_ends_in() -> None:
    assert len(HEARTBEAT) < 90
    long = HEARTBEAT.replace(b"9=45", b"9=60")  # ends in the message after it
    assert read(long + HEARTBEAT + TEST_REQUEST) == ([TEST_REQUEST], 2)


def test_a_body_length_that_is_far_too_great_does_not_hold_up_the_stream() -> None:
    framer = Framer()
    assert framer.feed(HEARTBEAT.replace(b"9=45", b"9=94")) == []
    assert framer.feed(HEARTBEAT.replace(b"9=45", b"9=94945")) == []
    assert framer.garbled == 2
    assert [message.raw for message in framer.feed(TEST_REQUEST)] == [TEST_REQUEST]
    assert [message.raw for message in framer.feed(EMBEDDED)] == [EMBEDDED]
    assert framer.pending == 0


def test_a_message_over_the_limit() -> None:
    assert read(EMBEDDED + HEARTBEAT, max_length=90) == ([HEARTBEAT], 1)


def test_content_of_data_fields_is_never_taken_for_messages() -> None:
    """A corrupted byte before the data, in any place but its length."""
    for place in [0, 1, 10, 12, 13, 16, 18, 20, len(EMBEDDED) - 3]:
        corrupted = bytearray(EMBEDDED)
        corrupted[place] ^= 0x01
        messages, garbled = read(bytes(corrupted) + HEARTBEAT + HEARTBEAT)
        assert messages in ([HEARTBEAT, HEARTBEAT], [HEARTBEAT]), place
        assert garbled


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_any_cut_gives_the_same(data: st.DataObject) -> None:
    parts = st.sampled_from(
        [*STREAM, b"8=FIX.4.4\x019=", b"8=FIX.4.4\x019=70\x0135=0\x01", b"\x0110=000\x01", b"\x0195=9\x0196=", b"8=8=8"]
    )
    stream = bytearray(b"".join(data.draw(st.lists(parts | st.binary(max_size=8), max_size=8))))
    for _ in range(data.draw(st.integers(0, 2)) if stream else 0):
        stream[data.draw(st.integers(0, len(stream) - 1))] = data.draw(st.sampled_from([1, 48, 49, 57, 61, 255]))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=30)))
    pieces = [bytes(stream[a:b]) for a, b in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    assert read(*pieces) == read(bytes(stream))


@settings(deadline=None, max_examples=300)
@given(place=st.integers(0, len(b"".join(STREAM)) - 1), value=st.integers(0, 255))
def test_a_corrupted_byte_never_yields_a_wrong_message_and_never_wedges(place: int, value: int) -> None:
    stream = bytearray(b"".join(STREAM))
    stream[place] = value
    messages, _ = read(bytes(stream) + b"".join(STREAM))
    assert set(messages) <= set(STREAM)
    assert len(messages) >= 2 * len(STREAM) - 2
