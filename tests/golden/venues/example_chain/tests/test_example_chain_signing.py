"""Signatures of Example Chain: the published vectors, byte for byte."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from venue_runtime.clock import ManualClock
from venue_runtime.credentials import Credentials
from venue_runtime.testing.plugin import CountedNonces


def test_action_order(make_client: Callable[..., Any]) -> None:
    """the signing tests of the official SDK for Python of the venue that made this scheme"""
    client = make_client(
        credentials=Credentials(private_key="0x0123456789012345678901234567890123456789012345678901234567890123"),
        clock=ManualClock(0),
        nonces=CountedNonces(0),
    )
    signed = client.signing.action(
        "POST",
        "rest",
        "/exchange",
        json={
            "action": {
                "type": "order",
                "orders": [{"a": 1, "b": True, "p": "100", "s": "100", "r": False, "t": {"limit": {"tif": "Gtc"}}}],
                "grouping": "na",
            }
        },
    )
    assert (
        str(json.loads(signed.body or b"")["signature"]["r"])
        == "0xd65369825a9df5d80099e513cce430311d7d26ddf477f5b3a33d2806b100d78e"
    )
    assert (
        str(json.loads(signed.body or b"")["signature"]["s"])
        == "0x2b54116ff64054968aa237c20ca9ff68000f977c93289157748a3162b6ea940e"
    )
    assert str(json.loads(signed.body or b"")["signature"]["v"]) == "28"


def test_a_client_never_shows_its_secrets(make_client: Callable[..., Any]) -> None:
    client = make_client()
    shown = f"{client!r} {client.credentials!r} {client.signing!r} {vars(client.signing)!r}"
    shown += " ".join(f"{client.credentials[name]!r} {client.credentials[name]}" for name in client.credentials)
    for secret in ("0x7465737474657374746573747465737474657374746573747465737474657374",):
        assert secret not in shown
