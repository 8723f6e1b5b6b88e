"""A small change of a spec is a small change of the generated code: one more endpoint touches its own lines alone.

Each venue is generated in memory twice, the second time with an endpoint (a copy of one that it has, under another name
and path, with an example of its own) put in between the others. Some venues stand for all; `--every` tries each.
"""

from __future__ import annotations

import difflib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from venuegen import resources
from venuegen.generate.manifest import NAME, manifest_text
from venuegen.render.outputs import CLIENT
from venuegen.render.venue import Rendered, render
from venuegen.spec.load import LoadedSpec, load_spec
from venuegen.views import VenueViews

SPECS = Path(__file__).parents[2] / "venue_specs"
ALL = sorted(path.parent.name for path in SPECS.glob("*/venue.yaml"))
SOME = ["deribit", "hyperliquid"]
ADDED = "zebra_count"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "venue" in metafunc.fixturenames:
        metafunc.parametrize("venue", ALL if metafunc.config.getoption("--every") else SOME)


def generated(loaded: LoadedSpec, compiled: Path, known: dict[str, str]) -> Rendered:
    views = VenueViews(loaded.spec, resources.templates_dir(), None, loaded)
    return render(views, CLIENT, resources.templates_dir(), known=known, compiled=compiled)


def copied(loaded: LoadedSpec) -> tuple[str, str]:
    """The endpoint to copy, from the middle on, and the example that goes with it."""
    names = list(loaded.spec.endpoints)
    for name in names[len(names) // 2 :] + names:
        endpoint = loaded.spec.endpoints[name]
        place = loaded.key_position("endpoints", name)
        own_line = not place.source.line(place.line)[: place.col - 1].strip()
        for at, example in enumerate(endpoint.examples):
            file = loaded.beside(example, "endpoints", name, "examples", at)
            if endpoint.call and own_line and "error" not in json.loads(file.read_text()).get("expect", {}):
                return name, example
    raise AssertionError("no endpoint has an example of an answer")


def with_one_more(loaded: LoadedSpec, specs: Path) -> LoadedSpec:
    """The spec with one more endpoint, in a copy of all specs."""
    shutil.copytree(SPECS, specs)
    like, example = copied(loaded)
    endpoint = loaded.spec.endpoints[like]
    place = loaded.key_position("endpoints", like)
    file = specs / place.source.path.relative_to(SPECS)
    call = f"{(endpoint.call or '').partition('?')[0]}/zebra"
    removed = ["over"] if endpoint.over is not None else []
    line = f"{ADDED}: {{$like: {like}, $remove: {json.dumps(removed)}, call: {json.dumps(call)}, examples: [{ADDED}]}}"
    line = line.replace("$remove: [], ", "")
    lines = file.read_text("utf-8").split("\n")
    lines.insert(place.line - 1, " " * (place.col - 1) + line)
    file.write_text("\n".join(lines), "utf-8")
    facts = json.loads((file.parent / example).read_text("utf-8"))
    facts.pop("expect", None)  # no operation maps it
    (file.parent / "examples" / f"{ADDED}.json").write_text(json.dumps(facts), "utf-8")
    more, problems = load_spec(loaded.spec.venue, specs)
    assert more is not None, list(problems)
    return more


def hunks(old: str, new: str) -> Iterator[tuple[list[str], list[str]]]:
    """What went and what came, place by place."""
    were, are = old.split("\n"), new.split("\n")
    for word, i1, i2, j1, j2 in difflib.SequenceMatcher(None, were, are, autojunk=False).get_opcodes():
        if word != "equal":
            yield were[i1:i2], are[j1:j2]


def is_longer(gone: list[str], came: list[str]) -> bool:
    """Whether a table of one line got one entry more: all that it held is still there, in the same order."""
    words = iter(re.findall(r"\w+|[^\w\s,]", " ".join(came)))
    tables = all(re.fullmatch(r".*= \{.*\}", line) for line in gone)
    return tables and all(word in words for word in re.findall(r"\w+|[^\w\s,]", " ".join(gone)))


@pytest.mark.timeout(300)
def test_one_more_endpoint_touches_its_own_lines(venue: str, tmp_path: Path) -> None:
    loaded, _ = load_spec(venue, SPECS)
    assert loaded is not None
    before = generated(loaded, tmp_path / "templates", {})
    after = generated(with_one_more(loaded, tmp_path / "specs"), tmp_path / "templates", before.pieces)
    assert list(before.files) == list(after.files)
    touched = [path for path in before.files if before.files[path] != after.files[path]]
    assert "rest.py" in touched
    for path in touched:
        for gone, came in hunks(before.files[path], after.files[path]):
            assert gone == [] or is_longer(gone, came), f"{path}: a line that is not the endpoint's own"
            assert ADDED in "\n".join(came).lower(), f"{path}: {came}"
    manifest = list(hunks(manifest_text(before.files), manifest_text(after.files)))
    changed = [line.split('"')[1] for _, came in manifest for line in came]
    assert sorted(changed) == sorted(touched)
    assert NAME not in touched
