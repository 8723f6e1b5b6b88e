"""What the venue meters, and what its error codes mean."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from .words import Doc, Duration, Name, Rate, TypeText, Word


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
