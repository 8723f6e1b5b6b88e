"""Connections of the simulated venue: topics, acknowledgements, pushes, calls."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from venue_runtime.testing.filling import get, put

from ...render.names import camel_case, identifier, literal
from ...spec.dialects import outdated
from ...spec.durations import nanoseconds
from ...spec.model import AckRule, Book, Channel, Connection, Deltas, PushRule, ReplyRule
from ..checksums import has_own_frame
from ..wirepaths import WirePath, find_path, frame_of, frames_of, path_of, plain_type, syntax, template_parts
from . import books as simulated_books
from .auth import leaves, message_of
from .errors import error_place
from .payloads import Payloads
from .topics import key_text, pattern

if TYPE_CHECKING:
    from ...lang import WireType
    from ..context import VenueContext
    from ..examples import Examples
    from .maps import Maps

_EVENTS = {
    "watch_trades": ("trade",),
    "watch_ticker": ("quote", "trade"),
    "watch_candles": ("trade",),
    "watch_orders": ("order",),
    "watch_fills": ("order",),
    "watch_balances": ("balance",),
    "watch_positions": (),
}


@dataclass(frozen=True, slots=True)
class SocketView:
    """One class."""

    name: str
    class_name: str
    path: str
    attributes: tuple[tuple[str, str], ...]
    writers: tuple[tuple[str, tuple[str, ...]], ...]
    starts: tuple[tuple[str, tuple[str, ...]], ...]
    options: str
    enum_fields: tuple[tuple[str, str], ...]
    checksum_fields: tuple[tuple[str, str], ...]

    @property
    def code(self) -> tuple[str, ...]:
        """Every line of it."""
        return tuple(line for _, lines in (*self.writers, *self.starts) for line in lines)


def class_name(connection: str) -> str:
    """`market` → `MarketSocket`."""
    return identifier(f"{camel_case(connection)}Socket")


def build(context: VenueContext, examples: Examples, maps: Maps, name: str) -> SocketView:
    """One connection of the spec."""
    return _Writer(context, examples, maps, name, context.spec.ws[name]).view()


class _Writer:
    def __init__(
        self, context: VenueContext, examples: Examples, maps: Maps, name: str, connection: Connection
    ) -> None:
        self.context, self.examples, self.maps, self.name, self.connection = context, examples, maps, name, connection
        self.table = context.table
        self.frame = self.table.parse(connection.frame)
        gone = outdated(context.spec)
        self.channels = {key: each for key, each in connection.channels.items() if f"{name}.{key}" not in gone}
        self.payloads = Payloads(context, examples, maps)
        self.writers: dict[str, tuple[str, ...]] = {}
        self.starts: dict[str, tuple[str, ...]] = {}

    def view(self) -> SocketView:
        rules = [self._rule(name, channel) for name, channel in self.channels.items()]
        asked = [code for code, by_itself in rules if not by_itself]
        attributes: dict[str, str] = {}
        if self.connection.subscribe is not None:
            attributes["subscribe"] = self._template(self.connection.subscribe.send)
            if self.connection.subscribe.auth is not None:
                attributes["subscribe_auth"] = literal(self.connection.subscribe.auth)
        if self.connection.handshake is not None:
            attributes["handshake"] = literal(self.connection.handshake)
        if self.connection.unsubscribe is not None:
            attributes["unsubscribe"] = self._template(self.connection.unsubscribe.send)
        if self.connection.rpc is not None:
            attributes["rpc"] = self._template(self.connection.rpc.send)
            attributes["rpc_auth"] = literal(dict(self.connection.rpc.auth))
            attributes["methods"] = self._methods()
        if asked:
            attributes["topics"] = "(" + ", ".join(asked) + ",)"
        if self.connection.per == "=i.partition":
            attributes["per_partition"] = "True"
        attributes |= self._envelopes()
        login = self._login([code for code, by_itself in rules if by_itself])
        attributes |= {"login": login} if login else {}
        attributes |= self._pings()
        attributes |= self._other_frames()
        limits, options = self.connection.limits, ""
        if limits.messages is not None:
            count, _, window = limits.messages.partition("/")
            options += f", message_limit={int(count)}, message_window_ns={nanoseconds(window)}"
        if limits.topics is not None:
            options += f", subscription_limit={limits.topics}"
        return SocketView(
            name=self.name,
            class_name=class_name(self.name),
            path=self._path(),
            attributes=tuple(attributes.items()),
            writers=tuple(self.writers.items()),
            starts=tuple(self.starts.items()),
            options=options,
            enum_fields=self._enums(),
            checksum_fields=self._checksums(),
        )

    def _login(self, channels: list[str]) -> str:
        """What makes this connection private, and what comes by itself then."""
        login = self.connection.login
        parts: list[str] = []
        # A lease that stands first is the address itself.
        url = re.sub(r"^\{lease\.\w+\.\w+\}", "{address}", self.connection.url)
        lease = re.search(r"\{lease\.(\w+)\.(\w+)\}", url)
        if login is not None and login.call is not None:
            parts = [f"method={literal(login.call)}", f"auth={literal(login.auth)}"]
        elif login is not None and login.frame is not None:
            frame = message_of(self.context.spec.auth[login.frame])
            parts = [f"frame={self._template(frame)}", f"auth={literal(login.frame)}"]
            reply = next((rule.reply for rule in self.connection.receive if rule.reply is not None), None)
            if reply is not None and not any(rule.ack is not None for rule in self.connection.receive):
                parts += [f"reply={self._reply(reply)}", f"id={literal(login.id)}"]
            else:
                parts += [f"reply={self._ack_of(frame)}"]
                parts += [f"refused={code}" for code in self._refused(frame).values()]
        elif lease is None and channels:
            parts = ["auth=None"]
        if lease is not None:
            urls = next(iter(self.context.spec.environments.values())).urls
            whole = re.sub(r"\{env\.(\w+)\}", lambda match: urlsplit(urls.get(match[1], "")).path, url)
            whole = re.sub(r"^\w+://[^/]+", "", whole)
            pieces = re.split(r"\{([^{}]+)\}", whole)
            pattern = "".join(
                re.escape(piece)
                if at % 2 == 0
                else "([^&/?]+)"
                if piece == lease[0].strip("{}")
                else "[^?]*"
                if piece == "address"
                else "[^&/?]+"
                for at, piece in enumerate(pieces)
            )
            pattern += "" if "?" in whole else r"\?.*"
            parts += [f"lease={literal(lease[1])}", f"pattern={literal(pattern)}"]
        if not parts:
            return ""
        return f"Login({', '.join(parts)}, channels=({', '.join(channels)}{',' if channels else ''}))"

    def _path(self) -> str:
        urls = next(iter(self.context.spec.environments.values())).urls
        text = re.sub(r"\{env\.(\w+)\}", lambda match: urls.get(match[1], ""), self.connection.url)
        known, hole, rest = text.partition("{")
        path = urlsplit(known).path or "/"
        return f"{path}{{per}}" if f"{hole}{rest}" == "{per}" else f"{path}*" if hole else path

    # ------------------------------------------------------------ frames

    def _template(self, frame: Any) -> str:
        """A frame that we receive: literals as they are, expressions as holes."""
        if isinstance(frame, dict):
            return "{" + ", ".join(f"{literal(key)}: {self._template(value)}" for key, value in frame.items()) + "}"
        if isinstance(frame, list):
            return "[" + ", ".join(self._template(value) for value in frame) + "]"
        if not isinstance(frame, str):
            return literal(frame)
        if not frame.startswith("="):
            # A text with expressions in it, like literals, is what it is only at run time.
            return 'Hole("")' if len(template_parts(frame)) > 1 else literal("".join(template_parts(frame)))
        part = re.fullmatch(r"=part\((topic), '(\W+)', (\d+)\)", frame)
        if part is not None:
            return f"Hole({literal(part[1])}, {literal(part[2])}, {part[3]})"
        if (entry := re.fullmatch(r"=topic\['(\w+)'\]", frame)) is not None:
            return f"Hole({literal(f'topic.{entry[1]}')})"
        several = re.fullmatch(r"=split\(part\((topic), '(\W+)', (\d+)\), '(\W+)'\)", frame)
        if several is not None:
            return f"Hole({literal(several[1])}, {literal(several[2])}, {several[3]}, {literal(several[4])})"
        match = re.fullmatch(r"=(?:text\()?(?:req\.)?((?:lease\.\w+\.)?\w+)\)?", frame)
        return f"Hole({literal(match[1])})" if match else 'Hole("")'

    def _find(self, text: str | None) -> WirePath | None:
        return find_path(text, "f", self.frame, self.table) if text else None

    def _envelopes(self) -> dict[str, str]:
        found: dict[str, str] = {}
        subscribe, unsubscribe = self.connection.subscribe, self.connection.unsubscribe
        if any(rule.ack is not None for rule in self.connection.receive):
            found["ack"] = self._ack_of(subscribe.send if subscribe is not None else None)
            left = self._ack_of(unsubscribe.send) if unsubscribe is not None else found["ack"]
            if left != found["ack"]:
                found["left"] = left
            found |= self._refused(subscribe.send if subscribe is not None else None)
        found |= self._forms()
        counted = self._find(self.connection.sequence)
        if counted is not None:
            found["counted"] = literal(counted.steps)
        named = {key: rule.push for rule in self.connection.receive if rule.push and (key := _fixed(rule.push.key))}
        frames = {key: self._push(rule, self.frame) for key, rule in named.items()}
        if len(set(frames.values())) > 1:
            found["pushes"] = "{" + ", ".join(f"{literal(key)}: {frame}" for key, frame in frames.items()) + "}"
        for rule in self.connection.receive:
            if rule.push is not None and "push" not in found:
                found["push"] = self._push(rule.push, self.frame)
            elif rule.reply is not None and "reply" not in found:
                found["reply"] = self._reply(rule.reply)
                found |= self._arrived(rule.reply)
            for key in ("drain", "lost", "ready"):
                signal = getattr(rule, key)
                frame = frame_of(signal.when, "f", self.frame, self.table) if signal is not None else None
                if frame and key not in found:
                    found[key] = literal(frame)
        arrays = self.connection.arrays
        if arrays is not None:
            pushes = [rule.push for rule in arrays.receive if rule.push is not None]
            fixed = {said: rule for rule in pushes if (said := _fixed(rule.key)) is not None}
            if fixed:
                rows = [
                    f"{literal(key)}: {self._push(rule, self.table.parse(arrays.frame))}" for key, rule in fixed.items()
                ]
                found["pushes"] = "{" + ", ".join(rows) + "}"
            elif pushes:
                found["push"] = self._push(pushes[-1], self.table.parse(arrays.frame))
            if len(pushes) > 1 and any(self._has_own_frame(book) for book in self.context.spec.books.values()):
                found["checks"] = self._push(pushes[0], self.table.parse(arrays.frame))
        place = error_place(self.context, self.name, {**self._needed(), **self._says_no()})
        return {**found, "errors": place} if place else found

    def _says_no(self) -> dict[str, Any]:
        """Words by which a refusal of a call is known."""
        errors = self.context.spec.errors
        place = errors.at.get(self.name) if errors is not None else None
        if place is None:
            return {}
        said = frame_of(place.when, "m", self.table.parse(place.type), self.table)
        return {key: value for key, value in said.items() if value != {}} if isinstance(said, dict) else {}

    def _forms(self) -> dict[str, str]:
        """Channels whose pushes another rule than the first one reads: the one that names theirs."""
        pushes = [rule.push for rule in self.connection.receive if rule.push is not None]
        rows = []
        for name, channel in self.connection.channels.items():
            word = str(channel.key or channel.topic or "").partition("{")[0].strip(":.@")
            mine = next((each for each in pushes if word and word in _words(each.when)), None)
            if mine is not None and mine.head is not None and mine is not pushes[0]:
                rows.append(f"{literal(name)}: {self._push(mine, self.frame)}")
        return {"forms": "{" + ", ".join(rows) + "}"} if rows else {}

    def _needed(self) -> dict[str, Any]:
        """Fields that every frame must have, as a documented frame or our own ones have them."""
        struct = self.table.structs.get(plain_type(self.frame, self.table).name)
        if struct is None or struct.array:
            return {}
        shown: dict[str, Any] = {}
        for each in self.examples.files:
            if each.at and any(owner.startswith(f"{self.name}.") for owner in each.of):
                message = each.data.get("message")
                shown = message if isinstance(message, dict) else shown
        ours = self.connection.subscribe or self.connection.rpc
        sent = ours.send if ours is not None else {}
        known = {**(sent if isinstance(sent, dict) else {}), **shown}
        return {
            field.wire: known[field.wire]
            for field in struct.fields
            if field.type.kind != "opt" and isinstance(known.get(field.wire), str) and known[field.wire][:1] != "="
        }

    def _push(self, rule: PushRule, frame: WireType) -> str:
        body = frame_of(rule.when, "f", frame, self.table)
        payload = find_path(rule.payload, "f", frame, self.table)
        if payload is not None and not payload.steps and isinstance(body, dict):
            # The whole frame is the payload, which has by itself what the rule only looks for.
            body = {key: value for key, value in body.items() if value != {}}
        struct = self.table.structs.get(plain_type(frame, self.table).name)
        if struct is None or not struct.array:
            body = {**self._needed(), **body} if isinstance(body, dict) else body
            parts = [f"body={literal(body)}"] if body else []
        else:
            said = {int(at): value for at, value in body.items()} if isinstance(body, dict) else {}
            parts = [f"body={literal([said.get(at) for at in range(max(said, default=-1) + 1)])}"]
        parts += self._key(rule, frame)
        parts += [f"payload={payload.code if payload.steps else '()'}"] if payload is not None else []
        if struct is not None and struct.array and payload is not None:
            parts += self._number(frame, payload)
        return f"Envelope({', '.join(parts)})"

    def _number(self, frame: WireType, payload: WirePath) -> list[str]:
        """Where a counted array has its number: of the places that the rule names, the one behind the payload."""
        node = syntax(self.connection.arrays.sequence) if self.connection.arrays is not None else None
        parts = [each for each in ast.walk(node) if isinstance(each, ast.Attribute)] if node is not None else []
        paths = [path for each in parts if (path := path_of(each, "f", frame, self.table)) is not None]
        behind = sorted(int(path.steps[0]) for path in paths if int(path.steps[0]) > int(payload.steps[0]))
        return [f"number={literal(str(behind[0]))}"] if behind else []

    def _key(self, rule: PushRule, frame: WireType) -> list[str]:
        """Where a push says what it belongs to: one place, or several with text between them."""
        node = syntax(rule.key)
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("concat", "join")):
            place = self._place(rule, frame, rule.key) if rule.key else ""
            return [f"key={place}"] if place else []
        between, text = "", ""
        rows: list[str] = []
        parts = list(node.args)
        if node.func.id == "join" and parts and isinstance(parts[0], ast.Constant):
            between = str(parts.pop(0).value)  # type: ignore[attr-defined]
        for part in parts:
            if isinstance(part, ast.Constant):
                text += str(part.value)
                continue
            may_miss = isinstance(part, ast.IfExp)
            while isinstance(part, ast.IfExp):
                part = part.body
            if may_miss and isinstance(part, ast.Call) and isinstance(part.args[0], ast.Constant):
                text, part = str(part.args[0].value), part.args[-1]
            # `a or b`: messages differ in the place.
            options = part.values if isinstance(part, ast.BoolOp) else [part]
            places = [place for each in options if (place := self._place(rule, frame, f"={ast.unparse(each)}"))]
            if not places:
                return []
            text = text or (between if rows else "")
            said = [places[0], *([literal(text)] if text else []), *(["may_miss=True"] if may_miss else [])]
            said += [f"others=({', '.join(places[1:])},)"] if places[1:] else []
            rows.append(f"KeyPart({', '.join(said)})")
            text = ""
        payload = find_path(rule.payload, "f", frame, self.table)
        if text and payload is not None and not payload.steps:
            return []  # The frame is the payload and says it; the end of the key tells channels apart, by their keys.
        return [f"keys=({', '.join(rows)},)"]

    def _place(self, rule: PushRule, frame: WireType, text: str) -> str:
        """Where a frame, or the head of its payload, has what an expression reads; empty where that is not known."""
        root, type = "f", frame
        before: tuple[str, ...] = ()
        if rule.head is not None and re.search(r"\bh\b", text):
            payload = find_path(rule.payload, "f", frame, self.table)
            root, type, before = "h", self.table.parse(rule.head), payload.steps if payload is not None else ()
        path = find_path(text, root, type, self.table)
        return WirePath((*before, *path.steps), type).code if path is not None and (*before, *path.steps) else ""

    def _ack_rule(self, sent: Any) -> tuple[AckRule, Any] | None:
        """The rule that answers a frame, and what the answer says: the one that shares most words with the frame."""
        words = {value for _, value in leaves(sent) if isinstance(value, str)} if sent is not None else set()
        best: tuple[int, AckRule, Any] | None = None
        for rule in self.connection.receive:
            if rule.ack is None:
                continue
            for body in frames_of(rule.ack.when, "f", self.frame, self.table):
                said = [value for _, value in leaves(body) if isinstance(value, str)]
                # "subscribed" answers "subscribe", "error" answers none.
                score = sum(2 if value in words else any(value.startswith(word) for word in words) for value in said)
                if any(value == "error" for value in said):
                    score -= 1
                if best is None or score > best[0]:
                    best = (score, rule.ack, body)
        return (best[1], best[2]) if best is not None else None

    def _ack_of(self, sent: Any) -> str:
        found = self._ack_rule(sent)
        if found is None:
            return "Envelope()"
        rule, body = found
        body = {**self._needed(), **body, **(self._no_error(rule) if rule.error is not None else {})}
        own = self._own_id(rule, sent)
        body = {**body, **own}
        parts = [f"body={literal(body)}"] if body else []
        learned = rule.learn or self._told(rule)
        for name, text in (
            ("id", None if own else rule.id),
            ("learned", learned),
            ("accepted", None if learned else rule.accepted),
        ):
            path = self._find(text)
            parts += [f"{name}={path.code}"] if path is not None and path.steps else []
        return f"Envelope({', '.join(parts)})"

    def _own_id(self, rule: AckRule, sent: Any) -> dict[str, Any]:
        """The id of an answer, where the frame that it answers always bears the same one."""
        path = self._find(rule.id)
        said = get(sent, path.steps) if path is not None and path.steps and isinstance(sent, dict) else None
        if path is None or not isinstance(said, (int, str)) or str(said).startswith("="):
            return {}
        made = put({}, path.steps, said)
        assert isinstance(made, dict)
        return made

    def _an_error(self, rule: AckRule) -> dict[str, Any]:
        """`error: =f.status != 200`: an answer that is one says another number."""
        said = self._no_error(rule)
        return {key: 400 for key, value in said.items() if value == 200}

    def _told(self, rule: AckRule) -> str | None:
        """`accepted: =[f.channel or 0]`: one topic, named as another acknowledgement said it would be."""
        node = syntax(rule.accepted) if rule.accepted else None
        if not isinstance(node, ast.List) or len(node.elts) != 1:
            return None
        inner = node.elts[0]
        text = f"={ast.unparse(inner.values[0] if isinstance(inner, ast.BoolOp) else inner)}"
        learned = (each.ack.learn for each in self.connection.receive if each.ack is not None)
        return text if text in learned else None

    def _no_error(self, rule: AckRule) -> dict[str, Any]:
        """`error: =f.code != '0'`: an answer that is none says '0'."""
        node = syntax(rule.error)
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.NotEq):
            path, said = find_path(f"={ast.unparse(node.left)}", "f", self.frame, self.table), node.comparators[0]
            if path is not None and path.steps and isinstance(said, ast.Constant):
                made = put({}, path.steps, said.value)
                assert isinstance(made, dict)
                return made
        return {}

    def _refused(self, sent: Any) -> dict[str, str]:
        found = self._ack_rule(sent)
        if found is None:
            return {}
        rule, body = found
        code, text = self._find(rule.code), self._find(rule.text)
        said = frame_of(rule.error, "f", self.frame, self.table)
        said = {key: value for key, value in said.items() if value != {}} if isinstance(said, dict) else {}
        said = {**self._an_error(rule), **said}
        if code is None and text is None and not said:
            return {}
        number = ", True" if code is not None and self.table.annotation(code.type).startswith("int") else ""
        places = ", ".join(path.code if path is not None else "None" for path in (code, text))
        rest = {**self._needed(), **body, **said, **self._own_id(rule, sent)}
        return {"refused": f"ErrorPlace({literal(rest)}, {places}{number})"}

    def _reply(self, rule: ReplyRule) -> str:
        body = frame_of(rule.when, "f", self.frame, self.table)
        path, payload = self._find(rule.id), self._find(rule.payload)
        said = {key: value for key, value in body.items() if value != {}} if isinstance(body, dict) else {}
        said = {**self._needed(), **said}
        parts = [f"body={literal(said)}"] if said else []
        parts += [f"id={path.code}"] if path is not None else []
        # What an answer must have beside its id and payload is an echo of the method.
        known = {each.steps for each in (path, payload) if each is not None}
        inside = payload.steps if payload is not None else ()
        # What the payload stands in, or what stands in it, is no echo.
        echoes = [
            steps
            for steps, value in leaves_of(body)
            if value == {} and steps not in known and not (inside and steps == inside[: len(steps)])
        ]
        if echoes and (not inside or echoes[0][: len(inside)] != inside):
            parts.append(f"method={literal(echoes[0]) if len(echoes[0]) != 1 else literal(echoes[0][0])}")
        parts += [f"payload={payload.code}"] if payload is not None else []
        return f"Envelope({', '.join(parts)})"

    def _arrived(self, rule: ReplyRule) -> dict[str, str]:
        """`final: =not f.ack`: what an answer says besides when it is not the last one."""
        node = syntax(rule.final)
        said: object = True
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.NotEq):
            said = getattr(node.comparators[0], "value", None)
            node = node.left
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            node = node.operand
        else:
            return {}
        path = find_path(f"={ast.unparse(node)}", "f", self.frame, self.table)
        return {"arrived": literal(put({}, path.steps, said))} if path is not None and path.steps else {}

    def _other_frames(self) -> dict[str, str]:
        """What a client may also send: its settings when it connects, answers to our heartbeats."""
        frames = [*self.connection.on_open, *(rule.answer.send for rule in self.connection.receive if rule.answer)]
        return {"accepted": f"({', '.join(self._template(frame) for frame in frames)},)"} if frames else {}

    def _pings(self) -> dict[str, str]:
        ping = self.connection.ping
        if ping.by != "client" or ping.send is None:
            return {}
        pong = next((text for text, kind in self.connection.text_frames.items() if kind == "pong"), None)
        for rule in self.connection.receive:
            if pong is None and rule.pong is not None:
                pong = frame_of(rule.pong.when, "f", self.frame, self.table)  # type: ignore[assignment]
        return {"pings": f"(({self._template(ping.send)}, {literal(pong)}),)"}

    def _methods(self) -> str:
        methods: dict[str, tuple[str, ...]] = {}
        for name, endpoint in self.context.spec.endpoints.items():
            if endpoint.over is not None and endpoint.over.connection == self.name:
                methods[endpoint.over.method] = (*methods.get(endpoint.over.method, ()), name)
        return literal(methods)

    # ------------------------------------------------------------ channels

    def _rule(self, name: str, channel: Channel) -> tuple[str, bool]:
        reference = f"{self.name}.{name}"
        operations = {
            key: each
            for key, each in self.context.spec.operations.items()
            if (each.channel or (self.context.spec.books[each.book].channel if each.book and not each.call else None))
            == reference
        }
        kind = self.table.parse(channel.type)
        written = self.payloads.of(reference, kind, operations)
        events = sorted({event for key in operations for event in _EVENTS.get(key, ("book",))})
        if not operations and written.update:
            events = ["quote", "trade"]
        parts = [f"channel={literal(name)}"]
        if channel.topic is not None:
            parts.append(f"pattern={pattern(channel.topic, channel)}")
            fold = re.search(r"venue_symbol:(lower|upper)", str(channel.topic))
            parts += [f"fold={literal(fold[1])}"] if fold else []
        if channel.key is not None:
            parts.append(f"key={literal(key_text(channel.key))}")
        if channel.private:
            parts.append("private=True")
        if channel.always:
            parts.append("always=True")
        if written.update:
            self.writers[identifier(name)] = written.update
            parts += [f"events=frozenset({literal(events)})", f"writer={literal(identifier(name))}"]
            if written.start:
                self.starts[identifier(f"{name}_start")] = written.start
                parts.append(f"start={literal(identifier(f'{name}_start'))}")
            parts += self._changes(channel, channel.deltas) if channel.deltas is not None else []
        else:
            found = self.maps.example(reference, kind)
            parts += [f"example={literal(found.name)}"] if found else []
        return f"TopicRule({', '.join(parts)})", channel.topic is None

    def _changes(self, channel: Channel, deltas: Deltas) -> list[str]:
        """How messages are marked that name only what changed; nothing where that is no plain value."""
        kind = self.table.parse(channel.type)
        marks = dict(leaves(frame_of(deltas.when, "m", kind, self.table)))
        path = find_path(f"=m.{deltas.of}", "m", kind, self.table) if deltas.of is not None else None
        part = path.type if path is not None else kind
        struct = self.table.structs.get(plain_type(part, self.table).name)
        if not marks or struct is None:
            return []
        keeps = tuple(field.wire for field in struct.fields if not field.type.is_opt)
        where = f", part={path.code}" if path is not None else ""
        return [f"changes=Changes(marks={literal(marks)}{where}, keeps={literal(keeps)})"]

    def _checksums(self) -> tuple[tuple[str, str], ...]:
        rule = next((each.push for each in self.connection.receive if each.push is not None), None)
        payload = self._find(rule.payload) if rule else None
        found = []
        for book in self.context.spec.books.values():
            connection, _, channel = book.channel.partition(".")
            if connection == self.name and self._has_own_frame(book):
                arrays = self.connection.arrays
                pushes = [rule.push for rule in arrays.receive if rule.push is not None] if arrays is not None else []
                place = (
                    find_path(pushes[0].payload, "f", self.table.parse(arrays.frame), self.table) if arrays else None
                )
                if place is not None:
                    found.append((channel, literal((place.steps,))))
            elif connection == self.name and channel in self.channels:
                kind = self.table.parse(self.channels[channel].type)
                path = simulated_books.checksum_path(self.context, book, kind)
                if path:
                    found.append((channel, literal(((*(payload.steps if payload else ()), *path),))))
        return tuple(found)

    def _has_own_frame(self, book: Book) -> bool:
        connection, _, channel = book.channel.partition(".")
        if connection != self.name:
            return False
        return has_own_frame(book, self.table.parse(self.connection.channels[channel].type), self.table)

    def _enums(self) -> tuple[tuple[str, str], ...]:
        rule = next((each.push for each in self.connection.receive if each.push is not None), None)
        payload = self._find(rule.payload) if rule else None
        found = []
        for name, channel in self.channels.items():
            enums = self.maps.enum_paths(channel.type, deepest=3)
            paths = tuple((*(payload.steps if payload else ()), *path) for path in enums)
            if paths:
                found.append((name, literal(paths)))
        return tuple(found)


def _fixed(key: str | None) -> str | None:
    """A key that is always the same: the name of a channel."""
    node = syntax(key)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _words(text: str) -> set[str]:
    """The texts that a condition compares with."""
    node = syntax(text)
    parts = [part for part in ast.walk(node) if isinstance(part, ast.Constant)] if node is not None else []
    return {part.value for part in parts if isinstance(part.value, str)}


def leaves_of(frame: Any) -> list[tuple[tuple[str, ...], Any]]:
    """The values of a frame and the way to each; an empty object is a value."""
    found: list[tuple[tuple[str, ...], Any]] = []
    for key, value in frame.items() if isinstance(frame, dict) else ():
        inner = leaves_of(value) if isinstance(value, dict) and value else [((), value)]
        found += [((str(key), *steps), each) for steps, each in inner]
    return found
