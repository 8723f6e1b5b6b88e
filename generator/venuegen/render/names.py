"""Names and literals: the only doors through which text of a spec reaches generated code."""

from __future__ import annotations

import keyword
import re

_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z0-9]+")

#: Names that a parameter, field or member must not take: they would shadow what generated code itself uses.
_RESERVED = frozenset({"self", "cls", "None", "True", "False"})


class NameError_(ValueError):
    """A text of the spec that makes no identifier reached the renderer; `check` should have refused it."""


def identifier(name: str) -> str:
    """`name` if it can stand in code as it is; raises otherwise, so that no spec text can smuggle code in."""
    if not (name.isascii() and name.isidentifier()) or keyword.iskeyword(name):
        raise NameError_(f"{name!r} is not a Python identifier")
    return name


def snake_case(name: str) -> str:
    """`clientOrderId` → `client_order_id`, `X-APIKEY` → `x_apikey`, `E` → `e`."""
    words = _WORD.findall(re.sub(r"[^A-Za-z0-9]+", " ", name))
    text = "_".join(word.lower() for word in words) or "_"
    if text[0].isdigit():
        text = f"n_{text}"
    return f"{text}_" if keyword.iskeyword(text) or text in _RESERVED else text


def camel_case(name: str) -> str:
    """`my_exchange` → `MyExchange`."""
    return "".join(part[:1].upper() + part[1:] for part in name.split("_") if part)


def member_name(word: str | int) -> str:
    """The member of an enumeration for a venue's word: `LIMIT_MAKER` → `LIMIT_MAKER`, `post-only` → `POST_ONLY`."""
    text = str(word)
    if text.startswith("-") and text[1:].isdigit():
        text = f"minus_{text[1:]}"
    parts = re.sub(r"[^A-Za-z0-9]+", "_", text).strip("_")
    if not parts:
        return "EMPTY"
    # Words with inner capitals read better apart: `PartiallyFilled` → `PARTIALLY_FILLED`.
    name = parts.upper() if parts.isupper() or "_" in parts else snake_case(parts).upper()
    if name[0].isdigit():
        name = f"N_{name}" if not name.startswith("N_") else name
    return f"{name}_" if name == "MRO" or keyword.iskeyword(name) else name


def literal(value: object) -> str:
    """A Python literal of plain data, double-quoted as black would write it."""
    if isinstance(value, str):
        return text_literal(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{literal(key)}: {literal(item)}" for key, item in value.items()) + "}"
    if isinstance(value, tuple):
        return "(" + ", ".join(literal(item) for item in value) + ("," if len(value) == 1 else "") + ")"
    if isinstance(value, list):
        return "[" + ", ".join(literal(item) for item in value) + "]"
    if isinstance(value, frozenset):
        return f"frozenset({literal(sorted(value))})" if value else "frozenset()"
    if value is None or isinstance(value, (bool, int, bytes)):
        return repr(value)
    if isinstance(value, float):
        return repr(value)  # a number of a documented payload, shown as it is
    raise TypeError(f"no literal for {type(value).__name__}")


def text_literal(text: str) -> str:
    """`repr`, with double quotes wherever that needs no more escapes."""
    single = repr(text)
    if single.startswith('"') or '"' in text:
        return single
    inner = single[1:-1].replace("\\'", "'")
    return f'"{inner}"'


def fstring_part(text: str) -> str:
    """Literal text as it stands inside a double-quoted f-string."""
    return (
        text_literal("'" + text.replace('"', "\x00"))[2:-1]
        .replace("\\x00", '\\"')
        .replace("{", "{{")
        .replace("}", "}}")
    )


def doc_text(text: str) -> str:
    """Text of a spec as it may stand inside a docstring: no backslash escapes, no way to end the string."""
    plain = "".join(char for char in text if char == "\n" or char.isprintable())
    plain = plain.replace("\\", "\\\\").replace('"""', "'''").strip()
    return f"{plain} " if plain.endswith('"') else plain


def wrapped(text: str, indent: int = 4, quotes: int = 3) -> str:
    """A docstring's text (already safe) over as many lines as it needs, the later ones indented."""
    import textwrap

    width = 120 - indent - quotes - 3
    return f"\n{' ' * indent}".join(textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)) or text


def doc_line(text: str) -> str:
    """`doc_text` on one line."""
    line = " ".join(doc_text(text).split())
    # A quote beside the three that end a docstring would be one of them.
    return f"{line[:-1]}'" if line.endswith('"') else line
