"""What each of five roles gets to see of a draft of region B, and of B's files. Its title must never be in the body."""

import base64
from dataclasses import dataclass
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.test import Client
from django.urls import reverse

from lessons.media.models import PlatformDocument, PlatformImage
from lessons.regions.models import Region
from lessons.reports.models import CaseReport
from lessons.reports.rows import Material
from tests.cms.desk import browserlike as browser
from tests.factories import UserFactory, author_of, make_region, make_report, publish, re_editor

pytestmark = pytest.mark.django_db

SECRET = "Het geheime concept van regio B"
SECRET_FILE = "Geheim bestand van regio B"
PIXEL = base64.b64decode("R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==")

ROLES = ("anonymous", "author_a", "author_b", "re", "superuser")
SEES_ALL = {"author_b", "re", "superuser"}


@dataclass
class World:
    """Two regions, B's draft and files, and a browser for each role."""

    a: Region
    b: Region
    draft: CaseReport
    public: CaseReport
    revision: int
    document: PlatformDocument
    image: PlatformImage
    clients: dict[str, Client]


@pytest.fixture
def world(settings, tmp_path) -> World:
    settings.MEDIA_ROOT = tmp_path
    a, b = make_region("Regio Alfa"), make_region("Regio Beta")
    author_b = author_of(b)
    document = PlatformDocument(title=SECRET_FILE, collection=b.collection, uploaded_by_user=author_b)
    document.file.save("geheim.txt", ContentFile(b"geheim"))
    image = PlatformImage.objects.create(
        title=SECRET_FILE,
        collection=b.collection,
        uploaded_by_user=author_b,
        file=ImageFile(BytesIO(PIXEL), name="geheim.gif"),
    )
    draft = make_report(b, title=SECRET)
    draft.owner = author_b
    draft.materials = [Material(title="Blad", kind="handleiding", licence="cc0", file=document)]
    revision = draft.save_revision(user=author_b)
    clients = {
        "anonymous": Client(),
        "author_a": browser.client_of(author_of(a)),
        "author_b": browser.client_of(author_b),
        "re": browser.client_of(re_editor()),
        "superuser": browser.client_of(UserFactory(is_superuser=True)),
    }
    public = make_report(b, title="Een openbaar rapport van Beta")
    publish(public)
    return World(a, b, draft, public, revision.pk, document, image, clients)


def pages(name: str, *args: object, query: str = "") -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=args) + query


