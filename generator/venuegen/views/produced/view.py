"""The produced tests: literal inputs and literal answers, for the templates to lay out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from ...lang import compile_expr
from ...lang.contract import OPERATIONS
from ...lang.fix_scopes import HEADER_TAGS
from ...lang.scopes import scope_for_result
from ...lang.types import ListType, base_of, is_optional
from ...render.names import doc_line, identifier, literal
from ...spec.durations import timedelta_code
from ...spec.fix_logon import dictionaries_of, logon_fields
from ...spec.model import ErrorRow, Operation, Vector
from .. import leases
from ..books import rule_name
from ..client_calls import transports_of
from ..mapping import MapView, wire_annotation
from ..signing import kind_of
from ..simulated.maps import Maps
from ..simulated.rest import chosen_operations, further_operations
from ..simulated.sockets import SocketView
from ..simulated.sockets import build as socket_view
from ..tables import in_order
from ..venue import seconds
from . import books as tests_books
from . import fix as tests_fix
from . import limits as tests_limits
from . import pages as tests_pages
from . import private as tests_private
from . import rounds as tests_rounds
from . import streams as tests_streams
from . import subscriptions as tests_subscriptions
from .books import BookCaseView
from .literals import CLOCK_MS, test_credentials
from .requests import CaseView, OverView, Requests
from .subscriptions import ConnectionCaseView
from .trading import InstrumentView, TradingView, instruments, trading

if TYPE_CHECKING:
    from ...lang import WireType
    from ..context import VenueContext
    from ..examples import Examples
    from ..mapping import MappingView


@dataclass(frozen=True, slots=True)
class VectorView:
    """One known answer."""

    id: str
    source: str
    credentials: str
    clock_ns: int
    nonce: int | None
    random: str | None
    """Random bytes, as hex."""
    config: str
    held: tuple[str, ...]
    """Statements that let leases hold what is given."""
    call: str
    expected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TestsView:
    """Everything the test modules print."""

    venue: str
    title: str
    class_name: str
    config_name: str
    derives: bool
    """Some credentials are made of others."""
    credentials: str
    secrets: str
    instruments: tuple[InstrumentView, ...]
    trading: TradingView
    symbol: str
    venue_symbol: str
    clock_ns: int
    quiet: str
    """Seconds in which nothing is sent on a new connection; empty where there are none."""
    vectors: tuple[VectorView, ...]
    held: tuple[str, ...]
    """Statements that let the leases hold what requests are signed with."""
    raw: tuple[CaseView, ...]
    contract: tuple[CaseView, ...]
    known: str
    """Fields of the order that some of them are about; empty where none is."""
    refused: tuple[tuple[str, str], ...]
    """Calls with an argument that the venue has no way to take."""
    over: tuple[OverView, ...]
    over_class: str
    over_grants: tuple[tuple[str, str], ...]
    """Paths of calls that grant what those are signed with, and their documented answers."""
    error_rows: tuple[str, ...]
    status_rows: tuple[str, ...]
    usages: tuple[str, ...]
    owners: tuple[tuple[str, str], ...]
    maps: tuple[tuple[str, str], ...]
    items: tuple[tuple[str, str], ...]
    enums: tuple[tuple[str, str], ...]
    data_keys: tuple[tuple[str, str], ...]
    """Endpoint or channel → where keys are data, and where anything may be."""
    optionals: tuple[tuple[str, str], ...]
    examples: frozenset[str]
    """Kinds of documented examples that there are: `successes`, `mapped`, `bare` (optional fields), `refusals` and
    whole `books`."""
    whole_books: tuple[tuple[str, str], ...]
    """Books of which an answer is shown with its literal levels → their rules."""
    error_endpoint: str
    tells_rate: bool
    """The spec says what HTTP 429 means."""
    books: tuple[BookCaseView, ...]
    connections: tuple[ConnectionCaseView, ...]
    rules: tuple[tests_books.RuleView, ...]
    private: SocketView | None
    operations: frozenset[str]
    cancels_symbol: bool
    can_trade: bool
    edits_quantity: bool
    edit_also: str
    """What else an edit of the quantity has to say."""
    signs_time: bool
    """What makes an order is signed with the time."""
    finds_by_client_id: bool
    edits_price: bool
    create: str
    transports: tuple[str, ...]
    """What orders can go over beside REST."""
    call_logins: tuple[tuple[str, int], ...]
    """Those of them whose connection is logged in on, and how many frames that is with what opens it."""
    private_channel: str
    fills_channel: str
    private_login: tests_private.PrivateLoginView | None
    private_grant: tests_private.PrivateLoginView | None
    told_lost: tuple[str, ...]
    """Endpoints that are asked again when the venue says that what they granted is gone."""
    secret_name: str
    wrong_secret: str
    """Another value of it, of the same form."""
    signs_queries: bool
    """Who asks about an order signs that."""
    opens_signed: bool
    """The private stream is opened by somebody whose credentials the venue verifies."""
    cancel: str
    adds: bool
    """Whether what is signed through the venue's own functions is among the requests."""
    success: str
    """A documented answer of an endpoint that is no refusal."""
    budgets: tuple[str, ...]
    ban_status: int | None
    leases: tuple[tests_limits.LeaseCaseView, ...]
    rounds: tuple[tests_rounds.RoundView, ...]
    walks: tuple[tests_pages.WalkView, ...]
    streams: tests_streams.StreamCasesView | None
    not_written: tuple[tuple[str, str], ...]
    """Kinds of tests that this spec cannot have, and why."""


