"""Whose an index is: one name for each database at each address, and the same one for all its processes."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from search.index.installation import database_id, installation
from search.index.models import Installation

AT_ONCE = 6


@pytest.mark.django_db
def test_an_installation_is_called_by_its_address_and_its_database(settings: Settings) -> None:
    settings.SITE_URL = "https://kennis.voorbeeld.nl"

    assert re.fullmatch(r"https://kennis\.voorbeeld\.nl \([0-9a-f]{8}\)", installation())


@pytest.mark.django_db
def test_it_keeps_its_name(settings: Settings) -> None:
    first = installation()
    database_id.cache_clear()  # as a second process, which knows nothing yet

    assert installation() == first
    assert Installation.objects.count() == 1


@pytest.mark.django_db
def test_a_process_asks_the_database_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    installation()

    with django_assert_num_queries(0):
        installation()


@pytest.mark.django_db
def test_a_copy_of_the_database_under_another_address_is_another_installation(settings: Settings) -> None:
    first = installation()
    settings.SITE_URL = "https://proef.voorbeeld.nl"

    assert installation() != first


@pytest.mark.django_db
def test_another_database_under_the_same_address_is_another_installation() -> None:
    first = installation()
    Installation.objects.all().delete()
    database_id.cache_clear()

    assert installation() != first


@pytest.mark.django_db(transaction=True)
def test_processes_that_start_at_once_get_the_same_name() -> None:
    together = Barrier(AT_ONCE)

    def start() -> str:
        together.wait()
        try:
            return database_id.__wrapped__("", "", "")
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        names = {done.result() for done in [threads.submit(start) for _ in range(AT_ONCE)]}

    assert names == {Installation.objects.get().name}
