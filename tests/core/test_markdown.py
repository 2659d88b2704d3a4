from __future__ import annotations

import json
import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umsicht.core import markdown

REL = 'rel="nofollow ugc noopener noreferrer"'
PIECES = st.sampled_from(
    [
        "*",
        "**",
        "_",
        "#",
        "# ",
        "> ",
        "- ",
        "1. ",
        "[",
        "](",
        ")",
        "<",
        ">",
        "</",
        "<script>",
        "<img src=x onerror=alert(1)>",
        "javascript:alert(1)",
        "JaVaScRiPt:",
        "&#106;avascript:",
        "&lt;",
        "\\",
        "|",
        "|-|\n",
        "\n",
        "\n\n",
        " ",
        "    ",
        "`",
        "~~~",
        '"',
        "'",
        "onclick=",
        "data:text/html;base64,",
        "//evil.example",
        "https://a.example",
        "mailto:a@b.de",
        "\x00",
        "\u202e",
        "a",
    ]
)


class Seen(HTMLParser):
    """Every tag and attribute of a fragment."""

    def __init__(self, fragment: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str, str]] = set()
        self.feed(fragment)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {(tag, name, value or "") for name, value in attrs}


def assert_harmless(fragment: str) -> None:
    seen = Seen(fragment)
    assert seen.tags <= markdown._TAGS
    for tag, name, value in seen.attributes:
        assert (tag, name) in {("a", "href"), ("a", "rel"), ("ol", "start"), ("th", "scope")}
        if name == "href":
            assert re.match(r"https?://[^/]|mailto:|tel:|#|/(?![/\\])", value, re.IGNORECASE), value
            assert not re.search(r"[\x00-\x20]", value), value


def test_html_knows_the_promised_subset() -> None:
    text = "# Titel\n\nEin *Wort* und **zwei**\nneue Zeile\n\n* a\n* b\n\n2. c\n\n> Zitat\n\n|A|\n|-|\n|1|"
    assert markdown.html(text) == (
        "<h3>Titel</h3>\n<p>Ein <em>Wort</em> und <strong>zwei</strong><br>\nneue Zeile</p>\n"
        "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"
        '<ol start="2">\n<li>c</li>\n</ol>\n'
        "<blockquote>\n<p>Zitat</p>\n</blockquote>\n"
        '<table>\n<thead>\n<tr>\n<th scope="col">A</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n</tr>\n</tbody>\n</table>'
    )


@pytest.mark.parametrize(
    ("marks", "base", "tag"), [("#", 2, "h2"), ("##", 2, "h3"), ("######", 3, "h6"), ("#", 6, "h6")]
)
def test_headings_fit_under_the_pages_own(marks: str, base: int, tag: str) -> None:
    assert markdown.html(f"{marks} T", heading=base) == f"<{tag}>T</{tag}>"


def test_page_title_level_is_refused() -> None:
    with pytest.raises(ValueError, match="2 to 6"):
        markdown.html("# T", heading=1)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](&#106;avascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](data:text/html,1)", "<p>[x](data:text/html,1)</p>"),
        ("[x](//evil.example)", "<p>[x](//evil.example)</p>"),
        ("[x](/\\evil.example)", f'<p><a href="/%5Cevil.example" {REL}>x</a></p>'),
        ("[x](https://a.example)", f'<p><a href="https://a.example" {REL}>x</a></p>'),
        ("[x](/chemnitz/angebote?a=1&b=2)", f'<p><a href="/chemnitz/angebote?a=1&amp;b=2" {REL}>x</a></p>'),
        (
            "<mailto:rat@example.org>",
            f'<p><a href="mailto:rat@example.org" {REL}>mailto:rat@example.org</a></p>',
        ),
        ("![x](https://a.example/b.png)", f'<p>!<a href="https://a.example/b.png" {REL}>x</a></p>'),
        ("`code`", "<p>`code`</p>"),
        ("    eingerückt", "<p>eingerückt</p>"),
        ("", ""),
    ],
)
def test_html_of_single_cases(text: str, html: str) -> None:
    assert markdown.html(text) == html


def test_links_of_our_own_texts_may_be_followed() -> None:
    assert 'rel="noopener"' in markdown.html("[x](https://a.example)", trusted=True)


@given(st.lists(PIECES | st.text(max_size=8), max_size=25).map("".join))
def test_html_of_anything_is_harmless(text: str) -> None:
    assert_harmless(markdown.html(text))
    inline = Seen(markdown.inline(text))
    assert inline.tags <= {"strong", "em"}
    assert not inline.attributes


@given(st.lists(PIECES | st.text(max_size=8), max_size=25).map("".join))
def test_tree_of_anything_is_json_with_allowed_links(text: str) -> None:
    def links(node: object) -> list[str]:
        if isinstance(node, list):
            return [url for part in node for url in links(part)]
        if isinstance(node, dict):
            return ([node["url"]] if "url" in node else []) + [
                url for part in node.values() for url in links(part)
            ]
        return []

    tree = markdown.blocks(text)
    json.dumps(tree)
    assert all(markdown.allowed_link(url) for url in links(tree))
    markdown.plain(text)


def test_plain_keeps_the_words() -> None:
    text = "# Titel\n\nEin **Wort** und [Link](https://a.example)\nweiter\n\n* a\n* b\n\n> c\n\n|A|B|\n|-|-|\n|1|2|"
    assert markdown.plain(text) == "Titel\nEin Wort und Link weiter\na\nb\nc\nA; B\n1; 2"


def test_blocks_give_the_tree_for_documents() -> None:
    assert markdown.blocks("## T\n\na *b*\nc\n\n3. x") == [
        {"kind": "heading", "level": 2, "content": [{"kind": "text", "text": "T"}]},
        {
            "kind": "paragraph",
            "content": [
                {"kind": "text", "text": "a "},
                {"kind": "emph", "content": [{"kind": "text", "text": "b"}]},
                {"kind": "break"},
                {"kind": "text", "text": "c"},
            ],
        },
        {
            "kind": "list",
            "ordered": True,
            "start": 3,
            "items": [[{"kind": "paragraph", "content": [{"kind": "text", "text": "x"}]}]],
        },
    ]


@pytest.mark.parametrize(
    "text",
    ["> " * 20_000, "*" * 50_000, "[" * 20_000, "- " * 20_000, "|" * 50_000, "a**b" * 20_000, "<" * 99_999],
)
def test_hostile_nesting_stays_quick(text: str) -> None:
    started = time.perf_counter()
    markdown.html(text)
    assert time.perf_counter() - started < 5
