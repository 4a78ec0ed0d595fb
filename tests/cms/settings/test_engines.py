"""The settings of the search engine: what contradicts itself is refused in one sentence that says what to do."""

import ast
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import certifi
import pytest

from cms.settings.env import ROOT

CERTIFICATES = certifi.where()
PRIVATE_KEY = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2Vw\n-----END PRIVATE KEY-----\n"
SCRIPT = "import cms.settings.production as s; print(s.ELASTICSEARCH); print(s.SEARCH_DIR)"
CLUSTER = {"SEARCH_ENGINE": "elasticsearch", "ELASTICSEARCH_HOSTS": "https://es1:9200"}
HERE = {"SEARCH_ENGINE": "elasticsearch", "ELASTICSEARCH_HOSTS": "http://127.0.0.1:9200"}
LOGIN = {"ELASTICSEARCH_USERNAME": "web", "ELASTICSEARCH_PASSWORD": "geheim"}
ONLY_FOR_CLUSTER = "left out, or KENNIS_SEARCH_ENGINE set to elasticsearch."
ADDRESSES = "https://host:port or http://host:port of every node, separated by commas."


def start(folder: Path, **given: str) -> subprocess.CompletedProcess[str]:
    """Start a process that only reads its settings; the names are given without their prefix."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("KENNIS_")}
    needed = {"SECRET_KEY": "a-key-for-tests-" + "k" * 50, "DATA_DIR": str(folder), "ENV_FILE": ""}
    settings = {f"KENNIS_{name}": value for name, value in (needed | given).items()}
    return subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, env=inherited | settings, capture_output=True, text=True, check=False
    )


def read(folder: Path, **given: str) -> tuple[dict[str, Any] | None, Path]:
    """What the settings become: of the cluster, and the folder of the embedded index."""
    done = start(folder, **given)
    assert done.returncode == 0, done.stderr
    cluster, directory = done.stdout.splitlines()
    return ast.literal_eval(cluster), Path(directory)


def refusal(folder: Path, **given: str) -> str:
    """The one sentence in which these settings are refused."""
    done = start(folder, **given)
    assert done.returncode != 0
    assert "geheim" not in done.stderr
    return done.stderr.strip().splitlines()[-1].removeprefix("django.core.exceptions.ImproperlyConfigured: ")


def test_without_a_choice_the_engine_is_the_embedded_one(tmp_path: Path) -> None:
    assert read(tmp_path) == (None, tmp_path / "index")
    assert read(tmp_path, SEARCH_ENGINE="tantivy", SEARCH_DIR=str(tmp_path / "x")) == (None, tmp_path / "x")


def test_a_cluster_needs_its_hosts_and_nothing_else(tmp_path: Path) -> None:
    cluster, _ = read(tmp_path, SEARCH_ENGINE="elasticsearch", ELASTICSEARCH_HOSTS="http://es1:9200, http://ES2:9201")

    assert cluster == {
        "hosts": ("http://es1:9200", "http://es2:9201"),
        "prefix": "kennis",
        "username": "",
        "password": "",
        "ca": "",
        "read_seconds": 0.9,
        "write_seconds": 30.0,
    }


def test_every_setting_of_a_cluster_arrives(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("geheim\n")

    cluster, _ = read(
        tmp_path,
        SEARCH_ENGINE="elasticsearch",
        ELASTICSEARCH_HOSTS="https://[2001:db8::1]:9200",
        ELASTICSEARCH_USERNAME="web",
        ELASTICSEARCH_PASSWORD_FILE=str(tmp_path / "password"),
        ELASTICSEARCH_CA=CERTIFICATES,
        ELASTICSEARCH_PREFIX="kennis-proef-2",
        ELASTICSEARCH_READ_TIMEOUT="1.5",
        ELASTICSEARCH_WRITE_TIMEOUT="60",
    )

    assert cluster == {
        "hosts": ("https://[2001:db8::1]:9200",),
        "prefix": "kennis-proef-2",
        "username": "web",
        "password": "geheim",
        "ca": CERTIFICATES,
        "read_seconds": 1.5,
        "write_seconds": 60.0,
    }


def test_a_password_may_go_unencrypted_to_this_machine(tmp_path: Path) -> None:
    for host in ("http://127.0.0.1:9200", "http://localhost:9200", "http://[::1]:9200"):
        cluster, _ = read(tmp_path, **CLUSTER | LOGIN | {"ELASTICSEARCH_HOSTS": host})
        assert cluster is not None
        assert cluster["password"] == "geheim"


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (
            {"SEARCH_ENGINE": "solr"},
            "it does not fit. It should be: tantivy for the embedded engine of one machine, or ",
        ),
        ({"SEARCH_ENGINE": ""}, "it is empty. It should be: tantivy"),
    ],
)
def test_another_engine_is_refused(tmp_path: Path, given: dict[str, str], problem: str) -> None:
    assert refusal(tmp_path, **given).startswith(f"Setting KENNIS_SEARCH_ENGINE is missing or wrong: {problem}")


def test_a_cluster_without_hosts_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, SEARCH_ENGINE="elasticsearch") == (
        "Setting KENNIS_ELASTICSEARCH_HOSTS is missing or wrong: it is not given while KENNIS_SEARCH_ENGINE is "
        f"elasticsearch. It should be: {ADDRESSES}"
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HOSTS", "https://es1:9200"),
        ("USERNAME", "web"),
        ("PASSWORD", "geheim"),
        ("CA", CERTIFICATES),
        ("PREFIX", "kennis"),
        ("READ_TIMEOUT", "0.9"),
        ("WRITE_TIMEOUT", "30"),
    ],
)
def test_a_setting_of_a_cluster_is_refused_beside_the_embedded_engine(tmp_path: Path, name: str, value: str) -> None:
    assert refusal(tmp_path, **{f"ELASTICSEARCH_{name}": value}) == (
        f"Setting KENNIS_ELASTICSEARCH_{name} is missing or wrong: it is given while KENNIS_SEARCH_ENGINE is tantivy. "
        f"It should be: {ONLY_FOR_CLUSTER}"
    )


def test_a_folder_for_the_embedded_index_is_refused_beside_a_cluster(tmp_path: Path) -> None:
    assert refusal(tmp_path, **CLUSTER, SEARCH_DIR=str(tmp_path)) == (
        "Setting KENNIS_SEARCH_DIR is missing or wrong: it is given while KENNIS_SEARCH_ENGINE is elasticsearch. "
        "It should be: left out, or KENNIS_SEARCH_ENGINE set to tantivy."
    )


@pytest.mark.parametrize(
    ("hosts", "problem"),
    [
        ("", "it is empty"),
        ("es1:9200", "es1:9200 is no address with http:// or https://"),
        ("ftp://es1:9200", "ftp://es1:9200 is no address with http:// or https://"),
        ("https://:9200", "https://:9200 is no address with http:// or https://"),
        ("https://es1:9200,", "an empty place between commas is no address with http:// or https://"),
        ("https://es1", "https://es1 has no port, usually 9200"),
        ("https://es1:port", "https://es1:port has no port that is a number, or is no address"),
        ("https://es1:99999", "https://es1:99999 has no port that is a number, or is no address"),
        ("https://es1:9200/", "https://es1:9200/ has a path behind the host"),
        ("https://es1:9200/zoeken", "https://es1:9200/zoeken has a path behind the host"),
        ("https://es1:9200?pretty", "https://es1:9200?pretty has a path behind the host"),
        ("https://es 1:9200", "https://es 1:9200 has characters that no host has"),
        (
            "https://es1:9200 https://es2:9200",
            "https://es1:9200 https://es2:9200 has no port that is a number, or is no a",
        ),
        ("http://es1:9200,https://es2:9200", "it mixes http:// and https://, and a cluster answers to one of them"),
    ],
)
def test_an_address_that_is_none_is_refused(tmp_path: Path, hosts: str, problem: str) -> None:
    said = refusal(tmp_path, **CLUSTER | {"ELASTICSEARCH_HOSTS": hosts})

    assert said.startswith(f"Setting KENNIS_ELASTICSEARCH_HOSTS is missing or wrong: {problem}")
    assert said.endswith(f"It should be: {ADDRESSES}")


@pytest.mark.parametrize("hosts", ["https://web:geheim@es1:9200", "https://es1:9200,https://web:ge,heim@es2:9200"])
def test_a_login_inside_an_address_is_refused_and_not_repeated(tmp_path: Path, hosts: str) -> None:
    said = refusal(tmp_path, **CLUSTER | {"ELASTICSEARCH_HOSTS": hosts})

    assert said == (
        "Setting KENNIS_ELASTICSEARCH_HOSTS is missing or wrong: an address in it holds a name or a password. "
        f"It should be: {ADDRESSES.removesuffix('.')}; name and password stand in KENNIS_ELASTICSEARCH_USERNAME and "
        "KENNIS_ELASTICSEARCH_PASSWORD."
    )
    assert "heim" not in said


@pytest.mark.parametrize(("given", "missing"), [("USERNAME", "PASSWORD"), ("PASSWORD", "USERNAME")])
def test_a_user_without_password_is_refused_and_the_reverse(tmp_path: Path, given: str, missing: str) -> None:
    said = refusal(tmp_path, **CLUSTER, **{f"ELASTICSEARCH_{given}": LOGIN[f"ELASTICSEARCH_{given}"]})

    assert said.startswith(
        f"Setting KENNIS_ELASTICSEARCH_{missing} is missing or wrong: it is not given while "
        f"KENNIS_ELASTICSEARCH_{given} is. It should be: the "
    )


def test_a_password_that_others_could_read_on_the_way_is_refused(tmp_path: Path) -> None:
    said = refusal(tmp_path, **CLUSTER | LOGIN | {"ELASTICSEARCH_HOSTS": "http://127.0.0.1:9200,http://es2:9200"})

    assert said == (
        "Setting KENNIS_ELASTICSEARCH_HOSTS is missing or wrong: the password would go to http://es2:9200 for "
        "everybody on the way to read. It should be: https://host:port of every node, where a password is given."
    )


def test_a_ca_beside_unencrypted_hosts_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, **HERE, ELASTICSEARCH_CA=CERTIFICATES) == (
        "Setting KENNIS_ELASTICSEARCH_CA is missing or wrong: it is given while KENNIS_ELASTICSEARCH_HOSTS has "
        "http://. It should be: left out, or KENNIS_ELASTICSEARCH_HOSTS with https://host:port."
    )


def test_a_ca_that_is_not_there_or_holds_no_certificate_is_refused(tmp_path: Path) -> None:
    beginning = "Setting KENNIS_ELASTICSEARCH_CA is missing or wrong: "
    end = "It should be: a PEM file with the certificate that signed those of the nodes, for hosts with https://."
    contents = {"empty.pem": "", "words.pem": "no certificate", "key.pem": PRIVATE_KEY}
    for name, content in contents.items():
        path = tmp_path / name
        path.write_text(content)
        said = refusal(tmp_path, **CLUSTER, ELASTICSEARCH_CA=str(path))
        assert said == f"{beginning}there is no certificate in {path}. {end}"

    for path, why in ((tmp_path / "nowhere.pem", "No such file or directory"), (tmp_path, "Is a directory")):
        said = refusal(tmp_path, **CLUSTER, ELASTICSEARCH_CA=str(path))
        assert said == f"{beginning}{path} cannot be read ({why}). {end}"


@pytest.mark.parametrize("prefix", ["", "Kennis", "2kennis", "-kennis", "kennis-", "kennis*", "kennis_x", "k" * 41])
def test_a_prefix_that_no_index_can_have_is_refused(tmp_path: Path, prefix: str) -> None:
    said = refusal(tmp_path, **CLUSTER, ELASTICSEARCH_PREFIX=prefix)

    assert said.startswith("Setting KENNIS_ELASTICSEARCH_PREFIX is missing or wrong")
    assert "lowercase letters, digits and hyphens" in said


@pytest.mark.parametrize("name", ["ELASTICSEARCH_READ_TIMEOUT", "ELASTICSEARCH_WRITE_TIMEOUT"])
@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "soon", ""])
def test_a_timeout_that_is_no_time_is_refused(tmp_path: Path, name: str, seconds: str) -> None:
    said = refusal(tmp_path, **CLUSTER, **{name: seconds})

    assert said.startswith(f"Setting KENNIS_{name} is missing or wrong")
    assert "how many seconds" in said
    assert "above 0" in said
