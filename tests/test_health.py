"""`/gezond/`: what a load balancer asks of one process."""

from django.test import Client


def test_a_process_that_answers_is_healthy_without_asking_the_database() -> None:
    answer = Client().get("/gezond/")  # without the database mark, a query would fail this test

    assert answer.status_code == 200
    assert answer.content.decode() == "in orde\n"
