"""OpenAPI 3.0 and 3.1, and Swagger 2: which operations there are, and what a document says of those picked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from venuegen.importing.document import Document, Refused, Where, fraction
from venuegen.importing.model import COMPOSED, Api, Endpoint, Example, Listed, Parameter, Place, Server, Shape
from venuegen.importing.observe import doubt, infer, joined, learn, settle
from venuegen.importing.prose import sentences
from venuegen.importing.schemas import Schemas, list_of, map_of, text_of

_METHODS = ("get", "post", "put", "delete", "patch")
_PLACES: dict[str, Place] = {"query": "query", "path": "path", "header": "header"}
_WEIGHT = re.compile(r"\bweight(?:\s*\((?:ip|uid)\))?\s*[:=]\s*(\d{1,5})\b", re.IGNORECASE)
MOST_EXAMPLES = 8
"""Examples of one operation that are taken over."""

Chosen = Callable[[Listed], bool]


def listed(document: Document) -> list[Listed]:
    """Every operation, in the order of the document. Raises Refused for what is no such document."""
    _version(document)
    return [_listed(document, method, path, node) for method, path, node, _ in _operations(document)]


def read(document: Document, chosen: Chosen) -> Api:
    """What the document says of the chosen operations. Raises Refused."""
    version = _version(document)
    root = document.root
    info = root.get("info")
    info = info if isinstance(info, Mapping) else {}
    elsewhere = root.get("externalDocs")
    api = Api(
        title=text_of(info.get("title")),
        doc=text_of(elsewhere.get("url")) if isinstance(elsewhere, Mapping) else "",
        version=text_of(str(info.get("version") or "")),
        servers=_servers(root, version),
        prose=_prose(document, info),
    )
    reader = _Reader(document, Schemas(document), version)
    for method, path, node, shared in _operations(document):
        if chosen(_listed(document, method, path, node)):
            if not re.fullmatch(r"/[!-z|~]*(\{[^{}/ ]+\}[!-z|~]*)*", path):
                api.notes.append(f"{method} {path[:80]!r}: the language has no form for this path, it is left out")
                continue
            api.endpoints.append(reader.endpoint(method, path, node, shared))
    api.notes += reader.schemas.notes
    doubts = [] if _tells_nulls(root) else [doubt(each.result) for each in api.endpoints if each.result is not None]
    if any(doubts):
        api.notes.append(
            "the document says of nothing that it may be null: what it calls optional in an answer may be missing or "
            "null here"
        )
    return api


def _tells_nulls(node: Any) -> bool:
    """Whether a document knows how to say that something may be null."""
    if isinstance(node, list):
        return any(map(_tells_nulls, node))
    if not isinstance(node, Mapping):
        return False
    kinds = node.get("type")
    if node.get("nullable") is True or node.get("x-nullable") is True or kinds == "null":
        return True
    return (isinstance(kinds, list) and "null" in kinds) or any(map(_tells_nulls, node.values()))


def _prose(document: Document, info: Mapping[str, Any]) -> str:
    """What the document says of all operations: its introduction, its sections, its ways to authenticate."""
    rows = [each for each in list_of(document.root.get("tags")) if isinstance(each, Mapping)]
    rows += [each for each in _schemes(document).values() if isinstance(each, Mapping)]
    return sentences(info.get("description"), *(each.get("description") for each in rows))


def _schemes(document: Document) -> Mapping[str, Any]:
    """Its security schemes, by name."""
    found = map_of(document.root.get("components")).get("securitySchemes")
    return map_of(found) or map_of(document.root.get("securityDefinitions"))


def _version(document: Document) -> str:
    root = document.root
    version = str(root.get("openapi") or root.get("swagger") or "")
    if not re.match(r"(2\.|3\.[01])", version):
        said = f"says version '{version[:20]}'" if version else "has neither `openapi` nor `swagger`"
        kinds = {"asyncapi": "asyncapi", "item": "postman"}
        other = next((kind for word, kind in kinds.items() if word in root), "")
        hint = f"it looks like {other}: venuegen import {other} …" if other else "OpenAPI 3.0, 3.1 or Swagger 2 is read"
        raise Refused(said, file=document.path, line=1, col=1, hint=hint)
    if not isinstance(root.get("paths"), Mapping):
        raise Refused("has no `paths`", file=document.path, line=1, col=1)
    return version


def _operations(document: Document) -> Iterator[tuple[str, str, Mapping[str, Any], Mapping[str, Any]]]:
    for path, item in document.root["paths"].items():
        if not isinstance(item, Mapping):
            continue
        for method in _METHODS:
            node = item.get(method)
            if isinstance(node, Mapping):
                yield method.upper(), str(path), node, item


def _listed(document: Document, method: str, path: str, node: Mapping[str, Any]) -> Listed:
    tags = node.get("tags")
    names = tuple(text_of(each) for each in tags if isinstance(each, str)) if isinstance(tags, list) else ()
    summary = text_of(node.get("summary")) or text_of(node.get("operationId"))
    return Listed(f"{method} {path}", summary, names, _private(document, path, node))


def _private(document: Document, path: str, node: Mapping[str, Any]) -> bool | None:
    """Whether an operation needs keys, by whatever the document says of it."""
    if isinstance(node.get("security"), list):
        return any(isinstance(each, Mapping) and each for each in node["security"])
    words = [text_of(each) for each in list_of(node.get("tags")) if isinstance(each, str)]
    words += [value for key, value in node.items() if str(key).startswith("x-") and isinstance(value, str)]
    words += re.split(r"[/_-]", path)
    lower = {each.lower() for each in words}
    if "private" in lower:
        return True
    if "public" in lower:
        return False
    everywhere = document.root.get("security")
    if isinstance(everywhere, list):
        return any(isinstance(each, Mapping) and each for each in everywhere)
    return None


def _servers(root: Mapping[str, Any], version: str) -> list[Server]:
    if version.startswith("2."):
        host = text_of(root.get("host"))
        schemes = root.get("schemes")
        scheme = "https" if not isinstance(schemes, list) or "https" in schemes or not schemes else str(schemes[0])
        return [Server(f"{scheme}://{host}{text_of(root.get('basePath')).rstrip('/')}")] if host else []
    found = []
    for each in list_of(root.get("servers")):
        if isinstance(each, Mapping) and isinstance(each.get("url"), str):
            variables = each.get("variables")
            found.append(Server(_filled(each["url"], variables).rstrip("/"), text_of(each.get("description"))))
    return found


def _filled(url: str, variables: Any) -> str:
    """A URL with its variables at their defaults."""

    def default(match: re.Match[str]) -> str:
        variable = variables.get(match[1]) if isinstance(variables, Mapping) else None
        return str(variable.get("default", match[0])) if isinstance(variable, Mapping) else match[0]

    return re.sub(r"\{([^{}]*)\}", default, url)


class _Reader:
    def __init__(self, document: Document, schemas: Schemas, version: str) -> None:
        self.document, self.schemas, self.old = document, schemas, version.startswith("2.")

    def endpoint(self, method: str, path: str, node: Mapping[str, Any], shared: Mapping[str, Any]) -> Endpoint:
        where: Where = ("paths", path, method.lower())
        made = Endpoint(
            method,
            path,
            operation=text_of(node.get("operationId")),
            summary=text_of(node.get("summary")),
            doc=text_of(node.get("description")),
            tags=tuple(text_of(each) for each in list_of(node.get("tags")) if isinstance(each, str)),
            private=_private(self.document, path, node),
            key_headers=self._key_headers(node),
        )
        made.weight = _weight(node)
        self._parameters(made, node, shared, where)
        self._body(made, node, where)
        self._responses(made, node, where)
        self._shown(made, node)
        for example in made.examples:
            shape = made.result if example.status < 400 else made.failure
            if shape is not None:
                learn(shape, example.value)
        if made.result is None and not made.empty:
            shown = [each.value for each in made.examples if 0 < each.status < 400]
            made.result = infer(shown) if shown else None
        for shape in (made.result, made.failure, made.whole_body, *(each.shape for each in made.params)):
            if shape is not None:
                settle(shape)
        return made

    # -- what is asked

    def _parameters(self, made: Endpoint, node: Mapping[str, Any], shared: Mapping[str, Any], where: Where) -> None:
        own, common = node.get("parameters"), shared.get("parameters")
        rows = [(each, (*where[:-1], "parameters", at)) for at, each in enumerate(list_of(common))]
        rows += [(each, (*where, "parameters", at)) for at, each in enumerate(list_of(own))]
        found: dict[tuple[str, str], Parameter] = {}
        for each, at in rows:
            row, at = self.schemas.resolve(each, at)
            if not isinstance(row, Mapping) or not isinstance(row.get("name"), str):
                continue
            place = str(row.get("in"))
            schema = row.get("schema", row)
            if place == "body":
                self._body_schema(made, row.get("schema") or {}, (*at, "schema"), bool(row.get("required")))
                continue
            if place == "formData":
                made.form = True
            elif place not in _PLACES:
                continue
            content = row.get("content")
            if isinstance(content, Mapping) and content:
                schema = next(iter(content.values())).get("schema", {})
            shape = self.schemas.shape(schema, (*at, "schema"))
            for value in _examples(row):
                if not isinstance(value, dict | list):
                    shape.sample(value)
            required = row.get("required") is True or place == "path"
            target: Place = _PLACES.get(place, "body")
            found[(row["name"], place)] = Parameter(
                row["name"], target, required, shape, text_of(row.get("description")) or shape.doc
            )
        named = re.findall(r"\{([^{}]*)\}", made.path)
        made.params += [each for each in found.values() if each.place != "path" or each.wire in named]
        told = {each.wire for each in made.params if each.place == "path"}
        made.params += [
            Parameter(each, "path", True, Shape("string")) for each in dict.fromkeys(named) if each not in told
        ]

    def _body(self, made: Endpoint, node: Mapping[str, Any], where: Where) -> None:
        body, at = self.schemas.resolve(node.get("requestBody"), (*where, "requestBody"))
        if not isinstance(body, Mapping):
            return
        if made.method == "GET" and made.params:
            return  # the same call over another transport, as some documents write it
        media, kind, at = _media(body, at)
        if media is None:
            return
        made.form = made.form or "form" in kind
        shown = list(_examples(media))
        self._body_schema(made, media.get("schema") or {}, (*at, "schema"), body.get("required") is True, shown)

    def _body_schema(self, made: Endpoint, schema: Any, where: Where, required: bool, shown: Any = ()) -> None:
        shape = self.schemas.shape(schema, where)
        made.by_example = shape.kind == "any" and not shape.name
        for value in shown:
            learn(shape, value)
            if isinstance(value, dict):
                made.examples.append(Example("request", None, value, 0))
        for word in ("example", "examples"):
            node, _ = self.schemas.resolve(schema, where)
            value = node.get(word) if isinstance(node, Mapping) else None
            if isinstance(value, dict) and word == "example":
                learn(shape, value)
                made.examples.append(Example("request", None, value, 0))
        if shape.kind == "union" and shape.options and all(each.kind == "object" for each in shape.options):
            shape = joined(shape.options)
        if shape.kind != "object":
            made.whole_body = shape if shape.kind != "any" or shown else None
            return
        for wire, field in shape.fields.items():
            # Whether the body itself must be there says nothing more: an endpoint is called for what is in it.
            made.params.append(Parameter(wire, "body", bool(field.required), field.shape, field.doc))

    # -- what is answered

    def _responses(self, made: Endpoint, node: Mapping[str, Any], where: Where) -> None:
        responses = node.get("responses")
        if not isinstance(responses, Mapping):
            return
        success = failure = None
        for code, each in responses.items():
            row, at = self.schemas.resolve(each, (*where, "responses", str(code)))
            if not isinstance(row, Mapping):
                continue
            status = int(code) if str(code).isdecimal() else 200 if str(code).lower() in ("default", "2xx") else 400
            media, kind, at = _media(row, at)
            if self.old:
                media = {"schema": row.get("schema"), "examples": row.get("examples")} if "schema" in row else None
            if status < 400 and success is None:
                made.empty = media is None and not str(row.get("content") or "")
            if media is None:
                continue
            schema = media.get("schema")
            shape = self.schemas.shape(schema, (*at, "schema")) if isinstance(schema, Mapping) and schema else None
            if status < 400 and success is None:
                success, made.empty = shape or Shape("any"), False
                made.plain = kind.startswith("text/") and success.kind in ("string", "any")
            elif status >= 400 and failure is None:
                failure = shape
            shown = [*_examples(media), *self._of_schema(schema, (*at, "schema"))]
            if not shown and isinstance(schema, Mapping) and shape is not None and shape is success:
                value = self.schemas.composed(schema, (*at, "schema"))
                if isinstance(value, dict | list) and value:
                    made.examples.append(Example(COMPOSED, value, None, status))
            for value in shown[:MOST_EXAMPLES]:
                if status < 300 or status >= 400:
                    made.examples.append(Example("", value, None, status))
        made.result, made.failure = success, failure
        if made.result is not None and made.result.kind == "any" and not made.result.name:
            made.result = None

    def _of_schema(self, schema: Any, where: Where) -> list[Any]:
        """A whole payload that a schema shows of itself."""
        node, _ = self.schemas.resolve(schema, where)
        value = node.get("example") if isinstance(node, Mapping) else None
        return [value] if isinstance(value, dict | list) and value else []

    def _shown(self, made: Endpoint, node: Mapping[str, Any]) -> None:
        """Examples that a document carries in words of its own (`x-…example…`)."""
        for key, value in node.items():
            word = str(key).lower()
            if not word.startswith("x-") or "example" not in word or not isinstance(value, str) or not value.strip():
                continue
            shown = parsed_json(value)
            if isinstance(shown, dict | list) and "response" in word:
                made.examples.append(Example("", shown))
            elif isinstance(shown, dict) and "request" in word:
                made.examples.append(Example("request", None, shown, 0))

    def _key_headers(self, node: Mapping[str, Any]) -> tuple[str, ...]:
        """Where the security schemes that this operation names carry what they carry."""
        schemes = _schemes(self.document)
        named = node.get("security", self.document.root.get("security"))
        if not isinstance(named, list):
            return ()
        found = []
        for each in named:
            for name in each if isinstance(each, Mapping) else ():
                scheme = schemes.get(name)
                if (
                    isinstance(scheme, Mapping)
                    and scheme.get("type") == "apiKey"
                    and re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", str(scheme.get("name")))
                ):
                    found.append(("" if scheme.get("in") == "header" else "query.") + str(scheme["name"]))
        return tuple(dict.fromkeys(found))


def _weight(node: Mapping[str, Any]) -> int | None:
    """What a call weighs, where a document says it in a word of its own or in a line of its description."""
    for key, value in node.items():
        if str(key).startswith("x-") and "weight" in str(key).lower() and isinstance(value, int):
            return value if 0 < value < 100_000 else None
    found = re.findall(
        r"\bweight(?:\s*\((?:ip|uid)\))?\s*[:=]\s*(\d{1,5})\b", text_of(node.get("description")), re.IGNORECASE
    )
    return int(found[0]) if len(found) == 1 else None


def _media(body: Mapping[str, Any], where: Where) -> tuple[Mapping[str, Any] | None, str, Where]:
    """The JSON form of a body, else the first one there is."""
    content = body.get("content")
    if not isinstance(content, Mapping) or not content:
        return None, "", where
    kind = next((each for each in content if "json" in str(each)), next(iter(content)))
    media = content[kind]
    return (media if isinstance(media, Mapping) else None), str(kind), (*where, "content", str(kind))


def _examples(node: Mapping[str, Any]) -> Iterator[Any]:
    """The payloads that `example` and `examples` show."""
    if node.get("example") is not None:
        yield _parsed(node["example"])
    several = node.get("examples")
    if isinstance(several, Mapping):
        for key, each in several.items():
            if isinstance(each, Mapping) and "value" in each:
                yield _parsed(each["value"])
            elif "/" in str(key):  # Swagger 2: by media type
                yield _parsed(each)
    elif isinstance(several, list):
        yield from several


def _parsed(value: Any) -> Any:
    """An example that is written as text is the JSON in it."""
    if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
        found = parsed_json(value)
        return value if found is None else found
    return value


def parsed_json(text: str) -> Any:
    """JSON of a text, with the digits of numbers kept; None where it is none."""
    for each in (text, text.replace("\\n", "\n").replace('\\"', '"')):
        try:
            return json.loads(each, parse_float=fraction, parse_constant=str)
        except (ValueError, RecursionError):
            continue
    return None
