"""Acceptances name rules that `venuegen diff` has. Whether they accept anything, only a diff can tell."""

from __future__ import annotations

from venuegen.check.context import Check
from venuegen.diff.registry import RULES


def check_accepted(check: Check) -> None:
    """Every accepted rule is one."""
    for rule in check.spec.accepted:
        if rule not in RULES:
            check.unknown("VG120", check.key("accepted", rule), "rule", rule, RULES)
