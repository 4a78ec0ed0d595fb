"""Tests with real transactions leave the database as they found it, in whatever order they run."""

import pytest
from django.contrib.auth.models import User
from wagtail.models import Page, Site


def test_what_migrations_wrote_is_there_and_what_another_test_wrote_is_not(order: int) -> None:
    assert Page.objects.filter(depth=1).count() == 1
    assert Site.objects.count() == 1
    assert not User.objects.exists()
    User.objects.create_user(f"gebruiker{order}")


pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.parametrize("order", [1, 2, 3])]
