"""The containers' properties, and every way to submit articles to them."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import redis

from matbaa.client import Inbox
from tests.compose.stack import ROOT, Stack

pytestmark = [pytest.mark.compose, pytest.mark.timeout(600)]

HERE = Path(__file__).parent
_STORY = {"title": "A bridge is built", "body": "<p>The council decided on Monday.</p>"}


def _bare_call(stack: Stack, *calls: list[str]) -> list[str]:
    """The first lines of Redis's answers to commands written by hand, as in any language."""
    parts = urlsplit(stack.secret("producer_redis_url"))
    signed_in = [["AUTH", str(parts.username), str(parts.password)], *calls]
    with socket.create_connection((str(parts.hostname), int(parts.port or 0)), 5) as wire:
        answers = wire.makefile("rb")
        said = []
        for call in signed_in:
            words = b"".join(b"$%d\r\n%s\r\n" % (len(w.encode()), w.encode()) for w in call)
            wire.sendall(b"*%d\r\n%s" % (len(call), words))
            said.append(answers.readline().decode())
            if said[-1].startswith("$"):
                answers.readline()
    return said[1:]


def _receipt(stack: Stack, key: str) -> str:
    with Inbox(stack.secret("producer_redis_url")) as inbox:
        return inbox.wait(key, seconds=30).status


def test_no_container_has_more_rights_than_it_needs(stack: Stack) -> None:
    for container in stack.containers():
        host, user = container["HostConfig"], container["Config"]["User"]
        assert int(user.split(":")[0]) > 0, container["Name"]
        assert host["ReadonlyRootfs"], container["Name"]
        assert host["CapDrop"] == ["ALL"], container["Name"]
        assert "no-new-privileges:true" in host["SecurityOpt"], container["Name"]
        assert host["Memory"] > 0, container["Name"]
        assert container["State"]["Health"]["Status"] == "healthy", container["Name"]


def test_a_backfill_gets_an_eighth_of_the_processor_time_of_the_news(stack: Stack) -> None:
    shares = {each["Name"]: each["HostConfig"]["CpuShares"] for each in stack.containers()}
    bulk = next(count for name, count in shares.items() if "-bulk-" in name)
    news = next(count for name, count in shares.items() if "-worker-" in name)
    assert bulk == (news or 1024) / 8  # Docker's default, where none is set


def test_ports_are_published_on_the_loopback_interface_alone(stack: Stack) -> None:
    published = [
        binding["HostIp"]
        for container in stack.containers()
        for bindings in container["NetworkSettings"]["Ports"].values()
        for binding in bindings or []
    ]
    assert set(published) == {"127.0.0.1"}


def test_idle_containers_use_at_most_half_of_their_memory(stack: Stack) -> None:
    table = stack.run("docker", "stats", "--no-stream", "--format", "{{.Name}} {{.MemUsage}}")
    ours = [line for line in table.splitlines() if line.startswith("matbaa-test-")]
    print(*ours, sep="\n")
    for line in ours:
        name, used, _slash, limit = line.split()
        assert _mebibytes(used) < _mebibytes(limit) / 2, name


def _mebibytes(size: str) -> float:
    number, unit = size[:-3], size[-3:]
    return float(number) * {"KiB": 1 / 1024, "MiB": 1, "GiB": 1024}[unit]


def _inside(stack: Stack, script: str) -> str:
    """The output of a script of this folder, run in the image."""
    text = (HERE / script).read_text()
    return stack.compose(
        *("run", "--rm", "-T", "--no-deps", "--entrypoint", "python", "cli", "-"), stdin=text
    )


def test_the_image_holds_no_compiler_and_every_library_that_the_code_imports(stack: Stack) -> None:
    assert json.loads(_inside(stack, "look_inside.py")) == {"compilers": [], "missing": []}


def test_the_image_weighs_under_250_megabytes(stack: Stack) -> None:
    told = stack.run(
        "docker", "image", "inspect", "--format", "{{.Size}}", stack.env["MATBAA_IMAGE"]
    )

    assert int(told) < 250_000_000


def test_the_image_formats_every_locale_as_the_full_library_does(stack: Stack) -> None:
    here = stack.run(sys.executable, str(HERE / "look_at_locales.py"))
    assert _inside(stack, "look_at_locales.py").splitlines() == here.splitlines()


def test_a_bare_client_submits_with_one_xadd(stack: Stack) -> None:
    story = json.dumps(_STORY | {"id": "bare"})
    said = _bare_call(stack, ["XADD", "matbaa:inbox", "*", "article", story, "key", "bare"])
    assert said[0].startswith("$")
    assert _receipt(stack, "bare") == "published"


def test_a_producer_can_neither_reach_the_queues_of_the_workers_nor_empty_redis(
    stack: Stack,
) -> None:
    calls = [["LPUSH", "ingest", "{}"], ["FLUSHALL"], ["XRANGE", "matbaa:inbox", "-", "+"]]
    said = _bare_call(stack, *calls)
    assert all(line.startswith("-NOPERM") for line in said), said


def test_the_command_submits_from_outside(stack: Stack) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "matbaa.cli", "submit", "-", "--wait", "--json"],
        cwd=ROOT,
        env={**os.environ, "MATBAA_REDIS_URL": stack.secret("producer_redis_url")},
        input=json.dumps(_STORY | {"id": "outside"}),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert json.loads(done.stdout)["status"] == "published", done.stderr


def test_the_command_submits_every_sample_from_inside(stack: Stack) -> None:
    given = ("samples/seed.txt", "samples/ninjs.json", "samples/feed.xml", "samples/mail.eml")
    said = stack.cli("submit", *given, "--wait", "--json", "--timeout", "60")
    statuses = [json.loads(line)["status"] for line in said.splitlines()]
    assert set(statuses) <= {"published", "split"}, said


def test_the_desk_accepts_an_article_over_http(stack: Stack) -> None:
    taken = stack.desk("/v1/articles", _STORY | {"id": "over-http"})
    assert taken.status == 202
    deadline = time.monotonic() + 30
    while not stack.sql("SELECT 1 FROM articles WHERE id = 'over-http' AND live"):
        assert time.monotonic() < deadline
        time.sleep(0.5)


def test_nobody_signs_in_to_redis_without_a_password(stack: Stack) -> None:
    port = int(stack.env["REDIS_PORT"])
    with pytest.raises(redis.AuthenticationError):
        redis.Redis(port=port).get("matbaa:inbox")


def test_prometheus_scrapes_the_desk_and_knows_the_alerts(stack: Stack) -> None:
    stack.compose("--profile", "monitoring", "up", "--detach", "--wait", "prometheus")
    base = f"http://127.0.0.1:{stack.env['PROMETHEUS_PORT']}/api/v1"
    deadline = time.monotonic() + 60
    while '"health":"up"' not in stack.get(f"{base}/targets").body:
        assert time.monotonic() < deadline
        time.sleep(1)
    assert "ArticlesStandStill" in stack.get(f"{base}/rules").body
    stack.compose("--profile", "monitoring", "rm", "--stop", "--force", "prometheus")
