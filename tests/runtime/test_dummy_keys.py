"""Keys that tests sign with: they load, and they stay the same."""

from __future__ import annotations

import pytest
from venue_runtime.credentials import KEY_FORMATS, load_private_key
from venue_runtime.secp256k1 import Secp256k1Key
from venue_runtime.signing import signer_of
from venue_runtime.testing.keys import dummy_key


@pytest.mark.parametrize("form", [form for form in KEY_FORMATS if form != "pem_rsa"])
def test_it_is_in_the_form_that_is_asked_for(form: str) -> None:
    key = dummy_key([form])
    assert key == dummy_key([form])
    signer = signer_of(load_private_key(key, (form,)))
    assert signer.jose == ("ES256" if form == "pem_ec_p256" else "EdDSA")


def test_the_key_of_an_address() -> None:
    assert Secp256k1Key(dummy_key(["secp256k1_hex"])).address == "0xc3805df3b70f006081d7e7a14f7733a7f152466a"


def test_rsa_is_not_made() -> None:
    assert "BEGIN PRIVATE KEY" in dummy_key(["pem_rsa", "pem_ec_p256"])
    with pytest.raises(ValueError, match="pem_rsa"):
        dummy_key(["pem_rsa"])
