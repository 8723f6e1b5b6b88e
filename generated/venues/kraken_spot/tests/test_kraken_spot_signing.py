"""Signatures of Kraken Spot: the published vectors, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from venue_runtime.clock import ManualClock
from venue_runtime.credentials import Credentials
from venue_runtime.testing.plugin import CountedNonces


def test_signed_docs_add_order(make_client: Callable[..., Any]) -> None:
    """docs.kraken.com/exchange/guides/rest/authentication.md"""
    client = make_client(
        credentials=Credentials(
            api_key="published-without-key",
            api_secret="kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==",
        ),
        clock=ManualClock(0),
        nonces=CountedNonces(1616492376594),
    )
    signed = client.signing.signed(
        "POST", "rest", "/0/private/AddOrder", form="ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25"
    )
    assert (
        signed.headers["API-Sign"]
        == "4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ=="
    )


def test_a_client_never_shows_its_secrets(make_client: Callable[..., Any]) -> None:
    client = make_client()
    shown = f"{client!r} {client.credentials!r} {client.signing!r} {vars(client.signing)!r}"
    shown += " ".join(f"{client.credentials[name]!r} {client.credentials[name]}" for name in client.credentials)
    for secret in ("test-api-key", "dGVzdC1hcGktc2VjcmV0"):
        assert secret not in shown
