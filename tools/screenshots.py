"""Pictures of every page type, at the width of a phone, a tablet and a desk, into docs/screenshots (`make screenshots`)."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from e2e.server import DEMO_PASSWORD, demo_server
from tools import apt
from tools.ensure_chromium import FLAGS, ensure

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screenshots"
WIDTHS = {360: 740, 768: 1024, 1280: 900}
OFFICE = "koordination-chemnitz@example.org"
STATE = "koordination-land@example.org"
MEMBER = "polizei-chemnitz@example.org"
PROVIDER = "anbieter-suchthilfe@example.org"
TRAINER = "uebung@example.org"
OPERATOR = "betrieb@example.org"
UNSTUCK = """for (const part of document.querySelectorAll("main *"))
  if (getComputedStyle(part).position === "sticky") part.style.position = "static";"""
"""What sticks to an edge of the window would stand in the middle of a picture of the whole page."""


@dataclass(frozen=True)
class Shot:
    """One page type. `follow` are selectors; the first link of each is opened in turn, where an address holds an id."""

    name: str
    path: str
    person: str = ""
    follow: tuple[str, ...] = ()


SHOTS = (
    Shot("landesportal", "/"),
    Shot("portal", "/chemnitz"),
    Shot("suche", "/chemnitz/angebote?q=Mobbing+in+der+Klasse"),
    Shot("suche-karte", "/chemnitz/angebote?ansicht=karte"),
    Shot("angebot", "/chemnitz/angebote", follow=("main article a, main li h2 a, main li h3 a",)),
    Shot("wobei", "/chemnitz/wobei"),
    Shot("wobei-antwort", "/chemnitz/wobei/kind"),
    Shot("themen", "/chemnitz/themen"),
    Shot("thema", "/chemnitz/themen/suchtpraevention"),
    Shot("termine", "/chemnitz/termine"),
    Shot("anbieter", "/chemnitz/anbieter"),
    Shot("anbieter-seite", "/chemnitz/anbieter/stadt-chemnitz-geschaeftsstelle-kommunalpraevention-kpr"),
    Shot("einrichtungen", "/chemnitz/einrichtungen"),
    Shot("merkliste", "/chemnitz/merkliste?o=1&o=2&o=3"),
    Shot("vergleich", "/chemnitz/vergleich?o=1&o=2&o=3"),
    Shot("jahresplan-beginn", "/chemnitz/jahresplan"),
    Shot("jahresplan", "/chemnitz/jahresplan/beispiel-klasse-8-oberschule"),
    Shot("praeventionsrat", "/chemnitz/praeventionsrat"),
    Shot("aufbau", "/chemnitz/praeventionsrat/aufbau"),
    Shot("gremium-portal", "/chemnitz/praeventionsrat/gremien/kpr"),
    Shot("massnahmen", "/chemnitz/massnahmen"),
    Shot("massnahme", "/chemnitz/massnahmen/m-platzgespraeche"),
    Shot("problemfeld", "/chemnitz/praeventionsrat/problemfelder/konfliktmanagement-oeffentlicher-raum"),
    Shot("vorlagen-portal", "/chemnitz/praeventionsrat/vorlagen"),
    Shot("vorlage-portal", "/chemnitz/praeventionsrat/vorlagen", follow=("main a[href*='/vorlagen/']",)),
    Shot("streifen-portal", "/chemnitz/praeventionsrat/streifen"),
    Shot("begehung-portal", "/chemnitz/praeventionsrat/begehungen/b-2020-10"),
    Shot("lage", "/chemnitz/lage"),
    Shot("lage-kennzahl", "/chemnitz/lage/gewaltkriminalitaet"),
    Shot("lage-land", "/lage"),
    Shot("befragung", "/chemnitz/lage/umfragen/demo-schuelerbefragung-2025"),
    Shot("bedarf-portal", "/chemnitz/lage/bedarf"),
    Shot("profil", "/chemnitz/lage/profil"),
    Shot("berichte", "/chemnitz/berichte"),
    Shot("bilanz", "/chemnitz/berichte/bilanz-2018-2020"),
    Shot("chronik", "/chemnitz/chronik"),
    Shot("zahlen", "/chemnitz/zahlen"),
    Shot("bericht", "/desk/chemnitz/berichte/2", OFFICE),
    Shot("bericht-frage", "/desk/chemnitz/berichte/2", OFFICE, ("main a[href*='/fragen/']",)),
    Shot("chronik-liste", "/desk/chemnitz/chronik", OFFICE),
    Shot("hilfe", "/chemnitz/hilfe"),
    Shot("offene-daten", "/chemnitz/offene-daten"),
    Shot("kommunen", "/kommunen"),
    Shot("leichte-sprache", "/chemnitz/leichte-sprache"),
    Shot("impressum", "/chemnitz/impressum"),
    Shot("anmelden", "/konto/anmelden"),
    Shot("konto", "/konto", OFFICE),
    Shot("arbeitsplatz", "/desk/chemnitz", OFFICE),
    Shot("mitglieder", "/desk/chemnitz/mitglieder", OFFICE),
    Shot("jahresplaene", "/desk/chemnitz/jahresplaene", OFFICE),
    Shot("protokoll", "/desk/chemnitz/protokoll", OFFICE),
    Shot("vokabular", "/desk/chemnitz/vokabular", OFFICE),
    Shot("postfach", "/desk/chemnitz/postfach", OFFICE),
    Shot("meldungen", "/desk/chemnitz/meldungen", OFFICE),
    Shot("gremien", "/desk/chemnitz/gremien", OFFICE),
    Shot("gremium", "/desk/chemnitz/gremien/3", OFFICE),
    Shot("gremium-formular", "/desk/chemnitz/gremien/neu", OFFICE),
    Shot("sitzungen", "/desk/chemnitz/sitzungen", OFFICE),
    Shot("sitzung", "/desk/chemnitz/sitzungen/25", OFFICE),
    Shot("punkt", "/desk/chemnitz/sitzungen/24/punkte/65", OFFICE),
    Shot("anwesenheit", "/desk/chemnitz/sitzungen/24/anwesenheit", OFFICE),
    Shot("beschluesse", "/desk/chemnitz/beschluesse", OFFICE),
    Shot("umlauf", "/desk/chemnitz/umlauf/1", OFFICE),
    Shot("meine-gremien", "/desk/chemnitz/meine-gremien", MEMBER),
    Shot("massnahmen-liste", "/desk/chemnitz/massnahmen", OFFICE),
    Shot("massnahmen-tafel", "/desk/chemnitz/massnahmen/brett", OFFICE),
    Shot("massnahmen-zeitachse", "/desk/chemnitz/massnahmen/zeitachse", OFFICE),
    Shot("massnahme-bearbeiten", "/desk/chemnitz/massnahmen?q=Zentralhaltestelle", OFFICE, ("main tbody a",)),
    Shot(
        "problemfeld-bearbeiten",
        "/desk/chemnitz/problemfelder",
        OFFICE,
        ("main a[href*='/problemfelder/k']",),
    ),
    Shot("vorlagen", "/desk/chemnitz/vorlagen", OFFICE),
    Shot("vorlage", "/desk/chemnitz/vorlagen", OFFICE, ("main tbody a",)),
    Shot("streifen", "/desk/chemnitz/streifen", OFFICE),
    Shot("streifen-zahlen", "/desk/chemnitz/streifen/zahlen?jahr=2019", OFFICE),
    Shot("begehungen", "/desk/chemnitz/begehungen", OFFICE),
    Shot("begehung", "/desk/chemnitz/begehungen", OFFICE, ("main tbody a",)),
    Shot("vor-ort", "/desk/chemnitz/begehungen", OFFICE, ("main tbody a", "main a[href$='/vor-ort']")),
    Shot("konflikte", "/desk/chemnitz/konflikte", OFFICE),
    Shot("zusammenarbeit", "/desk/chemnitz/zusammenarbeit?von=2019-01-01&bis=2020-12-31", OFFICE),
    Shot("importe", "/desk/chemnitz/importe", OFFICE),
    Shot("import", "/desk/chemnitz/importe?stand=offen", OFFICE, ("main tbody a",)),
    Shot(
        "import-spalten",
        "/desk/chemnitz/importe?stand=offen",
        OFFICE,
        ("main tbody a", "main a[href$=spalten]"),
    ),
    Shot("abgleich", "/desk/sandbox/abgleich", TRAINER),
    Shot("quellen", "/desk/chemnitz/quellen", OFFICE),
    Shot("gesamtexport", "/desk/chemnitz/datenexport", OFFICE),
    Shot("angebote-liste", "/desk/chemnitz/angebote", OFFICE),
    Shot("angebot-formular", "/desk/chemnitz/angebote/18/bearbeiten/was", OFFICE),
    Shot("angebot-pruefen", "/desk/chemnitz/angebote/18/pruefen", OFFICE),
    Shot("zu-erledigen", "/desk/chemnitz/arbeit", OFFICE),
    Shot("wer-was", "/desk/chemnitz/arbeit/wer-was", OFFICE),
    Shot("texte-ansehen", "/desk/chemnitz/arbeit/texte", OFFICE),
    Shot("webadressen", "/desk/chemnitz/arbeit/webadressen", OFFICE),
    Shot("mails-worte", "/desk/chemnitz/einstellungen/mails/offers.report_answered", OFFICE),
    Shot("anfrage", "/chemnitz/anfrage?o=1&o=2&o=3"),
    Shot("anfragen", "/desk/chemnitz/anfragen", OFFICE),
    Shot("anfrage-antworten", "/desk/chemnitz/anfragen", OFFICE, follow=("main tbody a",)),
    Shot("erfahrungen", "/desk/chemnitz/erfahrungen", OFFICE),
    Shot("lage-desk", "/desk/sachsen/lage", STATE),
    Shot("bedarf", "/desk/chemnitz/bedarf", OFFICE),
    Shot("bedarf-luecke", "/desk/chemnitz/bedarf/luecke?thema=suchtpraevention&zielgruppe=eltern", OFFICE),
    Shot("gemerkte-suchen", "/konto/gemerkte-suchen", OFFICE),
    Shot("einstellungen", "/desk/chemnitz/einstellungen", OFFICE),
    Shot("anbieter-werden", "/chemnitz/anbieter/werden"),
    Shot("organisationen", "/desk/chemnitz/organisationen", OFFICE),
    Shot("organisation", "/desk/chemnitz/organisationen/10", OFFICE),
    Shot("anlaufstelle", "/desk/chemnitz/organisationen/10/stellen/neu", OFFICE),
    Shot("anmeldung", "/desk/chemnitz/anmeldungen/1", OFFICE),
    Shot("programme", "/desk/chemnitz/programme", OFFICE),
    Shot("programm", "/desk/chemnitz/programme/klasse2000", OFFICE),
    Shot("aktualitaet", "/chemnitz/aktualitaet"),
    Shot("aktuell-halten", "/desk/chemnitz/aktuell-halten", OFFICE),
    Shot("aktualitaet-regeln", "/desk/chemnitz/aktuell-halten/regeln", OFFICE),
    Shot("aktualitaet-telefon", "/desk/chemnitz/aktuell-halten/anbieter/1", OFFICE),
    Shot(
        "erinnerung",
        "/desk/chemnitz/aktuell-halten?q=Suchthilfe&fenster=alle",
        OFFICE,
        ("main tbody a[href*='/anbieter/']", "main a[href*='/bestaetigen/']"),
    ),
    Shot("suche-merken", "/chemnitz/suche-merken?q=mobbing&klasse=3"),
    Shot("meine-angebote", "/desk/chemnitz/meine-angebote", PROVIDER),
    Shot("meine-organisation", "/desk/chemnitz/meine-organisation", PROVIDER),
    Shot("angaben-bestaetigen", "/desk/chemnitz/angaben-bestaetigen", PROVIDER),
    Shot("anbieter-anfragen", "/desk/chemnitz/anfragen", PROVIDER),
    Shot("bausteine", "/desk/ops/komponenten", OPERATOR),
)


def _sign_in(page: Page, person: str) -> None:
    page.goto("/konto/anmelden")
    page.locator("input[name=login]").fill(person)
    page.locator("input[name=password]").fill(DEMO_PASSWORD)
    page.locator("form:has(input[name=password]) button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/konto/anmelden" not in url)


def _store(picture: bytes, path: Path) -> None:
    """With 64 colours, which a page of flat surfaces hardly shows, at a third of the size."""
    with Image.open(BytesIO(picture)) as image:
        image.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)


def take(browser: Browser, url: str, shot: Shot, folder: Path) -> list[str]:
    """Write one picture per width; returns what went wrong, in words."""
    wrong: list[str] = []
    context = browser.new_context(base_url=url, locale="de-DE", reduced_motion="reduce")
    page = context.new_page()
    if shot.person:
        _sign_in(page, shot.person)
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        response = page.goto(shot.path)
        for selector in shot.follow:
            response = page.goto(urljoin(page.url, page.locator(selector).first.get_attribute("href") or ""))
        for place in page.locator("[data-map]").all():  # drawn only when they come into view
            if place.is_visible():
                place.scroll_into_view_if_needed()
        page.evaluate("scrollTo(0, 0)")
        page.wait_for_load_state("networkidle")
        if response is None or response.status != 200:
            wrong.append(f"{shot.path} answered {response.status if response else 'nothing'}")
        if shot.follow and urlsplit(page.url).path == urlsplit(shot.path).path:
            wrong.append(f"{shot.path} has no link that leads on")
        overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if overflow > 0:
            wrong.append(f"{shot.path} is {overflow} px too wide at {width} px")
        page.evaluate(UNSTUCK)
        _store(page.screenshot(full_page=True), folder / f"{shot.name}-{width}.png")
    context.close()
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", help="a server that runs already; else one is started")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("names", nargs="*", help="only these page types")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    chosen = [shot for shot in SHOTS if not options.names or shot.name in options.names]
    if options.url:
        return _all(options.url, chosen, options.folder) | _papers(options.url, options.names, options.folder)
    with demo_server() as url:
        return _all(url, chosen, options.folder) | _papers(url, options.names, options.folder)


PAPER = "/chemnitz/berichte/bilanz-2018-2020.pdf"


def paper(url: str, folder: Path) -> None:
    """The pages of the Bilanz of Chemnitz, one picture each (bilanz-papier-N.png), by Debian's poppler."""
    if not shutil.which("pdftoppm"):
        apt.install("poppler-utils")
    with urllib.request.urlopen(url + PAPER, timeout=60) as answer, tempfile.TemporaryDirectory() as place:
        file = Path(place) / "paper.pdf"
        file.write_bytes(answer.read())
        for old in folder.glob("bilanz-papier-*.png"):  # a shorter paper leaves none of the former pages
            old.unlink()
        subprocess.run(["pdftoppm", "-r", "80", "-png", str(file), f"{place}/page"], check=True)
        for number, picture in enumerate(sorted(Path(place).glob("page-*.png")), start=1):
            _store(picture.read_bytes(), folder / f"bilanz-papier-{number}.png")


def _papers(url: str, names: list[str], folder: Path) -> int:
    if not names or "bilanz-papier" in names:
        paper(url, folder)
    return 0


def _all(url: str, shots: list[Shot], folder: Path) -> int:
    wrong: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=ensure(), args=FLAGS)
        for shot in shots:
            print(f"  {shot.name}", flush=True)
            wrong += take(browser, url, shot, folder)
        browser.close()
    print("\n".join(wrong) or f"{len(shots)} page types in {folder}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
