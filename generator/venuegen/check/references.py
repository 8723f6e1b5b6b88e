"""Names that refer to other parts of the spec."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from venuegen.check.context import Check
from venuegen.lang.contract import OPERATIONS
from venuegen.lang.convert import is_number_text
from venuegen.lang.errors import LangError
from venuegen.spec.diagnostics import Position
from venuegen.spec.dialects import channel_of
from venuegen.spec.durations import is_duration
from venuegen.spec.model import AuthScheme, Channel, Connection, Deltas, Endpoint, ReceiveRule, Step

Path = tuple[str | int, ...]

_COMPLETED = ("watch_trades", "watch_ticker", "watch_candles")
"""Methods whose messages may name only what changed."""


def check_references(check: Check) -> None:
    """Endpoints, auth schemes, buckets, types, maps, channels, books, credentials, parameters, operations."""
    _types(check)
    _settings(check)
    _auth(check)
    _limits(check)
    _endpoints(check)
    _connections(check)
    _leases(check)
    check_books(check)
    _orders(check)
    _operations(check)


def _types(check: Check) -> None:
    for problem in check.table.problems:
        check.lang(problem.error, *problem.path, key=problem.key)
    spec = check.spec
    for name, place in (spec.errors.at if spec.errors else {}).items():
        check.type(place.type, "errors", "at", name, "type")
        if name != "rest" and name not in spec.ws:
            check.unknown("VG206", check.key("errors", "at", name), "connection", name, ["rest", *spec.ws])
    for name, mapping in spec.maps.items():
        check.type(mapping.source, "maps", name, "from")
    for name in spec.errors.by_operation if spec.errors else {}:
        _endpoint(check, name, check.key("errors", "by_operation", name))


def _auth(check: Check) -> None:
    spec = check.spec
    for name, nonce in spec.nonces.items():
        _credential(check, nonce.per, check.at("nonces", name, "per"))
    for name, scheme in spec.auth.items():
        for path, step in steps_of(scheme, ("auth", name)):
            given = [key for key in ("set", "let", "sign", "hash", "jwt", "message") if getattr(step, key) is not None]
            if len(given) != 1:
                check.problems.add(
                    "VG116",
                    check.at(*path),
                    f"a step has exactly one key, this one has {len(given)}",
                    expected="one of set, let, sign, hash, jwt, message",
                )
            for credential in step.sign.using if step.sign else ():
                _credential(check, credential, check.key(*path, "sign", "using", credential))
            if step.jwt:
                _credential(check, step.jwt.key, check.at(*path, "jwt", "key"))
        for at, vector in enumerate(scheme.vectors):
            for credential in vector.given.credentials:
                place = check.key("auth", name, "vectors", at, "given", "credentials", credential)
                _credential(check, credential, place)


def steps_of(scheme: AuthScheme, path: Path) -> Iterator[tuple[Path, Step]]:
    """Every step of a scheme with its path, those of `once` first, as they run."""
    for section, steps in (("once", scheme.once), ("steps", scheme.steps)):
        for at, step in enumerate(steps):
            yield (*path, section, at), step


def _settings(check: Check) -> None:
    """A default is of its setting's type: a client without settings must work."""
    for name, setting in check.spec.config.items():
        value = setting.default
        if value is None:
            continue
        fits = {
            "str": isinstance(value, str),
            "int": isinstance(value, int) and not isinstance(value, bool),
            "bool": isinstance(value, bool),
            "decimal": not isinstance(value, bool) and is_number_text(str(value)),
            "duration": isinstance(value, str) and is_duration(value),
            "enum": value in setting.values,
        }
        if not fits[setting.type]:
            words = {"duration": "250ms, 5s, 1m, 24h, 7d", "enum": ", ".join(setting.values)}
            check.problems.add(
                "VG119",
                check.at("config", name, "default"),
                f"the default of '{name}' is none of its values"
                if setting.type == "enum"
                else f"the default of '{name}' is no {setting.type}",
                expected=words.get(setting.type, f"a value of type {setting.type}"),
            )


def _limits(check: Check) -> None:
    if check.spec.limits:
        _buckets(check, check.spec.limits.default_cost, ("limits", "default_cost"))
        for name, bucket in check.spec.limits.buckets.items():
            for connection in bucket.used_over:
                if connection not in check.spec.ws:
                    at = check.key("limits", "buckets", name, "used_over", connection)
                    check.unknown("VG206", at, "connection", connection, check.spec.ws)


