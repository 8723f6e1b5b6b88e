"""`venuegen diff` in a repository: which revision, which venues, what is printed, which exit code."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from venuegen.cli import main

SPEC = """spec: 1
venue: example
title: Example
doc: https://docs.example.org
checked: 2026-01-01
extends: [../_shared/base.yaml]
endpoints:
  time: {call: GET /time, result: ms}
operations: {fetch_time: {call: time, result: =r}}
"""
SHARED = """environments: {production: {urls: {rest: https://api.example.org}}}
limits:
  buckets: {weight: {per: ip, budget: 100, window: 1m}}
  default_cost: {weight: 1}
"""


def git(folder: Path, *arguments: str) -> str:
    settings = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    run = subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return run.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one venue on main, and a branch that is checked out."""
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("VENUEGEN_TRACEBACK", "1")
    for path, text in {"example/venue.yaml": SPEC, "_shared/base.yaml": SHARED}.items():
        (tmp_path / "venue_specs" / path).parent.mkdir(parents=True)
        (tmp_path / "venue_specs" / path).write_text(text)
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    git(tmp_path, "checkout", "-qb", "work")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def edit(repository: Path, path: str, old: str, new: str) -> None:
    file = repository / "venue_specs" / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def rules(out: str) -> list[tuple[str, str, str]]:
    data = json.loads(out)
    return [(each["venue"], event["level"], event["rule"]) for each in data["venues"] for event in each["events"]]


def test_nothing_changed(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = git(repository, "rev-parse", "HEAD")[:10]
    assert main(["diff"]) == 0
    assert capsys.readouterr().out == f"no spec means anything else than at {head} (HEAD)\n"


def test_what_is_only_written_otherwise_is_no_change(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(
        repository, "example/venue.yaml", "{call: GET /time, result: ms}", "\n    call: GET /time\n    result: ms # now"
    )
    assert main(["diff"]) == 0
    assert capsys.readouterr().out.startswith("no spec means anything else than at ")


def test_the_base_is_where_the_branch_left_main(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = git(repository, "rev-parse", "HEAD")
    edit(repository, "example/venue.yaml", "GET /time", "GET /v2/time")
    git(repository, "commit", "-qam", "second")
    git(repository, "checkout", "-q", "main")
    edit(repository, "example/venue.yaml", "title: Example", "title: Sample")
    git(repository, "commit", "-qam", "of others")
    git(repository, "checkout", "-q", "work")
    assert main(["diff", "--json"]) == 1
    out = capsys.readouterr().out
    assert json.loads(out)["base"] == start
    assert rules(out) == [("example", "error", "endpoint-address-changed")]


def test_a_line_of_a_shared_file_is_told_at_each_venue_and_where_it_stands(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(repository, "_shared/base.yaml", "budget: 100", "budget: 200")
    assert main(["diff"]) == 1
    assert capsys.readouterr().out == (
        "example: 1 error\n"
        "  ERROR   limit-raised  limits.buckets.weight.budget  venue_specs/_shared/base.yaml:3\n"
        "          100 → 200\n"
        "          Where the venue does not allow that much, it bans the address or the key.\n"
        "          An error until something proves it: a later `checked`, or another `doc` of this part.\n"
        "\n"
        f"1 venue since {git(repository, 'rev-parse', 'HEAD')[:10]} (HEAD): 1 error\n"
    )


def test_what_is_gone_is_shown_where_it_stood(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(repository, "example/venue.yaml", "operations: {fetch_time: {call: time, result: =r}}\n", "")
    assert main(["diff", "HEAD"]) == 1
    assert (
        "  ERROR   operation-removed  operations.fetch_time  venue_specs/example/venue.yaml:9 (base)\n"
        in capsys.readouterr().out
    )


def test_venues_come_and_go(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / "venue_specs/other").mkdir()
    (repository / "venue_specs/other/venue.yaml").write_text(SPEC.replace("venue: example", "venue: other"))
    (repository / "venue_specs/example/venue.yaml").unlink()
    assert main(["diff", "--json"]) == 1
    assert rules(capsys.readouterr().out) == [("example", "error", "venue-removed"), ("other", "note", "venue-added")]


def test_an_acceptance_speaks_for_its_change_only(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(repository, "_shared/base.yaml", "budget: 100", "budget: 200")
    reason = 'accepted: {limit-raised: {limits.buckets.weight.budget: "Announced on 2026-01-31."}}\n'
    edit(repository, "example/venue.yaml", "operations:", reason + "operations:")
    assert main(["diff"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("example: nothing that is not accepted\n  ERROR   limit-raised ")
    assert "          accepted: Announced on 2026-01-31.\n" in out
    git(repository, "commit", "-qam", "raised")
    edit(repository, "_shared/base.yaml", "budget: 200", "budget: 9000")
    assert main(["diff", "HEAD", "--json"]) == 1
    assert rules(capsys.readouterr().out) == [
        ("example", "error", "limit-raised"),
        ("example", "note", "acceptance-spent"),
    ]


@pytest.mark.parametrize(
    ("threshold", "change", "code"),
    [
        ("error", ("result: ms}", "result: ms, doc: x}"), 0),
        ("warning", ("result: ms}", "result: ms, doc: x}"), 0),
        ("never", ("GET /time", "GET /v2/time"), 0),
        ("error", ("checked: 2026-01-01", "checked: 2026-01-01\nstatus: closing"), 0),
        ("danger", ("checked: 2026-01-01", "checked: 2026-01-01\nstatus: closing"), 0),
        ("warning", ("checked: 2026-01-01", "checked: 2026-01-01\nstatus: closing"), 1),
    ],
)
def test_the_exit_code_follows_the_threshold(
    repository: Path, threshold: str, change: tuple[str, str], code: int
) -> None:
    edit(repository, "example/venue.yaml", *change)
    assert main(["diff", "--fail-on", threshold]) == code


def test_a_danger_with_an_example_is_one_and_fails_only_where_dangers_do(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(repository, "example/venue.yaml", "GET /time, result: ms}", "GET /v2/time, result: ms, examples: [time]}")
    (repository / "venue_specs/example/examples").mkdir()
    text = json.dumps({"source": "docs", "response": 1, "expect": {"fetch_time": 1_000_000}})
    (repository / "venue_specs/example/examples/time.json").write_text(text)
    assert main(["diff", "--json"]) == 0
    assert rules(capsys.readouterr().out) == [
        ("example", "danger", "endpoint-address-changed"),
        ("example", "note", "example-added"),
    ]
    assert main(["diff", "--fail-on", "danger"]) == 1


def test_a_side_that_does_not_load_is_told(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(repository, "example/venue.yaml", "title: Example", "title: Example: Spot")
    assert main(["diff"]) == 1
    out = capsys.readouterr().out
    assert "venue_specs/example/venue.yaml:3:15: VG001: mapping values are not allowed" in out
    assert "  ERROR   spec-unreadable  example  venue_specs/example/venue.yaml:1\n" in out
    git(repository, "commit", "-qam", "broken")
    edit(repository, "example/venue.yaml", "title: Example: Spot", "title: Example")
    assert main(["diff", "HEAD"]) == 0
    assert "  WARNING base-unreadable  example  venue_specs/example/venue.yaml:1 (base)\n" in capsys.readouterr().out


def test_it_works_where_check_refuses_and_says_so(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(repository, "example/venue.yaml", "{call: time, result: =r}", "{call: tiem, result: =r}")
    assert main(["diff"]) == 1
    out = capsys.readouterr().out
    assert "  `venuegen check` refuses the work tree (1 error): what is said here may not be all\n" in out
    assert "  ERROR   operation-changed  operations.fetch_time.call  venue_specs/example/venue.yaml:9\n" in out


def test_usage(repository: Path, capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    assert main(["diff", "nowhere"]) == 2
    assert capsys.readouterr().err == "error: there is no revision 'nowhere'\n  a branch, a tag or a commit\n"
    assert main(["diff", "HEAD", "exmaple"]) == 2
    assert (
        "there is no spec 'exmaple' in venue_specs, now or then\n  did you mean 'example'?" in capsys.readouterr().err
    )
    assert main(["diff", "--base", "main", "example"]) == 0
    assert main(["diff", "--fail-on", "nothing"]) == 2
    outside = tmp_path_factory.mktemp("outside")
    assert main(["diff", "--specs", str(outside)]) == 2
    assert "is in no git repository" in capsys.readouterr().err


def test_a_venue_that_is_called_as_a_branch_is_the_venue(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(repository, "branch", "example")
    edit(repository, "example/venue.yaml", "result: ms}", "result: ms, doc: x}")
    git(repository, "commit", "-qam", "second")
    assert main(["diff", "example", "--json"]) == 0
    assert rules(capsys.readouterr().out) == [("example", "note", "docs-changed")]


def test_without_a_main_branch_one_is_asked_for(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(repository, "branch", "-qD", "main")
    assert main(["diff"]) == 2
    assert "name a revision: venuegen diff REVISION" in capsys.readouterr().err


def test_markdown_escapes_what_a_spec_says(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nasty = "a|b `c` <img src=x> @everyone ](http://x)"
    edit(repository, "example/venue.yaml", "title: Example", f"title: {json.dumps(nasty)}\nstatus: closing")
    edit(repository, "example/venue.yaml", "{call: time, result: =r}", "{call: time, result: =r, needs: [symbol]}")
    assert main(["diff", "--format", "markdown", "--fail-on", "never"]) == 0
    head = git(repository, "rev-parse", "HEAD")[:10]
    assert capsys.readouterr().out == (
        "<!-- venuegen diff -->\n"
        "## What changed in meaning: 1 error, 1 warning, 1 note\n"
        "\n"
        f"Specs against `{head} (HEAD)`.\n"
        "\n"
        "### example: 1 error, 1 warning, 1 note\n"
        "\n"
        "| | rule | where | change |\n"
        "| --- | --- | --- | --- |\n"
        "| ERROR | `argument-required` | `operations.fetch_time.needs.symbol`<br>`venue_specs/example/venue.yaml:10` | "
        "`+ symbol`<br>`fetch_time(…)` without `symbol` is refused. |\n"
        "| WARNING | `venue-status-changed` | `status`<br>`venue_specs/example/venue.yaml:4` | "
        "`active → closing`<br>It is shown wherever the venue is. |\n"
        "\n"
        "<details>\n"
        "<summary>1 note</summary>\n"
        "\n"
        "| | rule | where | change |\n"
        "| --- | --- | --- | --- |\n"
        "| NOTE | `docs-changed` | `title`<br>`venue_specs/example/venue.yaml:3` | "
        "``Example → a\\|b `c` <img src=x> @everyone ](http://x)``<br>"
        "Only people read it: the client does the same as before. |\n"
        "\n"
        "</details>\n"
        "\n"
    )


def test_a_changelog_fragment_has_what_users_need_to_know(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(repository, "_shared/base.yaml", "budget: 100", "budget: 200")
    edit(repository, "example/venue.yaml", "  time:", "  status: {call: GET /status, result: json}\n  time:")
    edit(repository, "example/venue.yaml", "operations: {fetch_time: {call: time, result: =r}}\n", "")
    edit(repository, "example/venue.yaml", "title: Example", "title: Sample")
    assert main(["diff", "--changelog", "changes"]) == 1
    assert capsys.readouterr().err.endswith("\nchanges: 1 fragment written\n")
    assert (repository / "changes/example.md").read_text() == (
        "### example\n"
        "\n"
        "**Breaking**\n"
        "\n"
        "- A method of the contract is gone: `operations.fetch_time`, "
        "`- {call: time, result: =r, order: oldest_first}`. "
        "`client.fetch_time(…)` raises NotSupported, and the capability is gone.\n"
        "\n"
        "**Behaviour**\n"
        "\n"
        "- More is sent than before: `limits.buckets.weight.budget`, `100 → 200`. Where the venue does not allow that "
        "much, it bans the address or the key.\n"
        "\n"
        "**Added**\n"
        "\n"
        "- A new raw method: `endpoints.status`, "
        "`+ {call: GET /status, host: rest, in: query, result: json, kind: read}`. "
        "`client.raw.status(…)` is there, too.\n"
    )


def test_links_and_large_files_of_a_revision_are_not_followed(
    repository: Path, capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("home") / "secret.yaml"
    secret.write_text("title: Secret\n")
    (repository / "venue_specs/example/link.yaml").symlink_to(secret)
    edit(repository, "example/venue.yaml", "[../_shared/base.yaml]", "[../_shared/base.yaml, link.yaml]")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "link")
    edit(repository, "example/venue.yaml", ", link.yaml]", "]")
    (repository / "venue_specs/example/link.yaml").unlink()
    assert main(["diff", "HEAD"]) == 0
    out = capsys.readouterr().out
    assert "base-unreadable" in out
    assert "Secret" not in out
