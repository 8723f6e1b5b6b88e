"""No test waits forever: every asynchronous test gets an end, in real time."""

from __future__ import annotations

import asyncio
import functools
import inspect
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any

__all__ = ["bound_tests", "bounded"]


def bounded(test: Callable[..., Awaitable[Any]], seconds: float) -> Callable[..., Awaitable[None]]:
    """`test`, failing with an AssertionError that says so when it is not over after so many seconds of real time."""

    @functools.wraps(test)
    async def run(*args: Any, **kwargs: Any) -> None:
        limit = asyncio.timeout(seconds)
        try:
            async with limit:
                await test(*args, **kwargs)
        except TimeoutError:
            if not limit.expired():
                raise
            said = f"{test.__name__} still waits after {seconds:g} s: what it waits for never came"
            raise AssertionError(said) from None

    return run


def bound_tests(items: Iterable[Any], folder: Path, seconds: float = 10.0) -> None:
    """Bound every collected asynchronous test below `folder`; for a conftest's `pytest_collection_modifyitems`.

    Fixtures run outside a test's own task: their bound, 20 s more, is the timeout plugin's where it is there.
    """
    for item in items:
        if folder not in item.path.parents or not inspect.iscoroutinefunction(getattr(item, "obj", None)):
            continue
        item.obj = bounded(item.obj, seconds)
        if item.config.pluginmanager.hasplugin("timeout") and item.get_closest_marker("timeout") is None:
            import pytest

            item.add_marker(pytest.mark.timeout(seconds + 20))
