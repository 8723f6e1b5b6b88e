"""The whole way of a user, outside of this repository: a repository of one's own, a venue imported from its OpenAPI
document, TODOs filled in, tests green, a hook and a test by hand, then a change: what `venuegen diff` says of it, how
small the regenerated diff is, and that what was written by hand is as it was.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from test_init import commit, git
from venuegen.cli import main

DOCUMENT = """\
openapi: 3.0.3
info: {title: Lantern Exchange, version: "2"}
servers: [{url: https://api.lantern.example/v1}]
paths:
  /time:
    get:
      operationId: getTime
      responses:
        "200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Time"},
          example: {now: 1700000000000}}}}
  /markets:
    get:
      operationId: getMarkets
      responses:
        "200": {description: ok, content: {application/json: {
          schema: {type: array, items: {$ref: "#/components/schemas/Market"}},
          example: [{name: AAA-BBB, base: AAA, quote: BBB, tick: "0.01", lot: "0.1"}]}}}
  /orders:
    post:
      operationId: placeOrder
      security: [{key: []}]
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [market, side, kind, size]
              properties:
                market: {type: string}
                side: {type: string, enum: [bid, offer]}
                kind: {type: string, enum: [limit, market]}
                size: {type: string, format: decimal}
                price: {type: string, format: decimal}
                note: {type: string}
      responses:
        "200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Order"},
          example: {id: "17", market: AAA-BBB, side: bid, kind: limit, size: "2.5", price: "10.25", state: live}}}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-KEY}}
  schemas:
    Time: {type: object, required: [now], properties: {now: {type: integer, format: int64, description: Milliseconds}}}
    Market:
      type: object
      required: [name, base, quote, tick, lot]
      properties:
        name: {type: string}
        base: {type: string}
        quote: {type: string}
        tick: {type: string, format: decimal}
        lot: {type: string, format: decimal}
    Order:
      type: object
      required: [id, market, side, kind, size, state]
      properties:
        id: {type: string}
        market: {type: string}
        side: {type: string, enum: [bid, offer]}
        kind: {type: string, enum: [limit, market]}
        size: {type: string, format: decimal}
        price: {type: string, format: decimal}
        state: {type: string, enum: [live, partly, done, dropped]}
"""
#: Line of the draft (its beginning) → what a person writes there; empty: the line is not needed.
FILLED = {
    "doc: TODO the address": "doc: https://docs.lantern.example",
    "- {sign:": """\
      - set: {header.X-KEY: =cred.api_key, header.X-TIME: =clock.ms}
      - sign: {to: signature, data: "=text(clock.ms) + body.encoded", using: {api_secret: {alg: hmac-sha256, out: hex}}}
      - set: {header.X-SIGNATURE: =signature}""",
    "- {set:": "",
    "no_vectors: TODO": """\
    vectors:
      - id: published
        source: https://docs.lantern.example/signing
        given:
          credentials: {api_key: k, api_secret: s}
          clock_ms: 1700000000000
          request: {method: POST, path: /v1/orders, body: {market: AAA-BBB}}
        expect: {header.X-SIGNATURE: ebea273d0d804020b01ee4a7cd35749a69bd43c130d506a3c483d3425fa740bf}""",
    "doc: TODO the document says": "",
    "source: TODO where": "  source: docs.lantern.example/errors",
    "codes: {}": "  codes: {no_funds: InsufficientFunds}",
    "values: {bid: buy": "    values: {bid: buy, offer: sell}",
    'doc: "TODO say which member': "",
    "State: [live": "  State: {contract: OrderStatus, values: {live: new, partly: partially_filled, done: filled, "
    "dropped: canceled}}",
    "- TODO declare ErrorBody": "",
    "- TODO compare the budget": "",
    "- TODO map the types": "",
    "doc_notes:": """\
orders:
  styles:
    - {of: {type: limit}, wire: {kind: limit}, needs: [price]}
    - {of: {type: market}, wire: {kind: market}}

maps:
  market:
    to: Instrument
    from: Market
    set: {venue_symbol: =m.name, kind: spot, status: trading, base: =m.base, quote: =m.quote, price_increment: =m.tick,
          quantity_increment: =m.lot}
  order:
    to: Order
    from: Order
    set: {symbol: =m.market, venue_order_id: =m.id, side: =m.side, type: =m.kind, quantity: =m.size, price: =m.price,
          status: =m.state}

