"""AsyncAPI 2 and 3: the messages that one can receive, what subscribes them, and what keeps a connection alive.

The two versions look from opposite sides, and documents mix them up: what an operation is called (`receiveTrades`,
`sendSubscribe`) decides before its action does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from venuegen.importing.document import Document, Refused, Where
from venuegen.importing.model import Api, Channel, Example, Listed, Request, Server, Shape
from venuegen.importing.naming import singular, tokens
from venuegen.importing.observe import infer, learn, settle
from venuegen.importing.schemas import Schemas, list_of, map_of, name_places, text_of

#: Messages that are part of the protocol, not what a channel carries.
_PROTOCOL = {"request", "response", "subscribe", "unsubscribe", "subscription", "ping", "pong", "ack", "error", "auth",
             "authorize", "login", "logout", "result", "reply", "connected", "heartbeat"}  # fmt: skip
#: What a message's name says of its part in a conversation, not of what it is about.
_PARTS = _PROTOCOL | {"update", "message", "event", "payload", "push", "stream", "channel", "notification", "data",
                      "on", "receive", "send", "envelope", "response", "to", "from"}  # fmt: skip
_LOGINS = {"auth", "authorize", "authorise", "authenticate", "login", "logon", "signin"}
_REPLACES = re.compile(r"subscription\s+(replaces|overwrites)|replaces?\s+the\s+(existing|previous|last|earlier)")


@dataclass(frozen=True, slots=True)
class _Message:
    address: str
    name: str
    node: Mapping[str, Any]
    where: Where
    private: bool
    received: bool
    place: str = ""
    """Key of the channel that it stands in."""

    @property
    def call(self) -> str:
        return f"WS {self.address} {self.name}"

    @property
    def summary(self) -> str:
        return text_of(self.node.get("summary") or self.node.get("title"))

    @property
    def about(self) -> tuple[str, ...]:
        """What its name says that it is about; empty for one that is the protocol's."""
        return tuple(singular(each) for each in tokens(self.name) if each not in _PARTS)


def listed(document: Document) -> list[Listed]:
    """Every message that can be received, logins and pings. Raises Refused for what is no such document."""
    messages = _messages(document, Schemas(document))
    return [Listed(each.call, each.summary) for each in [*_carried(messages), *_kept(messages)]]


def read(document: Document, chosen: Callable[[Listed], bool]) -> Api:
    """What the document says of the chosen messages. Raises Refused."""
    schemas = Schemas(document)
    messages = _messages(document, schemas)
    info = map_of(document.root.get("info"))
    api = Api(title=text_of(info.get("title")), servers=_servers(document))
    api.limits = _limits(info)
    carried = _carried(messages)
    for each in carried:
        if chosen(Listed(each.call, each.summary)):
            api.channels.append(_channel(document, schemas, each, messages, carried))
    for each in _kept(messages):
        if chosen(Listed(each.call, each.summary)):
            logs_in = bool(_LOGINS & set(_words_of(each, schemas)))
            (api.logins if logs_in else api.pings).append(_request(schemas, each))
            api.silence = api.silence or _silence(_description(document, each))
            api.pongs += [] if logs_in else [_shape(schemas, one)[0] for one in _answers(messages, each)]
    return api


def _channel(
    document: Document, schemas: Schemas, each: _Message, messages: Sequence[_Message], carried: Sequence[_Message]
) -> Channel:
    shape, shown = _shape(schemas, each)
    examples = [Example("", value) for value in shown]
    said = _description(document, each)
    channel = Channel(each.address, each.name, shape, text_of(each.node.get("summary")), (), each.private, examples)
    channel.params = _parameters(document, schemas, each)
    channel.replaces = bool(_REPLACES.search(said.lower()))
    for word in ("subscribe", "unsubscribe"):
        found = _asking(schemas, each, messages, carried, word)
        if found is None:
            continue
        setattr(channel, word, _request(schemas, found))
        answers = _answers(messages, found)
        if answers and channel.answer is None:
            channel.answer = _shape(schemas, answers[0])[0]
    return channel


