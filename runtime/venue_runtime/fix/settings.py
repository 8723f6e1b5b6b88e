"""Settings of sessions in QuickFIX's file format: `[DEFAULT]`, then any number of `[SESSION]` sections, `Key=Value`.

The facts of the format are those of QuickFIX's documentation. Keys that mean nothing here are told, not refused: a file
written for another engine works.
"""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from ..errors import ConfigurationError
from .checks import DictionaryCodec, Policy
from .config import SessionConfig
from .dictionary import Dictionary, Member
from .echo import Groups
from .interfaces import Codec, PlainCodec
from .message import Message

__all__ = ["APPL_VER_IDS", "SessionSettings", "Settings", "dictionaries_of", "read_settings"]

#: DefaultApplVerID as the settings name it → as the Logon does (1137).
APPL_VER_IDS = {
    "FIX.2.7": "0",
    "FIX.3.0": "1",
    "FIX.4.0": "2",
    "FIX.4.1": "3",
    "FIX.4.2": "4",
    "FIX.4.3": "5",
    "FIX.4.4": "6",
    "FIX.5.0": "7",
    "FIX.5.0SP1": "8",
    "FIX.5.0SP2": "9",
}

_LONGEST = 1 << 20  # bytes of a file
_DIGITS = {"SECONDS": 0, "MILLIS": 3, "MICROS": 6, "NANOS": 9, "0": 0, "3": 3, "6": 6, "9": 9}
# What every file of an acceptor or initiator says and what is so here anyway, or is said on the command line.
_NOT_NEEDED = {"connectiontype", "starttime", "endtime", "socketreuseaddress", "filelogpath", "usedatadictionary"}


class SessionSettings(Struct, frozen=True, kw_only=True):
    """One session of a file. Paths are absolute."""

    config: SessionConfig
    dictionary: Path | None
    """DataDictionary; with FIXT.1.1 the TransportDataDictionary."""
    application_dictionary: Path | None
    """AppDataDictionary, with FIXT.1.1."""
    require_values: bool
    """ValidateFieldsHaveValues: whether a tag without a value is rejected."""
    store: Path | None
    """FileStorePath. None: numbers and messages live as long as the process."""


class Settings(Struct, frozen=True, kw_only=True):
    sessions: tuple[SessionSettings, ...]
    port: int | None
    """SocketAcceptPort."""
    warnings: tuple[str, ...]
    """What was ignored, `file:line: …`."""


def read_settings(path: str | os.PathLike[str]) -> Settings:
    """Raises ConfigurationError with `file:line:` for what cannot be meant."""
    try:
        with open(path, "rb") as file:
            data = file.read(_LONGEST + 1)
    except OSError as error:
        raise ConfigurationError(f"{path}: {error.strerror or error}") from error
    if len(data) > _LONGEST:
        raise ConfigurationError(f"{path}: longer than {_LONGEST} bytes")
    reader = _Reader(Path(path))
    reader.read(data.decode("utf-8", "replace"))
    return reader.settings()


class _Values:
    """Keys of one section over those of the default one."""

    def __init__(self, where: str, inherited: Mapping[str, tuple[str, str]]) -> None:
        self.where = where
        self.own = dict(inherited)

    def text(self, key: str, default: str | None = None) -> str:
        found = self.own.get(key.lower())
        if found is not None:
            return found[0]
        if default is None:
            raise ConfigurationError(f"{self.where}: the session has no {key}")
        return default

    def fail(self, key: str, expected: str) -> ConfigurationError:
        text, where = self.own[key.lower()]
        return ConfigurationError(f"{where}: {key} is {text!r}, expected {expected}")

    def flag(self, key: str, default: bool) -> bool:
        text = self.text(key, "Y" if default else "N").upper()
        if text not in ("Y", "N"):
            raise self.fail(key, "Y or N")
        return text == "Y"

    def whole(self, key: str, default: int) -> int:
        text = self.text(key, str(default))
        if not (text.isascii() and text.isdigit()):
            raise self.fail(key, "a whole number")
        return int(text)


