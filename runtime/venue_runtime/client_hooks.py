"""The hooks that a generated client fills in: one per capability, each a few typed lines.

The base client validates arguments, checks capabilities and instruments, keeps the order machine and reconciles; a hook
only calls the raw endpoint and maps the answer. A hook may raise NotSupported or ConfigurationError before it sends
anything (what the venue cannot express); what the raw layer raises passes through it untouched; what it cannot read in
an answer becomes DecodeError, or OutcomeUnknown of a command (see `reading`).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from decimal import Decimal
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any, ClassVar

from .bindings import Answer, BatchEntry, ChannelBinding, CredentialField, Environment, PrivateBinding
from .buckets import BucketSpec
from .errors import NotSupported, VenueError, VenueResponseError
from .ids import ClientOrderIdForm
from .limits import Usage
from .model import (
    Balance,
    CancelRequest,
    Candle,
    Capability,
    EditRequest,
    Fill,
    FundingRate,
    Instrument,
    MarginMode,
    Order,
    OrderRequest,
    Position,
    Ticker,
    Trade,
    VenueStatus,
)
from .reading import reading_hook
from .reconcile import ReconcilePlan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .bindings import BookBinding
    from .books import OrderBook
    from .http import Response
    from .rest import Endpoint
    from .streams import Dialect

__all__ = ["VenueHooks"]


class VenueHooks:
    """Class attributes and methods of a generated client. What it leaves out, its venue does not offer."""

    venue: ClassVar[str]
    environments: ClassVar[Mapping[str, Environment]]
    credential_fields: ClassVar[Sequence[CredentialField]] = ()
    offers: ClassVar[Mapping[Capability, tuple[frozenset[str], ...]]] = {}
    """Capability → the sets of credentials of which one must be given; empty: it is public."""
    client_order_id_form: ClassVar[ClientOrderIdForm] = ClientOrderIdForm()
    reconcile_plan: ClassVar[ReconcilePlan] = ReconcilePlan()
    bucket_specs: ClassVar[Sequence[BucketSpec]] = ()
    order_transports: ClassVar[Sequence[str]] = ("rest",)
    """What orders can go over: REST, and stream connections that take the same calls."""
    batch_sizes: ClassVar[Mapping[Capability, int]] = {}
    """Of CREATE_ORDERS and CANCEL_ORDERS: orders in one request at most; more go in several."""
    batch_least: ClassVar[Mapping[Capability, int]] = {}
    """Of CREATE_ORDERS and CANCEL_ORDERS: orders in one request at least; fewer go one by one."""
    resolves: ClassVar[Mapping[Capability, Capability]] = {}
    """Methods that need the venue's order id → FETCH_ORDER or FETCH_OPEN_ORDERS, which tells it where a caller gave the
    client's.
    """
    lists_by_symbol: ClassVar[bool] = False
    """Open orders are listed of one symbol at a time."""
    nonce_unit_ns: ClassVar[int] = 1_000
    """What one step of a nonce stands for, where the caller gives no `nonces`."""
    connects: ClassVar[tuple[int, float] | None] = None
    """At most so many WebSocket connections opened in so many seconds."""
    config_type: ClassVar[type | None] = None
    """Frozen struct of the venue's settings, all with defaults; the constructor's `config`."""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        for name, hook in list(vars(cls).items()):
            if name in _ASKING:
                setattr(cls, name, reading_hook(hook))

    def _setup(self) -> None:
        """Called once at the end of construction, when everything injected is there: build the signer and the raw layer
        (`self.raw`), around `self.rest`, `self.venue_clock`, `self.endpoints`, `self.config`, …"""

    # REST: what `self.rest` (a RestExecutor) needs to know
    def _error_of(self, endpoint: Endpoint, response: Response) -> VenueResponseError | None:
        """The venue's refusal as an error; None for a success."""
        return None

    def _usage_of(self, response: Response) -> Iterable[Usage]:
        """What the venue says about its rate limit buckets."""
        return ()

    # reference and market data
    async def _load_instruments(self) -> Iterable[Instrument]:
        raise _absent(self, Capability.LOAD_INSTRUMENTS)

    async def _fetch_time(self) -> int:
        """Venue time in ns since the epoch."""
        raise _absent(self, Capability.FETCH_TIME)

    async def _fetch_status(self) -> VenueStatus:
        raise _absent(self, Capability.FETCH_STATUS)

    async def _fetch_ticker(self, instrument: Instrument) -> Ticker:
        raise _absent(self, Capability.FETCH_TICKER)

    async def _fetch_order_book(self, instrument: Instrument, depth: int | None) -> OrderBook:
        raise _absent(self, Capability.FETCH_ORDER_BOOK)

    async def _fetch_trades(self, instrument: Instrument, since: int | None, limit: int | None) -> list[Trade]:
        raise _absent(self, Capability.FETCH_TRADES)

    def _iter_trades(self, instrument: Instrument, since: int | None) -> AsyncIterator[Trade]:
        """Page after page, oldest first."""
        raise _one_page(self, Capability.FETCH_TRADES)

    def _iter_my_trades(self, instrument: Instrument | None, since: int | None) -> AsyncIterator[Fill]:
        """Page after page, oldest first; repeats are allowed."""
        raise _one_page(self, Capability.FETCH_MY_TRADES)

    def _iter_candles(self, instrument: Instrument, interval: str, since: int | None) -> AsyncIterator[Candle]:
        """Page after page, oldest first."""
        raise _one_page(self, Capability.FETCH_CANDLES)

    async def _fetch_candles(
        self, instrument: Instrument, interval: str, since: int | None, limit: int | None
    ) -> list[Candle]:
        """Oldest first."""
        raise _absent(self, Capability.FETCH_CANDLES)

    async def _fetch_funding_rate(self, instrument: Instrument) -> FundingRate:
        raise _absent(self, Capability.FETCH_FUNDING_RATE)

    # orders: `request.client_order_id` is always set, minted or given
    async def _create_order(self, request: OrderRequest, instrument: Instrument) -> Order | Answer:
        raise _absent(self, Capability.CREATE_ORDER)

    async def _edit_order(self, request: EditRequest, instrument: Instrument, known: Order | None) -> Order | Answer:
        """`known` is the order as the client knows it; None after a restart. An edit that makes a new order sets
        `replaces`.
        """
        raise _absent(self, Capability.EDIT_ORDER)

    async def _cancel_order(
        self, request: CancelRequest, instrument: Instrument, known: Order | None
    ) -> Order | Answer:
        raise _absent(self, Capability.CANCEL_ORDER)

    async def _cancel_all_orders(self, instrument: Instrument | None) -> list[Order] | None:
        """The orders that the answer names; None where the venue names none."""
        raise _absent(self, Capability.CANCEL_ALL_ORDERS)

    async def _cancel_all_orders_after(self, seconds: float, instrument: Instrument | None) -> None:
        raise _absent(self, Capability.CANCEL_ALL_ORDERS_AFTER)

    async def _cancel_on_disconnect(self) -> None:
        """Ask the venue to cancel our orders when the private stream drops; called each time it is up."""
        raise _absent(self, Capability.CANCEL_ON_DISCONNECT)

    # batches: an entry is made for each order first, so that what one of them cannot be said stops no other
    def _create_orders_entry(self, request: OrderRequest, instrument: Instrument) -> BatchEntry[OrderRequest, Any]:
        return BatchEntry(request=request, instrument=instrument, item=None)

    async def _create_orders(
        self, batch: Sequence[BatchEntry[OrderRequest, Any]]
    ) -> Sequence[Order | Answer | VenueError]:
        """One outcome per entry, in order. Raise only when nothing is known of any."""
        raise _absent(self, Capability.CREATE_ORDERS)

    def _cancel_orders_entry(
        self, request: CancelRequest, instrument: Instrument, known: Order | None
    ) -> BatchEntry[CancelRequest, Any]:
        return BatchEntry(request=request, instrument=instrument, known=known, item=None)

    async def _cancel_orders(
        self, batch: Sequence[BatchEntry[CancelRequest, Any]]
    ) -> Sequence[Order | Answer | VenueError]:
        """One outcome per entry, in order. Raise only when nothing is known of any."""
        raise _absent(self, Capability.CANCEL_ORDERS)

    async def _fetch_order(
        self, instrument: Instrument, venue_order_id: str | None, client_order_id: str | None
    ) -> Order | Answer:
        """Raises OrderNotFound when the venue says that it knows no such order."""
        raise _absent(self, Capability.FETCH_ORDER)

    async def _fetch_open_orders(self, instrument: Instrument | None) -> list[Order]:
        raise _absent(self, Capability.FETCH_OPEN_ORDERS)

    async def _fetch_my_trades(self, instrument: Instrument | None, since: int | None, limit: int | None) -> list[Fill]:
        """One page, oldest first."""
        raise _absent(self, Capability.FETCH_MY_TRADES)

    async def _recent_fills(self, instrument: Instrument | None, since: int) -> list[Fill]:
        """Fills from `since` (ns) on; of a venue that cannot be asked by time, those of its newest page."""
        try:
            return await self._fetch_my_trades(instrument, since, None)
        except NotSupported:
            fills = await self._fetch_my_trades(instrument, None, None)
            return [fill for fill in fills if fill.ts_event is None or fill.ts_event >= since]

    # account
    async def _fetch_balances(self, account: str | None) -> Iterable[Balance]:
        raise _absent(self, Capability.FETCH_BALANCES)

    async def _fetch_positions(self, instruments: Sequence[Instrument] | None) -> list[Position]:
        raise _absent(self, Capability.FETCH_POSITIONS)

    async def _set_leverage(self, instrument: Instrument, leverage: Decimal) -> None:
        raise _absent(self, Capability.SET_LEVERAGE)

    async def _set_margin_mode(self, instrument: Instrument, mode: MarginMode) -> None:
        raise _absent(self, Capability.SET_MARGIN_MODE)

    async def _set_position_mode(self, hedged: bool) -> None:
        raise _absent(self, Capability.SET_POSITION_MODE)

    def _dialect(self, connection: str, partition: str | None) -> Dialect:
        """What the frames of one kind of connection mean; `partition` is the binding's, where its URL depends on it."""
        raise NotImplementedError(connection)

    # streams: each binding says where a channel is and what its payloads mean (see bindings.py)
    def _bind_order_book(self, instrument: Instrument, depth: int | None) -> BookBinding:
        raise _absent(self, Capability.WATCH_ORDER_BOOK)

    def _bind_trades(self) -> ChannelBinding[Trade]:
        raise _absent(self, Capability.WATCH_TRADES)

    def _bind_ticker(self) -> ChannelBinding[Ticker]:
        raise _absent(self, Capability.WATCH_TICKER)

    def _bind_candles(self, interval: str) -> ChannelBinding[Candle]:
        raise _absent(self, Capability.WATCH_CANDLES)

    def _bind_private(self) -> Sequence[PrivateBinding]:
        """Every private channel that orders, fills, balances and positions come from."""
        return ()


_ASKING = frozenset(
    name
    for name, hook in vars(VenueHooks).items()
    if iscoroutinefunction(hook) or name.startswith("_iter_") or name.endswith("_entry")
)
"""The hooks that ask the venue, and those that make what it is asked."""


def _one_page(client: VenueHooks, capability: Capability) -> NotSupported:
    return NotSupported(
        f"{client.venue} has no pages of {capability}: what one request gives is all there is",
        venue=client.venue,
        operation=capability,
        capability=capability,
    )


def _absent(client: VenueHooks, capability: Capability) -> NotSupported:
    return NotSupported(
        f"{client.venue} does not offer {capability}",
        venue=client.venue,
        operation=capability,
        capability=capability,
    )
