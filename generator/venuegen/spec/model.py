"""The spec language, version 1, as types.

This module *is* the language: the JSON Schema that editors use, the loader, the reference in the docs and the
generator all read these classes, so they cannot disagree. A class is a map of the YAML, a field is a key; the
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

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, field

#: `=expr`, `"text {name}"` or a literal. JSON scalars stay what they are.
Value = str | int | bool | None
#: A type in the shorthand of `types`: `str`, `opt<list<Level>>`, `order_id int`, …
TypeText = str
Doc = Annotated[str, Meta(description="One sentence for the reader.")]
Duration = Annotated[str, Meta(pattern=r"^\d+(ns|us|ms|s|m|h|d)$", description="A duration: 250ms, 5s, 1m, 24h.")]
Rate = Annotated[str, Meta(pattern=r"^\d+/\d+(ms|s|m|h|d)$", description="A rate: <count>/<duration>, such as 5/1s.")]
Name = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$", description="A lower snake case name.")]
NeededName = Annotated[str, Meta(pattern=r"^(known\.)?[a-z][a-z0-9_]*$", description="A name, or `known.` and one.")]
OrderField = Annotated[
    str,
    Meta(
        pattern=r"^(venue\.)?[a-z][a-z0-9_]*$",
        description="A field of the order request, or `venue.<option>`: one of the options of create_order.",
    ),
]
TypeName = Annotated[str, Meta(pattern=r"^[A-Z][A-Za-z0-9]*$", description="A CamelCase name.")]
UnionMember = Annotated[
    str, Meta(pattern=r"^([A-Z][A-Za-z0-9]*|str)$", description="The CamelCase name of a type, or `str`.")
]
DiffRule = Annotated[str, Meta(pattern=r"^[a-z]+(-[a-z]+)+$", description="The id of a rule of `venuegen diff`.")]
Reason = Annotated[str, Meta(pattern=r"\S", description="Why: one sentence for the reviewer.")]
Bit = Annotated[int, Meta(ge=1, le=2**52, description="A power of two.")]


class Word(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of every map of the language: unknown keys are errors."""


# ------------------------------------------------------------------------------------------------ settings


class ConfigField(Word, frozen=True, kw_only=True):
    """A setting the user passes at construction (`Venue(config=…)`), read in expressions as `cfg.<name>`."""

    type: Annotated[
        Literal["str", "int", "bool", "decimal", "duration", "enum"], Meta(description="Type of the setting.")
    ]
    default: Annotated[str | int | bool | None, Meta(description="Value when the user gives none.")] = None
    values: Annotated[list[str], Meta(description="The allowed words of an `enum`.")] = []
    doc: Annotated[str, Meta(description="One sentence for the user.")] = ""


class CredentialField(Word, frozen=True, kw_only=True):
    """One part of the user's credentials, read in expressions as `cred.<name>`."""

    secret: Annotated[bool, Meta(description="Never shown in logs, errors, reprs or recordings.")] = True
    optional: Annotated[bool, Meta(description="The client can be built without it (another field replaces it).")] = (
        False
    )
    encoding: Annotated[
        Literal["text", "base64", "hex"], Meta(description="How the venue writes the bytes of this secret.")
    ] = "text"
    format: Annotated[
        list[
            Literal[
                "pem",
                "pem_ed25519",
                "pem_rsa",
                "pem_ec_p256",
                "ed25519_seed_base64",
                "ed25519_seed_hex",
                "ed25519_raw64_base64",
                "secp256k1_hex",
            ]
        ],
        Meta(description="Accepted forms of a private key; the algorithm follows from the key."),
    ] = []
    default: Annotated[str | None, Meta(description="Expression over other credentials.")] = None
    doc: Doc = ""


class Nonce(Word, frozen=True, kw_only=True):
    """A named source of strictly increasing numbers, read as `nonce.<name>`; it survives restarts."""

    unit: Annotated[Literal["s", "ms", "us", "ns"], Meta(description="The clock the numbers start from.")] = "ms"
    per: Annotated[str, Meta(description="Credential whose holders share one counter.")] = "api_key"


class Environment(Word, frozen=True, kw_only=True):
    """One deployment of the venue: production, testnet, demo."""

    urls: Annotated[
        dict[Name, str],
        Meta(
            description="Named base URLs, read as `env.<name>`: https:// or wss://; of FIX sessions tcp+tls:// or tcp://."
        ),
    ]
    headers: Annotated[dict[str, str], Meta(description="Headers of every request in this environment.")] = {}
    const: Annotated[dict[Name, str], Meta(description="Constants, read as `env.<name>`.")] = {}
    lacks: Annotated[list[Name], Meta(description="Operations that this environment does not offer.")] = []
    doc: Doc = ""


class ClientOrderIds(Word, frozen=True, kw_only=True):
    """The form of client order ids: minted ids have it, given ids are checked against it before anything is sent."""

    pattern: Annotated[str, Meta(description="Regular expression that a whole id must match.")]
    max_length: Annotated[int, Meta(ge=1, le=128, description="Longest id the venue takes.")]
    min_length: Annotated[int, Meta(ge=1, le=128, description="Shortest id the venue takes.")] = 1
    alphabet: Annotated[
        Literal["alnum", "lower_alnum", "hex", "digits", "uuid"],
        Meta(description="Characters of minted ids; `uuid`: each is a UUID, with its dashes."),
    ] = "lower_alnum"
    prefix: Annotated[str, Meta(description="Text that every id starts with.")] = ""
    unique: Annotated[
        Literal["forever", "day", "open_orders", "never"],
        Meta(
            description="When the venue refuses a repeated id. `day`: an id means one order of a day (UTC). `never`: "
            "ids are labels, a query may find several."
        ),
    ] = "open_orders"
    wire: Annotated[
        Literal["str", "int"],
        Meta(
            description="`int`: ids are whole numbers on the wire: minted from the clock, in ms, without zeros ahead."
        ),
    ] = "str"


class WireDefaults(Word, frozen=True, kw_only=True):
    """How this venue writes values, unless a type says otherwise."""

    none: Annotated[list[str], Meta(description="Texts that mean absent inside a `blank<…>` type.")] = field(
        default_factory=lambda: [""]
    )


RefKind = Literal["str", "int", "bool", "decimal"]


class Hooks(Word, frozen=True, kw_only=True):
    """Typed Python beside the spec for what no other venue will need. Read with `ast`, never imported by `check`."""

    file: Annotated[str, Meta(description="Path of the module, inside the spec's folder.")]
    functions: Annotated[
        dict[Name, HookFunction], Meta(description="Functions that expressions may call as `hooks.<name>(…)`.")
    ] = {}


class Import(Word, frozen=True, kw_only=True):
    """A document that parts of this spec were drafted from (`venuegen import`), kept beside it as it was then."""

    file: Annotated[str, Meta(description="Path of the copy, inside the spec's folder.")]
    kind: Annotated[Literal["openapi", "postman", "asyncapi", "fix"], Meta(description="Its format.")]
    sha256: Annotated[
        str, Meta(pattern=r"^[0-9a-f]{64}$", description="Hash of the copy: it is evidence, and not edited.")
    ]
    source: Annotated[str, Meta(description="Where the venue publishes it.")] = ""


class HookFunction(Word, frozen=True, kw_only=True):
    """Signature of a hook; the generator writes a Protocol for it, so that mypy fails at the hook when this changes."""

    args: Annotated[list[TypeText], Meta(description="Types of the arguments.")]
    returns: Annotated[TypeText, Meta(description="Type of the result.")]
    doc: Doc = ""


# ------------------------------------------------------------------------------------------------ signing


class SignUsing(Word, frozen=True, kw_only=True):
    """How one credential signs."""

    alg: Annotated[
        Literal[
            "hmac-sha256",
            "hmac-sha384",
            "hmac-sha512",
            "ed25519",
            "rsa-sha256",
            "ecdsa-p256",
            "secp256k1",
            "by-key",
        ],
        Meta(
            description="Algorithm; `by-key`: Ed25519, RSA (PKCS#1 v1.5, SHA-256) or P-256, as the key is. `secp256k1` "
            "signs a digest of 32 bytes, recoverably."
        ),
    ]
    out: Annotated[
        Literal["hex", "base64", "raw", "rsv"],
        Meta(description="Form of the signature; `rsv` (of secp256k1): an object with r and s as hex, and v."),
    ]


