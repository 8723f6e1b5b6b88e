"""Good names out of a document's own: without noise, without numbers, in the form of the language."""

from __future__ import annotations

import keyword
import re
from collections.abc import Sequence

from venuegen.importing.model import Endpoint
from venuegen.lang.errors import LangError
from venuegen.lang.wire_types import parse_declaration, python_name, snake_case

#: Words of an operation or path that say nothing about it.
_PATH_NOISE = {"api", "rest", "public", "private", "openapi", "open", "exchange", "trade-api", "wapi", "sapi", "fapi"}
_READING = ("get", "query", "fetch", "list", "retrieve", "read", "check", "find", "show", "request")
_CHANGING = (
    "create", "new", "add", "place", "submit", "post", "put", "update", "set", "edit", "amend", "modify", "cancel",
    "delete", "remove", "close", "execute", "send", "batch", "buy", "sell", "transfer", "withdraw", "enable", "disable",
    "change", "test", "alter", "replace", "convert", "repay", "borrow",
)  # fmt: skip
COMMANDS = frozenset(_CHANGING) - {"batch", "test", "post"} | {"kill"}
#: Words of a type's name that say nothing about it.
_TYPE_NOISE = {
    "response", "request", "result", "dto", "vo", "model", "schema", "payload", "object", "resp", "req", "res", "rsp",
    "body", "data", "inline", "api", "get", "post", "put", "fetch", "query", "public", "private", "200", "ok",
    "success", "type", "default", "out", "rest", "list", "enum",
}  # fmt: skip
#: Endings of a type's name that are kept when nothing else would be left.
_KEPT = {"type", "list"}
_ABBREVIATIONS = {
    "qty": "quantity", "px": "price", "oid": "order_id", "amt": "amount", "vol": "volume", "sz": "size",
    "cummulative": "cumulative", "ccy": "currency", "avg": "average", "acct": "account", "txn": "transaction",
}  # fmt: skip
_STEM = re.compile(r"v\d+(\.\d+)?")


def tokens(text: str) -> list[str]:
    """The words of a name or sentence, in lower case."""
    plain = re.sub(r"\([^()]*\)|\[[^\[\]]*\]|['\u2019]s\b", " ", text)
    plain = re.sub(r"[^A-Za-z0-9]+", "_", plain).strip("_")
    return [each for each in snake_case(plain).split("_") if each] if plain else []


def endpoint_names(endpoint: Endpoint) -> list[str]:
    """Names that would fit an operation, the best one first."""
    by_operation = _significant(tokens(endpoint.operation), endpoint)
    summary = tokens(endpoint.summary)
    path = endpoint.path.strip("/") == endpoint.summary.strip("/")
    by_summary = [] if path or len(summary) > 6 else _significant(summary, endpoint)
    by_path = _by_path(endpoint)
    if endpoint.operation and (_is_generated(endpoint) or len(by_operation) > 7):
        by_operation = []
    if not summary and endpoint.operation and len(by_path) == 1 and len(by_operation) > 3:
        by_operation, by_summary = by_path, by_operation
    if path and len(by_operation) > len(by_path) + 1 and set(by_path) <= set(by_operation):
        by_operation = []  # the path, and what else some tool put around it
    longer = _by_path(endpoint, every=True)
    private = ["private"] if "private" in endpoint.path.lower().split("/") else []
    found = []
    for words in (by_operation, by_summary, by_path):
        if words:
            # What tells it from its namesake is another part of the path before it is a verb of ours.
            more = [longer] if len(longer) > len(words) and set(words) <= set(longer) else []
            more += [[*private, *words]] if private else []
            found += [_joined(words), *map(_joined, more), _joined(_verbs(endpoint) + words)]
    whole = _joined([endpoint.method.lower(), *longer])
    found.sort(key=lambda each: each.startswith("n_") or each.count("_") > 5)
    return list(dict.fromkeys([*found, whole]))


def _is_generated(endpoint: Endpoint) -> bool:
    """An id that some tool made of method and path (`GetApiV3Order`, `get-/public/auth`) says no more than these."""
    made = "".join(tokens(endpoint.operation))
    path = "".join(tokens(endpoint.path))
    return made in (endpoint.method.lower() + path, path + endpoint.method.lower(), path)