def _limits(info: Mapping[str, Any]) -> dict[str, str]:
    """What an extension says that a connection may do (`x-rate-limits: {requests-per-minute: 200}`)."""
    made: dict[str, str] = {}
    said = next((map_of(each) for key, each in info.items() if re.fullmatch(r"x-rate-?limits?", str(key).lower())), {})
    for key, value in said.items():
        words = tokens(str(key))
        window = {"second": "1s", "minute": "1m", "hour": "1h"}.get(words[-1] if words else "", "")
        name = "connects" if "connections" in words else "messages" if {"requests", "messages"} & set(words) else ""
        if window and name and isinstance(value, int) and 0 < value < 10**9:
            made[name] = f"{value}/{window}"
    return made


def _silence(text: str) -> int:
    """Seconds of silence after which the venue closes a connection, where a text says so; else 0."""
    found = re.search(r"(\d+)\s*(?:s|sec|seconds?)\b[^.]{0,40}\b(?:inactiv|idle|silence)", text, re.IGNORECASE)
    return int(found[1]) if found else 0


def _shape(schemas: Schemas, each: _Message) -> tuple[Shape, list[Any]]:
    """What a message looks like, and its examples."""
    payload = each.node.get("payload")
    shown = list(_examples(each.node, payload))
    node = payload.get("schema", payload) if isinstance(payload, Mapping) and "schemaFormat" in payload else payload
    shape = schemas.shape(node, (*each.where, "payload")) if node is not None else infer(shown)
    for value in shown:
        learn(shape, value)
    settle(shape)
    for example in list_of(each.node.get("examples")):
        name_places(shape, text_of(map_of(example).get("summary")))
    return shape, shown


def _request(schemas: Schemas, each: _Message) -> Request:
    shape, shown = _shape(schemas, each)
    return Request(each.name, shape, shown, not each.about)


# ------------------------------------------------------------------------------------------------ which is which


def _carried(messages: Sequence[_Message]) -> list[_Message]:
    """What channels carry: received, and not a part of the protocol."""
    own = [each for each in messages if each.received and not _PROTOCOL & set(tokens(each.name))]
    if not own and not any(not each.received for each in messages):
        own = [each for each in messages if each.received]  # nothing else is known of this document
    unique: dict[str, _Message] = {}
    for each in own:
        unique.setdefault(each.call, each)
    return list(unique.values())


def _kept(messages: Sequence[_Message]) -> list[_Message]:
    """Requests that keep a connection alive, or make it private."""
    unique: dict[str, _Message] = {}
    for each in messages:
        words = {*tokens(each.name)}
        if not each.received and ("ping" in words or _LOGINS & words) and not words & {"subscribe", "unsubscribe"}:
            unique.setdefault(each.call, each)
    return list(unique.values())


def _asking(
    schemas: Schemas, each: _Message, messages: Sequence[_Message], carried: Sequence[_Message], word: str
) -> _Message | None:
    """The request that joins or leaves a channel: in its own place, about the same, or the only one there is."""
    asked = [one for one in messages if not one.received and word in _words_of(one, schemas)]
    places = {one.place for one in carried}
    beside = [one for one in asked if one.place == each.place] if len(places) > 1 else []
    alike = beside or [one for one in asked if one.about == each.about]
    if alike:
        return alike[0]
    return asked[0] if len(asked) == 1 and (not asked[0].about or len(carried) == 1) else None


def _words_of(each: _Message, schemas: Schemas) -> list[str]:
    """The words of a request's name, or of the only value that one of its fields can have."""
    words = tokens(each.name)
    payload, _ = schemas.resolve(map_of(each.node.get("payload")), (*each.where, "payload"))
    for field in map_of(map_of(payload).get("properties")).values():
        only = map_of(field).get("const") or (list_of(map_of(field).get("enum")) or [None])[0]
        if isinstance(only, str) and len(list_of(map_of(field).get("enum"))) < 2:
            words += tokens(only)
    return words


