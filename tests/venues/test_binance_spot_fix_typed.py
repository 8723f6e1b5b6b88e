"""Binance's sample messages as typed ones, by the dictionaries of the spec: nothing is lost, nothing is refused.

Samples whose BodyLength or CheckSum is wrong are framed anew first: their fields are as good as those of the others.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest
from venue_runtime.fix.dictionary import Dictionary
from venue_runtime.fix.message import SOH, frame, read_message
from venuegen.fix import messages_module, messages_view

ROOT = Path(__file__).parents[2]
SPEC = ROOT / "venue_specs" / "binance_spot"
SAMPLES = sorted(path.stem for path in (SPEC / "examples").glob("fix_*.fix"))
_HEADER = {"8", "9", "35", "34", "49", "52", "56", "10"}


@pytest.fixture(scope="module")
def modules() -> list[ModuleType]:
    return [_module("oe"), _module("md")]


def _module(name: str) -> ModuleType:
    view = messages_view(
        Dictionary.load(SPEC / "fix" / f"{name}.xml"),
        all_messages=True,
        time_digits=6,
        inherit={"MarketDataIncrementalRefresh": ["symbol", "transact_time"]},
    )
    module = ModuleType(f"binance_spot_samples_{name}")
    sys.modules[module.__name__] = module
    exec(compile(messages_module(view, ROOT / "templates"), module.__name__, "exec"), module.__dict__)
    return module


@pytest.mark.parametrize("name", SAMPLES)
def test_every_field_of_a_sample_comes_back(name: str, modules: list[ModuleType]) -> None:
    text = (SPEC / "examples" / f"{name}.fix").read_text("utf-8").strip()
    fields = [field for field in text.split("|") if field and field.partition("=")[0] not in _HEADER]
    raw = frame("FIX.4.4", SOH.join(each for each in text.split("|") if not each.startswith(("8=", "9=", "10="))))
    received = read_message(raw)
    module = next(each for each in modules if received.msg_type in each.MESSAGES)
    typed = module.CODEC.decode(received)
    assert sorted(typed.body().split(SOH)[:-1]) == sorted(fields)
    assert module.CODEC.decode(read_message(raw)) == typed  # now by the plan that the first one left
