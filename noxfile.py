"""Development sessions: `nox -l` lists them. CI runs the same ones through `.ci/run`."""

from __future__ import annotations

import nox
from nox.command import CommandFailed

nox.needs_version = ">=2024.10.9"
nox.options.sessions = ["lint", "types", "generated", "tests"]
nox.options.reuse_existing_virtualenvs = True

PYTHONS = ["3.11", "3.12", "3.13"]
CODE = ["generator", "runtime", "generated", "tests", "benchmarks", "noxfile.py"]
FORMATTED = ["generated", "tests/golden/venues"]
TYPED = ["-p", "venuegen", "-p", "venue_runtime", "-p", "venues"]


def install(session: nox.Session, extra: str) -> None:
    session.install("-c", "constraints.txt", "-e", f".[{extra}]")


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """The project's tests and every produced test."""
    install(session, "test")
    session.run("python", "-m", "pytest", *session.posargs)


@nox.session
def judges(session: nox.Session) -> None:
    """Tests that compare with independent programs and recordings; a skip is a failure."""
    install(session, "test,judges")
    session.run("python", "-m", "pytest", "tests/judges", "--no-skips", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """ruff over everything, generated code included; black over what the generator formats in ways of its own."""
    install(session, "dev")
    session.run("ruff", "check", *CODE)
    session.run("ruff", "format", "--check", "generator", "runtime", "tests", "benchmarks", "noxfile.py")
    session.run("black", "--check", "--quiet", *FORMATTED)


@nox.session
def types(session: nox.Session) -> None:
    """mypy --strict over generator, runtime and generated code; then pyright, where its Node.js can be had."""
    install(session, "dev")
    session.run("mypy", *TYPED)
    try:
        session.run("pyright", "--version", silent=True)  # brings Node.js along, from the network where there is none
    except CommandFailed:
        session.skip("pyright was not run: Node.js is neither here nor can it be had; mypy passed")
    session.run("pyright")


@nox.session
def generated(session: nox.Session) -> None:
    """What is committed is what the generator writes: clients, schema, reference."""
    install(session, "generator")
    session.run("venuegen", "check")
    session.run("venuegen", "generate", "--check")
    session.run("venuegen", "schema", "--check")


@nox.session
def mutations(session: nox.Session) -> None:
    """Break the generated clients on purpose; the produced tests must notice every time."""
    install(session, "test")
    session.run("python", "tests/mutations/run.py", *session.posargs)


@nox.session
def demo(session: nox.Session) -> None:
    """The README's first command, without the installation."""
    install(session, "generator")
    session.run("venuegen", "demo", "binance_spot", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Ratios against what a user would pick instead, in one run."""
    install(session, "test,judges")
    session.run("python", "-m", "benchmarks", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """Reference pages from the schema, evidence pages from the specs; fails when one is out of date."""
    install(session, "generator")
    session.run("venuegen", "schema", "--check")
    session.run("venuegen", "evidence", "--check")


@nox.session
def site(session: nox.Session) -> None:
    """The documentation as pages in dist/site, built without network; `-- serve` shows them while you write."""
    install(session, "docs")
    session.run("mkdocs", *(session.posargs or ["build"]), env={"NO_MKDOCS_2_WARNING": "1"})