class SignStep(Word, frozen=True, kw_only=True):
    """Sign data with the first of the listed credentials that the user gave."""

    to: Annotated[Name, Meta(description="Name of the result.")]
    data: Annotated[str, Meta(description="Expression: text or bytes to sign.")]
    using: Annotated[dict[Name, SignUsing], Meta(description="Credential → how it signs; the first one present wins.")]


class HashStep(Word, frozen=True, kw_only=True):
    """Hash data that may contain a secret (only `sign`, `hash` and `jwt` may read one)."""

    to: Annotated[Name, Meta(description="Name of the result.")]
    alg: Annotated[Literal["sha256", "sha384", "sha512"], Meta(description="Hash function.")]
    data: Annotated[str, Meta(description="Expression: text or bytes.")]
    out: Annotated[Literal["hex", "base64", "raw"], Meta(description="Form of the result.")]


class JwtStep(Word, frozen=True, kw_only=True):
    """Make a JSON Web Token; header and claims keep their declared order."""

    to: Annotated[Name, Meta(description="Name of the token.")]
    key: Annotated[Name, Meta(description="Credential with the private key (ES256, EdDSA) or secret (HS256, HS512).")]
    alg: Annotated[
        Literal["by-key", "ES256", "EdDSA", "HS256", "HS512"], Meta(description="Algorithm; `by-key`: as the key is.")
    ] = "by-key"
    header: Annotated[dict[str, Value], Meta(description="Header fields, in this order.")] = {}
    claims: Annotated[dict[str, Value], Meta(description="Claims, in this order.")]

    @property
    def signs_using(self) -> SignUsing:
        """The token's algorithm in the words of `sign`: HS256 and HS512 take a secret, the rest a private key."""
        secret: dict[str, Literal["hmac-sha256", "hmac-sha512"]] = {"HS256": "hmac-sha256", "HS512": "hmac-sha512"}
        return SignUsing(alg=secret.get(self.alg, "by-key"), out="raw")


class Step(Word, frozen=True, kw_only=True):
    """One step of an auth scheme: exactly one of these keys. `clock`, `nonce` and `random` are read once a request."""

    set: Annotated[
        dict[str, Value] | None,
        Meta(
            description="Set fields of what is sent: `query.x`, `body.x`, `header.X`, `params.x` (a call over "
            "WebSocket, or what is made of an endpoint with `in: none`), `msg.a.b` (a frame) or `logon.x` (a field of "
            "the Logon of a FIX session), in this order, after the parameters."
        ),
    ] = None
    let: Annotated[dict[Name, str] | None, Meta(description="Name values.")] = None
    sign: SignStep | None = None
    hash: HashStep | None = None
    jwt: JwtStep | None = None
    message: Annotated[Any, Meta(description="Build the frame to send (login frames).")] = None


class VectorRequest(Word, frozen=True, kw_only=True):
    method: Annotated[str, Meta(description="HTTP method.")] = "GET"
    path: Annotated[str, Meta(description="Path without host and query.")] = ""
    host: Annotated[str, Meta(description="Host, where it is signed.")] = ""
    query: Annotated[dict[str, Any], Meta(description="Parameters in the query, in order.")] = {}
    body: Annotated[dict[str, Any], Meta(description="Parameters in the body, in order.")] = {}
    params: Annotated[dict[str, Any], Meta(description="Parameters of a call over WebSocket, or of `in: none`.")] = {}
    msg: Annotated[Any, Meta(description="Frame, where one is signed.")] = None


class VectorGiven(Word, frozen=True, kw_only=True):
    """The inputs of a vector; everything that is not given must not be read."""

    credentials: Annotated[dict[Name, str], Meta(description="The published keys.")]
    clock_ms: Annotated[int | None, Meta(description="Milliseconds since the epoch.")] = None
    nonce: Annotated[int | None, Meta(description="Value of every nonce.")] = None
    random: Annotated[str | None, Meta(description="Random bytes as hex.")] = None
    lease: Annotated[dict[Name, dict[Name, str]], Meta(description="What leases hold.")] = {}
    config: Annotated[dict[Name, str | int | bool], Meta(description="Settings that differ from their defaults.")] = {}
    request: Annotated[VectorRequest, Meta(description="What is signed.")] = VectorRequest()
    header: Annotated[
        dict[Name, str | int],
        Meta(
            description="Of a FIX Logon: the header (`begin_string`, `sender_comp_id`, `target_comp_id`, "
            "`msg_seq_num`, `sending_time`) and what the engine writes (`heart_bt_int`), as texts of the wire."
        ),
    ] = {}


class Vector(Word, frozen=True, kw_only=True):
    """A known answer for a signing scheme: literal inputs, literal outputs and where they were published."""

    id: Annotated[Name, Meta(description="Name of the vector in messages and tests.")]
    source: Annotated[str, Meta(description="Where the venue (or an independent party) published it.")]
    given: VectorGiven
    expect: Annotated[
        dict[str, str],
        Meta(
            description="`query.signature: …`, `header.X: …`, `logon.raw_data: …`, or a named value; of a Logon also "
            "`frame.body_length` and `frame.check_sum` of the whole message."
        ),
    ]
    verify: Annotated[
        bool, Meta(description="The scheme is randomized: verify the signature instead of comparing it.")
    ] = False


class AuthScheme(Word, frozen=True, kw_only=True):
    """How a request or frame is authenticated: pure steps, and known answers that prove them."""

    steps: list[Step]
    once: Annotated[
        list[Step], Meta(description="Steps whose inputs are credentials only: computed when the client is built.")
    ] = []
    vectors: list[Vector] = []
    no_vectors: Annotated[str, Meta(description="Why no vector is published, and which judge covers the scheme.")] = ""
    fields_first: Annotated[
        bool,
        Meta(description="What `set` puts into a body or `params` stands ahead of the parameters, not after them."),
    ] = False
    doc: Doc = ""


class Lease(Word, frozen=True, kw_only=True):
    """A credential or address that is itself fetched, kept alive, lost and fetched again; read as `lease.<name>.x`."""

    call: Annotated[Name, Meta(description="Endpoint that grants it.")]
    hold: Annotated[dict[Name, str], Meta(description="What to keep: name → expression over the result `r`.")]
    lifetime: Annotated[str | None, Meta(description="Duration, or an expression in seconds over `r`.")] = None
    keep: Annotated[Name | None, Meta(description="Endpoint that prolongs it.")] = None
    keep_every: Annotated[Duration | None, Meta(description="How often it is prolonged or renewed.")] = None
    renew: Annotated[
        Name | None,
        Meta(
            description="Endpoint that grants the next one for what is held (a refresh token), before it ends; "
            "its answer is read as that of `call`."
        ),
    ] = None
    release: Annotated[Name | None, Meta(description="Endpoint that gives it back.")] = None
    lost_codes: Annotated[list[str | int], Meta(description="Codes that mean it is gone: fetch, repeat once.")] = []


# ------------------------------------------------------------------------------------------------ limits, errors


class Bucket(Word, frozen=True, kw_only=True):
    """One budget that the venue meters."""

    per: Annotated[
        Literal["ip", "key", "account", "connection", "symbol"], Meta(description="Whose use counts against it.")
    ]
    budget: Annotated[int, Meta(ge=1, description="Units in a window (or the bucket's size).")]
    window: Annotated[Duration | None, Meta(description="Length of the window.")] = None
    shape: Annotated[
        Literal["sliding", "fixed", "token", "decay", "in_flight"],
        Meta(description="How the budget comes back. `fixed` windows are aligned to the clock."),
    ] = "sliding"
    refill: Annotated[Rate | None, Meta(description="Units that come back, for `token` and `decay`.")] = None
    used: Annotated[str | None, Meta(description="Where an answer tells the units used: `header.<name>` or `=…`.")] = (
        None
    )
    remaining: Annotated[str | None, Meta(description="Where an answer tells the units left.")] = None
    used_over: Annotated[
        dict[Name, str],
        Meta(description="Connection that takes calls → expression over the frame `f` of a reply: the units used."),
    ] = {}
    doc: Doc = ""


