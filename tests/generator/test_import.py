"""`venuegen import`: small documents of our own and the exact spec that is drafted from each.

`pytest tests/generator/test_import.py --update-goldens` writes what comes out now; read the diff.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from venuegen.check import check_venue
from venuegen.cli import main
from venuegen.importing import fixing, run
from venuegen.importing.document import Document, Refused, parse_document, read_document

CORPUS = Path(__file__).parent.parent / "corpus" / "import"
CASES = sorted(each.name for each in CORPUS.iterdir() if each.is_dir())


def kind_of(case: str) -> str:
    return {"swagger": "openapi"}.get(case.partition("_")[0], case.partition("_")[0])


def document_of(case: str) -> Path:
    return next(each for each in (CORPUS / case).iterdir() if each.stem == "document")


@pytest.mark.parametrize("case", CASES)
def test_case(case: str, tmp_path: Path, update_goldens: bool) -> None:
    venue, file = f"of_{case}", document_of(case)
    if kind_of(case) == "fix":
        outcome = fixing.write_new(tmp_path / venue, venue, file, ["*"], today="2026-11-22")
    else:
        outcome = run.write_new(tmp_path / venue, venue, run.read(file), kind_of(case), ["*"], today="2026-11-22")
    made = {
        each.relative_to(tmp_path / venue).as_posix(): each.read_text("utf-8").replace(_schema_line(each), "")
        for each in sorted((tmp_path / venue).rglob("*"))
        if each.is_file() and each.parent.name != "import"
    }
    made["notes.txt"] = "".join(f"{note}\n" for note in outcome.notes)
    expected = CORPUS / case / "expected"
    if update_goldens:
        shutil.rmtree(expected, ignore_errors=True)
        for name, text in made.items():
            (expected / name).parent.mkdir(parents=True, exist_ok=True)
            (expected / name).write_text(text, "utf-8")
    found = {each.relative_to(expected).as_posix(): each.read_text("utf-8")
             for each in sorted(expected.rglob("*")) if each.is_file()}  # fmt: skip
    assert made == found
    problems = check_venue(venue, tmp_path)
    assert {each.id for each in problems} == {"VG901"}, "a draft lacks nothing but what its TODOs say"


def _schema_line(path: Path) -> str:
    first = path.read_text("utf-8").split("\n", 1)[0]
    return first + "\n" if first.startswith("# yaml-language-server") else ""


# ------------------------------------------------------------------------------------------------ picking


def test_what_can_be_picked_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "openapi", str(document_of("openapi_orders")), "--list"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "POST /orders           Create an order  [Trading]",
        "GET /orders/{orderId}  Get one order  [Trading]",
        "GET /depth             Order book  [Market data]",
        "3 operations",
    ]


def test_nothing_picked_and_a_wrong_pick_say_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    file = str(document_of("openapi_orders"))
    assert main(["import", "openapi", file]) == 2
    assert "--list shows them" in capsys.readouterr().err
    assert main(["import", "openapi", file, "--pick", "GET /dept"]) == 1
    assert "did you mean 'GET /depth'?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("pick", "found"),
    [
        ("GET /depth", ["GET /depth"]),
        ("/depth", ["GET /depth"]),
        ("get *", ["GET /orders/{orderId}", "GET /depth"]),
        ("tag:trading", ["POST /orders", "GET /orders/{orderId}"]),
        ("*", ["POST /orders", "GET /orders/{orderId}", "GET /depth"]),
    ],
)
def test_picks_are_globs(pick: str, found: list[str]) -> None:
    document = read_document(document_of("openapi_orders"))
    assert [each.call for each in run.pick(document, "openapi", [pick]).endpoints] == found


# ------------------------------------------------------------------------------------------------ into a spec


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    document = run.read(document_of("openapi_orders"))
    run.write_new(tmp_path / "acorn", "acorn", document, "openapi", ["GET /depth"], today="2026-11-22")
    return tmp_path


def test_a_second_import_adds_and_keeps_what_a_person_wrote(specs: Path) -> None:
    spec = specs / "acorn" / "venue.yaml"
    text = spec.read_text().replace("endpoints:\n", "endpoints:\n  # ---- market data\n").replace(
        "  Level: [price digits, quantity digits]\n", "  Level: [price digits, quantity digits]  # mine\n"
    )  # fmt: skip
    spec.write_text(text)
    document = run.read(document_of("openapi_orders"))
    outcome = run.write_into(specs, "acorn", document, "openapi", ["*"], replace=False)
    after = spec.read_text()
    assert [line for line in text.splitlines() if line not in after.splitlines()] == []
    assert "endpoints.order_book" in outcome.kept
    assert {"endpoints.create_order", "endpoints.order_by_id", "types.Order", "enums.Side"} <= set(outcome.added)
    assert outcome.changes == []
    assert {each.id for each in check_venue("acorn", specs)} == {"VG901"}
    assert run.write_into(specs, "acorn", document, "openapi", ["*"], replace=False).files == []
    assert spec.read_text() == after


def test_a_changed_document_says_what_is_different(specs: Path) -> None:
    changed = specs / "document.yaml"
    text = document_of("openapi_orders").read_text()
    changed.write_text(
        text.replace("{name: limit, in: query,", "{name: depth, in: query,").replace("lastUpdateId: {type: integer}",
                                                                                     "seq: {type: integer}")
    )  # fmt: skip
    outcome = run.write_into(specs, "acorn", run.read(changed), "openapi", ["GET /depth"], replace=False)
    assert outcome.changes == [
        "GET /depth: parameter limit is gone",
        "GET /depth: parameter depth is new (opt<int>)",
        "OrderBook: seq is new (opt<int>)",
    ]
    assert "limit:" in (specs / "acorn" / "venue.yaml").read_text(), "kept until --replace"
    outcome = run.write_into(specs, "acorn", run.read(changed), "openapi", ["GET /depth"], replace=True)
    assert "endpoints.order_book" in outcome.replaced
    assert "depth: {type: opt<int>" in (specs / "acorn" / "venue.yaml").read_text()
    assert {each.id for each in check_venue("acorn", specs)} == {"VG901"}


def test_the_vendored_copy_is_watched(specs: Path) -> None:
    copy = specs / "acorn" / "import" / "document.yaml"
    copy.write_text(copy.read_text() + "# edited\n")
    assert "VG121" in {each.id for each in check_venue("acorn", specs)}


# ------------------------------------------------------------------------------------------------ untrusted

HEAD = "openapi: 3.0.0\npaths:\n  /a:\n    get:\n      responses:\n        '200':\n          content:\n"
SCHEMA = HEAD + "            application/json: {schema: {$ref: %s}}\n"


@pytest.mark.parametrize(
    ("text", "told", "line"),
    [
        ("", "holds no map of keys", 1),
        ("- 1", "holds no map of keys", 1),
        ("openapi: [", "no YAML", 2),
        ("openapi: 3.0.0\n---\na: 1", "a second document", 2),
        ("{\"openapi\": \"3.0.0\", \"paths\": {}, }x", "no JSON", 1),
        ("openapi: 1.2.0\npaths: {}", "says version '1.2.0'", 1),
        ("asyncapi: 3.0.0", "has neither", 1),
        ("openapi: 3.0.0", "has no `paths`", 1),
        ("a: " + "[" * 5000, "nested more than 100", 1),
        ('{"a": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested more than 100", 0),
        (SCHEMA % "'#/nowhere'", "leads nowhere", 8),
        (SCHEMA.replace("\n", "\n", 1) % "'#/x'" + "x: {$ref: '#/x'}\n", "refers to itself", 9),
    ],
)  # fmt: skip
def test_a_bad_document_is_refused_with_its_place(text: str, told: str, line: int) -> None:
    with pytest.raises(Refused) as refused:
        run.pick(parse_document(text.encode(), Path("api.yaml")), "openapi", ["*"])
    assert told in refused.value.text
    assert refused.value.line == line


@pytest.mark.parametrize("ref", ["https://evil.example/schema.json", "../../etc/passwd"])
def test_a_reference_that_leads_out_is_not_followed(ref: str) -> None:
    api = run.pick(parse_document((SCHEMA % f"'{ref}#/x'").encode(), Path("api.yaml")), "openapi", ["*"])
    assert api.endpoints[0].result is None
    assert api.notes == [
        f"`{ref}` is another document, which is not followed: 1 things in it are what the examples here show of them, "
        "or json (bundle both into one document to have them)"
    ]


def test_aliases_do_not_blow_up_a_document() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40))]
    text = "openapi: 3.0.0\npaths: {}\n" + "\n".join(lines)
    assert list(parse_document(text.encode(), Path("api.yaml")).root)[:2] == ["openapi", "paths"]


ODD: tuple[object, ...] = (
    None, True, 7, "=cred.x", [], {}, [{"a": [1, None]}], {"$ref": "#/paths"}, {"type": ["x", 1]},
)  # fmt: skip


@pytest.mark.parametrize("case", [each for each in CASES if kind_of(each) != "fix"])
def test_a_document_with_anything_anywhere_is_drafted_or_refused(case: str) -> None:
    """Each value of a document is replaced, one at a time, by values that do not belong there."""
    document = read_document(document_of(case))
    for at, path in enumerate(_paths(document.root)):
        for odd in (ODD[at % len(ODD)], ODD[(at + 4) % len(ODD)]):
            changed = Document(document.path, document.data, _changed(document.root, path, odd))
            with contextlib.suppress(Refused):
                run.drafted(changed, kind_of(case), ["*"])


def _paths(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in entries:
        yield (*path, key)
        yield from _paths(each, (*path, key))


def _changed(value: Any, path: tuple[str | int, ...], new: object) -> Any:
    if not path:
        return new
    made = dict(value) if isinstance(value, dict) else list(value)
    made[path[0]] = _changed(made[path[0]], path[1:], new)
    return made


# ------------------------------------------------------------------------------------------------ FIX


def test_a_dictionary_goes_into_a_spec_that_there_is(specs: Path) -> None:
    file = document_of("fix_orders")
    outcome = fixing.write_into(specs, "acorn", file, ["NewOrder*", "ExecutionReport"], replace=False)
    assert {"fix.operations", "fix.receive", "maps.fix_order", "maps.fix_fill", "auth.fix_logon"} <= set(outcome.added)
    text = (specs / "acorn" / "venue.yaml").read_text()
    assert "  order_book:" in text
    assert "send: NewOrderSingle" in text
    reduced = (specs / "acorn" / "fix" / "document.xml").read_text()
    assert 'name="NewOrderSingle"' in reduced
    assert 'name="OrderCancelRequest"' not in reduced
    again = fixing.write_into(specs, "acorn", file, ["NewOrder*", "ExecutionReport"], replace=False)
    assert again.files == []
    assert "fix" in again.kept


def test_a_second_dictionary_joins_the_first(specs: Path, tmp_path: Path) -> None:
    fixing.write_into(specs, "acorn", document_of("fix_orders"), ["NewOrder*"], replace=False)
    before = (specs / "acorn" / "venue.yaml").read_text()
    other = tmp_path / "market.xml"
    other.write_bytes(document_of("fix_market").read_bytes())
    outcome = fixing.write_into(specs, "acorn", other, ["MarketDataRequest"], replace=False)
    assert outcome.added == [
        "auth.fix_market_logon",
        "maps.fix_trade", "books.fix_depth", "fix.dictionaries.market", "fix.enums.AggressorSide",
        "fix.sessions.market_data", "fix.operations.watch_order_book", "fix.operations.watch_trades",
        "fix.channels",
    ]  # fmt: skip
    assert outcome.kept == ["fix.version"]
    after = (specs / "acorn" / "venue.yaml").read_text()
    gone = [line for line in before.splitlines() if line not in after.splitlines()]
    assert [line.strip() for line in gone] == ["dictionaries: {document: fix/document.xml}"]
    assert "dictionaries: {document: fix/document.xml, market: fix/market.xml}" in after


def test_what_answers_a_request_is_taken_with_it() -> None:
    _, _, names = fixing.pick(document_of("fix_market"), ["MarketDataRequest"])
    assert names == ["MarketDataRequest", "BookShown", "MarketDataIncrementalRefresh", "MarketDataRequestReject"]


def test_a_standard_dictionary_loses_what_nobody_reads(specs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("venuegen.importing.fix_dictionary.MOST_WHOLE", 100)
    outcome = fixing.write_into(specs, "acorn", document_of("fix_orders"), ["NewOrder*"], replace=False)
    assert "NoPartyIDs" not in (specs / "acorn" / "fix" / "document.xml").read_text()
    assert outcome.notes == [
        "1 optional groups of the standard are left out of fix/document.xml: add those that the venue uses "
        "(a client reads messages that have them all the same)"
    ]


def test_a_draft_of_a_dictionary_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    from venuegen.cli import main

    assert main(["import", "fix", str(document_of("fix_market")), "--pick", "MarketDataRequest"]) == 0
    shown = capsys.readouterr()
    assert "  market_data:" in shown.out
    assert "next: --into VENUE writes this" in shown.err


@pytest.mark.parametrize(
    ("text", "told", "line"),
    [
        ("", "", 1),
        ("<fix", "", 1),
        ("<html/>", "<html> is no FIX dictionary", 1),
        ('<!DOCTYPE fix [<!ENTITY a "b">]><fix type="FIX" major="4" minor="4"/>', "", 1),
        (
            '<fix type="FIX" major="4" minor="4">\n<messages><message name="A b"/></messages></fix>',
            "name",
            2,
        ),
    ],
)
def test_a_bad_dictionary_is_refused_with_its_place(text: str, told: str, line: int, tmp_path: Path) -> None:
    file = tmp_path / "bad.xml"
    file.write_text(text)
    with pytest.raises(Refused) as refused:
        fixing.listed(file)
    assert told in refused.value.text
    assert refused.value.line == line


@pytest.mark.parametrize(("before", "after"), [
    ("environments:\n  production:\n    urls:\n      rest: https://a  # ours\n  test: {urls: {rest: https://b}}\n",
     "environments:\n  production:\n    urls:\n      rest: https://a  # ours\n      fix: tcp://c\n"
     "  test: {urls: {rest: https://b, fix: tcp://c}}\n"),
    ("environments:\n  production:\n    urls: {rest: https://a}\n    headers: {x: y}\ntypes: {}\n",
     "environments:\n  production:\n    urls: {rest: https://a, fix: tcp://c}\n    headers: {x: y}\ntypes: {}\n"),
    ("environments:\n  production: {urls: {fix: tcp://d}}\n", "environments:\n  production: {urls: {fix: tcp://d}}\n"),
    ("types: {}\n", "types: {}\n"),
])  # fmt: skip
def test_an_address_is_added_to_every_environment(before: str, after: str) -> None:
    from venuegen.importing.merging import add_urls

    assert add_urls(before, Path("venue.yaml"), {"fix": "tcp://c"}) == after
