"""Compressed frames: what was compressed comes out, anything else is told."""

from __future__ import annotations

import gzip
import zlib

import pytest
from venue_runtime import inflate
from venue_runtime.errors import DecodeError
from venue_runtime.inflate import deflate_decoded, gzip_decoded

FRAME = b'{"ping":17}'


def test_frames_come_out_as_they_went_in() -> None:
    raw = zlib.compressobj(wbits=-15)
    assert gzip_decoded(gzip.compress(FRAME)) == FRAME
    assert deflate_decoded(raw.compress(FRAME) + raw.flush()) == FRAME


def test_what_is_cut_or_something_else_is_told() -> None:
    with pytest.raises(DecodeError, match="no whole gzip"):
        gzip_decoded(gzip.compress(FRAME)[:-1])
    with pytest.raises(DecodeError, match="no gzip"):
        gzip_decoded(FRAME)


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inflate, "_LARGEST", 1000)
    with pytest.raises(DecodeError, match="no whole gzip"):
        gzip_decoded(gzip.compress(bytes(100_000)))
