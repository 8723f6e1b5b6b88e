"""What is sent over a WebSocket: the request that a document shows, in words of the language.

Of a request some parts are the protocol's (`method: subscribe`, an id), the others say what is wanted: they are the
topic. An instrument becomes `{i.venue_symbol}`, a depth or an interval a parameter of the channel.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from venuegen.importing import naming
from venuegen.importing.kinds import is_symbol, looks_like_time, time_unit
from venuegen.importing.model import FieldShape, Request, Shape
from venuegen.importing.types import row_names

_IDS = {"id", "req_id", "reqid", "request_id", "requestid", "message_id", "msg_id", "user_message_id"}
_PROTOCOL = {"subscribe", "unsubscribe", "sub", "unsub", "subscription", "jsonrpc", "req", "request", "op"}
_SECRETS = {"token", "signature", "sign", "key", "passphrase", "secret", "listenkey", "apikey"}
#: Values that a topic needs beside the instrument.
_ASKED = {"depth", "limit", "levels", "interval", "resolution", "period", "granularity", "timeframe", "aggregation",
          "frequency", "speed", "group", "grouping"}  # fmt: skip
_SYMBOL = re.compile(r"[A-Z0-9]{2,12}[-_/][A-Z0-9]{2,12}([-_/][A-Z0-9.]{1,12})*")
_SAID = re.compile(r"\b(market|symbol|instrument|pair|product)s?\b", re.IGNORECASE)
_WATCHED = "Instruments, as the venue names them, of which an account's orders and fills are told."
_CURRENCY = re.compile(r"\b(asset|currency|currencies|coin|ticker)s?\b", re.IGNORECASE)


@dataclass(slots=True)
class Sent:
    """A request: what the protocol says in `frame`, what is wanted under `topic`, both by field."""

    frame: dict[str, Any] = field(default_factory=dict)
    topic: dict[str, Any] = field(default_factory=dict)
    params: dict[str, str] = field(default_factory=dict)
    """Values beside the instrument: name → type."""
    config: dict[str, Any] = field(default_factory=dict)
    """Settings that say what is wanted of an account."""
    order: list[str] = field(default_factory=list)
    """The fields, as the document has them."""


def sent(request: Request, *, private: bool) -> Sent:
    """A request in the language's words. `private`: it is about an account, of which instruments are settings."""
    made = Sent()
    writer = _Writer(made, private)
    shown = next((each for each in request.examples if isinstance(each, Mapping)), None)
    for wire, value in writer.fields(request.shape, shown):
        place = made.frame if is_protocol(value) else made.topic
        place[wire] = value
        made.order.append(wire)
    return made


def is_protocol(value: Any) -> bool:
    """Whether a part of a request is the same for whatever is wanted."""
    if isinstance(value, str) and value.startswith("="):
        return value.startswith(("=req.", "=clock."))
    if isinstance(value, str):
        words = naming.tokens(value)
        return bool(words) and all(each in _PROTOCOL or each.isdecimal() for each in words)
    return isinstance(value, bool | int)


