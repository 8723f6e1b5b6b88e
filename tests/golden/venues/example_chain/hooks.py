"""Example Chain: the venue's own functions with the types that the spec declares for them.

A function that does not have them is an error of the type checker here.
"""

from __future__ import annotations

from typing import Any, Protocol

from . import hook_functions


class Hooks(Protocol):
    """What expressions of the spec call as `hooks.<name>(…)`."""

    def action_digest(self, body: dict[str, Any], nonce: int, source: str, vault: str | None, /) -> bytes:
        """Digest of an action that the account's key signs."""
        ...

    def address(self, key: str, /) -> str:
        """Address of the account that a key belongs to."""
        ...


hooks: Hooks = hook_functions
