"""Rules about connections, channels, books and what the venue meters."""

from __future__ import annotations

from venuegen.diff.rule import Rule

_AMOUNTS = (
    "~ Bucket.budget",
    "~ Bucket.window",
    "~ Bucket.refill",
    "~ StreamLimits.*",
    "~ FixLimits.*",
    "~ Connection.in_flight",
    "~ FrameTemplate.batch",
    "~ Pages.max_size",
    "~ Batch.size",
    "+-~ Endpoint.cost.*",
    "+-~ Over.cost.*",
    "+-~ Limits.default_cost.*",
    "+- Limits.buckets.*",
    "+- Spec.limits",
)

STREAMS: tuple[Rule, ...] = (
    # ---------------------------------------------------------------------------------------- limits
    Rule("limit-raised", "danger", "request", "More is sent than before",
         "Where the venue does not allow that much, it bans the address or the key.", _AMOUNTS, "allows_more"),
    Rule("limit-lowered", "note", "request", "Less is sent than before",
         "The client waits longer; nothing is refused by it.", _AMOUNTS, "allows_less"),
    Rule("limit-changed", "danger", "request", "Something else is metered",
         "The client may send more than the venue allows, or wait without need.",
         (*_AMOUNTS, "~ Bucket.per", "~ Bucket.shape", "* Endpoint.cost", "* Over.cost")),
    Rule("limit-reading-changed", "warning", "response", "Where an answer tells what was used",
         "The limiter is corrected by something else.",
         ("* Bucket.used", "* Bucket.remaining", "* Bucket.used_over.**", "* Limits.retry_after")),
    # ---------------------------------------------------------------------------------------- connections
    Rule("connection-timing-changed", "warning", "none", "When a connection is kept, or given up",
         "A stream may be taken for dead too early, or for alive too late.",
         ("* Connection.stale_after", "* Connection.lifetime", "* Connection.quiet", "* Ping.**",
          "* Channel.stale_after", "* FixHeartbeat.**")),
    Rule("channel-changed", "danger", "none", "A stream is subscribed or read in another way",
         "Books, trades or orders may come from elsewhere, or not at all.", ("* Channel.**",)),
    Rule("connection-changed", "danger", "none", "How frames are sent, or told apart",
         "A frame that is taken for something else loses an update, or an order.", ("* Connection.**",)),
    # ---------------------------------------------------------------------------------------- books
    Rule("book-checksum-changed", "danger", "response", "The checksum of a book",
         "A book that is wrong may pass, or a right one be thrown away again and again.",
         ("* Checksum.**", "+- Book.checksum")),
    Rule("book-rule-changed", "danger", "response", "How updates make a book",
         "Prices that the client shows as live may be wrong without a sign.", ("* Book.**",)),
)  # fmt: skip
