"""`rest.py`: the raw layer, one typed method per endpoint."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..render.names import camel_case, doc_line, identifier, literal, wrapped
from . import pages
from .endpoint_params import ParamView, costs_of, params_of, place_of
from .requests import RequestWriter, Sender
from .wirepaths import path_of, plain_type, syntax

if TYPE_CHECKING:
    from ..spec.model import Endpoint
    from .context import VenueContext

__all__ = ["ParamView", "RestView", "build", "costs_of", "params_of", "place_of", "result_annotation"]


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
    sender: Sender | None


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
    senders: tuple[Sender, ...]
    has_nothing: bool
    """Some endpoint answers with nothing of interest."""
    transports: tuple[tuple[str, str], ...]
    """What a call may go over: name of the type, and the type. Empty where nothing can go over either."""
    calls_over: bool
    """Some endpoint goes over a stream connection."""


def build(context: VenueContext) -> RestView:
    """Every endpoint of the spec, in declared order."""
    id_params = client_id_params(context)
    bound = _bound(context)
    endpoints = tuple(
        _endpoint(context, name, each, id_params.get(name), name in bound)
        for name, each in context.spec.endpoints.items()
    )
    decoders = {each.decoder: DecoderView(each.decoder, each.result) for each in endpoints if each.result != "None"}
    return RestView(
        class_name=f"{context.class_name}Endpoints",
        title=doc_line(context.spec.title),
        decoders=tuple(decoders.values()),
        endpoints=endpoints,
        has_nothing=any(each.result == "None" for each in endpoints),
        senders=tuple({each.sender.name: each.sender for each in endpoints if each.sender is not None}.values()),
        calls_over=any(each.over is not None for each in context.spec.endpoints.values()),
        transports=tuple(
            (name, f'Literal["rest", {literal(connection)}]') for connection, name in _transports(context).items()
        ),
    )


def _bound(context: VenueContext) -> set[str]:
    """Endpoints that methods of the contract call."""
    operations = context.spec.operations.values()
    return {call for each in operations for call in (each.call, *(one.call for one in each.others)) if call}


def _transports(context: VenueContext) -> dict[str, str]:
    """Connection → name of the type of `over`."""
    endpoints = context.spec.endpoints.values()
    found = list(
        dict.fromkeys(each.over.connection for each in endpoints if each.over is not None and each.call is not None)
    )
    if len(found) == 1:
        return {found[0]: "_Transport"}
    return {each: f"_{identifier(camel_case(each))}Transport" for each in found}


def client_id_params(context: VenueContext) -> dict[str, str]:
    """Endpoint → the parameter that carries the client order id, as the operations of the spec bind it."""
    found: dict[str, str] = {}
    for operation in context.spec.operations.values():
        calls = [(operation.call, operation.params), *((each.call, each.params) for each in operation.plus)]
        for choice in operation.alternatives:
            taken = {each.name for each in params_of(context, context.spec.endpoints[choice.call])}
            inherited = {key: value for key, value in operation.params.items() if key in taken}
            calls.append((choice.call, inherited | choice.params))
        for call, params in calls:
            for name, argument in params.items():
                value = argument if isinstance(argument, (str, int, bool)) or argument is None else argument.value
                if call and value in ("=o.client_order_id", "=client_order_id"):
                    found[call] = name
    return found


def result_annotation(context: VenueContext, text: str) -> str:
    """Annotation of an endpoint's result; `None` where the answer is of no interest."""
    return "None" if text.strip() == "none" else context.table.annotation(context.table.parse(text))


# ------------------------------------------------------------------------------------------------ one endpoint


