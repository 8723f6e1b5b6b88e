"""Acceptances name rules that `venuegen diff` has. Whether they accept anything, only a diff can tell."""

from __future__ import annotations

from venuegen.check.context import Check
from venuegen.diff.registry import RULES
from venuegen.spec.diagnostics import did_you_mean


def check_accepted(check: Check) -> None:
    """Every accepted rule is one."""
    for rule in check.spec.accepted:
        if rule not in RULES:
            check.problems.add(
                "VG120",
                check.key("accepted", rule),
                f"there is no rule '{rule}'",
                expected="a rule of `venuegen diff`, as its events show it (docs/reference/diff-rules.md)",
                hint=did_you_mean(rule, RULES),
            )
