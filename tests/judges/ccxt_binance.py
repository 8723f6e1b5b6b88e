"""ccxt's clients for the venues, pointed at loopback: no request of their own beside what a test asks for."""

from __future__ import annotations

from typing import Any

OPTIONS = {
    "fetchCurrencies": False,
    "fetchMargins": False,
    "adjustForTimeDifference": False,
    "warnOnFetchOpenOrdersWithoutSymbol": False,
}


def ccxt_binance(url: str, *, key: str, secret: str, pro: bool = False) -> Any:
    """A ccxt exchange object of the spot venue; the caller closes it. Needs ccxt and a running event loop."""
    options = {**OPTIONS, "defaultType": "spot", "fetchMarkets": {"types": ["spot"]}}
    exchange = _made("binance", key, secret, options, pro)
    for name in ("public", "private"):
        exchange.urls["api"][name] = f"{url}/api/v3"
    return exchange


def ccxt_binanceusdm(url: str, *, key: str, secret: str, pro: bool = False) -> Any:
    """As `ccxt_binance`, of the USD-M futures venue."""
    exchange = _made("binanceusdm", key, secret, {**OPTIONS, "fetchMarkets": {"types": ["linear"]}}, pro)
    for name in ("fapiPublic", "fapiPrivate"):
        for suffix, version in (("", "v1"), ("V2", "v2"), ("V3", "v3")):
            exchange.urls["api"][name + suffix] = f"{url}/fapi/{version}"
    return exchange


def _made(name: str, key: str, secret: str, options: dict[str, Any], pro: bool) -> Any:
    if pro:
        import ccxt.pro as library
    else:
        import ccxt.async_support as library

    return getattr(library, name)({"apiKey": key, "secret": secret, "enableRateLimit": False, "options": options})
