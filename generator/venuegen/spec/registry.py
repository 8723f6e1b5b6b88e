"""Every diagnostic there is: its stable id, what it means and how it looks.

Ids are grouped: VG0xx YAML, VG1xx structure, VG2xx names, VG3xx expressions and types, VG4xx authentication, VG5xx
endpoints and examples, VG6xx streams and books, VG7xx the mapping to the contract, VG9xx open work. An id is never
reused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from venuegen.spec.remedies import REMEDIES


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of problem. `explanation` says why it is one; `example` is a fragment of a spec that has it."""

    id: str
    title: str
    explanation: str
    example: str
    severity: Literal["error", "warning", "note"] = "error"

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return REMEDIES[self.id]

    @property
    def page(self) -> str:
        """Where the reference has it: the page, and its heading as Markdown viewers name it."""
        anchor = re.sub(r"[^\w\s-]", "", self.heading.lower())
        return "docs/reference/diagnostics.md#" + re.sub(r"\s", "-", anchor)

    @property
    def heading(self) -> str:
        """Its heading in the reference."""
        return f"{self.id}: {self.title}" + ("" if self.severity == "error" else f" ({self.severity})")


def _rules(*rules: Rule) -> dict[str, Rule]:
    table = {rule.id: rule for rule in rules}
    if len(table) != len(rules):
        raise ValueError("a diagnostic id is given twice")
    return table


