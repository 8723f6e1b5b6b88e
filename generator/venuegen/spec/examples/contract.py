"""Books, orders, maps and operations: what the wire means."""

EXAMPLES: dict[str, str] = {
    "Book": """
# books: spot:
channel: market.depth_updates
snapshot: {from: rest, call: depth, with: {symbol: =i.venue_symbol}, sequence: =s.last_update_id}
sequence: =u.final_update_id
drop_if: =u.final_update_id <= sequence
first_if: =u.first_update_id <= sequence + 1
next_if: =u.first_update_id == sequence + 1

# books: by_rows:
channel: market.rows
doc: Rows of both sides in one list; no frame follows from another.
each: =m.updates
bids: =u.rows
asks: =u.rows
snapshot: {from: first, bids: =s.rows, asks: =s.rows}
ts_event: =u.at
depth: =depth or 100
level: {side: "='bids' if l.side == 'buy' else 'asks'"}
crossed: allowed
evidence: https://example.org/api#books
""",
    "BookSnapshot": """
# books: spot: snapshot:
from: rest
call: depth
with: {symbol: =i.venue_symbol, limit: 5000}
sequence: =s.last_update_id

# books: by_stream: snapshot:
from: stream
when: =u.kind == 'snapshot'
renew: connection

# books: by_answer: snapshot:
from: rest
call: book_of
with: {market: =i.venue_symbol}
bids: =s.result.bids
asks: =s.result.asks
""",
    "BookLevelRule": """
# books: by_rows: level:
side: "='bids' if l.side == 'buy' else 'asks'"
remove_if: =l.quantity == 0

# books: by_stream: level:
price: =l.px
quantity: =l.size
skip_if: =l.px == 0
""",
    "Checksum": """
# books: by_stream: checksum:
value: =u.crc
sides: [asks, bids]
levels: 10
render: digits

# books: by_stream: checksum:
value: =u.crc
none: [0]
alg: crc32
signed: true
sides: [bids, asks]
interleave: true
levels: 25
join: ":"
negative: asks
""",
    "Orders": """
# orders:
styles:
  - {of: {type: limit}, wire: {type: LIMIT, time_in_force: =o.time_in_force}, needs: [price]}
  - {of: {type: market}, wire: {type: MARKET}}
reconcile: query

# orders:
protection: 10s
""",
    "StyleRow": """
# orders: styles: -
of: {type: limit, post_only: true}
wire: {type: LIMIT_MAKER}
needs: [price]

# orders: styles: -
of: {type: stop, side: [buy, sell]}
wire: {type: STOP, stop_price: =o.trigger_price}
needs: [trigger_price]
takes: [reduce_only]

# orders: styles: -
of: {type: take_profit}
wire: {type: TAKE_PROFIT}
use: read
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

# maps: token:
doc: Markets name their tokens by number.
to: Instrument
from: Listing
each: =whole.markets
lookup: {base: "=pick(whole.tokens, number=m.token)"}
when: =m.open
set: {venue_symbol: =m.name, kind: spot, base: =base.name, quote: USD, status: trading, price_increment: =m.tick,
      quantity_increment: =m.step, ref.asset: =m.token}
emit: {token: =place, base.number: =place}

# maps: order_event:
within: =m.category
known_by: =m.order_id
""",
    "Operation": """
# operations: fetch_order:
call: query_order
with: {symbol: =i.venue_symbol, order_id: =venue_order_id}
map: order

# operations: fetch_my_trades:
call: my_trades
with: {symbol: =i.venue_symbol, from_id: =None}
for: {side: [BUY, SELL]}
each: =r.rows
within: =r.category
order: newest_first
map: fill
needs: [symbol]
doc: One side after the other.

# operations: create_order:
call: new_order
result: request
set: {venue_order_id: =text(r.order_id)}
also: {fill: =r.fills}
options: [iceberg]
read: {client_order_id: =p.client_order_id}

# operations: cancel_order:
call: cancel_order
with: {symbol: =i.venue_symbol, order_id: =int(venue_order_id)}
result: cache
resolve: fetch_order
refused: {when: =m.code != '0', code: =m.code, text: =m.msg}
each: =r.results
done_codes: ["-2011"]

# operations: fetch_order:
otherwise: {when: =len(r) == 0, call: order_history}

# operations: cancel_all_orders:
compose: cancel_order

# operations: watch_order_book:
channel: market.depth_updates
book: spot

# operations: watch_candles:
channel: market.candles
map: candle
intervals: {1m: "1", 1h: "60"}

# operations: cancel_on_disconnect:
call: guard
listen: [account.guard]
""",
    "Argument": """
# operations: create_order: with: stop_price:
value: =o.trigger_price
when: =o.trigger_price is not None
""",
    "Batch": """
# operations: create_orders: batch:
param: orders
size: 20
item: {market: =i.venue_symbol, side: =o.side, "*": =style, size: =o.quantity, price: =o.price}
refused: {when: =m.code != '0', code: =m.code, text: =m.msg}

# operations: create_orders: batch:
least: 2
group: =i.venue_symbol

# operations: cancel_orders: batch:
param: ids
size: 50
item: =int(venue_order_id)
counted: =len(r.done)
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

# operations: fetch_open_orders: choose: -
when: =i is None
call: all_open_orders
with: {limit: 500}
each: =r.orders
order: newest_first

# operations: create_order: choose: -
over: calls
call: order_place
with: {pair: =i.venue_symbol}
set: {venue_order_id: =r.id}
read: {client_order_id: =p.tag}

# operations: fetch_order: otherwise:
codes: ["-2013"]
call: order_history
""",
    "Further": """
# operations: load_instruments: plus: -
call: spot_markets
each: =r.markets
map: market

# operations: load_instruments: plus: -
call: spot_markets
with: {kind: spot}
each: =r.markets
""",
    "Dialect": """
# operations: watch_order_book: dialects: -
until: 2023-01-31
channel: market.old_depth
book: without_ids

# operations: watch_trades: dialects: -
until: 2023-01-31
channel: market.old_trades
each: =m.rows
map: old_trade
""",
}
