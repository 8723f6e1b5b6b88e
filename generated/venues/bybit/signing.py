"""Bybit: how requests and frames are signed. What a method returns is what is sent, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from venue_runtime.arguments import missing_credentials
from venue_runtime.clock import Clock
from venue_runtime.credentials import Credentials, load_private_key
from venue_runtime.endpoints import Endpoints
from venue_runtime.http import Request
from venue_runtime.signing import HmacKey, signer_of

from .venue import BybitConfig


def _signature_signer(credentials: Credentials) -> Callable[[str | bytes], str]:
    """The function that signs with the first of the credentials that is given; its key is decoded here, once."""
    if "api_secret" in credentials:
        return HmacKey(credentials["api_secret"]).hex
    if "private_key" in credentials:
        return signer_of(load_private_key(credentials["private_key"], ("pem_rsa",))).base64
    return missing_credentials("bybit", "api_secret", "private_key")


class Signing:
    """The auth schemes of Bybit. The clock and other sources are read once a request."""

    def __init__(self, credentials: Credentials, config: BybitConfig, clock: Clock, endpoints: Endpoints) -> None:
        self._credentials = credentials
        self._config = config
        self._clock = clock
        self._urls = endpoints
        self._sign_signed = _signature_signer(credentials)

    def public(self, method: str, host: str, path: str, query: str = "") -> Request:
        """No authentication."""
        return Request(method, f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}")

    def signed(self, method: str, host: str, path: str, query: str = "", json: dict[str, Any] | None = None) -> Request:
        """The query of a GET or the body of a POST is signed behind time, key and window."""
        now = self._clock.time_ns()
        ts = str(now // 1_000_000)
        window = str(self._config.recv_window)
        body = "" if json is None else msgspec.json.encode(json).decode()
        signature = self._sign_signed(ts + self._credentials.reveal("api_key") + window + query + body)
        headers: dict[str, str] = {
            "X-BAPI-API-KEY": self._credentials.reveal("api_key"),
            "X-BAPI-TIMESTAMP": ts,
            "X-BAPI-RECV-WINDOW": window,
            "X-BAPI-SIGN": signature,
        }
        if body:
            headers["Content-Type"] = "application/json"
        return Request(
            method,
            f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}",
            headers,
            body.encode(),
        )

    def login(self) -> str:
        """Authentication `login`."""
        now = self._clock.time_ns()
        expires = now // 1_000_000 + 10000
        signature = self._sign_signed("GET/realtime" + str(expires))
        return msgspec.json.encode(
            {"op": "auth", "args": [self._credentials.reveal("api_key"), expires, signature]}
        ).decode()

    def session(self, params: dict[str, Any]) -> dict[str, Any]:
        """Authentication `session`."""
        return params
