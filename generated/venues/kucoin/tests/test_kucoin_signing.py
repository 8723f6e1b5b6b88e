"""Signatures of KuCoin: the published vectors, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from venue_runtime.clock import ManualClock
from venue_runtime.credentials import Credentials


def test_signed_sdk_test_sign(make_client: Callable[..., Any]) -> None:
    """Kucoin/kucoin-universal-sdk@78c90c77 sdk/python/kucoin_universal_sdk/internal/infra/test_default_signer.py"""
    client = make_client(
        credentials=Credentials(api_key="test_api_key", api_secret="test_api_secret", passphrase="test_plain"),
        clock=ManualClock(1234567890000000000),
    )
    signed = client.signing.signed("GET", "rest", "/api/v1/accounts")
    assert signed.headers["KC-API-PASSPHRASE"] == "jie/gxS38wLFFaBwl/cAzFbAzlI8MIny96jSXrB+iP4="


def test_a_client_never_shows_its_secrets(make_client: Callable[..., Any]) -> None:
    client = make_client()
    shown = f"{client!r} {client.credentials!r} {client.signing!r} {vars(client.signing)!r}"
    shown += " ".join(f"{client.credentials[name]!r} {client.credentials[name]}" for name in client.credentials)
    for secret in ("test-api-key", "test-api-secret", "test-passphrase"):
        assert secret not in shown
