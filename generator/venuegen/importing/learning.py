"""Types out of payloads alone: what is always there, what may be missing or null, what only ever is one of few words.

Payloads are taken one at a time, so a recording may be of any length; of each field only counts and a few values stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import msgspec

from venuegen.importing import naming, words
from venuegen.importing.equal import merge_equal, prune, rename
from venuegen.importing.forms import Forms
from venuegen.importing.kinds import are_instruments, is_money, is_symbol, looks_like_time
from venuegen.importing.model import MOST_SAMPLES, FieldShape, Shape
from venuegen.importing.observe import learn, settle
from venuegen.importing.payload import Payload, parsed
from venuegen.importing.types import Types

MOST_GROUPS = 200
MOST_WORDS = 12
ENOUGH = 20
"""Values of a field before its few words are taken for all that there are."""
_NAMING = ("e", "channel", "ch", "stream", "topic", "table", "subject", "event", "method", "op", "type", "action")
_ENUMERATED = ("side", "type", "status", "state", "direction", "mode")
#: Fields whose text says what kind of message this is.
_TELLING = ("e", "type", "event", "op", "method", "channel", "ch", "topic", "stream", "table", "subject", "action")


@dataclass(slots=True)
class Seen:
    """Payloads of one kind."""

    name: str
    shape: Shape = field(default_factory=lambda: Shape("any"))
    count: int = 0
    first: str = ""
    forms: Forms = field(default_factory=Forms)


def kind_of_frame(value: Any) -> str:
    """What tells a frame from others: its telling fields with symbols left out, else its keys."""
    if isinstance(value, list):
        head = value[0] if value and isinstance(value[0], str) else ""
        last = value[-2] if len(value) > 2 and isinstance(value[-2], str) else ""
        return f"array of {len(value)} {_plain(head or last)}".strip()
    if not isinstance(value, dict):
        return "text" if isinstance(value, str) else "value"
    said = [f"{key}={_plain(value[key])}" for key in _TELLING if isinstance(value.get(key), str)]
    inner = next((value[key] for key in _INNER if isinstance(value.get(key), dict)), None)
    if inner is not None:
        said += [f"{key}={_plain(inner[key])}" for key in _TELLING if isinstance(inner.get(key), str)]
    return " ".join(said) or "keys " + ",".join(sorted(map(str, value))[:6])


def kind_of_text(text: str) -> str:
    """The same of a frame that is not decoded yet: no more of it is read than what tells it."""
    try:
        found = _KEYS.decode(text)
        return kind_of_frame(_telling(found))
    except (ValueError, RecursionError):
        value = parsed(text)
        return "" if value is None else kind_of_frame(value)


_KEYS = msgspec.json.Decoder(dict[str, msgspec.Raw])
_INNER = ("arg", "params", "data", "result")


def _telling(found: Mapping[str, msgspec.Raw], depth: int = 0) -> dict[str, Any]:
    """All keys, and the values of those that tell what a frame is."""
    made: dict[str, Any] = dict.fromkeys(found, 0)
    for key in _TELLING:
        raw = found.get(key)
        if raw is not None and _first(raw) == b'"':
            made[key] = msgspec.json.decode(raw)
    for key in _INNER if depth == 0 else ():
        raw = found.get(key)
        if raw is not None and _first(raw) == b"{":
            made[key] = _telling(_KEYS.decode(raw), 1)
            break
    return made


def _first(raw: msgspec.Raw) -> bytes:
    return bytes(memoryview(raw)[:1])


@lru_cache(4096)
def _plain(text: str) -> str:
    """A topic without the instrument in it."""
    text = re.sub(r"[A-Z0-9]{2,12}([-_/][A-Z0-9.]{1,12})+", "*", text)
    parts = re.split(r"([.@:/_-])", text)
    instrument = re.compile(r"[A-Z0-9]{4,}|[a-z]{2,8}(usdt?|btc|eth|usdc|eur)|[0-9]{2,}")
    kept = ["*" if instrument.fullmatch(part) else part for part in parts]
    return re.sub(r"(\*[.@:/_-]?)+\*", "*", "".join(kept))[:60]


def plain_call(call: str) -> str:
    """Method and path, with what looks like an id or an instrument left out."""
    said = re.compile(r"[A-Z0-9]{2,}[-_]?[A-Z0-9]+|[0-9a-f-]{8,}|[0-9]+")
    return "/".join("*" if said.fullmatch(part) else part for part in call.split("/"))


class Learner:
    """Takes payloads, then proposes types."""

    def __init__(self) -> None:
        self.groups: dict[str, Seen] = {}
        self.left_out = 0
        self._words: dict[int, set[str]] = {}

    def take(self, group: str, payload: Payload) -> None:
        """Another payload of a kind; what is no JSON is passed over."""
        seen = self.groups.get(group)
        if seen is None:
            if payload.value is None:
                return
            if len(self.groups) >= MOST_GROUPS:
                self.left_out += 1
                return
            seen = self.groups[group] = Seen(group, first=payload.place)
        if payload.inside is None and seen.forms.take(payload.text):
            seen.count += 1
            return
        value = payload.value
        if value is None:
            return
        seen.forms.flush()
        seen.count += 1
        learn(seen.shape, value)
        self._collect(seen.shape, value)
        if payload.inside is None and seen.count >= MOST_SAMPLES:
            seen.forms.offer(seen.shape, value, payload.text, self._listed)

    def _listed(self, each: FieldShape) -> frozenset[str] | None:
        """The words of a field so far; None once they are too many. Of cut texts only that they are many is known."""
        known = self._words.get(id(each), set())
        return None if len(known) > MOST_WORDS else frozenset(known)

    def _collect(self, shape: Shape, value: Any, depth: int = 0) -> None:
        """Distinct texts of each field, as long as they are few."""
        if depth > 40:
            return
        if shape.kind == "object" and isinstance(value, dict):
            for wire, item in value.items():
                each = shape.fields.get(wire)
                if each is None:
                    continue
                if isinstance(item, str):
                    known = self._words.setdefault(id(each), set())
                    if len(known) <= MOST_WORDS:
                        known.add(item[:40])
                else:
                    self._collect(each.shape, item, depth + 1)
        elif shape.kind == "array" and isinstance(value, list) and shape.items is not None:
            for item in value:
                self._collect(shape.items, item, depth + 1)

    def proposals(self) -> dict[str, Any]:
        """`types` and `enums` for everything that was seen, in the order met."""
        for seen in self.groups.values():
            seen.forms.flush()
        types = Types()
        named: list[str] = []
        for seen in self.groups.values():
            settle(seen.shape)
            self._enums(seen.shape, set())
            name = type_name(seen.name)
            if seen.shape.kind in ("object", "array", "row", "map"):
                named.append(types.text(seen.shape, name, [name, f"{name}Message"]))
        renamed = merge_equal(types.declared, {})
        prune(types.declared, types.enums, [rename(each, renamed) for each in named])
        return {key: value for key, value in (("enums", types.enums), ("types", types.declared)) if value}

    def _enums(self, shape: Shape, done: set[int]) -> None:
        if id(shape) in done:
            return
        done.add(id(shape))
        for wire, each in shape.fields.items():
            listed = self._words.get(id(each), set())
            if each.shape.kind == "string" and _are_words(wire, listed, each):
                each.shape = Shape("string", words=sorted(listed), nullable=each.shape.nullable)
            self._enums(each.shape, done)
        for inner in (shape.items, *shape.places, *shape.options):
            if inner is not None:
                self._enums(inner, done)

    def told(self) -> Iterator[str]:
        """What was seen, in lines for people."""
        for seen in self.groups.values():
            yield f"{seen.name}: {seen.count} payload{'s' if seen.count != 1 else ''}, the first in {seen.first}"
            yield from (f"  {line}" for line in _remarks(seen.shape, "", set()))


def _are_words(wire: str, listed: set[str], each: FieldShape) -> bool:
    if not 2 <= len(listed) <= MOST_WORDS or is_symbol(wire, sorted(listed)) or is_money(wire) or looks_like_time(wire):
        return False
    if any(not re.fullmatch(r"[A-Za-z][A-Za-z_ -]{0,29}", text) for text in listed) or are_instruments(listed):
        return False
    known = words.counterpart(sorted(listed), wire) is not None
    telling = bool(set(naming.tokens(wire)[-1:]) & set(_ENUMERATED))
    return each.present >= (2 if known else ENOUGH) and bool(known or telling or len(listed) <= 4)


def type_name(group: str) -> str:
    """A type's name for a kind of payload: `GET /api/v3/depth` → Depth, `e=trade` → TradeEvent."""
    if group.startswith(("GET ", "POST ", "PUT ", "DELETE ", "PATCH ")):
        from venuegen.importing.model import Endpoint

        method, _, path = group.partition(" ")
        name = naming.endpoint_names(Endpoint(method, path.replace("*", "")))[0]
        return naming.noun_of(name) or naming.camel(name)
    said = dict(part.partition("=")[::2] for part in group.split(" ") if "=" in part)
    told = next((said[key] for key in _NAMING if naming.tokens(said.get(key, "").replace("*", " "))), "")
    text = told.replace("*", " ") or re.sub(r"\W+", " ", group)
    return naming.type_name(text) or naming.camel(text) or "Message"


def _remarks(shape: Shape, path: str, done: set[int]) -> Iterator[str]:
    """Fields that were missing or null, and arrays that are rows."""
    if id(shape) in done:
        return
    done.add(id(shape))
    for wire, each in shape.fields.items():
        here = f"{path}.{wire}" if path else wire
        total = each.present + each.absent
        if each.absent:
            yield f"{here}: missing in {each.absent} of {total}"
        if each.nulls:
            yield f"{here}: null in {each.nulls} of {each.present}"
        yield from _remarks(each.shape, here, done)
    if shape.kind == "row" and path:
        yield f"{path}: a row of {len(shape.places)}"
    for inner in (shape.items, *shape.places, *shape.options):
        if inner is not None:
            yield from _remarks(inner, f"{path}[]", done)


def only(groups: Sequence[str], patterns: Sequence[str]) -> list[str]:
    """The groups that one of the globs names; all without globs."""
    import fnmatch

    return [each for each in groups if not patterns or any(fnmatch.fnmatch(each.lower(), p.lower()) for p in patterns)]
