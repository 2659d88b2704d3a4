"""A visitor saves a search, confirms it from her mailbox, gets the new offers by mail, and ends it with one press."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from e2e.server import ROOT, UMSICHT, environment_of

Judge = Callable[[Page], None]
ADDRESS = "lehrerin@example.org"
# As if the search had been confirmed before the offers of the demo were published, and looked at yesterday.
RUN_DIGEST = """
import datetime as dt
from umsicht.core import clock
from umsicht.demand.domain import digest
from umsicht.demand.queries.alerts import all_searches
mine = all_searches().filter(subscriber__email="lehrerin@example.org")
mine.update(confirmed_at=clock.now() - dt.timedelta(days=3000), checked_on=clock.today() - dt.timedelta(days=1))
print("sent", digest.send_due())
"""


def mails_to(folder: Path, address: str) -> list[EmailMessage]:
    """All mails of the demo to an address, oldest first; each file holds what one connection sent."""
    found = []
    for file in sorted((folder / "mail").glob("*")):
        for part in file.read_bytes().split(b"\n" + b"-" * 79 + b"\n"):
            message = message_from_bytes(part.strip(), policy=policy.default)
            if isinstance(message, EmailMessage) and address in str(message["To"]):
                found.append(message)
    return found


def mail_to(folder: Path, address: str, subject: str, seconds: float = 30) -> EmailMessage:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for message in mails_to(folder, address):
            if subject in str(message["Subject"]):
                return message
        time.sleep(0.3)
    raise AssertionError(f"no mail “{subject}” came")


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def path_in(text: str, word: str) -> str:
    found = re.search(rf"https?://\S+/suche-merken/{word}/[^\s)]+", text)
    assert found, text
    return urlsplit(found[0]).path


def test_saved_search_from_the_page_to_the_last_mail(
    page: Page, base_url: str, data_folder: Path, axe: Judge, html_valid: Judge
) -> None:
    page.goto("/chemnitz/angebote?thema=suchtpraevention")
    page.get_by_role("link", name="Suche merken").click()
    expect(page.get_by_role("link", name="Als Feed abonnieren")).to_be_visible()
    axe(page)
    html_valid(page)
    page.get_by_label("Ihre E-Mail-Adresse").fill(ADDRESS)
    page.wait_for_timeout(3200)  # nobody fills in a form faster
    page.get_by_role("button", name="Suche merken").click()
    page.wait_for_url("**/suche-merken/gesendet")
    axe(page)

    asked = text_of(mail_to(data_folder, ADDRESS, "Bitte bestätigen"))
    page.goto(path_in(asked, "bestaetigen"))
    axe(page)
    page.get_by_role("button", name="Ja, bitte informieren").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sie hören von uns")
    axe(page)

    done = subprocess.run(
        [*UMSICHT, "shell", "-c", RUN_DIGEST],
        cwd=ROOT,
        env=environment_of(data_folder, base_url),
        capture_output=True,
        text=True,
        check=True,
    )
    assert "sent 0" not in done.stdout
    digest = mail_to(data_folder, ADDRESS, "Neu zu Ihrer Suche")
    assert digest["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    offers = re.findall(r"https?://\S+/chemnitz/angebote/[\w-]+", text_of(digest))
    page.goto(urlsplit(offers[0]).path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    page.goto(path_in(text_of(digest), "abbestellen"))
    axe(page)
    page.get_by_role("button", name="Ja, E-Mails beenden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Die E-Mails sind beendet")
    # Nothing is left to list, so no mail goes out, and the page says the same as ever.
    before = len(mails_to(data_folder, ADDRESS))
    page.goto("/chemnitz/suche-merken/meine")
    page.get_by_label("Ihre E-Mail-Adresse").fill(ADDRESS)
    page.wait_for_timeout(3200)
    page.get_by_role("button", name="Link zuschicken").click()
    page.wait_for_url("**/suche-merken/gesendet")
    page.wait_for_timeout(2000)
    assert len(mails_to(data_folder, ADDRESS)) == before
