"""Every rule of `venuegen diff`: what a change of a spec means for who uses the generated client.

Rules are data. A rule names the places of the language that it speaks about by class and field (`Endpoint.params.*`),
so that a word of the language means the same wherever it stands; the first rule that fits a change decides. What no
rule knows falls to the last two, so that nothing is passed over in silence.
"""

from __future__ import annotations

from venuegen.diff.rule import Rule
from venuegen.diff.rules_client import CLIENT
from venuegen.diff.rules_fix import FIX
from venuegen.diff.rules_streams import STREAMS
from venuegen.diff.rules_trading import TRADING
from venuegen.diff.rules_venue import EVIDENCE, OTHER, VENUE
from venuegen.diff.rules_wire import WIRE


def _rules(*groups: tuple[Rule, ...]) -> dict[str, Rule]:
    table: dict[str, Rule] = {}
    for rule in (rule for group in groups for rule in group):
        if rule.id in table:
            raise ValueError(f"the rule {rule.id} is given twice")
        table[rule.id] = rule
    return table


RULES = _rules(EVIDENCE, VENUE, CLIENT, WIRE, STREAMS, TRADING, FIX, OTHER)
"""Rule id → rule, in the order in which they are tried."""