def _endpoint(
    context: VenueContext, name: str, endpoint: Endpoint, client_id: str | None, is_bound: bool
) -> EndpointView:
    method, path = endpoint.method, endpoint.path
    params = params_of(context, endpoint)
    given = [each for each in params if not each.is_const]
    required = [each.declaration for each in given if not each.is_optional and each.default is None]
    optionals = [each.declaration for each in given if each.is_optional or each.default is not None]
    result = result_annotation(context, endpoint.result)
    is_command = endpoint.kind == "command" or (endpoint.kind is None and method != "GET")
    fixed, computed = costs_of(context, endpoint)
    settings = [literal(name), literal(method), literal(path)]
    settings += [f"host={literal(endpoint.host)}"] if endpoint.host != "rest" else []
    settings += ["is_command=True"] if is_command else []
    settings += [f"retry={literal(endpoint.retry)}"] if endpoint.retry else []
    settings += [f"costs={literal(fixed)}"] if fixed and not computed else []
    settings += _lenient(context, name, endpoint)
    over = endpoint.over
    settings += [f"over=Over({literal(over.connection)}, {literal(over.method)})"] if over else []
    transport = [f'over: {_transports(context)[over.connection]} = "rest"'] if over and endpoint.call else []
    arguments = ["self", *(["*"] if given else []), *required, *optionals]
    tells = pages.reads_headers(context, endpoint)
    transport += ["headers: dict[str, str] | None = None"] if tells else []
    signature = ", ".join([*arguments, *(["*"] if transport and not given else []), *transport])
    decoder = f"_decode_{_slug(result)}" if result != "None" else "_nothing"
    writer = RequestWriter(context, name, endpoint, params, decoder)
    writer.tells_headers = tells
    body = writer.body(client_id, is_hot=is_command and is_bound)
    return EndpointView(
        id=identifier(name),
        constant=writer.constant,
        settings=", ".join(settings),
        decoder=decoder,
        result=result,
        params=params,
        signature=signature,
        doc=_doc(endpoint, method, path, fixed, computed, given, tells_headers=tells),
        body=body,
        method=method,
        path=path,
        auth=endpoint.auth,
        is_command=is_command,
        pages=pages.build(context, name, endpoint, params, ", ".join(arguments)),
        sender=writer.sender,
    )


def _lenient(context: VenueContext, name: str, endpoint: Endpoint) -> list[str]:
    """The list of instruments, of which one that does not fit must not keep all others from being known."""
    operation = context.spec.operations.get("load_instruments")
    if operation is None or operation.call != name or endpoint.result.strip() == "none":
        return []
    node = syntax(operation.each or "=r")
    path = path_of(node, "r", context.table.parse(endpoint.result), context.table) if node is not None else None
    if path is None or plain_type(path.type, context.table).kind != "list":
        return []
    return [f"lenient={literal(path.steps)}"]


def _slug(annotation: str) -> str:
    words = re.findall(r"[A-Za-z0-9]+", annotation)
    return "_".join(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", word).lower() for word in words)


def _doc(
    endpoint: Endpoint,
    method: str,
    path: str,
    fixed: tuple[tuple[str, int], ...],
    computed: tuple[tuple[str, str], ...],
    given: list[ParamView],
    *,
    tells_headers: bool,
) -> tuple[str, ...]:
    way = f"`{method} {doc_line(path)}`"
    if endpoint.over is not None and endpoint.call is None:
        way = f"`{doc_line(endpoint.over.method)}` over {doc_line(endpoint.over.connection)}"
    facts = [way, doc_line(endpoint.auth) if endpoint.auth else "public"]
    price = [f"{units} {bucket}" for bucket, units in fixed] + [f"{bucket} by parameters" for bucket, _ in computed]
    if price:
        facts.append("costs " + ", ".join(price))
    summary = "; ".join(facts) + "."
    lines = [wrapped(doc_line(endpoint.doc), 8), "", wrapped(summary, 8)] if endpoint.doc else [wrapped(summary, 8)]
    documented = [each for each in given if each.doc or each.default is not None]
    if documented or tells_headers:
        lines += ["", "Args:"]
        for each in documented:
            default = f" (default: {doc_line(str(each.default))})" if each.default is not None else ""
            lines.append(f"    {each.name}: {wrapped(f'{each.doc or each.wire}{default}', 16)}")
        if tells_headers:
            lines.append("    headers: Filled with the headers of the answer, which tell the next page.")
        lines.append("")
    return tuple(lines)
