"""Connections: frames, subscriptions, log-ins, pings, and which frame belongs to what."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta

from .words import Doc, Duration, Name, Rate, TypeText, Value, Word


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
    ack: Annotated[
        str | None,
        Meta(
            description="Expression: id of our request, where the first message of a subscription answers it; other "
            "messages carry another id, or none."
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
            "the ack rule answers it, or the reply rule where the message has the id of this login (`id`)."
        ),
    ] = None
    id: Annotated[
        str | int,
        Meta(description="Of a `frame`: the id in its message, by which a reply rule tells its answer from others."),
    ] = "login"
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
    quiet: Annotated[
        Duration | None,
        Meta(description="Nothing is sent for so long after connecting, where the venue refuses what comes sooner."),
    ] = None
    limits: Annotated[StreamLimits, Meta(description="What the venue allows on a connection.")] = StreamLimits()
    channels: dict[Name, Channel] = {}
    doc: Doc = ""
