"""What a spec says of FIX messages, against the dictionaries: names of messages and fields, expressions over them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from venuegen.check.context import Check
from venuegen.check.expressions import Expressions
from venuegen.lang import fix_scopes
from venuegen.lang.fix_types import ENGINE_FIELDS, python_field
from venuegen.lang.scopes import Scope, scope_for_operation
from venuegen.lang.types import DECIMAL, INT, STR, TIME_NS, optional
from venuegen.spec.diagnostics import did_you_mean, listing
from venuegen.spec.fix_logon import dictionaries_of, logon_fields
from venuegen.spec.model import Argument, FixChannel, FixFeed, FixRequest, FixSession

if TYPE_CHECKING:
    from venue_runtime.fix.dictionary import Dictionary

Path = tuple[str | int, ...]


def check_messages(check: Check, dictionaries: Mapping[str, Dictionary]) -> None:
    """Of the FIX half of a spec."""
    _Messages(check, dictionaries).all()


class _Messages:
    def __init__(self, check: Check, dictionaries: Mapping[str, Dictionary]) -> None:
        assert check.spec.fix is not None
        self.check = check
        self.fix = check.spec.fix
        self.table = check.table
        self.dictionaries = dictionaries
        self.expressions = Expressions(check)

    def all(self) -> None:
        for name, declared in self.fix.dictionaries.items():
            for at, message in enumerate([] if isinstance(declared, str) else declared.messages):
                self._message(name, message, ("fix", "dictionaries", name, "messages", at))
        for name, declared_session in self.fix.sessions.items():
            self._session(declared_session, ("fix", "sessions", name))
        for name, operation in self.fix.operations.items():
            session = self.fix.sessions.get(operation.session or "")
            path: Path = ("fix", "operations", name)
            if session is None or operation.send is None:
                continue
            bound = self.check.spec.operations.get(name)
            scope = scope_for_operation(self.check.spec, self.table, name, bound)
            requests = [(path, operation.send, operation.params)]
            requests += [((*path, "choose", at), each.send, each.params) for at, each in enumerate(operation.choose)]
            for here, message, params in requests:
                full = f"{session.dictionary}.{message}"
                if self._message(session.dictionary, message, (*here, "send")):
                    self._fields(full, params, scope, (*here, "with"), groups_only=True, styled=True)
                    self._field(full, operation.id, (*path, "id"))
        for name, rule in self.fix.receive.items():
            self._receive(name, ("fix", "receive", name))
            for at, each in enumerate(rule.maps):
                self._reads(each, name, ("fix", "receive", name, "maps", at))
        for name, channel in self.fix.channels.items():
            self._channel(channel, ("fix", "channels", name))

    # -- names

    def _message(self, dictionary: str, message: str, path: Path, *, key: bool = False) -> bool:
        full = f"{dictionary}.{message}"
        if full in self.table.structs:
            return True
        known = [each.name for each in self.dictionaries[dictionary].messages.values()]
        self.check.problems.add(
            "VG217",
            self.check.key(*path) if key else self.check.at(*path),
            f"the dictionary '{dictionary}' has no message '{message}'",
            expected=f"a message of {self.dictionaries[dictionary].file}: {listing(known)}",
            hint=did_you_mean(message, known),
        )
        return False

    def _field(self, message: str, name: str, path: Path, *, key: bool = False) -> bool:
        struct = self.table.structs[message]
        if struct.field(name) is not None:
            return True
        at = self.check.key(*path) if key else self.check.at(*path)
        known = [each.name for each in struct.fields]
        self.check.problems.add(
            "VG216",
            at,
            f"{message} has no field '{name}'",
            expected=f"a field of {struct.origin}: {listing(known, 40)}",
            hint=did_you_mean(name, known),
        )
        return False

    # -- sessions

    def _session(self, session: FixSession, path: Path) -> None:
        scope = fix_scopes.scope_for_fix_session(self.check.spec, self.table)
        self.expressions.template(session.url, scope, (*path, "url"))
        for key in ("sender", "target"):
            self.expressions.value(getattr(session, key), scope, (*path, key), STR)
        header = {python_field(each.field.name) for each in self.dictionaries[session.dictionary].header}
        for name, value in session.header.items():
            if name not in header:
                at = self.check.key(*path, "header", name)
                self.check.unknown("VG216", at, "field of the header named", name, sorted(header))
            self.expressions.value(value, scope, (*path, "header", name))
        over = session.hand_over
        if over is not None and self._message(session.dictionary, over.message, (*path, "hand_over", "message")):
            received = fix_scopes.scope_for_received(
                self.check.spec, self.table, f"{session.dictionary}.{over.message}"
            )
            self.expressions.test(over.when, received, (*path, "hand_over", "when"))

    # -- what is sent

    def _fields(
        self,
        message: str,
        given: Mapping[str, Any],
        scope: Scope,
        path: Path,
        *,
        groups_only: bool = False,
        styled: bool = False,
    ) -> None:
        """Values of a message, or of a group's entry. `groups_only`: the others are those of an operation, which is
        looked at as a whole."""
        for name, value in given.items():
            here = (*path, name)
            if (styled and name == "*") or not self._field(message, name, here, key=True):
                continue
            struct = self.table.structs[message]
            declared = struct.field(name)
            assert declared is not None
            kind = declared.type.item if declared.type.kind == "null" else declared.type
            if kind.kind == "list":
                self._entries(kind.item.name, value, scope, here)
            elif not groups_only:
                wanted = self.table.value_type(declared.type)
                plain = value.value if isinstance(value, Argument) else value
                self.expressions.value(plain, scope, here, wanted)
        if groups_only and "*" in given:
            return  # the styles say the rest
        for each in self.table.structs[message].fields:
            missing = each.type.kind not in ("null", "list") and each.name not in given
            if missing:
                self.check.problems.add(
                    "VG704",
                    self.check.key(*path),
                    f"{message} needs '{each.name}'",
                    expected=f"every required field of {self.table.structs[message].origin}",
                )

    def _entries(self, entry: str, value: Any, scope: Scope, path: Path) -> None:
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self.check.problems.add(
                "VG103", self.check.at(*path), "a group is a list of its entries", expected="[{field: value}, …]"
            )
            return
        for at, each in enumerate(value):
            self._fields(entry, each, scope, (*path, at))

    # -- what is received

    def _receive(self, name: str, path: Path) -> None:
        dictionary, _, message = name.partition(".")
        if not self._message(dictionary, message, path, key=True):
            return
        rule = self.fix.receive[name]
        scope = fix_scopes.scope_for_received(self.check.spec, self.table, name)
        self.expressions.expr(rule.answers, scope, (*path, "answers"), optional(STR))
        if rule.refused is not None:
            self.expressions.refusal(rule.refused, scope, (*path, "refused"))

    def _reads(self, mapped: str, message: str, path: Path) -> None:
        """A map is of the message that it is to read, and to what a client keeps of reports."""
        mapping = self.check.spec.maps.get(mapped)
        if mapping is None or mapping.source.strip() != message:
            self.check.problems.add(
                "VG704",
                self.check.at(*path),
                f"the map '{mapped}' does not read {message}",
                expected=f"from: {message}",
            )
        elif mapping.to not in ("Order", "Fill"):
            self.check.problems.add(
                "VG704",
                self.check.at(*path),
                f"the map '{mapped}' yields {mapping.to}",
                expected="a map to Order or Fill",
            )

    def _channel(self, channel: FixChannel, path: Path) -> None:
        dictionary = self.fix.sessions[channel.session].dictionary
        scope = fix_scopes.scope_for_fix_request(self.check.spec, self.table)
        for key, request in (("subscribe", channel.subscribe), ("unsubscribe", channel.unsubscribe)):
            if request is not None:
                self._request(dictionary, request, scope, (*path, key))
        for name, feed in channel.receive.items():
            here = (*path, "receive", name)
            if self._message(dictionary, name, here, key=True):
                self._feed(f"{dictionary}.{name}", feed, here)

    def _request(self, dictionary: str, request: FixRequest, scope: Scope, path: Path) -> None:
        if self._message(dictionary, request.send, (*path, "send")):
            self._fields(f"{dictionary}.{request.send}", request.params, scope, (*path, "with"))

    def _feed(self, message: str, feed: FixFeed, path: Path) -> None:
        spec, table, expressions = self.check.spec, self.table, self.expressions
        scope = fix_scopes.scope_for_received(spec, table, message)
        expressions.expr(feed.id, scope, (*path, "id"), STR)
        if feed.refused is not None:
            expressions.refusal(feed.refused, scope, (*path, "refused"))
        if feed.group is not None:
            if not self._field(message, feed.group, (*path, "group")):
                return
            declared = table.structs[message].field(feed.group)
            assert declared is not None
            if declared.type.kind != "list":
                self.check.problems.add("VG704", self.check.at(*path, "group"), f"'{feed.group}' is no group")
                return
            for at, name in enumerate(feed.inherit):
                self._field(declared.type.item.name, name, (*path, "inherit", at))
        elif feed.inherit or feed.update is not None:
            self.check.problems.add(
                "VG704", self.check.key(*path), "there are no entries without `group`", expected="group: no_md_entries"
            )
            return
        update = feed.update
        if update is None:
            return
        here = (*path, "update")
        first = fix_scopes.scope_for_entry(scope, table, message, feed, first=True)
        for key in ("first", "last"):
            expressions.expr(getattr(update, key), first, (*here, key), optional(INT))
        expressions.expr(update.ts_event, first, (*here, "ts_event"), optional(TIME_NS))
        entry = fix_scopes.scope_for_entry(scope, table, message, feed)
        for key in ("bid", "ask", "removed"):
            expressions.test(getattr(update, key), entry, (*here, key))
        for key in ("price", "quantity"):
            expressions.expr(getattr(update, key), entry, (*here, key), optional(DECIMAL))


def check_logons(check: Check, dictionaries: Mapping[str, Dictionary]) -> None:
    """Fields that the auth schemes of Logons set: those of the dictionaries, and not the engine's own."""
    for scheme, declared in check.spec.auth.items():
        for dictionary in dictionaries_of(check.spec, scheme):
            if dictionary not in dictionaries:
                continue
            fields = logon_fields(dictionaries[dictionary])
            own = {python_field(each) for each in ENGINE_FIELDS}
            for at, step in enumerate(declared.steps):
                for target in step.set or {}:
                    name = target.removeprefix("logon.")
                    if not target.startswith("logon."):
                        continue
                    place = check.key("auth", scheme, "steps", at, "set", target)
                    if name in own or any(
                        each.length == fields[name].tag for each in fields.values() if name in fields
                    ):
                        text = f"'{name}' is written by the engine"
                        check.problems.add("VG217", place, text, hint="leave it out")
                    elif name not in fields:
                        what = f"field of the Logon of {dictionaries[dictionary].file} named"
                        check.unknown("VG217", place, what, name, sorted(set(fields) - own))
