"""Types, endpoints, connections and channels: the wire."""

EXAMPLES: dict[str, str] = {
    "Enum": """
# enums: Side:
contract: Side
values: {BUY: buy, SELL: sell}

# enums: State:
contract: OrderStatus
wire: int
values: {"1": new, "2": filled}
names: {"1": OPEN, "2": DONE}
doc: Numbers, since version 2 of the API.

# enums: Why:
contract: OrderStatus
match: prefix
values: {Canceled by: canceled, Expired at: expired}
""",
    "Union": """
# unions: AccountEvent:
of: [OrderEvent, BalanceEvent]

# unions: Change:
of: [Quote, Last]
by_keys: true
doc: A quote or a last price.

# unions: Outcome:
of: {placed: OrderAck, rows: list<int>}
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

# endpoints: cancel_order:
call: DELETE /api/order
host: rest
auth: signed
params: {symbol: venue_symbol, orderId: opt<int>, origClientOrderId: opt<str>, reason: opt<str>}
require_one_of: [[order_id, orig_client_order_id]]
result: OrderAck
doc: Cancels one order.

# endpoints: quote:
call: POST /api/quote
params: {base: opt<decimal>, quote: opt<decimal>}
require_any_of: [[base, quote]]
kind: read
retry: never
result: json
""",
    "Param": """
# endpoints: depth: params: limit:
type: int
default: 100
max: 5000

# endpoints: depth: params: category:
type: str
name: kind
in: query
const: spot

# endpoints: depth: params: limit:
type: int
min: 1
doc: Levels of each side.
""",
    "Over": """
# endpoints: new_order: over:
connection: calls
method: order.place

# endpoints: new_order: over:
connection: calls
method: order.place
cost: {weight: 2}
""",
    "Pages": """
# endpoints: my_trades: pages:
items: =r.rows
param: from_id
next: =last.id + 1
size: limit
max_size: 1000

# endpoints: trades: pages:
items: =r.rows
param: cursor
next: =r.cursor
done: =r.cursor is None
size: limit
first_only: [since]
order: newest_first
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

# ws: numbered:
url: "{env.stream}/{per}"
per: =text(i.kind)
doc: Market data, a connection for each kind of instrument. Its frames are counted.
frame: Numbered
sequence: =f.seq
compression: gzip
text_frames: {pong: pong}
receive:
  - push: {when: =f.topic is not None and f.body is not None, key: =f.topic, payload: =f.body}
  - ack: {when: =f.op == 'subscribed'}
subscribe: {send: {op: subscribe, topic: =topic}, batch: 1}
unsubscribe: {send: {op: unsubscribe, topic: =topic}, batch: 1}
in_flight: 1
request_ids: str
on_open: [{op: hello, version: 2}]
ping: {by: client, send: ping, every: 20s}
stale_after: 30s
channels:
  trades: {type: TradeEvent, topic: "trades.{i.venue_symbol}"}

# ws: account:
handshake: key_only
quiet: 1s
""",
    "ArrayFrames": """
# ws: market: arrays:
frame: Row
receive:
  - ignore: {when: "=kind(f.body) == 'text'"}
  - push: {when: =True, key: =f.channel, payload: =f.body}

# ws: mixed: arrays:
frame: Row
sequence: =f.seq
receive:
  - push: {when: =True, key: =f.channel, payload: =f.body}
""",
    "ReceiveRule": """
# ws: market: receive: -
pong: {when: =f.type == 'pong'}

# ws: market: receive: -
ready: {when: =f.type == 'welcome'}

# ws: account: receive: -
lost: {when: =f.type == 'token_expired'}

# ws: market: receive: -
ignore: {when: =f.type == 'info'}
""",
    "PushRule": """
# ws: market: receive: - push:
when: =f.stream is not None and f.data is not None
key: =f.stream
payload: =f.data

# ws: market: receive: - push:
when: =f.data is not None and f.stream is None
head: HeadOfData
key: =h.channel
payload: =f.data
ack: =f.id
""",
    "AckRule": """
# ws: market: receive: - ack:
when: =f.id is not None
id: =f.id
error: =f.error is not None
code: =f.error.code
text: =f.error.msg

# ws: market: receive: - ack:
when: =f.id is not None
id: =f.id
accepted: =f.topics or []
learn: =f.channel_id
""",
    "ReplyRule": """
# ws: calls: receive: - reply:
when: =f.id is not None
id: =f.id
payload: =f.result

# ws: calls: receive: - reply:
when: =f.id is not None
id: =f.id
payload: =f.result
final: =not f.arrived
""",
    "AnswerRule": """
# ws: market: receive: - answer:
when: =f.type == 'test_request'
send: {method: public/test, id: =req.id}
""",
    "SignalRule": """
# ws: market: receive: - drain:
when: =f.event == 'shutdown'
""",
    "FrameTemplate": """
# ws: market: subscribe:
send: {method: SUBSCRIBE, params: =topics, id: =req.id}
batch: 200

# ws: account: subscribe:
send: {op: subscribe, channel: =topic, key: "", sign: ""}
batch: 1
auth: frame_signed
""",
    "Rpc": """
# ws: calls: rpc:
send: {id: =req.id, method: =req.method, params: =params}
auth: {signed: ws_signed}
""",
    "Login": """
# ws: calls: login:
call: session.logon
auth: ws_signed

# ws: calls: login:
call: session.logon
params: {scope: trade}

# ws: account: login:
frame: ws_login
id: 1
""",
    "Ping": """
# ws: market: ping:
by: client
send: ping
every: 20s

# ws: market: ping:
by: client
every: =lease.session.ping_seconds
idle: true
timeout: 5s
""",
    "StreamLimits": """
# ws: market: limits:
topics: 1024
messages: 5/1s
connects: 300/5m
""",
    "Channel": """
# ws: market: channels: trades:
type: TradeEvent
topic: "{i.venue_symbol:lower}@trade"
examples: [examples/trade.json]

# ws: account: channels: orders:
type: OrderEvent
topic: orders
private: true
doc: Orders of the account, all markets.

# ws: market: channels: heartbeats:
type: Heartbeat
topic: heartbeats
always: true

# ws: market: channels: candles:
type: CandleEvent
params: {interval: str}
topic: "{i.venue_symbol}@candles_{interval}"
key: "{i.venue_symbol}/{interval}"

# ws: market: channels: depth_updates:
stale_after: 90s
""",
    "Deltas": """
# ws: market: channels: ticker: deltas:
of: data
when: =m.kind == 'change'
""",
}
