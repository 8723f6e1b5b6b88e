"""Gate: how requests and frames are signed. What a method returns is what is sent, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import msgspec
from venue_runtime.arguments import missing_credentials
from venue_runtime.clock import Clock
from venue_runtime.credentials import Credentials
from venue_runtime.endpoints import Endpoints
from venue_runtime.exprs import json_at, word_of
from venue_runtime.http import Request
from venue_runtime.signing import HmacKey, sha512


def _signature_signer(credentials: Credentials) -> Callable[[str | bytes], str]:
    """The function that signs with the first of the credentials that is given; its key is decoded here, once."""
    if "api_secret" in credentials:
        return HmacKey(credentials["api_secret"], "sha512").hex
    return missing_credentials("gate", "api_secret")


class Signing:
    """The auth schemes of Gate. The clock and other sources are read once a request."""

    def __init__(self, credentials: Credentials, clock: Clock, endpoints: Endpoints) -> None:
        self._credentials = credentials
        self._clock = clock
        self._urls = endpoints
        self._sign_signed_signature = _signature_signer(credentials)

    def public(self, method: str, host: str, path: str, query: str = "") -> Request:
        """No authentication."""
        return Request(method, f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}")

    def signed(self, method: str, host: str, path: str, query: str = "", json: Any = None) -> Request:
        """The body's hash is signed, and the query as it reads before it is encoded."""
        now = self._clock.time_ns()
        ts = str(now // 1_000_000_000)
        body = "" if json is None else msgspec.json.encode(json).decode()
        digest = sha512.hex(body)
        signature = self._sign_signed_signature("\n".join((method, path, unquote(query), digest, ts)))
        headers: dict[str, str] = {"KEY": self._credentials.reveal("api_key"), "Timestamp": ts, "SIGN": signature}
        if body:
            headers["Content-Type"] = "application/json"
        return Request(
            method,
            f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}",
            headers,
            body.encode(),
        )

    def channel(self, msg: dict[str, Any]) -> dict[str, Any]:
        """Each private subscription carries its own signature; nobody logs in for it."""
        signature = self._sign_signed_signature(
            "channel="
            + (word_of(_1) if (_1 := json_at(msg, "channel")) is not None and word_of(_1) else "")
            + "&event="
            + (word_of(_2) if (_2 := json_at(msg, "event")) is not None and word_of(_2) else "")
            + "&time="
            + (word_of(_3) if (_3 := json_at(msg, "time")) is not None and word_of(_3) else "")
        )
        msg.setdefault("auth", {})["method"] = "api_key"
        msg.setdefault("auth", {})["KEY"] = self._credentials.reveal("api_key")
        msg.setdefault("auth", {})["SIGN"] = signature
        return msg

    def login(self) -> str:
        """Calls want a session; the parameters that are signed are none."""
        now = self._clock.time_ns()
        ts = str(now // 1_000_000_000)
        signature = self._sign_signed_signature("\n".join(("api", "spot.login", "", ts)))
        return msgspec.json.encode(
            {
                "time": now // 1_000_000_000,
                "channel": "spot.login",
                "event": "api",
                "payload": {
                    "api_key": self._credentials.reveal("api_key"),
                    "signature": signature,
                    "timestamp": ts,
                    "req_id": "login",
                },
            }
        ).decode()

    def session(self, params: dict[str, Any]) -> dict[str, Any]:
        """Authentication `session`."""
        return params
