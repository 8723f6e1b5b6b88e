"""A newer version of a document that a spec was drafted from: what it says differently of what the spec has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from venuegen.importing import fix_dictionary, run
from venuegen.importing.document import Document, Refused, parse_document
from venuegen.importing.draft import Draft, Origin, draft
from venuegen.importing.model import Listed
from venuegen.importing.vendoring import differences, vendored_name
from venuegen.spec.model import Import, Spec


@dataclass(frozen=True, slots=True)
class Moved:
    """How a document differs from the copy beside the spec."""

    file: str
    """Path of the copy, inside the spec's folder."""
    same: bool
    changes: tuple[str, ...] = ()
    """Of operations, types and words that the spec has."""
    new: tuple[str, ...] = ()
    """Operations or messages that the older version did not have."""


def compare(spec: Spec, folder: Path, entry: Import, data: bytes) -> Moved:
    """Lay the bytes of a newer version beside the copy that `entry` records. Raises Refused where one cannot be read.

    Of a FIX dictionary the messages alone are compared: `venuegen import fix` writes it anew, and `venuegen diff` tells
    its fields.
    """
    path = folder / entry.file
    try:
        before = path.read_bytes()
    except OSError as error:
        raise Refused(f"cannot be read: {error.strerror or error}", file=path) from None
    if before == data:
        return Moved(entry.file, same=True)
    if entry.kind == "fix":
        old, new = (fix_dictionary.listed(fix_dictionary.read_dictionary(each, path)) for each in (before, data))
        gone = [f"{each.call}: is gone" for each in old if each.call not in {one.call for one in new}]
        return Moved(entry.file, False, tuple(gone), _new(old, new))
    documents = (parse_document(before, path), parse_document(data, path))
    calls = {each.call for each in spec.endpoints.values() if each.call}
    drafts = [_drafted(each, entry.kind, calls) for each in documents]
    listed = [run.READERS[entry.kind].listed(each) for each in documents]
    return Moved(entry.file, False, tuple(_said(*drafts)), _new(*listed))


def _drafted(document: Document, kind: str, calls: set[str]) -> Draft:
    api = run.READERS[kind].read(document, lambda _: True)
    api.endpoints = [each for each in api.endpoints if each.call in calls]
    return draft(api, Origin(vendored_name(document), document.sha256))


def _said(old: Draft, new: Draft) -> Iterator[str]:
    yield from dict.fromkeys(differences(old, new))


def _new(old: Sequence[Listed], new: Sequence[Listed]) -> tuple[str, ...]:
    known = {each.call for each in old}
    return tuple(each.call for each in new if each.call not in known)
