"""Rules about evidence and texts, about a venue as a whole, and about what no other rule knows."""

from __future__ import annotations

from venuegen.diff.rule import Rule

EVIDENCE: tuple[Rule, ...] = (
    Rule(
        "docs-changed",
        "note",
        "none",
        "Words for readers",
        "Only people read it: the client does the same as before.",
        (
            "* *.doc",
            "* Spec.title",
            "* Spec.checked",
            "* Spec.doc_notes.**",
            "* Errors.source",
            "* ErrorRow.source",
            "* Errors.meanings.**",
            "* Errors.undocumented.**",
            "* Book.evidence",
            "* AuthScheme.no_vectors",
            "* Spec.types.*.$doc",
        ),
    ),
    Rule("vector-added", "note", "none", "A known answer is added", "More speaks for `{where}` than before.",
         ("+ AuthScheme.vectors.*",)),
    Rule("vector-removed", "warning", "none", "A known answer is gone", "Less speaks for `{where}` than before.",
         ("- AuthScheme.vectors.*",)),
    Rule("vector-changed", "note", "none", "A known answer is another one",
         "The signature is held against another published answer: compare it with its source.",
         ("* AuthScheme.vectors.**",)),
    Rule("example-added", "note", "none", "An example is added", "One more payload of the venue is decoded and mapped "
         "in the produced tests.", ("+ Endpoint.examples.*", "+ Channel.examples.*")),
    Rule("example-removed", "warning", "none", "An example is gone", "One payload less is decoded and mapped in the "
         "produced tests.", ("- Endpoint.examples.*", "- Channel.examples.*")),
    Rule("example-changed", "note", "none", "An example is another one",
         "The produced tests expect something else of the client: is it what the venue published?"),
    Rule("simulated-changed", "note", "none", "Only the simulated venue answers otherwise",
         "The client does the same as before; the simulated venue that tests it does not.",
         ("* Map.emit.**", "* Operation.read.**", "* Choice.read.**", "* Spec.test_symbols.**",
          "* Enum.outward.* if not_sent")),
)  # fmt: skip

VENUE: tuple[Rule, ...] = (
    Rule("venue-added", "note", "client", "A new venue", "`venues.{name}` can be imported."),
    Rule("venue-removed", "error", "client", "A venue is gone", "`venues.{name}` can no longer be imported."),
    Rule("spec-unreadable", "error", "none", "The spec does not load",
         "What the change means cannot be told until it does: venuegen check {name}."),
    Rule("base-unreadable", "warning", "none", "The spec of the base does not load",
         "There is nothing to compare with: read the YAML itself."),
    Rule("venue-renamed", "error", "client", "The venue's id is another one",
         "The package, the class and the variables of the environment are named after it.", ("~ Spec.venue",)),
    Rule("venue-status-changed", "warning", "client", "The life of the API", "It is shown wherever the venue is.",
         ("~ Spec.status",)),
    Rule("hook-changed", "danger", "none", "A hook does something else",
         "Code by hand that no rule can read: every line of it wants a reviewer.",
         ("* Hooks.file", "- Spec.hooks", "- Hooks.functions.*")),
    Rule("hook-added", "note", "none", "A new hook", "It does nothing until an expression calls it.",
         ("+ Spec.hooks", "+ Hooks.functions.*")),
    Rule("hook-signature-changed", "danger", "none", "A hook takes or gives something else",
         "Its Protocol moves with it: mypy fails where the function does not fit.", ("* HookFunction.**",)),
    Rule("dictionary-changed", "danger", "none", "A FIX dictionary that cannot be read is another one",
         "What messages carry, and what their typed classes offer, may have changed: read its diff."),
    Rule("file-changed", "warning", "none", "Another file of the spec's folder",
         "No rule knows what it is for: read its diff."),
    Rule("acceptance-unused", "warning", "none", "An acceptance that accepts nothing",
         "No event of this change has that rule and path: correct or delete it."),
    Rule("acceptance-spent", "note", "none", "An acceptance of an earlier change",
         "It accepted what is in the base by now, and nothing else ever: delete it."),
)  # fmt: skip

OTHER: tuple[Rule, ...] = (
    Rule("name-changed", "error", "client", "A name that callers write is another one",
         "Code that says `{before}` has to say `{after}`; nothing else about it changed.",
         ("= Spec.endpoints.*", "= Connection.channels.*", "= Spec.environments.*", "= Spec.ws.*")),
    Rule("type-renamed", "warning", "client", "A type of the raw layer has another name",
         "Only code that imports `{before}` by its name has to change.",
         ("= Spec.types.*", "= Spec.enums.*", "= Spec.unions.*", "= Spec.flags.*")),
    Rule("inner-name-changed", "note", "none", "A name inside of the spec is another one",
         "`{before}` is `{after}` now, wherever it is used; nothing else about it changed.", ("= **",)),
    Rule("part-added", "note", "none", "A new part of the spec",
         "What uses it has events of its own.",
         ("+ Spec.auth.*", "+ Spec.nonces.*", "+ Spec.leases.*", "+ Spec.maps.*", "+ Spec.books.*")),
    Rule("part-removed", "warning", "none", "A part of the spec is gone",
         "What used it has events of its own.",
         ("- Spec.auth.*", "- Spec.nonces.*", "- Spec.leases.*", "- Spec.maps.*", "- Spec.books.*")),
    Rule("other-added", "warning", "none", "An addition that no rule knows",
         "The language has a word here that `venuegen diff` knows nothing of: look at it closely.", ("+ **",)),
    Rule("other-changed", "danger", "none", "A change that no rule knows",
         "The language has a word here that `venuegen diff` knows nothing of: look at it closely.", ("* **",)),
)  # fmt: skip
