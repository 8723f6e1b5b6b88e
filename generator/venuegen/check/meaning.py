"""The list of meaning checks."""

from __future__ import annotations

import datetime
from dataclasses import replace

from venuegen.check.accepted import check_accepted
from venuegen.check.auth import check_auth
from venuegen.check.context import Check
from venuegen.check.error_meanings import check_meanings
from venuegen.check.examples import check_examples
from venuegen.check.expressions import check_expressions
from venuegen.check.fix import check_fix
from venuegen.check.fix_messages import check_logons
from venuegen.check.hygiene import check_hygiene
from venuegen.check.mapping import check_inversion, check_mapping
from venuegen.check.references import check_references
from venuegen.check.styles import check_styles
from venuegen.check.supported import check_supported
from venuegen.lang.fix_types import plain_half
from venuegen.lang.wire_types import TypeTable
from venuegen.spec.diagnostics import Problems
from venuegen.spec.load import LoadedSpec


def check_meaning(loaded: LoadedSpec, problems: Problems, today: datetime.date) -> None:
    """Run every meaning check."""
    plain = plain_half(loaded.spec)
    table = TypeTable.build(plain)
    whole = Check(loaded, problems, table, today)
    check = Check(replace(loaded, spec=plain), problems, table, today)
    check_references(check)
    check.dictionaries = check_fix(whole)
    check_logons(check, check.dictionaries)
    check_meanings(check)
    check_hygiene(check)
    check_accepted(check)
    check_expressions(check)
    check_mapping(check)
    check_styles(check)
    check_inversion(check)
    check_auth(check)
    check_examples(check)
    check_supported(check)
