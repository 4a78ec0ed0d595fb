"""What every test shares: which tests run where, and what none of them may do."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import caches
from django.db import connection, connections

from tests.servers.absence import Absent, in_ci
from tests.servers.elasticsearch import SHARED_HEAP_MB, elasticsearch
from tests.servers.elasticsearch_distribution import distribution, java_home
from tests.servers.pristine import PostgresPristine, Pristine, SqlitePristine

PRISTINE = pytest.StashKey[Pristine]()
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server", "admin_client", "admin_user"}
LONGEST = {"recovery", "cluster", "trouble"}
"""Folders of tests that take minutes: begun last, one would go on alone while the other core is idle."""
ELASTICSEARCH_FIXTURES = {"elasticsearch_url", "elasticsearch_here"}


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to keep what tests wrote: a database that was migrated before is used anyway."""
    if config.getoption("reuse_db"):
        raise pytest.UsageError("--reuse-db is not for this project: a migrated database is kept without it.")


def is_transactional(item: pytest.Item) -> bool:
    """Whether a test really commits, and leaves an empty database."""
    marker = item.get_closest_marker("django_db")
    return "transactional_db" in getattr(item, "fixturenames", ()) or bool(
        marker is not None and marker.kwargs.get("transaction")
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Mark what needs a browser, a database or Elasticsearch, before `-m` chooses; then put the longest first."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker("browser")
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or DATABASE_FIXTURES & fixtures:
            item.add_marker("database")
        if ELASTICSEARCH_FIXTURES & fixtures:
            item.add_marker("elasticsearch")
    yield
    items.sort(key=lambda item: LONGEST.isdisjoint(item.path.parts))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Put back what migrations wrote, once a test with real transactions and all its fixtures are through."""
    yield
    kept = item.config.stash.get(PRISTINE, None)
    if kept is not None and is_transactional(item):
        connections.close_all()
        kept.put_back()


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """No test sees what another one cached: the database is rolled back between them, a cache is not."""
    from lessons.records.kept import forget  # noqa: PLC0415  # Django is not set up while this file is read
    from search.index.installation import built_in, database_id  # noqa: PLC0415

    forget()
    database_id.cache_clear()
    built_in.cache_clear()
    for cache in caches.settings:
        caches[cache].clear()
    yield
    for cache in caches.settings:
        caches[cache].clear()


def pristine() -> Pristine:
    """The copy of the test database, for the kind of database that it is."""
    if connection.vendor == "sqlite":
        return SqlitePristine(Path(connection.settings_dict["TEST"]["NAME"]))
    return PostgresPristine(connection.settings_dict)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None) -> bool:
    """Begin with an earlier run's migrated database where there is one; only what is new is migrated then."""
    copy = pristine()
    return isinstance(copy, SqlitePristine) and copy.begin()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, request: pytest.FixtureRequest) -> Iterator[None]:
    """Keep a copy of the database before the first test touches it."""
    connections.close_all()
    copy = pristine()
    copy.keep()
    # Django's own way back, from a text of all rows, is slower and trips over rows that signals make.
    connection._test_serialized_contents = "[]"
    request.config.stash[PRISTINE] = copy
    yield
    del request.config.stash[PRISTINE]
    copy.forget()


@pytest.fixture(scope="session")
def elasticsearch_here() -> None:
    """That nodes can be started here, or a skip that says why not; in CI a failure."""
    try:
        java_home(), distribution()
    except Absent as absent:
        pytest.fail(str(absent)) if in_ci() else pytest.skip(str(absent))


@pytest.fixture(scope="session")
def elasticsearch_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a real node that all tests share: each gives its indices a prefix of its own.

    It is the one that `make test` started, else one for this run.
    """
    given = os.environ.get("TEST_ELASTICSEARCH_URL")
    if given:
        yield given
        return
    request.getfixturevalue("elasticsearch_here")
    with elasticsearch(heap_mb=SHARED_HEAP_MB) as node:
        yield node.url
