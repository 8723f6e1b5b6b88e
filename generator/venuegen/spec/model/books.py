"""How updates of an order book follow each other."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, field

from .words import Doc, Name, Value, Word


class BookSnapshot(Word, frozen=True, kw_only=True):
    """Where a book starts. `s` is the snapshot (for `stream`: the update itself)."""

    source: Annotated[
        Literal["rest", "stream", "first"],
        Meta(description="An endpoint, a message of the stream (`when`), or the first message of each subscription."),
    ] = field(name="from")
    renew: Annotated[
        Literal["subscription", "connection"],
        Meta(description="What brings a fresh one by stream: subscribing again, or only another connection."),
    ] = "subscription"
    call: Annotated[Name | None, Meta(description="Endpoint of a `rest` snapshot.")] = None
    params: Annotated[dict[Name, Value], Meta(description="Its parameters (`i` is the instrument).")] = field(
        name="with", default={}
    )
    when: Annotated[str | None, Meta(description="Of a `stream`: this message `u` is a snapshot.")] = None
    sequence: Annotated[str | None, Meta(description="Sequence of the snapshot.")] = None
    bids: Annotated[str, Meta(description="Expression: rows of the bids.")] = "=s.bids"
    asks: Annotated[str, Meta(description="Expression: rows of the asks.")] = "=s.asks"


class Checksum(Word, frozen=True, kw_only=True):
    """A checksum over the top of the book, checked after each update."""

    value: Annotated[str, Meta(description="Expression over `u`.")]
    none: Annotated[list[int], Meta(description="Values that mean: no checksum.")] = []
    alg: Annotated[Literal["crc32"], Meta(description="Algorithm.")] = "crc32"
    signed: Annotated[bool, Meta(description="The venue writes it as a signed 32-bit number.")] = False
    sides: Annotated[list[Literal["bids", "asks"]], Meta(description="Order of the sides.")]
    interleave: Annotated[bool, Meta(description="Level by level instead of side by side.")] = False
    levels: Annotated[int, Meta(description="Levels of each side.")]
    join: Annotated[str, Meta(description="Text between numbers.")] = ""
    negative: Annotated[
        Literal["bids", "asks"] | None, Meta(description="Side whose quantities are written with a minus.")
    ] = None
    render: Annotated[
        Literal["wire", "digits", "js"],
        Meta(description="`wire`: as received; `digits`: without point and leading zeros; `js`: as JavaScript prints."),
    ] = "wire"


class BookLevelRule(Word, frozen=True, kw_only=True):
    """Reading one row `l`, where price and quantity alone do not tell."""

    price: Annotated[str, Meta(description="Expression: price of the row.")] = "=l.price"
    quantity: Annotated[str, Meta(description="Expression: quantity of the row.")] = "=l.quantity"
    side: Annotated[
        str | None, Meta(description="Expression: side of the row, where `bids` and `asks` are the same list of both.")
    ] = None
    remove_if: Annotated[str | None, Meta(description="Default: the quantity is zero.")] = None
    skip_if: Annotated[
        str | None, Meta(description="Expression: this row of an update says nothing (older than the book, no price).")
    ] = None


class Book(Word, frozen=True, kw_only=True):
    """How one channel's messages make an order book. `u` is a message, `sequence` the last one applied."""

    channel: Annotated[str, Meta(description="<connection>.<channel>")]
    snapshot: BookSnapshot
    each: Annotated[str | None, Meta(description="Expression over `m`: several updates in one message.")] = None
    sequence: Annotated[str | None, Meta(description="Sequence after this update.")] = None
    bids: Annotated[str, Meta(description="Expression: rows of the bids.")] = "=u.bids"
    asks: Annotated[str, Meta(description="Expression: rows of the asks.")] = "=u.asks"
    ts_event: Annotated[str | None, Meta(description="Expression: time of the update.")] = None
    drop_if: Annotated[str | None, Meta(description="The update is older than the book.")] = None
    first_if: Annotated[
        str | None, Meta(description="The first update after the snapshot joins it. Default: as `next_if`.")
    ] = None
    next_if: Annotated[str | None, Meta(description="The update follows the one before; otherwise it is a gap.")] = None
    level: BookLevelRule = BookLevelRule()
    depth: Annotated[
        int | str | None,
        Meta(description="Truncate to so many levels after each update; an expression over `depth`, `i` and `cfg`."),
    ] = None
    checksum: Checksum | None = None
    crossed: Annotated[Literal["gap", "allowed"], Meta(description="What a crossed book means.")] = "gap"
    evidence: Annotated[str, Meta(description="Where the rule comes from.")] = ""
    doc: Doc = ""
