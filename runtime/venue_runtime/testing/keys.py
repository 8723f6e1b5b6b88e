"""Private keys for tests: always the same ones, and of no account anywhere."""

from __future__ import annotations

import base64
from collections.abc import Sequence

__all__ = ["dummy_key"]

_SEED, _OTHER = b"test" * 8, b"else" * 8


def dummy_key(formats: Sequence[str], other: bool = False) -> str:
    """A private key in the first of `formats` (those of `load_private_key`, and `secp256k1_hex`); `other` than usual.

    Raises ValueError for RSA alone: such a key cannot be made of a seed.
    """
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    seed = _OTHER if other else _SEED
    form = next((each for each in formats if each != "pem_rsa"), "pem_rsa")
    ed25519 = Ed25519PrivateKey.from_private_bytes(seed)
    if form == "secp256k1_hex":
        return f"0x{seed.hex()}"
    if form == "ed25519_seed_hex":
        return seed.hex()
    if form == "ed25519_seed_base64":
        return base64.b64encode(seed).decode()
    if form == "ed25519_raw64_base64":
        return base64.b64encode(seed + ed25519.public_key().public_bytes_raw()).decode()
    if form == "pem_ec_p256":
        key = derive_private_key(int.from_bytes(seed, "big"), SECP256R1())
        return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    if form in ("pem", "pem_ed25519"):
        return ed25519.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    raise ValueError(f"no key is made for {form}")
