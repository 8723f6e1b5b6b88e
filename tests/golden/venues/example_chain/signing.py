"""Example Chain: how requests and frames are signed. What a method returns is what is sent, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from venue_runtime.arguments import missing_credentials
from venue_runtime.bindings import Environment
from venue_runtime.credentials import Credentials
from venue_runtime.endpoints import Endpoints
from venue_runtime.http import Request
from venue_runtime.ids import Nonces
from venue_runtime.secp256k1 import Secp256k1Key

from .hooks import hooks


def _signature_signer(credentials: Credentials) -> Callable[[str | bytes], dict[str, Any]]:
    """The function that signs with the first of the credentials that is given; its key is decoded here, once."""
    if "private_key" in credentials:
        return Secp256k1Key(credentials["private_key"]).rsv
    return missing_credentials("example_chain", "private_key")


class Signing:
    """The auth schemes of Example Chain. The clock and other sources are read once a request."""

    def __init__(
        self, credentials: Credentials, nonces: Nonces, endpoints: Endpoints, environment: Environment
    ) -> None:
        self._credentials = credentials
        self._nonces = nonces
        self._urls = endpoints
        self._environment = environment
        self._sign_action_signature = _signature_signer(credentials)

    def public(self, method: str, host: str, path: str, query: str = "", json: dict[str, Any] | None = None) -> Request:
        """No authentication."""
        body = "" if json is None else msgspec.json.encode(json).decode()
        headers: dict[str, str] = {}
        if body:
            headers["Content-Type"] = "application/json"
        return Request(
            method,
            f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}",
            headers,
            body.encode(),
        )

    def action(self, method: str, host: str, path: str, query: str = "", json: dict[str, Any] | None = None) -> Request:
        """Authentication `action`."""
        nonce_actions = self._nonces.next(self._credentials.reveal("private_key"))
        stamp = nonce_actions
        digest = hooks.action_digest(
            dict(json or ()), stamp, self._environment.constants["chain"], self._credentials.find("vault")
        )
        signature = self._sign_action_signature(digest)
        json = {**(json or {}), "nonce": stamp}
        json = {**(json or {}), "signature": signature}
        if (given := self._credentials.find("vault")) is not None:
            json = {**(json or {}), "vaultAddress": given}
        body = "" if json is None else msgspec.json.encode(json).decode()
        headers: dict[str, str] = {}
        if body:
            headers["Content-Type"] = "application/json"
        return Request(
            method,
            f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}",
            headers,
            body.encode(),
        )
