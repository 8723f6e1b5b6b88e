"""Recoverable signatures and Keccak, against published answers."""

from __future__ import annotations

import pytest
from venue_runtime import ConfigurationError
from venue_runtime.secp256k1 import Secp256k1Key, keccak256

KEY = "0x0123456789012345678901234567890123456789012345678901234567890123"


def test_keccak_is_not_sha3() -> None:
    # The hash of nothing, as the Ethereum yellow paper and every client have it.
    assert keccak256(b"").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"


def test_the_address_of_a_key() -> None:
    # The key 1: its address stands in countless test suites.
    assert Secp256k1Key("0" * 63 + "1").address == "0x7e5f4552091a69125d5dfcb7b8c2659029395bdf"


def test_a_signature_is_deterministic_and_verifies() -> None:
    key = Secp256k1Key(KEY)
    digest = keccak256(b"hello")
    made = key.rsv(digest)
    assert made == key.rsv(digest)
    assert made["v"] in (27, 28)
    assert key.verify(digest, made)
    assert key.verify(digest, key.raw(digest))
    assert key.verify(digest, "0x" + key.hex(digest))
    assert key.verify(digest, key.base64(digest))


@pytest.mark.parametrize("wrong", [{}, {"r": "0x1", "s": "0x1", "v": 27}, {"r": "x", "s": "0x1", "v": 27}, b"", "zz"])
def test_what_is_no_signature_of_it(wrong: object) -> None:
    assert not Secp256k1Key(KEY).verify(keccak256(b"hello"), wrong)


def test_another_key_or_digest() -> None:
    key = Secp256k1Key(KEY)
    made = key.rsv(keccak256(b"hello"))
    assert not key.verify(keccak256(b"hallo"), made)
    assert not Secp256k1Key("0" * 63 + "1").verify(keccak256(b"hello"), made)


def test_a_key_never_shows() -> None:
    assert repr(Secp256k1Key(KEY)) == "Secp256k1Key(***)"
    with pytest.raises(ConfigurationError) as refused:
        Secp256k1Key("not a key")
    assert "not a key" not in str(refused.value)
    with pytest.raises(ValueError, match="32 bytes, not 5"):
        Secp256k1Key(KEY).raw(b"hello")
