"""`venue.py`: what is data about a venue: environments, credentials, settings, budgets, errors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..lang import Compiled, compile_condition, compile_expr
from ..lang.scopes import scope_for_credential
from ..lang.types import STR, optional
from ..render.names import doc_line, identifier, literal
from ..spec.durations import nanoseconds, timedelta_code
from ..spec.model import AuthScheme, Bucket, ConfigField, ErrorRow
from . import scopes
from .tables import in_order

if TYPE_CHECKING:
    from .context import VenueContext

_ALPHABETS = {
    "alnum": "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "lower_alnum": "0123456789abcdefghijklmnopqrstuvwxyz",
    "hex": "0123456789abcdef",
    "digits": "0123456789",
    "uuid": "0123456789abcdef",
}

_UUID = "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx"
"""Version 4 of RFC 9562; the time stands where others have random digits."""


def seconds(duration: str) -> str:
    """A duration as Python of a float of seconds: `86_400.0`."""
    value = nanoseconds(duration)
    whole, rest = divmod(value, 1_000_000_000)
    return f"{whole:_}.{f'{rest:09d}'.rstrip('0') or '0'}"


def rate(text: str) -> str:
    """`5/1s` → `(5, 1.0)`."""
    count, _, duration = text.partition("/")
    return f"({int(count)}, {seconds(duration)})"


@dataclass(frozen=True, slots=True)
class ConfigView:
    """A setting: its declaration in the struct, and a line for the user."""

    name: str
    declaration: str
    doc: str


@dataclass(frozen=True, slots=True)
class VenueView:
    """The module of data."""

    title: str
    doc: str
    checked: str
    config_name: str
    config: tuple[ConfigView, ...]
    ref_name: str
    ref: tuple[str, ...]
    """What only this venue needs to know of an instrument: declarations of fields."""
    environments: tuple[tuple[str, str], ...]
    credentials: tuple[str, ...]
    offers: tuple[tuple[str, str], ...]
    buckets: tuple[str, ...]
    client_order_ids: str
    reconcile: str
    connects: str
    texts: tuple[tuple[str, str], ...]
    """Tables of message texts that several codes share."""
    codes: tuple[tuple[str, str], ...]
    statuses: tuple[tuple[str, str], ...]
    by_operation: tuple[tuple[str, str], ...]
    error_type: str
    error_lines: tuple[str, ...]
    usages: tuple[str, ...]
    usages_arguments: str
    retry_after: tuple[str, ...]


def build(context: VenueContext) -> VenueView:
    """Everything about the venue that is no code."""
    spec = context.spec
    errors = spec.errors
    connects = {each.limits.connects for each in spec.ws.values() if each.limits.connects}
    error_type, error_lines = _error_of(context)
    error_rows = _Rows(context)
    return VenueView(
        title=doc_line(spec.title),
        doc=doc_line(spec.doc),
        checked=spec.checked,
        config_name=context.config_name if spec.config else "",
        config=tuple(_config(name, each) for name, each in spec.config.items()),
        ref_name=context.ref_name,
        ref=tuple(f"{identifier(name)}: {_NOTES.get(kind, kind)}" for name, kind in spec.ref.items()),
        environments=tuple((name, _environment(context, name)) for name in spec.environments),
        credentials=tuple(_credential(context, name) for name in spec.credentials),
        offers=(*((name.upper(), _offer(context, name)) for name in spec.operations), *_over_fix(context)),
        buckets=tuple(_bucket(name, each) for name, each in (spec.limits.buckets if spec.limits else {}).items()),
        client_order_ids=_client_order_ids(context),
        reconcile=_reconcile(context),
        # One budget for all: the venue meters connections per address.
        connects=rate(sorted(connects)[0]) if connects else "",
        texts=tuple((name, code) for code, name in error_rows.shared.items()),
        codes=tuple((code, error_rows.code(row)) for code, row in in_order(errors.codes)) if errors else (),
        statuses=tuple((status, error_rows.code(row)) for status, row in errors.statuses.items()) if errors else (),
        by_operation=tuple(
            (operation, "{" + ", ".join(f"{literal(code)}: {error_rows.code(row)}" for code, row in rows.items()) + "}")
            for operation, rows in (errors.by_operation if errors else {}).items()
        ),
        error_type=error_type,
        error_lines=error_lines,
        usages=(usages := _usages(context)),
        usages_arguments="response, self.venue_clock.time_ns()" if "now" in " ".join(usages) else "response",
        retry_after=_retry_after(context),
    )


_NOTES = {"decimal": "Decimal", "duration": "timedelta"}


def _config(name: str, each: ConfigField) -> ConfigView:
    if each.type == "enum":
        note = f"Literal[{', '.join(literal(value) for value in each.values)}]"
    else:
        note = _NOTES.get(each.type, each.type)
    default = literal(each.default)
    if each.type == "decimal" and each.default is not None:
        default = f"Decimal({literal(str(each.default))})"
    if each.type == "duration" and each.default is not None:
        default = timedelta_code(str(each.default))
    if each.default is None:
        note = f"{note} | None"
    return ConfigView(identifier(name), f"{identifier(name)}: {note} = {default}", doc_line(each.doc))


def _environment(context: VenueContext, name: str) -> str:
    each = context.spec.environments[name]
    parts = [f"urls={literal(each.urls)}"]
    if each.headers:
        parts.append(f"headers={literal(each.headers)}")
    if each.lacks:
        parts.append(
            f"lacks=frozenset({{{', '.join(f'Capability.{identifier(lack).upper()}' for lack in each.lacks)}}})"
        )
    if each.const:
        parts.append(f"constants={literal(each.const)}")
    return f"Environment({', '.join(parts)})"


def _credential(context: VenueContext, name: str) -> str:
    each = context.spec.credentials[name]
    parts = [literal(name)]
    parts += ["secret=False"] if not each.secret else []
    parts += ["optional=True"] if each.optional else []
    parts += [f"encoding={literal(each.encoding)}"] if each.encoding != "text" else []
    parts += [f"formats={literal(tuple(each.format))}"] if each.format else []
    if each.default is not None:
        scope = scope_for_credential(context.spec, context.table, {"cred": "credentials"})
        code = compile_expr(each.default, scope, STR).code
        parts.append(f"default=lambda credentials: {code}")
        parts.append(f"made_of={literal(_needed_for(context, each.default))}")
    return f"CredentialField({', '.join(parts)})"


def _needed_for(context: VenueContext, default: str) -> tuple[str, ...]:
    """The credentials without which a default cannot be made."""
    return tuple(name for name in _made_of(default) if not context.spec.credentials[name].optional)


def _made_of(default: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(re.findall(r"\bcred\.([a-z_0-9]+)", default)))


def credential_sets(context: VenueContext, scheme_name: str | None) -> tuple[frozenset[str], ...]:
    """The sets of credentials of which one makes a scheme work; empty for what needs none."""
    if scheme_name is None:
        return ()
    scheme: AuthScheme = context.spec.auth[scheme_name]
    text = repr(scheme.steps) + repr(scheme.once)
    optional = {name for name, each in context.spec.credentials.items() if each.optional or each.default is not None}
    always = {name for name in re.findall(r"\bcred\.([a-z_0-9]+)", text) if name not in optional}
    always |= {step.jwt.key for step in scheme.steps if step.jwt}
    sets = [frozenset(always)]
    for step in (*scheme.once, *scheme.steps):
        if step.sign is not None:
            sets = [each | {name} for each in sets for name in step.sign.using]
    return tuple(dict.fromkeys(each for each in sets if each))


def auth_of(context: VenueContext, operation_name: str) -> str | None:
    """The auth scheme that an operation's endpoint or connection needs; None for public ones."""
    operation = context.spec.operations[operation_name]
    if operation.compose is not None:
        return auth_of(context, operation.compose)
    if operation.call is not None:
        return context.spec.endpoints[operation.call].auth
    channel = operation.channel or (context.spec.books[operation.book].channel if operation.book else None)
    if channel is None:
        return None
    connection_name, _, channel_name = channel.partition(".")
    connection = context.spec.ws[connection_name]
    if connection.subscribe is not None and connection.subscribe.auth is not None:
        return connection.subscribe.auth
    if connection.handshake is not None:
        return connection.handshake
    if not connection.channels[channel_name].private or connection.login is None:
        return None
    return connection.login.auth or connection.login.frame


