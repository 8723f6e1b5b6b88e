"""What a scalar is on the wire: by its declared kind, its format, its name, and the values that are shown.

Money is exact: what a name calls a price or a quantity is never read as a binary fraction, whatever a document says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from venuegen.importing.model import Shape
from venuegen.importing.naming import tokens

_MONEY = {
    "price", "px", "qty", "quantity", "amount", "amt", "size", "sz", "volume", "vol", "balance", "fee", "fees", "rate",
    "commission", "value", "notional", "cost", "funds", "bid", "ask", "open", "high", "low", "close", "last", "pnl",
    "equity", "margin", "available", "free", "locked", "frozen", "hold", "total", "turnover", "leverage", "interest",
    "tick", "step", "min", "max", "average", "avg", "mark", "index", "profit", "loss", "change", "strike", "filled",
    "remaining", "limit", "increment", "premium", "delta", "gamma", "vega", "theta", "rho", "iv", "multiplier",
    "ratio", "percent", "discount", "collateral", "liability", "principal", "deal", "left", "funding", "staked",
    "borrowed", "lent", "debt", "cap", "floor", "band", "notionals", "asset", "unrealized", "realized", "exposure",
}  # fmt: skip
#: Words that alone make money of a text, whatever else the name says.
_SURE = {
    "price", "px", "qty", "quantity", "amount", "amt", "size", "sz", "volume", "vol", "balance", "fee", "commission",
    "notional", "cost", "funds", "turnover", "equity", "pnl", "rate", "leverage", "oid_price",
}  # fmt: skip
#: Last words of a name by which even a whole number is one of these.
_AMOUNTS = {"price", "px", "qty", "quantity", "amount", "amt", "size", "sz", "volume", "vol", "balance", "funds",
            "notional", "cost", "turnover"}  # fmt: skip
#: Last words of a name that is not money although another word of it may be.
_NEVER = {
    "id", "ids", "type", "mode", "side", "status", "state", "time", "timestamp", "ts", "asset", "currency", "ccy",
    "coin", "name", "symbol", "count", "num", "number", "precision", "scale", "decimals", "prec", "date", "flag",
    "enabled", "allowed", "code", "msg", "message", "text", "source", "trigger", "by", "unit", "interval", "tier",
    "level", "sequence", "seq", "version", "url", "hash", "address", "network", "chain", "at", "label", "key", "user",
    "token", "role", "policy", "category", "kind", "style", "period", "condition", "reason", "instrument",
    "page", "cursor", "dealing", "orders", "days", "depth", "market", "pair", "jsonrpc",
}  # fmt: skip
_TIME_ENDS = {"time", "timestamp", "ts", "at", "date", "until", "expiry", "expiration", "deadline", "expires"}
_TIME_WHOLE = {"since", "from", "to", "start", "end", "t", "time", "timestamp", "ts", "now", "until", "before", "after"}
_SYMBOLS = {
    "symbol", "instrument_name", "instrument", "market", "pair", "inst_id", "instid", "product_id", "currency_pair",
    "contract", "ticker_id", "trading_pair", "market_symbol", "instrument_id", "symbol_name",
}  # fmt: skip
_COUNTS = {"id", "ids", "count", "sequence", "seq", "num", "number", "precision", "decimals", "version", "code", "prec"}
#: Last words of a name by which a text of digits is a whole number.
_COUNTED = {"sequence", "seq", "count", "precision", "decimals", "scale", "prec", "orders", "index", "depth"}
_WHOLE_FORMATS = ("int32", "int64", "integer", "long")
_UNITS = ("ms", "us", "ns")
_DECIMAL = re.compile(r"[-+]?\d+\.\d+([eE][-+]?\d+)?")
_WHOLE = re.compile(r"[-+]?\d+")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]00:?00)?")
_MOMENTS = ("date-time", "datetime", "iso8601")
"""Endings of formats that mean a moment as text (`naive-date-time` too)."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PAIR = re.compile(r"[A-Z0-9]{2,12}[-_/][A-Z0-9]{2,8}|[A-Z0-9]{2,12}(USDT|USDC|BUSD|FDUSD|USD|EUR|BTC|ETH|PERP)")
_SYMBOL_SHOWN = re.compile(r"[A-Z0-9]{2,15}([-_/:][A-Z0-9.]{1,15}){0,5}|[A-Z0-9]{5,24}")


