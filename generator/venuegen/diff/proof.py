"""What proves a change that moves money: something published that changed with it, and that speaks of the same part.

Each kind of proof is a row of `PROOFS`: the places that it is for, and what it looks for. The first that fits decides,
as with the rules; what no payload can show is left to the last one, which wants a person's word.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

from venuegen.diff import proof_calls as calls
from venuegen.diff import proof_fix as fix
from venuegen.diff import proof_reading as reading
from venuegen.diff.conditions import Facts
from venuegen.diff.evidence import Evidence
from venuegen.diff.judge import Pattern, parse_pattern
from venuegen.diff.proof_case import Case, Proof
from venuegen.diff.walk import Change


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of proof. `says` is for the documentation; `at` are patterns as those of a rule."""

    id: str
    says: str
    need: Callable[[Case], Proof]
    at: tuple[str, ...] = ()


def proof_of(change: Change, facts: Facts, evidence: Evidence) -> tuple[Kind, Proof]:
    """The kind of proof that a change needs, and what there is of it."""
    kind = next(kind for kind, pattern in _patterns() if pattern.fits(change))
    return kind, kind.need(Case(change, facts, evidence))


@functools.cache
def _patterns() -> tuple[tuple[Kind, Pattern], ...]:
    return tuple((kind, parse_pattern(text)) for kind in PROOFS for text in (kind.at or ("* **",)))


def file_proof(rule: str, facts: Facts, evidence: Evidence) -> tuple[Kind, Proof]:
    """What speaks for another file of the spec's folder: hooks, or a dictionary that cannot be read."""
    if rule == "hook-changed":
        return _kind("hook"), calls.hook_proof(evidence.hooks, facts, evidence)
    found = tuple(each.file for each in evidence.messages)
    return _kind("fix-field"), Proof(found, "a new or changed `.fix` example")


def _kind(id: str) -> Kind:
    return next(each for each in PROOFS if each.id == id)


_PROSE = (
    "url", "per", "compression", "subscribe", "unsubscribe", "in_flight", "on_open", "login", "handshake", "ping",
    "lifetime", "limits",
)  # fmt: skip
"""Of a connection: what is done at a connect or metered, which no message that comes over it shows."""

PROOFS: tuple[Kind, ...] = (
    Kind("vector",
         "A signature: a vector of the scheme, or a FIX Logon that it signs. Where `no_vectors` says that none"
         " is published, another account of what covers the scheme.",
         calls.vector, ("* AuthScheme.**",)),
    Kind("key",
         "How a key is read: a vector that is given it.",
         calls.key, ("* CredentialField.encoding", "* CredentialField.default")),
    Kind("hook",
         "A hook: a vector of a scheme, or an example of a map, that calls the function.",
         calls.hook, ("* Hooks.**", "* HookFunction.**", "* Spec.hooks")),
    Kind("style",
         "A kind of order: a `request` of the endpoint of `create_order` (or a vector that signs one) that "
         "says what the row says.",
         calls.style, ("* Orders.styles.**",)),
    Kind("map",
         "A map: an example that expects something of it, where a field is made otherwise of that field. A map"
         " of a FIX message: a `.fix` example of that message.",
         reading.map_, ("* Map.**",)),
    Kind("error",
         "A code: an example of an error with that code or status (of that endpoint, where the row is of one),"
         " or another `source` of the row.",
         reading.error, ("* Errors.codes.**", "* Errors.statuses.**", "* Errors.by_operation.**")),
    Kind("refusal",
         "Where errors stand: an example of an error that is read in that place.",
         reading.refusal, ("* Errors.**", "* Spec.errors")),
    Kind("stated",
         "What no payload shows (limits, addresses, times, retries, defaults, reconciliation, sessions, what "
         "is done at a connect): a later day in `checked`, or new words (`doc`) about the part that changed.",
         calls.stated, ("~ Param.default", "* Endpoint.cost.**", "* Over.cost.**", "~ Endpoint.kind",
                        "~ Endpoint.retry", "~ Pages.max_size", "~ Batch.size",
                        *(f"* Connection.{each}.**" for each in _PROSE))),
    Kind("answer",
         "Where an endpoint is, who may call it, how it is paged: any example of that endpoint, or a vector "
         "that signs its request.",
         calls.call, ("* Endpoint.call", "* Endpoint.host", "* Endpoint.auth", "* Over.connection",
                      "* Over.method", "* Pages.**")),
    Kind("lease",
         "What is kept of a token: an example of the endpoint that grants it.",
         calls.lease, ("* Lease.call", "* Lease.hold.**", "~ Lease.lifetime")),
    Kind("request",
         "What an endpoint sends: an example of it that has its `request`, or a vector that signs one, with "
         "the parameter.",
         calls.request, ("* Endpoint.**",)),
    Kind("operation",
         "A method: a `request` of an endpoint that it calls, for what it sends; otherwise an example of that "
         "endpoint or channel.",
         calls.operation, ("* Operation.**",)),
    Kind("word",
         "A word of an enumeration: an example with that word in which the enumeration stands; which word is "
         "sent shows in a `request` alone.",
         reading.word, ("* Enum.**",)),
    Kind("type",
         "A type, a union, flags: an example in which it stands, itself or inside of another one.",
         reading.type_, ("* Spec.types.**", "* Spec.unions.**", "* Spec.flags.**")),
    Kind("spelling",
         "A text that means nothing is there, a name of a currency: an example with that text.",
         reading.spelling, ("* WireDefaults.**", "* Spec.currencies.**")),
    Kind("channel",
         "A stream: an example of that channel.",
         reading.channel, ("* Channel.**",)),
    Kind("connection",
         "How frames are told apart: an example of a channel of that connection.",
         reading.connection, ("* Connection.**",)),
    Kind("book",
         "A book: an example of its channel (or of its snapshot, for what is about that), or another "
         "`evidence`, which may name a recording.",
         reading.book, ("* Book.**",)),
    Kind("fix-style",
         "A kind of order over FIX: a `.fix` example of the message that says what the row says.",
         fix.style, ("* Fix.styles.**",)),
    Kind("fix-method",
         "A method over FIX: a `.fix` example of a message that it sends.",
         fix.operation, ("* Fix.operations.**",)),
    Kind("fix-received",
         "What a FIX message means: a `.fix` example of it.",
         fix.received, ("* Fix.receive.**",)),
    Kind("fix-channel",
         "Market data over FIX: a `.fix` example of the message that is read, or sent.",
         fix.channel, ("* Fix.channels.**",)),
    Kind("fix-word",
         "A value of a FIX field: a `.fix` example with it.",
         fix.word, ("* Fix.enums.**",)),
    Kind("fix-field",
         "A tag, or the type of a message: a `.fix` example with it.",
         fix.field, ("* DictionaryField.**", "* Message.**", "* Dictionary.**")),
    Kind("stated", "", calls.stated),
)  # fmt: skip
"""The first whose place fits decides."""
