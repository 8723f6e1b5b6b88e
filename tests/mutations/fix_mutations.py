"""Ways to break a client's FIX side. The simulated venue shares the engine of sessions: that is broken elsewhere."""

from __future__ import annotations

from mutations import Mutation

__all__ = ["FIX"]

_HAS_ORDERS = ("fix.py", r"async def _create_order\(")
_HAS_BOOKS = ("fix_books.py", r"BookRule")
_LINE = "runtime:venue_runtime/fix/line.py"


def _of(
    name: str,
    *changes: tuple[str, str, str],
    where: tuple[str, str] = _HAS_ORDERS,
    also: tuple[str, str] | None = None,
    every: bool = False,
) -> Mutation:
    return Mutation(f"FIX: {name}", changes, every=every, tests=("fix",), where=where, also=also)


FIX: tuple[Mutation, ...] = (
    # Logons
    _of(
        "the Logon signs another number",
        ("signing.py", r'h\["34"\]', 'h["35"]'),
        ("signing.py", r'h\["52"\]', 'h["35"]'),
        ("signing.py", r"self\._sign_fix_logon\(", 'self._sign_fix_logon("x" + '),
        ("signing.py", r"(def fix_logon\((?:.*\n)*?.*)_secret\b", r"\1_key"),
        also=("signing.py", r'h\["(?:34|52)"\]'),
    ),
    _of(
        "all sessions have one name",
        ("fix.py", r"return \(session_id, ", 'return ("a", '),
        where=("fix.py", r"hand_over="),
    ),
    # commands
    _of(
        "what is to be bought is sold",
        ("fix.py", r"side=fix_oe\.Side\([^\n]*\),$", 'side=fix_oe.Side("2"),'),
        ("fix.py", r"side=coded\(fix_oe\.Side, [^\n]*\),$", 'side=fix_oe.Side("2"),'),
    ),
    _of("the price is not sent", ("fix.py", r"^( +)price=request\.price,$", r"\1price=None,")),
    _of("the quantity is the price", ("fix.py", r"order_qty=request\.quantity,", "order_qty=request.price,")),
    _of(
        "another order is canceled",
        ("fix.py", r"(def _cancel_order\((?:.*\n)*?.*)symbol=instrument\.venue_symbol", r'\1symbol="XXXYYY"'),
        ("fix.py", r"(def _cancel_order\((?:.*\n)*?.*)request\.venue_order_id,", r'\1"987654",'),
    ),
    # reports
    _of(
        "a refusal is an order",
        ("fix.py", r"refused = \(m\.\w+, m\.\w+\) if m\.\w+ == [^\n]+$", "refused = None"),
        ("fix.py", r"refused = \([^\n]*\) if [^\n]+$", "refused = None"),
    ),
    _of("reports tell nothing", (_LINE, r"self\._owner\._line_told\(event\)", "pass")),
    _of("the fill has the order's price", ("fix_mapping.py", r"price=m\.last_px,", "price=m.price,")),
    _of("the fill has the order's quantity", ("fix_mapping.py", r"quantity=m\.last_qty,", "quantity=m.cum_qty,")),
    _of("maker is taker", ("fix_mapping.py", r"liquidity=[^\n]*$", "liquidity=Liquidity.TAKER,")),
    _of("what is canceled is new", ("fix_mapping.py", r": OrderStatus\.CANCELED\b", ": OrderStatus.NEW")),
    # outcomes
    _of(
        "a session that ends has refused what was out",
        (_LINE, r"TransportError\(why, venue=self\._owner\.venue\)", "TransportError(why, venue='', sent=False)"),
    ),
    _of(
        "an answer that does not come is a refusal",
        (_LINE, r"raise OutcomeUnknown\(\n[^\n]*\n +\)", "raise TransportError('late', sent=False)"),
    ),
    _of("what is lost is not said to be", (_LINE, r'self\._lose\("the FIX session ended[^\n]*', "pass")),
    _of("after a session nobody asks", (_LINE, r"self\._owner\._line_down\(self\)", "pass")),
    _of(
        "maintenance is not heeded",
        (_LINE, r"if own and self\.plan\.hand_over is not None and [^\n]*:", "if False:"),
        where=("fix.py", r"hand_over="),
    ),
    _of(
        "the new session has the old one's name",
        ("runtime:venue_runtime/fix/client.py", r"return random_text\(self\.random[^\n]*", 'return "samename"'),
        where=("fix.py", r"hand_over="),
        also=("fix.py", r"return \(session_id, "),
    ),
    # market data
    _of("bids are asks", ("fix.py", r'(md_entry_type == )"0"', r'\1"1"'), where=_HAS_BOOKS),
    _of(
        "levels that are gone stay",
        ("fix.py", r"Decimal\(0\) if e\.md_update_action == \"2\" else [^\n]*", "Decimal(1),"),
        every=True,
        where=_HAS_BOOKS,
    ),
    _of(
        "a gap in the book is not one",
        ("fix_books.py", r"(def follows\([^\n]*\n +return )[^\n]*", r"\1True"),
        where=_HAS_BOOKS,
    ),
    _of(
        "the book is asked for one level deep",
        ("fix.py", r"market_depth=max\([^\n]*", "market_depth=1,"),
        where=_HAS_BOOKS,
    ),
    _of(
        "trades have the other side",
        ("fix_mapping.py", r"MD_AGGRESSOR_SIDE_IN\.get\(([^)]*)\)", r"Side.SELL"),
        ("fix_mapping.py", r"MD_AGGRESSOR_SIDE_IN\[[^\]]*\]", "Side.SELL"),
        where=("fix.py", r"watch_trades|WATCH_TRADES"),
    ),
    # typed messages
    _of(
        "a quantity has a digit less",
        (
            "runtime:venue_runtime/wire.py",
            r"return text if \"E\" not in text else",
            'return text[:-1] if "." in text else',
        ),
    ),
)
