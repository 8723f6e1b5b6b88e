"""Signatures of Example Exchange: the published vectors, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from venue_runtime.clock import ManualClock
from venue_runtime.credentials import Credentials
from venue_runtime.testing.plugin import CountedNonces


def test_signed_json_body(make_client: Callable[..., Any]) -> None:
    """made up; computed with Python's hmac module"""
    client = make_client(
        credentials=Credentials(
            api_key="key-1", api_secret="ZXhhbXBsZSBleGNoYW5nZSBzZWNyZXQgMzIgYnl0ZXM=", passphrase="open sesame"
        ),
        clock=ManualClock(1700000000123000000),
    )
    signed = client.signing.signed(
        "POST",
        "rest",
        "/v1/orders",
        json={"market": "AAA-BBB", "side": "buy", "kind": "limit", "size": "2", "price": "10.5"},
    )
    assert signed.headers["X-SIGN"] == "IrD/WgjGHTpX6+Owsx8r/92Eb6LM9KDHOel40K8TBoE="
    assert signed.headers["X-PASS"] == "qKhjV6/71KI9bzJxAz2CTWdAFhLsRM/0/Nzpn1IXs90="


def test_nonce_form_form_with_nonce(make_client: Callable[..., Any]) -> None:
    """made up; computed with Python's hmac and hashlib modules"""
    client = make_client(
        credentials=Credentials(
            api_key="key-1", api_secret="ZXhhbXBsZSBleGNoYW5nZSBzZWNyZXQgMzIgYnl0ZXM=", passphrase="open sesame"
        ),
        clock=ManualClock(0),
        nonces=CountedNonces(1700000000123456),
    )
    signed = client.signing.nonce_form("POST", "rest", "/v1/private/stream_token", form="market=AAA-BBB")
    assert (
        signed.headers["X-SIGN"]
        == "uSNfdK6oux8dVxrKOxkanC3XUDhoyQcPwmv3duK4mVNB4/rPKQUFYPYHJK6XWivKmkMfghGAED3AGHzjwE4bZw=="
    )


def test_bearer_published_token(make_client: Callable[..., Any]) -> None:
    """jwt.io, the token that its debugger shows first"""
    client = make_client(
        credentials=Credentials(api_key="1234567890", api_secret="", passphrase="", jwt_secret="your-256-bit-secret"),
        clock=ManualClock(1516239022000000000),
    )
    signed = client.signing.bearer("GET", "rest", "")
    assert (
        signed.headers["Authorization"]
        == "Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c"
    )


def test_a_client_never_shows_its_secrets(make_client: Callable[..., Any]) -> None:
    client = make_client()
    shown = f"{client!r} {client.credentials!r} {client.signing!r} {vars(client.signing)!r}"
    shown += " ".join(f"{client.credentials[name]!r} {client.credentials[name]}" for name in client.credentials)
    for secret in ("dGVzdC1hcGktc2VjcmV0", "test-passphrase", "test-jwt-secret"):
        assert secret not in shown