def build(
    context: VenueContext, examples: Examples, mapping: MappingView, writers: frozenset[str] = frozenset()
) -> TestsView:
    """The tests of one venue. `writers`: functions of its simulated venue that write a map's message."""
    spec = context.spec
    requests = Requests(context, examples)
    maps = Maps(context, examples)
    answers = {}
    for operation in spec.operations.values():
        for call in (operation.call, *(each.call for each in operation.others)):
            if call is not None and spec.endpoints[call].result.strip() != "none":
                kind = context.table.parse(spec.endpoints[call].result)
                found = maps.example(call, kind, operation.map)
                if found is not None:
                    answers[call] = found.name
    sockets = {name: socket_view(context, examples, maps, name) for name in spec.ws}
    calls = next((name for name, each in spec.ws.items() if each.rpc is not None), "")
    missing: list[tuple[str, str]] = []
    books, no_books = tests_books.build(context, examples)
    for until, reason in no_books.items():
        missing.append((f"scripts of the order book{f' until {until}' if until else ''}", reason))
    others, no_others = tests_subscriptions.connections(context, examples)
    for name, reason in no_others.items():
        missing.append((f"scripts of the connection {name}", reason))
    rules, no_rules = tests_books.rules(context, examples)
    private = next(
        (
            sockets[each.channel.partition(".")[0]]
            for key, each in spec.operations.items()
            if key == "watch_orders" and each.channel
        ),
        None,
    )
    symbol, unified = requests.symbol, requests.unified
    traded = instruments(spec, examples)
    rounds, no_rounds = tests_rounds.build(context, examples, writers)
    walks, no_walks = tests_pages.build(context, examples, requests)
    raw, contract = requests.raw(), requests.contract(answers)
    edit = spec.operations.get("edit_order")
    secrets = [value for name, value in test_credentials(context).items() if spec.credentials[name].secret]
    return TestsView(
        venue=spec.venue,
        title=doc_line(spec.title),
        class_name=context.class_name,
        config_name=context.config_name if spec.config else "",
        derives=any(each.default is not None for each in spec.credentials.values()),
        credentials=", ".join(
            f"{identifier(key)}={literal(value)}" for key, value in test_credentials(context).items()
        ),
        secrets=literal(tuple(secrets)),
        instruments=traded,
        trading=trading(spec, traded[0], requests._client_order_id() or "abc1"),
        symbol=unified,
        venue_symbol=symbol,
        clock_ns=CLOCK_MS * 1_000_000,
        quiet=max((seconds(each.quiet) for each in context.spec.ws.values() if each.quiet), key=float, default=""),
        vectors=_vectors(context),
        held=leases.held(context, leases.made_up(context)),
        raw=raw,
        contract=contract,
        known=requests.known() if any(each.knows for each in contract) else "",
        refused=requests.refused(),
        over=requests.over(calls) if calls else (),
        over_class=sockets[calls].class_name if calls else "",
        over_grants=requests.grants(calls) if calls else (),
        error_rows=_errors(context),
        status_rows=_statuses(context),
        usages=_usages(context),
        owners=_owners(context),
        maps=_maps(context, mapping),
        items=_items(context, examples),
        enums=_enums(context, maps),
        data_keys=_data_keys(context),
        optionals=_optionals(context),
        examples=_example_kinds(context, examples, mapping),
        whole_books=_whole_books(context, examples),
        error_endpoint=next(
            (name for name, each in spec.endpoints.items() if each.auth is None and each.call is not None),
            next(iter(spec.endpoints), "none"),
        ),
        tells_rate=spec.errors is not None and "429" in (spec.errors.statuses | spec.errors.codes),
        books=tuple(books),
        connections=tuple(others),
        rules=rules,
        private=private,
        operations=frozenset(spec.operations),
        cancels_symbol=_cancels_symbol(spec.operations.get("cancel_all_orders")),
        can_trade={"create_order", "cancel_order", "fetch_order", "watch_orders"} <= set(spec.operations),
        # An edit that is only acknowledged shows the old values until the stream tells.
        edit_also=", price=order.price" if edit is not None and "price" in edit.needs else "",
        edits_quantity=edit is not None and "=quantity" in repr(edit.params) and edit.result != "cache",
        signs_time=_signs_time(context),
        finds_by_client_id="client_order_id" in repr(spec.operations.get("fetch_order")),
        edits_price=edit is not None and "=price" in repr(edit.params),
        create=spec.operations["create_order"].call or "" if "create_order" in spec.operations else "",
        transports=transports_of(context),
        call_logins=tuple(
            (name, 1 + len(spec.ws[name].on_open)) for name in transports_of(context) if spec.ws[name].login is not None
        ),
        private_channel=_channel(context, "watch_orders"),
        fills_channel=_channel(context, "watch_fills", "watch_orders"),
        private_login=tests_private.build(context),
        private_grant=tests_private.granted(context),
        told_lost=tests_private.told_lost(context),
        secret_name=_secret_name(context),
        wrong_secret=_wrong_secret(context),
        signs_queries=_signs_queries(context),
        opens_signed=_opens_signed(context),
        adds=any(case.added != "()" for case in (*raw, *contract)),
        cancel=requests.canceled_by(spec.operations["cancel_order"]) if "cancel_order" in spec.operations else "",
        success=_success(context, examples),
        budgets=tests_limits.budgets(context),
        ban_status=tests_limits.ban_status(context),
        leases=tests_limits.leases(context, examples),
        rounds=rounds,
        walks=walks,
        streams=tests_streams.build(context),
        not_written=(
            *missing,
            *((f"the request {name}", why) for name, why in requests.skipped.items()),
            *no_walks,
            *no_rounds,
            *no_rules,
            *tests_fix.not_written(context),
        ),
    )