def _behind(context: VenueContext, operation_name: str) -> list[str]:
    """Auth schemes of the calls behind an operation: those that grant the leases which its connection or its scheme
    reads, the one that fetches a book's snapshot, and the one that lists what is to be canceled."""
    from .streams import leases_of

    spec = context.spec
    operation = spec.operations[operation_name]
    book = spec.books[operation.book] if operation.book and not operation.call else None
    channel = operation.channel or (book.channel if book else None)
    leased = set() if channel is None else set(leases_of(context, channel.partition(".")[0]))
    scheme = spec.auth.get(auth_of(context, operation_name) or "")
    leased |= {identifier(name) for name in spec.leases if f"lease.{name}." in repr(scheme)}
    calls = [lease.call for name, lease in spec.leases.items() if identifier(name) in leased]
    calls += [book.snapshot.call] if book is not None and book.snapshot.call else []
    listed = spec.operations.get("fetch_open_orders") if operation.compose is not None else None
    calls += [listed.call] if listed is not None and listed.call is not None else []
    return [auth for call in calls if (auth := spec.endpoints[call].auth) is not None]


def _sets_read(context: VenueContext, operation: str) -> tuple[frozenset[str], ...]:
    """The sets of credentials of which one makes the arguments of an operation known."""
    sets = [frozenset[str]()]
    for name in _made_of(repr(context.spec.operations[operation].params)):
        each = context.spec.credentials[name]
        if not each.optional:
            ways = [{name}] if each.default is None else [{name}, set(_needed_for(context, each.default))]
            sets = [known | way for known in sets for way in ways]
    return tuple(dict.fromkeys(each for each in sets if each))


