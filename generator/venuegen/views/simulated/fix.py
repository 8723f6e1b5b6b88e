"""`simulated_fix.py`: the venue's face of the simulator over FIX, from the same spec as the client.

Maps are read backwards for what the venue says in its own words; what FIX itself says of reports, refusals and books is
the runtime's (`venue_runtime.testing.fix_standard`, `fix_market`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...lang.fix_types import python_field
from ...lang.invert import invert_map, invert_operation
from ...render.names import identifier, literal
from ...spec.durations import nanoseconds
from ...spec.model import FixChannel, FixFeed, FixSession, Operation
from ..mapping import styles_keys
from ..wirepaths import find_path, frame_of
from . import auth as simulated_auth
from .auth import VerifierView
from .maps import style_row
from .rest import HandlerView, order_request
from .tables import enum_tables

if TYPE_CHECKING:
    from venue_runtime.fix.dictionary import Dictionary, Member, MessageType

    from ...spec.model import Map, Value
    from ..context import VenueContext

__all__ = ["SimulatedFixView", "build"]

_KINDS = {"int": "int", "count": "int", "decimal": "decimal", "boolean": "bool", "timestamp": "utc", "data": "data"}
_REFUSED_BY = {"D": "8", "AB": "8", "F": "9", "G": "9", "q": "r", "V": "Y"}
"""MsgType of a request → that of the message which refuses it, as FIX has it."""
_APPLICATIONS = {"FIX.5.0": "7", "FIX.5.0SP1": "8", "FIX.5.0SP2": "9"}
_DIGITS = {"s": 0, "ms": 3, "us": 6, "ns": 9}
_COMMANDS = ("create_order", "edit_order", "cancel_order", "cancel_all_orders")


@dataclass(frozen=True, slots=True)
class LayoutView:
    """The fields of one message."""

    name: str
    msg_type: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FixWriterView:
    """A function that writes a value of the contract as fields of a message."""

    name: str
    signature: str
    rows: tuple[tuple[str, str], ...]
    doc: str
    styled: bool
    group: str
    """The rows are those of an entry of this group; empty: of the message itself."""


@dataclass(frozen=True, slots=True)
class SimulatedFixView:
    """The module."""

    title: str
    class_name: str
    dictionaries: tuple[tuple[str, tuple[LayoutView, ...]], ...]
    tables: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    style_rows: tuple[str, ...]
    writers: tuple[FixWriterView, ...]
    attributes: tuple[tuple[str, str], ...]
    reporting: tuple[tuple[str, str, str], ...]
    """Method, type of the contract, and the writer that it calls."""
    routes: tuple[tuple[tuple[str, str], ...], ...]
    verifiers: tuple[VerifierView, ...]
    handlers: tuple[HandlerView, ...]


def build(context: VenueContext) -> SimulatedFixView | None:
    """Everything that the simulated venue says over FIX; None where the venue has no FIX."""
    return _Builder(context, context.fix).view() if context.fix is not None else None


class _Builder:
    def __init__(self, context: VenueContext, half: VenueContext) -> None:
        fix = context.whole.fix
        assert fix is not None
        self.context, self.half, self.fix = context, half, fix
        self.style_keys = styles_keys(half)
        self.sends = self._sends()
        self.reporting: tuple[tuple[str, str, str], ...] = ()

    def view(self) -> SimulatedFixView:
        writers = tuple(self._writers())
        handlers = tuple(self._handlers())
        verifiers = tuple(
            simulated_auth.build_logon(self.context, name)
            for name in dict.fromkeys(each.logon for each in self.fix.sessions.values())
            if name is not None
        )
        attributes = tuple(self._attributes(writers))
        code = "\n".join(line for each in handlers for line in each.code)
        code += "\n".join(value for each in writers for _, value in each.rows)
        return SimulatedFixView(
            title=self.context.spec.title,
            class_name=fix_class(self.context),
            dictionaries=tuple(
                (f"{name.upper()}_MESSAGES", tuple(self._layouts(name, dictionary)))
                for name, dictionary in self.half.dictionaries.items()
            ),
            tables=tuple(table for enum in self.half.table.enums.values() for table in enum_tables(enum, code)),
            style_rows=tuple(style_row(row, self.style_keys) for row in self.fix.styles)
            if "_STYLES" in code or any(each.styled for each in writers)
            else (),
            writers=writers,
            attributes=attributes,
            reporting=self.reporting,
            routes=tuple(self._route(name, each) for name, each in self.fix.sessions.items()),
            verifiers=verifiers,
            handlers=handlers,
        )

    # ------------------------------------------------------------ messages

    def _sends(self) -> dict[tuple[str, str], list[tuple[str, Operation]]]:
        """Dictionary and message → the operations that send it, each with the fields of that message alone."""
        found: dict[tuple[str, str], list[tuple[str, Operation]]] = {}
        for name, operation in self.half.spec.operations.items():
            declared = self.fix.operations[name]
            session = self.fix.sessions.get(declared.session or "")
            if session is None or declared.send is None or name not in _COMMANDS:
                continue
            found.setdefault((session.dictionary, declared.send), []).append((name, operation))
            for choice, own in zip(declared.choose, operation.choose, strict=True):
                alone = _with_params(operation, own.call or "", own.params)
                found.setdefault((session.dictionary, choice.send), []).append((name, alone))
        return found

    def _used(self, name: str) -> set[str]:
        """Messages of a dictionary that the simulator reads or writes."""
        used = {message for dictionary, message in self.sends if dictionary == name}
        used |= {
            message for key in self.fix.receive for dictionary, _, message in [key.partition(".")] if dictionary == name
        }
        for channel in self.fix.channels.values():
            if self.fix.sessions[channel.session].dictionary == name:
                requests = (channel.subscribe, channel.unsubscribe)
                used |= {each.send for each in requests if each is not None} | set(channel.receive)
        for session in self.fix.sessions.values():
            if session.dictionary == name and session.hand_over is not None:
                used.add(session.hand_over.message)
        return used

    def _layouts(self, name: str, dictionary: Dictionary) -> Iterator[LayoutView]:
        used = self._used(name)
        for message in dictionary.messages.values():
            if message.name in used or message.msg_type == "A":
                yield LayoutView(message.name, message.msg_type, tuple(_rows(dictionary, message.members)))

    def _message(self, dictionary: str, name: str) -> MessageType:
        return self.half.dictionaries[dictionary].message(name)

    # ------------------------------------------------------------ sessions

    def _route(self, name: str, session: FixSession) -> tuple[tuple[str, str], ...]:
        dictionary = self.half.dictionaries[session.dictionary]
        found: dict[str, str] = {"id": literal(name), "begin_string": literal(self.fix.version)}
        if self.fix.application is not None:
            found["appl_ver_id"] = literal(_APPLICATIONS[self.fix.application])
        found["comp_id"] = literal(self._known(session.target) or "VENUE")
        sender = self._known(session.sender)
        credential = re.fullmatch(r"=cred\.(\w+)", str(session.sender))
        if sender:
            found["sender"] = literal(sender)
        if credential is not None:
            found["sender_credential"] = literal(credential[1])
        setting = re.fullmatch(r"=cfg\.(\w+)", str(session.sender))
        if setting is not None and not sender:
            found["sender_setting"] = literal(setting[1])
        if session.logon is not None:
            found["auth"] = literal(session.logon)
            fixed = self._fixed(session.logon, dictionary)
            if fixed:
                found["fixed"] = literal(fixed)
            found |= self._asked(session.logon, dictionary)
        for key, bound in (("heartbeat_min", session.heartbeat.min), ("heartbeat_max", session.heartbeat.max)):
            if bound is not None:
                found[key] = str(nanoseconds(bound) // 1_000_000_000)
        found["reset"] = literal(session.reset if session.reset in ("every_logon", "never") else "on_request")
        found["resend"] = str(session.resend)
        found["digits"] = str(_DIGITS[session.sending_time])
        header = {python_field(member.field.name): member.field.tag for member in dictionary.header}
        window = next((header[key] for key in session.header if "window" in key and key in header), None)
        if window is not None:
            found["window"] = literal(window)
        own = tuple(tag for tag in header.values() if tag not in _STANDARD_HEADER)
        if own:
            found["header"] = literal(own)
        if session.limits.messages is not None:
            count, _, window_text = session.limits.messages.partition("/")
            found["message_limit"] = count
            found["message_window_ns"] = f"{nanoseconds(window_text):_}"
        declared = self.fix.dictionaries[session.dictionary]
        found["dictionary"] = literal(declared if isinstance(declared, str) else declared.file)
        found["layouts"] = f"{session.dictionary.upper()}_MESSAGES"
        found["handlers"] = self._handled(name, session)
        if self._reports(session):
            found["reports"] = "True"
        if session.hand_over is not None:
            found["notice"] = self._notice(session)
        return tuple(found.items())

    def _known(self, value: Value) -> str:
        """The text of a CompID, as far as it is the same for everybody."""
        if not isinstance(value, str) or not value.startswith("="):
            return str(value)
        setting = re.fullmatch(r"=cfg\.(\w+)", value)
        default = self.context.spec.config[setting[1]].default if setting is not None else None
        return str(default) if default is not None else ""

    def _fixed(self, scheme: str, dictionary: Dictionary) -> dict[str, str]:
        """Fields of the Logon whose text is always the same."""
        tags = {field.name: field.tag for field in dictionary.fields.values()}
        by_name = {python_field(name): tag for name, tag in tags.items()}
        found: dict[str, str] = {}
        for step in self.context.whole.auth[scheme].steps:
            for target, value in (step.set or {}).items():
                tag = by_name.get(target.removeprefix("logon."))
                if tag is None or (isinstance(value, str) and (value.startswith("=") or "{" in value)):
                    continue
                found[tag] = "Y" if value is True else "N" if value is False else str(value)
        return found

    def _asked(self, scheme: str, dictionary: Dictionary) -> dict[str, str]:
        """What users may choose: fields that must be there then, and the one that protects them."""
        by_name = {python_field(field.name): field.tag for field in dictionary.fields.values()}
        demanded: list[str] = []
        found: dict[str, str] = {}
        for step in self.context.whole.auth[scheme].steps:
            for target, value in (step.set or {}).items():
                tag, text = by_name.get(target.removeprefix("logon.")), str(value)
                if tag is None:
                    continue
                if re.fullmatch(r"='\w+' if cfg\..* else '\w+'", text):
                    demanded.append(tag)
                word = re.fullmatch(r"='(\w+)' if session\.cancel_on_disconnect else .*", text)
                if word is not None or text == "=session.cancel_on_disconnect":
                    found["cancels"] = literal((tag, word[1] if word is not None else "Y"))
        return found | ({"demanded": literal(tuple(demanded))} if demanded else {})

    def _reports(self, session: FixSession) -> bool:
        return any(
            rule.maps and name.partition(".")[0] == session.dictionary for name, rule in self.fix.receive.items()
        )

    def _notice(self, session: FixSession) -> str:
        assert session.hand_over is not None
        message = self._message(session.dictionary, session.hand_over.message)
        said: dict[str, Any] = {"headline": "maintenance", "text": "maintenance"}
        said |= self._literals(session.hand_over.when, f"{session.dictionary}.{message.name}", message)
        layout = f"{session.dictionary.upper()}_MESSAGES[{literal(message.msg_type)}]"
        return f"write_message({layout}, {literal(said)})"

    def _literals(self, when: str | None, kind: str, message: MessageType) -> dict[str, Any]:
        """Fields, by python name, that a message has when a condition holds."""
        if when is None:
            return {}
        frame = frame_of(when, "m", self.half.table.parse(kind), self.half.table)
        names = {member.field.tag: python_field(member.field.name) for member in message.members}
        values = frame.items() if isinstance(frame, dict) else ()
        return {names[tag]: value for tag, value in values if tag in names and not isinstance(value, dict)}

    def _handled(self, name: str, session: FixSession) -> str:
        rows = [
            (self._message(dictionary, message).msg_type, identifier(handler_name(message)))
            for dictionary, message in self.sends
            if dictionary == session.dictionary and self._is_sent_over(name, dictionary, message)
        ]
        requests = {each.subscribe.send for each in self.fix.channels.values() if each.session == name}
        rows += [(self._message(session.dictionary, each).msg_type, "market_data_request") for each in sorted(requests)]
        return "{" + ", ".join(f"{literal(msg_type)}: self.{method}" for msg_type, method in rows) + "}"

    def _is_sent_over(self, session: str, dictionary: str, message: str) -> bool:
        return any(self.fix.operations[name].session == session for name, _ in self.sends[dictionary, message])

    # ------------------------------------------------------------ the way back

    def _writers(self) -> Iterator[FixWriterView]:
        named = {name for rule in self.fix.receive.values() for name in rule.maps}
        named |= {each.map for each in self.fix.operations.values() if each.map is not None}
        for name, spec in self.half.spec.maps.items():
            if name in named and spec.to in ("Order", "Fill", "Trade"):
                yield self._writer(name, spec)

    def _writer(self, name: str, spec: Map) -> FixWriterView:
        inverted = invert_map(self.half.spec, self.half.table, spec, name)
        rows = {key: each.code for key, each in inverted.values.items() if key.isidentifier()}
        listed = re.fullmatch(r"=\s*whole\.(\w+)\s*", spec.each or "")
        if inverted.styled:
            message = self._message(*spec.source.strip().split(".", 1))
            has = {python_field(member.field.name) for member in message.members}
            for key in self.style_keys:
                if key in has:
                    rows.setdefault(key, f"style.get({literal(key)})")
        return FixWriterView(
            name=identifier(f"_write_{name}"),
            signature=f"v: {spec.to}, i: Instrument",
            rows=tuple((literal(key), code) for key, code in rows.items()),
            doc=f"{spec.to} in fields of `{spec.source}`.",
            styled=inverted.styled,
            group=listed[1] if listed is not None and spec.to == "Fill" else "",
        )

    def _attributes(self, writers: Iterable[FixWriterView]) -> Iterator[tuple[str, str]]:
        needs = self._needs()
        if needs:
            yield "needs", literal(needs)
        yield "refusals: ClassVar[Mapping[str, FixRefusal]]", self._refusals()
        session = self._session_refusal()
        if session:
            yield "session_refusal", session
        known = {each.name for each in writers}
        by_kind: dict[str, str] = {}
        report = None
        for key, rule in self.fix.receive.items():
            for name in rule.maps:
                spec = self.half.spec.maps.get(name)
                if spec is not None and identifier(f"_write_{name}") in known:
                    by_kind.setdefault(spec.to, identifier(f"_write_{name}"))
                    report = report or key.partition(".")[2]
        if report is not None:
            yield "report", literal(report)
        answering = (rule.answers for key, rule in self.fix.receive.items() if key.partition(".")[2] == report)
        answers = next((each for each in answering if each is not None), "")
        named = re.search(r"=\s*m\.(\w+)", answers)
        if named is not None and named[1] != "cl_ord_id":
            yield "answers", literal(named[1])
        unasked = re.search(r"\bif m\.(\w+) != '([^']*)' else None", answers)
        if unasked is not None:
            yield "unasked: ClassVar[Mapping[str, Any]]", literal({unasked[1]: unasked[2]})
        self.reporting = tuple(
            (method, kind, by_kind[kind])
            for kind, method in (("Order", "write_order"), ("Fill", "write_fill"))
            if kind in by_kind
        )
        feeds = [self._feed(name, each) for name, each in self.fix.channels.items()]
        if feeds:
            yield "feeds", f"({', '.join(feeds)},)"

    def _needs(self) -> frozenset[str]:
        """Credentials that Logons are made of."""
        spec = self.context.whole
        schemes = [spec.auth[each.logon] for each in self.fix.sessions.values() if each.logon is not None]
        found: set[str] = set()
        for scheme in schemes:
            for step in (*scheme.once, *scheme.steps):
                found |= set(step.sign.using) if step.sign is not None else set()
                texts = [*(step.set or {}).values(), *(step.let or {}).values()]
                texts += [step.hash.data] if step.hash is not None else []
                found |= set(re.findall(r"\bcred\.(\w+)", " ".join(map(str, texts))))
        return frozenset(found)

    # ------------------------------------------------------------ refusals

    def _refusals(self) -> str:
        rows = {}
        for dictionary, message in self.sends:
            sent = self._message(dictionary, message)
            refusal = self._refused_by(dictionary, sent)
            if refusal is not None:
                rows[sent.msg_type] = refusal
        for channel in self.fix.channels.values():
            dictionary = self.fix.sessions[channel.session].dictionary
            told = next(((name, each) for name, each in channel.receive.items() if each.refused is not None), None)
            if told is not None and told[1].refused is not None:
                sent = self._message(dictionary, channel.subscribe.send)
                rows[sent.msg_type] = self._refusal(dictionary, told[0], told[1].refused)
        return "{" + ", ".join(f"{literal(key)}: {code}" for key, code in rows.items()) + "}"

    def _refused_by(self, dictionary: str, sent: MessageType) -> str | None:
        """The message that refuses another: FIX's own; else the one whose name has most in common."""
        offered = {
            message: rule.refused
            for key, rule in self.fix.receive.items()
            for at, _, message in [key.partition(".")]
            if at == dictionary and rule.refused is not None
        }
        types = {self._message(dictionary, name).msg_type: name for name in offered}
        usual = types.get(_REFUSED_BY.get(sent.msg_type, ""))
        others = [name for msg_type, name in types.items() if msg_type not in ("3", "j", "8")]
        alike = max(others, key=lambda name: _in_common(name, sent.name), default=None)
        if usual is None and alike is not None and _in_common(alike, sent.name) > len("Order"):
            usual = alike
        usual = usual or types.get("8") or types.get("j")
        refused = offered.get(usual) if usual is not None else None
        return self._refusal(dictionary, usual, refused) if usual is not None and refused is not None else None

    def _session_refusal(self) -> str:
        for key, rule in self.fix.receive.items():
            dictionary, _, name = key.partition(".")
            if rule.refused is not None and self._message(dictionary, name).msg_type == "3":
                return self._refusal(dictionary, name, rule.refused)
        return ""

    def _refusal(self, dictionary: str, name: str, refused: Any) -> str:
        message = self._message(dictionary, name)
        kind = self.half.table.parse(f"{dictionary}.{name}")
        names = {member.field.tag: python_field(member.field.name) for member in message.members}
        parts = [f"name={literal(name)}"]
        for key, text in (("code", refused.code), ("text", refused.text)):
            path = find_path(text, "m", kind, self.half.table)
            if path is not None and len(path.steps) == 1 and path.steps[0] in names:
                parts.append(f"{key}={literal(names[path.steps[0]])}")
        joined = re.fullmatch(r"=\s*part\(m\.(\w+), '([^']+)', (0|-1)\)", refused.code)
        if joined is not None and refused.text == f"=m.{joined[1]}":
            parts.append(f"code={literal(joined[1])}, between={literal(joined[2])}")
            parts += ["code_first=True"] if joined[3] == "0" else []
        called = re.fullmatch(r"=\s*concat\('([^']+)', text\(m\.(\w+)\)(?: or '')?\)", refused.code)
        if called is not None and called[2] in names.values():
            parts.append(f"code={literal(called[2])}, before={literal(called[1])}")
        said = self._literals(refused.when, f"{dictionary}.{name}", message)
        if said:
            parts.append(f"said={literal(said)}")
        return f"FixRefusal({', '.join(parts)})"

    # ------------------------------------------------------------ market data

    def _feed(self, name: str, channel: FixChannel) -> str:
        wanted = [
            str(entry["md_entry_type"])
            for value in channel.subscribe.params.values()
            if isinstance(value, list)
            for entry in value
            if isinstance(entry, dict) and "md_entry_type" in entry
        ]
        updates = {key: each for key, each in channel.receive.items() if each.update is not None}
        whole = next((key for key, each in updates.items() if each.update and each.update.snapshot), "")
        change = next((key for key in updates if key != whole), "")
        told = change or next((key for key, each in channel.receive.items() if each.refused is None), "")
        feed = channel.receive.get(told, FixFeed())
        parts = {
            "channel": literal(name),
            "route": literal(channel.session),
            "kind": literal("book" if updates else "trade"),
            "entry_types": literal(frozenset(wanted)),
        }
        depth = channel.subscribe.params.get("market_depth")
        # One level alone is another stream than a book at several venues; other depths are as the client likes.
        if updates and depth == 1:
            parts["depth"] = "1"
        if whole:
            parts["snapshot"] = literal(whole)
            start = updates[whole].update
            parts["snapshot_last"] = literal(_field_of(start.last) if start is not None else "")
        if told:
            parts["update"] = literal(told)
        if feed.group is not None and feed.group != "no_md_entries":
            parts["group"] = literal(feed.group)
        if feed.update is not None:
            parts |= {
                key: literal(text)
                for key, said in (("first", feed.update.first), ("last", feed.update.last))
                if (text := _field_of(said))
            }
        book = next((each for each in self.context.whole.books.values() if each.channel == f"fix.{name}"), None)
        if book is not None and "".join((book.next_if or "").split()) == "=u.first==sequence":
            parts["before"] = "True"
        if feed.inherit:
            parts["inherit"] = literal(tuple(feed.inherit))
        if not updates:
            using = (each for each in self.fix.operations.values() if each.channel == name and each.map is not None)
            written = next((identifier(f"_write_{each.map}") for each in using), None)
            if written is not None:
                parts["write"] = written
        return f"FeedRule({', '.join(f'{key}={code}' for key, code in parts.items())})"

    # ------------------------------------------------------------ requests

    def _handlers(self) -> Iterator[HandlerView]:
        for (dictionary, message), operations in self.sends.items():
            name, operation = operations[0]
            sent = self._message(dictionary, message)
            lines = self._handler(name, operation, sent, dictionary)
            yield HandlerView(identifier(handler_name(message)), tuple(lines), f"`{name}` of the contract.")

    def _handler(self, name: str, operation: Operation, sent: MessageType, dictionary: str) -> list[str]:
        inverted = invert_operation(self.half.spec, self.half.table, name, operation)
        values = {key: each.code for key, each in inverted.values.items()}
        has = {python_field(member.field.name) for member in sent.members}
        lines = ["p = call.message"]
        symbol = values.get("venue_symbol") or ("p.symbol" if "symbol" in has else None)
        if name == "create_order":
            lines.append(f"i = self.instrument(call, {symbol})")
            lines += order_request(self.half, inverted, operation, sided=True)
            return [*lines, "call.exchange.create_order(call.account, request)"]
        if name == "cancel_all_orders":
            where = f"self.instrument(call, {symbol}).symbol if {symbol} is not None else None" if symbol else "None"
            lines.append(f"done = call.exchange.cancel_all_orders(call.account, {where})")
            report = self._report_of_all(dictionary)
            if report is not None:
                lines.append(
                    f"self.answer(call, {literal(report)}, "
                    "mass_cancel_response=p.mass_cancel_request_type, total_affected_orders=len(done))"
                    if "mass_cancel_request_type" in has
                    else f"self.answer(call, {literal(report)}, total_affected_orders=len(done))"
                )
            return lines
        # FIX says which order is meant: by the venue's id, else by the one that it had before this request.
        # Where it says neither, the request has the order's own id.
        lines += [
            "venue_order_id = "
            + ("str(p.order_id) if p.order_id is not None else None" if "order_id" in has else "None"),
            "client_order_id = " + ("p.orig_cl_ord_id" if "orig_cl_ord_id" in has else "None"),
            "if venue_order_id is None and client_order_id is None:",
            "    client_order_id = p.cl_ord_id",
        ]
        if symbol is not None and "symbol" in has:
            lines.append(
                f"i = self.instrument(call, {symbol}) if {symbol} is not None "
                "else self.instrument_of(call, venue_order_id, client_order_id)"
            )
        else:
            lines.append("i = self.instrument_of(call, venue_order_id, client_order_id)")
        arguments = ["venue_order_id=venue_order_id", "client_order_id=client_order_id"]
        if self.fix.operations[name].id == "cl_ord_id":
            arguments.append("command_id=p.cl_ord_id")
        if name == "edit_order":
            arguments += [f"{key}={values[key]}" for key in ("quantity", "price") if key in values]
        return [*lines, f"call.exchange.{name}(call.account, i.symbol, {', '.join(arguments)})"]

    def _report_of_all(self, dictionary: str) -> str | None:
        """The message that answers the cancel of all orders."""
        message = self.half.dictionaries[dictionary].messages.get("r")
        return message.name if message is not None and f"{dictionary}.{message.name}" in self.fix.receive else None


