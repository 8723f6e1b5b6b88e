"""Signatures of Deribit: the published vectors, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from venue_runtime.clock import ManualClock
from venue_runtime.credentials import Credentials
from venue_runtime.testing.plugin import FixedRandom


def test_granted_docs_client_signature(make_client: Callable[..., Any]) -> None:
    """docs.deribit.com/articles/authentication, Client Signature (WebSocket)"""
    client = make_client(
        credentials=Credentials(client_id="AMANDA", client_secret="AMANDASECRECT"),
        clock=ManualClock(1576074319000000000),
        random=FixedRandom("01121a1d0220151c"),
    )
    signed = client.signing.granted("GET", "rest", "/public/auth", query="grant_type=client_signature")
    assert dict(parse_qsl(urlsplit(signed.url).query))["nonce"] == "1iqt2wls"
    assert (
        dict(parse_qsl(urlsplit(signed.url).query))["signature"]
        == "56590594f97921b09b18f166befe0d1319b198bbcdad7ca73382de2f88fe9aa1"
    )


def test_login_docs_client_signature_ws(make_client: Callable[..., Any]) -> None:
    """docs.deribit.com/articles/authentication, Client Signature (WebSocket)"""
    client = make_client(
        credentials=Credentials(client_id="AMANDA", client_secret="AMANDASECRECT"),
        clock=ManualClock(1576074319000000000),
        random=FixedRandom("01121a1d0220151c"),
    )
    signed = client.signing.login({"grant_type": "client_signature"})
    assert signed["nonce"] == "1iqt2wls"
    assert signed["signature"] == "56590594f97921b09b18f166befe0d1319b198bbcdad7ca73382de2f88fe9aa1"


def test_a_client_never_shows_its_secrets(make_client: Callable[..., Any]) -> None:
    client = make_client()
    shown = f"{client!r} {client.credentials!r} {client.signing!r} {vars(client.signing)!r}"
    shown += " ".join(f"{client.credentials[name]!r} {client.credentials[name]}" for name in client.credentials)
    for secret in ("test-client-secret",):
        assert secret not in shown
