"""From what a document says to the entries of a spec, with a TODO for each thing that documents never say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from venuegen.importing import naming, prose, words
from venuegen.importing.asked import request_of
from venuegen.importing.channels import Streams, streams
from venuegen.importing.equal import merge_equal, prune, rename
from venuegen.importing.kinds import unit_said
from venuegen.importing.model import COMPOSED, Api, Endpoint, Parameter, Server, Shape
from venuegen.importing.signing import Signing
from venuegen.importing.types import Known, Types, with_name

_MOST_FLAT = 4
"""Levels of objects inside a body whose fields become parameters of their own."""


@dataclass(slots=True)
class Draft:
    """Entries for a spec, by section, in the order of the model; and the payloads for `examples/`."""

    sections: dict[str, Any] = field(default_factory=dict)
    examples: dict[str, dict[str, Any]] = field(default_factory=dict)
    """`new_order` → the file's content."""
    notes: list[str] = field(default_factory=list)
    todos: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a draft comes from: what the `source` of an example says."""

    name: str
    sha256: str

    def source(self, call: str) -> str:
        return f"{self.name} (sha256 {self.sha256[:12]}), {call}"


def draft(api: Api, origin: Origin, known: Known | None = None, taken: Sequence[str] = ()) -> Draft:
    """Entries for everything that was picked. `known` and `taken`: types and endpoint names that a spec has already."""
    return _Drafter(api, origin, known or Known(), set(taken)).draft()


class _Drafter:
    def __init__(self, api: Api, origin: Origin, known: Known, taken: set[str]) -> None:
        self.api, self.origin = api, origin
        self.types = Types(known)
        self.known = known
        self.signing = Signing(prose=api.prose)
        self.taken = taken
        self.made = Draft()
        self.streams = prose.streams(api.prose)
        self.buckets: dict[tuple[int, str], str] = {}
        """Budgets that endpoints name → bucket."""
        self.silent: list[str] = []
        """Endpoints of which the document shows no answer."""

    def draft(self) -> Draft:
        made = self.made
        self.signing.survey(self.api.endpoints)
        self.buckets = _buckets(self.api.endpoints, self.known.buckets)
        self.types.survey(shown_texts(self.api))
        codes = self._codes()
        endpoints = {self._endpoint_name(each): each for each in self.api.endpoints}
        params = {name: self._params(name, each) for name, each in endpoints.items()}
        self._script(endpoints)
        results = {name: self._result(name, each) for name, each in endpoints.items()}
        errors = self._errors(list(endpoints.values()), codes)
        wanted = self.api.channels or self.api.pings or self.api.logins
        found = streams(self.api, self.types, self.origin, made.examples) if wanted else Streams()
        stream = found.ws
        made.notes += found.notes
        renamed = merge_equal(self.types.declared, self.known.structs)
        entries = {}
        for name, each in endpoints.items():
            entry = self._endpoint(name, each, params[name], results[name])
            entries[name] = {
                key: rename(value, renamed) if key in ("params", "result") else value for key, value in entry.items()
            }
        signing = self.signing.sections()
        sections: dict[str, Any] = {
            **{key: value for key, value in signing.items() if key not in ("auth", "config")},
            "config": {**signing.get("config", {}), **found.config},
            "environments": environments(self._servers(bool(stream)), bool(endpoints), bool(stream)),
            "wire": {"none": ["", *self.types.none_words]} if self.types.none_words else {},
            "auth": {**(signing.get("auth") or {}), **found.auth},
            "limits": _limits(self.buckets) if endpoints else {},
            "errors": rename(errors, renamed),
            "enums": self.types.enums,
            "types": self.types.declared,
            "endpoints": entries,
            "ws": rename(stream, renamed),
        }
        prune(self.types.declared, self.types.enums, entries, sections["errors"], sections["ws"])
        made.sections = {key: value for key, value in sections.items() if value}
        made.notes = list(dict.fromkeys([*self.api.notes, *made.notes, *self.types.notes]))
        made.todos = [*made.todos, *self.types.todos, *self._todos(endpoints, params)]
        return made

    def _servers(self, stream: bool) -> list[Server]:
        """Where requests go, and the stream, where the sentences name one address of it."""
        told = any(each.url.startswith("wss") for each in self.api.servers)
        return [*self.api.servers, *([] if told or stream else [Server(each) for each in self.streams[:1]])]

    # -- endpoints

    def _endpoint_name(self, endpoint: Endpoint) -> str:
        candidates = naming.endpoint_names(endpoint)
        name = next((each for each in candidates if each not in self.taken), None)
        if name is None:
            name = next(f"{candidates[-1]}_{n}" for n in range(2, 100_000) if f"{candidates[-1]}_{n}" not in self.taken)
        self.taken.add(name)
        return name

    def _params(self, name: str, endpoint: Endpoint) -> dict[str, Any]:
        usual = _usual_place(endpoint)
        made: dict[str, Any] = {}
        taken: set[str] = set()
        if endpoint.whole_body is not None:
            hints = [naming.noun_of(name), f"{naming.camel(name)}Row"]
            made["$body"] = f"body {self.types.text(endpoint.whole_body, 'body', hints)}"
            taken.add("body")
        headers: set[str] = set()
        for each in self._flat(self.signing.take(endpoint)):
            if each.place == "header" and each.wire.lower() in headers:
                continue
            headers |= {each.wire.lower()} if each.place == "header" else set()
            if not each.wire.strip() or not each.wire.isprintable() or each.wire.startswith("$"):
                self.made.notes.append(f"{name}: the parameter `{each.wire}` cannot be named: it is left out")
                continue
            made[each.wire] = self._param(each, name, usual, taken, endpoint)
        return made

    def _flat(self, params: Sequence[Parameter], depth: int = 0) -> list[Parameter]:
        """Objects in a body as parameters with dots: `params.price`."""
        made: list[Parameter] = []
        for each in params:
            shape = each.shape
            inside = [wire for wire in shape.fields if re.fullmatch(r"[A-Za-z0-9_-]+", wire)]
            if each.place != "body" or shape.kind != "object" or len(inside) != len(shape.fields) or not inside:
                made.append(each)
                continue
            if depth >= _MOST_FLAT:
                made.append(Parameter(each.wire, each.place, each.required, Shape("any"), each.doc))
                continue
            inner = []
            for wire, field_ in shape.fields.items():
                required = each.required and field_.required is True
                inner.append(Parameter(f"{each.wire}.{wire}", "body", required, field_.shape, field_.doc))
            made += self._flat(inner, depth + 1)
        return made

    def _param(self, each: Parameter, name: str, usual: str, taken: set[str], endpoint: Endpoint) -> Any:
        last = each.wire.rsplit(".", 1)[-1].removesuffix("[]")
        hints = [naming.camel(last), f"{naming.noun_of(name)}{naming.camel(last)}", naming.camel(f"{name}_{last}")]
        text = self.types.text(each.shape, last, hints, (), each.doc)
        text = "str" if text == "json" and each.shape.kind == "any" and each.place != "body" else text
        if each.place != "body":  # everything is text there: what it is of need not be said
            text = re.sub(r"\b(int|bool|s|ms|us|ns)_text\b", r"\1", text)
        text = re.sub(r"^null<(.*)>$", r"\1", text) if not each.required else text
        const = _constant(each, endpoint)
        text = text if each.required or const is not None else f"opt<{text}>"
        declared = (
            with_name(each.wire, text, taken, "") if "." not in each.wire else _short_name(each.wire, text, taken)
        )
        extra: dict[str, Any] = {}
        if each.place != usual:
            extra["in"] = each.place
        if const is not None:
            extra["const"] = const
        high = each.shape.maximum if each.shape.maximum is not None else prose.largest(each.wire, each.doc)
        if text.removeprefix("opt<").removesuffix(">") == "int" and high is not None:
            low = each.shape.minimum
            extra |= {"min": low} if low is not None and abs(low) < 2**53 else {}
            extra |= {"max": high} if abs(high) < 2**31 - 1 else {}
        if not extra:
            return declared
        python, space, type_text = declared.partition(" ")
        return {"type": type_text, "name": python, **extra} if space else {"type": declared, **extra}

    def _result(self, name: str, endpoint: Endpoint) -> str:
        shape = endpoint.result
        if endpoint.plain:
            moment = next((each for each in reversed(naming.tokens(name)) if each in ("time", "timestamp")), "")
            made = (unit_said(endpoint.doc) or "ms") if moment else "none"
            read = f"read as a JSON number, a time in {made}" if moment else "not read"
            self.made.notes.append(f"{endpoint.call} answers in plain text: it is {read}")
            return made
        if shape is None:
            if endpoint.empty:
                return "none"
            self.silent.append(name)
            return "json"
        noun = naming.noun_of(name)
        hints = [noun, naming.camel(name), f"{naming.camel(name)}Answer"]
        hints = ["Acknowledgement", *hints] if self.types.is_acknowledgement(shape) else hints
        payload = self.types.envelope(shape)
        if payload:
            inner = shape.fields[payload].shape
            several = inner.kind in ("array", "map")
            own = naming.camel(name)
            hints = [naming.singular(noun), naming.singular(own)] if several else [noun, f"{own}Result"]
            return self.types.enveloped(shape, payload, [each for each in hints if each], name)
        return self.types.text(shape, noun or name, [each for each in hints if each])

    def _endpoint(self, name: str, endpoint: Endpoint, params: Mapping[str, Any], result: str) -> dict[str, Any]:
        entry: dict[str, Any] = {"call": endpoint.call}
        if self._needs_key(endpoint):
            entry["auth"] = "signed"
        places = {each.place for each in endpoint.params} | ({"body"} if endpoint.whole_body is not None else set())
        if endpoint.method in ("GET", "DELETE") and "body" in places:
            entry["in"] = "form" if endpoint.form else "json"
        elif endpoint.method not in ("GET", "DELETE"):
            if endpoint.form:
                entry["in"] = "form"
            elif "body" not in places and "query" in places:
                entry["in"] = "query"
        if self.signing.calls and entry.get("auth") == "signed":
            entry["in"] = "none"
        if (endpoint.weight or 1) > 1:
            entry["cost"] = {"requests": endpoint.weight}
        elif (bucket := self.buckets.get(prose.budget(endpoint.doc), "requests")) != "requests":
            entry["cost"] = {bucket: 1}
        if params:
            entry["params"] = dict(params)
        entry |= _required(endpoint, params)
        entry["result"] = result
        if endpoint.method == "GET" and endpoint.private and naming.is_command(endpoint):
            entry["kind"] = "command"
        elif endpoint.method == "POST" and naming.is_reading(endpoint):
            entry["kind"] = "read"
        files = self._examples(name, endpoint)
        if files:
            entry["examples"] = files
        if doc := prose.sentence(endpoint, name):
            entry["doc"] = doc
        return entry

    def _script(self, endpoints: Mapping[str, Endpoint]) -> None:
        """Where only a script says how requests are signed: those that sound like somebody's own are."""
        private = [name for name, each in endpoints.items() if each.private is None and _sounds_private(name, each)]
        if private and self.signing.scripted(self.api.key_headers):
            for name in private:
                endpoints[name].private = True
            self.made.todos.append(f"say which need keys; by their names these do: {', '.join(private)}")

    def _needs_key(self, endpoint: Endpoint) -> bool:
        return endpoint.private or (endpoint.private is None and self._is_signed(endpoint))

    def _is_signed(self, endpoint: Endpoint) -> bool:
        from venuegen.importing.signing import role_of

        return any(role_of(each) in ("signature", "key") for each in endpoint.params)

    def _examples(self, name: str, endpoint: Endpoint) -> list[str]:
        shown = [each for each in endpoint.examples if each.status < 300 and each.status > 0]
        bodies = [each.request for each in endpoint.examples if each.status == 0 and each.request]
        if self.signing.calls and self._needs_key(endpoint):  # the scheme makes the rest of such a body
            inside = [each.get("params") for each in bodies if isinstance(each, dict)]
            request = request_of(endpoint, inside, ())
        else:
            request = request_of(endpoint, bodies, self.signing.carries)
        files: list[str] = []
        seen: list[Any] = []
        for each in shown:
            if each.value in seen or (isinstance(each.value, str) and not each.value):
                continue
            seen.append(each.value)
            file = name if not files else f"{name}.{len(files) + 1}"
            told = ", composed of the examples of its fields" if each.name == COMPOSED else ""
            content: dict[str, Any] = {"source": f"{self.origin.source(endpoint.call)}{told}"}
            if not files and request is not None:
                content["request"] = request
            content["response"] = each.value
            self.made.examples[file] = content
            files.append(file)
        if not files and request is not None:
            self.made.examples[name] = {"source": self.origin.source(endpoint.call), "request": request}
            files.append(name)
        return files

    # -- the rest

    def _failure(self) -> tuple[Shape | None, str | None]:
        """What most answers are that say no, and the field of their code."""
        shapes = [each.failure for each in self.api.endpoints if each.failure and each.failure.kind == "object"]
        shape = max(shapes, key=lambda each: sum(each is other for other in shapes)) if shapes else None
        codes = ("code", "error_code", "errorCode", "retCode", "ret_code", "err_code", "status")
        return shape, next((each for each in codes if shape is not None and each in shape.fields), None)

    def _codes(self) -> dict[str, Any]:
        """Rows of the codes that the document enumerates: they stand in the table of errors, and are no enumeration."""
        shape, code = self._failure()
        listed = shape.fields[code].shape if shape is not None and code is not None else None
        if listed is None or listed.kind != "string" or len(listed.words) < 2:
            return {}
        rows, left = words.error_codes(listed.words)
        listed.words = []
        if left:
            self.made.todos.append(f"say what these codes mean (errors.codes): {', '.join(left)}")
        return rows

    def _errors(self, endpoints: Sequence[Endpoint], rows: Mapping[str, Any]) -> dict[str, Any]:
        if not endpoints:
            return {}
        texts = ("msg", "message", "error_message", "errorMessage", "retMsg", "error", "reason", "err_msg")
        when = "=status >= 400"
        shape, code = self._failure()
        text = next((each for each in texts if shape is not None and each in shape.fields and each != code), None)
        if shape is None or code is None or text is None:
            self.types.declared.setdefault("ErrorBody", {"code": "opt<str>", "message": "opt<str>"})
            self.made.todos.append("declare ErrorBody, and where errors stand in answers (errors.at)")
            names, type_name = ("code", "message"), "ErrorBody"
        else:
            shape.name = shape.name if re.search(r"fail|fault|problem", shape.name, re.IGNORECASE) else ""
            type_name = self.types.text(shape, "ErrorBody", ["Failure"])
            declared = self.types.declared.get(type_name, {})
            names = (_python_of(declared, code), _python_of(declared, text))
            if (fine := self._says_success(code, endpoints)) is not None:
                when = f"{when} or {_differs(declared, code, names[0], fine)}"
                for wire, field_ in declared.items():
                    if wire != code and not all(wire in each.fields for each in _answers(endpoints)):
                        declared[wire] = _maybe(field_)
        place = {
            "type": type_name,
            "when": when,
            "code": f"=m.{names[0]}",
            "text": f"=m.{names[1]}",
        }
        return {
            "source": "TODO where the venue says what its error codes mean",
            "at": {"rest": place},
            "statuses": {"429": "RateLimitExceeded", "5xx": {"error": "VenueUnavailable", "definitive": False}},
            "codes": dict(rows),
        }

    def _says_success(self, code: str, endpoints: Sequence[Endpoint]) -> str | int | None:
        """What the code of every answer is that is no error, where answers have one."""
        answers = _answers(endpoints)
        if not answers or not all(code in each.fields for each in answers):
            return None
        shown = {value for each in answers for value in each.fields[code].samples}
        return shown.pop() if len(shown) == 1 and all(isinstance(each, str | int) for each in shown) else None

    def _todos(self, endpoints: Mapping[str, Endpoint], params: Mapping[str, Mapping[str, Any]]) -> list[str]:
        made = []
        unknown = [name for name, each in endpoints.items() if each.private is None and not self._is_signed(each)]
        doubtful = [each for each in unknown if not self.signing.used or _sounds_private(each, endpoints[each])]
        if public := [each for each in unknown if each not in doubtful]:
            # The document names keys where they are needed: of the others it says that none are.
            self.made.notes.append(f"no keys are named for {', '.join(public)}: they are drafted as public")
        if doubtful:
            made.append(f"say which of these need keys (auth: signed): {', '.join(doubtful)}")
        shown = [name for name, each in endpoints.items() if each.by_example and params[name]]
        if shown:
            made.append(f"say which parameters are required, the document only shows some: {', '.join(shown)}")
        if self.silent:
            made.append(f"declare what these answer, the document does not say: {', '.join(self.silent)}")
        if endpoints:
            made.append("compare the budget under limits with the documentation, and give endpoints their cost")
        if self.streams and not self.api.channels:
            made.append(
                f"the document speaks of streams ({self.streams[0]}) in words alone: declare their connections and "
                "channels (ws)"
            )
        if any("client" in wire.lower() for each in params.values() for wire in each):
            made.append("declare client_order_ids: pattern, length and uniqueness of ids that you give")
        if endpoints or self.api.channels:
            made.append(
                "map the types to the contract (maps), and bind its methods to endpoints and channels (operations)"
            )
        if any(
            "depth" in name or "book" in name
            for name in (*endpoints, *(each.name.lower() for each in self.api.channels))
        ):
            made.append("say how messages make an order book (books): what chains, what a gap is")
        return made


