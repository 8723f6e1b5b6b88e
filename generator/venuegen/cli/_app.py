"""The typer application: finds the commands, imports the one that runs."""

from __future__ import annotations

import functools
import importlib.util
import pkgutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from venuegen.cli._help import HELP

_ORDER = (
    "init",
    "new",
    "check",
    "generate",
    "diff",
    "explain",
    "list",
    "import",
    "simulate",
    "book",
    "record",
    "replay",
    "doctor",
    "moved",
)


def command_names() -> list[str]:
    """Names of the commands there are, in the order of a session's work."""
    folder = str(Path(__file__).parent)
    found = {_name(each.name) for each in pkgutil.iter_modules([folder]) if not each.name.startswith("_")}
    return [name for name in _ORDER if name in found] + sorted(found - set(_ORDER))


def _name(module: str) -> str:
    return module.rstrip("_").replace("_", "-")


def _load(name: str) -> Any:
    for module in (name.replace("-", "_"), name.replace("-", "_") + "_"):
        if importlib.util.find_spec(f"venuegen.cli.{module}") is not None:
            return _as_command(name, importlib.import_module(f"venuegen.cli.{module}").command)
    raise LookupError(name)


def _as_command(name: str, function: Callable[..., int | None]) -> Any:
    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> None:
        raise typer.Exit(function(*args, **kwargs) or 0)

    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(name=name, short_help=HELP[name].line, epilog=HELP[name].epilog)(call)
    return typer.main.get_command(app)


class _Commands(TyperGroup):
    """A group whose commands are modules."""

    def list_commands(self, ctx: Any) -> list[str]:
        return command_names()

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return _load(cmd_name) if cmd_name in command_names() else None


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            typer.echo(version("venuegen"))
        except PackageNotFoundError:
            typer.echo("unknown (not installed)")
        raise typer.Exit


def _application() -> typer.Typer:
    app = typer.Typer(
        name="venuegen",
        cls=_Commands,
        help="From a YAML spec of an exchange to a typed, tested asyncio client.",
        epilog="venuegen COMMAND --help has examples, exit codes and what to do next. Completion of venues, symbols, "
        "paths: venuegen --install-completion. To begin: venuegen init, or venuegen demo VENUE.",
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback()
    def root(
        version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version."),
    ) -> None:
        """From a YAML spec of an exchange to a typed, tested asyncio client."""

    return app


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code."""
    try:
        typer.main.get_command(_application()).main(args=list(arguments), prog_name="venuegen")
    except SystemExit as leaving:
        code = leaving.code
        return code if isinstance(code, int) else 0 if code is None else 1
    return 0
