"""The HTML of a mail: one column, the reader's own fonts, light and dark, readable without pictures or style.

Mail programs know little CSS, hence the presentation table and the repeated style attributes. All styles are
constants of ours; every text and address from a message is escaped here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.html import escape

from umsicht.notify.markup import Block, Message, Run

Absolute = Callable[[str], str]

ACCENT = "#0b5058"
_FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
_P = f"margin:0 0 16px;{_FONT};font-size:17px;line-height:26px;color:#1b2124"
_SMALL = f"margin:0 0 8px;{_FONT};font-size:15px;line-height:22px;color:#51595d"
_DARK = (
    "@media (prefers-color-scheme:dark){"
    ".um-page{background:#15191b!important}"
    ".um-sheet{background:#1f2528!important}"
    ".um-t{color:#eceae3!important}"
    ".um-s{color:#b9c0c2!important}"
    ".um-a{color:#8fc7cc!important}"
    ".um-b{background:#8fc7cc!important}"
    ".um-b a{color:#10262a!important}"
    ".um-r{border-color:#4a5357!important}}"
)


def page(
    message: Message, foot: Sequence[list[Run]], *, language: str, accent: str, absolute: Absolute
) -> str:
    """A whole document. `accent` is the tenant's colour (7:1 on white by its own check), empty for ours."""
    colour = accent or ACCENT
    body = "\n".join(_block(block, colour, absolute) for block in message.blocks)
    small = "\n".join(
        f'<p class="um-s" style="{_SMALL}">{_runs(line, colour, absolute)}</p>' for line in foot
    )
    return f"""<!doctype html>
<html lang="{escape(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{escape(message.subject)}</title>
<style>:root{{color-scheme:light dark}}{_DARK}</style>
</head>
<body class="um-page" style="margin:0;padding:0;background:#f6f5f1">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px"><tr>
<td class="um-sheet um-r" align="left" style="background:#ffffff;border-top:4px solid {colour};padding:32px 24px">
<h1 class="um-t" style="margin:0 0 24px;{_FONT};font-size:24px;line-height:31px;font-weight:600;color:#1b2124">{escape(message.subject)}</h1>
{body}
</td></tr><tr><td align="left" style="padding:24px">
{small}
</td></tr></table>
</td></tr></table>
</body>
</html>
"""


def _block(block: Block, colour: str, absolute: Absolute) -> str:
    if block.kind == "button":
        return _button(block, colour, absolute)
    if block.kind in {"ul", "ol"}:
        points = "".join(
            f'<li class="um-t" style="{_P};margin-bottom:6px">{_runs(item, colour, absolute)}</li>'
            for item in block.items
        )
        return f'<{block.kind} style="margin:0 0 16px;padding:0 0 0 24px">{points}</{block.kind}>'
    if block.kind == "facts":
        return _facts(block, colour, absolute)
    content = _runs(block.runs, colour, absolute)
    if block.kind == "h2":
        style = f"margin:24px 0 8px;{_FONT};font-size:19px;line-height:26px;font-weight:600;color:#1b2124"
        return f'<h2 class="um-t" style="{style}">{content}</h2>'
    if block.kind == "quote":
        style = f"margin:0 0 16px;padding:0 0 0 16px;border-left:3px solid #767e80;{_FONT};font-size:17px;line-height:26px"
        return f'<blockquote class="um-t um-r" style="{style};color:#1b2124">{content}</blockquote>'
    if block.kind == "note":
        return f'<p class="um-s" style="{_SMALL}">{content}</p>'
    return f'<p class="um-t" style="{_P}">{content}</p>'


def _button(block: Block, colour: str, absolute: Absolute) -> str:
    link = (
        f"display:inline-block;padding:13px 24px;{_FONT};font-size:17px;line-height:22px;font-weight:600;"
        "color:#ffffff;text-decoration:none"
    )
    return (
        '<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 24px"><tr>'
        f'<td class="um-b" style="background:{colour};border-radius:4px">'
        f'<a href="{escape(absolute(block.href))}" style="{link}">{escape(block.plain)}</a></td></tr></table>'
    )


def _facts(block: Block, colour: str, absolute: Absolute) -> str:
    rows = "".join(
        f'<dt class="um-s" style="{_SMALL};margin:0">{_runs(term, colour, absolute)}</dt>'
        f'<dd class="um-t" style="{_P};margin:0 0 12px">{_runs(value, colour, absolute)}</dd>'
        for term, value in zip(block.items[::2], block.items[1::2], strict=True)
    )
    return f'<dl style="margin:0 0 16px">{rows}</dl>'


def _runs(runs: Sequence[Run], colour: str, absolute: Absolute) -> str:
    return "".join(_run(run, colour, absolute) for run in runs).strip()


def _run(run: Run, colour: str, absolute: Absolute) -> str:
    if run.text == "\n":
        return "<br>"
    text = escape(run.text)
    if run.strong:
        return f"<strong>{text}</strong>"
    if run.href:
        return f'<a class="um-a" href="{escape(absolute(run.href))}" style="color:{colour}">{text}</a>'
    return text
