"""Bitvavo over FIX: the contract's methods and typed messages, as `client.fix`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from venue_runtime.arguments import need, present
from venue_runtime.bindings import Answer
from venue_runtime.errors import VenueError
from venue_runtime.fix.client import FixClient
from venue_runtime.fix.decoding import FixMessage
from venue_runtime.fix.meaning import FixReport, LinePlan, RefusedWith, coded
from venue_runtime.model import CancelRequest, Capability, Instrument, Order, OrderRequest

from . import fix_mapping as mapping
from . import fix_oe
from .fix_mapping import OE_SIDE_OUT, order_style
from .signing import Signing
from .venue import CLIENT_ORDER_IDS, ERRORS


class BitvavoFix(FixClient):
    """Bitvavo over FIX."""

    venue = "bitvavo"
    client_order_id_form = CLIENT_ORDER_IDS
    reporting = ("trading",)
    offers: ClassVar[Mapping[Capability, tuple[frozenset[str], ...]]] = {
        Capability.CREATE_ORDER: (frozenset(("api_key", "api_secret")),),
        Capability.CANCEL_ORDER: (frozenset(("api_key", "api_secret")),),
        Capability.CANCEL_ALL_ORDERS: (frozenset(("api_key", "api_secret")),),
        Capability.WATCH_ORDERS: (frozenset(("api_key", "api_secret")),),
        Capability.WATCH_FILLS: (frozenset(("api_key", "api_secret")),),
        Capability.CREATE_ORDERS: (frozenset(("api_key", "api_secret")),),
        Capability.CANCEL_ORDERS: (frozenset(("api_key", "api_secret")),),
    }
    lines: ClassVar[Mapping[str, LinePlan]] = {
        "trading": LinePlan(
            codec=fix_oe.CODEC, begin_string="FIX.4.4", heartbeat=30, reset="every_logon", resend=False, digits=9
        )
    }

    def _address(self, line: str) -> str:
        return self.endpoints["fix_trading"]

    def _comp_ids(self, line: str, session_id: str) -> tuple[str, str]:
        return (self.config.account_id, "VAVO")

    def _logon(self, line: str, header: Mapping[str, str]) -> str:
        signing: Signing = self.signing
        return signing.fix_logon(header, cancel_on_disconnect=self._protects)

    def _refusal(self, refused: RefusedWith, operation: str) -> VenueError:
        return ERRORS.error(*refused, operation=operation, definite=True)

    def _read(self, message: FixMessage, ts_recv: int) -> FixReport | None:
        if isinstance(message, fix_oe.ExecutionReport):
            return self._read_oe_execution_report(message, ts_recv)
        if isinstance(message, fix_oe.OrderCancelReject):
            return self._read_oe_order_cancel_reject(message, ts_recv)
        if isinstance(message, fix_oe.OrderMassCancelReport):
            return self._read_oe_order_mass_cancel_report(message, ts_recv)
        return None

    def _read_oe_execution_report(self, m: fix_oe.ExecutionReport, ts_recv: int) -> FixReport:
        answers = m.cl_ord_id
        refused = (
            (str(m.ord_rej_reason) if m.ord_rej_reason is not None else None, m.reject_text or m.text)
            if m.exec_type == "8"
            else None
        )
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
        refused = ("cancel " + (m.cxl_rej_reason or ""), m.reject_text)
        return FixReport(message=m, answers=answers, refused=refused)

    def _read_oe_order_mass_cancel_report(self, m: fix_oe.OrderMassCancelReport, ts_recv: int) -> FixReport:
        answers = m.cl_ord_id
        refused = ("mass cancel", m.text) if m.mass_cancel_response == "0" else None
        return FixReport(message=m, answers=answers, refused=refused)

    async def _create_order(self, request: OrderRequest, instrument: Instrument) -> Order | Answer:
        client_order_id = need("create_order", "client_order_id", request.client_order_id)
        request_id = self._new_id(instrument.symbol)
        style = order_style(request)
        message = fix_oe.NewOrderSingle(
            cl_ord_id=client_order_id or request_id,
            symbol=instrument.venue_symbol,
            side=fix_oe.Side(OE_SIDE_OUT[request.side]),
            ord_type=fix_oe.OrdType(style.ord_type),
            exec_inst=coded(fix_oe.ExecInst, style.exec_inst),
            time_in_force=coded(fix_oe.TimeInForce, style.time_in_force),
            trigger_price_type=coded(fix_oe.TriggerPriceType, style.trigger_price_type),
            order_qty=request.quantity,
            cash_order_qty=request.quote_quantity,
            price=request.price,
            stop_px=request.trigger_price,
            transact_time=self.venue_clock.time_ns(),
            operator_id=self.config.operator_id,
        )
        report = await self._ask_line("trading", message, str(message.cl_ord_id), "create_order")
        return self._order_of(report, "create_order")

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
            order_request_id=int(str(self.venue_clock.time_ns() // 1_000_000)),
            symbol=instrument.venue_symbol,
            side=fix_oe.Side(OE_SIDE_OUT[known_side]),
            transact_time=self.venue_clock.time_ns(),
            operator_id=self.config.operator_id,
        )
        report = await self._ask_line("trading", message, str(message.cl_ord_id), "cancel_order")
        return self._order_of(report, "cancel_order")

    async def _cancel_all_orders(self, instrument: Instrument | None) -> list[Order] | None:
        instrument = need("cancel_all_orders", "symbol", instrument)
        request_id = self._new_id(instrument.symbol)
        message = fix_oe.OrderMassCancelRequest(
            cl_ord_id=request_id,
            symbol=instrument.venue_symbol,
            mass_cancel_request_type=fix_oe.MassCancelRequestType("1"),
            transact_time=self.venue_clock.time_ns(),
            operator_id=self.config.operator_id,
        )
        await self._ask_line("trading", message, str(message.cl_ord_id), "cancel_all_orders")
        return None
