"""`venuegen init`, as a firm uses it: a repository that extends a shipped venue, and later a newer template."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from venuegen.cli import main
from venuegen.templating import packed

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


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The templates of an installed package, which has no history."""
    templates = tmp_path / "site-packages" / "templates"
    shutil.copytree(ROOT / "templates" / "repository", templates / "repository")
    compiled = templates / "repository" / "project" / "tests" / "__pycache__"  # by the installer
    compiled.mkdir(exist_ok=True)
    (compiled / "test_specs.cpython-311.pyc").write_bytes(b"\xa7\r\r\n")
    monkeypatch.setattr("venuegen.resources.templates_dir", lambda: templates)
    return templates / "repository" / "project"


@pytest.fixture
def firm(installed: Path, tmp_path: Path) -> Path:
    """A repository made from it, with changes of its own."""
    folder = tmp_path / "acme"
    assert main(["init", str(folder), "--defaults", "--name", "acme-venues"]) == 0
    git(folder, "init", "-q")
    readme = folder / "README.md"
    readme.write_text(readme.read_text() + "\nOur own words.\n")
    commit(folder, "begin")
    return folder


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert text.count(old) == 1
    file.write_text(text.replace(old, new))


def test_a_newer_installed_template_is_merged_by_what_was_written_last_time(
    installed: Path, firm: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", str(firm)]) == 1
    assert main(["init", str(firm), "--update"]) == 0
    assert "up to date with the template of venuegen" in capsys.readouterr().out
    assert git(firm, "status", "--porcelain") == ""

    (installed / ".gitignore").write_text((installed / ".gitignore").read_text() + "recordings/\n")
    edit(installed / "README.md.jinja", "# [[ name ]]", "# Venues: [[ name ]]")
    (installed / "NEW.md").write_text("New.\n")
    (installed / "generated" / ".gitkeep").unlink()
    (firm / "tests" / "test_specs.py").unlink()
    edit(installed / "tests" / "test_specs.py", "every venue of", "all venues of")
    commit(firm, "our own tests")
    assert main(["init", str(firm), "--update"]) == 0
    assert capsys.readouterr().out == (
        "merged: .gitignore\nmerged: NEW.md\nmerged: README.md\nremoved: generated/.gitkeep\n"
        "left as it is: tests/test_specs.py\nnext: git diff, and commit\n"
    )
    assert (firm / ".gitignore").read_text().endswith("recordings/\n")
    readme = (firm / "README.md").read_text()
    assert (readme[:22], readme[-16:]) == ("# Venues: acme-venues\n", "\nOur own words.\n")
    assert not (firm / "tests" / "test_specs.py").exists(), "what was deleted here stays deleted"
    commit(firm, "a newer template")
    assert main(["init", str(firm), "--update"]) == 0
    assert "up to date" in capsys.readouterr().out


def test_what_both_changed_is_a_conflict_as_git_has_it(
    installed: Path, firm: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(firm / "README.md", "# acme-venues", "# Our venues")
    commit(firm, "our title")
    edit(installed / "README.md.jinja", "# [[ name ]]", "# Venues: [[ name ]]")
    assert main(["init", str(firm), "--update"]) == 1
    assert capsys.readouterr().out == (
        "CONFLICT: README.md\n"
        "next: edit what is between <<<<<<< and >>>>>>>, git add, and commit (git status lists them)\n"
    )
    assert (
        (firm / "README.md")
        .read_text()
        .startswith("<<<<<<< yours\n# Our venues\n=======\n# Venues: acme-venues\n>>>>>>> template, now\n")
    )
    assert git(firm, "status", "--porcelain") == " M .venuegen-template\nUU README.md\n"
    assert git(firm, "show", ":1:README.md").startswith("# acme-venues\n"), "what both began with"
    assert main(["init", str(firm), "--update"]) == 2
    assert "changes that are not committed" in capsys.readouterr().err
    git(firm, "checkout", "--theirs", "README.md")
    commit(firm, "resolved")
    assert (firm / "README.md").read_text().startswith("# Venues: acme-venues\n")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("no base64", ".venuegen-template cannot be read"),
        (packed({"../outside": ""}), "names files that are none of a template's"),
        (packed({"/etc/outside": ""}), "names files that are none of a template's"),
        (packed({".git/hooks/post-merge": ""}), "names files that are none of a template's"),
        (packed({"large": "0" * 5_000_000}), ".venuegen-template cannot be read"),
    ],
)
def test_what_was_written_last_time_is_looked_at_before_it_is_believed(
    text: str, complaint: str, firm: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (firm / ".venuegen-template").write_text(text)
    commit(firm, "spoilt")
    assert main(["init", str(firm), "--update"]) == 2
    assert complaint in capsys.readouterr().err
    assert git(firm, "status", "--porcelain") == ""


def test_nothing_is_merged_outside_of_git_or_over_work_in_progress(
    installed: Path, firm: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (installed / "NEW.md").write_text("New.\n")
    edit(firm / "README.md", "Our own words.", "Our own new words.")
    assert main(["init", str(firm), "--update"]) == 2
    assert "commit them first; then venuegen init --update" in capsys.readouterr().err
    shutil.rmtree(firm / ".git")
    assert main(["init", str(firm), "--update"]) == 2
    assert "git init, and commit" in capsys.readouterr().err
    assert not (firm / "NEW.md").exists()


def test_a_repository_of_a_version_that_kept_nothing_needs_the_templates_history(
    template: Path, firm: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (firm / ".venuegen-template").unlink()
    edit(firm / ".copier-answers.yml", "version: 0.1.0", "version: 0.0.9")
    git(template, "tag", "v0.0.9")
    commit(firm, "as it was made by a version before")
    assert main(["init", str(firm), "--update"]) == 2
    assert "venuegen init --update --from GIT" in capsys.readouterr().err
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
