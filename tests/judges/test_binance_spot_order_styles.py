"""What each kind of order may and must have, against the table and notes of rest-api.md, "New order (TRADE)"."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from venue_runtime import OrderType, Side, TimeInForce
from venue_runtime.errors import ConfigurationError, NotSupported
from venue_runtime.model import OrderRequest, SelfTradePrevention
from venues.binance_spot import BinanceSpotOrderOptions as Options
from venues.binance_spot.mapping import order_style

ONE = Decimal(1)
LIMIT: dict[str, Any] = {"type": OrderType.LIMIT, "quantity": ONE, "price": ONE}
MARKET: dict[str, Any] = {"type": OrderType.MARKET, "quantity": ONE}
STOP: dict[str, Any] = {"type": OrderType.STOP, "quantity": ONE, "trigger_price": ONE}
STOP_LIMIT: dict[str, Any] = {"type": OrderType.STOP_LIMIT, "quantity": ONE, "price": ONE, "trigger_price": ONE}
TAKE: dict[str, Any] = {"type": OrderType.TAKE_PROFIT, "quantity": ONE, "trigger_price": ONE}
TAKE_LIMIT: dict[str, Any] = {**STOP_LIMIT, "type": OrderType.TAKE_PROFIT_LIMIT}
GTC, IOC, FOK, GTD = TimeInForce.GTC, TimeInForce.IOC, TimeInForce.FOK, TimeInForce.GTD
PEG = Options(peg_price_type="PRIMARY_PEG")
OFFSET = Options(peg_price_type="PRIMARY_PEG", peg_offset_type="PRICE_LEVEL", peg_offset_value=1)
TRAILING = Options(trailing_delta=100)


def request(base: dict[str, Any], **changes: Any) -> OrderRequest:
    return OrderRequest(**{"symbol": "BTC/USDT", "side": Side.BUY, **base, **changes})


@pytest.mark.parametrize(
    ("base", "changes", "type_", "time_in_force"),
    [
        (LIMIT, {}, "LIMIT", "GTC"),
        (LIMIT, {"time_in_force": GTC}, "LIMIT", "GTC"),
        (LIMIT, {"time_in_force": IOC}, "LIMIT", "IOC"),
        (LIMIT, {"time_in_force": FOK}, "LIMIT", "FOK"),
        (LIMIT, {"post_only": True}, "LIMIT_MAKER", None),
        (LIMIT, {"post_only": True, "time_in_force": GTC}, "LIMIT_MAKER", None),
        (LIMIT, {"display_quantity": ONE}, "LIMIT", "GTC"),
        (LIMIT, {"display_quantity": ONE, "time_in_force": GTC}, "LIMIT", "GTC"),
        (LIMIT, {"display_quantity": ONE, "post_only": True}, "LIMIT_MAKER", None),
        (LIMIT, {"price": None, "venue": PEG}, "LIMIT", "GTC"),
        (LIMIT, {"price": None, "venue": PEG, "time_in_force": IOC}, "LIMIT", "IOC"),
        (LIMIT, {"price": None, "venue": OFFSET, "post_only": True}, "LIMIT_MAKER", None),
        (LIMIT, {"venue": Options(strategy_id=1, strategy_type=1000000)}, "LIMIT", "GTC"),
        (LIMIT, {"self_trade_prevention": SelfTradePrevention.CANCEL_MAKER}, "LIMIT", "GTC"),
        (MARKET, {}, "MARKET", None),
        (MARKET, {"quantity": None, "quote_quantity": ONE}, "MARKET", None),
        (MARKET, {"self_trade_prevention": SelfTradePrevention.CANCEL_TAKER}, "MARKET", None),
        (STOP, {}, "STOP_LOSS", None),
        (STOP, {"venue": TRAILING}, "STOP_LOSS", None),
        (STOP, {"trigger_price": None, "venue": TRAILING}, "STOP_LOSS", None),
        (STOP_LIMIT, {}, "STOP_LOSS_LIMIT", "GTC"),
        (STOP_LIMIT, {"time_in_force": IOC}, "STOP_LOSS_LIMIT", "IOC"),
        (STOP_LIMIT, {"time_in_force": FOK}, "STOP_LOSS_LIMIT", "FOK"),
        (STOP_LIMIT, {"display_quantity": ONE}, "STOP_LOSS_LIMIT", "GTC"),
        (STOP_LIMIT, {"trigger_price": None, "venue": TRAILING}, "STOP_LOSS_LIMIT", "GTC"),
        (STOP_LIMIT, {"price": None, "venue": PEG}, "STOP_LOSS_LIMIT", "GTC"),
        (TAKE, {}, "TAKE_PROFIT", None),
        (TAKE, {"trigger_price": None, "venue": TRAILING}, "TAKE_PROFIT", None),
        (TAKE_LIMIT, {}, "TAKE_PROFIT_LIMIT", "GTC"),
        (TAKE_LIMIT, {"time_in_force": FOK}, "TAKE_PROFIT_LIMIT", "FOK"),
        (TAKE_LIMIT, {"display_quantity": ONE, "time_in_force": GTC}, "TAKE_PROFIT_LIMIT", "GTC"),
    ],
)
def test_what_the_venue_takes(
    base: dict[str, Any], changes: dict[str, Any], type_: str, time_in_force: str | None
) -> None:
    assert order_style(request(base, **changes)) == (type_, time_in_force)


@pytest.mark.parametrize(
    ("base", "changes", "named"),
    [
        (LIMIT, {"trigger_price": ONE}, "trigger_price"),
        (LIMIT, {"quote_quantity": ONE}, "quote_quantity"),
        (LIMIT, {"venue": TRAILING}, "trailing_delta"),
        (LIMIT, {"post_only": True, "time_in_force": IOC}, "time_in_force"),
        (LIMIT, {"post_only": True, "time_in_force": FOK}, "time_in_force"),
        (LIMIT, {"post_only": True, "trigger_price": ONE}, "trigger_price"),
        (LIMIT, {"display_quantity": ONE, "time_in_force": IOC}, "display_quantity"),
        (LIMIT, {"display_quantity": ONE, "time_in_force": FOK}, "display_quantity"),
        (LIMIT, {"time_in_force": GTD}, "gtd"),
        (LIMIT, {"expire_time": 1}, "expire_time"),
        (LIMIT, {"reduce_only": True}, "reduce_only"),
        (LIMIT, {"trailing_offset": ONE}, "trailing_offset"),
        (MARKET, {"price": ONE}, "price"),
        (MARKET, {"trigger_price": ONE}, "trigger_price"),
        (MARKET, {"time_in_force": IOC}, "time_in_force"),
        (MARKET, {"post_only": True}, "post_only"),
        (MARKET, {"display_quantity": ONE}, "display_quantity"),
        (MARKET, {"venue": PEG}, "peg_price_type"),
        (MARKET, {"venue": TRAILING}, "trailing_delta"),
        (STOP, {"price": ONE}, "price"),
        (STOP, {"quote_quantity": ONE}, "quote_quantity"),
        (STOP, {"time_in_force": GTC}, "time_in_force"),
        (STOP, {"display_quantity": ONE}, "display_quantity"),
        (STOP, {"venue": PEG}, "peg_price_type"),
        (STOP, {"post_only": True}, "post_only"),
        (STOP_LIMIT, {"quote_quantity": ONE}, "quote_quantity"),
        (STOP_LIMIT, {"post_only": True}, "post_only"),
        (STOP_LIMIT, {"display_quantity": ONE, "time_in_force": IOC}, "display_quantity"),
        (TAKE, {"price": ONE}, "price"),
        (TAKE, {"time_in_force": FOK}, "time_in_force"),
        (TAKE_LIMIT, {"quote_quantity": ONE}, "quote_quantity"),
        (TAKE_LIMIT, {"display_quantity": ONE, "time_in_force": FOK}, "display_quantity"),
        ({**STOP, "type": OrderType.TRAILING_STOP}, {}, "trailing_stop"),
    ],
)
def test_what_it_has_no_place_for_is_refused(base: dict[str, Any], changes: dict[str, Any], named: str) -> None:
    with pytest.raises(NotSupported, match=named):
        order_style(request(base, **changes))


@pytest.mark.parametrize(
    ("base", "changes", "named"),
    [
        (LIMIT, {"quantity": None}, "needs quantity$"),
        (LIMIT, {"price": None}, r"needs price or venue\.peg_price_type$"),
        (LIMIT, {"price": None, "post_only": True}, r"needs price or venue\.peg_price_type$"),
        (MARKET, {"quantity": None}, "exactly one of quantity and quote_quantity: it has neither$"),
        (
            MARKET,
            {"quote_quantity": ONE},
            "exactly one of quantity and quote_quantity: it has quantity and quote_quantity$",
        ),
        (STOP, {"trigger_price": None}, r"needs trigger_price or venue\.trailing_delta$"),
        (STOP, {"quantity": None}, "needs quantity$"),
        (STOP_LIMIT, {"price": None}, r"needs price or venue\.peg_price_type$"),
        (STOP_LIMIT, {"trigger_price": None}, r"needs trigger_price or venue\.trailing_delta$"),
        (TAKE, {"trigger_price": None}, r"needs trigger_price or venue\.trailing_delta$"),
        (TAKE_LIMIT, {"price": None}, r"needs price or venue\.peg_price_type$"),
    ],
)
def test_what_it_requires(base: dict[str, Any], changes: dict[str, Any], named: str) -> None:
    with pytest.raises(ConfigurationError, match=named):
        order_style(request(base, **changes))