def _buckets(check: Check, cost: Mapping[str, int | str] | None, path: Path) -> None:
    known = check.spec.limits.buckets if check.spec.limits else {}
    for bucket in cost or {}:
        if bucket not in known:
            check.unknown("VG203", check.key(*path, bucket), "bucket", bucket, known)


def _endpoints(check: Check) -> None:
    spec = check.spec
    urls = {url for environment in spec.environments.values() for url in environment.urls}
    for name, endpoint in spec.endpoints.items():
        path = ("endpoints", name)
        if endpoint.call is None and endpoint.over is None:
            text = f"nothing says how '{name}' is called"
            check.problems.add("VG102", check.key(*path), text, expected="`call: GET /path`, or `over` a connection")
        if endpoint.host not in urls:
            check.unknown("VG209", check.at(*path, "host"), "base URL", endpoint.host, urls)
        if endpoint.auth is not None:
            _scheme(check, endpoint.auth, (*path, "auth"))
        _buckets(check, endpoint.cost, (*path, "cost"))
        if endpoint.result.strip() != "none":
            check.type(endpoint.result, *path, "result")
        for wire, param in endpoint.params.items():
            here: Path = (*path, "params", wire)
            try:
                check.declared(wire, param)
            except LangError as error:
                check.lang(error, *here, *(() if isinstance(param, str) else ("type",)))
        known = check.params(endpoint)
        for key in ("require_one_of", "require_any_of"):
            for at, group in enumerate(getattr(endpoint, key)):
                for index, param_name in enumerate(group):
                    if param_name not in known:
                        place = check.at(*path, key, at, index)
                        check.unknown("VG210", place, "parameter", param_name, known)
        if endpoint.pages:
            for key, value in (("param", endpoint.pages.param), ("size", endpoint.pages.size)):
                if value is not None and value not in known:
                    check.unknown("VG210", check.at(*path, "pages", key), "parameter", value, known)
            for at, value in enumerate(endpoint.pages.first_only):
                if value not in known:
                    check.unknown("VG210", check.at(*path, "pages", "first_only", at), "parameter", value, known)
            for at, param_name in enumerate(endpoint.pages.first_only):
                if param_name not in known:
                    place = check.at(*path, "pages", "first_only", at)
                    check.unknown("VG210", place, "parameter", param_name, known)
        if endpoint.over:
            _over(check, endpoint, path)


def _over(check: Check, endpoint: Endpoint, path: Path) -> None:
    over = endpoint.over
    assert over is not None
    _buckets(check, over.cost, (*path, "over", "cost"))
    connection = check.spec.ws.get(over.connection)
    if connection is None:
        check.unknown("VG206", check.at(*path, "over", "connection"), "connection", over.connection, check.spec.ws)
    elif connection.rpc is None:
        check.problems.add(
            "VG601",
            check.at(*path, "over", "connection"),
            f"the connection '{over.connection}' takes no calls",
            expected="a connection with `rpc`",
        )
    elif endpoint.auth is not None and endpoint.auth not in connection.rpc.auth:
        check.problems.add(
            "VG202",
            check.at(*path, "over"),
            f"calls over '{over.connection}' have no scheme in place of '{endpoint.auth}'",
            expected=f"`ws.{over.connection}.rpc.auth: {{{endpoint.auth}: …}}`",
        )


def _connections(check: Check) -> None:
    for name, connection in check.spec.ws.items():
        path = ("ws", name)
        check.type(connection.frame, *path, "frame")
        _rules(check, connection.receive, (*path, "receive"))
        if connection.arrays is not None:
            check.type(connection.arrays.frame, *path, "arrays", "frame")
            _rules(check, connection.arrays.receive, (*path, "arrays", "receive"))
        for channel_name, channel in connection.channels.items():
            check.type(channel.type, *path, "channels", channel_name, "type")
            for param, text in channel.params.items():
                check.type(text, *path, "channels", channel_name, "params", param)
            if channel.deltas is not None:
                _deltas(check, f"{name}.{channel_name}", channel, channel.deltas)
        _connection_needs(check, connection, path)


