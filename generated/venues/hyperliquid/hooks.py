"""Hyperliquid: the venue's own functions with the types that the spec declares for them.

A function that does not have them is an error of the type checker here.
"""

from __future__ import annotations

from typing import Any, Protocol

from . import hook_functions


class Hooks(Protocol):
    """What expressions of the spec call as `hooks.<name>(…)`."""

    def connection_id(self, call: dict[str, Any], nonce: int, vault: str | None, expires: int | None, /) -> str:
        """Hash of what is to be done."""
        ...

    def digest(self, source: str, connection: str, /) -> bytes:
        """Digest of the typed data that is signed."""
        ...

    def address(self, key: str, /) -> str:
        """Address of the account that a key belongs to."""
        ...


hooks: Hooks = hook_functions
