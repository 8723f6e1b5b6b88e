"""`simulated.py`: the venue's face of the simulator, from the same spec as the client and none of its code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...lang.scopes import is_logon
from ...render.names import doc_line, identifier, literal
from ...spec.dialects import outdated
from ...spec.durations import nanoseconds
from ...spec.model import Bucket, ErrorRow
from ..examples import Examples
from ..produced.trading import InstrumentView, instruments
from ..wirepaths import find_path, frames_of
from . import auth as simulated_auth
from . import maps as simulated_maps
from . import rest as simulated_rest
from . import sockets as simulated_sockets
from .errors import FIELD, error_place
from .fix import fix_class
from .tables import enum_tables

if TYPE_CHECKING:
    from ...lang.wire_types import WireType
    from ..context import VenueContext

_CALLERS = {"ip": "ip", "key": "account", "account": "account", "symbol": "account", "connection": "connection"}
_SHAPES = {"fixed": "fixed", "sliding": "sliding", "token": "decay", "decay": "decay"}


@dataclass(frozen=True, slots=True)
class SimulatedView:
    """The module."""

    title: str
    class_name: str
    venue: str
    tables: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    writers: tuple[simulated_maps.WriterView, ...]
    style_rows: tuple[str, ...]
    style_keys: tuple[str, ...]
    params: tuple[tuple[str, tuple[str, ...]], ...]
    costs: tuple[tuple[str, str], ...]
    refusals: tuple[str, ...]
    statuses: tuple[tuple[str, str], ...]
    error_place: str
    instruments: tuple[InstrumentView, ...]
    refs: tuple[str, ...]
    """Kind of an instrument, and what `Instrument.ref` says of one by its place among those."""
    refused_status: int
    config: str
    signed_fields: str
    used_headers: tuple[tuple[str, str], ...]
    routes: tuple[str, ...]
    buckets: tuple[str, ...]
    channels: str
    enum_fields: tuple[tuple[str, str], ...]
    checksum_fields: tuple[tuple[str, str], ...]
    handlers: tuple[simulated_rest.HandlerView, ...]
    verifiers: tuple[simulated_auth.VerifierView, ...]
    sockets: tuple[simulated_sockets.SocketView, ...]
    socket_routes: tuple[str, ...]
    fix: str
    """Class of its FIX side; empty where it has none."""


def build(context: VenueContext, examples: Examples) -> SimulatedView:
    """Everything that the simulated venue says in this venue's words."""
    spec = context.spec
    gone = outdated(spec)
    maps = simulated_maps.Maps(context, examples)
    rest = simulated_rest.Rest(context, examples, maps)
    sockets = tuple(simulated_sockets.build(context, examples, maps, name) for name in spec.ws)
    handlers = rest.handlers()
    verifiers = tuple(simulated_auth.build(context, name) for name in spec.auth if not is_logon(spec, name))
    lines = [line for each in handlers for line in each.code] + [line for each in sockets for line in each.code]
    code = "\n".join(lines)
    code += "\n".join(line for each in maps.writers() for line in each.body)
    buckets = spec.limits.buckets if spec.limits else {}
    used = {
        name: (source.removeprefix("header."), each.used is None)
        for name, each in buckets.items()
        if (source := each.used or each.remaining) is not None and source.startswith("header.")
    }
    return SimulatedView(
        title=doc_line(spec.title),
        class_name=f"Simulated{context.class_name}",
        venue=spec.venue,
        tables=(
            *_currencies(context.table.currencies, code),
            *(table for enum in context.table.enums.values() for table in enum_tables(enum, code)),
        ),
        writers=maps.writers(),
        style_rows=maps.style_rows() if "_style(" in code or "_STYLES" in code else (),
        style_keys=maps.style_keys,
        params=rest.params(),
        costs=rest.costs(),
        refusals=_refusals(context, examples),
        statuses=_statuses(context),
        error_place=_error_place(context, "rest"),
        instruments=instruments(spec, examples),
        refs=maps.ref_rows(),
        refused_status=_refused_status(context, examples),
        config=_config(context) if any("self.config" in line for each in verifiers for line in each.body) else "",
        signed_fields=literal(frozenset(name for each in verifiers for name in each.fields)),
        used_headers=tuple((name, literal(value)) for name, value in used.items()),
        routes=rest.routes(),
        buckets=tuple(
            f"SimBucket({literal(name)}, {each.budget}, {nanoseconds(each.window or '1s')}, "
            f'per="{_CALLERS[each.per]}", window="{_SHAPES[each.shape]}")'
            for name, each in buckets.items()
            if each.shape in _SHAPES
        ),
        channels=literal(
            tuple(one for name, each in spec.ws.items() for one in each.channels if f"{name}.{one}" not in gone)
        ),
        enum_fields=_joined((*rest.enum_fields(), *(row for each in sockets for row in each.enum_fields))),
        checksum_fields=tuple(row for each in sockets for row in each.checksum_fields),
        handlers=handlers,
        verifiers=verifiers,
        sockets=sockets,
        socket_routes=_socket_routes(sockets),
        fix=fix_class(context) if context.fix is not None else "",
    )


def _currencies(codes: Mapping[str, str], code: str) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """The way back, and the way there where something reads it."""
    there = tuple((literal(theirs), literal(usual)) for theirs, usual in codes.items())
    back = {usual: theirs for theirs, usual in reversed(list(codes.items()))}
    rows = tuple((literal(usual), literal(theirs)) for usual, theirs in back.items())
    return [
        (name, each)
        for name, each in (("CURRENCIES", there), ("CURRENCY_CODES", rows))
        if re.search(rf"\b{name}\b", code)
    ]


