"""Examples of each map of the language, for the reference: together they show every key.

A test puts each in its place in a spec, which `check` then accepts. A class has one text with one fragment or more;
each begins with a comment that says where it stands (`# books: spot:`, a list's item as `-`), and an empty line parts
them.
"""

import re

from . import contract, fix, signing, venue, wire

__all__ = ["EXAMPLES", "fragments"]

EXAMPLES: dict[str, str] = {
    **venue.EXAMPLES,
    **signing.EXAMPLES,
    **wire.EXAMPLES,
    **contract.EXAMPLES,
    **fix.EXAMPLES,
}
"""Class name → its fragments."""


def fragments(name: str) -> list[str]:
    """The fragments of one class, each with its comment."""
    return re.split(r"\n\n(?=# )", EXAMPLES[name].strip("\n"))
