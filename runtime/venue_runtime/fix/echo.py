"""The application of the command line: what it knows it sends back, so that an engine can be tried out against ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from .interfaces import BaseApplication, Unsupported
from .message import SOH, Message, OutgoingMessage

__all__ = ["Echo"]

# Fields that the session writes anew: those of its header, and CheckSum.
_ANEW = frozenset(("8", "9", "35", "34", "43", "49", "52", "56", "122", "369", "10"))
# Further fields of the standard header (FIX 4.0 to FIXT 1.1): an echo has them before those of its body.
_ROUTING = ("50", "57", "97", "115", "116", "128", "129", "142", "143", "144", "145")
_HEADER = frozenset((*_ROUTING, "90", "91", "212", "213", "347", "627", "1128", "1129", "1156"))
_POSS_RESEND = "97"


class _Echoed:
    def __init__(self, body: str) -> None:
        self._body = body

    def body(self) -> str:
        return self._body


class _Order(_Echoed):
    msg_type: ClassVar[str] = "D"


class _SecurityDefinition(_Echoed):
    msg_type: ClassVar[str] = "d"


class _Email(_Echoed):
    msg_type: ClassVar[str] = "C"


_KINDS = {kind.msg_type: kind for kind in (_Order, _SecurityDefinition, _Email)}

#: Tag of a group's count → tags that its entries may have, nested ones included; by MsgType.
Groups = Mapping[str, Mapping[str, frozenset[str]]]


class Echo(BaseApplication):
    """Sends NewOrderSingle, SecurityDefinition and Email back, field for field in the order of their tags.

    Entries of a repeating group stay together and as they are. An order with PossResend whose ClOrdID was seen since
    the numbers began is not sent back.
    """

    def __init__(self, groups: Groups | None = None) -> None:
        self._groups = groups or {}
        self._seen: set[str] = set()

    def on_logon(self, message: Message, /) -> None:
        if message.seq_num == 1:
            self._seen.clear()

    def on_message(self, message: Message, ts_recv: int, /) -> None:
        kind = _KINDS.get(message.msg_type)
        if kind is None:
            raise Unsupported
        if message.msg_type == "D":
            order = message.get("11")
            if message.get(_POSS_RESEND) == "Y" and order in self._seen:
                return
            self._seen.add(order)
        self.sender.send(_echo(kind, message, self._groups.get(message.msg_type, {})))


def _echo(kind: type[_Echoed], message: Message, groups: Mapping[str, frozenset[str]]) -> OutgoingMessage:
    fields = sorted(_fields(message, groups), key=lambda field: field[:2])
    echo: OutgoingMessage = kind("".join(text for _, _, text in fields))  # type: ignore[assignment]
    return echo


def _fields(message: Message, groups: Mapping[str, frozenset[str]]) -> Iterator[tuple[bool, int, str]]:
    """Whether it is the body's, the tag, and the text of every field; a group is one with its count."""
    tags, values = message.tags, message.values
    at = 0
    while at < len(tags):
        tag = tags[at]
        end = at + 1
        members = groups.get(tag, frozenset())
        while end < len(tags) and tags[end] in members:
            end += 1
        if tag not in _ANEW:
            text = "".join(f"{tags[each]}={values[each]}{SOH}" for each in range(at, end))
            yield tag not in _HEADER, int(tag) if tag.isdigit() else 0, text
        at = end
