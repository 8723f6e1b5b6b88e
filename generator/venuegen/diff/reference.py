"""The page of the reference that lists the rules, made from the rules themselves."""

from __future__ import annotations

import re

from venuegen.diff.proof import PROOFS
from venuegen.diff.registry import RULES
from venuegen.diff.rule import Rule

_DIRECTIONS = {
    "client": "code that calls the client",
    "request": "what is sent",
    "response": "what is read",
    "none": "neither",
}
_PARTS = {
    "docs-changed": "Evidence and words",
    "venue-added": "The venue as a whole",
    "setting-removed": "What callers hold in their hands",
    "parameter-constant-changed": "The wire",
    "limit-raised": "Limits, connections, books",
    "signing-changed": "What moves money",
    "name-changed": "Names, parts, and what no rule knows",
}
"""The first rule of a part → its heading."""
_KINDS = {"+": "added", "-": "removed", "~": "changed", ">": "in another order", "=": "renamed"}


def rules_page() -> str:
    """Every rule: what it is about, whom it reaches, how bad it is, and where in a spec it applies."""
    lines = [
        "# Rules of `venuegen diff`",
        "",
        "How to read and to use them is in [reviewing](../reviewing.md). The first rule that fits a change decides;",
        "an id keeps its meaning for ever. Below each rule stand the places of the language that it speaks about. A",
        "DANGER is an ERROR until something [proves it](#what-proves-a-danger). (Made from `venuegen/diff/rules_*.py`",
        "by `venuegen schema --write`.)",
    ]
    for rule in RULES.values():
        if rule.id in _PARTS:
            lines += [
                "",
                f"## {_PARTS[rule.id]}",
                "",
                "| rule | level, whom it reaches, what it says |",
                "| --- | --- |",
            ]
        reach = "" if rule.direction == "none" else f", for {_DIRECTIONS[rule.direction]}"
        lines.append(
            f'| <a id="{rule.id}"></a>`{rule.id}` | {rule.level.upper()}{reach}. '
            f"**{_cell(rule.title)}.** {_cell(_says(rule))}{_places(rule)} |"
        )
    lines += ["", "## What proves a DANGER", "", "From above to below, the first that is for the place decides.", ""]
    lines += ["| proof | what it is | places |", "| --- | --- | --- |"]
    for kind in PROOFS:
        places = ", ".join(f"`{_cell(_place(each))}`" for each in kind.at) or "any other place"
        lines.append(f"| `{kind.id}` | {_cell(kind.says) or 'As above.'} | {places} |")
    return "\n".join(lines) + "\n"


def _says(rule: Rule) -> str:
    words = {"name": "…", "where": "…", "before": "…", "after": "…"}
    return re.sub("…+", "…", rule.says.format(**words))


def _places(rule: Rule) -> str:
    if not rule.at:
        return ""
    return "<br>" + ", ".join(f"`{_cell(_place(each))}`" for each in rule.at)


def _place(pattern: str) -> str:
    kinds, _, place = pattern.partition(" ")
    place = "any other place" if place == "**" else place.partition(" if ")[0]
    return place if kinds == "*" else f"{place} {' or '.join(_KINDS[kind] for kind in kinds)}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
