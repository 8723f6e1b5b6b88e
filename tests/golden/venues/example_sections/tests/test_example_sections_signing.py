"""Signatures of Example Sections: the published vectors, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from venue_runtime.clock import ManualClock
from venue_runtime.credentials import Credentials
from venue_runtime.testing.plugin import CountedNonces


def test_signed_nonce_first(make_client: Callable[..., Any]) -> None:
    """made up; computed with Python's hmac module"""
    client = make_client(
        credentials=Credentials(api_key="key-1", api_secret="hush"),
        clock=ManualClock(0),
        nonces=CountedNonces(1700000000123),
    )
    signed = client.signing.signed(
        "POST",
        "rest",
        "/v1/order",
        json={"section": "cash", "market": "AAABBB", "side": "buy", "size": "1", "price": "2.5"},
    )
    assert signed.headers["X-SIGN"] == "2923dd513b70704da09b153ac6f201128691b18b55aebdf130389afc1efe31e8"


def test_a_client_never_shows_its_secrets(make_client: Callable[..., Any]) -> None:
    client = make_client()
    shown = f"{client!r} {client.credentials!r} {client.signing!r} {vars(client.signing)!r}"
    shown += " ".join(f"{client.credentials[name]!r} {client.credentials[name]}" for name in client.credentials)
    for secret in ("test-api-secret",):
        assert secret not in shown
