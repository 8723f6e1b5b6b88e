"""`rest.py`: the raw layer, one typed method per endpoint."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from msgspec.structs import replace

from ..lang import WireType, compile_expr
from ..lang.scopes import scope_for_endpoint_cost
from ..lang.types import INT, Type
from ..render.names import doc_line, fstring_part, identifier, literal, wrapped
from ..spec.model import Endpoint, Param
from . import pages
from .code import Lines

if TYPE_CHECKING:
    from .context import VenueContext

Place = Literal["query", "form", "json", "path", "header"]
_PATH_NAME = re.compile(r"\{([^{}]+)\}")
_BARE = frozenset(
    {"int", "decimal", "number", "bool", "digits", "int_text", "bool_text", "bool_01", "s", "ms", "us", "ns"}
)


@dataclass(frozen=True, slots=True)
class ParamView:
    """A parameter of an endpoint, in wire order."""

    wire: str
    name: str
    type: WireType
    value: Type
    place: Place
    annotation: str
    is_optional: bool
    is_const: bool
    default: str | int | bool | None
    const: str | int | bool | None
    text: str
    """Python of what stands in a query, form, path or header: already percent-encoded where it may need it."""
    json: str
    """Python of what the JSON encoder gets."""
    minimum: int | None
    maximum: int | None
    doc: str

    @property
    def declaration(self) -> str:
        """As it stands in the method's signature."""
        if not self.is_optional and self.default is None:
            return f"{self.name}: {self.annotation}"
        return f"{self.name}: {self.annotation} | None = None"


@dataclass(frozen=True, slots=True)
class EndpointView:
    """One method of the raw layer."""

    id: str
    constant: str
    settings: str
    decoder: str
    result: str
    params: tuple[ParamView, ...]
    signature: str
    doc: tuple[str, ...]
    body: tuple[str, ...]
    method: str
    path: str
    auth: str | None
    is_command: bool
    pages: pages.PagesView | None


@dataclass(frozen=True, slots=True)
class DecoderView:
    """A decoder of one result type, made once."""

    name: str
    annotation: str


@dataclass(frozen=True, slots=True)
class RestView:
    """The module of the raw layer."""

    class_name: str
    title: str
    decoders: tuple[DecoderView, ...]
    endpoints: tuple[EndpointView, ...]
    has_nothing: bool
    """Some endpoint answers with nothing of interest."""
    has_over: bool
    """Some endpoint can be called over a stream connection too."""


def build(context: VenueContext) -> RestView:
    """Every endpoint of the spec, in declared order."""
    id_params = client_id_params(context)
    endpoints = tuple(
        _endpoint(context, name, each, id_params.get(name)) for name, each in context.spec.endpoints.items()
    )
    decoders = {each.decoder: DecoderView(each.decoder, each.result) for each in endpoints if each.result != "None"}
    return RestView(
        class_name=f"{context.class_name}Endpoints",
        title=doc_line(context.spec.title),
        decoders=tuple(decoders.values()),
        endpoints=endpoints,
        has_nothing=any(each.result == "None" for each in endpoints),
        has_over=any(each.over is not None for each in context.spec.endpoints.values()),
    )


def client_id_params(context: VenueContext) -> dict[str, str]:
    """Endpoint → the parameter that carries the client order id, as the operations of the spec bind it."""
    found: dict[str, str] = {}
    for operation in context.spec.operations.values():
        calls = [(operation.call, operation.params), *((each.call, each.params) for each in operation.choose)]
        for call, params in calls:
            for name, argument in params.items():
                value = argument if isinstance(argument, (str, int, bool)) or argument is None else argument.value
                if call and value in ("=o.client_order_id", "=client_order_id"):
                    found[call] = name
    return found


def result_annotation(context: VenueContext, text: str) -> str:
    """Annotation of an endpoint's result; `None` where the answer is of no interest."""
    return "None" if text.strip() == "none" else context.table.annotation(context.table.parse(text))


def place_of(endpoint: Endpoint) -> Place:
    """Where parameters of an endpoint go that do not say so themselves."""
    method = endpoint.call.partition(" ")[0]
    return endpoint.place or ("query" if method in ("GET", "DELETE") else "json")


def params_of(context: VenueContext, endpoint: Endpoint) -> tuple[ParamView, ...]:
    """The parameters of an endpoint, in wire order."""
    in_path = set(_PATH_NAME.findall(endpoint.call))
    return tuple(
        _param(context, wire, value if isinstance(value, Param) else Param(type=value), endpoint, wire in in_path)
        for wire, value in endpoint.params.items()
    )


