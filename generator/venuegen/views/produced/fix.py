"""What the produced tests of a venue's FIX sessions need to know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from venue_runtime.fix.message import SOH, FieldError, Message, read_message
from venue_runtime.testing.fix_wire import FieldRow, Kind, Layout, read

from ...lang.fix_types import python_field
from ...lang.fix_used import used_messages
from ...render.names import identifier, literal
from ...spec.durations import nanoseconds
from ...spec.model import Fix, FixOperation
from .literals import test_credentials
from .trading import TradingView

if TYPE_CHECKING:
    from venue_runtime.fix.dictionary import Dictionary, Member, MessageType

    from ..context import VenueContext

__all__ = ["FixTestsView", "build", "not_written"]


@dataclass(frozen=True, slots=True)
class FixTestsView:
    """The module."""

    title: str
    class_name: str
    trading: TradingView
    credentials: str
    secret_name: str
    """The credential that signs the Logon."""
    wrong_secret: str
    session: str
    """The session that orders go over."""
    target: str
    heartbeat: int
    resend: bool
    hands_over: bool
    create: str
    """Message of a new order."""
    create_type: str
    report: str
    report_type: str
    fetches_order: bool
    edits: bool
    edit_also: str
    cancels: bool
    cancels_all: bool
    cancels_symbol: bool
    tells_errors: bool
    """Refusals have a code that the error table knows."""
    refuses: bool
    """The error table has codes at all: what one that it has not means is unknown."""
    tells_funds: bool
    """The error table has a code for a lack of funds."""
    book: bool
    chained: bool
    """Updates of the book follow each other by their numbers."""
    update: str
    """Message that changes a book."""
    trades: bool
    tells_side: bool
    """Trades say who was the aggressor."""
    copy: str
    """Another session that is told of orders."""
    samples: tuple[SampleView, ...]
    config: str
    """Settings without which no session has a name."""
    tells_liquidity: bool
    tells_fee: bool
    over_rest: bool
    """Orders can be placed over REST too."""
    asks: bool
    """What became of an order can be asked for."""
    protects: bool
    """Orders can be made to go with the session."""

    @staticmethod
    def ids(name: str) -> str:
        """Both ids of an order: venues find it by the one or the other."""
        return f"venue_order_id={name}.venue_order_id, client_order_id={name}.client_order_id"


@dataclass(frozen=True, slots=True)
class SampleView:
    """A message that the venue printed, and what it says."""

    name: str
    module: str
    text: str
    fields: tuple[tuple[str, str], ...]


_NEEDED = ("load_instruments", "fetch_open_orders")
"""What a client asks for before it trades over any transport."""


def not_written(context: VenueContext) -> tuple[tuple[str, str], ...]:
    """Why there are no tests of FIX, where a spec has orders over it."""
    fix = context.whole.fix
    lacks = lacking(context)
    if fix is None or "create_order" not in fix.operations:
        return ()
    if lacks:
        return (("orders over FIX", f"the spec does not offer {' and '.join(lacks)}"),)
    coded = context.spec.errors is not None and context.spec.errors.codes
    return () if coded else (("refusals over FIX", "errors.codes has no code, and what one means is unknown"),)


def lacking(context: VenueContext) -> list[str]:
    """What the spec does not offer that a client asks for before it trades."""
    return [name for name in _NEEDED if name not in context.spec.operations]


def build(context: VenueContext, trading: TradingView, folders: Sequence[Path]) -> FixTestsView | None:
    """None where no orders go over FIX, or no client could trade. `folders`: where the spec's files are."""
    fix = context.whole.fix
    if lacking(context):
        return None
    create = fix.operations.get("create_order") if fix is not None else None
    if fix is None or context.fix is None or create is None or create.session is None or create.send is None:
        return None
    session = fix.sessions[create.session]
    dictionary = context.fix.dictionaries[session.dictionary]
    report = next((name for name, rule in fix.receive.items() if rule.maps), "").partition(".")[2]
    given = _credentials(context, session.logon)
    secret = _secret(context, session.logon, given)
    maps = [context.fix.spec.maps[name] for rule in fix.receive.values() for name in rule.maps]
    told = {key for each in maps if each.to == "Fill" for key in each.fields}
    edit = fix.operations.get("edit_order")
    channel = fix.channels.get(
        (fix.operations["watch_order_book"].channel or "") if _offers(fix, "watch_order_book") else ""
    )
    update = ""
    if channel is not None:
        update = next((name for name, each in channel.receive.items() if each.update and not each.update.snapshot), "")
    return FixTestsView(
        title=context.spec.title,
        class_name=context.class_name,
        trading=trading,
        credentials=", ".join(f"{identifier(key)}={literal(value)}" for key, value in given.items()),
        secret_name=secret,
        wrong_secret=_wrong(context, secret),
        session=create.session,
        target="" if str(session.target).startswith("=") else str(session.target),
        heartbeat=nanoseconds(session.heartbeat.default) // 1_000_000_000,
        resend=session.resend,
        hands_over=session.hand_over is not None and str(session.sender) == "=session.id",
        create=create.send,
        create_type=dictionary.message(create.send).msg_type,
        report=report,
        report_type=dictionary.message(report).msg_type,
        fetches_order="fetch_order" in context.spec.operations,
        edits=edit is not None,
        edit_also=f", price={trading.price('100')}" if edit is not None and _takes_price(edit) else "",
        cancels=_offers(fix, "cancel_order"),
        cancels_all=_offers(fix, "cancel_all_orders"),
        cancels_symbol="symbol" in fix.operations["cancel_all_orders"].needs
        if _offers(fix, "cancel_all_orders")
        else False,
        tells_errors=_tells_errors(fix),
        refuses=context.spec.errors is not None and bool(context.spec.errors.codes),
        tells_funds=_tells_errors(fix) and _has(context, "InsufficientFunds"),
        book=channel is not None,
        chained=_chained(context, fix),
        update=update,
        trades=_offers(fix, "watch_trades"),
        tells_side=_offers(fix, "watch_trades")
        and "side" in context.fix.spec.maps[fix.operations["watch_trades"].map or ""].fields,
        copy=next(
            (name for name, each in fix.sessions.items() if "copy" in name and each.dictionary == session.dictionary),
            "",
        ),
        samples=tuple(_samples(context, folders)),
        config=_config(context, fix),
        tells_liquidity="liquidity" in told,
        tells_fee={"fee", "fee_currency"} <= told,
        over_rest="create_order" in context.spec.operations,
        asks=not {"fetch_order", "fetch_open_orders"}.isdisjoint(context.spec.operations),
        protects="session.cancel_on_disconnect" in repr(context.whole.auth[session.logon].steps)
        if session.logon is not None
        else False,
    )


