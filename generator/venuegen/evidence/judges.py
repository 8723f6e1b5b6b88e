"""What the judges' tests say of themselves: read with `ast`, never run.

A judge is a test module `test_<venue>_*.py`, or one of several venues, which are keys of a mapping of the module. The
first sentence of its docstring says what is judged; a module-level `DIFFERENCES` (in a judge of several venues: one for
each) lists where the judge and we differ, each entry with its reason and the official text that decides as the last two
texts of a call.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Difference:
    """Where a judge and we differ on purpose."""

    of: str
    reason: str
    source: str


@dataclass(frozen=True)
class Judge:
    """One module of judging tests."""

    file: str
    says: str
    differences: tuple[Difference, ...]

    @property
    def reasons(self) -> list[tuple[str, str, str]]:
        """What differs (all of one reason together), the reason, and the official text."""
        found: dict[tuple[str, str], list[str]] = {}
        for each in self.differences:
            of = found.setdefault((each.reason, each.source), [])
            of += [f"`{each.of}`"] * (each.of != "?" and f"`{each.of}`" not in of)
        return [(", ".join(of), reason, source) for (reason, source), of in found.items()]


def judges_of(venue: str, folder: Path, others: list[str]) -> list[Judge]:
    """Every judge of `venue` in `folder`. A longer id among `others` keeps its own files (`a_b` is not of `a`)."""
    longer = tuple(f"test_{other}_" for other in others if other.startswith(f"{venue}_"))
    files = sorted(folder.glob(f"test_{venue}_*.py")) if folder.is_dir() else []
    own = [_judge(file, _parsed(file)) for file in files if not file.name.startswith(longer)]
    named = tuple(f"test_{other}_" for other in (*others, venue))
    shared = [each for each in sorted(folder.glob("test_*.py")) if not each.name.startswith(named)]
    trees = [(file, _parsed(file)) for file in shared]
    return own + [_judge(file, tree, venue) for file, tree in trees if venue in _venues(tree)]


def _parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def _judge(file: Path, tree: ast.Module, venue: str | None = None) -> Judge:
    said = (ast.get_docstring(tree) or "").partition("\n\n")[0].replace("\n", " ")
    return Judge(file.name, said, tuple(_differences(tree, venue)))


def _venues(tree: ast.Module) -> set[str]:
    """Keys of the module's mappings: a judge of several venues tells them apart by their ids."""
    tables = [value for _, value in map(_assigned, tree.body) if isinstance(value, ast.Dict)]
    return {str(key.value) for table in tables for key in table.keys if isinstance(key, ast.Constant)}


def _differences(tree: ast.Module, venue: str | None) -> Iterator[Difference]:
    """Of a judge of several venues, those of one."""
    texts: dict[str, str] = {}
    for statement in tree.body:
        name, value = _assigned(statement)
        if value is None:
            continue
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            texts[name] = value.value
        if name == "DIFFERENCES" and isinstance(value, ast.Dict):
            yield from _listed(value if venue is None else _entry(value, venue), texts)


def _entry(table: ast.Dict, key: str) -> ast.Dict:
    found = (value for at, value in zip(table.keys, table.values, strict=True) if _text(at, {}) == key)
    inner = next(found, None)
    return inner if isinstance(inner, ast.Dict) else ast.Dict(keys=[], values=[])


def _listed(table: ast.Dict, texts: dict[str, str]) -> Iterator[Difference]:
    for key, entry in zip(table.keys, table.values, strict=True):
        of = str(key.value) if isinstance(key, ast.Constant) else "?"
        for call in (each for each in ast.walk(entry) if isinstance(each, ast.Call)):
            said = [text for each in call.args if (text := _text(each, texts)) is not None]
            if len(said) >= 2:
                yield Difference(of, said[-2], said[-1])


def _assigned(statement: ast.stmt) -> tuple[str, ast.expr | None]:
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            return name, value
        case ast.AnnAssign(target=ast.Name(id=name), value=value):
            return name, value
    return "", None


def _text(node: ast.expr | None, texts: dict[str, str]) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return texts.get(node.id) if isinstance(node, ast.Name) else None
