"""Real processes on a real, secured node: what needs another setting is refused at start in one sentence.

What comes and goes is not: the site comes up while its engine is away.
"""

import http.client
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from cms.settings.env import ROOT
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch_client import Cluster
from tests.search.index.processes import database_url, end, wait_for
from tests.servers.elasticsearch_secured import Secured, secured_elasticsearch
from tests.servers.ports import HOST, free_port

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

MANAGE = (sys.executable, "manage.py")
COMMANDS = ["search_worker", "search_rebuild", "search_reconcile", "search_status", "serve_demo"]
BOOT_ERROR = 3
WRONG_PASSWORD = r"Elasticsearch does not know this user .*Check KENNIS_ELASTICSEARCH_USERNAME and _PASSWORD\."
SECONDS = 90


def server(port: int) -> tuple[str, ...]:
    return (sys.executable, "-m", "gunicorn", "--bind", f"{HOST}:{port}", "cms.wsgi")


class Starting:
    """Starts processes of one site."""

    def __init__(self, folder: Path, given: dict[str, str]) -> None:
        self.log = folder / "log"
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("KENNIS_", "DJANGO_"))}
        settings = {
            "ENV_FILE": "",
            "DEMO": "true",
            "DATA_DIR": str(folder / "data"),
            "DATABASE_URL": database_url(),
            "LOG_LEVEL": "WARNING",
            "SEARCH_ENGINE": "elasticsearch",
            **given,
        }
        self.environment = inherited | {f"KENNIS_{name}": value for name, value in settings.items()}

    def begin(self, command: tuple[str, ...]) -> "subprocess.Popen[str]":
        with self.log.open("w") as log:
            return subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL, stderr=log, text=True
            )

    def refused(self, command: tuple[str, ...], code: int = 1) -> str:
        """The sentence in which a process refuses, once it ended by itself."""
        process = self.begin(command)
        try:
            assert process.wait(SECONDS) == code, self.said()
        finally:
            end(process)
        said = self.said()
        assert "Traceback" not in said
        sentences = [line for line in said.splitlines() if not line.startswith("{")]  # the others are of the server
        assert len(sentences) == 1, said
        return sentences[0].removeprefix("CommandError: ")

    def said(self) -> str:
        """What it wrote to standard error."""
        return self.log.read_text()


@pytest.fixture(scope="module")
def node(elasticsearch_here: None) -> Iterator[Secured]:
    with secured_elasticsearch() as secured:
        yield secured


def as_user(node: Secured, user: str, **others: str) -> dict[str, str]:
    """The settings of a process that is this user of the cluster."""
    return {
        "ELASTICSEARCH_HOSTS": node.url,
        "ELASTICSEARCH_USERNAME": user,
        "ELASTICSEARCH_PASSWORD": node.passwords[user],
        "ELASTICSEARCH_CA": str(node.authority),
        **others,
    }


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_refuses_a_wrong_password(node: Secured, tmp_path: Path, command: str) -> None:
    site = Starting(tmp_path, as_user(node, "kennis_indexer", ELASTICSEARCH_PASSWORD="geheim"))

    assert re.fullmatch(WRONG_PASSWORD, site.refused((*MANAGE, command)))
    assert "geheim" not in site.said()


def test_the_server_stops_at_a_wrong_password_and_tries_no_second_time(node: Secured, tmp_path: Path) -> None:
    site = Starting(tmp_path, as_user(node, "kennis_web", ELASTICSEARCH_PASSWORD="geheim"))

    assert re.fullmatch(WRONG_PASSWORD, site.refused(server(free_port()), BOOT_ERROR))
    assert "geheim" not in site.said()


def test_a_certificate_of_another_authority_is_refused(node: Secured, tmp_path: Path) -> None:
    site = Starting(tmp_path, as_user(node, "kennis_indexer", ELASTICSEARCH_CA=str(node.other_authority)))

    assert "Set KENNIS_ELASTICSEARCH_CA" in site.refused((*MANAGE, "search_worker"))
    assert "Set KENNIS_ELASTICSEARCH_CA" in site.refused(server(free_port()), BOOT_ERROR)


