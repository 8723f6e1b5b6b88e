"""What channels of the simulated venue send: the code that writes one message from what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...render.names import identifier, literal
from ...spec.model import Operation
from ..wirepaths import find_path, plain_type
from . import books as simulated_books
from .books import Written

if TYPE_CHECKING:
    from ...lang import WireType
    from ..context import VenueContext
    from ..examples import Examples
    from .maps import Maps

_TICKER = "ticker_of(exchange, event.symbol)"
_QUOTES = {
    name: f"v.{side}{field}"
    for side in ("bid", "ask")
    for field, words in (("", ("", "_price")), ("_quantity", ("_quantity", "_size", "_qty")))
    for name in (f"{side}{word}" for word in words)
}
"""Python names of fields of a best-price message → what they hold."""


class Payloads:
    """Writers of messages, from examples and the maps that read them."""

    def __init__(self, context: VenueContext, examples: Examples, maps: Maps) -> None:
        self.context, self.examples, self.maps, self.table = context, examples, maps, context.table

    def of(self, reference: str, kind: WireType, operations: dict[str, Operation]) -> Written:
        """Lines of one channel whose messages are `kind`, which `operations` read; none where it is not known how."""
        if any(each.book for each in operations.values()):
            book = next(each.book for each in operations.values() if each.book)
            return simulated_books.build(self.context, self.maps, reference, kind, book or "")
        return Written(update=tuple(self._update(reference, kind, operations)))

    def _update(self, reference: str, kind: WireType, operations: dict[str, Operation]) -> list[str]:
        if "watch_orders" in operations or "watch_fills" in operations:
            return self._orders(reference, kind, operations)
        for key, value in (("watch_trades", "event.trade"), ("watch_ticker", _TICKER)):
            operation = operations.get(key)
            if operation is not None and operation.map is not None:
                return self._one(reference, kind, operation, value)
        if "watch_candles" in operations and operations["watch_candles"].map is not None:
            operation = operations["watch_candles"]
            words = {word: ours for ours, word in operation.intervals.items()}
            asked = next((key for key, each in operation.params.items() if "interval" in str(each)), None)
            # A channel that is not asked for an interval has one alone.
            word = (
                f"{literal(words)}[subscription.data[1][{literal(identifier(asked))}]]"
                if asked is not None
                else literal(next(iter(operation.intervals), "1m"))
            )
            return [
                f"interval = interval_ns({word})",
                *self._one(reference, kind, operation, "candle_of(exchange, event.symbol, interval)"),
            ]
        if "watch_balances" in operations and operations["watch_balances"].map is not None:
            return self._balances(reference, kind, operations["watch_balances"], operations.get("watch_positions"))
        return self._quotes(reference, kind) if not operations else []

    def _quotes(self, reference: str, kind: WireType) -> list[str]:
        """A channel that no method uses, of best prices: known by its fields, live like the others."""
        struct = self.table.structs.get(plain_type(kind, self.table).name)
        found = self.maps.example(reference, kind)
        names = {field.name: field for field in struct.fields} if struct is not None else {}
        words = {**_QUOTES, "last": "v.last", "last_price": "v.last"}
        if found is None or not ({"bid_price", "ask_price"} <= names.keys() or {"bid", "ask"} <= names.keys()):
            return []
        if any("open" in name or "high" in name or "volume" in name for name in names):
            return []
        rows = [
            f"{literal(names[name].wire)}: {code}"
            for name, code in (
                *((name, f"decimal_text({code}) if {code} is not None else None") for name, code in words.items()),
                ("update_id", "exchange.book(event.symbol, 1).last_id"),
            )
            if name in names
        ]
        tag = self.maps.tagged(kind, "i")
        return [
            "exchange = self.connection.context.exchange",
            "i = exchange.instrument(event.symbol)",
            f"v = {_TICKER}",
            f"answer = self.dialect.example({literal(found.name)})",
            f"return filled(answer, {{{', '.join([*([tag] if tag else []), *rows])}}})",
        ]

    def _one(self, reference: str, kind: WireType, operation: Operation, value: str) -> list[str]:
        found = self.maps.example(reference, kind, operation.map)
        path = find_path(operation.each or "=m", "m", kind, self.table)
        if found is None or path is None or operation.map is None:
            return []
        example = f"self.dialect.example({literal(found.name)})"
        head = [
            "exchange = self.connection.context.exchange",
            "i = exchange.instrument(event.symbol)",
            f"v = {value}",
        ]
        tag = self.maps.tagged(kind, "i")
        if not path.steps and plain_type(path.type, self.table).kind == "list":
            call = self.maps.call(operation.map, f"first_row({example}, ())", "v", "i")
            tag = self.maps.tagged(plain_type(path.type, self.table).args[0], "i")
            return [*head, f"return [filled({call}, {{{tag}}})]" if tag else f"return [{call}]"]
        if not path.steps:
            call = self.maps.call(operation.map, example, "v", "i")
            return [*head, f"return filled({call}, {{{tag}}})" if tag else f"return {call}"]
        call = self.maps.call(operation.map, "row", "v", "i")
        return [
            *head,
            f"answer = {example}",
            f"row = first_row(answer, {literal(path.steps)})",
            f"return put(answer, {literal(path.steps)}, [{call}])",
        ]

    def _balances(self, reference: str, kind: WireType, operation: Operation, positions: Operation | None) -> list[str]:
        """Messages of balances, and of the positions that stand in the same ones."""
        found = self.maps.example(reference, kind, operation.map)
        path = find_path(operation.each or "=m", "m", kind, self.table)
        if found is None or path is None or operation.map is None:
            return []
        example = f"self.dialect.example({literal(found.name)})"
        if plain_type(path.type, self.table).kind != "list":
            if path.steps:
                return []
            # One balance a message: the last that changed.
            return [f"return {self.maps.call(operation.map, example, 'event.balances[-1]', 'None')}"]
        call = self.maps.call(operation.map, "row", "v", "None")
        lines = [f"answer = {example}"]
        held = find_path(positions.each or "=m", "m", kind, self.table) if positions is not None else None
        if positions is not None and positions.map is not None and held is not None and held.steps:
            position = self.maps.call(positions.map, "row", "v", "exchange.instrument(v.symbol)")
            lines += [
                "exchange = self.connection.context.exchange",
                f"row = first_row(answer, {literal(held.steps)})",
                f"rows = [{position} for v in exchange.positions(event.account)]",
                f"answer = put(answer, {literal(held.steps)}, rows)",
            ]
        return [
            *lines,
            f"row = first_row(answer, {literal(path.steps)})",
            f"return put(answer, {literal(path.steps)}, [{call} for v in event.balances])",
        ]

    def _orders(self, reference: str, kind: WireType, operations: dict[str, Operation]) -> list[str]:
        order, fill = operations.get("watch_orders"), operations.get("watch_fills")
        order_map, fill_map = (each.map if each else None for each in (order, fill))
        either = order or fill
        path = find_path((either.each if either else None) or "=m", "m", kind, self.table)
        if path is None:
            return []
        is_list = plain_type(path.type, self.table).kind == "list"
        by_status: dict[str, str] = {}
        by_fill: dict[str, str] = {}
        for each in self.examples.fitting(reference, kind, self.table):
            expected = each.expect.get(order_map or "") or {}
            expected = expected[0] if isinstance(expected, list) and expected else expected
            if fill_map is not None and each.expect.get(fill_map):
                by_fill.setdefault(str(expected.get("status")) if isinstance(expected, dict) else "", each.name)
            elif isinstance(expected, dict) and "status" in expected:
                by_status.setdefault(str(expected["status"]), each.name)
        if not (by_status or by_fill):
            return []
        lines = ["i = self.instrument(event.symbol)"]
        if order_map is None:
            names = next(iter(by_fill.values()), "")
            lines += ["if event.fill is None:", "    return None", f"answer = self.dialect.example({literal(names)})"]
        else:
            choice = literal(by_status or by_fill)
            if by_fill and by_status:
                choice = f"{literal(by_fill)} if event.fill is not None else {literal(by_status)}"
            lines += [
                f"names = {choice}",
                "answer = self.dialect.example(names.get(event.order.status.value) or next(iter(names.values())))",
            ]
        row = "answer" if not path.steps else f"get(answer, {literal(path.steps)})"
        row = f"first_row(answer, {literal(path.steps)})" if is_list else row
        # A fill that is told without an id is only what the order says of itself.
        told = fill_map is not None and "trade_id" in self.context.spec.maps[fill_map].fields
        if order_map is not None and fill_map is not None and told:
            lines += [
                f"message = {self.maps.call(order_map, row, 'event.order', 'i')}",
                "if event.fill is not None:",
                f"    message = {self.maps.call(fill_map, 'message', 'event.fill', 'i')}",
            ]
            row = "message"
        elif order_map is not None:
            row = self.maps.call(order_map, row, "event.order", "i")
        elif fill_map is not None:
            row = self.maps.call(fill_map, row, "event.fill", "i")
        made = f"[{row}]" if is_list else row
        return [*lines, f"return put(answer, {literal(path.steps)}, {made})" if path.steps else f"return {made}"]