def _cancels_symbol(operation: Operation | None) -> bool:
    """`cancel_all_orders` can be of one symbol."""
    return operation is not None and (operation.compose is not None or "i." in repr(operation.params))


def _channel(context: VenueContext, *operations: str) -> str:
    """The channel of the first of these operations that the venue has."""
    found = (context.spec.operations.get(name) for name in operations)
    return next((each.channel.partition(".")[2] for each in found if each is not None and each.channel), "")


def _signs_time(context: VenueContext) -> bool:
    create = context.spec.operations.get("create_order")
    auth = context.spec.endpoints[create.call].auth if create is not None and create.call is not None else None
    # A venue that has no word for a wrong time refuses it like a wrong key.
    told = context.spec.errors is not None and "ClockSkew" in repr((context.spec.errors.codes, context.spec.errors.at))
    return auth is not None and told and "clock." in repr(context.spec.auth[auth].steps)


def _secret_name(context: VenueContext) -> str:
    """The credential that signs orders: the one whose mistake must be told."""
    spec = context.spec
    operation = spec.operations.get("fetch_order") or spec.operations.get("create_order")
    call = operation.call if operation is not None else None
    scheme = spec.auth.get((spec.endpoints[call].auth if call else None) or "")
    names = [name for step in (scheme.steps if scheme else []) if step.sign is not None for name in step.sign.using]
    names += [step.jwt.key for step in (scheme.steps if scheme else []) if step.jwt is not None]
    given = test_credentials(context)
    secrets = [key for key in given if spec.credentials[key].secret]
    return next((name for name in names if name in secrets), secrets[-1] if secrets else "")


