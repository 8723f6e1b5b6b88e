"""What produced requests are written from: literal values, and their text on the wire."""

from __future__ import annotations

from decimal import Decimal

from venuegen.lang.wire_types import TypeTable
from venuegen.views.produced.literals import code_of, json_of, json_text


def test_a_json_number_keeps_every_digit() -> None:
    long = Decimal("12345678901234567.8901234567890")
    number = TypeTable().parse("number")
    assert json_text({"price": json_of(long, number)}) == '{"price":12345678901234567.8901234567890}'
    assert json_text({"price": json_of(Decimal("0.10"), number)}) == '{"price":0.10}'
    assert json_text({"price": json_of(Decimal("1E-8"), number)}) == '{"price":0.00000001}'


def test_a_decimal_that_is_sent_as_text_stays_text() -> None:
    assert json_text({"price": json_of(Decimal("0.10"), TypeTable().parse("decimal"))}) == '{"price":"0.10"}'


def test_the_code_of_a_number_is_exact_wherever_it_stands() -> None:
    number = json_of(Decimal("0.10"), TypeTable().parse("number"))
    assert code_of({"trigger": {"price": number, "by": "last"}}) == (
        '{"trigger": {"price": Decimal("0.10"), "by": "last"}}'
    )
