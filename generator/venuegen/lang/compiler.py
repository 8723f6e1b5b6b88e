"""The compiler of one expression: whitelisted syntax, checked names, static types, plain Python out."""

from __future__ import annotations

import ast
import warnings
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from . import operators
from .convert import convert
from .errors import LangError, did_you_mean
from .functions import FUNCTIONS
from .scalars import SCALARS, WIRE_FUNCTIONS
from .types import (
    BOOL,
    DECIMAL,
    INT,
    JSON,
    NONE,
    RAW,
    SECRET,
    STR,
    ContractEnum,
    EnumType,
    FlagsType,
    ListType,
    MapType,
    Optional,
    Record,
    StructType,
    TupleType,
    Type,
    UnionType,
    base_of,
)
from .values import Ex, Facts, Guard, both, call, is_stable, name, shown, substitute
from .wire_types import WireType, python_class

if TYPE_CHECKING:
    from .expr import Need
    from .scopes import Scope

__all__ = ["Compiler", "parse"]

_MAX_LENGTH = 2000
NO_FACTS: Facts = frozenset()

#: What the language refuses, in words of the author.
_REFUSED: dict[type[ast.AST], tuple[str, str]] = {
    ast.Lambda: ("a lambda", "use `pick(rows, field=value)`, or a function in hooks"),
    ast.ListComp: ("a comprehension", "use `each:`, `pick(…)`, `sum(…)`, or a function in hooks"),
    ast.SetComp: ("a comprehension", "use `each:`, or a function in hooks"),
    ast.DictComp: ("a comprehension", "use `each:`, or a function in hooks"),
    ast.GeneratorExp: ("a comprehension", "use `each:`, `pick(…)`, `sum(…)`, or a function in hooks"),
    ast.JoinedStr: ("an f-string", 'write a template (`"text {name}"` without `=`), or `concat(…)`'),
    ast.NamedExpr: ("`:=`", "name a value with a `let` step"),
    ast.Starred: ("`*`", "write the arguments one by one"),
    ast.Await: ("`await`", "expressions are pure"),
    ast.Yield: ("`yield`", "expressions are pure"),
    ast.YieldFrom: ("`yield`", "expressions are pure"),
    ast.Set: ("a set", "write a tuple: `('a', 'b')`"),
    ast.Slice: ("a slice", "use `part(…)`, `first(…)` or a function in hooks"),
}


def parse(text: str) -> tuple[ast.expr, str]:
    """Syntax of an expression, and the source that its columns count in. Raises LangError."""
    skip = 1 if text.startswith("=") else 0
    body = text[skip:]
    skip += len(body) - len(body.lstrip())
    body = body.strip()
    if not body:
        raise LangError("the expression is empty", 0, max(len(text), 1), expected="an expression")
    if len(text) > _MAX_LENGTH:
        raise LangError(f"the expression is longer than {_MAX_LENGTH} characters", hint="use a function in hooks")
    broken = _line_break_in_text(body)
    if broken is not None:
        raise LangError(
            "a line break inside a text", skip + broken, skip + broken + 1, expected="`\\n`",
            hint="YAML makes a line break of `\\n` in double quotes: write `\\\\n` there, or use single quotes",
        )  # fmt: skip
    source = " " * skip + body.replace("\n", " ").replace("\r", " ").replace("\f", " ")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            node = ast.parse(source.strip(), mode="eval").body
    except SyntaxError as error:
        at = min(error.offset - 1, len(body)) + skip if error.offset and error.lineno == 1 else skip + len(body)
        message = (error.msg or "invalid syntax").split(" (")[0].removesuffix(". Perhaps you forgot a comma?")
        hint = "`==` compares" if "=" in message and "==" in message else ""
        raise LangError(f"this is no expression: {message}", at, at + 1, expected="an expression", hint=hint) from None
    except (ValueError, RecursionError, MemoryError, OverflowError):
        raise LangError("this is no expression", skip, len(text), expected="an expression") from None
    for part in ast.walk(node):
        if isinstance(part, ast.expr):
            _move(part, body, skip)
    return node, source