class Limits(Word, frozen=True, kw_only=True):
    buckets: dict[Name, Bucket]
    default_cost: Annotated[dict[Name, int | str], Meta(description="Cost of an endpoint that declares none.")] = {}
    retry_after: Annotated[str | None, Meta(description="Where a refusal tells how long to wait, in seconds.")] = (
        "header.Retry-After"
    )


ErrorName = Literal[
    "VenueResponseError",
    "AuthenticationError",
    "PermissionDenied",
    "InvalidNonce",
    "ClockSkew",
    "RateLimitExceeded",
    "VenueUnavailable",
    "OrderError",
    "InvalidOrder",
    "InsufficientFunds",
    "OrderNotFound",
    "DuplicateOrderId",
    "PostOnlyRejected",
    "CancelRejected",
    "MarketClosed",
]


class ErrorRow(Word, frozen=True, kw_only=True):
    """What a code means. The short form is the name of the error alone."""

    error: Annotated[ErrorName, Meta(description="Class of the contract's error tree.")]
    definitive: Annotated[
        bool,
        Meta(description="False: the request may have taken effect. A command becomes OutcomeUnknown, a read retries."),
    ] = True
    texts: Annotated[
        dict[str, ErrorName], Meta(description="Beginning of the venue's message → a more precise error.")
    ] = {}
    ban: Annotated[bool, Meta(description="The address or key is banned until the time that the answer names.")] = False
    source: Annotated[str, Meta(description="Where the venue says so, if not in its error list.")] = ""
    doc: Doc = ""


class ErrorPlace(Word, frozen=True, kw_only=True):
    """Where an error can stand in an answer. `m` is the decoded value of `type`, `status` the HTTP status, `endpoint`
    the endpoint's id (of `rest`)."""

    type: Annotated[TypeText, Meta(description="Type of the answer when it is an error.")]
    when: Annotated[str, Meta(description="Expression: the answer is an error.")]
    code: Annotated[str, Meta(description="Expression: the venue's code.")]
    text: Annotated[str, Meta(description="Expression: the venue's message.")]
    status: Annotated[
        str | None,
        Meta(description="Expression: the status, where an answer over a connection carries one; `statuses` apply."),
    ] = None
    retry_after: Annotated[
        str | None,
        Meta(description="Expression: how many seconds to wait, where an answer over a connection says so."),
    ] = None


Meaning = Literal[
    "bad_credentials",
    "bad_signature",
    "clock",
    "nonce",
    "rate_limit",
    "ban",
    "insufficient_funds",
    "unknown_order",
    "duplicate_client_id",
    "post_only_would_cross",
    "below_minimum",
    "price_out_of_range",
    "market_closed",
    "maintenance",
    "unknown_outcome",
]


class Errors(Word, frozen=True, kw_only=True):
    source: Annotated[
        str, Meta(description="Where the venue lists its codes; a row with its own `source` says so.")
    ] = ""
    at: Annotated[
        dict[Name, ErrorPlace], Meta(description="Places: `rest`, and one per WebSocket connection that takes calls.")
    ]
    codes: Annotated[
        dict[str, ErrorName | ErrorRow],
        Meta(description="The venue's codes; several of one meaning in one key (`110003, 110017: InvalidOrder`)."),
    ]
    statuses: Annotated[
        dict[str, ErrorName | ErrorRow], Meta(description="HTTP statuses (`429`, `5xx`) that decide without a code.")
    ] = {}
    by_operation: Annotated[
        dict[Name, dict[str, ErrorName | ErrorRow]],
        Meta(description="Endpoint → codes that mean something else there."),
    ] = {}
    meanings: Annotated[
        dict[Meaning, list[str] | Literal["undocumented"]],
        Meta(
            description="What a desk must tell apart at any venue → the venue's codes or statuses for it (`code: text` "
            "where a row of `texts` decides; `operation.code` in `by_operation`), or that no code is published."
        ),
    ] = {}
    undocumented: Annotated[list[str], Meta(description="What else the venue's error list leaves open.")] = []


# ------------------------------------------------------------------------------------------------ types


class Enum(Word, frozen=True, kw_only=True):
    """An open enumeration: an unknown word decodes, keeps its text and is not `is_known`."""

    values: Annotated[
        list[str | int] | dict[str, str | None],
        Meta(description="The venue's words; or word → member of the contract's enumeration (null: no counterpart)."),
    ]
    contract: Annotated[
        Literal[
            "Side",
            "OrderType",
            "TimeInForce",
            "OrderStatus",
            "Liquidity",
            "InstrumentKind",
            "InstrumentStatus",
            "PositionSide",
            "MarginMode",
            "SelfTradePrevention",
            "TriggerBy",
            "OptionType",
        ]
        | None,
        Meta(description="Contract enumeration that `values` maps to; converts both ways on assignment."),
    ] = None
    wire: Annotated[Literal["str", "int"], Meta(description="Whether the venue sends words or numbers.")] = "str"
    match: Annotated[
        Literal["word", "prefix"],
        Meta(
            description="`prefix`: the venue sends sentences that begin with these words; the longest beginning counts."
        ),
    ] = "word"
    names: Annotated[dict[str, str], Meta(description="Member names for words that make no (good) identifier.")] = {}
    doc: Doc = ""


#: `types:` values. An object is a map `wire_name: "python_name type"` (plus `$tag`, `$doc`, `$like`), a positional
#: array is a list of `"name type"` (`_` keeps a place without a name, `...` allows more), a text is an alias, and a map
#: with `$schema` is a JSON Schema fragment (or `$ref` into an imported document).
TypeDeclaration = dict[str, Any] | list[str] | str


class Union(Word, frozen=True, kw_only=True):
    """Several types of one value, told apart by what they are in JSON: an object, a positional array, a text (`str`).

    Objects are told apart by their tag or, where there is none, by the keys they have. An expression reads a field of
    any of them; it is missing in the others. Members that have no fields (a number, a list) are given names to read
    them by.
    """

    of: Annotated[
        list[UnionMember] | dict[Name, TypeText],
        Meta(
            description="The types, or `str` for a plain text; or name → type, where an expression reads a member by "
            "its name (`u.rows`), which is missing when another one is there."
        ),
    ]
    by_keys: Annotated[
        bool,
        Meta(description="Objects told apart by the presence of fields: one object with the fields of all of them."),
    ] = False
    doc: Doc = ""


# ------------------------------------------------------------------------------------------------ endpoints


class Param(Word, frozen=True, kw_only=True):
    """A parameter. The short form is `[python_name] type`; declaration order is wire order."""

    type: Annotated[TypeText, Meta(description="Type of the value.")]
    name: Annotated[Name | None, Meta(description="Python name; default: the wire name in snake case.")] = None
    place: Annotated[
        Literal["query", "body", "path", "header", "key"] | None,
        Meta(
            description="Where it goes; default: the endpoint's. `key`: it is not sent by itself, but names the only "
            "key of an object: where `{kind}` stands in the name of another parameter (`config.{kind}.price`)."
        ),
    ] = field(name="in", default=None)
    const: Annotated[str | int | bool | None, Meta(description="Always sent with this value.")] = None
    default: Annotated[str | int | bool | None, Meta(description="Value when the caller gives none.")] = None
    min: Annotated[int | None, Meta(description="Smallest value the venue takes.")] = None
    max: Annotated[int | None, Meta(description="Largest value the venue takes.")] = None
    doc: Doc = ""


class Pages(Word, frozen=True, kw_only=True):
    """How to ask for the next page.

    `r` is the answer, `header` its headers, `page` its items, `first` and `last` its ends, `sent` the value sent; the
    endpoint's parameters are as the caller gave them.
    """

    items: Annotated[str, Meta(description="Expression: the items of an answer.")] = "=r"
    param: Annotated[Name, Meta(description="Parameter that asks for the next page.")]
    next: Annotated[str, Meta(description="Expression: its value for the next page.")]
    done: Annotated[str, Meta(description="Expression: this was the last page.")] = "=len(page) < size"
    size: Annotated[Name | None, Meta(description="Parameter with the page size.")] = None
    max_size: Annotated[int | None, Meta(description="Largest page the venue gives.")] = None
    first_only: Annotated[
        list[Name], Meta(description="Parameters of the first page that the venue refuses beside `param`.")
    ] = []
    order: Annotated[Literal["oldest_first", "newest_first"], Meta(description="Order in which pages arrive.")] = (
        "oldest_first"
    )


