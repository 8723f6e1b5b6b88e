"""Kraken Spot: how requests and frames are signed. What a method returns is what is sent, byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from venue_runtime.arguments import missing_credentials
from venue_runtime.credentials import Credentials
from venue_runtime.endpoints import Endpoints
from venue_runtime.http import Request
from venue_runtime.ids import Nonces
from venue_runtime.signing import HmacKey, decode_secret, sha256
from venue_runtime.wire import quote

from .leases import Leases


def _password_signer(credentials: Credentials) -> Callable[[str | bytes], str]:
    """The function that signs with the first of the credentials that is given; its key is decoded here, once."""
    if "api_secret" in credentials:
        return HmacKey(decode_secret(credentials["api_secret"], "base64"), "sha512").base64
    return missing_credentials("kraken_spot", "api_secret")


class Signing:
    """The auth schemes of Kraken Spot. The clock and other sources are read once a request."""

    def __init__(self, credentials: Credentials, nonces: Nonces, endpoints: Endpoints, leases: Leases) -> None:
        self._credentials = credentials
        self._nonces = nonces
        self._urls = endpoints
        self.leases = leases
        self._sign_fix_logon_password = _password_signer(credentials)

    def public(self, method: str, host: str, path: str, query: str = "") -> Request:
        """No authentication."""
        return Request(method, f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}")

    def fix_logon(self, h: Mapping[str, str], *, cancel_on_disconnect: bool = False) -> str:
        """The tags themselves are signed, each with a separator after it, then the nonce."""
        nonce_fix_logon = self._nonces.next(self._credentials.reveal("api_key"))
        stamp = str(nonce_fix_logon)
        digest = sha256.raw(
            "35="
            + h["35"]
            + "\x01"
            + "34="
            + h["34"]
            + "\x01"
            + "49="
            + h["49"]
            + "\x01"
            + "56="
            + h["56"]
            + "\x01"
            + "553="
            + self._credentials.reveal("api_key")
            + "\x01"
            + stamp
        )
        password = self._sign_fix_logon_password(digest)
        return (
            f"553={self._credentials.reveal('api_key')}\x01"
            + f"554={password}\x01"
            + f"5025={stamp}\x01"
            + f"8674={'0' if cancel_on_disconnect else '1'}\x01"
        )

    def signed(self, method: str, host: str, path: str, query: str = "", form: str = "") -> Request:
        """The path and the hash of nonce and body are signed; the nonce is in the body too."""
        nonce_calls = self._nonces.next(self._credentials.reveal("api_key"))
        stamp = str(nonce_calls)
        form = f"nonce={quote(stamp)}&{form}".removesuffix("&")
        digest = sha256.raw(stamp + form)
        signature = self._sign_fix_logon_password(path.encode() + digest)
        headers: dict[str, str] = {"API-Key": self._credentials.reveal("api_key"), "API-Sign": signature}
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        return Request(
            method,
            f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}",
            headers,
            form.encode(),
        )

    def signed_json(
        self, method: str, host: str, path: str, query: str = "", json: dict[str, Any] | None = None
    ) -> Request:
        """The path and the hash of nonce and body are signed; the nonce is in the body too."""
        nonce_calls = self._nonces.next(self._credentials.reveal("api_key"))
        stamp = str(nonce_calls)
        json = {"nonce": stamp, **(json or {})}
        body = "" if json is None else msgspec.json.encode(json).decode()
        digest = sha256.raw(stamp + body)
        signature = self._sign_fix_logon_password(path.encode() + digest)
        headers: dict[str, str] = {"API-Key": self._credentials.reveal("api_key"), "API-Sign": signature}
        if body:
            headers["Content-Type"] = "application/json"
        return Request(
            method,
            f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}",
            headers,
            body.encode(),
        )

    def token(self, params: dict[str, Any]) -> dict[str, Any]:
        """A call over the connection carries the token of the streams."""
        params["token"] = self.leases.stream.held.token
        return params
