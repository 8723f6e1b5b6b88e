"""Compressed frames as what was compressed. Bounded: what a venue sends must not fill the memory."""

from __future__ import annotations

import zlib

from .errors import DecodeError

__all__ = ["deflate_decoded", "gzip_decoded"]

_LARGEST = 256 * 1024 * 1024


def gzip_decoded(frame: bytes) -> bytes:
    """One gzip stream. Raises DecodeError for anything else, and for more than 256 MB."""
    return _decoded(frame, 16 + zlib.MAX_WBITS, "gzip")


def deflate_decoded(frame: bytes) -> bytes:
    """One raw deflate stream, without header. Raises as `gzip_decoded`."""
    return _decoded(frame, -zlib.MAX_WBITS, "deflate")


def _decoded(frame: bytes, window: int, name: str) -> bytes:
    stream = zlib.decompressobj(window)
    try:
        made = stream.decompress(frame, _LARGEST)
    except zlib.error as error:
        raise DecodeError(f"frame is no {name}: {error}", expected=name) from error
    if not stream.eof:
        raise DecodeError(f"frame is no whole {name}", expected=name)
    return made
