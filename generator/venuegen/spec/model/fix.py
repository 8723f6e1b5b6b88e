"""The same venue over FIX: sessions, messages, and what they mean."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta, field

from .contract import ItemRefusal, StyleRow
from .words import Doc, Duration, Name, NeededName, Rate, TypeName, Value, Word

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
