"""Rpc: how requests and frames are signed. What a method returns is what is sent, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from venue_runtime.arguments import missing_credentials
from venue_runtime.clock import Clock
from venue_runtime.credentials import Credentials
from venue_runtime.endpoints import Endpoints
from venue_runtime.http import Request
from venue_runtime.ids import Random
from venue_runtime.signing import HmacKey
from venue_runtime.wire import quote

from .leases import Leases


def _sig_signer(credentials: Credentials) -> Callable[[str | bytes], str]:
    """The function that signs with the first of the credentials that is given; its key is decoded here, once."""
    if "client_secret" in credentials:
        return HmacKey(credentials["client_secret"]).hex
    return missing_credentials("rpc", "client_secret")


class Signing:
    """The auth schemes of Rpc. The clock and other sources are read once a request."""

    def __init__(
        self, credentials: Credentials, clock: Clock, random: Random, endpoints: Endpoints, leases: Leases
    ) -> None:
        self._credentials = credentials
        self._clock = clock
        self._random = random
        self._urls = endpoints
        self.leases = leases
        self._sign_grant = _sig_signer(credentials)

    def public(self, method: str, host: str, path: str, query: str = "") -> Request:
        """No authentication."""
        return Request(method, f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}")

    def grant(self, method: str, host: str, path: str, query: str = "") -> Request:
        """Authentication `grant`."""
        random = self._random.bytes(16)
        now = self._clock.time_ns()
        ts = str(now // 1_000_000)
        salt = random.hex()
        sig = self._sign_grant("\n".join((ts, salt, "")))
        query = f"{query}&client_id={quote(self._credentials.reveal('client_id'))}&timestamp={quote(ts)}&nonce={quote(salt)}&signature={sig}".removeprefix(
            "&"
        )
        return Request(method, f"{self._urls[host]}{path}?{query}")

    def grant_ws(self, params: dict[str, Any]) -> dict[str, Any]:
        """Authentication `grant_ws`."""
        random = self._random.bytes(16)
        now = self._clock.time_ns()
        ts = str(now // 1_000_000)
        salt = random.hex()
        sig = self._sign_grant("\n".join((ts, salt, "")))
        params["client_id"] = self._credentials.reveal("client_id")
        params["timestamp"] = ts
        params["nonce"] = salt
        params["signature"] = sig
        return params

    def bearer(self, method: str, host: str, path: str, query: str = "") -> Request:
        """Authentication `bearer`."""
        return Request(
            method,
            f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}",
            {"Authorization": f"Bearer {self.leases.session.held.token}"},
        )

    def session(self, params: dict[str, Any]) -> dict[str, Any]:
        """Authentication `session`."""
        return params