def _offer(context: VenueContext, operation: str) -> str:
    signed = credential_sets(context, auth_of(context, operation)) or (frozenset[str](),)
    read = _sets_read(context, operation) or (frozenset[str](),)
    for scheme in _behind(context, operation):
        more = credential_sets(context, scheme) or (frozenset[str](),)
        signed = tuple(one | other for one in signed for other in more)
    joined = dict.fromkeys(one | other for one in signed for other in read if one or other)
    # A set that holds another one is no way of its own.
    sets = [each for each in joined if not any(other < each for other in joined)]
    inner = ", ".join(f"frozenset({{{', '.join(literal(name) for name in sorted(each))}}})" for each in sets)
    return f"({inner}{',' if len(sets) == 1 else ''})"


def _over_fix(context: VenueContext) -> tuple[tuple[str, str], ...]:
    if context.whole.fix is None:
        return ()
    logons = dict.fromkeys(each.logon for each in context.whole.fix.sessions.values())
    sets = dict.fromkeys(one for name in logons for one in credential_sets(context, name))
    inner = "".join(f"frozenset({{{', '.join(literal(name) for name in sorted(each))}}}), " for each in sets)
    return (("FIX", f"({inner})"),)


def _bucket(name: str, each: Bucket) -> str:
    parts = [f"id={literal(name)}", f"per={literal(each.per)}", f"budget={each.budget:_}"]
    parts += [f"shape={literal(each.shape)}"] if each.shape != "sliding" else []
    if each.refill is not None:
        count, _, duration = each.refill.partition("/")
        parts += [f"window_ns={nanoseconds(duration):_}", f"refill={int(count)}"]
    elif each.window is not None:
        parts += [f"window_ns={nanoseconds(each.window):_}"]
    return f"BucketSpec({', '.join(parts)})"


def _client_order_ids(context: VenueContext) -> str:
    form = context.spec.client_order_ids
    if form is None:
        return ""
    alphabet = _ALPHABETS["digits" if form.wire == "int" else form.alphabet]
    parts = [f"max_len={form.max_length}", *([f"min_len={form.min_length}"] if form.min_length > 1 else [])]
    parts += [f"alphabet={literal(alphabet)}"]
    parts += [f"prefix={literal(form.prefix)}"] if form.prefix else []
    parts += [f"template={literal(_UUID)}"] if form.alphabet == "uuid" else []
    parts += ["number=True"] if form.wire == "int" else []
    return f"ClientOrderIdForm({', '.join([*parts, f'pattern={literal(form.pattern)}'])})"


def _reconcile(context: VenueContext) -> str:
    orders = context.spec.orders
    if orders is None:
        return ""
    return f"ReconcilePlan(find=Find.{orders.reconcile.upper()}, protection={seconds(orders.protection)})"


class _Rows:
    """Rows of the error table; texts that several of them share become a table of their own."""

    def __init__(self, context: VenueContext) -> None:
        errors = context.spec.errors
        tables = [errors.codes, errors.statuses, *errors.by_operation.values()] if errors else []
        texts = [
            self._texts(row) for table in tables for row in table.values() if isinstance(row, ErrorRow) and row.texts
        ]
        repeated = [each for each in dict.fromkeys(texts) if texts.count(each) > 1]
        names = [f"_TEXTS_{at}" if at else "_TEXTS" for at in range(len(repeated))]
        self.shared = dict(zip(repeated, names, strict=True))

    @staticmethod
    def _texts(row: ErrorRow) -> str:
        return f"({', '.join(f'({literal(text)}, {identifier(error)})' for text, error in row.texts.items())},)"

    def code(self, row: str | ErrorRow) -> str:
        """Python of a row."""
        if isinstance(row, str):
            return f"ErrorRow({identifier(row)})"
        parts = [identifier(row.error)]
        parts += ["definitive=False"] if not row.definitive else []
        if row.texts:
            texts = self._texts(row)
            parts.append(f"texts={self.shared.get(texts, texts)}")
        parts += ["ban=True"] if row.ban else []
        return f"ErrorRow({', '.join(parts)})"


