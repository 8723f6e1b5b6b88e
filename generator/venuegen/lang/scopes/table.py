"""The table as the documentation shows it; a test holds it and the scopes together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Place:
    """A row of the table: where, which keys of the spec, and the names with their meaning."""

    place: str
    keys: str
    names: Mapping[str, str] = field(default_factory=dict)
    secrets: bool = False


_CFG = {"cfg": "the user's settings (`config`)"}
_ENV = {"env": "URLs and constants of the environment"}
_LEASE = {"lease": "what leases hold: `lease.<name>.<held>`"}
_I = {"i": "the Instrument"}
_CLOCK = {"clock": "`s ms us ns`, `…_text`, `iso`; read once per request"}

TABLE: tuple[Place, ...] = (
    Place("map", "`maps.<m>.set`, `.when`, `.within`", {
        "m": "the message, of type `from` (with `each`: an item)", "whole": "the message, with `each`",
        "place": "the item's place in the list, from 0, with `each`", "…": "names of `lookup`",
        "i": "its Instrument (not for Instrument and Balance)",
        "recv": "time of arrival",
        "style": "the styles row read back: `type`, `time_in_force`, `post_only`, … (Order only)",
        **_CFG}),
    Place("each", "`maps.<m>.each`", {"whole": "the message, of type `from`", **_CFG}),
    Place("emit", "`maps.<m>.emit`", {
        "v": "the value of the contract", "place": "its place in the list, from 0, with `each`", **_I, **_CFG}),
    Place("operation", "`operations.<o>.with`, `.choose`, `.when`", {
        **_I, "o": "the OrderRequest (create_order, create_orders)",
        "known": "the Order as we know it, or none (edit_order, cancel_order)",
        "…": "the method's own arguments: `depth`, `since`, `limit`, `interval`, `venue_order_id`, `client_order_id`, "
             "`quantity`, `price`, `seconds`, `leverage`, `mode`, `hedged`, `account`; names of `for`",
        "span": "how long a candle of `interval` is, in ns (fetch_candles; a month has 31 days)",
        "cred": "public credentials", **_CLOCK, **_ENV, **_LEASE, **_CFG}),
    Place("batch", "`operations.<o>.batch.item`, `.group`", {
        **_I, "o": "the OrderRequest (create_orders)", "known": "the Order as we know it, or none (cancel_orders)",
        "…": "`venue_order_id`, `client_order_id` (cancel_orders)", "cred": "public credentials", **_CLOCK, **_ENV,
        **_CFG}),
    Place("batch_answer", "`operations.<o>.batch.refused`, `.set`", {
        "m": "one item of the answer", "r": "the answer", "…": "all names of `batch.item`"}),
    Place("result", "`operations.<o>.each`, `.within`, `.result`, `.set`", {
        "r": "the answer of the endpoint", "m": "the message (of a channel)", "…": "all names of the operation"}),
    Place("style", "`orders.styles[].wire`", {"o": "the OrderRequest", **_I, **_CFG}),
    Place("read", "`operations.<o>.read`", {"p": "the sent parameters, by python name", **_I, **_CLOCK, **_CFG}),
    Place("auth", "`auth.<a>.steps`", {
        "cred": "the credentials", **_CLOCK, "nonce": "named nonces",
        "random": "`hex`, `bytes`: 16 random bytes; `text`: 16 letters and digits",
        "query": "`encoded`, `raw`, `map`", "body": "`encoded`, `raw`, `map`, `bytes`", "method": "GET, POST, …",
        "path": "the path", "path_query": "path, `?` and query", "host": "the host of the spec",
        "params": "parameters of a call over WebSocket", "msg": "the frame", "…": "names of earlier steps",
        **_ENV, **_LEASE, **_CFG}, True),
    Place("logon", "`auth.<a>.steps` of a FIX Logon", {
        "h": "the header as it will be sent: `begin_string`, `msg_type`, `sender_comp_id`, `target_comp_id`, "
             "`msg_seq_num`, `sending_time`", "soh": "the separator of FIX fields",
        "session": "`cancel_on_disconnect`: whether the user asked for it", "cred": "the credentials",
        "nonce": "named nonces", "random": "as in other schemes", "…": "names of earlier steps", **_CLOCK, **_ENV,
        **_LEASE, **_CFG}, True),
    Place("fix_session", "`fix.sessions.<s>.url`, `.sender`, `.target`, `.header`", {
        "session": "`id`: 8 letters and digits, other ones at each connection", "cred": "the credentials",
        **_ENV, **_CFG}, True),
    Place("fix_operation", "`fix.operations.<o>.with`, `.choose`", {
        "req": "`id`: an id of our own", "…": "all names of `operations.<o>.with`"}),
    Place("fix_request", "`fix.channels.<c>.subscribe`, `.unsubscribe`", {
        **_I, "depth": "levels asked for, or none", "req": "`id`: that of the subscription", **_CFG}),
    Place("fix_received", "`fix.receive.<m>`, `fix.channels.<c>.receive.<m>`, `fix.sessions.<s>.hand_over`", {
        "m": "the message", "e": "an entry of its group (in `update`)", **_CFG}),
    Place("once", "`auth.<a>.once`", {"cred": "the credentials", **_ENV, **_CFG}, True),
    Place("cost", "`endpoints.<e>.cost`", {"…": "the parameters, by python name, defaults filled in", **_CFG}),
    Place("pages", "`endpoints.<e>.pages`", {
        "r": "the answer", "header": "its headers (of a request)", "page": "its items", "first": "the first item",
        "last": "the last item",
        "size": "the page size", "sent": "the value of `param` that was sent",
        "…": "the parameters, as the caller gave them", **_CFG}),
    Place("lease", "`leases.<l>.hold`, `.lifetime`", {"r": "the answer that grants it", **_CFG}),
    Place("limits", "`limits.buckets.<b>.used`, `.remaining`, `limits.retry_after`", {
        "header": "headers of the answer", "m": "the answer as the type of `errors.at.rest`", **_CLOCK}),
    Place("errors", "`errors.at.<p>`", {
        "m": "the answer as `type`", "status": "the HTTP status", "endpoint": "the endpoint (of `rest`)", **_CLOCK}),
    Place("credential", "`credentials.<c>.default`", {"cred": "the other credentials"}, True),
    Place("url", "`ws.<c>.url`", {
        **_ENV, **_LEASE, "cred": "public credentials", "per": "the value of `per`", **_CFG}),
    Place("per", "`ws.<c>.per`", {**_I, **_CFG}),
    Place("receive", "`ws.<c>.receive[]`, `.arrays.receive[]`, `.sequence`", {
        "f": "the decoded frame", "h": "its `head` (in `push.key`)", "req": "`id` of a new request (in `answer`)",
        "clock": "as in `subscribe` (in `answer`)", **_CFG}),
    Place("frame", "`subscribe.send`, `unsubscribe.send`, `rpc.send`, `on_open`, `ping.send`, `login.params`", {
        "topics": "topics of this frame", "topic": "the only topic", "req": "`id`, `method`",
        "learned": "the venue's own name of the subscription (in `unsubscribe`)",
        "params": "parameters of a call", "cred": "public credentials", **_CLOCK, **_ENV, **_LEASE, **_CFG}),
    Place("channel", "`ws.<c>.channels.<x>.topic`, `.key`", {
        **_I, "…": "the channel's `params`", "cred": "public credentials", **_LEASE, **_CFG}),
    Place("deltas", "`ws.<c>.channels.<x>.deltas.when`", {"m": "the message"}),
    Place("book", "`books.<b>`", {
        "u": "an update", "m": "the message it came in", "s": "the snapshot", "sequence": "the last one applied",
        "depth": "levels asked for, or none", **_I, **_CFG}),
    Place("snapshot", "`books.<b>.snapshot.with`", {**_I, "depth": "levels asked for, or none", **_CFG}),
    Place("level", "`books.<b>.level`", {"l": "one row of bids or asks", "…": "all names of the book"}),
)  # fmt: skip
