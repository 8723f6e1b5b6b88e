"""Enveloped: how requests and frames are signed. What a method returns is what is sent, byte for byte."""

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


def _sig_signer(credentials: Credentials) -> Callable[[str | bytes], str]:
    """The function that signs with the first of the credentials that is given; its key is decoded here, once."""
    if "api_secret" in credentials:
        return HmacKey(credentials["api_secret"]).base64
    return missing_credentials("enveloped", "api_secret")


class Signing:
    """The auth schemes of Enveloped. The clock and other sources are read once a request."""

    def __init__(self, credentials: Credentials, clock: Clock, endpoints: Endpoints, environment: Environment) -> None:
        self._credentials = credentials
        self._clock = clock
        self._urls = endpoints
        self._environment = environment
        self._sign_headers = _sig_signer(credentials)

    def public(self, method: str, host: str, path: str, query: str = "") -> Request:
        """No authentication."""
        return Request(
            method,
            f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}",
            {**self._environment.headers},
        )

    def headers(
        self, method: str, host: str, path: str, query: str = "", json: dict[str, Any] | None = None
    ) -> Request:
        """Authentication `headers`."""
        now = self._clock.time_ns()
        ts = iso_from_ns(now)
        body = "" if json is None else msgspec.json.encode(json).decode()
        sig = self._sign_headers(ts + method + (f"{path}?{query}" if query else path) + body)
        headers: dict[str, str] = {
            **self._environment.headers,
            "X-KEY": self._credentials.reveal("api_key"),
            "X-SIGN": sig,
            "X-TIME": ts,
            "X-PASS": self._credentials.reveal("passphrase"),
        }
        if body:
            headers["Content-Type"] = "application/json"
        return Request(
            method,
            f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}",
            headers,
            body.encode(),
        )

    def session(self, params: dict[str, Any]) -> dict[str, Any]:
        """Authentication `session`."""
        return params

    def login(self) -> str:
        """Authentication `login`."""
        now = self._clock.time_ns()
        ts = str(now // 1_000_000_000)
        sig = self._sign_headers(ts + "GET" + "/self/verify")
        return msgspec.json.encode(
            {
                "op": "login",
                "args": [
                    {
                        "key": self._credentials.reveal("api_key"),
                        "pass": self._credentials.reveal("passphrase"),
                        "time": ts,
                        "sign": sig,
                    }
                ],
            }
        ).decode()
