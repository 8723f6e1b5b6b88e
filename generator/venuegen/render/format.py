"""Formatting through black, piece by piece: what is known is not formatted again, and two processes share the rest."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager

from .pieces import Piece, join, split

LINE_LENGTH = 120
_BATCH = 25_000
"""Characters that are worth a message to another process."""
_PARALLEL_FROM = 60_000
"""Characters from which other processes pay for themselves."""


class Formatter:
    """Formats the modules of a package, those that come first while the later ones are still rendered.

    `known` maps pieces (by `key`) to what black made of them before; `pieces` holds those of this run afterwards.
    """

    def __init__(self, known: Mapping[str, str], processes: int = 1) -> None:
        self.pieces: dict[str, str] = {}
        self._known = known
        self._processes = processes
        self._modules: dict[str, list[tuple[Piece, str]]] = {}
        self._batches: list[tuple[list[str], Future[list[str]]]] = []
        self._waiting: dict[str, str] = {}
        self._seen: set[str] = set()
        self._size = self._sent = 0
        self._pool: ProcessPoolExecutor | None = None

    def add(self, path: str, source: str) -> None:
        """Take a module. Raises SyntaxError for text that is no Python: a defect of a template."""
        self._modules[path] = [(piece, key(piece)) for piece in split(source)]
        for piece, name in self._modules[path]:
            if name in self._known:
                self.pieces[name] = self._known[name]
            elif name not in self._seen:
                self._seen.add(name)
                self._waiting[name] = piece.source
                self._size += len(piece.source)
        if self._processes > 1 and self._size >= _PARALLEL_FROM and self._size - self._sent >= _BATCH:
            self._send()

    def finish(self) -> dict[str, str]:
        """The text of every module, in the order they came. Raises ValueError where black finds no Python."""
        if self._pool is None:
            self._take(list(self._waiting), format_pieces(list(self._waiting.values())))
        else:
            self._send()
            for names, future in self._batches:
                self._take(names, future.result())
            self.close()
        return {
            path: join([piece for piece, _ in pieces], [self.pieces[name] for _, name in pieces])
            for path, pieces in self._modules.items()
        }

    def close(self) -> None:
        """End the other processes, whatever they are doing."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def _take(self, names: list[str], texts: list[str]) -> None:
        self.pieces |= dict(zip(names, texts, strict=True))

    def _send(self) -> None:
        if self._pool is None:
            import black  # noqa: F401  # before the processes are made, so that they need not import it themselves

            self._pool = ProcessPoolExecutor(self._processes, initializer=gc.disable)
        batch: dict[str, str] = {}
        size = 0
        for name, source in self._waiting.items():
            batch[name] = source
            size += len(source)
            if size >= _BATCH:
                self._submit(batch)
                batch, size = {}, 0
        if batch:
            self._submit(batch)
        self._waiting, self._sent = {}, self._size

    def _submit(self, batch: Mapping[str, str]) -> None:
        assert self._pool is not None
        self._batches.append((list(batch), self._pool.submit(format_pieces, list(batch.values()))))


def key(piece: Piece) -> str:
    """The hash by which a piece is known."""
    return hashlib.sha256(piece.source.encode()).hexdigest()


def version() -> str:
    """What formatted text depends on besides the text itself."""
    from importlib.metadata import version as installed

    return f"black {installed('black')}, {LINE_LENGTH}"


def format_pieces(sources: list[str]) -> list[str]:
    """Each source as black writes it."""
    with _no_collection():
        return [format_python(source) for source in sources]


def format_python(source: str) -> str:
    """`source` as black writes it. Raises ValueError for text that is no Python: a defect of a template."""
    import black
    from black.mode import TargetVersion
    from black.parsing import InvalidInput

    mode = black.Mode(line_length=LINE_LENGTH, target_versions={TargetVersion.PY311}, magic_trailing_comma=False)
    try:
        # Once, where `format_str` would do it twice: its second pass is about trailing commas that the first one added
        # and that would count as the author's wish; without magic trailing commas they never do. Tests and the lint
        # session compare with black as everybody calls it.
        return black._format_str_once(source, mode=mode)
    except InvalidInput as error:
        raise ValueError(f"the rendered module is no valid Python: {error}") from error


@contextmanager
def _no_collection() -> Iterator[None]:
    # Black makes millions of small objects that point at each other; looking for garbage among them while they are in
    # use takes a quarter of the time.
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
