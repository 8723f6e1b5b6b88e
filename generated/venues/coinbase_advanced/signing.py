"""Coinbase Advanced Trade: how requests and frames are signed. What a method returns is what is sent, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import msgspec
from venue_runtime.arguments import missing_credentials
from venue_runtime.clock import Clock
from venue_runtime.credentials import Credentials, load_private_key
from venue_runtime.endpoints import Endpoints
from venue_runtime.http import Request
from venue_runtime.ids import Random
from venue_runtime.signing import jwt, signer_of


def _token_signer(credentials: Credentials) -> Callable[..., str]:
    """The function that signs with the first of the credentials that is given; its key is decoded here, once."""
    if "private_key" in credentials:
        return partial(
            jwt,
            signer_of(
                load_private_key(
                    credentials["private_key"],
                    ("pem_ec_p256", "pem_ed25519", "ed25519_raw64_base64", "ed25519_seed_base64"),
                )
            ),
        )
    return missing_credentials("coinbase_advanced", "private_key")


class Signing:
    """The auth schemes of Coinbase Advanced Trade. The clock and other sources are read once a request."""

    def __init__(self, credentials: Credentials, clock: Clock, random: Random, endpoints: Endpoints) -> None:
        self._credentials = credentials
        self._clock = clock
        self._random = random
        self._urls = endpoints
        self._sign_signed = _token_signer(credentials)

    def public(self, method: str, host: str, path: str, query: str = "") -> Request:
        """No authentication."""
        return Request(method, f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}")

    def signed(self, method: str, host: str, path: str, query: str = "", json: dict[str, Any] | None = None) -> Request:
        """A token of two minutes for each request, bound to its method, host and path without the query."""
        random = self._random.bytes(16)
        now = self._clock.time_ns()
        token = self._sign_signed(
            {"kid": self._credentials.reveal("api_key"), "nonce": random.hex(), "typ": "JWT"},
            {
                "sub": self._credentials.reveal("api_key"),
                "iss": "cdp",
                "nbf": now // 1_000_000_000,
                "exp": now // 1_000_000_000 + 120,
                "uri": f"{method} {urlsplit(self._urls.signed[host]).netloc}{path}",
            },
        )
        body = "" if json is None else msgspec.json.encode(json).decode()
        headers: dict[str, str] = {"Authorization": f"Bearer {token}"}
        if body:
            headers["Content-Type"] = "application/json"
        return Request(
            method,
            f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}",
            headers,
            body.encode(),
        )

    def stream(self, msg: dict[str, Any]) -> dict[str, Any]:
        """The token of a subscription is bound to nothing."""
        random = self._random.bytes(16)
        now = self._clock.time_ns()
        token = self._sign_signed(
            {"kid": self._credentials.reveal("api_key"), "nonce": random.hex(), "typ": "JWT"},
            {
                "sub": self._credentials.reveal("api_key"),
                "iss": "cdp",
                "nbf": now // 1_000_000_000,
                "exp": now // 1_000_000_000 + 120,
            },
        )
        msg["jwt"] = token
        return msg
