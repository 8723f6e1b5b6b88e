"""What the produced tests of orders trade: the spec's documented instruments, and amounts that fit them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ...render.names import camel_case, identifier, literal
from ..examples import test_pairs

if TYPE_CHECKING:
    from ...spec.model import Operation, Spec
    from ..examples import Examples

_ENUMS = {"kind": "InstrumentKind", "quantity_unit": "QuantityUnit", "option_type": "OptionType"}
_TEXTS = ("base", "quote", "settle")
_DECIMALS = (
    "price_increment",
    "quantity_increment",
    "min_price",
    "max_price",
    "min_quantity",
    "max_quantity",
    "min_notional",
    "max_notional",
    "contract_size",
    "strike",
)
_OTHERS = ("inverse", "expiry", "partition")
_STEP = Decimal("0.5")
"""The smallest part of an amount or price that the tests use."""


@dataclass(frozen=True, slots=True)
class InstrumentView:
    """One instrument as Python, and where its rules come from."""

    symbol: str
    venue_symbol: str
    fields: tuple[tuple[str, str], ...]
    source: str


@dataclass(frozen=True, slots=True)
class TradingView:
    """The instrument that orders are tested in, and how its amounts and prices are written."""

    symbol: str
    base: str
    quote: str
    currencies: tuple[str, ...]
    scale: Decimal
    tick_scale: Decimal
    is_spot: bool
    client_ids: tuple[str, str]
    created: str
    """Status of an order of which only the acknowledgement came."""
    canceled: str
    tells_fee: bool
    """Whether fills of the stream have their fee."""
    tells_fee_currency: bool
    """Whether they also say in which currency it is."""
    tells_crossing: bool
    """Whether a post-only order that would trade is refused by an error of its own."""

    most: Decimal | None
    """The largest quantity that an order may have."""

    @property
    def beyond_funds(self) -> str:
        """Arguments of an order that costs more than anybody has."""
        wanted = 50_000 * self.scale
        if self.most is None or wanted <= self.most:
            return f"quantity={self.amount('50000')}"
        price = (10_000 / self.most).to_integral_value("ROUND_UP") * 100
        return f'quantity=Decimal("{_plain(self.most)}"), price={self.price(str(price))}'

    @property
    def fee(self) -> str:
        """What a taker pays for one unit bought."""
        return _plain(Decimal("0.001") * self.scale)

    @property
    def locked(self) -> str:
        """What two orders of 2 at 100 and 99 keep of the quote currency."""
        return _plain(398 * self.scale * self.tick_scale)

    @property
    def left(self) -> str:
        """What is free beside them."""
        return _plain(100_000 - 398 * self.scale * self.tick_scale)

    def amount(self, text: str) -> str:
        """A quantity as Python."""
        return f'Decimal("{_plain(Decimal(text) * self.scale)}")'

    def price(self, text: str) -> str:
        """A price as Python."""
        return f'Decimal("{_plain(Decimal(text) * self.tick_scale)}")'

    def amount_text(self, text: str) -> str:
        """A quantity as text."""
        return _plain(Decimal(text) * self.scale)

    def price_text(self, text: str) -> str:
        """A price as text."""
        return _plain(Decimal(text) * self.tick_scale)


def instruments(spec: Spec, examples: Examples) -> tuple[InstrumentView, ...]:
    """`test_symbols`, as a documented example has them, else with increments of 0.01."""
    documented = _documented(spec, examples)
    found = []
    for venue_symbol, symbol in test_pairs(spec) or (("AAABBB", "AAA/BBB"),):
        source, row = documented.get(symbol, ("", {}))
        fields = _fields(row, f"{camel_case(spec.venue)}Ref") if row else _supposed(symbol)
        partition = partition_of(spec, examples, symbol)
        fields |= {"partition": literal(partition)} if partition else {}
        found.append(InstrumentView(symbol, venue_symbol, tuple(fields.items()), source))
    return tuple(found)


def trading(spec: Spec, chosen: InstrumentView, client_id: str) -> TradingView:
    """What the tests of orders need to know."""
    fields = dict(chosen.fields)
    create, cancel = spec.operations.get("create_order"), spec.operations.get("cancel_order")
    currencies = [fields[name].strip("\"'") for name in _TEXTS if name in fields]
    return TradingView(
        symbol=chosen.symbol,
        base=currencies[0],
        quote=currencies[1],
        currencies=tuple(dict.fromkeys(currencies)),
        most=Decimal(fields["max_quantity"][9:-2]) if "max_quantity" in fields else None,
        scale=_scale(fields.get("quantity_increment"), fields.get("min_quantity")),
        tick_scale=_scale(fields.get("price_increment"), None),
        is_spot=fields["kind"] == "InstrumentKind.SPOT",
        client_ids=(client_id, another_id(client_id, spec)),
        created=_created(create),
        canceled="pending_cancel" if cancel is not None and cancel.result == "cache" else "canceled",
        tells_fee=_tells_fee(spec),
        tells_fee_currency=_tells_fee(spec, "fee_currency"),
        tells_crossing=spec.errors is None or spec.errors.meanings.get("post_only_would_cross") != "undocumented",
    )


def _created(create: Operation | None) -> str:
    told = create is None or create.result != "request" or "status" in create.set
    return "new" if told else "pending_new"


def _tells_fee(spec: Spec, field: str = "fee") -> bool:
    watch = spec.operations.get("watch_fills")
    mapping = spec.maps.get(watch.map or "") if watch is not None else None
    asked = spec.operations.get("fetch_my_trades")
    if mapping is not None and "trade_id" not in mapping.fields and asked is not None:
        mapping = spec.maps.get(asked.map or "")  # the stream says that there are fills; these are they
    # A currency that the spec knows is told by nobody.
    return mapping is None or "m." in str(mapping.fields.get(field, ""))


def _documented(spec: Spec, examples: Examples) -> dict[str, tuple[str, dict[str, Any]]]:
    """Symbol → example and literal fields, the fullest of each symbol."""
    maps = {name for name, each in spec.maps.items() if each.to == "Instrument"}
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for example in examples.files:
        for name, expected in example.expect.items():
            if name not in maps:
                continue
            for row in expected if isinstance(expected, list) else [expected]:
                symbol = row.get("symbol") if isinstance(row, dict) else None
                if symbol is None or row.get("price_increment") is None or row.get("quantity_increment") is None:
                    continue
                if symbol not in found or _said(row) > _said(found[symbol][1]):
                    found[symbol] = (example.name, row)
    return found


def documented(spec: Spec, examples: Examples) -> list[dict[str, Any]]:
    """The literal fields of every instrument that an example shows."""
    return [row for _, row in _documented(spec, examples).values()]


def partition_of(spec: Spec, examples: Examples, symbol: str) -> str:
    """The partition of an instrument: as documented, or as of a documented one that is settled alike."""
    rows = {symbol: row for symbol, (_, row) in _documented(spec, examples).items()}
    alike = (row for other, row in rows.items() if _settled(other) == _settled(symbol))
    return str(rows.get(symbol, next(alike, {})).get("partition") or "")


def _settled(symbol: str) -> tuple[int, bool]:
    """How many parts the contract of a symbol is told by, and whether it is settled in what prices are in."""
    pair, _, settled = symbol.partition(":")
    settle, *dated = settled.split("-")
    return (len(dated) + bool(settle), settle == pair.partition("/")[2])


def _said(row: dict[str, Any]) -> int:
    return sum(value is not None for value in row.values())


def _fields(row: dict[str, Any], ref_name: str = "") -> dict[str, str]:
    fields: dict[str, str] = {}
    if isinstance(row.get("ref"), dict):
        said = ", ".join(f"{identifier(name)}={literal(value)}" for name, value in row["ref"].items())
        fields["ref"] = f"{ref_name}({said})"
    for name, value in row.items():
        if value is None:
            continue
        if name in _ENUMS:
            fields[name] = f"{_ENUMS[name]}.{str(value).upper()}"
        elif name in _DECIMALS:
            fields[name] = f'Decimal("{_plain(Decimal(str(value)))}")'
        elif name in (*_TEXTS, *_OTHERS):
            fields[name] = literal(value)
        elif name == "aliases":
            fields[name] = literal(tuple(value))
        elif name == "price_bands" and value:
            bands = (f'PriceBand(Decimal("{each["above"]}"), Decimal("{each["increment"]}"))' for each in value)
            fields[name] = f"({', '.join(bands)},)"
    defaults = {"quantity_unit": "QuantityUnit.BASE", "contract_size": 'Decimal("1")', "inverse": "False"}
    fields = {name: value for name, value in fields.items() if defaults.get(name) != value}
    return {"kind": fields.pop("kind", "InstrumentKind.SPOT"), **fields}


def _supposed(symbol: str) -> dict[str, str]:
    """What the symbol itself says, and increments that any price fits."""
    pair, _, settled = symbol.partition(":")
    base, _, quote = pair.partition("/")
    settle, *dated = settled.split("-")
    kind = "SPOT" if not settle else ("PERPETUAL", "FUTURE", "OPTION", "OPTION")[len(dated)]
    fields = {"kind": f"InstrumentKind.{kind}", "base": literal(base), "quote": literal(quote)}
    fields |= {"settle": literal(settle)} if settle else {}
    return {**fields, "price_increment": 'Decimal("0.01")', "quantity_increment": 'Decimal("0.01")'}


def _scale(increment: str | None, least: str | None) -> Decimal:
    """What to multiply halves with, so that they are on the grid and not too small."""
    number, minimum = (Decimal(text[9:-2]) if text else Decimal(0) for text in (increment, least))
    scale = Decimal(1) if not number or _STEP % number == 0 else number * 2
    while scale * _STEP < minimum:
        scale *= 10
    return scale


def another_id(text: str, spec: Spec) -> str:
    """A second client order id of the same form."""
    form = spec.client_order_ids
    for end in "456789abcdef":
        other = text[:-1] + end
        if other != text and (form is None or re.fullmatch(form.pattern, other)):
            return other
    return text


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
