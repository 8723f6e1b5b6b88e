"""Known answers from official material (each names its source), and properties of our own keys."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from venue_runtime.credentials import Secret, load_private_key
from venue_runtime.errors import ConfigurationError
from venue_runtime.signing import (
    EcdsaKey,
    Ed25519Key,
    HmacKey,
    RsaKey,
    decode_secret,
    jwt,
    jwt_verify,
    sha256,
    sha512,
    signer_of,
)

SPOT_SECRET = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j"
HEX_VECTORS = [
    pytest.param(
        "sha256",
        SPOT_SECRET,
        "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559",
        "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71",
        id="binance/binance-spot-api-docs@a5e0bc3 rest-api.md",
    ),
    pytest.param(
        "sha256",
        SPOT_SECRET,
        "apiKey=vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A&price=52000.00&quantity=0.01000000"
        "&recvWindow=100&side=SELL&symbol=BTCUSDT&timeInForce=GTC&timestamp=1645423376532&type=LIMIT",
        "aa1b5712c094bc4e57c05a1a5c1fd8d88dcd628338ea863fec7b88e59fe2db24",
        id="binance/binance-spot-api-docs@a5e0bc3 web-socket-api.md",
    ),
    pytest.param(
        "sha256",
        "chNOOS4KvNXR_Xq4k4c9qsfoKWvnDecLATCRlcBwyKDYnWgO",
        "GET/api/v1/instrument1518064236",
        "c7682d435d0cfe87c16098df34ef2eb5a549d4c5a3c2b1f0f77b8af73423bf00",
        id="bitmex.com/app/apiKeysUsage",
    ),
    pytest.param(
        "sha256",
        "AMANDASECRECT",
        "1576074319000\n1iqt2wls\n",
        "56590594f97921b09b18f166befe0d1319b198bbcdad7ca73382de2f88fe9aa1",
        id="deribit docs, client signature",
    ),
    pytest.param(
        "sha512",
        "secret",
        "GET\n/api/v4/futures/orders\ncontract=BTC_USD&status=finished&limit=50\n"
        "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81"
        "a538327af927da3e\n1541993715",
        "55f84ea195d6fe57ce62464daaa7c3c02fa9d1dde954e4c898289c9a2407a3d6fb3faf24deff16790d726b66ac9f74526668b13bd0102919"
        "9cc4fcc522418b8a",
        id="gate API v4 docs, APIv4 signed request requirements",
    ),
    pytest.param(
        "sha256",
        "bitvavo",
        "1548175200641GET/v2/websocket",
        "653fc0505431c63a043273da4bd2f0927eae83948d796084f313e5d1131b0d6f",
        id="bitvavo/node-bitvavo-api test/utils.spec.js",
    ),
]
ED25519_PEM = (
    "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIIJEYWtGBrhACmb9Dvy+qa8WEf0lQOl1s4CLIAB9m89u\n"
    "-----END PRIVATE KEY-----"
)


@pytest.mark.parametrize(("alg", "secret", "payload", "expected"), HEX_VECTORS)
def test_hmac_known_answers(alg: Any, secret: str, payload: str, expected: str) -> None:
    key = HmacKey(secret, alg)
    assert key.hex(payload) == expected
    assert key.raw(payload.encode()) == bytes.fromhex(expected)
    assert key.base64(payload) == base64.b64encode(bytes.fromhex(expected)).decode()
    assert key.verify(payload, expected)
    assert not key.verify(payload + " ", expected)


def test_composite_hash_with_base64_secret() -> None:
    # docs.kraken.com/exchange/guides/rest/authentication.md
    secret = "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg=="
    body = "nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25"
    key = HmacKey(decode_secret(secret, "base64"), "sha512")
    signature = key.base64(b"/0/private/AddOrder" + sha256.raw("1616492376594" + body))
    assert signature == ("4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==")


def test_ed25519_known_answer() -> None:
    # binance/binance-spot-api-docs@a5e0bc3 fix-api.md, Logon
    payload = "\x01".join(["A", "EXAMPLE", "SPOT", "1", "20240627-11:17:25.223"])
    expected = "4MHXelVVcpkdwuLbl6n73HQUXUf1dse2PCgT1DYqW9w8AVZ1RACFGM+5UdlGPrQHrgtS3CvsRURC1oj73j8gCA=="
    key = Ed25519Key(ED25519_PEM)
    assert key.base64(payload) == expected
    assert key.verify(payload, expected)
    assert not key.verify(payload, expected.replace("4MHX", "4MHY"))
    assert isinstance(signer_of(load_private_key(ED25519_PEM)), Ed25519Key)


def test_hashes() -> None:
    # FIPS 180-4, the hash of the empty string
    assert sha256.hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert sha512.hex(b"")[:32] == "cf83e1357eefb8bdf1542850d66d8007"
    assert sha256.base64("") == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="


def test_hmac_key_longer_than_a_block() -> None:
    # RFC 4231, test case 6: a key of 131 bytes
    key = HmacKey(b"\xaa" * 131)
    assert key.hex("Test Using Larger Than Block-Size Key - Hash Key First") == (
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    )


@pytest.mark.parametrize("bad", ["", "zz", "c8db", "not a signature", "é", b"", b"\x00" * 31])
def test_verify_answers_false_for_anything_malformed(bad: str | bytes) -> None:
    assert not HmacKey("k").verify("data", bad)
    assert not Ed25519Key(ED25519_PEM).verify("data", bad)


def test_rsa_signs_pkcs1_sha256() -> None:
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    key = RsaKey(private)
    signature = key.base64("payload")
    private.public_key().verify(base64.b64decode(signature), b"payload", PKCS1v15(), SHA256())
    assert key.verify("payload", signature)
    assert not key.verify("payloae", signature)
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()).decode()
    assert RsaKey(Secret(pem)).base64("payload") == signature
    assert isinstance(signer_of(private), RsaKey)


@pytest.mark.parametrize("form", [PrivateFormat.TraditionalOpenSSL, PrivateFormat.PKCS8])
def test_jwt_es256_in_declared_order(form: PrivateFormat) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    key = EcdsaKey(private.private_bytes(Encoding.PEM, form, NoEncryption()).decode())
    token = jwt(key, {"typ": "JWT", "kid": "key-1"}, {"sub": "key-1", "iss": "x", "exp": 1_700_000_120})
    header, claims, signature = token.split(".")
    assert base64.urlsafe_b64decode(header + "==") == b'{"alg":"ES256","typ":"JWT","kid":"key-1"}'
    assert base64.urlsafe_b64decode(claims + "==") == b'{"sub":"key-1","iss":"x","exp":1700000120}'
    assert len(base64.urlsafe_b64decode(signature + "==")) == 64
    assert jwt_verify(key, token) == {"sub": "key-1", "iss": "x", "exp": 1_700_000_120}
    assert jwt(key, {"typ": "JWT", "kid": "key-1"}, {"sub": "key-1", "iss": "x", "exp": 1_700_000_120}) == token
    other = EcdsaKey(ec.generate_private_key(ec.SECP256R1()))
    assert jwt_verify(other, token) is None


def test_jwt_hs256_known_answer() -> None:
    # RFC 7515, appendix A.1 (key only; its header has line breaks, so the compact form of ours is checked piecewise)
    key = HmacKey(
        base64.urlsafe_b64decode(
            "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow=="
        )
    )
    signed = (
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
        ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    )
    token = f"{signed}.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    assert jwt_verify(key, token) == {"iss": "joe", "exp": 1300819380, "http://example.com/is_root": True}
    assert json.loads(base64.urlsafe_b64decode(jwt(key, {}, {"a": 1}).split(".")[1] + "==")) == {"a": 1}


@pytest.mark.parametrize("token", ["", "a.b", "a.b.c", "e30.e30.", "é.é.é", "bnVsbA.e30.AA"])
def test_jwt_verify_answers_none_for_anything_malformed(token: str) -> None:
    assert jwt_verify(HmacKey("k"), token) is None


def test_jwt_refuses_an_algorithm_that_is_not_the_keys() -> None:
    with pytest.raises(ConfigurationError, match="header says alg none, the key makes HS256"):
        jwt(HmacKey("k"), {"alg": "none"}, {})


def test_bad_secrets_are_refused_without_being_quoted() -> None:
    for text, encoding in (("not base64!", "base64"), ("xyz", "hex")):
        with pytest.raises(ConfigurationError) as caught:
            decode_secret(Secret(text), encoding)  # type: ignore[arg-type]
        assert text not in str(caught.value)
    with pytest.raises(ConfigurationError, match="empty"):
        HmacKey("")
    assert "k3y" not in repr(HmacKey("k3y"))
    assert repr(Ed25519Key(ED25519_PEM)) == "Ed25519Key(***)"
