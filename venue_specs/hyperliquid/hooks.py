"""What accounts sign: the hash of an action as a message of typed data (EIP-712)."""

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


def connection_id(call: Mapping[str, Any], nonce: int, vault: str | None, expires: int | None) -> str:
    """Hash of an action in MessagePack, its fields in their order, with its nonce, vault and deadline; as hex."""
    packed = msgspec.msgpack.encode(call["action"]) + nonce.to_bytes(8, "big")
    packed += b"\0" if vault is None else b"\1" + bytes.fromhex(vault.removeprefix("0x"))
    return keccak256(packed if expires is None else packed + b"\0" + expires.to_bytes(8, "big")).hex()


def digest(source: str, connection: str) -> bytes:
    """Digest of the typed data that names the network and the action."""
    return keccak256(b"\x19\x01" + _DOMAIN + keccak256(_AGENT + _hash(source) + bytes.fromhex(connection)))


def address(key: str) -> str:
    """Address of the account that a key belongs to."""
    return Secp256k1Key(key).address
