"""What every generated simulated venue shares: parameters, accounts, signatures, refusals, examples.

A generated `simulated.py` says *what* (routes, columns of a message, words, codes); this module does it. It knows no
venue.
"""

from __future__ import annotations

import copy
import hmac
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path as FilePath
from types import SimpleNamespace
from typing import Any, ClassVar, Literal

import msgspec
from msgspec import Struct

from venue_runtime.credentials import Credentials
from venue_runtime.errors import (
    AuthenticationError,
    CancelRejected,
    ClockSkew,
    InvalidNonce,
    InvalidOrder,
    OrderNotFound,
    RateLimitExceeded,
    VenueError,
    VenueResponseError,
)
from venue_runtime.model import Instrument, InstrumentKind, Order
from venue_runtime.signing import Signer, jwt_verify
from venue_runtime.testing.dialect import FieldPath, SimBucket, SimCall, SimResponse, SimRoute, SimSocketRoute, Used
from venue_runtime.testing.events import OrderReport
from venue_runtime.testing.filling import Path, drop, get, put
from venue_runtime.testing.market_views import of_kind
from venue_runtime.testing.reasons import Reason
from venue_runtime.testing.verifying import SignedBy, Token
from venue_runtime.wire import ns_from_iso

__all__ = ["ErrorPlace", "Example", "GeneratedDialect", "Param", "Refusal", "Settings", "load_examples"]

_NO_CODE = "-1"
"""What stands in the place of a code that the venue's table does not have: no venue's word for success."""
_AHEAD_NS = 1_000_000_000
"""How far a request's clock may be ahead of ours: what venues usually allow."""


class Example(Struct, frozen=True, kw_only=True):
    """One documented payload, as the spec's folder has it."""

    of: list[str]
    """Endpoints (`depth`) and channels (`market.trades`) that it belongs to."""
    source: str = ""
    request: Any = None
    response: Any = None
    message: Any = None
    status: int = 200
    expect: dict[str, Any] | None = None
    expect_error: dict[str, Any] | None = None
    at: tuple[str, ...] = ()
    """Where the payload stands, in an example that shows the frame around it."""
    listed: bool = False
    """The payload is the only row of a list that the frame leaves out."""

    @property
    def payload(self) -> Any:
        """The answer or the message, without the frame around it."""
        found = get(self.response if self.response is not None else self.message, self.at)
        return [found] if self.listed else found


def load_examples(package_file: str) -> dict[str, Example]:
    """The documented examples that lie beside a module of a generated package."""
    data = FilePath(package_file).with_name("examples.json").read_bytes()
    return msgspec.json.decode(data, type=dict[str, Example])


class Param(Struct, frozen=True):
    """A parameter of an endpoint as the simulated venue reads it."""

    wire: str
    name: str
    type: Any
    required: bool = False
    const: Any = None
    default: Any = None
    time: Literal["", "iso", "day", "s", "ms", "us"] = ""
    """Of a time that is text: how it is written; read as nanoseconds."""


class Refusal(Struct, frozen=True):
    """What the venue says for an error of the contract; `endpoints` where it was published for, if it was."""

    error: type[VenueError]
    code: str
    text: str = ""
    status: int = 0
    endpoints: tuple[str, ...] = ()
    gone: bool = False
    """It says that a token or key which was granted is there no more."""
    answer: str = ""
    """The documented example that is the whole answer, where code and text alone do not tell."""


class ErrorPlace(Struct, frozen=True):
    """Where an answer carries code and text (None: it has none); `body` is the rest of it."""

    body: Any
    code: Path | None
    text: Path | None
    code_is_int: bool = False

    def filled(self, code: str, text: str) -> Any:
        """The answer."""
        value = int(code) if self.code_is_int and is_number(code) else code
        data = copy.deepcopy(self.body)
        for path, said in ((self.code, value), (self.text, text)):
            if path is not None:
                data = put(data, path, said)
        return data


def is_number(code: str) -> bool:
    """Whether a venue can write this code as a number."""
    return code.removeprefix("-").isdigit()


