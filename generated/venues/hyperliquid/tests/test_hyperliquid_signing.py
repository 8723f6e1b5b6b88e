"""Signatures of Hyperliquid: the published vectors, byte for byte."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from venue_runtime.clock import ManualClock
from venue_runtime.credentials import Credentials
from venue_runtime.testing.plugin import CountedNonces


def test_action_connection_id(make_client: Callable[..., Any]) -> None:
    """hyperliquid-dex/hyperliquid-python-sdk@7ee976d tests/signing_test.py"""
    client = make_client(
        credentials=Credentials(private_key="0x0123456789012345678901234567890123456789012345678901234567890123"),
        clock=ManualClock(0),
        nonces=CountedNonces(1677777606040),
    )
    signed = client.signing.action(
        "POST",
        "rest",
        "/exchange",
        json={
            "action": {
                "type": "order",
                "orders": [
                    {"a": 4, "b": True, "p": "1670.1", "s": "0.0147", "r": False, "t": {"limit": {"tif": "Ioc"}}}
                ],
                "grouping": "na",
            }
        },
    )


def test_action_order(make_client: Callable[..., Any]) -> None:
    """hyperliquid-dex/hyperliquid-python-sdk@7ee976d tests/signing_test.py"""
    client = make_client(
        credentials=Credentials(private_key="0x0123456789012345678901234567890123456789012345678901234567890123"),
        clock=ManualClock(0),
        nonces=CountedNonces(0),
    )
    signed = client.signing.action(
        "POST",
        "rest",
        "/exchange",
        json={
            "action": {
                "type": "order",
                "orders": [{"a": 1, "b": True, "p": "100", "s": "100", "r": False, "t": {"limit": {"tif": "Gtc"}}}],
                "grouping": "na",
            }
        },
    )
    assert (
        str(json.loads(signed.body or b"")["signature"]["r"])
        == "0xd65369825a9df5d80099e513cce430311d7d26ddf477f5b3a33d2806b100d78e"
    )
    assert (
        str(json.loads(signed.body or b"")["signature"]["s"])
        == "0x2b54116ff64054968aa237c20ca9ff68000f977c93289157748a3162b6ea940e"
    )
    assert str(json.loads(signed.body or b"")["signature"]["v"]) == "28"


def test_action_order_with_client_id(make_client: Callable[..., Any]) -> None:
    """hyperliquid-dex/hyperliquid-python-sdk@7ee976d tests/signing_test.py"""
    client = make_client(
        credentials=Credentials(private_key="0x0123456789012345678901234567890123456789012345678901234567890123"),
        clock=ManualClock(0),
        nonces=CountedNonces(0),
    )
    signed = client.signing.action(
        "POST",
        "rest",
        "/exchange",
        json={
            "action": {
                "type": "order",
                "orders": [
                    {
                        "a": 1,
                        "b": True,
                        "p": "100",
                        "s": "100",
                        "r": False,
                        "t": {"limit": {"tif": "Gtc"}},
                        "c": "0x00000000000000000000000000000001",
                    }
                ],
                "grouping": "na",
            }
        },
    )
    assert (
        str(json.loads(signed.body or b"")["signature"]["r"])
        == "0x41ae18e8239a56cacbc5dad94d45d0b747e5da11ad564077fcac71277a946e3"
    )
    assert (
        str(json.loads(signed.body or b"")["signature"]["s"])
        == "0x3c61f667e747404fe7eea8f90ab0e76cc12ce60270438b2058324681a00116da"
    )
    assert str(json.loads(signed.body or b"")["signature"]["v"]) == "27"


def test_action_trigger(make_client: Callable[..., Any]) -> None:
    """hyperliquid-dex/hyperliquid-python-sdk@7ee976d tests/signing_test.py"""
    client = make_client(
        credentials=Credentials(private_key="0x0123456789012345678901234567890123456789012345678901234567890123"),
        clock=ManualClock(0),
        nonces=CountedNonces(0),
    )
    signed = client.signing.action(
        "POST",
        "rest",
        "/exchange",
        json={
            "action": {
                "type": "order",
                "orders": [
                    {
                        "a": 1,
                        "b": True,
                        "p": "100",
                        "s": "100",
                        "r": False,
                        "t": {"trigger": {"isMarket": True, "triggerPx": "103", "tpsl": "sl"}},
                    }
                ],
                "grouping": "na",
            }
        },
    )
    assert (
        str(json.loads(signed.body or b"")["signature"]["r"])
        == "0x98343f2b5ae8e26bb2587daad3863bc70d8792b09af1841b6fdd530a2065a3f9"
    )
    assert (
        str(json.loads(signed.body or b"")["signature"]["s"])
        == "0x6b5bb6bb0633b710aa22b721dd9dee6d083646a5f8e581a20b545be6c1feb405"
    )
    assert str(json.loads(signed.body or b"")["signature"]["v"]) == "27"


def test_action_schedule_cancel(make_client: Callable[..., Any]) -> None:
    """hyperliquid-dex/hyperliquid-python-sdk@7ee976d tests/signing_test.py"""
    client = make_client(
        credentials=Credentials(private_key="0x0123456789012345678901234567890123456789012345678901234567890123"),
        clock=ManualClock(0),
        nonces=CountedNonces(0),
    )
    signed = client.signing.action(
        "POST", "rest", "/exchange", json={"action": {"type": "scheduleCancel", "time": 123456789}}
    )
    assert (
        str(json.loads(signed.body or b"")["signature"]["r"])
        == "0x609cb20c737945d070716dcc696ba030e9976fcf5edad87afa7d877493109d55"
    )
    assert (
        str(json.loads(signed.body or b"")["signature"]["s"])
        == "0x16c685d63b5c7a04512d73f183b3d7a00da5406ff1f8aad33f8ae2163bab758b"
    )
    assert str(json.loads(signed.body or b"")["signature"]["v"]) == "28"


def test_action_vault(make_client: Callable[..., Any]) -> None:
    """hyperliquid-dex/hyperliquid-python-sdk@7ee976d tests/signing_test.py"""
    client = make_client(
        credentials=Credentials(
            private_key="0x0123456789012345678901234567890123456789012345678901234567890123",
            vault="0x1719884eb866cb12b2287399b15f7db5e7d775ea",
        ),
        clock=ManualClock(0),
        nonces=CountedNonces(0),
    )
    signed = client.signing.action("POST", "rest", "/exchange", json={"action": {"type": "dummy", "num": 100000000000}})
    assert (
        str(json.loads(signed.body or b"")["signature"]["r"])
        == "0x3c548db75e479f8012acf3000ca3a6b05606bc2ec0c29c50c515066a326239"
    )
    assert (
        str(json.loads(signed.body or b"")["signature"]["s"])
        == "0x4d402be7396ce74fbba3795769cda45aec00dc3125a984f2a9f23177b190da2c"
    )
    assert str(json.loads(signed.body or b"")["signature"]["v"]) == "28"


def test_a_client_never_shows_its_secrets(make_client: Callable[..., Any]) -> None:
    client = make_client()
    shown = f"{client!r} {client.credentials!r} {client.signing!r} {vars(client.signing)!r}"
    shown += " ".join(f"{client.credentials[name]!r} {client.credentials[name]}" for name in client.credentials)
    for secret in ("0x7465737474657374746573747465737474657374746573747465737474657374",):
        assert secret not in shown
