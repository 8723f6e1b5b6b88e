"""The spec language, version 1, as types.

These modules *are* the language: the JSON Schema that editors use, the loader, the reference in the docs and the
generator all read their classes, so they cannot disagree. A class is a map of the YAML, a field is a key; the
`Meta` description of a field is its line in the reference and in an editor's tooltip.

Conventions that hold everywhere:

* text that starts with `=` is an expression (`=m.price * m.quantity`), text with `{name}` where a template is expected
  is interpolated (`"{i.venue_symbol:lower}@trade"`), everything else is literal;
* a name on the *left* of a type declaration is the wire's, the name after it is ours and the one expressions use;
* map keys that start with `$` (`$like`, `$remove`, `$tag`, `$doc`) are words of the language, so that they can never
  collide with a field of a venue; keys that start with `x-` are the author's own and ignored;
* durations are `250ms`, `5s`, `1m`, `24h`, `7d`; rates are `<count>/<duration>`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from .auth import AuthScheme, HashStep, JwtStep, Lease, SignStep, SignUsing, Step, Vector, VectorGiven, VectorRequest
from .books import Book, BookLevelRule, BookSnapshot, Checksum
from .contract import Argument, Batch, Choice, Dialect, Further, ItemRefusal, Map, Operation, Orders, StyleRow
from .endpoints import Endpoint, Over, Pages, Param
from .fix import (
    Fix,
    FixChannel,
    FixChoice,
    FixDictionary,
    FixEnum,
    FixFeed,
    FixHandOver,
    FixHeartbeat,
    FixLimits,
    FixMessage,
    FixOperation,
    FixReceive,
    FixRequest,
    FixSession,
    FixUpdate,
)
from .limits import Bucket, ErrorName, ErrorPlace, ErrorRow, Errors, Limits, Meaning
from .settings import (
    ClientOrderIds,
    ConfigField,
    CredentialField,
    Environment,
    HookFunction,
    Hooks,
    Import,
    Nonce,
    RefKind,
    WireDefaults,
)
from .streams import (
    AckRule,
    AnswerRule,
    ArrayFrames,
    Channel,
    Connection,
    Deltas,
    FrameTemplate,
    Login,
    Ping,
    PushRule,
    ReceiveRule,
    ReplyRule,
    Rpc,
    SignalRule,
    StreamLimits,
)
from .types import Enum, TypeDeclaration, Union
from .words import (
    Bit,
    DiffRule,
    Doc,
    Duration,
    Name,
    NeededName,
    OrderField,
    Rate,
    Reason,
    TypeName,
    TypeText,
    UnionMember,
    Value,
    Word,
)

__all__ = [
    "AckRule",
    "AnswerRule",
    "Argument",
    "ArrayFrames",
    "AuthScheme",
    "Batch",
    "Bit",
    "Book",
    "BookLevelRule",
    "BookSnapshot",
    "Bucket",
    "Channel",
    "Checksum",
    "Choice",
    "ClientOrderIds",
    "ConfigField",
    "Connection",
    "CredentialField",
    "Deltas",
    "Dialect",
    "DiffRule",
    "Doc",
    "Duration",
    "Endpoint",
    "Enum",
    "Environment",
    "ErrorName",
    "ErrorPlace",
    "ErrorRow",
    "Errors",
    "Fix",
    "FixChannel",
    "FixChoice",
    "FixDictionary",
    "FixEnum",
    "FixFeed",
    "FixHandOver",
    "FixHeartbeat",
    "FixLimits",
    "FixMessage",
    "FixOperation",
    "FixReceive",
    "FixRequest",
    "FixSession",
    "FixUpdate",
    "FrameTemplate",
    "Further",
    "HashStep",
    "HookFunction",
    "Hooks",
    "Import",
    "ItemRefusal",
    "JwtStep",
    "Lease",
    "Limits",
    "Login",
    "Map",
    "Meaning",
    "Name",
    "NeededName",
    "Nonce",
    "Operation",
    "OrderField",
    "Orders",
    "Over",
    "Pages",
    "Param",
    "Ping",
    "PushRule",
    "Rate",
    "Reason",
    "ReceiveRule",
    "RefKind",
    "ReplyRule",
    "Rpc",
    "SignStep",
    "SignUsing",
    "SignalRule",
    "Spec",
    "Step",
    "StreamLimits",
    "StyleRow",
    "TypeDeclaration",
    "TypeName",
    "TypeText",
    "Union",
    "UnionMember",
    "Value",
    "Vector",
    "VectorGiven",
    "VectorRequest",
    "WireDefaults",
    "Word",
]


class Spec(Word, frozen=True, kw_only=True):
    """A whole spec: everything venuegen knows about one API of one venue."""

    spec: Annotated[Literal[1], Meta(description="Version of the spec language.")]
    venue: Annotated[Name, Meta(description="Id of the API: package name and command line name.")]
    title: Annotated[str, Meta(description="Name for people.")]
    doc: Annotated[str, Meta(description="Address of the official documentation.")]
    checked: Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$", description="When a person last compared the spec.")]
    status: Annotated[
        Literal["active", "beta", "closing", "closed"],
        Meta(description="Life of the API: `closing` and `closed` are shown wherever the venue is."),
    ] = "active"
    extends: Annotated[
        list[str],
        Meta(
            description="Spec files to build on, relative to this one, or `shipped:<venue>`, a spec that comes with "
            "venuegen. Maps merge, lists replace."
        ),
    ] = []
    imports: Annotated[list[Import], Meta(description="Documents that parts of this spec were drafted from.")] = []
    hooks: Hooks | None = None
    config: dict[Name, ConfigField] = {}
    credentials: dict[Name, CredentialField] = {}
    nonces: dict[Name, Nonce] = {}
    environments: Annotated[dict[Name, Environment], Meta(min_length=1)]
    client_order_ids: ClientOrderIds | None = None
    currencies: Annotated[
        dict[str, str],
        Meta(description="Currencies that have a code of the venue's own: its code → the usual one, by `currency(x)`."),
    ] = {}
    ref: Annotated[
        dict[Name, RefKind],
        Meta(
            description="What only this venue needs to know of an instrument: name → type. Maps to Instrument set "
            "`ref.<name>`, expressions read `i.ref.<name>`."
        ),
    ] = {}
    wire: WireDefaults = WireDefaults()
    auth: dict[Name, AuthScheme] = {}
    leases: dict[Name, Lease] = {}
    limits: Annotated[Limits | None, Meta(description="What the venue meters.")] = None
    errors: Annotated[Errors | None, Meta(description="Where errors stand in answers, and what the codes mean.")] = None
    enums: dict[TypeName, Enum | list[str]] = {}
    flags: Annotated[
        dict[TypeName, dict[Name, Bit]],
        Meta(
            description="Numbers whose bits mean something: name of a bit → its value. `m.flags.hidden` is whether it "
            "is set, `bits(hidden=…)` adds them up."
        ),
    ] = {}
    types: Annotated[
        dict[str, TypeDeclaration], Meta(description="The wire exactly: objects, positional arrays, aliases.")
    ] = {}
    unions: dict[TypeName, Union | list[UnionMember]] = {}
    endpoints: dict[Name, Endpoint] = {}
    ws: dict[Name, Connection] = {}
    books: dict[Name, Book] = {}
    orders: Orders | None = None
    maps: dict[Name, Map] = {}
    operations: Annotated[
        dict[Name, Operation], Meta(description="Methods of the contract that this venue offers.")
    ] = {}
    fix: Annotated[Fix | None, Meta(description="The same venue over FIX.")] = None
    test_symbols: Annotated[
        dict[str, str | list[str]],
        Meta(
            description="Venue symbols of the examples → unified symbols (several, where one is not unique), for the "
            "produced tests."
        ),
    ] = {}
    doc_notes: Annotated[list[str], Meta(description="Quirks a user should know; shown on the venue's page.")] = []
    accepted: Annotated[
        dict[DiffRule, dict[str, Reason]],
        Meta(
            description="Events of `venuegen diff` that are meant: rule → path (or `path.*`) → why. Each speaks for "
            "the change that it comes with; once that is in the base it accepts nothing, and can go."
        ),
    ] = {}
