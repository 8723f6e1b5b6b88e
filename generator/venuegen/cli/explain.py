"""`venuegen explain`: the resolved value at a path of a spec, and where each part of it was written."""

from __future__ import annotations

import json
import re
from typing import Annotated, Any

import typer

from venuegen.cli import _completion
from venuegen.cli._arguments import Specs, no_such_spec
from venuegen.diff.tree import shown
from venuegen.report import Reporter, counted, relative
from venuegen.spec.yamlnodes import Map, Node, Scalar, Seq


def command(
    venue: Annotated[
        str,
        typer.Argument(
            metavar="VENUE",
            help="Venue id, or path of a spec; or the id of a diagnostic, as VG301.",
            autocompletion=_completion.specs_and_diagnostics,
        ),
    ],
    path: Annotated[
        str,
        typer.Argument(
            metavar="[PATH]",
            help="Keys joined by points: endpoints.new_order.params, maps.order.set.",
            autocompletion=_completion.places,
        ),
    ] = "",
    specs: Specs = None,
    as_json: Annotated[bool, typer.Option("--json", help="Machine readable output.")] = False,
) -> int:
    """Print a value of a spec as it is after `extends`, `$like` and `$remove`, with file and line of each part; or what
    a diagnostic means, with an example.
    """
    from venuegen import resources
    from venuegen.spec.diagnostics import did_you_mean
    from venuegen.spec.load import load_spec
    from venuegen.spec.venues import spec_file

    report = Reporter(as_json=as_json)
    if re.fullmatch(r"VG\d+", venue, re.IGNORECASE):
        return _diagnostic(report, venue.upper())
    folder = resources.specs_dir(specs)
    if not spec_file(venue, folder).is_file():
        return no_such_spec(report, venue, folder)
    loaded, problems = load_spec(venue, folder)
    if loaded is None:
        report.diagnostics(problems)
        return 1
    if not path and not as_json:
        return _contents(report, venue, loaded.root)
    node: Node = loaded.root
    taken: list[str] = []
    rest = path.strip(".")
    while rest:
        key, step = _step(node, rest)
        if step is None:
            known = _keys(node)
            report.problem(
                f"there is no '{rest.partition('.')[0]}' in {'.'.join(taken) or venue}", did_you_mean(rest, known)
            )
            return 1
        taken.append(key)
        node, rest = step, rest[len(key) :].lstrip(".")
    rows: list[dict[str, Any]] = []
    _walk(node, ".".join(taken), rows)
    width = min(max((len(_shown(row)) for row in rows), default=0), 100)
    for row in rows:
        report.line(f"{_shown(row):<{width}}  {row['origin']}")
    report.data({"venue": venue, "path": ".".join(taken), "value": _plain(node), "values": rows})
    return 0


def _contents(report: Reporter, venue: str, root: Map) -> int:
    """The sections of a spec: all of it would be hundreds of lines."""
    rows = []
    for key, entry in root.entries.items():
        inner = entry.value
        count = len(inner.entries) if isinstance(inner, Map) else len(inner.items) if isinstance(inner, Seq) else 0
        place = entry.key.position
        told = f"{key}: {shown(_plain(inner))}" if isinstance(inner, Scalar) else f"{key}  {counted(count, 'part')}"
        rows.append((told, f"{relative(place.source.path)}:{place.line}"))
    width = min(max(len(told) for told, _ in rows), 100)
    for told, origin in rows:
        report.line(f"{told:<{width}}  {origin}")
    report.note(f"next: venuegen explain {venue} SECTION; all of it: venuegen explain {venue} .")
    return 0


def _diagnostic(report: Reporter, id: str) -> int:
    from venuegen.spec.diagnostics import did_you_mean
    from venuegen.spec.registry import RULES

    rule = RULES.get(id)
    if rule is None:
        report.problem(f"there is no diagnostic {id}", did_you_mean(id, RULES))
        return 2
    report.line(f"{rule.id} ({rule.severity}): {rule.title}")
    report.line(rule.explanation)
    report.line(f"What to do: {rule.remedy}")
    if rule.example:
        report.line("")
        for line in rule.example.splitlines():
            report.line(f"    {line}")
    report.line("")
    report.line(f"page: {rule.page}")
    report.data({"id": rule.id, "severity": rule.severity, "title": rule.title, "page": rule.page})
    return 0


def _step(node: Node, rest: str) -> tuple[str, Node | None]:
    """The longest key that `rest` begins with: names of venues may hold points themselves."""
    if isinstance(node, Seq):
        word = rest.partition(".")[0]
        inside = word.isdigit() and int(word) < len(node.items)
        return word, node.items[int(word)] if inside else None
    if isinstance(node, Map):
        fits = [key for key in node.entries if rest == key or rest.startswith(f"{key}.")]
        if fits:
            key = max(fits, key=len)
            return key, node.entries[key].value
    return rest, None


def _keys(node: Node) -> list[str]:
    if isinstance(node, Map):
        return list(node.entries)
    return [str(at) for at in range(len(node.items))] if isinstance(node, Seq) else []


def _walk(node: Node, path: str, rows: list[dict[str, Any]]) -> None:
    if isinstance(node, Map) and node.entries:
        for key, entry in node.entries.items():
            _walk(entry.value, f"{path}.{key}" if path else key, rows)
    elif isinstance(node, Seq) and node.items:
        for at, item in enumerate(node.items):
            _walk(item, f"{path}.{at}", rows)
    else:
        position = node.position
        origin = f"{relative(position.source.path)}:{position.line}"
        rows.append({"path": path, "value": _plain(node), "origin": origin})


def _shown(row: dict[str, Any]) -> str:
    value = row["value"]
    # A text that YAML would read as something else is quoted, as it has to be in the spec.
    quoted = isinstance(value, str) and re.fullmatch(r"[-+.\d]+([eE][-+]?\d+)?|true|false|null|~|0x[0-9a-fA-F]+", value)
    return f"{row['path']}: {json.dumps(value) if quoted else shown(value)}"


def _plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Seq):
        return [_plain(item) for item in node.items]
    assert isinstance(node, Map)
    return {key: _plain(entry.value) for key, entry in node.entries.items()}