class _Writer:
    def __init__(self, made: Sent, private: bool) -> None:
        self.made, self.private = made, private

    def fields(self, shape: Shape | None, shown: Any) -> list[tuple[str, Any]]:
        """The fields of an object, in the document's order; those that its example leaves out are left out."""
        described = shape.fields if shape is not None else {}
        values = shown if isinstance(shown, Mapping) else {}
        rows: list[tuple[str, Any]] = []
        for wire in dict.fromkeys([*described, *values]):
            each = described.get(wire)
            if wire not in values and (each is None or not _is_needed(wire, each, bool(values))):
                continue
            doc = each.doc if each is not None else ""
            rows.append((wire, self.value(wire, each.shape if each is not None else None, values.get(wire), doc)))
        return rows

    def value(self, wire: str, shape: Shape | None, shown: Any, doc: str) -> Any:
        """One value of a request."""
        kind = shape.kind if shape is not None else "any"
        if isinstance(shown, Mapping) or (shown is None and kind == "object"):
            return dict(self.fields(shape, shown))
        if kind == "row" and shape is not None:
            return self.places(shape, shown if isinstance(shown, list) else [])
        if isinstance(shown, list) or (shown is None and kind == "array"):
            return self.items(wire, shape, shown if isinstance(shown, list) else [], doc)
        return self.scalar(wire, shape or Shape("any"), shown, doc)

    def text(self, fixed: str) -> str:
        """A text that is given, with what it leaves open: `trades.{symbol}`."""
        text, params = opened(fixed)
        self.made.params |= params
        return text

    def places(self, shape: Shape, shown: Sequence[Any]) -> Any:
        texts = [each for each in shown if isinstance(each, str)]
        if texts and len(texts) == len(shown) and not any(shape.labels) and all(map(_SYMBOL.fullmatch, texts)):
            return self.listed("markets", _WATCHED)  # a list of instruments that happens to show as many each time
        names = row_names(shape, False) or [f"value_{at}" for at in range(len(shape.places))]
        return [
            self.value(name, place, shown[at] if at < len(shown) else None, place.doc)
            for at, (name, place) in enumerate(zip(names, shape.places, strict=True))
        ]

    def items(self, wire: str, shape: Shape | None, shown: Sequence[Any], doc: str) -> Any:
        """A list: of instruments, of currencies, or as it is shown."""
        inner = shape.items if shape is not None and shape.items is not None else Shape("any")
        said = f"{doc} {shape.doc if shape is not None else ''} {inner.doc}"
        texts = [each for each in shown if isinstance(each, str)]
        scalars = len(texts) == len(shown) and inner.kind in ("string", "any")
        if scalars and (_is_instrument(naming.singular(wire), said, texts) if texts or inner.kind != "any" else False):
            return self.listed("markets", _WATCHED)
        if scalars and self.private and texts and (_CURRENCY.search(said) or _CURRENCY.fullmatch(wire)):
            return self.listed("currencies", "Currencies whose balances are watched.")
        return [self.value(naming.singular(wire), inner, each, inner.doc) for each in shown[:1] or shown]

    def listed(self, name: str, doc: str) -> Any:
        if not self.private and name == "markets":
            return ["{i.venue_symbol}"]
        self.made.config[name] = {"type": "str", "default": "", "doc": f"{doc[:-1]}, with commas between."}
        return f"=split(cfg.{name}, ',')"

    def scalar(self, wire: str, shape: Shape, shown: Any, doc: str) -> Any:
        words = naming.tokens(wire)
        if "_".join(words) in _IDS:
            return "=req.id"
        fixed = shape.const if shape.const is not None else shape.words[0] if len(shape.words) == 1 else None
        if fixed is not None:
            return self.text(fixed) if isinstance(fixed, str) else fixed
        if shown is None:
            shown = next((each for each in shape.samples if each is not None), None)
        if set(words) & _SECRETS:
            return f"TODO the {' '.join(words)}"
        texts = [shown] if isinstance(shown, str) else []
        if shape.kind in ("string", "any") and _is_instrument(wire, doc or shape.doc, texts):
            return "{i.venue_symbol}"
        if len(words) == 1 and words[0] in _ASKED:
            kind = "int" if isinstance(shown, int) or shape.kind in ("integer", "number") else "str"
            name = naming.python(wire) or words[0]
            self.made.params[name] = kind
            return f"={name}" if kind == "int" else "{" + name + "}"
        if looks_like_time(wire, doc) and isinstance(shown, int) and (unit := time_unit(wire, [shown], doc)):
            return f"=clock.{unit}"
        return shown if shown is not None else f"TODO the {' '.join(words) or 'value'}"


def opened(text: str, shapes: Mapping[str, Shape] | None = None) -> tuple[str, dict[str, str]]:
    """A text with `{symbol}` and other holes, in the language's words, and the parameters that it has beside the
    instrument."""
    params: dict[str, str] = {}
    for each in re.findall(r"\{(\w+)\}", text):
        if re.search(r"symbol|market|instrument|pair|product", each, re.IGNORECASE):
            text = text.replace("{" + each + "}", "{i.venue_symbol}")
            continue
        name = naming.python(each) or "_".join(naming.tokens(each))
        params[name] = "int" if (shapes or {}).get(each, Shape("string")).kind == "integer" else "str"
        text = text.replace("{" + each + "}", "{" + name + "}")
    return text, params


