"""Bitvavo: how requests and frames are signed. What a method returns is what is sent, byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from venue_runtime.arguments import missing_credentials
from venue_runtime.clock import Clock
from venue_runtime.credentials import Credentials
from venue_runtime.endpoints import Endpoints
from venue_runtime.exprs import fix_ms
from venue_runtime.http import Request
from venue_runtime.signing import HmacKey


def _password_signer(credentials: Credentials) -> Callable[[str | bytes], str]:
    """The function that signs with the first of the credentials that is given; its key is decoded here, once."""
    if "api_secret" in credentials:
        return HmacKey(credentials["api_secret"]).hex
    return missing_credentials("bitvavo", "api_secret")


class Signing:
    """The auth schemes of Bitvavo. The clock and other sources are read once a request."""

    def __init__(self, credentials: Credentials, clock: Clock, endpoints: Endpoints) -> None:
        self._credentials = credentials
        self._clock = clock
        self._urls = endpoints
        self._sign_fix_logon = _password_signer(credentials)

    def public(self, method: str, host: str, path: str, query: str = "") -> Request:
        """No authentication."""
        return Request(method, f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}")

    def fix_logon(self, h: Mapping[str, str], *, cancel_on_disconnect: bool = False) -> str:
        """The time is that of the header, in milliseconds."""
        password = self._sign_fix_logon(self._credentials.reveal("api_key") + h["49"] + h["34"] + fix_ms(h["52"]))
        return (
            f"553={self._credentials.reveal('api_key')}\x01"
            + f"554={password}\x01"
            + f"5001={'Y' if cancel_on_disconnect else 'N'}\x01"
        )

    def signed(self, method: str, host: str, path: str, query: str = "") -> Request:
        """The signed path has the query. A body would be signed after it; no endpoint here has one."""
        now = self._clock.time_ns()
        ts = str(now // 1_000_000)
        signature = self._sign_fix_logon(ts + method + (f"{path}?{query}" if query else path))
        return Request(
            method,
            f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}",
            {
                "Bitvavo-Access-Key": self._credentials.reveal("api_key"),
                "Bitvavo-Access-Signature": signature,
                "Bitvavo-Access-Timestamp": ts,
            },
        )
