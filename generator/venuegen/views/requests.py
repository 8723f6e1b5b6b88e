"""The body of a raw method: from typed arguments to the request that is signed and sent, over HTTP or a connection."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec.structs import replace

from ..render.names import doc_line, fstring_part, identifier, literal
from ..spec.model import Endpoint
from .code import Lines
from .endpoint_params import PATH_NAME, ParamView, costs_of

if TYPE_CHECKING:
    from .context import VenueContext

#: The name of a parameter that is the whole JSON body.
WHOLE_BODY = "$body"
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]+")


@dataclass(frozen=True, slots=True)
class Sender:
    """A helper of the raw layer: the call of every endpoint that is signed the same way and goes over either."""

    name: str
    doc: str
    over: str
    """The call over the connection."""
    rest: str
    """The call over HTTP."""


class RequestWriter:
    """Writes the statements of one method.

    Parameters are written once. An endpoint that goes over HTTP alone makes its query as text at once. One that can go
    over a connection too keeps them as a mapping, from which a `Sender` makes either. The commands that the contract
    binds are the exception: they are written both ways, since making the text at once is twice as quick.
    """

    def __init__(
        self, context: VenueContext, name: str, endpoint: Endpoint, params: tuple[ParamView, ...], decoder: str
    ) -> None:
        self.context = context
        self.name = name
        self.endpoint = endpoint
        self.params = params
        self.decoder = decoder
        self.constant = f"_{name.upper()}"
        self.is_hot = False
        self.tells_headers = False
        """The method hands on the headers of its answer."""
        self.sender: Sender | None = None

    def body(self, client_id: str | None, is_hot: bool) -> tuple[str, ...]:
        """The method's statements. `client_id`: the parameter with the client order id, `is_hot`: speed is worth more
        than brevity.
        """
        self.is_hot = is_hot
        lines = Lines()
        for each in self.params:
            if each.default is not None:
                lines.add(f"{each.name} = {literal(each.default)} if {each.name} is None else {each.name}")
            if is_hot and not each.is_always and self._range_check(each):
                lines.when(f"{each.name} is not None", *self._range_check(each))
            else:
                lines.add(*self._range_check(each))
        groups = (("require_one", self.endpoint.require_one_of), ("require_any", self.endpoint.require_any_of))
        for function, alternatives in groups:
            for group in alternatives:
                given = ", ".join(f"{each}={each}" for each in map(identifier, group))
                lines.add(f"{function}({literal(self.name)}, {given})")
        place = self._shared_place()
        if place is not None and not (is_hot and place != "json"):
            self._either(lines, place, client_id)
        else:
            self._over(lines, client_id)
            if self.endpoint.call is not None:
                self._rest(lines, client_id)
        return lines.text()

    def _range_check(self, each: ParamView) -> list[str]:
        if each.minimum is None and each.maximum is None:
            return []
        bounds = f"{each.minimum}, {each.maximum}"
        return [f"require_range({literal(self.name)}, {literal(each.name)}, {each.name}, {bounds})"]

    # ------------------------------------------------------------ one form for both ways

    def _shared_place(self) -> str | None:
        """Where all parameters stand that one mapping can hold for HTTP and for the connection; None: it cannot."""
        places = {each.place for each in self.params}
        apart = {"path", "header", "key", "none"}
        if None in (self.endpoint.over, self.endpoint.call) or len(places) > 1 or places & apart or self.tells_headers:
            return None
        if any("." in each.wire for each in self.params):
            return None
        place = next(iter(places), "query")
        if place != "json" and not all(each.is_alike and _UNRESERVED.fullmatch(each.wire) for each in self.params):
            return None
        return place

    def _either(self, lines: Lines, place: str, client_id: str | None) -> None:
        self.sender = self._sender(place)
        fields = "{}"
        if self.params:
            fields = self._local("fields")
            lines.add(f"{fields} = {_mapping(self.params)}")
        call = [self.constant, fields, "over", self.decoder, *self._costs_either(), *_client_id(client_id)]
        lines.add(f"return await self.{self.sender.name}({', '.join(call)})")

    def _sender(self, place: str) -> Sender:
        over = self.endpoint.over
        assert over is not None
        auth = self.endpoint.auth
        over_auth = self._over_auth()
        several = len([each for each in self.context.spec.ws.values() if each.rpc is not None]) > 1
        name = f"_send_{identifier(auth or 'public')}{'' if place == 'query' else f'_{place}'}"
        what = {"query": "query=query_text(fields)", "form": "form=query_text(fields)", "json": "json=given(fields)"}
        target = f"endpoint.method, endpoint.host, endpoint.path, {what[place]}"
        rest = f"self._call(endpoint, lambda: self._signing.{identifier(auth or 'public')}({target}), decode, {_HOW})"
        call = "given(fields)" if over_auth is None else f"self._signing.{identifier(over_auth)}(given(fields))"
        asked = f"self._call_over(endpoint, lambda: {call}, decode, {_HOW})"
        signed = "as they are" if over_auth is None else f"signed by `{doc_line(over_auth)}`"
        return Sender(
            name=f"{name}_or_{identifier(over.connection)}" if several else name,
            doc=f"`fields` as the {place} of a request; or, {signed}, as the parameters of a call over "
            f"{doc_line(over.connection)}.",
            over=_leased(self.context, over_auth, asked),
            rest=_leased(self.context, auth, rest),
        )

    def _costs_either(self) -> list[str]:
        fixed, computed = costs_of(self.context, self.endpoint)
        rest = _costs([*_priced(fixed), *computed]) if computed else None
        over = self.endpoint.over
        if over is not None and over.cost is not None:
            fixed, computed = costs_of(self.context, replace(self.endpoint, cost=over.cost))
            return [f'costs={rest} if over == "rest" else {_costs([*_priced(fixed), *computed])}']
        return [f"costs={rest}"] if rest else []

    # ------------------------------------------------------------ over the connection

    def _over_auth(self) -> str | None:
        over = self.endpoint.over
        assert over is not None
        rpc = self.context.spec.ws[over.connection].rpc
        assert rpc is not None
        return rpc.auth[self.endpoint.auth] if self.endpoint.auth is not None else None

    def _over(self, lines: Lines, client_id: str | None) -> None:
        """The same call over a stream connection: parameters as JSON, signed by the scheme of that connection."""
        over = self.endpoint.over
        if over is None:
            return
        inner = Lines()
        made = self._json_fields(inner, list(self.params), "fields")
        auth = self._over_auth()
        # A copy: an attempt that is repeated is signed afresh, from what the caller gave.
        fresh = f"{{**{made}}}" if made else "{}"
        signed = f"self._signing.{identifier(auth)}({fresh})" if auth is not None else made or "{}"
        call = [self.constant, f"lambda: {signed}", self.decoder]
        endpoint = self.endpoint if over.cost is None else replace(self.endpoint, cost=over.cost)
        fixed, computed = costs_of(self.context, endpoint)
        if computed or over.cost is not None:
            call.append(f"costs={_costs([*_priced(fixed), *computed])}")
        call += _client_id(client_id)
        answer = f"self._call_over({', '.join(call)})"
        inner.add(f"return await {_leased(self.context, auth, answer)}")
        if self.endpoint.call is None:
            lines.add(*inner.text())
            return
        lines.when(f'over != "rest" and {self.constant}.goes_over(over)', *inner.text())

    # ------------------------------------------------------------ over HTTP

    def _rest(self, lines: Lines, client_id: str | None) -> None:
        places = ("query", "form", "json", "none")
        placed = {place: [each for each in self.params if each.place == place] for place in places}
        arguments = [literal(self.endpoint.host), self._path()]
        for place, target in (
            ("query", self._text_fields(lines, "query", placed["query"])),
            ("form", self._text_fields(lines, "form", placed["form"])),
            ("json", self._json_fields(lines, placed["json"], "json")),
            ("params", self._json_fields(lines, placed["none"], "params")),
            ("headers", self._headers(lines)),
        ):
            arguments += [f"{place}={target}"] if target else []
        sign = identifier(self.endpoint.auth or "public")
        method = literal(self.endpoint.method)
        call = [self.constant, f"lambda: self._signing.{sign}({method}, {', '.join(arguments)})", self.decoder]
        fixed, computed = costs_of(self.context, self.endpoint)
        call += [f"costs={_costs([*_priced(fixed), *computed])}"] if computed else []
        call += _client_id(client_id)
        call += ["headers=headers"] if self.tells_headers else []
        answer = f"self._call({', '.join(call)})"
        lines.add(f"return await {_leased(self.context, self.endpoint.auth, answer)}")

    def _path(self) -> str:
        path = self.endpoint.path
        by_wire = {each.wire: each for each in self.params if each.place == "path"}
        if not by_wire:
            return literal(path)
        pieces = PATH_NAME.split(path)
        code = "".join(
            fstring_part(piece) if at % 2 == 0 else f"{{{by_wire[piece].text}}}" for at, piece in enumerate(pieces)
        )
        return f'f"{code}"'

    def _text_fields(self, lines: Lines, target: str, params: list[ParamView]) -> str:
        """A statement that makes a query or form text in wire order; returns what to pass on, empty for none."""
        if not params:
            return ""
        target = self._local(target)
        if not params[0].is_always and all(each.is_alike and _UNRESERVED.fullmatch(each.wire) for each in params):
            lines.add(f"{target} = query_text({_mapping(params)})")
            return target
        if self.is_hot:
            return self._appended(lines, target, params)
        terms: list[str] = []
        run = ""
        for at, each in enumerate(params):
            piece = ("&" if at else "") + _piece(each)
            if not each.is_always:
                terms += [_fstring(run)] if run else []
                # The first parameter of all may be missing: each brings its separator, and the first one is cut off.
                piece = piece if at else f"&{piece}"
                terms.append(f'({_fstring(piece)} if {each.name} is not None else "")')
                run = ""
            elif run and len(run) + len(piece) > 95:
                terms.append(_fstring(run))
                run = piece
            else:
                run += piece
        terms += [_fstring(run)] if run else []
        lines.add(f"{target} = {' + '.join(terms)}")
        return target if params[0].is_always else f"{target}[1:]"

    def _appended(self, lines: Lines, target: str, params: list[ParamView]) -> str:
        """The same as statements, a line longer for each optional parameter: what is not given costs a jump, where a
        sum adds an empty text.
        """
        run, is_begun = "", False
        for at, each in enumerate(params):
            piece = ("&" if at or not each.is_always else "") + _piece(each)
            if each.is_always and len(run) + len(piece) <= 95:
                run += piece
                continue
            if run or not is_begun:
                lines.add(f"{target} {'+=' if is_begun else '='} {_fstring(run)}")
                is_begun = True
            run = piece if each.is_always else ""
            if not each.is_always:
                lines.when(f"{each.name} is not None", f"{target} += {_fstring(piece)}")
        if run:
            lines.add(f"{target} {'+=' if is_begun else '='} {_fstring(run)}")
        return target if params[0].is_always else f"{target}[1:]"

    def _json_fields(self, lines: Lines, params: list[ParamView], target: str) -> str:
        """Statements that make a JSON object; returns its name, empty for none."""
        if not params:
            return ""
        if params[0].wire == WHOLE_BODY:
            return params[0].json
        target = self._local(target)
        made = _object(nested(params), self._key)
        lines.add(f"{target} = {made}" if made.startswith("given(") else f"{target}: dict[str, Any] = {made}")
        return target

    def _key(self, part: str) -> str:
        """Python of one part of a dotted name."""
        name = PATH_NAME.fullmatch(part)
        found = next((each for each in self.params if name is not None and each.wire == name[1]), None)
        return found.json if found is not None else literal(part)

    def _headers(self, lines: Lines) -> str:
        params = [each for each in self.params if each.place == "header"]
        if not params:
            return ""
        target = self._local("headers")
        always = ", ".join(f"{literal(each.wire)}: {_header_value(each)}" for each in params if each.is_always)
        lines.add(f"{target} = {{{always}}}")
        for each in params:
            if not each.is_always:
                lines.when(f"{each.name} is not None", f"{target}[{literal(each.wire)}] = {each.text}")
        return target

    def _local(self, name: str) -> str:
        """A name for a local variable that no parameter has."""
        while any(each.name == name for each in self.params):
            name += "_"
        return name


_HOW = "costs=costs, client_order_id=client_order_id"


def leases_of(context: VenueContext, auth: str | None) -> list[str]:
    """The leases that an auth scheme reads."""
    steps = repr(context.spec.auth[auth].steps) if auth is not None else ""
    return [identifier(name) for name in context.spec.leases if f"lease.{name}." in steps]


def _leased(context: VenueContext, auth: str | None, answer: str) -> str:
    # A lease that the signature reads is fetched before, and once more where the venue says that it is gone.
    for lease in leases_of(context, auth):
        answer = f"self._signing.leases.{lease}.using(lambda: {answer})"
    return answer


def _client_id(param: str | None) -> list[str]:
    return [] if param is None else [f"client_order_id={identifier(param)}"]


def _priced(fixed: tuple[tuple[str, int], ...]) -> list[tuple[str, str]]:
    return [(bucket, str(units)) for bucket, units in fixed]


def _costs(prices: list[tuple[str, str]]) -> str:
    pairs = ", ".join(f"({literal(bucket)}, {units})" for bucket, units in prices)
    return f"({pairs},)" if pairs else "()"


def _mapping(params: tuple[ParamView, ...] | list[ParamView]) -> str:
    """A dict literal of what the JSON encoder gets, None where an optional parameter is not given."""
    entries = []
    for each in params:
        value = _json_value(each)
        if not each.is_always and value != each.name:
            value = f"None if {each.name} is None else {value}"
        entries.append(f"{literal(each.wire)}: {value}")
    return f"{{{', '.join(entries)}}}"


Tree = dict[str, "ParamView | Tree"]


def nested(params: Sequence[ParamView]) -> Tree:
    """Parameters as the objects that they make: `options.account` is the field `account` of the object `options`, and
    `rows.0.size` the field `size` of the only row of the list `rows`. Each stands where its first field is declared.
    """
    tree: Tree = {}
    for each in params:
        *outer, field = each.wire.split(".")
        here = tree
        for part in outer:
            inside = here.setdefault(part, {})
            assert isinstance(inside, dict)
            here = inside
        here[field] = each
    return tree


def _is_always(node: ParamView | Tree) -> bool:
    return any(map(_is_always, node.values())) if isinstance(node, dict) else node.is_always


def _object(tree: Tree, key: Callable[[str], str]) -> str:
    """A dict literal of what the JSON encoder gets, without what is not given; `key` writes the name of a field."""
    if list(tree) == ["0"]:
        inside = tree["0"]
        return f"[{_object(inside, key) if isinstance(inside, dict) else _json_value(inside)}]"
    entries = []
    for field, node in tree.items():
        if isinstance(node, dict):
            # An object all of whose fields may be missing is missing with them.
            value = _object(node, key) if _is_always(node) else f"{_object(node, key)} or None"
        else:
            value = _json_value(node)
            if not node.is_always and value != node.name:
                value = f"None if {node.name} is None else {value}"
        entries.append(f"{key(field)}: {value}")
    made = f"{{{', '.join(entries)}}}"
    return made if all(map(_is_always, tree.values())) else f"given({made})"


def _json_value(each: ParamView) -> str:
    return literal(each.const) if each.is_const else each.json


def _header_value(each: ParamView) -> str:
    return literal(str(each.const)) if each.is_const else each.text


def _piece(each: ParamView) -> str:
    """`name=value` inside an f-string."""
    wire = fstring_part(quote(each.wire, safe="[]"))
    if each.is_const:
        const = str(each.const).lower() if isinstance(each.const, bool) else str(each.const)
        return f"{wire}={fstring_part(quote(const, safe=''))}"
    return f"{wire}={{{each.text}}}"


def _fstring(text: str) -> str:
    is_format = "{" in text.replace("{{", "").replace("}}", "")
    return f'f"{text}"' if is_format else '"' + text.replace("{{", "{").replace("}}", "}") + '"'