_STANDARD_HEADER = frozenset(
    {"8", "9", "10", "34", "35", "43", "49", "50", "52", "56", "57", "97", "115", "122", "128", "369"}
)


def handler_name(message: str) -> str:
    """Method that does what a message asks for: `new_order_single`."""
    return python_field(message)


def _with_params(operation: Operation, call: str, params: Any) -> Operation:
    from msgspec.structs import replace

    return replace(operation, call=call, params=params, choose=[])


def _rows(dictionary: Dictionary, members: Iterable[Member]) -> Iterator[str]:
    members = tuple(members)
    lengths = {data: length for length, data in dictionary.data_lengths.items()}
    present = {member.field.tag for member in members}
    inside = {lengths[tag] for tag in present if tag in lengths}
    for member in members:
        field = member.field
        if field.tag in inside and field.tag not in lengths:
            continue  # written and read with its data
        parts = [literal(python_field(field.name)), literal(field.tag)]
        if member.group is not None:
            inner = ", ".join(_rows(dictionary, member.group.members))
            parts += ['"group"', f"({inner},)"]
        else:
            kind = _KINDS.get(field.kind.value, "text")
            parts += [literal(kind)] if kind != "text" else []
            if kind == "data" and field.tag in lengths:
                parts.append(f"length={literal(lengths[field.tag])}")
        if member.required:
            parts.append("required=True")
        yield f"FieldRow({', '.join(parts)})"


def _field_of(text: str | None) -> str:
    """`=e.first_id` → `e.first_id`, `=m.last_id` → `last_id`; empty for anything else."""
    found = re.fullmatch(r"=\s*([em])\.(\w+)\s*", text or "")
    return "" if found is None else f"e.{found[2]}" if found[1] == "e" else found[2]


def _in_common(one: str, other: str) -> int:
    """How many letters two names begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def fix_class(context: VenueContext) -> str:
    """Class of the venue's FIX side."""
    return f"Simulated{context.class_name}Fix"
