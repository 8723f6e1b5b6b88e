"""Coinbase Exchange over FIX: the contract's methods and typed messages, as `client.fix`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from venue_runtime.arguments import need, present
from venue_runtime.bindings import Answer
from venue_runtime.errors import VenueError
from venue_runtime.fix.client import FixClient
from venue_runtime.fix.decoding import FixMessage
from venue_runtime.fix.meaning import FixReport, LinePlan, RefusedWith, coded
from venue_runtime.model import CancelRequest, Capability, EditRequest, Instrument, Order, OrderRequest

from . import fix_mapping as mapping
from . import fix_oe
from .fix_mapping import OE_SELF_TRADE_TYPE_OUT, order_style
from .signing import Signing
from .venue import CLIENT_ORDER_IDS, ERRORS, RECONCILE


class CoinbaseExchangeFix(FixClient):
    """Coinbase Exchange over FIX."""

    venue = "coinbase_exchange"
    client_order_id_form = CLIENT_ORDER_IDS
    reconcile_plan = RECONCILE
    reporting = ("order_entry",)
    offers: ClassVar[Mapping[Capability, tuple[frozenset[str], ...]]] = {
        Capability.CREATE_ORDER: (frozenset(("api_key", "api_secret", "passphrase")),),
        Capability.EDIT_ORDER: (frozenset(("api_key", "api_secret", "passphrase")),),
        Capability.CANCEL_ORDER: (frozenset(("api_key", "api_secret", "passphrase")),),
        Capability.WATCH_ORDERS: (frozenset(("api_key", "api_secret", "passphrase")),),
        Capability.WATCH_FILLS: (frozenset(("api_key", "api_secret", "passphrase")),),
        Capability.CREATE_ORDERS: (frozenset(("api_key", "api_secret", "passphrase")),),
        Capability.CANCEL_ORDERS: (frozenset(("api_key", "api_secret", "passphrase")),),
    }
    lines: ClassVar[Mapping[str, LinePlan]] = {
        "order_entry": LinePlan(
            codec=fix_oe.CODEC,
            begin_string="FIXT.1.1",
            default_appl_ver_id="9",
            heartbeat=30,
            heartbeat_max=30,
            reset="every_logon",
            resend=False,
            digits=3,
            messages=(100, 1.0),
            connects=(2, 1.0),
        ),
        "drop_copy": LinePlan(
            codec=fix_oe.CODEC,
            begin_string="FIXT.1.1",
            default_appl_ver_id="9",
            heartbeat=30,
            heartbeat_max=30,
            reset="every_logon",
            resend=False,
            digits=3,
            messages=(100, 1.0),
            connects=(2, 1.0),
        ),
    }

    def _address(self, line: str) -> str:
        if line == "order_entry":
            return self.endpoints["fix_order_entry"]
        return self.endpoints["fix_drop_copy"]

    def _comp_ids(self, line: str, session_id: str) -> tuple[str, str]:
        return (self.credentials.reveal("api_key"), "Coinbase")

    def _logon(self, line: str, header: Mapping[str, str]) -> str:
        signing: Signing = self.signing
        if line == "order_entry":
            return signing.fix_logon(header, cancel_on_disconnect=self._protects)
        return signing.fix_drop_copy_logon(header, cancel_on_disconnect=self._protects)

    def _refusal(self, refused: RefusedWith, operation: str) -> VenueError:
        return ERRORS.error(*refused, operation=operation, definite=True)

    def _read(self, message: FixMessage, ts_recv: int) -> FixReport | None:
        if isinstance(message, fix_oe.ExecutionReport):
            return self._read_oe_execution_report(message, ts_recv)
        if isinstance(message, fix_oe.OrderCancelReject):
            return self._read_oe_order_cancel_reject(message, ts_recv)
        return None

    def _read_oe_execution_report(self, m: fix_oe.ExecutionReport, ts_recv: int) -> FixReport:
        answers = m.cl_ord_id if m.exec_type in ("0", "4", "5", "8", "C") else None
        refused = ("rejected", m.text) if m.exec_type == "8" else None
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
        answers = m.orig_cl_ord_id if m.cxl_rej_response_to == "1" else m.cl_ord_id
        refused = ("cancel_rejected", m.text)
        return FixReport(message=m, answers=answers, refused=refused)

    async def _create_order(self, request: OrderRequest, instrument: Instrument) -> Order | Answer:
        client_order_id = need("create_order", "client_order_id", request.client_order_id)
        request_id = self._new_id(instrument.symbol)
        style = order_style(request)
        message = fix_oe.NewOrderSingle(
            cl_ord_id=client_order_id or request_id,
            symbol=instrument.venue_symbol,
            side=fix_oe.Side(style.side),
            ord_type=fix_oe.OrdType(style.ord_type),
            exec_inst=coded(fix_oe.ExecInst, style.exec_inst),
            time_in_force=fix_oe.TimeInForce(style.time_in_force),
            expire_time=style.expire_time,
            trigger_price_direction=coded(fix_oe.TriggerPriceDirection, style.trigger_price_direction),
            order_qty=request.quantity,
            cash_order_qty=request.quote_quantity,
            price=request.price,
            stop_px=request.trigger_price,
            display_qty=request.display_quantity,
            self_trade_type=coded(
                fix_oe.SelfTradeType,
                (
                    OE_SELF_TRADE_TYPE_OUT[request.self_trade_prevention]
                    if request.self_trade_prevention is not None
                    else None
                ),
            ),
        )
        report = await self._ask_line("order_entry", message, str(message.cl_ord_id), "create_order")
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
        quantity = need("edit_order", "quantity", request.quantity)
        price = need("edit_order", "price", request.price)
        request_id = self._new_id(instrument.symbol)
        message = fix_oe.OrderCancelReplaceRequest(
            cl_ord_id=request_id,
            order_id=known_venue_order_id,
            orig_cl_ord_id=known_client_order_id,
            symbol=instrument.venue_symbol,
            ord_type=fix_oe.OrdType("2"),
            order_qty=quantity,
            price=price,
        )
        report = await self._ask_line("order_entry", message, str(message.cl_ord_id), "edit_order")
        return self._order_of(report, "edit_order")

    async def _cancel_order(
        self, request: CancelRequest, instrument: Instrument, known: Order | None
    ) -> Order | Answer:
        """The report of the canceled order has the order's client order id, not that of the cancel."""
        request_id = self._new_id(instrument.symbol)
        message = fix_oe.OrderCancelRequest(
            cl_ord_id=request_id,
            order_id=request.venue_order_id,
            orig_cl_ord_id=request.client_order_id or (known.client_order_id if known is not None else None),
            symbol=instrument.venue_symbol,
        )
        report = await self._ask_line("order_entry", message, str(message.orig_cl_ord_id), "cancel_order")
        return self._order_of(report, "cancel_order")
