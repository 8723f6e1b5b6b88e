"""Example Chain, simulated: its routes, words, signatures and frames over the venue-neutral exchange.

Made from the spec, and from nothing of the client. Answers are the documented examples, filled with live values; an
endpoint that no method of the contract uses is answered with its documented example as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from venue_runtime.errors import AuthenticationError, RateLimitExceeded, VenueError
from venue_runtime.model import Balance, Instrument, InstrumentKind
from venue_runtime.testing.dialect import FieldPath, SimBucket, SimCall, SimRoute
from venue_runtime.testing.filling import filled
from venue_runtime.testing.generated import ErrorPlace, GeneratedDialect, Param, load_examples
from venue_runtime.testing.market_views import first_row, of_kind
from venue_runtime.testing.verifying import Seen, SignedBy
from venue_runtime.wire import decimal_text

from .hooks import hooks

INSTRUMENTS: tuple[Instrument, ...] = (
    Instrument(
        symbol="AAA/BBB",
        venue_symbol="AAA-BBB",
        kind=InstrumentKind.SPOT,
        base="AAA",
        quote="BBB",
        price_increment=Decimal("0.01"),
        quantity_increment=Decimal("0.01"),
    ),
)
"""What is traded where nobody says otherwise."""


def _write_market(example: Any, v: Instrument) -> Any:
    """Instrument as `Market`."""
    return filled(example, {"name": v.venue_symbol, "base": v.base, "quote": v.quote})


def _write_balance(example: Any, v: Balance) -> Any:
    """Balance as `Balance`."""
    return filled(example, {"coin": v.currency, "total": decimal_text(v.total) if v.total is not None else None})


class SimulatedExampleChain(GeneratedDialect):
    """Implements `SimDialect`."""

    venue = "example_chain"
    params: ClassVar[Mapping[str, Sequence[Param]]] = {
        "markets": (Param("type", "type", str, const="meta"),),
        "balances": (Param("type", "type", str, const="balances"), Param("user", "user", str, required=True)),
        "cancel_all": (
            Param("action.type", "action_type", str, const="cancelAll"),
            Param("action.market", "market", str, required=True),
        ),
    }
    costs: ClassVar[Mapping[str, Any]] = {"markets": {}, "balances": {}, "cancel_all": {}}
    refusals = ()
    statuses: ClassVar[Mapping[type[VenueError], int]] = {RateLimitExceeded: 429}
    error_place = ErrorPlace({}, "code", "message")
    shown_instruments = INSTRUMENTS
    signed_fields = frozenset(["nonce", "signature", "vaultAddress"])
    used_headers: ClassVar[Mapping[str, tuple[str, bool]]] = {}
    channels: Sequence[str] = ()
    buckets: Sequence[SimBucket] = ()
    enum_fields: Mapping[str, Sequence[FieldPath]] = {}

    def __init__(self) -> None:
        super().__init__(load_examples(__file__))
        self.routes = (
            SimRoute("POST", "/info", "markets", self.markets, cost=self.cost),
            SimRoute("POST", "/info", "balances", self.balances, cost=self.cost),
            SimRoute(
                "POST", "/exchange", "cancel_all", self.documented("cancel_all"), "action", command=True, cost=self.cost
            ),
        )
        self.sockets = ()

    def verify(self, call: SimCall) -> str:
        """See `SimDialect`."""
        if call.auth == "action":
            return self._verify_action(call)
        raise AuthenticationError(f"no such scheme: {call.auth}")

    def _verify_action(self, call: SimCall) -> str:
        seen = Seen(call)
        stamp = seen.get("body", "nonce")
        nonce_actions = int(stamp)
        signature = seen.get("body", "signature")
        account = self.signer_in(call)
        credentials = call.context.accounts[account]
        digest = hooks.action_digest(seen.body_map, stamp, "a", credentials.find("vault"))
        self.check_signature(
            credentials, digest, signature, (SignedBy("private_key", "secp256k1", "text", ("secp256k1_hex",)),)
        )
        self.check_nonce(call, account, nonce_actions)
        return account

    def markets(self, call: SimCall) -> object:
        """`load_instruments` of the contract."""
        self.read(call)
        exchange = call.exchange
        values = of_kind(exchange, InstrumentKind.SPOT)
        row = first_row(self.example("markets"), ())
        return [_write_market(row, v) for v in values]

    def balances(self, call: SimCall) -> object:
        """`fetch_balances` of the contract."""
        p = self.read(call)
        call.account, _ = self.account_of(call, "account", str(p.user))
        exchange = call.exchange
        values = list(exchange.balances(call.account).values())
        row = first_row(self.example("balances"), ())
        return [_write_balance(row, v) for v in values]
