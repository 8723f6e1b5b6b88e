"""WhiteBIT: how requests and frames are signed. What a method returns is what is sent, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from venue_runtime.arguments import missing_credentials
from venue_runtime.credentials import Credentials
from venue_runtime.endpoints import Endpoints
from venue_runtime.exprs import base64_text
from venue_runtime.http import Request
from venue_runtime.ids import Nonces
from venue_runtime.signing import HmacKey

from .leases import Leases
from .venue import WhitebitConfig


def _signature_signer(credentials: Credentials) -> Callable[[str | bytes], str]:
    """The function that signs with the first of the credentials that is given; its key is decoded here, once."""
    if "api_secret" in credentials:
        return HmacKey(credentials["api_secret"], "sha512").hex
    return missing_credentials("whitebit", "api_secret")


class Signing:
    """The auth schemes of WhiteBIT. The clock and other sources are read once a request."""

    def __init__(
        self, credentials: Credentials, config: WhitebitConfig, nonces: Nonces, endpoints: Endpoints, leases: Leases
    ) -> None:
        self._credentials = credentials
        self._config = config
        self._nonces = nonces
        self._urls = endpoints
        self.leases = leases
        self._sign_signed_signature = _signature_signer(credentials)

    def public(self, method: str, host: str, path: str, query: str = "") -> Request:
        """No authentication."""
        return Request(method, f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}")

    def signed(self, method: str, host: str, path: str, query: str = "", json: dict[str, Any] | None = None) -> Request:
        """The body is the request, with its own path and a nonce; what is signed is its base64."""
        nonce_calls = self._nonces.next(self._credentials.reveal("api_key"))
        json = {**(json or {}), "request": path}
        json = {**(json or {}), "nonce": nonce_calls}
        json = {**(json or {}), "nonceWindow": self._config.nonce_window}
        body = "" if json is None else msgspec.json.encode(json).decode()
        payload = base64_text(body.encode())
        signature = self._sign_signed_signature(payload)
        headers: dict[str, str] = {
            "X-TXC-APIKEY": self._credentials.reveal("api_key"),
            "X-TXC-PAYLOAD": payload,
            "X-TXC-SIGNATURE": signature,
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
        return msgspec.json.encode(
            {"id": 0, "method": "authorize", "params": [self.leases.stream.held.token, "public"]}
        ).decode()
