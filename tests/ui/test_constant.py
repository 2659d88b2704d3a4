from __future__ import annotations

from django.template import engines
from django.utils.translation import override

SOURCE = '{% constant %}{% translate "Search" %}|{{ person }}|{% static "a.css" %}{% endconstant %}'


def _template(source: str = SOURCE):
    return engines["django"].from_string(source)


def test_nothing_of_a_person_can_stay_in_a_constant() -> None:
    template = _template()
    assert template.render({"person": "A"}) == "Suchen||/static/a.css"
    assert template.render({"person": "B"}) == "Suchen||/static/a.css"


def test_each_language_has_its_own() -> None:
    template = _template()
    with override("en"):
        assert template.render({}) == "Search||/static/a.css"
    assert template.render({}) == "Suchen||/static/a.css"


def test_changed_settings_are_drawn_anew(settings: object) -> None:
    template = _template()
    template.render({})
    settings.STATIC_URL = "/anders/"  # type: ignore[attr-defined]
    assert template.render({}) == "Suchen||/anders/a.css"
