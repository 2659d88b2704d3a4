from __future__ import annotations

import pytest
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from umsicht.notify.markup import MarkupError, Run, parse


def test_parse_reads_all_blocks() -> None:
    message = parse(
        """<subject>Zeile &amp;
          mehr</subject>
        <p>Ein <strong>starkes</strong> Wort und <a href="/weg">ein Weg</a>.<br>Neu</p>
        <h2>Titel</h2><ul><li>eins</li><li>zwei <strong>x</strong></li></ul>
        <facts><dt>Wann</dt><dd>morgen</dd></facts>
        <quote>Gesagt</quote><button href="https://example.org/a?b=1&amp;c=2">Los</button><note>klein</note>"""
    )
    assert message.subject == "Zeile & mehr"
    assert [block.kind for block in message.blocks] == ["p", "h2", "ul", "facts", "quote", "button", "note"]
    assert message.blocks[0].runs == [
        Run("Ein "), Run("starkes", strong=True), Run(" Wort und "), Run("ein Weg", href="/weg"), Run("."), Run("\n"),
        Run("Neu"),
    ]  # fmt: skip
    assert [[run.text for run in item] for item in message.blocks[2].items] == [["eins"], ["zwei ", "x"]]
    assert message.button is not None
    assert (message.button.href, message.button.plain) == ("https://example.org/a?b=1&c=2", "Los")


@pytest.mark.parametrize(
    "source",
    [
        "",
        "<p>ohne Betreff</p>",
        "<subject></subject>",
        "<subject>a</subject><subject>b</subject>",
        "<subject>a</subject>frei",
        "<subject>a</subject><script>x</script>",
        "<subject>a</subject><p onclick='x'>a</p>",
        "<subject>a</subject><p>a",
        "<subject>a</subject><p>a</h2>",
        "<subject>a</subject></p>",
        "<subject>a</subject><p><p>a</p></p>",
        "<subject>a</subject><li>a</li>",
        "<subject>a</subject><ul><dt>a</dt></ul>",
        "<subject>a</subject><ul>frei</ul>",
        "<subject>a</subject><p><a>ohne Ziel</a></p>",
        "<subject>a</subject><p><a href='javascript:x'>a</a></p>",
        "<subject>a</subject><p><a href='//example.org'>a</a></p>",
        "<subject>a</subject><p><a href='/x'><strong>a</strong></a></p>",
        "<subject>a</subject><button href=''>a</button>",
        "<subject>a</subject><!-- a -->",
        "<!doctype html><subject>a</subject>",
        "<subject>a</subject><?php ?>",
        "<subject>a</subject><br>",
        "<subject>a</subject><strong>a</strong>",
    ],
)
def test_parse_refuses_what_is_not_in_the_markup(source: str) -> None:
    with pytest.raises(MarkupError):
        parse(source)


@given(st.text(max_size=80))
def test_escaped_text_never_becomes_markup(text: str) -> None:
    message = parse(f"<subject>Betreff</subject><p>vorher {escape(text)}</p>")
    assert len(message.blocks) == 1
    assert all(not run.href and not run.strong for run in message.blocks[0].runs if run.text != "\n")
    assert message.blocks[0].plain == " ".join(f"vorher {text}".split())