RULES = _rules(
    # ---------------------------------------------------------------------------------------- YAML
    Rule(
        "VG001",
        "the file is not valid YAML",
        "The parser cannot go on from the place shown; later problems of the file appear once this one is gone.",
        "title: Example: Spot",
    ),
    Rule("VG002", "the file is not readable text", "Specs are UTF-8 without control characters.", "title: \\xff"),
    Rule("VG003", "the file is empty", "A spec needs at least its required keys.", ""),
    Rule(
        "VG004",
        "a tab in the indentation",
        "YAML forbids tabs in indentation, and editors show them in different widths.",
        "wire:\n\tnone: []",
    ),
    Rule(
        "VG005",
        "a merge conflict marker",
        "The file was saved in the middle of a merge: both versions are in it.",
        "<<<<<<< HEAD",
    ),
    Rule(
        "VG006",
        "a key is given twice",
        "Most YAML parsers silently keep the last one; here the second one is refused.",
        "title: A\ntitle: B",
    ),
    Rule(
        "VG007",
        "a word that some parsers read as a boolean",
        "YAML 1.1 reads yes, no, on and off (in three spellings) as booleans, YAML 1.2 as text. Quoted it is text.",
        "enums: {Answer: [YES, NO]}",
    ),
    Rule(
        "VG008",
        "a number that must be quoted",
        "Fractions would become binary floats, hexadecimal numbers lose their form. Money is exact: decimals are text.",
        "const: 0.1",
    ),
    Rule(
        "VG009",
        "an anchor, alias or merge key",
        "Aliases lose the position of what they copy and can blow up a file; `$like` copies with provenance.",
        "production: &base {urls: {}}",
    ),
    Rule("VG010", "a YAML tag", "Tags make a parser build objects; a spec is only data.", "spec: !!int '1'"),
    Rule("VG011", "several documents in one file", "One spec is one document.", "---\nspec: 1\n---\nspec: 1"),
    Rule(
        "VG012",
        "a comma cuts an expression",
        "Inside {…} and […] a comma ends unquoted text, so `{x: =f(a, b)}` has two keys.",
        "set: {x: =pairs(params, '=', '&')}",
    ),
    Rule(
        "VG013",
        "text in braces without quotes",
        "Unquoted text that begins with { is a map to YAML, and `{name}` a key without a value.",
        "topic: {symbol}",
    ),
    Rule("VG014", "the file is too large or too deep", "Specs are untrusted input; reading one is bounded.", "[[[[[…"),
    Rule("VG015", "a key that is no word", "Keys are words or whole numbers.", "? [a, b]\n: 1"),
    Rule("VG016", "the file cannot be read", "It is missing, a folder, or not permitted.", "venuegen check nosuch"),
    # ---------------------------------------------------------------------------------------- structure
    Rule(
        "VG101",
        "an unknown key",
        "A misspelt key would otherwise be ignored. Keys of your own begin with `x-`.",
        "titel: Example",
    ),
    Rule("VG102", "a missing key", "The map cannot be understood without it.", "auth: {signed: {}}"),
    Rule(
        "VG103",
        "a value of the wrong kind",
        "Text, number, boolean, list or map: another one belongs here.",
        "title: 5",
    ),
    Rule("VG104", "an unknown word", "Only the listed words mean something here.", "status: alive"),
    Rule("VG105", "text of the wrong form", "The text does not match what this key takes.", "lifetime: 24 hours"),
    Rule(
        "VG106",
        "a value out of range",
        "The number, or the count of entries, is outside of what is possible.",
        "budget: 0",
    ),
    Rule(
        "VG107",
        "a name of the wrong form",
        "Names become Python identifiers: lower snake case, CamelCase for types.",
        "endpoints: {New-Order: {}}",
    ),
    Rule(
        "VG110",
        "an `extends` file is missing",
        "The path is relative to the file that says it.",
        "extends: [../nosuch.yaml]",
    ),
    Rule("VG111", "`extends` goes in a circle", "A file cannot build on itself.", "extends: [venue.yaml]"),
    Rule(
        "VG112",
        "a path leaves its folder",
        "Files of a spec stay in its own folder; `extends` may also reach folders that begin with `_` beside it.",
        "examples: [../../secret.json]",
    ),
    Rule(
        "VG113",
        "`$like` names nothing",
        "It copies another entry of the same map, or, with dots, of any map of the spec.",
        "testnet: {$like: prodution}",
    ),
    Rule("VG114", "`$like` goes in a circle", "An entry cannot be a copy of itself.", "a: {$like: b}\nb: {$like: a}"),
    Rule(
        "VG115",
        "`$remove` removes nothing",
        "It takes away keys that the map inherits; this one is not inherited.",
        "codes: {$remove: ['-1']}",
    ),
    Rule(
        "VG116",
        "exactly one key is needed",
        "A step, or a rule for received frames, is a map with exactly one of its keys.",
        "steps: [{set: {}, let: {}}]",
    ),
    Rule(
        "VG117",
        "the venue id is not the folder's name",
        "The id names the package, the command line argument and the folder.",
        "venue: exmaple",
    ),
    Rule(
        "VG118",
        "a wrong date",
        "`checked` is the day when a person last compared the spec with the docs.",
        "checked: 2999-01-01",
    ),
    Rule(
        "VG119",
        "a default of another type",
        "A client that is given no settings works with the defaults.",
        "config: {window: {type: duration, default: 5000}}",
    ),
    Rule(
        "VG120",
        "an acceptance of an unknown rule",
        "`accepted` names rules of `venuegen diff`, as the events show them.",
        "accepted: {limits-raised: {limits.buckets.weight.budget: The venue said so.}}",
    ),
    Rule(
        "VG121",
        "an imported document is another one",
        "The copy under `import/` is evidence of what the venue published; its hash is recorded on import.",
        "imports: [{file: import/api.yaml, kind: openapi, sha256: 00…}]",
    ),
    # ---------------------------------------------------------------------------------------- names
    Rule("VG201", "an unknown endpoint", "It must be a key of `endpoints`.", "call: new_odrer"),
    Rule("VG202", "an unknown auth scheme", "It must be a key of `auth`.", "auth: sigend"),
    Rule("VG203", "an unknown bucket", "It must be a key of `limits.buckets`.", "cost: {wieght: 1}"),
    Rule(
        "VG204",
        "an unknown type",
        "It must be a built-in type or declared in `types`, `enums` or `unions`.",
        "result: Dept",
    ),
    Rule("VG205", "an unknown map", "It must be a key of `maps`.", "map: ordr"),
    Rule(
        "VG206",
        "an unknown connection or channel",
        "A connection is a key of `ws`; a channel is written `<connection>.<channel>`.",
        "channel: market.trade",
    ),
    Rule("VG207", "an unknown book", "It must be a key of `books`.", "book: sopt"),
    Rule("VG208", "an unknown credential", "It must be a key of `credentials`.", "using: {api_secert: {}}"),
    Rule(
        "VG209",
        "an unknown base URL",
        "It must be among the `urls` of every environment that has not given it up.",
        "host: rset",
    ),
    Rule(
        "VG210",
        "an unknown parameter",
        "It must be a parameter (by its python name) of the endpoint.",
        "require_one_of: [[order_id, cid]]",
    ),
    Rule(
        "VG211",
        "an unknown operation",
        "`operations` are methods of the contract; what only this venue has is used through `client.raw`.",
        "operations: {creat_order: {}}",
    ),
    Rule(
        "VG212",
        "never used",
        "The definition has no effect: nothing refers to it.",
        "types: {Unused: {a: int}}",
        "warning",
    ),
    Rule(
        "VG213",
        "a hook is missing",
        "`hooks.functions` declares it, but the file defines no such function.",
        "hooks: {functions: {f: {}}}",
    ),
    Rule(
        "VG214",
        "the hooks file cannot be used",
        "It is missing or no valid Python. It is read, never run.",
        "hooks: {file: hooks.py}",
    ),
    Rule(
        "VG215",
        "a name that means two things",
        "Two definitions would get the same name in the generated code, or a step of a signature names a value as "
        "expressions call something else there.",
        "types: {A: {a: x int, b: x int}}",
    ),
    Rule(
        "VG216",
        "an unknown field of a wire type",
        "`emit` writes fields of the map's wire type, by their python names.",
        "emit: {ordr_id: =v.venue_order_id}",
    ),
    Rule(
        "VG217",
        "an unknown part of the section fix",
        "Operations name sessions, channels, books and maps; sessions name dictionaries and auth schemes.",
        "create_order: {session: order_entri}",
    ),
    # ---------------------------------------------------------------------------------------- expressions
    Rule(
        "VG301",
        "an expression is not allowed or wrong",
        "Expressions are a small part of Python over declared names: names, attributes, functions, types are checked.",
        "data: =__import__('os')",
    ),
    Rule("VG302", "a type declaration is wrong", "A declaration is `[python_name] type`.", "types: {A: {a: list<int}}"),
    # ---------------------------------------------------------------------------------------- authentication
    Rule(
        "VG401",
        "no vector proves the scheme",
        "Every auth scheme carries a known answer, or says in `no_vectors` why none is published and who judges it.",
        "auth: {signed: {steps: []}}",
    ),
    Rule(
        "VG402",
        "a vector does not compute",
        "The steps give another result than the published one.",
        "expect: {query.signature: 00}",
    ),
    Rule(
        "VG403",
        "a vector cannot be computed",
        "A value that the steps read is not given, or an input is unusable.",
        "given: {credentials: {}}",
    ),
    Rule(
        "VG404",
        "text that looks like a secret",
        "Specs are published. Only vectors may hold keys, and only those that the venue itself published.",
        "default: '-----BEGIN PRIVATE KEY-----'",
    ),
    Rule(
        "VG405",
        "parameters that nothing sends",
        "An endpoint with `in: none` leaves its parameters to its auth scheme, whose steps have to read `params`.",
        "endpoints: {e: {call: POST /x, in: none, params: {a: int}, result: json}}",
    ),
    # ---------------------------------------------------------------------------------------- endpoints, examples
    Rule(
        "VG501",
        "an example file is missing",
        "Paths are relative to the file that names them.",
        "examples: [examples/nosuch.json]",
    ),
    Rule(
        "VG502",
        "an example file is not usable",
        "It is JSON with `source`, `response` or `message`, and `expect`.",
        "{",
    ),
    Rule(
        "VG503",
        "an example does not decode",
        "The declared type does not fit what the venue itself published.",
        '"response": {"orderId": "x"}',
    ),
    Rule(
        "VG504",
        "no `expect` for something mapped",
        "What is mapped to the contract needs an example with literal expected fields, written by a person.",
        "examples: []",
    ),
    Rule(
        "VG505",
        "an `expect` names something unknown",
        "Its keys are maps that read this type, their keys fields of the contract.",
        '"expect": {"odrer": {}}',
    ),
    Rule(
        "VG506",
        "path and parameters disagree",
        "Each `{name}` of the path is a parameter with `in: path`, and the other way round.",
        "call: GET /x/{id}",
    ),
    Rule(
        "VG507",
        "an example is not usable as a fact",
        "An example says where it was published in `source`.",
        '"source": ""',
    ),
    Rule(
        "VG508",
        "a meaning is not what its code means",
        "`errors.meanings` names codes of `codes` or `statuses` whose row is the error that stands for the meaning.",
        "meanings: {insufficient_funds: ['-9999']}",
    ),
    # ---------------------------------------------------------------------------------------- streams and books
    Rule(
        "VG601",
        "a connection lacks something",
        "Channels with topics need `subscribe`, calls need `rpc`, a login frame needs an ack.",
        "ws: {m: {channels: {t: {topic: x}}}}",
    ),
    Rule("VG602", "a book rule lacks something", "A book needs a source for its snapshot.", "snapshot: {from: rest}"),
    Rule(
        "VG603",
        "a base URL of the wrong kind",
        "REST uses https://, streams use wss://, FIX uses tcp+tls:// with a port (http, ws and tcp only on this "
        "machine, tcp also where a venue has FIX without TLS).",
        "url: ftp://example.org",
    ),
    Rule(
        "VG604",
        "a push hands on what may be missing",
        "A rule for received frames applies where its `when` holds. What it hands on must be there then: a push "
        "without key reaches nobody, one without payload means nothing.",
        "push: {when: =True, key: =f.topic, payload: =f.data}",
    ),
    Rule(
        "VG605",
        "the section fix does not fit together",
        "A dictionary is a file beside the spec, a heartbeat is one that the venue takes, and FIXT.1.1 says which "
        "version its application messages have.",
        "version: FIXT.1.1",
    ),
    # ---------------------------------------------------------------------------------------- the contract
    Rule(
        "VG701",
        "a mapping is incomplete",
        "The operation promises fields that the map does not set.",
        "set: {symbol: =m.symbol}",
    ),
    Rule(
        "VG702",
        "an unknown field of the contract",
        "Maps set fields of the contract's types.",
        "set: {simbol: =m.symbol}",
    ),
    Rule(
        "VG703",
        "the style table does not decide",
        "Each order must be said in exactly one way, and read back the same.",
        "styles: []",
    ),
    Rule(
        "VG704",
        "an operation lacks something",
        "An operation needs a `call` or a `channel`, and what its kind requires.",
        "fetch_time: {}",
    ),
    Rule(
        "VG705",
        "an unknown member of a contract enumeration",
        "The right side of an enum with `contract:` is one of its members.",
        "values: {BUY: by}",
    ),
    Rule(
        "VG706",
        "no way back for the simulated venue",
        "The simulated venue answers in the venue's words: copies, enums, literals and flags are inverted, the rest is "
        "said in `emit` (of a map) or `read` (of an operation). Without it the example's value is answered unchanged.",
        "set: {price: =m.a * m.b}",
        "warning",
    ),
    # ---------------------------------------------------------------------------------------- open work
    Rule(
        "VG901",
        "something is still to be done",
        "A value says TODO; `venuegen new` leaves these where only you know the answer.",
        "doc: TODO",
    ),
    Rule(
        "VG902",
        "not generated yet",
        "The language has a word for it, and this version of the generator cannot write it. Rather than leave it out "
        "in silence, the spec is refused.",
        "limits: {retry_after: header.X-Wait}",
    ),
)
