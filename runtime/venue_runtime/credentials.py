"""Secrets that do not print, and keys that are decoded once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Never

from .errors import ConfigurationError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    PrivateKey = Ed25519PrivateKey | RSAPrivateKey | EllipticCurvePrivateKey

__all__ = ["KEY_FORMATS", "Credentials", "Secret", "load_private_key"]


class Secret:
    """Text that prints as `***`. `reveal()` gives it; it cannot be pickled or formatted into a log by accident."""

    __slots__ = ("__value",)

    def __init__(self, value: str | bytes) -> None:
        self.__value = value.decode() if isinstance(value, bytes) else value

    def reveal(self) -> str:
        return self.__value

    def __repr__(self) -> str:
        return "***"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return "***"

    def __bool__(self) -> bool:
        return bool(self.__value)

    def __eq__(self, other: object) -> bool:
        import hmac

        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self.__value.encode(), other.__value.encode())

    def __hash__(self) -> int:
        return hash((Secret, self.__value))

    def __reduce__(self) -> Never:
        raise TypeError("a Secret is not pickled: secrets must not leave the process by accident")


class Credentials:
    """Named secrets: `Credentials(api_key="…", api_secret="…")`. Which names a venue takes is declared in its client.

    Values are text, bytes or Secret; None and empty ones count as absent. `credentials["api_secret"]` is a Secret;
    `reveal(name)` its text. Nothing here prints a value.
    """

    __slots__ = ("_secrets",)

    def __init__(self, **fields: str | bytes | Secret | None) -> None:
        secrets: dict[str, Secret] = {}
        for name, value in fields.items():
            if value is None or not value:
                continue
            if isinstance(value, bytes):
                try:
                    value = value.decode()
                except UnicodeDecodeError:
                    raise ConfigurationError(f"credential {name} is not UTF-8 text") from None
            if not isinstance(value, Secret):
                if not isinstance(value, str):
                    raise ConfigurationError(f"credential {name} must be text, not {type(value).__name__}")
                # A trailing newline from a file or a shell breaks signatures in ways no venue explains.
                value = Secret(value.strip())
            secrets[name] = value
        self._secrets = secrets

    @classmethod
    def from_env(
        cls, prefix: str, names: Iterable[str] = ("api_key", "api_secret"), env: Mapping[str, str] | None = None
    ) -> Credentials:
        """Read `<PREFIX>_<NAME>` for each of `names`; a `<PREFIX>_<NAME>_FILE` names a file that holds the value.

        Raises ConfigurationError for a file that cannot be read. What is not set is absent.
        """
        env = os.environ if env is None else env
        fields: dict[str, str] = {}
        for name in names:
            variable = f"{prefix}_{name}".upper()
            value = env.get(variable)
            path = env.get(f"{variable}_FILE")
            if value is None and path:
                try:
                    with open(path, encoding="utf-8") as file:
                        value = file.read()
                except OSError as error:
                    raise ConfigurationError(f"{variable}_FILE: {path}: {error.strerror or error}") from None
            if value:
                # One-line environment files write the line breaks of a PEM as \n.
                fields[name] = value.replace("\\n", "\n") if "-----BEGIN" in value else value
        return cls(**fields)

    def validate(self, accepted: Iterable[str], venue: str = "") -> None:
        """Raise ConfigurationError for a name that is not `accepted`, with the likeliest one that is."""
        known = list(accepted)
        for name in self._secrets:
            if name not in known:
                close = get_close_matches(name, known, 1)
                hint = f"; did you mean {close[0]}?" if close else f"; it takes {', '.join(known) or 'none'}"
                raise ConfigurationError(f"unknown credential {name}{hint}", venue=venue)

    def require(self, *names: str, venue: str = "", operation: str = "") -> None:
        """Raise ConfigurationError naming every one of `names` that is absent."""
        missing = [name for name in names if name not in self._secrets]
        if missing:
            raise ConfigurationError(f"missing credentials: {', '.join(missing)}", venue=venue, operation=operation)

    def __getitem__(self, name: str) -> Secret:
        try:
            return self._secrets[name]
        except KeyError:
            raise ConfigurationError(f"missing credentials: {name}") from None

    def get(self, name: str) -> Secret | None:
        return self._secrets.get(name)

    def reveal(self, name: str) -> str:
        """The text of credential `name`; raises ConfigurationError when absent."""
        return self[name].reveal()

    def plus(self, name: str, value: str | Secret) -> Credentials:
        """These and one more."""
        made = Credentials()
        made._secrets = {**self._secrets, name: value if isinstance(value, Secret) else Secret(value)}
        return made

    def find(self, name: str) -> str | None:
        """The text of credential `name`; None when absent."""
        secret = self._secrets.get(name)
        return None if secret is None else secret.reveal()

    def __contains__(self, name: object) -> bool:
        return name in self._secrets

    def __iter__(self) -> Iterator[str]:
        return iter(self._secrets)

    def __len__(self) -> int:
        return len(self._secrets)

    def values(self) -> tuple[str, ...]:
        """The texts, for scrubbing."""
        return tuple(secret.reveal() for secret in self._secrets.values())

    def __repr__(self) -> str:
        return f"Credentials({', '.join(f'{name}=***' for name in self._secrets)})"

    def __reduce__(self) -> Never:
        raise TypeError("Credentials are not pickled: secrets must not leave the process by accident")


KEY_FORMATS = (
    "pem",
    "pem_ed25519",
    "pem_rsa",
    "pem_ec_p256",
    "ed25519_seed_base64",
    "ed25519_raw64_base64",
    "ed25519_seed_hex",
)
"""What `load_private_key` reads. `pem` takes any of the three algorithms, PKCS#8 or the traditional form."""


