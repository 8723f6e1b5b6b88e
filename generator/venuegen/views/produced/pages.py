"""Walks of the produced tests: documented answers cut into pages, and the cursors that the spec's own rule asks for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from ...lang.types import Time, base_of
from ...render.names import literal
from ...spec.model import Endpoint, Pages
from ..evaluate import evaluate
from ..rest import params_of
from ..wirepaths import WirePath, find_path, frame_of, plain_type, syntax
from .requests import Requests, Skip
from .subscriptions import NotWritten

if TYPE_CHECKING:
    from ...lang import WireType
    from ..context import VenueContext
    from ..examples import Examples

_IDS = ("id", "trade_id", "order_id", "exec_id", "uid")


@dataclass(frozen=True, slots=True)
class WalkView:
    """One walk, as the arguments of `Walk`."""

    id: str
    endpoint: str
    fields: tuple[tuple[str, str], ...]


def build(
    context: VenueContext, examples: Examples, requests: Requests
) -> tuple[tuple[WalkView, ...], tuple[tuple[str, str], ...]]:
    """A walk for every endpoint with pages, and those that cannot be written with the reason."""
    walks: list[WalkView] = []
    missing: list[tuple[str, str]] = []
    for name, endpoint in context.spec.endpoints.items():
        if endpoint.pages is None:
            continue
        try:
            walks.append(_Writer(context, examples, requests, name, endpoint, endpoint.pages).view())
        except (NotWritten, Skip) as reason:
            missing.append((f"the walk through {name}", str(reason)))
    return tuple(walks), tuple(missing)


class _Writer:
    def __init__(
        self,
        context: VenueContext,
        examples: Examples,
        requests: Requests,
        name: str,
        endpoint: Endpoint,
        pages: Pages,
    ) -> None:
        self.context, self.table, self.name = context, context.table, name
        self.endpoint, self.pages = endpoint, pages
        self.kind = self.table.parse(endpoint.result)
        self.arguments = requests._values(endpoint, False)
        found = examples.fitting(name, self.kind, self.table)
        path = self._path(pages.items)
        if path is None:
            raise NotWritten("its items are computed")
        self.items: WirePath = path
        kind = plain_type(path.type, self.table)
        if kind.kind != "list":
            raise NotWritten("its items are no list")
        self.row: WireType = kind.item
        self.example = next((each for each in found if _at(each.payload, path.steps)), None)
        if self.example is None:
            raise NotWritten("no documented answer with items")
        self.first_row = _at(self.example.payload, path.steps)[0]

    def _path(self, items: str) -> WirePath | None:
        """Where the items of an answer stand; of those of several rows (`every`), those of the first."""
        found = re.fullmatch(r"=every\((.+), '(\w+)'\)", items)
        path = find_path(f"={found[1]}" if found else items, "r", self.kind, self.table)
        if path is None or found is None:
            return path
        struct = self.table.structs.get(plain_type(plain_type(path.type, self.table).item, self.table).name)
        field = next((each for each in struct.fields if each.name == found[2]), None) if struct is not None else None
        return WirePath((*path.steps, "0", field.wire), field.type) if field is not None else None

    def view(self) -> WalkView:
        size = self._size()
        rows = 2 if size is None else size
        step = -1 if self.pages.order == "newest_first" else 1
        one = [self._row_values(10 + step * at) for at in range(rows)]
        two = [self._row_values(10 + step * rows)]
        cursor = self._cursor_path()
        first_rest = {cursor: "c2"} if cursor is not None and self._is_text(cursor) else {}
        told = dict.fromkeys(self._headers(), "2")
        first, following = self._page(one, first_rest, size, told), None
        if first[0]:
            raise NotWritten("its first page would be its last")
        following = first[1]
        if following is None:
            raise NotWritten("what asks for its next page is computed of more than its rows and its answer")
        last_rest = next((rest for rest in self._ends(cursor) if self._ends_at(self._page(two, rest, size, {}))), None)
        pages = [(one, first_rest, told), (two, last_rest, {})]
        cursors = [self._given(), str(following)]
        if last_rest is None:
            end: list[dict[tuple[Any, ...], Any]] = []
            pages = [(one, first_rest, told), (end, {}, {})]
        param = next(each for each in params_of(self.context, self.endpoint) if each.name == self.pages.param)
        fields = {
            "iterator": literal(f"iter_{self.name}"),
            "arguments": literal({**self.arguments, **({self.pages.size: size} if self.pages.size and size else {})}),
            "example": f"EXAMPLES[{literal(self.example.name if self.example else '')}].payload",
            "items": literal(self.items.steps),
            "pages": "(" + ", ".join(_page(rows, rest or {}, headers) for rows, rest, headers in pages) + ")",
            "param": literal(param.wire.rpartition(".")[2]),
            "cursors": literal(cursors),
        }
        return WalkView(self.name, self.name, tuple(fields.items()))

    def _size(self) -> int | None:
        if self.pages.size is None:
            if "size" in {node.id for node in _names(self.pages.done)}:
                raise NotWritten("pages of its size would be long")
            return None
        for each in params_of(self.context, self.endpoint):
            if each.name == self.pages.size and (each.minimum or 1) > 2:
                return each.minimum
        return 2

    def _given(self) -> str | None:
        """The cursor of the first request."""
        value = self.arguments.get(self.pages.param)
        return None if value is None else str(value)

    # ------------------------------------------------------------ rows

    def _row_values(self, number: int) -> dict[tuple[Any, ...], Any]:
        """What makes a row another one: every field that the rule reads off it, and its id."""
        paths = [path for text in (self.pages.next, self.pages.done) for path in self._read(text, ("last", "first"))]
        if not paths:
            paths = [self._id_path()]
        return {tuple(path): self._varied(_at(self.first_row, path), number) for path in paths}

    def _read(self, text: str, roots: Iterable[str]) -> list[tuple[Any, ...]]:
        found = []
        for node in ast.walk(syntax(text) or ast.Constant(None)):
            if isinstance(node, ast.Attribute):
                root: ast.expr = node
                while isinstance(root, ast.Attribute):
                    root = root.value
                if isinstance(root, ast.Name) and root.id in roots:
                    steps = self._steps(ast.unparse(node).split(".")[1:])
                    if steps is not None and steps not in found:
                        found.append(steps)
        return found

    def _steps(self, names: list[str]) -> tuple[Any, ...] | None:
        kind, steps = self.row, []
        for name in names:
            struct = self.table.structs.get(plain_type(kind, self.table).name)
            field = struct.field(name) if struct else None
            if struct is None or field is None:
                return None
            steps.append(list(struct.fields).index(field) if struct.array else field.wire)
            kind = field.type
        return tuple(steps)

    def _id_path(self) -> tuple[Any, ...]:
        struct = self.table.structs.get(plain_type(self.row, self.table).name)
        names = [field.name for field in struct.fields] if struct else []
        chosen = next((name for name in _IDS if name in names), None)
        for field in struct.fields if struct else ():
            is_plain = field.type.kind == "scalar" and field.type.name in ("int", "str", "int_text")
            if chosen is None and is_plain:
                chosen = field.name
        steps = self._steps([chosen]) if chosen else None
        if steps is None:
            raise NotWritten("nothing tells its rows apart")
        return steps

    @staticmethod
    def _varied(value: Any, number: int) -> Any:
        if isinstance(value, bool) or not isinstance(value, (int, str)):
            raise NotWritten("what its pages are told apart by is no number or text")
        if isinstance(value, int):
            return value + number
        return str(int(value) + number) if value.isdigit() else f"row-{number}"

    # ------------------------------------------------------------ answers

    def _cursor_path(self) -> tuple[str, ...] | None:
        for text in (self.pages.next, self.pages.done):
            for node in ast.walk(syntax(text) or ast.Constant(None)):
                if isinstance(node, ast.Attribute):
                    path = find_path(f"={ast.unparse(node)}", "r", self.kind, self.table)
                    if path is not None and path.steps != self.items.steps:
                        return path.steps
        return None

    def _is_text(self, steps: tuple[str, ...]) -> bool:
        assert self.example is not None
        return isinstance(_at(self.example.payload, steps), str)

    def _ends(self, cursor: tuple[str, ...] | None) -> list[dict[tuple[Any, ...], Any]]:
        # What only a flag tells: `=not r.has_next`.
        said = frame_of(self.pages.done, "r", self.kind, self.table)
        flags = said.items() if isinstance(said, dict) else ()
        told: list[dict[tuple[Any, ...], Any]] = [{(name,): value} for name, value in flags if isinstance(value, bool)]
        if cursor is None:
            return [{}, *told]
        return [{}, *told, *({cursor: end} for end in ("", None, "0", False, 0))]

    def _headers(self) -> set[str]:
        """Names of the headers that tell the next page."""
        return {
            str(node.slice.value)
            for text in (self.pages.next, self.pages.done)
            for node in ast.walk(syntax(text) or ast.Constant(None))
            if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "header"
            if isinstance(node.slice, ast.Constant)
        }

    def _ends_at(self, page: tuple[bool, Any]) -> bool:
        """A page is the last where the rule says so, or where a header that tells the next is missing."""
        return page[0] or (page[1] is None and bool(self._headers()))

    def _page(
        self,
        rows: list[dict[tuple[Any, ...], Any]],
        rest: dict[Any, Any],
        size: int | None,
        headers: dict[str, str],
    ) -> tuple[bool, Any]:
        """Whether a page is the last, and what asks for the next."""
        import copy

        assert self.example is not None
        answer = copy.deepcopy(self.example.payload)
        answer = _put(answer, self.items.steps, [_filled(self.first_row, row) for row in rows])
        for steps, value in rest.items():
            answer = _put(answer, steps, value)
        r = self._decoded(self.kind, answer)
        page = self._items(r)
        params = {each.name: self.arguments.get(each.name) for each in params_of(self.context, self.endpoint)}
        names = {
            **params,
            "r": r,
            "header": dict.fromkeys(self._headers()) | headers,
            "page": page,
            "first": page[0] if page else None,
            "last": page[-1] if page else None,
            "size": size,
            "sent": self.arguments.get(self.pages.param),
            "cfg": SimpleNamespace(**{key: each.default for key, each in self.context.spec.config.items()}),
        }
        try:
            return bool(evaluate(self.pages.done, names)), evaluate(self.pages.next, names)
        except Exception as error:
            raise NotWritten(f"its rule cannot be computed beforehand ({type(error).__name__})") from error

    def _items(self, r: Any) -> list[Any]:
        return list(evaluate(self.pages.items, {"r": r}) or [])

    def _decoded(self, kind: WireType, data: Any) -> Any:
        """A JSON value as the generated client has it: objects by python names, numbers in texts as numbers."""
        if data is None:
            return None
        if kind.kind == "blank" and data == "":
            return None
        kind = plain_type(kind, self.table)
        if kind.kind == "blank":
            return self._decoded(kind.item, data) if data not in self.table.none_words else None
        if kind.kind == "list":
            return [self._decoded(kind.item, each) for each in data]
        struct = self.table.structs.get(kind.name)
        if struct is not None:
            rows = data if isinstance(data, list) else [data.get(field.wire) for field in struct.fields]
            pairs = zip(struct.fields, rows, strict=False)
            return SimpleNamespace(**{field.name: self._decoded(field.type, value) for field, value in pairs})
        if isinstance(data, str) and kind.kind == "scalar":
            value = base_of(self.table.value_type(kind))
            if isinstance(value, Time) or str(value) == "int":
                return int(data) if data.lstrip("-").isdigit() else data
            if str(value) == "decimal":
                try:
                    return Decimal(data)
                except InvalidOperation:
                    return data
        return data


def _names(text: str) -> list[ast.Name]:
    return [node for node in ast.walk(syntax(text) or ast.Constant(None)) if isinstance(node, ast.Name)]


def _page(rows: list[dict[tuple[Any, ...], Any]], rest: dict[tuple[Any, ...], Any], headers: dict[str, str]) -> str:
    written = ", ".join("{" + ", ".join(f"{_path(k)}: {literal(v)}" for k, v in row.items()) + "}" for row in rows)
    rest_code = ", {" + ", ".join(f"{_path(k)}: {literal(v)}" for k, v in rest.items()) + "}" if rest else ""
    headers_code = f", headers={literal(headers)}" if headers else ""
    return f"Page([{written}]{rest_code}{headers_code})"


def _path(steps: tuple[Any, ...]) -> str:
    return literal(steps[0]) if len(steps) == 1 and isinstance(steps[0], str) else literal(steps)


def _at(data: Any, steps: Iterable[Any]) -> Any:
    for step in steps:
        if isinstance(data, list):
            data = data[int(step)] if int(step) < len(data) else None
        else:
            data = data.get(step) if isinstance(data, dict) else None
    return data


def _put(data: Any, steps: tuple[Any, ...], value: Any) -> Any:
    if not steps:
        return value
    here = data
    for step in steps[:-1]:
        here = here[int(step)] if isinstance(here, list) else here[step]
    here[int(steps[-1]) if isinstance(here, list) else steps[-1]] = value
    return data


def _filled(row: Any, values: dict[tuple[Any, ...], Any]) -> Any:
    import copy

    row = copy.deepcopy(row)
    for steps, value in values.items():
        row = _put(row, steps, value)
    return row
