"""How requests are signed: schemes, their steps and vectors, and tokens that are leased."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta

from .words import Doc, Duration, Name, Value, Word


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