def _answers(messages: Sequence[_Message], asked: _Message) -> list[_Message]:
    """What answers a request, the nearest one first."""
    words = set(tokens(asked.name)) - {"request"}
    found = [
        each
        for each in messages
        if each.received
        and {"response", "result", "ack", "status", "subscription", "pong", "reply"} & set(tokens(each.name))
    ]
    found.sort(key=lambda each: -len(words & set(tokens(each.name))))
    about = set(asked.about)
    return [each for each in found if not about or not each.about or about & set(each.about)]


# ------------------------------------------------------------------------------------------------ the two versions


def _messages(document: Document, schemas: Schemas) -> list[_Message]:
    root = document.root
    version = str(root.get("asyncapi") or "")
    if not re.match(r"[23]\.", version):
        said = f"says version '{version[:20]}'" if version else "has no `asyncapi`"
        raise Refused(said, file=document.path, line=1, col=1, hint="AsyncAPI 2 and 3 are read")
    if not isinstance(root.get("channels"), Mapping):
        raise Refused("has no `channels`", file=document.path, line=1, col=1)
    return list(_version_2(document, schemas) if version.startswith("2") else _version_3(document, schemas))


def _is_private(document: Document, address: str) -> bool:
    said = map_of(document.root.get("info")).get("x-auth-required")
    return said is True or bool({"private", "user", "account"} & set(tokens(address)))


def _version_2(document: Document, schemas: Schemas) -> Iterator[_Message]:
    for address, item in document.root["channels"].items():
        node, where = schemas.resolve(item, ("channels", str(address)))
        for word in ("subscribe", "publish") if isinstance(node, Mapping) else ():
            operation = node.get(word)
            if not isinstance(operation, Mapping):
                continue
            name = text_of(operation.get("operationId"))
            received = word == "subscribe"
            if word == "publish" and "subscribe" not in node and tokens(name)[:1] in (["receive"], ["on"]):
                received = True
            yield from _of_operation(document, schemas, str(address), operation, (*where, word), received)


def _of_operation(
    document: Document, schemas: Schemas, address: str, operation: Mapping[str, Any], where: Where, received: bool
) -> Iterator[_Message]:
    message, at = schemas.resolve(operation.get("message"), (*where, "message"))
    several = message.get("oneOf") if isinstance(message, Mapping) else None
    rows = several if isinstance(several, list) else [message]
    for number, each in enumerate(rows):
        place = (*at, "oneOf", number) if isinstance(several, list) else at
        row, here = schemas.resolve(each, place)
        if isinstance(row, Mapping):
            name = text_of(row.get("name")) or (str(here[-1]) if here[:2] == ("components", "messages") else "")
            fallback = text_of(operation.get("operationId")) or address
            said = f"{text_of(operation.get('summary'))} {text_of(row.get('summary'))}".lower()
            private = _is_private(document, address) or bool(re.search(r"\bprivate\b", said))
            yield _Message(address, _plain(name or fallback), row, here, private, received, address)


