"""`client.py`: the hooks that make `VenueClient` this venue's client."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from ..lang.contract import BATCHES
from ..render.names import doc_line, identifier, literal, wrapped
from ..spec.durations import nanoseconds
from ..spec.model import Operation
from . import leases
from .client_batches import BatchCalls
from .client_calls import HOOKS, HookCall, MethodView, transports_of
from .client_streams import STREAMS, Bindings, deltas_setup
from .code import qualify
from .mapping import Mapper
from .rest import ParamView, params_of
from .signing import build as build_signing
from .streams import build as build_streams

if TYPE_CHECKING:
    from .context import VenueContext


@dataclass(frozen=True, slots=True)
class ClientView:
    """The module of the client."""

    title: str
    class_name: str
    raw_name: str
    doc: tuple[str, ...]
    attributes: tuple[tuple[str, str], ...]
    setup: tuple[str, ...]
    options: str
    option_fields: tuple[tuple[str, str, str], ...]
    methods: tuple[MethodView, ...]
    has_streams: bool
    fix: str
    """Class of `client.fix`; empty where the venue has none."""
    transports: tuple[str, ...]
    """What orders can go over beside REST."""


#: Operation → the hook that iterates its pages, and what that yields.
_ITERATORS: dict[str, tuple[str, str]] = {
    "fetch_trades": ("instrument: Instrument, since: int | None", "Trade"),
    "fetch_candles": ("instrument: Instrument, interval: str, since: int | None", "Candle"),
    "fetch_my_trades": ("instrument: Instrument | None, since: int | None", "Fill"),
}
_PRIVATE = ("watch_orders", "watch_fills", "watch_balances", "watch_positions")


def build(context: VenueContext) -> ClientView:
    """The hooks of every operation of the spec, in its order."""
    return _Writer(context).view()


class _Writer:
    def __init__(self, context: VenueContext) -> None:
        self.context = context
        self.spec = context.spec
        self.maps = {name: Mapper(context, name, each).view() for name, each in context.spec.maps.items()}

    def view(self) -> ClientView:
        spec = self.spec
        bindings = Bindings(self.context, self.maps)
        methods: list[MethodView] = []
        for name, operation in spec.operations.items():
            if name in BATCHES and operation.batch is not None:
                methods += BatchCalls(self.context, self.maps, name, operation).methods()
            elif operation.compose is not None:
                methods.append(self._composed(operation.compose))
            elif name in HOOKS and operation.call is not None:
                methods.append(self._hook(name, operation))
            if name in _ITERATORS and (walk := self._iterator(name, operation)) is not None:
                methods.append(walk)
        for name in spec.leases:
            returns = f"tuple[{leases.class_name(name)}, float | None]"
            head = f"async def _grant_{identifier(name)}(self) -> {returns}"
            methods.append(MethodView(head, "", leases.grant_lines(self.context, name)))
            if (renewed := spec.leases[name].renew) is not None:
                head = f"async def _renew_{identifier(name)}(self, held: {leases.class_name(name)}) -> {returns}"
                methods.append(MethodView(head, "", leases.grant_lines(self.context, name, renewed)))
        if spec.ws:
            methods.append(bindings.dialect())
        for name, operation in spec.operations.items():
            if name == "watch_order_book":
                methods.append(bindings.order_book(operation))
            elif name in STREAMS:
                methods.append(bindings.public(name, operation))
        private = {name: each for name, each in spec.operations.items() if name in _PRIVATE and each.channel}
        if private:
            methods += bindings.private(private)
        options = self._options()
        wires = (*self.context.table.enums, *self.context.table.structs, *self.context.table.unions)
        return ClientView(
            title=doc_line(spec.title),
            class_name=self.context.class_name,
            raw_name=f"{self.context.class_name}Raw",
            doc=tuple(wrapped(f"* {doc_line(note)}") for note in spec.doc_notes),
            attributes=tuple(self._attributes()),
            setup=tuple(self._setup()),
            options=self.context.options_name if options else "",
            option_fields=tuple(
                (each.name, qualify(each.annotation, wires, "wire"), each.doc or each.wire) for each in options
            ),
            methods=tuple(methods),
            has_streams=bool(spec.ws),
            fix=f"{self.context.class_name}Fix" if self.context.fix is not None else "",
            transports=transports_of(self.context),
        )

    def _attributes(self) -> list[tuple[str, str]]:
        spec = self.spec
        pairs = [
            ("venue", literal(spec.venue)),
            ("environments", "ENVIRONMENTS"),
            ("credential_fields", "CREDENTIALS"),
            ("offers", "OFFERS"),
        ]
        pairs += [("bucket_specs", "BUCKETS")] if spec.limits and spec.limits.buckets else []
        pairs += [("client_order_id_form", "CLIENT_ORDER_IDS")] if spec.client_order_ids else []
        pairs += [("reconcile_plan", "RECONCILE")] if spec.orders else []
        units = {nonce.unit for nonce in spec.nonces.values()}
        for unit in units - {"us"} if len(units) == 1 else ():
            pairs.append(("nonce_unit_ns", f"{nanoseconds(f'1{unit}'):_}"))
        pairs += [("connects", "CONNECTS")] if any(each.limits.connects for each in spec.ws.values()) else []
        transports = transports_of(self.context)
        pairs += [("order_transports", literal(("rest", *transports)))] if transports else []
        sizes = {
            name: each.batch.size
            for name, each in spec.operations.items()
            if each.batch and each.batch.size is not None
        }
        if sizes:
            rows = ", ".join(f"Capability.{name.upper()}: {size}" for name, size in sizes.items())
            pairs.append(("batch_sizes: ClassVar[Mapping[Capability, int]]", f"{{{rows}}}"))
        least = {name: each.batch.least for name, each in spec.operations.items() if each.batch and each.batch.least}
        if least:
            rows = ", ".join(f"Capability.{name.upper()}: {size}" for name, size in least.items())
            pairs.append(("batch_least: ClassVar[Mapping[Capability, int]]", f"{{{rows}}}"))
        asked = {name: each.resolve for name, each in spec.operations.items() if each.resolve is not None}
        if asked:
            rows = ", ".join(f"Capability.{name.upper()}: Capability.{other.upper()}" for name, other in asked.items())
            pairs.append(("resolves: ClassVar[Mapping[Capability, Capability]]", f"{{{rows}}}"))
        listed = spec.operations.get("fetch_open_orders")
        pairs += [("lists_by_symbol", "True")] if listed is not None and "symbol" in listed.needs else []
        pairs += [("config_type", self.context.config_name)] if spec.config else []
        return pairs

    def _setup(self) -> list[str]:
        sources = {
            "credentials": "self.credentials",
            "config": "self.config",
            "clock": "self.venue_clock",
            "nonces": "self.nonces",
            "random": "self.random",
            "endpoints": "self.endpoints",
            "environment": "self.deployment",
            "leases": "self.leases",
        }
        arguments = [sources[name] for name, _ in build_signing(self.context).dependencies]
        lines = [f"self.signing = Signing({', '.join(arguments)})"]
        raw = ["self.rest", "self.signing", *(["self._raw_channel"] if self.spec.ws else [])]
        streams = build_streams(self.context)
        raw += [f"self.{name}" for name, _ in streams.sources] if streams is not None else []
        lines += deltas_setup(self.context)
        return [*leases.setup(self.context), *lines, f"self.raw = {self.context.class_name}Raw({', '.join(raw)})"]

    # -------------------------------------------------------------------------------------------- options

    def _options(self) -> list[ParamView]:
        operation = self.spec.operations.get("create_order")
        if operation is None or operation.call is None:
            return []
        params = {each.name: each for each in params_of(self.context, self.spec.endpoints[operation.call])}
        return [params[name] for name in operation.options if name in params]

    # -------------------------------------------------------------------------------------------- requests

    def _hook(self, name: str, operation: Operation) -> MethodView:
        parameters, returns = HOOKS[name]
        head = f"async def _{name}(self{', ' + parameters if parameters else ''}) -> {returns}"
        body = HookCall(self.context, self.maps, name, operation, returns).lines()
        return MethodView(head, doc_line(operation.doc), body)

    def _composed(self, method: str) -> MethodView:
        """`cancel_all_orders`, made of other methods of the contract: it says so, as it is not atomic."""
        size = (batch := self.spec.operations[method].batch) and batch.size
        how = f"{size} in a request" if size else "in one request" if method in BATCHES else "one by one"
        doc = (
            f"The venue has no one request for it: the open orders are listed, then canceled {how}. Not atomic: what "
            "is placed meanwhile stays. Raises the first error after everything was tried."
        )
        head = "async def cancel_all_orders(self, symbol: str | None = None) -> list[Order]"
        cancel = f"self.{method if method in BATCHES else '_one_by_one'}"
        return MethodView(head, doc, (f"return await self._cancel_listed(symbol, {cancel})",))

    def _iterator(self, name: str, operation: Operation) -> MethodView | None:
        """The hook that walks through the pages of an operation; None where one page is all there is."""
        if operation.call is None or operation.map is None or operation.fan_out or operation.choose or operation.plus:
            return None
        pages = self.spec.endpoints[operation.call].pages
        if pages is None or "newest_first" in (pages.order, operation.order) or set(operation.needs) - {"symbol"}:
            return None
        if (operation.each or "=r") != pages.items:
            return None
        own = {key: value for key, value in operation.params.items() if key != pages.size}
        if re.search(r"\blimit\b", repr(own)):
            return None
        parameters, item = _ITERATORS[name]
        walk = HookCall(
            self.context, self.maps, name, msgspec.structs.replace(operation, params=own), f"AsyncIterator[{item}]"
        )
        head = f"async def _iter_{name.removeprefix('fetch_')}(self, {parameters}) -> AsyncIterator[{item}]"
        return MethodView(head, doc_line(operation.doc), walk.walk())
