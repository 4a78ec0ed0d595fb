"""A real worker and a real node in trouble: changes are kept, nothing is hammered, and work goes on by itself."""

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from lessons.records.models import PublicRecord
from search.index.models import Outbox
from search.index.status import status
from search.index.worker import LONGEST_PAUSE
from search.planner.planner import plan
from search.query.request import SearchRequest
from tests.factories import make_report, publish
from tests.search.index.processes import end, start, wait_for
from tests.servers.elasticsearch import Elasticsearch
from tests.trouble import provoked
from tests.trouble.conftest import Site

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

CANNOT = "the index cannot be written"


class Running:
    """A worker of the site, and what it says."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.site = site
        self.process: subprocess.Popen[str] = start(folder)
        self.log = folder / "search_worker.log"
        assert wait_for(lambda: "worker started" in self.said) < 60, self.said

    @property
    def said(self) -> str:
        return re.sub(r"\x1b\[[0-9;]*m", "", self.log.read_text())

    def tried(self) -> int:
        """How often it could not write."""
        return self.said.count(CANNOT)

    def waits_for(self, text: str) -> None:
        wait_for(lambda: text in self.said, 60)
        assert text in self.said, self.said

    def finds(self, record: PublicRecord, seconds: float = 60) -> bool:
        """Whether it is found within so many seconds."""
        key = f"casusrapport:{record.number}"
        asked = plan(SearchRequest.from_params({}))
        return wait_for(lambda: key in [hit.key for hit in self.site.engine.search(asked).hits], seconds) < seconds


@pytest.fixture
def run(make_site: Callable[[], Site], tmp_path: Path) -> Iterator[Callable[[], Running]]:
    made: list[Running] = []

    def running() -> Running:
        made.append(Running(make_site(), tmp_path))
        return made[-1]

    yield running
    for each in made:
        end(each.process)


def because() -> str:
    found = Client().get("/gereed/").json()["outbox"]
    return str(found["trouble"])


def test_while_the_engine_is_away_changes_are_kept_and_then_go_on_by_themselves(
    run: Callable[[], Running], node: Elasticsearch
) -> None:
    worker = run()
    node.kill()
    try:
        record = publish(make_report())
        worker.waits_for(CANNOT)
        wait_for(lambda: worker.tried() >= 2)
        assert "kind=EngineUnavailable" in worker.said
        assert Outbox.objects.pending().filter(key=record.key, attempts=0, dead=False).exists()
        assert because() == "EngineUnavailable"
    finally:
        node.start()

    assert worker.finds(record)
    worker.waits_for("the index can be written again")
    assert because() == ""


def test_a_full_disk_is_an_alarm_and_is_not_hammered(run: Callable[[], Running]) -> None:
    worker = run()
    first = publish(make_report())
    assert worker.finds(first)

    with provoked.disk_full(worker.site):
        records = [publish(make_report()) for _ in range(3)]
        worker.waits_for("an operator must act")
        records += [publish(make_report()) for _ in range(5)]
        wait_for(lambda: False, 5)

        assert worker.tried() == 1
        assert re.search(r"flood-stage watermark.*Make room on the disks", worker.said)
        assert Outbox.objects.pending().filter(dead=True).count() == 0
        assert because() == "EngineBlocked"
        assert "flood-stage" in status(worker.site.engine).pending_because
        assert worker.site.engine.search(plan(SearchRequest.from_params({}))).total > 0

    assert all(worker.finds(record, 2 * LONGEST_PAUSE) for record in records)


def test_while_the_engine_is_too_busy_changes_are_kept_and_then_go_on_by_themselves(run: Callable[[], Running]) -> None:
    worker = run()
    with provoked.no_memory_for_requests(worker.site):
        record = publish(make_report())
        worker.waits_for(CANNOT)
        assert "kind=EngineBusy" in worker.said
        assert because() == "EngineBusy"

    assert worker.finds(record)


def test_what_needs_another_setting_is_told_once_and_not_hammered(run: Callable[[], Running]) -> None:
    worker = run()
    index = worker.site.index
    meta = worker.site.node.ask("GET", f"/{index}/_mapping")[index]["mappings"]["_meta"]
    worker.site.node.ask("PUT", f"/{index}/_mapping", {"_meta": meta | {"installation": "https://elders.nl (00)"}})

    for _ in range(4):
        publish(make_report())
        worker.waits_for("an operator must act")
    wait_for(lambda: False, 3)

    assert worker.tried() == 1
    assert "KENNIS_ELASTICSEARCH_PREFIX" in worker.said
    assert because() == "EngineMisconfigured"
    assert Outbox.objects.dead_letters().count() == 0


def test_what_is_rejected_is_given_up_at_once_and_the_others_are_in(
    run: Callable[[], Running], capsys: pytest.CaptureFixture[str]
) -> None:
    worker = run()
    with_other_mapping(worker.site, financiering={"type": "long"})
    bad, good = make_report(title="Met financiering"), make_report(title="Zonder financiering")
    good.funding = []
    good.save()
    with transaction.atomic():  # one batch
        records = [publish(bad), publish(good)]

    assert worker.finds(records[1])
    wait_for(lambda: Outbox.objects.dead_letters().exists())
    letters = Outbox.objects.dead_letters()
    assert [(row.key, row.attempts) for row in letters] == [(records[0].key, 1)]
    call_command("search_status")
    assert re.search(f"casusrapport:{records[0].number} .*financiering", capsys.readouterr().out)
    assert worker.tried() == 0


def with_other_mapping(site: Site, **fields: object) -> None:
    """Put an index in the place of the one that answers, with fields that do not fit our documents."""
    index = site.index
    known = site.node.ask("GET", f"/{index}")[index]
    known["mappings"]["properties"] |= fields
    site.node.ask("DELETE", f"/{index}")
    site.node.ask("PUT", f"/{index}", {name: known[name] for name in ("mappings", "aliases")})
