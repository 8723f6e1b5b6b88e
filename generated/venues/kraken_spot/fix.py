"""Kraken Spot over FIX: the contract's methods and typed messages, as `client.fix`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from msgspec import Struct
from venue_runtime.arguments import need, order_options, present
from venue_runtime.bindings import Answer
from venue_runtime.errors import VenueError
from venue_runtime.exprs import part
from venue_runtime.fix.client import FixClient
from venue_runtime.fix.decoding import FixMessage
from venue_runtime.fix.meaning import FixReport, LinePlan, RefusedWith, coded
from venue_runtime.model import CancelRequest, Capability, EditRequest, Instrument, Order, OrderRequest, TimeInForce

from . import fix_mapping as mapping
from . import fix_oe
from .fix_mapping import (
    OE_DISCRETION_INST_OUT,
    OE_ORD_TYPE_OUT,
    OE_SELF_TRADE_PREVENTION_OUT,
    OE_SIDE_OUT,
    OE_TIME_IN_FORCE_OUT,
    order_style,
)
from .signing import Signing
from .venue import CLIENT_ORDER_IDS, ERRORS, RECONCILE


class KrakenSpotFixOptions(Struct, frozen=True, kw_only=True):
    """What only this venue's orders over FIX have: `client.fix.create_order(…, venue=KrakenSpotFixOptions(…))`."""

    valid_until_time: int | None = None
    """ValidUntilTime."""
    effective_time: int | None = None
    """EffectiveTime."""
    leverage: fix_oe.Leverage | None = None
    """Leverage."""


