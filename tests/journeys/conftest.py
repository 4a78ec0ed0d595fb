"""What journeys need: a running site, a real browser at two widths, and an eye on accessibility.

A journey asks for ``site`` and for ``visitor`` (a page on a desktop) or ``open_page(width)``; at its end every page
must be free of script errors, blocked content and requests to other hosts.
"""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.servers.absence import Absent, in_ci
from tests.servers.chromium import ARGUMENTS, chromium
from tests.servers.site import ROOT, Site, running_site

DESKTOP, PHONE = 1280, 390
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SCREENSHOTS = ROOT / ".state" / "journeys"
AT_SCALE = ("KENNIS_DATABASE_URL", "KENNIS_SEARCH_ENGINE", "KENNIS_ELASTICSEARCH_HOSTS")
"""Settings that take the same site to other servers, where the suite started some."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The whole site with the demo content, shared by all journeys: a journey writes its own reports."""
    if not (ROOT / "build" / "collected" / "staticfiles.json").is_file():
        pytest.fail("The style sheets are not built. Run: make assets")
    # The worker must be woken; looking by itself once a minute would be too late for every journey.
    elsewhere = {name: os.environ[name] for name in AT_SCALE if name in os.environ}
    with running_site(tmp_path_factory.mktemp("site"), KENNIS_WORKER_POLL_SECONDS="60", **elsewhere) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, or a skip that says why not; in CI a failure."""
    try:
        program = chromium()
    except Absent as absent:
        pytest.fail(str(absent)) if in_ci() else pytest.skip(str(absent))
    # Playwright keeps an event loop in this thread; Django would refuse every query in tests that follow.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield launched
        launched.close()


class Watch:
    """What went wrong on the pages of one context, seen by the browser itself."""

    def __init__(self, context: BrowserContext, site: Site) -> None:
        self.problems: list[str] = []
        context.on("weberror", lambda error: self.problems.append(f"script error: {error.error}"))
        context.on("console", lambda message: self._heard(message.type, message.text))
        context.on("request", lambda request: self._asked(request.url, site.url))
        context.on("response", lambda response: self._got(response.url, response.status))

    def _heard(self, kind: str, text: str) -> None:
        if kind == "error" and "Content Security Policy" in text:
            self.problems.append(f"blocked: {text}")

    def _got(self, address: str, status: int) -> None:
        if "/static/" in address and status >= 400:
            self.problems.append(f"a page names a file that is not there: {address}")

    def _asked(self, address: str, own: str) -> None:
        if not address.startswith((own, "data:", "blob:", "about:")):
            self.problems.append(f"asked another host: {address}")


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[OpenPage]:
    """Opens a page in a browser of its own (own cookies): ``open_page(PHONE)``, ``open_page(javascript=False)``.

    What else a browser can be told goes along: ``open_page(color_scheme="dark")``.
    """
    opened: list[tuple[BrowserContext, Watch]] = []

    def open_one(width: int = DESKTOP, *, javascript: bool = True, **told: Any) -> Page:
        phone = width < 600
        context = browser.new_context(
            base_url=site.url,
            viewport={"width": width, "height": 844 if phone else 900},
            is_mobile=phone,
            has_touch=phone,
            locale="nl-NL",
            java_script_enabled=javascript,
            **told,
        )
        context.set_default_timeout(15_000)  # milliseconds
        opened.append((context, Watch(context, site)))
        return context.new_page()

    failures = request.session.testsfailed
    yield open_one
    for number, (context, _) in enumerate(opened):
        if request.session.testsfailed > failures:
            keep_screenshot(context, f"{request.node.name}-{number}")
        context.close()
    assert [problem for _, watch in opened for problem in watch.problems] == []


def keep_screenshot(context: BrowserContext, name: str) -> None:
    """Keep what a failed journey showed last, in `.state/journeys`."""
    for page in context.pages:
        page.screenshot(path=SCREENSHOTS / f"{name}.png".replace("/", "-"), full_page=True)


@pytest.fixture
def visitor(open_page: OpenPage) -> Page:
    """A page on a desktop."""
    return open_page(DESKTOP)


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def page(request: pytest.FixtureRequest, open_page: OpenPage) -> Page:
    """A page on a desktop and on a phone: the test runs for both."""
    return open_page(request.param)


@pytest.fixture(scope="session")
def sign_in() -> Callable[[Page, str, str], None]:
    """Signs a user in at the editors' desk."""

    def sign(page: Page, username: str, password: str) -> None:
        page.goto("/beheer/login/")
        page.locator("input[name=username]").fill(username)
        page.locator("input[name=password]").fill(password)
        page.locator("button[type=submit]").click()
        page.wait_for_url("**/beheer/")

    return sign


@pytest.fixture(scope="session")
def accessible() -> Callable[[Page], None]:
    """Asks axe for every WCAG A and AA problem on a page, and that nothing hangs out at the side."""
    axe = Axe()

    def check(page: Page) -> None:
        found = axe.run(page, options={"runOnly": WCAG})
        assert found.violations_count == 0, found.generate_report()
        # Not window.innerWidth: on a phone that grows along with a page that is too wide.
        assert page.viewport_size is not None
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= page.viewport_size["width"], "the page scrolls sideways"

    return check