def _signs_queries(context: VenueContext) -> bool:
    operation = context.spec.operations.get("fetch_order")
    return operation is None or operation.call is None or context.spec.endpoints[operation.call].auth is not None


def _opens_signed(context: VenueContext) -> bool:
    watch = context.spec.operations.get("watch_orders")
    connection = context.spec.ws.get((watch.channel or "").partition(".")[0]) if watch is not None else None
    if connection is None or connection.login is not None or connection.handshake is not None:
        return True
    return "lease." in repr(connection) or (connection.subscribe is not None and connection.subscribe.auth is not None)


def _wrong_secret(context: VenueContext) -> str:
    from venue_runtime.testing.keys import dummy_key

    known = context.spec.credentials.get(_secret_name(context))
    return dummy_key(known.format, other=True) if known is not None and known.format else "d3Jvbmc="


# ------------------------------------------------------------------------------------------------ signing


def _vectors(context: VenueContext) -> tuple[VectorView, ...]:
    found = []
    for name, scheme in context.spec.auth.items():
        kind = kind_of(scheme)
        for vector in scheme.vectors:
            if vector.verify or kind in ("message", "frame"):
                continue
            call, places = _vector_call(context, name, vector, kind)
            if kind == "logon":
                expected = _expected_logon(context, name, vector)
            else:
                expected = tuple(_expected(key, value, places) for key, value in vector.expect.items() if "." in key)
            given = vector.given
            found.append(
                VectorView(
                    id=identifier(f"{name}_{vector.id}"),
                    source=doc_line(vector.source),
                    credentials=", ".join(f"{identifier(k)}={literal(v)}" for k, v in given.credentials.items()),
                    clock_ns=(given.clock_ms or 0) * 1_000_000,
                    nonce=given.nonce,
                    random=given.random,
                    config=", ".join(f"{identifier(k)}={_setting(context, k, v)}" for k, v in given.config.items()),
                    held=leases.held(context, given.lease),
                    call=call,
                    expected=expected,
                )
            )
    return tuple(found)


def _setting(context: VenueContext, name: str, value: str | int | bool) -> str:
    return timedelta_code(str(value)) if context.spec.config[name].type == "duration" else literal(value)


