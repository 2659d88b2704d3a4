"""Small drawings for offers of the demo: eight motifs in the house's colours, varied by the offer's code.

They are honest about what they are: each carries the word "Demo", and its description says what can be seen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

WIDTH, HEIGHT = 1200, 675
_INK, _TEAL, _TINT, _LINE = "#083d44", "#0b5058", "#cfe1e1", "#8fb5b8"
_GOLD, _RED, _PAPER = "#ffd77a", "#a63d2a", "#ffffff"
_GROUNDS = ("#f6f5f1", "#e6f0f0", "#f7efe0", "#efeaf2")
_FACES = ("#e8c39e", "#c68e65", "#f1d3b6", "#8d5a3b")


@dataclass(frozen=True)
class Motif:
    draw: Callable[[int], str]
    alt: str


def _person(x: float, y: float, size: float, coat: str, face: str) -> str:
    """Head and shoulders; (x, y) is the middle of the lower edge."""
    body = f"M{x - 70 * size} {y}v{-60 * size}a{70 * size} {70 * size} 0 0 1 {140 * size} 0v{60 * size}z"
    head = f'<circle cx="{x}" cy="{y - 165 * size}" r="{42 * size}" fill="{face}"/>'
    return f'<path d="{body}" fill="{coat}"/>{head}'


def _bubble(x: float, y: float, width: float, height: float, fill: str, tail: float) -> str:
    """A speech bubble with lines in it; `tail` is where its tip points below."""
    lines = "".join(
        f'<rect x="{x + 28}" y="{y + 26 + n * 30}" width="{(width - 56) * share}" height="10" rx="5" fill="{_LINE}"/>'
        for n, share in enumerate((1, 0.72))
    )
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="28" fill="{fill}"/>'
        f'<path d="M{tail - 22} {y + height - 2}h44l-22 40z" fill="{fill}"/>{lines}'
    )


def _talk(turn: int) -> str:
    faces = _FACES[turn % 4], _FACES[(turn + 1) % 4]
    return (
        _bubble(220, 110, 300, 110, _PAPER, 380)
        + _bubble(680, 70, 300, 110, _GOLD, 820)
        + _person(400, 560, 1.5, _TEAL, faces[0])
        + _person(800, 560, 1.5, _RED, faces[1])
    )


def _circle(turn: int) -> str:
    coats = (_TEAL, _RED, _INK, "#5c7a3a", "#8a5a00")
    people = "".join(
        _person(220 + n * 190, 470 + abs(2 - n) * 18, 1.0, coats[(n + turn) % 5], _FACES[(n + turn) % 4])
        for n in range(5)
    )
    return f'{people}<ellipse cx="600" cy="520" rx="430" ry="70" fill="{_PAPER}"/><ellipse cx="600" cy="510" rx="430" ry="66" fill="{_TINT}"/>'


def _phone(turn: int) -> str:
    return (
        f'<rect x="420" y="70" width="360" height="540" rx="44" fill="{_INK}"/>'
        f'<rect x="444" y="112" width="312" height="440" rx="16" fill="{_PAPER}"/>'
        + _bubble(468, 140, 210, 88, _TINT, 500)
        + _bubble(522, 282, 210, 88, _GOLD, 700)
        + f'<path d="M600 430l64 26v50c0 44-30 72-64 86c-34-14-64-42-64-86v-50z" fill="{_TEAL}"/>'
        f'<path d="M572 508l22 24l38-46" fill="none" stroke="{_PAPER}" stroke-width="12" stroke-linecap="round"/>'
        + _person(230, 600, 1.2, _RED, _FACES[turn % 4])
        + _person(970, 600, 1.2, _TEAL, _FACES[(turn + 2) % 4])
    )


def _door(turn: int) -> str:
    return (
        f'<rect x="330" y="90" width="540" height="520" fill="{_TINT}"/>'
        f'<rect x="470" y="150" width="260" height="460" rx="8" fill="{_TEAL}"/>'
        f'<rect x="500" y="180" width="200" height="150" rx="6" fill="{_LINE}"/>'
        f'<circle cx="700" cy="400" r="20" fill="{_GOLD}"/><path d="M692 410h16l8 46h-32z" fill="{_GOLD}"/>'
        f'<rect x="780" y="210" width="46" height="66" rx="10" fill="{_GOLD}"/>'
        f'<path d="M240 300l74 30v58c0 52-34 84-74 100c-40-16-74-48-74-100v-58z" fill="{_RED}"/>'
        f'<path d="M208 392l26 28l44-54" fill="none" stroke="{_PAPER}" stroke-width="14" stroke-linecap="round"/>'
        + _person(980, 610, 1.3, _INK, _FACES[turn % 4])
    )


def _path(turn: int) -> str:
    return (
        f'<circle cx="880" cy="200" r="90" fill="{_GOLD}"/>'
        f'<path d="M0 520q300-130 600-60t600-70v285h-1200z" fill="{_LINE}"/>'
        f'<path d="M400 675q40-90 180-120t200-98l30 12q-20 90-160 134t-96 72z" fill="{_PAPER}"/>'
        f'<rect x="296" y="240" width="22" height="330" fill="{_INK}"/>'
        f'<path d="M200 260h190l44 40l-44 40h-190z" fill="{_TEAL}"/>'
        f'<path d="M420 360h-190l-44 40l44 40h190z" fill="{_RED}"/>'
        + _person(700, 590, 0.9, _TEAL, _FACES[turn % 4])
    )


def _bench(turn: int) -> str:
    return (
        f'<rect x="0" y="560" width="1200" height="115" fill="{_LINE}"/>'
        f'<rect x="236" y="330" width="34" height="240" fill="#7a5b3a"/><circle cx="253" cy="270" r="140" fill="#5c7a3a"/>'
        f'<rect x="956" y="150" width="16" height="420" fill="{_INK}"/><circle cx="964" cy="140" r="38" fill="{_GOLD}"/>'
        + _person(560, 500, 0.95, _RED, _FACES[turn % 4])
        + _person(730, 500, 0.95, _TEAL, _FACES[(turn + 1) % 4])
        + f'<rect x="440" y="470" width="410" height="26" rx="8" fill="#8a6a45"/><rect x="440" y="510" width="410" height="30" rx="8" fill="#7a5b3a"/>'
        f'<rect x="470" y="540" width="22" height="60" fill="{_INK}"/><rect x="798" y="540" width="22" height="60" fill="{_INK}"/>'
    )


def _school(turn: int) -> str:
    windows = "".join(
        f'<rect x="{x}" y="{y}" width="70" height="80" rx="4" fill="{_GOLD if (x + y + turn * 70) % 3 == 0 else _PAPER}"/>'
        for y in (230, 350)
        for x in (330, 430, 700, 800)
    )
    return (
        f'<rect x="290" y="190" width="620" height="370" fill="{_TEAL}"/><path d="M560 190v-80h80v80z" fill="{_RED}"/>'
        f'<circle cx="600" cy="150" r="22" fill="{_PAPER}"/><rect x="550" y="420" width="100" height="140" fill="{_INK}"/>{windows}'
        f'<rect x="0" y="560" width="1200" height="115" fill="{_TINT}"/>'
        + _person(210, 620, 0.9, _RED, _FACES[turn % 4])
        + _person(1000, 620, 0.9, _INK, _FACES[(turn + 1) % 4])
        + _person(1110, 620, 0.8, "#8a5a00", _FACES[(turn + 2) % 4])
    )


def _family(turn: int) -> str:
    return (
        f'<path d="M300 330l300-210l300 210v250h-600z" fill="{_TINT}"/><path d="M260 340l340-240l340 240l-30 34l-310-218l-310 218z" fill="{_RED}"/>'
        + _person(470, 580, 1.2, _TEAL, _FACES[turn % 4])
        + _person(610, 580, 0.75, _GOLD, _FACES[(turn + 1) % 4])
        + _person(740, 580, 1.1, _INK, _FACES[(turn + 1) % 4])
    )


MOTIFS: dict[str, Motif] = {
    "talk": Motif(_talk, "Zeichnung: Zwei Menschen sprechen miteinander, über ihnen zwei Sprechblasen."),
    "circle": Motif(_circle, "Zeichnung: Fünf Menschen sitzen um einen Tisch."),
    "phone": Motif(_phone, "Zeichnung: Ein großes Handy mit Nachrichten und einem Schutzschild, daneben zwei Menschen."),
    "door": Motif(_door, "Zeichnung: Eine Haustür mit Schloss und Lampe, daneben ein Schutzschild und ein Mensch."),
    "path": Motif(_path, "Zeichnung: Ein Mensch auf einem Weg, am Wegweiser zwei Richtungen, am Himmel die Sonne."),
    "bench": Motif(_bench, "Zeichnung: Zwei Menschen auf einer Bank im Park, neben ihnen ein Baum und eine Laterne."),
    "school": Motif(_school, "Zeichnung: Ein Schulhaus mit Uhrturm, davor drei Kinder."),
    "family": Motif(_family, "Zeichnung: Ein Kind und zwei Erwachsene vor einem Haus."),
}  # fmt: skip
_BY_TERM = {
    "medien-online": "phone",
    "familie-erziehung": "family",
    "technische-beratung": "door",
    "alltag-praeventionsmoeglichkeiten": "door",
    "alltagskriminalitaet": "door",
    "sucht": "path",
    "suchtpraevention": "path",
    "suchtverhalten-folgen-minimieren": "path",
    "straffaelligkeit-wiedergutmachung": "path",
    "konfliktmanagement-oeffentlicher-raum": "bench",
    "nachbarschaft": "bench",
    "stadtbild-sauberkeit": "bench",
    "verkehr-mobilitaet": "bench",
    "gewalt-oeffentlicher-raum": "bench",
    "gewalt-schule-kompetenzverlust": "school",
    "schulabsentismus": "school",
    "soziales-lernen": "school",
    "demokratie-staerken": "circle",
    "demokratische-werte": "circle",
    "demokratiefeindlichkeit": "circle",
    "fremdenfeindlichkeit": "circle",
    "gruppenbezogene-menschenfeindlichkeit": "circle",
}


def motif_for(terms: Iterable[str]) -> str:
    """The motif of the first term that has one; two people talking for everything else."""
    return next((_BY_TERM[term] for term in terms if term in _BY_TERM), "talk")


def svg(motif: str, code: str) -> str:
    """The drawing as SVG; the same code gives the same drawing."""
    seed = hashlib.sha256(code.encode()).digest()
    flip = f' transform="translate({WIDTH} 0) scale(-1 1)"' if seed[1] % 2 else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{_GROUNDS[seed[0] % 4]}"/>'
        f"<g{flip}>{MOTIFS[motif].draw(seed[2] % 4)}</g>"
        f'<rect x="1070" y="24" width="106" height="44" rx="6" fill="{_PAPER}"/>'
        f'<text x="1123" y="55" font-family="Liberation Sans, DejaVu Sans, sans-serif" font-size="26" text-anchor="middle" '
        f'fill="{_INK}">Demo</text></svg>'
    )


def png(motif: str, code: str) -> bytes:
    import vl_convert  # reason: slow

    made: bytes = vl_convert.svg_to_png(svg(motif, code))
    return made