class Over(Word, frozen=True, kw_only=True):
    """The same operation as a call over a WebSocket connection."""

    connection: Annotated[Name, Meta(description="Connection of `ws` with `rpc`.")]
    method: Annotated[str, Meta(description="The venue's name of the method.")]
    cost: Annotated[dict[Name, int | str] | None, Meta(description="Cost there, if it differs.")] = None


class Endpoint(Word, frozen=True, kw_only=True):
    """One operation: `client.raw.<id>(…)`, by REST, over a connection, or both."""

    call: Annotated[
        Annotated[str, Meta(pattern=r"^(GET|POST|PUT|DELETE|PATCH) /\S*$")] | None,
        Meta(description="Method and path; none: it goes over the connection of `over` alone."),
    ] = None
    host: Annotated[Name, Meta(description="Base URL of the environment.")] = "rest"
    auth: Annotated[Name | None, Meta(description="Auth scheme; none: public.")] = None
    cost: Annotated[
        dict[Name, int | str] | None, Meta(description="Bucket → units, a number or an expression over parameters.")
    ] = None
    place: Annotated[
        Literal["query", "form", "json", "none"] | None,
        Meta(
            description="Where parameters go; default: query for GET and DELETE, json otherwise. `none`: nowhere by "
            "themselves, the auth scheme makes of them (`params`) what is sent."
        ),
    ] = field(name="in", default=None)
    params: Annotated[
        dict[str, str | Param],
        Meta(description="Parameters in wire order. `$body` is the whole JSON body, where that is no object."),
    ] = {}
    require_one_of: Annotated[list[list[Name]], Meta(description="Of each list exactly one must be given.")] = []
    require_any_of: Annotated[list[list[Name]], Meta(description="Of each list at least one must be given.")] = []
    result: Annotated[TypeText, Meta(description="Type of a successful answer; `none`: nothing of interest.")]
    kind: Annotated[
        Literal["read", "command"] | None,
        Meta(description="A command changes something: it is never repeated blindly. Default: read for GET."),
    ] = None
    retry: Annotated[
        Literal["safe", "never"] | None, Meta(description="Default: safe for reads, never for commands.")
    ] = None
    over: Annotated[Over | None, Meta(description="The same operation over a WebSocket connection.")] = None
    pages: Pages | None = None
    examples: Annotated[
        list[str],
        Meta(description="Files with the venue's own examples and literal `expect`s; `depth` is examples/depth.json."),
    ] = []
    doc: Annotated[str, Meta(description="One sentence.")] = ""

    # ------------------------------------------------------------------------------------------------ websockets

    @property
    def method(self) -> str:
        """HTTP method; empty where it goes over a connection alone."""
        return (self.call or "").partition(" ")[0]

    @property
    def path(self) -> str:
        """Path with its placeholders; empty where it goes over a connection alone."""
        return (self.call or "").partition(" ")[2]


class Ping(Word, frozen=True, kw_only=True):
    """Who keeps the connection alive, and how."""

    by: Annotated[
        Literal["venue", "client"],
        Meta(description="`venue`: protocol pings, answered by the transport. `client`: we send."),
    ]
    every: Annotated[
        str | None, Meta(description="Duration, or an expression in seconds (a venue may dictate it with a lease).")
    ] = None
    idle: Annotated[bool, Meta(description="The timer restarts at each frame received.")] = False
    send: Annotated[Any, Meta(description="Text or frame to send; none: a protocol ping.")] = None
    timeout: Annotated[Duration, Meta(description="Silence after which the connection is dead.")] = "10s"


class PushRule(Word, frozen=True, kw_only=True):
    """A frame with data of a channel. `f` is the decoded frame."""

    when: Annotated[str, Meta(description="Expression: this rule applies.")]
    payload: Annotated[str, Meta(description="Expression: the raw payload (a field of type `raw`), or `=f`.")]
    key: Annotated[
        str | None,
        Meta(description="Expression equal to the channel's topic (or `key`); none: routed by the payload's tag."),
    ] = None
    head: Annotated[
        TypeText | None,
        Meta(
            description="Type of the part of the payload that `key` needs, where the frame does not say; read as `h`."
        ),
    ] = None


class AckRule(Word, frozen=True, kw_only=True):
    """The answer to a subscribe, an unsubscribe or a login."""

    when: Annotated[str, Meta(description="Expression: this rule applies.")]
    id: Annotated[str | None, Meta(description="Expression: id of our request; none: answers come in order.")] = None
    error: Annotated[str | None, Meta(description="Expression: it was refused.")] = None
    code: Annotated[str | None, Meta(description="Expression: the venue's code of a refusal.")] = None
    text: Annotated[str | None, Meta(description="Expression: the venue's message of a refusal.")] = None
    accepted: Annotated[
        str | None,
        Meta(description="Expression: list of the topics that were accepted; the others of the request were refused."),
    ] = None
    learn: Annotated[
        str | None,
        Meta(
            description="Expression: the venue's own name of the subscription, which keys of pushes carry from now on; "
            "`learned` in `unsubscribe`."
        ),
    ] = None


class ReplyRule(Word, frozen=True, kw_only=True):
    """The answer to a call over WebSocket; errors are read at the place named as the connection in `errors.at`."""

    when: Annotated[str, Meta(description="Expression: this rule applies.")]
    id: Annotated[str, Meta(description="Expression: id of our request.")]
    payload: Annotated[
        str, Meta(description="Expression: the raw result, or `=f`: the whole frame is what the endpoint answers with.")
    ]
    final: Annotated[
        str | None,
        Meta(
            description="Expression: this is the outcome; otherwise it says only that the request has arrived, and "
            "another answer follows."
        ),
    ] = None


class AnswerRule(Word, frozen=True, kw_only=True):
    """A frame of the venue that must be answered at once, ahead of everything else."""

    when: Annotated[str, Meta(description="Expression: this rule applies.")]
    send: Annotated[Any, Meta(description="Frame to send back; it may read `f`, `req.id` and `clock`.")]


class SignalRule(Word, frozen=True, kw_only=True):
    """A frame that means something for the connection itself."""

    when: Annotated[str, Meta(description="Expression: this rule applies.")]


class ReceiveRule(Word, frozen=True, kw_only=True):
    """How to tell frames apart: exactly one key; the first rule whose `when` holds decides."""

    push: PushRule | None = None
    ack: AckRule | None = None
    reply: ReplyRule | None = None
    answer: AnswerRule | None = None
    pong: SignalRule | None = None
    ready: Annotated[SignalRule | None, Meta(description="Nothing may be sent before this frame.")] = None
    drain: Annotated[
        SignalRule | None, Meta(description="The venue will disconnect: open and subscribe a new connection first.")
    ] = None
    lost: Annotated[SignalRule | None, Meta(description="This connection's login or lease is gone: reconnect.")] = None
    ignore: SignalRule | None = None


class FrameTemplate(Word, frozen=True, kw_only=True):
    """A frame we send. In `send`: `topics`, `topic`, `req.id`, and the connection's own names."""

    send: Annotated[
        Any, Meta(description='The frame; `"*": =topic` puts the entries of a topic that is a map into it.')
    ]
    batch: Annotated[int | None, Meta(description="Topics in one frame, at most.")] = None
    auth: Annotated[
        Name | None, Meta(description="Auth scheme of each such frame: it reads and sets fields of `msg`.")
    ] = None


class Login(Word, frozen=True, kw_only=True):
    """What makes a connection private, before anything is subscribed."""

    call: Annotated[str | None, Meta(description="Method of a call over this connection (`rpc`).")] = None
    frame: Annotated[
        Name | None,
        Meta(
            description="Auth scheme whose `message` is sent, which may carry a signature or a lease, in any shape; "
            "the ack rule answers it, or the reply rule where the id of the message is `login`."
        ),
    ] = None
    auth: Annotated[Name | None, Meta(description="Auth scheme of the call.")] = None
    params: Annotated[dict[str, Value], Meta(description="Parameters of the call.")] = {}


class Rpc(Word, frozen=True, kw_only=True):
    """Request and response over the connection."""

    send: Annotated[
        Any, Meta(description="Frame: `req.id`, `req.method`, and the parameters, an object, as `=params`.")
    ]
    auth: Annotated[
        dict[Name, Name], Meta(description="Auth scheme of the REST endpoint → scheme used on this connection.")
    ] = {}


