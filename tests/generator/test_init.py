"""`venuegen init`, as a firm uses it: a repository that extends a shipped venue, and later a newer template."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from venuegen.cli import main

ROOT = Path(__file__).parents[2]


def git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    done = subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout


def commit(folder: Path, message: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A git repository of the template, as this project's own is."""
    folder = tmp_path / "venuegen"
    shutil.copytree(ROOT / "templates" / "repository", folder / "templates" / "repository")
    shutil.copy(ROOT / "copier.yml", folder)
    git(tmp_path, "init", "-q", str(folder))
    commit(folder, "one")
    git(folder, "tag", "v0.1.0")
    return folder


def test_a_repository_that_extends_a_shipped_venue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    firm = tmp_path / "acme"
    assert main(["init", str(firm), "--extends", "example_nothing"]) == 2
    assert "no venue 'example_nothing' comes with venuegen" in capsys.readouterr().err
    assert main(["init", str(firm), "--extends", "gemini", "--defaults"]) == 0
    git(firm, "init", "-q")
    commit(firm, "begin")
    monkeypatch.chdir(firm)

    spec = firm / "venue_specs" / "our_gemini" / "venue.yaml"
    assert 'extends: ["shipped:gemini"]' in spec.read_text()
    spec.write_text(spec.read_text() + "doc_notes: [Ours goes through the gateway of the desk.]\n")
    assert main(["check"]) == 0
    assert main(["generate"]) == 0
    client = firm / "generated" / "venues" / "our_gemini" / "client.py"
    assert "Ours goes through the gateway of the desk." in client.read_text()
    shipped = ROOT / "generated" / "venues" / "gemini" / "examples.json"
    assert client.with_name("examples.json").read_text() == shipped.read_text(), "tests come with what is extended"
    (firm / "tests" / "test_ours.py").write_text("def test_ours() -> None:\n    assert True\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests", "-k", "ours or specs"]
    done = subprocess.run(command, cwd=firm, capture_output=True, text=True)
    assert (done.returncode, "2 passed" in done.stdout) == (0, True), done.stdout + done.stderr
    command = [sys.executable, "-m", "pytest", "-q", "-x", "generated", "-k", "signing or examples"]
    done = subprocess.run(command, cwd=firm, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    commit(firm, "the first client")

    spec.write_text(spec.read_text().replace("Ours goes", "All of ours goes"))
    assert main(["generate"]) == 0
    changed = git(firm, "diff", "--stat", "--", "generated").splitlines()
    assert [line.split("|")[0].strip().rsplit("/", 1)[-1] for line in changed[:-1]] == ["client.py", "manifest.json"]
    assert (firm / "tests" / "test_ours.py").exists(), "what is written by hand stays"


def test_a_newer_template_is_merged_with_what_was_changed(
    template: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    firm = tmp_path / "acme"
    assert main(["init", str(firm), "--from", str(template), "--defaults"]) == 0
    git(firm, "init", "-q")
    readme = firm / "README.md"
    readme.write_text(readme.read_text() + "\nOur own words.\n")
    commit(firm, "begin")

    ignored = template / "templates" / "repository" / "project" / ".gitignore"
    ignored.write_text(ignored.read_text() + "recordings/\n")
    commit(template, "two")
    git(template, "tag", "v0.2.0")
    capsys.readouterr()
    assert main(["init", str(firm), "--update"]) == 0
    assert "recordings/\n" in (firm / ".gitignore").read_text()
    assert readme.read_text().endswith("Our own words.\n")
    assert "_commit: v0.2.0\n" in (firm / ".copier-answers.yml").read_text()


def test_a_repository_from_an_installed_package_is_told_how_to_be_updated(
    template: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    firm = tmp_path / "acme"
    assert main(["init", str(firm), "--defaults", "--name", "acme-venues"]) == 0
    git(firm, "init", "-q")
    assert 'name = "acme-venues"' in (firm / "pyproject.toml").read_text()
    assert main(["init", str(firm)]) == 1
    assert main(["init", str(firm), "--update"]) == 2
    assert "has no history to merge from" in capsys.readouterr().err
    assert main(["init", str(firm), "--update", "--from", str(template)]) == 0
    commit(firm, "where the template is")
    (template / "templates" / "repository" / "project" / "NEW.md").write_text("New.\n")
    commit(template, "two")
    git(template, "tag", "v0.2.0")
    assert main(["init", str(firm), "--update"]) == 0
    assert (firm / "NEW.md").read_text() == "New.\n"


def test_what_was_not_made_by_init_is_not_updated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path), "--update"]) == 2
    assert "was not made by `venuegen init`" in capsys.readouterr().err