class Settings(SimpleNamespace):
    """The user's settings, as the simulated venue supposes them."""


class GeneratedDialect:
    """Base of the generated dialects. Implements what of `SimDialect` does not depend on the venue's text."""

    venue: str
    params: ClassVar[Mapping[str, Sequence[Param]]] = {}
    signed_fields: ClassVar[frozenset[str]] = frozenset()
    """Fields that auth schemes add to the parameters."""
    costs: ClassVar[Mapping[str, Mapping[str, int] | Callable[[Any], Mapping[str, int]]]] = {}
    refusals: ClassVar[Sequence[Refusal]] = ()
    statuses: ClassVar[Mapping[type[VenueError], int]] = {}
    shown_instruments: ClassVar[Sequence[Instrument]] = ()
    """What is traded where nobody says otherwise, as far as the venue's examples show them."""
    refs: ClassVar[Sequence[tuple[InstrumentKind | None, Callable[[Instrument, int], Mapping[str, Any]]]]] = ()
    """Kind of instruments that are listed together, and what `Instrument.ref` says of one, by its place there."""
    refused_status: ClassVar[int] = 400
    """HTTP status of a refusal that has none of its own."""
    config: ClassVar[Settings] = Settings()
    """Settings that enter signatures, as they are where a user sets none."""
    error_place: ClassVar[ErrorPlace] = ErrorPlace({}, "code", "message")
    used_headers: ClassVar[Mapping[str, tuple[str, bool]]] = {}
    """Bucket → header, and whether it tells what is left instead of what is used."""
    routes: Sequence[SimRoute] = ()
    sockets: Sequence[SimSocketRoute] = ()
    buckets: Sequence[SimBucket] = ()
    channels: Sequence[str] = ()
    enum_fields: Mapping[str, Sequence[FieldPath]] = {}
    checksum_fields: Mapping[str, Sequence[FieldPath]] = {}

    def __init__(self, examples: Mapping[str, Example]) -> None:
        self.examples = examples

    def spelled(self, base: str, quote: str) -> str:
        """A pair as this venue would spell it, after its example; both after one another where that shows no rule."""
        if not self.shown_instruments:
            return f"{base}{quote}"
        like, first, second = (getattr(self.shown_instruments[0], name) for name in ("venue_symbol", "base", "quote"))
        for case in (str, str.lower, str.upper):
            one, two = case(first), case(second)
            match = re.fullmatch(f"(.*?){re.escape(one)}(.*){re.escape(two)}(.*?)", like) if one and two else None
            if match is not None:
                return f"{match[1]}{case(base)}{match[2]}{case(quote)}{match[3]}"
        return f"{base}{quote}"

    # ------------------------------------------------------------ requests

    def read(self, call: SimCall, endpoint: str | None = None) -> Any:
        """The parameters of a call by python name, typed; None where an optional one is absent.

        Raises:
            VenueResponseError: a parameter is missing, unknown or unreadable.
        """
        params = self.params[endpoint or call.endpoint_id]
        given: dict[str, Any] = {n: value for n, value in call.parameters.items() if n not in self.signed_fields}
        _flatten(given, [param.wire for param in params if "." in param.wire])
        given.update(call.path_parameters)
        found = SimpleNamespace()
        for param in params:
            text: Any = given.pop(param.wire, param.default)
            if param.const is not None and _said(text) != _said(param.const):
                raise VenueResponseError(f"{param.wire} must be {param.const}", code=Reason.MISSING_FIELD.value)
            if text is None and param.required:
                raise VenueResponseError(f"parameter {param.wire} is missing", code=Reason.MISSING_FIELD.value)
            setattr(found, param.name, None if text is None else _typed(param, text))
        if given:
            raise VenueResponseError(f"unknown parameter {', '.join(given)}", code=Reason.UNEXPECTED_FIELD.value)
        return found

    def choose(self, call: SimCall, endpoints: Sequence[str]) -> str:
        """Of the endpoints that share an address, the one whose parameters these are; else the first that the fixed
        values among them fit.
        """
        fitting = [each for each in endpoints if self._says(call, each)] or list(endpoints)
        for endpoint in fitting:
            try:
                self.read(call, endpoint)
            except VenueResponseError:
                continue
            return endpoint
        return fitting[0]

    def _says(self, call: SimCall, endpoint: str) -> bool:
        """Whether a call has every value that is fixed for an endpoint (the word for what is asked, where one address
        takes it all).
        """
        fixed = [param for param in self.params[endpoint] if param.const is not None]
        given = call.parameters
        said = [given.get(param.wire, get(given, tuple(param.wire.split(".")))) for param in fixed]
        return all(_said(value) == _said(param.const) for value, param in zip(said, fixed, strict=True))

    def cost(self, call: SimCall) -> Mapping[str, int]:
        """What a call costs; one that cannot be read costs what it would by default."""
        cost = self.costs.get(call.endpoint_id, {})
        if not callable(cost):
            return cost
        try:
            return cost(self.read(call))
        except VenueResponseError:
            return {}

    def instrument(self, call: SimCall, venue_symbol: str, partition: str | None = None) -> Instrument:
        """The instrument that a parameter names.

        Raises:
            InvalidOrder: there is none.
        """
        return call.exchange.by_venue_symbol(venue_symbol, partition)

    def instrument_by(self, call: SimCall, field: str, value: Any) -> Instrument:
        """The instrument that a parameter names by what only this venue knows of it, such as its number.

        Raises:
            InvalidOrder: there is none.
        """
        for kind, said in self.refs:
            for place, instrument in enumerate(of_kind(call.exchange, kind)):
                if said(instrument, place).get(field) == value:
                    return instrument
        raise InvalidOrder(f"no instrument has the {field} {value}", code=Reason.UNKNOWN_SYMBOL.value)

    def instrument_of(
        self, call: SimCall, *, venue_order_id: str | None = None, client_order_id: str | None = None
    ) -> Instrument:
        """The instrument of an order that a call names by its ids alone.

        Raises:
            OrderNotFound: the account has no such order.
        """
        for report in call.exchange.all_orders(call.account):
            order = report.order
            if venue_order_id is not None:
                if order.venue_order_id == venue_order_id:
                    return call.exchange.instrument(order.symbol)
            elif client_order_id is not None and order.client_order_id == client_order_id:
                return call.exchange.instrument(order.symbol)
        raise OrderNotFound("no such order")

    def example(self, name: str) -> Any:
        """A copy of the payload of a documented example."""
        return copy.deepcopy(self.examples[name].payload)

    def documented(self, name: str) -> Callable[[SimCall], object]:
        """The handler of an endpoint outside the contract: its parameters are read, its documented example answered."""

        def handler(call: SimCall) -> object:
            self.read(call)
            return self.example(name) if name else {}

        return handler

    def one_by_one(
        self,
        call: SimCall,
        items: Sequence[Mapping[str, Any]],
        endpoint: str,
        single: Callable[[SimCall], object],
        rows: Sequence[Any],
        write: Callable[[Any, Order, Instrument], Any] | None,
        refused: tuple[Path, Path],
        *,
        within: tuple[str, ...] = (),
        shared: Mapping[str, Any] | None = None,
    ) -> list[Any]:
        """The rows of a batch's answer: each item is done as `endpoint` does it alone, and refused alone.

        `rows` are documented: `write` brings what became of an order into the first that tells of no refusal, where
        there is such; `refused` are the places of a refusal's code and text. `within` is where the parameters of one
        order stand in what `endpoint` is sent, `shared` are parameters that all items have.
        """
        refusals = [any(place and get(row, place) is not None for place in refused) for row in rows]
        fine = next((row for row, is_refusal in zip(rows, refusals, strict=True) if not is_refusal), rows[0])
        refusal = next((row for row, is_refusal in zip(rows, refusals, strict=True) if is_refusal), fine)
        answered: list[Any] = []
        told: list[OrderReport] = []
        hear = call.exchange.subscribe(lambda event: told.append(event) if isinstance(event, OrderReport) else None)
        try:
            for item in items:
                told.clear()
                alone = copy.copy(call)
                alone.endpoint_id, alone.parameters = endpoint, {**(shared or {}), **put({}, within, item)}
                try:
                    single(alone)
                except VenueError as error:
                    code, text, _ = self.refusal(error, call.endpoint_id)
                    made = copy.deepcopy(refusal)
                    # Where one field is both, it begins with the code.
                    places = refused if refused[0] != refused[1] else (refused[0], ())
                    for place, said in zip(places, (code, text), strict=True):
                        made = put(made, place, said) if place else made
                else:
                    made = copy.deepcopy(fine)
                    mine = [report.order for report in told if report.account == call.account]
                    if write is not None and mine:
                        made = write(made, mine[-1], call.exchange.instrument(mine[-1].symbol))
                answered.append(made)
        finally:
            hear()
        return answered

    def cancelled(self, call: SimCall, ids: Sequence[Any], name: str) -> int:
        """How many of these orders were open, and are cancelled now; `name` is what the ids are."""
        done = 0
        for each in ids:
            found = {name: str(each)}
            try:
                call.exchange.cancel_order(call.account, self.instrument_of(call, **found).symbol, **found)
            except VenueError:
                continue
            done += 1
        return done

    def canceled_alone(
        self,
        call: SimCall,
        ids: Sequence[str],
        row: Any,
        said: Mapping[str, Any],
        refused: tuple[Path, Path],
        place: Path,
    ) -> list[Any]:
        """The rows of the answer to a list of venue order ids: each is canceled, or refused, alone.

        `row` is a documented one, `said` what one that was refused says beside code and text (their places are
        `refused`), `place` where the id stands.
        """
        rows: list[Any] = []
        for each in ids:
            made = copy.deepcopy(row)
            made = put(made, place, each) if place else made
            try:
                instrument = self.instrument_of(call, venue_order_id=each)
                call.exchange.cancel_order(call.account, instrument.symbol, venue_order_id=each)
            except VenueError as error:
                made |= said
                code, text, _ = self.refusal(error, call.endpoint_id)
                for where, word in zip(reversed(refused), (text, code), strict=True):
                    made = put(made, where, word) if where else made
            rows.append(made)
        return rows

    # ------------------------------------------------------------ authentication

    def verify(self, call: SimCall) -> str:
        """See `SimDialect`; a venue with schemes has its own."""
        raise AuthenticationError(f"no such scheme: {call.auth}")

    def account_of(self, call: SimCall, field: str, value: str) -> tuple[str, Credentials]:
        """Name and credentials of the account with this public credential.

        Raises:
            AuthenticationError: nobody has it.
        """
        for name, credentials in call.context.accounts.items():
            if field in credentials and credentials.reveal(field) == value:
                return name, credentials
        raise AuthenticationError("unknown key", code="unknown_key")

    def signed(self, credentials: Credentials, keys: Sequence[SignedBy]) -> Signer:
        """The key that an account signs with: the first that it has.

        Raises:
            AuthenticationError: it has none.
        """
        key = next((key for key in keys if key.credential in credentials), None)
        if key is None:
            raise AuthenticationError("the account has no such key", code="unknown_key")
        return key.signer(credentials)

    def check_signature(
        self, credentials: Credentials, data: str | bytes, signature: str | bytes, keys: Sequence[SignedBy]
    ) -> None:
        """Verify by the first key that the account has.

        Raises:
            AuthenticationError: it does not fit.
        """
        if not self.signed(credentials, keys).verify(data, signature):
            raise AuthenticationError("wrong signature", code="bad_signature")

    def check_token(
        self,
        credentials: Credentials,
        token: Token,
        keys: Sequence[SignedBy],
        header: Mapping[str, Any],
        claims: Mapping[str, Any],
    ) -> None:
        """Verify a JSON Web Token, and that it says what it must.

        Raises:
            AuthenticationError: wrong signature, header or claims.
        """
        signer = self.signed(credentials, keys)
        if jwt_verify(signer, token.text) != claims or dict(token.header) != {"alg": signer.jose, **header}:
            raise AuthenticationError("wrong token", code="bad_signature")

    def check_same(self, expected: Any, sent: Any) -> None:
        """What is sent beside a signature (a passphrase, a digest) must be right too.

        Raises:
            AuthenticationError: it is not.
        """
        if not hmac.compare_digest(str(expected).encode(), str(sent).encode()):
            raise AuthenticationError("wrong credentials", code="bad_signature")

    def session_of(self, call: SimCall) -> str:
        """The account of a call that says nothing of its own: its connection's.

        Raises:
            AuthenticationError: nobody has logged in on it.
        """
        account = call.connection.account if call.connection is not None else None
        if account is None:
            raise AuthenticationError("log in first", code="unknown_key")
        return account

    def signer_in(self, call: SimCall) -> str:
        """The account whose signature a call must carry when it names none: its connection's, or the first there is.

        Raises:
            AuthenticationError: there is none.
        """
        account = call.connection.account if call.connection is not None else None
        account = account or next(iter(call.context.accounts), None)
        if account is None:
            raise AuthenticationError("unknown key", code="unknown_key")
        return account

    def grant(self, call: SimCall, lease: str, answer: Any, paths: Sequence[Path]) -> Any:
        """The documented answer of a call that grants a lease, with words of this lease's own in it."""
        held = call.context.state.setdefault(f"lease:{lease}", {})
        for path in paths:
            word = get(answer, path)
            if isinstance(word, str):
                held[mine := f"{word}-{len(held) + 1}"] = call.account or ""
                answer = put(answer, path, mine)
        return answer

    def holder_of(self, call: SimCall, lease: str, word: Any) -> str:
        """The account that a lease was granted to; empty where anybody is granted one.

        Raises:
            AuthenticationError: it was granted to nobody, or has run out.
        """
        account: str | None = call.context.state.get(f"lease:{lease}", {}).get(str(word))
        if account is None:
            raise AuthenticationError("no such token", code=Reason.EXPIRED_TOKEN.value)
        return account

    def check_time(self, call: SimCall, sent_ns: int, window_ns: int) -> None:
        """Refuse what is too old, or from the future.

        Raises:
            ClockSkew: as it says.
        """
        now = call.now_ns
        if sent_ns < now - window_ns or sent_ns > now + _AHEAD_NS:
            raise ClockSkew(f"the request's time differs by {(now - sent_ns) // 1_000_000} ms", code="clock_skew")

    def check_nonce(self, call: SimCall, key: str, nonce: int) -> None:
        """Nonces rise per key.

        Raises:
            InvalidNonce: this one does not.
        """
        last = call.context.state.get(f"nonce:{key}", -1)
        if nonce <= last:
            raise InvalidNonce("the nonce did not rise", code="bad_nonce")
        call.context.state[f"nonce:{key}"] = nonce

    # ------------------------------------------------------------ answers

    def encode_result(self, call: SimCall, result: object) -> SimResponse:
        """See `SimDialect`: the result is in the venue's envelope already."""
        return SimResponse.json(result)

    def error_response(self, error: VenueError, call: SimCall | None) -> SimResponse:
        """See `SimDialect`."""
        endpoint = call.endpoint_id if call else ""
        code, text, status = self.refusal(error, endpoint)
        row = self._row(error, endpoint)
        if row is not None and row.answer and endpoint in row.endpoints:
            return SimResponse.json(self.example(row.answer), status=status)
        return SimResponse.json(self.error_place.filled(code, text), status=status)

    def refusal(
        self, error: VenueError, endpoint: str, *, number: bool = False, before: str = ""
    ) -> tuple[str, str, int]:
        """The venue's code, text and HTTP status for an error of the contract; `number`: the code is to be one,
        `before`: it is to begin so."""
        http_status = error.http_status if isinstance(error, VenueResponseError) else None
        row = self._row(error, endpoint, number=number, before=before)
        if row is None:
            return _NO_CODE, str(error), http_status or self._status(error)
        return row.code, row.text or str(error), http_status or row.status or self._status(error)

    def _row(self, error: VenueError, endpoint: str, *, number: bool = False, before: str = "") -> Refusal | None:
        http_status = error.http_status if isinstance(error, VenueResponseError) else None
        if isinstance(error, VenueResponseError) and error.code == Reason.EXPIRED_TOKEN.value:
            gone = next((row for row in self.refusals if row.gone), None)
            if gone is not None:
                return gone
        kinds: list[type] = list(type(error).__mro__)
        if isinstance(error, CancelRejected):
            # Where a venue has no word for it, an order that is over is one that it does not find.
            kinds.insert(1, OrderNotFound)
        for kind in kinds:
            # What a venue says for the most general refusal, it says for nothing in particular.
            general = kind is VenueResponseError and type(error) is not kind
            rows = [] if general else [row for row in self.refusals if row.error is kind]
            if rows:
                return max(
                    rows,
                    key=lambda each: (
                        each.code.startswith(before),
                        not number or is_number(each.code),
                        not each.gone,
                        each.status == http_status,
                        endpoint in each.endpoints,
                    ),
                )
        return None

    def _status(self, error: VenueError) -> int:
        default = 429 if isinstance(error, RateLimitExceeded) else self.refused_status
        return next((self.statuses[kind] for kind in type(error).__mro__ if kind in self.statuses), default)

    def limit_headers(self, used: Sequence[Used]) -> Mapping[str, str]:
        """See `SimDialect`."""
        headers: dict[str, str] = {}
        for one in used:
            if one.bucket.name in self.used_headers:
                header, is_left = self.used_headers[one.bucket.name]
                headers[header] = str(max(one.bucket.budget - one.used, 0) if is_left else one.used)
        return headers


