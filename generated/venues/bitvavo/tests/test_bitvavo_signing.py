"""Signatures of Bitvavo: the published vectors, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from venue_runtime.clock import ManualClock
from venue_runtime.credentials import Credentials


def test_signed_docs_rfq_trades(make_client: Callable[..., Any]) -> None:
    """docs.bitvavo.com/docs/rfq-api/introduction, Create a signature (that of the REST API)"""
    client = make_client(
        credentials=Credentials(api_key="test", api_secret="bitvavo"), clock=ManualClock(1548172481125000000)
    )
    signed = client.signing.signed("GET", "rest", "/v2/rfq/trades")
    assert (
        signed.headers["Bitvavo-Access-Signature"] == "5cabebe6735355a6e359bebc4a3c9ceef649afa455b7cf6cc11af65627cb99f3"
    )


def test_a_client_never_shows_its_secrets(make_client: Callable[..., Any]) -> None:
    client = make_client()
    shown = f"{client!r} {client.credentials!r} {client.signing!r} {vars(client.signing)!r}"
    shown += " ".join(f"{client.credentials[name]!r} {client.credentials[name]}" for name in client.credentials)
    for secret in ("test-api-key", "test-api-secret"):
        assert secret not in shown
