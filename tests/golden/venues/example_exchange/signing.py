"""Example Exchange: how requests and frames are signed. What a method returns is what is sent, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import Any

import msgspec
from venue_runtime.arguments import missing_credentials
from venue_runtime.bindings import Environment
from venue_runtime.clock import Clock
from venue_runtime.credentials import Credentials
from venue_runtime.endpoints import Endpoints
from venue_runtime.http import Request
from venue_runtime.ids import Nonces
from venue_runtime.signing import HmacKey, decode_secret, jwt, sha256
from venue_runtime.wire import quote


def _signed_passphrase_signer(credentials: Credentials) -> Callable[[str | bytes], str]:
    """The function that signs with the first of the credentials that is given; its key is decoded here, once."""
    if "api_secret" in credentials:
        return HmacKey(decode_secret(credentials["api_secret"], "base64")).base64
    return missing_credentials("example_exchange", "api_secret")


def _signature_signer(credentials: Credentials) -> Callable[[str | bytes], str]:
    """The function that signs with the first of the credentials that is given; its key is decoded here, once."""
    if "api_secret" in credentials:
        return HmacKey(decode_secret(credentials["api_secret"], "base64"), "sha512").base64
    return missing_credentials("example_exchange", "api_secret")


def _token_signer(credentials: Credentials) -> Callable[..., str]:
    """The function that signs with the first of the credentials that is given; its key is decoded here, once."""
    if "jwt_secret" in credentials:
        return partial(jwt, HmacKey(credentials["jwt_secret"]))
    return missing_credentials("example_exchange", "jwt_secret")


class Signing:
    """The auth schemes of Example Exchange. The clock and other sources are read once a request."""

    def __init__(
        self, credentials: Credentials, clock: Clock, nonces: Nonces, endpoints: Endpoints, environment: Environment
    ) -> None:
        self._credentials = credentials
        self._clock = clock
        self._nonces = nonces
        self._urls = endpoints
        self._environment = environment
        self._sign_signed = _signed_passphrase_signer(credentials)
        self._sign_nonce_form_signature = _signature_signer(credentials)
        self._sign_bearer = _token_signer(credentials)

    @cached_property
    def _signed_passphrase(self) -> str:
        """Only credentials enter it."""
        return self._sign_signed(self._credentials.reveal("passphrase"))

    def public(self, method: str, host: str, path: str, query: str = "") -> Request:
        """No authentication."""
        return Request(
            method,
            f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}",
            {**self._environment.headers},
        )

    def signed(self, method: str, host: str, path: str, query: str = "", json: dict[str, Any] | None = None) -> Request:
        """The bytes that are sent are signed; the passphrase is signed once."""
        now = self._clock.time_ns()
        body = "" if json is None else msgspec.json.encode(json).decode()
        signature = self._sign_signed(str(now // 1_000_000) + method + (f"{path}?{query}" if query else path) + body)
        headers: dict[str, str] = {
            **self._environment.headers,
            "X-KEY": self._credentials.reveal("api_key"),
            "X-SIGN": signature,
            "X-TIME": str(now // 1_000_000),
            "X-PASS": self._signed_passphrase,
        }
        if body:
            headers["Content-Type"] = "application/json"
        return Request(
            method,
            f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}",
            headers,
            body.encode(),
        )

    def nonce_form(self, method: str, host: str, path: str, query: str = "", form: str = "") -> Request:
        """A form with a nonce at its end; path and hash of the form are signed."""
        nonce_calls = self._nonces.next(self._credentials.reveal("api_key"))
        stamp = str(nonce_calls)
        form = f"{form}&nonce={quote(stamp)}".removeprefix("&")
        digest = sha256.raw(stamp + form)
        signature = self._sign_nonce_form_signature(path.encode() + digest)
        headers: dict[str, str] = {
            **self._environment.headers,
            "X-KEY": self._credentials.reveal("api_key"),
            "X-SIGN": signature,
        }
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        return Request(
            method,
            f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}",
            headers,
            form.encode(),
        )

    def bearer(self, method: str, host: str, path: str, query: str = "") -> Request:
        """A token per request."""
        now = self._clock.time_ns()
        token = self._sign_bearer(
            {"alg": "HS256", "typ": "JWT"},
            {"sub": self._credentials.reveal("api_key"), "name": "John Doe", "iat": now // 1_000_000_000},
        )
        return Request(
            method,
            f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}",
            {**self._environment.headers, "Authorization": f"Bearer {token}"},
        )

    def ws_login(self) -> str:
        """The login frame of the private stream."""
        now = self._clock.time_ns()
        signature = self._sign_signed(str(now // 1_000_000_000) + "GET" + "/ws/login")
        return msgspec.json.encode(
            {
                "op": "login",
                "args": [
                    self._credentials.reveal("api_key"),
                    self._credentials.reveal("passphrase"),
                    str(now // 1_000_000_000),
                    signature,
                ],
            }
        ).decode()