def _answers(endpoints: Sequence[Endpoint]) -> list[Shape]:
    return [each.result for each in endpoints if each.result is not None and each.result.kind == "object"]


def _differs(declared: Mapping[str, str], code: str, name: str, fine: str | int) -> str:
    """The condition that a code says something else than success."""
    text = declared.get(code, "").rpartition(" ")[2]
    bare = re.sub(r"^opt<(.*)>$", r"\1", text)
    differs = f"m.{name} != {fine if bare == 'int' else repr(str(fine))}"
    return differs if bare == text else f"(m.{name} is not None and {differs})"


def _maybe(declared: str) -> str:
    """A declaration (`[name] type`) of a field that may be missing."""
    name, space, text = declared.rpartition(" ")
    return declared if text.startswith("opt<") else f"{name}{space}opt<{text}>"


def shown_texts(api: Api) -> Iterator[tuple[str, Shape, Sequence[Any]]]:
    """Every text of a document that is called something: its name, its shape and what it shows."""
    seen: set[int] = set()
    pending: list[tuple[str, Shape | None, Sequence[Any]]] = []
    for endpoint in api.endpoints:
        pending += [(each.wire, each.shape, ()) for each in endpoint.params]
        pending += [("", each, ()) for each in (endpoint.whole_body, endpoint.result)]
    pending += [("", each.payload, ()) for each in api.channels]
    while pending:
        wire, shape, samples = pending.pop(0)
        if shape is None:
            continue
        yield wire, shape, samples
        if id(shape) not in seen:
            seen.add(id(shape))
            pending += [(name, each.shape, each.samples) for name, each in shape.fields.items()]
            pending += [(wire, each, ()) for each in (shape.items, *shape.options)]


