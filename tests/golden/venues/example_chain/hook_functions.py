# A copy of the spec's hooks.py: edit it there.
"""What the venue's accounts sign: the hash of an action inside typed data (EIP-712)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from venue_runtime.secp256k1 import Secp256k1Key, keccak256


def _hash(text: str) -> bytes:
    return keccak256(text.encode())


_DOMAIN = keccak256(
    _hash("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)")
    + _hash("Exchange")
    + _hash("1")
    + (1337).to_bytes(32, "big")
    + bytes(32)
)
_AGENT = _hash("Agent(string source,bytes32 connectionId)")


def action_digest(body: Mapping[str, Any], nonce: int, source: str, vault: str | None) -> bytes:
    """Digest of the typed data that says: this action, with this nonce, for this vault."""
    packed = msgspec.msgpack.encode(body["action"]) + nonce.to_bytes(8, "big")
    packed += b"\0" if vault is None else b"\1" + bytes.fromhex(vault.removeprefix("0x"))
    return keccak256(b"\x19\x01" + _DOMAIN + keccak256(_AGENT + _hash(source) + keccak256(packed)))


def address(key: str) -> str:
    """The account's address."""
    return Secp256k1Key(key).address

