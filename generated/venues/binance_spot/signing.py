"""Binance Spot: how requests and frames are signed. What a method returns is what is sent, byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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

from .venue import BinanceSpotConfig


def _signature_signer(credentials: Credentials) -> Callable[[str | bytes], str]:
    """The function that signs with the first of the credentials that is given; its key is decoded here, once."""
    if "api_secret" in credentials:
        return HmacKey(credentials["api_secret"]).hex
    if "private_key" in credentials:
        return signer_of(load_private_key(credentials["private_key"], ("pem",))).base64
    return missing_credentials("binance_spot", "api_secret", "private_key")


def _fix_logon_signer(credentials: Credentials) -> Callable[[str | bytes], str]:
    """The function that signs with the first of the credentials that is given; its key is decoded here, once."""
    if "private_key" in credentials:
        return signer_of(load_private_key(credentials["private_key"], ("pem",))).base64
    return missing_credentials("binance_spot", "private_key")


class Signing:
    """The auth schemes of Binance Spot. The clock and other sources are read once a request."""

    def __init__(self, credentials: Credentials, config: BinanceSpotConfig, clock: Clock, endpoints: Endpoints) -> None:
        self._credentials = credentials
        self._config = config
        self._clock = clock
        self._urls = endpoints
        self._sign_signed = _signature_signer(credentials)
        self._sign_fix_logon = _fix_logon_signer(credentials)

    @cached_property
    def _signed_headers(self) -> dict[str, str]:
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

    def fix_logon(self, h: Mapping[str, str], *, cancel_on_disconnect: bool = False) -> str:
        """Authentication `fix_logon`."""
        signature = self._sign_fix_logon("\x01".join((h["35"], h["49"], h["56"], h["34"], h["52"])))
        return (
            f"95={len(signature.encode())}\x0196={signature}\x01"
            + f"553={self._credentials.reveal('api_key')}\x01"
            + f"25035={'1' if self._config.fix_message_handling == 'unordered' else '2'}\x01"
            + (
                f"25036={given}\x01"
                if (
                    given := (
                        "2"
                        if self._config.fix_response_mode == "only_acks"
                        else "1" if self._config.fix_response_mode == "everything" else None
                    )
                )
                is not None
                else ""
            )
        )

    def fix_drop_copy_logon(self, h: Mapping[str, str], *, cancel_on_disconnect: bool = False) -> str:
        """Authentication `fix_drop_copy_logon`."""
        signature = self._sign_fix_logon("\x01".join((h["35"], h["49"], h["56"], h["34"], h["52"])))
        return (
            f"95={len(signature.encode())}\x0196={signature}\x01"
            + f"553={self._credentials.reveal('api_key')}\x01"
            + "9406=Y\x01"
            + f"25035={'1' if self._config.fix_message_handling == 'unordered' else '2'}\x01"
        )

    def fix_market_data_logon(self, h: Mapping[str, str], *, cancel_on_disconnect: bool = False) -> str:
        """Authentication `fix_market_data_logon`."""
        signature = self._sign_fix_logon("\x01".join((h["35"], h["49"], h["56"], h["34"], h["52"])))
        return (
            f"95={len(signature.encode())}\x0196={signature}\x01"
            + f"553={self._credentials.reveal('api_key')}\x01"
            + f"25035={'1' if self._config.fix_message_handling == 'unordered' else '2'}\x01"
        )
