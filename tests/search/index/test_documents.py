"""What a report and a region are found by."""

from datetime import date

import pytest
from django.core.management import call_command

from lessons.funding.models import FundingScheme
from lessons.guidance.models import Guidance, GuidanceRule
from lessons.reports.markdown import to_text
from lessons.reports.rows import Lesson, Material
from lessons.vocabulary.models import ActionKind, Audience, Municipality, Practice, Theme
from search.analysis import index_forms
from search.engines.base import Engine
from search.engines.fields import SearchDocument
from search.index.documents import words_of
from search.index.kinds import KINDS, found_by_n
from search.index.rebuilding import rebuild
from tests.factories import make_region, make_report, publish, term, with_measurement
from tests.search.index.conftest import Find

pytestmark = pytest.mark.django_db


def document(kind: str, key: str) -> SearchDocument:
    return KINDS[kind].document(KINDS[kind].sources([key])[key])


def test_a_report_has_every_facet_of_its_document() -> None:
    region, neighbour = make_region(), make_region()
    report = make_report(region)
    report.co_regions = [neighbour]
    report.more_themes = [term(Theme, "begeleiden")]
    report.materials = [Material(title="Draaiboek", kind="handleiding", licence="cc-by", url="https://voorbeeld.nl/d")]
    record = publish(report)

    facets = document("casusrapport", record.key).facets

    assert {facet: list(codes) for facet, codes in facets.items()} == {
        "soort": ["casusrapport"],
        "rapportsoort": ["praktijkvoorbeeld"],
        "thema": ["werven", "begeleiden"],
        "sector": ["po"],
        "opgave": ["te-weinig-instroom"],
        "praktijk": ["onderwijsloket"],
        "doelgroep": ["overstapper"],
        "regio": [region.slug, neighbour.slug],
        "trede": ["1"],
        "richting": ["positief"],
        "profiel": ["1|positief"],
        "oordeel": ["weer-doen"],
        "status": ["loopt"],
        "omkeerbaar": ["omkeerbaar"],
        "financiering": ["onderwijsregio"],
        "materiaal": ["handleiding"],
        "jaar": ["2023"],
    }


def test_a_report_is_found_by_the_labels_of_its_codes(engine: Engine, find: Find) -> None:
    report = make_report(practice=term(Practice, "invalpool", label="Invalpool"))
    report.municipalities = [term(Municipality, "F777", label="Zuiderwoude")]
    record = publish(report)
    rebuild(engine)

    assert find("invalpool") == find("zuiderwoude") == [f"casusrapport:{record.number}"]


def test_the_words_of_every_part_of_a_report_are_found(engine: Engine, find: Find) -> None:
    report = with_measurement(make_report())
    report.lessons = [Lesson(statement="Kies papegaaien.", explanation="Zij *praten* graag.", verdict="weer-doen")]
    record = publish(report)
    rebuild(engine)

    for word in ("wachttijd", "loket", "papegaaien", "praten", "projectleider", "beroepsgroep", "vertrokken", "eigen"):
        assert find(word) == [f"casusrapport:{record.number}"], word


def test_markdown_is_indexed_as_its_words(engine: Engine, find: Find) -> None:
    record = publish(make_report(approach="Wij lazen [het handboek](https://verborgen.example/pad) **samen**."))
    rebuild(engine)

    assert find("samen") == find('"handboek samen"') == [f"casusrapport:{record.number}"]
    assert find("verborgen") == []


def test_a_phrase_does_not_run_from_one_lesson_into_the_next(engine: Engine, find: Find) -> None:
    report = make_report(lessons=0)
    report.lessons = [
        Lesson(statement="Begin met olifanten", verdict="weer-doen"),
        Lesson(statement="Giraffen komen later", verdict="weer-doen"),
    ]
    record = publish(report)
    rebuild(engine)

    assert find('"met olifanten"') == [f"casusrapport:{record.number}"]
    assert find('"olifanten giraffen"') == []


def test_each_lesson_is_a_passage_with_its_own_identity() -> None:
    report = make_report(lessons=3)
    record = publish(report)

    made = document("casusrapport", record.key)

    assert [passage.id for passage in made.passages] == [str(lesson.pk) for lesson in report.lessons.all()]


def test_a_published_region_is_found_by_its_profile(engine: Engine, find: Find) -> None:
    region = make_region("Waterrand", approach_train="Samen opleiden op een vuurtoren.")
    rebuild(engine)

    assert find("vuurtoren", soort="regio") == find("waterrand") == [f"regio:{region.pk}"]


def test_a_region_in_draft_is_not_found(engine: Engine, find: Find) -> None:
    region = make_region("Waterrand")
    region.unpublish()
    rebuild(engine)

    assert find("waterrand") == []


def test_a_number_in_the_index_leads_back_to_its_kind_and_key() -> None:
    numbers = {KINDS[kind].n(key) for kind in KINDS for key in ("1", "2", "4000000")}

    assert len(numbers) == len(KINDS) * 3
    assert found_by_n(KINDS["regio"].n("12")) == ("regio", "12")
    assert found_by_n(KINDS["casusrapport"].n("12")) == ("casusrapport", "12")
    with pytest.raises(LookupError):
        found_by_n(0)


MARKED = (
    "# Wat wij deden\n\nEen **vaste** begeleider, *elke* week. Zie ook SO&P en _het loket_.",
    "Wij kozen:\n\n- een rooster\n- twee dagen\n  - per week\n\n1. eerst bellen\n2. dan mailen",
    "> Wie wacht, haakt af.\n\nVolgens [het plan](https://voorbeeld.nl/plan) was dat zo.[^1]\n\n[^1]: Bijlage 2.",
    "| Jaar | Uren |\n|---|---:|\n| 2023 | 120 |\n\nDe **begeleid**ers telden `uren` en samen_werken <b>niet</b>.",
    "Kop\n===\n\nOver ~300 mensen + 20, kosten: 12,50 = veel | weinig ^ &amp; niets\\.",
)


@pytest.mark.parametrize("text", MARKED)
def test_marks_are_no_words(text: str) -> None:
    assert index_forms(words_of(text)) == index_forms(to_text(text))


def test_a_scheme_is_found_by_its_conditions_its_applicants_and_its_sectors(engine: Engine, find: Find) -> None:
    call_command("load_facts", verbosity=0)
    rebuild(engine)
    key = f"regeling:{FundingScheme.objects.get(code='ldnor-2025').pk}"

    assert key in find("vervangingspool van meerdere besturen")
    assert key in find("onderwijsregio", soort="regeling", sector="mbo")
    assert find("landelijk dekkend netwerk", soort="regeling")[0] == key
    assert key not in find("landelijk dekkend netwerk", soort="casusrapport")


def test_a_guidance_is_found_by_a_question_as_a_region_asks_it_and_by_what_its_rules_say(
    engine: Engine, find: Find
) -> None:
    guidance = Guidance.objects.create(
        code="samen",
        title="Samen een rechtspersoon",
        summary="Wacht nog even.",
        questions="Mogen wij nu al een stichting oprichten?",
        written_on=date(2024, 1, 1),
    )
    rule = GuidanceRule(
        guidance=guidance, action_kind=term(ActionKind, "oprichten"), verdict="kan-nog-niet", why="Te onomkeerbaar."
    )
    rule.audiences = [term(Audience, "voorloper")]
    rule.save()
    rebuild(engine)
    key = f"handreiking:{guidance.pk}"

    assert find("mogen wij nu al een stichting oprichten") == [key]
    assert find("onomkeerbaar voorloper", soort="handreiking") == [key]
