"""Who may import whom: read from the syntax of every file, imports inside functions included."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GENERATOR, RUNTIME = ROOT / "generator" / "venuegen", ROOT / "runtime" / "venue_runtime"
VENUES = sorted(each.parent for each in (ROOT / "generated" / "venues").glob("*/client.py"))
CORE = ("diff", "evidence", "generate", "lang", "render", "spec", "views")

#: Pure functions that generated code runs too: had the core its own, an example would be filled in two ways.
SHARED_WITH_THE_CORE = {
    "venue_runtime.fix.dictionary",
    "venue_runtime.fix.message",
    "venue_runtime.testing.filling",
    "venue_runtime.testing.fix_wire",
    "venue_runtime.testing.keys",
}
SHELLS = ("client", "http", "links", "recording", "replay", "rest", "streams", "websocket", "testing.server")
#: Where a library that only an extra installs may be named.
EXTRAS = {
    "prometheus_client": ("exporters/prometheus.py",),
    "opentelemetry": ("exporters/opentelemetry.py",),
    "picows": ("picows_socket.py",),
    "coincurve": ("secp256k1.py",),
    "Crypto": ("secp256k1.py",),
    "pytest": ("testing/",),
    "pytest_asyncio": ("testing/",),
    "hypothesis": ("testing/",),
}
RUNTIME_NEEDS = {"aiohttp", "cryptography", "msgspec", "multidict", "yarl", "zstandard"}


def imports(file: Path, package: str) -> Iterator[str]:
    """Absolute names of the modules that a file imports; `package` is where its relative imports start."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            name = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{name}.{each.name}" for each in node.names) if not node.module or node.level else (name,)


def files(folder: Path, root: Path) -> Iterator[tuple[Path, str]]:
    for file in sorted(folder.rglob("*.py")):
        yield file, ".".join(file.relative_to(root).parent.parts)


def is_of(module: str, *packages: str) -> bool:
    return any(module == each or module.startswith(f"{each}.") for each in packages)


def test_the_runtime_imports_nothing_of_ours_and_few_libraries() -> None:
    for file, package in files(RUNTIME, RUNTIME.parent):
        within = file.relative_to(RUNTIME).as_posix()
        for module in imports(file, package):
            top = module.partition(".")[0]
            assert top not in ("venuegen", "venues"), f"{file}: {module}"
            if top in sys.stdlib_module_names or top in RUNTIME_NEEDS or top == "venue_runtime":
                continue
            assert within.startswith(EXTRAS.get(top, ("?",))), f"{file}: {module}"


@pytest.mark.parametrize("part", CORE)
def test_the_core_of_the_generator_imports_nothing_of_ours(part: str) -> None:
    for file, package in files(GENERATOR / part, GENERATOR.parent):
        for module in imports(file, package):
            assert not is_of(module, "venues", "venuegen.live", "venuegen.cli"), f"{file}: {module}"
            if is_of(module, "venue_runtime"):
                assert is_of(module, *SHARED_WITH_THE_CORE), f"{file}: {module}"


def test_check_uses_only_what_opens_no_socket() -> None:
    for file, package in files(GENERATOR / "check", GENERATOR.parent):
        for module in imports(file, package):
            assert not is_of(module, "venues", "venuegen.live"), f"{file}: {module}"
            assert not is_of(module, *(f"venue_runtime.{each}" for each in SHELLS)), f"{file}: {module}"


def test_only_the_live_commands_load_venues() -> None:
    for file, package in files(GENERATOR, GENERATOR.parent):
        if file.is_relative_to(GENERATOR / "live"):
            continue
        assert not [each for each in imports(file, package) if is_of(each, "venues")], file


@pytest.mark.parametrize("venue", VENUES, ids=lambda each: each.name)
def test_a_generated_venue_imports_the_runtime_and_itself(venue: Path) -> None:
    for file, package in files(venue, venue.parent.parent):
        for module in imports(file, package):
            top = module.partition(".")[0]
            known = top in sys.stdlib_module_names or top in ("msgspec", "venue_runtime", "pytest", "pytest_asyncio")
            assert known or is_of(module, f"venues.{venue.name}"), f"{file}: {module}"
