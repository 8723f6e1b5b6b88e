"""OKX: how requests and frames are signed. What a method returns is what is sent, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from venue_runtime.arguments import missing_credentials
from venue_runtime.bindings import Environment
from venue_runtime.clock import Clock
from venue_runtime.credentials import Credentials
from venue_runtime.endpoints import Endpoints
from venue_runtime.http import Request
from venue_runtime.signing import HmacKey
from venue_runtime.wire import iso_from_ns


def _signature_signer(credentials: Credentials) -> Callable[[str | bytes], str]:
    """The function that signs with the first of the credentials that is given; its key is decoded here, once."""
    if "api_secret" in credentials:
        return HmacKey(credentials["api_secret"]).base64
    return missing_credentials("okx", "api_secret")


class Signing:
    """The auth schemes of OKX. The clock and other sources are read once a request."""

    def __init__(self, credentials: Credentials, clock: Clock, endpoints: Endpoints, environment: Environment) -> None:
        self._credentials = credentials
        self._clock = clock
        self._urls = endpoints
        self._environment = environment
        self._sign_signed = _signature_signer(credentials)

    def public(self, method: str, host: str, path: str, query: str = "") -> Request:
        """No authentication."""
        return Request(
            method,
            f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}",
            {**self._environment.headers},
        )

    def signed(self, method: str, host: str, path: str, query: str = "", json: Any = None) -> Request:
        """The query is part of the signed path; the time is ISO 8601 with milliseconds."""
        now = self._clock.time_ns()
        ts = iso_from_ns(now)
        body = "" if json is None else msgspec.json.encode(json).decode()
        signature = self._sign_signed(ts + method + (f"{path}?{query}" if query else path) + body)
        headers: dict[str, str] = {
            **self._environment.headers,
            "OK-ACCESS-KEY": self._credentials.reveal("api_key"),
            "OK-ACCESS-SIGN": signature,
            "OK-ACCESS-TIMESTAMP": ts,
            "OK-ACCESS-PASSPHRASE": self._credentials.reveal("passphrase"),
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
        """Over WebSocket the time is in seconds, the method and the path are fixed."""
        now = self._clock.time_ns()
        ts = str(now // 1_000_000_000)
        signature = self._sign_signed(ts + "GET" + "/users/self/verify")
        return msgspec.json.encode(
            {
                "op": "login",
                "args": [
                    {
                        "apiKey": self._credentials.reveal("api_key"),
                        "passphrase": self._credentials.reveal("passphrase"),
                        "timestamp": ts,
                        "sign": signature,
                    }
                ],
            }
        ).decode()

    def session(self, params: dict[str, Any]) -> dict[str, Any]:
        """Authentication `session`."""
        return params
