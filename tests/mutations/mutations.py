"""Ways to break a generated client: each a named change of its source, in words that no venue owns.

A mutation is a list of `(file, pattern, replacement)`; files are of the venue's package, or of the runtime where they
begin with `runtime:`. Alternatives are tried in order and the first whose pattern is found is applied once: a mutation
that applies nowhere is an error, never a pass.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path


class DoesNotApply(Exception):
    """No alternative of a mutation fits this venue's source."""


@dataclass(frozen=True)
class Broken:
    """A file that was broken, and what it was: its source, its time, and what was compiled of it."""

    path: Path
    source: str
    changed_ns: int
    compiled: Sequence[tuple[Path, bytes]]

    @classmethod
    def write(cls, path: Path, source: str, changed: str) -> Broken:
        """Break it, and forget what was compiled: a file of the same length and time would be taken for that."""
        compiled = [(each, each.read_bytes()) for each in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc")]
        broken = cls(path, source, path.stat().st_mtime_ns, compiled)
        path.write_text(changed)
        for each, _ in compiled:
            each.unlink()
        return broken

    def mend(self) -> None:
        """As it was, compiled as it was: nothing has to be compiled again."""
        self.path.write_text(self.source)
        os.utime(self.path, ns=(self.changed_ns, self.changed_ns))
        for path, code in self.compiled:
            path.write_bytes(code)


@dataclass(frozen=True)
class Mutation:
    """One way to break it. `every`: all occurrences instead of the first; `tests`: the modules that should notice."""

    name: str
    changes: Sequence[tuple[str, str, str]]
    every: bool = False
    tests: tuple[str, ...] = ()
    where: tuple[str, str] | None = None
    """A file of the venue (`*` stands for any text) and a pattern in it, without which it would change nothing."""
    also: tuple[str, str] | None = None
    """Another one."""

    def apply(self, venue: Path, runtime: Path) -> Broken:
        """Break the copy; returns how to mend it.

        Raises:
            DoesNotApply: nothing fits.
        """
        for place in (self.where, self.also):
            told = next(venue.glob(place[0]), None) if place is not None else None
            if place is not None and (told is None or re.search(place[1], told.read_text()) is None):
                raise DoesNotApply(self.name)
        for file, pattern, replacement in self.changes:
            path = runtime / file.removeprefix("runtime:") if file.startswith("runtime:") else venue / file
            if not path.is_file():
                continue
            source = path.read_text()
            changed, count = re.subn(pattern, replacement, source, count=0 if self.every else 1, flags=re.M)
            if count and changed != source:
                return Broken.write(path, source, changed)
        raise DoesNotApply(self.name)


def _swap(name: str, file: str, one: str, other: str) -> Mutation:
    """Two words change places in the first text where both stand, one after the other."""
    return Mutation(name, [(file, rf"({one})([^\0]*?)({other})", r"\3\2\1")])


_NOTICED = {
    "books.py": ("books",),
    "mapping.py": ("examples", "orders"),
    "rest.py": ("requests",),
    "signing.py": ("signing", "requests"),
    "venue.py": ("errors",),
    "streams.py": ("books", "orders"),
    "client.py": ("orders", "requests"),
}


def _expected(each: Mutation) -> Mutation:
    """Which test modules should notice, where the mutation does not say: those about the file that it breaks."""
    file = each.changes[0][0]
    return each if each.tests else replace(each, tests=_NOTICED.get(file, ("orders", "books")))


_UPDATED = ("books.py", r"def apply\(")
"""Books that messages change, instead of each being the whole of it."""
_SIGNED = ("streams.py", r"_signing\.|leases\.")
"""Streams that somebody has to be allowed to open."""
_CLIENT: tuple[Mutation, ...] = (
    # books
    _swap("snapshot: bids and asks swapped", "books.py", r"snapshot(?:\.\w+)?\.bids", r"snapshot(?:\.\w+)?\.asks"),
    _swap("update: bids and asks swapped", "books.py", r"update(?:\.\w+)?\.bids", r"update(?:\.\w+)?\.asks"),
    Mutation("update: asks never applied", [("books.py", r"^        book\.apply_asks\(.*\)\n", "")]),
    Mutation("gap ignored", [("books.py", r"(def follows\([^\n]*\n        return )[^\n]*", r"\1True")]),
    Mutation(
        "first delta off by one (late)", [("books.py", r"(def follows_snapshot[^\n]*\n.*sequence) \+ 1", r"\1 + 2")]
    ),
    Mutation("first delta off by one (early)", [("books.py", r"(def follows_snapshot[^\n]*\n.*sequence) \+ 1", r"\1")]),
    Mutation("chain off by one", [("books.py", r"(def follows\([^\n]*\n.*sequence) \+ 1", r"\1 + 2")]),
    Mutation("stale rule: <= becomes <", [("books.py", r"(def is_old[^\n]*\n.*) <= ", r"\1 < ")]),
    Mutation("stale updates applied", [("books.py", r"(def is_old[^\n]*\n        return )[^\n]*", r"\1False")]),
    Mutation(
        "book time in the wrong unit",
        [
            ("books.py", r"(event_time|time) \* 1_000_000\b", r"\1 * 1_000"),
            ("books.py", r"return ns_from_ms\((update\.\w+)\)", r"return ns_from_ms(\1) // 1_000"),
            ("books.py", r"(def ts_event\([^\n]*\n[^\n]*) \* 1_000_000\b", r"\1 * 1_000"),
        ],
    ),
    Mutation(
        "level not deleted",
        [("runtime:venue_runtime/books.py", r"if \"1\" <= quantity [^\n]*:(\n +level = )", r"if True:\1")],
        # A book of so many levels removes them at once, and looks for none.
        where=("client.py", r"rule=\w+BookRule,\n(?! +depth=)(.*\n)(?! +depth=)(.*\n)(?! +depth=)"),
        also=("books.py", r"\A(?![^\0]*\n    depth = )[^\0]*def apply\("),
    ),
    # mapping
    _swap("side inverted in", "mapping.py", r"(?<=: )Side\.BUY", r"(?<=: )Side\.SELL"),
    Mutation(
        "side inverted out",
        [("mapping.py", r"\{Side\.BUY: (\S+), Side\.SELL: (\S+)\}", r"{Side.BUY: \2, Side.SELL: \1}")],
        where=("client.py", r"\bSIDE_OUT\b"),  # else the endpoint says the side
    ),
    Mutation(
        "side inverted out, as a flag", [("client.py", r"=request\.side == Side\.BUY", "=request.side == Side.SELL")]
    ),
    Mutation("place of an instrument off by one", [("mapping.py", r"Ref\((\w+)=place\)", r"Ref(\1=place + 1)")]),
    Mutation("status row wrong", [("mapping.py", r": OrderStatus\.FILLED,", ": OrderStatus.CANCELED,")]),
    Mutation(
        "partial fill read as filled", [("mapping.py", r": OrderStatus\.PARTIALLY_FILLED,", ": OrderStatus.FILLED,")]
    ),
    Mutation(
        "style row wrong",
        [("mapping.py", r"return OrderStyle\(\"([\w ]+)\"\)", r'return OrderStyle("\1_X")')],
        tests=("requests", "orders"),
    ),
    Mutation(
        "post_only dropped when read",
        [("mapping.py", r"(Style\(OrderType\.LIMIT, [^\n]*)True\)(?=[^\0]*style\.post_only)", r"\1False)")],
    ),
    Mutation(
        "post_only dropped when sent",
        [
            ("mapping.py", r"request\.post_only and ", "False and "),
            ("mapping.py", r"and request\.post_only", "and False"),
        ],
        every=True,
        tests=("requests", "orders"),
    ),
    Mutation(
        "fee's sign",
        [
            ("mapping.py", r"fee=m\.(\w+)", r"fee=-m.\1"),
            ("mapping.py", r"fee=-", "fee="),
            ("mapping.py", r"fee=(Decimal\(m\.)", r"fee=-\1"),
        ],
        every=True,
    ),
    Mutation(
        "maker and taker swapped",
        [
            (
                "mapping.py",
                r"Liquidity\.MAKER if (\S+) else Liquidity\.TAKER",
                r"Liquidity.TAKER if \1 else Liquidity.MAKER",
            ),
            (
                "mapping.py",
                r"Liquidity\.TAKER if (m\.\S+) else Liquidity\.MAKER",
                r"Liquidity.MAKER if \1 else Liquidity.TAKER",
            ),
            (
                "mapping.py",
                r"(\S+): Liquidity\.MAKER,(\s+\S+): Liquidity\.TAKER",
                r"\1: Liquidity.TAKER,\2: Liquidity.MAKER",
            ),
        ],
        every=True,
    ),
    Mutation(
        "aggressor inverted",
        [("mapping.py", r"Side\.SELL if (m\.\S+) else Side\.BUY", r"Side.BUY if \1 else Side.SELL")],
    ),
    Mutation(
        "bid and ask of the ticker swapped",
        [("mapping.py", r"bid=([^\n]*),\n(.*\n)        ask=([^\n]*),", r"bid=\3,\n\2        ask=\1,")],
    ),
    Mutation(
        "event time in the wrong unit",
        [
            ("mapping.py", r"ts_event=m\.(\w+) \* 1_000_000", r"ts_event=m.\1 * 1_000"),
            ("mapping.py", r"ts_event=ns_from_ms\((m\.\w+)\)", r"ts_event=ns_from_ms(\1) // 1_000"),
        ],
    ),
    Mutation(
        "filled quantity is the whole",
        [
            ("mapping.py", r"filled_quantity=m\.\w+", "filled_quantity=m.quantity"),
            ("mapping.py", r"filled_quantity=Decimal\(m\.\w+\)[^\n]*,", "filled_quantity=m.quantity,"),
        ],
    ),
    Mutation("total is free alone", [("mapping.py", r"total=m\.free \+ m\.locked", "total=m.free")]),
    # requests
    Mutation(
        "parameter dropped",
        [
            ("rest.py", r"^            query \+= f\"&(price|quantity|limit)=[^\n]*", "            pass"),
            ("rest.py", r" \+ \(f\"&\w+=\{limit\}\" if limit is not None else \"\"\)", ""),
        ],
    ),
    Mutation("parameters reordered", [("rest.py", r"f\"(\w+)=\{([^}]*)\}&(\w+)=\{([^}]*)\}", r'f"\3={\4}&\1={\2}')]),
    Mutation("percent-encoding dropped", [("rest.py", r"quote\((\w+)\)", r"\1")], every=True),
    Mutation(
        "weight wrong",
        [
            ("rest.py", r"\(\"weight\", (\d+)\)", r'("weight", 1\1)'),
            ("rest.py", r"costs=\(\((\"\w+\"), (\d+)\)", r"costs=((\1, 1\2)"),
        ],
    ),
    Mutation(
        "computed weight wrong",
        [("rest.py", r"<= (\d)00 else", r"< \g<1>00 else"), ("rest.py", r"costs=\(\(([^,]*), ", r"costs=((\1, 1 + ")],
    ),
    Mutation(
        "order count forgotten",
        [
            ("rest.py", r", \(\"orders_\w+\", \d\)", ""),
            ("rest.py", r"(is_command=True,\s+costs=\(\(\"\w+\", \d+\),) \(\"\w+\", \d+\)", r"\1"),
        ],
    ),
    Mutation("wrong method", [("rest.py", r"\"DELETE\"", '"POST"'), ("rest.py", r"\"POST\"", '"PUT"')], every=True),
    Mutation("wrong path", [("rest.py", r"(lambda: self\._signing\.\w+\(\"\w+\", \"\w+\", \"/[^\"]*)\"", r'\1x"')]),
    Mutation("constant parameter dropped", [("rest.py", r"&new\w+=[A-Z]+\"", '"')]),
    Mutation("since in the wrong unit", [("client.py", r"since // 1_000_000\b", "since // 1_000")], every=True),
    Mutation("limit dropped", [("client.py", r", limit=limit\b", ""), ("client.py", r"^ *limit=limit,\n", "")]),
    Mutation(
        "order sent for another side",
        [
            ("client.py", r"SIDE_OUT\[request\.side\]", "SIDE_OUT[request.side.opposite]"),
            ("client.py", r"raw\.(\w+)( if request\.side == \S+ else self\.raw\.)(\w+)", r"raw.\3\2\1"),
        ],
    ),
    Mutation(
        "client order id dropped",
        [("client.py", r"(def _create_order[^\0]*?\n) *\w+=[^\n]*request\.client_order_id[^\n]*,\n", r"\1")],
    ),
    Mutation(
        "parameter of a call over a connection dropped",
        [("rest.py", r"^ +\"\w+\": None if (\w+) is None else decimal_text\(\1\),\n", "")],
    ),
    Mutation("parameter dropped both ways", [("rest.py", r"(fields = \{[^}]*)\"limit\": limit,?", r"\1")]),
    Mutation(
        "percent-encoding dropped both ways",
        [("runtime:venue_runtime/wire.py", r"return quote\(value\)", "return value")],
        tests=("requests",),
        # A venue may have no text in its queries and forms.
        where=("tests/test_*_requests.py", r"\w=[^\s\"&]*%20[^\s\"]*&\w+="),  # one alone is encoded by its own code
        also=("rest.py", r"query_text\((?!\{\"\w+\": \w+\}\))"),
    ),
    Mutation(
        "wrong path of a read",
        [
            ("rest.py", r"(\.\w+\(\s*\"GET\", \"\w+\", f?\"/[^\"]*)\"", r'\1x"'),
            # Where no read spells its path, it is the endpoint's; elsewhere that is but its name.
            ("rest.py", r"(Endpoint\(\s*\"\w+\",\s*\"GET\",\s*\"/[^\"]*)\"", r'\1x"'),
        ],
    ),
    Mutation("wrong method of a call over a connection", [("rest.py", r'(Over\("\w+", ")', r"\1x")]),
    # signing
    Mutation(
        "receive window missing",
        [
            ("signing.py", r"&?recvWindow=\{[^}]*\}&?", ""),
            ("signing.py", r"^ +\"[\w-]*(?i:window)\": .*\n", ""),
        ],
    ),
    Mutation(
        "key header missing",
        [
            ("signing.py", r", \{\"[\w-]+\": self\._credentials\.reveal\(\"api_key\"\)\}", ""),
            ("signing.py", r", self\._\w+_headers\)", ")"),
            ("signing.py", r"^ +\"[\w-]*KEY\": self\._credentials\.reveal\(\"\w+\"\),\n", ""),
            ("signing.py", r"^ +\"[\w-]+\": self\._credentials\.reveal\(\"api_key\"\),\n", ""),
        ],
    ),
    Mutation(
        "signature over the wrong text",
        [
            ("signing.py", r"self\._sign_(\w+)\((query|payload)\b", r'self._sign_\1("x" + \2'),
            ("signing.py", r"self\._sign_(\w+)\((\w)", r'self._sign_\1("x" + \2'),
        ],
    ),
    # One inside of a text that is hashed (`nonce_fix_…`) no simulated venue can read back: judges look at those.
    Mutation(
        "nonce that never rises",
        [("signing.py", r"^(?! *nonce_fix_)( *\w+ )= self\._nonces\.next\(.*\)$", r"\1= 1")],
        every=True,
    ),
    Mutation("timestamp in seconds", [("signing.py", r"now // 1_000_000\b", "now // 1_000_000_000")]),
    # errors
    Mutation("error row wrong", [("venue.py", r"ErrorRow\(OrderNotFound\)", "ErrorRow(InvalidOrder)")]),
    Mutation(
        "definitive flipped", [("venue.py", r"ErrorRow\((\w+), definitive=False", r"ErrorRow(\1, definitive=True")]
    ),
    Mutation(
        "text of an error wrong", [("venue.py", r"\(\"([^\"]{12,})\", PostOnlyRejected\)", r'("\1", InvalidOrder)')]
    ),
    Mutation("server errors definite", [("venue.py", r"(\"5xx\": ErrorRow\(\w+), definitive=False", r"\1")]),
    Mutation("ban forgotten", [("venue.py", r", ban=True", "")]),
    Mutation("used weight unread", [("venue.py", r"used=int\(text\)", "used=0")]),
    # streams
    Mutation("login skipped", [("streams.py", r"^        await link\.request\(.*\n", "        return\n")]),
    Mutation("subscription never sent", [("streams.py", r"(def subscribe_frames[^\n]*\n)", r"\1        return ()\n")]),
    Mutation(
        "unsubscribe says subscribe",
        [("streams.py", r"\"UNSUBSCRIBE\"", '"SUBSCRIBE"'), ("streams.py", r"\"unsubscribe\"", '"subscribe"')],
    ),
    Mutation(
        "acknowledgement ignored",
        [
            ("streams.py", r"link\.acknowledge\(f\.id\)", "pass"),
            ("streams.py", r"^( +)link\.acknowledge\([^()=]*\)$", r"\1pass"),
        ],
        every=True,
    ),
    Mutation(
        "refused subscription taken for accepted",
        [
            ("streams.py", r"if f\.code is not UNSET or f\.error is not UNSET:", "if False:"),
            ("streams.py", r"(elif [^\n]*\n)            if [^\n]*:\n", r"\1            if False:\n"),
        ],
    ),
    Mutation(
        "wrong topic",
        [
            ("client.py", r"@depth@100ms", "@depth"),
            ("client.py", r"topic=f\"", 'topic=f"x'),
            ("client.py", r"(topic=\{\"\w+\": \")", r"\1x"),
        ],
    ),
    Mutation(
        "fills of the stream dropped",
        [
            ("client.py", r"^            yield fill\n", "            pass\n"),
            ("client.py", r"^            yield mapping\.fill\w*\(row, .*\n", "            pass\n"),
            ("client.py", r"(mapping\.fill\w*\([^\0]*?is not None:\n +)yield \w+\n", r"\1pass\n"),
        ],
    ),
    Mutation(
        "what a change leaves out is forgotten",
        [("client.py", r"(Deltas\(\w+, when=lambda m: )[^,\n]*", r"\1False")],
        tests=("streams",),
    ),
    Mutation(
        "orders of the stream dropped",
        [
            # Nothing is yielded any more, and it still is a generator.
            ("client.py", r"^        yield mapping\.order\w*\(.*\n", "        yield from ()\n"),
            ("client.py", r"^( +)yield (mapping\.order\w*\()", r"\1(yield) if False else \2"),
        ],
    ),
    # rules of the runtime
    Mutation(
        "timeout treated as a rejection",
        [("runtime:venue_runtime/client_orders.py", r"elif is_definite\(error\):", "elif True:")],
    ),
    Mutation(
        "no outcome is ever unknown",
        [
            (
                "runtime:venue_runtime/client_reconcile.py",
                r"(certainly did nothing[^\n]*\n)",
                r"\1    return True\n",
            )
        ],
    ),
    Mutation(
        "fill counted twice",
        [
            (
                "runtime:venue_runtime/orders.py",
                r"(known = record\.fills\.get\(key\)\n +if )known is not None",
                r"\1False",
            )
        ],
    ),
    Mutation(
        "secret logged",
        [
            (
                "signing.py",
                r"^( +)(now = self\._clock\.time_ns\(\)\n)",
                r"\1\2\1__import__('logging').getLogger('v').error(self._credentials.reveal('api_secret'))\n",
            )
        ],
    ),
    Mutation(
        "secret in repr",
        [("runtime:venue_runtime/credentials.py", r'return "\*\*\*"', "return self.reveal()")],
        every=True,
        tests=("signing",),
    ),
)

_B, _F, _S = (
    "runtime:venue_runtime/booksync.py",
    "runtime:venue_runtime/bookfeed.py",
    "runtime:venue_runtime/streams.py",
)
#: Sockets that have a term, or are told that they end, are replaced before they do.
_REPLACED = ("streams.py", r"lifetime=|link\.drain\(\)")
_FOLLOWS = r"^( +)(if not self\._expects\(update, sequence\):)"

_NUMBERED = ("books.py", r"def follows\(")
"""A venue whose updates have no numbers of their own has no gaps in a book."""

#: Known weaknesses of other libraries, and rules of the runtime that the produced tests rest on.
_WEAKNESSES: tuple[Mutation, ...] = (
    # books
    Mutation("gap accepted", [(_B, _FOLLOWS, r"\1if False:")], tests=("books",), where=_NUMBERED),
    Mutation(
        "delta applied before the check",
        [(_B, _FOLLOWS, r"\1self._apply_update(update, self.book)\n\1\2")],
        tests=("books",),
        where=_NUMBERED,
    ),
    Mutation("checksum off", [("books.py", r"checked = True", "checked = False")]),
    Mutation(
        "checksum never wrong",
        [(_B, r"if ours == theirs:", "if True:")],
        tests=("books",),
        where=("books.py", "checked = True"),
    ),
    _swap("checksum: sides swapped", "books.py", r"book\.bid_texts\(\d+\)", r"book\.ask_texts\(\d+\)"),
    Mutation("checksum over fewer levels", [("books.py", r"_texts\(\d+\)", "_texts(1)")], every=True),
    Mutation(
        "absent checksum compared",
        [
            ("books.py", r"absent_if\((update\.\w+), [^)]*\)", r"\1"),
            ("books.py", r"return absent_if\((.*), -?\d+\)$", r"return \1"),
        ],
    ),
    Mutation(
        "a gap resets the whole connection",
        [
            (
                _F,
                r"^( +)(log\.warning\([^\n]*resyncing)",
                r"\1if self.subscription is not None:\n"
                r"\1    asyncio.get_running_loop().create_task(self.subscription.reconnect('gap'))\n\1\2",
            )
        ],
        tests=("books",),
        where=_NUMBERED,
    ),
    Mutation("a lost book is not told", [(_F, r"in \(BookAction\.LIVE, BookAction\.LOST\)", "in (BookAction.LIVE,)")]),
    Mutation("a lost book is not made anew", [(_F, r"^( +)self\._recover\(self\._renew\(\)[^\n]*", r"\1pass")]),
    Mutation(
        "stale book shown as live",
        [("runtime:venue_runtime/books.py", r"(return self\._bids\.best\(\)) if self\._live else None", r"\1")],
        tests=("books",),
    ),
    Mutation(
        "crossed book shown",
        [(_B, r"if self\._never_crossed and book\.is_crossed\(\) else None", "if False else None")],
        where=_UPDATED,
    ),
    Mutation(
        "crossed whole book shown",
        [(_B, r"if self\._never_crossed and book\.crossed else None", "if False else None")],
        tests=("books",),
        where=("books.py", r"SnapshotSource\.EVERY"),
    ),
    # connections
    Mutation(
        "topics not subscribed again after a disconnect",
        [(_S, r"(\n +)await self\._subscribe\(link, self\._wanted\(\)\)(\n +if self\._link is link)", r"\1pass\2")],
    ),
    Mutation(
        "end of life not anticipated", [("streams.py", r",\s*lifetime=[\d_.]+", "")], every=True, tests=("books",)
    ),
    Mutation("announced end ignored", [("streams.py", r"link\.drain\(\)", "pass")], tests=("books",)),
    Mutation(
        "replaced after the break instead of before",
        [(_S, r"^( +)(opening = asyncio\.ensure_future\(self\._open_subscribed\(\)\))", r"\1await old.close()\n\1\2")],
        tests=("books",),
        where=_REPLACED,
    ),
    Mutation(
        "messages lost while a socket is replaced",
        [(_S, r"^( +)fresh\.release\(\)", r"\1fresh._held = None")],
        where=_REPLACED,
    ),
    Mutation(
        "silence not noticed",
        [
            (
                "streams.py",
                r"silence=[\d.]+,\s*ping=Ping\(([^\0]*?)timeout=[\d.]+",
                r"silence=None, ping=Ping(\1timeout=None",
            ),
            ("streams.py", r"silence=[\d.]+", "silence=None"),
        ],
        every=True,
        tests=("books",),
    ),
    # private streams
    Mutation(
        "refused login tried again and again",
        [(_S, r"hopeless = isinstance\(error, HOPELESS\) or", "hopeless =")],
        tests=("orders",),
        # A signed handshake that is refused may be about its nonce, and is tried a few times. Where no
        # subscription is answered, none is refused.
        where=("streams.py", r"\A(?=[^\0]*link\.acknowledge\()(?![^\0]*headers=self\._signing)"),
        also=_SIGNED,
    ),
    Mutation(
        "refused login taken for accepted",
        [
            (
                "runtime:venue_runtime/links.py",
                r"^( +)asked\.future\.set_exception\(error\)",
                r"\1asked.future.set_result(None)",
            )
        ],
        where=("streams.py", r"await link\.request\("),
        tests=("orders",),
    ),
    Mutation(
        "unknown word ends the stream",
        [
            (
                "runtime:venue_runtime/wire_enum.py",
                r"(        if not isinstance\(value, (?:str|int)\)[^\n]*:\n            return None\n)",
                r"\1        raise ValueError(value)\n",
            )
        ],
        every=True,
        tests=("examples", "orders"),
    ),
    Mutation(
        "nothing asked after a reconnect",
        [("runtime:venue_runtime/client_private.py", r"^( +)self\._resync_soon\(\)$", r"\1self.ready.set()")],
        tests=("orders",),
    ),
    # leases
    Mutation(
        "lease not renewed",
        [
            (
                "runtime:venue_runtime/leases.py",
                r"if timer\.keep_at is not None:",
                "if False:",
            )
        ],
        tests=("leases",),
        where=("client.py", r"\n +(?:keep=lambda|renew=self)"),
    ),
    Mutation(
        "lease used after its end",
        [("runtime:venue_runtime/leases.py", r"return self\.ends is not None and now >= self\.ends", "return False")],
        tests=("leases",),
        where=("client.py", r"LeaseTerms\([^\n]*lifetime="),
    ),
    Mutation(
        "lost lease kept",
        [("runtime:venue_runtime/leases.py", r"(if [^\n]*not in self\.terms\.lost_codes):", "if True:")],
        tests=("leases",),
        where=("client.py", r"LeaseTerms\([^\n]*lost_codes="),
    ),
    Mutation(
        "expired session not noticed", [("streams.py", r"self\._leases\.\w+\.lose\(\)", "return")], tests=("orders",)
    ),
    # limits
    Mutation(
        "ban not kept",
        [("runtime:venue_runtime/limits.py", r"if ban or not permit\.taken:", "if False:")],
        tests=("errors",),
        where=("venue.py", "ban=True"),
    ),
    Mutation(
        "Retry-After not read",
        [("runtime:venue_runtime/rest.py", r"= retry_after_seconds\([^\n]*\)$", "= None")],
        tests=("errors",),
    ),
    Mutation(
        "budget not waited for",
        [("runtime:venue_runtime/limits.py", r"return wait if wait > 0 else 0", "return 0")],
        tests=("errors",),
    ),
    Mutation("budget wrong", [("venue.py", r"budget=(\d)", r"budget=9\1")], tests=("errors",)),
    # pages
    Mutation("cursor off by one", [("rest.py", r"pages\.turn\((\S+) \+ 1\)", r"pages.turn(\1)")], tests=("pages",)),
    Mutation("cursor not passed on", [("rest.py", r"=cursor([,)])", r"=None\1")], every=True, tests=("pages",)),
    Mutation(
        "the walk ends a page early",
        [
            ("rest.py", r"if len\(page\) < size", "if True"),
            ("rest.py", r"if r\.data\.cursor in [^\n]*:", "if True:"),
            ("rest.py", r"^( +)if [^\n]+:\n( +return\n +cursor = pages\.turn)", r"\1if True:\n\2"),
        ],
        tests=("pages",),
    ),
    Mutation(
        "a walk for ever",
        [("runtime:venue_runtime/pages.py", r"if cursor in self\._seen or [^\n]*:", "if False:")],
        tests=("pages",),
        where=("rest.py", r"\bPages\("),
    ),
    # orders
    Mutation(
        "of all orders only our own are canceled",
        [
            (
                "runtime:venue_runtime/client_many.py",
                r"listed = await self\.fetch_open_orders\(symbol\)",
                "listed = self.orders.open(symbol)",
            )
        ],
        tests=("orders",),
        where=("client.py", r"self\._cancel_listed\("),
    ),
    Mutation(
        "the unknown outcome is never looked into",
        [
            (
                "runtime:venue_runtime/client_reconcile.py",
                r"(return self\._spawn\()self\._reconcile\([^)]*\)",
                r"\1__import__('asyncio').sleep(0, order)",
            )
        ],
        tests=("orders",),
    ),
)

from fix_mutations import FIX  # noqa: E402 - made of what is above

MUTATIONS: tuple[Mutation, ...] = (*(_expected(each) for each in (*_CLIENT, *_WEAKNESSES)), *FIX)