def _deltas(check: Check, reference: str, channel: Channel, deltas: Deltas) -> None:
    """Fields can be missing in the part that is named, and whoever reads the channel can wait for the whole."""
    connection, _, name = reference.partition(".")
    path = ("ws", connection, "channels", name, "deltas")
    found = check.wire_field(channel.type, deltas.of) if deltas.of is not None else None
    if isinstance(found, str):
        known = [each.name for each in check.table.structs[found].fields]
        check.unknown("VG216", check.at(*path, "of"), f"field of {found} named", str(deltas.of), known)
    for key, operation in check.spec.operations.items():
        if channel_of(check.spec, operation) == reference and key not in _COMPLETED:
            check.problems.add(
                "VG601",
                check.key(*path),
                f"'{key}' cannot read messages that name only what changed",
                expected=f"`deltas` on channels of {', '.join(_COMPLETED)}",
            )


def _rules(check: Check, rules: list[ReceiveRule], path: Path) -> None:
    for at, rule in enumerate(rules):
        given = [key for key in rule.__struct_fields__ if getattr(rule, key) is not None]
        if len(given) != 1:
            check.problems.add(
                "VG116",
                check.at(*path, at),
                f"a rule has exactly one key, this one has {len(given)}",
                expected="one of " + ", ".join(rule.__struct_fields__),
            )
        if rule.push is not None and rule.push.head is not None:
            check.type(rule.push.head, *path, at, "push", "head")


def _connection_needs(check: Check, connection: Connection, path: Path) -> None:
    login = connection.login
    if connection.rpc:
        for key, value in connection.rpc.auth.items():
            if key not in check.spec.auth:
                check.unknown("VG202", check.key(*path, "rpc", "auth", key), "auth scheme", key, check.spec.auth)
            _scheme(check, value, (*path, "rpc", "auth", key))
    if login:
        for key, name in (("frame", login.frame), ("auth", login.auth)):
            if name is not None:
                _scheme(check, name, (*path, "login", key))
        if login.call is not None and connection.rpc is None:
            check.problems.add("VG601", check.key(*path, "login", "call"), "a login by `call` needs `rpc`")
        if (login.call is None) == (login.frame is None):
            check.problems.add("VG601", check.key(*path, "login"), "a login is either a `call` or a `frame`")
    for key, template in (("subscribe", connection.subscribe), ("unsubscribe", connection.unsubscribe)):
        if template is not None and template.auth is not None:
            _scheme(check, template.auth, (*path, key, "auth"))
    if connection.handshake is not None:
        _scheme(check, connection.handshake, (*path, "handshake"))
        if re.fullmatch(r"\{env\.\w+\}(/[^?]*)?(\?.*)?", connection.url) is None:
            check.problems.add(
                "VG601",
                check.at(*path, "url"),
                "a signed handshake needs to know what of this is host, path and query",
                expected="`{env.<name>}/path?query`",
            )
    books = {book.channel.partition(".")[2] for book in check.spec.books.values()}
    for name, channel in connection.channels.items():
        if channel.stale_after is not None and name not in books:
            check.problems.add(
                "VG601",
                check.key(*path, "channels", name, "stale_after"),
                "only a book can be stale by itself; others share the `stale_after` of their connection",
            )
        if channel.topic is not None and not isinstance(channel.topic, str) and channel.key is None:
            check.problems.add(
                "VG601",
                check.key(*path, "channels", name, "topic"),
                "a topic that is no text cannot be looked up by what pushes carry",
                expected="`key: …`, a template equal to the key of its pushes",
            )
        if channel.always and (not isinstance(channel.topic, str) or "{" in channel.topic + (channel.key or "")):
            check.problems.add(
                "VG601",
                check.key(*path, "channels", name, "always"),
                "what is subscribed before anything else is of no instrument and no setting",
                expected="`topic: …`, a plain text",
            )
        if channel.private and connection.per is not None:
            check.problems.add(
                "VG601",
                check.key(*path, "channels", name, "private"),
                "a private channel is of no instrument: its connection has no `per`",
            )
    topics = [name for name, channel in connection.channels.items() if channel.topic is not None]
    if topics and connection.subscribe is None:
        check.problems.add(
            "VG601",
            check.key(*path, "channels", topics[0]),
            f"the channel '{topics[0]}' has a topic, but the connection cannot subscribe",
            expected="`subscribe: {send: …}`",
        )
    arrays = connection.arrays.receive if connection.arrays is not None else []
    answers = {key for rule in [*connection.receive, *arrays] for key in ("ack", "reply", "push") if getattr(rule, key)}
    frame = login.frame if login is not None else None
    asked = login is not None and frame is not None and "reply" in answers and _asks_as(check, frame, login.id)
    if frame and "ack" not in answers and not asked:
        check.problems.add(
            "VG601",
            check.key(*path, "login"),
            "no `ack` rule receives the answer to the login",
            expected="`ack: {when: …}`, or a `reply` rule and a message with the id of the login (`id`, else `login`)",
        )
    if connection.rpc and "reply" not in answers:
        check.problems.add("VG601", check.key(*path, "rpc"), "no `reply` rule receives the answers to calls")
    sent = connection.rpc.send if connection.rpc else None
    for key, value in sent.items() if isinstance(sent, dict) else ():
        if isinstance(value, str) and re.search(r"\bparams\b", value) and value.strip() != "=params":
            check.problems.add(
                "VG601",
                check.at(*path, "rpc", "send", key),
                "what is made of the parameters cannot be read back by the simulated venue",
                expected="`=params`, or a list with it: `[=params]`",
                hint="a login whose parameters are a list is a `message` of an auth scheme: `login: {frame: …}`",
            )


