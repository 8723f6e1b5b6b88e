"""`signing.py`: per auth scheme the few lines that a careful engineer would write."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from ..lang import Compiled, Scope, compile_expr, compile_frame, compile_value
from ..lang.convert import TEXTS
from ..lang.scopes import Binding
from ..lang.types import BOOL, INT, Time, base_of, is_optional
from ..render.names import doc_line, fstring_part, identifier, literal
from ..spec.fix_logon import dictionaries_of, logon_fields
from ..spec.model import AuthScheme, Nonce, SignStep, SignUsing, Step
from . import scopes
from .code import Lines
from .logon import field_line
from .rest import place_of

if TYPE_CHECKING:
    from .context import VenueContext

Kind = Literal["request", "params", "message", "frame", "logon"]
"""What a scheme is of: a request, parameters of a call, a frame that it makes or is given, a FIX Logon."""
_RESULTS = {"hex": "str", "base64": "str", "raw": "bytes", "rsv": "dict[str, Any]"}
"""Form of a signature or hash → annotation."""
_ALGORITHMS = {"hmac-sha256": "sha256", "hmac-sha384": "sha384", "hmac-sha512": "sha512"}


@dataclass(frozen=True, slots=True)
class KeyView:
    """A function that turns the user's credentials into the function that signs."""

    attribute: str
    function: str
    returns: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SchemeView:
    """One method: `request` makes what is sent, `params` completes a call over a socket, `message` makes a frame."""

    name: str
    kind: Kind
    signature: str
    returns: str
    doc: str
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OnceView:
    """A property that only credentials enter: computed when it is first read, so that public methods need none."""

    name: str
    annotation: str
    code: str


@dataclass(frozen=True, slots=True)
class SigningView:
    """The module of auth schemes."""

    title: str
    dependencies: tuple[tuple[str, str], ...]
    """Constructor arguments: name and annotation."""
    keys: tuple[KeyView, ...]
    once: tuple[OnceView, ...]
    schemes: tuple[SchemeView, ...]


#: What a scheme's code may read of its object → constructor argument and annotation.
_SOURCES = {
    "self._credentials": ("credentials", "Credentials"),
    "self._config": ("config", "{config}"),
    "self._clock": ("clock", "Clock"),
    "self._nonces": ("nonces", "Nonces"),
    "self._random": ("random", "Random"),
    "self._urls": ("endpoints", "Endpoints"),
    "self._environment": ("environment", "Environment"),
    "self.leases": ("leases", "Leases"),
}


def build(context: VenueContext) -> SigningView:
    """Every auth scheme of the spec, and `public` for what needs none."""
    keys: dict[str, KeyView] = {}
    once: list[OnceView] = []
    schemes: list[SchemeView] = []
    if any(endpoint.auth is None and endpoint.call is not None for endpoint in context.spec.endpoints.values()):
        schemes.append(_Writer(context, "public", AuthScheme(steps=[Step(set={})]), keys).view("No authentication."))
    for name, scheme in context.spec.auth.items():
        writer = _Writer(context, name, scheme, keys)
        once += writer.once()
        schemes.append(writer.view(doc_line(scheme.doc) or f"Authentication `{name}`."))
        once += [writer.fixed_headers] if writer.fixed_headers is not None else []
    code = "\n".join((*(line for scheme in schemes for line in scheme.body), *(each.code for each in once)))
    needed = {
        argument: note.format(config=context.config_name) for key, (argument, note) in _SOURCES.items() if key in code
    }
    if keys:
        needed = {"credentials": "Credentials", **needed}
    return SigningView(
        title=doc_line(context.spec.title),
        dependencies=tuple(needed.items()),
        keys=tuple(keys.values()),
        once=tuple(once),
        schemes=tuple(schemes),
    )


