"""Every expression, template and frame of a spec, compiled in the scope of its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec
from msgspec.structs import replace as replaced

from venuegen.check.context import Check
from venuegen.lang import scopes
from venuegen.lang.contract import BATCHES, CONTRACT_TYPES, OPERATIONS
from venuegen.lang.errors import LangError
from venuegen.lang.expr import (
    Compiled,
    compile_condition,
    compile_expr,
    compile_frame,
    compile_template,
    compile_value,
    is_template,
)
from venuegen.lang.guarded import compile_guarded
from venuegen.lang.scopes import Binding, Scope
from venuegen.lang.types import DECIMAL, INT, STR, SYMBOL, TIME_NS, Type, base_of, is_optional, optional
from venuegen.spec.dialects import of_that_time
from venuegen.spec.durations import is_duration
from venuegen.spec.model import (
    Argument,
    Batch,
    Book,
    Choice,
    Connection,
    Endpoint,
    ItemRefusal,
    Operation,
    ReceiveRule,
    Step,
    Value,
)

Path = tuple[str | int, ...]

_TARGET = re.compile(
    r"(query|body|params)\.[^\s.]+|header\.[A-Za-z0-9!#$%&'*+.^_`|~-]+|msg(\.[^\s.]+)+|logon\.[a-z][a-z0-9_]*"
)


def check_expressions(check: Check) -> None:
    """Compile everything that is compiled when a client is generated, and report what does not compile."""
    Expressions(check).all()


class Expressions:
    """Compiles the texts of a spec and reports those that do not compile."""

    def __init__(self, check: Check) -> None:
        self.check = check
        self.spec = check.spec
        self.table = check.table

    def all(self) -> None:
        self._credentials()
        self._auth()
        self._limits()
        self._errors()
        self._endpoints()
        for name, connection in self.spec.ws.items():
            self._connection(connection, ("ws", name))
        for name, book in self.spec.books.items():
            self._book(name, book, ("books", name))
        self._styles()
        self._maps()
        for name, operation in self.spec.operations.items():
            self._operation(name, operation, ("operations", name))

    # -- one text each; None when it does not compile (reported)

    def _try(self, path: Path, make: Callable[[], Compiled]) -> Compiled | None:
        try:
            return make()
        except LangError as error:
            self.check.lang(error, *path)
            return None

    def expr(self, text: str | None, scope: Scope, path: Path, expected: Type | None = None) -> Compiled | None:
        if text is None or self._no_expression(text, path):
            return None
        return self._try(path, lambda: compile_expr(text, scope, expected))

    def test(self, text: str | None, scope: Scope, path: Path) -> None:
        if text is not None and not self._no_expression(text, path):
            self._try(path, lambda: compile_condition(text, scope))

    def value(
        self,
        value: str | int | bool | None,
        scope: Scope,
        path: Path,
        expected: Type | None = None,
        given: tuple[str, ...] = (),
    ) -> None:
        if isinstance(value, str) and is_template(value):
            self.check.problems.add(
                "VG301",
                self.check.at(*path),
                "a text with braces is no template here: it would be taken as it stands",
                expected="an expression, or a text without braces",
                hint="=concat('text', m.field) joins texts; templates are for addresses, topics, frames, signed fields",
            )
            return
        self._try(path, lambda: compile_value(value, scope, expected, given))

    def frame(self, value: Any, scope: Scope, path: Path) -> None:
        self._try(path, lambda: compile_frame(value, scope))

    def template(self, text: str, scope: Scope, path: Path) -> None:
        self._try(path, lambda: compile_template(text, scope))

    def _no_expression(self, text: str, path: Path) -> bool:
        if text.startswith("="):
            return False
        self.check.problems.add(
            "VG301", self.check.at(*path), "an expression is needed here, this is plain text", expected=f"={text}"
        )
        return True

    # -- settings, signing

    def _credentials(self) -> None:
        for name, credential in self.spec.credentials.items():
            scope = scopes.scope_for_credential(self.spec, self.table)
            self.expr(credential.default, scope, ("credentials", name, "default"))

    def _auth(self) -> None:
        for name in self.spec.auth:
            made: set[str] = set()
            for found in scopes.scopes_for_auth(self.spec, self.table, name):
                path: Path = ("auth", name, *found.path)
                self._step(found.step, found.scope, path)
                for each, place in _named(found.step, path):
                    if each in found.scope.names and each not in made:
                        self.check.problems.add(
                            "VG215",
                            self.check.at(*place) if place[-1] == "to" else self.check.key(*place),
                            f"`{each}` is what expressions call something else here",
                            expected="another name",
                        )
                    made.add(each)

    def _step(self, step: Step, scope: Scope, path: Path) -> None:
        for name, text in (step.let or {}).items():
            compiled = self.expr(text, scope, (*path, "let", name))
            if compiled is not None:
                scope = scope.with_names(**{name: Binding(compiled.type, name)})
        for target, value in (step.set or {}).items():
            if not _TARGET.fullmatch(target):
                self.check.problems.add(
                    "VG105",
                    self.check.key(*path, "set", target),
                    f"'{target}' is nothing that can be set",
                    expected="query.<name>, body.<name>, header.<Name>, params.<name>, msg.<path> or logon.<name>",
                )
            self.frame(value, scope, (*path, "set", target))
        if step.sign is not None:
            self.expr(step.sign.data, scope, (*path, "sign", "data"))
        if step.hash is not None:
            self.expr(step.hash.data, scope, (*path, "hash", "data"))
        if step.jwt is not None:
            self.frame(step.jwt.header, scope, (*path, "jwt", "header"))
            self.frame(step.jwt.claims, scope, (*path, "jwt", "claims"))
        if step.message is not None:
            self.frame(step.message, scope, (*path, "message"))

    # -- answers

    def _limits(self) -> None:
        limits = self.spec.limits
        if limits is None:
            return
        scope = scopes.scope_for_limits(self.spec, self.table)
        places: list[tuple[str | None, Path]] = [(limits.retry_after, ("limits", "retry_after"))]
        for name, bucket in limits.buckets.items():
            places += [
                (bucket.used, ("limits", "buckets", name, "used")),
                (bucket.remaining, ("limits", "buckets", name, "remaining")),
            ]
        for name, bucket in limits.buckets.items():
            for connection, used in bucket.used_over.items():
                if (found := self.spec.ws.get(connection)) is not None:
                    frame = scopes.scope_for_receive_rule(self.spec, self.table, found)
                    self.expr(used, frame, ("limits", "buckets", name, "used_over", connection), optional(INT))
        for text, path in places:
            if text is None or re.fullmatch(r"header\.[A-Za-z0-9!#$%&'*+.^_`|~-]+", text):
                continue
            self.expr(text, scope, path)
        for name, cost in limits.default_cost.items():
            if isinstance(cost, str):
                self.expr(cost, scope, ("limits", "default_cost", name), INT)

    def _errors(self) -> None:
        for name, place in (self.spec.errors.at if self.spec.errors else {}).items():
            scope = scopes.scope_for_errors(self.spec, self.table, name)
            path: Path = ("errors", "at", name)
            self.test(place.when, scope, (*path, "when"))
            self.value(place.code, scope, (*path, "code"))
            self.value(place.text, scope, (*path, "text"))
            if place.status is not None:
                self.expr(place.status, scope, (*path, "status"), optional(INT))
            if place.retry_after is not None:
                self.expr(place.retry_after, scope, (*path, "retry_after"), optional(DECIMAL))

    def _endpoints(self) -> None:
        for name, endpoint in self.spec.endpoints.items():
            path: Path = ("endpoints", name)
            scope = scopes.scope_for_endpoint_cost(self.spec, self.table, endpoint)
            for bucket, cost in (endpoint.cost or {}).items():
                self.value(cost, scope, (*path, "cost", bucket), INT)
            for bucket, cost in ((endpoint.over.cost if endpoint.over else None) or {}).items():
                self.value(cost, scope, (*path, "over", "cost", bucket), INT)
            if endpoint.pages is not None:
                self._pages(endpoint, path)
        for name, lease in self.spec.leases.items():
            scope = scopes.scope_for_lease(self.spec, self.table, name)
            for key, text in lease.hold.items():
                self.expr(text, scope, ("leases", name, "hold", key))
            if lease.lifetime is not None and not is_duration(lease.lifetime):
                self.expr(lease.lifetime, scope, ("leases", name, "lifetime"))

    def _pages(self, endpoint: Endpoint, path: Path) -> None:
        pages = endpoint.pages
        assert pages is not None
        scope = scopes.scope_for_pages(self.spec, self.table, endpoint)
        self.expr(pages.items, scope, (*path, "pages", "items"))
        params = self.check.params(endpoint)
        wanted = self.table.value_type(params[pages.param]) if pages.param in params else None
        self.expr(pages.next, scope, (*path, "pages", "next"), wanted)
        self.test(pages.done, scope, (*path, "pages", "done"))

    # -- connections

    def _connection(self, connection: Connection, path: Path) -> None:
        self.template(
            connection.url, scopes.scope_for_url(self.spec, self.table, connection=connection), (*path, "url")
        )
        self.expr(connection.per, scopes.scope_for_per(self.spec, self.table), (*path, "per"), STR)
        plain = scopes.scope_for_receive_rule(self.spec, self.table, connection)
        self.expr(connection.sequence, plain, (*path, "sequence"), optional(INT))
        arrays = connection.arrays.receive if connection.arrays is not None else []
        if connection.arrays is not None:
            scope = scopes.scope_for_receive_rule(self.spec, self.table, connection, arrays=True)
            self.expr(connection.arrays.sequence, scope, (*path, "arrays", "sequence"), optional(INT))
        for rules, where in ((connection.receive, ("receive",)), (arrays, ("arrays", "receive"))):
            for at, rule in enumerate(rules):
                inside = scopes.scope_for_receive_rule(
                    self.spec, self.table, connection, arrays=rules is arrays, rule=rule
                )
                self._rule(rule, connection, inside, (*path, *where, at))
        scope = scopes.scope_for_frame(self.spec, self.table, connection)
        for key, frame in (("subscribe", connection.subscribe), ("unsubscribe", connection.unsubscribe)):
            if frame is not None:
                self.frame(frame.send, scope, (*path, key, "send"))
        if connection.rpc is not None:
            self.frame(connection.rpc.send, scope, (*path, "rpc", "send"))
        if connection.login is not None:
            self.frame(connection.login.params, scope, (*path, "login", "params"))
        for at, sent in enumerate(connection.on_open):
            self.frame(sent, scope, (*path, "on_open", at))
        self.frame(connection.ping.send, scope, (*path, "ping", "send"))
        every = connection.ping.every
        if every is not None and not is_duration(every):
            self.expr(every, scope, (*path, "ping", "every"))
        for name, channel in connection.channels.items():
            topics = scopes.scope_for_channel(self.spec, self.table, channel)
            here = (*path, "channels", name)
            self.frame(channel.topic, topics, (*here, "topic"))
            if channel.key is not None:
                self.template(channel.key, topics, (*here, "key"))
            if channel.deltas is not None:
                message = scopes.scope_for_deltas(self.table, channel.type)
                self.test(channel.deltas.when, message, (*here, "deltas", "when"))

    def _request_id(self, text: str | None, connection: Connection, scope: Scope, path: Path) -> None:
        """An answer names our request as we did: 1 is not "1"."""
        compiled = self.expr(text, scope, path)
        if compiled is None or base_of(compiled.type) not in (INT, STR):
            return
        ours, theirs = connection.request_ids, base_of(compiled.type)
        if theirs != (STR if ours == "str" else INT):
            self.check.problems.add(
                "VG601",
                self.check.at(*path),
                f"this is {theirs}, and `req.id` is {ours}: no answer would be matched",
                expected=f"{ours}, or `request_ids: {theirs}`",
            )

    def _rule(self, rule: ReceiveRule, connection: Connection, scope: Scope, path: Path) -> None:
        for kind in rule.__struct_fields__:
            found = getattr(rule, kind)
            if found is None:
                continue
            self.test(found.when, scope, (*path, kind, "when"))
            for key in ("payload", "key", "accepted", "learn"):
                text = getattr(found, key, None)
                if text is None or self._no_expression(text, (*path, kind, key)):
                    continue
                self._there((*path, kind, key), text, found.when, scope, needed=kind == "push")
            self._request_id(getattr(found, "id", None), connection, scope, (*path, kind, "id"))
            for key in ("error", "final"):
                self.test(getattr(found, key, None), scope, (*path, kind, key))
            for key in ("code", "text"):
                if getattr(found, key, None) is not None:
                    self.value(getattr(found, key), scope, (*path, kind, key))
            if kind == "answer":
                self.frame(found.send, scope, (*path, kind, "send"))

    def _there(self, path: Path, text: str, when: str, scope: Scope, *, needed: bool) -> None:
        """What a push hands on is there wherever its rule applies. An answer that lacks something may be a refusal."""
        compiled = self._try(path, lambda: compile_guarded(text, when, scope))
        if needed and compiled is not None and is_optional(compiled.type):
            self.check.problems.add(
                "VG604",
                self.check.at(*path),
                f"this may be missing where the rule applies: {text.removeprefix('=')}",
                expected=f"`when: =… and {text.removeprefix('=')} is not None`, or a value for `… or …`",
            )

    # -- books

    def _book(self, name: str, book: Book, path: Path) -> None:
        scope = scopes.scope_for_book(self.spec, self.table, name)
        received = scopes.scope_for_book(self.spec, self.table, name, message=True)
        self.expr(book.each, received, (*path, "each"))
        self.expr(book.sequence, scope, (*path, "sequence"), INT)
        self.expr(book.bids, scope, (*path, "bids"))
        self.expr(book.asks, scope, (*path, "asks"))
        self.expr(book.ts_event, scope, (*path, "ts_event"), optional(TIME_NS))
        for key in ("drop_if", "first_if", "next_if"):
            self.test(getattr(book, key), scope, (*path, key))
        if isinstance(book.depth, str):
            asked = scopes.scope_for_book_snapshot(self.spec, self.table, name)
            self.expr(book.depth, asked, (*path, "depth"), INT)
        if book.checksum is not None:
            self.expr(book.checksum.value, scope, (*path, "checksum", "value"))
        self._level(name, book, path)
        snapshot = book.snapshot
        self.test(snapshot.when, scope, (*path, "snapshot", "when"))
        self.expr(snapshot.sequence, scope, (*path, "snapshot", "sequence"), INT)
        self.expr(snapshot.bids, scope, (*path, "snapshot", "bids"))
        self.expr(snapshot.asks, scope, (*path, "snapshot", "asks"))
        inner = scopes.scope_for_book_snapshot(self.spec, self.table, name)
        self._arguments(snapshot.call, snapshot.params, inner, (*path, "snapshot", "with"))

    def _level(self, name: str, book: Book, path: Path) -> None:
        level = book.level
        scope = scopes.scope_for_level(self.spec, self.table, name)
        snapshot = book.snapshot
        whole = scopes.scope_for_level(self.spec, self.table, name, snapshot=True)
        own = snapshot.source == "rest" or (snapshot.bids, snapshot.asks) != ("=s.bids", "=s.asks")
        mixed = {"u": book.bids == book.asks, "s": snapshot.bids == snapshot.asks}
        for each, both in ((scope, mixed["u"]), *([(whole, mixed["s"])] if own else [])):
            for key in ("price", "quantity", *(["side"] if both else [])):
                self.expr(getattr(level, key), each, (*path, "level", key))
            self.test(level.remove_if, each, (*path, "level", "remove_if"))
        if (level.side is None) == any(mixed.values()):
            self.check.problems.add(
                "VG602",
                self.check.key(*path, "level") if level.side is None else self.check.key(*path, "level", "side"),
                "bids and asks are the same rows, and nothing says which side a row is of"
                if level.side is None
                else "no rows are of both sides: `bids` and `asks` differ",
                expected="`side: =…` exactly where `bids` and `asks` are the same expression",
            )
        self.test(level.skip_if, scope, (*path, "level", "skip_if"))

    # -- the contract

    def _styles(self) -> None:
        orders, create = self.spec.orders, self.spec.operations.get("create_order")
        scope = scopes.scope_for_style(self.spec, self.table)
        for at, row in enumerate(orders.styles if orders else ()):
            self._arguments(
                create.call if create else None, row.wire, scope, ("orders", "styles", at, "wire"), must=False
            )

    def _maps(self) -> None:
        for name, mapping in self.spec.maps.items():
            scope = scopes.scope_for_map(self.spec, self.table, mapping, name)
            if mapping.each is not None:
                whole = scopes.scope_for_each(self.spec, self.table, mapping, name)
                self.expr(mapping.each, whole, ("maps", name, "each"))
            for key, text in mapping.lookup.items():
                found = self.expr(text, scope, ("maps", name, "lookup", key))
                if found is not None and not is_optional(found.type):
                    self.check.problems.add(
                        "VG301",
                        self.check.at("maps", name, "lookup", key),
                        "this is always there: nothing is looked up",
                        expected="`=pick(…)`, `=at(…)`, `=lookup(…)` or `=first(…)`",
                    )
            self.test(mapping.when, scope, ("maps", name, "when"))
            if mapping.within is not None:
                self.value(mapping.within, scope, ("maps", name, "within"), STR)
            if mapping.known_by is not None:
                self.value(mapping.known_by, scope, ("maps", name, "known_by"), STR)
            contract = CONTRACT_TYPES.get(mapping.to)
            fields = contract.fields if contract is not None else {}
            for field, value in mapping.fields.items():
                expected = fields[field].type if field in fields else self._ref(field)
                if field == "symbol" and mapping.known_by is not None:
                    expected = optional(SYMBOL)
                given = () if mapping.when is None else (mapping.when,)
                self.value(value, scope, ("maps", name, "set", field), expected, given)
            back = scopes.scope_for_emit(self.spec, self.table, mapping, name)
            for field, value in mapping.emit.items():
                declared = self.check.emitted(mapping, name, field)
                wanted = self._ref(field) if isinstance(declared, str) else optional(self.table.value_type(declared))
                self.value(value, back, ("maps", name, "emit", field), wanted)

    def _ref(self, field: str) -> Type | None:
        """Type of `ref.<name>`."""
        root, _, name = field.partition(".")
        return scopes.REF_KINDS[self.spec.ref[name]] if root == "ref" and name in self.spec.ref else None

    def _operation(self, name: str, operation: Operation, path: Path) -> None:
        if name not in OPERATIONS:
            return
        if operation.call is not None and operation.call not in self.spec.endpoints:
            return  # told where references are; what else would be said follows from it
        contract = OPERATIONS[name]
        scope = scopes.scope_for_operation(self.spec, self.table, name, operation)
        self._arguments(operation.call, operation.params, scope, (*path, "with"))
        self._complete(operation, operation.call, {}, path)
        for key, values in operation.fan_out.items():
            for at, value in enumerate(values):
                self.value(value, scope, (*path, "for", key, at))
        for at, choice in enumerate(operation.choose):
            place = (*path, "choose", at)
            if choice.when is not None:
                self.test(choice.when, scope, (*place, "when"))
            known = () if choice.when is None else (choice.when,)
            self._arguments(choice.call, choice.params, scope, (*place, "with"), known=known)
            self._complete(operation, choice.call, choice.params, place)
            self._choice(name, operation, choice, place)
        for at, further in enumerate(operation.plus):
            here = (*path, "plus", at)
            self._arguments(further.call, further.params, scope, (*here, "with"))
            asked = replaced(operation, call=further.call, params=further.params, each=further.each)
            self.expr(further.each, scopes.scope_for_result(self.spec, self.table, name, asked), (*here, "each"))
        result = scopes.scope_for_result(self.spec, self.table, name, operation)
        if (other := operation.otherwise) is not None:
            self.test(other.when, result, (*path, "otherwise", "when"))
            self._arguments(other.call, other.params, scope, (*path, "otherwise", "with"))
            self._choice(name, operation, other, (*path, "otherwise"))
        self.expr(operation.each, result, (*path, "each"))
        for at, dialect in enumerate(operation.dialects):
            then = scopes.scope_for_result(self.spec, self.table, name, of_that_time(operation, dialect))
            self.expr(dialect.each, then, (*path, "dialects", at, "each"))
        if isinstance(operation.also, dict):
            for mapped, text in operation.also.items():
                self.expr(text, result, (*path, "also", mapped))
        if operation.within is not None:
            self.value(operation.within, result, (*path, "within"), STR)
        if operation.batch is not None and name in BATCHES:
            result = self._batch(name, operation, operation.batch, (*path, "batch"))
        if operation.refused is not None:
            item = scopes.scope_for_refusal(self.spec, self.table, name, operation)
            self.refusal(operation.refused, item, (*path, "refused"))
        if operation.result not in (None, "request", "cache"):
            self.value(operation.result, result, (*path, "result"), contract.result)
        self._set(operation.set, result, (*path, "set"))
        self._read(name, operation, operation.read, (*path, "read"))

    def _complete(self, operation: Operation, call: str | None, chosen: Mapping[str, Any], path: Path) -> None:
        """Every parameter that an endpoint requires has a value: the operation's, the choice's, a style's."""
        endpoint = self.spec.endpoints.get(call or "")
        if endpoint is None:
            return
        given = {*operation.params, *operation.fan_out, *chosen}
        if "*" in given and self.spec.orders is not None:
            given |= {name for row in self.spec.orders.styles for name in row.wire}
        if operation.batch is not None:
            given.add(operation.batch.param)
        for name, (_, type) in scopes.endpoint_params(self.table, endpoint).items():
            if not type.is_opt and name not in given:
                self.check.problems.add(
                    "VG704",
                    self.check.key(*path),
                    f"'{call}' must be given '{name}'",
                    expected=f"`with: {{{name}: …}}`, or a `default` in the endpoint",
                )

    def _set(self, given: Mapping[str, Value], scope: Scope, path: Path) -> None:
        order = CONTRACT_TYPES["Order"].fields
        for field, value in given.items():
            if field not in order:
                self.check.unknown("VG702", self.check.key(*path, field), "field of Order named", field, order)
                continue
            self.value(value, scope, (*path, field), order[field].type)

    def _read(self, name: str, operation: Operation, given: Mapping[str, Value], path: Path) -> None:
        contract = OPERATIONS[name]
        scope = scopes.scope_for_read(self.spec, self.table, name, operation)
        fields = CONTRACT_TYPES["OrderRequest"].fields if contract.order else {}
        for field, value in given.items():
            wanted = fields[field].type if field in fields else contract.arguments.get(field)
            self.value(value, scope, (*path, field), None if wanted is None else optional(wanted))

    def _choice(self, name: str, operation: Operation, choice: Choice, path: Path) -> None:
        """What a choice says of its own answer and of its own parameters."""
        if choice.call not in self.spec.endpoints:
            return
        own = msgspec.structs.replace(operation, call=choice.call)
        answer = scopes.scope_for_result(self.spec, self.table, name, own)
        self.expr(choice.each, answer, (*path, "each"))
        if choice.set is not None:
            self._set(choice.set, answer, (*path, "set"))
        if choice.read is not None:
            self._read(name, own, choice.read, (*path, "read"))

    def _batch(self, name: str, operation: Operation, batch: Batch, path: Path) -> Scope:
        """What one order of a batch is, and how it was refused; the scope of what its item of the answer tells."""
        scope = scopes.scope_for_batch(self.spec, self.table, name, operation)
        self.expr(batch.group, scope, (*path, "group"), STR)
        item = self.check.batch_item(operation)
        if isinstance(batch.item, str):
            self.value(batch.item, scope, (*path, "item"), self.table.value_type(item) if item is not None else None)
        else:
            struct = self.table.structs.get(item.name) if item is not None else None
            for field, value in batch.item.items():
                if field == "*":
                    continue
                declared = self.check.wire_field(struct.name, field) if struct is not None else None
                if isinstance(declared, str):
                    known = [each.name for each in self.table.structs[declared].fields]
                    at = self.check.key(*path, "item", field)
                    self.check.unknown("VG216", at, f"field of {declared}", field.rpartition(".")[2], known)
                expected = None if declared is None or isinstance(declared, str) else self.table.value_type(declared)
                if isinstance(value, Argument):
                    self.test(value.when, scope, (*path, "item", field, "when"))
                    expected = optional(expected) if expected is not None else None
                    self.value(value.value, scope, (*path, "item", field, "value"), expected)
                else:
                    self.value(value, scope, (*path, "item", field), expected)
        if batch.counted is not None:
            self.value(
                batch.counted, scopes.scope_for_result(self.spec, self.table, name, operation), (*path, "counted"), INT
            )
        answer = scopes.scope_for_batch_answer(self.spec, self.table, name, operation)
        if batch.refused is not None:
            self.refusal(batch.refused, answer, (*path, "refused"))
        return answer

    def refusal(self, refused: ItemRefusal, scope: Scope, path: Path) -> None:
        self.test(refused.when, scope, (*path, "when"))
        self.value(refused.code, scope, (*path, "code"))
        self.value(refused.text, scope, (*path, "text"))

    def _arguments(
        self,
        call: str | None,
        given: Mapping[str, Any],
        scope: Scope,
        path: Path,
        *,
        must: bool = True,
        known: tuple[str, ...] = (),
    ) -> None:
        """Values for parameters of an endpoint; with `must` a required one must not be missing.

        `known` are conditions that hold wherever the call is made.
        """
        endpoint = self.spec.endpoints.get(call or "")
        params = scopes.endpoint_params(self.table, endpoint) if endpoint is not None else {}
        for name, value in given.items():
            here = (*path, name)
            if name == "*":
                continue
            expected = self.table.value_type(params[name][1]) if name in params else None
            condition = value.when if isinstance(value, Argument) else None
            self.test(condition, scope, (*here, "when"))
            if expected is not None and (condition is not None or not must):
                expected = optional(expected)
            holds = known if condition is None else (*known, condition)
            if isinstance(value, Argument):
                self.value(value.value, scope, (*here, "value"), expected, holds)
            else:
                self.value(value, scope, here, expected, holds)


def _named(step: Step, path: Path) -> Iterator[tuple[str, Path]]:
    """The values that a step names, and where."""
    for name in step.let or {}:
        yield name, (*path, "let", name)
    for kind, made in (("sign", step.sign), ("hash", step.hash), ("jwt", step.jwt)):
        if made is not None:
            yield made.to, (*path, kind, "to")
