"""The specs of a revision, read from git's objects: nothing is checked out, no hook or filter of a repository runs."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

MAX_BYTES = 16_000_000
"""Larger files are none of a spec's."""
_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
_BRANCHES = ("origin/HEAD", "origin/main", "origin/master", "main", "master")


class GitError(Exception):
    """Why git cannot say it, and what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Repository:
    """A work tree with a folder of specs in it."""

    top: Path
    prefix: str
    """The specs folder in the work tree, as git spells it; empty when it is the work tree itself."""

    @classmethod
    def around(cls, specs_dir: Path) -> Repository:
        """The repository that a folder is in. Raises GitError."""
        folder = specs_dir if specs_dir.is_dir() else specs_dir.parent
        top = _git(folder, "rev-parse", "--show-toplevel", complaint="is in no git repository").decode().rstrip("\n")
        try:
            inside = specs_dir.resolve().relative_to(Path(top).resolve())
        except ValueError:
            raise GitError(f"{specs_dir} is in no git repository", "`venuegen diff` compares with a revision") from None
        return cls(Path(top), "" if inside == Path() else inside.as_posix())

    def revision(self, name: str) -> str | None:
        """The commit that a name means; None when it means none."""
        try:
            found = _git(self.top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        except GitError:
            return None
        return found.decode().strip() or None

    def base(self) -> tuple[str, str]:
        """Commit to compare with when none is named: where this work left the main branch, and how to call it.

        Raises GitError when there is no main branch, or nothing in common with it.
        """
        head = self.revision("HEAD")
        if head is None:
            raise GitError("the repository has no commit yet", "commit, or name a revision to compare with")
        for branch in _BRANCHES:
            if self.revision(branch) is None:
                continue
            try:
                found = _git(self.top, "merge-base", branch, "HEAD").decode().strip()
            except GitError:
                raise GitError(
                    f"nothing in common with {branch} is known here",
                    "a shallow clone has no history: fetch it (actions/checkout: fetch-depth: 0), or name a revision",
                ) from None
            return found, f"{found[:10]}, where it left {branch}" if found != head else f"{found[:10]} (HEAD)"
        raise GitError(f"there is none of {', '.join(_BRANCHES)}", "name a revision: venuegen diff REVISION")

    def files(self, revision: str) -> dict[str, str]:
        """Path inside the specs folder → object id, of every file of a revision. Links are left out.

        Raises GitError.
        """
        where = ["--", self.prefix] if self.prefix else []
        listed = _git(self.top, "ls-tree", "-r", "-z", "--long", "--full-tree", revision, *where)
        found: dict[str, str] = {}
        for line in listed.split(b"\0"):
            head, _, name = line.partition(b"\t")
            fields = head.split()
            if len(fields) != 4 or fields[1] != b"blob" or fields[0] == b"120000" or int(fields[3]) > MAX_BYTES:
                continue
            path = name.decode("utf-8", "surrogateescape")
            path = path[len(self.prefix) + 1 :] if self.prefix else path
            parts = PurePosixPath(path).parts
            if path and ".." not in parts and not path.startswith("/"):
                found[path] = fields[2].decode()
        return found

    def extract(self, files: dict[str, str], folder: Path) -> None:
        """Write objects (path → id) under a folder, which is ours alone. Raises GitError."""
        if not files:
            return
        asked = "".join(f"{each}\n" for each in files.values()).encode()
        stream = memoryview(_git(self.top, "cat-file", "--batch", given=asked))
        at = 0
        for path in files:
            end = at + bytes(stream[at : at + 200]).index(b"\n")
            size = int(bytes(stream[at:end]).split()[2])
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(stream[end + 1 : end + 1 + size])
            at = end + 1 + size + 1


def _git(folder: Path, *arguments: str, given: bytes = b"", complaint: str = "") -> bytes:
    # Nothing is fetched on the way (a partial clone would), and messages are in one language. The repository is the one
    # around the folder: inside of a hook, git names it by variables, with paths that hold from where the hook runs.
    environment = {key: value for key, value in os.environ.items() if key not in _ELSEWHERE}
    environment |= {"LC_ALL": "C", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        run = subprocess.run(
            ["git", "-C", str(folder), *arguments], input=given, capture_output=True, env=environment, check=False
        )
    except OSError as error:
        raise GitError(f"git cannot be run: {error.strerror or error}", "install git") from None
    if run.returncode:
        said = run.stderr.decode("utf-8", "replace").strip().splitlines()
        text = said[-1].removeprefix("fatal: ") if said else f"git {arguments[0]} failed"
        if complaint and "not a git repository" in text:
            raise GitError(f"{folder} {complaint}", "`venuegen diff` compares with a revision")
        raise GitError(f"git: {text}")
    return run.stdout