def _vector_call(context: VenueContext, name: str, vector: Vector, kind: str) -> tuple[str, str]:
    """Python of the call, and what it makes: `params`, or a request with a body that is a `form` or `json`."""
    request = vector.given.request
    if kind == "params":
        return f"client.signing.{name}({literal(dict(request.params))})", "params"
    if kind == "logon":
        header = {HEADER_TAGS[key]: str(value) for key, value in vector.given.header.items() if key in HEADER_TAGS}
        return f"client.signing.{name}({literal({'35': 'A', **header})})", "logon"
    endpoints = [each for each in context.spec.endpoints.values() if each.auth == name]
    host = next((each.host for each in endpoints), "rest")
    query = "&".join(f"{quote(k, safe='[]')}={quote(str(v), safe='')}" for k, v in request.query.items())
    parts = [literal(request.method), literal(host), literal(request.path)]
    parts += [f"query={literal(query)}"] if query else []
    made = "json"
    if request.body:
        place = next((each.place for each in endpoints if each.call == f"{request.method} {request.path}"), None)
        if place == "form":
            form = "&".join(f"{quote(k, safe='[]')}={quote(str(v), safe='')}" for k, v in request.body.items())
            parts.append(f"form={literal(form)}")
            made = "form"
        else:
            parts.append(f"json={literal(dict(request.body))}")
    parts += [f"params={literal(dict(request.params))}"] if request.params else []
    return f"client.signing.{name}({', '.join(parts)})", made


def _expected_logon(context: VenueContext, name: str, vector: Vector) -> tuple[str, ...]:
    dictionaries = [context.dictionaries[each] for each in dictionaries_of(context.spec, name)]
    fields = logon_fields(dictionaries[0]) if dictionaries else {}
    return tuple(
        f"assert {literal(f'{fields[key[6:]].tag}={value}' + chr(1))} in signed"
        for key, value in vector.expect.items()
        if key.startswith("logon.") and key[6:] in fields
    )


def _expected(key: str, value: str, place: str) -> str:
    where, _, name = key.partition(".")
    if place == "params":
        return f"assert signed[{literal(name)}] == {literal(value)}"
    if where == "header":
        return f"assert signed.headers[{literal(name)}] == {literal(value)}"
    if where == "query":
        return f"assert dict(parse_qsl(urlsplit(signed.url).query))[{literal(name)}] == {literal(value)}"
    if name in ("encoded", "raw"):
        return f'assert (signed.body or b"").decode() == {literal(value)}'
    if place == "form":
        return f'assert dict(parse_qsl((signed.body or b"").decode()))[{literal(name)}] == {literal(value)}'
    # A number is compared as the spec's text of it.
    field = "".join(f"[{part if part.isdigit() else literal(part)}]" for part in name.split("."))
    return f'assert str(json.loads(signed.body or b""){field}) == {literal(value)}'


# ------------------------------------------------------------------------------------------------ errors and limits


def _errors(context: VenueContext) -> tuple[str, ...]:
    errors = context.spec.errors
    if errors is None:
        return ()
    rows: list[str] = []
    groups = [("", errors.codes), *errors.by_operation.items()]
    for operation, codes in groups:
        for code, row in in_order(codes):
            full = row if isinstance(row, ErrorRow) else ErrorRow(error=row)
            for text, error in [
                ("something else", full.error),
                *((f"{key} and more", each) for key, each in full.texts.items()),
            ]:
                rows.append(
                    f"({literal(operation)}, {literal(code)}, {literal(text)}, {identifier(error)}, "
                    f"{full.definitive}, {full.ban})"
                )
    return tuple(rows)


def _success(context: VenueContext, examples: Examples) -> str:
    """Python of a documented answer that is no refusal."""
    module = literal(f"venues.{context.spec.venue}")
    for each in examples.files:
        plain = each.error is None and each.status < 300 and not each.at and "response" in each.data
        if plain and each.of[0] in context.spec.endpoints:
            return f"load_examples(str(importlib.import_module({module}).__file__))[{literal(each.name)}].response"
    return "{}"


def _statuses(context: VenueContext) -> tuple[str, ...]:
    rows = []
    for status, row in (context.spec.errors.statuses if context.spec.errors else {}).items():
        full = row if isinstance(row, ErrorRow) else ErrorRow(error=row)
        for number in (status.replace("xx", "00"), status.replace("xx", "03")) if "xx" in status else (status,):
            rows.append(f"({number}, {identifier(full.error)}, {full.definitive}, {full.ban})")
    return tuple(rows)


