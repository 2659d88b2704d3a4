"""Makes vl-convert's SVG fit for a page with a strict content policy, and small.

Only known elements and presentation attributes pass; `style`, scripts, links and event handlers can't. Layer names
become classes the style sheet knows. Ids get a prefix, since a page may show several charts in two widths each.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from django.utils.html import escape

from umsicht.core.charts import theme

ELEMENTS = {"svg", "g", "path", "rect", "line", "circle", "text", "tspan", "defs", "clipPath"}
ATTRIBUTES = {
    "d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy", "width", "height", "transform", "points",
    "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-dashoffset",
    "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "opacity", "font-family", "font-size", "font-weight",
    "font-style", "text-anchor", "dominant-baseline", "clip-path", "id", "display",
}  # fmt: skip
CLASSES = {
    "line": "c-line",
    "line_other": "c-line-other",
    "dot": "c-dot",
    "other": "c-other",
    "band": "c-band",
    "usual": "c-usual",
    "usual_line": "c-usual-line",
    "whisker": "c-whisker",
    "whisker_own": "c-whisker c-whisker--own",
    "fill_1": "c-fill-1",
    "fill_2": "c-fill-2",
    "fill_3": "c-fill-3",
    "label": "",
    "strong": "c-strong",
    "muted": "c-muted",
    "on": "c-on",
}
_ROLES = {
    "role-axis-grid": "c-grid",
    "role-axis-label": "c-label",
    "role-axis-title": "c-muted",
    "role-axis-domain": "c-axis",
}
_NUMBER = re.compile(r"-?\d+\.\d{2,}")
_ROUND = re.compile(r"M([0-9.]+),0A\1,\1,0,1,1,-\1,0A\1,\1,0,1,1,\1,0")
_AT = re.compile(r"translate\((-?[0-9.]+),(-?[0-9.]+)\)")
_LOCAL = re.compile(r"url\(#([\w-]+)\)")
_UNSAFE = re.compile(r"url\(|[<>{};@]|/\*|expression|javascript", re.IGNORECASE)
_NAME = re.compile(r"([a-z0-9_]+?)(?:__\w+)?_marks")
_FONT = {("font-family", theme.FONT), ("font-size", f"{theme.SIZE}px")}
"""Said once at the root: nearly every text has it."""
_DEFAULTS = _FONT | {
    *(("opacity", "1"), ("pointer-events", "none"), ("stroke-miterlimit", "10"), ("stroke-width", "1")),
    *(("text-anchor", "start"), ("x2", "0"), ("y2", "0"), ("cx", "0"), ("cy", "0")),
}


class UnsafePicture(ValueError):
    """The SVG holds something that no drawing of ours needs."""


def clean(raw: str, *, prefix: str, title: str, description: str) -> str:
    """The same picture with title and description, safe to inline. Raises UnsafePicture."""
    root = ElementTree.fromstring(raw)  # noqa: S314 - made by vl-convert from our own specification
    width, height = root.get("width", "0"), root.get("height", "0")
    body = "".join(_element(child, prefix, "") for child in root)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="um-chart" viewBox="0 0 {float(width):g} {float(height):g}" '
        f'width="{float(width):g}" height="{float(height):g}" font-family="{theme.FONT}" font-size="{theme.SIZE}px" role="img" aria-labelledby="{prefix}-t {prefix}-d">'
        f'<title id="{prefix}-t">{escape(title)}</title><desc id="{prefix}-d">{escape(description)}</desc>{body}</svg>'
    )


def _element(element: ElementTree.Element, prefix: str, inherited: str) -> str:
    tag = element.tag.rpartition("}")[2]
    if tag not in ELEMENTS:
        raise UnsafePicture(f"element {tag}")
    if _empty(element, tag):
        return ""
    tag = _rounded(element, tag)
    inherited = _class(element) or inherited
    children = "".join(_element(child, prefix, inherited) for child in element)
    text = escape(element.text or "") if tag in {"text", "tspan"} else ""
    if tag in {"g", "defs"} and not children:
        return ""
    attributes = _attributes(element, prefix)
    if tag == "g" and not attributes:
        return children
    if tag not in {"g", "defs", "clipPath"} and inherited:
        attributes = (
            f' class="{_refined(inherited, element)}"{attributes}'
            if _refined(inherited, element)
            else attributes
        )
    return f"<{tag}{attributes}>{text}{children}</{tag}>" if text or children else f"<{tag}{attributes}/>"


def _rounded(element: ElementTree.Element, tag: str) -> str:
    """A dot drawn as a path of two arcs becomes a circle, at a third of the length."""
    circle = _ROUND.fullmatch(element.get("d", "")) if tag == "path" else None
    place = _AT.fullmatch(element.get("transform", "translate(0,0)"))
    if circle is None or place is None:
        return tag
    del element.attrib["d"]
    element.attrib.pop("transform", None)
    element.attrib |= {"cx": place[1], "cy": place[2], "r": circle[1]}
    return "circle"


def _empty(element: ElementTree.Element, tag: str) -> bool:
    """Vega's invisible helpers: undrawn paths and the frames of groups."""
    if element.get("display") == "none" or element.get("opacity") == "0":
        return True
    if tag in {"path", "rect"} and element.get("class") in {"background", "foreground"}:
        return True
    return (tag == "path" and not element.get("d")) or (
        tag == "text" and not "".join(element.itertext()).strip()
    )


def _class(element: ElementTree.Element) -> str:
    for word in element.get("class", "").split():
        named = _NAME.fullmatch(word)
        if named and named[1] in CLASSES:
            return CLASSES[named[1]] or "-"
        if word in _ROLES:
            return _ROLES[word]
    return ""


def _refined(name: str, element: ElementTree.Element) -> str:
    """Axis labels are muted unless the theme drew them in ink; stressed ones are strong."""
    if name == "-":
        return ""
    if name == "c-label":
        words = [] if element.get("fill") == "#1b2124" else ["c-muted"]
        return " ".join([*words, *(["c-strong"] if element.get("font-weight") in {"600", "bold"} else [])])
    return name


def _attributes(element: ElementTree.Element, prefix: str) -> str:
    made = []
    for name, value in element.attrib.items():
        if name not in ATTRIBUTES or (name, value) in _DEFAULTS:
            continue
        local = _LOCAL.fullmatch(value)
        if name == "id":
            value = f"{prefix}-{value}"  # noqa: PLW2901 - rewritten on purpose
        elif local:
            value = f"url(#{prefix}-{local[1]})"  # noqa: PLW2901
        elif _UNSAFE.search(value):
            raise UnsafePicture(f"attribute {name}")
        value = _NUMBER.sub(lambda match: f"{float(match[0]):.1f}".removesuffix(".0"), value)  # noqa: PLW2901
        if name == "transform" and value == "translate(0,0)":
            continue
        made.append(f' {name}="{escape(value)}"')
    return "".join(made)