def _config(context: VenueContext, fix: Fix) -> str:
    named = (re.fullmatch(r"=cfg\.(\w+)", str(each.sender)) for each in fix.sessions.values())
    names = dict.fromkeys(match[1] for match in named if match is not None)
    unset = [name for name in names if not context.spec.config[name].default]
    given = ", ".join(f'{identifier(name)}="TESTER"' for name in unset)
    return f"{context.config_name}({given})" if given else ""


def _samples(context: VenueContext, folders: Sequence[Path]) -> Iterator[SampleView]:
    """Messages in files `*.fix` that the generated modules have, each read with nothing of the client."""
    for path in sorted(path for folder in folders for path in (folder / "examples").glob("*.fix")):
        text = path.read_text("utf-8").strip()
        message = read_message(text.replace("|", SOH).encode())
        for name, dictionary in context.dictionaries.items():
            kind = dictionary.messages.get(message.msg_type)
            if kind is None or kind.name not in used_messages(context.whole, name):
                continue
            if _begins_otherwise(message, kind.members):
                break  # entries of a group whose first field is another one than the venue's own dictionary says
            try:
                found = read(message, layout(dictionary, kind), [each.field.tag for each in dictionary.header])
            except FieldError:
                continue  # of another dictionary
            fields = tuple((key, _literal(value)) for key, value in vars(found).items() if value is not None)
            yield SampleView(path.stem, f"fix_{identifier(name)}", text, fields)
            break


def _begins_otherwise(message: Message, members: Iterable[Member]) -> bool:
    tags = message.tokens[::2]
    groups = {member.field.tag: member.group.delimiter for member in members if member.group is not None}
    return any(tag in groups and following != groups[tag] for tag, following in pairwise(tags))


