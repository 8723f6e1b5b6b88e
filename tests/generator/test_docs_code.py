"""Code and commands of the documentation: what stands there is understood, and what it imports is there."""

from __future__ import annotations

import ast
import importlib
import re
import shlex
from pathlib import Path

import pytest
from venuegen.cli._app import _load, command_names

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs" / "venues").glob("*.md"))]
SHIPPED = tuple(f"venues.{each.parent.name}" for each in (ROOT / "generated" / "venues").glob("*/client.py"))
OURS = ("venue_runtime", *SHIPPED)
_BLOCK = re.compile(r"^( *)```(\w*)[^\n]*\n(.*?)^\1```", re.S | re.M)


def blocks(page: Path) -> list[tuple[str, str]]:
    return [(language, code) for _, language, code in _BLOCK.findall(page.read_text("utf-8"))]


def commands(page: Path) -> list[str]:
    """Every `venuegen …`: of shell blocks, and of code within a sentence."""
    text = page.read_text("utf-8")
    shell = "\n".join(code for language, code in blocks(page) if language == "sh").replace("\\\n", " ")
    within = re.findall(r"`(venuegen [^`\n]+)`", _BLOCK.sub("", text))
    found = [line for each in shell.split("\n") for line in each.split("&&")]
    lines = [re.split(" [#>|] ?", line)[0].strip().removeprefix(".venv/bin/") for line in [*found, *within]]
    return [line for line in lines if line.startswith("venuegen ")]


def understood(line: str) -> None:
    """The command, its options and its arguments are there. Nothing is run."""
    _, name, *words = shlex.split(line)
    assert name in command_names(), "no such command"
    if words:  # a bare name, within a sentence, leaves the arguments out
        _load(name).make_context(name, words)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_is_one(page: Path) -> None:
    wrong = []
    for line in commands(page):
        if "…" in line or "[" in line:
            continue  # something is left out
        try:
            understood(line)
        except Exception as error:
            if type(error).__name__ != "MissingParameter":  # a sentence may leave the venue out
                wrong.append(f"{line}: {error}")
    assert wrong == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_code_is_python_and_its_imports_are_there(page: Path) -> None:
    for language, code in blocks(page):
        if language != "python":
            continue
        tree = compile(code.replace("…", "..."), page.name, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT | ast.PyCF_ONLY_AST)
        for node in ast.walk(tree):
            if not isinstance(node, ast.ImportFrom) or not node.module or not node.module.startswith(OURS):
                continue
            module = importlib.import_module(node.module)
            assert [each.name for each in node.names if not hasattr(module, each.name)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_block_says_what_it_is(page: Path) -> None:
    assert [code for language, code in blocks(page) if not language] == []
