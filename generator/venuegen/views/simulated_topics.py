"""Topics of the simulated venue: the patterns by which it finds out what a client asks for."""

from __future__ import annotations

import re
from typing import Any

from ..render.names import identifier, literal
from ..spec.model import Channel


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
        # What a setting or another expression makes of a part is known at run time alone: any value will do.
        return literal(
            {key: ".*" if _is_computed(value, channel) else _regex(str(value), channel) for key, value in topic.items()}
        )
    return literal(_regex(str(topic), channel))


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
        return any(isinstance(each, str) and each.startswith("=") for each in value)
    return isinstance(value, str) and value.startswith("=") and value[1:] not in channel.params