def load_private_key(
    text: str | Secret,
    formats: Iterable[str] = ("pem",),
    *,
    password: str | Secret | None = None,
    name: str = "private_key",
) -> PrivateKey:
    """Decode a private key in the first of `formats` that fits. Slow (tens of µs): once, at construction.

    Raises ConfigurationError, which never quotes the key, when none fits.
    """
    secret = text.reveal() if isinstance(text, Secret) else text
    wanted = tuple(formats)
    unknown = [form for form in wanted if form not in KEY_FORMATS]
    if unknown:
        raise ConfigurationError(f"unknown key format {unknown[0]}; known: {', '.join(KEY_FORMATS)}")
    phrase = password.reveal() if isinstance(password, Secret) else password
    for form in wanted:
        key = _load_pem(secret, form, phrase) if form.startswith("pem") else _load_raw(secret, form)
        if key is not None:
            return key
    raise ConfigurationError(f"{name} is in none of the accepted formats ({', '.join(wanted)})")


def _load_pem(text: str, form: str, password: str | None) -> PrivateKey | None:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    if "-----BEGIN" not in text:
        return None
    if "\n" not in text.strip():
        text = text.replace("\\n", "\n")
    try:
        key: Any = load_pem_private_key(text.encode(), password.encode() if password else None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return None
    if form in ("pem", "pem_ed25519") and isinstance(key, ed25519.Ed25519PrivateKey):
        return key
    if form in ("pem", "pem_rsa") and isinstance(key, rsa.RSAPrivateKey):
        return key
    if form in ("pem", "pem_ec_p256") and isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name == "secp256r1":
        return key
    return None


def _load_raw(text: str, form: str) -> PrivateKey | None:
    import base64
    import binascii

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        raw = bytes.fromhex(text) if form.endswith("hex") else base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        return None
    if form == "ed25519_raw64_base64":
        # Seed, then public key, as NaCl keeps it: a public half that does not belong says that this is something else.
        if len(raw) != 64:
            return None
        key = Ed25519PrivateKey.from_private_bytes(raw[:32])
        return key if key.public_key().public_bytes_raw() == raw[32:] else None
    return Ed25519PrivateKey.from_private_bytes(raw) if len(raw) == 32 else None
