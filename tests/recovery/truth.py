"""Whether the index holds what must be found, and nothing else: asked in four ways."""

from collections.abc import Iterable

from lessons.regions.models import Region
from search.engines.base import Engine
from search.index.models import Outbox
from search.index.reconciling import reconcile
from search.planner.planner import plan
from tests.recovery.changes import FIRST_YEAR, Subject, World
from tests.recovery.reading import lesson_word, request


def wrong(engine: Engine, world: World) -> list[str]:
    """What is not as it must be, in words."""
    found = [*travelling(), *other_contents(engine, world), *different(engine)]
    for subject in world.subjects:
        found += [*wrong_answers(engine, subject), *wrong_words(engine, subject)]
    return found


def travelling() -> Iterable[str]:
    """What is on its way, or was given up."""
    yield from (f"waits: {row}" for row in Outbox.objects.pending())
    yield from (f"given up: {row}: {row.last_error}" for row in Outbox.objects.dead_letters())


def other_contents(engine: Engine, world: World) -> Iterable[str]:
    """Keys that the index has and should not have, or the other way round."""
    expected = {f"regio:{pk}" for pk in Region.objects.filter(live=True).values_list("pk", flat=True)}
    for subject in world.subjects:
        expected |= set(keys(subject))
    found = set(engine.contents())
    yield from (f"not in the index: {key}" for key in sorted(expected - found))
    yield from (f"in the index, and not public: {key}" for key in sorted(found - expected))


def different(engine: Engine) -> Iterable[str]:
    """What the reconcile finds."""
    found = reconcile(engine)
    if found.any:
        yield f"the reconcile: {found}"


def keys(subject: Subject) -> list[str]:
    """The keys of what is public of a subject."""
    return [f"casusrapport:{record.number}" for record in subject.records()] if subject.is_open else []


def wrong_answers(engine: Engine, subject: Subject) -> Iterable[str]:
    """Answers, counts and lessons that are not those of the subject's last change."""
    expected = sorted(keys(subject))
    answer = engine.search(plan(request(subject.word)))
    if (found := sorted(hit.key for hit in answer.hits)) != expected:
        yield f"{subject.word} gave {found}, not {expected}"
    shown = {"jaar": subject.year, "regio": subject.region.slug, "trede": str(subject.step)}
    counts = {facet: {code: len(expected)} if expected else {} for facet, code in shown.items()}
    counted = {facet: dict(answer.facets[facet]) for facet in shown}
    if counted != counts:
        yield f"{subject.word} counted {counted}, not {counts}"
    lessons = plan(request(lesson_word(subject.word, subject.year))).passages
    if len(engine.best_passages(lessons, [hit.n for hit in answer.hits])) != len(expected):
        yield f"{subject.word} lost a lesson"


def wrong_words(engine: Engine, subject: Subject) -> Iterable[str]:
    """Words of an older version, or taken out, that still find it; and words of now that do not."""
    expected = sorted(keys(subject))
    for word, there in words(subject).items():
        found = sorted(hit.key for hit in engine.search(plan(request(word))).hits)
        if found != (expected if there else []):
            yield f"{word} gave {found}, not {expected if there else []}"


def is_settled(subject: Subject) -> bool:
    """Whether the worker says that all changes of a subject are in the index."""
    numbers = [record.key for record in subject.records()]
    return not Outbox.objects.pending().filter(kind="casusrapport", key__in=numbers).exists()


def words(subject: Subject) -> dict[str, bool]:
    """Words that must find the open reports of a subject, or nothing."""
    versions = {
        lesson_word(subject.word, str(FIRST_YEAR + version)): version == subject.version
        for version in range(1, subject.version + 1)
    }
    return versions | {secret: n >= subject.hidden for n, secret in enumerate(subject.secrets)}
