"""The real Elasticsearch of the tests: fetched, checked, started, asked and stopped, with nothing left behind."""

import urllib.error
import zipfile
from pathlib import Path

import pytest

from tests.servers.absence import Absent
from tests.servers.elasticsearch import NotStarted, elasticsearch
from tests.servers.elasticsearch_distribution import (
    VERSION,
    WrongDistribution,
    distribution,
    java_home,
    last_words,
    unpack,
    verify,
)


@pytest.fixture
def empty_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No program is found any more."""
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("ES_JAVA_HOME", "JAVA_HOME"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("empty_machine")
def test_without_maven_it_says_how_to_get_maven(tmp_path: Path) -> None:
    with pytest.raises(Absent, match="apt-get install maven"):
        distribution(tmp_path / "cache")


@pytest.mark.usefixtures("empty_machine")
def test_without_java_it_says_how_to_get_java() -> None:
    with pytest.raises(Absent, match="apt-get install default-jre-headless"):
        java_home()


@pytest.mark.parametrize(("version", "good"), [("1.8", False), ("11", False), ("17", True), ("21", True)])
def test_a_java_that_is_too_old_is_as_good_as_none(
    version: str, good: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    lines = f"    java.home = {tmp_path}\\n    java.specification.version = {version}\\n"
    java.write_text(f"#!/bin/sh\nprintf '{lines}' >&2\n")
    java.chmod(0o755)
    monkeypatch.setenv("ES_JAVA_HOME", str(tmp_path))

    if good:
        assert java_home() == tmp_path
    else:
        with pytest.raises(Absent, match="too old"):
            java_home()


def test_a_download_that_fails_is_absence_in_mavens_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    maven = tmp_path / "mvn"
    maven.write_text("#!/bin/sh\nprintf '[ERROR] Unknown host\\n[ERROR] To see the full stack trace\\n'\nexit 1\n")
    maven.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

    with pytest.raises(Absent, match=r"could not fetch .*: Unknown host$"):
        distribution(tmp_path / "cache")

    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["lock"]


def test_what_maven_says_is_read_without_colours_and_advice() -> None:
    assert last_words("\x1b[0m[ERROR] No such file\n[ERROR]\n[ERROR] Re-run Maven with -X") == "No such file"
    assert last_words("") == "it said nothing"


def test_another_file_than_the_known_one_is_refused_in_words(tmp_path: Path) -> None:
    archive = tmp_path / "elasticsearch.zip"
    archive.write_bytes(b"something else")

    with pytest.raises(
        WrongDistribution, match=r"elasticsearch\.zip is not the file .* SHA-256 is f41f.* should be 1483"
    ):
        verify(archive)


def test_another_file_from_maven_is_never_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    maven = tmp_path / "mvn"
    maven.write_text(f"#!/bin/sh\necho changed > elasticsearch-{VERSION}.zip\n")
    maven.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

    with pytest.raises(WrongDistribution):
        distribution(tmp_path / "cache")

    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["lock"]


def test_programs_stay_programs_and_everybody_may_read_what_is_unpacked(tmp_path: Path) -> None:
    archive, inside = tmp_path / "server.zip", f"elasticsearch-{VERSION}"
    with zipfile.ZipFile(archive, "w") as content:
        for name, mode in ((f"{inside}/bin/run", 0o750), (f"{inside}/config", 0o600)):
            entry = zipfile.ZipInfo(name)
            entry.external_attr = mode << 16
            content.writestr(entry, "")

    home = unpack(archive, tmp_path / "out")

    assert [(home / name).stat().st_mode & 0o777 for name in ("bin/run", "config")] == [0o755, 0o644]


@pytest.mark.usefixtures("elasticsearch_here")
def test_a_node_answers_survives_a_kill_and_leaves_nothing_behind() -> None:
    with elasticsearch() as node:
        node.ask("PUT", "/kennis-one/_doc/1?refresh=true", {"title": "Zij-instroom"})
        address, first = node.url, node.pid
        node.kill()
        with pytest.raises(OSError, match="refused"):
            node.ask("GET", "/_cluster/health")
        node.start()

        assert (node.url, node.pid != first) == (address, True)
        assert node.ask("GET", "/kennis-one/_count")["count"] == 1
        last, folder = node.pid, node.folder

    assert not Path(f"/proc/{last}").exists()
    assert not folder.exists()
    with pytest.raises(urllib.error.URLError):
        node.ask("GET", "/_cluster/health")


@pytest.mark.usefixtures("elasticsearch_here")
def test_a_node_that_hangs_does_not_answer_and_goes_on_where_it_was() -> None:
    with elasticsearch() as node:
        node.hang()
        with pytest.raises(TimeoutError):
            node.ask("GET", "/_cluster/health", timeout=1)
        node.resume()

        assert node.ask("GET", "/_cluster/health")["number_of_nodes"] == 1


@pytest.mark.usefixtures("elasticsearch_here")
def test_a_node_that_cannot_start_tells_what_it_said() -> None:
    with elasticsearch() as node:
        node.stop()
        node.configure("elasticsearch.yml", "no.such.setting: true\n")
        with pytest.raises(NotStarted, match=r"no\.such\.setting"):
            node.start()
