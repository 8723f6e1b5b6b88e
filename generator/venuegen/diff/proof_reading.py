"""What proves a change of what is read: maps, errors, types, words, streams, books."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from venuegen.diff.conditions import at
from venuegen.diff.evidence import Owner, Sample
from venuegen.diff.proof_case import Case, Proof, answered, either, fix_messages, is_answer
from venuegen.diff.standing import has_key, has_word, holding, pairs, text
from venuegen.diff.tree import Record
from venuegen.diff.usage import base_name


def map_(case: Case) -> Proof:
    """An example that expects something of the map, and of the field that is made otherwise."""
    name, field = case.path[1], case.path[3] if case.path[2:3] == ("set",) and len(case.path) > 3 else ""
    found = [
        each.file
        for each in case.evidence.samples
        if name in each.expected and (not field or case.change.kind == "moved" or field in each.expected[name])
    ]
    source = str(at(case.root, ("maps", name, "from")) or "")
    if case.root["fix"] is not None and "." in source:
        found += [each.file for each in fix_messages(case, *source.split(".", 1))]
        return Proof(tuple(found), f"a new or changed `.fix` example of `{source}`")
    what = f'"{name}": {{"{field}": …}}' if field else f'"{name}": …'
    return Proof(tuple(found), f"an example that newly expects `{what}`")


# ------------------------------------------------------------------------------------------------ errors


def error(case: Case) -> Proof:
    """A refusal with this code; or where the venue says what the code means."""
    section, *rest = case.path[1:]
    endpoint = rest[0] if section == "by_operation" else ""
    key = rest[1] if section == "by_operation" and len(rest) > 1 else rest[0] if rest and not endpoint else ""
    codes = [each.strip() for each in key.split(",")]
    found = []
    for sample in case.evidence.samples:
        if not sample.error or (endpoint and ("endpoints", endpoint) not in sample.owners):
            continue
        if not key or (sample.code in codes if section != "statuses" else _is_status(key, sample.status)):
            found.append(sample.file)
    row = case.change.path[: 2 + len(rest[:2] if endpoint else rest[:1])]
    found += [f"`{'.'.join(map(str, part))}`" for part in sorted(case.evidence.words, key=str) if part == row]
    what = f"status {key}" if section == "statuses" else f"code {key}" if key else "an error"
    where = f" of `{endpoint}`" if endpoint else ""
    return Proof(tuple(found), f"a new or changed example{where} with {what}, or another `source` of that row")


def _is_status(key: str, status: str) -> bool:
    return any(each.strip().replace("xx", "") == status[: 1 if "xx" in each else 3] for each in key.split(","))


def refusal(case: Case) -> Proof:
    """A refusal that is read in this place."""
    where = case.path[2] if len(case.path) > 2 else ""
    found = []
    for sample in case.evidence.samples:
        over = {
            str(at(case.root, ("endpoints", owner[1], "over", "connection"))) if owner[0] == "endpoints" else owner[1]
            for owner in sample.owners
        }
        rest = any(owner[0] == "endpoints" for owner in sample.owners)
        if sample.error and (not where or (rest if where == "rest" else where in over)):
            found.append(sample.file)
    return Proof(tuple(found), f"a new or changed example of an error{f' of `{where}`' if where else ''}")


# ------------------------------------------------------------------------------------------------ types and words


def type_(case: Case) -> Proof:
    """An example in which the type stands, with the field in question."""
    name = base_name(case.path[1])
    key = "" if len(case.path) < 3 or case.path[2].startswith("$") or case.change.kind == "removed" else case.path[2]
    if "Row" in case.change.owners or case.path[0] != "types":
        key = ""
    found = [sample.file for sample, held in _holding(case, name) if not key or has_key(held, key)]
    with_it = f" with `{key}`" if key else ""
    return Proof(tuple(dict.fromkeys(found)), f"a new or changed example in which `{name}` stands{with_it}")


def word(case: Case) -> Proof:
    """An example with the word of the venue: what is sent for a member of the contract shows in a request alone."""
    name, field = base_name(case.path[1]), case.path[2] if len(case.path) > 2 else ""
    outward = field == "outward"
    word = text(case.change.after) if outward else case.path[3] if len(case.path) > 3 else ""
    found = [s.file for s, held in _holding(case, name, read=not outward) if not word or has_word(held, word)]
    where = " and is sent" if outward else ""
    with_it = f" as `{word}`" if word else ""
    return Proof(tuple(dict.fromkeys(found)), f"a new or changed example in which `{name}` stands{with_it}{where}")


def _holding(case: Case, name: str, *, sent: bool = True, read: bool = True) -> Iterator[tuple[Sample, Any]]:
    for sample in case.evidence.samples:
        for held in holding(sample, name, case.root, case.facts.new_usage, sent=sent, read=read):
            yield sample, held


def spelling(case: Case) -> Proof:
    """An example with the text: a word for nothing, or the venue's name of a currency."""
    item = case.change.before if case.change.kind == "removed" else case.change.after
    word = case.path[1] if case.path[0] == "currencies" and len(case.path) > 1 else text(item)
    partly = case.path[0] == "currencies"
    found = [
        each.file
        for each in case.evidence.samples
        if any(word == said or (partly and word in said) for _, said in pairs([each.answer, each.request]))
    ]
    return Proof(tuple(found), f"a new or changed example with the text `{word}`")


# ------------------------------------------------------------------------------------------------ streams and books


def channel(case: Case) -> Proof:
    """A message of the channel."""
    owner: Owner = ("ws", case.path[1], "channels", case.path[3])
    return Proof(tuple(answered(case, owner)), f"a new or changed example of `{case.path[1]}.{case.path[3]}`")


def connection(case: Case) -> Proof:
    """How frames are told apart: any message that came over the connection."""
    name = case.path[1]
    found = [
        each.file
        for each in case.evidence.samples
        if is_answer(each) and any(_is_over(case.root, owner, name) for owner in each.owners)
    ]
    return Proof(tuple(found), f"a new or changed example of a channel of `{name}`")


def _is_over(root: Record, owner: Owner, connection: str) -> bool:
    if owner[0] == "ws":
        return owner[1] == connection
    over = at(root, ("endpoints", owner[1], "over"))
    return isinstance(over, Record) and bool(over["connection"] == connection)


def book(case: Case) -> Proof:
    """A message of the book's channel, or of its snapshot; or another account of where the rule comes from."""
    name = case.path[1]
    book = at(case.root, ("books", name))
    connection, _, channel = str(book["channel"]).partition(".")
    owners: list[Owner] = [("ws", connection, "channels", channel)]
    if case.path[2:3] == ("snapshot",) and book["snapshot"]["call"]:
        owners.append(("endpoints", book["snapshot"]["call"]))
    found = answered(case, *owners)
    found += [each.file for each in case.evidence.samples if name in each.expected and each.file not in found]
    found += [f"`books.{name}.evidence`"] if ("books", name) in case.evidence.words else []
    names = [f"{connection}.{channel}", *(each[1] for each in owners[1:])]
    return Proof(tuple(found), f"a new or changed example of {either(names)}, or another `evidence` of the book")