class Deltas(Word, frozen=True, kw_only=True):
    """Messages of a channel that name only what changed: fields that one leaves out (`opt<…>`) are as the last one of
    the instrument had them; what it says to be empty is empty.

    Before the first whole message, and after an interruption, such a message means nothing.
    """

    when: Annotated[str, Meta(description="Expression over the message `m`: it names only what changed.")]
    of: Annotated[
        Name | None, Meta(description="Field (python name) of the message whose fields may be missing. None: its own.")
    ] = None


class Channel(Word, frozen=True, kw_only=True):
    """Something one can receive on a connection: `client.raw.<id>(…)`."""

    type: Annotated[TypeText, Meta(description="Type of the payload.")]
    topic: Annotated[
        Any,
        Meta(
            description='What is subscribed: a template, or a map of templates, which `"*": =topic` puts into the '
            "frame (its entries cannot be read one by one). None: comes with the login."
        ),
    ] = None
    key: Annotated[str | None, Meta(description="Template equal to a push's key, when it is not the topic.")] = None
    params: Annotated[dict[str, str], Meta(description="Values the topic needs beside the instrument `i`.")] = {}
    private: Annotated[
        bool,
        Meta(
            description="Of one account: subscribed once it is known whose the connection is, by a `login`, a "
            "`handshake`, a signed frame, or a lease in the address or the frame."
        ),
    ] = False
    always: Annotated[
        bool,
        Meta(description="Subscribed on every socket of the connection, before anything else: it keeps that open."),
    ] = False
    deltas: Annotated[Deltas | None, Meta(description="How messages tell that they name only what changed.")] = None
    stale_after: Annotated[
        Duration | None, Meta(description="Silence after which a book of this channel is stale, and made afresh.")
    ] = None
    examples: Annotated[
        list[str],
        Meta(description="Files with the venue's own messages and literal `expect`s; `depth` is examples/depth.json."),
    ] = []
    doc: Doc = ""


class StreamLimits(Word, frozen=True, kw_only=True):
    topics: Annotated[
        int | None,
        Meta(description="Topics on one connection; 1 where a subscription replaces the one before it."),
    ] = None
    messages: Annotated[Rate | None, Meta(description="Messages that we may send.")] = None
    connects: Annotated[Rate | None, Meta(description="Connections that we may open.")] = None


class ArrayFrames(Word, frozen=True, kw_only=True):
    """Frames that are JSON arrays, on a connection that has frames that are objects too."""

    frame: Annotated[TypeText, Meta(description="Their type.")]
    sequence: Annotated[
        str | None, Meta(description="Expression over `f`: the number of the frame, as `sequence` of the connection.")
    ] = None
    receive: Annotated[list[ReceiveRule], Meta(description="How to tell them apart, as on the connection.")]


class Connection(Word, frozen=True, kw_only=True):
    """One kind of WebSocket connection."""

    url: Annotated[str, Meta(description="Template over `env`, `lease`, `cfg`, `per`.")]
    per: Annotated[
        str | None,
        Meta(description="Expression over `i`, read as `per` in `url`: instruments of one value share connections."),
    ] = None
    compression: Annotated[
        Literal["gzip", "deflate"] | None, Meta(description="Of binary frames; texts come as they are.")
    ] = None
    sequence: Annotated[
        str | None,
        Meta(description="Expression over `f`: the number of the frame. One is missing: start over, books are stale."),
    ] = None
    arrays: ArrayFrames | None = None
    frame: Annotated[TypeText, Meta(description="Type of every frame we receive; payloads stay `raw`.")]
    text_frames: Annotated[dict[str, Literal["pong", "ignore"]], Meta(description="Frames that are no JSON.")] = {}
    receive: list[ReceiveRule]
    subscribe: FrameTemplate | None = None
    unsubscribe: FrameTemplate | None = None
    in_flight: Annotated[
        Annotated[int, Meta(ge=1)] | None,
        Meta(description="Subscribe frames under way at once (1 where acks carry no id)."),
    ] = None
    request_ids: Annotated[Literal["int", "str"], Meta(description="Type of `req.id`.")] = "int"
    rpc: Rpc | None = None
    handshake: Annotated[
        Name | None,
        Meta(description="Auth scheme of the request that opens the connection: its headers, signed anew each time."),
    ] = None
    login: Login | None = None
    on_open: Annotated[list[Any], Meta(description="Frames sent at each connect, before login.")] = []
    ping: Ping = Ping(by="venue")
    lifetime: Annotated[Duration | None, Meta(description="The venue closes a connection after this time.")] = None
    stale_after: Annotated[Duration, Meta(description="Silence after which the connection is dead.")] = "60s"
    limits: Annotated[StreamLimits, Meta(description="What the venue allows on a connection.")] = StreamLimits()
    channels: dict[Name, Channel] = {}
    doc: Doc = ""


# ------------------------------------------------------------------------------------------------ books


class BookSnapshot(Word, frozen=True, kw_only=True):
    """Where a book starts. `s` is the snapshot (for `stream`: the update itself)."""

    source: Annotated[
        Literal["rest", "stream", "first"],
        Meta(description="An endpoint, a message of the stream (`when`), or the first message of each subscription."),
    ] = field(name="from")
    renew: Annotated[
        Literal["subscription", "connection"],
        Meta(description="What brings a fresh one by stream: subscribing again, or only another connection."),
    ] = "subscription"
    call: Annotated[Name | None, Meta(description="Endpoint of a `rest` snapshot.")] = None
    params: Annotated[dict[Name, Value], Meta(description="Its parameters (`i` is the instrument).")] = field(
        name="with", default={}
    )
    when: Annotated[str | None, Meta(description="Of a `stream`: this message `u` is a snapshot.")] = None
    sequence: Annotated[str | None, Meta(description="Sequence of the snapshot.")] = None
    bids: Annotated[str, Meta(description="Expression: rows of the bids.")] = "=s.bids"
    asks: Annotated[str, Meta(description="Expression: rows of the asks.")] = "=s.asks"


class Checksum(Word, frozen=True, kw_only=True):
    """A checksum over the top of the book, checked after each update."""

    value: Annotated[str, Meta(description="Expression over `u`.")]
    none: Annotated[list[int], Meta(description="Values that mean: no checksum.")] = []
    alg: Annotated[Literal["crc32"], Meta(description="Algorithm.")] = "crc32"
    signed: Annotated[bool, Meta(description="The venue writes it as a signed 32-bit number.")] = False
    sides: Annotated[list[Literal["bids", "asks"]], Meta(description="Order of the sides.")]
    interleave: Annotated[bool, Meta(description="Level by level instead of side by side.")] = False
    levels: Annotated[int, Meta(description="Levels of each side.")]
    join: Annotated[str, Meta(description="Text between numbers.")] = ""
    negative: Annotated[
        Literal["bids", "asks"] | None, Meta(description="Side whose quantities are written with a minus.")
    ] = None
    render: Annotated[
        Literal["wire", "digits", "js"],
        Meta(description="`wire`: as received; `digits`: without point and leading zeros; `js`: as JavaScript prints."),
    ] = "wire"


class BookLevelRule(Word, frozen=True, kw_only=True):
    """Reading one row `l`, where price and quantity alone do not tell."""

    price: Annotated[str, Meta(description="Expression: price of the row.")] = "=l.price"
    quantity: Annotated[str, Meta(description="Expression: quantity of the row.")] = "=l.quantity"
    side: Annotated[
        str | None, Meta(description="Expression: side of the row, where `bids` and `asks` are the same list of both.")
    ] = None
    remove_if: Annotated[str | None, Meta(description="Default: the quantity is zero.")] = None
    skip_if: Annotated[
        str | None, Meta(description="Expression: this row of an update says nothing (older than the book, no price).")
    ] = None


