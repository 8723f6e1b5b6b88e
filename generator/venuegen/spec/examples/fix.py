"""The venue over FIX."""

EXAMPLES: dict[str, str] = {
    "Fix": """
# fix:
version: FIX.4.4
dictionaries: {oe: fix/oe.xml}
enums: {Side: {contract: Side, values: {BUY: buy, SELL: sell}}}
sessions:
  orders: {url: "{env.fix}", dictionary: oe, logon: fix_logon, target: SPOT, reset: every_logon, resend: false}
operations:
  create_order: {session: orders, send: NewOrderSingle, with: {cl_ord_id: =o.client_order_id, side: =o.side}}
receive: {oe.ExecutionReport: {answers: =m.cl_ord_id, maps: [fix_order]}}

# fix:
version: FIXT.1.1
application: FIX.5.0SP2
styles:
  - {of: {type: limit}, wire: {ord_type: "2"}, needs: [price]}
doc: Orders alone; books come over WebSocket.
""",
    "FixDictionary": """
# fix: dictionaries: oe:
file: fix/oe.xml
messages: [News]
""",
    "FixEnum": """
# fix: enums: Side:
contract: Side
values: {BUY: buy, SELL: sell}
""",
    "FixSession": """
# fix: sessions: orders:
url: "{env.fix}"
dictionary: oe
logon: fix_logon
target: SPOT
heartbeat: {default: 30s, min: 5s, max: 60s}
reset: every_logon
resend: false
sending_time: us
header: {window: =cfg.window}

# fix: sessions: drop_copy:
url: "{env.fix}"
dictionary: oe
sender: =cred.api_key
target: COPY
reset: never
reset_at: "22:00"
resend: true
wraps_at: 4294967296
doc: Reports of all orders of the account.
""",
    "FixHeartbeat": """
# fix: sessions: orders: heartbeat:
default: 30s
min: 5s
max: 60s
""",
    "FixLimits": """
# fix: sessions: orders: limits:
messages: 10000/10s
connects: 15/30s

# fix: sessions: orders: limits:
subscriptions: 1000
""",
    "FixHandOver": """
# fix: sessions: orders: hand_over:
message: News
when: =starts(m.headline, 'Maintenance')
""",
    "FixOperation": """
# fix: operations: create_order:
session: orders
send: NewOrderSingle
with:
  cl_ord_id: =o.client_order_id
  symbol: =i.venue_symbol
  side: =o.side
  order_qty: =o.quantity
  price: =o.price
  "*": =style

# fix: operations: cancel_order:
session: orders
send: OrderCancelRequest
with: {cl_ord_id: =req.id, orig_cl_ord_id: =client_order_id, symbol: =i.venue_symbol}
id: cl_ord_id
result: cache
set: {status: canceled}
needs: [client_order_id]
doc: An order is found by our id alone.

# fix: operations: create_order:
options: [account]

# fix: operations: watch_order_book:
channel: depth
book: fix_depth

# fix: operations: watch_trades:
channel: trades
map: fix_trade
""",
    "FixChoice": """
# fix: operations: create_order: choose: -
when: =o.type == 'market'
send: NewOrderSingle
with: {cl_ord_id: =o.client_order_id, symbol: =i.venue_symbol, side: =o.side, order_qty: =o.quantity, "*": =style}
""",
    "FixReceive": """
# fix: receive: oe.ExecutionReport:
answers: =m.cl_ord_id
refused: {when: =m.exec_type == '8', code: =m.error_code, text: =m.text}
maps: [fix_fill, fix_order]
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
    "FixChannel": """
# fix: channels: trades:
session: orders
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

# fix: channels: trades:
doc: Trades of one market, from now on.
""",
    "FixFeed": """
# fix: channels: depth: receive: MarketDataSnapshot:
id: =m.md_req_id
group: no_md_entries
update: {snapshot: true, last: =m.last_id}

# fix: channels: trades: receive: MarketDataRequestReject:
id: =m.md_req_id
refused: {when: =True, code: =m.error_code, text: =m.text}
""",
    "FixUpdate": """
# fix: channels: depth: receive: MarketDataIncrementalRefresh: update:
first: =e.first_id
last: =e.last_id
removed: =e.md_update_action == '2'

# fix: channels: depth: receive: MarketDataIncrementalRefresh: update:
first: =e.first_id
last: =e.last_id
ts_event: =e.transact_time
bid: =e.md_entry_type == '0'
ask: =e.md_entry_type == '1'
price: =e.md_entry_px
quantity: =e.md_entry_size
""",
}