def _joined(rows: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """One row for each name: an endpoint and a channel may have the same."""
    found: dict[str, tuple[object, ...]] = {}
    for name, paths in rows:
        found[name] = (*found.get(name, ()), *ast.literal_eval(paths))
    return tuple((name, literal(paths)) for name, paths in found.items())


def _refusals(context: VenueContext, examples: Examples) -> tuple[str, ...]:
    """Published answers first, then the rows of the error table that nobody published an answer for."""
    errors = context.spec.errors
    if errors is None:
        return ()
    rows: list[str] = []
    known: set[tuple[str, bool, bool]] = set()
    place = errors.at.get("rest")
    kind = context.table.parse(place.type) if place is not None else None
    coded = place is None or kind is None or bool(_coded(place.code, kind, context))
    lost = {str(code) for lease in context.spec.leases.values() for code in lease.lost_codes}
    for each in examples.files:
        error = each.error
        if error is None or each.name.startswith("ws_"):
            continue
        gone = str(error.get("code", "")) in lost
        known.add((str(error["error"]), gone, _is_number(error.get("code", ""))))
        parts = [
            identifier(str(error["error"])),
            literal(str(error.get("code", ""))),
            literal(str(error.get("message", ""))),
        ]
        parts += [str(each.status), literal(each.of)]
        parts += ["gone=True"] if gone else []
        # A success by its status, and nothing in it is the code: what else makes it a refusal is in the example.
        parts += [f"answer={literal(each.name)}"] if each.status < 400 and not coded else []
        rows.append(f"Refusal({', '.join(parts)})")
    for code, row in errors.codes.items():
        full = row if isinstance(row, ErrorRow) else ErrorRow(error=row)
        for text, error_name in [*full.texts.items(), ("", full.error)]:
            # One word and one number: a connection may have other codes than REST has.
            said = (error_name, code in lost, _is_number(code))
            if said not in known:
                known.add(said)
                mark = ", gone=True" if code in lost else ""
                rows.append(f"Refusal({identifier(error_name)}, {literal(code)}, {literal(text)}{mark})")
    return tuple(rows)


def _coded(text: str, kind: WireType, context: VenueContext) -> bool:
    """Whether the code of a refusal is a field of it, or the beginning of one."""
    return find_path(text, "m", kind, context.table) is not None or bool(FIELD.search(text))


def _is_number(code: object) -> bool:
    return str(code).removeprefix("-").isdigit()


def _statuses(context: VenueContext) -> tuple[tuple[str, str], ...]:
    errors = context.spec.errors
    found: dict[str, str] = {}
    for status, row in (errors.statuses if errors else {}).items():
        # A status that means nothing in particular is not what every other refusal comes with.
        general = (row if isinstance(row, str) else row.error) == "VenueResponseError"
        if not general and not (isinstance(row, ErrorRow) and row.ban):
            found.setdefault(row if isinstance(row, str) else row.error, status.replace("xx", "00"))
    return tuple(found.items())


def _socket_routes(sockets: tuple[simulated_sockets.SocketView, ...]) -> tuple[str, ...]:
    """One route for each address; connections of one address share it, and the limits that they agree on."""
    routes = []
    for path in dict.fromkeys(each.path for each in sockets):
        here = [each for each in sockets if each.path == path]
        made = [f"{each.class_name}(connection, self)" for each in here]
        code = made[0] if len(made) == 1 else f"SharedSocket(({', '.join(made)}))"
        name = literal(here[0].name)
        also = f", also={literal(tuple(each.name for each in here[1:]))}" if here[1:] else ""
        options = here[0].options if len({each.options for each in here}) == 1 else ""
        routes.append(f"SimSocketRoute({name}, {literal(path)}, lambda connection: {code}{options}{also})")
    return tuple(routes)


def _window(bucket: Bucket) -> int:
    """Length of a window; of a bucket that refills, the time in which it fills up."""
    if bucket.refill is None:
        return nanoseconds(bucket.window or "1s")
    units, _, time = bucket.refill.partition("/")
    return int(bucket.budget * nanoseconds(time) / float(units))


def _config(context: VenueContext) -> str:
    """The settings as they are where a user sets none."""
    fields = ", ".join(f"{identifier(name)}={literal(each.default)}" for name, each in context.spec.config.items())
    return f"Settings({fields})"


def _refused_status(context: VenueContext, examples: Examples) -> int:
    """200 where an answer is known for a refusal without its status, or most documented refusals come with it."""
    place = context.spec.errors.at.get("rest") if context.spec.errors else None
    if place is not None and not re.search(r"\bstatus\b", place.when):
        return 200
    shown = [each for each in examples.files if each.error is not None and set(each.of) <= set(context.spec.endpoints)]
    return 200 if 2 * sum(each.status == 200 for each in shown) > len(shown) else 400


def _error_place(context: VenueContext, name: str) -> str:
    place = context.spec.errors.at.get(name) if context.spec.errors else None
    kind = context.table.parse(place.type) if place is not None else None
    frames = frames_of(place.when, "m", kind, context.table) if place is not None and kind is not None else []
    # What tells a refusal whose status is that of a success: flags and words alone, not what is merely there.
    said = next((frame for frame in frames if frame and not any(isinstance(v, dict) for v in frame.values())), {})
    return error_place(context, name, said) or 'ErrorPlace({}, "code", "message")'


def socket_name(connection: str) -> str:
    """Class of a simulated connection."""
    return simulated_sockets.class_name(connection)
