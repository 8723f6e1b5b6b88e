"""Hyperliquid: how requests and frames are signed. What a method returns is what is sent, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
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
from .venue import HyperliquidConfig


def _signature_signer(credentials: Credentials) -> Callable[[str | bytes], dict[str, Any]]:
    """The function that signs with the first of the credentials that is given; its key is decoded here, once."""
    if "private_key" in credentials:
        return Secp256k1Key(credentials["private_key"]).rsv
    return missing_credentials("hyperliquid", "private_key")


class Signing:
    """The auth schemes of Hyperliquid. The clock and other sources are read once a request."""

    def __init__(
        self,
        credentials: Credentials,
        config: HyperliquidConfig,
        nonces: Nonces,
        endpoints: Endpoints,
        environment: Environment,
    ) -> None:
        self._credentials = credentials
        self._config = config
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
        """The hash of the action is the `connectionId` of a phantom agent, which is signed as typed data."""
        nonce_actions = self._nonces.next(self._credentials.reveal("private_key"))
        stamp = nonce_actions
        expires = (
            stamp + self._config.expires_after // timedelta(milliseconds=1)
            if self._config.expires_after is not None
            else None
        )
        vault = _1.lower() if (_1 := self._credentials.find("vault")) is not None else None
        connection = hooks.connection_id(dict(json or ()), stamp, vault, expires)
        digest = hooks.digest(self._environment.constants["source"], connection)
        signature = self._sign_action_signature(digest)
        json = {**(json or {}), "nonce": stamp}
        json = {**(json or {}), "signature": signature}
        if vault is not None:
            json = {**(json or {}), "vaultAddress": vault}
        if expires is not None:
            json = {**(json or {}), "expiresAfter": expires}
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
