"""Topics of the simulated venue: the patterns by which it finds out what a client asks for."""

from __future__ import annotations

import re
from typing import Any

from ...render.names import identifier, literal
from ...spec.model import Channel


def key_text(key: str) -> str:
    """A key's template over what its topic was found to say."""
    parts = re.split(r"\{([^{}]+)\}", key)
    names = [
        "{symbol}" if part.startswith("i.") else "{" + identifier(part.partition(":")[0].replace(".", "_")) + "}"
        for part in parts[1::2]
    ]
    texts = [part.replace("{", "{{").replace("}", "}}") for part in parts[::2]]
    return "".join(text + name for text, name in zip(texts, [*names, ""], strict=True))


def pattern(topic: Any, channel: Channel) -> str:
    """A topic's regular expression (of a map: one for each part) as code; its groups are what the topic says."""
    if isinstance(topic, dict):
        return literal({key: _part(value, channel) for key, value in topic.items()})
    return literal(_regex(str(topic), channel))


def _part(value: Any, channel: Channel) -> str:
    """One part of a topic. What a setting or another expression makes of it is known at run time alone: any value will
    do."""
    if isinstance(value, list) and not _is_computed(value, channel):
        # As the parts of a list read in a text: texts in quotes, numbers and flags plainly.
        made = [_regex(str(each), channel) for each in value]
        quoted = [isinstance(each, str) and each[1:] not in channel.params for each in value]
        rows = [f"'{each}'" if mark else each for each, mark in zip(made, quoted, strict=True)]
        return rf"\[{', '.join(rows)}\]"
    return ".*" if _is_computed(value, channel) else _regex(str(value), channel)


def _regex(text: str, channel: Channel) -> str:
    if text.startswith("=") and text[1:] in channel.params:
        text = f"{{{text[1:]}}}"  # the value itself, not as text
    parts = re.split(r"\{([^{}]+)\}", text)
    made = ""
    for at, part in enumerate(parts):
        if at % 2 == 0:
            made += re.escape(part)
        elif part.startswith("cred."):
            # Whose it is, where nobody logs in.
            made += rf"(?P<cred_{identifier(part.removeprefix('cred.'))}>[^@{{}}]+)"
        elif part.startswith("i."):
            made += r"(?P<symbol>[^@]+?)" if "<symbol>" not in made else "(?P=symbol)"
        elif part.startswith(("cfg.", "lease.")):
            made += r"[^@]*?"  # the same for all topics of a client
        else:
            # What stands in a topic is text without the marks that topics are made of.
            made += rf"(?P<{identifier(part.partition(':')[0])}>[^@{{}}]+)"
    return made


def _is_computed(value: Any, channel: Channel) -> bool:
    """Whether a part of a topic is an expression, other than the plain value of one of the channel's parameters."""
    if isinstance(value, list):
        return any(_is_computed(each, channel) for each in value)
    return isinstance(value, str) and value.startswith("=") and value[1:] not in channel.params
