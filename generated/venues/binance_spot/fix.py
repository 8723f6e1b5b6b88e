"""Binance Spot over FIX: the contract's methods and typed messages, as `client.fix`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from msgspec import Struct
from venue_runtime.arguments import expected, need, order_options, present, refuse_arguments
from venue_runtime.bindings import Answer, BookBinding, ChannelBinding
from venue_runtime.errors import VenueError
from venue_runtime.fix.client import FixClient
from venue_runtime.fix.decoding import FixMessage
from venue_runtime.fix.meaning import (
    FixFeed,
    FixLevel,
    FixReport,
    FixTopic,
    FixUpdate,
    LinePlan,
    RefusedWith,
    coded,
    inherited,
)
from venue_runtime.model import CancelRequest, Capability, EditRequest, Instrument, Order, OrderRequest, Trade

from . import fix_mapping as mapping
from . import fix_md, fix_oe
from .fix_books import FixDepthBookRule
from .fix_mapping import OE_SELF_TRADE_PREVENTION_MODE_OUT, order_style
from .signing import Signing
from .venue import CLIENT_ORDER_IDS, ERRORS, RECONCILE


class BinanceSpotFixOptions(Struct, frozen=True, kw_only=True):
    """What only this venue's orders over FIX have: `client.fix.create_order(…, venue=BinanceSpotFixOptions(…))`."""

    trigger_trailing_delta_bips: int | None = None
    """TriggerTrailingDeltaBips."""
    target_strategy: int | None = None
    """TargetStrategy."""
    strategy_id: int | None = None
    """StrategyID."""
    sor: bool | None = None
    """SOR."""


def depth_updates(m: Any) -> tuple[FixUpdate, ...]:
    """A message of channel `depth` as an update of a book."""
    if isinstance(m, fix_md.MarketDataSnapshot):
        return (
            FixUpdate(
                snapshot=True,
                last=expected("watch_order_book", m.last_book_update_id),
                bids=[FixLevel(e.md_entry_px, e.md_entry_size) for e in m.no_md_entries if e.md_entry_type == "0"],
                asks=[FixLevel(e.md_entry_px, e.md_entry_size) for e in m.no_md_entries if e.md_entry_type == "1"],
            ),
        )
    if isinstance(m, fix_md.MarketDataIncrementalRefresh):
        e = m.no_md_entries[0] if m.no_md_entries else None
        if e is None:
            return ()
        return (
            FixUpdate(
                first=expected("watch_order_book", e.first_book_update_id if e is not None else None),
                last=expected("watch_order_book", e.last_book_update_id if e is not None else None),
                bids=[
                    FixLevel(
                        e.md_entry_px,
                        Decimal(0) if e.md_update_action == "2" else expected("watch_order_book", e.md_entry_size),
                    )
                    for e in m.no_md_entries
                    if e.md_entry_type == "0"
                ],
                asks=[
                    FixLevel(
                        e.md_entry_px,
                        Decimal(0) if e.md_update_action == "2" else expected("watch_order_book", e.md_entry_size),
                    )
                    for e in m.no_md_entries
                    if e.md_entry_type == "1"
                ],
            ),
        )
    return ()