def _asks_as(check: Check, scheme: str, id: str | int) -> bool:
    """Whether the message of a login has the id by which its answer is waited for."""
    steps = check.spec.auth[scheme].steps if scheme in check.spec.auth else []
    return any(_has_id(step.message, id) for step in steps)


def _has_id(message: object, id: str | int) -> bool:
    if isinstance(message, list):
        return any(_has_id(each, id) for each in message)
    if not isinstance(message, dict):
        return False
    return any((value == id and "id" in str(key).lower()) or _has_id(value, id) for key, value in message.items())


def _leases(check: Check) -> None:
    for name, lease in check.spec.leases.items():
        for key, endpoint in (
            ("call", lease.call),
            ("keep", lease.keep),
            ("renew", lease.renew),
            ("release", lease.release),
        ):
            if endpoint is not None:
                _endpoint(check, endpoint, check.at("leases", name, key))
        if (lease.keep or lease.renew) and lease.keep_every is None and lease.lifetime is None:
            check.problems.add(
                "VG601",
                check.key("leases", name, "keep" if lease.keep else "renew"),
                f"nothing says how often the lease '{name}' is to be kept",
                expected="`keep_every: …`, or its `lifetime`, of which half",
            )


def check_books(check: Check) -> None:
    """The channels and snapshots of book rules."""
    for name, book in check.spec.books.items():
        path = ("books", name)
        _channel(check, book.channel, (*path, "channel"))
        snapshot = book.snapshot
        if snapshot.source == "rest" and snapshot.call is None:
            check.problems.add(
                "VG602", check.key(*path, "snapshot"), "a snapshot from rest needs the endpoint", expected="`call: …`"
            )
        if book.snapshot.source != "stream" and snapshot.when is not None:
            check.problems.add(
                "VG602",
                check.key(*path, "snapshot", "when"),
                f"a snapshot from {snapshot.source} has no condition",
                hint="delete it",
            )
        if snapshot.source == "stream" and snapshot.when is None:
            check.problems.add(
                "VG602",
                check.key(*path, "snapshot"),
                "a snapshot from the stream needs a condition that tells it from an update",
                expected="`when: =…`, or `from: first`",
            )
        if snapshot.call is not None and _endpoint(check, snapshot.call, check.at(*path, "snapshot", "call")):
            _arguments(check, snapshot.call, snapshot.params, (*path, "snapshot", "with"))


def _orders(check: Check) -> None:
    orders, create = check.spec.orders, check.spec.operations.get("create_order")
    for at, row in enumerate(orders.styles if orders else ()):
        path = ("orders", "styles", at)
        if create is not None and create.call in check.spec.endpoints:
            _arguments(check, create.call, row.wire, (*path, "wire"))