def _flatten(given: dict[str, Any], dotted: Sequence[str]) -> None:
    """Bring `{"a": {"b": 1}}` to `{"a.b": 1}` where that is a parameter; what is left in `a` stays. Of `a.{kind}.b`,
    `kind` is the only key that `a` has.
    """
    for wire in dotted:
        path = _path(given, wire)
        value = get(given, path)
        if value is not None:
            root = path[0]
            given[root] = copy.deepcopy(given[root])
            drop(given, path)
            given[wire] = value
    for wire in dotted:
        for at, part in enumerate(way := wire.split(".")):
            if part[:1] == "{" and len(path := _path(given, wire)) == len(way):
                given.setdefault(part[1:-1], path[at])
    for root in {wire.partition(".")[0] for wire in dotted}:
        if _empty(given.get(root, "")):
            del given[root]


def _path(given: Mapping[str, Any], wire: str) -> tuple[str, ...]:
    """Where a dotted name leads; as far as there are keys to say where."""
    path: tuple[str, ...] = ()
    for part in wire.split("."):
        if part[:1] == "{":
            there = get(given, path)
            if not isinstance(there, dict) or len(there) != 1:
                break
            part = next(iter(there))
        path = (*path, part)
    return path


def _empty(value: Any) -> bool:
    """Whether nothing is left in an object or list, and in those inside it."""
    if isinstance(value, dict):
        return all(_empty(each) for each in value.values())
    return isinstance(value, list) and all(_empty(each) for each in value)


_UNITS = {"s": 1_000_000_000, "ms": 1_000_000, "us": 1_000}


def _typed(param: Param, value: Any) -> Any:
    try:
        if isinstance(value, str) and value[:1] == "[":
            value = msgspec.json.decode(value)
        if param.time:
            whole = {"iso": str(value), "day": f"{value}T00:00:00Z"}.get(param.time)
            value = int(value) * _UNITS[param.time] if whole is None else ns_from_iso(whole)
        return msgspec.convert(value, param.type, strict=False)
    except (msgspec.MsgspecError, ValueError):
        raise InvalidOrder(f"{param.wire} cannot be read", code=Reason.UNEXPECTED_FIELD.value) from None


def _said(value: Any) -> str:
    """A fixed value as a query says it: the wire has no `True`."""
    return str(value).lower() if isinstance(value, bool) else str(value)
