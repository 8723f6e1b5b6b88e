"""Signatures of Binance Spot: the published vectors, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from venue_runtime.clock import ManualClock
from venue_runtime.credentials import Credentials
from venues.binance_spot.venue import BinanceSpotConfig


def test_signed_docs_new_order_hmac(make_client: Callable[..., Any]) -> None:
    """binance/binance-spot-api-docs@a5e0bc3 rest-api.md, SIGNED endpoint examples, HMAC keys"""
    client = make_client(
        credentials=Credentials(
            api_key="vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A",
            api_secret="NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j",
        ),
        clock=ManualClock(1499827319559000000),
        config=BinanceSpotConfig(recv_window=5000),
    )
    signed = client.signing.signed(
        "POST", "rest", "/api/v3/order", query="symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1"
    )
    assert (
        dict(parse_qsl(urlsplit(signed.url).query))["signature"]
        == "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71"
    )


def test_signed_docs_utf8_symbol_hmac(make_client: Callable[..., Any]) -> None:
    """binance/binance-spot-api-docs@a5e0bc3 rest-api.md, SIGNED endpoint examples, symbol outside of ASCII"""
    client = make_client(
        credentials=Credentials(
            api_key="vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A",
            api_secret="NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j",
        ),
        clock=ManualClock(1499827319559000000),
        config=BinanceSpotConfig(recv_window=5000),
    )
    signed = client.signing.signed(
        "POST",
        "rest",
        "/api/v3/order",
        query="symbol=%EF%BC%91%EF%BC%92%EF%BC%93%EF%BC%94%EF%BC%95%EF%BC%96&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1",
    )
    assert (
        dict(parse_qsl(urlsplit(signed.url).query))["signature"]
        == "e1353ec6b14d888f1164ae9af8228a3dbd508bc82eb867db8ab6046442f33ef3"
    )


def test_ws_signed_docs_ws_order_hmac(make_client: Callable[..., Any]) -> None:
    """binance/binance-spot-api-docs@a5e0bc3 web-socket-api.md, SIGNED request example (HMAC)"""
    client = make_client(
        credentials=Credentials(
            api_key="vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A",
            api_secret="NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j",
        ),
        clock=ManualClock(1645423376532000000),
        config=BinanceSpotConfig(recv_window=100),
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
        config=BinanceSpotConfig(recv_window=5000),
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


def test_fix_logon_docs_logon(make_client: Callable[..., Any]) -> None:
    """binance/binance-spot-api-docs@a5e0bc3 fix-api.md, How to sign Logon"""
    client = make_client(
        credentials=Credentials(
            api_key="sBRXrJx2DsOraMXOaUovEhgVRcjOvCtQwnWj8VxkOh1xqboS02SPGfKi2h8spZJb",
            private_key="-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIIJEYWtGBrhACmb9Dvy+qa8WEf0lQOl1s4CLIAB9m89u\n-----END PRIVATE KEY-----\n",
        ),
        clock=ManualClock(0),
    )
    signed = client.signing.fix_logon(
        {"35": "A", "49": "EXAMPLE", "56": "SPOT", "34": "1", "52": "20240627-11:17:25.223"}
    )
    assert "96=4MHXelVVcpkdwuLbl6n73HQUXUf1dse2PCgT1DYqW9w8AVZ1RACFGM+5UdlGPrQHrgtS3CvsRURC1oj73j8gCA==\x01" in signed
    assert "25035=2\x01" in signed


def test_fix_market_data_logon_docs_logon(make_client: Callable[..., Any]) -> None:
    """binance/binance-spot-api-docs@a5e0bc3 fix-api.md, How to sign Logon"""
    client = make_client(
        credentials=Credentials(
            api_key="sBRXrJx2DsOraMXOaUovEhgVRcjOvCtQwnWj8VxkOh1xqboS02SPGfKi2h8spZJb",
            private_key="-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIIJEYWtGBrhACmb9Dvy+qa8WEf0lQOl1s4CLIAB9m89u\n-----END PRIVATE KEY-----\n",
        ),
        clock=ManualClock(0),
    )
    signed = client.signing.fix_market_data_logon(
        {"35": "A", "49": "EXAMPLE", "56": "SPOT", "34": "1", "52": "20240627-11:17:25.223"}
    )
    assert "96=4MHXelVVcpkdwuLbl6n73HQUXUf1dse2PCgT1DYqW9w8AVZ1RACFGM+5UdlGPrQHrgtS3CvsRURC1oj73j8gCA==\x01" in signed
    assert "25035=2\x01" in signed


def test_a_client_never_shows_its_secrets(make_client: Callable[..., Any]) -> None:
    client = make_client()
    shown = f"{client!r} {client.credentials!r} {client.signing!r} {vars(client.signing)!r}"
    shown += " ".join(f"{client.credentials[name]!r} {client.credentials[name]}" for name in client.credentials)
    for secret in ("test-api-key", "test-api-secret"):
        assert secret not in shown
