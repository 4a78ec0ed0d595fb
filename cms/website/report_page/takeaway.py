"""What another region takes along: lessons, conditions, materials, sources, a citation, and the history."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from cms.website.formats import number
from cms.website.report_page.facts import RecordFacts, Surroundings
from cms.website.report_page.model import Citation, Edition, Lesson, Link, Material, Pair, Story
from lessons.reports.choices import ConditionWeight, CoreRole, Licence, MaterialKind, Verdict
from lessons.reports.markdown import to_html
from search.web.cards import word_of

Document = Mapping[str, Any]


def pair(rows: Any, key: str, solid: str) -> Pair | None:
    """Texts in two lists: those whose ``key`` is ``solid``, and the others."""
    lists: dict[bool, list[str]] = {True: [], False: []}
    for row in rows:
        lists[row[key] == solid].append(row["text"])
    return Pair(lists[True], lists[False]) if rows else None


def core(document: Document) -> Pair | None:
    """What may not be left out, and what may be done otherwise."""
    return pair(document["core_elements"], "role", CoreRole.CORE)


def conditions(document: Document) -> Pair | None:
    """What must be there, and what helps."""
    return pair(document["conditions"], "weight", ConditionWeight.HARD)


def lessons(document: Document, cited: Citation | None, around: Surroundings) -> list[Lesson]:
    """The lessons, each with its permanent address; a draft's lesson has none yet."""
    made = []
    for lesson in document["lessons"]:
        url = f"/les/{lesson['id']}/" if cited else ""
        citation = ""
        if cited:
            statement = lesson["statement"].rstrip(".")
            citation = (
                f"{cited.author} ({cited.year}). Les: {statement}. In: {document['title']} "
                f"(uitgave {cited.edition}). {around.source} {around.site_url}{url}"
            )
        made.append(
            Lesson(
                id=lesson["id"],
                statement=lesson["statement"],
                explanation=to_html(lesson["explanation"]),
                verdict=word_of(Verdict, lesson["verdict"]),
                for_whom=lesson["for_whom"],
                url=url,
                citation=citation,
            )
        )
    return made


def size(count: int) -> str:
    """Bytes as a reader says it: "12 kB", "1,2 MB"."""
    if count < 1_000_000:
        return f"{number(max(1, round(count / 1000)))} kB"
    return f"{number(count / 1_000_000, 1)} MB"


def materials(document: Document) -> list[Material]:
    """Files and links to take over, with kind, size and what one may do with them."""
    made = []
    for row in document["materials"]:
        file = row["file"]
        details = [MaterialKind(row["kind"]).label if row["kind"] in MaterialKind.values else ""]
        url = row["url"]
        if file:
            url = f"/bestand/{file['sha256']}/{file['name']}"
            ending = file["name"].rpartition(".")[2]
            details.append(f"{ending}, {size(file['size'])}" if file["size"] else ending)
        if not url:
            details.append("vraag het de regio")
        if row["licence"] in Licence.values:
            details.append(str(Licence(row["licence"]).label))
        made.append(Material(row["title"], url, ". ".join(str(part) for part in details if part)))
    return made


def grounds(document: Document) -> Story | None:
    """The theory or study that the approach rests on."""
    if not document["theory"].strip():
        return None
    link = document["theory_url"]
    more = Markup(' <a href="{0}" rel="noopener">{0}</a>').format(link) if link.startswith(("https:", "http:")) else ""
    return Story("Waarop rust de aanpak?", Markup("<p>{}{}</p>").format(document["theory"], more))


def sources(document: Document) -> list[Link]:
    """The sources as they are named in a list of references."""
    made = []
    for row in document["sources"]:
        parts = [row["title"].rstrip("."), row["publisher"].rstrip("."), str(row["year"] or "")]
        made.append(Link(", ".join(part for part in parts if part), row["url"]))
    return made


def citation(document: Document, record: RecordFacts | None, around: Surroundings) -> Citation | None:
    """How to cite the edition shown; a draft cannot be cited."""
    if record is None:
        return None
    author, year = around.region.author, record.this.published_on.year
    if around.co_regions:
        author = " & ".join([author, *(place.author for place in around.co_regions)])
    address = f"{around.site_url}/casus/{record.number}/{record.edition}/"
    text = f"{author} ({year}). {document['title']} (uitgave {record.edition}). {around.source} {address}"
    return Citation(author, year, record.edition, address, text)


def editions(record: RecordFacts | None) -> list[Edition]:
    """The history, newest first."""
    if record is None:
        return []
    return [
        Edition(
            number=each.number,
            date=each.published_on.isoformat(),
            note="Deze uitgave is gewist." if each.erased else each.note or first_note(each.number),
            url=f"/casus/{record.number}/{each.number}/",
            current=each.number == record.edition,
        )
        for each in reversed(record.editions)
    ]


def first_note(edition: int) -> str:
    """What the history says of an edition without a note of its own."""
    return "Eerste uitgave." if edition == 1 else ""
