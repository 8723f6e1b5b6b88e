"""The section `fix`: what its parts refer to."""

from __future__ import annotations

from collections.abc import Iterable

from venuegen.check.context import Check
from venuegen.check.hygiene import is_file, safe_file
from venuegen.lang.contract import OPERATIONS
from venuegen.spec.durations import nanoseconds
from venuegen.spec.model import Fix, FixDictionary

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


def check_fix(check: Check) -> None:
    """Dictionaries, auth schemes, sessions, maps, channels and books that the section names."""
    fix = check.spec.fix
    if fix is None:
        return
    _version(check, fix)
    _dictionaries(check, fix)
    _sessions(check, fix)
    _operations(check, fix)
    _receive(check, fix)
    for name, channel in fix.channels.items():
        _session(check, fix, channel.session, "fix", "channels", name, "session")


def dictionary_file(declared: str | FixDictionary) -> str:
    """Path of a dictionary, as the spec gives it."""
    return declared if isinstance(declared, str) else declared.file


def _version(check: Check, fix: Fix) -> None:
    if (fix.version == "FIXT.1.1") != (fix.application is not None):
        check.problems.add(
            "VG605",
            check.at("fix", "version"),
            f"{fix.version} {'needs' if fix.application is None else 'has no'} `application`",
            expected="`application` with FIXT.1.1, and only there",
        )


def _dictionaries(check: Check, fix: Fix) -> None:
    for name, declared in fix.dictionaries.items():
        path: tuple[str | int, ...] = ("fix", "dictionaries", name)
        if not isinstance(declared, str):
            path = (*path, "file")
        text = dictionary_file(declared)
        file = safe_file(check, text, path)
        if file is not None and not is_file(file):
            check.problems.add("VG605", check.at(*path), f"there is no file '{text}'", expected="a dictionary (XML)")


def _sessions(check: Check, fix: Fix) -> None:
    for name, session in fix.sessions.items():
        path = ("fix", "sessions", name)
        if session.dictionary not in fix.dictionaries:
            at = check.at(*path, "dictionary")
            check.unknown("VG217", at, "dictionary", session.dictionary, fix.dictionaries)
        if session.logon is not None and session.logon not in check.spec.auth:
            check.unknown("VG217", check.at(*path, "logon"), "auth scheme", session.logon, check.spec.auth)
        beat = session.heartbeat
        lowest, highest = beat.min or beat.default, beat.max or beat.default
        if not nanoseconds(lowest) <= nanoseconds(beat.default) <= nanoseconds(highest):
            check.problems.add(
                "VG605",
                check.at(*path, "heartbeat"),
                f"{beat.default} is not between {lowest} and {highest}",
                expected="a default that the venue takes",
            )


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
            _session(check, fix, operation.session, *path, "session")
        if operation.channel is not None and operation.channel not in fix.channels:
            check.unknown("VG217", check.at(*path, "channel"), "channel of `fix`", operation.channel, fix.channels)
        if operation.book is not None and operation.book not in check.spec.books:
            check.unknown("VG217", check.at(*path, "book"), "book", operation.book, check.spec.books)
        if operation.map is not None:
            _map(check, operation.map, *path, "map")


def _receive(check: Check, fix: Fix) -> None:
    for name, rule in fix.receive.items():
        dictionary = name.partition(".")[0]
        if dictionary not in fix.dictionaries:
            check.unknown("VG217", check.key("fix", "receive", name), "dictionary", dictionary, fix.dictionaries)
        for at, each in enumerate(rule.maps):
            _map(check, each, "fix", "receive", name, "maps", at)


def _session(check: Check, fix: Fix, name: str, *path: str | int) -> None:
    _known(check, "session", name, fix.sessions, *path)


def _map(check: Check, name: str, *path: str | int) -> None:
    _known(check, "map", name, check.spec.maps, *path)


def _known(check: Check, what: str, name: str, known: Iterable[str], *path: str | int) -> None:
    if name not in known:
        check.unknown("VG217", check.at(*path), what, name, known)
