"""No test waits forever: every asynchronous test gets an end, on its own clock where that moves by itself."""

from __future__ import annotations

import asyncio
import functools
import inspect
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any

from venue_runtime.testing.memory import DrivenClock

__all__ = ["bound_tests", "bounded"]

_OWN_SECONDS = 900.0
"""By the test's own clock: far more than any test lets pass in one go, and over in a moment."""


def bounded(
    test: Callable[..., Awaitable[Any]], seconds: float, clock: Callable[[], Any] = lambda: None
) -> Callable[..., Awaitable[None]]:
    """`test`, failing with an AssertionError that says so when it is not over after so many seconds of real time, or
    after a quarter of an hour by the `DrivenClock` that `clock` returns, if it does.
    """

    @functools.wraps(test)
    async def run(*args: Any, **kwargs: Any) -> None:
        limit = asyncio.timeout(seconds)
        driven = clock()
        watch = asyncio.ensure_future(_expire(limit, driven)) if isinstance(driven, DrivenClock) else None
        try:
            async with limit:
                await test(*args, **kwargs)
        except TimeoutError:
            if not limit.expired():
                raise
            spent = f"{seconds:g} s" if watch is None or not watch.done() else f"{_OWN_SECONDS:g} s of its clock"
            raise AssertionError(f"{test.__name__} still waits after {spent}: what it waits for never came") from None
        finally:
            if watch is not None:
                watch.cancel()

    return run


async def _expire(limit: asyncio.Timeout, clock: DrivenClock) -> None:
    await clock.sleep(_OWN_SECONDS)
    limit.reschedule(asyncio.get_running_loop().time())


def bound_tests(items: Iterable[Any], folder: Path, seconds: float = 60.0) -> None:
    """Bound every collected asynchronous test below `folder`; for a conftest's `pytest_collection_modifyitems`.

    Real time is a guard that a busy machine must not reach; what hangs is noticed by the fixture `clock`, where that is
    a clock which moves by itself. Fixtures run outside a test's own task: their bound, 20 s more, is the timeout
    plugin's where it is there.
    """
    for item in items:
        if folder not in item.path.parents or not inspect.iscoroutinefunction(getattr(item, "obj", None)):
            continue
        item.obj = bounded(item.obj, seconds, functools.partial(_clock_of, item))
        if item.config.pluginmanager.hasplugin("timeout") and item.get_closest_marker("timeout") is None:
            import pytest

            item.add_marker(pytest.mark.timeout(seconds + 20))


def _clock_of(item: Any) -> Any:
    return item.funcargs.get("clock")
