from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.conftest import Write
from tools import build_static

CSS = (
    "*{a:b}.kern-btn{x:1}.kern-btn.kern-gone{x:2}.kern-gone,.kern-btn:hover{y:3}@media (min-width:1px){.kern-gone{z:1}}"
    '@media print{.kern-btn{z:2}.kern-gone{z:3}}@font-face{font-family:"F"}@keyframes k{0%{o:0}}'
    '.kern-icon--help{u:url("data:image/svg+xml,%3Csvg{}%3E")}.kern-btn:not(.kern-gone){w:1}.kern-gone{a:1}'
)


def test_prune_keeps_what_is_named_and_drops_the_rest() -> None:
    assert build_static.prune(CSS, {"kern-btn", "kern-icon--"}, ("kern-icon--",)) == (
        "*{a:b}.kern-btn{x:1}.kern-btn:hover{y:3}@media print{.kern-btn{z:2}}@keyframes k{0%{o:0}}"
        '.kern-icon--help{u:url("data:image/svg+xml,%3Csvg{}%3E")}.kern-btn:not(.kern-gone){w:1}'
    )


def test_used_names_come_from_templates_and_code_but_not_from_vendor(tree: Path, write: Write) -> None:
    write("s/templates/a.html", '<p class="kern-btn kern-icon--{{ name }}">')
    write("s/forms.py", '"kern-label"')
    write("s/static/vendor/kern.css", ".kern-card{}")
    names, beginnings = build_static.used_names(tree / "s")
    assert names == {"kern-btn", "kern-icon--", "kern-label"}
    assert beginnings == ("kern-icon--",)


def test_unbalanced_style_sheet_is_refused() -> None:
    with pytest.raises(ValueError, match="unbalanced"):
        build_static.prune(".kern-btn{a:b", {"kern-btn"}, ())


def test_missing_packages_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_static, "MODULES", tmp_path)
    with pytest.raises(build_static.MissingPackages, match="npm ci"):
        build_static.build(vendor=tmp_path / "vendor")


def test_leaflet_loses_its_pointer_to_a_map_that_is_not_served(tmp_path: Path) -> None:
    source = tmp_path / "dist"
    (source / "images").mkdir(parents=True)
    (source / "images" / "layers.png").write_bytes(b"png")
    (source / "leaflet.js").write_text("a=1\n//# sourceMappingURL=leaflet.js.map")
    (source / "leaflet.css").write_text("/* c */\n.a {\n\tbehavior: url(#default#VML);\n\tcolor: red;\n}\n")
    build_static.build_leaflet(source, tmp_path / "out")
    assert (tmp_path / "out" / "leaflet.js").read_text() == "a=1"
    assert (tmp_path / "out" / "leaflet.css").read_text() == ".a {\ncolor: red;\n}\n"
    assert (tmp_path / "out" / "images" / "layers.png").read_bytes() == b"png"
