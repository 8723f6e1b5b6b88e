"""One import: read, pick, draft, write. The command line is in `venuegen.cli.import_`."""

from __future__ import annotations

import datetime
import fnmatch
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as replace_
from pathlib import Path
from typing import Any

import msgspec

from venuegen.importing import asyncapi, openapi, postman
from venuegen.importing import known as known_
from venuegen.importing.document import Document, Refused, parse_document, read_document
from venuegen.importing.draft import Draft, Origin, draft
from venuegen.importing.equal import prune
from venuegen.importing.merging import Merged, deepen, merge, new_file
from venuegen.importing.model import Api, Listed
from venuegen.importing.prose import documentation
from venuegen.importing.types import Known
from venuegen.importing.vendoring import FOLDER, differences, name_for, vendored_name
from venuegen.importing.writing import json_text
from venuegen.spec.diagnostics import did_you_mean
from venuegen.spec.model import Spec
from venuegen.spec.venues import spec_file


@dataclass(frozen=True, slots=True)
class Reader:
    """One format."""

    listed: Callable[[Document], list[Listed]]
    read: Callable[[Document, Callable[[Listed], bool]], Api]


READERS: dict[str, Reader] = {
    "openapi": Reader(openapi.listed, openapi.read),
    "postman": Reader(postman.listed, postman.read),
    "asyncapi": Reader(asyncapi.listed, asyncapi.read),
}


@dataclass(slots=True)
class Outcome:
    """What an import wrote, for people."""

    files: list[Path] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    todos: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    """How the document differs from the one that was imported before."""


def matches(each: Listed, pick: str) -> bool:
    """Whether a glob picks this: by method and path, by path alone, or by tag (`tag:Trade`)."""
    pick = pick.strip().lower()
    if pick.startswith("tag:"):
        return any(fnmatch.fnmatchcase(tag.lower(), pick[4:]) for tag in each.tags)
    call = each.call.lower()
    return fnmatch.fnmatchcase(call, pick) or fnmatch.fnmatchcase(call.partition(" ")[2], pick)


def pick(document: Document, kind: str, picks: Sequence[str]) -> Api:
    """What the document says of everything that is picked. Raises Refused for a pick that takes nothing."""
    reader = READERS[kind]
    every = reader.listed(document)
    for each in picks:
        if not any(matches(one, each) for one in every):
            near = did_you_mean(each, [one.call for one in every])
            hint = near or "--list shows what there is; globs need quotes: --pick 'GET /api/*'"
            raise Refused(f"nothing is picked by '{each}'", file=document.path, hint=hint)
    return reader.read(document, lambda one: any(matches(one, each) for each in picks))


def drafted(document: Document, kind: str, picks: Sequence[str], known: Known | None = None,
            taken: Sequence[str] = (), skip: frozenset[str] = frozenset()) -> Draft:  # fmt: skip
    """The draft of everything that is picked, with the examples that its types decode."""
    api = pick(document, kind, picks)
    api.endpoints = [each for each in api.endpoints if each.call not in skip]
    return draft(api, Origin(vendored_name(document), document.sha256), known, taken)


def write_new(
    folder: Path, venue: str, document: Document, kind: str, picks: Sequence[str], *, today: str = ""
) -> Outcome:
    """A new spec. `today` (default: the current date, UTC) is what it says under `checked`."""
    api = pick(document, kind, picks)
    made = draft(api, Origin(vendored_name(document), document.sha256))
    _keep_fitting(made, made.sections)
    title = api.title if api.title and api.title.isprintable() and "TODO" not in api.title else venue
    doc = api.doc if api.doc.startswith("https://") else documentation(api.prose)
    doc = doc or "TODO the address of the official documentation"
    today = today or datetime.datetime.now(datetime.UTC).date().isoformat()
    head = [*schema_line(folder), "spec: 1", f"venue: {venue}"]
    head += [line for key, value in (("title", title), ("doc", doc), ("checked", today), ("status", "beta"))
             for line in one_line(key, value)]  # fmt: skip
    sections = {"imports": [import_entry(document, kind)], **made.sections}
    if made.todos:
        sections["doc_notes"] = [f"TODO {each}." for each in made.todos]
    outcome = Outcome(notes=made.notes, todos=made.todos)
    write(outcome, folder / "venue.yaml", new_file(head, sections))
    write_beside(outcome, folder, document, made)
    outcome.added = [
        f"{key}.{name}"
        for key, value in made.sections.items()
        if key in ("enums", "types", "endpoints", "ws")
        for name in value
    ]
    return outcome