operations:
  fetch_time: {call: time, result: =r.now}
  load_instruments: {call: markets, each: =r, map: market}
  create_order:
    call: place_order
    with: {market: =i.venue_symbol, side: =o.side, size: =o.quantity, price: =o.price, "*": =style}
    needs: [quantity]
    map: order""",
}
EXPECTED = {
    "markets": {"market": [{"symbol": "AAA/BBB", "price_increment": "0.01"}]},
    "place_order": {"order": {"venue_order_id": "17", "side": "buy", "quantity": "2.5", "status": "new"}},
}
HOOKS = '''"""By hand: what the venue signs."""


def prepared(stamp: str, body: str) -> str:
    # One text, in this order.
    return stamp + body
'''
TEST = '''"""By hand: our desk relies on this."""

from venues.lantern.hook_functions import prepared


def test_what_is_signed_is_one_text() -> None:
    assert prepared("17", "{}") == "17{}"
'''
#: HMAC-SHA256 with the key `s`, by hand: of `1700000000000{"market":"AAA-BBB"}`, and with the path in between.
SIGNED = (
    "ebea273d0d804020b01ee4a7cd35749a69bd43c130d506a3c483d3425fa740bf",
    "fc9dfa5a4eb57494e35a7ce97cae88cf7ccadd5371bef8eba2a0d2e12619a345",
)
#: What `venuegen diff` says of the change, all of it.
MEANING = """\
lantern: 1 error, 1 danger, 1 note
  ERROR   enum-mapping-changed  enums.State.values.dropped  venue_specs/lantern/venue.yaml:49
          canceled → expired
          Orders, sides or states are read or sent as another one of the contract.
          An error until something proves it: a new or changed example in which `State` stands as `dropped`.
  DANGER  signing-changed  auth.signed.steps.1.sign.data  venue_specs/lantern/venue.yaml:23
          =hooks.prepared(text(clock.ms), body.encoded) → =hooks.prepared(text(clock.ms), path + body.encoded)
          A request that is signed wrongly is refused at best: read each step, and its vectors.
          Changed with it: vector signed.published.
  NOTE    vector-changed  auth.signed.vectors.0.expect.header.X-SIGNATURE  venue_specs/lantern/venue.yaml:32
          {was} → {now}
          The signature is held against another published answer: compare it with its source.

1 venue since {head} (HEAD): 1 error, 1 danger, 1 note
"""


def fill(spec: Path) -> None:
    """Write what the TODOs ask for, as a person would."""
    lines: list[str] = []
    left = dict(FILLED)
    for line in spec.read_text().splitlines():
        start = next((each for each in left if line.strip().startswith(each)), None)
        if start is None:
            lines.append(line)
        elif text := left.pop(start):
            lines += text.splitlines()
    assert left == {}, "the draft is another one than this test was written for"
    spec.write_text("\n".join(lines) + "\n")
    for name, expect in EXPECTED.items():
        file = spec.parent / "examples" / f"{name}.json"
        file.write_text(json.dumps(json.loads(file.read_text()) | {"expect": expect}, indent=2) + "\n")


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert text.count(old) == 1, old
    file.write_text(text.replace(old, new))


def run_tests(firm: Path, *what: str) -> str:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *what]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST")}
    done = subprocess.run(command, cwd=firm, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.timeout(240)
def test_from_an_empty_directory_to_a_reviewed_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    firm = tmp_path / "acme"
    (tmp_path / "api.yaml").write_text(DOCUMENT)
    assert main(["init", str(firm), "--defaults"]) == 0
    git(firm, "init", "-q", "-b", "main")
    commit(firm, "begin")
    monkeypatch.chdir(firm)

    # A draft whose only errors are its TODOs; then none.
    assert main(["import", "openapi", "../api.yaml", "--pick", "*", "--into", "lantern"]) == 0
    capsys.readouterr()
    assert main(["check", "--json"]) == 1
    (found,) = json.loads(capsys.readouterr().out)["specs"]
    assert {each["id"] for each in found["diagnostics"]} == {"VG901"}
    spec = firm / "venue_specs" / "lantern" / "venue.yaml"
    fill(spec)
    assert main(["check"]) == 0
    assert main(["generate"]) == 0
    assert " passed" in run_tests(firm)
    commit(firm, "a venue from its document")

    # By hand: a hook that the spec calls, and a test.
    (spec.parent / "hooks.py").write_text(HOOKS)
    (firm / "tests" / "test_lantern.py").write_text(TEST)
    edit(spec, 'data: "=text(clock.ms) + body.encoded"', 'data: "=hooks.prepared(text(clock.ms), body.encoded)"')
    functions = "hooks: {file: hooks.py, functions: {prepared: {args: [str, str], returns: str}}}\n"
    edit(spec, "credentials:\n", f"{functions}credentials:\n")
    assert main(["generate"]) == 0
    run_tests(firm, "tests/test_lantern.py", "generated/venues/lantern/tests/test_lantern_signing.py")
    commit(firm, "a hook and a test by hand")

    # The venue signs the path, too, and one of its words means something else.
    git(firm, "checkout", "-q", "-b", "change")
    edit(spec, "text(clock.ms), body.encoded)", "text(clock.ms), path + body.encoded)")
    edit(spec, *SIGNED)
    edit(spec, "dropped: canceled", "dropped: expired")
    assert main(["check"]) == 0
    capsys.readouterr()
    assert main(["diff"]) == 1
    head = git(firm, "rev-parse", "main")[:10]
    assert capsys.readouterr().out == MEANING.format(head=head, was=SIGNED[0], now=SIGNED[1])

    # Regenerated: a few lines, and what was written by hand is as it was.
    assert main(["generate"]) == 0
    assert main(["generate", "--check"]) == 0
    lines = [line.split("\t") for line in git(firm, "diff", "--numstat", "--", "generated").splitlines()]
    changed = {path.removeprefix("generated/venues/lantern/"): (int(plus), int(minus)) for plus, minus, path in lines}
    assert changed.pop("manifest.json") == (len(changed), len(changed)), "a hash for each file that changed"
    assert sorted(changed) == ["mapping.py", "signing.py", "simulated.py", "tests/test_lantern_signing.py"]
    assert all(max(counts) <= 3 for counts in changed.values()), changed
    assert (spec.parent / "hooks.py").read_text() == HOOKS
    assert (firm / "tests" / "test_lantern.py").read_text() == TEST
    assert " passed" in run_tests(firm)
