"""What the component page shows: openly invented, offices and roles only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.safestring import SafeString

from umsicht.ui import markup
from umsicht.ui.helplines import HELPLINES
from umsicht.ui.lists import Chip, Claim, Clock, Option, Step, Todo
from umsicht.ui.nav import Group, Link, public_menu
from umsicht.ui.tables import Column, Table

DAY = dt.date(2026, 11, 24)


@dataclass(frozen=True)
class Event:
    day: dt.date
    title: str
    text: str
    url: str = "#k-dates"
    demo: bool = True


@dataclass(frozen=True)
class Need:
    icon: str
    title: str
    text: str
    url: str = "#k-needs"


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(
        label="Name der Einrichtung", help_text="So, wie sie nach außen auftritt.", max_length=80
    )
    email = forms.EmailField(label="E-Mail", required=False)
    phone = forms.CharField(label="Telefon", widget=forms.TextInput(attrs={"type": "tel"}), required=False)
    about = forms.CharField(
        label="Worum geht es?",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Zwei, drei Sätze.",
    )
    topic = forms.ChoiceField(
        label="Thema", choices=[("", "Bitte wählen"), ("gewalt", "Gewalt und Mobbing"), ("sucht", "Sucht")]
    )
    day = forms.DateField(
        label="Wunschtermin", widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    group = forms.IntegerField(
        label="Größe der Gruppe", min_value=1, max_value=60, help_text="1 bis 60 Personen"
    )
    place = forms.ChoiceField(
        label="Wo?",
        choices=[("hier", "Beim Anbieter"), ("dort", "In unserer Einrichtung")],
        widget=forms.RadioSelect,
    )
    audience = forms.MultipleChoiceField(
        label="Für wen?",
        choices=[("kinder", "Kinder"), ("jugend", "Jugendliche"), ("eltern", "Eltern")],
        widget=forms.CheckboxSelectMultiple,
    )
    paper = forms.FileField(label="Unterlage", required=False, help_text="PDF, höchstens 15 MB")
    secret = forms.CharField(
        label="Kennwort", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), min_length=12
    )
    agree = forms.BooleanField(label="Ich habe die Hinweise zum Datenschutz gelesen.")


def chart(*, unit: int, width: int) -> SafeString:
    """A small bar chart with the classes of the house, as core.charts would hand it over."""
    rows = [("2024", 44), ("2025", 52), ("2026", 61)]
    bars = "".join(
        f'<rect class="c-fill-1" x="52" y="{i * 36 + 4}" width="{value * unit}" height="24"/>'
        f'<text x="0" y="{i * 36 + 21}">{year}</text>'
        f'<text class="c-strong" x="{60 + value * unit}" y="{i * 36 + 21}">{value}</text>'
        for i, (year, value) in enumerate(rows)
    )
    return SafeString(
        f'<svg class="um-chart" viewBox="0 0 {width} 108" role="img" aria-labelledby="probe-{width}">'
        f'<title id="probe-{width}">Bestätigte Angebote 2024 bis 2026</title>{bars}</svg>'
    )


def table(*, sorted_by: str = "") -> Table:
    return Table(
        caption="Angebote je Thema, Stand 24.11.2026 (Demo)",
        columns=[
            Column("Thema", sort="thema"),
            Column("Angebote", numeric=True, sort="zahl"),
            Column("Zuletzt bestätigt"),
            Column("Bemerkung"),
        ],
        rows=[
            ["Gewalt und Mobbing", 24, DAY, "drei mit Siegel"],
            ["Sucht und Abhängigkeit", 17, DAY - dt.timedelta(days=12), None],
            ["Konflikte im öffentlichen Raum", 1007, None, "Zahl erfunden, damit der Punkt zu sehen ist"],
        ],
        sorted_by=sorted_by,
    )


def facets() -> dict[str, list[Option]]:
    grades = [Option(str(n), f"Klasse {n}", 20 - n, checked=n == 8) for n in range(1, 13)]
    return {
        "audience": [
            Option("schule", "Klassen 7 bis 9", 14, checked=True),
            Option("eltern", "Eltern", 6),
            Option("kollegium", "Lehrkräfte, Schulsozialarbeit", 5),
        ],
        "grades": grades,
    }


LISTS: dict[str, Any] = {
    "dates": [
        Event(
            dt.date(2026, 11, 26),
            "Elternabend: Was passiert im Klassenchat?",
            "18 Uhr, Sonnenberg, kostenfrei",
        ),
        Event(dt.date(2026, 12, 3), "Rundgang: Sicher durch die Innenstadt", "16 Uhr, ohne Anmeldung"),
    ],
    "needs": [
        Need("school", "Ich arbeite an einer Schule", "Projekttag, Elternabend oder Rat nach einem Vorfall"),
        Need("child", "Ich sorge mich um mein Kind", "Streit, Handy, Drogen: Beratung für Eltern"),
        Need("hand", "Mir ist etwas passiert", "Opferhilfe, Anzeige, vertrauliche Beratung"),
    ],
    "topics": [Link("Gewalt und Mobbing", "#k-lines", count=24), Link("Sucht", "#k-lines", count=17)],
    "thread": [
        Step("Hinweis", "Weg im Sonnenberg ist zu dunkel", when="14.01.2026"),
        Step("Begehung", "Drei Leuchten fehlen", when="12.02.2026"),
        Step("Beschluss", "Leuchten ersetzen", "#k-thread", "17.03.2026"),
        Step("Maßnahme", "Zwei von drei Leuchten stehen", when="seit 04.05.2026"),
        Step("Ergebnis", "Anwohner werden befragt", when="geplant 02/2027", done=False),
    ],
    "claims": [
        Claim("Der Präventionsrat besteht seit 1998.", [Link("Beschluss B-41/1998", "#k-claims")]),
        Claim(
            "Die Beteiligung erreicht vor allem die Innenstadt.",
            state="view",
            by="Geschäftsstelle, 20.11.2026",
        ),
        Claim(
            "Ob die Maßnahmen dazu beitrugen, ist nicht bekannt.",
            state="open",
            by="Nachtrag bis 30.06.2027",
        ),
    ],
    "clocks": [
        Clock("Bearbeitet", dt.date(2026, 11, 5), "vom Anbieter: Termine ergänzt"),
        Clock("Vom Anbieter bestätigt", dt.date(2026, 11, 5), "wieder fällig am 3. Februar 2027", 0.21),
        Clock(
            "Fachlich geprüft",
            dt.date(2023, 9, 30),
            "war fällig am 30. September 2026",
            1.0,
            overdue=True,
        ),
    ],
    "todo": [
        Todo(
            "Niederschrift freigeben",
            "#k-panel",
            ": Steuerungsgruppe, 10.11.2026",
            "seit gestern",
            "Prüfen",
            "#k-panel",
        ),
        Todo(
            "Siegelantrag zuteilen",
            "#k-panel",
            ": Stark im Team",
            "2 Prüfende nötig",
            "Zuteilen",
            "#k-panel",
            demo=True,
        ),
    ],
}


MENU = dict.fromkeys(("offers", "dates", "participation", "council", "situation", "reports"), "#k-header")

FRAME: dict[str, Any] = {
    "sample_nav": public_menu(MENU, current="offers"),
    "sample_tools": [
        Link("Leichte Sprache", "#k-header"),
        Link("English", "#k-header", lang="en"),
        Link("Anmelden", "#k-header"),
    ],
    "sample_crumbs": [
        Link("Start", "#k-crumbs"),
        Link("Angebote", "#k-crumbs"),
        Link("Gemeinsam gegen Mobbing", ""),
    ],
    "sample_groups": [
        Group(
            "Arbeit",
            [Link("Heute", "#k-desk_bar", current=True), Link("Eingang", "#k-desk_bar", count=12)],
        ),
        Group(
            "Rat",
            [Link("Gremien und Sitzungen", "#k-desk_bar"), Link("Maßnahmen", "#k-desk_bar", count=3)],
        ),
    ],
    "sample_footer": {
        "office": "Geschäftsstelle Kommunalprävention",
        "lines": ["Stadt Chemnitz, Dezernat Recht, Sicherheit und Umweltschutz"],
        "email": "praevention@example.org",
        "groups": [
            Group(
                "Über dieses Portal",
                [Link("Barrierefreiheit", "#k-helplines"), Link("Impressum", "#k-helplines")],
            )
        ],
    },
    "helplines": HELPLINES,
    "icon_names": markup.icon_names(),
    "today": DAY,
    "facets": facets(),
    "chips": [Chip("Klassen 7 bis 9", "#k-filters"), Chip("Klasse 8", "#k-filters")],
    "views": [Link("Liste", "#k-filters", current=True), Link("Karte", "#k-map")],
    "table": table(sorted_by="-zahl"),
    "chart": chart(unit=10, width=760),
    "chart_narrow": chart(unit=3, width=280),
    "facts": [
        ("Form", "Projekttage, 2 × 6 Stunden"),
        ("Kosten", "kostenfrei, vom Land gefördert"),
        ("Ort", "kommt an Ihre Schule"),
        ("Leer", ""),
    ],
    "way": [
        ("Vorgespräch", "45 Minuten mit der Klassenleitung."),
        ("Tag 1: hinsehen", "Rollen erkennen, Grenzen benennen."),
    ],
    "tab_items": [("reiter-a", "Angebot"), ("reiter-b", "Termine"), ("reiter-c", "Nachweise")],
}


def context() -> dict[str, Any]:
    """Everything the examples name; forms are made anew, since drawing fills them."""
    filled = SampleForm({"name": "", "email": "keine-adresse", "group": "900", "audience": ["kinder"]})
    return {**FRAME, **LISTS, "form": SampleForm(prefix="leer"), "form_bad": filled}