def _sounds_private(name: str, endpoint: Endpoint) -> bool:
    """Whether an operation changes something or is about somebody's account, by its words."""
    own = {"account", "balance", "balances", "order", "orders", "position", "positions", "fills", "my", "user",
           "wallet", "deposits", "withdrawals"}  # fmt: skip
    said = set(name.split("_"))
    return endpoint.method != "GET" or (bool(said & own) and not said & {"book", "market", "public"})


def _constant(each: Parameter, endpoint: Endpoint) -> str | None:
    """A parameter that can only have one value."""
    if isinstance(each.shape.const, str):
        return each.shape.const
    if len(each.shape.words) == 1 and each.required and isinstance(each.shape.words[0], str):
        return each.shape.words[0]
    path = endpoint.path.strip("/")
    shown = {value for value in each.shape.samples if isinstance(value, str)}
    return (
        path
        if each.place == "body"
        and each.wire == "method"
        and shown
        and all(path.endswith(value) for value in shown)
        and len(shown) == 1
        and shown == {path}
        else None
    )


def _required(endpoint: Endpoint, params: Mapping[str, Any]) -> dict[str, Any]:
    """Of which parameters one must be given, where the description says so."""
    names, only = prose.alternatives(endpoint.doc)
    declared = {wire: value if isinstance(value, str) else str(value.get("type")) for wire, value in params.items()}
    if not names or not all("opt<" in declared.get(each, "") for each in names):
        return {}
    return {"require_one_of" if only else "require_any_of": [[_python_of(declared, each) for each in names]]}


