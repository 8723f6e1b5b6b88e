"""Signatures of WhiteBIT: the published vectors, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def test_a_client_never_shows_its_secrets(make_client: Callable[..., Any]) -> None:
    client = make_client()
    shown = f"{client!r} {client.credentials!r} {client.signing!r} {vars(client.signing)!r}"
    shown += " ".join(f"{client.credentials[name]!r} {client.credentials[name]}" for name in client.credentials)
    for secret in ("test-api-key", "test-api-secret"):
        assert secret not in shown