def layout(dictionary: Dictionary, kind: MessageType) -> Layout:
    """The fields of a message whose values are the same in every reading of them."""
    return Layout(kind.name, kind.msg_type, tuple(_rows(dictionary, kind.members)))


def _rows(dictionary: Dictionary, members: Iterable[Member]) -> Iterator[FieldRow]:
    lengths = {data: length for length, data in dictionary.data_lengths.items()}
    for member in members:
        field = member.field
        coded = field.values and field.kind.value in ("text", "char", "int")
        kind = "text" if coded else _KINDS.get(field.kind.value, "text")
        name = python_field(field.name)
        if member.group is not None:
            yield FieldRow(name, field.tag, "group", tuple(_rows(dictionary, member.group.members)))
        else:
            yield FieldRow(name, field.tag, kind, length=lengths.get(field.tag, ""))


_KINDS: Mapping[str, Kind] = {"int": "int", "count": "int", "decimal": "decimal", "boolean": "bool", "timestamp": "utc"}


def _literal(value: Any) -> str:
    if isinstance(value, list):
        entries = (
            "{"
            + ", ".join(f"{literal(key)}: {_literal(each)}" for key, each in vars(entry).items() if each is not None)
            + "}"
            for entry in value
        )
        return f"[{', '.join(entries)}]"
    return f'Decimal("{value}")' if isinstance(value, Decimal) else literal(value)


def _entry(entry: SimpleNamespace) -> str:
    told = (f"{literal(name)}: {_literal(value)}" for name, value in vars(entry).items() if value is not None)
    return "{" + ", ".join(told) + "}"


def _shares(fix: Fix, one: str, other: str) -> bool:
    """Whether two sessions have the same messages."""
    return fix.sessions[one].dictionary == fix.sessions[other].dictionary


def _offers(fix: Fix, name: str) -> bool:
    return name in fix.operations


def _takes_price(edit: FixOperation) -> bool:
    return any("price" in str(value) for value in edit.params.values())


def _tells_errors(fix: Fix) -> bool:
    """Whether what refuses an order has a code in a field of its own."""
    codes = [rule.refused.code for rule in fix.receive.values() if rule.refused is not None and rule.maps]
    return any(re.search(r"\bm\.\w+", code) for code in codes)


def _has(context: VenueContext, error: str) -> bool:
    """Whether a code of the error table means this."""
    rows = context.spec.errors.codes.values() if context.spec.errors is not None else ()
    named = [
        name for each in rows for name in ([each] if isinstance(each, str) else [each.error, *each.texts.values()])
    ]
    return error in named


def _chained(context: VenueContext, fix: Fix) -> bool:
    """Whether a lost update of the book shows."""
    operation = fix.operations.get("watch_order_book")
    book = context.whole.books.get(operation.book or "") if operation is not None else None
    return book is not None and book.next_if is not None


def _credentials(context: VenueContext, scheme: str | None) -> dict[str, str]:
    """Those of the other tests, and what the Logon takes besides."""
    from venue_runtime.testing.keys import dummy_key

    found = test_credentials(context)
    for name in _read_by(context, scheme):
        declared = context.spec.credentials[name]
        if name not in found and declared.format:
            found[name] = dummy_key(declared.format)
    return found


def _read_by(context: VenueContext, scheme: str | None) -> list[str]:
    steps = context.whole.auth[scheme].steps if scheme is not None else []
    signing = [name for step in steps if step.sign is not None for name in step.sign.using]
    hashed = [name for step in steps if step.hash is not None for name in re.findall(r"cred\.(\w+)", step.hash.data)]
    return signing + hashed


def _secret(context: VenueContext, scheme: str | None, given: dict[str, str]) -> str:
    secrets = [name for name in _read_by(context, scheme) if context.spec.credentials[name].secret and name in given]
    return next(iter(secrets), "")


def _wrong(context: VenueContext, secret: str) -> str:
    from venue_runtime.testing.keys import dummy_key

    known = context.spec.credentials.get(secret)
    return dummy_key(known.format, other=True) if known is not None and known.format else "d3Jvbmc="
