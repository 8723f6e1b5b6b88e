"""Bitvavo: how requests and frames are signed. What a method returns is what is sent, byte for byte."""

from __future__ import annotations

from venue_runtime.endpoints import Endpoints
from venue_runtime.http import Request


class Signing:
    """The auth schemes of Bitvavo. The clock and other sources are read once a request."""

    def __init__(self, endpoints: Endpoints) -> None:
        self._urls = endpoints

    def public(self, method: str, host: str, path: str, query: str = "") -> Request:
        """No authentication."""
        return Request(method, f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}")
