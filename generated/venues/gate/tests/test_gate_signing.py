"""Signatures of Gate: the published vectors, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from venue_runtime.clock import ManualClock
from venue_runtime.credentials import Credentials


def test_signed_docs_list_orders(make_client: Callable[..., Any]) -> None:
    """gate.com/docs/developers/apiv4/en, API Signature string generation, 1"""
    client = make_client(
        credentials=Credentials(api_key="key", api_secret="secret"), clock=ManualClock(1541993715000000000)
    )
    signed = client.signing.signed(
        "GET", "rest", "/api/v4/futures/orders", query="contract=BTC_USD&status=finished&limit=50"
    )
    assert (
        signed.headers["SIGN"]
        == "55f84ea195d6fe57ce62464daaa7c3c02fa9d1dde954e4c898289c9a2407a3d6fb3faf24deff16790d726b66ac9f74526668b13bd01029199cc4fcc522418b8a"
    )


def test_signed_docs_create_order(make_client: Callable[..., Any]) -> None:
    """gate.com/docs/developers/apiv4/en, API Signature string generation, 2"""
    client = make_client(
        credentials=Credentials(api_key="key", api_secret="secret"), clock=ManualClock(1541993715000000000)
    )
    signed = client.signing.signed(
        "POST",
        "rest",
        "/api/v4/futures/orders",
        json={"contract": "BTC_USD", "type": "limit", "size": 100, "price": 6800, "time_in_force": "gtc"},
    )
    assert (
        signed.headers["SIGN"]
        == "eae42da914a590ddf727473aff25fc87d50b64783941061f47a3fdb92742541fc4c2c14017581b4199a1418d54471c269c03a38d788d802e2c306c37636389f0"
    )


def test_a_client_never_shows_its_secrets(make_client: Callable[..., Any]) -> None:
    client = make_client()
    shown = f"{client!r} {client.credentials!r} {client.signing!r} {vars(client.signing)!r}"
    shown += " ".join(f"{client.credentials[name]!r} {client.credentials[name]}" for name in client.credentials)
    for secret in ("test-api-key", "test-api-secret"):
        assert secret not in shown
