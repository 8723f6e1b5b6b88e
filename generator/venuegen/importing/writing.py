"""YAML as a person of this house writes it: short things on one line, long ones as blocks, text quoted when it must be.

Only plain data is written: maps, lists, texts, whole numbers, booleans and nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

WIDTH = 120
_PLAIN = re.compile(r"[A-Za-z_=/$.*<>(\u00c0-\uffff][^\x00-\x1f\x7f-\x9f\ud800-\udfff]*")
_PLAIN_KEY = re.compile(r"[A-Za-z_$][A-Za-z0-9_.$<>-]*")
_SHORT = re.compile(
    r"[0-9]+(ns|us|ms|s|m|h|d|w|M|Y|min|hour|day|week|month|year|xx)"
    r"|[0-9]+/[0-9]*(ms|s|m|h|d)|[0-9]{4}-[0-9]{2}-[0-9]{2}"
)
"""Durations, rates, days and classes of statuses."""
_WORDS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n", "~", ""}
_FLOW_UNSAFE = re.compile(r"[,\[\]{}]")


def yaml_text(text: str, *, flow: bool, key: bool = False) -> str:
    """A text as a YAML scalar: plain where every reader reads it back, else in double quotes."""
    if _SHORT.fullmatch(text):
        return text
    if _is_plain(text, flow or key) and (not key or _PLAIN_KEY.fullmatch(text)):
        return text
    return (
        json.dumps(text, ensure_ascii=False)
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
        .replace("\x85", "\\x85")
        .replace("\x7f", "\\x7f")
    )


def _is_plain(text: str, flow: bool) -> bool:
    if text.lower() in _WORDS or not _PLAIN.fullmatch(text) or text != text.strip() or not text.isprintable():
        return False
    if text[0] in "*" or re.fullmatch(r"[-+.0-9_eExo]*", text) or text.startswith(("---", "...", "<<")):
        return False
    if text.lower() in (".nan", ".inf") or ": " in text or text.endswith(":") or " #" in text:
        return False
    if flow and (
        _FLOW_UNSAFE.search(text) or (":" in text.replace("://", "").replace("=", "=") and text.startswith("="))
    ):
        return False
    return not (flow and re.search(r":(?=[,\[\]{}]|$)", text))


def scalar(value: Any, *, flow: bool) -> str:
    """A value without parts."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return yaml_text(str(value), flow=flow)


def flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{yaml_text(str(k), flow=True, key=True)}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(flow(each) for each in value) + "]"
    return scalar(value, flow=True)


def block(key: str, value: Any, indent: int) -> list[str]:
    """The lines of one entry of a map, at an indentation."""
    pad = " " * indent
    head = f"{pad}{yaml_text(key, flow=False, key=True)}:"
    parts = isinstance(value, Mapping) or (isinstance(value, Sequence) and not isinstance(value, str))
    if not parts:
        line = f"{head} {scalar(value, flow=False)}"
        return [line] if len(line) <= WIDTH or not isinstance(value, str) else _folded(head, value, indent)
    line = f"{head} {flow(value)}"
    if len(line) <= WIDTH and (not value or not _reads_better_as_block(value, indent)):
        return [line]
    if isinstance(value, Sequence) and all(not isinstance(each, Mapping | list) for each in value):
        return _wrapped(head, [flow(each) for each in value])
    return [head, *block_lines(value, indent + 2)]


def _wrapped(head: str, items: list[str]) -> list[str]:
    """A long list of words over several lines, the later ones under the first word."""
    pad = " " * (len(head) + 2)
    lines, line = [], f"{head} ["
    for at, item in enumerate(items):
        part = item + ("," if at + 1 < len(items) else "]")
        if len(line) + len(part) + 1 > WIDTH and line.strip():
            lines.append(line.rstrip())
            line = pad + part
        else:
            line = f"{line}{part}" if line.endswith("[") else f"{line} {part}"
    return [*lines, line]


def block_lines(value: Any, indent: int) -> list[str]:
    """The lines of a map or a list, as a block."""
    pad = " " * indent
    if isinstance(value, Mapping):
        return [line for key, each in value.items() for line in block(str(key), each, indent)]
    lines: list[str] = []
    for each in value:
        one = f"{pad}- {scalar(each, flow=False) if isinstance(each, str) else flow(each)}"
        if len(one) <= WIDTH or not isinstance(each, Mapping):
            lines.append(one)
            continue
        inner = block_lines(each, indent + 2)
        lines += [f"{pad}- {inner[0].lstrip()}", *inner[1:]]
    return lines


def _reads_better_as_block(value: Any, indent: int) -> bool:
    """Sections and maps of maps are blocks even where they would fit on a line."""
    if not isinstance(value, Mapping):
        return False
    return indent == 0 and any(isinstance(each, Mapping) for each in value.values()) and len(flow(value)) > 60


def _folded(head: str, text: str, indent: int) -> list[str]:
    """A long text over several lines."""
    if text != " ".join(text.split()):
        return [f"{head} {scalar(text, flow=False)}"]
    pad, width = " " * (indent + 2), WIDTH - indent - 2
    lines, line = [f"{head} >-"], ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > width:
            lines.append(pad + line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, pad + line]


def section(key: str, value: Any) -> list[str]:
    """The lines of a top-level entry; a map of entries is always a block."""
    if isinstance(value, Mapping) and value:
        return [f"{yaml_text(key, flow=False, key=True)}:", *block_lines(value, 2)]
    if isinstance(value, list) and value:
        return [f"{yaml_text(key, flow=False, key=True)}:", *block_lines(value, 2)]
    return block(key, value, 0)


# ------------------------------------------------------------------------------------------------ JSON


def json_text(value: Any, indent: int = 0) -> str:
    """JSON with the digits of numbers as they were: short values on one line."""
    line = _json_line(value)
    if len(line) + indent <= WIDTH - 2 or not isinstance(value, dict | list) or not value:
        return line
    pad = " " * (indent + 2)
    if isinstance(value, dict):
        rows = [f"{pad}{_quoted(str(key))}: {json_text(each, indent + 2)}" for key, each in value.items()]
        return "{\n" + ",\n".join(rows) + "\n" + " " * indent + "}"
    return "[\n" + ",\n".join(pad + json_text(each, indent + 2) for each in value) + "\n" + " " * indent + "]"


def _json_line(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_quoted(str(key))}: {_json_line(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_json_line, value)) + "]"
    if isinstance(value, Decimal):
        return str(value) if value.is_finite() else _quoted(str(value))
    return json.dumps(value, ensure_ascii=False)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