def _line_break_in_text(body: str) -> int | None:
    """Where a line breaks between two quotes: it would be read as a space, and a signature over it be wrong."""
    quote, at = "", 0
    while at < len(body):
        char = body[at]
        if quote and char == "\\":
            at += 1
        elif quote and char in "\r\n":
            return at
        elif char in "'\"":
            quote = "" if char == quote else quote or char
        at += 1
    return None


def _move(node: ast.expr, body: str, skip: int) -> None:
    """Columns of `ast` are bytes of UTF-8 from the start of the expression; ours are characters of the text."""
    if body.isascii():
        start, end = node.col_offset, node.end_col_offset or node.col_offset
    else:
        raw = body.encode()
        start = len(raw[: node.col_offset].decode(errors="ignore"))
        end = len(raw[: node.end_col_offset or 0].decode(errors="ignore"))
    node.col_offset, node.end_col_offset = start + skip, end + skip


def span(node: ast.expr) -> tuple[int, int]:
    return node.col_offset, node.end_col_offset or node.col_offset + 1


class Compiler:
    """Compiles one text. Its public methods are for `operators`, `functions` and `convert`."""

    def __init__(self, scope: Scope, source: str) -> None:
        self.scope = scope
        self._source = source
        self.names: set[str] = set()
        self.needs: set[Need] = set()
        self.secret = False
        self._binds: dict[str, str] = {}

    # -- what the parts of the compiler share

    def text_of(self, at: tuple[int, int]) -> str:
        return self._source[at[0] : at[1]].strip()

    def source(self, at: tuple[int, int]) -> str:
        """The author's text, quoted for a message."""
        text = self.text_of(at)
        return f"`{text}`" if len(text) <= 60 else f"`{text[:57]}…`"

    def need(self, kind: str, id: str) -> None:
        from .expr import Need

        self.needs.add(Need(kind, id))  # type: ignore[arg-type]

    def runtime(self, function: str, *args: ast.expr) -> ast.expr:
        """A call of a function of the runtime."""
        self.need("wire" if function in WIRE_FUNCTIONS else "exprs", function)
        return call(function, *args)

    def std(self, function: str, *args: ast.expr) -> ast.expr:
        self.need("std", function)
        return call(function, *args)

    def contract(self, enum: str, word: str) -> ast.expr:
        self.need("contract", enum)
        return ast.Attribute(name(enum), word.upper(), ast.Load())

    def bit(self, flags: str, bit: str) -> ast.expr:
        """One bit of a declared number of bits: a member of its class in the wire's types."""
        return ast.Attribute(ast.Attribute(name("wire"), flags, ast.Load()), bit.upper(), ast.Load())

    def table(self, id: str) -> ast.expr:
        self.need("table", id)
        return name(id)

    def bind(self, node: ast.expr) -> str:
        """A name for a value that is computed once and read twice."""
        return self._binds.setdefault(shown(node), f"_{len(self._binds) + 1}")

    def refuse_binds(self, ex: Ex) -> None:
        """Python forbids naming a value inside the iterable of a comprehension."""
        if any(isinstance(part, ast.NamedExpr) for part in ast.walk(ex.core)):
            raise LangError(f"{self.source(ex.span)} is too complicated here", *ex.span, hint="use a function in hooks")

    def settle(self, ex: Ex, facts: Facts) -> Ex:
        """`ex` without the guards that are known to hold."""
        if not facts or not ex.guards:
            return ex
        return replace(ex, guards=tuple(guard for guard in ex.guards if guard.key not in facts))

    def maybe(self, node: ast.expr, type: Type, at: tuple[int, int]) -> Ex:
        """A computed value that may be None."""
        bind = self.bind(node)
        return Ex(name(bind), type, (Guard("null", node, bind),), at)

    def certain(self, ex: Ex, doing: str) -> Ex:
        """`ex`, refused when it may be missing."""
        if ex.type == NONE or ex.missing:
            text = self.text_of(ex.span)
            raise LangError(
                f"{self.source(ex.span)} may be missing: {doing} needs it",
                *ex.span,
                expected="a value that is there",
                hint=f"write `… if {text} is not None else None`, or `{text} or …`",
            )
        return ex

    # -- from the wire to values

    def read(self, type: WireType, node: ast.expr, at: tuple[int, int]) -> Ex:
        """The value of a field of this wire type; `node` reads the field."""
        table = self.scope.types
        guards: list[Guard] = []
        while True:
            type = table.expand(type)
            if type.kind not in ("opt", "null", "blank"):
                break
            bind = None
            subject = node
            if not is_stable(node) and not guards:
                bind = self.bind(node)
                node = name(bind)
            kind = {"opt": "unset", "null": "null", "blank": "blank"}[type.kind]
            if table.is_number_or_word(type):
                bind = self.bind(subject)
                subject, node = self.runtime("raw_text", subject), self.runtime_number(name(bind))
            if kind == "unset":
                self.need("std", "UNSET")
            guards.append(Guard(kind, subject, bind, table.none_words))  # type: ignore[arg-type]
            type = table.as_text(type.item) if type.kind == "blank" else type.item
        value = base_of(table.value_type(type))
        core = node
        if type.kind == "scalar":
            read = SCALARS[type.name].read
            if read != "{}":
                core = self._converted(read, node)
        elif type.kind == "one_or_many":
            core = self.runtime("many", node)
        elif type.kind == "csv":
            core = self.runtime("parse_csv", node)
            item = self.read(table.as_text(type.item), name("x"), at)
            if shown(item.core) != "x":
                generator = ast.comprehension(ast.Name("x", ast.Store()), core, [], 0)
                core = ast.ListComp(item.core, [generator])
        return Ex(core, value, tuple(guards), at)

    def runtime_number(self, node: ast.expr) -> ast.expr:
        """The number that a text spells."""
        self.need("std", "Decimal")
        return substitute("Decimal({})", node)

    def _converted(self, template: str, node: ast.expr) -> ast.expr:
        function = template.partition("(")[0]
        if function == "Decimal":
            self.need("std", "Decimal")
        elif function != "int":
            self.need("wire" if function in WIRE_FUNCTIONS else "exprs", function)
        return substitute(template, node)

    def read_item(self, type: ListType | MapType, node: ast.expr, at: tuple[int, int]) -> Ex:
        """The value of an item; `node` reads it as the wire has it."""
        item = type.item if isinstance(type, ListType) else type.value
        if isinstance(type.wire, WireType):
            return self.read(type.wire, node, at)
        return self.typed(item, node, at)

    def typed(self, type: Type, node: ast.expr, at: tuple[int, int]) -> Ex:
        """A value of ours: None when it is missing."""
        if not isinstance(type, Optional):
            return Ex(node, type, (), at)
        if is_stable(node):
            return Ex(node, type.item, (Guard("null", node),), at)
        return self.maybe(node, type.item, at)

    # -- syntax

    def compile(self, node: ast.expr, facts: Facts = NO_FACTS, expected: Type | None = None) -> Ex:
        """Compile a value. `expected` reaches into branches, so that literals there become words of an enumeration."""
        at = span(node)
        match node:
            case ast.Constant():
                return self._constant(node)
            case ast.Name():
                return self.settle(self._name(node), facts)
            case ast.Attribute():
                return self.settle(self._attribute(node, facts), facts)
            case ast.Subscript():
                return self.settle(self._subscript(node, facts), facts)
            case ast.Call():
                return self.settle(self._call(node, facts, expected), facts)
            case ast.BinOp():
                left, right = self.compile(node.left, facts), self.compile(node.right, facts)
                return operators.binary(self, node, left, right, at)
            case ast.UnaryOp(op=ast.Not()):
                return Ex(self.condition(node, facts)[0], BOOL, (), at)
            case ast.UnaryOp():
                return operators.unary(self, node, self.compile(node.operand, facts), at)
            case ast.BoolOp(op=ast.Or()):
                return self._or(node, facts, expected)
            case ast.BoolOp():
                return self._and(node, facts)
            case ast.Compare():
                return Ex(self.condition(node, facts)[0], BOOL, (), at)
            case ast.IfExp():
                return self._if(node, facts, expected)
            case ast.Tuple() | ast.List():
                return self._list(node, facts, expected)
            case ast.Dict():
                return self._dict(node, facts)
        what, hint = _REFUSED.get(type(node), (f"`{type(node).__name__}`", ""))
        raise LangError(f"{what} is not part of the language", *at, hint=hint)

    def _constant(self, node: ast.Constant) -> Ex:
        value = node.value
        at = span(node)
        if isinstance(value, bool):
            return Ex(ast.Constant(value), BOOL, (), at)
        if isinstance(value, str):
            if any("\ud800" <= char <= "\udfff" for char in value):
                raise LangError("a text with half a character", *at)
            return Ex(ast.Constant(value), STR, (), at, value)
        if isinstance(value, int):
            return Ex(ast.Constant(value), INT, (), at, value)
        if value is None:
            return Ex(ast.Constant(None), NONE, (), at)
        if isinstance(value, float):
            text = self.text_of(at)
            raise LangError(f"`{text}` would be a float, which is not exact", *at, hint=f"write `decimal('{text}')`")
        raise LangError(
            f"{self.source(at)} is no value of the language", *at, expected="text, a number, True, False, None"
        )

    def _name(self, node: ast.Name) -> Ex:
        at = span(node)
        binding = self.scope.names.get(node.id)
        if binding is None:
            if node.id in FUNCTIONS:
                raise LangError(f"`{node.id}` is a function", *at, expected=f"`{FUNCTIONS[node.id].signature}`")
            hint = did_you_mean(node.id, self.scope.names)
            known = ", ".join(sorted(self.scope.names)) or "a literal: nothing can be read here"
            raise LangError(f"unknown name `{node.id}` in {self.scope.place}", *at, expected=known, hint=hint)
        self.names.add(node.id)
        return self._revealed(self.typed(binding.type, substitute(binding.code), at))

    def _revealed(self, ex: Ex) -> Ex:
        if ex.type != SECRET:
            return ex
        if not self.scope.secrets:
            raise LangError(
                f"{self.source(ex.span)} is a secret: it may not be read in {self.scope.place}",
                *ex.span,
                expected="no secret",
                hint="only `sign`, `hash`, `jwt`, `set` and `message` steps read secrets",
            )
        self.secret = True
        return replace(ex, type=STR)

    def _attribute(self, node: ast.Attribute, facts: Facts) -> Ex:
        base = self.compile(node.value, facts)
        start = (node.end_col_offset or 1) - len(node.attr)
        at = (start, start + len(node.attr))
        if isinstance(base.type, Record):
            found = base.type.fields.get(node.attr)
            if found is None:
                raise self._no_field(base, node.attr, base.type.fields, at)
            code = substitute(found.code, base.core) if found.code else ast.Attribute(base.core, node.attr, ast.Load())
            made = self._revealed(self.typed(found.type, code, span(node)))
        elif isinstance(base.type, StructType):
            made = self._struct_field(base, base.type.name, node.attr, at, span(node))
        elif isinstance(base.type, UnionType):
            made = self._member_field(base, base.type.name, node.attr, at, span(node))
        elif isinstance(base.type, FlagsType):
            bits = self.scope.types.flags[base.type.name]
            if node.attr not in bits:
                raise self._no_field(base, node.attr, bits, at)
            masked = ast.BinOp(call("int", base.core), ast.BitAnd(), self.bit(base.type.name, node.attr))
            made = Ex(call("bool", masked), BOOL, (), span(node))
        else:
            hint = did_you_mean(node.attr, FUNCTIONS) if node.attr in FUNCTIONS else ""
            raise LangError(f"{self.source(base.span)} is {base.type}: it has no fields", *at, hint=hint)
        return replace(made, guards=(*base.guards, *made.guards))

    def _no_field(self, base: Ex, wrong: str, known: Any, at: tuple[int, int]) -> LangError:
        hint = did_you_mean(wrong, known)
        return LangError(
            f"{self.source(base.span)} ({base.type}) has no field `{wrong}`", *at, expected="a field", hint=hint
        )

    def _struct_field(self, base: Ex, struct: str, attr: str, at: tuple[int, int], whole: tuple[int, int]) -> Ex:
        table = self.scope.types
        declared = table.structs.get(struct)
        if declared is None:
            # Its declaration has a problem of its own, which is reported there.
            raise LangError(f"`{struct}` is not understood", *at, hint=f"see the problem in type `{struct}`")
        field = declared.field(attr)
        if field is None:
            wire = next((field for field in declared.fields if field.wire == attr), None)
            if wire is None:
                error = self._no_field(base, attr, [field.name for field in declared.fields], at)
                error.expected += f" of {declared.origin}" if declared.origin else ""
                raise error
            raise LangError(
                f"`{attr}` is the wire's name of `{wire.name}`", *at, expected="our name", hint=f"write `{wire.name}`"
            )
        if table.is_tuple(struct):
            index = ast.Constant(declared.fields.index(field))
            return self.read(field.type, ast.Subscript(base.core, index, ast.Load()), whole)
        return self.read(field.type, ast.Attribute(base.core, field.name, ast.Load()), whole)

    def _member_field(self, base: Ex, union: str, attr: str, at: tuple[int, int], whole: tuple[int, int]) -> Ex:
        """A field of some members of a union, or a member that has a name: missing in the others."""
        table = self.scope.types
        named = table.unions[union].named
        if named:
            if attr not in named:
                raise self._no_field(base, attr, named, at)
            bind = None if is_stable(base.core) else self.bind(base.core)
            subject = base.core if bind is None else name(bind)
            made = self.read(named[attr], subject, whole)
            guard = Guard("is", base.core, bind, (python_class(table, named[attr]),))
            return replace(made, guards=(guard, *made.guards))
        structs = [table.structs[each] for each in table.unions[union].members if each in table.structs]
        having = [each for each in structs if each.field(attr) is not None]
        if not having:
            raise self._no_field(base, attr, [field.name for each in structs for field in each.fields], at)
        fields = [field for each in having if (field := each.field(attr)) is not None]
        if len({str(field.type.present) for field in fields}) > 1:
            owners = ", ".join(f"`{each.name}`" for each in having)
            raise LangError(f"`{attr}` is of several types in {owners}", *at, expected="one type in all of them")
        bind = None if is_stable(base.core) else self.bind(base.core)
        subject = base.core if bind is None else name(bind)
        field = next((each for each in fields if each.type.is_opt), fields[0])
        made = self.read(field.type, ast.Attribute(subject, field.name, ast.Load()), whole)
        guard = Guard("is", base.core, bind, tuple(each.name for each in having))
        return replace(made, guards=(guard, *made.guards))

    def _subscript(self, node: ast.Subscript, facts: Facts) -> Ex:
        base = self.compile(node.value, facts)
        at = span(node)
        key = node.slice
        if isinstance(key, ast.UnaryOp) and isinstance(key.op, ast.USub) and isinstance(key.operand, ast.Constant):
            number = key.operand.value
            key = ast.Constant(-number) if isinstance(number, int) else key
        if not isinstance(key, ast.Constant) or isinstance(key.value, bool) or not isinstance(key.value, int | str):
            hint = "use `lookup(map, key)`" if isinstance(base.type, MapType) else _REFUSED[ast.Slice][1]
            raise LangError(
                "only a constant may stand in brackets", *span(node.slice), expected="a number or a text", hint=hint
            )
        index = key.value
        made: Ex | None = None
        if isinstance(base.type, TupleType) and isinstance(index, int):
            if not -len(base.type.items) <= index < len(base.type.items):
                raise LangError(f"{self.source(base.span)} has {len(base.type.items)} items", *span(node.slice))
            item = ast.Subscript(base.core, ast.Constant(index), ast.Load())
            wires = base.type.wire
            if isinstance(wires, tuple):
                made = self.read(wires[index], item, at)
            else:
                made = self.typed(base.type.items[index], item, at)
        elif isinstance(base.type, StructType) and isinstance(index, int):
            declared = self.scope.types.structs.get(base.type.name)
            if declared is not None and declared.array and 0 <= index < len(declared.fields):
                made = self._struct_field(base, base.type.name, declared.fields[index].name, at, at)
        elif isinstance(base.type, ListType) and isinstance(index, int):
            made = self.item_at(base, index, at)
        elif isinstance(base.type, MapType) and isinstance(index, str):
            made = self.entry(base, ast.Constant(index), at)
        elif base.type == JSON:
            made = self.maybe(self.runtime("json_at", base.core, ast.Constant(index)), JSON, at)
        elif base.type == RAW and isinstance(index, str):
            made = self.maybe(self.runtime("raw_at", base.core, ast.Constant(index)), JSON, at)
        if made is None:
            raise LangError(f"{self.source(base.span)} is {base.type}: it has no [{index!r}]", *span(node.slice))
        return replace(made, guards=(*base.guards, *made.guards))

    def item_at(self, base: Ex, index: int | ast.expr, at: tuple[int, int]) -> Ex:
        """An item of a list, which may be too short."""
        assert isinstance(base.type, ListType)
        place = ast.Constant(index) if isinstance(index, int) else index
        return self._found(self.runtime("item", base.core, place), base.type, at)

    def entry(self, base: Ex, key: ast.expr, at: tuple[int, int]) -> Ex:
        """The value at a key of a map, which may not be there."""
        assert isinstance(base.type, MapType)
        return self._found(ast.Call(ast.Attribute(base.core, "get", ast.Load()), [key], []), base.type, at)

    def _found(self, node: ast.expr, type: ListType | MapType, at: tuple[int, int]) -> Ex:
        bind = self.bind(node)
        item = self.read_item(type, name(bind), at)
        guards = tuple(guard for guard in item.guards if guard.kind != "null" or guard.key[1] != bind)
        return replace(item, guards=(Guard("null", node, bind), *guards))

    def _call(self, node: ast.Call, facts: Facts, expected: Type | None) -> Ex:
        function = node.func
        at = span(node)
        if (
            isinstance(function, ast.Attribute)
            and isinstance(function.value, ast.Name)
            and function.value.id == "hooks"
        ):
            return self._hook(node, function, facts)
        if isinstance(function, ast.Attribute):
            start = (function.end_col_offset or 1) - len(function.attr)
            base = self.text_of(span(function.value))
            hint = (
                f"write `{function.attr}({base}…)`"
                if function.attr in FUNCTIONS
                else did_you_mean(function.attr, FUNCTIONS)
            )
            raise LangError("methods are not part of the language", start, start + len(function.attr), hint=hint)
        if not isinstance(function, ast.Name):
            raise LangError("only a function of the language can be called", *at, expected="the name of a function")
        known = FUNCTIONS.get(function.id)
        if known is None:
            hint = did_you_mean(function.id, FUNCTIONS)
            raise LangError(f"unknown function `{function.id}`", *span(function), expected="a function", hint=hint)
        for argument in node.args:
            if isinstance(argument, ast.Starred):
                raise LangError("`*` is not part of the language", *span(argument), hint=_REFUSED[ast.Starred][1])
        for keyword in node.keywords:
            if keyword.arg is None:
                raise LangError("`**` is not part of the language", *span(keyword.value))
        return known.compile(self, node, facts, expected)

    def _hook(self, node: ast.Call, function: ast.Attribute, facts: Facts) -> Ex:
        hooks = self.scope.types.hooks
        at = span(node)
        declared = hooks.get(function.attr)
        if declared is None:
            start = (function.end_col_offset or 1) - len(function.attr)
            hint = did_you_mean(function.attr, hooks)
            raise LangError(
                f"unknown hook `{function.attr}`",
                start,
                start + len(function.attr),
                expected="a function declared in `hooks`",
                hint=hint,
            )
        if node.keywords or len(node.args) != len(declared.args):
            wanted = ", ".join(map(str, declared.args))
            raise LangError(
                f"`hooks.{declared.name}` takes {len(declared.args)} arguments", *at, expected=f"({wanted})"
            )
        args = [
            convert(self, self.compile(arg, facts, type), type).value()
            for arg, type in zip(node.args, declared.args, strict=True)
        ]
        self.need("hook", declared.name)
        called = ast.Call(ast.Attribute(name("hooks"), declared.name, ast.Load()), args, [])
        return self.typed(declared.returns, called, at)

    # -- choices

    def condition(self, node: ast.expr, facts: Facts = NO_FACTS) -> tuple[ast.expr, Facts, Facts]:
        """A test; what is known where it holds, and where it does not."""
        match node:
            case ast.UnaryOp(op=ast.Not()):
                test, yes, no = self.condition(node.operand, facts)
                if isinstance(test, ast.Compare) and len(test.ops) == 1 and type(test.ops[0]) in _OPPOSITES:
                    return ast.Compare(test.left, [_OPPOSITES[type(test.ops[0])]()], test.comparators), no, yes
                return ast.UnaryOp(ast.Not(), test), no, yes
            case ast.BoolOp():
                return self._tests(node, facts)
            case ast.Compare():
                return operators.compare(self, node, facts)
        ex = self.compile(node, facts)
        return self._truth(ex), ex.keys(), NO_FACTS

    def _truth(self, ex: Ex) -> ast.expr:
        if ex.type == NONE:
            raise LangError("None is never true", *ex.span)
        if isinstance(ex.type, StructType | Record | EnumType | ContractEnum | TupleType):
            if not ex.missing:
                raise LangError(f"{self.source(ex.span)} is always there", *ex.span, expected="a condition")
            return ex.presence()
        return ex.truth()

    def _tests(self, node: ast.BoolOp, facts: Facts) -> tuple[ast.expr, Facts, Facts]:
        tests: list[ast.expr] = []
        known = facts
        gained: Facts = frozenset()
        is_and = isinstance(node.op, ast.And)
        for value in node.values:
            test, yes, no = self.condition(value, known)
            tests.append(test)
            gained |= yes if is_and else no
            known |= yes if is_and else no
        if is_and:
            return both(tests), gained, NO_FACTS
        return ast.BoolOp(ast.Or(), tests), NO_FACTS, gained

    def _and(self, node: ast.BoolOp, facts: Facts) -> Ex:
        known = facts
        values: list[ast.expr] = []
        for value in node.values:
            ex = None if _is_test(value) else self.compile(value, known)
            if ex is not None and ex.type != BOOL:
                raise LangError(
                    f"{self.source(ex.span)} is {ex.type}, not a condition",
                    *ex.span,
                    expected="a condition",
                    hint="write `x if condition else None` for a value",
                )
            test, yes, _ = self.condition(value, known)
            values.append(test)
            known |= yes
        return Ex(both(values), BOOL, (), span(node))

    def _or(self, node: ast.BoolOp, facts: Facts, expected: Type | None) -> Ex:
        known = facts
        parts: list[tuple[Ex, ast.expr]] = []
        for value in node.values[:-1]:
            ex = self.compile(value, known, expected)
            if isinstance(ex.type, EnumType) and expected is not None and isinstance(base_of(expected), ContractEnum):
                # A word without a counterpart in the contract is none: what follows `or` stands for it.
                ex = convert(self, ex, Optional(base_of(expected)))
                parts.append((ex, ex.presence()))
                continue
            test, _, no = self.condition(value, known)
            if not _binds(test) >= {guard.bind for guard in ex.guards if guard.bind is not None}:
                ex = self.compile(value, known)  # what is expected changed it inside: what is tested is what is taken
            parts.append((ex, test))
            known |= no
        last = self.compile(node.values[-1], known, expected)
        if all(ex.type == BOOL for ex in [*(ex for ex, _ in parts), last]) and not last.missing:
            return Ex(ast.BoolOp(ast.Or(), [*(test for _, test in parts), last.core]), BOOL, (), span(node))
        for ex, test in reversed(parts):
            first, last = self._agree(ex, last, expected, lenient=True)
            last = self._either(first, ex, test, last, span(node))
        return last

    def _either(self, first: Ex, raw: Ex, test: ast.expr, last: Ex, at: tuple[int, int]) -> Ex:
        """`first or last`."""
        value = raw.value()
        direct = shown(first.core) == shown(raw.core) and not isinstance(value, ast.IfExp)
        rest = last.value()
        if direct:
            more = rest.values if isinstance(rest, ast.BoolOp) and isinstance(rest.op, ast.Or) else [rest]
            node: ast.expr = ast.BoolOp(ast.Or(), [value, *more])
        else:
            node = ast.IfExp(test, first.core, rest)
        if last.type == NONE:
            return self.maybe(node, first.type, at)
        return self.maybe(node, first.type, at) if last.missing else Ex(node, first.type, (), at)

    def _if(self, node: ast.IfExp, facts: Facts, expected: Type | None) -> Ex:
        test, yes, no = self.condition(node.test, facts)
        body = self.compile(node.body, facts | yes, expected)
        other = self.compile(node.orelse, facts | no, expected)
        body, other = self._agree(body, other, expected)
        made = ast.IfExp(test, body.value(), other.value())
        at = span(node)
        if body.type == NONE and other.type == NONE:
            return Ex(ast.Constant(None), NONE, (), at)
        kind = other.type if body.type == NONE else body.type
        if NONE in (body.type, other.type) or body.missing or other.missing:
            return self.maybe(made, kind, at)
        return Ex(made, kind, (), at)

    def _agree(self, one: Ex, other: Ex, expected: Type | None, lenient: bool = False) -> tuple[Ex, Ex]:
        """Both with one type: the expected one, or the one that both can have. `lenient`: the first may be missing."""
        if expected is not None:
            target = base_of(expected)
            if isinstance(target, EnumType):
                # Beside a word of the contract a literal is one too; the whole is translated afterwards.
                target = next((ex.type for ex in (one, other) if isinstance(ex.type, ContractEnum)), target)
            strict: Type = Optional(target) if isinstance(expected, Optional) else target
            return convert(self, one, Optional(target) if lenient else strict), convert(self, other, strict)
        if NONE in (one.type, other.type) or one.type == other.type:
            return one, other
        # A list without items is one of whatever the other has.
        if isinstance(one.type, ListType) and _is_empty(other):
            return one, replace(other, type=one.type)
        if isinstance(other.type, ListType) and _is_empty(one):
            return replace(one, type=other.type), other
        if {one.type, other.type} == {INT, DECIMAL}:
            return convert(self, one, Optional(DECIMAL)), convert(self, other, Optional(DECIMAL))
        for first, second, swapped in ((one, other, False), (other, one, True)):
            try:
                made = convert(self, first, Optional(second.type))
            except LangError:
                continue
            return (second, made) if swapped else (made, second)
        raise LangError(
            f"{self.source(one.span)} is {one.type}, {self.source(other.span)} is {other.type}",
            *other.span,
            expected=str(one.type),
            hint="both sides must be of one type",
        )

    # -- literals with parts

    def _list(self, node: ast.Tuple | ast.List, facts: Facts, expected: Type | None) -> Ex:
        wanted = base_of(expected).item if expected and isinstance(base_of(expected), ListType) else None  # type: ignore[union-attr]
        items = [self.compile(item, facts, wanted) for item in node.elts]
        at = span(node)
        if isinstance(node, ast.Tuple):
            kinds = tuple(item.type for item in items)
            return Ex(ast.Tuple([item.value() for item in items], ast.Load()), TupleType(kinds), (), at)
        if wanted is not None:
            items = [convert(self, item, wanted) for item in items]
            kind: Type = wanted
        elif items and all(item.type == items[0].type and not item.missing for item in items):
            kind = items[0].type
        else:
            items = [convert(self, item, Optional(JSON)) for item in items]
            kind = JSON
        return Ex(ast.List([item.value() for item in items], ast.Load()), ListType(kind), (), at)

    def _dict(self, node: ast.Dict, facts: Facts) -> Ex:
        keys: list[ast.expr | None] = []
        values: list[Ex] = []
        for key, value in zip(node.keys, node.values, strict=True):
            if not isinstance(key, ast.Constant) or not isinstance(key.value, str | int) or isinstance(key.value, bool):
                raise LangError("a key is a literal", *span(key or node), expected="a text or a number")
            keys.append(ast.Constant(key.value))
            values.append(self.compile(value, facts))
        if values and all(value.type == values[0].type and not value.missing for value in values):
            kind = values[0].type
        else:
            values = [convert(self, value, Optional(JSON)) for value in values]
            kind = JSON
        return Ex(ast.Dict(keys, [value.value() for value in values]), MapType(kind), (), span(node))


_OPPOSITES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
}
"""Not the orderings: of a number that is none, neither holds."""


def _binds(node: ast.expr) -> set[str]:
    """Names that evaluating `node` gives."""
    return {part.target.id for part in ast.walk(node) if isinstance(part, ast.NamedExpr)}


def _is_empty(ex: Ex) -> bool:
    return isinstance(ex.core, ast.List) and not ex.core.elts


def _is_test(node: ast.expr) -> bool:
    return isinstance(node, ast.Compare | ast.BoolOp) or (
        isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
    )
