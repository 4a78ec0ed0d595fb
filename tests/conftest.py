"""What every test shares: which tests run where, and what none of them may do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection

from tests.servers import migrated

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server", "admin_client", "admin_user"}


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to keep a test database: a test with real transactions leaves it empty for the next run."""
    if config.getoption("reuse_db"):
        raise pytest.UsageError("--reuse-db is not for this project: a kept database lacks the site's root page.")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser or a database, before `-m` chooses; refuse what would empty the database."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker("browser")
        marker = item.get_closest_marker("django_db")
        fixtures = set(getattr(item, "fixturenames", ()))
        if marker is not None or fixtures & DATABASE_FIXTURES:
            item.add_marker("database")
        transactional = "transactional_db" in fixtures or (marker is not None and marker.kwargs.get("transaction"))
        kept = "django_db_serialized_rollback" in fixtures or (
            marker is not None and marker.kwargs.get("serialized_rollback")
        )
        if transactional and not kept:
            raise pytest.UsageError(
                f"{item.nodeid}: with real transactions also ask for serialized_rollback=True, "
                "or the site's root page is gone for every test that follows."
            )


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """No test sees what another one cached: the database is rolled back between them, a cache is not."""
    from lessons.vocabulary.labels import labels  # noqa: PLC0415  # Django is not set up while this file is read

    labels.cache_clear()
    cache.clear()
    yield
    cache.clear()


def sqlite_file() -> Path | None:
    """The file of the test database where it is SQLite's."""
    name = connection.settings_dict["TEST"]["NAME"]
    return Path(name) if connection.vendor == "sqlite" else None


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None) -> bool:
    """Begin with a migrated copy where there is one; only what is new is migrated then."""
    file = sqlite_file()
    return file is not None and migrated.copy_to(file)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_keepdb: bool) -> None:
    """Keep a copy of a database that was just built, before the first test touches it."""
    file = sqlite_file()
    if file is not None and not django_db_keepdb:
        migrated.keep(file)
