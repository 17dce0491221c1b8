"""The commands that inspect and repair the pipeline."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from matbaa.errors import MatbaaError
from matbaa.settings import get_settings
from models import DeadLetter, LetterStatus
from models.migrate import migrate
from models.session import look
from tests.conftest import Press
from tests.workers.conftest import Run


def lines(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_list_prints_a_line_for_each_article(newsroom: Press, run: Run) -> None:
    dead, live = lines(run("list", "--json"))
    assert live["url"].startswith("http://127.0.0.1:8080/")
    assert list(live) == ["id", "revision", "status", "title", "url", "updated", "reason"]
    assert (live["id"], live["revision"], live["status"]) == ("river", 1, "published")
    assert (dead["id"], dead["status"], dead["url"]) == ("empty", "dead", None)
    assert "no text" in dead["reason"]


def test_an_article_that_was_taken_down_has_no_url(newsroom: Press, run: Run) -> None:
    run("kill", "river", "--why", "libel")
    newsroom.run()
    listed = next(each for each in lines(run("list", "--json")) if each["id"] == "river")
    (shown,) = lines(run("show", "river", "--json"))
    assert (listed["status"], listed["url"]) == ("withdrawn", None)
    assert (shown["live"], shown["url"]) == (False, None)
    assert "withdrawn" in run("show", "river").output


def test_list_takes_filters(newsroom: Press, run: Run) -> None:
    found = [
        [line["id"] for line in lines(run("list", "--json", *filters.split()))]
        for filters in (
            "--state dead",
            "--section Weather",
            "--since 1h --limit 1",
            "--search rose",
        )
    ]
    assert found == [["empty"], ["river"], ["empty"], ["river"]]


@pytest.mark.parametrize("wrong", ["--state nowhere", "--since yesterday", "--limit 0"])
def test_an_invalid_filter_is_a_usage_error(run: Run, wrong: str) -> None:
    assert run("list", *wrong.split()).exit_code == 2


@pytest.mark.parametrize("command", ["audit", "export {}", "rename section News World"])
def test_an_unknown_site_is_a_usage_error(run: Run, tmp_path: Path, command: str) -> None:
    ran = run(*command.format(tmp_path).split(), "--site", "nowhere")
    assert ran.exit_code == 2
    assert "is not a known site; the sites are: main" in " ".join(ran.output.split())


def test_status_describes_the_pipeline_or_an_article(newsroom: Press, run: Run) -> None:
    (pipeline,) = lines(run("status", "--json"))
    (article,) = lines(run("status", "river", "--json"))
    assert (pipeline["live"], pipeline["dead_letters"]) == (1, 1)
    assert pipeline["lanes"]["news"]["accepted"] == {"waiting": 0, "working": 0}
    assert (article["live"], article["listed"]) == (True, True)
    assert [step["name"] for step in article["revisions"][0]["steps"]][-1] == "published"
    assert "river" in run("status", "river").stdout
    assert "dead letters   1" in run("status").stdout


def test_commands_on_unknown_articles_are_rejected(newsroom: Press, run: Run) -> None:
    for command in (["status", "nobody"], ["show", "nobody"], ["retry", "nobody"], ["retry", "99"]):
        assert isinstance(run(*command).exception, MatbaaError)
    assert run("kill", "nobody").exit_code == 3


def test_show_prints_the_submission_and_the_result(newsroom: Press, run: Run) -> None:
    (kept,) = lines(run("show", "river", "--json"))
    assert kept["submission"]["title"] == kept["story"]["title"] == "The river rose"
    assert kept["texts"]["description"]
    assert run("show", "river", "--part", "page").stdout.startswith("<!doctype html>")
    assert "flooded the old town" in run("show", "river").stdout


def test_diff_shows_what_changed(newsroom: Press, run: Run) -> None:
    assert (
        run("correct", "river", "--set", "title=The river sank", "--note", "It sank").exit_code == 0
    )
    newsroom.run()
    (found,) = lines(run("diff", "river", "--json"))
    changed = {each["field"]: each["new"] for each in found["fields"]}
    assert (found["old"], found["new"], found["text"]) == (1, 2, [])
    assert (changed["title"], changed["correction"]) == ("The river sank", "It sank")
    assert "+ The river sank" in run("diff", "river", "1", "2").stdout


def test_kill_restore_and_roll_back_report_what_they_did(newsroom: Press, run: Run) -> None:
    (killed,) = lines(run("kill", "river", "--why", "wrong", "--json"))
    newsroom.run()
    (restored,) = lines(run("restore", "river", "--json"))
    newsroom.run()
    (rolled,) = lines(run("roll-back", "river", "1", "--json"))
    done = [(each["id"], each["revision"]) for each in (killed, restored, rolled)]
    assert done == [("river", 2), ("river", 3), ("river", 3)]
    assert (killed["done"], "nothing was changed" in rolled["done"]) == (
        "taken down for good",
        True,
    )


def test_a_section_is_renamed(newsroom: Press, run: Run) -> None:
    (would,) = lines(run("rename", "section", "Weather", "Climate", "--dry-run", "--json"))
    assert (would, newsroom.hints) == ({"id": "river", "would": "rename"}, [])
    (renamed,) = lines(run("rename", "section", "Weather", "Climate", "--json"))
    newsroom.run()
    assert renamed["done"] == "section renamed to Climate"
    assert lines(run("list", "--section", "Climate", "--json"))[0]["id"] == "river"


def test_restoring_a_published_article_is_a_conflict(newsroom: Press, run: Run) -> None:
    assert run("restore", "river").exit_code == 7


def test_an_error_on_one_article_does_not_stop_the_others(newsroom: Press, run: Run) -> None:
    result = run("kill", "nobody", "river", "--json")
    said = [json.loads(line) for line in result.stdout.splitlines()]
    assert (result.exit_code, [each["revision"] for each in said]) == (3, [None, 2])


def test_republishing_tells_an_unknown_article_from_one_that_is_not_published(
    newsroom: Press, run: Run
) -> None:
    said = run("republish", "empty", "nobody").stdout.splitlines()
    assert "not published" in said[0]
    assert "there is no article 'nobody'" in said[1]


@pytest.mark.parametrize("command", ["kill", "restore", "republish", "retry", "discard"])
def test_a_command_without_articles_or_filters_is_a_usage_error(
    newsroom: Press, run: Run, command: str
) -> None:
    assert run(command).exit_code == 2


def test_a_dry_run_only_says_what_would_be_done(newsroom: Press, run: Run) -> None:
    commands = (
        "kill --section Weather",
        "republish --all",
        "retry --all",
        "discard --stage ingest",
    )
    said = [lines(run(*command.split(), "--dry-run", "--json"))[0] for command in commands]
    assert [each["would"] for each in said] == ["kill", "republish", "retry", "discard"]
    assert newsroom.hints == []


def test_dead_letters_are_listed_grouped_and_shown(newsroom: Press, run: Run) -> None:
    (letter,) = lines(run("dead-letters", "--json"))
    (group,) = lines(run("dead-letters", "--groups", "--json"))
    (shown,) = lines(run("dead-letters", str(letter["letter"]), "--json"))
    assert (letter["id"], letter["stage"]) == ("empty", "ingest")
    assert (group["count"], group["signature"]) == (1, letter["signature"])
    assert "<script></script>" in shown["raw"]


def test_dead_letters_are_retried_by_article_edited_or_discarded(
    newsroom: Press, run: Run, tmp_path: Path
) -> None:
    assert run("retry", "empty").exit_code == 0
    newsroom.run()  # it becomes a dead letter again
    mended = tmp_path / "mended.json"
    mended.write_text(json.dumps({"id": "empty", "title": "T", "body": "<p>Something.</p>"}))
    assert run("retry", "empty", "--with", str(mended)).exit_code == 0
    newsroom.run()
    newsroom.article(id="again", body="<script></script>")
    newsroom.run()
    assert run("discard", "again").exit_code == 2
    assert run("discard", "again", "--why", "a test").exit_code == 0
    with look() as session:
        found = {letter.status for letter in session.query(DeadLetter)}
    assert found == {LetterStatus.REPLAYED, LetterStatus.DISCARDED}
    published = lines(run("list", "--state", "published", "--json"))
    assert "empty" in {each["id"] for each in published}


def test_the_audit_fails_until_the_fault_is_repaired(newsroom: Press, run: Run) -> None:
    newsroom.storage.delete("index.html")
    broken = run("audit", "--json")
    assert (broken.exit_code, json.loads(broken.stdout)["fault"]) == (4, "missing")
    assert "audit --repair" in broken.stderr
    assert [each["mended"] for each in lines(run("audit", "--repair", "--json"))] == [True]
    assert lines(run("audit", "--json")) == []


def test_the_site_is_exported(newsroom: Press, run: Run, tmp_path: Path) -> None:
    (said,) = lines(run("export", str(tmp_path / "out"), "--json"))
    assert (said["rendered"], said["copied"], said["lost"]) == (len(newsroom.storage.objects), 0, 0)
    written = {
        str(file.relative_to(tmp_path / "out")): file.read_bytes()
        for file in (tmp_path / "out").rglob("*")
        if file.is_file()
    }
    stored = {path: found.blob.body for path, found in newsroom.storage.objects.items()}
    assert written == stored


def test_migrate_says_whether_there_was_anything_to_do(
    run: Run, settings_env: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings_env.setenv("MATBAA_DATABASE_URL", f"sqlite:///{tmp_path}/new.db")
    get_settings.cache_clear()
    assert run("migrate", "--check").exit_code == 4
    assert lines(run("migrate", "--json")) == [{"current": True, "migrated": True}]
    assert lines(run("migrate", "--json")) == [{"current": True, "migrated": False}]
    migrate()


def test_top_prints_once_if_the_output_is_no_terminal(newsroom: Press, run: Run) -> None:
    assert "dead letters" in run("top").stdout
