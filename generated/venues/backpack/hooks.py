"""Backpack Exchange: the venue's own functions with the types that the spec declares for them.

A function that does not have them is an error of the type checker here.
"""

from __future__ import annotations

from typing import Protocol

from . import hook_functions


class Hooks(Protocol):
    """What expressions of the spec call as `hooks.<name>(…)`."""

    def each_order(self, body: str, instruction: str, /) -> str:
        """What is signed of several orders in one request."""
        ...


hooks: Hooks = hook_functions
