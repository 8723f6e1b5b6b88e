"""How far a venue is in the playbook (docs/playbook.md): each step with what the tools can see of it.

A box is ticked by something that exists: a vector, an example, a test, a dated record. What only a person can know (a
soak, a review) is never ticked by a tool.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from venuegen.spec.load import LoadedSpec
from venuegen.spec.model import Spec

from .judges import Judge
from .page import VenuePage, venue_page

__all__ = ["Item", "StepState", "checklist", "newest_records", "to_markdown"]


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


def checklist(
    loaded: LoadedSpec, judges: list[Judge], tests: Iterable[str], records: list[dict[str, Any]]
) -> tuple[StepState, ...]:
    """The steps of a spec that loads.

    Args:
        tests: names of the produced test files.
        records: what `venuegen doctor --record` wrote about this venue, newest first.
    """
    spec, page = loaded.spec, venue_page(loaded, judges)
    have = set(spec.operations)
    todos = [each for each in loaded.problems if each.id == "VG901"]
    written = sorted(tests)

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
        StepState(
            "Limits", (Item("what the venue meters is declared", bool(page.buckets), f"{len(page.buckets)} buckets"),)
        ),
        StepState(
            "Tests and evidence",
            (
                Item("produced tests", bool(written), f"{len(written)} files"),
                Item("official payloads", page.payloads > 0, str(page.payloads)),
                Item("other programs or recordings judge it", bool(page.judges), f"{len(page.judges)}"),
            ),
        ),
        StepState("Certification", tuple(_records(records))),
        StepState("Soak", (Item("a day without a surprise, recorded", None),)),
        StepState("Definition of done", (Item("reviewed by a second person against the playbook's list", None),)),
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
    return next((each.by for each in page.offers if each.method == name), "")


def _transport(spec: Spec, page: VenuePage) -> tuple[Item, ...]:
    schemes = [
        Item(
            f"signing `{each.name}` has a known answer",
            bool(each.vectors),
            f"{len(each.vectors)}" if each.vectors else each.why_none or "none, and no reason",
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


def _records(records: list[dict[str, Any]]) -> Iterable[Item]:
    newest: dict[str, dict[str, Any]] = {}
    for record in records:
        newest.setdefault(str(record.get("environment")), record)
    real = [record for name, record in newest.items() if name != "simulated"]
    if not real:
        yield Item("certified on a testnet", False, "venuegen doctor VENUE --environment testnet --trade --record DIR")
    for record in newest.values():
        bad = ", ".join(str(each.get("part")) for each in record.get("findings", ()) if not each.get("good"))
        detail = f"{record['date']}" + (f"; not good: {bad}" if bad else "")
        yield Item(f"certified: {record.get('environment')}", bool(record.get("ok")), detail)
