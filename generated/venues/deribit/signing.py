"""Deribit: how requests and frames are signed. What a method returns is what is sent, byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from venue_runtime.arguments import missing_credentials
from venue_runtime.clock import Clock
from venue_runtime.credentials import Credentials
from venue_runtime.endpoints import Endpoints
from venue_runtime.exprs import base64_text, random_text
from venue_runtime.http import Request
from venue_runtime.ids import Nonces, Random
from venue_runtime.signing import HmacKey, sha256
from venue_runtime.wire import quote

from .leases import Leases
from .venue import DeribitConfig


def _signature_signer(credentials: Credentials) -> Callable[[str | bytes], str]:
    """The function that signs with the first of the credentials that is given; its key is decoded here, once."""
    if "client_secret" in credentials:
        return HmacKey(credentials["client_secret"]).hex
    return missing_credentials("deribit", "client_secret")


class Signing:
    """The auth schemes of Deribit. The clock and other sources are read once a request."""

    def __init__(
        self,
        credentials: Credentials,
        config: DeribitConfig,
        clock: Clock,
        nonces: Nonces,
        random: Random,
        endpoints: Endpoints,
        leases: Leases,
    ) -> None:
        self._credentials = credentials
        self._config = config
        self._clock = clock
        self._nonces = nonces
        self._random = random
        self._urls = endpoints
        self.leases = leases
        self._sign_granted = _signature_signer(credentials)

    def public(self, method: str, host: str, path: str, query: str = "") -> Request:
        """No authentication."""
        return Request(method, f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}")

    def fix_logon(self, h: Mapping[str, str], *, cancel_on_disconnect: bool = False) -> str:
        """The secret does not travel; RawData is a time that grows and 32 characters made of 16 random bytes."""
        random = self._random.bytes(16)
        nonce_fix_logon = self._nonces.next(self._credentials.reveal("client_id"))
        raw = str(nonce_fix_logon) + "." + base64_text(random.hex().encode())
        password = sha256.base64(raw + self._credentials.reveal("client_secret"))
        return (
            f"95={len(raw.encode())}\x0196={raw}\x01"
            + f"553={self._credentials.reveal('client_id')}\x01"
            + f"554={password}\x01"
            + f"9001={'Y' if cancel_on_disconnect else 'N'}\x01"
            + f"9007={'Y' if self._config.fix_sequential else 'N'}\x01"
        )

    def granted(self, method: str, host: str, path: str, query: str = "") -> Request:
        """`client_signature`: the secret signs time and nonce, good for 60 seconds, and does not travel."""
        random = self._random.bytes(16)
        now = self._clock.time_ns()
        ts = str(now // 1_000_000)
        word = random_text(random)
        signature = self._sign_granted("\n".join((ts, word, "")))
        query = f"{query}&client_id={quote(self._credentials.reveal('client_id'))}&timestamp={quote(ts)}&nonce={quote(word)}&signature={signature}".removeprefix(
            "&"
        )
        return Request(method, f"{self._urls[host]}{path}?{query}")

    def login(self, params: dict[str, Any]) -> dict[str, Any]:
        """The same over WebSocket."""
        random = self._random.bytes(16)
        now = self._clock.time_ns()
        ts = now // 1_000_000
        word = random_text(random)
        signature = self._sign_granted("\n".join((str(ts), word, "")))
        params["client_id"] = self._credentials.reveal("client_id")
        params["timestamp"] = ts
        params["nonce"] = word
        params["data"] = ""
        params["signature"] = signature
        return params

    def secret(self, method: str, host: str, path: str, query: str = "") -> Request:
        """Authentication `secret`."""
        query = f"{query}&client_id={quote(self._credentials.reveal('client_id'))}&client_secret={quote(self._credentials.reveal('client_secret'))}".removeprefix(
            "&"
        )
        return Request(method, f"{self._urls[host]}{path}?{query}")

    def bearer(self, method: str, host: str, path: str, query: str = "") -> Request:
        """Authentication `bearer`."""
        return Request(
            method,
            f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}",
            {"Authorization": f"Bearer {self.leases.session.held.access_token}"},
        )

    def session(self, params: dict[str, Any]) -> dict[str, Any]:
        """Authentication `session`."""
        return params