def _operations(check: Check) -> None:
    spec = check.spec
    for environment, settings in spec.environments.items():
        for at, name in enumerate(settings.lacks):
            if name not in OPERATIONS:
                check.unknown(
                    "VG211", check.at("environments", environment, "lacks", at), "operation", name, OPERATIONS
                )
    for name, operation in spec.operations.items():
        path = ("operations", name)
        if name not in OPERATIONS:
            check.unknown("VG211", check.key(*path), "operation of the contract", name, OPERATIONS)
        if operation.channel is not None:
            _channel(check, operation.channel, (*path, "channel"))
        if operation.map is not None and operation.map not in spec.maps:
            check.unknown("VG205", check.at(*path, "map"), "map", operation.map, spec.maps)
        for at, also in enumerate(operation.also):
            if also not in spec.maps:
                place = check.key if isinstance(operation.also, dict) else check.at
                step = also if isinstance(operation.also, dict) else at
                check.unknown("VG205", place(*path, "also", step), "map", also, spec.maps)
        if operation.book is not None and operation.book not in spec.books:
            check.unknown("VG207", check.at(*path, "book"), "book", operation.book, spec.books)
        if operation.call is not None and _endpoint(check, operation.call, check.at(*path, "call")):
            _arguments(check, operation.call, operation.params, (*path, "with"))
            known = check.params(spec.endpoints[operation.call])
            for at, option in enumerate(operation.options):
                if option not in known:
                    check.unknown("VG210", check.at(*path, "options", at), "parameter", option, known)
            # What is no parameter itself is a name in the values of parameters.
            said = " ".join(str(value) for value in operation.params.values())
            sent = {name: value for name, value in operation.fan_out.items() if not re.search(rf"\b{name}\b", said)}
            _arguments(check, operation.call, sent, (*path, "for"))
            if operation.batch is not None and operation.batch.param not in known:
                where = check.at(*path, "batch", "param")
                check.unknown("VG210", where, "parameter", operation.batch.param, known)
        for at, channel in enumerate(operation.listen):
            _channel(check, channel, (*path, "listen", at))
        for at, dialect in enumerate(operation.dialects):
            if dialect.channel is not None:
                _channel(check, dialect.channel, (*path, "dialects", at, "channel"))
            if dialect.map is not None and dialect.map not in spec.maps:
                check.unknown("VG205", check.at(*path, "dialects", at, "map"), "map", dialect.map, spec.maps)
            if dialect.book is not None and dialect.book not in spec.books:
                check.unknown("VG207", check.at(*path, "dialects", at, "book"), "book", dialect.book, spec.books)
        if (other := operation.otherwise) is not None and _endpoint(
            check, other.call, check.at(*path, "otherwise", "call")
        ):
            _arguments(check, other.call, other.params, (*path, "otherwise", "with"))
        for at, further in enumerate(operation.plus):
            if _endpoint(check, further.call, check.at(*path, "plus", at, "call")):
                _arguments(check, further.call, further.params, (*path, "plus", at, "with"))
            if further.map is not None and further.map not in spec.maps:
                check.unknown("VG205", check.at(*path, "plus", at, "map"), "map", further.map, spec.maps)
        for at, choice in enumerate(operation.choose):
            if _endpoint(check, choice.call, check.at(*path, "choose", at, "call")):
                _arguments(check, choice.call, choice.params, (*path, "choose", at, "with"))


def _arguments(check: Check, endpoint: str, given: Mapping[str, object], path: Path) -> None:
    known = check.params(check.spec.endpoints[endpoint])
    for name in given:
        if name != "*" and name not in known:
            check.unknown("VG210", check.key(*path, name), f"parameter of '{endpoint}' named", name, known)


def _endpoint(check: Check, name: str, at: Position) -> bool:
    if name in check.spec.endpoints:
        return True
    check.unknown("VG201", at, "endpoint", name, check.spec.endpoints)
    return False


def _scheme(check: Check, name: str, path: Path) -> None:
    if name not in check.spec.auth:
        check.unknown("VG202", check.at(*path), "auth scheme", name, check.spec.auth)


def _credential(check: Check, name: str, at: Position) -> None:
    if name not in check.spec.credentials:
        check.unknown("VG208", at, "credential", name, check.spec.credentials)


def _channel(check: Check, text: str, path: Path) -> None:
    connection, _, channel = text.partition(".")
    known = [f"{name}.{each}" for name, found in check.spec.ws.items() for each in found.channels]
    if connection not in check.spec.ws or channel not in check.spec.ws[connection].channels:
        check.unknown("VG206", check.at(*path), "channel", text, known)