def _usages(context: VenueContext) -> tuple[str, ...]:
    rows = []
    for name, each in (context.spec.limits.buckets if context.spec.limits else {}).items():
        for word, source in (("used", each.used), ("remaining", each.remaining)):
            if source is not None and source.startswith("header."):
                rows.append(f"({literal(source.removeprefix('header.').lower())}, {literal(name)}, {literal(word)})")
    return tuple(rows)


# ------------------------------------------------------------------------------------------------ examples


def _owners(context: VenueContext) -> tuple[tuple[str, str], ...]:
    table, spec = context.table, context.spec
    rows = [
        (name, wire_annotation(context, table.parse(each.result)))
        for name, each in spec.endpoints.items()
        if each.result.strip() != "none"
    ]
    for connection, declared in spec.ws.items():
        rows += [
            (f"{connection}.{name}", wire_annotation(context, table.parse(each.type)))
            for name, each in declared.channels.items()
        ]
    return tuple(rows)


def _maps(context: VenueContext, mapping: MappingView) -> tuple[tuple[str, str], ...]:
    rows = [(each.name, f"lambda m, instrument: {_call(context, each)}") for each in mapping.maps]
    for name, operation in context.spec.operations.items():
        if operation.call is not None and isinstance(operation.result, str) and operation.result.startswith("="):
            scope = scope_for_result(context.spec, context.table, name, operation, {"r": "m"})
            rows.append(
                (name, f"lambda m, instrument: {compile_expr(operation.result, scope, OPERATIONS[name].result).code}")
            )
    return tuple(rows)


def _call(context: VenueContext, each: MapView) -> str:
    config = f"{context.config_name}()" if context.spec.config else "None"
    return each.call("m", instrument="instrument", recv="RECV", config=config)


def _items(context: VenueContext, examples: Examples) -> tuple[tuple[str, str], ...]:
    rows: dict[tuple[str, str], str] = {}
    for name, operation in context.spec.operations.items():
        codes = {"r": "m", "m": "m"}
        for one in (operation, *chosen_operations(context, operation), *further_operations(operation)):
            # What is picked by an argument is not all that an answer tells.
            if one.map is None or one.each is None or one.each.startswith("=pick("):
                continue
            scope = scope_for_result(context.spec, context.table, name, one, codes)
            found = compile_expr(one.each, scope)
            is_list = isinstance(base_of(found.type), ListType)
            code = f"({found.code}) or []" if is_list and is_optional(found.type) else found.code
            owner = one.call or one.channel or ""
            rows.setdefault((owner, one.map), f"lambda m: {code}")
            places = one.also if isinstance(one.also, dict) else dict.fromkeys(one.also)
            for mapped, text in places.items():
                own = code if text is None else compile_expr(text, scope).code
                rows.setdefault((owner, mapped), f"lambda m: {own}")
    rows |= _items_of_same_answers(context, examples, rows)
    return tuple((literal(key), code) for key, code in rows.items())


def _items_of_same_answers(
    context: VenueContext, examples: Examples, rows: dict[tuple[str, str], str]
) -> dict[tuple[str, str], str]:
    """Where a call that no operation makes has the same answer as one that an operation does make."""
    answers = dict(_types(context))
    bound = {owner for owner, _ in rows}
    found: dict[tuple[str, str], str] = {}
    for example in examples.files:
        owner = example.of[0]
        for mapped in example.expect if owner in answers and owner not in bound else ():
            for (other, name), code in rows.items():
                if name == mapped and code != "lambda m: m" and answers.get(other) == answers[owner]:
                    found.setdefault((owner, mapped), code)
    return found


