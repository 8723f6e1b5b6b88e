"""A simulated venue's FIX side for people with a FIX client of their own: where, as whom, what to send."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from venuegen import resources
from venuegen.live.simulation import Simulation, start_price, worth
from venuegen.live.venues import LiveError
from venuegen.report import Reporter

if TYPE_CHECKING:
    from venue_runtime.fix.log import TagNames
    from venue_runtime.testing.fix_connection import FixConnection
    from venue_runtime.testing.fix_dialect import FixRoute
    from venue_runtime.testing.fix_gateway import FixGateway

__all__ = ["Ports", "describe", "facts", "open_ports", "read_ports", "show_messages"]

Ports = Mapping[str, int]
"""Kind of session → port."""


def gateway_of(simulation: Simulation) -> FixGateway:
    """The FIX side. Raises LiveError where the venue has none."""
    gateway = simulation.server.fix
    if gateway is None:
        raise LiveError(
            f"{simulation.venue.id} has no FIX", "its spec declares no section `fix`; venuegen list", usage=True
        )
    return gateway


def read_ports(texts: Sequence[str]) -> dict[str, int]:
    """`order_entry=9000` → a port for that kind of session. Raises LiveError."""
    ports: dict[str, int] = {}
    for text in texts:
        name, _, number = text.partition("=")
        if not number.isdecimal() or int(number) > 65535:
            raise LiveError(f"--fix-port {text}: no port", "write SESSION=PORT, as order_entry=9000", usage=True)
        ports[name] = int(number)
    return ports


async def open_ports(simulation: Simulation, wanted: Ports) -> dict[str, int]:
    """A port for each kind of session, those in `wanted` as they say; returns their numbers. Raises LiveError."""
    gateway = gateway_of(simulation)
    routes = gateway.dialect.routes
    for name in wanted:
        if name not in {route.id for route in routes}:
            known = ", ".join(route.id for route in routes)
            raise LiveError(f"there is no FIX session '{name}'", f"there are: {known}", usage=True)
    try:
        return {route.id: await gateway.listen("127.0.0.1", wanted.get(route.id, 0), route.id) for route in routes}
    except OSError as error:
        raise LiveError(f"cannot listen: {error}", "choose another --fix-port", usage=True) from None


def facts(simulation: Simulation, ports: Ports) -> list[dict[str, Any]]:
    """The same for machines."""
    found: list[dict[str, Any]] = []
    for route in gateway_of(simulation).dialect.routes:
        dictionary = dictionary_of(simulation.venue.id, route)
        found.append(
            {
                "session": route.id,
                "host": "127.0.0.1",
                "port": ports[route.id],
                "begin_string": route.begin_string,
                "target_comp_id": route.comp_id,
                "sender_comp_id": sender_of(simulation, route),
                "dictionary": None if dictionary is None else str(dictionary),
            }
        )
    return found


def describe(simulation: Simulation, ports: Ports) -> Iterator[str]:
    """What a person needs for a FIX client that knows nothing of this venue."""
    yield ""
    yield "FIX, without TLS; all sessions are at the port above too"
    for route in gateway_of(simulation).dialect.routes:
        beats = f"{route.heartbeat_min or 1} to {route.heartbeat_max} s" if route.heartbeat_max else "any"
        yield f"  {route.id:<12} 127.0.0.1:{ports[route.id]}  {route.begin_string}"
        yield f"    CompIDs      SenderCompID {sender_of(simulation, route)}, TargetCompID {route.comp_id}"
        yield f"    Logon        {', '.join(logon_terms(route))}; HeartBtInt {beats}"
        if route.auth:
            yield f"    signed as    venuegen explain {simulation.venue.id} auth.{route.auth}"
        dictionary = dictionary_of(simulation.venue.id, route)
        if dictionary is not None:
            yield f"    dictionary   {dictionary}"
        for sample in samples(simulation, route):
            yield f"    send         {sample}"


def sender_of(simulation: Simulation, route: FixRoute) -> str:
    """The SenderCompID to use."""
    if route.sender_credential:
        return simulation.credentials.reveal(route.sender_credential)
    return route.sender or "as you like"


def logon_terms(route: FixRoute) -> list[str]:
    """Fields of the Logon that are the same for everybody."""
    layout = route.layouts.get("A")
    names = {row.tag: row.name for row in layout.rows} if layout is not None else {}
    terms = ["98=0"]
    if route.reset == "every_logon" and route.begin_string != "FIX.4.0":
        terms.append("141=Y")
    if route.appl_ver_id:
        terms.append(f"1137={route.appl_ver_id}")
    terms += [f"{tag}={text} ({names.get(tag, '?')})" for tag, text in route.fixed.items()]
    return terms + [f"{tag} ({names.get(tag, '?')})" for tag in route.demanded]


def samples(simulation: Simulation, route: FixRoute) -> Iterator[str]:
    """A first message to send, with `|` for SOH."""
    instrument = next(iter(simulation.exchange.instruments.values()))
    # Above the market: it is filled at once.
    price = instrument.round_price(start_price(instrument.symbol) * Decimal("1.01"), "down")
    values = {
        "cl_ord_id": "my-first-order",
        "symbol": instrument.venue_symbol,
        "side": "1",
        "ord_type": "2",
        "order_qty": f"{worth(instrument, Decimal(1200), price):f}",
        "price": f"{price:f}",
        "time_in_force": "1",
    }
    for msg_type, layout in route.layouts.items():
        if msg_type == "D" and msg_type in route.handlers:
            rows = (f"{row.tag}={values[row.name]}" for row in layout.rows if row.name in values)
            yield f"35=D|{'|'.join(rows)}|"
        if msg_type == "V" and msg_type in route.handlers:
            yield f"35=V|262=book|263=1|264=0|146=1|55={instrument.venue_symbol}|267=2|269=0|269=1|"


def dictionary_of(venue: str, route: FixRoute) -> Path | None:
    """Its file, where the spec is at hand."""
    path = resources.specs_dir() / venue / route.dictionary
    return path if route.dictionary and path.is_file() else None


def show_messages(report: Reporter, simulation: Simulation, *, names: bool) -> None:
    """Show each FIX message as it crosses the wire, a line each; `names`: with those of tags and values."""
    from venue_runtime.fix.log import FixScrubber, ReadableLog, WireTap

    gateway = gateway_of(simulation)
    known = {route.id: names_of(simulation.venue.id, route) for route in gateway.dialect.routes} if names else {}

    def write(line: str) -> None:
        report.line(line)
        report.out.flush()

    def tap(connection: FixConnection) -> WireTap:
        found = [known[route.id] for route in connection.routes if known.get(route.id) is not None]
        return ReadableLog(
            write,
            scrubber=FixScrubber(),
            names=_joined([each for each in found if each is not None]) if names else None,
            clock=simulation.clock,
            title=f"client {connection.id}",
        )

    gateway.tapping = tap


def names_of(venue: str, route: FixRoute) -> TagNames | None:
    """What the dictionary of a session calls tags and values."""
    from venue_runtime.fix.dictionary import Dictionary
    from venue_runtime.fix.log import TagNames

    path = dictionary_of(venue, route)
    if path is None:
        return None
    dictionary = Dictionary.load(path)
    values = {field.tag: dict(field.values) for field in dictionary.fields.values() if field.values}
    values["35"] = {each.msg_type: each.name for each in dictionary.messages.values()}
    return TagNames({field.tag: field.name for field in dictionary.fields.values()}, values)


def _joined(many: Sequence[TagNames]) -> TagNames:
    from venue_runtime.fix.log import TagNames

    tags: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    for each in many:
        tags |= each.tags
        for tag, words in each.values.items():
            values.setdefault(tag, {}).update(words)
    return TagNames(tags, values)