def _significant(words: list[str], endpoint: Endpoint) -> list[str]:
    noise = ("api", "rest", "the", "a", "an", "endpoint", "on", "for", "and")
    kept = [each for each in words if not _STEM.fullmatch(each) and each not in noise]
    if not any(each.isalpha() for each in kept):
        return []  # numbered by some tool
    while len(kept) > 1 and kept[0] in _PATH_NOISE:
        kept = kept[1:]
    kept[0] = _verb(kept[0])
    if endpoint.method == "GET" or endpoint.method == "POST":
        while len(kept) > 1 and kept[0] in _READING:
            kept = kept[1:]
    return kept


def _verb(word: str) -> str:
    """`places` → `place`, where a sentence begins with it."""
    for each in (word.removesuffix("s"), word.removesuffix("es")):
        if each in (*_READING, *_CHANGING, "return") and word not in (*_READING, *_CHANGING):
            return "get" if each == "return" else each
    return word


def _by_path(endpoint: Endpoint, *, every: bool = False) -> list[str]:
    """The telling end of a path: `/api/v3/market/orderbook/level2_{size}` → orderbook level2."""
    parts = [re.sub(r"\{[^{}]*\}", "", each) for each in endpoint.path.split("/")]
    parts = [each for each in parts if each.strip("_-.")]
    kept = [each for each in parts if each.lower() not in _PATH_NOISE and not _STEM.fullmatch(each.lower())]
    chosen = kept if every else kept[-2:] if kept and len(tokens(kept[-1])) == 1 and len(kept) > 1 else kept[-1:]
    words = [word for part in chosen for word in (_without_reading(tokens(part)) if every else tokens(part))]
    return _significant(words, endpoint) or tokens(endpoint.path) or ["root"]


def _without_reading(words: list[str]) -> list[str]:
    while len(words) > 1 and words[0] in _READING:
        words = words[1:]
    return words


def _verbs(endpoint: Endpoint) -> list[str]:
    if endpoint.method == "POST" and is_reading(endpoint):
        return ["get"]
    return {"GET": ["get"], "POST": ["create"], "PUT": ["update"], "DELETE": ["cancel"], "PATCH": ["update"]}[
        endpoint.method
    ]


def _joined(words: Sequence[str]) -> str:
    kept = [each for at, each in enumerate(words) if at == 0 or each != words[at - 1]]
    text = "_".join(kept)
    text = f"n_{text}" if text[:1].isdigit() else text
    return f"{text}_" if keyword.iskeyword(text) else text


def is_command(endpoint: Endpoint) -> bool:
    """Whether an operation changes something, by its words."""
    words = [*_by_path(endpoint), *tokens(endpoint.operation), *(tokens(endpoint.summary)[:2])]
    return any(each in COMMANDS for each in words)


def is_reading(endpoint: Endpoint) -> bool:
    """Whether an operation only reads although its method may change something."""
    words = [*_first_word(endpoint.operation), *_first_word(endpoint.summary)]
    path = endpoint.path.strip("/") == endpoint.summary.strip("/")
    if path or not words:
        words = [*words, *_first_word(endpoint.path.rsplit("/", 1)[-1])]
    return (bool(words) and all(each in _READING for each in words)) or (
        not is_command(endpoint) and bool({"history", "balance", "query", "orders"} & set(_by_path(endpoint)[-1:]))
    )


def _first_word(text: str) -> list[str]:
    """The first word of a name that says something."""
    words = tokens(text)
    while len(words) > 1 and words[0] in _PATH_NOISE:
        words = words[1:]
    return words[:1]


# ------------------------------------------------------------------------------------------------ types


def type_name(text: str) -> str:
    """A document's name of a type without its noise: `PrivateGetOrderStateResponse` → `OrderState`; may be empty."""
    words = [each for each in tokens(text) if not _STEM.fullmatch(each)]
    words = [re.sub(r"\d+$", "", each) if re.sub(r"\d+$", "", each) in _TYPE_NOISE else each for each in words]
    kept = [each for each in words if each not in _TYPE_NOISE]
    while kept and kept[0].isdigit():
        kept = kept[1:]
    words = words[:-1] if words[-1:] == ["enum"] else words
    if kept and words and words[-1] in _KEPT and len(kept) <= 2 and words[-1] == "type":
        kept = [*kept, "type"]
    while kept and kept[-1].isdigit():
        kept = kept[:-1]
    kept = [each for at, each in enumerate(kept) if at == 0 or each != kept[at - 1]]
    kept = [word.rstrip("0123456789") or word for word in kept[:-1]] + [
        re.sub(r"(?<=[a-z]{3})\d$", "", w) for w in kept[-1:]
    ]
    name = "".join(each[:1].upper() + each[1:] for each in kept)
    return name if re.fullmatch(r"[A-Z][A-Za-z0-9]*", name) and not keyword.iskeyword(name) else ""


