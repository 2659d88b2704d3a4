from __future__ import annotations

import pytest

from tools.check_templates import find_in


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("<script>alert(1)</script>", "inline script"),
        ("<style>p{}</style>", "inline style sheet"),
        ('<p style="color:red">', "style attribute"),
        ('<p {% if a %}class="b"{% endif %} style="x">', "style attribute"),
        ('<button onclick="x()">', "onclick attribute"),
        ('<a href="javascript:x()">', "javascript: address"),
        (
            '<script src="https://cdn.example/x.js"></script>',
            "loads https://cdn.example/x.js from another host",
        ),
        ('<link rel="stylesheet" href="//cdn.example/x.css">', "loads //cdn.example/x.css from another host"),
        ('<img src="a.png">', "picture without alt"),
        ('<a href="/x" target="_blank">', 'target="_blank" without rel="noopener"'),
        ('<form method="post"><button>x</button></form>', "form posts without {% csrf_token %}"),
        ('<input id="a" name="a">', "input without a label"),
        ('<label for="b">B</label><select id="a"></select>', "select without a label"),
        ("{{ text|safe }}", "unescaped output without {# safe: reason #}"),
        ("{% autoescape off %}", "unescaped output without {# safe: reason #}"),
    ],
)
def test_breach_is_found(text: str, complaint: str) -> None:
    assert list(find_in(f"<p>\n{text}")) == [(2, complaint)]


@pytest.mark.parametrize(
    "text",
    [
        "<script src=\"{% static 'ui/a.js' %}\"></script>",
        '<script type="application/ld+json">{"a": 1}</script>',
        '<link rel="canonical" href="https://umsicht.example/">',
        '<img src="a.png" alt="">',
        '<form method="post">{% csrf_token %}</form>',
        '<form method="get"></form>',
        '<label for="{{ id }}">x</label><input id="{{ id }}">',
        '<label>x <input name="a"></label>',
        '<input type="hidden" name="a">',
        '<input aria-label="{% translate "Search" %}">',
        '<c-button onward="x">',
        "{# safe: cleaned by core.markdown #}{{ text|safe }}",
        "{% comment %}<script>x</script>{% endcomment %}",
        "<!-- <p style='x'> -->",
    ],
)
def test_good_markup_passes(text: str) -> None:
    assert list(find_in(text)) == []