def scalar(wire: str, shape: Shape, samples: Sequence[Any] = (), doc: str = "") -> str:
    """The language's type of a scalar that is no enumeration."""
    shown = [each for each in (*samples, *shape.samples) if each is not None]
    doc = doc or shape.doc
    if shape.kind == "boolean":
        return "bool"
    if shape.kind == "integer":
        return _integer(wire, shape, shown, doc)
    if shape.kind == "number":
        return _number(wire, shape, shown, doc)
    if shape.kind == "string":
        return _text(wire, shape, [each for each in shown if isinstance(each, str)], doc)
    if shape.kind == "union":
        return _several(wire, shape, shown, doc)
    return "json"


def _integer(wire: str, shape: Shape, shown: Sequence[Any], doc: str) -> str:
    if unit := time_unit(wire, shown, doc):
        return unit
    words = tokens(wire)
    exact = bool(words) and words[-1] in _AMOUNTS and not _is_small_count(wire, shape)
    return "number" if exact else "int"


def _is_small_count(wire: str, shape: Shape) -> bool:
    """Page sizes and depths: whole numbers with a bound, or by their name."""
    words = tokens(wire)
    return (
        words in (["limit"], ["size"], ["page", "size"], ["depth"])
        or shape.maximum is not None
        or ("limit" in words and len(words) == 1)
    )


def _number(wire: str, shape: Shape, shown: Sequence[Any], doc: str) -> str:
    whole = [each for each in shown if isinstance(each, int) and not isinstance(each, bool)]
    if looks_like_time(wire, doc):
        if any(isinstance(each, Decimal) for each in shown):
            return "s_number"
        if unit := time_unit(wire, whole, doc):
            return unit
    if tokens(wire)[-1:] and tokens(wire)[-1] in _COUNTS and len(whole) == len(shown):
        return "int"
    return "number"


def _text(wire: str, shape: Shape, shown: Sequence[str], doc: str) -> str:
    if shape.format.endswith(_MOMENTS) or (shown and all(_ISO.fullmatch(each) for each in shown)):
        return "iso" if not shown or all(_ISO.fullmatch(each) for each in shown) else "str"
    if shown and all(_DAY.fullmatch(each) for each in shown):
        return "day"
    if shape.format in ("decimal", "double", "float", "number", "bigdecimal"):
        return "decimal"
    if is_symbol(wire, shown):
        return "venue_symbol"
    words = tokens(wire)
    last = words[-1] if words else ""
    numeric = bool(shown) and all(_WHOLE.fullmatch(each) or _DECIMAL.fullmatch(each) for each in shown)
    whole = numeric and all(_WHOLE.fullmatch(each) for each in shown)
    if shown and all(each in ("true", "false") for each in shown):
        return "bool_text"
    if looks_like_time(wire, doc) and (whole or not shown):
        unit = time_unit(wire, [int(each) for each in shown] if whole else [], doc)
        if unit and (whole or shape.format in _WHOLE_FORMATS):
            return f"{unit}_text"
        return "str"
    if whole and len(wire) <= 2 and (unit := _shown_moment(wire, [int(each) for each in shown])):
        return f"{unit}_text"
    if shape.format in _WHOLE_FORMATS and not shown:
        return "int_text"
    if whole and last in _COUNTED:
        return "int_text"
    if last in _NEVER:
        return "str"
    if numeric and not whole:
        return "decimal"
    if is_money(wire) and (numeric or not shown):
        return "decimal" if numeric or _SURE & set(words) or shape.format or _described(doc) else "str"
    if re.match(r"(the )?number of ", doc, re.IGNORECASE) and (whole or not shown):
        return "int_text"
    return "decimal" if whole and _AMOUNTS & set(tokens(doc)) else "str"


def _described(doc: str) -> bool:
    """Whether a short description calls it money: "Open price."."""
    words = tokens(doc)
    return len(words) <= 4 and words[-1:] != [] and words[-1] in _SURE


def _several(wire: str, shape: Shape, shown: Sequence[Any], doc: str) -> str:
    kinds = {each.kind for each in shape.options}
    if kinds <= {"integer", "number"}:
        return _number(wire, Shape("number"), shown, doc)
    if kinds <= {"integer", "number", "string"}:
        texts = [each for each in shown if isinstance(each, str)]
        if looks_like_time(wire, doc) and all(_WHOLE.fullmatch(each) for each in texts):
            return "any_ms"
        numeric = all(_is_number(each) for each in texts if each)
        if numeric and (is_money(wire) or texts):
            return "decimal"
    return "json"


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def is_money(wire: str) -> bool:
    """A price, a quantity, or anything else that must stay exact."""
    words = tokens(wire)
    if not words or words[-1] in _NEVER:
        return False
    if words[-1] in _MONEY:
        return True
    return bool(_SURE & set(words)) and words[-1] not in _TIME_ENDS


