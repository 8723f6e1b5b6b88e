"""Signatures of Binance USD-M Futures: the published vectors, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from venue_runtime.clock import ManualClock
from venue_runtime.credentials import Credentials
from venues.binance_usdm.venue import BinanceUsdmConfig


def test_signed_docs_new_order_hmac(make_client: Callable[..., Any]) -> None:
    """https://developers.binance.com/docs/derivatives/usds-margined-futures/general-info, Example 1"""
    client = make_client(
        credentials=Credentials(
            api_key="dbefbc809e3e83c283a984c3a1459732ea7db1360ca80c5c2c8867408d28cc83",
            api_secret="2b5eb11e18796d12d88f13dc27dbbd02c2cc51ff7059765ed9821957d82bb4d9",
        ),
        clock=ManualClock(1591702613943000000),
        config=BinanceUsdmConfig(recv_window=5000),
    )
    signed = client.signing.signed(
        "POST",
        "rest",
        "/fapi/v1/order",
        query="symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=1&price=9000&timeInForce=GTC",
    )
    assert (
        dict(parse_qsl(urlsplit(signed.url).query))["signature"]
        == "3c661234138461fcc7a7d8746c6558c9842d4e10870d2ecbedf7777cad694af9"
    )


def test_ws_signed_docs_ws_order_hmac(make_client: Callable[..., Any]) -> None:
    """binance/binance-spot-api-docs@a5e0bc3 web-socket-api.md, SIGNED request example (HMAC)"""
    client = make_client(
        credentials=Credentials(
            api_key="vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A",
            api_secret="NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j",
        ),
        clock=ManualClock(1645423376532000000),
        config=BinanceUsdmConfig(recv_window=100),
    )
    signed = client.signing.ws_signed(
        {
            "symbol": "BTCUSDT",
            "side": "SELL",
            "type": "LIMIT",
            "timeInForce": "GTC",
            "quantity": "0.01000000",
            "price": "52000.00",
        }
    )
    assert signed["signature"] == "aa1b5712c094bc4e57c05a1a5c1fd8d88dcd628338ea863fec7b88e59fe2db24"


def test_ws_signed_docs_ws_utf8_symbol_hmac(make_client: Callable[..., Any]) -> None:
    """binance/binance-spot-api-docs@a5e0bc3 web-socket-api.md, SIGNED request example, symbol outside of ASCII"""
    client = make_client(
        credentials=Credentials(
            api_key="vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A",
            api_secret="NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j",
        ),
        clock=ManualClock(1645423376532000000),
        config=BinanceUsdmConfig(recv_window=5000),
    )
    signed = client.signing.ws_signed(
        {
            "symbol": "１２３４５６",
            "side": "BUY",
            "type": "LIMIT",
            "timeInForce": "GTC",
            "quantity": "1.00000000",
            "price": "0.10000000",
        }
    )
    assert signed["signature"] == "b33892ae8e687c939f4468c6268ddd4c40ac1af18ad19a064864c47bae0752cd"


def test_a_client_never_shows_its_secrets(make_client: Callable[..., Any]) -> None:
    client = make_client()
    shown = f"{client!r} {client.credentials!r} {client.signing!r} {vars(client.signing)!r}"
    shown += " ".join(f"{client.credentials[name]!r} {client.credentials[name]}" for name in client.credentials)
    for secret in ("test-api-key", "test-api-secret"):
        assert secret not in shown
