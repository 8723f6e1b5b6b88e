"""Which messages of its dictionaries a spec uses: those that are generated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from venue_runtime.fix.dictionary import Dictionary

    from ..fix import MessagesView
    from ..spec.model import Fix, Spec

__all__ = ["TIME_DIGITS", "message_modules", "used_messages"]

TIME_DIGITS = {"s": 0, "ms": 3, "us": 6, "ns": 9}
"""Precision of times → digits after the second."""


def used_messages(spec: Spec, dictionary: str) -> list[str]:
    """Names of the messages of a dictionary that the spec names anywhere."""
    assert spec.fix is not None
    return list(dict.fromkeys(name for owner, name in _named(spec, spec.fix) if owner == dictionary))


def _named(spec: Spec, fix: Fix) -> Iterator[tuple[str, str]]:
    for name, declared in fix.dictionaries.items():
        yield from ((name, each) for each in ([] if isinstance(declared, str) else declared.messages))
    for session in fix.sessions.values():
        if session.hand_over is not None:
            yield session.dictionary, session.hand_over.message
    for operation in fix.operations.values():
        if operation.send is not None and operation.session in fix.sessions:
            dictionary = fix.sessions[operation.session].dictionary
            yield from ((dictionary, each) for each in (operation.send, *(one.send for one in operation.choose)))
    for full in (*fix.receive, *(each.source.strip() for each in spec.maps.values())):
        owner, dot, message = full.partition(".")
        if dot and owner in fix.dictionaries:
            yield owner, message
    for channel in fix.channels.values():
        dictionary = fix.sessions[channel.session].dictionary
        sent = (channel.subscribe, *([channel.unsubscribe] if channel.unsubscribe is not None else []))
        yield from ((dictionary, each) for each in (*(request.send for request in sent), *channel.receive))


def message_modules(
    spec: Spec, dictionaries: Mapping[str, Dictionary], *, all_messages: bool = False
) -> Mapping[str, MessagesView]:
    """The module of typed messages of each dictionary. Raises DictionaryError for a message that it does not have."""
    from ..fix import messages_view

    fix = spec.fix
    assert fix is not None
    made: dict[str, MessagesView] = {}
    for name, dictionary in dictionaries.items():
        inherit: dict[str, list[str]] = {}
        for channel in fix.channels.values():
            if channel.session in fix.sessions and fix.sessions[channel.session].dictionary == name:
                for message, feed in channel.receive.items():
                    inherit.setdefault(message, []).extend(feed.inherit)
        digits = [TIME_DIGITS[each.sending_time] for each in fix.sessions.values() if each.dictionary == name]
        made[name] = messages_view(
            dictionary,
            [] if all_messages else used_messages(spec, name),
            all_messages=all_messages,
            inherit=inherit,
            time_digits=max(digits, default=3),
            title=f"{spec.title}, FIX",
            file=f"fix_{name}",
        )
    return made