def _param(context: VenueContext, wire: str, param: Param, endpoint: Endpoint, in_path: bool) -> ParamView:
    table = context.table
    declared = table.declaration(wire, param.type)
    name = identifier(param.name or declared.name)
    kind = declared.type
    if kind.kind == "opt":
        kind = kind.args[0]
    value = table.value_type(kind)
    place: Place = (
        "path" if in_path else _body_place(endpoint) if param.place == "body" else param.place or place_of(endpoint)
    )
    text = table.write(kind, name, "text")
    if not _is_bare(context, kind):
        text = f"quote({text})" if place in ("query", "form", "path") else text
    elif context.table.expand(kind).name in ("int", "s", "ms", "us", "ns") and place != "header":
        text = name  # an f-string writes an int as str() does
    return ParamView(
        wire=wire,
        name=name,
        type=kind,
        value=value,
        place=place,
        annotation=_annotation(context, kind, value),
        is_optional=declared.type.kind == "opt",
        is_const=param.const is not None,
        default=param.default,
        const=param.const,
        text=text,
        json=table.write(kind, name, "json"),
        minimum=param.min,
        maximum=param.max,
        doc=doc_line(param.doc),
    )


def _body_place(endpoint: Endpoint) -> Place:
    return "form" if endpoint.place == "form" else "json"


def _annotation(context: VenueContext, kind: WireType, value: Type) -> str:
    expanded = context.table.expand(kind)
    if expanded.kind == "ref" and expanded.name in context.table.enums:
        return f"{expanded.name} | {context.table.value_annotation(value)}"
    return context.table.value_annotation(value)


def _is_bare(context: VenueContext, kind: WireType) -> bool:
    """Whether its text consists of unreserved characters only."""
    expanded = context.table.expand(kind)
    return expanded.kind == "scalar" and expanded.name in _BARE


# ------------------------------------------------------------------------------------------------ one endpoint


def _endpoint(context: VenueContext, name: str, endpoint: Endpoint, client_id: str | None) -> EndpointView:
    method, _, path = endpoint.call.partition(" ")
    params = params_of(context, endpoint)
    given = [each for each in params if not each.is_const]
    required = [each.declaration for each in given if not each.is_optional and each.default is None]
    optionals = [each.declaration for each in given if each.is_optional or each.default is not None]
    result = result_annotation(context, endpoint.result)
    is_command = endpoint.kind == "command" or (endpoint.kind is None and method != "GET")
    fixed, computed = costs_of(context, endpoint)
    settings = [f"id={literal(name)}", f"method={literal(method)}", f"path={literal(path)}"]
    settings += ["is_command=True"] if is_command else []
    settings += [f"retry={literal(endpoint.retry)}"] if endpoint.retry else []
    settings += [f"costs={literal(fixed)}"] if fixed and not computed else []
    over = endpoint.over
    settings += [f"over=Over({literal(over.connection)}, {literal(over.method)})"] if over else []
    transport = [f'over: Literal["rest", {literal(over.connection)}] = "rest"'] if over else []
    arguments = ["self", *(["*"] if given else []), *required, *optionals]
    signature = ", ".join([*arguments, *(["*"] if over and not given else []), *transport])
    return EndpointView(
        id=identifier(name),
        constant=f"_{name.upper()}",
        settings=", ".join(settings),
        decoder=f"_decode_{_slug(result)}" if result != "None" else "_nothing",
        result=result,
        params=params,
        signature=signature,
        doc=_doc(endpoint, method, path, fixed, computed, given),
        body=_body(context, name, endpoint, params, fixed, computed, result, client_id),
        method=method,
        path=path,
        auth=endpoint.auth,
        is_command=is_command,
        pages=pages.build(context, name, endpoint, params, ", ".join(arguments)),
    )


