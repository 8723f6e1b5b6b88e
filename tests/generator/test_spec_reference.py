"""The published schema and reference pages are what the language says today."""

from __future__ import annotations

from jsonschema import Draft7Validator
from venuegen.spec.examples import EXAMPLES
from venuegen.spec.reference import _structs, published
from venuegen.spec.registry import RULES
from venuegen.spec.remedies import REMEDIES
from venuegen.spec.schema import spec_schema

CLASSES = {info.cls.__name__: info for info in _structs()}


def test_published_files_are_current() -> None:
    stale = [path.name for path, text in published().items() if not path.is_file() or path.read_text("utf-8") != text]
    assert stale == [], "run: venuegen schema --write"


def test_every_diagnostic_says_what_to_do() -> None:
    assert sorted(REMEDIES) == sorted(RULES)
    assert [text for text in REMEDIES.values() if not text.endswith(".")] == []


def test_every_map_of_the_language_has_an_example() -> None:
    assert sorted(EXAMPLES) == sorted(CLASSES)


def test_the_schema_is_valid_draft_07_and_free_of_alternatives() -> None:
    for partial in (False, True):
        schema = spec_schema(partial=partial)
        Draft7Validator.check_schema(schema)
        text = str(schema)
        assert "anyOf" not in text
        assert "oneOf" not in text


def test_the_part_schema_requires_nothing() -> None:
    assert list(Draft7Validator(spec_schema(partial=True)).iter_errors({"title": "Shared"})) == []
    assert [error.validator for error in Draft7Validator(spec_schema()).iter_errors({"title": "Shared"})] == [
        "required"
    ] * 5