class KrakenSpotFix(FixClient):
    """Kraken Spot over FIX."""

    venue = "kraken_spot"
    client_order_id_form = CLIENT_ORDER_IDS
    reconcile_plan = RECONCILE
    reporting = ("trading",)
    offers: ClassVar[Mapping[Capability, tuple[frozenset[str], ...]]] = {
        Capability.CREATE_ORDER: (frozenset(("api_key", "api_secret")),),
        Capability.EDIT_ORDER: (frozenset(("api_key", "api_secret")),),
        Capability.CANCEL_ORDER: (frozenset(("api_key", "api_secret")),),
        Capability.WATCH_ORDERS: (frozenset(("api_key", "api_secret")),),
        Capability.WATCH_FILLS: (frozenset(("api_key", "api_secret")),),
        Capability.CREATE_ORDERS: (frozenset(("api_key", "api_secret")),),
        Capability.CANCEL_ORDERS: (frozenset(("api_key", "api_secret")),),
    }
    lines: ClassVar[Mapping[str, LinePlan]] = {
        "trading": LinePlan(
            codec=fix_oe.CODEC,
            begin_string="FIX.4.4",
            heartbeat=60,
            reset="never",
            reset_at=79200,
            resend=True,
            digits=3,
        )
    }

    def _address(self, line: str) -> str:
        return self.endpoints["fix_trading"]

    def _comp_ids(self, line: str, session_id: str) -> tuple[str, str]:
        return (self.config.fix_sender, "KRAKEN-TRD")

    def _logon(self, line: str, header: Mapping[str, str]) -> str:
        signing: Signing = self.signing
        return signing.fix_logon(header, cancel_on_disconnect=self._protects)

    def _refusal(self, refused: RefusedWith, operation: str) -> VenueError:
        return ERRORS.error(*refused, operation=operation, definite=True)

    def _read(self, message: FixMessage, ts_recv: int) -> FixReport | None:
        if isinstance(message, fix_oe.ExecutionReport):
            return self._read_oe_execution_report(message, ts_recv)
        if isinstance(message, fix_oe.BusinessMessageReject):
            return self._read_oe_business_message_reject(message, ts_recv)
        return None

    def _read_oe_execution_report(self, m: fix_oe.ExecutionReport, ts_recv: int) -> FixReport:
        answers = m.cl_ord_id
        instrument = self.instruments.at_venue(m.symbol)
        return FixReport(
            message=m,
            answers=answers,
            events=tuple(present(mapping.fix_fill(m, instrument, ts_recv), mapping.fix_order(m, instrument, ts_recv))),
        )

    def _read_oe_business_message_reject(self, m: fix_oe.BusinessMessageReject, ts_recv: int) -> FixReport:
        answers = m.business_reject_ref_id
        refused = (part(m.text, " : ", -1) if m.text is not None else None, m.text)
        return FixReport(message=m, answers=answers, refused=refused)

    async def _create_order(self, request: OrderRequest, instrument: Instrument) -> Order | Answer:
        """A client order id is a number that grows, as the minted ones are, or a UUID that begins with the time."""
        client_order_id = need("create_order", "client_order_id", request.client_order_id)
        quantity = need("create_order", "quantity", request.quantity)
        style = order_style(request)
        options = order_options(request, KrakenSpotFixOptions, KrakenSpotFixOptions())
        message = fix_oe.NewOrderSingle(
            cl_ord_id=client_order_id,
            symbol=instrument.venue_symbol,
            side=fix_oe.Side(OE_SIDE_OUT[request.side]),
            ord_type=fix_oe.OrdType(style.ord_type),
            exec_inst=coded(fix_oe.ExecInst, style.exec_inst),
            time_in_force=fix_oe.TimeInForce(style.time_in_force),
            expire_time=style.expire_time,
            order_qty=quantity,
            price=request.price,
            stop_px=request.trigger_price,
            discretion_inst=coded(
                fix_oe.DiscretionInst,
                OE_DISCRETION_INST_OUT[request.trigger_by] if request.trigger_by is not None else None,
            ),
            display_qty=request.display_quantity,
            self_trade_prevention=coded(
                fix_oe.SelfTradePrevention,
                (
                    OE_SELF_TRADE_PREVENTION_OUT[request.self_trade_prevention]
                    if request.self_trade_prevention is not None
                    else None
                ),
            ),
            transact_time=self.venue_clock.time_ns(),
            valid_until_time=options.valid_until_time,
            effective_time=options.effective_time,
            leverage=options.leverage,
        )
        report = await self._ask_line("trading", message, str(message.cl_ord_id), "create_order")
        return self._order_of(report, "create_order")

    async def _edit_order(self, request: EditRequest, instrument: Instrument, known: Order | None) -> Order | Answer:
        """The order keeps its venue order id and gets a new client order id; both of its ids must be known."""
        known = need("edit_order", "an order that this client knows (fetch_order tells of it)", known)
        known_venue_order_id = need(
            "edit_order", "an order that this client knows (fetch_order tells of it)", known.venue_order_id
        )
        known_client_order_id = need(
            "edit_order", "an order that this client knows (fetch_order tells of it)", known.client_order_id
        )
        known_side = need("edit_order", "an order that this client knows (fetch_order tells of it)", known.side)
        known_type = need("edit_order", "an order that this client knows (fetch_order tells of it)", known.type)
        quantity = need("edit_order", "quantity", request.quantity)
        request_id = self._new_id(instrument.symbol)
        message = fix_oe.OrderCancelReplaceRequest(
            cl_ord_id=request_id,
            order_id=known_venue_order_id,
            orig_cl_ord_id=known_client_order_id,
            symbol=instrument.venue_symbol,
            side=fix_oe.Side(OE_SIDE_OUT[known_side]),
            ord_type=fix_oe.OrdType(OE_ORD_TYPE_OUT[known_type]),
            time_in_force=fix_oe.TimeInForce(OE_TIME_IN_FORCE_OUT[known.time_in_force or TimeInForce.GTC]),
            exec_inst=coded(fix_oe.ExecInst, "P" if known.post_only else None),
            order_qty=quantity,
            price=request.price or known.price,
            transact_time=self.venue_clock.time_ns(),
        )
        report = await self._ask_line("trading", message, str(message.cl_ord_id), "edit_order")
        return self._order_of(report, "edit_order")

    async def _cancel_order(
        self, request: CancelRequest, instrument: Instrument, known: Order | None
    ) -> Order | Answer:
        known = need("cancel_order", "an order that this client knows (fetch_order tells of it)", known)
        known_side = need("cancel_order", "an order that this client knows (fetch_order tells of it)", known.side)
        request_id = self._new_id(instrument.symbol)
        message = fix_oe.OrderCancelRequest(
            cl_ord_id=request_id,
            order_id=request.venue_order_id or known.venue_order_id,
            orig_cl_ord_id=(
                request.client_order_id if request.venue_order_id is None and known.venue_order_id is None else None
            ),
            symbol=instrument.venue_symbol,
            side=fix_oe.Side(OE_SIDE_OUT[known_side]),
            transact_time=self.venue_clock.time_ns(),
        )
        report = await self._ask_line("trading", message, str(message.cl_ord_id), "cancel_order")
        return self._order_of(report, "cancel_order")