class Book(Word, frozen=True, kw_only=True):
    """How one channel's messages make an order book. `u` is a message, `sequence` the last one applied."""

    channel: Annotated[str, Meta(description="<connection>.<channel>")]
    snapshot: BookSnapshot
    each: Annotated[str | None, Meta(description="Expression over `m`: several updates in one message.")] = None
    sequence: Annotated[str | None, Meta(description="Sequence after this update.")] = None
    bids: Annotated[str, Meta(description="Expression: rows of the bids.")] = "=u.bids"
    asks: Annotated[str, Meta(description="Expression: rows of the asks.")] = "=u.asks"
    ts_event: Annotated[str | None, Meta(description="Expression: time of the update.")] = None
    drop_if: Annotated[str | None, Meta(description="The update is older than the book.")] = None
    first_if: Annotated[
        str | None, Meta(description="The first update after the snapshot joins it. Default: as `next_if`.")
    ] = None
    next_if: Annotated[str | None, Meta(description="The update follows the one before; otherwise it is a gap.")] = None
    level: BookLevelRule = BookLevelRule()
    depth: Annotated[
        int | str | None,
        Meta(description="Truncate to so many levels after each update; an expression over `depth`, `i` and `cfg`."),
    ] = None
    checksum: Checksum | None = None
    crossed: Annotated[Literal["gap", "allowed"], Meta(description="What a crossed book means.")] = "gap"
    evidence: Annotated[str, Meta(description="Where the rule comes from.")] = ""
    doc: Doc = ""


# ------------------------------------------------------------------------------------------------ to the contract


class StyleRow(Word, frozen=True, kw_only=True):
    """One way of saying an order: our fields on one side, the venue's parameters on the other, read both ways."""

    of: Annotated[
        dict[Name, str | bool | list[str]],
        Meta(description="type, time_in_force, post_only, side, kind; a list means any of them; absent means any."),
    ]
    wire: Annotated[dict[Name, Value], Meta(description="Parameters (python names) of the endpoint.")]
    needs: Annotated[
        list[OrderField | list[OrderField]],
        Meta(
            description="Fields of the order that this row requires; a list: at least one of them (of quantity and "
            "quote_quantity exactly one). `quantity` is required unless `needs` or `takes` name it or quote_quantity."
        ),
    ] = []
    takes: Annotated[
        list[OrderField],
        Meta(
            description="Fields that this row allows besides those of `of`, `needs` and its expressions. Any other one "
            "that is given is refused before anything is sent; venue options and reduce_only, margin_mode, "
            "position_side and self_trade_prevention only where another row names them."
        ),
    ] = []
    use: Annotated[Literal["both", "read"], Meta(description="`read`: never sent by us, but understood.")] = "both"


class Map(Word, frozen=True, kw_only=True):
    """Wire → contract. `m` is a value of type `from`; `i` its instrument; `recv` the time of arrival (ns).

    With `each`, the message is `whole`, and `m` is each of the items that the message carries. A map to Candle leaves
    out `closed` where the venue does not say it: of an answer the clock tells, of a stream the candle that follows.
    """

    to: Annotated[
        Literal[
            "Instrument",
            "Order",
            "Fill",
            "Trade",
            "Ticker",
            "Candle",
            "Balance",
            "Position",
            "FundingRate",
            "OrderBook",
        ],
        Meta(description="Type of the contract."),
    ]
    source: Annotated[TypeText, Meta(description="Wire type.")] = field(name="from")
    each: Annotated[
        str | None,
        Meta(description="Expression over `whole`, the message: a list; every item of it, named `m`, is one value."),
    ] = None
    lookup: Annotated[
        dict[Name, str],
        Meta(
            description="Name → expression: what belongs to the item and stands elsewhere in the answer, such as "
            "`=pick(whole.tokens, index=m.token)`. An item that lacks it means no value."
        ),
    ] = {}
    when: Annotated[str | None, Meta(description="Expression: this message (or item) means such a value at all.")] = (
        None
    )
    within: Annotated[
        str | None,
        Meta(
            description="Expression: `partition` of the message's instrument, where a venue symbol alone is not unique."
        ),
    ] = None
    known_by: Annotated[
        str | None,
        Meta(
            description="Of a stream whose messages may leave out the symbol: expression for the venue order id, by "
            "which the client knows it."
        ),
    ] = None
    fields: Annotated[
        dict[str, Value], Meta(description="Field of the contract → expression; units and enums convert by type.")
    ] = field(name="set")
    emit: Annotated[
        dict[str, Value],
        Meta(
            description="For the simulated venue: wire field → expression over the contract value `v`, where a field "
            "of `set` cannot be inverted (copies, enums, literals and boolean conditionals can). `ref.<name>`: what "
            "`i.ref` has there."
        ),
    ] = {}
    doc: Doc = ""


class Argument(Word, frozen=True, kw_only=True):
    """A value with a condition. The short form is the value alone."""

    value: Annotated[Value, Meta(description="Expression or literal.")]
    when: Annotated[str | None, Meta(description="Sent only if this holds.")] = None


class ItemRefusal(Word, frozen=True, kw_only=True):
    """How an answer that is a success as a whole says that an order was refused; the code is read by the table
    `errors.codes`.
    """

    when: Annotated[str, Meta(description="Expression over the item `m`: this order was refused.")]
    code: Annotated[str, Meta(description="Expression: the venue's code.")]
    text: Annotated[str, Meta(description="Expression: the venue's message.")]


class Batch(Word, frozen=True, kw_only=True):
    """Several orders in one request. `m` is one item of the answer; items come in the order of the request."""

    param: Annotated[Name, Meta(description="Parameter (python name) that takes the list.")]
    item: Annotated[
        dict[str, Value | Argument] | str,
        Meta(
            description="What one order is: field (python name) of the list's item type → value over `o` or the ids, "
            'and `i`; None leaves an optional one out, `"*": =style` adds the style row. Or one expression, where an '
            "item is no object."
        ),
    ]
    size: Annotated[
        Annotated[int, Meta(ge=1)] | None,
        Meta(description="Orders in one request at most; more go in several requests, one after the other."),
    ] = None
    least: Annotated[
        Annotated[int, Meta(ge=2)] | None,
        Meta(description="Orders in one request at least; fewer go one by one, as the method about one order does it."),
    ] = None
    group: Annotated[
        str | None,
        Meta(description="Expression over `i`: only orders with one value go in one request; `group` in `with`."),
    ] = None
    counted: Annotated[
        str | None,
        Meta(
            description="Of an answer `r` without items: expression for how many orders it was done to. With fewer "
            "than were asked, nobody knows to which, and the outcome of each is unknown."
        ),
    ] = None
    refused: Annotated[ItemRefusal | None, Meta(description="How an item of the answer says that it was refused.")] = (
        None
    )


class Dialect(Word, frozen=True, kw_only=True):
    """How a stream was until a day: recordings from before it replay by this. What is not said is as it is today."""

    until: Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$", description="The day (UTC) before which this holds.")]
    channel: Annotated[str | None, Meta(description="<connection>.<channel> of that time.")] = None
    book: Annotated[Name | None, Meta(description="Book rule of that time.")] = None
    each: Annotated[str | None, Meta(description="Expression: items of a message of that time.")] = None
    map: Annotated[Name | None, Meta(description="Map of that time.")] = None


