"""Signatures of accounts that are Ethereum keys: ECDSA over secp256k1 with a recoverable result, and Keccak-256.

What is signed is a digest of 32 bytes that the venue's own rules make (EIP-712 and the like, usually a hook beside the
spec). The two libraries that know this are in the extra `secp256k1` and imported when a key is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .credentials import Secret
from .errors import ConfigurationError

__all__ = ["Secp256k1Key", "keccak256"]

_EXTRA = "this venue needs secp256k1 keys: pip install 'venuegen[secp256k1]'"
_V = 27
"""What `v` counts from."""


def keccak256(data: bytes) -> bytes:
    """Keccak with 32 bytes of output, as Ethereum uses it; not the SHA-3 of `hashlib`.

    Raises ConfigurationError when the extra is not installed.
    """
    try:
        from Crypto.Hash import keccak
    except ImportError:
        raise ConfigurationError(_EXTRA) from None
    digest: bytes = keccak.new(digest_bits=256, data=data).digest()
    return digest


class Secp256k1Key:
    """A private key of 32 bytes as hex, with or without `0x`. Signatures are deterministic (RFC 6979), with a low s.

    Raises ConfigurationError, without quoting it, for a text that is no such key, and when the extra is missing.
    """

    __slots__ = ("_key", "_public", "_recover")
    jose = "ES256K"

    def __init__(self, key: str | Secret) -> None:
        try:
            from coincurve import PrivateKey, PublicKey
        except ImportError:
            raise ConfigurationError(_EXTRA) from None
        text = key.reveal() if isinstance(key, Secret) else key
        try:
            raw = bytes.fromhex(text.removeprefix("0x"))
            if len(raw) != 32:
                raise ValueError
            self._key = PrivateKey(raw)
        except ValueError:
            raise ConfigurationError("the key is no secp256k1 key of 32 bytes in hex") from None
        self._public: bytes = self._key.public_key.format(compressed=False)
        self._recover = PublicKey.from_signature_and_message

    @property
    def address(self) -> str:
        """The account's address: the last 20 bytes of the hash of its public key, as lower-case hex with `0x`."""
        return f"0x{keccak256(self._public[1:])[-20:].hex()}"

    def raw(self, data: str | bytes, /) -> bytes:
        """r, s and v (27 or 28), 65 bytes, over a digest of 32 bytes. Raises ValueError for another length."""
        digest = data.encode() if isinstance(data, str) else data
        if len(digest) != 32:
            raise ValueError(f"what is signed is a digest of 32 bytes, not {len(digest)}")
        made: bytes = self._key.sign_recoverable(digest, hasher=None)
        return made[:64] + bytes((made[64] + _V,))

    def hex(self, data: str | bytes, /) -> str:
        return self.raw(data).hex()

    def base64(self, data: str | bytes, /) -> str:
        import binascii

        return binascii.b2a_base64(self.raw(data), newline=False).decode()

    def rsv(self, data: str | bytes, /) -> dict[str, Any]:
        """The three numbers apart: r and s as hex with `0x` (no leading zeros), v as a number."""
        made = self.raw(data)
        r, s = (int.from_bytes(made[at : at + 32], "big") for at in (0, 32))
        return {"r": hex(r), "s": hex(s), "v": made[64]}

    def verify(self, data: str | bytes, signature: Any, /) -> bool:
        """Whether this key made `signature` (65 bytes, their hex or base64, or r, s, v). Never raises on bad input."""
        digest = data.encode() if isinstance(data, str) else data
        for given in _readings(signature):
            try:
                found = self._recover(given[:64] + bytes((given[64] - _V,)), digest, hasher=None)
            except Exception:  # whatever the library makes of numbers that are no point of the curve
                continue
            if found.format(compressed=False) == self._public:
                return True
        return False

    def __repr__(self) -> str:
        return "Secp256k1Key(***)"


def _readings(signature: Any) -> list[bytes]:
    import base64
    import binascii

    if isinstance(signature, bytes):
        found = [signature]
    elif isinstance(signature, Mapping):
        try:
            numbers = [int(str(signature[name]), 16) for name in "rs"]
            found = [b"".join(number.to_bytes(32, "big") for number in numbers) + bytes((int(signature["v"]),))]
        except (KeyError, ValueError, OverflowError):
            found = []
    else:
        found = []
        for decode in (bytes.fromhex, lambda text: base64.b64decode(text, validate=True)):
            try:
                found.append(decode(str(signature).removeprefix("0x")))
            except (ValueError, binascii.Error):
                continue
    return [each for each in found if len(each) == 65 and each[64] in (_V, _V + 1)]