class _Reader:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._default = _Values(str(path), {})
        self._sections: list[_Values] = []
        self._used = set(_NOT_NEEDED)

    def read(self, text: str) -> None:
        section: _Values | None = None
        for number, line in enumerate(text.splitlines(), 1):
            where = f"{self._path}:{number}"
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            if line.startswith("["):
                name = line.strip("[] \t").upper()
                if name not in ("DEFAULT", "SESSION") or not line.endswith("]"):
                    raise ConfigurationError(f"{where}: {line!r} is no section, expected [DEFAULT] or [SESSION]")
                section = self._default if name == "DEFAULT" else _Values(where, {})
                if name == "SESSION":
                    self._sections.append(section)
                continue
            key, equals, value = line.partition("=")
            if not equals or not key.strip():
                raise ConfigurationError(f"{where}: {line!r} is no setting, expected Key=Value")
            if section is None:
                raise ConfigurationError(f"{where}: a setting before the first section, expected [DEFAULT]")
            section.own[key.strip().lower()] = (value.strip(), where)
            section.own.setdefault(f"={key.strip().lower()}", (key.strip(), where))

    def settings(self) -> Settings:
        if not self._sections:
            raise ConfigurationError(f"{self._path}: no [SESSION] section")
        sessions = []
        for section in self._sections:
            section.own = {**self._default.own, **section.own}
            sessions.append(self._session(section))
        port = self._default.own.get("socketacceptport") or self._sections[0].own.get("socketacceptport")
        self._used.add("socketacceptport")
        if port is not None and not (port[0].isdigit() and int(port[0]) < 65536):
            raise ConfigurationError(f"{port[1]}: SocketAcceptPort is {port[0]!r}, expected a port")
        return Settings(
            sessions=tuple(sessions), port=None if port is None else int(port[0]), warnings=tuple(self._unknown())
        )

    def _unknown(self) -> list[str]:
        told: dict[str, str] = {}
        for section in (self._default, *self._sections):
            for key, (_, where) in section.own.items():
                if not key.startswith("=") and key not in self._used:
                    told.setdefault(key, f"{where}: {section.own['=' + key][0]} means nothing here and is ignored")
        return list(told.values())

    def _session(self, values: _Values) -> SessionSettings:
        begin = self._text(values, "BeginString")
        fixt = begin == "FIXT.1.1"
        version = self._text(values, "DefaultApplVerID", "")
        if version and version not in APPL_VER_IDS and version not in APPL_VER_IDS.values():
            raise values.fail("DefaultApplVerID", f"one of {', '.join(APPL_VER_IDS)}")
        digits = self._text(values, "TimestampPrecision", "3").upper()
        if digits not in _DIGITS:
            raise values.fail("TimestampPrecision", "0, 3, 6 or 9")
        try:
            config = SessionConfig(
                begin_string=begin,
                sender_comp_id=self._text(values, "SenderCompID"),
                target_comp_id=self._text(values, "TargetCompID"),
                default_appl_ver_id=APPL_VER_IDS.get(version, version) if fixt else "",
                heartbeat=self._whole(values, "HeartBtInt", 30),
                reset="every_logon" if self._flag(values, "ResetOnLogon", default=False) else "never",
                resend=self._flag(values, "PersistMessages", default=True),
                check_latency=self._flag(values, "CheckLatency", default=True),
                max_latency=self._whole(values, "MaxLatency", 120),
                logon_timeout=self._whole(values, "LogonTimeout", 10),
                logout_timeout=self._whole(values, "LogoutTimeout", 2),
                sending_time_digits=_DIGITS[digits],
                next_expected=self._flag(values, "SendNextExpectedMsgSeqNum", default=False),
                last_processed=self._flag(values, "EnableLastMsgSeqNumProcessed", default=False),
                require_orig_sending_time=self._flag(values, "RequiresOrigSendingTime", default=True),
                refusals_tell_version=fixt,
            )
        except ValueError as error:
            raise ConfigurationError(f"{values.where}: {error}") from error
        names = ("TransportDataDictionary", "AppDataDictionary") if fixt else ("DataDictionary", "")
        self._used |= {"transportdatadictionary", "appdatadictionary", "datadictionary"}
        return SessionSettings(
            config=config,
            dictionary=self._file(values, names[0]),
            application_dictionary=self._file(values, names[1]) if names[1] else None,
            require_values=self._flag(values, "ValidateFieldsHaveValues", default=True),
            store=self._file(values, "FileStorePath"),
        )

    def _file(self, values: _Values, key: str) -> Path | None:
        """Relative to the file of settings."""
        text = self._text(values, key, "")
        return self._path.absolute().parent / text if text else None

    def _text(self, values: _Values, key: str, default: str | None = None) -> str:
        self._used.add(key.lower())
        return values.text(key, default)

    def _flag(self, values: _Values, key: str, *, default: bool) -> bool:
        self._used.add(key.lower())
        return values.flag(key, default)

    def _whole(self, values: _Values, key: str, default: int) -> int:
        self._used.add(key.lower())
        return values.whole(key, default)


def dictionaries_of(settings: SessionSettings) -> tuple[Codec, Groups]:
    """What checks a session's messages, and the groups of its application messages. Raises ConfigurationError.

    Without a dictionary everything goes. With FIXT.1.1 one of the two is enough: without the transport's, the session's
    messages are those that every dictionary is supplied with; without the application's, its messages are not checked.
    """
    path = settings.application_dictionary or settings.dictionary
    if path is None:
        return PlainCodec(), {}
    dictionary = _load(path)
    transport = None
    if settings.application_dictionary is not None and settings.dictionary is not None:
        transport = _load(settings.dictionary)
    codec = DictionaryCodec(dictionary, transport, policy=Policy(need_values=settings.require_values))
    if dictionary.version.startswith("FIXT"):
        return _SessionOnly(codec, {name for name, message in dictionary.messages.items() if message.is_admin}), {}
    groups = {name: dict(_groups(message.members)) for name, message in dictionary.messages.items()}
    return codec, groups


class _SessionOnly:
    """Checks the session's own messages."""

    def __init__(self, codec: DictionaryCodec, checked: Container[str]) -> None:
        self._codec = codec
        self._checked = checked

    @property
    def data_lengths(self) -> Mapping[str, str]:
        return self._codec.data_lengths

    def check(self, message: Message, /) -> None:
        if message.msg_type in self._checked:
            self._codec.check(message)


_loaded = lru_cache(maxsize=16)(Dictionary.load)


def _load(path: Path) -> Dictionary:
    try:
        return _loaded(path)
    except OSError as error:
        raise ConfigurationError(f"{path}: {error.strerror or error}") from error


def _groups(members: Iterable[Member]) -> Iterator[tuple[str, frozenset[str]]]:
    for member in members:
        if member.group is not None:
            yield member.field.tag, frozenset(_tags(member.group.members))


def _tags(members: Iterable[Member]) -> Iterator[str]:
    for member in members:
        yield member.field.tag
        if member.group is not None:
            yield from _tags(member.group.members)