def is_symbol(wire: str, shown: Sequence[Any]) -> bool:
    """The venue's name of an instrument."""
    texts = [each for each in shown if isinstance(each, str)]
    if wire == "s" and are_instruments(texts):
        return True
    if "_".join(tokens(wire)) not in _SYMBOLS:
        return False
    if tokens(wire)[-1] in ("market", "pair", "contract"):  # may be a segment of the venue as well
        return all(re.search(r"[-_/:]", each) or len(each) > 5 for each in texts)
    return all(_SYMBOL_SHOWN.fullmatch(each.upper()) for each in texts)


def are_instruments(texts: Iterable[str]) -> bool:
    """Pairs of currencies, all of them, written as most venues do: with a mark between, or ending in a quote."""
    known = [each for each in texts if each]
    return bool(known) and all(_PAIR.fullmatch(each) for each in known)


def looks_like_time(wire: str, doc: str = "") -> bool:
    """A moment, by its name."""
    words = _without_unit(tokens(wire))
    if not words or words[-1] in ("force", "frame", "zone", "window"):
        return False
    if words[-1] in _TIME_ENDS or re.fullmatch(r"[a-z]time", words[-1]):
        return True
    low = doc.lower()
    said = "timestamp" in low or "epoch" in low or "unix" in low or "milliseconds" in low or "nanosecond" in low
    return ("_".join(words) in _TIME_WHOLE or words[0] in ("start", "end")) and said


def _without_unit(words: list[str]) -> list[str]:
    """`create_time_ns` is a create_time."""
    return words[:-1] if len(words) > 1 and words[-1] in _UNITS else words


def time_unit(wire: str, shown: Sequence[Any], doc: str = "") -> str:
    """`s`, `ms`, `us` or `ns` of a moment; empty for what is none."""
    if not looks_like_time(wire, doc):
        return _shown_moment(wire, shown)
    last = tokens(wire)[-1:]
    called = last[0] if last and last[0] in _UNITS else ""
    return _unit_shown(shown) or called or unit_said(doc) or "ms"


def disputed_unit(wire: str, shown: Sequence[Any], doc: str = "") -> str:
    """What a description calls the unit of a moment, where the values that are shown are of another one; else empty."""
    said = unit_said(doc) if looks_like_time(wire, doc) else ""
    return said if said and _unit_shown(shown) not in ("", said) else ""


def _unit_shown(shown: Sequence[Any]) -> str:
    numbers = [each for each in shown if isinstance(each, int) and not isinstance(each, bool) and each > 0]
    units = {_by_size(each) for each in numbers} - {""}
    return units.pop() if len(units) == 1 else ""


def unit_said(doc: str) -> str:
    """The unit of a moment by its description; empty where that does not say."""
    low = doc.lower()
    for unit, said in (
        ("ns", ("nanosecond", "nano second")),
        ("us", ("microsecond",)),
        ("ms", ("millisecond", "in ms", "(ms)", " ms")),
        ("s", ("in seconds", "unix seconds", "(seconds)", "epoch seconds", "(second)", "in second")),
    ):
        if any(each in low for each in said):
            return unit
    return ""


def _shown_moment(wire: str, shown: Sequence[Any]) -> str:
    """Whole numbers that are moments of these years in milliseconds or finer, whatever they are called."""
    if set(tokens(wire)) & {*_COUNTS, "order", "trade", "nonce"}:
        return ""
    numbers = [each for each in shown if isinstance(each, int) and not isinstance(each, bool)]
    for unit, scale in (("ms", 10**3), ("us", 10**6), ("ns", 10**9)):
        if numbers and all(1_200_000_000 * scale < each < 2_000_000_000 * scale for each in numbers):
            return unit
    return ""


def _by_size(value: int) -> str:
    """Since 2001 and until 2286 the number of digits tells the unit."""
    return {10: "s", 13: "ms", 14: "ms", 16: "us", 17: "us", 19: "ns"}.get(len(str(value)), "")
