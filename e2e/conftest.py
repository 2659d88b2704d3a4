"""What browser journeys share: the demo server, Debian's Chromium, and the two judges of every page, axe and html-validate."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from e2e.server import DEMO_PASSWORD, ROOT, demo_server
from tools.ensure_chromium import FLAGS, ensure

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
HTML_JUDGE = ROOT / "e2e" / "html_judge.mjs"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"width": 360, "height": 740}
TABLET = {"width": 768, "height": 1024}
DESKTOP = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Two workers, each with a demo of its own. Journeys of one file build on each other; pages are only looked at."""
    for item in items:
        if item.path.name != "test_page_types.py":
            item.add_marker(pytest.mark.xdist_group(item.path.name))


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server of this session keeps everything, the mails it sends among it."""
    return tmp_path_factory.mktemp("umsicht-demo")


@pytest.fixture(scope="session")
def base_url(data_folder: Path) -> Iterator[str]:
    """Address of a server with the whole demo, started once."""
    with demo_server(data_folder) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=ensure(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def new_context(browser: Browser, base_url: str) -> Iterator[Callable[..., BrowserContext]]:
    """Make a fresh browser profile; options are playwright's (viewport, java_script_enabled, locale …)."""
    made: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        settings = {"base_url": base_url, "locale": "de-DE", "viewport": DESKTOP, **options}
        context = browser.new_context(**settings)
        context.set_default_timeout(10_000)
        context.set_default_navigation_timeout(30_000)  # the first visitor of a page waits for its pictures
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.fixture
def page(new_context: Callable[..., BrowserContext], base_url: str) -> Iterator[Page]:
    """A desktop page that fails its test on a script error or a request to another host."""
    page = new_context().new_page()
    troubles = watch(page, base_url)
    yield page
    assert troubles == []


def watch(page: Page, base_url: str) -> list[str]:
    """From now on collect what must never happen on a page: script errors, console errors, foreign requests."""
    troubles: list[str] = []
    host = urlsplit(base_url).netloc
    page.on("pageerror", lambda error: troubles.append(f"script error: {error}"))
    page.on(
        "console",
        lambda message: (
            troubles.append(f"console: {message.text}")
            if message.type == "error" and "status of 4" not in message.text
            else None
        ),
    )
    page.on(
        "request",
        lambda request: (
            troubles.append(f"foreign request: {request.url}")
            if urlsplit(request.url).netloc not in {host, ""}
            else None
        ),
    )
    return troubles


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """Assert that axe finds nothing on the page as it stands now."""
    source = AXE.read_text(encoding="utf-8")

    def check(page: Page) -> None:
        page.evaluate(source)  # through the debugger, so the page's own policy need not allow it
        result = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
        found = [
            f"{violation['id']}: {violation['help']} → {' | '.join(str(node['target'][0]) for node in violation['nodes'][:4])}"
            for violation in result["violations"]
        ]
        assert found == [], page.url

    return check


@pytest.fixture(scope="session")
def html_judge() -> Iterator[subprocess.Popen[str]]:
    """html-validate with the house's rules, one process for all pages."""
    process = subprocess.Popen(
        ["node", str(HTML_JUDGE), str(ROOT / ".htmlvalidate.json")],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield process
    process.communicate(timeout=20)  # its input ends, and so does it


@pytest.fixture
def html_valid(html_judge: subprocess.Popen[str]) -> Callable[[Page], None]:
    """Assert that html-validate finds nothing in what the server sent for the page's address."""
    question, answer = html_judge.stdin, html_judge.stdout
    assert question is not None
    assert answer is not None

    def check(page: Page) -> None:
        question.write(json.dumps(page.context.request.get(page.url).text()) + "\n")
        question.flush()
        found = [
            f"{message['line']}:{message['column']} {message['ruleId']}: {message['message']}"
            for message in json.loads(answer.readline())
        ]
        assert found == [], page.url

    return check


@pytest.fixture
def sign_in(base_url: str) -> Callable[[Page, str], None]:
    """Sign a page in by the form, with the address of one of the demo's people."""

    def run(page: Page, email: str) -> None:
        page.goto("/konto/anmelden")
        page.locator("input[name=login]").fill(email)
        page.locator("input[name=password]").fill(DEMO_PASSWORD)
        page.locator("form:has(input[name=password]) button[type=submit]").first.click()
        page.wait_for_url(lambda url: "/konto/anmelden" not in url)

    return run


@pytest.fixture(scope="session")
def sessions() -> dict[str, Any]:
    """Cookies of people that were signed in once, by address."""
    return {}


@pytest.fixture
def signed_in(sessions: dict[str, Any], sign_in: Callable[[Page, str], None]) -> Callable[[Page, str], None]:
    """The same with a session that is kept, for tests that only look at pages. Nobody may sign out of it."""

    def run(page: Page, email: str) -> None:
        if email in sessions:
            page.context.add_cookies(sessions[email])
        else:
            sign_in(page, email)
            sessions[email] = page.context.cookies()

    return run
