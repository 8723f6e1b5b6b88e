"""Deribit over FIX: the contract's methods and typed messages, as `client.fix`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from msgspec import Struct
from venue_runtime.arguments import need, order_options, present
from venue_runtime.bindings import Answer
from venue_runtime.errors import VenueError
from venue_runtime.fix.client import FixClient
from venue_runtime.fix.decoding import FixMessage
from venue_runtime.fix.meaning import FixReport, LinePlan, RefusedWith, coded
from venue_runtime.model import CancelRequest, Capability, EditRequest, Instrument, Order, OrderRequest

from . import fix_mapping as mapping
from . import fix_oe
from .fix_mapping import OE_SIDE_OUT, order_style
from .signing import Signing
from .venue import CLIENT_ORDER_IDS, ERRORS, RECONCILE


class DeribitFixOptions(Struct, frozen=True, kw_only=True):
    """What only this venue's orders over FIX have: `client.fix.create_order(…, venue=DeribitFixOptions(…))`."""

    valid_until_time: int | None = None
    """ValidUntilTime."""


class DeribitFix(FixClient):
    """Deribit over FIX."""

    venue = "deribit"
    client_order_id_form = CLIENT_ORDER_IDS
    reconcile_plan = RECONCILE
    reporting = ("orders",)
    offers: ClassVar[Mapping[Capability, tuple[frozenset[str], ...]]] = {
        Capability.CREATE_ORDER: (frozenset(("client_id", "client_secret")),),
        Capability.EDIT_ORDER: (frozenset(("client_id", "client_secret")),),
        Capability.CANCEL_ORDER: (frozenset(("client_id", "client_secret")),),
        Capability.CANCEL_ALL_ORDERS: (frozenset(("client_id", "client_secret")),),
        Capability.WATCH_ORDERS: (frozenset(("client_id", "client_secret")),),
        Capability.WATCH_FILLS: (frozenset(("client_id", "client_secret")),),
        Capability.CREATE_ORDERS: (frozenset(("client_id", "client_secret")),),
        Capability.CANCEL_ORDERS: (frozenset(("client_id", "client_secret")),),
    }
    lines: ClassVar[Mapping[str, LinePlan]] = {
        "orders": LinePlan(
            codec=fix_oe.CODEC, begin_string="FIX.4.4", heartbeat=30, reset="every_logon", resend=False, digits=3
        )
    }

    def _address(self, line: str) -> str:
        return self.endpoints["fix"]

    def _comp_ids(self, line: str, session_id: str) -> tuple[str, str]:
        return (session_id, "DERIBITSERVER")

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
        answers = m.orig_cl_ord_id if m.text != "notification" else None
        refused = (m.text, m.text) if m.ord_status == "8" else None
        if refused is not None and self._awaits(answers):
            return FixReport(message=m, answers=answers, refused=refused)
        if m.symbol is None:
            return FixReport(message=m, answers=answers, refused=refused)
        instrument = self.instruments.at_venue(m.symbol)
        return FixReport(
            message=m,
            answers=answers,
            refused=refused,
            events=tuple(
                present(*mapping.fix_fills(m, instrument, ts_recv), mapping.fix_order(m, instrument, ts_recv))
            ),
        )

    def _read_oe_order_cancel_reject(self, m: fix_oe.OrderCancelReject, ts_recv: int) -> FixReport:
        answers = m.cl_ord_id or m.orig_cl_ord_id
        refused = (m.text, m.text)
        return FixReport(message=m, answers=answers, refused=refused)

    def _read_oe_order_mass_cancel_report(self, m: fix_oe.OrderMassCancelReport, ts_recv: int) -> FixReport:
        answers = m.cl_ord_id
        refused = (m.text, m.text) if m.mass_cancel_reject_reason is not None else None
        return FixReport(message=m, answers=answers, refused=refused)

    async def _create_order(self, request: OrderRequest, instrument: Instrument) -> Order | Answer:
        """The id is sent as label too, since REST and the streams know an order by its label alone."""
        client_order_id = need("create_order", "client_order_id", request.client_order_id)
        quantity = need("create_order", "quantity", request.quantity)
        style = order_style(request)
        options = order_options(request, DeribitFixOptions, DeribitFixOptions())
        message = fix_oe.NewOrderSingle(
            cl_ord_id=client_order_id,
            deribit_label=client_order_id,
            symbol=instrument.venue_symbol,
            side=fix_oe.Side(OE_SIDE_OUT[request.side]),
            ord_type=coded(fix_oe.OrdType, style.ord_type),
            exec_inst=coded(fix_oe.ExecInst, style.exec_inst),
            time_in_force=coded(fix_oe.TimeInForce, style.time_in_force),
            order_qty=quantity,
            qty_type=fix_oe.QtyType("0"),
            price=request.price,
            display_qty=request.display_quantity,
            valid_until_time=options.valid_until_time,
        )
        report = await self._ask_line("orders", message, str(message.cl_ord_id), "create_order")
        return self._order_of(report, "create_order")

    async def _edit_order(self, request: EditRequest, instrument: Instrument, known: Order | None) -> Order | Answer:
        """An order is found by its client order id, which must be that of one open order."""
        client_order_id = need("edit_order", "client_order_id", request.client_order_id)
        known = need("edit_order", "an order that this client knows (fetch_order tells of it)", known)
        known_side = need("edit_order", "an order that this client knows (fetch_order tells of it)", known.side)
        quantity = need("edit_order", "quantity", request.quantity)
        message = fix_oe.OrderCancelReplaceRequest(
            cl_ord_id=client_order_id or known.client_order_id,
            symbol=instrument.venue_symbol,
            side=fix_oe.Side(OE_SIDE_OUT[known_side]),
            order_qty=quantity,
            qty_type=fix_oe.QtyType("0"),
            price=request.price or known.price,
            exec_inst=coded(fix_oe.ExecInst, "6A" if known.post_only else None),
        )
        report = await self._ask_line("orders", message, str(message.cl_ord_id), "edit_order")
        return self._order_of(report, "edit_order")

    async def _cancel_order(
        self, request: CancelRequest, instrument: Instrument, known: Order | None
    ) -> Order | Answer:
        """An order is found by its client order id, which must be that of one open order."""
        client_order_id = need("cancel_order", "client_order_id", request.client_order_id)
        message = fix_oe.OrderCancelRequest(
            cl_ord_id=client_order_id or (known.client_order_id if known is not None else None),
            symbol=instrument.venue_symbol,
        )
        report = await self._ask_line("orders", message, str(message.cl_ord_id), "cancel_order")
        return self._order_of(report, "cancel_order")

    async def _cancel_all_orders(self, instrument: Instrument | None) -> list[Order] | None:
        instrument = need("cancel_all_orders", "symbol", instrument)
        request_id = self._new_id(instrument.symbol)
        message = fix_oe.OrderMassCancelRequest(
            cl_ord_id=request_id,
            symbol=instrument.venue_symbol,
            mass_cancel_request_type=fix_oe.MassCancelRequestType("1"),
        )
        await self._ask_line("orders", message, str(message.cl_ord_id), "cancel_all_orders")
        return None
