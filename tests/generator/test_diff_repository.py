"""What a firm's repository gets for its reviews: commands of workflow and hooks are run as they stand."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from test_diff_git import git

ROOT = Path(__file__).parents[2]
PROJECT = ROOT / "templates" / "repository" / "project"
SPEC = """spec: 1
venue: example
title: Example
doc: https://docs.example.org
checked: 2026-01-01
environments: {production: {urls: {rest: "https://api.example.org"}}}
endpoints:
  time: {call: GET /time, result: ms, examples: [time]}
operations: {fetch_time: {call: time, result: =r}}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A repository made of the template, with a venue that is generated, and a branch to change it."""
    from copier import run_copy

    firm = tmp_path_factory.mktemp("made") / "firm"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
        run_copy(str(ROOT / "templates" / "repository"), firm, defaults=True, quiet=True)
        spec = firm / "venue_specs" / "example"
        (spec / "examples").mkdir(parents=True)
        (spec / "venue.yaml").write_text(SPEC)
        example = '{"source": "docs", "response": 1, "expect": {"fetch_time": 1000000}}'
        (spec / "examples" / "time.json").write_text(example)
        assert run(firm, "venuegen generate").returncode == 0
        git(firm, "init", "-q", "-b", "main")
        git(firm, "add", ".")
        git(firm, "commit", "-qm", "first")
        git(firm, "update-ref", "refs/remotes/origin/main", "HEAD")
        git(firm, "checkout", "-qb", "work")
        yield firm


@pytest.fixture
def firm(made: Path, tmp_path: Path) -> Path:
    """It, to be changed."""
    shutil.copytree(made, tmp_path / "firm")
    return tmp_path / "firm"


def run(folder: Path, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env={**os.environ, "PATH": path, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def workflow(name: str = "venues") -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((PROJECT / f".github/workflows/{name}.yml").read_text("utf-8"))
    return found


def scripts(job: str, name: str = "venues") -> list[str]:
    return [each["run"] for each in workflow(name)["jobs"][job]["steps"] if "run" in each]


def test_the_workflow_checks_generates_tests_and_compares(firm: Path, tmp_path: Path) -> None:
    install, check, drift, tests = scripts("test")
    assert (install, tests) == ("python -m pip install --editable '.[test]'", "python -m pytest --quiet")
    assert run(firm, check).stdout == "example: ok\n"
    assert run(firm, drift).returncode == 0
    summary = tmp_path / "summary.md"
    compare = scripts("diff")[1]
    places = {"GITHUB_BASE_REF": "main", "GITHUB_STEP_SUMMARY": str(summary)}
    assert run(firm, compare, **places).returncode == 0
    assert "What changed in meaning: nothing" in summary.read_text("utf-8")
    spec = firm / "venue_specs" / "example" / "venue.yaml"
    spec.write_text(SPEC.replace("operations: {fetch_time: {call: time, result: =r}}\n", ""))
    assert run(firm, drift).returncode == 1
    assert run(firm, compare, **places).returncode == 1
    text = (firm / "out" / "diff.md").read_text("utf-8")
    assert text.startswith("<!-- venuegen diff -->\n## What changed in meaning: 1 error\n")
    assert "`operation-removed`" in text
    assert text in summary.read_text("utf-8")


def test_only_the_job_that_runs_no_code_of_the_pull_request_may_write() -> None:
    found = workflow()
    assert found["permissions"] == {"contents": "read"}
    writing = {name for name, job in found["jobs"].items() if "permissions" in job}
    assert writing == {"comment"}
    steps = found["jobs"]["comment"]["steps"]
    assert [each.get("uses", "").partition("@")[0] for each in steps] == ["actions/download-artifact", ""]
    assert "${{" not in steps[1]["run"], "what a pull request is called must not become part of a script"
    assert 'startswith("<!-- venuegen diff -->")' in steps[1]["run"]


def test_a_repository_without_a_venue_is_green_and_a_text_that_is_not_there_is_no_comment(tmp_path: Path) -> None:
    steps = workflow()["jobs"]["test"]["steps"]
    there = {each["name"]: each.get("if") for each in steps if "venuegen" in each.get("run", "")}
    assert set(there.values()) == {"hashFiles('venue_specs/*/venue.yaml') != ''"}
    hooks = yaml.safe_load((PROJECT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]
    assert [re.search(each["files"], "venue_specs/.gitkeep") for each in hooks] == [None] * 3
    assert all(re.search(each["files"], "venue_specs/lantern/venue.yaml") for each in hooks)
    get, write = workflow()["jobs"]["comment"]["steps"]
    assert (get["continue-on-error"], write["if"]) == (True, "steps.text.outcome == 'success'")
    (tmp_path / "diff.md").write_text("")
    (tmp_path / "gh").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "gh").chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    assert run(tmp_path, write["run"], PATH=path).returncode == 0, "`gh` was not called"


def test_the_comment_is_found_again_and_written_once(tmp_path: Path) -> None:
    """The script with a `gh` of our own: it posts where there is no comment yet, and updates the one that is there."""
    script = scripts("comment")[0]
    (tmp_path / "diff.md").write_text("<!-- venuegen diff -->\n")
    gh = tmp_path / "gh"
    gh.write_text('#!/bin/sh\necho "$@" >> calls\ncase "$*" in *--paginate*) printf "%s" "$FOUND";; esac\n')
    gh.chmod(0o755)
    environment = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "COMMENTS": "repos/a/b/issues/7/comments"}
    environment["REPOSITORY"] = "a/b"
    assert run(tmp_path, script, **environment, FOUND="").returncode == 0
    assert run(tmp_path, script, **environment, FOUND="12\n34\n").returncode == 0
    calls = [each for each in (tmp_path / "calls").read_text().splitlines() if "--method" in each]
    assert calls == [
        "api --method POST repos/a/b/issues/7/comments --field body=@diff.md",
        "api --method PATCH repos/a/b/issues/comments/12 --field body=@diff.md",
    ]


def test_the_nightly_look_opens_one_issue(tmp_path: Path) -> None:
    found = workflow("moved")
    assert found["permissions"] == {"contents": "read"}
    assert {name for name, job in found["jobs"].items() if "permissions" in job} == {"tell"}
    assert "actions/checkout" not in str(found["jobs"]["tell"]), "the job that may write runs nothing of the repository"
    script = scripts("tell", "moved")[0]
    (tmp_path / "moved.txt").write_text("acorn has moved: 1 difference\n")
    gh = tmp_path / "gh"
    gh.write_text('#!/bin/sh\necho "$@" >> calls\ncase "$2" in list) printf "%s" "$FOUND";; esac\n')
    gh.chmod(0o755)
    environment = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "TITLE": "Moved"}
    assert run(tmp_path, script, **environment, FOUND="").returncode == 0
    assert run(tmp_path, script, **environment, FOUND="12").returncode == 0
    calls = [each for each in (tmp_path / "calls").read_text().splitlines() if " list " not in each]
    assert calls == ["issue create --title Moved --body-file body.md", "issue comment 12 --body-file body.md"]
    assert (tmp_path / "body.md").read_text() == "```text\nacorn has moved: 1 difference\n```\n"


def hooks(file: Path) -> dict[str, dict[str, Any]]:
    found = yaml.safe_load(file.read_text("utf-8"))
    return {each["id"]: each for each in (found if isinstance(found, list) else found["repos"][0]["hooks"])}


def test_the_hooks_run_as_they_stand(firm: Path) -> None:
    for hook in hooks(PROJECT / ".pre-commit-config.yaml").values():
        ran = run(firm, hook["entry"], GIT_DIR=".git", GIT_INDEX_FILE=".git/index")  # as git has it inside of a hook
        assert ran.returncode == 0, ran.stderr
    assert set(hooks(PROJECT / ".pre-commit-config.yaml")) == set(hooks(ROOT / ".pre-commit-hooks.yaml"))
    for file in (ROOT / ".pre-commit-config.yaml", ROOT / ".pre-commit-hooks.yaml"):
        assert hooks(file)["venuegen-diff"]["entry"] == "venuegen diff --quiet"


def test_generated_files_are_folded_and_specs_are_not(firm: Path) -> None:
    files = ["generated/venues/example/rest.py", "venue_specs/example/venue.yaml"]
    said = git(firm, "check-attr", "linguist-generated", "--", *files).splitlines()
    assert said == [f"{files[0]}: linguist-generated: true", f"{files[1]}: linguist-generated: unspecified"]
