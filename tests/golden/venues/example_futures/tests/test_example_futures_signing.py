"""Signatures of Example Futures: the published vectors, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from venue_runtime.clock import ManualClock
from venue_runtime.credentials import Credentials
from venue_runtime.testing.plugin import CountedNonces


def test_signed_json_body(make_client: Callable[..., Any]) -> None:
    """made up; computed with Python's hmac module"""
    client = make_client(
        credentials=Credentials(api_key="key-1", api_secret="hush"),
        clock=ManualClock(0),
        nonces=CountedNonces(1700000000123),
    )
    signed = client.signing.signed("POST", "rest", "/v1/order", json={"market": "BTCUSD", "side": "buy"})
    assert signed.headers["X-SIGN"] == "3de892a498d86e18d1b51dbbb1f1341282367a0b7461fa0dba7e0b39cf25b510"


def test_timed_form_body(make_client: Callable[..., Any]) -> None:
    """made up; computed with Python's hmac module"""
    client = make_client(
        credentials=Credentials(api_key="key-1", api_secret="hush"),
        clock=ManualClock(0),
        nonces=CountedNonces(1700000000123456),
    )
    signed = client.signing.timed("POST", "rest", "/v1/timer", form="timeout=10")
    assert signed.headers["X-SIGN"] == "5fffda22e03b3573522d9e623a09b0d16ca8751f5425075ff0a6d2cacde0aa29"


def test_a_client_never_shows_its_secrets(make_client: Callable[..., Any]) -> None:
    client = make_client()
    shown = f"{client!r} {client.credentials!r} {client.signing!r} {vars(client.signing)!r}"
    shown += " ".join(f"{client.credentials[name]!r} {client.credentials[name]}" for name in client.credentials)
    for secret in ("test-api-secret",):
        assert secret not in shown
