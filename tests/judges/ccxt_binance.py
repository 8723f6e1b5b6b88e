"""ccxt's client for the venue, pointed at loopback: spot only, no request of its own beside what a test asks for."""

from __future__ import annotations

from typing import Any


def ccxt_binance(url: str, *, key: str, secret: str, pro: bool = False) -> Any:
    """A ccxt exchange object; the caller closes it. Needs ccxt and a running event loop."""
    if pro:
        import ccxt.pro as library
    else:
        import ccxt.async_support as library

    exchange = library.binance(
        {
            "apiKey": key,
            "secret": secret,
            "enableRateLimit": False,
            "options": {
                "defaultType": "spot",
                "fetchMarkets": {"types": ["spot"]},
                "fetchCurrencies": False,
                "fetchMargins": False,
                "adjustForTimeDifference": False,
                "warnOnFetchOpenOrdersWithoutSymbol": False,
            },
        }
    )
    for name in ("public", "private"):
        exchange.urls["api"][name] = f"{url}/api/v3"
    return exchange
