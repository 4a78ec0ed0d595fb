"""Passwords, rights and certificates that do not fit a really secured node: refused, with the setting to change."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from search.engines.base import Batch, EngineError, EngineMisconfigured, EngineUnavailable
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch_client import Cluster
from tests.servers.elasticsearch_secured import Secured
from tests.trouble.conftest import report
from tests.trouble.provoked import QUESTION

pytestmark = pytest.mark.elasticsearch

Given = dict[str, Any]


@dataclass(frozen=True)
class Row:
    user: str
    given: Callable[[Secured], Given]
    """What differs from the right settings of that user."""
    error: type[EngineError]
    words: str
    call: Callable[[ElasticsearchEngine], object] = lambda engine: engine.search(QUESTION)


TABLE = {
    "wrong password": Row("kennis_web", lambda _: {"password": "geraden"}, EngineMisconfigured, "_USERNAME and _PASS"),
    "no password": Row(
        "kennis_web", lambda _: {"username": "", "password": ""}, EngineMisconfigured, "_USERNAME and _PASS"
    ),
    "a reader writes": Row(
        "kennis_web",
        lambda _: {},
        EngineMisconfigured,
        r"403.*docs/elasticsearch-roles\.yml",
        lambda engine: engine.write(Batch([report(3)], read_in=3)),
    ),
    "other prefix than the role's": Row(
        "kennis_indexer",
        lambda _: {"prefix": "anders"},
        EngineMisconfigured,
        "403.*KENNIS_ELASTICSEARCH_PREFIX",
        lambda engine: engine.rebuild(),
    ),
    "other authority": Row(
        "kennis_web",
        lambda node: {"ca": str(node.other_authority)},
        EngineMisconfigured,
        "CERTIFICATE_VERIFY_FAILED.*KENNIS_ELASTICSEARCH_CA",
    ),
    "no authority": Row(
        "kennis_web", lambda _: {"ca": ""}, EngineMisconfigured, "CERTIFICATE_VERIFY_FAILED.*KENNIS_ELASTICSEARCH_CA"
    ),
    "http to an https port": Row(
        "kennis_web",
        lambda node: {"hosts": (node.url.replace("https:", "http:"),), "ca": ""},
        EngineUnavailable,
        "Elasticsearch does not answer",
    ),
}


@pytest.fixture(scope="module")
def prefix(secured: Secured) -> Iterator[str]:
    """An index that the indexer made."""
    name = f"kennis-{secrets.token_hex(4)}"
    engine = ElasticsearchEngine(right(secured, "kennis_indexer", prefix=name))
    with engine.rebuild() as new:
        new.write(Batch([report(1)], read_in=1))
        new.publish()
    yield name
    engine.close()


def right(secured: Secured, user: str, **different: Any) -> Cluster:
    given = {"username": user, "password": secured.passwords[user], "ca": str(secured.authority), "write_seconds": 5.0}
    return Cluster(**{"hosts": (secured.url,), "installation": "secured", **given, **different})


def test_the_right_settings_are_enough(secured: Secured, prefix: str) -> None:
    assert ElasticsearchEngine(right(secured, "kennis_web", prefix=prefix)).search(QUESTION).total == 1
    ElasticsearchEngine(right(secured, "kennis_indexer", prefix=prefix)).write(Batch([report(2)], read_in=2))


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE)
def test_what_does_not_fit_is_refused_with_the_setting_to_change(secured: Secured, prefix: str, row: Row) -> None:
    engine = ElasticsearchEngine(right(secured, row.user, **{"prefix": prefix, **row.given(secured)}))

    with pytest.raises(row.error, match=f"(?s){row.words}") as raised:
        row.call(engine)

    assert type(raised.value) is row.error
    engine.close()
    print(f"\n{row.error.__name__}: {raised.value}")
