"""Binance USD-M Futures: how requests and frames are signed. What a method returns is what is sent, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from venue_runtime.arguments import missing_credentials
from venue_runtime.clock import Clock
from venue_runtime.credentials import Credentials, load_private_key
from venue_runtime.endpoints import Endpoints
from venue_runtime.exprs import sorted_map
from venue_runtime.http import Request
from venue_runtime.signing import HmacKey, signer_of
from venue_runtime.wire import pairs, quote

from .venue import BinanceUsdmConfig


def _signature_signer(credentials: Credentials) -> Callable[[str | bytes], str]:
    """The function that signs with the first of the credentials that is given; its key is decoded here, once."""
    if "api_secret" in credentials:
        return HmacKey(credentials["api_secret"]).hex
    if "private_key" in credentials:
        return signer_of(load_private_key(credentials["private_key"], ("pem",))).base64
    return missing_credentials("binance_usdm", "api_secret", "private_key")


class Signing:
    """The auth schemes of Binance USD-M Futures. The clock and other sources are read once a request."""

    def __init__(self, credentials: Credentials, config: BinanceUsdmConfig, clock: Clock, endpoints: Endpoints) -> None:
        self._credentials = credentials
        self._config = config
        self._clock = clock
        self._urls = endpoints
        self._sign_signed = _signature_signer(credentials)

    @cached_property
    def _signed_headers(self) -> dict[str, str]:
        """Only credentials enter it."""
        return {"X-MBX-APIKEY": self._credentials.reveal("api_key")}

    @cached_property
    def _key_only_headers(self) -> dict[str, str]:
        """Only credentials enter it."""
        return {"X-MBX-APIKEY": self._credentials.reveal("api_key")}

    def public(self, method: str, host: str, path: str, query: str = "") -> Request:
        """No authentication."""
        return Request(method, f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}")

    def signed(self, method: str, host: str, path: str, query: str = "") -> Request:
        """Ed25519 and RSA sign the same payload; for REST the venue prints no signature of theirs that can be
        recomputed."""
        now = self._clock.time_ns()
        query = f"{query}&recvWindow={self._config.recv_window}&timestamp={now // 1_000_000}".removeprefix("&")
        signature = self._sign_signed(query)
        query += f"&signature={quote(signature)}"
        return Request(method, f"{self._urls[host]}{path}?{query}", self._signed_headers)

    def ws_signed(self, params: dict[str, Any]) -> dict[str, Any]:
        """Over WebSocket the parameters are signed in the order of their names, as UTF-8, nothing encoded."""
        now = self._clock.time_ns()
        params["apiKey"] = self._credentials.reveal("api_key")
        params["recvWindow"] = self._config.recv_window
        params["timestamp"] = now // 1_000_000
        signature = self._sign_signed(pairs(sorted_map(params), "=", "&"))
        params["signature"] = signature
        return params

    def key_only(self, method: str, host: str, path: str, query: str = "") -> Request:
        """A listen key belongs to the API key; nothing is signed."""
        return Request(
            method,
            f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}",
            self._key_only_headers,
        )
