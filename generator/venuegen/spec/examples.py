"""One example of each map of the language, for the reference. A test validates every one of them."""

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
""",
    "ConfigField": """
# config: recv_window:
type: int
default: 5000
doc: Milliseconds after which a request is too old.
""",
    "CredentialField": """
# credentials: private_key:
optional: true
format: [pem]
doc: Private key of an Ed25519 key.
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
""",
    "ClientOrderIds": """
# client_order_ids:
pattern: "[a-zA-Z0-9-]{1,36}"
max_length: 36
unique: open_orders
""",
    "WireDefaults": """
# wire:
none: ["", "0"]
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
    "SignUsing": """
# auth: signed: steps: - sign: using: api_secret:
alg: hmac-sha256
out: hex
""",
    "SignStep": """
# auth: signed: steps: - sign:
to: signature
data: =query.encoded + body.encoded
using:
  api_secret: {alg: hmac-sha256, out: hex}
  private_key: {alg: by-key, out: base64}
""",
    "HashStep": """
# auth: signed: steps: - hash:
to: digest
alg: sha256
data: =body.encoded
out: hex
""",
    "JwtStep": """
# auth: bearer: steps: - jwt:
to: token
key: private_key
header: {kid: =cred.api_key}
claims: {iat: =clock.s, uri: "{method} {host}{path}"}
""",
    "Step": """
# auth: signed: steps: -
set: {query.timestamp: =clock.ms, header.X-KEY: =cred.api_key}
""",
    "VectorRequest": """
# auth: signed: vectors: - given: request:
method: POST
path: /api/order
query: {symbol: AAABBB, side: BUY}
""",
    "VectorGiven": """
# auth: signed: vectors: - given:
credentials: {api_key: published-key, api_secret: published-secret}
clock_ms: 1499827319559
config: {recv_window: 5000}
request: {method: GET, path: /api/account}
""",
    "Vector": """
# auth: signed: vectors: -
id: docs_hmac
source: https://example.org/api#signing
given:
  credentials: {api_key: published-key, api_secret: published-secret}
  clock_ms: 1499827319559
  request: {method: GET, path: /api/account}
expect: {query.signature: c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71}
""",
    "AuthScheme": """
# auth: key_only:
steps:
  - set: {header.X-KEY: =cred.api_key}
no_vectors: nothing is signed
""",
    "Lease": """
# leases: listen_key:
call: create_listen_key
hold: {key: =r.listen_key}
lifetime: 60m
keep: keep_listen_key
keep_every: 30m
lost_codes: ["-1125"]
""",
    "Bucket": """
# limits: buckets: weight:
per: ip
budget: 6000
window: 1m
shape: fixed
used: header.X-USED-WEIGHT-1M
""",
    "Limits": """
# limits:
buckets:
  weight: {per: ip, budget: 6000, window: 1m, shape: fixed}
default_cost: {weight: 1}
""",
    "ErrorRow": """
# errors: codes: "-2010":
error: InvalidOrder
texts:
  insufficient balance: InsufficientFunds
""",
    "ErrorPlace": """
# errors: at: rest:
type: ErrorBody
when: =status >= 400
code: =m.code
text: =m.msg
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
""",
    "Enum": """
# enums: Side:
contract: Side
values: {BUY: buy, SELL: sell}
""",
    "Union": """
# unions: AccountEvent:
of: [OrderEvent, BalanceEvent]
""",
    "Param": """
# endpoints: depth: params: limit:
type: int
default: 100
max: 5000
""",
    "Pages": """
# endpoints: my_trades: pages:
param: from_id
next: =last.id + 1
size: limit
max_size: 1000
""",
    "Over": """
# endpoints: new_order: over:
connection: calls
method: order.place
""",
    "Endpoint": """
# endpoints: new_order:
call: POST /api/order
auth: signed
in: query
cost: {weight: 1}
params:
  symbol: venue_symbol
  side: Side
  timeInForce: opt<TimeInForce>
  newClientOrderId: client_order_id opt<str>
result: OrderAck
examples: [examples/new_order.json]
""",
    "Import": """
# imports: -
file: import/openapi.yaml
kind: openapi
sha256: 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824
source: https://api.example.com/openapi.yaml
""",
    "Ping": """
# ws: market: ping:
by: client
send: ping
every: 20s
""",
    "PushRule": """
# ws: market: receive: - push:
when: =f.stream is not None
key: =f.stream
payload: =f.data
""",
    "AckRule": """
# ws: market: receive: - ack:
when: =f.id is not None
id: =f.id
error: =f.error is not None
code: =f.error.code
text: =f.error.msg
""",
    "ReplyRule": """
# ws: calls: receive: - reply:
when: =f.id is not None
id: =f.id
payload: =f.result
""",
    "AnswerRule": """
# ws: market: receive: - answer:
when: =f.type == 'test_request'
send: {method: public/test, id: =req.id}
""",
    "ArrayFrames": """
# ws: market: arrays:
frame: Numbered
receive:
  - ignore: {when: "=kind(f.body) == 'text'"}
  - push: {when: =True, key: =f.channel, payload: =f.body}
""",
    "SignalRule": """
# ws: market: receive: - drain:
when: =f.event == 'shutdown'
""",
    "ReceiveRule": """
# ws: market: receive: -
pong: {when: =f.type == 'pong'}
""",
    "FrameTemplate": """
# ws: market: subscribe:
send: {method: SUBSCRIBE, params: =topics, id: =req.id}
batch: 200
""",
    "Login": """
# ws: calls: login:
call: session.logon
auth: ws_signed
""",
    "Rpc": """
# ws: calls: rpc:
send: {id: =req.id, method: =req.method, params: =params}
auth: {signed: ws_signed}
""",
    "Deltas": """
# ws: market: channels: ticker: deltas:
of: data
when: =m.kind == 'change'
""",
    "Channel": """
# ws: market: channels: trades:
type: TradeEvent
topic: "{i.venue_symbol:lower}@trade"
examples: [examples/trade.json]
""",
    "StreamLimits": """
# ws: market: limits:
topics: 1024
messages: 5/1s
connects: 300/5m
""",
    "Connection": """
# ws: market:
url: "{env.stream}"
frame: MarketFrame
receive:
  - push: {when: =f.stream is not None and f.data is not None, key: =f.stream, payload: =f.data}
  - ack: {when: =f.id is not None, id: =f.id}
subscribe: {send: {method: SUBSCRIBE, params: =topics, id: =req.id}}
lifetime: 24h
channels:
  trades: {type: TradeEvent, topic: "{i.venue_symbol:lower}@trade"}
""",
    "BookSnapshot": """
# books: spot: snapshot:
from: rest
call: depth
with: {symbol: =i.venue_symbol, limit: 5000}
sequence: =s.last_update_id
""",
    "Checksum": """
# books: spot: checksum:
value: =u.checksum
sides: [asks, bids]
levels: 10
render: digits
""",
    "BookLevelRule": """
# books: spot: level:
side: "='bids' if l.side == 'buy' else 'asks'"
remove_if: =l.quantity == 0
""",
    "Book": """
# books: spot:
channel: market.depth_updates
snapshot: {from: rest, call: depth, with: {symbol: =i.venue_symbol}, sequence: =s.last_update_id}
sequence: =u.final_update_id
drop_if: =u.final_update_id <= sequence
first_if: =u.first_update_id <= sequence + 1
next_if: =u.first_update_id == sequence + 1
""",
    "StyleRow": """
# orders: styles: -
of: {type: limit, post_only: true}
wire: {type: LIMIT_MAKER}
needs: [price]
""",
    "Map": """
# maps: trade:
to: Trade
from: TradeEvent
set:
  trade_id: =text(m.trade_id)
  symbol: =m.symbol
  side: "='sell' if m.buyer_is_maker else 'buy'"
  price: =m.price
  quantity: =m.quantity
  ts_event: =m.trade_time
""",
    "Argument": """
# operations: create_order: with: stop_price:
value: =o.trigger_price
when: =o.trigger_price is not None
""",
    "Operation": """
# operations: fetch_order:
call: query_order
with: {symbol: =i.venue_symbol, order_id: =venue_order_id}
map: order
""",
    "Dialect": """
# operations: watch_order_book: dialects: -
until: 2023-01-31
channel: market.depth_without_ids
book: without_ids
""",
    "Batch": """
# operations: create_orders: batch:
param: orders
size: 20
item: {market: =i.venue_symbol, side: =o.side, "*": =style, size: =o.quantity, price: =o.price}
refused: {when: =m.code != '0', code: =m.code, text: =m.msg}
""",
    "ItemRefusal": """
# operations: create_orders: batch: refused:
when: =m.code != '0'
code: =m.code
text: =m.msg
""",
    "Choice": """
# operations: fetch_open_orders: choose: -
when: =i is None
call: all_open_orders
""",
    "Further": """
# operations: load_instruments: plus: -
call: spot_markets
each: =r.markets
map: spot_market
""",
    "FixDictionary": """
# fix: dictionaries: oe:
file: fix/oe.xml
messages: [LimitQuery, LimitResponse]
""",
    "FixEnum": """
# fix: enums: Side:
contract: Side
values: {BUY: buy, SELL: sell}
""",
    "FixHeartbeat": """
# fix: sessions: order_entry: heartbeat:
default: 30s
min: 5s
max: 60s
""",
    "FixLimits": """
# fix: sessions: order_entry: limits:
messages: 10000/10s
connects: 15/30s
""",
    "FixHandOver": """
# fix: sessions: order_entry: hand_over:
message: News
when: =starts(m.headline, 'Maintenance')
""",
    "FixSession": """
# fix: sessions: order_entry:
url: "{env.fix_order_entry}"
dictionary: oe
logon: fix_logon
target: SPOT
heartbeat: {default: 30s, min: 5s, max: 60s}
reset: every_logon
resend: false
sending_time: us
header: {recv_window: =cfg.recv_window}
""",
    "FixRequest": """
# fix: channels: depth: subscribe:
send: MarketDataRequest
with:
  md_req_id: =req.id
  subscription_request_type: "1"
  market_depth: =depth or 5000
  no_related_sym: [{symbol: =i.venue_symbol}]
  no_md_entry_types: [{md_entry_type: "0"}, {md_entry_type: "1"}]
""",
    "FixOperation": """
# fix: operations: create_order:
session: order_entry
send: NewOrderSingle
with:
  cl_ord_id: =o.client_order_id
  symbol: =i.venue_symbol
  side: =o.side
  order_qty: =o.quantity
  price: =o.price
  "*": =style
""",
    "FixChoice": """
# fix: operations: edit_order: choose: -
when: =price is None
send: OrderAmendKeepPriorityRequest
with: {cl_ord_id: =req.id, orig_cl_ord_id: =client_order_id, symbol: =i.venue_symbol, order_qty: =quantity}
""",
    "FixReceive": """
# fix: receive: oe.ExecutionReport:
answers: =m.cl_ord_id
refused: {when: =m.exec_type == '8', code: =m.error_code, text: =m.text}
maps: [fix_fill, fix_order]
""",
    "FixUpdate": """
# fix: channels: depth: receive: MarketDataIncrementalRefresh: update:
first: =e.first_book_update_id
last: =e.last_book_update_id
removed: =e.md_update_action == '2'
""",
    "FixFeed": """
# fix: channels: depth: receive: MarketDataSnapshot:
id: =m.md_req_id
group: no_md_entries
update: {snapshot: true, last: =m.last_book_update_id}
""",
    "FixChannel": """
# fix: channels: trades:
session: market_data
subscribe:
  send: MarketDataRequest
  with:
    md_req_id: =req.id
    subscription_request_type: "1"
    no_related_sym: [{symbol: =i.venue_symbol}]
    no_md_entry_types: [{md_entry_type: "2"}]
unsubscribe:
  send: MarketDataRequest
  with: {md_req_id: =req.id, subscription_request_type: "2"}
receive:
  MarketDataIncrementalRefresh: {group: no_md_entries, inherit: [symbol]}
""",
    "Fix": """
# fix:
version: FIX.4.4
dictionaries: {oe: fix/oe.xml}
enums: {Side: {contract: Side, values: {BUY: buy, SELL: sell}}}
sessions:
  order_entry: {url: "{env.fix}", dictionary: oe, logon: fix_logon, target: SPOT, reset: every_logon, resend: false}
operations:
  create_order: {session: order_entry, send: NewOrderSingle, with: {cl_ord_id: =o.client_order_id, side: =o.side}}
receive: {oe.ExecutionReport: {answers: =m.cl_ord_id, maps: [fix_order]}}
""",
    "Orders": """
# orders:
styles:
  - {of: {type: limit}, wire: {type: LIMIT, time_in_force: =o.time_in_force}, needs: [price]}
  - {of: {type: market}, wire: {type: MARKET}}
reconcile: query
""",
}
"""Class name → YAML of such a map; the comment says where it stands."""
