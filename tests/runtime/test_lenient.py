"""One odd entry of a list is left out, and nothing else."""

from __future__ import annotations

from decimal import Decimal

import msgspec
from msgspec import Struct
from venue_runtime.lenient import Skipped, decode_leniently


class Row(Struct):
    id: str
    tick: Decimal


class Page(Struct):
    rows: list[Row]


class Envelope(Struct):
    code: str
    data: Page


DECODE = msgspec.json.Decoder(Envelope).decode


def test_entries_that_do_not_fit_are_left_out_and_named() -> None:
    rows = b'[{"id":"a","tick":0.10},{"id":"b"},{"id":7,"tick":1},{"id":"d","tick":"1e-8"}]'
    body = b'{"code":"0","data":{"rows":' + rows + b"}}"
    found = decode_leniently(body, DECODE, ("data", "rows"))
    assert found is not None
    page, skipped = found
    assert [(row.id, str(row.tick)) for row in page.data.rows] == [("a", "0.10"), ("d", "1E-8")]
    assert skipped == [
        Skipped(1, "Object missing required field `tick` - at `$.data.rows[0]`"),
        Skipped(2, "Expected `str`, got `int` - at `$.data.rows[0].id`"),
    ]


def test_a_body_that_is_the_list() -> None:
    found = decode_leniently(b'[{"id":"a","tick":1},{"id":"b"}]', msgspec.json.Decoder(list[Row]).decode, ())
    assert found is not None
    assert [row.id for row in found[0]] == ["a"]


def test_trouble_elsewhere_or_everywhere_is_no_matter_of_entries() -> None:
    rows = b'{"rows":[{"id":"a","tick":1}]}'
    assert decode_leniently(b'{"code":0,"data":' + rows + b"}", DECODE, ("data", "rows")) is None
    assert decode_leniently(b'{"code":"0","data":{"rows":[{"id":"a"}]}}', DECODE, ("data", "rows")) is None
    assert decode_leniently(b'{"code":"0","data":{"list":[]}}', DECODE, ("data", "rows")) is None
    assert decode_leniently(b"<html>", DECODE, ("data", "rows")) is None
