"""What the page of a venue says, computed; the template only lays it out."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from venuegen.check.error_meanings import EXPECTED, row_of
from venuegen.lang.contract import OPERATIONS
from venuegen.render.names import camel_case
from venuegen.spec.hook_lines import hook_lines
from venuegen.spec.load import LoadedSpec
from venuegen.spec.model import (
    AuthScheme,
    Book,
    Bucket,
    ConfigField,
    CredentialField,
    Environment,
    Operation,
    Spec,
)

from .fix import FixPage, fix_page
from .judges import Judge


@dataclass(frozen=True)
class Offer:
    """A method of the contract, and how the venue does it; `by` is empty where it does not. `raw` are the raw layer's
    names of what is called.
    """

    method: str
    by: str
    raw: str


@dataclass(frozen=True)
class Deployment:
    """One environment: where it is, and what is said of it."""

    name: str
    hosts: str
    doc: str


@dataclass(frozen=True)
class Given:
    """Something that the user gives: a credential by its environment variable, or a setting with its default."""

    name: str
    kind: str
    doc: str


@dataclass(frozen=True)
class Scheme:
    """One way of signing, and its known answers."""

    name: str
    vectors: tuple[tuple[str, str], ...]
    why_none: str


@dataclass(frozen=True)
class BookRule:
    """One way of keeping a book."""

    name: str
    snapshot: str
    checks: str
    evidence: str
    doc: str


@dataclass(frozen=True)
class MeaningRow:
    """One of the things that a desk must tell apart."""

    meaning: str
    codes: str
    error: str


@dataclass(frozen=True)
class VenuePage:
    """Everything that is on the page of one venue."""

    venue: str
    title: str
    doc: str
    status: str
    checked: str
    class_name: str
    environments: tuple[Deployment, ...]
    credentials: tuple[Given, ...]
    settings: tuple[Given, ...]
    offers: tuple[Offer, ...]
    schemes: tuple[Scheme, ...]
    books: tuple[BookRule, ...]
    error_source: str
    codes: int
    meanings: tuple[MeaningRow, ...]
    undocumented: tuple[str, ...]
    buckets: tuple[tuple[str, str, str], ...]
    examples: tuple[tuple[str, int], ...]
    judges: tuple[Judge, ...]
    hooks: int
    hook_lines: int
    notes: tuple[str, ...]
    fix: FixPage | None

    @property
    def offered(self) -> frozenset[str]:
        """The methods of the contract that it has."""
        return frozenset(each.method for each in self.offers if each.by)

    @property
    def missing(self) -> tuple[str, ...]:
        """The methods of the contract that it has not got, neither here nor over FIX."""
        over_fix = self.fix.offered if self.fix else frozenset()
        return tuple(each.method for each in self.offers if not each.by and each.method not in over_fix)

    @property
    def vectors(self) -> int:
        """Known answers over all schemes."""
        return sum(len(each.vectors) for each in self.schemes)

    @property
    def payloads(self) -> int:
        """Example payloads of all sources."""
        return sum(count for _, count in self.examples)


def venue_page(loaded: LoadedSpec, judges: list[Judge]) -> VenuePage:
    """The page of a spec that `check` accepts."""
    spec = loaded.spec
    errors = spec.errors
    return VenuePage(
        venue=spec.venue,
        title=spec.title,
        doc=spec.doc,
        status=spec.status,
        checked=spec.checked,
        class_name=camel_case(spec.venue),
        environments=tuple(_deployment(name, each) for name, each in spec.environments.items()),
        credentials=tuple(_credential(spec.venue, name, each) for name, each in spec.credentials.items()),
        settings=tuple(_setting(name, each) for name, each in spec.config.items()),
        offers=tuple(_offer(spec, name, spec.operations.get(name)) for name in OPERATIONS),
        schemes=tuple(_scheme(name, scheme) for name, scheme in spec.auth.items()),
        books=tuple(_book(name, book) for name, book in spec.books.items()),
        error_source=errors.source if errors else "",
        codes=len(errors.codes) if errors else 0,
        meanings=tuple(_meanings(spec)),
        undocumented=tuple(errors.undocumented) if errors else (),
        buckets=tuple(_bucket(name, each) for name, each in (spec.limits.buckets if spec.limits else {}).items()),
        examples=tuple(sorted(_examples(loaded).items())),
        judges=tuple(judges),
        hooks=len(spec.hooks.functions) if spec.hooks else 0,
        hook_lines=hook_lines(loaded),
        notes=tuple(spec.doc_notes),
        fix=fix_page(spec.fix, spec.environments) if spec.fix else None,
    )


def _deployment(name: str, environment: Environment) -> Deployment:
    web = (url for url in environment.urls.values() if not url.startswith("tcp"))  # FIX has a part of the page
    hosts = dict.fromkeys(url.partition("://")[2].partition("/")[0] for url in web)
    doc = environment.doc
    if environment.lacks:
        without = ", ".join(f"`{each}`" for each in environment.lacks)
        doc = f"{doc} Without {without}.".strip()
    return Deployment(name, ", ".join(f"`{host}`" for host in hosts), doc)


def _credential(venue: str, name: str, field: CredentialField) -> Given:
    may = "may be left out" if field.optional or field.default else "required"
    return Given(f"{venue}_{name}".upper(), may if field.secret else f"{may}, no secret", field.doc)


def _setting(name: str, field: ConfigField) -> Given:
    kind = ", ".join(f"`{each}`" for each in field.values) if field.values else field.type
    default = "" if field.default is None or field.default == "" else f"; default `{field.default}`"
    return Given(name, kind + default, field.doc)


def _offer(spec: Spec, name: str, operation: Operation | None) -> Offer:
    called: list[str | None] = []
    if operation is not None:
        called = [operation.call, *(each.call for each in operation.others)]
        called.append(operation.channel.partition(".")[2] if operation.channel else None)
    return Offer(name, _by(spec, operation), ", ".join(dict.fromkeys(f"`{each}`" for each in called if each)))


def _by(spec: Spec, operation: Operation | None) -> str:
    if operation is None:
        return ""
    if operation.compose is not None:
        return f"`fetch_open_orders`, then `{operation.compose}`: not atomic"
    if operation.channel is not None:
        return f"stream `{operation.channel}`"
    called = dict.fromkeys(name for name in (operation.call, *(each.call for each in operation.others)) if name)
    if not called:
        return "the client itself"
    said = []
    for name in called:
        endpoint = spec.endpoints[name]
        over = f", or `{endpoint.over.method}` over `{endpoint.over.connection}`" if endpoint.over else ""
        said.append(f"`{endpoint.call}`{over}" if endpoint.call else over.removeprefix(", "))
    return "; ".join(dict.fromkeys(said))


def _scheme(name: str, scheme: AuthScheme) -> Scheme:
    vectors = tuple((f"`{each.id}`" + (" (verified)" if each.verify else ""), each.source) for each in scheme.vectors)
    return Scheme(name, vectors, scheme.no_vectors)


def _book(name: str, book: Book) -> BookRule:
    sources = {
        "rest": "a REST snapshot that the stream joins",
        "stream": "a message of the stream",
        "first": "the first message of each subscription",
    }
    checks = [
        text
        for has, text in (
            (book.first_if, "where it joins"),
            (book.next_if, "that each update follows the one before"),
            (book.checksum, "a checksum after each update"),
            (book.crossed == "gap", "that it is not crossed"),
        )
        if has
    ]
    return BookRule(name, sources[book.snapshot.source], ", ".join(checks) or "nothing", book.evidence, book.doc)


def _meanings(spec: Spec) -> list[MeaningRow]:
    rows = []
    for meaning in EXPECTED:
        codes = spec.errors.meanings.get(meaning) if spec.errors else None
        if not isinstance(codes, list) or spec.errors is None:
            said = "undocumented" if codes is not None else "not said"
            rows.append(MeaningRow(meaning.replace("_", " "), said, ""))
            continue
        found = [row for each in codes if (row := row_of(spec.errors, each)) is not None]
        names = dict.fromkeys(error + ("" if definitive else ", outcome unknown") for error, definitive in found)
        rows.append(MeaningRow(meaning.replace("_", " "), ", ".join(f"`{each}`" for each in codes), "; ".join(names)))
    return rows


def _bucket(name: str, bucket: Bucket) -> tuple[str, str, str]:
    size = f"{bucket.budget} per {bucket.window}" if bucket.window else str(bucket.budget)
    if bucket.refill:
        size += f", refilled {bucket.refill}"
    told = [each for each in (bucket.used, bucket.remaining, *bucket.used_over.values()) if each]
    return name, f"{size} per {bucket.per} ({bucket.shape})", ", ".join(f"`{each}`" for each in told) or "no"


def _examples(loaded: LoadedSpec) -> Counter[str]:
    """Payloads by the document that they are from."""
    files: set[Path] = set()
    for name, endpoint in loaded.spec.endpoints.items():
        files |= {loaded.beside(text, "endpoints", name, "examples", at) for at, text in enumerate(endpoint.examples)}
    for connection, settings in loaded.spec.ws.items():
        for name, channel in settings.channels.items():
            path = ("ws", connection, "channels", name, "examples")
            files |= {loaded.beside(text, *path, at) for at, text in enumerate(channel.examples)}
    found: Counter[str] = Counter()
    for file in files:
        source = str(json.loads(file.read_text("utf-8")).get("source", ""))
        found[_document(source)] += 1
    return found


def _document(source: str) -> str:
    """The document that a source names: what is before its `#`, or before a comma outside of brackets."""
    depth = 0
    for at, letter in enumerate(source):
        depth += (letter == "(") - (letter == ")")
        if letter == "#" or (letter == "," and depth == 0):
            return source[:at].strip()
    return source.strip()
