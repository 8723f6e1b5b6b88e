"""The section `fix`: dictionaries, sessions, and that what is said of messages fits these."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING

from venuegen.check.context import Check
from venuegen.check.expressions import check_expressions
from venuegen.check.fix_messages import check_messages
from venuegen.check.hygiene import is_file, safe_file
from venuegen.check.mapping import check_mapping
from venuegen.check.references import check_books
from venuegen.check.styles import check_styles
from venuegen.lang.contract import OPERATIONS
from venuegen.lang.fix_types import fix_half, fix_table
from venuegen.lang.fix_used import message_modules
from venuegen.spec.diagnostics import Position, Problems
from venuegen.spec.durations import nanoseconds
from venuegen.spec.fix_files import dictionary_file, dictionary_path, read_dictionary
from venuegen.spec.load import LoadedSpec, Path_
from venuegen.spec.model import Fix
from venuegen.spec.yamlnodes import Node

if TYPE_CHECKING:
    from venue_runtime.fix.dictionary import Dictionary

_COMMANDS = ("create_order", "edit_order", "cancel_order", "cancel_all_orders")
_WANTED: dict[str, tuple[str, ...]] = {
    "watch_orders": ("session",),
    "watch_fills": ("session",),
    "watch_order_book": ("channel", "book"),
    "watch_trades": ("channel", "map"),
    "watch_ticker": ("channel", "map"),
}
OFFERED = (*_COMMANDS, *_WANTED)
"""Methods of the contract that a venue can offer over FIX."""


def check_fix(check: Check) -> Mapping[str, Dictionary]:
    """What the section names, then what it says of messages. Returns the dictionaries that could be read.

    `check` is of the whole spec.
    """
    fix = check.spec.fix
    if fix is None:
        return {}
    before = len(check.problems.found)
    _version(check, fix)
    dictionaries = _dictionaries(check, fix)
    _sessions(check, fix)
    _operations(check, fix)
    _receive(check, fix)
    for name, channel in fix.channels.items():
        _known(check, "session", channel.session, fix.sessions, "fix", "channels", name, "session")
    _unused(check, fix)
    if len(check.problems.found) == before:
        _check_half(check.loaded, check.problems, check.today, dictionaries)
    return dictionaries


class _Half(LoadedSpec):
    """A loaded spec as FIX sees it: what is made of the section `fix` is found there."""

    def node(self, *path: str | int) -> Node | None:
        return super().node(*_place(path))

    def position(self, *path: str | int) -> Position:
        return super().position(*_place(path))

    def key_position(self, *path: str | int) -> Position:
        return super().key_position(*_place(path))


def _place(path: Path_) -> Path_:
    if path[:1] == ("operations",):
        return ("fix", *path)
    return ("fix", *path[1:]) if path[:2] == ("orders", "styles") else path


def _check_half(
    loaded: LoadedSpec, problems: Problems, today: datetime.date, dictionaries: Mapping[str, Dictionary]
) -> None:
    modules = message_modules(loaded.spec, dictionaries, all_messages=True)
    values = {each.name: getattr(loaded, each.name) for each in fields(LoadedSpec)}
    half = _Half(**{**values, "spec": fix_half(loaded.spec, modules)})
    check = Check(half, problems, fix_table(loaded.spec, dictionaries, modules), today)
    before = len(problems.found)
    for problem in check.table.problems:
        check.lang(problem.error, *problem.path, key=problem.key)
    for name, mapping in check.spec.maps.items():
        check.type(mapping.source, "maps", name, "from")
    check_messages(check, dictionaries)
    if len(problems.found) > before:
        return
    check_books(check)
    check_expressions(check)
    check_mapping(check)
    check_styles(check)


def _version(check: Check, fix: Fix) -> None:
    if (fix.version == "FIXT.1.1") != (fix.application is not None):
        check.problems.add(
            "VG605",
            check.at("fix", "version"),
            f"{fix.version} {'needs' if fix.application is None else 'has no'} `application`",
            expected="`application` with FIXT.1.1, and only there",
        )


def _dictionaries(check: Check, fix: Fix) -> Mapping[str, Dictionary]:
    from venue_runtime.fix.dictionary import DictionaryError

    found: dict[str, Dictionary] = {}
    for name, declared in fix.dictionaries.items():
        path = dictionary_path(name, declared)
        text = dictionary_file(declared)
        file = safe_file(check, text, path)
        if file is None:
            continue
        if not is_file(file):
            check.problems.add("VG605", check.at(*path), f"there is no file '{text}'", expected="a dictionary (XML)")
            continue
        try:
            found[name] = read_dictionary(file, text)
        except (DictionaryError, OSError) as error:
            check.problems.add("VG605", check.at(*path), f"the dictionary cannot be used: {error}")
    return found


def _sessions(check: Check, fix: Fix) -> None:
    for name, session in fix.sessions.items():
        path = ("fix", "sessions", name)
        _known(check, "dictionary", session.dictionary, fix.dictionaries, *path, "dictionary")
        if session.logon is not None:
            _known(check, "auth scheme", session.logon, check.spec.auth, *path, "logon")
        beat = session.heartbeat
        lowest, highest = beat.min or beat.default, beat.max or beat.default
        if not nanoseconds(lowest) <= nanoseconds(beat.default) <= nanoseconds(highest):
            check.problems.add(
                "VG605",
                check.at(*path, "heartbeat"),
                f"{beat.default} is not between {lowest} and {highest}",
                expected="a default that the venue takes",
            )
        if any(nanoseconds(each) % 1_000_000_000 for each in (beat.default, lowest, highest)):
            check.problems.add("VG605", check.at(*path, "heartbeat"), "HeartBtInt is in seconds", expected="30s")


def _operations(check: Check, fix: Fix) -> None:
    for name, operation in fix.operations.items():
        path: tuple[str | int, ...] = ("fix", "operations", name)
        if name not in OFFERED:
            known = OFFERED if name not in OPERATIONS else ()
            check.unknown("VG217", check.key(*path), "method over FIX", name, known or OFFERED)
            continue
        for key in _WANTED.get(name, ("session", "send")):
            if getattr(operation, key) is None:
                message = f"`{name}` over FIX lacks `{key}`"
                check.problems.add("VG704", check.key(*path), message, expected=f"`{key}: …`")
        if operation.session is not None:
            _known(check, "session", operation.session, fix.sessions, *path, "session")
        if operation.channel is not None:
            _known(check, "channel of `fix`", operation.channel, fix.channels, *path, "channel")
        if operation.book is not None:
            _known(check, "book", operation.book, check.spec.books, *path, "book")
        if operation.map is not None:
            _known(check, "map", operation.map, check.spec.maps, *path, "map")


def _receive(check: Check, fix: Fix) -> None:
    for name, rule in fix.receive.items():
        dictionary = name.partition(".")[0]
        if dictionary not in fix.dictionaries:
            check.unknown("VG217", check.key("fix", "receive", name), "dictionary", dictionary, fix.dictionaries)
        for at, each in enumerate(rule.maps):
            _known(check, "map", each, check.spec.maps, "fix", "receive", name, "maps", at)


def _unused(check: Check, fix: Fix) -> None:
    """Maps and books of FIX that nothing uses; those of the rest are found with it."""
    from venuegen.lang.fix_types import is_fix_type

    maps = {each.map for each in fix.operations.values()} | {
        name for each in fix.receive.values() for name in each.maps
    }
    books = {each.book for each in fix.operations.values()}
    unused = [("maps", name) for name, each in check.spec.maps.items() if is_fix_type(check.spec, each.source)]
    unused += [("books", name) for name, each in check.spec.books.items() if each.channel.startswith("fix.")]
    for section, name in unused:
        if name not in (maps if section == "maps" else books):
            what = section.removesuffix("s")
            at = check.key(section, name)
            check.problems.add("VG212", at, f"the {what} '{name}' is never used", hint="delete it, or use it")


def _known(check: Check, what: str, name: str, known: Iterable[str], *path: str | int) -> None:
    if name not in known:
        check.unknown("VG217", check.at(*path), what, name, known)