def test_a_prefix_of_another_installation_is_refused(node: Secured, tmp_path: Path) -> None:
    owner = "https://elders.voorbeeld.nl (00000000)"
    password = node.passwords["kennis_indexer"]
    others = Cluster((node.url,), "kennis-elders", owner, "kennis_indexer", password, str(node.authority))
    with ElasticsearchEngine(others).rebuild() as made:
        made.publish()

    indexer = Starting(tmp_path, as_user(node, "kennis_indexer", ELASTICSEARCH_PREFIX="kennis-elders"))
    web = Starting(tmp_path, as_user(node, "kennis_web", ELASTICSEARCH_PREFIX="kennis-elders"))  # may ask no version

    for sentence in (indexer.refused((*MANAGE, "search_rebuild")), web.refused(server(free_port()), BOOT_ERROR)):
        assert owner in sentence
        assert "KENNIS_ELASTICSEARCH_PREFIX" in sentence
        assert "KENNIS_SITE_URL" in sentence
        assert "kennis-elders-search.*" in sentence


class OtherVersion(BaseHTTPRequestHandler):
    """Answers as a cluster of version 9 that has no index yet."""

    def do_GET(self) -> None:
        nodes = {"nodes": {"a": {"version": "9.1.0"}}} if self.path.startswith("/_nodes") else {}
        content = json.dumps(nodes).encode()
        self.send_response(200)
        self.send_header("X-Elastic-Product", "Elasticsearch")
        self.send_header("Content-Type", "application/vnd.elasticsearch+json;compatible-with=8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: Any) -> None:
        pass


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ((*MANAGE, "search_rebuild"), 1),
        ((*MANAGE, "search_worker"), 1),
        (server(free_port()), BOOT_ERROR),
    ],
    ids=["rebuild", "worker", "server"],
)
def test_a_cluster_of_another_major_version_is_refused(tmp_path: Path, command: tuple[str, ...], code: int) -> None:
    with ThreadingHTTPServer((HOST, 0), OtherVersion) as cluster:
        threading.Thread(target=cluster.serve_forever, daemon=True).start()
        site = Starting(tmp_path, {"ELASTICSEARCH_HOSTS": f"http://{HOST}:{cluster.server_port}"})
        try:
            sentence = site.refused(command, code)
        finally:
            cluster.shutdown()

    assert "9.1.0" in sentence
    assert "KENNIS_ELASTICSEARCH_HOSTS" in sentence


def asked(port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except OSError:
        return 0, ""
    finally:
        connection.close()


def test_the_site_comes_up_while_its_engine_is_away(tmp_path: Path) -> None:
    port = free_port()
    site = Starting(tmp_path, {"ELASTICSEARCH_HOSTS": f"http://{HOST}:{free_port()}"})
    process = site.begin(server(port))
    try:
        wait_for(lambda: asked(port, "/gezond/")[0] == 200 or process.poll() is not None)
        status, ready = asked(port, "/gereed/")

        assert (status, json.loads(ready)["index"]) == (503, {"ok": False, "state": "unavailable", "documents": 0})
        assert asked(port, "/zoeken/?q=pool")[0] == 503
        assert "cannot answer for now" in site.said()
    finally:
        end(process)


def test_a_worker_waits_for_an_engine_that_is_away(tmp_path: Path) -> None:
    site = Starting(tmp_path, {"ELASTICSEARCH_HOSTS": f"http://{HOST}:{free_port()}", "LOG_LEVEL": "INFO"})
    process = site.begin((*MANAGE, "search_worker"))
    try:
        wait_for(lambda: "worker started" in site.said() or process.poll() is not None)

        assert process.poll() is None
        assert "cannot answer for now" in site.said()
    finally:
        assert end(process) == 0