# name → (its address, what author A gets; who sees all gets 200 unless another status is named)
URLS = {
    "explorer": (lambda w: reverse("wagtailadmin_explore", args=[w.b.pk]), 302),
    "explorer results": (lambda w: reverse("wagtailadmin_explore_results", args=[w.b.pk]), 302),
    "search": (lambda w: pages("search", query="?q=geheime"), 200),
    "search results": (lambda w: pages("search_results", query="?q=geheime"), 200),
    "type use": (lambda w: pages("type_use", "lessons", "casereport"), 200),
    "chooser, region B": (lambda w: reverse("wagtailadmin_choose_page_child", args=[w.b.pk]), 200),
    "chooser, in the draft": (lambda w: reverse("wagtailadmin_choose_page_child", args=[w.draft.pk]), 403),
    "chooser search": (lambda w: reverse("wagtailadmin_choose_page_search") + "?q=geheime", 200),
    "chosen pages": (lambda w: reverse("wagtailadmin_choose_page_chosen_multiple") + f"?id={w.draft.pk}", 403),
    "edit": (lambda w: pages("edit", w.draft.pk), 302),
    "add": (lambda w: pages("add", "lessons", "casereport", w.b.pk), 302),
    "history": (lambda w: pages("history", w.draft.pk), 302),
    "workflow history": (lambda w: pages("workflow_history", w.draft.pk), 302),
    "usage": (lambda w: pages("usage", w.draft.pk), 302),
    "revision": (lambda w: pages("revisions_view", w.draft.pk, w.revision), 302),
    "revert": (lambda w: pages("revisions_revert", w.draft.pk, w.revision), 302),
    "compare": (lambda w: pages("revisions_compare", w.draft.pk, "earliest", "latest"), 302),
    "draft": (lambda w: pages("view_draft", w.draft.pk), 302),
    "preview": (lambda w: pages("preview_on_edit", w.draft.pk), 302),
    "copy": (lambda w: pages("copy", w.draft.pk), 302),
    "move": (lambda w: pages("move", w.draft.pk), 302),
    "move to the own region": (lambda w: pages("move_confirm", w.draft.pk, w.a.pk), 302),
    "delete": (lambda w: pages("delete", w.draft.pk), 302),
    "bulk delete": (lambda w: bulk("delete", f"?id={w.draft.pk}"), 403),
    "bulk publish, all of B": (lambda w: bulk("publish", f"?id=all&childOf={w.b.pk}"), 403),
    "bulk move, all there is": (lambda w: bulk("move", "?id=all"), 403),
    "page types": (lambda w: reverse("wagtailadmin_reports:page_types_usage"), 403),
    "workflow report": (lambda w: reverse("wagtailadmin_reports:workflow"), 403),
    "site history": (lambda w: reverse("wagtailadmin_reports:site_history"), 403),
    "dashboard": (lambda w: reverse("wagtailadmin_home"), 200),
    "admin api": (lambda w: "/beheer/api/main/pages/?fields=*", 200),
    "admin api, documents": (lambda w: "/beheer/api/main/documents/", 403),
    "admin api, the document": (lambda w: f"/beheer/api/main/documents/{w.document.pk}/", 403),
    "admin api, images": (lambda w: "/beheer/api/main/images/", 403),
    "bulk, documents": (lambda w: bulk("delete", f"?id={w.document.pk}", "platformdocument"), 403),
    "bulk, images": (lambda w: bulk("add_tags", f"?id={w.image.pk}", "platformimage"), 403),
    "admin api, the draft": (lambda w: f"/beheer/api/main/pages/{w.draft.pk}/", 404),
    "images": (lambda w: reverse("wagtailimages:index"), 200),
    "image": (lambda w: reverse("wagtailimages:edit", args=[w.image.pk]), 302),
    "image chooser": (lambda w: reverse("wagtailimages_chooser:choose"), 200),
    "image chosen": (lambda w: reverse("wagtailimages_chooser:chosen", args=[w.image.pk]), 302),
    "documents": (lambda w: reverse("wagtaildocs:index"), 200),
    "document": (lambda w: reverse("wagtaildocs:edit", args=[w.document.pk]), 302),
    "document chooser": (lambda w: reverse("wagtaildocs_chooser:choose"), 200),
    "document chosen": (lambda w: reverse("wagtaildocs_chooser:chosen", args=[w.document.pk]), 302),
    "region": (lambda w: pages("edit", w.b.pk), 302),
    "records": (lambda w: reverse("desk_records"), 302),
    "users": (lambda w: reverse("wagtailusers_users:index"), 302),
    "terms": (lambda w: "/beheer/begrippen-theme/", 302),
    "milestones": (lambda w: "/beheer/mijlpalen/", 302),
    "sources of facts": (lambda w: "/beheer/bronnen/", 302),
}

# What those who may see B get where it is not 200.
OTHERWISE = {
    ("users", "author_b"): 302,
    ("users", "re"): 302,
    ("records", "author_b"): 302,
    ("terms", "author_b"): 302,
    ("milestones", "author_b"): 302,
    ("sources of facts", "author_b"): 302,
    ("region", "author_b"): 302,
    ("page types", "author_b"): 403,
    ("workflow report", "author_b"): 403,
    ("site history", "author_b"): 403,
    ("bulk move, all there is", "author_b"): 200,
    ("image", "author_b"): 200,
    ("admin api, documents", "author_b"): 403,
    ("admin api, the document", "author_b"): 403,
    ("admin api, images", "author_b"): 403,
    ("move to the own region", "author_b"): 302,
}


def bulk(action: str, query: str, model: str = "page") -> str:
    return reverse("wagtail_bulk_action", args=["wagtailcore" if model == "page" else "lessons", model, action]) + query


