"""Our dictionaries of Binance's FIX messages say what the venue's own files say, fact by fact."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

REPOSITORY = Path(__file__).parents[2]
OURS = REPOSITORY / "venue_specs" / "binance_spot" / "fix"
PUBLISHED = Path(os.environ.get("VENUEGEN_FIX_DICTIONARIES", REPOSITORY.parent / "shared" / "fix-dictionaries"))
FILES = {"oe": "spot-fix-oe.xml", "md": "spot-fix-md.xml"}
COUNTS = {"oe": (19, 120), "md": (14, 67)}
"""Messages and fields of each."""
RENAMED = {
    # The venue's names of these say the whole of what they mean.
    ("TriggerPriceDirection", "U"): "UP",
    ("TriggerPriceDirection", "D"): "DOWN",
    ("AggressorIndicator", "Y"): "TAKER",
    ("AggressorIndicator", "N"): "MAKER",
}


def fields(root: ElementTree.Element) -> dict[str, tuple[str, str, dict[str, str]]]:
    """Name → number, type and values of each field."""
    return {
        field.attrib["name"]: (
            field.attrib["number"],
            field.attrib["type"],
            {value.attrib["enum"]: value.attrib["description"] for value in field.iter("value")},
        )
        for field in root.iterfind("fields/field")
    }


def content(root: ElementTree.Element, parent: ElementTree.Element, path: str = "") -> Iterator[tuple[str, str]]:
    """Path and required flag of each field and group, components spelled out; the first of a group marks its rows."""
    for place, child in enumerate(parent):
        name = child.attrib["name"]
        if child.tag == "component":
            yield from content(root, next(root.iterfind(f"components/component[@name='{name}']")), path)
            continue
        first = " first" if parent.tag == "group" and place == 0 else ""
        yield f"{path}{name}", child.attrib["required"] + first
        if child.tag == "group":
            yield from content(root, child, f"{path}{name}.")


def messages(root: ElementTree.Element) -> dict[str, object]:
    facts = {
        message.attrib["msgtype"]: (message.attrib["name"], message.attrib["msgcat"], dict(content(root, message)))
        for message in root.iterfind("messages/message")
    }
    return facts | {part: dict(content(root, next(root.iterfind(part)))) for part in ("header", "trailer")}


@pytest.fixture(params=sorted(FILES))
def pair(request: pytest.FixtureRequest) -> tuple[str, ElementTree.Element, ElementTree.Element]:
    published = PUBLISHED / FILES[request.param]
    if not published.is_file():
        pytest.skip(f"no {published} (set VENUEGEN_FIX_DICTIONARIES)")
    ours = ElementTree.parse(OURS / f"{request.param}.xml").getroot()
    return request.param, ours, ElementTree.parse(published).getroot()


def test_fields_have_the_published_numbers_types_and_values(
    pair: tuple[str, ElementTree.Element, ElementTree.Element],
) -> None:
    name, ours, published = pair
    expected = fields(published)
    for (field, value), description in RENAMED.items():
        if field in expected:
            values = expected[field][2]
            assert value in values
            values[value] = description
    assert fields(ours) == expected
    assert len(expected) == COUNTS[name][1]


def test_messages_have_the_published_fields_flags_and_groups(
    pair: tuple[str, ElementTree.Element, ElementTree.Element],
) -> None:
    name, ours, published = pair
    expected = messages(published)
    assert messages(ours) == expected
    assert len(expected) == COUNTS[name][0] + 2
    assert {**ours.attrib} == {**published.attrib}
