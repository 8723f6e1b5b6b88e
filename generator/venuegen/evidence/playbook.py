"""How far a venue is in the playbook (docs/playbook.md): each step with what the tools can see of it.

A box is ticked by something that exists: a vector, an example, a test, a dated record. What only a person can know (a
review) is never ticked by a tool.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from venuegen.report import counted
from venuegen.spec.diagnostics import Diagnostic
from venuegen.spec.load import LoadedSpec
from venuegen.spec.model import Spec

from .judges import Judge
from .page import VenuePage, venue_page

__all__ = ["Item", "StepState", "checklist", "newest_records", "to_markdown"]

_SIMULATED = "simulated"
_DAY = 86_400
"""Seconds that a soak watches a book."""


@dataclass(frozen=True)
class Item:
    """One box. `done` is None where only a person can tell."""

    text: str
    done: bool | None
    detail: str = ""


@dataclass(frozen=True)
class StepState:
    """One step of the playbook."""

    title: str
    items: tuple[Item, ...]


_REVIEW = Item("reviewed by a second person against the playbook's list", None)


def checklist(
    loaded: LoadedSpec,
    judges: list[Judge],
    tests: Iterable[str],
    records: list[dict[str, Any]],
    found: Sequence[Diagnostic],
) -> tuple[StepState, ...]:
    """The steps of a spec that loads.

    Args:
        tests: names of the produced test files.
        records: what `venuegen doctor --record` wrote about this venue, newest first.
        found: what `venuegen check` says of it.
    """
    spec, page = loaded.spec, venue_page(loaded, judges)
    have = set(spec.operations) | (page.fix.offered if page.fix else frozenset())
    todos = [each for each in found if each.id == "VG901"]
    written = sorted(tests)
    buckets = len(page.buckets)

    def offers(*names: str) -> list[Item]:
        return [Item(f"`{name}`", name in have, _how(page, name)) for name in names]

    return (
        StepState(
            "Feasibility",
            (
                Item(
                    "official documentation is named, and was compared", bool(spec.doc and spec.checked), spec.checked
                ),
                Item("nothing is left to do in the spec", not todos, f"{len(todos)} TODO" if todos else ""),
                Item("quirks are written down", bool(spec.doc_notes), f"{len(spec.doc_notes)} notes"),
            ),
        ),
        StepState("Transport", _transport(spec, page)),
        StepState("Instruments", tuple(offers("load_instruments"))),
        StepState(
            "Market data",
            (*offers("watch_order_book", "watch_trades", "fetch_candles"), *_books(page)),
        ),
        StepState("Execution", (*offers("create_order", "cancel_order", "fetch_order"), *_meanings(page))),
        StepState(
            "Private streams",
            tuple(offers("watch_orders", "watch_fills", "fetch_open_orders", "fetch_my_trades", "fetch_balances")),
        ),
        StepState("FIX", _fix(spec)),
        StepState("Limits", (Item("what the venue meters is declared", bool(buckets), counted(buckets, "bucket")),)),
        StepState(
            "Tests and evidence",
            (
                Item("produced tests", bool(written), f"{len(written)} files"),
                Item("official payloads", page.payloads > 0, str(page.payloads)),
                Item("other programs or recordings judge it", bool(page.judges), f"{len(page.judges)}"),
            ),
        ),
        StepState("Certification", tuple(_records(spec, records))),
        StepState("Soak", (_soak(spec, records),)),
        StepState("Definition of done", (*_done(spec, found), _REVIEW)),
    )


def newest_records(folder: Path, venue: str) -> list[dict[str, Any]]:
    """Records of `venuegen doctor --record` about a venue, newest first; what is no record is passed over."""
    found = []
    for file in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        try:
            data = json.loads(file.read_text("utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(data, dict) and data.get("venue") == venue and isinstance(data.get("date"), str):
            found.append(data)
    return sorted(found, key=lambda record: str(record["date"]), reverse=True)


def to_markdown(venue: str, steps: Iterable[StepState]) -> str:
    """The checklist as a page: boxes that tools ticked, and those that wait for a person."""
    lines = [f"# {venue}: how far it is", "", "Made by `venuegen playbook`; what each step wants is in the playbook."]
    for number, step in enumerate(steps, 1):
        lines += ["", f"## {number}. {step.title}", ""]
        for item in step.items:
            who = " (a person's word)" if item.done is None else ""
            detail = f": {item.detail}" if item.detail else ""
            lines.append(f"- [{'x' if item.done else ' '}] {item.text}{detail}{who}")
    return "\n".join(lines) + "\n"


def _how(page: VenuePage, name: str) -> str:
    by = next((each.by for each in page.offers if each.method == name), "")
    over_fix = next((by for method, by, _ in page.fix.offers if method == name), "") if page.fix else ""
    return "; ".join(each for each in (by, f"FIX: {over_fix}" if over_fix else "") if each)


def _transport(spec: Spec, page: VenuePage) -> tuple[Item, ...]:
    schemes = [
        Item(
            f"signing `{each.name}` has a known answer, or it is said why there is none",
            bool(each.vectors or each.why_none) and not each.why_none.startswith("TODO"),
            f"{len(each.vectors)}" if each.vectors else f"none: {each.why_none}" if each.why_none else "none",
        )
        for each in page.schemes
    ]
    other = [name for name in spec.environments if name != "production"]
    return (*schemes, Item("there is an environment to try it in", bool(other), ", ".join(other)))


def _books(page: VenuePage) -> list[Item]:
    return [
        Item(f"book `{each.name}` has the venue's own rule", bool(each.evidence), f"checked: {each.checks}")
        for each in page.books
    ]


def _meanings(page: VenuePage) -> list[Item]:
    silent = [each.meaning for each in page.meanings if each.codes == "not said"]
    unknown = [each.meaning for each in page.meanings if each.codes == "undocumented"]
    detail = f"undocumented: {', '.join(unknown)}" if unknown else ""
    return [Item("what a desk must tell apart is said", not silent, f"open: {', '.join(silent)}" if silent else detail)]


def _fix(spec: Spec) -> tuple[Item, ...]:
    if spec.fix is None:
        return (Item("sessions, where the venue has FIX", None, "the spec declares none"),)
    sessions = ", ".join(spec.fix.sessions)
    methods = ", ".join(f"`{name}`" for name in spec.fix.operations)
    return (Item("sessions", True, sessions), Item("methods", bool(spec.fix.operations), methods))


def _records(spec: Spec, records: list[dict[str, Any]]) -> Iterable[Item]:
    """The newest record of each environment; and where orders were asked for, the newest of those."""
    newest: dict[str, dict[str, Any]] = {}
    traded: dict[str, dict[str, Any]] = {}
    for record in records:
        newest.setdefault(str(record.get("environment")), record)
        if record.get("trade"):
            traded.setdefault(str(record.get("environment")), record)
    if not set(newest) - {_SIMULATED}:
        yield Item("certified on a testnet", False, _doctor(spec))
    for name, record in newest.items():
        yield Item(f"certified: {name}", bool(record.get("ok")), _told(record))
    for name, record in traded.items():
        parts = {str(each.get("part")) for each in record.get("findings", ()) if each.get("verdict") == "good"}
        placed = {"order placed", "order canceled", "cleaned up"} <= parts
        yield Item(f"orders certified: {name}", bool(record.get("ok")) and placed, _told(record))
    if not set(traded) - {_SIMULATED}:
        testnet = any(name != "production" for name in spec.environments)
        # Nobody is told to try orders where they cost money.
        how = _doctor(spec, " --trade") if testnet else "the spec declares no environment but production"
        yield Item("orders certified on a testnet", False, how)


def _soak(spec: Spec, records: list[dict[str, Any]]) -> Item:
    """A day of a real venue's book, under the doctor's eyes."""
    long = [each for each in records if each.get("environment") != _SIMULATED and _seconds(each) >= _DAY]
    text = "a book was watched for a day at the real venue"
    if not long:
        return Item(text, False, _doctor(spec, f" --seconds {_DAY}"))
    return Item(text, bool(long[0].get("ok")), _told(long[0]))


def _doctor(spec: Spec, more: str = "") -> str:
    """The command whose record ticks a box: on a testnet, if there is one."""
    name = next((each for each in spec.environments if each != "production"), "production")
    return f"`venuegen doctor {spec.venue} --environment {name}{more} --record records/`"


def _seconds(record: dict[str, Any]) -> float:
    seconds = record.get("seconds")
    return float(seconds) if isinstance(seconds, (int, float)) else 0.0


def _told(record: dict[str, Any]) -> str:
    bad = ", ".join(str(each.get("part")) for each in record.get("findings", ()) if not each.get("good"))
    return f"{record['date']}" + (f"; not good: {bad}" if bad else "")


def _done(spec: Spec, found: Sequence[Diagnostic]) -> Iterable[Item]:
    errors = sum(each.severity == "error" for each in found)
    rest = len(found) - errors
    said = ", ".join(f"{count} {what}" for count, what in ((errors, "errors"), (rest, "warnings")) if count)
    yield Item("`venuegen check` says nothing", not found, said)
    bare = sorted(_without_example(spec))
    yield Item("what the methods use has an official example", not bare, f"none: {', '.join(bare)}" if bare else "")


def _without_example(spec: Spec) -> set[str]:
    """Endpoints and channels that methods of the contract use, and of which no payload is shown."""
    bare: set[str] = set()
    for operation in spec.operations.values():
        called = {name for name in (operation.call, *(each.call for each in operation.others)) if name}
        bare |= {name for name in called if name in spec.endpoints and not spec.endpoints[name].examples}
        if operation.channel is not None:
            connection, _, channel = operation.channel.partition(".")
            declared = spec.ws[connection].channels.get(channel) if connection in spec.ws else None
            if declared is not None and not declared.examples:
                bare.add(operation.channel)
    return bare
