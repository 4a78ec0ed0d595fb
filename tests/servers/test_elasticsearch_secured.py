"""The roles of docs/elasticsearch-roles.yml on a node with passwords and TLS: enough for the site, and no more."""

import ssl
import urllib.error
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.servers.elasticsearch_secured import Secured, secured_elasticsearch

INDEX = {"mappings": {"dynamic": "strict", "_meta": {"fingerprint": "a1"}, "properties": {"id": {"type": "keyword"}}}}
SWAP = {"actions": [{"add": {"index": "kennis-1", "alias": "kennis-now"}}]}
INDEXER_MAY: list[tuple[str, str, Any]] = [
    ("PUT", "/kennis-2", INDEX),
    ("PUT", "/kennis-1/_settings", {"index": {"refresh_interval": "1s"}}),
    ("PUT", "/kennis-1/_doc/2", {"id": "2"}),
    ("DELETE", "/kennis-1/_doc/2", None),
    ("POST", "/kennis-1/_refresh", None),
    ("POST", "/kennis-1/_forcemerge", None),
    ("POST", "/_aliases", SWAP),
    ("POST", "/kennis-now/_search", {}),
    ("GET", "/_alias/kennis-*", None),
    ("GET", "/_cluster/health", None),
    ("GET", "/_nodes/_local", None),
    ("GET", "/_cat/indices/kennis-*?format=json", None),
    ("DELETE", "/kennis-2?ignore_unavailable=true", None),
]
INDEXER_MAY_NOT: list[tuple[str, str, Any]] = [
    ("PUT", "/other", INDEX),
    ("POST", "/_aliases", {"actions": [{"add": {"index": "kennis-1", "alias": "other"}}]}),
    ("PUT", "/_cluster/settings", {"persistent": {"action.auto_create_index": "false"}}),
    ("GET", "/_security/user", None),
]
WEB_MAY: list[tuple[str, str, Any]] = [
    ("POST", "/kennis-now/_search", {}),
    ("GET", "/kennis-now/_count", None),
    ("GET", "/kennis-now/_mapping", None),
    ("GET", "/kennis-now/_settings", None),
    ("GET", "/_alias/kennis-now", None),
    ("HEAD", "/kennis-now", None),
    ("POST", "/kennis-now/_pit?keep_alive=1s", None),
]
WEB_MAY_NOT: list[tuple[str, str, Any]] = [
    ("PUT", "/kennis-now/_doc/3", {"id": "3"}),
    ("DELETE", "/kennis-1", None),
    ("POST", "/kennis-now/_refresh", None),
    ("POST", "/_aliases", SWAP),
    ("POST", "/other/_search", {}),
    ("GET", "/_cluster/health", None),
]


@pytest.fixture(scope="module")
def secured(elasticsearch_here: None) -> Iterator[Secured]:
    with secured_elasticsearch() as running:
        running.node.ask("PUT", "/kennis-1", INDEX)
        running.node.ask("POST", "/_aliases", SWAP)
        running.node.ask("PUT", "/kennis-1/_doc/1?refresh=true", {"id": "1"})
        yield running


def status(secured: Secured, user: str, request: tuple[str, str, Any], password: str | None = None) -> int:
    """With which status the node answers to a user."""
    secured.node.log_in(user, password or secured.passwords[user], secured.authority)
    try:
        secured.node.ask(*request)
    except urllib.error.HTTPError as refused:
        return refused.code
    return 200


@pytest.mark.parametrize("request_", INDEXER_MAY, ids=lambda request: f"{request[0]} {request[1]}")
def test_the_indexer_may_do_what_a_worker_does(secured: Secured, request_: tuple[str, str, Any]) -> None:
    assert status(secured, "kennis_indexer", request_) == 200


@pytest.mark.parametrize("request_", INDEXER_MAY_NOT, ids=lambda request: f"{request[0]} {request[1]}")
def test_the_indexer_may_not_touch_what_is_not_the_sites(secured: Secured, request_: tuple[str, str, Any]) -> None:
    assert status(secured, "kennis_indexer", request_) == 403


@pytest.mark.parametrize("request_", WEB_MAY, ids=lambda request: f"{request[0]} {request[1]}")
def test_a_server_process_may_search_and_read_what_an_index_says_of_itself(
    secured: Secured, request_: tuple[str, str, Any]
) -> None:
    assert status(secured, "kennis_web", request_) == 200


@pytest.mark.parametrize("request_", WEB_MAY_NOT, ids=lambda request: f"{request[0]} {request[1]}")
def test_a_server_process_may_change_nothing(secured: Secured, request_: tuple[str, str, Any]) -> None:
    assert status(secured, "kennis_web", request_) == 403


def test_a_wrong_password_lets_nobody_in(secured: Secured) -> None:
    assert status(secured, "kennis_web", ("GET", "/kennis-now/_count", None), password="geraden") == 401


def test_a_node_signed_by_another_authority_is_refused(secured: Secured) -> None:
    secured.node.log_in("kennis_web", secured.passwords["kennis_web"], secured.other_authority)

    with pytest.raises(urllib.error.URLError) as refused:
        secured.node.ask("GET", "/kennis-now/_count")

    assert isinstance(refused.value.reason, ssl.SSLCertVerificationError)


def test_keys_and_passwords_are_for_the_node_alone(secured: Secured) -> None:
    config: Path = secured.node.folder / "config"

    assert {path.stat().st_mode & 0o077 for path in config.iterdir() if path.suffix != ".keystore"} == {0}
