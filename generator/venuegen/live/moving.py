"""What `venuegen moved` does: whether a venue still is what its spec says, by its documents and by its traffic."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from venuegen.live.recording import CHANNELS, recorded
from venuegen.live.venues import LiveError, load_venue
from venuegen.report import Reporter, counted

if TYPE_CHECKING:
    from venuegen.importing.agreement import Agreement
    from venuegen.spec.load import LoadedSpec

Fetch = Callable[[str], Awaitable[bytes]]
"""Brings the bytes behind an address. Raises OSError or LiveError."""


@dataclass(slots=True)
class Look:
    """What was found at one venue."""

    venue: str
    moved: list[str] = field(default_factory=list)
    """What is not as the spec says."""
    unseen: list[str] = field(default_factory=list)
    """What could not be looked at, and why."""
    news: list[str] = field(default_factory=list)
    """What the venue offers and the spec does not have."""
    seen: list[str] = field(default_factory=list)

    @property
    def verdict(self) -> str:
        """The whole in a few words."""
        if self.moved:
            return f"has moved: {counted(len(self.moved), 'difference')}"
        if not self.seen:
            return "could not be looked at"
        return "is as its spec says" + (", as far as it was looked at" if self.unseen else "")


async def moved(
    report: Reporter,
    specs: Sequence[LoadedSpec],
    *,
    environment: str | None = None,
    seconds: float = 20.0,
    documents: Sequence[Path] = (),
    out: Path | None = None,
    fetch: Fetch | None = None,
) -> int:
    """Look at each venue and say what has moved. Returns 1 when something has, or when a venue could not be looked at.

    `environment` None: the simulated venue, and nothing is fetched. `documents`: newer versions that are at hand, by
    the names of the copies in `import/`. `fetch` (default: over HTTPS) brings the others.
    """
    found = []
    for loaded in specs:
        found.append(await _one(report, loaded, environment, seconds, documents, out, fetch or download))
    report.data([
        {"venue": each.venue, "moved": each.moved, "new": each.news, "not_looked_at": each.unseen} for each in found
    ])  # fmt: skip
    return 1 if any(each.moved for each in found) or (environment and any(each.unseen for each in found)) else 0


async def _one(
    report: Reporter, loaded: LoadedSpec, environment: str | None, seconds: float, documents: Sequence[Path],
    out: Path | None, fetch: Fetch,
) -> Look:  # fmt: skip
    found = Look(loaded.spec.venue)
    await _documents(loaded, found, documents, fetch if environment is not None else None)
    report.note(f"{found.venue}: {seconds:g} s of {environment or 'the simulated venue'} …")
    await _traffic(loaded, found, environment, seconds, out)
    for text in found.seen:
        report.line(f"{found.venue}: {text}")
    for mark, texts in (("MOVED", found.moved), ("new", found.news), ("not looked at", found.unseen)):
        for text in texts:
            report.line(f"{found.venue}: {mark}: {text}")
    report.line(f"{found.venue} {found.verdict}")
    return found


async def _documents(loaded: LoadedSpec, found: Look, given: Sequence[Path], fetch: Fetch | None) -> None:
    from venuegen.importing.document import Refused
    from venuegen.importing.moved import compare

    at_hand = {path.name: path for path in given}
    for entry in loaded.spec.imports:
        path = at_hand.get(Path(entry.file).name)
        try:
            if path is not None:
                data = await asyncio.to_thread(path.read_bytes)
            elif not entry.source.startswith("https://"):
                found.unseen.append(f"{entry.file}: its `source` under `imports` is no https:// address")
                continue
            elif fetch is None:
                continue
            else:
                data = await fetch(entry.source)
            result = compare(loaded.spec, _folder(loaded, entry.file), entry, data)
        except (OSError, LiveError) as error:
            found.unseen.append(f"{entry.file}: {error}")
        except Refused as refused:
            found.moved.append(f"{entry.file}: what is published there now {refused.text}")
        else:
            if result.same:
                found.seen.append(f"{entry.file} is published as it was")
            elif not result.changes:
                found.seen.append(f"{entry.file} is another one now, but for nothing that the spec has")
            found.moved += [f"{entry.file}: {change}" for change in result.changes]
            found.news += [f"{entry.file}: {call}" for call in result.new]


async def _traffic(loaded: LoadedSpec, found: Look, environment: str | None, seconds: float, out: Path | None) -> None:
    """Record what the venue sends, and lay it beside the types of the spec."""
    from venue_runtime.errors import VenueError

    channels = [name for name, method in CHANNELS.items() if method in loaded.spec.operations]
    try:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "traffic.jsonl"
            made = await recorded(
                load_venue(found.venue, out), [], file,
                channels=channels, environment=environment, duration=seconds if channels else 0.0,
            )  # fmt: skip
            if made.failure is not None:
                raise made.failure
            result = await asyncio.to_thread(_beside, loaded, file)
    except (LiveError, VenueError, OSError, TimeoutError) as error:
        found.unseen.append(f"its traffic: {error or type(error).__name__}")
        return
    seen = sum(result.counts.values())
    if not seen:
        found.unseen.append(f"its traffic: nothing came in {seconds:g} s")
        return
    found.seen.append(f"{counted(seen, 'payload')} of {made.symbols[0]} laid beside the types")
    found.moved += [f"enums.{enum} does not list {word!r}" for enum, word in result.words]
    found.news += [f"types.{name} does not declare {wire!r}" for name, wire in result.fields]
    for each in result.found.values():
        what = f"expected {each.expected}, got {each.got}"
        found.moved.append(f"{each.of} ({each.type}) at {each.path}: {what} ({counted(each.count, 'time')})")


def _beside(loaded: LoadedSpec, file: Path) -> Agreement:
    from venuegen.importing.agreement import Comparison
    from venuegen.live.payloads import payloads

    comparison = Comparison(loaded.spec, undeclared=True)
    for each in payloads(file):
        comparison.take(each)
    # What the venue's own examples show and a type leaves out is no news; a frame's own type leaves out its payload.
    known = {each.wire for struct in comparison.table.structs.values() for each in struct.fields}
    for folder in loaded.folders:
        for example in sorted((folder / "examples").glob("*.json")):
            known.update(*(_keys(each.value) for each in payloads(example)))
    result = comparison.result
    result.fields = {(name, wire): place for (name, wire), place in result.fields.items() if wire not in known}
    return result


def _keys(value: Any) -> Iterator[str]:
    """Every name of a field in a payload, at any depth."""
    if isinstance(value, dict):
        yield from value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _keys(each)


def _folder(loaded: LoadedSpec, file: str) -> Path:
    """The folder that a copy stands in: the spec's own, or that of a spec that it extends."""
    return next((each for each in loaded.folders if (each / file).is_file()), loaded.path.parent)


async def download(url: str) -> bytes:
    """The bytes behind an https:// address, at most as many as a document may have. Raises OSError."""
    import aiohttp

    from venuegen.importing.document import MAX_BYTES

    data = bytearray()
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60)) as session,
            session.get(url, max_redirects=3) as answer,
        ):
            if answer.status != 200:
                raise OSError(f"{url} answers with HTTP {answer.status}")
            if answer.url.scheme != urlsplit(url).scheme:
                raise OSError(f"{url} leads to {answer.url.scheme}://{answer.url.host}")
            async for part in answer.content.iter_chunked(1 << 16):
                data += part
                if len(data) > MAX_BYTES:
                    raise OSError(f"{url} is larger than {MAX_BYTES} bytes")
    except aiohttp.ClientError as error:
        raise OSError(f"{url}: {error}") from None
    except TimeoutError:
        raise OSError(f"{url}: no answer in 60 s") from None
    return bytes(data)
