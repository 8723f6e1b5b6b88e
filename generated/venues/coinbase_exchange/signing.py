"""Coinbase Exchange: how requests and frames are signed. What a method returns is what is sent, byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
        self._sign_fix_logon = _signature_signer(credentials)

    def public(self, method: str, host: str, path: str, query: str = "") -> Request:
        """No authentication."""
        return Request(method, f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}")

    def fix_logon(self, h: Mapping[str, str], *, cancel_on_disconnect: bool = False) -> str:
        """On disconnect the orders of this session are canceled, where asked for; those of the whole profile never."""
        signature = self._sign_fix_logon(
            "\x01".join((h["52"], h["35"], h["34"], h["49"], h["56"], self._credentials.reveal("passphrase")))
        )
        return (
            f"553={self._credentials.reveal('api_key')}\x01"
            + f"554={self._credentials.reveal('passphrase')}\x01"
            + f"95={len(signature.encode())}\x0196={signature}\x01"
            + (f"8013={given}\x01" if (given := "S" if cancel_on_disconnect else None) is not None else "")
        )

    def fix_drop_copy_logon(self, h: Mapping[str, str], *, cancel_on_disconnect: bool = False) -> str:
        """Authentication `fix_drop_copy_logon`."""
        signature = self._sign_fix_logon(
            "\x01".join((h["52"], h["35"], h["34"], h["49"], h["56"], self._credentials.reveal("passphrase")))
        )
        return (
            f"553={self._credentials.reveal('api_key')}\x01"
            + f"554={self._credentials.reveal('passphrase')}\x01"
            + f"95={len(signature.encode())}\x0196={signature}\x01"
            + "9406=Y\x01"
        )

    def signed(self, method: str, host: str, path: str, query: str = "", json: dict[str, Any] | None = None) -> Request:
        """The query is part of the signed path; the time is in seconds."""
        now = self._clock.time_ns()
        ts = str(now // 1_000_000_000)
        body = "" if json is None else msgspec.json.encode(json).decode()
        signature = self._sign_fix_logon(ts + method + (f"{path}?{query}" if query else path) + body)
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
        signature = self._sign_fix_logon(ts + "GET" + "/users/self/verify")
        msg["signature"] = signature
        msg["key"] = self._credentials.reveal("api_key")
        msg["passphrase"] = self._credentials.reveal("passphrase")
        msg["timestamp"] = ts
        return msg
