"""What stands where: which types an example goes through, which words and keys it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from venuegen.diff.evidence import Owner, Sample
from venuegen.diff.tree import Record
from venuegen.diff.usage import Usage


def text(value: Any) -> str:
    """A scalar as it is compared: numbers as they are written, booleans as JSON says them."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def pairs(value: Any) -> Iterator[tuple[str, str]]:
    """Key and value of every scalar in a payload, at any depth; items of a list go by the list's key."""
    pending: list[tuple[str, Any]] = [("", value)]
    while pending:
        key, each = pending.pop()
        if isinstance(each, dict):
            yield from ((str(name), "") for name, item in each.items() if isinstance(item, dict | list))
            pending += [(str(name), item) for name, item in each.items()]
        elif isinstance(each, list):
            pending += [(key, item) for item in each]
        else:
            yield key, text(each)


def has_key(value: Any, key: str) -> bool:
    """Whether a payload has a key, at any depth."""
    return any(name == key for name, _ in pairs(value))


def has_word(value: Any, word: str) -> bool:
    """Whether a payload has a value, at any depth."""
    return any(found.lower() == word.lower() for _, found in pairs(value))


def is_path(template: str, path: str) -> bool:
    """Whether a path is one of a template's: `/orders/{id}`, below whatever the base address has."""
    pattern = "[^/]+".join(re.escape(each) for each in re.split(r"\{[^}]*\}", template.partition("?")[0]))
    return bool(template) and re.fullmatch(f".*{pattern}", path.partition("?")[0]) is not None


def read_types(sample: Sample, root: Record) -> Iterator[str]:
    """Types by which the answer of an example is read."""
    for owner in sample.owners:
        if owner[0] == "endpoints":
            endpoint = root["endpoints"][owner[1]]
            yield endpoint["result"]
            if endpoint["over"] is not None and endpoint["over"]["connection"] in root["ws"]:
                yield from _frames(root, endpoint["over"]["connection"])
        else:
            yield root["ws"][owner[1]]["channels"][owner[3]]["type"]
            yield from _frames(root, owner[1])
    if sample.error and root["errors"] is not None:
        yield from (place["type"] for place in root["errors"]["at"].values())


def _frames(root: Record, connection: str) -> Iterator[str]:
    socket = root["ws"][connection]
    yield socket["frame"]
    if socket["arrays"] is not None:
        yield socket["arrays"]["frame"]
    yield from (rule["push"]["head"] or "" for rule in socket["receive"] if rule["push"] is not None)


def sent_types(owner: Owner, root: Record) -> Iterator[str]:
    """Types of what an endpoint sends."""
    if owner[0] == "endpoints":
        yield from (param["type"] for param in root["endpoints"][owner[1]]["params"].values())


def holding(sample: Sample, name: str, root: Record, usage: Usage, *, sent: bool, read: bool) -> Iterator[Any]:
    """What is new about an example, as far as a type stands in it."""
    if read and sample.answer is not None and usage.reach(read_types(sample, root), name):
        yield sample.answer
    asks = sent and sample.request is not None
    if asks and any(usage.reach(sent_types(owner, root), name) for owner in sample.owners):
        yield sample.request
