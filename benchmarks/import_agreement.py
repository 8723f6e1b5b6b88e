"""How much of a hand-written spec `venuegen import` would have drafted, endpoint by endpoint.

    python benchmarks/import_agreement.py VENUE DOCUMENT… [--kind openapi|postman|asyncapi|fix] [--specs …] [--show]

The draft of every operation of the document that the hand-written spec has too (same method and path) is laid beside
it. Counted are the parameters and the fields of the answer that the hand-written spec declares:

* `same`: the draft has it under the same wire name, at the same place, as optional, and of the same type; enumerations
  are the same when the hand-written words are all among the drafted ones or the other way round;
* `near`: all of that, but one says `decimal` where the other says `digits`, `number` or `trimmed` (the value read is
  the same; in a query they are counted as the same, since they are the same text), one says `venue_symbol` where the
  other says `str`, or one leaves plain text what the other enumerates;
* `missing`: the draft does not have it at all (a document may leave it out); the rest needed an edit.

A FIX dictionary is laid beside the section `fix`: `import_agreement_fix.py` says how.

Of an AsyncAPI document (`--kind asyncapi`) the channels are compared: the parts of the frame that subscribes one, and
the fields of what it carries. Two channels are the same where their frames share a word such as `depth_subscribe`.

Names that the author chose (`qty: quantity`) are not counted: they are a matter of taste.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from venuegen.importing import run
from venuegen.importing.draft import Draft
from venuegen.lang.wire_types import TypeTable, WireType
from venuegen.spec.load import load_spec
from venuegen.spec.model import Channel, Connection, Endpoint, Param, Spec

_MONEY = {"decimal", "digits", "number", "trimmed"}
_HEAD: dict[str, Any] = {
    "spec": 1, "venue": "x", "title": "x", "doc": "x", "checked": "2026-01-01",
    "environments": {"production": {"urls": {}}},
}  # fmt: skip


class Compared:
    """One hand-written spec beside one draft."""

    def __init__(self, hand: Spec, draft: Spec) -> None:
        self.hand, self.draft = hand, draft
        self.tables = (TypeTable.build(hand), TypeTable.build(draft))

    def endpoint(self, hand: Endpoint, draft: Endpoint) -> Iterator[tuple[str, str, str]]:
        """`(what, verdict, detail)` of each parameter and each field."""
        known = {wire: _param(wire, each, draft) for wire, each in draft.params.items()}
        lower = {wire.lower(): value for wire, value in known.items()}
        for wire, each in hand.params.items():
            place, text = _param(wire, each, hand)
            if wire not in known and wire.lower() not in lower:
                yield f"parameter {wire}", "missing", text
                continue
            other_place, other_text = known.get(wire) or lower[wire.lower()]
            verdict, detail = self._types(
                self.tables[0].declaration(wire, text).type, self.tables[1].declaration(wire, other_text).type
            )
            hand_param = hand.params[wire]
            if not isinstance(hand_param, str) and (hand_param.const is not None or hand_param.default is not None):
                verdict, detail = self._sent(text, other_text)
            if (
                verdict == "near"
                and place != "body"
                and {text.split(" ")[-1].removeprefix("opt<").removesuffix(">")} <= _MONEY
            ):
                verdict = "same"  # the same text in a query
            if place != other_place:
                verdict, detail = "edit", f"place {place}, drafted {other_place}"
            yield f"parameter {wire}", verdict, detail
        try:
            pair = self.tables[0].parse(hand.result), self.tables[1].parse(draft.result)
        except Exception as error:
            yield "answer", "edit", str(error)
            return
        yield from self._answer(*pair, "answer", set())

    def channel(
        self, hand: tuple[Connection, Channel], draft: tuple[Connection, Channel]
    ) -> Iterator[tuple[str, str, str]]:
        """The same of the frame that subscribes a channel, and of its payload."""
        found = dict(_leaves(_frame(*draft)))
        for path, value in _leaves(_frame(*hand)):
            other = found.get(path)
            said = f"{value}, drafted {other}"
            is_left_open = isinstance(other, str) and other.startswith("=") and not isinstance(value, str)
            verdict = (
                "missing" if path not in found else "same" if value == other else "near" if is_left_open else "edit"
            )
            yield f"parameter {path}", verdict, said
        pair = self.tables[0].parse(hand[1].type), self.tables[1].parse(draft[1].type)
        yield from self._answer(*pair, "message", set())

    def _answer(self, hand: WireType, draft: WireType, path: str, seen: set[str]) -> Iterator[tuple[str, str, str]]:
        first, second = self.tables
        hand, draft = first.expand(hand), second.expand(draft)
        for kind in ("opt", "null", "one_or_many"):
            hand = first.expand(hand.item) if hand.kind == kind else hand
            draft = second.expand(draft.item) if draft.kind == kind else draft
        if hand.kind in ("list", "map") and draft.kind == hand.kind:
            yield from self._answer(hand.item, draft.item, path, seen)
        elif hand.kind == "ref" and hand.name in first.structs:
            if hand.name in seen:
                return
            seen = seen | {hand.name}
            struct = first.structs[hand.name]
            other = second.structs.get(draft.name) if draft.kind == "ref" else None
            for field in struct.fields:
                found = next((each for each in other.fields if each.wire == field.wire), None) if other else None
                inside = f"{path}.{field.wire}"
                if found is None:
                    yield inside, "missing" if other else "edit", str(field.type)
                    continue
                yield inside, *self._types(field.type, found.type)
                yield from self._answer(field.type, found.type, inside, seen)

    def _types(self, hand: WireType, draft: WireType) -> tuple[str, str]:
        detail = f"{hand}, drafted {draft}"
        if hand.is_opt != draft.is_opt:
            return "edit", detail
        hand, draft = hand.present, draft.present
        if (hand.kind == "null") != (draft.kind == "null"):
            return "edit", detail
        hand, draft = (each.item if each.kind == "null" else each for each in (hand, draft))
        return self._bare(hand, draft), detail

    def _sent(self, text: str, other: str) -> tuple[str, str]:
        """What is always sent (`const`, `default`) may be left out by the caller, whatever the document says."""
        hand, draft = self.tables[0].parse(text.split(" ")[-1]), self.tables[1].parse(other.split(" ")[-1])
        return self._bare(hand.present, draft.present), f"{text}, drafted {other}"

    def _bare(self, hand: WireType, draft: WireType) -> str:
        first, second = self.tables
        hand, draft = first.expand(hand), second.expand(draft)
        if hand.kind != draft.kind:
            kinds = (hand.name in first.enums, draft.name in second.enums)
            plain = ("str" in (hand.name, draft.name)) or ("int" in (hand.name, draft.name))
            return "near" if any(kinds) and plain else "edit"
        if hand.kind == "scalar":
            if hand.name == draft.name:
                return "same"
            pair = {hand.name, draft.name}
            return "near" if pair <= _MONEY or pair == {"str", "venue_symbol"} else "edit"
        if hand.kind == "ref":
            if hand.name in first.enums and draft.name in second.enums:
                words, others = set(first.enums[hand.name].words), set(second.enums[draft.name].words)
                return "same" if words <= others or others <= words else "edit"
            if hand.name in first.structs and draft.name in second.structs:
                return "same" if first.structs[hand.name].array == second.structs[draft.name].array else "edit"
            return "edit"
        verdicts = [self._bare(one, other) for one, other in zip(hand.args, draft.args, strict=False)]
        if len(hand.args) != len(draft.args) or "edit" in verdicts:
            return "edit"
        return "near" if "near" in verdicts else "same"


def _param(wire: str, each: str | Param, endpoint: Endpoint) -> tuple[str, str]:
    """Where a parameter goes, and its declaration as text."""
    usual = endpoint.place or ("query" if endpoint.method in ("GET", "DELETE") else "json")
    usual = {"json": "body", "form": "body"}.get(usual, usual)
    if isinstance(each, str):
        return usual, each
    return each.place or usual, each.type


def _frame(connection: Connection, channel: Channel) -> Any:
    """The frame that subscribes a channel, with its topic where it stands."""

    def filled(value: Any) -> Any:
        if isinstance(value, dict):
            spread = channel.topic if value.get("*") == "=topic" and isinstance(channel.topic, dict) else {}
            return {**{key: filled(each) for key, each in value.items() if key != "*"}, **spread}
        if isinstance(value, list):
            return [filled(each) for each in value]
        entry = re.fullmatch(r"=topic\['(\w+)'\]", value) if isinstance(value, str) else None
        if entry is not None and isinstance(channel.topic, dict):
            return channel.topic[entry[1]]
        return channel.topic if value == "=topic" else [channel.topic] if value == "=topics" else value

    return filled(connection.subscribe.send) if connection.subscribe is not None else {}


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """What stands in a frame, and where."""
    rows = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) and value else ()
    for key, each in rows:
        yield from _leaves(each, f"{path}.{key}" if path else str(key))
    if not rows:
        yield path, value


def _channels(spec: Spec) -> Iterator[tuple[set[str], str, tuple[Connection, Channel]]]:
    """Every channel that is subscribed, with the words by which it is known."""
    for name, connection in spec.ws.items():
        for key, channel in connection.channels.items():
            texts = [str(value) for _, value in _leaves(_frame(connection, channel))]
            words = {
                text for text in texts if re.search(r"[a-z]", text) and "=" not in text and re.search(r"[._]", text)
            }
            yield words - {"{i.venue_symbol}"}, f"{name}.{key}", (connection, channel)


def compare_channels(venue: str, specs: Path, document: Path) -> dict[str, list[tuple[str, str, str]]]:
    """Channel → what was compared."""
    loaded, _ = load_spec(venue, specs)
    assert loaded is not None, f"{venue} does not load"
    made = run.drafted(run.read(document), "asyncapi", ["*"])
    parts = {key: made.sections[key] for key in ("enums", "types", "ws", "wire") if key in made.sections}
    draft = msgspec.convert({**_HEAD, **parts}, Spec)
    compared = Compared(loaded.spec, draft)
    return {
        name: list(compared.channel(hand, other))
        for words, name, hand in _channels(loaded.spec)
        for others, _, other in _channels(draft)
        if words & others
    }


def compare(venue: str, specs: Path, document: Path, kind: str) -> dict[str, list[tuple[str, str, str]]]:
    """Operation → what was compared."""
    loaded, _ = load_spec(venue, specs)
    assert loaded is not None, f"{venue} does not load"
    hand = loaded.spec
    calls = {each.call: (name, each) for name, each in reversed(hand.endpoints.items()) if each.call}
    read = run.read(document)
    prefixes = _prefixes(hand)
    listed = [each for each in run.READERS[kind].listed(read) if _call(each.call, calls, prefixes)]
    made: Draft = run.drafted(read, kind, [each.call for each in listed])
    parts = {key: made.sections[key] for key in ("enums", "types", "endpoints", "wire") if key in made.sections}
    draft = msgspec.convert({**_HEAD, **parts}, Spec)
    compared = Compared(hand, draft)
    return {
        each.call or "": list(compared.endpoint(calls[_call(each.call or "", calls, prefixes)][1], each))
        for each in draft.endpoints.values()
    }


def _prefixes(hand: Spec) -> list[str]:
    """Paths of the base URLs: a document may count them to the paths."""
    from urllib.parse import urlsplit

    return ["", *(urlsplit(url).path for each in hand.environments.values() for url in each.urls.values())]


def _call(call: str, calls: dict[str, Any], prefixes: list[str]) -> str:
    method, _, path = call.partition(" ")
    for prefix in prefixes:
        for text in (f"{method} {path.removeprefix(prefix)}", f"{method} {prefix}{path}"):
            if text in calls:
                return text
    return ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("venue")
    parser.add_argument("documents", type=Path, nargs="+", metavar="document")
    parser.add_argument("--kind", default="openapi")
    parser.add_argument("--specs", type=Path, default=Path("venue_specs"))
    parser.add_argument("--show", action="store_true", help="what was not the same")
    options = parser.parse_args()
    total: dict[str, Counter[str]] = {}
    found: dict[str, list[tuple[str, str, str]]] = {}
    for each in options.documents:
        if options.kind == "fix":
            from import_agreement_fix import compare as compare_fix

            found |= compare_fix(options.venue, options.specs, each)
        elif options.kind == "asyncapi":
            found |= compare_channels(options.venue, options.specs, each)
        else:
            found |= compare(options.venue, options.specs, each, options.kind)
    for call, rows in found.items():
        counts = Counter(verdict for _, verdict, _ in rows)
        for what, verdict, detail in rows:
            of = "entries" if options.kind == "fix" else "parameters" if what.startswith("parameter") else "fields"
            total.setdefault(of, Counter())[verdict] += 1
            if options.show and verdict != "same":
                print(f"    {verdict:8} {what}: {detail}")
        print(f"{counts['same']:4} of {sum(counts.values()):4} same, {counts['near']:3} near, "
              f"{counts['missing']:3} missing, {counts['edit']:3} edit  {call}")  # fmt: skip
    for name, counts in total.items():
        told = sum(counts.values()) - counts["missing"]
        share = 100 * counts["same"] / max(sum(counts.values()), 1)
        of_told = 100 * counts["same"] / max(told, 1)
        near = 100 * (counts["same"] + counts["near"]) / max(told, 1)
        print(f"{options.venue} {name}: {counts['same']} of {sum(counts.values())} the same ({share:.0f} %), "
              f"{of_told:.0f} % of what the document tells, {near:.0f} % with near ones")  # fmt: skip


if __name__ == "__main__":
    main()
