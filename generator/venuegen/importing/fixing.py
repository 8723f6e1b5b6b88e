"""Importing a FIX dictionary: a reduced one of our own writing, and the section `fix` that reads it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace as replace_
from pathlib import Path

from venue_runtime.fix.dictionary import Dictionary

from venuegen.importing import fix_dictionary, fix_draft, run
from venuegen.importing import known as known_
from venuegen.importing.document import MAX_BYTES, Document, Refused
from venuegen.importing.draft import Draft
from venuegen.importing.merging import add_urls, merge, merge_inside, new_file
from venuegen.importing.model import Listed
from venuegen.importing.naming import tokens
from venuegen.importing.vendoring import name_for
from venuegen.spec.diagnostics import did_you_mean
from venuegen.spec.model import Spec
from venuegen.spec.venues import spec_file

INSTRUMENTS = "declare the endpoint and the map by which instruments are loaded: a client of FIX needs them too"

TODO_URL = "TODO tcp+tls://host:port"
OPEN_ORDERS = (
    "declare the REST endpoint of open orders (fetch_open_orders): by it a session learns where it stands after a "
    "break, and without it orders over FIX have no produced tests"
)


def listed(path: Path) -> list[Listed]:
    """The messages of a dictionary that can be picked. Raises Refused."""
    return fix_dictionary.listed(read(path)[1])


def read(path: Path) -> tuple[Document, Dictionary]:
    """A dictionary and its file. Raises Refused."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise Refused(f"cannot be read: {getattr(error, 'strerror', None) or error}", file=path) from None
    return Document(path, data, {}), fix_dictionary.read_dictionary(data, path)


def write_new(
    folder: Path, venue: str, path: Path, picks: Sequence[str], *, today: str = "", source: str = ""
) -> run.Outcome:
    """A new spec that has FIX alone: the reduced dictionary, and the section that reads it."""
    document, dictionary, names = pick(path, picks)
    name = dictionary_name(path)
    made, text = draft(dictionary, names, name, path)
    made.todos += _needed_beside(made)
    outcome = run.Outcome(notes=made.notes, todos=made.todos)
    today = today or datetime.datetime.now(datetime.UTC).date().isoformat()
    head = [*run.schema_line(folder), "spec: 1", f"venue: {venue}"]
    doc = "TODO the address of the official documentation"
    head += [line for key, value in (("title", venue), ("doc", doc), ("checked", today), ("status", "beta"))
             for line in run.one_line(key, value)]  # fmt: skip
    document = replace_(document, source=source)
    sections = {"imports": [run.import_entry(document, "fix")], **made.sections}
    sections["doc_notes"] = [f"TODO {each}." for each in made.todos]
    run.write(outcome, folder / "venue.yaml", new_file(head, sections))
    run.write_beside(outcome, folder, document, made)
    run.write(outcome, folder / "fix" / f"{name}.xml", text)
    outcome.added = [f"{key}.{each}" for key in ("fix", "maps") for each in made.sections.get(key, {})]
    return outcome


def write_into(
    specs_dir: Path, venue: str, path: Path, picks: Sequence[str], *, replace: bool, source: str = ""
) -> run.Outcome:
    """The section `fix` for a spec that there is; one that it has already is kept, unless it is to be replaced."""
    file = spec_file(venue, specs_dir)
    loaded = known_.load(file, specs_dir)
    folder = file.parent
    document, dictionary, names = pick(path, picks)
    name = dictionary_name(path)
    made, text = draft(dictionary, names, name, path)
    if "load_instruments" not in loaded.spec.operations:
        made.todos.append(INSTRUMENTS)
    kinds = {each.file: str(each.kind) for each in loaded.spec.imports}
    document = replace_(document, name=name_for(document, "fix", folder, kinds), source=source)
    outcome = run.Outcome(notes=made.notes, todos=made.todos)
    reduced = folder / "fix" / f"{name}.xml"
    if reduced.exists() and not replace:
        outcome.kept.append(f"fix/{name}.xml")
    else:
        run.write(outcome, reduced, text)
    spec = loaded.spec
    _own_logon(made, spec, name)
    sections = {key: made.sections.get(key, {}) for key in ("auth", "maps", "books", "fix")}
    if spec.fix is not None and not replace and f"fix/{name}.xml" in outcome.kept:
        sections.pop("fix")  # what a person made of this dictionary before
        outcome.kept.append("fix")
    if not spec.credentials:
        sections["credentials"] = made.sections["credentials"]
    codes = made.sections.get("errors", {}).get("codes", {})
    if codes:
        sections["errors"] = {"codes": codes} if spec.errors is not None else made.sections["errors"]
    recorded = run.import_entry(document, "fix")
    if not any(each.file == recorded["file"] for each in spec.imports):
        sections["imports"] = [recorded]
    if "fetch_open_orders" not in spec.operations and "create_order" in made.sections["fix"].get("operations", {}):
        made.todos.append(OPEN_ORDERS)
    sections["doc_notes"] = [f"TODO {each}." for each in made.todos]
    urls = [(key, url) for each in spec.environments.values() for key, url in each.urls.items()]
    known = next((key for key, url in urls if url.startswith("tcp")), "")
    for session in made.sections["fix"]["sessions"].values():
        session["url"] = f"{{env.{known or 'fix'}}}"
    if not known and "fix" in sections:
        target = known_.file_of(loaded, "environments")
        run.write(outcome, target, add_urls(target.read_text("utf-8"), target, {"fix": TODO_URL}))
    for key, value in sections.items():
        if not value:
            continue
        target = known_.file_of(loaded, key)
        before = target.read_text("utf-8")
        if key in ("fix", "errors"):
            merged = merge_inside(before, target, key, value, replace=replace)
        else:
            merged = merge(before, target, {key: value}, replace=replace)
        if merged.text != before:
            run.write(outcome, target, merged.text)
        if key not in ("imports", "doc_notes", "errors"):
            outcome.added += merged.added
            outcome.replaced += merged.replaced
            outcome.kept += merged.kept
    run.write_beside(outcome, folder, document, made)
    outcome.files = list(dict.fromkeys(outcome.files))
    return outcome


