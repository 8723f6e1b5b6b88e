"""Signatures of Backpack Exchange: the published vectors, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from venue_runtime.clock import ManualClock
from venue_runtime.credentials import Credentials


def test_signed_docs_cancel(make_client: Callable[..., Any]) -> None:
    """docs.backpack.exchange, Authentication (the text that is signed; the page shows no key and no signature)"""
    client = make_client(
        credentials=Credentials(
            api_key="iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w=",
            private_key="AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=",
        ),
        clock=ManualClock(1614550000000000000),
    )
    signed = client.signing.signed("DELETE", "rest", "/api/v1/order", json={"symbol": "BTC_USDT", "orderId": 28})


def test_a_client_never_shows_its_secrets(make_client: Callable[..., Any]) -> None:
    client = make_client()
    shown = f"{client!r} {client.credentials!r} {client.signing!r} {vars(client.signing)!r}"
    shown += " ".join(f"{client.credentials[name]!r} {client.credentials[name]}" for name in client.credentials)
    for secret in ("test-api-key", "dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q="):
        assert secret not in shown
