"""Postman collections (v2.0, v2.1): requests with parameters and saved answers. Types come from the values shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from venuegen.importing.document import Document, Refused, Where
from venuegen.importing.kinds import is_money, looks_like_time
from venuegen.importing.model import Api, Endpoint, Example, Kind, Listed, Parameter, Place, Server, Shape
from venuegen.importing.naming import tokens
from venuegen.importing.observe import infer, settle
from venuegen.importing.openapi import MOST_EXAMPLES, parsed_json
from venuegen.importing.prose import MOST_TEXT, sentences
from venuegen.importing.schemas import list_of, text_of

MOST_ITEMS = 20_000
_DEEPEST = 30
_METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH")


@dataclass(frozen=True, slots=True)
class _Item:
    name: str
    folders: tuple[str, ...]
    request: Mapping[str, Any]
    responses: list[Any]
    where: Where
    private: bool
    idle: frozenset[str] = frozenset()
    """Headers of a key that every request of the collection has, signed or not: they tell nothing."""


def listed(document: Document) -> list[Listed]:
    """Every request, in the order of the collection. Raises Refused for what is no collection."""
    idle = _idle(document)
    variables = _variables(document)
    base = _base(document, variables)
    found = []
    for item in _items(document, idle):
        method, path = _call(item, variables, base)
        if method:
            found.append(Listed(f"{method} {path}", item.name, item.folders, _private(item)))
    return found


def read(document: Document, chosen: Callable[[Listed], bool]) -> Api:
    """What the collection says of the chosen requests; several of the same method and path are one. Raises Refused."""
    info = document.root.get("info")
    variables = _variables(document)
    base = _base(document, variables)
    api = Api(title=text_of(info.get("name")) if isinstance(info, Mapping) else "")
    script = _script(document)
    api.prose = sentences(" ".join(script.split()))
    api.key_headers = tuple(dict.fromkeys(re.findall(r"[\"']([A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)+)[\"']", script)))
    made: dict[str, Endpoint] = {}
    hosts: list[str] = []
    for item in _items(document, _idle(document)):
        method, path = _call(item, variables, base)
        if not method or not chosen(Listed(f"{method} {path}", item.name, item.folders, _private(item))):
            continue
        if host := _host(item, variables):
            hosts.append(host + base)
        endpoint = made.get(f"{method} {path}")
        if endpoint is None:
            endpoint = Endpoint(
                method, path, summary=item.name, doc=_said(item), tags=item.folders, private=_private(item)
            )
            made[endpoint.call] = endpoint
            _parameters(endpoint, item, api)
            _tables(endpoint, item)
        _answers(endpoint, item)
    for endpoint in made.values():
        good = [each.value for each in endpoint.examples if 200 <= each.status < 300]
        bad = [each.value for each in endpoint.examples if each.status >= 400]
        endpoint.result = infer(good) if good else None
        endpoint.failure = infer(bad) if bad else None
        endpoint.examples = endpoint.examples[:MOST_EXAMPLES]
        for each in endpoint.params:
            settle(each.shape)
    api.endpoints = list(made.values())
    # Where a script of the collection puts the host in, the variables that are addresses are the hosts.
    addresses = [(key, value) for key, value in variables.items() if re.fullmatch(r"https://[A-Za-z0-9./:-]+", value)]
    api.servers = [Server(each) for each in dict.fromkeys(hosts)] or [Server(each, key) for key, each in addresses]
    return api


def _script(document: Document) -> str:
    """What the collection runs before each request, as text: it is read for names, and never run."""
    lines: list[str] = []
    for event in list_of(document.root.get("event")):
        script = event.get("script") if isinstance(event, Mapping) and event.get("listen") == "prerequest" else None
        found = script.get("exec") if isinstance(script, Mapping) else None
        lines += [each for each in (found if isinstance(found, list) else [found]) if isinstance(each, str)]
    return "\n".join(lines)[:MOST_TEXT]


def _idle(document: Document) -> frozenset[str]:
    """Headers of a key that all requests have, where only some are signed."""
    named = [(_header_names(item), _is_signed(item)) for item in _items(document)]
    if not any(signed for _, signed in named) or all(signed for _, signed in named):
        return frozenset()
    everywhere = frozenset.intersection(*(frozenset(names) for names, _ in named))
    return frozenset(name for name in everywhere if "key" in name)


def _header_names(item: _Item) -> list[str]:
    headers = item.request.get("header")
    rows = headers if isinstance(headers, list) else []
    return [str(each.get("key", "")).lower() for each in rows if isinstance(each, Mapping)]


def _is_signed(item: _Item) -> bool:
    """A signature is among the parameters."""
    url = item.request.get("url")
    rows = url.get("query") if isinstance(url, Mapping) else None
    names = [str(each.get("key", "")).lower() for each in list_of(rows) if isinstance(each, Mapping)]
    return any(name in ("signature", "sign", "sig") for name in (*names, *_header_names(item)))


def _items(document: Document, idle: frozenset[str] = frozenset()) -> Iterator[_Item]:
    if not isinstance(document.root.get("item"), list):
        raise Refused("has no `item`: it is no Postman collection", file=document.path, line=1, col=1)
    everywhere = isinstance(document.root.get("auth"), Mapping)
    pending: list[tuple[Any, tuple[str, ...], Where, bool]] = [(document.root["item"], (), ("item",), everywhere)]
    count = 0
    while pending:
        items, folders, where, private = pending.pop(0)
        inner = []
        for at, each in enumerate(items):
            count += 1
            if count > MOST_ITEMS or len(folders) > _DEEPEST:
                raise document.refuse((*where, at), f"holds more than {MOST_ITEMS} requests, or too many folders")
            if not isinstance(each, Mapping):
                continue
            name = text_of(each.get("name"))
            if isinstance(each.get("item"), list):
                inner.append((each["item"], (*folders, name), (*where, at, "item"), private or "auth" in each))
            elif isinstance(each.get("request"), Mapping):
                responses = each.get("response")
                answers = responses if isinstance(responses, list) else []
                yield _Item(name, folders, each["request"], answers, (*where, at), private, idle)
        pending = inner + pending


def _variables(document: Document) -> dict[str, str]:
    rows = document.root.get("variable")
    return {
        str(each.get("key")): str(each.get("value") or "")
        for each in (rows if isinstance(rows, list) else ())
        if isinstance(each, Mapping)
    }


def _filled(text: str, variables: Mapping[str, str]) -> str:
    return re.sub(r"\{\{([^{}]*)\}\}", lambda match: variables.get(match[1].strip()) or match[0], text)


def _url(item: _Item, variables: Mapping[str, str]) -> tuple[str, list[str]]:
    """The host (may be empty), and the parts of the path."""
    url = item.request.get("url")
    if isinstance(url, Mapping):
        path = url.get("path")
        host = url.get("host")
        if isinstance(path, list) and path:
            parts = [each if isinstance(each, str) else str(each.get("value", "")) for each in path
                     if isinstance(each, str | Mapping)]  # fmt: skip
            whole = ".".join(map(str, host)) if isinstance(host, list) else str(host or "")
            filled = _filled(whole, variables)
            scheme = "" if "://" in filled or "{{" in filled else f"{text_of(url.get('protocol')) or 'https'}://"
            split = _split(scheme + filled) if "{{" not in filled else None
            more = [part for part in (split.path.split("/") if split else []) if part]
            return (f"{split.scheme}://{split.netloc}" if split and split.netloc else ""), [*more, *parts]
        url = url.get("raw")
    filled = _filled(str(url or ""), variables).partition("?")[0]
    _, separator, rest = filled.partition("}}") if filled.startswith("{{") else ("", "", "")
    if separator:
        return "", [part for part in rest.split("/") if part]
    split = _split(filled)
    host_text = f"{split.scheme}://{split.netloc}" if split and split.netloc else ""
    return host_text, [each for each in (split.path if split else "").split("/") if each]


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:
        return None


def _host(item: _Item, variables: Mapping[str, str]) -> str:
    host = _url(item, variables)[0]
    return host if re.fullmatch(r"(https|wss)://[A-Za-z0-9.:-]+", host) else ""


def _base(document: Document, variables: Mapping[str, str]) -> str:
    """The path of the base URL, where one variable with a path is the host of every request."""
    hosts = set()
    for item in _items(document):
        url = item.request.get("url")
        host = url.get("host") if isinstance(url, Mapping) else str(url or "").partition("/")[0]
        hosts.add(".".join(map(str, host)) if isinstance(host, list) else str(host or ""))
    only = hosts.pop() if len(hosts) == 1 else ""
    found = _split(_filled(only, variables)) if re.fullmatch(r"\{\{[^{}]+\}\}", only) else None
    return found.path.rstrip("/") if found is not None and found.netloc else ""


def _call(item: _Item, variables: Mapping[str, str], base: str) -> tuple[str, str]:
    """Method and path below the base URL; the method is empty where this is no call."""
    method = str(item.request.get("method") or "GET").upper()
    parts = []
    for part in _url(item, variables)[1]:
        name = re.fullmatch(r":([A-Za-z0-9_-]+)|\{\{([^{}]+)\}\}|\{([^{}]+)\}", part)
        parts.append("{" + (name[1] or name[2] or name[3]).strip() + "}" if name else part)
    path = ("/" + "/".join(parts)).removeprefix(base) if base else "/" + "/".join(parts)
    return (method if method in _METHODS and path != "/" and path.isprintable() and " " not in path else ""), path


def _private(item: _Item) -> bool | None:
    names = [each for each in _header_names(item) if each not in item.idle or _is_signed(item)]
    auth = item.request.get("auth")
    if item.private or (isinstance(auth, Mapping) and auth.get("type") != "noauth"):
        return True
    if any("key" in name or "sign" in name or name == "authorization" for name in names):
        return True
    if item.idle:
        return False
    folders = {word for folder in item.folders for word in tokens(folder)}
    folders |= set(re.split(r"[/_-]", item.name.lower()))
    return True if "private" in folders else False if "public" in folders else None


# ------------------------------------------------------------------------------------------------ what is asked


def _parameters(endpoint: Endpoint, item: _Item, api: Api) -> None:
    url = item.request.get("url")
    rows = url.get("query") if isinstance(url, Mapping) else None
    for name in re.findall(r"\{([^{}]*)\}", endpoint.path):
        variables = url.get("variable") if isinstance(url, Mapping) else None
        known = next((each for each in list_of(variables) if isinstance(each, Mapping) and each.get("key") == name), {})
        endpoint.params.append(_parameter(name, "path", known, required=True))
    _rows(endpoint, rows, "query")
    headers = item.request.get("header")
    kept = [each for each in headers if isinstance(each, Mapping)] if isinstance(headers, list) else []
    idle = frozenset() if endpoint.private else item.idle
    own = [each for each in kept if _is_own(name := str(each.get("key", ""))) and name.lower() not in idle]
    _rows(endpoint, own, "header")
    body = item.request.get("body")
    if not isinstance(body, Mapping):
        return
    mode = body.get("mode")
    if mode in ("urlencoded", "formdata"):
        fields = body.get(mode)
        endpoint.form = bool(fields) and endpoint.method not in ("GET", "DELETE")
        _rows(endpoint, fields, "body")
    elif mode == "raw" and isinstance(body.get("raw"), str):
        _raw(endpoint, [body["raw"], *_answered(item)], api)


def _is_own(name: str) -> bool:
    """Headers that mean something to the venue."""
    return name.lower() not in ("accept", "content-type", "user-agent", "authorization", "host", "connection")


def _rows(endpoint: Endpoint, rows: Any, place: Place) -> None:
    seen = {each.wire for each in endpoint.params if each.place == place}
    for each in rows if isinstance(rows, list) else ():
        wire = each.get("key") if isinstance(each, Mapping) else None
        if isinstance(wire, str) and wire and wire not in seen:
            seen.add(wire)
            endpoint.params.append(_parameter(wire, place, each, required=_is_needed(wire, each)))


_PAGING = {"limit", "count", "size", "page", "cursor", "offset"}
"""Last words of parameters that say how much of an answer is wanted: one that is shown need not be sent."""


def _is_needed(wire: str, row: Mapping[str, Any]) -> bool:
    return row.get("disabled") is not True and tokens(wire)[-1:] not in [[each] for each in _PAGING]


def _parameter(wire: str, place: Place, row: Mapping[str, Any], *, required: bool) -> Parameter:
    doc = row.get("description")
    doc = text_of(doc.get("content")) if isinstance(doc, Mapping) else text_of(doc)
    value = row.get("value")
    return Parameter(wire, place, required, _shape(wire, value if isinstance(value, str) else "", doc), doc)


#: What tools write in place of a value.
_PLACEHOLDERS: dict[str, Kind] = {
    "integer": "integer", "long": "integer", "int32": "integer", "int64": "integer", "boolean": "boolean",
    "number": "string", "float": "string", "double": "string", "decimal": "string",
}  # fmt: skip


def _shape(wire: str, value: str, doc: str) -> Shape:
    """What the text of a parameter looks like."""
    if "{{" in value:
        value = ""
    if kind := _PLACEHOLDERS.get(value.strip("<>").lower()) if value.startswith("<") else None:
        return Shape(kind, doc=doc, format="decimal" if kind == "string" else "")
    if value in ("true", "false"):
        return Shape("boolean", samples=[value == "true"])
    if re.fullmatch(r"[0-9]{1,18}", value) and not (value.startswith("0") and len(value) > 1):
        return Shape("integer", doc=doc, samples=[int(value)])
    if re.fullmatch(r"-?[0-9]+\.[0-9]+", value):
        return Shape("string", format="decimal", samples=[value])
    shown = [value] if value and not re.search(r"[<>]", value) else []
    if not shown and (looks_like_time(wire, doc) or tokens(wire)[-1:] in (["limit"], ["page"], ["size"], ["window"])):
        return Shape("integer", doc=doc)
    if not shown and is_money(wire):
        return Shape("string", format="decimal")
    return Shape("string", doc=doc, samples=list(shown))


def _answered(item: _Item) -> Iterator[str]:
    """The bodies of the requests that the saved answers were answers to."""
    for each in item.responses:
        request = each.get("originalRequest") if isinstance(each, Mapping) else None
        body = request.get("body") if isinstance(request, Mapping) else None
        if isinstance(body, Mapping) and isinstance(body.get("raw"), str):
            yield body["raw"]


def _raw(endpoint: Endpoint, bodies: Sequence[str], api: Api) -> None:
    """A JSON body, as a request shows it, and as saved answers do; lines that are commented out are other forms."""
    texts = ["\n".join(line for line in each.splitlines() if not line.lstrip().startswith("//")) for each in bodies]
    values = [value for value in map(parsed_json, dict.fromkeys(texts)) if value is not None]
    shown = [each for each in values if isinstance(each, dict)]
    if shown:
        for wire, field in infer(shown).fields.items():
            endpoint.params.append(Parameter(wire, "body", False, field.shape, field.doc))
        endpoint.examples += [Example("request", None, each, 0) for each in shown if each]
        endpoint.by_example = True
    elif values:
        endpoint.whole_body = infer(values)
    elif any(each.strip() for each in bodies):
        api.notes.append(f"{endpoint.call}: its body is no JSON, it is left out")


_NAME_HEADS = {"param", "parameter", "name", "field", "key", "argument"}
_NEED_HEADS = {"mandatory", "required", "require", "necessary"}
_TABLE_KINDS: dict[str, Kind] = {
    "int": "integer", "integer": "integer", "long": "integer", "bool": "boolean", "boolean": "boolean",
    "array": "array", "list": "array", "decimal": "number", "double": "number", "float": "number", "number": "number",
}  # fmt: skip


def _description(item: _Item) -> str:
    doc = item.request.get("description")
    text = doc.get("content") if isinstance(doc, Mapping) else doc
    return text if isinstance(text, str) else ""


def _said(item: _Item) -> str:
    """The first paragraph of a description, where it is prose."""
    first = re.split(r"\n\s*\n", _description(item).strip(), maxsplit=1)[0]
    return "" if "|" in first or "#" in first else text_of(first)


def _tables(endpoint: Endpoint, item: _Item) -> None:
    """Tables of parameters in a description (`| Param | Type | Mandatory |`): the first one says what is required;
    what only a later one has is of some requests."""
    known = {each.wire: each for each in endpoint.params}
    place: Place = "query" if endpoint.method in ("GET", "DELETE") else "body"
    for number, rows in enumerate(_read_tables(_description(item))):
        for wire, required, kind, said in rows:
            each = known.get(wire)
            if each is None and re.fullmatch(r"[A-Za-z][A-Za-z0-9_.-]{0,60}", wire):
                shape = Shape("array", items=Shape("string")) if kind == "array" else Shape(kind, doc=said)
                each = known[wire] = Parameter(wire, place, number == 0 and required, shape, said)
                endpoint.params.append(each)
            elif each is not None and each.place != "path":
                each.required = required and number == 0
                each.doc = each.doc or said


def _read_tables(text: str) -> Iterator[list[tuple[str, bool, Kind, str]]]:
    """Each table that says of parameters whether they are mandatory: name, mandatory, kind, description."""
    rows: list[tuple[str, bool, Kind, str]] = []
    heads: list[str] = []
    for line in [*text.splitlines()[:5_000], ""]:
        cells = [each.strip().strip("`* ") for each in line.strip().strip("|").split("|")] if "|" in line else []
        if not cells:
            if rows:
                yield rows
            rows, heads = [], []
        elif not heads:
            heads = [each.lower() for each in cells]
        elif not set("".join(cells)) <= set("-: "):
            row = dict(zip(heads, cells, strict=False))
            name = next((row[each] for each in heads if each in _NAME_HEADS and each in row), "")
            need = next((row[each] for each in heads if each in _NEED_HEADS and each in row), None)
            if name and need is not None:
                kind = _TABLE_KINDS.get(row.get("type", "").lower(), "string")
                rows.append((name, need.lower() in ("yes", "y", "true", "required"), kind, row.get("description", "")))


# ------------------------------------------------------------------------------------------------ what is answered


def _answers(endpoint: Endpoint, item: _Item) -> None:
    for each in item.responses:
        if not isinstance(each, Mapping) or not isinstance(each.get("body"), str):
            continue
        code = each.get("code")
        status = code if isinstance(code, int) and 100 <= code < 600 else 200
        value = parsed_json(each["body"])
        if isinstance(value, dict | list) and "<string>" not in each["body"]:
            endpoint.examples.append(Example(text_of(each.get("name")), value, None, status))
