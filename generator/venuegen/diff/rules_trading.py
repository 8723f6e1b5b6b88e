"""Rules about what moves money: signatures, errors, orders, the mapping to the contract."""

from __future__ import annotations

from venuegen.diff.rule import Rule

TRADING: tuple[Rule, ...] = (
    # ---------------------------------------------------------------------------------------- signatures
    Rule("signing-changed", "danger", "request", "What is signed, or how",
         "A request that is signed wrongly is refused at best: read each step, and its vectors.", ("* AuthScheme.**",)),
    Rule("nonce-changed", "danger", "request", "How nonces are counted",
         "Numbers that the venue has seen before are refused, for the key as a whole.", ("* Nonce.**",)),
    Rule("lease-changed", "danger", "request", "How a token is fetched and kept",
         "A private stream that loses its token goes silent.", ("* Lease.**",)),
    Rule("client-order-id-changed", "danger", "request", "The form of client order ids",
         "Ids that callers give may be refused, and what a repeated id means may be another thing.",
         ("* ClientOrderIds.**", "* Spec.client_order_ids")),
    # ---------------------------------------------------------------------------------------- errors
    Rule("error-meaning-added", "warning", "response", "A code has a meaning",
         "It was an error without a name before; a refusal that is definite is not asked about again.",
         ("+ Errors.codes.*", "+ Errors.statuses.*", "+ Errors.by_operation.*", "+ Errors.by_operation.*.*")),
    Rule("error-meaning-changed", "danger", "response", "A code means something else",
         "What is retried, given up or asked about again is decided by it.",
         ("* Errors.codes.**", "* Errors.statuses.**", "* Errors.by_operation.**")),
    Rule("error-reading-changed", "danger", "response", "Where an error stands in an answer",
         "A refusal may be taken for success, or the other way round.",
         ("* Errors.at.**", "* Spec.errors")),
    # ---------------------------------------------------------------------------------------- orders
    Rule("order-style-removed", "error", "client", "A kind of order can no longer be sent",
         "`create_order` of that kind raises NotSupported.", ("- Orders.styles.*", "- Spec.orders", "- Fix.styles.*")),
    Rule("order-style-added", "note", "client", "A new kind of order", "`create_order` takes it from now on.",
         ("+ Orders.styles.*", "+ Spec.orders", "+ Fix.styles.*")),
    Rule("order-field-required", "error", "client", "A kind of order needs a field",
         "`create_order` of that kind without `{after}` is refused before anything is sent.",
         ("+ StyleRow.needs.**",)),
    Rule("order-field-refused", "error", "client", "A kind of order no longer takes a field",
         "`create_order` of that kind with `{before}` is refused before anything is sent.", ("- StyleRow.takes.*",)),
    Rule("order-field-allowed", "note", "client", "A kind of order takes a field, or does without",
         "Calls of `create_order` that were refused before are sent.", ("+ StyleRow.takes.*", "- StyleRow.needs.**")),
    Rule("order-style-changed", "danger", "request", "A kind of order is said in another way",
         "The venue is told something else for the same call of `create_order`.",
         ("* Orders.styles.**", "* Fix.styles.**")),
    Rule("reconcile-changed", "danger", "request", "How a lost outcome is found again",
         "An order that is live may be taken for dead, or the other way round.",
         ("~ Orders.reconcile", "~ Orders.protection")),
    # ---------------------------------------------------------------------------------------- the contract
    Rule("mapped-field-removed", "error", "client", "A field of the contract is no longer filled",
         "`{name}` is None from now on.", ("- Map.set.*",)),
    Rule("mapped-field-added", "warning", "client", "One more field of the contract is filled",
         "`{name}` was None before.", ("+ Map.set.*",)),
    Rule("map-changed", "danger", "response", "A value of the contract is made of something else",
         "Prices, quantities, sides or states of `{where}` may be other ones for the same message.", ("* Map.**",)),
    Rule("dialect-changed", "warning", "response", "How old recordings are read",
         "Only replays of recordings from before that day are others.", ("* Operation.dialects.**",)),
    Rule("operation-changed", "danger", "request", "A method does something else",
         "The same call asks, sends or reads something else.", ("* Operation.**",)),
)  # fmt: skip