class Operation(Word, frozen=True, kw_only=True):
    """One method of the contract, bound to an endpoint or a channel.

    Names: `i` the instrument, `o` the order request, `depth`, `since`, `limit`, `interval`, … the method's arguments,
    `r` the raw result.
    """

    call: Annotated[Name | None, Meta(description="Endpoint.")] = None
    channel: Annotated[str | None, Meta(description="<connection>.<channel>")] = None
    book: Annotated[Name | None, Meta(description="Book rule, for the order book operations.")] = None
    params: Annotated[
        dict[str, Value | Argument],
        Meta(
            description='Parameter (python name) → value; None omits an optional one. `"*": =style` adds the style row.'
        ),
    ] = field(name="with", default_factory=dict)
    compose: Annotated[
        Literal["cancel_orders", "cancel_order"] | None,
        Meta(
            description="Of cancel_all_orders, where the venue has no one request for it: the open orders are listed, "
            "then canceled by this method. Not atomic."
        ),
    ] = None
    listen: Annotated[
        list[str],
        Meta(
            description="Of cancel_on_disconnect: private channels (<connection>.<channel>) that must be subscribed "
            "for it to hold; what they carry is not read."
        ),
    ] = []
    batch: Annotated[Batch | None, Meta(description="Of create_orders and cancel_orders: what one order is.")] = None
    each: Annotated[str | None, Meta(description="Expression: items of the answer, each one mapped.")] = None
    map: Annotated[Name | None, Meta(description="Map of each item.")] = None
    within: Annotated[
        str | None,
        Meta(
            description="Expression over the answer `r`: `partition` of its instruments, where venue symbols are not "
            "unique and the items do not tell."
        ),
    ] = None
    refused: Annotated[
        ItemRefusal | None,
        Meta(
            description="Of one order that goes through an endpoint for many: how its item `m` (the first of `each`) "
            "says that it was refused, which is then the error of the call."
        ),
    ] = None
    done_codes: Annotated[
        list[str | int],
        Meta(
            description="Codes of refusals which mean that what was asked for is so already: no error. Of commands "
            "whose answer tells nothing else."
        ),
    ] = []
    resolve: Annotated[
        Literal["fetch_order", "fetch_open_orders"] | None,
        Meta(
            description="The venue wants its own order id. Where the caller gives the client's: what the client knows, "
            "else this method is asked."
        ),
    ] = None
    also: Annotated[
        list[Name] | dict[Name, str],
        Meta(
            description="What else the answer carries: maps with `each` over the item (fills of an order's answer, "
            "orders of a list), or, about one order, map → expression over the answer `r`: a list of what it maps."
        ),
    ] = []
    result: Annotated[
        Value, Meta(description="Expression for simple results; `request`/`cache`: the order as we know it.")
    ] = None
    set: Annotated[
        dict[str, Value],
        Meta(
            description="With `result: request`/`cache`: fields that the answer `r` tells (of a batch: its item `m`)."
        ),
    ] = {}
    fan_out: Annotated[
        dict[Name, list[Value]], Meta(description="Called once per value; results joined, sorted, deduplicated.")
    ] = field(name="for", default_factory=dict)
    otherwise: Annotated[
        Choice | None,
        Meta(description="Another endpoint with the same answer, asked when this holds of the first one's answer `r`."),
    ] = None
    choose: Annotated[
        list[Choice], Meta(description="Another endpoint depending on the arguments; the first that fits.")
    ] = []
    plus: Annotated[
        list[Further], Meta(description="More calls, each time, whose items follow those of the first.")
    ] = []
    intervals: Annotated[dict[str, str], Meta(description="Candle intervals of the contract → the venue's words.")] = {}
    order: Annotated[Literal["oldest_first", "newest_first"], Meta(description="Order of the items of the answer.")] = (
        "oldest_first"
    )
    dialects: Annotated[
        list[Dialect], Meta(description="Of a public stream: what it was in earlier times, oldest first.")
    ] = []
    options: Annotated[list[Name], Meta(description="Parameters offered through `venue=<Venue>OrderOptions(…)`.")] = []
    needs: Annotated[
        list[NeededName],
        Meta(
            description="Arguments that this venue requires though the contract does not; `known.side`: a field of the "
            "order as the client knows it, without which nothing is sent."
        ),
    ] = []
    read: Annotated[
        dict[Name, Value],
        Meta(
            description="For the simulated venue: argument of the contract → expression over the sent parameters `p`."
        ),
    ] = {}
    doc: Doc = ""

    @property
    def alternatives(self) -> list[Choice]:
        """Its other endpoints, whichever way they are chosen."""
        return [*self.choose, *([self.otherwise] if self.otherwise is not None else [])]

    @property
    def others(self) -> tuple[Choice | Further, ...]:
        """The calls beside the first: instead of it, or after it."""
        return (*self.alternatives, *self.plus)


class Further(Word, frozen=True, kw_only=True):
    """Another call of the same method, whose items follow those of the first."""

    call: Annotated[Name, Meta(description="Endpoint.")]
    params: dict[Name, Value | Argument] = field(name="with", default_factory=dict)
    each: Annotated[str | None, Meta(description="Expression: items of its answer.")] = None
    map: Annotated[Name | None, Meta(description="Map of each item; default: the operation's.")] = None


class Choice(Word, frozen=True, kw_only=True):
    """Another endpoint, with what differs there: where a condition holds, or where orders go over a connection."""

    when: Annotated[str | None, Meta(description="Expression over the arguments.")] = None
    over: Annotated[
        Name | None,
        Meta(description="Connection: taken where orders go over it (`order_transport`), when another call says it."),
    ] = None
    call: Annotated[Name, Meta(description="Endpoint.")]
    params: dict[Name, Value | Argument] = field(name="with", default_factory=dict)
    each: Annotated[
        str | None, Meta(description="Expression: items of its answer, where they stand elsewhere than in the other's.")
    ] = None
    set: Annotated[
        dict[Name, Value] | None, Meta(description="As the operation's, where this answer tells it otherwise.")
    ] = None
    read: Annotated[
        dict[Name, Value] | None, Meta(description="As the operation's, for the parameters of this endpoint.")
    ] = None
    order: Annotated[
        Literal["newest_first", "oldest_first"] | None,
        Meta(description="Order of the items of its answer, where it is another than the operation's."),
    ] = None


class Orders(Word, frozen=True, kw_only=True):
    """What an order can be at this venue, and how a lost outcome is found again."""

    styles: list[StyleRow]
    reconcile: Annotated[
        Literal["query", "list", "deadline"],
        Meta(description="How to find the outcome of a lost command: query by client id, list and match, wait."),
    ] = "query"
    protection: Annotated[
        Duration, Meta(description="For this long after a command, not finding the order means nothing.")
    ] = "5s"


# ------------------------------------------------------------------------------------------------ FIX

FixMessage = Annotated[
    str,
    Meta(
        pattern=r"^[a-z][a-z0-9_]*\.[A-Z][A-Za-z0-9]*$",
        description="A message of a dictionary: <dictionary>.<name>, as `oe.ExecutionReport`.",
    ),
]


class FixDictionary(Word, frozen=True, kw_only=True):
    """A dictionary in QuickFIX's XML format. The short form is its path alone."""

    file: Annotated[str, Meta(description="Path of the XML file, inside the spec's folder.")]
    messages: Annotated[
        list[TypeName],
        Meta(description="Messages beside those that this spec names, for users who send or read them as they are."),
    ] = []


class FixEnum(Word, frozen=True, kw_only=True):
    """What the values of a field mean in the contract, in every dictionary that has the field."""

    contract: Annotated[
        Literal[
            "Side",
            "OrderType",
            "TimeInForce",
            "OrderStatus",
            "Liquidity",
            "PositionSide",
            "SelfTradePrevention",
            "TriggerBy",
        ],
        Meta(description="Enumeration of the contract; values convert both ways on assignment."),
    ]
    values: Annotated[
        dict[str, str | None],
        Meta(description="Value on the wire, or its name in the dictionary → member of the contract's enumeration."),
    ]


class FixHeartbeat(Word, frozen=True, kw_only=True):
    """HeartBtInt, and what the venue takes."""

    default: Annotated[Duration, Meta(description="What we ask for.")] = "30s"
    min: Annotated[Duration | None, Meta(description="Shortest that the venue takes.")] = None
    max: Annotated[Duration | None, Meta(description="Longest that the venue takes.")] = None


class FixLimits(Word, frozen=True, kw_only=True):
    """What the venue allows on a session; waited for before anything is written."""

    messages: Annotated[Rate | None, Meta(description="Messages that we may send.")] = None
    connects: Annotated[Rate | None, Meta(description="Connections that we may open.")] = None
    subscriptions: Annotated[int | None, Meta(description="Subscriptions on one session, at most.")] = None


class FixHandOver(Word, frozen=True, kw_only=True):
    """A message that announces maintenance: a new session is logged on before the old one is left."""

    message: Annotated[TypeName, Meta(description="Message of the session's dictionary.")]
    when: Annotated[str | None, Meta(description="Expression over the message `m`: it announces maintenance.")] = None


