"""What becomes public of a report: one dictionary of plain JSON values. The schema is described in docs/record.md.

Made of a revision's object, at approval and at publication, so that the words approved and the words published have
the same hash. Codes, never labels; every key is always there.
"""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lessons.reports.models import CaseReport
    from lessons.reports.rows import Material, Measurement

SCHEMA = 1
#: Counts below this could point to persons and are not published (docs/record.md).
SMALLEST_COUNT = 10


def number(value: Decimal | None) -> str | None:
    """A decimal as text without exponent or needless zeros: ``"27000"``, ``"2.5"``."""
    return None if value is None else format(value.normalize(), "f")


def day(value: datetime.date | None) -> str | None:
    """A date as ISO text."""
    return value.isoformat() if value else None


def codes(relation: Any) -> list[Any]:
    """The keys of a many-to-many relation, sorted, so that the order of clicking changes nothing."""
    return sorted(item.pk for item in relation.all())


def published_point(
    value: Decimal | None, count: int | None, denominator: int | None, date: datetime.date | None
) -> dict[str, Any] | None:
    """One point of a measurement, or None where nothing was filled in.

    A count from 1 to 9 is not published, and neither is the value, from which it could be computed.
    """
    if value is None and count is None and denominator is None and date is None:
        return None
    small = count is not None and 0 < count < SMALLEST_COUNT
    return {
        "value": None if small else number(value),
        "count": None if small else count,
        "count_under_10": small,
        "denominator": denominator,
        "date": day(date),
    }


def measurement(row: "Measurement") -> dict[str, Any]:
    """One row of the measurements."""

    def point(prefix: str) -> dict[str, Any] | None:
        return published_point(
            *(getattr(row, f"{prefix}_{part}") for part in ("value", "count", "denominator", "date"))
        )

    comparison = None
    if row.comparison_group:
        comparison = {
            "group": row.comparison_group,
            "start": point("comparison_start"),
            "end": point("comparison_end"),
        }
    return {
        "indicator": row.indicator_id or "",
        "not_measured": row.not_measured,
        "start": None if row.not_measured else point("start"),
        "end": None if row.not_measured else point("end"),
        "comparison": None if row.not_measured else comparison,
        "source": row.source,
        "how": row.how,
        "limits": row.limits,
    }


def material(row: "Material") -> dict[str, Any]:
    """One material; its file is named by the SHA-256 of its content."""
    file = None
    if row.file is not None:
        file = {"sha256": row.file.sha256, "name": row.file.filename, "size": row.file.get_file_size()}
    return {"title": row.title, "kind": row.kind, "licence": row.licence, "url": row.url, "file": file}


def header(report: "CaseReport") -> dict[str, Any]:
    """Title, summary and everything a reader filters by."""
    return {
        "title": report.title,
        "summary": report.summary,
        "abstract_en": report.abstract_en,
        "kind": report.kind,
        "sectors": codes(report.sectors),
        "theme": report.theme_id or "",
        "more_themes": codes(report.more_themes),
        "challenge": report.challenge_id or "",
        "practice": report.practice_id or "",
        "target_groups": codes(report.target_groups),
        "status": report.status,
        "start_date": day(report.start_date),
        "end_date": day(report.end_date),
        "stop_reason": report.stop_reason,
        "municipalities": codes(report.municipalities),
        "co_regions": codes(report.co_regions),
        "contact": report.contact,
    }


def story(report: "CaseReport") -> dict[str, Any]:
    """The narrative, the grounds and the outcome."""
    return {
        "challenge_text": report.challenge_text,
        "approach": report.approach,
        "approach_not_applicable": report.approach_not_applicable,
        "do_differently": report.do_differently,
        "theory": report.theory,
        "theory_url": report.theory_url,
        "measurement_method": report.measurement_method,
        "result_direction": report.result_direction,
        "reversibility": {
            "kind": report.reversibility,
            "free_until": day(report.free_until),
            "possible_until": day(report.possible_until),
            "cost": report.reversal_cost,
            "explanation": report.reversal_explanation,
        },
    }


def done(report: "CaseReport") -> dict[str, Any]:
    """What was done, by whom, and what was counted; in the author's order."""
    return {
        "activities": [{"what": a.what, "who": a.who, "duration": a.duration} for a in report.activities.all()],
        "core_elements": [{"text": e.text, "role": e.role} for e in report.core_elements.all()],
        "partners": [
            {
                "name": p.name,
                "kind": p.kind,
                "role": p.role,
                "decides": p.decides,
                "hours": p.hours,
                "fte": number(p.fte),
            }
            for p in report.partners.all()
        ],
        "measurements": [measurement(m) for m in report.measurements.all()],
        "voices": [
            {
                "party": v.party,
                "name": v.name,
                "position": v.position,
                "asked_on": day(v.asked_on),
                "answered_on": day(v.answered_on),
                "statement": v.statement if v.may_show else "",
            }
            for v in report.voices.all()
        ],
    }


def taken_over(report: "CaseReport") -> dict[str, Any]:
    """What another region can learn and take over; in the author's order."""
    return {
        "lessons": [
            {
                "id": str(lesson.pk),
                "statement": lesson.statement,
                "explanation": lesson.explanation,
                "verdict": lesson.verdict,
                "for_whom": lesson.for_whom,
            }
            for lesson in report.lessons.all()
        ],
        "conditions": [{"text": c.text, "weight": c.weight} for c in report.conditions.all()],
        "materials": [material(m) for m in report.materials.all()],
        "sources": [
            {"title": s.title, "publisher": s.publisher, "year": s.year, "url": s.url} for s in report.sources.all()
        ],
    }


def costs(report: "CaseReport") -> dict[str, Any]:
    """What it cost, or that this is not known. Amounts in euros of ``year``."""
    return {
        "unknown": report.costs_unknown,
        "lines": [{"what": line.what, "amount": number(line.amount)} for line in report.cost_lines.all()],
        "total": number(report.cost_total),
        "per_result": number(report.cost_per_result),
        "per_what": report.cost_per_what,
        "year": report.cost_year,
        "included": report.cost_included,
        "recurrence": report.cost_recurrence,
        "funding": codes(report.funding),
    }


def document(report: "CaseReport") -> dict[str, Any]:
    """The public document of ``report`` as it stands, complete or not."""
    parts = header(report) | story(report) | done(report) | taken_over(report)
    return {"schema": SCHEMA, **parts, "costs": costs(report)}


def term_codes(made: Mapping[str, Any], name: str) -> set[str]:
    """The codes that a document names of one list of terms (a key of ``lessons.vocabulary.labels.LISTS``)."""
    codes_of: dict[str, list[str]] = {
        "theme": [made["theme"], *made["more_themes"]],
        "sector": made["sectors"],
        "challenge": [made["challenge"]],
        "practice": [made["practice"]],
        "target_group": made["target_groups"],
        "municipality": made["municipalities"],
        "funding": made["costs"]["funding"],
        "indicator": [row["indicator"] for row in made["measurements"]],
    }
    return set(codes_of.get(name, []))  # of the other lists no code stands in a report
