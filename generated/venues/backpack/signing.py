"""Backpack Exchange: how requests and frames are signed. What a method returns is what is sent, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from venue_runtime.arguments import missing_credentials
from venue_runtime.clock import Clock
from venue_runtime.credentials import Credentials, load_private_key
from venue_runtime.endpoints import Endpoints
from venue_runtime.exprs import sorted_map
from venue_runtime.http import Request
from venue_runtime.signing import signer_of
from venue_runtime.wire import pairs

from .hooks import hooks
from .venue import BackpackConfig


def _signature_signer(credentials: Credentials) -> Callable[[str | bytes], str]:
    """The function that signs with the first of the credentials that is given; its key is decoded here, once."""
    if "private_key" in credentials:
        return signer_of(load_private_key(credentials["private_key"], ("ed25519_seed_base64",))).base64
    return missing_credentials("backpack", "private_key")


class Signing:
    """The auth schemes of Backpack Exchange. The clock and other sources are read once a request."""

    def __init__(self, credentials: Credentials, config: BackpackConfig, clock: Clock, endpoints: Endpoints) -> None:
        self._credentials = credentials
        self._config = config
        self._clock = clock
        self._urls = endpoints
        self._sign_signed_signature = _signature_signer(credentials)

    def public(self, method: str, host: str, path: str, query: str = "") -> Request:
        """No authentication."""
        return Request(method, f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}")

    def signed(
        self,
        method: str,
        host: str,
        path: str,
        query: str = "",
        json: Any = None,
        headers: dict[str, str] | None = None,
    ) -> Request:
        """Parameters of query or body by name, between the instruction of the request and its moment; nothing is
        encoded."""
        now = self._clock.time_ns()
        instruction = {
            "GET /api/v1/capital": "balanceQuery",
            "GET /api/v1/position": "positionQuery",
            "POST /api/v1/order": "orderExecute",
            "DELETE /api/v1/order": "orderCancel",
            "GET /api/v1/order": "orderQuery",
            "GET /api/v1/orders": "orderQueryAll",
            "DELETE /api/v1/orders": "orderCancelAll",
            "GET /wapi/v1/history/orders": "orderHistoryQueryAll",
            "GET /wapi/v1/history/fills": "fillHistoryQueryAll",
        }.get(method + " " + path) or ""
        asked = (
            pairs(sorted_map(dict(parse_qsl(query, keep_blank_values=True))), "=", "&")
            if method == "GET"
            else pairs(sorted_map(dict(json or ())), "=", "&")
        )
        payload = (
            "instruction="
            + instruction
            + ("&" + asked if asked != "" else "")
            + "&timestamp="
            + str(now // 1_000_000)
            + "&window="
            + str(self._config.recv_window)
        )
        signature = self._sign_signed_signature(payload)
        body = "" if json is None else msgspec.json.encode(json).decode()
        fields: dict[str, str] = {
            "X-API-Key": self._credentials.reveal("api_key"),
            "X-Signature": signature,
            "X-Timestamp": str(now // 1_000_000),
            "X-Window": str(self._config.recv_window),
            **(headers or {}),
        }
        if body:
            fields["Content-Type"] = "application/json"
        return Request(
            method, f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}", fields, body.encode()
        )

    def signed_batch(self, method: str, host: str, path: str, query: str = "", json: Any = None) -> Request:
        """Of each order its instruction and its fields by name, then the moment once."""
        now = self._clock.time_ns()
        body = "" if json is None else msgspec.json.encode(json).decode()
        payload = (
            hooks.each_order(body, "orderExecute")
            + "&timestamp="
            + str(now // 1_000_000)
            + "&window="
            + str(self._config.recv_window)
        )
        signature = self._sign_signed_signature(payload)
        headers: dict[str, str] = {
            "X-API-Key": self._credentials.reveal("api_key"),
            "X-Signature": signature,
            "X-Timestamp": str(now // 1_000_000),
            "X-Window": str(self._config.recv_window),
        }
        if body:
            headers["Content-Type"] = "application/json"
        return Request(
            method,
            f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}",
            headers,
            body.encode(),
        )

    def stream(self, msg: dict[str, Any]) -> dict[str, Any]:
        """Of a subscription to private streams only its moment is signed."""
        now = self._clock.time_ns()
        payload = (
            "instruction=subscribe&timestamp=" + str(now // 1_000_000) + "&window=" + str(self._config.recv_window)
        )
        signature = self._sign_signed_signature(payload)
        msg["signature"] = [
            self._credentials.reveal("api_key"),
            signature,
            str(now // 1_000_000),
            str(self._config.recv_window),
        ]
        return msg
