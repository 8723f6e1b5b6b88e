"""Composition and loading: what is merged, what it comes from, and the Spec that comes out."""

from __future__ import annotations

from pathlib import Path

from venuegen.spec.load import LoadedSpec, load_spec
from venuegen.spec.model import ErrorRow
from venuegen.spec.venues import venues

HEAD = """spec: 1
venue: example
title: Example
doc: https://example.org
checked: 2026-01-01
environments: {production: {urls: {rest: https://api.example.org}}}
"""


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path = path.with_name(path.name + ".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def load(folder: Path, venue: str = "example") -> LoadedSpec:
    loaded, problems = load_spec(venue, folder)
    assert [each.message for each in problems] == []
    assert loaded is not None
    return loaded


def test_maps_merge_lists_replace_and_keys_keep_their_place(tmp_path: Path) -> None:
    write(
        tmp_path,
        _shared__base="""
enums: {Word: [A, B]}
endpoints:
  order:
    call: POST /order
    params: {symbol: str, side: str, price: str}
    result: json
""",
        example__venue="extends: ../_shared/base.yaml\n"
        + HEAD
        + """
enums: {Word: [C]}
endpoints: {order: {params: {side: int, $remove: [symbol], extra: str}}}
""",
    )
    spec = load(tmp_path).spec
    assert list(spec.endpoints["order"].params.items()) == [("side", "int"), ("price", "str"), ("extra", "str")]
    assert spec.enums["Word"] == ["C"]
    assert spec.endpoints["order"].call == "POST /order"


def test_every_value_knows_the_file_it_comes_from(tmp_path: Path) -> None:
    write(
        tmp_path,
        _shared__base="config:\n  window: {type: int, default: 5}\n",
        example__venue="extends: [../_shared/base.yaml]\n" + HEAD + "config: {window: {default: 7}}\n",
    )
    loaded = load(tmp_path)
    assert loaded.spec.config["window"].default == 7
    assert loaded.origin("config", "window", "type") == f"{tmp_path}/example/../_shared/base.yaml:2"
    assert loaded.origin("config", "window", "default") == f"{tmp_path}/example/venue.yaml:8"
    assert [path.name for path in loaded.files] == ["venue.yaml", "base.yaml"]


def test_a_later_base_goes_on_top_of_an_earlier_one(tmp_path: Path) -> None:
    write(
        tmp_path,
        _a__one="status: beta\ndoc_notes: [one]\n",
        _a__two="status: closing\n",
        example__venue="extends: [../_a/one.yaml, ../_a/two.yaml]\n" + HEAD,
    )
    spec = load(tmp_path).spec
    assert (spec.status, spec.doc_notes) == ("closing", ["one"])


def test_like_copies_a_neighbour_and_follows_what_an_extending_file_changed(tmp_path: Path) -> None:
    write(
        tmp_path,
        _shared__base="""
endpoints:
  test: {$like: order, call: POST /test, params: {$remove: [b]}}
  order: {call: POST /order, params: {a: str, b: str}, result: json}
""",
        example__venue="extends: [../_shared/base.yaml]\n" + HEAD + "endpoints: {order: {params: {c: int}}}\n",
    )
    spec = load(tmp_path).spec
    assert spec.endpoints["test"].call == "POST /test"
    assert list(spec.endpoints["test"].params) == ["a", "c"]
    assert list(spec.endpoints["order"].params) == ["a", "b", "c"]


def test_like_copies_what_stands_elsewhere_by_its_path(tmp_path: Path) -> None:
    write(
        tmp_path,
        example__venue=HEAD
        + """
types:
  Item: {$like: endpoints.test.params, $remove: [b], d: "label opt<str>"}
  Copy: {$like: Item, e: int}
  Deep: {$like: endpoints.of_a_copy.params}
  Row: {$like: x-rows.1.of}
x-rows: [{of: {g: str}}, {of: {h: str}}]
endpoints:
  order: {call: POST /order, params: {a: str, b: str}, result: json}
  test: {$like: order, params: {c: int}}
  of_a_copy: {call: POST /copy, params: {$like: types.Copy}, result: json}
""",
    )
    loaded = load(tmp_path)
    assert loaded.spec.types == {
        "Item": {"a": "str", "c": "int", "d": "label opt<str>"},
        "Copy": {"a": "str", "c": "int", "d": "label opt<str>", "e": "int"},
        "Deep": {"a": "str", "c": "int", "d": "label opt<str>", "e": "int"},
        "Row": {"h": "str"},
    }
    assert loaded.origin("types", "Deep", "a") == f"{tmp_path}/example/venue.yaml:{HEAD.count(chr(10)) + 9}"


def test_an_example_is_named_by_the_name_of_its_file(tmp_path: Path) -> None:
    write(
        tmp_path,
        example__venue=HEAD
        + """
endpoints:
  depth: {call: GET /depth, result: json, examples: [depth, error.-11, examples/deep/other.json, plain.json]}
  like: {$like: depth}
ws:
  market:
    url: "{env.ws}"
    frame: json
    receive: []
    channels: {depth: {type: json, topic: d, examples: [stream_depth.snapshot]}}
""",
    )
    spec = load(tmp_path).spec
    files = ["examples/depth.json", "examples/error.-11.json", "examples/deep/other.json", "plain.json"]
    assert spec.endpoints["depth"].examples == spec.endpoints["like"].examples == files
    assert spec.ws["market"].channels["depth"].examples == ["examples/stream_depth.snapshot.json"]


def test_a_key_may_name_several_codes(tmp_path: Path) -> None:
    write(
        tmp_path,
        _shared__base="""
errors:
  at: {rest: {type: json, when: =status >= 400, code: ='', text: =''}}
  codes:
    -1, -2, E:Bad arguments: InvalidOrder
    "-3": OrderError
""",
        example__venue="extends: [../_shared/base.yaml]\n"
        + HEAD
        + """
errors:
  codes:
    -3, -2: {error: InsufficientFunds, definitive: false}
  by_operation: {order: {"-1, -4": OrderNotFound}}
""",
    )
    loaded = load(tmp_path)
    assert loaded.spec.errors is not None
    funds = ErrorRow(error="InsufficientFunds", definitive=False)
    assert loaded.spec.errors.codes == {
        "-1": "InvalidOrder",
        "-2": funds,
        "E:Bad arguments": "InvalidOrder",
        "-3": funds,
    }
    assert loaded.spec.errors.by_operation == {"order": {"-1": "OrderNotFound", "-4": "OrderNotFound"}}
    place = loaded.key_position("errors", "codes", "E:Bad arguments")
    assert (place.line, place.col, place.end_col) == (5, 13, 28)


def test_copies_of_copies_are_bounded(tmp_path: Path) -> None:
    doubled = "".join(f"  e{n + 1}: {{$like: e{n}, x-a{n}: {{$like: x-b}}, x-b: {{}}}}\n" for n in range(40))
    nested = "x: {" * 0 + "x-big: {" + ", ".join(f"k{n}: 1" for n in range(40)) + "}"
    chain = "".join(f"  f{n + 1}: {{$like: f{n}, x-m{n}: {{p: {{$like: q}}, q: {{{nested}}}}}}}\n" for n in range(400))
    text = HEAD + "config:\n  e0: {type: int}\n" + doubled + "  f0: {type: int}\n" + chain
    write(tmp_path, example__venue=text)
    _, problems = load_spec("example", tmp_path)
    assert "VG014" in {each.id for each in problems}


def test_keys_of_the_author_are_ignored_in_maps_of_the_language_only(tmp_path: Path) -> None:
    text = HEAD.replace("org}}}", "org}, x-mine: 1, headers: {x-client: v}}}") + "x-more: [1]\n"
    write(tmp_path, example__venue=text)
    assert load(tmp_path).spec.environments["production"].headers == {"x-client": "v"}


def test_a_spec_that_still_has_to_do_is_loaded(tmp_path: Path) -> None:
    write(tmp_path, example__venue=HEAD.replace("title: Example", "title: TODO"))
    loaded, problems = load_spec("example", tmp_path)
    assert loaded is not None
    assert [each.id for each in problems] == ["VG901"]


def test_open_work_stands_in_for_what_else_is_wrong_with_it(tmp_path: Path) -> None:
    write(tmp_path, example__venue=HEAD.replace("2026-01-01", "TODO"))
    loaded, problems = load_spec("example", tmp_path)
    assert loaded is None
    assert [each.id for each in problems] == ["VG901"]


def test_a_spec_is_found_by_id_folder_or_file(tmp_path: Path) -> None:
    write(tmp_path, example__venue=HEAD, _shared__base="status: beta\n")
    assert venues(tmp_path) == ["example"]
    for venue in ("example", tmp_path / "example", tmp_path / "example" / "venue.yaml"):
        loaded, problems = load_spec(venue, tmp_path)
        assert list(problems) == []
        assert loaded is not None
        assert loaded.spec.venue == "example"