def _short_name(wire: str, text: str, taken: set[str]) -> str:
    """A nested parameter is called after its last word, where that is free."""
    from venuegen.lang.wire_types import python_name

    last = wire.rsplit(".", 1)[-1]
    name = naming.python(last) or python_name(last)
    if name in taken:
        name = naming.distinct("_".join(naming.tokens(wire)), taken)
    taken.add(name)
    return f"{name} {text}"


def _python_of(declared: Mapping[str, str], wire: str) -> str:
    from venuegen.lang.wire_types import parse_declaration

    return parse_declaration(wire, declared.get(wire, "str")).name


def _usual_place(endpoint: Endpoint) -> str:
    places = [each.place for each in endpoint.params if each.place in ("query", "body")]
    if "body" in places or endpoint.whole_body is not None:
        return "body"
    return "query"


def environments(servers: Sequence[Server], rest: bool, stream: bool) -> dict[str, Any]:
    """Base URLs, by deployment; a TODO where the document names none."""
    made: dict[str, Any] = {}
    for each in servers:
        scheme, separator, _ = each.url.partition("://")
        if not separator or not re.fullmatch(r"(https|wss)://[A-Za-z0-9.-]+(:\d{1,5})?(/[!-z|~]*)?", each.url):
            continue
        said = f"{each.url} {each.doc}".lower()
        word = next((word for word in ("testnet", "sandbox", "demo", "uat", "staging", "test") if word in said), None)
        name = "production" if word is None else word
        urls = made.setdefault(name, {"urls": {}})["urls"]
        urls.setdefault("rest" if scheme == "https" else "stream", each.url)
    if "production" not in made:
        kept = {"rest": "TODO the base URL of the REST API"} if rest else {}
        kept |= {"stream": "TODO the address of the stream"} if stream else {}
        made = {"production": {"urls": kept or {"rest": "TODO the base URL of the REST API"}}, **made}
    for name, environment in made.items():
        if stream and "stream" not in environment["urls"]:
            environment["urls"]["stream"] = "TODO the address of the stream"
        if rest and "rest" not in environment["urls"]:
            environment["urls"]["rest"] = f"TODO the base URL of {name}"
    return {"production": made.pop("production"), **made}


def _buckets(endpoints: Sequence[Endpoint], known: Mapping[tuple[int, str], str]) -> dict[tuple[int, str], str]:
    """Budgets that endpoints name, and what their buckets are called: in a new spec the one that most name is
    `requests`."""
    named = Counter(prose.budget(each.doc) for each in endpoints)
    named.pop((0, ""), None)
    made: dict[tuple[int, str], str] = dict(known)
    for budget, window in [said for said, _ in named.most_common() if said not in made]:
        name = f"requests_{budget}" if made else "requests"
        made[budget, window] = name if name not in made.values() else f"{name}_{window}"
    return made


def _limits(buckets: Mapping[tuple[int, str], str]) -> dict[str, Any]:
    made = {name: {"per": "ip", "budget": budget, "window": window} for (budget, window), name in buckets.items()}
    return {
        "buckets": made or {"requests": {"per": "ip", "budget": 60, "window": "1m"}},
        "default_cost": {"requests": 1},
    }
