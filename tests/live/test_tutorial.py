"""The tutorial, followed to the letter: its blocks, in its order, in an empty folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from venuegen.cli import main

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial.md"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", TUTORIAL.read_text("utf-8"), re.S)


def after(text: str, line: str, block: str) -> str:
    """`block` put right after the first line that is exactly `line`."""
    assert f"\n{line}\n" in text
    return text.replace(f"\n{line}\n", f"\n{line}\n{block}", 1)


def before(text: str, line: str, block: str) -> str:
    assert f"\n{line}\n" in text
    return text.replace(f"\n{line}\n", f"\n{block}\n{line}\n", 1)


def test_the_tutorial_can_be_followed_to_the_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    spec, examples = Path("venue_specs/acorn/venue.yaml"), Path("venue_specs/acorn/examples")
    yaml, json = blocks("yaml"), blocks("json")
    assert (len(yaml), len(json)) == (13, 3)

    assert main(["new", "acorn", "--defaults"]) == 0
    assert main(["check", "acorn"]) == 1
    assert "VG901" in capsys.readouterr().out

    text = spec.read_text()
    text = re.sub(r"doc: TODO.*", "doc: https://acorn.example/docs", text)
    text = re.sub(r"    no_vectors: TODO.*\n", lambda _: yaml[0], text)
    text = text[: text.index("\ndoc_notes:")] + "\n"
    spec.write_text(text)
    assert main(["check", "acorn"]) == 0

    spec.write_text(text.replace("clock_ms: 1700000000000", "clock_ms: 1700000000001"))
    assert main(["check", "acorn"]) == 1, "the vector is recomputed"

    text = after(text, "types:", yaml[1])
    text = after(text, "endpoints:", yaml[2])
    text = after(text, "    channels:", yaml[3])
    text = before(text, "maps:", yaml[4])
    text = after(text, "operations:", yaml[5])
    spec.write_text(text)
    (examples / "depth.json").write_text(json[0])
    (examples / "depth_update.json").write_text(json[1])
    assert main(["check", "acorn"]) == 0

    text = before(text, "types:", yaml[6])
    text = after(text, "types:", yaml[7])
    text = text.replace("  codes: {}\n", yaml[8])
    text = after(text, "endpoints:", yaml[9])
    text = before(text, "maps:", yaml[10])
    text = after(text, "maps:", yaml[11])
    text = after(text, "operations:", yaml[12])
    spec.write_text(text)
    order = json[2]
    (examples / "new_order.json").write_text(order)
    canceled = order.replace('"open"', '"canceled"').replace('"new"', '"canceled"')
    (examples / "cancel_order.json").write_text(canceled)
    partial = order.replace('"open"', '"partial"').replace('"new"', '"partially_filled"')
    partial = re.sub(r'("filled(?:_quantity)?"): "0"', r'\1: "0.5"', partial)
    (examples / "order.json").write_text(partial)
    assert main(["check", "acorn"]) == 0
    assert main(["generate", "acorn"]) == 0
    assert main(["generate", "acorn", "--check"]) == 0

    capsys.readouterr()
    out = ["--out", "generated"]
    assert main(["book", "acorn", "AAA/BBB", "--fault", "gap:depth@3", "--duration", "1.5", *out]) == 0
    assert "gaps 1  resyncs 1" in capsys.readouterr().out
    assert main(["doctor", "acorn", "AAA/BBB", "--seconds", "1", *out]) == 0

    command = "PYTHONPATH=generated python -m pytest generated/venues/acorn/tests"
    assert f"\n{command}\n" in TUTORIAL.read_text("utf-8")
    roots = [part for part in sys.path if part and not Path(part, "venues").is_dir()]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(["generated", *roots])}
    run = subprocess.run(
        [sys.executable, *command.split()[2:], "-q", "-p", "no:cacheprovider"],
        env=environment,
        timeout=90,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    passed = re.search(r"(\d+) passed", run.stdout)
    assert passed is not None
    assert int(passed[1]) >= 80
    assert "failed" not in run.stdout
