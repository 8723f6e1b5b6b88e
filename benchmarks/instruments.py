"""An answer of the venue's exchangeInfo, for the symbols of some traffic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .traffic import Market

FILTERS = [
    {"filterType": "PRICE_FILTER", "minPrice": "0.01000000", "maxPrice": "1000000.00000000", "tickSize": "0.01000000"},
    {"filterType": "LOT_SIZE", "minQty": "0.00001000", "maxQty": "9000.00000000", "stepSize": "0.00001000"},
    {"filterType": "NOTIONAL", "minNotional": "5.00000000", "maxNotional": "9000000.00000000"},
]


def exchange_info(markets: Sequence[Market]) -> dict[str, Any]:
    """An answer of the venue's exchangeInfo, for these symbols."""
    return {
        "timezone": "UTC",
        "serverTime": 1_700_000_000_000,
        "rateLimits": [],
        "exchangeFilters": [],
        "symbols": [
            {
                "symbol": one.venue_symbol,
                "status": "TRADING",
                "baseAsset": one.base,
                "baseAssetPrecision": 8,
                "quoteAsset": one.quote,
                "quotePrecision": 8,
                "quoteAssetPrecision": 8,
                "baseCommissionPrecision": 8,
                "quoteCommissionPrecision": 8,
                "icebergAllowed": True,
                "ocoAllowed": True,
                "quoteOrderQtyMarketAllowed": True,
                "orderTypes": ["LIMIT", "LIMIT_MAKER", "MARKET", "STOP_LOSS", "STOP_LOSS_LIMIT"],
                "isSpotTradingAllowed": True,
                "isMarginTradingAllowed": False,
                "filters": FILTERS,
                "permissions": [],
                "permissionSets": [["SPOT"]],
            }
            for one in markets
        ],
    }
