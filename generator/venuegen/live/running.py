"""Running a live command: an event loop, Ctrl-C as an ordinary end, errors as one line."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Awaitable, Coroutine, Iterator
from typing import Any

from venuegen.live.venues import LiveError
from venuegen.report import Reporter

__all__ = ["opened", "quiet", "run", "stopped", "until_stopped"]


def run(work: Coroutine[Any, Any, int], report: Reporter) -> int:
    """Run a command to its end and return its exit code. What the venue or the network refuses is one line, not a
    traceback; Ctrl-C is 0 when the command waits in `until_stopped`, else 130 (a TERM signal: 143), after what has to
    be cleaned up.
    """
    try:
        from venue_runtime.errors import ConfigurationError, NotSupported, VenueError
    except BaseException:
        work.close()
        raise
    try:
        with quiet():
            return asyncio.run(_stoppable(work))
    except asyncio.CancelledError:
        return 143
    except LiveError as error:
        report.problem(str(error), error.hint)
        return 2 if error.usage else 1
    except (ConfigurationError, NotSupported) as error:
        report.problem(str(error))
        return 2
    except VenueError as error:
        report.problem(f"{type(error).__name__}: {error}")
        return 1
    except BrokenPipeError:  # whoever reads has seen enough: `main` ends it without a word
        raise
    except OSError as error:
        report.problem(str(error))
        return 1


async def _stoppable(work: Coroutine[Any, Any, int]) -> int:
    """A TERM signal ends the work as Ctrl-C does: by cancellation, so that it cleans up."""
    task = asyncio.current_task()
    if task is not None:
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    return await work


async def opened(subscription: Awaitable[Any]) -> None:
    """Wait until a subscription is confirmed: a coroutine, for `asyncio.wait_for`."""
    await subscription


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Without the client's own log: what matters is shown by the command itself."""
    log = logging.getLogger("venue_runtime")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(level)


def stopped() -> asyncio.Event:
    """Set by Ctrl-C or a TERM signal, where the platform lets a loop take signals."""
    event = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, event.set)
    return event


async def until_stopped(event: asyncio.Event, duration: float | None) -> bool:
    """Wait for the event or for so many seconds (None: no end). True when it was the event."""
    try:
        await asyncio.wait_for(event.wait(), duration)
    except TimeoutError:
        return False
    return True
