"""Structured logging on top of the standard library: an event, its fields, and no secret in either."""

from __future__ import annotations

import logging
from typing import Any

import msgspec

from .redaction import Redactor

__all__ = ["EventLogger", "JsonFormatter"]


class EventLogger:
    """Logs `event key=value …` to the logger `venue_runtime.<venue>`; the fields also travel on the record (`fields`).

    Nothing is formatted or scrubbed unless the level is enabled. Values whose name is secret are masked whole, texts
    are scrubbed by value. Configure handlers and levels the usual way; by default the standard library shows warnings.
    """

    __slots__ = ("_logger", "_venue", "redactor")

    def __init__(self, venue: str, redactor: Redactor | None = None, logger: logging.Logger | None = None) -> None:
        self._venue = venue
        self._logger = logger or logging.getLogger(f"venue_runtime.{venue}" if venue else "venue_runtime")
        self.redactor = redactor or Redactor()

    def enabled(self, level: int) -> bool:
        return self._logger.isEnabledFor(level)

    def debug(self, event: str, /, **fields: Any) -> None:
        self._log(logging.DEBUG, event, fields)

    def info(self, event: str, /, **fields: Any) -> None:
        self._log(logging.INFO, event, fields)

    def warning(self, event: str, /, **fields: Any) -> None:
        self._log(logging.WARNING, event, fields)

    def error(self, event: str, /, **fields: Any) -> None:
        self._log(logging.ERROR, event, fields)

    def _log(self, level: int, event: str, fields: dict[str, Any]) -> None:
        if not self._logger.isEnabledFor(level):
            return
        clean = {name: self._clean(name, value) for name, value in fields.items()}
        text = " ".join([event, *(f"{name}={value}" for name, value in clean.items())])
        extra = {"venue": self._venue, "event": event, "fields": clean}
        self._logger.log(level, "%s", text, extra=extra, stacklevel=3)

    def _clean(self, name: str, value: Any) -> Any:
        if value is None or isinstance(value, bool | int | float):
            return value
        if self.redactor.is_secret_field(name):
            return "***"
        return self.redactor.text(value if isinstance(value, str) else str(value))


class JsonFormatter(logging.Formatter):
    """One JSON object a line: ts (ns), level, venue, event, and the fields."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "ts": round(record.created * 1e6) * 1_000,
            "level": record.levelname.lower(),
            "logger": record.name,
            "venue": getattr(record, "venue", None),
            "event": getattr(record, "event", None) or record.getMessage(),
        }
        line.update({name: value for name, value in getattr(record, "fields", {}).items() if name not in line})
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return msgspec.json.encode(line, enc_hook=str).decode()
