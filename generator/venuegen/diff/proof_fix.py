"""What proves a change of the venue over FIX: messages as they are on the wire."""

from __future__ import annotations

from venuegen.diff.conditions import at
from venuegen.diff.proof_case import Case, Proof, either, fix_messages, literal, says
from venuegen.diff.standing import text
from venuegen.diff.tree import Record
from venuegen.lang.fix_types import python_field


def _fix_proof(case: Case, dictionary: str, *names: str) -> Proof:
    found = fix_messages(case, dictionary, *names)
    return Proof(tuple(each.file for each in found), f"a new or changed `.fix` example of {either(names)}")


def operation(case: Case) -> Proof:
    """A message that the method sends."""
    return _fix_proof(case, *_fix_sent(case, case.path[2]))


def _fix_sent(case: Case, operation: str) -> list[str]:
    """Dictionary and names of the messages that a method over FIX sends."""
    found = at(case.root, ("fix", "operations", operation)) or {}
    dictionary = at(case.root, ("fix", "sessions", found.get("session") or "", "dictionary")) or ""
    names = [found.get("send"), *(each["send"] for each in found.get("choose") or ())]
    return [dictionary, *(each for each in names if each)]


def style(case: Case) -> Proof:
    """A message of create_order that has the literal values of the row."""
    row = at(case.root, case.change.path[:3]) if len(case.path) > 2 else None
    wire = row["wire"] if isinstance(row, Record) and row.cls == "StyleRow" else {}
    dictionary, *names = _fix_sent(case, "create_order")
    fields = at(case.root, ("fix", "dictionaries", dictionary, "content", "fields")) or {}
    tags = {python_field(name): str(each["tag"]) for name, each in fields.items()}
    said = {(tags[name], text(value)) for name, value in wire.items() if literal(value) and name in tags}
    found = [each.file for each in fix_messages(case, dictionary, *names) if said <= {*each.fields}]
    return Proof(tuple(found), f"a new or changed `.fix` example of {either(names)} that says {says(wire)}")


def received(case: Case) -> Proof:
    """The message itself."""
    dictionary, _, name = case.path[2].partition(".")
    return _fix_proof(case, dictionary, name)


def channel(case: Case) -> Proof:
    """A message that is read, or that asks for it."""
    channel = at(case.root, ("fix", "channels", case.path[2])) or {}
    dictionary = at(case.root, ("fix", "sessions", channel.get("session") or "", "dictionary")) or ""
    if case.path[3:4] == ("receive",) and len(case.path) > 4:
        return _fix_proof(case, dictionary, case.path[4])
    sent = [channel[each]["send"] for each in ("subscribe", "unsubscribe") if channel.get(each) is not None]
    return _fix_proof(case, dictionary, *(sent if case.path[3:4] != ("receive",) else channel.get("receive") or ()))


def field(case: Case) -> Proof:
    """A message with the tag, or of the type, that is another one."""
    dictionary = case.path[2]
    if "messages" in case.path[4:5]:
        return _fix_proof(case, dictionary, case.path[5])
    tag = str(at(case.root, (*case.change.path[:6], "tag"))) if case.path[4:5] == ("fields",) else ""
    found = [each.file for each in case.evidence.messages if not tag or any(name == tag for name, _ in each.fields)]
    return Proof(tuple(found), f"a new or changed `.fix` example{f' with tag {tag}' if tag else ''}")


def word(case: Case) -> Proof:
    """A message in which the field has the value."""
    field, word = case.path[2], case.path[4] if case.path[3:4] == ("values",) and len(case.path) > 4 else ""
    found = []
    for dictionary in case.root["fix"]["dictionaries"].values():
        declared = at(dictionary, ("content", "fields", field))
        if not isinstance(declared, dict):
            continue
        values = {value for value, name in declared["values"].items() if word in ("", name, value)} if word else None
        found += [
            each.file
            for each in case.evidence.messages
            if any(tag == str(declared["tag"]) and (values is None or value in values) for tag, value in each.fields)
        ]
    with_it = f" of `{word}`" if word else ""
    return Proof(tuple(dict.fromkeys(found)), f"a new or changed `.fix` example with a {field}{with_it}")