def _is_needed(wire: str, each: FieldShape, shown: bool) -> bool:
    """Whether a field that an example lacks is sent all the same; `shown`: the example has other ones."""
    if each.required is True:
        return True
    return not shown and (each.required is None or each.shape.const is not None or _is_instrument(wire, each.doc, ()))


def _is_instrument(wire: str, doc: str, shown: Sequence[str]) -> bool:
    if shown and all(_SYMBOL.fullmatch(each) for each in shown):
        return True
    if is_symbol(wire, shown):
        return True
    plain = re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", doc)[:60]
    return not shown and bool(_SAID.search(plain)) and not _CURRENCY.search(plain)


@dataclass(slots=True)
class Subscribing:
    """How a connection subscribes and leaves: two frames, and the topic of each channel."""

    subscribe: dict[str, Any]
    unsubscribe: dict[str, Any] | None
    topic: Any


def subscribing(wanted: Sent, left: Sent | None) -> Subscribing:
    """The frames of a connection, and the topic of a channel, of the requests that join and leave it."""
    if left is None or [*left.frame, *left.topic] == [] or set(left.topic) - set(wanted.topic):
        left = None
    if len(wanted.topic) == 1 and (left is None or left.topic == wanted.topic):
        name, value = next(iter(wanted.topic.items()))
        inner, topic = _single(value)
        frames = [{**each.frame, name: inner} for each in (wanted, left) if each is not None]
        ordered = [_in_order(each, wanted) for each in frames]
        return Subscribing(ordered[0], ordered[1] if len(ordered) > 1 else None, topic)
    topic = dict(wanted.topic)
    away: dict[str, str] = {}
    for name, value in (left.topic if left is not None else {}).items():
        if value == wanted.topic[name]:
            away[name] = name
            continue
        away[name] = "unsubscribe" if isinstance(value, str) else f"leave_{name}"
        topic[away[name]] = value
        if isinstance(value, str) and isinstance(wanted.topic[name], str):
            topic = {("subscribe" if key == name else key): each for key, each in topic.items()}
    renamed = {name: "subscribe" if "subscribe" in topic and name not in topic else name for name in wanted.topic}
    send = {**wanted.frame, **{name: _entry(entry) for name, entry in renamed.items()}}
    leave = {**left.frame, **{name: _entry(entry) for name, entry in away.items()}} if left is not None else None
    return Subscribing(_in_order(send, wanted), _in_order(leave, wanted) if leave is not None else None, topic)


_LISTS = ("params", "args", "topics", "channels", "streams", "subscriptions")


def general(wanted: Sent, left: Sent | None, topic: str) -> Subscribing | None:
    """The frames of a request that serves every topic, which is a text; None where nobody can tell where it goes."""
    frames = []
    for each in [wanted, *([left] if left is not None else [])]:
        place = next((name for name in (*_LISTS, *each.topic) if isinstance(each.topic.get(name), list)), None)
        single = next((name for name, value in each.topic.items() if str(value).startswith("TODO")), None)
        if place is None and single is None:
            return None
        frames.append(_in_order({**each.frame, **({place: "=topics"} if place else {str(single): "=topic"})}, each))
    return Subscribing(frames[0], frames[1] if len(frames) > 1 else None, topic)


def _single(value: Any) -> tuple[Any, Any]:
    """`{channel: {i.venue_symbol}}` as what is sent around a topic, and the topic."""
    if isinstance(value, Mapping) and len(value) == 1:
        name, each = next(iter(value.items()))
        inner, topic = _single(each)
        return {name: inner}, topic
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str) and not value[0].startswith("="):
        return "=topics", value[0]
    return "=topic", value


def _entry(name: str) -> str:
    return f"=topic['{name}']"


def _in_order(frame: dict[str, Any], like: Sent) -> dict[str, Any]:
    """Fields in the order of the document."""
    order = like.order
    return {name: frame[name] for name in sorted(frame, key=lambda each: order.index(each) if each in order else 99)}