class BinanceSpotFix(FixClient):
    """Binance Spot over FIX."""

    venue = "binance_spot"
    client_order_id_form = CLIENT_ORDER_IDS
    reconcile_plan = RECONCILE
    reporting = ("order_entry",)
    offers: ClassVar[Mapping[Capability, tuple[frozenset[str], ...]]] = {
        Capability.CREATE_ORDER: (frozenset(("api_key", "private_key")),),
        Capability.EDIT_ORDER: (frozenset(("api_key", "private_key")),),
        Capability.CANCEL_ORDER: (frozenset(("api_key", "private_key")),),
        Capability.CANCEL_ALL_ORDERS: (frozenset(("api_key", "private_key")),),
        Capability.WATCH_ORDERS: (frozenset(("api_key", "private_key")),),
        Capability.WATCH_FILLS: (frozenset(("api_key", "private_key")),),
        Capability.WATCH_ORDER_BOOK: (frozenset(("api_key", "private_key")),),
        Capability.WATCH_TRADES: (frozenset(("api_key", "private_key")),),
        Capability.CREATE_ORDERS: (frozenset(("api_key", "private_key")),),
        Capability.CANCEL_ORDERS: (frozenset(("api_key", "private_key")),),
    }
    lines: ClassVar[Mapping[str, LinePlan]] = {
        "order_entry": LinePlan(
            codec=fix_oe.CODEC,
            begin_string="FIX.4.4",
            heartbeat=30,
            heartbeat_min=5,
            heartbeat_max=60,
            reset="every_logon",
            resend=False,
            digits=6,
            wraps_at=4294967296,
            messages=(10000, 10.0),
            connects=(15, 30.0),
            hand_over=lambda m: isinstance(m, fix_oe.News),
        ),
        "drop_copy": LinePlan(
            codec=fix_oe.CODEC,
            begin_string="FIX.4.4",
            heartbeat=30,
            heartbeat_min=5,
            heartbeat_max=60,
            reset="every_logon",
            resend=False,
            digits=6,
            wraps_at=4294967296,
            messages=(60, 60.0),
            connects=(15, 30.0),
            hand_over=lambda m: isinstance(m, fix_oe.News),
        ),
        "market_data": LinePlan(
            codec=fix_md.CODEC,
            begin_string="FIX.4.4",
            heartbeat=30,
            heartbeat_min=5,
            heartbeat_max=60,
            reset="every_logon",
            resend=False,
            digits=6,
            wraps_at=4294967296,
            messages=(2000, 60.0),
            connects=(300, 300.0),
            subscriptions=1000,
            hand_over=lambda m: isinstance(m, fix_md.News),
            feeds=(
                FixFeed(fix_md.MarketDataSnapshot, "depth", id=lambda m: m.md_req_id),
                FixFeed(
                    fix_md.MarketDataIncrementalRefresh,
                    "depth",
                    id=lambda m: m.md_req_id,
                    complete=lambda m: inherited(
                        m, "no_md_entries", "symbol", "first_book_update_id", "last_book_update_id"
                    ),
                ),
                FixFeed(
                    fix_md.MarketDataRequestReject,
                    "depth",
                    id=lambda m: m.md_req_id,
                    refused=lambda m: (m.error_code, m.text),
                ),
                FixFeed(
                    fix_md.MarketDataIncrementalRefresh,
                    "trades",
                    id=lambda m: m.md_req_id,
                    complete=lambda m: inherited(m, "no_md_entries", "symbol", "transact_time"),
                ),
                FixFeed(
                    fix_md.MarketDataRequestReject,
                    "trades",
                    id=lambda m: m.md_req_id,
                    refused=lambda m: (m.error_code, m.text),
                ),
            ),
        ),
    }

    def _address(self, line: str) -> str:
        if line == "order_entry":
            return self.endpoints["fix_order_entry"]
        if line == "drop_copy":
            return self.endpoints["fix_drop_copy"]
        return self.endpoints["fix_market_data"]

    def _comp_ids(self, line: str, session_id: str) -> tuple[str, str]:
        return (session_id, "SPOT")

    def _line_header(self, line: str) -> tuple[tuple[int, str], ...]:
        return ((25000, str(self.config.recv_window)),)

    def _logon(self, line: str, header: Mapping[str, str]) -> str:
        signing: Signing = self.signing
        if line == "order_entry":
            return signing.fix_logon(header, cancel_on_disconnect=self._protects)
        if line == "drop_copy":
            return signing.fix_drop_copy_logon(header, cancel_on_disconnect=self._protects)
        return signing.fix_market_data_logon(header, cancel_on_disconnect=self._protects)

    def _refusal(self, refused: RefusedWith, operation: str) -> VenueError:
        return ERRORS.error(*refused, operation=operation, definite=True)

    def _read(self, message: FixMessage, ts_recv: int) -> FixReport | None:
        if isinstance(message, fix_oe.ExecutionReport):
            return self._read_oe_execution_report(message, ts_recv)
        if isinstance(message, fix_oe.OrderCancelReject):
            return self._read_oe_order_cancel_reject(message, ts_recv)
        if isinstance(message, fix_oe.OrderAmendReject):
            return self._read_oe_order_amend_reject(message, ts_recv)
        if isinstance(message, fix_oe.OrderMassCancelReport):
            return self._read_oe_order_mass_cancel_report(message, ts_recv)
        if isinstance(message, fix_oe.Reject):
            return self._read_oe_reject(message, ts_recv)
        return None

    def _read_oe_execution_report(self, m: fix_oe.ExecutionReport, ts_recv: int) -> FixReport:
        answers = m.cl_ord_id
        refused = (m.error_code, m.text) if m.exec_type == "8" else None
        if refused is not None and self._awaits(answers):
            return FixReport(message=m, answers=answers, refused=refused)
        instrument = self.instruments.at_venue(m.symbol)
        return FixReport(
            message=m,
            answers=answers,
            refused=refused,
            events=tuple(present(mapping.fix_fill(m, instrument, ts_recv), mapping.fix_order(m, instrument, ts_recv))),
        )

    def _read_oe_order_cancel_reject(self, m: fix_oe.OrderCancelReject, ts_recv: int) -> FixReport:
        answers = m.cl_ord_id
        refused = (m.error_code, m.text)
        return FixReport(message=m, answers=answers, refused=refused)

    def _read_oe_order_amend_reject(self, m: fix_oe.OrderAmendReject, ts_recv: int) -> FixReport:
        answers = m.cl_ord_id
        refused = (m.error_code, m.text)
        return FixReport(message=m, answers=answers, refused=refused)

    def _read_oe_order_mass_cancel_report(self, m: fix_oe.OrderMassCancelReport, ts_recv: int) -> FixReport:
        answers = m.cl_ord_id
        refused = (m.error_code, m.text) if m.mass_cancel_response == "0" else None
        return FixReport(message=m, answers=answers, refused=refused)

    def _read_oe_reject(self, m: fix_oe.Reject, ts_recv: int) -> FixReport:
        refused = (m.error_code, m.text)
        return FixReport(message=m, refused=refused)

    async def _create_order(self, request: OrderRequest, instrument: Instrument) -> Order | Answer:
        """A trailing order is a stop or take-profit order with `trigger_trailing_delta_bips`."""
        client_order_id = need("create_order", "client_order_id", request.client_order_id)
        style = order_style(request)
        options = order_options(request, BinanceSpotFixOptions, BinanceSpotFixOptions())
        message = fix_oe.NewOrderSingle(
            cl_ord_id=client_order_id,
            symbol=instrument.venue_symbol,
            side=fix_oe.Side(style.side),
            ord_type=fix_oe.OrdType(style.ord_type),
            exec_inst=coded(fix_oe.ExecInst, style.exec_inst),
            time_in_force=coded(fix_oe.TimeInForce, style.time_in_force),
            trigger_type=coded(fix_oe.TriggerType, style.trigger_type),
            trigger_action=coded(fix_oe.TriggerAction, style.trigger_action),
            trigger_price_type=coded(fix_oe.TriggerPriceType, style.trigger_price_type),
            trigger_price_direction=coded(fix_oe.TriggerPriceDirection, style.trigger_price_direction),
            order_qty=request.quantity,
            cash_order_qty=request.quote_quantity,
            price=request.price,
            trigger_price=request.trigger_price,
            max_floor=request.display_quantity,
            self_trade_prevention_mode=coded(
                fix_oe.SelfTradePreventionMode,
                (
                    OE_SELF_TRADE_PREVENTION_MODE_OUT[request.self_trade_prevention]
                    if request.self_trade_prevention is not None
                    else None
                ),
            ),
            trigger_trailing_delta_bips=options.trigger_trailing_delta_bips,
            target_strategy=options.target_strategy,
            strategy_id=options.strategy_id,
            sor=options.sor,
        )
        report = await self._ask_line("order_entry", message, str(message.cl_ord_id), "create_order")
        return self._order_of(report, "create_order")

    async def _edit_order(self, request: EditRequest, instrument: Instrument, known: Order | None) -> Order | Answer:
        """Reduces the quantity and keeps the order's place in the queue; nothing else of an order can be changed."""
        refuse_arguments("edit_order", price=request.price)
        quantity = need("edit_order", "quantity", request.quantity)
        request_id = self._new_id(instrument.symbol)
        message = fix_oe.OrderAmendKeepPriorityRequest(
            cl_ord_id=request.client_order_id
            or (known.client_order_id if known is not None and known.client_order_id else request_id),
            orig_cl_ord_id=request.client_order_id if request.venue_order_id is None else None,
            order_id=int(request.venue_order_id) if request.venue_order_id is not None else None,
            symbol=instrument.venue_symbol,
            order_qty=quantity,
        )
        report = await self._ask_line("order_entry", message, str(message.cl_ord_id), "edit_order")
        return self._order_of(report, "edit_order")

    async def _cancel_order(
        self, request: CancelRequest, instrument: Instrument, known: Order | None
    ) -> Order | Answer:
        """The venue finds an order faster by its own id alone. An order of a list takes the whole list with it."""
        request_id = self._new_id(instrument.symbol)
        message = fix_oe.OrderCancelRequest(
            cl_ord_id=request_id,
            orig_cl_ord_id=request.client_order_id if request.venue_order_id is None else None,
            order_id=int(request.venue_order_id) if request.venue_order_id is not None else None,
            symbol=instrument.venue_symbol,
        )
        report = await self._ask_line("order_entry", message, str(message.cl_ord_id), "cancel_order")
        return self._order_of(report, "cancel_order")

    async def _cancel_all_orders(self, instrument: Instrument | None) -> list[Order] | None:
        """Cancels all orders of the account on the symbol, whoever placed them."""
        instrument = need("cancel_all_orders", "symbol", instrument)
        request_id = self._new_id(instrument.symbol)
        message = fix_oe.OrderMassCancelRequest(
            cl_ord_id=request_id,
            symbol=instrument.venue_symbol,
            mass_cancel_request_type=fix_oe.MassCancelRequestType("1"),
        )
        await self._ask_line("order_entry", message, str(message.cl_ord_id), "cancel_all_orders")
        return None

    def _topic_depth(self, instrument: Instrument, depth: int | None = None) -> FixTopic:
        """Up to 5000 levels a side, then changes every 100 ms; levels beyond are unknown until they change."""
        return FixTopic(
            "depth",
            (instrument.venue_symbol, depth),
            subscribe=lambda request_id: fix_md.MarketDataRequest(
                md_req_id=request_id,
                subscription_request_type=fix_md.SubscriptionRequestType("1"),
                market_depth=max(2, min(depth or 5000, 5000)),
                aggregated_book=True,
                no_related_sym=(fix_md.RelatedSymEntry(symbol=instrument.venue_symbol),),
                no_md_entry_types=(
                    fix_md.MDEntryTypesEntry(md_entry_type=fix_md.MDEntryType("0")),
                    fix_md.MDEntryTypesEntry(md_entry_type=fix_md.MDEntryType("1")),
                ),
            ),
            unsubscribe=lambda request_id: fix_md.MarketDataRequest(
                md_req_id=request_id, subscription_request_type=fix_md.SubscriptionRequestType("2")
            ),
        )

    def _topic_trades(self, instrument: Instrument, depth: int | None = None) -> FixTopic:
        return FixTopic(
            "trades",
            (instrument.venue_symbol, depth),
            subscribe=lambda request_id: fix_md.MarketDataRequest(
                md_req_id=request_id,
                subscription_request_type=fix_md.SubscriptionRequestType("1"),
                market_depth=1,
                aggregated_book=True,
                no_related_sym=(fix_md.RelatedSymEntry(symbol=instrument.venue_symbol),),
                no_md_entry_types=(fix_md.MDEntryTypesEntry(md_entry_type=fix_md.MDEntryType("2")),),
            ),
            unsubscribe=lambda request_id: fix_md.MarketDataRequest(
                md_req_id=request_id, subscription_request_type=fix_md.SubscriptionRequestType("2")
            ),
        )

    def _bind_order_book(self, instrument: Instrument, depth: int | None) -> BookBinding:
        return BookBinding(
            connection="market_data",
            topic=self._topic_depth(instrument, depth),
            rule=FixDepthBookRule,
            read=depth_updates,
        )

    def _bind_trades(self) -> ChannelBinding[Trade]:
        return ChannelBinding(
            connection="market_data",
            topic=self._topic_trades,
            read=lambda m, instrument, recv: (
                mapping.fix_trade(m, instrument, recv) if isinstance(m, fix_md.MarketDataIncrementalRefresh) else ()
            ),
        )
