"""Modules formatted piece by piece are what black makes of them whole."""

from __future__ import annotations

import black
import pytest
from black.mode import TargetVersion
from venuegen.render.format import Formatter, format_python
from venuegen.render.pieces import LEAST, join, split

MODE = black.Mode(line_length=120, target_versions={TargetVersion.PY311}, magic_trailing_comma=False)

_BODY = "\n".join(f"        value_{number} = [ {number}, 'text', (a+b), ]" for number in range(14))

_SOURCE = f'''"""A module."""
import asyncio
from decimal import Decimal
# A comment about the names below.
NAMES = {{ {", ".join(f"'name_{number}': {number}" for number in range(80))} }}
OTHER = ({", ".join(f'"{number}"' for number in range(90))})


MORE: dict[str, str] = {{{", ".join(f"'{number}': 'x'" for number in range(60))},}}
"""What MORE is."""
class First(Base):
    """A class."""
    one: int
    two: str = 'x'

    def method(self, first: int, second: Decimal | None = None, *, third: str = "{"x" * 60}") -> dict[str, Decimal]:
{_BODY}
        return first



    @property
    def plain(self) -> str:
        """Text."""
{_BODY}
        return "x"
    async def close(self):
{_BODY}
        await asyncio.sleep(0)
    # A comment in front of a method.
    def last(self):
        def inner():
{_BODY.replace("        ", "            ")}
            return 1
        return inner
@decorated(
  1)
def function(a,b):
    if a:
        class Local:
            x = 1
        return Local
{_BODY.replace("        ", "    ")}
# A comment after a function.
AFTER = {{ {", ".join(f"'name_{number}': {number}" for number in range(80))} }}
def stub(x: int) -> int: ...
def stubborn(x: str) -> str: ...
def real(x):
{_BODY.replace("        ", "    ")}
    return x
class Second: pass
class Third:
    def only(self):
{_BODY}
        return 1
LAST = 1
if LAST:
    def conditional():
        return 1
'''


def test_the_pieces_together_are_what_black_makes_of_the_module() -> None:
    pieces = split(_SOURCE)
    assert len(pieces) > 6
    assert all(len(piece.text) >= LEAST for piece in pieces[:-1])
    assert join(pieces, [format_python(piece.source) for piece in pieces]) == black.format_str(_SOURCE, mode=MODE)


def test_what_was_formatted_before_is_not_formatted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Formatter({})
    first.add("a.py", _SOURCE)
    text = first.finish()["a.py"]
    asked: list[str] = []

    def remember(sources: list[str]) -> list[str]:
        asked.extend(sources)
        return [format_python(source) for source in sources]

    monkeypatch.setattr("venuegen.render.format.format_pieces", remember)
    again = Formatter(first.pieces)
    again.add("a.py", _SOURCE.replace("return inner", "return inner  # mine"))
    assert again.finish()["a.py"] == text.replace("return inner", "return inner  # mine")
    assert len(asked) == 1
    assert "return inner  # mine" in asked[0]
    assert set(again.pieces) != set(first.pieces)


def test_two_processes_write_what_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("venuegen.render.format._PARALLEL_FROM", 1_000)
    monkeypatch.setattr("venuegen.render.format._BATCH", 3_000)
    one, two = Formatter({}), Formatter({}, processes=2)
    for number in range(2):
        source = _SOURCE.replace("value_", f"value_{number}_").replace("name_", f"name_{number}_")
        one.add(f"{number}.py", source)
        two.add(f"{number}.py", source)
    assert two.finish() == one.finish()


def test_text_that_is_no_python_is_refused_with_the_reason() -> None:
    with pytest.raises(ValueError, match="no valid Python"):
        format_python("def f(:\n")


@pytest.mark.parametrize("source", ["", "\n\n", "x=1", "'''doc'''\n", "class A:\n    x=1\n    def f(self): ...\n"])
def test_small_modules_are_one_piece(source: str) -> None:
    pieces = split(source)
    assert len(pieces) == 1
    assert join(pieces, [format_python(piece.source) for piece in pieces]) == black.format_str(source, mode=MODE)
