"""Tests that wait for what never comes are ended, and say so."""

from __future__ import annotations

import pytest

pytest_plugins = ["pytester"]


def test_a_test_that_waits_forever_fails_and_says_so(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(
        """
        from pathlib import Path
        from venue_runtime.testing.patience import bound_tests

        def pytest_collection_modifyitems(items):
            bound_tests(items, Path(__file__).parent, seconds=0.05)
        """
    )
    pytester.makepyfile(
        """
        import asyncio
        import pytest

        @pytest.mark.asyncio
        async def test_hangs():
            await asyncio.Event().wait()

        @pytest.mark.asyncio
        @pytest.mark.parametrize("number", [1, 2])
        async def test_passes(number):
            assert number

        @pytest.mark.asyncio
        async def test_has_a_timeout_of_its_own():
            with pytest.raises(TimeoutError, match="mine"):
                raise TimeoutError("mine")

        def test_is_not_asynchronous():
            pass
        """
    )
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", timeout=60)
    result.assert_outcomes(passed=4, failed=1)
    result.stdout.fnmatch_lines(["*test_hangs still waits after 0.05 s: what it waits for never came"])


def test_a_clock_that_moves_by_itself_tells_at_once_that_nothing_comes(pytester: pytest.Pytester) -> None:
    """A quarter of an hour passes on it in a moment; the real bound, for busy machines, is never reached."""
    pytester.makeconftest(
        """
        from pathlib import Path
        import pytest_asyncio
        from venue_runtime.testing.memory import DrivenClock
        from venue_runtime.testing.patience import bound_tests

        def pytest_collection_modifyitems(items):
            bound_tests(items, Path(__file__).parent)

        @pytest_asyncio.fixture
        async def clock():
            clock = DrivenClock()
            async with clock.running():
                yield clock
        """
    )
    pytester.makepyfile(
        """
        import asyncio
        import pytest

        @pytest.mark.asyncio
        async def test_hangs(clock):
            await asyncio.Event().wait()

        @pytest.mark.asyncio
        async def test_takes_ten_minutes(clock):
            await clock.sleep(600)
        """
    )
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", timeout=30)
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*test_hangs still waits after 900 s of its clock: what it waits for never came"])
