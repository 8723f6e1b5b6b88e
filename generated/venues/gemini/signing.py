"""Gemini: how requests and frames are signed. What a method returns is what is sent, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from venue_runtime.arguments import missing_credentials
from venue_runtime.credentials import Credentials
from venue_runtime.endpoints import Endpoints
from venue_runtime.exprs import base64_text, json_text
from venue_runtime.http import Request
from venue_runtime.ids import Nonces
from venue_runtime.signing import HmacKey

from .venue import GeminiConfig


def _signature_signer(credentials: Credentials) -> Callable[[str | bytes], str]:
    """The function that signs with the first of the credentials that is given; its key is decoded here, once."""
    if "api_secret" in credentials:
        return HmacKey(credentials["api_secret"], "sha384").hex
    return missing_credentials("gemini", "api_secret")


class Signing:
    """The auth schemes of Gemini. The clock and other sources are read once a request."""

    def __init__(self, credentials: Credentials, config: GeminiConfig, nonces: Nonces, endpoints: Endpoints) -> None:
        self._credentials = credentials
        self._config = config
        self._nonces = nonces
        self._urls = endpoints
        self._sign_request_signature = _signature_signer(credentials)

    def public(self, method: str, host: str, path: str, query: str = "") -> Request:
        """No authentication."""
        return Request(method, f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}")

    def request(
        self, method: str, host: str, path: str, query: str = "", params: dict[str, Any] | None = None
    ) -> Request:
        """Path, nonce and parameters are one JSON text, sent as base64 in a header and signed; there is no body."""
        stamp = (
            self._nonces.next(self._credentials.reveal("api_key") + "@ms")
            if self._config.nonce == "milliseconds"
            else self._nonces.next(self._credentials.reveal("api_key") + "@s")
        )
        params = {
            "request": path,
            "nonce": stamp,
            **({"account": given} if (given := self._credentials.find("account")) is not None else {}),
            **(params or {}),
        }
        payload = base64_text(json_text(params).encode())
        signature = self._sign_request_signature(payload)
        return Request(
            method,
            f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}",
            {
                "Content-Type": "text/plain",
                "Cache-Control": "no-cache",
                "X-GEMINI-APIKEY": self._credentials.reveal("api_key"),
                "X-GEMINI-PAYLOAD": payload,
                "X-GEMINI-SIGNATURE": signature,
            },
        )

    def handshake(self, method: str, host: str, path: str, query: str = "") -> Request:
        """The request that opens the connection carries the seconds of its nonce, which no other connection may
        repeat."""
        nonce_connections = self._nonces.next(self._credentials.reveal("api_key") + "@s")
        stamp = str(nonce_connections)
        payload = base64_text(stamp.encode())
        signature = self._sign_request_signature(payload)
        return Request(
            method,
            f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}",
            {
                "X-GEMINI-APIKEY": self._credentials.reveal("api_key"),
                "X-GEMINI-NONCE": stamp,
                "X-GEMINI-PAYLOAD": payload,
                "X-GEMINI-SIGNATURE": signature,
            },
        )