def _version_3(document: Document, schemas: Schemas) -> Iterator[_Message]:
    operations = map_of(document.root.get("operations"))
    incoming: set[int] = set()
    outgoing: set[int] = set()
    for key, each in operations.items():
        node, where = schemas.resolve(each, ("operations", str(key)))
        if not isinstance(node, Mapping):
            continue
        first = tokens(str(key))[:1]
        receives = node.get("action") == "send"
        receives = True if first in (["receive"], ["on"]) else False if first in (["send"], ["publish"]) else receives
        channel, _ = schemas.resolve(node.get("channel"), (*where, "channel"))
        rows = node.get("messages")
        if not isinstance(rows, list):
            rows = list(map_of(map_of(channel).get("messages")).values())
        for number, row in enumerate(rows):
            message, _ = schemas.resolve(row, (*where, "messages", number))
            (incoming if receives else outgoing).add(id(message))
    for key, each in document.root["channels"].items():
        channel, at = schemas.resolve(each, ("channels", str(key)))
        if not isinstance(channel, Mapping) or not isinstance(channel.get("messages"), Mapping):
            continue
        address = str(channel.get("address") or key)
        for name, row in channel["messages"].items():
            message, here = schemas.resolve(row, (*at, "messages", str(name)))
            if not isinstance(message, Mapping):
                continue
            sent = id(message) in outgoing and id(message) not in incoming
            if not operations or sent or id(message) in incoming:
                sent = sent or (
                    not operations and bool({"request", "subscribe", "unsubscribe"} & set(tokens(str(name))))
                )
                private = _is_private(document, address)
                yield _Message(address, _plain(str(name)), message, here, private, not sent, str(key))


def _plain(name: str) -> str:
    return "".join(char for char in name if char.isprintable() and not char.isspace())[:80] or "message"


def _description(document: Document, each: _Message) -> str:
    """What is said of a channel and of its messages."""
    node = map_of(map_of(document.root.get("channels")).get(each.place))
    info = map_of(document.root.get("info"))
    parts = [text_of(node.get("description")), text_of(each.node.get("description"))]
    one = len(map_of(document.root.get("channels"))) == 1 and len(map_of(node.get("messages"))) < 12
    return " ".join([*parts, text_of(info.get("description")) if one else ""])


def _parameters(document: Document, schemas: Schemas, each: _Message) -> dict[str, Shape]:
    """The parameters of an address, in its order."""
    node, where = schemas.resolve(map_of(document.root.get("channels")).get(each.place), ("channels", each.place))
    declared = map_of(map_of(node).get("parameters"))
    made: dict[str, Shape] = {}
    for name in re.findall(r"\{([^{}]*)\}", each.address):
        row, at = schemas.resolve(map_of(declared.get(name)), (*where, "parameters", name))
        schema = map_of(row).get("schema")
        if isinstance(schema, Mapping):
            made[name] = schemas.shape(schema, (*at, "schema"))
        else:
            made[name] = Shape("string", words=[str(word) for word in list_of(map_of(row).get("enum"))])
        made[name].doc = made[name].doc or text_of(map_of(row).get("description"))
    return made


def _servers(document: Document) -> list[Server]:
    servers = document.root.get("servers")
    found = []
    for each in servers.values() if isinstance(servers, Mapping) else ():
        if not isinstance(each, Mapping):
            continue
        url = text_of(each.get("url")) or text_of(each.get("host"))
        if "://" not in url:
            url = f"{text_of(each.get('protocol')) or 'wss'}://{url}"
        url = re.sub(r"\{[^{}]*\}", "", url + text_of(each.get("pathname"))).rstrip("?")
        if re.fullmatch(r"wss://[A-Za-z0-9.:/_-]+", url):
            found.append(Server(url.rstrip("/"), text_of(each.get("description"))))
    channels = {str(each.get("address") or key) for key, each in document.root["channels"].items()
                if isinstance(each, Mapping)}  # fmt: skip
    only = next(iter(channels)) if len(channels) == 1 else ""
    if only.startswith("/") and "{" not in only:
        found = [Server(each.url if each.url.endswith(only) else each.url + only, each.doc) for each in found]
    return found


def _examples(node: Mapping[str, Any], payload: Any) -> Iterator[Any]:
    for each in list_of(node.get("examples")):
        if isinstance(each, Mapping) and "payload" in each:
            yield each["payload"]
    if isinstance(payload, Mapping):
        if isinstance(payload.get("example"), dict | list):
            yield payload["example"]
        several = payload.get("examples")
        yield from (each for each in (several if isinstance(several, list) else ()) if isinstance(each, dict | list))
