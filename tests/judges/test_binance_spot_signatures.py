"""Signatures of requests and frames as they are sent, verified with independent code: the venue's side of the wire.

For keys of all three kinds, over REST and over the WebSocket API. Where the official texts print a signature that can
be recomputed, ours is compared with it; the printed ones that nobody can verify are listed with the reason.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa
from example_server import EXAMPLES, ExampleServer
from venue_runtime import Credentials, OrderType, Side
from venue_runtime.credentials import load_private_key
from venue_runtime.exprs import sorted_map
from venue_runtime.signing import HmacKey, signer_of
from venue_runtime.testing.scripted import ScriptedSockets
from venue_runtime.wire import pairs
from venues.binance_spot import BinanceSpot

KEY = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A"
SECRET = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j"
FIX_KEY = (
    "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIIJEYWtGBrhACmb9Dvy+qa8WEf0lQOl1s4CLIAB9m89u\n"
    "-----END PRIVATE KEY-----"
)
"""The one private key that the official texts print (fix-api.md)."""

RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)

Verifier = Callable[[str, str], bool]
"""(payload, signature as sent) -> whether it is right."""


def verify_hmac(payload: str, signature: str) -> bool:
    return signature == hmac.new(SECRET.encode(), payload.encode(), hashlib.sha256).hexdigest()


def verify_ed25519(payload: str, signature: str) -> bool:
    key = serialization.load_pem_private_key(FIX_KEY.encode(), None)
    assert isinstance(key, ed25519.Ed25519PrivateKey)
    try:
        key.public_key().verify(base64.b64decode(signature, validate=True), payload.encode())
    except InvalidSignature:
        return False
    return True


def verify_rsa(payload: str, signature: str) -> bool:
    try:
        RSA_KEY.public_key().verify(
            base64.b64decode(signature, validate=True), payload.encode(), padding.PKCS1v15(), hashes.SHA256()
        )
    except InvalidSignature:
        return False
    return True


RSA_PEM = RSA_KEY.private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
).decode()

KEYS: dict[str, tuple[Credentials, Verifier]] = {
    "hmac": (Credentials(api_key=KEY, api_secret=SECRET), verify_hmac),
    "ed25519": (Credentials(api_key=KEY, private_key=FIX_KEY), verify_ed25519),
    "rsa": (Credentials(api_key=KEY, private_key=RSA_PEM), verify_rsa),
}


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", KEYS)
async def test_rest_requests_verify(kind: str) -> None:
    credentials, verify = KEYS[kind]
    async with ExampleServer() as server:
        async with BinanceSpot(credentials=credentials, endpoints=server.url) as client:
            await client.create_order(
                "BTC/USDT", side=Side.BUY, type=OrderType.LIMIT, quantity=Decimal("0.5"), price=Decimal("101.25")
            )
            await client.cancel_order("LTC/BTC", venue_order_id="4")
            await client.fetch_open_orders()
            await client.fetch_balances()
        requests = server.take()
    assert [one.method for one in requests] == ["POST", "DELETE", "GET", "GET"]
    for request in requests:
        payload, signature = request.signed
        assert verify(payload, signature)
        assert not verify(payload + " ", signature)
        assert request.headers["x-mbx-apikey"] == KEY


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", KEYS)
async def test_a_symbol_outside_ascii_is_signed_as_it_is_sent(kind: str) -> None:
    """Since 2026-01-15 payloads are percent-encoded before they are signed (CHANGELOG)."""
    credentials, verify = KEYS[kind]
    request = BinanceSpot(credentials=credentials).signing.signed(
        "POST", "rest", "/api/v3/order", query="symbol=%EF%BC%91%EF%BC%92&side=BUY"
    )
    payload, _, signature = urlsplit(request.url).query.rpartition("&signature=")
    assert payload.startswith("symbol=%EF%BC%91%EF%BC%92&side=BUY&")
    assert verify(payload, unquote(signature))


@pytest.mark.parametrize("kind", ["ed25519", "rsa"])
def test_signatures_in_base64_are_percent_encoded(kind: str) -> None:
    credentials, _ = KEYS[kind]
    client = BinanceSpot(credentials=credentials)
    seen = ""
    for number in range(40):  # enough for each of + / = to occur
        query = urlsplit(client.signing.signed("GET", "rest", "/api/v3/account", query=f"n={number}").url).query
        _, _, signature = query.rpartition("&signature=")
        assert not set(signature) & set("+/=")
        seen += signature
    assert "%2B" in seen
    assert "%2F" in seen
    assert "%3D" in seen


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", KEYS)
async def test_the_login_of_the_user_stream_verifies(kind: str) -> None:
    credentials, verify = KEYS[kind]
    sockets = ScriptedSockets()
    client = BinanceSpot(credentials=credentials, websocket=sockets)
    dialect = client._dialect("ws_api", None)
    frames: list[dict[str, Any]] = []

    class Link:
        def next_id(self) -> int:
            return 1

        async def request(self, request_id: str, frame: str) -> None:
            frames.append(json.loads(frame))

    await dialect.on_open(Link())  # type: ignore[arg-type]
    await client.close()
    (frame,) = frames
    assert frame["method"] == "userDataStream.subscribe.signature"
    check_frame(frame["params"], verify)


@pytest.mark.parametrize("kind", KEYS)
def test_frames_with_parameters_verify(kind: str) -> None:
    """Sorted by name, raw UTF-8, numbers as the text that stands in the frame."""
    credentials, verify = KEYS[kind]
    params = BinanceSpot(credentials=credentials).signing.ws_signed(
        {
            "symbol": "１２３４５６",
            "side": "SELL",
            "type": "LIMIT",
            "timeInForce": "GTC",
            "quantity": "0.01",
            "price": "52000.00",
        }
    )
    check_frame(json.loads(json.dumps(params)), verify)


def check_frame(params: dict[str, Any], verify: Verifier) -> None:
    signature = params.pop("signature")
    assert params["apiKey"] == KEY
    payload = "&".join(f"{name}={params[name]}" for name in sorted(params))
    assert verify(payload, signature)
    assert not verify(payload + "0", signature)


# ---------------------------------------------------------------------- what the venue prints

UNVERIFIABLE = {
    "ws_account_commission": "the signature of myTrades pasted",
    "ws_my_allocations": "the signature of myTrades pasted",
    "ws_my_prevented_matches": "the signature of myTrades pasted",
    "ws_my_filters": "another key, whose secret is not printed",
    "ws_order_amend": "another key, whose secret is not printed",
    "ws_order_amendments": "another key, whose secret is not printed",
    "ws_order_list": "does not verify with the documented key",
    "ws_order_list_cancel": "does not verify with the documented key",
    "ws_order_list_place.oco": "another key, whose secret is not printed",
    "ws_order_list_place.opo": "another key, whose secret is not printed",
    "ws_order_list_place.opoco": "another key, whose secret is not printed",
    "ws_order_list_place.oto": "another key, whose secret is not printed",
    "ws_order_list_place.otoco": "another key, whose secret is not printed",
    "ws_order_place.example": "parameters of another request than the one that was signed",
    "ws_order_place.insufficient_funds": "parameters of another request than the one that was signed",
    "ws_sor_order_test": "another key, whose secret is not printed",
}


def printed(path: Path) -> dict[str, Any] | None:
    request = json.loads(path.read_text(encoding="utf-8")).get("request")
    params = request.get("params") if isinstance(request, dict) else None
    return params if isinstance(params, dict) and "signature" in params else None


PRINTED = {path.stem: found for path in sorted(EXAMPLES.glob("*.json")) if (found := printed(path)) is not None}


@pytest.mark.parametrize("name", [name for name in PRINTED if name not in UNVERIFIABLE])
def test_printed_signature_of_a_frame(name: str) -> None:
    params = dict(PRINTED[name])
    signature = params.pop("signature")
    assert HmacKey(SECRET).hex(pairs(sorted_map(params), "=", "&")) == signature


def test_printed_signatures_are_all_accounted_for() -> None:
    assert set(UNVERIFIABLE) <= set(PRINTED)
    assert len(PRINTED) - len(UNVERIFIABLE) >= 16
    for name in UNVERIFIABLE:
        params = dict(PRINTED[name])
        signature = params.pop("signature")
        assert not verify_hmac("&".join(f"{key}={params[key]}" for key in sorted(params)), signature), "verifies now"


def test_printed_logon_signature_of_ed25519() -> None:
    payload = "\x01".join(["A", "EXAMPLE", "SPOT", "1", "20240627-11:17:25.223"])
    assert signer_of(load_private_key(FIX_KEY, ("pem",))).base64(payload) == (
        "4MHXelVVcpkdwuLbl6n73HQUXUf1dse2PCgT1DYqW9w8AVZ1RACFGM+5UdlGPrQHrgtS3CvsRURC1oj73j8gCA=="
    )


@pytest.mark.parametrize("kind", KEYS)
def test_ccxt_signs_a_payload_as_we_do(kind: str) -> None:
    """All three algorithms are deterministic: two signers of one payload must agree."""
    pytest.importorskip("ccxt", reason="ccxt is not installed (extra: judges)")
    from ccxt_binance import ccxt_binance

    secret = {"hmac": SECRET, "ed25519": FIX_KEY, "rsa": RSA_PEM}[kind]
    exchange = ccxt_binance("http://127.0.0.1:1", key=KEY, secret=secret)
    order = {"symbol": "BTCUSDT", "side": "BUY", "type": "MARKET", "quantity": "0.5"}
    theirs = exchange.sign("order", ["private"], "POST", order)
    payload, _, signature = theirs["body"].rpartition("&signature=")
    ours = HmacKey(SECRET).hex if kind == "hmac" else signer_of(load_private_key(secret, ("pem",))).base64
    assert ours(payload) == unquote(signature)