def _enums(context: VenueContext, maps: Maps) -> tuple[tuple[str, str], ...]:
    rows = []
    for owner, text in _types(context):
        inner = text[5:-1] if text.startswith("list<") else text
        prefix = ("*",) if inner != text else ()
        paths = tuple((*prefix, *path) for path in maps.enum_paths(inner))
        if paths:
            rows.append((owner, literal(paths)))
    return tuple(rows)


def _example_kinds(context: VenueContext, examples: Examples, mapping: MappingView) -> frozenset[str]:
    """As the tests sort them: what there is none of is not tested."""
    mapped = {name for name, _ in _maps(context, mapping)}
    bare = {owner for owner, _ in _optionals(context)}
    successes = [each for each in examples.files if each.error is None and each.payload is not None]
    kinds = {
        "successes": bool(successes),
        "mapped": any(mapped & set(each.expect) for each in successes),
        "bare": any(each.of[0] in bare for each in successes),
        "refusals": any(each.error is not None and each.data.get("response") is not None for each in examples.files),
        "books": bool(_whole_books(context, examples)),
    }
    return frozenset(name for name, found in kinds.items() if found)


def _whole_books(context: VenueContext, examples: Examples) -> tuple[tuple[str, str], ...]:
    """Books of which an answer is shown with its literal levels, and their rules."""
    shown = {
        (owner, name) for each in examples.files if each.error is None for owner in each.of for name in each.expect
    }
    return tuple(
        (name, rule_name(name))
        for name, book in context.spec.books.items()
        if book.snapshot.source == "rest" and (book.snapshot.call, name) in shown
    )


def _data_keys(context: VenueContext) -> tuple[tuple[str, str], ...]:
    rows = []
    for owner, text in _types(context):
        maps: list[tuple[str | int, ...]] = []
        free: list[tuple[str | int, ...]] = []
        _find_data(context, context.table.parse(text), (), maps, free)
        if maps or free:
            rows.append((owner, literal((tuple(maps), tuple(free)))))
    return tuple(rows)


def _find_data(
    context: VenueContext,
    type: WireType,
    path: tuple[str | int, ...],
    maps: list[tuple[str | int, ...]],
    free: list[tuple[str | int, ...]],
) -> None:
    type = context.table.expand(type)
    if len(path) > 8:
        return
    if type.kind == "scalar" and type.name in ("json", "raw"):
        free.append(path)
    elif type.kind == "map":
        maps.append(path)
        _find_data(context, type.item, (*path, "*"), maps, free)
    elif type.kind in ("opt", "null"):
        _find_data(context, type.item, path, maps, free)
    elif type.kind in ("list", "one_or_many"):
        _find_data(context, type.item, (*path, "*"), maps, free)
    elif type.kind == "tuple":
        for at, item in enumerate(type.args):
            _find_data(context, item, (*path, at), maps, free)
    elif type.kind == "ref" and type.name in context.table.structs:
        struct = context.table.structs[type.name]
        for at, field in enumerate(struct.fields):
            _find_data(context, field.type, (*path, at if struct.array else field.wire), maps, free)


def _optionals(context: VenueContext) -> tuple[tuple[str, str], ...]:
    rows = []
    for owner, text in _types(context):
        inner = text[5:-1] if text.startswith("list<") else text
        struct = context.table.structs.get(context.table.expand(context.table.parse(inner)).name)
        if struct is None or struct.array:
            continue
        prefix = ("*",) if inner != text else ()
        paths = tuple((*prefix, field.wire) for field in struct.fields if field.type.kind == "opt")
        if paths:
            rows.append((owner, literal(paths)))
    return tuple(rows)


def _types(context: VenueContext) -> list[tuple[str, str]]:
    found = [(name, each.result) for name, each in context.spec.endpoints.items() if each.result.strip() != "none"]
    for connection, declared in context.spec.ws.items():
        found += [(f"{connection}.{name}", each.type) for name, each in declared.channels.items()]
    return found