class FixSession(Word, frozen=True, kw_only=True):
    """One kind of session: order entry, market data, drop copy.

    Names in its expressions: `cred`, `cfg`, `env`, `session.id` (8 letters and digits, other ones at each connection).
    """

    url: Annotated[str, Meta(description="Template over `env` and `cfg`: tcp+tls://host:port, or tcp:// without TLS.")]
    dictionary: Annotated[Name, Meta(description="Dictionary of its messages.")]
    logon: Annotated[Name | None, Meta(description="Auth scheme of the Logon; none: CompIDs are all there is.")] = None
    sender: Annotated[
        Value, Meta(description="SenderCompID: a literal, or an expression over a credential, a setting, `session.id`.")
    ] = "=session.id"
    target: Annotated[Value, Meta(description="TargetCompID: a literal or an expression, as `sender`.")]
    heartbeat: FixHeartbeat = FixHeartbeat()
    reset: Annotated[
        Literal["every_logon", "never"],
        Meta(
            description="Sequence numbers: `every_logon` starts them anew (141=Y); `never`: they go on, until the "
            "venue asks for a reset or at `reset_at`."
        ),
    ]
    reset_at: Annotated[
        Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] | None,
        Meta(description="Time of day (UTC) at which the venue ends its sessions and starts the numbers anew."),
    ] = None
    resend: Annotated[
        bool, Meta(description="The venue answers ResendRequest. False: what was missed is asked for by REST.")
    ]
    sending_time: Annotated[
        Literal["s", "ms", "us", "ns"], Meta(description="Precision of SendingTime and of the times we send.")
    ] = "ms"
    header: Annotated[
        dict[Name, Value], Meta(description="Field (python name) of the header of each application message → value.")
    ] = {}
    limits: FixLimits = FixLimits()
    hand_over: Annotated[FixHandOver | None, Meta(description="How the venue announces that the session will end.")] = (
        None
    )
    wraps_at: Annotated[
        Annotated[int, Meta(ge=2)] | None,
        Meta(description="The MsgSeqNum after `wraps_at` - 1 is 0: 4294967296 where a venue counts in 32 bits."),
    ] = None
    doc: Doc = ""


class FixRequest(Word, frozen=True, kw_only=True):
    """A message that we send. Fields are python names; a group is a list of maps."""

    send: Annotated[TypeName, Meta(description="Message of the session's dictionary.")]
    params: Annotated[
        dict[str, Any],
        Meta(description="Field → value over `i`, `depth` and `req.id`; none leaves an optional one out."),
    ] = field(name="with", default_factory=dict)


class FixOperation(Word, frozen=True, kw_only=True):
    """One method of the contract over FIX: `client.fix.<method>(…)`. Names as in `operations`, and `req.id`, an id of
    our own for requests that need one beside the order's.
    """

    session: Annotated[
        Name | None, Meta(description="Session it goes over; of a stream of orders: whose reports it tells.")
    ] = None
    send: Annotated[TypeName | None, Meta(description="Of a command: message of the session's dictionary.")] = None
    params: Annotated[
        dict[str, Any],
        Meta(
            description="Field (python name) → value, or a list of maps for a group; none leaves an optional one out. "
            '`"*": =style` adds the style row.'
        ),
    ] = field(name="with", default_factory=dict)
    id: Annotated[Name, Meta(description="Field by which answers name the request.")] = "cl_ord_id"
    result: Annotated[
        Literal["request", "cache"] | None,
        Meta(description="Of an answer that maps to no order: the order as it was asked for, or as we know it."),
    ] = None
    set: Annotated[
        dict[Name, Value], Meta(description="With `result`: fields of the order, over the method's arguments.")
    ] = {}
    choose: Annotated[
        list[FixChoice], Meta(description="Another message depending on the arguments; the first that fits.")
    ] = []
    options: Annotated[list[Name], Meta(description="Fields offered through `venue=<Venue>FixOptions(…)`.")] = []
    needs: Annotated[
        list[NeededName], Meta(description="Arguments that this message requires though the contract does not.")
    ] = []
    channel: Annotated[Name | None, Meta(description="Of a stream of market data: channel of `fix.channels`.")] = None
    book: Annotated[Name | None, Meta(description="Of watch_order_book: book rule of `books`.")] = None
    map: Annotated[Name | None, Meta(description="Of another stream: map of the channel's messages.")] = None
    doc: Doc = ""


class FixChoice(Word, frozen=True, kw_only=True):
    """Another message of the same method, with what differs."""

    when: Annotated[str, Meta(description="Expression over the arguments.")]
    send: Annotated[TypeName, Meta(description="Message of the session's dictionary.")]
    params: Annotated[dict[str, Any], Meta(description="Its fields; nothing is taken over.")] = field(
        name="with", default_factory=dict
    )


class FixReceive(Word, frozen=True, kw_only=True):
    """What a received message `m` means. A session's Reject (3) and BusinessMessageReject (j) find their request by
    RefSeqNum, whatever is said here.
    """

    answers: Annotated[
        str | None, Meta(description="Expression: id of the request that this answers; none: no answer.")
    ] = None
    refused: Annotated[
        ItemRefusal | None, Meta(description="How it says that the request was refused; codes are those of `errors`.")
    ] = None
    maps: Annotated[
        list[Name], Meta(description="Maps to Order and Fill that read it; a fill before the order it changed.")
    ] = []


class FixUpdate(Word, frozen=True, kw_only=True):
    """A message `m` as an update of a book. `e` is an entry of it; in `first` and `last` the first one, or none."""

    snapshot: Annotated[bool, Meta(description="It holds the whole book.")] = False
    first: Annotated[str | None, Meta(description="Expression: number of the first change in it; `u.first`.")] = None
    last: Annotated[str | None, Meta(description="Expression: number of the last change in it; `u.last`.")] = None
    ts_event: Annotated[str | None, Meta(description="Expression: time of the update; `u.ts_event`.")] = None
    bid: Annotated[str, Meta(description="Expression: the entry is a level of the bids.")] = "=e.md_entry_type == '0'"
    ask: Annotated[str, Meta(description="Expression: the entry is a level of the asks.")] = "=e.md_entry_type == '1'"
    price: Annotated[str, Meta(description="Expression: price of the level.")] = "=e.md_entry_px"
    quantity: Annotated[str, Meta(description="Expression: quantity of the level.")] = "=e.md_entry_size"
    removed: Annotated[
        str | None, Meta(description="Expression: the level is gone. None: where its quantity is zero.")
    ] = None


class FixFeed(Word, frozen=True, kw_only=True):
    """A message `m` that belongs to subscriptions of a channel."""

    id: Annotated[str, Meta(description="Expression: id of the request that subscribed.")] = "=m.md_req_id"
    group: Annotated[Name | None, Meta(description="Group (python name) of its entries.")] = None
    inherit: Annotated[
        list[Name], Meta(description="Fields that an entry has from the one before, where it leaves them out.")
    ] = []
    refused: Annotated[ItemRefusal | None, Meta(description="How it says that the subscription was refused.")] = None
    update: Annotated[FixUpdate | None, Meta(description="How it changes an order book.")] = None


class FixChannel(Word, frozen=True, kw_only=True):
    """Market data of one instrument `i`: how it is asked for, and which messages bring it."""

    session: Annotated[Name, Meta(description="Session it comes over.")]
    subscribe: FixRequest
    unsubscribe: FixRequest | None = None
    receive: Annotated[dict[TypeName, FixFeed], Meta(description="Messages of the session's dictionary.")]
    doc: Doc = ""


class Fix(Word, frozen=True, kw_only=True):
    """The venue over FIX: `client.fix`. Order methods, streams and books are the contract's, as over REST and
    WebSocket.
    """

    version: Annotated[
        Literal["FIX.4.0", "FIX.4.1", "FIX.4.2", "FIX.4.3", "FIX.4.4", "FIXT.1.1"], Meta(description="BeginString.")
    ]
    application: Annotated[
        Literal["FIX.5.0", "FIX.5.0SP1", "FIX.5.0SP2"] | None,
        Meta(description="With FIXT.1.1: version of the application messages (DefaultApplVerID)."),
    ] = None
    dictionaries: Annotated[
        dict[Name, str | FixDictionary],
        Meta(description="Dictionaries; their messages are types of the language: `oe.ExecutionReport`."),
    ]
    enums: Annotated[
        dict[TypeName, FixEnum], Meta(description="Field (name in the dictionaries) → what its values mean.")
    ] = {}
    sessions: Annotated[dict[Name, FixSession], Meta(min_length=1)]
    styles: Annotated[
        list[StyleRow], Meta(description="As `orders.styles`; `wire` are fields (python names) of the new order.")
    ] = []
    operations: Annotated[dict[Name, FixOperation], Meta(description="Methods of the contract offered over FIX.")] = {}
    receive: Annotated[dict[FixMessage, FixReceive], Meta(description="What received messages mean for orders.")] = {}
    channels: dict[Name, FixChannel] = {}
    doc: Doc = ""


# ------------------------------------------------------------------------------------------------ the spec


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
