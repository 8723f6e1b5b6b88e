from __future__ import annotations

import base64
import copy
import pickle
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from venue_runtime.credentials import Credentials, Secret, load_private_key
from venue_runtime.errors import ConfigurationError


def test_a_secret_never_prints() -> None:
    secret = Secret("hunter2")
    assert (str(secret), repr(secret), f"{secret}", f"{secret:>9}", "%s" % secret) == ("***",) * 5  # noqa: UP031
    assert secret.reveal() == "hunter2"
    assert secret == Secret("hunter2")
    assert secret != "hunter2"
    assert "hunter2" not in repr({"k": secret, "l": [secret]})


@pytest.mark.parametrize("thing", [Secret("hunter2"), Credentials(api_key="hunter2")])
def test_secrets_do_not_leave_the_process(thing: object) -> None:
    with pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(thing)
    with pytest.raises(TypeError, match="not pickled"):
        copy.deepcopy(thing)


def test_credentials_take_text_bytes_and_nothing() -> None:
    credentials = Credentials(api_key="k", api_secret=b"s\n", passphrase=None, private_key="")
    assert list(credentials) == ["api_key", "api_secret"]
    assert credentials.reveal("api_secret") == "s"
    assert "passphrase" not in credentials
    assert repr(credentials) == "Credentials(api_key=***, api_secret=***)"
    assert credentials.values() == ("k", "s")


def test_unknown_and_missing_names() -> None:
    credentials = Credentials(api_key="k", api_secert="s")
    with pytest.raises(ConfigurationError, match=r"example: unknown credential api_secert; did you mean api_secret\?"):
        credentials.validate(["api_key", "api_secret"], "example")
    with pytest.raises(ConfigurationError, match="missing credentials: passphrase, private_key"):
        credentials.require("api_key", "passphrase", "private_key")
    with pytest.raises(ConfigurationError, match="missing credentials: passphrase"):
        credentials["passphrase"]
    with pytest.raises(ConfigurationError, match="must be text, not int"):
        Credentials(api_key=5)  # type: ignore[arg-type]


def test_from_env_and_files(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from file\n")
    env = {
        "EXAMPLE_API_KEY": "k",
        "EXAMPLE_API_SECRET_FILE": str(tmp_path / "secret"),
        "EXAMPLE_PRIVATE_KEY": r"-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----",
        "EXAMPLE_OTHER": "x",
    }
    credentials = Credentials.from_env("example", ["api_key", "api_secret", "private_key", "passphrase"], env)
    assert list(credentials) == ["api_key", "api_secret", "private_key"]
    assert credentials.reveal("api_secret") == "from file"
    assert credentials.reveal("private_key").splitlines()[1] == "abc"
    with pytest.raises(ConfigurationError, match="EXAMPLE_API_KEY_FILE: /nonexistent: No such file"):
        Credentials.from_env("example", env={"EXAMPLE_API_KEY_FILE": "/nonexistent"})


def test_private_key_forms_give_the_same_key() -> None:
    key = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    seed, public = key.private_bytes_raw(), key.public_key().public_bytes_raw()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    forms = {
        "pem": pem,
        "pem_ed25519": pem.replace("\n", "\\n"),
        "ed25519_seed_base64": base64.b64encode(seed).decode(),
        "ed25519_raw64_base64": base64.b64encode(seed + public).decode(),
        "ed25519_seed_hex": seed.hex(),
    }
    for form, text in forms.items():
        loaded = load_private_key(Secret(text), [form])
        assert isinstance(loaded, ed25519.Ed25519PrivateKey)
        assert loaded.private_bytes_raw() == seed, form


def test_private_keys_of_the_wrong_kind_are_refused_without_being_quoted() -> None:
    p384 = ec.generate_private_key(ec.SECP384R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    for text, formats in (
        (p384.decode(), ["pem"]),
        ("hunter2", ["pem", "ed25519_seed_base64", "ed25519_raw64_base64", "ed25519_seed_hex"]),
        (base64.b64encode(bytes(64)).decode(), ["ed25519_raw64_base64"]),
        ("-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----", ["pem"]),
    ):
        with pytest.raises(ConfigurationError, match="in none of the accepted formats") as caught:
            load_private_key(text, formats)
        assert text not in str(caught.value)
        assert "hunter2" not in str(caught.value)
    with pytest.raises(ConfigurationError, match="unknown key format pam"):
        load_private_key("x", ["pam"])
