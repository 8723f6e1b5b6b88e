"""Bitfinex: how requests and frames are signed. What a method returns is what is sent, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from venue_runtime.arguments import missing_credentials
from venue_runtime.credentials import Credentials
from venue_runtime.endpoints import Endpoints
from venue_runtime.http import Request
from venue_runtime.ids import Nonces
from venue_runtime.signing import HmacKey


def _signature_signer(credentials: Credentials) -> Callable[[str | bytes], str]:
    """The function that signs with the first of the credentials that is given; its key is decoded here, once."""
    if "api_secret" in credentials:
        return HmacKey(credentials["api_secret"], "sha384").hex
    return missing_credentials("bitfinex", "api_secret")


class Signing:
    """The auth schemes of Bitfinex. The clock and other sources are read once a request."""

    def __init__(self, credentials: Credentials, nonces: Nonces, endpoints: Endpoints) -> None:
        self._credentials = credentials
        self._nonces = nonces
        self._urls = endpoints
        self._sign_signed = _signature_signer(credentials)

    def public(self, method: str, host: str, path: str, query: str = "") -> Request:
        """No authentication."""
        return Request(method, f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}")

    def signed(self, method: str, host: str, path: str, query: str = "", json: dict[str, Any] | None = None) -> Request:
        """Authentication `signed`."""
        nonce_calls = self._nonces.next(self._credentials.reveal("api_key"))
        stamp = str(nonce_calls)
        body = "" if json is None else msgspec.json.encode(json).decode()
        signature = self._sign_signed("/api" + path + stamp + body)
        headers: dict[str, str] = {
            "bfx-nonce": stamp,
            "bfx-apikey": self._credentials.reveal("api_key"),
            "bfx-signature": signature,
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
        nonce_calls = self._nonces.next(self._credentials.reveal("api_key"))
        stamp = str(nonce_calls)
        signature = self._sign_signed("AUTH" + stamp)
        return msgspec.json.encode(
            {
                "event": "auth",
                "apiKey": self._credentials.reveal("api_key"),
                "authSig": signature,
                "authNonce": stamp,
                "authPayload": "AUTH" + stamp,
            }
        ).decode()
