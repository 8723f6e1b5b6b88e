"""The spec itself: settings, credentials, environments, limits, errors."""

EXAMPLES: dict[str, str] = {
    "Spec": """
# yaml-language-server: $schema=../../docs/schema/venue-1.schema.json
spec: 1
venue: example_spot
title: Example Spot
doc: https://example.org/api
checked: 2026-01-31
environments: {production: {urls: {rest: https://api.example.org}}}
types: {Time: {now: ms}}
endpoints: {time: {call: GET /time, result: Time}}
operations: {fetch_time: {call: time, result: =r.now}}

# beside these, at the top
status: beta
extends: [common.yaml]
currencies: {XBT: BTC}
ref: {asset: int}
flags: {OrderFlags: {hidden: 64, post_only: 4096}}
test_symbols: {AAABBB: AAA/BBB}
doc_notes: [A canceled order is known by the venue's order id alone.]
accepted: {limit-raised: {limits.buckets.weight.budget: "Doubled on 2026-01-31, says the announcement of that day."}}
""",
    "Import": """
# imports: -
file: import/openapi.yaml
kind: openapi
sha256: 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824
source: https://api.example.com/openapi.yaml
""",
    "Hooks": """
# hooks:
file: hooks.py
functions:
  digest: {args: [str, int], returns: str, doc: Text that the venue signs.}
""",
    "HookFunction": """
# hooks: functions: digest:
args: [str, int]
returns: str
""",
    "ConfigField": """
# config: recv_window:
type: int
default: 5000
doc: Milliseconds after which a request is too old.

# config: margin:
type: enum
values: [cross, isolated]
default: cross
""",
    "CredentialField": """
# credentials: private_key:
optional: true
format: [pem]
doc: Private key of an Ed25519 key.

# credentials: api_secret:
encoding: base64
doc: Secret as base64 text; its bytes sign.

# credentials: account:
secret: false
optional: true
default: =cred.api_key
""",
    "Nonce": """
# nonces: requests:
unit: ms
per: api_key
""",
    "Environment": """
# environments: production:
urls: {rest: https://api.example.org, stream: wss://stream.example.org/ws}
headers: {X-Client: venuegen}
lacks: [edit_order]

# environments: testnet:
urls: {rest: https://testnet.example.org, stream: wss://stream.testnet.example.org/ws}
const: {chain: "421614"}
doc: Orders are wiped once a month.
""",
    "ClientOrderIds": """
# client_order_ids:
pattern: "[a-zA-Z0-9-]{1,36}"
max_length: 36
unique: open_orders

# client_order_ids:
pattern: "x-[a-z0-9]{4,34}"
min_length: 6
max_length: 36
prefix: x-
alphabet: lower_alnum

# client_order_ids:
pattern: "[1-9][0-9]{0,17}"
max_length: 18
alphabet: digits
wire: int
unique: day
""",
    "WireDefaults": """
# wire:
none: ["", "0"]
""",
    "Lease": """
# leases: listen_key:
call: create_listen_key
hold: {key: =r.listen_key}
lifetime: 60m
keep: keep_listen_key
keep_every: 30m
lost_codes: ["-1125"]

# leases: session:
call: open_session
hold: {token: =r.token, refresh: =r.refresh}
lifetime: =r.expires_in
renew: refresh_session
keep_every: 10m
release: close_session
""",
    "Limits": """
# limits:
buckets:
  weight: {per: ip, budget: 6000, window: 1m, shape: fixed}
default_cost: {weight: 1}

# limits:
retry_after: "=decimal(header['X-Retry-After-Ms'] or '0') / 1000"
""",
    "Bucket": """
# limits: buckets: weight:
per: ip
budget: 6000
window: 1m
shape: fixed
used: header.X-USED-WEIGHT-1M

# limits: buckets: calls:
per: key
budget: 20
shape: token
refill: 10/1s
remaining: header.X-RATE-LEFT
doc: Twice as much for market makers.

# limits: buckets: weight:
used_over: {calls: =f.used}
""",
    "Errors": """
# errors:
at:
  rest: {type: ErrorBody, when: =status >= 400, code: =m.code, text: =m.msg}
statuses:
  "429": RateLimitExceeded
  5xx: {error: VenueUnavailable, definitive: false}
codes:
  "-1021": ClockSkew
  "-2013": OrderNotFound
meanings:
  clock: ["-1021"]
  unknown_order: ["-2013"]
  rate_limit: ["429"]
  nonce: undocumented

# errors:
source: https://example.org/api/errors
by_operation:
  cancel_order: {"-1003": OrderNotFound}
undocumented: [the HTTP status of most codes]
""",
    "ErrorPlace": """
# errors: at: rest:
type: ErrorBody
when: =status >= 400
code: =m.code
text: =m.msg

# errors: at: calls:
type: CallFailure
when: =m.status >= 400
code: =text(m.code)
text: =m.msg
status: =m.status
retry_after: =m.wait
""",
    "ErrorRow": """
# errors: codes: "-2010":
error: InvalidOrder
texts:
  insufficient balance: InsufficientFunds

# errors: statuses: "418":
error: RateLimitExceeded
ban: true
source: https://example.org/api/limits
doc: The address is banned for minutes, then for days.

# errors: codes: "-1006":
error: VenueUnavailable
definitive: false
""",
}