def _error_of(context: VenueContext) -> tuple[str, tuple[str, ...]]:
    """Type of an error's body, and the statements that read an answer."""
    place = context.spec.errors.at.get("rest") if context.spec.errors else None
    if place is None:
        return "", ()
    scope = scopes.error(context, "rest")
    when = compile_condition(place.when, scope)
    code = compile_expr(place.code, scope, given=(place.when,))
    text = compile_expr(place.text, scope, optional(STR), (place.when,))
    decode = "m = decode_error_body(response.body)"
    refuse = f"return ERRORS.error({code.code}, {text.code}, status=status, operation=endpoint.id)"
    if "m" not in when.names:
        lines = [
            "status = response.status",
            f"if not ({when.code}):",
            "    return None",
            "try:",
            f"    {decode}",
            "except msgspec.MsgspecError:",
            '    return ERRORS.by_status(status, response.body[:200].decode(errors="replace"), operation=endpoint.id)',
            refuse,
        ]
    else:
        lines = [
            "status = response.status",
            "try:",
            f"    {decode}",
            "except msgspec.MsgspecError:",
            '    return ERRORS.by_status(status, response.body[:200].decode(errors="replace"), operation=endpoint.id)',
            f"if not ({when.code}):",
            "    return None",
            refuse,
        ]
    return context.table.annotation(context.table.parse(place.type)), tuple(lines)


def _answer(code: Compiled, otherwise: str) -> list[str]:
    """Statements that decode an answer for an expression that reads it."""
    if "m" not in code.names:
        return []
    decode = "m = decode_error_body(response.body)"
    return ["try:", f"    {decode}", "except msgspec.MsgspecError:", f"    {otherwise}"]


def _usages(context: VenueContext) -> tuple[str, ...]:
    lines: list[str] = []
    headers: dict[tuple[str, str], list[str]] = {}
    computed: list[str] = []
    reads = False
    buckets = context.spec.limits.buckets if context.spec.limits else {}
    told = [source for each in buckets.values() for source in (each.used, each.remaining) if source is not None]
    for name, each in buckets.items():
        for word, source in (("used", each.used), ("remaining", each.remaining)):
            if source is None:
                continue
            if source.startswith("header."):
                headers.setdefault((source.removeprefix("header.").lower(), word), []).append(name)
                continue
            shared = ", shared=True" if told.count(source) > 1 else ""
            made = compile_expr(scopes.lower_headers(source), scopes.limits(context))
            if not reads:
                computed += _answer(made, "return")
                reads = "m" in made.names
            usage = f"Usage(bucket={literal(name)}, {word}=int(units){shared})"
            computed += [f"units = {made.code}", "if units is not None:", f"    yield {usage}"]
    for (header, word), names in headers.items():
        lines.append(f"if (text := response.headers.get({literal(header)})) is not None:")
        if len(names) == 1:
            lines.append(f"    yield Usage(bucket={literal(names[0])}, {word}=int(text))")
            continue
        # The header is about the bucket that was charged, whichever it is.
        lines.append(f"    for bucket in {literal(tuple(names))}:")
        lines.append(f"        yield Usage(bucket=bucket, {word}=int(text), shared=True)")
    return (*lines, *computed)


def _retry_after(context: VenueContext) -> tuple[str, ...]:
    """Statements that read how long a refusal asks us to wait, where it is not the usual header."""
    source = context.spec.limits.retry_after if context.spec.limits else None
    if source is None or source.lower() == "header.retry-after":
        return ()
    if source.startswith("header."):
        header = literal(source.removeprefix("header.").lower())
        return (f"return retry_after_seconds(response.headers, now, {header})",)
    made = compile_expr(scopes.lower_headers(source), scopes.limits(context))
    lines = _answer(made, "return None")
    value = f"seconds = {made.code}"
    return (
        *lines,
        "try:",
        f"    {value}",
        "except (ValueError, ArithmeticError):",
        "    return None",
        "return max(float(seconds), 0.0) if seconds is not None else None",
    )
