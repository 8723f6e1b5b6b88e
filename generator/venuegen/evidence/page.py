"""What the page of a venue says, computed; the template only lays it out."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from venuegen.check.error_meanings import EXPECTED, row_of
from venuegen.lang.contract import OPERATIONS
from venuegen.spec.hook_lines import hook_lines
from venuegen.spec.load import LoadedSpec
from venuegen.spec.model import AuthScheme, Book, Bucket, Operation, Spec

from .fix import FixPage, fix_page
from .judges import Judge


@dataclass(frozen=True)
class Offer:
    """A method of the contract, and how the venue does it; `by` is empty where it does not."""

    method: str
    by: str


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
    environments: tuple[tuple[str, str], ...]
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
        environments=tuple((name, each.doc) for name, each in spec.environments.items()),
        offers=tuple(Offer(name, _by(spec, spec.operations.get(name))) for name in OPERATIONS),
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
    return "; ".join(said)


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
    return BookRule(name, sources[book.snapshot.source], ", ".join(checks) or "nothing", book.evidence)


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
    """Payloads by the document that they are from: the source up to its `#` or its first comma."""
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
        found[source.partition("#")[0].partition(", ")[0].strip()] += 1
    return found
