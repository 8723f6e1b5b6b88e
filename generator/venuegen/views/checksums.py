"""Python of a book's checksum: for the client that verifies it, the simulated venue that states it, and the tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..render.names import literal
from ..spec.model import Book, Checksum
from .wirepaths import find_path

if TYPE_CHECKING:
    from ..lang import TypeTable, WireType


def book_texts(checksum: Checksum, book: str) -> dict[str, str]:
    """Python of the levels that the checksum covers, of a `book` that keeps the venue's texts."""
    return {"bids": f"{book}.bid_texts({checksum.levels})", "asks": f"{book}.ask_texts({checksum.levels})"}


def has_own_frame(book: Book, kind: WireType, table: TypeTable) -> bool:
    """Whether the checksum of a book is a message of its own: another member of a union than the levels, which are all
    of theirs."""
    value = find_path(book.checksum.value, "u", kind, table) if book.checksum is not None else None
    levels = find_path(book.bids, "u", kind, table)
    return value is not None and levels is not None and value.steps == levels.steps


def checksum_code(checksum: Checksum, texts: Mapping[str, str]) -> str:
    """Python of the checksum over `texts`: side → Python of its (price, quantity) texts, best first."""
    if checksum.negative is not None:
        texts = {**texts, checksum.negative: f"negated({texts[checksum.negative]})"}
    render = {"wire": "", "digits": ", digits", "js": ", js_number"}[checksum.render]
    join = f", join={literal(checksum.join)}"
    if checksum.interleave:
        text = f"interleaved({', '.join(texts[side] for side in checksum.sides)}{render}{join})"
    else:
        glue = f" + {literal(checksum.join)} + " if checksum.join else " + "
        text = glue.join(f"concatenated({texts[side]}{render}{join})" for side in checksum.sides)
    return f"signed(crc32({text}))" if checksum.signed else f"crc32({text})"
