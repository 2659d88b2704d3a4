"""Every page type: nothing for axe to find at phone and desk width, valid HTML, small, and nothing wider than 320 px."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from e2e.conftest import DESKTOP, PHONE, TABLET, watch

Judge = Callable[[Page], None]
OFFER = "/chemnitz/angebote/hinsehen-helfen-sicher-bleiben-training-fuer-zivilcourage"
PUBLIC = {
    "alliance home": "/",
    "towns": "/kommunen",
    "town home": "/chemnitz",
    "town without portal": "/freiberg",
    "search": "/chemnitz/angebote?q=Mobbing+Klasse+8",
    "search without hits": "/chemnitz/angebote?q=xyzzyq",
    "search as map": "/chemnitz/angebote?ansicht=karte",
    "state search": "/angebote",
    "offer": OFFER,
    "providers": "/chemnitz/anbieter",
    "provider": "/chemnitz/anbieter/stadt-chemnitz-geschaeftsstelle-kommunalpraevention-kpr",
    "become a provider": "/chemnitz/anbieter/werden",
    "institutions": "/chemnitz/einrichtungen",
    "topics": "/chemnitz/themen",
    "topic": "/chemnitz/themen/suchtpraevention",
    "dates": "/chemnitz/termine",
    "three questions": "/chemnitz/wobei",
    "answer": "/chemnitz/wobei/kind",
    "answer in the end": "/chemnitz/wobei/ich/angegriffen/draussen",
    "compare nothing": "/chemnitz/vergleich",
    "compare": "/chemnitz/vergleich?o=1&o=2&o=3&o=4",
    "empty watch list": "/chemnitz/merkliste",
    "watch list": "/chemnitz/merkliste?o=1&o=2&o=3",
    "report an error": f"{OFFER}/melden",
    "year plan, begin": "/chemnitz/jahresplan?o=1&o=2",
    "year plan": "/chemnitz/jahresplan/beispiel-klasse-8-oberschule",
    "year plan with similar offers": "/chemnitz/jahresplan/beispiel-klasse-7-aehnlich",
    "year plan, empty": "/chemnitz/jahresplan/beispiel-klasse-7-leer",
    "year plan, offers": "/chemnitz/jahresplan/beispiel-klasse-8-oberschule/aufnehmen?o=3",
    "year plan, details": "/chemnitz/jahresplan/beispiel-klasse-8-oberschule/angaben",
    "year plan, delete": "/chemnitz/jahresplan/beispiel-klasse-8-oberschule/loeschen",
    "year plan, town": "/jahresplan",
    "enquiry": "/chemnitz/anfrage?o=1&o=2&o=3",
    "enquiry without offers": "/chemnitz/anfrage",
    "enquiry in several towns": "/anfrage",
    "enquiry is on its way": "/chemnitz/anfrage/gesendet",
    "answer is on its way": "/chemnitz/anfrage/geantwortet?art=zusage",
    "experience told": "/chemnitz/anfrage/erfahren",
    "save a search": "/chemnitz/suche-merken?q=mobbing&klasse=3",
    "saved search sent": "/chemnitz/suche-merken/gesendet",
    "own saved searches": "/chemnitz/suche-merken/meine",
    "freshness": "/chemnitz/aktualitaet",
    "thanks for confirming": "/chemnitz/bestaetigen/danke?n=12",
    "council": "/chemnitz/praeventionsrat",
    "joint patrols": "/chemnitz/praeventionsrat/streifen?jahr=2020",
    "joint patrols, one month": "/chemnitz/praeventionsrat/streifen",
    "inspections": "/chemnitz/praeventionsrat/begehungen",
    "inspection": "/chemnitz/praeventionsrat/begehungen/b-2019-09",
    "structure": "/chemnitz/praeventionsrat/aufbau",
    "structure of an earlier day": "/chemnitz/praeventionsrat/aufbau?am=2015-01-01",
    "structure, nothing there": "/chemnitz/praeventionsrat/aufbau?am=1950-01-01",
    "body": "/chemnitz/praeventionsrat/gremien/kpr",
    "body that ended": "/chemnitz/praeventionsrat/gremien/ag-graffiti",
    "measures": "/chemnitz/massnahmen",
    "measures, none": "/chemnitz/massnahmen?q=xyzzyq",
    "measure": "/chemnitz/massnahmen/m-platzgespraeche",
    "problem fields": "/chemnitz/praeventionsrat/problemfelder",
    "problem field": "/chemnitz/praeventionsrat/problemfelder/konfliktmanagement-oeffentlicher-raum",
    "situation": "/chemnitz/lage",
    "situation, one problem field": "/chemnitz/lage?feld=sucht&alle=on",
    "situation of a town in a district": "/freiberg/lage",
    "situation of the state": "/lage?kennzahl=raub",
    "indicator": "/chemnitz/lage/gewaltkriminalitaet",
    "indicator with small numbers": "/chemnitz/lage/toetungsdelikte",
    "indicator with breaks": "/chemnitz/lage/vergewaltigung?jahr=2019",
    "indicator of the state": "/lage/wohnungseinbruch",
    "surveys": "/chemnitz/lage/umfragen",
    "survey": "/chemnitz/lage/umfragen/ess-2023",
    "survey with groups": "/chemnitz/lage/umfragen/dvs-2012",
    "needs and offers": "/chemnitz/lage/bedarf",
    "needs and offers, one cell": "/chemnitz/lage/bedarf?zelle=suchtpraevention:eltern",
    "profile of a town": "/chemnitz/lage/profil",
    "profile of a district": "/chemnitz/lage/profil/14511000-21",
    "reports": "/chemnitz/berichte",
    "reports, none": "/leipzig/berichte",
    "report": "/chemnitz/berichte/bilanz-2018-2020",
    "table of a report": "/chemnitz/berichte/bilanz-2018-2020/tabellen/0",
    "chronicle": "/chemnitz/chronik",
    "chronicle, one topic": "/chemnitz/chronik?thema=participation",
    "chronicle of the state": "/chronik",
    "in figures": "/chemnitz/zahlen",
    "state in figures": "/zahlen",
    "help": "/chemnitz/hilfe",
    "imprint": "/chemnitz/impressum",
    "privacy": "/chemnitz/datenschutz",
    "accessibility": "/chemnitz/barrierefreiheit",
    "easy German": "/chemnitz/leichte-sprache",
    "English": "/chemnitz/en",
    "open data": "/chemnitz/offene-daten",
    "sign in": "/konto/anmelden",
    "not found": "/chemnitz/gibt-es-nicht",
}
OFFER_STEPS = ("was", "inhalt", "ort", "kosten", "kontakt", "unterricht", "dateien", "absenden")
DESK = {
    "desk": "/desk/chemnitz",
    "members": "/desk/chemnitz/mitglieder",
    "year plans": "/desk/chemnitz/jahresplaene",
    "year plans, none": "/desk/chemnitz/jahresplaene?schuljahr=2027",
    "year plan at the desk": "/desk/chemnitz/jahresplaene/1",
    "log": "/desk/chemnitz/protokoll",
    "settings": "/desk/chemnitz/einstellungen",
    "vocabulary": "/desk/chemnitz/vokabular",
    "vocabulary list": "/desk/chemnitz/vokabular/weitere-themen",
    "reports": "/desk/chemnitz/meldungen",
    "situation": "/desk/chemnitz/lage",
    "patrols": "/desk/chemnitz/streifen",
    "patrols, none": "/desk/chemnitz/streifen?einheit=xyzzyq",
    "patrol": "/desk/chemnitz/streifen/2",
    "new patrol": "/desk/chemnitz/streifen/neu",
    "new observation": "/desk/chemnitz/streifen/2/beobachtungen/neu",
    "patrol figures": "/desk/chemnitz/streifen/zahlen?jahr=2020",
    "inspections at the desk": "/desk/chemnitz/begehungen",
    "inspection at the desk": "/desk/chemnitz/begehungen/1",
    "new inspection": "/desk/chemnitz/begehungen/neu",
    "new finding": "/desk/chemnitz/begehungen/1/befunde/neu",
    "on site": "/desk/chemnitz/begehungen/1/vor-ort",
    "new photo": "/desk/chemnitz/begehungen/1/fotos/neu",
    "conflicts": "/desk/chemnitz/konflikte",
    "conflict": "/desk/chemnitz/konflikte/1",
    "new conflict": "/desk/chemnitz/konflikte/neu",
    "counts of conflicts": "/desk/chemnitz/konflikte/zahlen",
    "cooperation": "/desk/chemnitz/zusammenarbeit?von=2019-01-01",
    "cooperation records": "/desk/chemnitz/zusammenarbeit/vorgaenge?von=2019-01-01",
    "bodies": "/desk/chemnitz/gremien",
    "bodies, none": "/desk/chemnitz/gremien?q=xyzzyq",
    "structure of bodies": "/desk/chemnitz/gremien/aufbau",
    "new body": "/desk/chemnitz/gremien/neu",
    "body at the desk": "/desk/chemnitz/gremien/3",
    "body form": "/desk/chemnitz/gremien/3/bearbeiten",
    "rename a body": "/desk/chemnitz/gremien/3/umbenennen",
    "end a body": "/desk/chemnitz/gremien/3/beenden",
    "new seat": "/desk/chemnitz/gremien/3/sitze/neu",
    "new rules": "/desk/chemnitz/gremien/3/ordnung/neu",
    "new series": "/desk/chemnitz/gremien/3/reihen/neu",
    "people on a seat": "/desk/chemnitz/gremien/3/sitze/1/personen",
    "new person on a seat": "/desk/chemnitz/gremien/3/sitze/1/personen/neu",
    "meetings": "/desk/chemnitz/sitzungen",
    "meetings, none": "/desk/chemnitz/sitzungen?q=xyzzyq",
    "series of meetings": "/desk/chemnitz/sitzungen/reihen",
    "change a series": "/desk/chemnitz/sitzungen/reihen/1",
    "new meeting": "/desk/chemnitz/sitzungen/neu",
    "meeting to come": "/desk/chemnitz/sitzungen/25",
    "meeting that was held": "/desk/chemnitz/sitzungen/24",
    "meeting with approved minutes": "/desk/chemnitz/sitzungen/23",
    "suggestions for the agenda": "/desk/chemnitz/sitzungen/25/vorschlaege",
    "new agenda item": "/desk/chemnitz/sitzungen/25/punkte/neu",
    "item in the minutes": "/desk/chemnitz/sitzungen/24/punkte/65",
    "attendance": "/desk/chemnitz/sitzungen/24/anwesenheit",
    "correction of minutes": "/desk/chemnitz/sitzungen/23/berichtigung",
    "minutes by topic": "/desk/chemnitz/sitzungen/thema?thema=Stadthallenpark",
    "decisions": "/desk/chemnitz/beschluesse",
    "decision": "/desk/chemnitz/beschluesse/1",
    "tasks": "/desk/chemnitz/aufgaben",
    "task": "/desk/chemnitz/aufgaben/1",
    "circular votes": "/desk/chemnitz/umlauf",
    "new circular vote": "/desk/chemnitz/umlauf/neu",
    "circular vote": "/desk/chemnitz/umlauf/1",
    "my bodies": "/desk/chemnitz/meine-gremien",
    "measures": "/desk/chemnitz/massnahmen",
    "measures, none": "/desk/chemnitz/massnahmen?q=xyzzyq",
    "board of measures": "/desk/chemnitz/massnahmen/brett",
    "measures on a line of time": "/desk/chemnitz/massnahmen/zeitachse",
    "overdue measures": "/desk/chemnitz/massnahmen/ueberfaellig",
    "new measure": "/desk/chemnitz/massnahmen/neu",
    "measure at the desk": "/desk/chemnitz/massnahmen/11",
    "measure, how it was planned": "/desk/chemnitz/massnahmen/11/planung/beccaria",
    "measure, result": "/desk/chemnitz/massnahmen/11/ergebnis",
    "measure, new goal": "/desk/chemnitz/massnahmen/11/ziele/neu",
    "measure, change a goal": "/desk/chemnitz/massnahmen/11/ziele/23/bearbeiten",
    "measure, new note": "/desk/chemnitz/massnahmen/11/notizen/neu",
    "measure, new partner": "/desk/chemnitz/massnahmen/11/partner/neu",
    "problem fields": "/desk/chemnitz/problemfelder",
    "problem field": "/desk/chemnitz/problemfelder/konfliktmanagement-oeffentlicher-raum",
    "problem field, priority": "/desk/chemnitz/problemfelder/konfliktmanagement-oeffentlicher-raum/prioritaet/neu",
    "needs": "/desk/chemnitz/bedarfe",
    "needs, none": "/desk/chemnitz/bedarfe?q=xyzzyq",
    "new need": "/desk/chemnitz/bedarfe/neu",
    "need at the desk": "/desk/chemnitz/bedarfe/1",
    "need, evidence": "/desk/chemnitz/bedarfe/1/belege/neu",
    "needs beside offers at the desk": "/desk/chemnitz/bedarfe/luecken?alle=on",
    "surveys at the desk": "/desk/chemnitz/umfragen",
    "new survey": "/desk/chemnitz/umfragen/neu",
    "reports": "/desk/chemnitz/berichte",
    "reports, none": "/desk/chemnitz/berichte?q=xyzzyq",
    "new report": "/desk/chemnitz/berichte/neu",
    "report at work": "/desk/chemnitz/berichte/2",
    "signed report": "/desk/chemnitz/berichte/1",
    "report, head": "/desk/chemnitz/berichte/2/kopf",
    "report, one answer": "/desk/chemnitz/berichte/2/fragen/9",
    "report, own text": "/desk/chemnitz/berichte/2/fragen/9/abschnitte/neu",
    "report, change a question": "/desk/chemnitz/berichte/2/fragen/9/bearbeiten",
    "report, add a body": "/desk/chemnitz/berichte/2/gremien/neu",
    "report, ask a department": "/desk/chemnitz/berichte/2/beitraege/neu",
    "report, contribution": "/desk/chemnitz/berichte/2/beitraege/1",
    "yearly reports": "/desk/chemnitz/berichte/jaehrlich",
    "new yearly report": "/desk/chemnitz/berichte/jaehrlich/neu",
    "chronicle at the desk": "/desk/chemnitz/chronik",
    "new entry of the chronicle": "/desk/chemnitz/chronik/neu",
    "imports": "/desk/chemnitz/importe",
    "import a list": "/desk/chemnitz/importe/neu",
    "import, dry run": "/desk/chemnitz/importe/3",
    "import, columns": "/desk/chemnitz/importe/3/spalten",
    "sources": "/desk/chemnitz/quellen",
    "source": "/desk/chemnitz/quellen/3",
    "source, words": "/desk/chemnitz/quellen/3/woerter",
    "matching": "/desk/chemnitz/abgleich",
    "gone at the source": "/desk/chemnitz/abgleich/verschwunden",
    "full export": "/desk/chemnitz/datenexport",
    "what falls due": "/desk/chemnitz/aktuell-halten",
    "freshness of an offer": "/desk/chemnitz/aktuell-halten/angebot/1",
    "note an answer": "/desk/chemnitz/aktuell-halten/anbieter/1",
    "rules of freshness": "/desk/chemnitz/aktuell-halten/regeln",
    "offers at the desk": "/desk/chemnitz/angebote",
    "new offer": "/desk/chemnitz/angebote/neu",
    "one offer at the desk": "/desk/chemnitz/angebote/18",
    "check of an offer": "/desk/chemnitz/angebote/18/pruefen",
    "version of an offer": "/desk/chemnitz/angebote/18/fassungen/1",
    "preview of an offer": "/desk/chemnitz/angebote/18/vorschau",
    **{f"offer form, {step}": f"/desk/chemnitz/angebote/1/bearbeiten/{step}" for step in OFFER_STEPS},
    "enquiries": "/desk/chemnitz/anfragen?stand=",
    "enquiry with answers": "/desk/chemnitz/anfragen/1?antwort=3",
    "experiences": "/desk/chemnitz/erfahrungen",
    "experience": "/desk/chemnitz/erfahrungen/4",
    "unmet demand": "/desk/chemnitz/bedarf",
    "one gap": "/desk/chemnitz/bedarf/luecke?thema=suchtpraevention&zielgruppe=eltern",
    "saved searches": "/konto/gemerkte-suchen",
    "invite": "/desk/chemnitz/mitglieder/einladen",
    "texts": "/desk/chemnitz/einstellungen/texte",
    "emergency numbers": "/desk/chemnitz/einstellungen/notrufnummern",
    "inbox": "/desk/chemnitz/postfach",
    "waiting work": "/desk/chemnitz/arbeit",
    "who did what": "/desk/chemnitz/arbeit/wer-was",
    "texts to look at": "/desk/chemnitz/arbeit/texte",
    "web addresses": "/desk/chemnitz/arbeit/webadressen?stand=alle",
    "mails in own words": "/desk/chemnitz/einstellungen/mails",
    "one mail in own words": "/desk/chemnitz/einstellungen/mails/offers.report_answered",
    "organisations": "/desk/chemnitz/organisationen",
    "organisation": "/desk/chemnitz/organisationen/10",
    "organisation form": "/desk/chemnitz/organisationen/10/bearbeiten",
    "contact point form": "/desk/chemnitz/organisationen/10/stellen/neu",
    "hand over": "/desk/chemnitz/organisationen/10/uebergeben",
    "registrations": "/desk/chemnitz/anmeldungen",
    "registration": "/desk/chemnitz/anmeldungen/1",
    "hand-overs": "/desk/chemnitz/uebergaben",
    "programmes": "/desk/chemnitz/programme",
    "programme": "/desk/chemnitz/programme/klasse2000",
    "logo": "/desk/chemnitz/einstellungen/logo",
    "account": "/konto",
    "sessions": "/konto/anmeldungen",
    "second factor": "/konto/zweiter-faktor",
    "own data": "/konto/meine-daten",
    "notifications": "/konto/benachrichtigungen",
}
PROVIDER_DESK = {
    "first page of a provider": "/desk/chemnitz",
    "own organisation": "/desk/chemnitz/meine-organisation",
    "own offers": "/desk/chemnitz/meine-angebote",
    "new own offer": "/desk/chemnitz/angebote/neu",
    "own answers": "/desk/chemnitz/angaben-bestaetigen",
    "own enquiries": "/desk/chemnitz/anfragen",
    "own experiences": "/desk/chemnitz/erfahrungen",
}


@pytest.mark.parametrize("path", PUBLIC.values(), ids=PUBLIC)
def test_public_page_has_no_findings(
    new_context: Callable[..., BrowserContext], base_url: str, axe: Judge, html_valid: Judge, path: str
) -> None:
    page = new_context(viewport=PHONE).new_page()
    troubles = watch(page, base_url)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == (404 if path.endswith("/gibt-es-nicht") else 200)
    axe(page)
    html_valid(page)
    assert len(requests) <= 12, requests
    assert len(page.content().encode()) <= 60_000 or "ansicht=karte" in path
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size(DESKTOP)
    axe(page)
    assert troubles == []


OFFICE, PROVIDER = "koordination-chemnitz@example.org", "anbieter-suchthilfe@example.org"
SIGNED_IN = {name: (OFFICE, path) for name, path in DESK.items()} | {
    name: (PROVIDER, path) for name, path in PROVIDER_DESK.items()
}


@pytest.mark.parametrize(("person", "path"), SIGNED_IN.values(), ids=SIGNED_IN)
def test_desk_page_has_no_findings(
    page: Page, signed_in: Callable[[Page, str], None], axe: Judge, html_valid: Judge, person: str, path: str
) -> None:
    signed_in(page, person)
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200
    axe(page)
    html_valid(page)
    page.set_viewport_size(PHONE)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.set_viewport_size(TABLET)
    assert page.evaluate("document.documentElement.scrollWidth") <= TABLET["width"]
