"""One process at a time has a right; who dies loses it."""

import datetime

import pytest
from django.utils import timezone

from search.index.leases import Claim, LeaseLost, LeaseTaken, holder_of
from search.index.models import Lease

pytestmark = pytest.mark.django_db


def end(name: str) -> None:
    Lease.objects.filter(name=name).update(until=timezone.now() - datetime.timedelta(seconds=1))


def test_only_one_of_two_gets_a_right_and_keeps_it() -> None:
    one, two = Claim("worker"), Claim("worker")

    assert one.take()
    assert not two.take()
    assert one.take()
    assert holder_of("worker") == one.holder


def test_rights_of_another_name_are_free() -> None:
    assert Claim("worker").take()
    assert Claim("writer").take()


def test_a_released_right_is_free_at_once() -> None:
    one, two = Claim("worker"), Claim("worker")
    one.take()

    one.release()

    assert holder_of("worker") == ""
    assert two.take()


def test_the_right_of_who_died_passes_on_and_cannot_be_renewed() -> None:
    one, two = Claim("worker"), Claim("worker")
    one.take()
    end("worker")

    assert two.take()
    with pytest.raises(LeaseLost, match=two.holder):
        one.renew()


def test_a_late_release_does_not_take_the_right_from_the_next_holder() -> None:
    one, two = Claim("worker"), Claim("worker")
    one.take()
    end("worker")
    two.take()

    one.release()

    assert holder_of("worker") == two.holder


def test_a_right_is_held_inside_the_block_alone() -> None:
    with Claim("writer").held(), pytest.raises(LeaseTaken), Claim("writer").held():
        pytest.fail("two hold one right")
    with Claim("writer").held():
        pass


def test_a_right_ends_by_the_clock_of_the_database() -> None:
    claim = Claim("worker", seconds=30)

    claim.take()

    left = Lease.objects.get(name="worker").until - timezone.now()
    assert 28 < left.total_seconds() < 31


def test_a_right_that_lasts_long_enough_is_only_looked_at_and_one_that_does_not_is_extended() -> None:
    claim = Claim("worker", seconds=30)
    claim.take()
    before = Lease.objects.get(name="worker").until

    claim.renew()
    assert Lease.objects.get(name="worker").until == before

    Lease.objects.update(until=timezone.now() + datetime.timedelta(seconds=10))
    claim.renew()
    assert Lease.objects.get(name="worker").until >= before
