"""Signatures of Gemini: the published vectors, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from venue_runtime.clock import ManualClock
from venue_runtime.credentials import Credentials
from venue_runtime.testing.plugin import CountedNonces


def test_request_official_sdk(make_client: Callable[..., Any]) -> None:
    """gemini/developer-platform@9bb4db83 packages/sdk-typescript/src/auth/hmac.test.ts"""
    client = make_client(
        credentials=Credentials(api_key="test-key", api_secret="test-secret"),
        clock=ManualClock(0),
        nonces=CountedNonces(1700000000000),
    )
    signed = client.signing.request("POST", "rest", "/v1/prediction-markets/order")
    assert (
        signed.headers["X-GEMINI-PAYLOAD"]
        == "eyJyZXF1ZXN0IjoiL3YxL3ByZWRpY3Rpb24tbWFya2V0cy9vcmRlciIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwfQ=="
    )
    assert (
        signed.headers["X-GEMINI-SIGNATURE"]
        == "4a665b714370dde25f1505aa89fc9f79830b9e071dd4f2276ec7913ef52edf2ba9911afbaa47b8a99bb4a4f32f273121"
    )


def test_handshake_official_sdk(make_client: Callable[..., Any]) -> None:
    """gemini/developer-platform@9bb4db83 packages/sdk-typescript/src/auth/hmac.test.ts (not its signature)"""
    client = make_client(
        credentials=Credentials(api_key="test-key", api_secret="test-secret"),
        clock=ManualClock(0),
        nonces=CountedNonces(1700000000),
    )
    signed = client.signing.handshake("GET", "rest", "")
    assert signed.headers["X-GEMINI-NONCE"] == "1700000000"
    assert signed.headers["X-GEMINI-PAYLOAD"] == "MTcwMDAwMDAwMA=="


def test_a_client_never_shows_its_secrets(make_client: Callable[..., Any]) -> None:
    client = make_client()
    shown = f"{client!r} {client.credentials!r} {client.signing!r} {vars(client.signing)!r}"
    shown += " ".join(f"{client.credentials[name]!r} {client.credentials[name]}" for name in client.credentials)
    for secret in ("test-api-key", "test-api-secret"):
        assert secret not in shown
