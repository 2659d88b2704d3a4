"""From a message type and its context to subject, text and HTML, in the recipient's language."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import select_template
from django.utils import translation
from django.utils.translation import gettext as _

from umsicht.core.text import one_line
from umsicht.notify import markup
from umsicht.notify.catalogue import MessageType, Wording, wording_for
from umsicht.notify.domain import mailhtml
from umsicht.notify.enums import Category
from umsicht.notify.markup import Block, Message, Run
from umsicht.notify.placeholders import fill
from umsicht.tenancy.models import Tenant

WIDTH = 76


@dataclass(frozen=True)
class Rendered:
    """`message` holds the blocks, for the inbox."""

    subject: str
    text: str
    html: str
    message: Message


def languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


def read(
    message_type: MessageType,
    context: Mapping[str, Any],
    *,
    language: str,
    tenant: Tenant,
    wording: Wording | None = None,
) -> Message:
    """The blocks of a message with the tenant's own wording, or one to try. German where the language has no template."""
    names = [f"notify/mail/{message_type.key}.{code}.html" for code in dict.fromkeys([language, "de"])]
    values = {
        **context,
        "tenant_name": tenant.name,
        "portal_name": tenant.title,
        "site_url": settings.SITE_URL,
    }
    with translation.override(language):
        message = markup.parse(select_template(names).render(values))
    if wording is None:
        wording = wording_for(tenant, message_type.key, language)
    return with_wording(message, wording, values)


def render(
    message_type: MessageType,
    context: Mapping[str, Any],
    *,
    language: str,
    tenant: Tenant,
    has_account: bool = False,
    unsubscribe_url: str = "",
    wording: Wording | None = None,
) -> Rendered:
    """Everything a mail needs. `unsubscribe_url` is an absolute address, empty where nothing can be unsubscribed."""
    with translation.override(language):
        message = read(message_type, context, language=language, tenant=tenant, wording=wording)
        foot = _foot(message_type, tenant, has_account=has_account, unsubscribe_url=unsubscribe_url)
        text = "\n\n".join([*_text_blocks(message.blocks), "-- \n" + "\n".join(_text_foot(foot))]) + "\n"
        page = mailhtml.page(message, foot, language=language, accent=tenant.accent, absolute=absolute)
    return Rendered(message.subject, text, page, message)


def absolute(href: str) -> str:
    return settings.SITE_URL + href if href.startswith("/") else href


def inbox_text(message: Message) -> str:
    """The paragraphs without the button, which the inbox shows as a link of its own."""
    return "\n\n".join(
        _text_blocks([block for block in message.blocks if block.kind != "button"], width=None)
    )


def with_wording(message: Message, wording: Wording, values: Mapping[str, Any]) -> Message:
    """Own words around and instead of ours. Everything becomes plain text of a paragraph: no markup, no links."""

    def paragraphs(text: str) -> list[Block]:
        return [
            Block("p", _lines(fill(part, values)))
            for part in text.split("\n\n")
            if one_line(fill(part, values))
        ]

    blocks = list(message.blocks)
    if wording.greeting:
        if blocks and blocks[0].kind == "p" and blocks[0].plain.rstrip().endswith(","):
            blocks = blocks[1:]
        blocks = [*paragraphs(wording.greeting), *paragraphs(wording.before), *blocks]
    elif wording.before and blocks and blocks[0].kind == "p" and blocks[0].plain.rstrip().endswith(","):
        blocks = [blocks[0], *paragraphs(wording.before), *blocks[1:]]
    else:
        blocks = [*paragraphs(wording.before), *blocks]
    blocks += paragraphs(wording.after) + paragraphs(wording.closing) + paragraphs(wording.signature)
    return Message(one_line(fill(wording.subject, values))[:250] or message.subject, blocks)


def _lines(text: str) -> list[Run]:
    """The lines of a paragraph, each on its own line in the mail too."""
    runs: list[Run] = []
    for line in text.split("\n"):
        if one_line(line):
            runs += [Run("\n")] if runs else []
            runs.append(Run(one_line(line)))
    return runs


def _foot(
    message_type: MessageType, tenant: Tenant, *, has_account: bool, unsubscribe_url: str
) -> list[list[Run]]:
    """Who writes, why, and how to change that."""
    lines = [[Run(tenant.title, strong=True)], [Run(str(message_type.why))]]
    if has_account and message_type.category != Category.ACCOUNT:
        lines.append(
            [
                Run(_("Choose which mails you get:") + " "),
                Run(_("Mail settings"), "/konto/benachrichtigungen"),
            ]
        )
    if unsubscribe_url:
        lines.append([Run(_("No more of these mails:") + " "), Run(_("Unsubscribe"), unsubscribe_url)])
    if settings.DEMO:
        lines.append([Run(_("This is a demonstration. Nobody answers to this mail."))])
    return lines


def _text_foot(foot: list[list[Run]]) -> list[str]:
    return [line for runs in foot for line in _wrap(_text(runs)).split("\n")]


def _text_blocks(blocks: list[Block], width: int | None = WIDTH) -> list[str]:
    return [text for block in blocks if (text := _text_block(block, width))]


def _text_block(block: Block, width: int | None) -> str:
    if block.kind == "h2":
        return _wrap(block.plain.upper(), width)
    if block.kind == "button":
        return f"{block.plain}:\n{absolute(block.href)}"
    if block.kind == "facts":
        pairs = zip(block.items[::2], block.items[1::2], strict=True)
        return "\n".join(_wrap(f"{_text(term)}: {_text(value)}", width, hang="  ") for term, value in pairs)
    if block.kind in {"ul", "ol"}:
        marks = [f"{n}. " if block.kind == "ol" else "- " for n in range(1, len(block.items) + 1)]
        return "\n".join(
            _wrap(mark + _text(item), width, hang=" " * len(mark))
            for mark, item in zip(marks, block.items, strict=True)
        )
    text = _wrap(_text(block.runs), width)
    return "\n".join(f"> {line}" for line in text.split("\n")) if block.kind == "quote" else text


def _text(runs: list[Run]) -> str:
    """A line as plain text; a link shows its address unless it is its own label."""
    parts = []
    for run in runs:
        target = absolute(run.href)
        shown = run.text.strip()
        bare = target.removeprefix("mailto:").removeprefix("tel:")
        parts.append(run.text if not run.href or shown in {target, bare} else f"{run.text} ({target})")
    return "".join(parts).strip()


def _wrap(text: str, width: int | None = WIDTH, hang: str = "") -> str:
    if width is None:
        return text
    lines = [
        textwrap.fill(line, width, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False)
        for line in text.split("\n")
    ]
    return "\n".join(lines)
