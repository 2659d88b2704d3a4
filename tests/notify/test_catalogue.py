"""Each declared message in each language, compared with a stored copy that somebody has looked at.

Run with UPDATE_GOLDEN=1 to write the copies anew, then read the difference.
"""

from __future__ import annotations

import os
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from tests.factories.tenancy import make_tenant
from umsicht.notify import catalogue
from umsicht.notify.catalogue import MessageType, Wording
from umsicht.notify.domain import rendering
from umsicht.notify.domain.rendering import Rendered
from umsicht.notify.enums import Category
from umsicht.tenancy.models import Tenant

GOLDEN = Path(__file__).parent / "golden"


def cases() -> list[tuple[str, str, str]]:
    return [
        (kind.key, case, language)
        for kind in catalogue.all_types()
        for case in kind.samples
        for language in rendering.languages()
    ]


def tenant() -> Tenant:
    return Tenant(kind="municipality", slug="chemnitz", name="Chemnitz", portal_name="Prävention Chemnitz")


def rendered(key: str, case: str, language: str, **options: Any) -> Rendered:
    kind = catalogue.get(key)
    options = {"tenant": tenant(), "has_account": True} | options
    return rendering.render(kind, kind.samples[case], language=language, **options)


def compare(path: Path, content: str) -> None:
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    assert path.exists(), f"{path.name} is missing; run with UPDATE_GOLDEN=1 and look at it"
    assert content == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("key", "case", "language"), cases())
def test_mail_reads_as_the_stored_copy(key: str, case: str, language: str, settings: Any) -> None:
    settings.SITE_URL, settings.DEMO = "https://umsicht.example", False
    news = catalogue.get(key).category == Category.NEWS
    link = "https://umsicht.example/konto/benachrichtigungen/abbestellen/x" if news else ""
    mail = rendered(key, case, language, unsubscribe_url=link)
    name = f"{key}{'-' if case else ''}{case}.{language}"
    compare(GOLDEN / f"{name}.txt", f"Betreff: {mail.subject}\n\n{mail.text}")
    compare(GOLDEN / f"{name}.html", mail.html)


def test_no_stored_copy_is_left_over() -> None:
    wanted = {f"{key}{'-' if case else ''}{case}.{language}" for key, case, language in cases()}
    assert {path.stem for path in GOLDEN.iterdir()} == wanted


@pytest.mark.parametrize(("key", "case", "language"), cases())
def test_mail_is_sound(key: str, case: str, language: str) -> None:
    mail = rendered(key, case, language)
    assert mail.subject == " ".join(mail.subject.split())
    assert len(mail.subject) <= 90
    assert "{{" not in mail.text
    assert all(len(line) <= 76 or "://" in line for line in mail.text.splitlines())
    page = _Page(mail.html)
    assert page.language == language
    assert page.headings == [mail.subject]
    assert page.layout_tables == page.tables

    assert all(address.startswith(("http://", "https://")) for address in page.addresses)
    assert not page.loaded


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.language, self.headings, self.addresses, self.loaded = "", [], [], []  # type: ignore[var-annotated]
        self.tables = self.layout_tables = 0
        self._heading = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "html":
            self.language = found["lang"]
        elif tag == "table":
            self.tables += 1
            self.layout_tables += found.get("role") == "presentation"
        elif tag == "a":
            self.addresses.append(found["href"])
        elif tag in {"img", "script", "link", "iframe"}:
            self.loaded.append(tag)
        self._heading = tag == "h1"

    def handle_data(self, data: str) -> None:
        if self._heading and data.strip():
            self.headings.append(data)


def test_language_without_a_template_falls_back_to_german() -> None:
    mail = rendered("tenancy.role_granted", "", "fr")
    assert mail.subject == "Ihre Rolle in Chemnitz: Redaktion"


def test_what_a_person_typed_stays_text() -> None:
    kind = catalogue.get("tenancy.role_ended")
    context = {
        **kind.samples[""],
        "reason": '<a href="https://boese.example">Klick</a>',
        "role": "A & <b>B</b>",
    }
    mail = rendering.render(kind, context, language="de", tenant=tenant())
    assert '> <a href="https://boese.example">Klick</a>' in mail.text
    assert '<a href="https://boese' not in mail.html
    assert "A &amp; &lt;b&gt;B&lt;/b&gt;" in mail.html


def test_subject_can_not_carry_a_second_header() -> None:
    kind = catalogue.get("tenancy.role_granted")
    context = {**kind.samples[""], "role": "Leitung\r\nBcc: alle@example.org"}
    mail = rendering.render(kind, context, language="de", tenant=tenant())
    assert mail.subject == "Ihre Rolle in Chemnitz: Leitung Bcc: alle@example.org"


def test_foot_offers_what_applies(settings: Any) -> None:
    settings.DEMO = False
    account = rendered("accounts.unknown_account", "", "de").text
    work = rendered("tenancy.role_granted", "", "de").text
    stranger = rendered("tenancy.role_granted", "", "de", has_account=False).text
    link = rendered("tenancy.role_granted", "", "de", unsubscribe_url="https://x.example/aus").text
    shown = [
        ("benachrichtigungen" in text, "https://x.example/aus" in text)
        for text in (account, work, stranger, link)
    ]
    assert shown == [(False, False), (True, False), (False, False), (True, True)]


def test_demo_says_so_in_every_mail(settings: Any) -> None:
    settings.DEMO = True
    with translation.override("en"):
        assert "Das ist eine Vorführung." in rendered("accounts.unknown_account", "", "de").text


@pytest.mark.django_db
def test_tenant_may_add_its_own_words() -> None:
    here = make_tenant(name="Chemnitz")

    def source(owner: Tenant, key: str, language: str) -> Wording | None:
        return Wording("Willkommen", "Vorher\n\n<b>eins</b>", "Nachher") if owner == here else None

    usual = catalogue._wording
    catalogue.set_wording_source(source)
    try:
        own = rendered("tenancy.role_granted", "", "de", tenant=here)
        other = rendered("tenancy.role_granted", "", "de", tenant=make_tenant(name="Chemnitz"))
    finally:
        catalogue.set_wording_source(usual)
    assert own.subject == "Willkommen"
    assert own.text.startswith("Guten Tag,\n\nVorher\n\n<b>eins</b>\n\nSie haben")
    assert "\n\nNachher\n\n-- \n" in own.text
    assert "&lt;b&gt;eins" in own.html
    assert other.subject == "Ihre Rolle in Chemnitz: Redaktion"


@pytest.mark.parametrize(
    "fields",
    [
        {"mail": False, "inbox": False},
        {"samples": {}},
        {"inbox": True, "sensitive": True},
    ],
)
def test_declaration_that_makes_no_sense_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="x"):
        MessageType(key="x.y", title="t", audience="a", why="w", category=Category.WORK, **fields)


def test_message_can_be_declared_once_only() -> None:
    with pytest.raises(ValueError, match="twice"):
        catalogue.register(catalogue.all_types()[0])
