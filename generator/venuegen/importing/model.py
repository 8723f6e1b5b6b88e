"""What a document says, in words that are those of no format: the readers make it, the drafter reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["object", "array", "row", "map", "string", "integer", "number", "boolean", "null", "any", "union"]
Place = Literal["query", "path", "header", "body"]

MOST_SAMPLES = 40
"""Values of one field that are kept as evidence."""


@dataclass(slots=True, eq=False)
class Shape:
    """What a value looks like. Shapes may refer to each other in circles, as schemas may."""

    kind: Kind
    name: str = ""
    """The document's own name of it; empty where it has none."""
    doc: str = ""
    format: str = ""
    words: list[str | int] = field(default_factory=list)
    """Of an enumeration."""
    nullable: bool = False
    fields: dict[str, FieldShape] = field(default_factory=dict)
    items: Shape | None = None
    """Of an array, and of a map its values."""
    places: list[Shape] = field(default_factory=list)
    """Of a row (a positional array)."""
    labels: list[str] = field(default_factory=list)
    """Of a row: what the document calls its places; empty texts where it does not."""
    options: list[Shape] = field(default_factory=list)
    minimum: int | None = None
    maximum: int | None = None
    length: int | None = None
    """Of an array: the number of items it always has."""
    const: str | int | bool | None = None
    samples: list[Any] = field(default_factory=list)
    """Values that the document shows."""
    fitting: int = 0
    """How many of the payloads shown are of this kind at all; `odd` are those that are not."""
    odd: list[Any] = field(default_factory=list)

    def sample(self, value: Any) -> None:
        """Keep a value as evidence."""
        if len(self.samples) < MOST_SAMPLES:
            self.samples.append(value)


@dataclass(slots=True, eq=False)
class FieldShape:
    """A field of an object."""

    shape: Shape
    required: bool | None = None
    """None: the document does not say it of any field of this object."""
    doc: str = ""
    present: int = 0
    """How many of the shown objects have it, `absent` how many lack it, `nulls` in how many it is null."""
    absent: int = 0
    nulls: int = 0
    samples: list[Any] = field(default_factory=list)

    def sample(self, value: Any) -> None:
        """Keep a value as evidence."""
        if len(self.samples) < MOST_SAMPLES:
            self.samples.append(value)


@dataclass(slots=True)
class Parameter:
    """A parameter of an endpoint, in the order of the document."""

    wire: str
    place: Place
    required: bool
    shape: Shape
    doc: str = ""


COMPOSED = "composed"
"""Name of an example that the document shows field by field."""


@dataclass(slots=True)
class Example:
    """A payload that the document shows."""

    name: str
    value: Any
    request: dict[str, Any] | None = None
    status: int = 200


@dataclass(slots=True)
class Endpoint:
    """An operation of the document."""

    method: str
    path: str
    operation: str = ""
    """The document's id of it."""
    summary: str = ""
    doc: str = ""
    tags: tuple[str, ...] = ()
    private: bool | None = None
    """None: the document does not say."""
    key_headers: tuple[str, ...] = ()
    """Headers (or `query.<name>`) in which the document's security schemes carry the key."""
    params: list[Parameter] = field(default_factory=list)
    form: bool = False
    """The body is a form, not JSON."""
    by_example: bool = False
    """Only examples tell what the body is: which of it is required, nobody says."""
    whole_body: Shape | None = None
    """A body that is no object."""
    result: Shape | None = None
    empty: bool = False
    """A success has no body."""
    plain: bool = False
    """A success is plain text, no JSON."""
    failure: Shape | None = None
    weight: int | None = None
    """What a call counts against the venue's budget, where the document says so."""
    examples: list[Example] = field(default_factory=list)

    @property
    def call(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(slots=True)
class Request:
    """Something that one sends over a WebSocket, as the document describes and shows it."""

    name: str
    shape: Shape
    examples: list[Any] = field(default_factory=list)
    general: bool = False
    """It serves every channel, and is about none."""


@dataclass(slots=True)
class Channel:
    """Something that a document says one can receive over a WebSocket."""

    address: str
    name: str
    payload: Shape
    summary: str = ""
    tags: tuple[str, ...] = ()
    private: bool = False
    examples: list[Example] = field(default_factory=list)
    params: dict[str, Shape] = field(default_factory=dict)
    """Of the address, which is a topic then."""
    subscribe: Request | None = None
    unsubscribe: Request | None = None
    answer: Shape | None = None
    """What answers the two."""
    replaces: bool = False
    """A subscription takes the place of the one before it."""

    @property
    def call(self) -> str:
        return f"WS {self.address} {self.name}".strip()


@dataclass(slots=True)
class Server:
    url: str
    doc: str = ""


@dataclass(slots=True)
class Api:
    """A whole document, as far as it was picked."""

    title: str = ""
    doc: str = ""
    version: str = ""
    servers: list[Server] = field(default_factory=list)
    endpoints: list[Endpoint] = field(default_factory=list)
    channels: list[Channel] = field(default_factory=list)
    key_headers: tuple[str, ...] = ()
    """Headers that a script of the document puts into requests that need keys; nobody says which these are."""
    prose: str = ""
    """What the document says in sentences about all of it."""
    pings: list[Request] = field(default_factory=list)
    """What keeps a connection alive."""
    silence: int = 0
    """Seconds of silence after which a connection is closed, where the document says so."""
    logins: list[Request] = field(default_factory=list)
    """What makes a connection private."""
    limits: dict[str, str] = field(default_factory=dict)
    """What a connection may do: `messages`, `connects` → rate."""
    pongs: list[Shape] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What could not be taken over, for people."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One thing that can be picked."""

    call: str
    summary: str = ""
    tags: tuple[str, ...] = ()
    private: bool | None = None