def write_into(specs_dir: Path, venue: str, document: Document, kind: str, picks: Sequence[str], *,
               replace: bool) -> Outcome:  # fmt: skip
    """New entries for a spec that there is."""
    path = spec_file(venue, specs_dir)
    loaded = known_.load(path, specs_dir)
    folder = path.parent
    outcome = Outcome()
    kinds = {each.file: str(each.kind) for each in loaded.spec.imports}
    document = replace_(document, name=name_for(document, kind, folder, kinds))
    before = folder / FOLDER / vendored_name(document)
    if before.is_file() and before.read_bytes() != document.data:
        outcome.changes = _changes(before, document, kind, picks)
    spec = loaded.spec
    there = {each.call: name for name, each in spec.endpoints.items() if each.call}
    skip = frozenset() if replace else frozenset(there)
    known = known_.known(loaded, replaceable=replace)
    taken = [] if replace else [*spec.endpoints]
    made = drafted(document, kind, picks, known, taken, skip)
    if replace:
        made.sections["endpoints"] = {
            there.get(entry["call"], name): entry for name, entry in made.sections.get("endpoints", {}).items()
        }
    outcome.kept += [
        f"endpoints.{there[each.call]}" for each in pick(document, kind, picks).endpoints if each.call in skip
    ]
    outcome.notes, outcome.todos = made.notes, made.todos
    sections = {key: value for key, value in made.sections.items() if key in ("enums", "types", "endpoints", "ws")}
    for key in ("config", "credentials", "nonces", "auth", "limits", "errors"):
        if key in made.sections and not getattr(spec, key):
            sections[key] = made.sections[key]
    grown = _grown(made, spec, sections)
    prune(sections.get("types", {}), sections.get("enums", {}), sections.get("endpoints"), sections.get("ws"),
          sections.get("errors"), list(grown.values()))  # fmt: skip
    sections = {key: value for key, value in sections.items() if value}
    if "signed" not in spec.auth and spec.auth and "endpoints" in sections:
        used = Counter(each.auth for each in spec.endpoints.values() if each.auth)
        only = used.most_common(1)[0][0] if used else next(iter(spec.auth))
        for entry in sections["endpoints"].values():
            if "auth" in entry:
                entry["auth"] = only
    plain = _plain(spec)
    frames = {name: {**more, **plain["types"][name]} for (key, *rest), more in grown.items() if key == "types"
              for name in rest}  # fmt: skip
    types = {**plain.get("types", {}), **sections.get("types", {}), **frames}
    _keep_fitting(made, {**plain, "enums": {**plain.get("enums", {}), **sections.get("enums", {})}, "types": types})
    if "ws" in sections and not any("stream" in each.urls for each in spec.environments.values()):
        _streams_at(made, spec, sections["ws"], grown)
    recorded = import_entry(document, kind)
    earlier = next((each for each in spec.imports if each.file == recorded["file"]), None)
    if earlier is None:
        sections["imports"] = [recorded]
    todos = [each for each in made.todos if each.startswith(("name ", "declare ", "say "))]
    todos = [each for each in todos if "errors" in sections or "ErrorBody" not in each]
    if todos and (made.sections.get("endpoints") or made.sections.get("ws")):
        sections["doc_notes"] = [f"TODO {each}." for each in todos]
    texts: dict[Path, Merged] = {}
    if earlier is not None and earlier.sha256 != document.sha256:
        file = known_.file_of(loaded, "imports")
        texts[file] = Merged(file.read_text("utf-8").replace(earlier.sha256, document.sha256))
    for key, value in sections.items():
        file = known_.file_of(loaded, key)
        text = texts[file].text if file in texts else file.read_text("utf-8")
        merged = merge(text, file, {key: value}, replace=replace)
        was = texts.setdefault(file, merged)
        was.text = merged.text
        if key not in ("imports", "doc_notes"):
            outcome.added += merged.added
            outcome.replaced += merged.replaced
            outcome.kept += merged.kept
    for at, value in grown.items():
        file = known_.file_of(loaded, at[0])
        was = texts.setdefault(file, Merged(file.read_text("utf-8")))
        deeper = deepen(was.text, file, at, value, replace=replace)
        was.text = deeper.text
        outcome.added += deeper.added
        outcome.replaced += deeper.replaced
        outcome.kept += deeper.kept
    for file, merged in texts.items():
        if merged.text != file.read_text("utf-8"):
            write(outcome, file, merged.text)
    write_beside(outcome, folder, document, made, replace=replace)
    return outcome


def _grown(made: Draft, spec: Spec, sections: dict[str, Any]) -> dict[tuple[str, ...], Mapping[str, Any]]:
    """What goes into entries that a spec has: channels of its connections, fields of their frames, a login, settings.
    It is taken out of `sections`."""
    grown: dict[tuple[str, ...], Mapping[str, Any]] = {}
    for key in ("ws", "types"):
        frames = {each.frame for each in spec.ws.values()} & set(spec.types)
        there = set(spec.ws) if key == "ws" else frames
        rows: dict[str, Any] = sections.get(key, {})
        grown |= {(key, name): value for name, value in rows.items() if name in there}
        sections[key] = {name: value for name, value in rows.items() if name not in there}
    buckets = spec.limits.buckets if spec.limits is not None else {}
    more = {
        name: each for name, each in made.sections.get("limits", {}).get("buckets", {}).items() if name not in buckets
    }
    if more and "limits" not in sections:
        grown["limits", "buckets"] = more
    for key, names in (("config", spec.config), ("auth", {**spec.auth, "signed": None})):
        more = {name: value for name, value in made.sections.get(key, {}).items() if name not in names}
        if more and key not in sections:
            grown[key,] = more
    return grown