def noun_of(endpoint: str) -> str:
    """What an endpoint is about: `create_order` → `Order`, `buy` → ``."""
    words = endpoint.split("_")
    while words and words[0] in (*_CHANGING, *_READING):
        words = words[1:]
    words = [each for each in words if each not in ("by", "all", "of")]
    return "".join(each[:1].upper() + each[1:] for each in words)


def camel(text: str) -> str:
    """`open_orders` → `OpenOrders`."""
    name = "".join(each[:1].upper() + each[1:] for each in tokens(text))
    return name if name[:1].isalpha() else f"T{name}" if name else ""


_UNCOUNTED = ("status", "news", "series", "address", "details", "stats", "progress", "basis", "canvas", "alias")


def singular(name: str) -> str:
    """`Trades` → `Trade`, `Currencies` → `Currency`; what is no plural stays."""
    lower = name.lower()
    if lower.endswith(_UNCOUNTED) or lower.endswith("ss") or not lower.endswith("s") or len(name) < 4:
        return name
    if lower.endswith("ies"):
        return f"{name[:-3]}y"
    if lower.endswith(("sses", "shes", "ches", "xes")):
        return name[:-2]
    return name[:-1]


# ------------------------------------------------------------------------------------------------ python names


def python(wire: str, doc: str = "") -> str:
    """Our name of a wire name, where the language's own way is not good enough; empty where it is.

    Abbreviations are spelt out; a single letter is called what a short description says.
    """
    try:
        usual = python_name(wire)
    except LangError:
        usual = ""
    if len(wire) == 1 and doc and len(tokens(doc)) <= 4:
        words = "_".join(tokens(doc))
        if _is_name(words):
            return words
    if not usual:
        words = "_".join(tokens(wire))
        for text in (f"n_{words}", "value"):
            if _is_name(text):
                return text
    longer = "_".join(_ABBREVIATIONS.get(each, each) for each in usual.strip("_").split("_"))
    return longer if longer != usual.strip("_") and _is_name(longer) else ""


#: Words of a description that say what something is made of, not what it is.
_FILLING = {
    "array",
    "list",
    "of",
    "the",
    "a",
    "an",
    "object",
    "objects",
    "unique",
    "custom",
    "new",
    "in",
    "which",
    "was",
}
_INSTRUMENT = {"market", "pair", "symbol", "instrument", "trading"}


def place(said: str) -> str:
    """The name of a place of an array by a description: `Market name` → market; or empty."""
    plain = re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", said)
    plain = re.sub(r"\s+in\s+(milli|micro|nano)?seconds\b", "", plain, flags=re.IGNORECASE)
    words = [each for each in tokens(re.split(r"[.;:,(\u2014]", plain, maxsplit=1)[0]) if each not in _FILLING][:3]
    words = words[:-1] if words[1:] and words[-1] in ("flag", "data", "value") else words
    if words[1:] and set(words[:-1]) <= _INSTRUMENT and words[-1] in ("name", *_INSTRUMENT):
        words = words[:1]
    name = "_".join(words)
    return name if _is_name(name) else ""


def distinct(wanted: str, taken: set[str]) -> str:
    """A python name that no other field has."""
    if wanted not in taken:
        return wanted
    for suffix in ("_value", "_other", "_more", "_upper", "_again"):
        if f"{wanted.rstrip('_')}{suffix}" not in taken:
            return f"{wanted.rstrip('_')}{suffix}"
    return next(f"{wanted}_{n}" for n in range(2, 10_000) if f"{wanted}_{n}" not in taken)


def _is_name(text: str) -> bool:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", text):
        return False
    try:
        return parse_declaration("x", f"{text} str").name == text
    except LangError:
        return False
