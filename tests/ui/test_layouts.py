from __future__ import annotations

import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

import umsicht.ui
from tests.ui.dom import Element, parse
from umsicht.ui.nav import Group, Link, public_menu

LAYOUTS = ["public", "desk", "account", "plain"]
STATIC = Path(umsicht.ui.__file__).parent / "static" / "ui"
TENANT = SimpleNamespace(
    slug="chemnitz", name="Chemnitz", title="Prävention Chemnitz", portal_by="", is_state=False,
    accent="", accent_deep="",
)  # fmt: skip


def _page(layout: str, **context: Any) -> Element:
    html = render_to_string(f"layouts/{layout}.html", context)
    assert html.lstrip().startswith("<!DOCTYPE html>")
    return parse(html)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout_stands_without_any_context_and_without_a_database(layout: str) -> None:
    page = _page(layout)
    assert page.one("html").attrs["lang"] == "de"
    assert page.one("main").attrs["id"] == "inhalt"
    assert page.one("a", class_="um-skip").attrs["href"] == "#inhalt"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout_keeps_the_content_security_policy(layout: str) -> None:
    page = _page(layout, tenant=TENANT, is_demo=True)
    assert page.all("style") == []
    assert [e.tag for e in page.walk() if "style" in e.attrs] == []
    assert [script.text for script in page.all("script")] == [""]
    loaded = [
        e.attrs.get("href") or e.attrs.get("src", "")
        for e in page.walk()
        if e.tag in {"link", "script", "img"}
    ]
    assert [url for url in loaded if not url.startswith("/")] == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout_loads_at_most_three_style_sheets(layout: str) -> None:
    accented = SimpleNamespace(**{**vars(TENANT), "accent": "#7a1f5c", "accent_deep": "#4d0f38"})
    page = _page(layout, tenant=accented)
    assert len(page.all("link", rel="stylesheet")) <= 3


def test_own_accent_is_linked_with_its_version() -> None:
    accented = SimpleNamespace(**{**vars(TENANT), "accent": "#7a1f5c", "accent_deep": "#4d0f38"})
    sheets = [link.attrs["href"] for link in _page("public", tenant=accented).all("link", rel="stylesheet")]
    assert sheets[-1] == "/chemnitz/stil.css?v=7a1f5c4d0f38"
    assert "/stil.css" not in str(_page("public", tenant=TENANT).all("link"))


def test_public_page_of_the_alliance_and_of_a_municipality() -> None:
    assert _page("public").one(class_="um-brand__name").text == "Prävention in Sachsen"
    municipality = _page("public", tenant=TENANT)
    assert municipality.one(class_="um-brand").attrs["href"] == "/chemnitz"
    assert municipality.one("title").text == "– Prävention Chemnitz"


def test_menu_marks_the_current_page() -> None:
    nav = public_menu({"offers": "/x/angebote", "dates": "/x/termine"}, current="dates")
    menu = _page("public", tenant=TENANT, nav=nav).one("nav", aria_label="Hauptmenü")
    assert [link.text for link in menu.all("a", aria_current="page")] == ["Termine"]


def test_languages_carry_their_own_language() -> None:
    tools = [Link("English", "/en", lang="en")]
    link = _page("public", tools=tools).one(aria_label="Sprache und Anmeldung").one("a")
    assert (link.attrs["lang"], link.attrs["hreflang"]) == ("en", "en")


def test_helplines_stand_on_every_public_page_also_the_municipalitys_own() -> None:
    assert len(_page("public").one("aside").all("a")) == 6
    own = [SimpleNamespace(number="0371 115", tel="0371115", label="Bürgertelefon")]
    assert [a.attrs["href"] for a in _page("public", helplines=own).one("aside").all("a")] == ["tel:0371115"]


def test_footer_shows_what_it_is_given() -> None:
    footer = {
        "office": "Amt",
        "email": "a@example.org",
        "groups": [Group("Recht", [Link("Impressum", "/i")])],
    }
    part = _page("public", footer=footer).one("footer")
    assert part.one("nav").one("a").attrs["href"] == "/i"
    assert part.all("a")[0].attrs["href"] == "mailto:a@example.org"


def test_demo_bar_only_on_a_demo() -> None:
    assert len(_page("public", is_demo=True).all(class_="kern-kopfzeile")) == 1
    assert _page("public").all(class_="kern-kopfzeile") == []


def test_desk_navigation_says_how_much_is_open() -> None:
    nav = [Group("Arbeit", [Link("Heute", "/h", current=True), Link("Eingang", "/e", count=12)])]
    side = _page("desk", tenant=TENANT, nav=nav).one("nav", aria_label="Arbeitsbereiche")
    assert [link.text for link in side.all("a")] == ["Heute", "Eingang 12 offen"]
    assert side.one(aria_current="page").text == "Heute"


def test_desk_and_account_stay_out_of_search_engines() -> None:
    for layout in ("desk", "account", "plain"):
        assert _page(layout).one("meta", name="robots").attrs["content"] == "noindex"
    assert _page("public").all("meta", name="robots") == []


def test_crumbs_end_with_this_page() -> None:
    crumbs = [Link("Start", "/"), Link("Angebote", "/a")]
    trail = _page("public", crumbs=crumbs).one("nav", aria_label="Sie sind hier")
    assert [link.text for link in trail.all("a")] == ["Start"]
    assert trail.one(aria_current="page").text == "Angebote"


def test_english_page_is_marked_and_translated() -> None:
    with override("en"):
        page = _page("public")
    assert page.one("html").attrs["lang"] == "en"
    assert page.one("a", class_="um-skip").text == "Skip to content"
    assert _page("public").one("a", class_="um-skip").text == "Zum Inhalt springen"


def test_right_to_left_language_turns_the_page() -> None:
    with override("ar"):
        assert _page("plain").one("html").attrs["dir"] == "rtl"


def test_messages_show_only_to_visitors_with_a_cookie() -> None:
    waiting = [Message(SUCCESS, "Gespeichert <b>.")]
    request = RequestFactory().get("/")
    assert _page("desk", request=request, messages=waiting).all(class_="um-notice") == []
    request.COOKIES["messages"] = "x"
    notice = _page("desk", request=request, messages=waiting).one(class_="um-notice")
    assert (notice.text, "um-notice--success" in notice.classes) == ("Gespeichert <b>.", True)


def test_scripts_stay_small() -> None:
    sizes = {path.name: path.stat().st_size for path in (STATIC / "js").glob("*.js")}
    assert sizes["umsicht.js"] <= 10_000
    assert sum(sizes.values()) <= 16_000


def test_scripts_write_no_markup_from_data() -> None:
    for path in (STATIC / "js").glob("*.js"):
        assert re.findall(r"innerHTML|insertAdjacentHTML|document\.write|eval\(", path.read_text()) == []


def test_htmx_comes_from_us_and_needs_neither_inline_style_nor_eval() -> None:
    part = parse(render_to_string("ui/parts/htmx.html"))
    settings = json.loads(part.one("meta", name="htmx-config").attrs["content"])
    assert (settings["includeIndicatorStyles"], settings["allowEval"], settings["selfRequestsOnly"]) == (
        False,
        False,
        True,
    )
    assert [script.attrs["src"] for script in part.all("script")] == ["/static/django_htmx/htmx-2.min.js"]