def _streams_at(
    made: Draft, spec: Spec, connections: Mapping[str, Any], grown: dict[tuple[str, ...], Mapping[str, Any]]
) -> None:
    """Where the streams of a spec are that had none: each of its environments gets the address of the document."""
    for name in spec.environments:
        url = made.sections["environments"].get(name, {}).get("urls", {}).get("stream", "")
        known = [key for key, each in spec.environments[name].urls.items() if each.startswith("wss")]
        if known:
            for connection in connections.values():
                connection["url"] = f"{{env.{known[0]}}}"
        elif url:
            grown["environments", name] = {"urls": {"stream": url}}


def _plain(spec: Any) -> dict[str, Any]:
    made: dict[str, Any] = msgspec.to_builtins(spec)
    return made


def _changes(before: Path, document: Document, kind: str, picks: Sequence[str]) -> list[str]:
    """How what was picked is drafted from the old document, and how from the new one."""
    old = parse_document(before.read_bytes(), before)
    reader = READERS[kind]
    drafts = []
    for each in (old, document):
        api = reader.read(each, lambda one: any(matches(one, pick) for pick in picks))
        drafts.append(draft(api, Origin(vendored_name(each), each.sha256)))
    return list(differences(drafts[0], drafts[1])) or ["nothing of what is picked"]


def import_entry(document: Document, kind: str) -> dict[str, Any]:
    """The record of a document under `imports`."""
    entry = {"file": f"{FOLDER}/{vendored_name(document)}", "kind": kind, "sha256": document.sha256}
    return {**entry, "source": document.source} if document.source else entry


def _keep_fitting(made: Draft, sections: Mapping[str, Any]) -> None:
    """Leave out the examples that contradict the schema of their own document, and say so."""
    from venuegen.check.decode import misfits
    from venuegen.lang.errors import LangError
    from venuegen.lang.wire_types import TypeTable
    from venuegen.spec.model import Spec

    whole = {"spec": 1, "venue": "x", "title": "x", "doc": "x", "checked": "2026-01-01",
             "environments": {"production": {"urls": {}}}}  # fmt: skip
    parts = {key: sections[key] for key in ("enums", "types", "unions", "flags", "wire") if sections.get(key)}
    table = TypeTable.build(msgspec.convert({**whole, **parts}, Spec))
    # Of each entry with examples: its type and, of a channel, the type of frames and the fields that carry payloads.
    places: list[tuple[dict[str, Any], str, str, list[str]]] = [
        (entry, str(entry.get("result")), "", []) for entry in made.sections.get("endpoints", {}).values()
    ]
    for connection in made.sections.get("ws", {}).values():
        frame = str(connection.get("frame", ""))
        declared = parts.get("types", {}).get(frame, {})
        carried = [wire for wire, text in declared.items() if text.endswith("raw>")]
        places += [(each, str(each.get("type")), frame, carried) for each in connection.get("channels", {}).values()]
    for entry, text, frame, carried in places:
        for name in list(entry.get("examples", ())):
            content = made.examples[name]
            if "response" not in content and "message" not in content:
                continue  # a request alone
            value = content.get("response", content.get("message"))
            try:
                found = []
                inside = next((each for each in carried if isinstance(value, dict) and each in value), "")
                if inside and isinstance(value, dict):
                    found = list(misfits(value, table.parse(frame), table))
                    value = value[inside]
                found += list(misfits(value, table.parse(text), table))
            except LangError as error:
                found = []
                made.notes.append(f"{text}: {error}")
            if found:
                made.notes.append(
                    f"{name}: an example of the document contradicts it ({found[0].expected} at {found[0].path}, "
                    f"but {found[0].got}); it is left out"
                )
                entry["examples"].remove(name)
                made.examples.pop(name)
        if "examples" in entry and not entry["examples"]:
            entry.pop("examples")


def write_beside(outcome: Outcome, folder: Path, document: Document, made: Draft, *, replace: bool = False) -> None:
    copy = folder / FOLDER / vendored_name(document)
    copy.parent.mkdir(parents=True, exist_ok=True)
    if not copy.is_file() or copy.read_bytes() != document.data:
        copy.write_bytes(document.data)
        outcome.files.append(copy)
    for name, content in made.examples.items():
        file = folder / "examples" / f"{name}.json"
        if file.exists() and not replace:
            outcome.kept.append(f"examples/{name}.json")
            continue
        write(outcome, file, json_text(content) + "\n")


def write(outcome: Outcome, path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    outcome.files.append(path)


def one_line(key: str, value: str) -> list[str]:
    from venuegen.importing.writing import block

    return block(key, value, 0)


def schema_line(folder: Path) -> list[str]:
    from venuegen import resources

    schema = resources.schema_from(folder)
    return [f"# yaml-language-server: $schema={schema}"] if schema else []


def read(path: Path, source: str = "") -> Document:
    """The document, and where the venue publishes it. Raises Refused."""
    return replace_(read_document(path), source=source)
