"""Tokens beside another library: each encoding of a key, what a token says, and that its signature holds.

The keys are those that the venue's own client is tested with (coinbase/coinbase-advanced-py@54fb8ed
tests/constants.py); tokens are taken apart and verified with `cryptography` alone. What they must say is the guide's
(docs.cdp.coinbase.com/get-started/authentication/jwt-authentication, and coinbase/jwt_generator.py there).
"""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from venue_runtime import Credentials
from venue_runtime.clock import ManualClock
from venue_runtime.errors import ConfigurationError
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets
from venues.coinbase_advanced import CoinbaseAdvanced, CoinbaseAdvancedConfig

NAME = "organizations/test-organization/apiKeys/test-api-key"
EC = (
    "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIKwf3Uox30cRWzRBOPoPOH5p0Gpb0Dt8zUKXUEM5fMkGoAoGCCqGSM49\n"
    "AwEHoUQDQgAEbAtpLlSZYVOwYICz+uEyxcS29vRIujiES/gQ1DC7FV4zK4JuYE9v\n"
    "qDyGZQYjdXHLM7I6f/QnnOITL+dXYWBHRA==\n-----END EC PRIVATE KEY-----\n"
)
ED_RAW = "k0BUni0p0vZG1BdpVjS6ogBJ7kxm630AJ2dN+tuputDOKsRAwgyrpEQLeBtS1znTmzPX6Xr2eOWpzx6nW8knkA=="
ED_PEM = (
    "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJNAVJ4tKdL2RtQXaVY0uqIASe5MZut9ACdnTfrbqbrQ\n"
    "-----END PRIVATE KEY-----\n"
)
ED_SEED = "k0BUni0p0vZG1BdpVjS6ogBJ7kxm630AJ2dN+tuputA="
ED_PUBLIC = Ed25519PrivateKey.from_private_bytes(base64.b64decode(ED_SEED)).public_key()
EC_PUBLIC = load_pem_private_key(EC.encode(), None).public_key()
KEYS: dict[str, tuple[str, str, Any]] = {
    "ec_pem": (EC, "ES256", EC_PUBLIC),
    "ec_pem_in_one_line": (EC.replace("\n", "\\n"), "ES256", EC_PUBLIC),
    "ed25519_raw": (ED_RAW, "EdDSA", ED_PUBLIC),
    "ed25519_pem": (ED_PEM, "EdDSA", ED_PUBLIC),
    "ed25519_seed": (ED_SEED, "EdDSA", ED_PUBLIC),
}


def part(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def verified(token: str, public: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and claims of a token whose signature holds. Raises InvalidSignature."""
    header, claims, signature = token.split(".")
    assert "=" not in token
    data, raw = f"{header}.{claims}".encode(), part(signature)
    assert len(raw) == 64
    if isinstance(public, EllipticCurvePublicKey):
        numbers = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
        public.verify(encode_dss_signature(*numbers), data, ECDSA(SHA256()))
    else:
        assert isinstance(public, Ed25519PublicKey)
        public.verify(raw, data)
    return json.loads(part(header)), json.loads(part(claims))


def client(secret: str, http: ScriptedHttp, sockets: ScriptedSockets | None = None, **options: Any) -> CoinbaseAdvanced:
    http.answer({"products": [], "num_products": 0}, path="/api/v3/brokerage/market/products", times=None)
    return CoinbaseAdvanced(
        credentials=Credentials(api_key=NAME, private_key=secret),
        clock=ManualClock(1_700_000_000_123_000_000),
        http=http,
        websocket=sockets or ScriptedSockets(),
        **options,
    )


@pytest.mark.asyncio
@pytest.mark.parametrize("name", KEYS)
async def test_a_token_of_a_request(name: str) -> None:
    secret, algorithm, public = KEYS[name]
    http = ScriptedHttp()
    answer = {"accounts": [], "has_next": False, "cursor": "", "size": 0}
    http.answer(answer, path="/api/v3/brokerage/accounts", times=None)
    async with client(secret, http) as ours:
        await ours.raw.accounts(limit=250)
        await ours.raw.accounts(limit=250)
    first, second = (each for each in http.requests if each.url.endswith("/accounts?limit=250"))
    tokens = [each.headers["Authorization"].removeprefix("Bearer ") for each in (first, second)]
    header, claims = verified(tokens[0], public)
    assert header == {"alg": algorithm, "typ": "JWT", "kid": NAME, "nonce": header["nonce"]}
    assert len(bytes.fromhex(header["nonce"])) == 16
    assert claims == {
        "sub": NAME,
        "iss": "cdp",
        "nbf": 1_700_000_000,
        "exp": 1_700_000_120,
        "uri": "GET api.coinbase.com/api/v3/brokerage/accounts",  # without the query
    }
    other, again = verified(tokens[1], public)
    assert (again, other["nonce"] != header["nonce"]) == (claims, True)
    changed = f"{tokens[0].split('.')[0]}.{tokens[1].split('.')[0]}.{tokens[0].split('.')[2]}"
    with pytest.raises(InvalidSignature):
        verified(changed, public)


@pytest.mark.asyncio
@pytest.mark.parametrize("name", ["ec_pem", "ed25519_raw"])
async def test_a_token_of_a_subscription(name: str) -> None:
    secret, algorithm, public = KEYS[name]
    sockets = ScriptedSockets(lambda frame: [json.dumps({"channel": "subscriptions", "events": []})])
    http = ScriptedHttp()
    config = CoinbaseAdvancedConfig(products="BTC-USD,ETH-USD")
    async with client(secret, http, sockets, config=config) as ours, ours.raw.user():
        socket = await sockets.opened()
        await socket.sent_count(2)
        beats, user = socket.sent_json()
    assert socket.url == "wss://advanced-trade-ws-user.coinbase.com"
    assert [(each["type"], each["channel"], each["product_ids"]) for each in (beats, user)] == [
        ("subscribe", "heartbeats", []),
        ("subscribe", "user", ["BTC-USD", "ETH-USD"]),
    ]
    header, claims = verified(user["jwt"], public)
    assert (header["alg"], header["kid"]) == (algorithm, NAME)
    assert claims == {"sub": NAME, "iss": "cdp", "nbf": 1_700_000_000, "exp": 1_700_000_120}
    assert verified(beats["jwt"], public)[0]["nonce"] != header["nonce"]


def test_a_key_in_no_known_encoding_is_refused_at_once() -> None:
    with pytest.raises(ConfigurationError, match="private_key"):
        client("c29tZXRoaW5nIGVsc2U=", ScriptedHttp())
