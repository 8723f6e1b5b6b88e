"""AsyncAPI 2 and 3: the messages that one can receive, with their payloads and examples.

The two versions look from opposite sides, and documents mix them up: what an operation is called (`receiveTrades`,
`sendSubscribe`) decides before its action does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from venuegen.importing.document import Document, Refused, Where
from venuegen.importing.model import Api, Channel, Example, Listed, Server
from venuegen.importing.naming import tokens
from venuegen.importing.observe import infer, learn, settle
from venuegen.importing.schemas import Schemas, list_of, map_of, text_of

#: Messages that are part of the protocol, not what a channel carries.
_PROTOCOL = {"request", "response", "subscribe", "unsubscribe", "subscription", "ping", "pong", "ack", "error", "auth",
             "authorize", "login", "logout", "result", "reply", "connected", "heartbeat"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Message:
    address: str
    name: str
    node: Mapping[str, Any]
    where: Where
    private: bool

    @property
    def call(self) -> str:
        return f"WS {self.address} {self.name}"


def listed(document: Document) -> list[Listed]:
    """Every message that can be received. Raises Refused for what is no such document."""
    messages = _messages(document, Schemas(document))
    return [Listed(each.call, text_of(each.node.get("summary") or each.node.get("title"))) for each in messages]


def read(document: Document, chosen: Callable[[Listed], bool]) -> Api:
    """What the document says of the chosen messages. Raises Refused."""
    schemas = Schemas(document)
    messages = _messages(document, schemas)
    info = document.root.get("info")
    api = Api(title=text_of(info.get("title")) if isinstance(info, Mapping) else "", servers=_servers(document))
    for each in messages:
        if not chosen(Listed(each.call, text_of(each.node.get("summary") or each.node.get("title")))):
            continue
        payload = each.node.get("payload")
        shown = list(_examples(each.node, payload))
        node = payload.get("schema", payload) if isinstance(payload, Mapping) and "schemaFormat" in payload else payload
        shape = schemas.shape(node, (*each.where, "payload")) if node is not None else infer(shown)
        for value in shown:
            learn(shape, value)
        settle(shape)
        examples = [Example("", value) for value in shown]
        doc = text_of(each.node.get("summary"))
        api.channels.append(Channel(each.address, each.name, shape, doc, (), each.private, examples))
    return api


def _messages(document: Document, schemas: Schemas) -> list[_Message]:
    root = document.root
    version = str(root.get("asyncapi") or "")
    if not re.match(r"[23]\.", version):
        said = f"says version '{version[:20]}'" if version else "has no `asyncapi`"
        raise Refused(said, file=document.path, line=1, col=1, hint="AsyncAPI 2 and 3 are read")
    if not isinstance(root.get("channels"), Mapping):
        raise Refused("has no `channels`", file=document.path, line=1, col=1)
    found = list(_version_2(document, schemas) if version.startswith("2") else _version_3(document, schemas))
    own = [each for each in found if not _PROTOCOL & set(tokens(each.name))]
    unique: dict[str, _Message] = {}
    for each in own or found:
        unique.setdefault(each.call, each)
    return list(unique.values())


def _is_private(document: Document, address: str) -> bool:
    info = document.root.get("info")
    said = info.get("x-auth-required") if isinstance(info, Mapping) else None
    return said is True or bool({"private", "user"} & set(tokens(address)))


def _version_2(document: Document, schemas: Schemas) -> Iterator[_Message]:
    for address, item in document.root["channels"].items():
        node, where = schemas.resolve(item, ("channels", str(address)))
        operation = node.get("subscribe") if isinstance(node, Mapping) else None
        if not isinstance(operation, Mapping):
            operation = None
            if isinstance(node, Mapping) and isinstance(node.get("publish"), Mapping):
                name = text_of(node["publish"].get("operationId"))
                operation = node["publish"] if tokens(name)[:1] in (["receive"], ["on"]) else None
        if operation is None:
            continue
        message, at = schemas.resolve(operation.get("message"), (*where, "subscribe", "message"))
        several = message.get("oneOf") if isinstance(message, Mapping) else None
        rows = several if isinstance(several, list) else [message]
        for number, each in enumerate(rows):
            place = (*at, "oneOf", number) if isinstance(several, list) else at
            row, here = schemas.resolve(each, place)
            if isinstance(row, Mapping):
                name = text_of(row.get("name")) or (str(here[-1]) if here[:2] == ("components", "messages") else "")
                fallback = text_of(operation.get("operationId")) or str(address)
                private = _is_private(document, str(address))
                yield _Message(str(address), _plain(name or fallback), row, here, private)


def _version_3(document: Document, schemas: Schemas) -> Iterator[_Message]:
    operations = document.root.get("operations")
    incoming: set[int] = set()
    known = isinstance(operations, Mapping) and bool(operations)
    for key, each in operations.items() if isinstance(operations, Mapping) else ():
        node, where = schemas.resolve(each, ("operations", str(key)))
        if not isinstance(node, Mapping):
            continue
        first = tokens(str(key))[:1]
        receives = node.get("action") == "send"
        receives = True if first in (["receive"], ["on"]) else False if first in (["send"], ["publish"]) else receives
        if not receives:
            continue
        channel, at = schemas.resolve(node.get("channel"), (*where, "channel"))
        rows = node.get("messages")
        if not isinstance(rows, list):
            rows = list(map_of(map_of(channel).get("messages")).values())
        for number, row in enumerate(rows):
            message, _ = schemas.resolve(row, (*where, "messages", number))
            incoming.add(id(message))
    for key, each in document.root["channels"].items():
        channel, at = schemas.resolve(each, ("channels", str(key)))
        if not isinstance(channel, Mapping) or not isinstance(channel.get("messages"), Mapping):
            continue
        address = str(channel.get("address") or key)
        for name, row in channel["messages"].items():
            message, here = schemas.resolve(row, (*at, "messages", str(name)))
            if isinstance(message, Mapping) and (not known or id(message) in incoming):
                yield _Message(address, _plain(str(name)), message, here, _is_private(document, address))


def _plain(name: str) -> str:
    return "".join(char for char in name if char.isprintable() and not char.isspace())[:80] or "message"


def _servers(document: Document) -> list[Server]:
    servers = document.root.get("servers")
    found = []
    for each in servers.values() if isinstance(servers, Mapping) else ():
        if not isinstance(each, Mapping):
            continue
        url = text_of(each.get("url")) or text_of(each.get("host"))
        if "://" not in url:
            url = f"{text_of(each.get('protocol')) or 'wss'}://{url}"
        url = re.sub(r"\{[^{}]*\}", "", url + text_of(each.get("pathname")))
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
