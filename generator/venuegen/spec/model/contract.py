"""From the wire to the contract: maps, styles of orders, and the contract's operations."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, field

from .words import Doc, Duration, Name, NeededName, OrderField, TypeText, Value, Word


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
        Meta(
            description="Another endpoint, asked when `when` holds of the first one's answer `r`, or when that is a "
            "refusal with one of `codes`."
        ),
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
    codes: Annotated[
        list[str | int],
        Meta(
            description="Of `otherwise`: codes of refusals of the first request after which this one is sent (an order "
            "that rests no longer is not found there)."
        ),
    ] = []
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