@pytest.mark.parametrize("role", ROLES)
def test_each_role_sees_its_own_and_nothing_else(role, world):
    wrong = []
    for name, (address, for_a) in URLS.items():
        response = world.clients[role].get(address(world))
        expected = {"anonymous": 302, "author_a": for_a}.get(role, OTHERWISE.get((name, role), 200))
        if response.status_code != expected:
            wrong.append((name, response.status_code, expected))
        body = response.content.decode()
        if role not in SEES_ALL and (SECRET in body or SECRET_FILE in body):
            wrong.append((name, "shows what is B's"))

    assert not wrong


def test_an_author_may_choose_what_another_region_published(world):
    body = world.clients["author_a"].get(reverse("wagtailadmin_choose_page_child", args=[world.b.pk])).json()["html"]

    assert world.public.title in body
    assert SECRET not in body


def test_what_another_region_is_about_to_call_its_public_report_stays_unseen(world):
    draft = world.public.get_latest_revision_as_object()
    draft.title = SECRET
    draft.save_revision()
    other = make_report(world.b)
    browser.submit(world.clients["author_b"], other)
    review = CaseReport.objects.get(pk=other.pk).current_workflow_task_state
    client = world.clients["author_a"]

    for address in (
        reverse("wagtailadmin_choose_page_child", args=[world.b.pk]),
        reverse("wagtailadmin_choose_page_search") + "?q=geheime",
        reverse("wagtailadmin_choose_page_chosen_multiple") + f"?id={world.public.pk}",
        bulk("delete", f"?id={world.public.pk}"),
        pages("move_confirm", world.public.pk, world.a.pk),
        pages("workflow_action", world.public.pk, "approve", review.pk),
    ):
        assert SECRET not in client.get(address, follow=True).content.decode(), address


@pytest.mark.parametrize("role", ROLES)
def test_a_file_is_fetched_from_the_cms_only_by_who_may_use_it(role, world):
    response = world.clients[role].get(world.document.url)

    assert response.status_code == (200 if role in SEES_ALL else 404)
    assert world.clients["anonymous"].get(f"/media/{world.document.file.name}").status_code == 404


def test_a_file_of_another_region_cannot_be_taken_by_its_number(world):
    report = make_report(world.a)
    report.materials = [Material(title="Blad", kind="handleiding", licence="cc0", url="https://voorbeeld.nl/")]
    report.save()

    client = world.clients["author_a"]
    response = browser.save(client, report, **{"materials-0-file": str(world.document.pk)})

    assert response.status_code == 200
    assert browser.problems(response) == {"Bestand: Kies een bestand van uw eigen regio.": "id_materials-0-file"}


@pytest.mark.parametrize("role", ROLES[1:])
@pytest.mark.parametrize("number", ["abc", "", "9" * 30, "٣"])
def test_a_number_that_is_none_is_not_found(number, role, world):
    client = world.clients[role]

    assert client.get(bulk("delete", f"?id={number}")).status_code == 404
    assert client.get(reverse("wagtailadmin_choose_page_chosen_multiple") + f"?id={number}").status_code == 404
    if number.isascii() and number.isdigit():
        for name in ("edit", "delete", "history"):
            assert client.get(pages(name, int(number))).status_code == 404


@pytest.mark.parametrize("role", ROLES[1:])
def test_everybody_can_open_the_explorer_from_its_top(role, world):
    answer = world.clients[role].get(reverse("wagtailadmin_explore_root"), follow=True)

    assert answer.status_code == 200
    assert world.clients[role].get(pages("search") + "?q=home").status_code == 200


def test_an_author_cannot_write_the_own_region(world):
    assert world.clients["author_b"].post(pages("edit", world.b.pk), {"title": "X"}).status_code == 302
    world.b.refresh_from_db()
    assert world.b.title == "Regio Beta"


def test_nothing_public_gets_a_password(world):
    client = world.clients["superuser"]
    data = {"restriction_type": "password", "password": "geheim"}
    for page in (world.draft, world.b, world.b.get_parent(), world.b.get_parent().get_parent()):
        client.post(pages("set_privacy", page.pk), data)

        assert not page.view_restrictions.exists()
