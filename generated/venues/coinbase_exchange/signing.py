"""Coinbase Exchange: how requests and frames are signed. What a method returns is what is sent, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from venue_runtime.arguments import missing_credentials
from venue_runtime.clock import Clock
from venue_runtime.credentials import Credentials
from venue_runtime.endpoints import Endpoints
from venue_runtime.http import Request
from venue_runtime.signing import HmacKey, decode_secret


def _signature_signer(credentials: Credentials) -> Callable[[str | bytes], str]:
    """The function that signs with the first of the credentials that is given; its key is decoded here, once."""
    if "api_secret" in credentials:
        return HmacKey(decode_secret(credentials["api_secret"], "base64")).base64
    return missing_credentials("coinbase_exchange", "api_secret")


class Signing:
    """The auth schemes of Coinbase Exchange. The clock and other sources are read once a request."""

    def __init__(self, credentials: Credentials, clock: Clock, endpoints: Endpoints) -> None:
        self._credentials = credentials
        self._clock = clock
        self._urls = endpoints
        self._sign_signed = _signature_signer(credentials)

    def public(self, method: str, host: str, path: str, query: str = "") -> Request:
        """No authentication."""
        return Request(method, f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}")

    def signed(self, method: str, host: str, path: str, query: str = "", json: dict[str, Any] | None = None) -> Request:
        """The query is part of the signed path; the time is in seconds."""
        now = self._clock.time_ns()
        ts = str(now // 1_000_000_000)
        body = "" if json is None else msgspec.json.encode(json).decode()
        signature = self._sign_signed(ts + method + (f"{path}?{query}" if query else path) + body)
        headers: dict[str, str] = {
            "CB-ACCESS-KEY": self._credentials.reveal("api_key"),
            "CB-ACCESS-SIGN": signature,
            "CB-ACCESS-TIMESTAMP": ts,
            "CB-ACCESS-PASSPHRASE": self._credentials.reveal("passphrase"),
        }
        if body:
            headers["Content-Type"] = "application/json"
        return Request(
            method,
            f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}",
            headers,
            body.encode(),
        )

    def subscription(self, msg: dict[str, Any]) -> dict[str, Any]:
        """A subscription is signed as a request for a path of its own."""
        now = self._clock.time_ns()
        ts = str(now // 1_000_000_000)
        signature = self._sign_signed(ts + "GET" + "/users/self/verify")
        msg["signature"] = signature
        msg["key"] = self._credentials.reveal("api_key")
        msg["passphrase"] = self._credentials.reveal("passphrase")
        msg["timestamp"] = ts
        return msg
