"""What a user of the client sets, and what the generator is told beside the API: environments, ids, hooks, imports."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, field

from .words import Doc, Name, TypeText, Word


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