def _own_logon(made: Draft, spec: Spec, name: str) -> None:
    """A Logon with other fields than the one that is there is another scheme."""
    known = spec.auth.get("fix_logon")
    drafted = made.sections["auth"]["fix_logon"]
    if known is None:
        return
    fields = {target for step in known.steps for target in step.set or {}}
    if fields != {target for step in drafted["steps"] for target in step.get("set", {})}:
        made.sections["auth"] = {f"fix_{name}_logon": drafted}
        for session in made.sections["fix"]["sessions"].values():
            session["logon"] = f"fix_{name}_logon"


def draft(dictionary: Dictionary, names: Sequence[str], name: str, path: Path) -> tuple[Draft, str]:
    """The sections for these messages, and the reduced dictionary that they read. Raises Refused."""
    text, left_out = fix_dictionary.reduced(dictionary, names)
    kept = fix_dictionary.read_dictionary(text.encode(), path) if left_out else dictionary
    made = fix_draft.draft_fix(kept, names, name, f"fix/{name}.xml")
    if left_out:
        made.notes.append(
            f"{left_out} optional groups of the standard are left out of fix/{name}.xml: add those that the venue uses "
            "(a client reads messages that have them all the same)"
        )
    return made, text


def pick(path: Path, picks: Sequence[str]) -> tuple[Document, Dictionary, list[str]]:
    """A dictionary, and the names of the messages that are picked of it, with those that answer them. Raises
    Refused."""
    document, dictionary = read(path)
    every = fix_dictionary.listed(dictionary)
    for each in picks:
        if not any(run.matches(one, each) for one in every):
            hint = did_you_mean(each, [one.call.partition(" ")[2] for one in every]) or "--list shows what there is"
            raise Refused(f"nothing is picked by '{each}'", file=path, hint=hint)
    names = [one.call.partition(" ")[2] for one in every if any(run.matches(one, each) for each in picks)]
    types = {dictionary.message(each).msg_type for each in names}
    answers = {answer for each in types for answer in _ANSWERS.get(each, "")}
    messages = [each for each in dictionary.messages.values() if not each.is_admin]
    return document, dictionary, [each.name for each in messages if each.name in names or each.msg_type in answers]


_ANSWERS = {"D": "8", "F": "89", "G": "89", "q": "r8", "V": "WXY"}
"""Type of a request → types of the messages that answer it: without them nobody would know what became of it."""


def drafted(path: Path, picks: Sequence[str]) -> Draft:
    """The sections that an import would write. Raises Refused."""
    _, dictionary, names = pick(path, picks)
    name = dictionary_name(path)
    made, _ = draft(dictionary, names, name, path)
    made.todos += _needed_beside(made)
    return made


def _needed_beside(made: Draft) -> list[str]:
    """What a spec of FIX alone lacks."""
    trades = "create_order" in made.sections["fix"].get("operations", {})
    return [INSTRUMENTS, OPEN_ORDERS] if trades else [INSTRUMENTS]


def dictionary_name(path: Path) -> str:
    """What a dictionary is called in the spec: its file's name in lower snake case."""
    name = "_".join(tokens(path.stem)) or "messages"
    return name if name[:1].isalpha() else f"d_{name}"
