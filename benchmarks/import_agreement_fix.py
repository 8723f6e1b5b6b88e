"""How much of a hand-written section `fix` the draft of its dictionary has, counted as in `import_agreement`.

Counted is what an author wrote of enumerations, styles of orders, operations (their message, their fields, what they
need), what reports mean, channels of market data, and the maps of orders, fills and trades. Not counted is what no
dictionary tells: addresses, CompIDs, Logons, numbers of a session. An entry is

* `same` where the draft has the same text for it (spaces and quotes aside);
* `near` where the draft reads the same names and says it in other words;
* `missing` where it has nothing; the rest needed an edit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from venuegen.importing import fix_draft, fixing
from venuegen.spec.load import load_spec

Entries = dict[str, str]


def compare(venue: str, specs: Path, dictionary: Path) -> dict[str, list[tuple[str, str, str]]]:
    """Part of the section → what was compared."""
    loaded, _ = load_spec(venue, specs)
    assert loaded is not None, f"{venue} does not load"
    assert loaded.spec.fix is not None, f"{venue} has no section fix"
    hand = msgspec.to_builtins(loaded.spec)
    name = next(
        (key for key, each in hand["fix"]["dictionaries"].items() if _file(each).endswith(dictionary.name)), "oe"
    )
    _, read, picked = fixing.pick(dictionary, ["*"])
    made = fix_draft.draft_fix(read, picked, name, f"fix/{dictionary.name}").sections
    used = {each.name for each in read.messages.values()}
    parts = {"enums": _enums, "styles": _styles, "operations": _operations, "receive": _receive, "channels": _channels,
             "maps": _maps}  # fmt: skip
    labels = {f"{field.name}.{label}" for field in read.names.values() for label in field.values.values()}
    found: dict[str, list[tuple[str, str, str]]] = {}
    for part, entries in parts.items():
        mine = dict(entries(hand, name, used, labels))
        drafted = dict(entries({"fix": made["fix"], "maps": made.get("maps", {})}, name, used, labels))
        found[part] = [(what, *_verdict(text, drafted.get(what))) for what, text in mine.items()]
    return {part: rows for part, rows in found.items() if rows}


def _file(entry: Any) -> str:
    return str(entry["file"] if isinstance(entry, dict) else entry)


def _verdict(hand: str, draft: str | None) -> tuple[str, str]:
    if draft is None:
        return "missing", hand
    if _plain(hand) == _plain(draft):
        return "same", hand
    names = [set(re.findall(r"[a-z_]+\.[a-z_]+", each)) for each in (hand, draft)]
    return ("near" if names[0] and names[0] == names[1] else "edit"), f"{hand}, drafted {draft}"


def _plain(text: str) -> str:
    return re.sub(r"[\s\"]+", "", text.removeprefix("=")).replace("'", "")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _enums(spec: Mapping[str, Any], name: str, used: set[str], labels: set[str]) -> Iterator[tuple[str, str]]:
    for enum, each in spec["fix"].get("enums", {}).items():
        values = each["values"]
        for label, member in values.items():
            if f"{enum}.{label}" in labels and member is not None:
                yield f"{enum}.{label}", str(member)


def _styles(spec: Mapping[str, Any], name: str, used: set[str], labels: set[str]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    if spec["fix"].get("operations", {}).get("create_order", {}).get("send") not in used:
        return
    for row in spec["fix"].get("styles") or []:
        kind = row["of"].get("type"), bool(row["of"].get("post_only"))
        label = f"{kind[0]}{' post only' if kind[1] else ''}"
        if label in seen:
            continue  # rows that differ by side or time in force alone
        seen.add(label)
        yield label, label
        for key, value in row.get("wire", {}).items():
            if key not in ("side", "expire_time"):
                yield f"{label}.{key}", _text(value)
        for each in row.get("needs", []):
            yield f"{label} needs {_text(each)}", "yes"
        for each in row.get("takes", []):
            yield f"{label} takes {each}", "yes"


def _operations(spec: Mapping[str, Any], name: str, used: set[str], labels: set[str]) -> Iterator[tuple[str, str]]:
    sends = {each.get("send") for each in spec["fix"].get("operations", {}).values()} - {None}
    for method, each in spec["fix"].get("operations", {}).items():
        if each.get("send") and each["send"] not in used:
            continue
        if not each.get("send") and not (sends & used or each.get("channel")):
            continue
        yield method, _text(each.get("send") or "stream")
        for field, value in each.get("with", {}).items():
            yield f"{method}.{field}", _text(value)
        if method == "create_order":  # what rows of styles say as well as the fields
            rows = [row.get("wire", {}) for row in spec["fix"].get("styles") or []]
            for field in ("side", "expire_time"):
                value = next((row[field] for row in rows if str(row.get(field, "")).startswith("=")), None)
                if value is not None and field not in each.get("with", {}):
                    yield f"{method}.{field}", _text(value)
        for need in each.get("needs", []):
            yield f"{method} needs {_text(need)}", "yes"


def _receive(spec: Mapping[str, Any], name: str, used: set[str], labels: set[str]) -> Iterator[tuple[str, str]]:
    for message, each in spec["fix"].get("receive", {}).items():
        if not message.startswith(f"{name}."):
            continue
        short = message.partition(".")[2]
        if each.get("answers"):
            yield f"{short}.answers", each["answers"]
        for key in ("when", "code", "text"):
            if (each.get("refused") or {}).get(key):
                yield f"{short}.refused.{key}", _text(each["refused"][key])
        for at, named in enumerate(each.get("maps", [])):
            yield f"{short}.maps.{at}", spec["maps"][named]["to"]


def _channels(spec: Mapping[str, Any], name: str, used: set[str], labels: set[str]) -> Iterator[tuple[str, str]]:
    for each in spec["fix"].get("channels", {}).values():
        if each["subscribe"]["send"] not in used:
            continue
        types = re.findall(r'"md_entry_type":"?(\w+)', _text(each["subscribe"]["with"]))
        label = "trades" if types == ["2"] else "book"
        for verb in ("subscribe", "unsubscribe"):
            for field, value in (each.get(verb) or {}).get("with", {}).items():
                yield f"{label}.{verb}.{field}", _text(value)
        for message, feed in each["receive"].items():
            for key, value in _flat({k: v for k, v in feed.items() if v is not None}):
                yield f"{label}.{message}.{key}", value


def _flat(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _flat(each, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        yield from ((f"{path} has {_text(each)}", "yes") for each in value)
    elif value not in (None, False):
        yield path, _text(value)


def _maps(spec: Mapping[str, Any], name: str, used: set[str], labels: set[str]) -> Iterator[tuple[str, str]]:
    for each in spec.get("maps", {}).values():
        if not str(each.get("from", "")).startswith(f"{name}."):
            continue
        for key in ("when", "each"):
            if each.get(key):
                yield f"{each['to']}.{key}", _text(each[key])
        for field, value in each["set"].items():
            yield f"{each['to']}.{field}", _text(value)
