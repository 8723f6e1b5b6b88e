"""All venues between a revision and the work tree."""

from __future__ import annotations

import datetime
import hashlib
import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from venuegen.diff.compare import Side, compare
from venuegen.diff.events import VenueDiff
from venuegen.diff.git import GitError, Repository
from venuegen.spec.venues import SPEC_FILE, venues


@dataclass(frozen=True, slots=True)
class Base:
    """A revision to compare with."""

    commit: str
    shown: str
    """How to call it."""


class Comparison(AbstractContextManager["Comparison"]):
    """A revision's specs beside the work tree's, for as long as the context is open. Raises GitError."""

    def __init__(self, specs_dir: Path, base: str | None = None) -> None:
        self.specs_dir = specs_dir
        self._repository = Repository.around(specs_dir)
        self.base = self._base(base)
        self._files = self._repository.files(self.base.commit)
        self._temporary = tempfile.TemporaryDirectory(prefix="venuegen-diff-")
        self._extracted: set[str] = set()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._temporary.cleanup()

    def _base(self, name: str | None) -> Base:
        if name is None:
            return Base(*self._repository.base())
        commit = self._repository.revision(name)
        if commit is None:
            raise GitError(f"there is no revision '{name}'", "a branch, a tag or a commit")
        return Base(commit, f"{name} ({commit[:10]})" if not commit.startswith(name) else commit[:10])

    @property
    def venues(self) -> list[str]:
        """Ids of the venues of either side, sorted."""
        return sorted({*self.base_venues, *venues(self.specs_dir)})

    @property
    def base_venues(self) -> list[str]:
        found = {path.partition("/")[0] for path in self._files if path.count("/") == 1 and path.endswith(SPEC_FILE)}
        return sorted(each for each in found if f"{each}/{SPEC_FILE}" in self._files and each[0] not in "._")

    def of(
        self,
        names: Sequence[str],
        *,
        today: datetime.date | None = None,
        begun: Callable[[str], object] = lambda text: None,
    ) -> list[VenueDiff]:
        """What changed about these venues; those about which nothing did are left out. `begun` is told what comes."""
        now = set(venues(self.specs_dir))
        found = []
        for at, name in enumerate(names, 1):
            begun(f"comparing {at} of {len(names)}: {name}")
            if name in now and name in self.base_venues and self._same(name):
                continue
            before = self._before(name) if name in self.base_venues else None
            after = Side(self.specs_dir, self._shown) if name in now else None
            diff = compare(name, before, after, today=today)
            if diff.status != "unchanged":
                found.append(diff)
        return found

    @property
    def _shown(self) -> str:
        return f"{self._repository.prefix}/" if self._repository.prefix else ""

    def _is_of(self, venue: str) -> Callable[[str], bool]:
        return lambda path: path.startswith((f"{venue}/", "_"))

    def _same(self, venue: str) -> bool:
        """Whether no file that the venue can be read from is another one: not worth reading then."""
        mine = self._is_of(venue)
        were = {path: each for path, each in self._files.items() if mine(path)}
        now: dict[str, str] = {}
        for path in sorted(self.specs_dir.rglob("*")):
            inside = path.relative_to(self.specs_dir).as_posix()
            if mine(inside) and path.is_file() and "__pycache__" not in inside:
                if path.is_symlink():
                    return False
                now[inside] = _object_id(path.read_bytes(), len(self.base.commit))
        return were == now

    def _before(self, venue: str) -> Side:
        folder = Path(self._temporary.name).resolve()
        mine = self._is_of(venue)
        wanted = {path: each for path, each in self._files.items() if mine(path) and path not in self._extracted}
        self._repository.extract(wanted, folder)
        self._extracted |= wanted.keys()
        return Side(folder, self._shown)


def _object_id(data: bytes, digits: int) -> str:
    """The id that git gives to a file's content."""
    made = hashlib.sha256() if digits == 64 else hashlib.sha1(usedforsecurity=False)
    made.update(b"blob %d\0" % len(data))
    made.update(data)
    return made.hexdigest()