def _slug(annotation: str) -> str:
    words = re.findall(r"[A-Za-z0-9]+", annotation)
    return "_".join(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", word).lower() for word in words)


def costs_of(
    context: VenueContext, endpoint: Endpoint
) -> tuple[tuple[tuple[str, int], ...], tuple[tuple[str, str], ...]]:
    """Fixed costs (bucket, units), and those that depend on parameters (bucket, Python)."""
    limits = context.spec.limits
    declared = endpoint.cost if endpoint.cost is not None else (limits.default_cost if limits else {})
    scope = scope_for_endpoint_cost(context.spec, context.table, endpoint)
    fixed: list[tuple[str, int]] = []
    computed: list[tuple[str, str]] = []
    for bucket, units in declared.items():
        if isinstance(units, int):
            fixed.append((bucket, units))
        else:
            computed.append((bucket, compile_expr(units, scope, INT).code))
    return tuple(fixed), tuple(computed)


def _doc(
    endpoint: Endpoint,
    method: str,
    path: str,
    fixed: tuple[tuple[str, int], ...],
    computed: tuple[tuple[str, str], ...],
    given: list[ParamView],
) -> tuple[str, ...]:
    facts = [f"`{method} {doc_line(path)}`", doc_line(endpoint.auth) if endpoint.auth else "public"]
    price = [f"{units} {bucket}" for bucket, units in fixed] + [f"{bucket} by parameters" for bucket, _ in computed]
    if price:
        facts.append("costs " + ", ".join(price))
    summary = "; ".join(facts) + "."
    lines = [wrapped(doc_line(endpoint.doc), 8), "", wrapped(summary, 8)] if endpoint.doc else [wrapped(summary, 8)]
    documented = [each for each in given if each.doc or each.default is not None]
    if documented:
        lines += ["", "Args:"]
        for each in documented:
            default = f" (default: {doc_line(str(each.default))})" if each.default is not None else ""
            lines.append(f"    {each.name}: {wrapped(f'{each.doc or each.wire}{default}', 16)}")
        lines.append("")
    return tuple(lines)


def _body(
    context: VenueContext,
    name: str,
    endpoint: Endpoint,
    params: tuple[ParamView, ...],
    fixed: tuple[tuple[str, int], ...],
    computed: tuple[tuple[str, str], ...],
    result: str,
    client_id: str | None,
) -> tuple[str, ...]:
    lines = Lines()
    for each in params:
        if each.default is not None:
            lines.add(f"{each.name} = {literal(each.default)} if {each.name} is None else {each.name}")
        if _always(each):
            lines.add(*_range_check(name, each))
    for function, groups in (("require_one", endpoint.require_one_of), ("require_any", endpoint.require_any_of)):
        for group in groups:
            lines.add(f"{function}({literal(name)}, {', '.join(f'{each}={each}' for each in map(identifier, group))})")
    lines.add(*_over(context, name, endpoint, params, fixed, computed, result, client_id))
    arguments = [literal(endpoint.host), _path_code(endpoint, params)]
    query = _text_fields(lines, name, "query", [each for each in params if each.place == "query"])
    form = _text_fields(lines, name, "form", [each for each in params if each.place == "form"])
    json = _json_fields(lines, name, [each for each in params if each.place == "json"])
    headers = _header_fields(lines, [each for each in params if each.place == "header"])
    arguments += [f"query={query}"] if query else []
    arguments += [f"form={form}"] if form else []
    arguments += [f"json={json}"] if json else []
    arguments += [f"headers={headers}"] if headers else []
    sign = identifier(endpoint.auth) if endpoint.auth else "public"
    method = literal(endpoint.call.partition(" ")[0])
    decoder = f"_decode_{_slug(result)}" if result != "None" else "_nothing"
    call = [f"_{name.upper()}", f"lambda: self._signing.{sign}({method}, {', '.join(arguments)})", decoder]
    if computed:
        costs = [f"({literal(bucket)}, {units})" for bucket, units in (*fixed, *computed)]
        call.append(f"costs=({', '.join(costs)},)")
    if client_id is not None:
        call.append(f"client_order_id={identifier(client_id)}")
    answer = f"self._call({', '.join(call)})"
    # A lease that the signature reads is fetched before, and once more where the venue says that it is gone.
    for lease in leases_of(context, endpoint.auth):
        answer = f"self._signing.leases.{lease}.using(lambda: {answer})"
    lines.add(f"return await {answer}")
    return lines.text()


def _over(
    context: VenueContext,
    name: str,
    endpoint: Endpoint,
    params: tuple[ParamView, ...],
    fixed: tuple[tuple[str, int], ...],
    computed: tuple[tuple[str, str], ...],
    result: str,
    client_id: str | None,
) -> tuple[str, ...]:
    """The same call over a stream connection: parameters as JSON, signed by the scheme of that connection."""
    over = endpoint.over
    if over is None:
        return ()
    rpc = context.spec.ws[over.connection].rpc
    assert rpc is not None
    inner = Lines()
    made = _json_fields(inner, name, list(params), "params") or "{}"
    auth = rpc.auth[endpoint.auth] if endpoint.auth is not None else None
    # A copy: an attempt that is repeated is signed afresh, from what the caller gave.
    fresh = f"{{**{made}}}" if made != "{}" else made
    signed = f"self._signing.{identifier(auth)}({fresh})" if auth is not None else made
    decoder = f"_decode_{_slug(result)}" if result != "None" else "_nothing"
    call = [f"_{name.upper()}", f"lambda: {signed}", decoder]
    if over.cost is not None:
        fixed, computed = costs_of(context, replace(endpoint, cost=over.cost))
    if computed or over.cost is not None:
        costs = [f"({literal(bucket)}, {units})" for bucket, units in (*fixed, *computed)]
        call.append(f"costs=({', '.join(costs)},)" if costs else "costs=()")
    if client_id is not None:
        call.append(f"client_order_id={identifier(client_id)}")
    answer = f"self._call_over({', '.join(call)})"
    for lease in leases_of(context, auth):
        answer = f"self._signing.leases.{lease}.using(lambda: {answer})"
    inner.add(f"return await {answer}")
    outer = Lines()
    outer.when(f"_{name.upper()}.goes_over(over)", *inner.text())
    return outer.text()


def leases_of(context: VenueContext, auth: str | None) -> list[str]:
    """The leases that an auth scheme reads."""
    steps = repr(context.spec.auth[auth].steps) if auth is not None else ""
    return [identifier(name) for name in context.spec.leases if f"lease.{name}." in steps]


def _range_check(operation: str, each: ParamView) -> list[str]:
    if each.minimum is None and each.maximum is None:
        return []
    return [f"require_range({literal(operation)}, {literal(each.name)}, {each.name}, {each.minimum}, {each.maximum})"]


def _path_code(endpoint: Endpoint, params: tuple[ParamView, ...]) -> str:
    path = endpoint.call.partition(" ")[2]
    by_wire = {each.wire: each for each in params if each.place == "path"}
    if not by_wire:
        return literal(path)
    pieces = _PATH_NAME.split(path)
    code = "".join(
        fstring_part(piece) if at % 2 == 0 else f"{{{by_wire[piece].text}}}" for at, piece in enumerate(pieces)
    )
    return f'f"{code}"'


def _piece(each: ParamView) -> str:
    """`name=value` inside an f-string."""
    wire = fstring_part(quote(each.wire, safe="[]"))
    if each.is_const:
        const = str(each.const).lower() if isinstance(each.const, bool) else str(each.const)
        return f"{wire}={fstring_part(quote(const, safe=''))}"
    return f"{wire}={{{each.text}}}"


def _text_fields(lines: Lines, name: str, target: str, params: list[ParamView]) -> str:
    """Statements that build a query or form text in wire order; returns the expression to pass on, empty for none."""
    if not params:
        return ""
    head = 0
    while head < len(params) and _always(params[head]):
        head += 1
    first = [f"{'&' if at else ''}{_piece(each)}" for at, each in enumerate(params[:head])]
    lines.add(f"{target} = {_joined(first)}")
    at = head
    while at < len(params):
        if not _always(params[at]):
            append = f"{target} += {_fstring('&' + _piece(params[at]))}"
            lines.when(f"{params[at].name} is not None", *_range_check(name, params[at]), append)
            at += 1
            continue
        run = []
        while at < len(params) and _always(params[at]):
            run.append("&" + _piece(params[at]))
            at += 1
        lines.add(f"{target} += {_joined(run)}")
    # Without a first required parameter the text starts with the separator of an optional one.
    return target if head else f"{target}[1:]"


def _always(each: ParamView) -> bool:
    return each.is_const or each.default is not None or not each.is_optional


def _fstring(text: str) -> str:
    is_format = "{" in text.replace("{{", "").replace("}}", "")
    return f'f"{text}"' if is_format else '"' + text.replace("{{", "{").replace("}}", "}") + '"'


def _joined(pieces: list[str]) -> str:
    """Parts of a query as one f-string, over several lines where it is long."""
    whole = "".join(pieces)
    if len(whole) < 95:
        return _fstring(whole)
    lines: list[str] = [""]
    for piece in pieces:
        if lines[-1] and len(lines[-1]) + len(piece) > 95:
            lines.append("")
        lines[-1] += piece
    return f"({' '.join(map(_fstring, lines))})"


def _json_fields(lines: Lines, name: str, params: list[ParamView], target: str = "json") -> str:
    if not params:
        return ""
    head = 0
    while head < len(params) and _always(params[head]) and "." not in params[head].wire:
        head += 1
    first = ", ".join(f"{literal(each.wire)}: {_json_value(each)}" for each in params[:head])
    lines.add(f"{target}: dict[str, Any] = {{{first}}}")
    for each in params[head:]:
        # `options.account` is the field `account` of the object `options`.
        *outer, field = each.wire.split(".")
        inside = "".join(f".setdefault({literal(part)}, {{}})" for part in outer)
        statement = f"{target}{inside}[{literal(field)}] = {_json_value(each)}"
        if _always(each):
            lines.add(statement)
        else:
            lines.when(f"{each.name} is not None", *_range_check(name, each), statement)
    return target


def _json_value(each: ParamView) -> str:
    return literal(each.const) if each.is_const else each.json


def _header_fields(lines: Lines, params: list[ParamView]) -> str:
    if not params:
        return ""
    always = ", ".join(f"{literal(each.wire)}: {_header_value(each)}" for each in params if _always(each))
    lines.add(f"headers = {{{always}}}")
    for each in params:
        if not _always(each):
            lines.when(f"{each.name} is not None", f"headers[{literal(each.wire)}] = {each.text}")
    return "headers"


def _header_value(each: ParamView) -> str:
    return literal(str(each.const)) if each.is_const else each.text