def kind_of(scheme: AuthScheme) -> Kind:
    """What the steps of a scheme work on."""
    targets = {key.partition(".")[0] for step in scheme.steps for key in step.set or {}}
    if any(step.message is not None for step in scheme.steps):
        return "message"
    if "msg" in targets:
        return "frame"
    if "logon" in targets:
        return "logon"
    # A scheme without steps says nothing: a call over a connection that was logged in. Where parameters go into a
    # header, they are those of a request.
    return "params" if targets == {"params"} or not scheme.steps else "request"


class _Writer:
    """Writes the method of one scheme, step by step."""

    def __init__(self, context: VenueContext, name: str, scheme: AuthScheme, keys: dict[str, KeyView]) -> None:
        self.context = context
        self.name = identifier(name)
        self.scheme = scheme
        self.keys = keys
        self.kind: Kind = kind_of(scheme)
        endpoints = [e for e in context.spec.endpoints.values() if e.call is not None and (e.auth or "public") == name]
        sets_body = any(key.startswith("body.") for step in scheme.steps for key in step.set or {})
        self.bodies = {str(place_of(each)) for each in endpoints if each.params or sets_body} & {"form", "json"}
        self.takes_params = any(place_of(each) == "none" for each in endpoints)
        self.makes_body = self.takes_params and sets_body and not self.bodies
        """The scheme makes a JSON body of the parameters, which go nowhere by themselves."""
        self.bodies |= {"json"} if self.makes_body else set()
        self.has_body = False
        self.takes_headers = any("header" in str(getattr(p, "place", "")) for e in endpoints for p in e.params.values())
        self.steps = scopes.auth(context, name, self.bodies) if name in context.spec.auth else []
        self.hex_names: set[str] = set()
        self.made: dict[str, str] = {}
        self.sets_query = False
        self.sets_params = False
        self.is_encoded = False
        """`body` is the encoded body as it is by now."""
        self.headers: list[str] = []
        self.fixed_headers: OnceView | None = None
        """The headers, where nothing but credentials enters them."""
        self.logon: list[str] = []
        """Python of the fields of a Logon."""
        self.lines = Lines()
        if self.makes_body:
            self.lines.add("params = params or {}")
            self.sets_params = True

    def once(self) -> list[OnceView]:
        """What the scheme computes once, in order."""
        made: list[OnceView] = []
        for each in self.steps:
            if each.path[0] == "once":
                scope = self._renamed(each.scope)
                for target, code in self._values(each.step, scope):
                    name = f"_{target}"
                    self.made[target] = f"self.{name}"
                    self._note_hex(self.made[target], each.step)
                    made.append(OnceView(name, self._annotation(each.step, target, scope), code))
        return made

    def _annotation(self, step: Step, target: str, scope: Scope) -> str:
        if step.let is not None:
            kind = next(compile_expr(text, scope).type for name, text in step.let.items() if identifier(name) == target)
            return self.context.table.value_annotation(kind)
        outs = {each.out for each in step.sign.using.values()} if step.sign else {step.hash.out} if step.hash else set()
        return _RESULTS[next(iter(outs), "hex")]

    def view(self, doc: str) -> SchemeView:
        for each in self.steps:
            if each.path[0] == "steps":
                self._step(each.step, self._renamed(each.scope))
        request = self._request() if self.kind == "request" else ()
        body = self._taken_where_chosen(self.lines.text())
        if self.kind == "request":
            body = (*self._clock_lines((*body, *request)), *body, *request)
        elif self.kind == "params":
            body = (*self._clock_lines(body), *body, "return params")
        elif self.kind == "frame":
            body = (*self._clock_lines(body), *body, "return msg")
        elif self.kind == "logon":
            body = (*self._clock_lines((*body, *self.logon)), *body, f"return {' + '.join(self.logon) or repr('')}")
        else:
            body = (*self._clock_lines(body), *body)
        signature, returns = self._signature()
        return SchemeView(self.name, self.kind, signature, returns, doc, body)

    def _clock_lines(self, body: tuple[str, ...]) -> tuple[str, ...]:
        text = "\n".join((*body, *self.headers))
        lines: list[str] = []
        if _reads(text, "random"):
            lines.append("random = self._random.bytes(16)")
        if _reads(text, "now"):
            lines.append("now = self._clock.time_ns()")
        for name, nonce in self.context.spec.nonces.items():
            if _reads(text, f"nonce_{name}"):
                lines.append(f"nonce_{name} = {self._next(nonce)}")
        return tuple(lines)

    def _next(self, nonce: Nonce) -> str:
        key = f"self._credentials.reveal({literal(nonce.per)})"
        # Series of several units are apart: the key says which unit is meant.
        several = len({each.unit for each in self.context.spec.nonces.values()}) > 1
        key += f" + {literal(f'@{nonce.unit}')}" if several else ""
        return f"self._nonces.next({key})"

    def _taken_where_chosen(self, body: tuple[str, ...]) -> tuple[str, ...]:
        """A nonce that one branch of a choice reads is taken there: one not sent would run ahead of the clock."""
        lines = list(body)
        for name, nonce in self.context.spec.nonces.items():
            read = [at for at, line in enumerate(lines) if _reads(line, f"nonce_{name}")]
            if len(read) == 1 and re.search(rf"\bnonce_{name} if | else nonce_{name}\b", lines[read[0]]):
                lines[read[0]] = re.sub(rf"\bnonce_{name}\b", lambda _: self._next(nonce), lines[read[0]])  # noqa: B023
        return tuple(lines)

    def _json_annotation(self) -> str:
        """Of a JSON body: an object, unless some endpoint sends another one whole."""
        whole = any("$body" in each.params for each in self.context.spec.endpoints.values())
        return "Any" if whole else "dict[str, Any] | None"

    def _signature(self) -> tuple[str, str]:
        if self.kind == "params":
            return "self, params: dict[str, Any]", "dict[str, Any]"
        if self.kind == "message":
            return "self", "str"
        if self.kind == "frame":
            return "self, msg: dict[str, Any]", "dict[str, Any]"
        if self.kind == "logon":
            return "self, h: Mapping[str, str], *, cancel_on_disconnect: bool = False", "str"
        extra = ['query: str = ""']
        extra += ['form: str = ""'] if "form" in self.bodies else []
        extra += [f"json: {self._json_annotation()} = None"] if "json" in self.bodies and not self.makes_body else []
        extra += ["params: dict[str, Any] | None = None"] if self.takes_params else []
        extra += ["headers: dict[str, str] | None = None"] if self.takes_headers else []
        return f"self, method: str, host: str, path: str, {', '.join(extra)}", "Request"

    # -------------------------------------------------------------------------------------------- steps

    def _renamed(self, scope: Scope) -> Scope:
        """`scope` with what `once` computed read from the object."""
        moved = {name: Binding(scope.names[name].type, code) for name, code in self.made.items() if name in scope.names}
        if self.takes_params and not self.sets_params and "params" in scope.names:
            moved["params"] = Binding(scope.names["params"].type, "(params or {})")
        return scope.with_names(**moved)

    def _step(self, step: Step, scope: Scope) -> None:
        if step.set is not None:
            self._set(step.set, scope)
        elif step.message is not None:
            frame = compile_frame(step.message, scope)
            self.lines.add(f"return msgspec.json.encode({frame.code}).decode()")
        else:
            for target, code in self._values(step, scope):
                self._encode_body(code)
                self.lines.add(f"{target} = {code}")
                self._note_hex(target, step)

    def _encode_body(self, code: str) -> None:
        """Before the first line that reads the body: what is signed is what is sent, so it is encoded once."""
        if "json" in self.bodies and not self.is_encoded and _reads(code, "body"):
            other = "form" if "form" in self.bodies else '""'
            whole = "msgspec.json.encode(json).decode()"
            self.lines.add(f"body = {whole if self.makes_body else f'{other} if json is None else {whole}'}")
            self.is_encoded = True

    def _note_hex(self, code: str, step: Step) -> None:
        outs = {each.out for each in step.sign.using.values()} if step.sign else {step.hash.out} if step.hash else set()
        if outs == {"hex"}:
            self.hex_names.add(code)

    def _values(self, step: Step, scope: Scope) -> list[tuple[str, str]]:
        if step.let is not None:
            return [(identifier(name), compile_expr(text, scope).code) for name, text in step.let.items()]
        if step.sign is not None:
            return [(identifier(step.sign.to), self._sign(step.sign, scope))]
        if step.hash is not None:
            data = compile_expr(step.hash.data, scope).code
            return [(identifier(step.hash.to), f"{step.hash.alg}.{step.hash.out}({_simplified(data)})")]
        if step.jwt is not None:
            using = {step.jwt.key: step.jwt.signs_using}
            key = self._key(step.jwt.to, using, whole=True)
            header = compile_frame(step.jwt.header, scope).code
            claims = compile_frame(step.jwt.claims, scope).code
            return [(identifier(step.jwt.to), f"self.{key}({header}, {claims})")]
        return []

    def _sign(self, step: SignStep, scope: Scope) -> str:
        data = _simplified(compile_expr(step.data, scope).code)
        return f"self.{self._key(step.to, step.using)}({data})"

    def _key(self, target: str, using: dict[str, SignUsing], whole: bool = False) -> str:
        """Attribute with the function that signs; `whole`: it makes tokens of a header and claims."""
        lines = tuple(
            line
            for name, how in using.items()
            for line in (f"if {literal(name)} in credentials:", f"    return {self._signer(name, how, whole)}")
        )
        names = ", ".join(literal(name) for name in using)
        lines = (*lines, f"return missing_credentials({literal(self.context.spec.venue)}, {names})")
        for known in self.keys.values():
            if known.lines == lines:
                return known.attribute
        attribute = f"_sign_{self.name}_{target}" if len(self.scheme.steps) > 3 else f"_sign_{self.name}"
        if attribute in self.keys:
            attribute = f"_sign_{self.name}_{target}"
        while attribute in self.keys:
            attribute += "_"
        functions = {each.function for each in self.keys.values()}
        function = f"_{target}_signer"
        if function in functions:
            function = f"{attribute}_signer".replace("_sign_", "_", 1)
        out = next(each.out for each in using.values())
        returns = "Callable[..., str]" if whole else f"Callable[[str | bytes], {_RESULTS[out]}]"
        self.keys[attribute] = KeyView(attribute, function, returns, lines)
        return attribute

    def _signer(self, credential: str, using: SignUsing, whole: bool) -> str:
        declared = self.context.spec.credentials[credential]
        if whole:
            return f"partial(jwt, {self._signer(credential, using, False).removesuffix(f'.{using.out}')})"
        suffix = f".{using.out}"
        if using.alg in _ALGORITHMS:
            secret = f"credentials[{literal(credential)}]"
            if declared.encoding != "text":
                secret = f"decode_secret({secret}, {literal(declared.encoding)})"
            algorithm = _ALGORITHMS[using.alg]
            return f"HmacKey({secret}{'' if algorithm == 'sha256' else f', {literal(algorithm)}'}){suffix}"
        if using.alg == "secp256k1":
            return f"Secp256k1Key(credentials[{literal(credential)}]){suffix}"
        formats = tuple(declared.format) or ("pem",)
        return f"signer_of(load_private_key(credentials[{literal(credential)}], {literal(formats)})){suffix}"

    # -------------------------------------------------------------------------------------------- set

    def _set_logon(self, fields: dict[str, Any], scope: Scope) -> None:
        dictionaries = dictionaries_of(self.context.spec, self.name)
        known = logon_fields(self.context.dictionaries[dictionaries[0]]) if dictionaries else {}
        for key, value in fields.items():
            plain = isinstance(value, str) and not value.startswith("=") and "{" not in value
            made = compile_value(value, scope)
            if not plain and isinstance(value, str) and made.type != BOOL:  # a truth is written as Y or N
                made = compile_frame(value, scope)
            if isinstance(value, bool):
                text: str | None = "Y" if value else "N"
            else:
                text = str(value) if plain or isinstance(value, int) else None
            self.logon.append(field_line(known[key.removeprefix("logon.")], made, text))

    def _set(self, fields: dict[str, Any], scope: Scope) -> None:
        if self.kind == "logon":
            self._set_logon(fields, scope)
            return
        query: list[str] = []
        params: list[str] = []
        made_body: list[str] = []
        for key, value in fields.items():
            target, _, name = key.partition(".")
            # A header or field may be a template: `Bearer {token}`.
            is_template = isinstance(value, str) and not value.startswith("=")
            made = compile_frame(value, scope) if is_template else compile_value(value, scope)
            if target == "params" and self.kind == "request":
                params.append(self._entry(name, made.code, is_optional(made.type)))
            elif target == "body" and self.makes_body:
                made_body.append(self._entry(name, made.code, is_optional(made.type)))
            elif is_optional(made.type) and target != "header":
                self._add_query(query)
                self._set_present(target, name, made)
            elif target == "query":
                query.append(f"&{fstring_part(name)}={self._text(value, made)}")
            elif target == "header":
                self._encode_body(made.code)
                code = made.code if is_optional(made.type) else self._header(value, made)
                self.headers.append(self._entry(name, code, is_optional(made.type)))
            elif target == "params":
                self.lines.add(f"params[{literal(name)}] = {made.code}")
            elif target == "body" and "json" in self.bodies:
                self._encode_body(made.code)
                parts = [f"{literal(name)}: {made.code}", "**(json or {})"]
                self.lines.add(f"json = {{{', '.join(parts if self.scheme.fields_first else parts[::-1])}}}")
                self.is_encoded = False
            elif target == "body" and self.scheme.fields_first:
                self.lines.add(f'form = f"{fstring_part(name)}={self._text(value, made)}&{{form}}".removesuffix("&")')
            elif target == "body":
                self.lines.add(f'form = f"{{form}}&{fstring_part(name)}={self._text(value, made)}".removeprefix("&")')
            else:
                *inside, last = name.split(".")
                path = "".join(f".setdefault({literal(part)}, {{}})" for part in inside)
                self.lines.add(f"msg{path}[{literal(last)}] = {made.code}")
        self._add_query(query)
        if made_body:
            parts = ["**json", *made_body] if self.has_body else made_body
            self.lines.add(f"json{'' if self.has_body else ': dict[str, Any]'} = {{{', '.join(parts)}}}")
            self.has_body, self.is_encoded = True, False
        if params:
            given = ["**(params or {})"] if not self.sets_params else ["**params"]
            parts = [*params, *given] if self.scheme.fields_first else [*given, *params]
            self.lines.add(f"params = {{{', '.join(parts)}}}")
            self.sets_params = True

    def _entry(self, name: str, code: str, may_miss: bool) -> str:
        """A field of a dict, left out where its value is missing."""
        if may_miss:
            return f"**({{{literal(name)}: given}} if (given := {code}) is not None else {{}})"
        return f"{literal(name)}: {code}"

    def _add_query(self, parts: list[str]) -> None:
        if parts and self.sets_query:
            self.lines.add(f'query += f"{"".join(parts)}"')
        elif parts:
            self.lines.add(f'query = f"{{query}}{"".join(parts)}".removeprefix("&")')
            self.sets_query = True
        parts.clear()

    def _set_present(self, target: str, name: str, made: Compiled) -> None:
        """Set a field whose value may be missing: then it is not sent."""
        self._encode_body(made.code)
        # What has a name already needs no other.
        given = made.code if made.code.isidentifier() else "given"
        test = given if given == made.code else f"({given} := {made.code})"
        self.lines.add(f"if {test} is not None:")
        if target == "query" or (target == "body" and "json" not in self.bodies):
            where = "query" if target == "query" else "form"
            text = given if base_of(made.type) in TEXTS else f"json_text({given})"
            self.lines.add(
                f'{where} = f"{{{where}}}&{fstring_part(name)}={{quote({text})}}".removeprefix("&")', indent=1
            )
        elif target == "body":
            self.lines.add(f"json = {{**(json or {{}}), {literal(name)}: {given}}}", indent=1)
            self.is_encoded = False
        else:
            path = "params" if target == "params" else "message"
            keys = [name] if target == "params" else name.split(".")
            self.lines.add(f"{path}{''.join(f'[{literal(key)}]' for key in keys)} = {given}", indent=1)

    def _text(self, value: object, made: Compiled) -> str:
        """A value inside an f-string that makes a query or form."""
        if made.constant and not (isinstance(value, str) and value.startswith("=")):
            return fstring_part(str(value).lower() if isinstance(value, bool) else str(value))
        bare = made.type == INT or isinstance(made.type, Time) or made.code in self.hex_names
        code = made.code.replace('"', "'")
        return f"{{{code}}}" if bare else f"{{quote({code})}}"

    def _header(self, value: object, made: Compiled) -> str:
        return f"str({made.code})" if made.type in (INT, BOOL) or isinstance(made.type, Time) else made.code

    # -------------------------------------------------------------------------------------------- the request

    def _request(self) -> tuple[str, ...]:
        url = 'f"{self._urls[host]}{path}?{query}"'
        if not self.sets_query:
            url = f'{url} if query else f"{{self._urls[host]}}{{path}}"'
        headers = list(self.headers)
        if any(each.headers for each in self.context.spec.environments.values()):
            headers.insert(0, "**self._environment.headers")
        if self.takes_headers:
            headers.append("**(headers or {})")
        given = f"{{{', '.join(headers)}}}"
        if headers and all(_FIXED_HEADER.fullmatch(each) for each in headers):
            self.fixed_headers = OnceView(f"_{self.name}_headers", "dict[str, str]", given)
            given = f"self.{self.fixed_headers.name}"
            if self.bodies:
                given = f"{{**{given}}}"
        if not self.bodies:
            arguments = ["method", url, *([given] if headers else [])]
            return (f"return Request({', '.join(arguments)})",)
        # What was encoded to be signed is what is sent.
        body = "form"
        if "json" in self.bodies:
            self._encode_body("body")
            body = "body"
        kinds = {
            "form": '"application/x-www-form-urlencoded"',
            "json": '"application/json"',
        }
        kind = kinds[next(iter(self.bodies))]
        if len(self.bodies) > 1:
            kind = f"{kinds['form']} if json is None else {kinds['json']}"
        if self.makes_body:
            content_type = f'"Content-Type": {kind}'
            given = f"{{{', '.join([*headers, content_type])}}}"
            return (f"return Request(method, {url}, {given}, body.encode())",)
        name = "fields" if self.takes_headers else "headers"
        return (
            f"{name}: dict[str, str] = {given}",
            f"if {body}:",
            f'    {name}["Content-Type"] = {kind}',
            f"return Request(method, {url}, {name}, {body}.encode())",
        )


#: A header whose value is a credential.
_FIXED_HEADER = re.compile(r'"[^"]+": self\._credentials\.reveal\((["\'])\w+\1\)')


def _reads(text: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", text) is not None


class _Emptied(ast.NodeTransformer):
    """Drops the empty text that an absent body leaves in a sum."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        if isinstance(node.op, ast.Add):
            for side, other in ((node.left, node.right), (node.right, node.left)):
                if isinstance(side, ast.Constant) and side.value == "":
                    return other
        return node


def _simplified(code: str) -> str:
    if "''" not in code:
        return code
    return ast.unparse(_Emptied().visit(ast.parse(code, mode="eval").body))
