"""A signed version: the content as it is, its fingerprint, and what differs from the version before."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import clock
from umsicht.reporting.models import Report, Version
from umsicht.reporting.queries.compose import Content, fingerprint
from umsicht.reporting.queries.plans import of_report

MOST = 200
_HEAD = {
    "title": gettext_lazy("Title"),
    "subject": gettext_lazy("Subject of the paper"),
    "number": gettext_lazy("Number"),
    "submitter": gettext_lazy("Submitted by"),
    "participants": gettext_lazy("Took part in writing this paper"),
    "answers": gettext_lazy("Answers the paper"),
    "route": gettext_lazy("Way of this paper"),
    "period": gettext_lazy("Reported period"),
}
_ASKED = {
    "title": gettext_lazy("%(title)s: the heading is another."),
    "question": gettext_lazy("%(title)s: the question is worded in another way."),
    "coverage": gettext_lazy("%(title)s: now answered in another way."),
    "open_reason": gettext_lazy("%(title)s: another reason why it stays open."),
}


@translation.override("de")
def freeze(report: Report, *, reason: str = "") -> Version:
    """The next version of the report, made of what the records say now. In the scope of its tenant."""
    content = of_report(report, as_of=clock.today())
    last = Version.objects.filter(report=report).order_by("-no").first()
    version = Version(
        tenant=report.tenant,
        report=report,
        no=last.no + 1 if last is not None else 1,
        signed_at=clock.now(),
        as_of=clock.today(),
        content=content,
        sha256=fingerprint(content),
        differences=differences(last.content, content) if last is not None else [],
        reason=reason[:1000],
    )
    version.save(force_insert=True)
    return version


@translation.override("de")
def differences(before: Content, after: Content) -> list[str]:
    """What a reader would notice, in words: head, questions, statements that came, went or changed, what is open.

    One sentence says so where nothing differs.
    """
    found = [
        _("Head changed: %(what)s.") % {"what": label}
        for name, label in _HEAD.items()
        if before.get(name) != after.get(name)
    ]
    old, new = _by_section(before), _by_section(after)
    for code, section in new.items():
        title = section["title"]
        if code not in old:
            found.append(_("New question: %(title)s.") % {"title": title})
            continue
        found += [
            text % {"title": title}
            for name, text in _ASKED.items()
            if old[code].get(name) != section.get(name)
        ]
        found += _statements(title, old[code], section)
    found += [
        _("Question removed: %(title)s.") % {"title": section["title"]}
        for code, section in old.items()
        if code not in new
    ]
    return found[:MOST] or [_("The content is the same as before.")]


def _by_section(content: Content) -> dict[str, Any]:
    return {section["code"]: section for section in content["sections"]}


def _statements(title: str, before: Content, after: Content) -> list[str]:
    old = [one["text"] for one in before["statements"]]
    new = [one["text"] for one in after["statements"]]
    found = [
        _("%(title)s, new: %(text)s") % {"title": title, "text": text} for text in new if text not in old
    ]
    found += [
        _("%(title)s, no longer: %(text)s") % {"title": title, "text": text}
        for text in old
        if text not in new
    ]
    same = {one["text"]: one for one in before["statements"]}
    for one in after["statements"]:
        earlier = same.get(one["text"])
        if earlier is None:
            continue
        said = {"title": title, "text": one["text"]}
        if _numbers(earlier) != _numbers(one):
            found.append(_("%(title)s, other numbers below: %(text)s") % said)
        if _backing(earlier) != _backing(one):
            found.append(_("%(title)s, proven by other records: %(text)s") % said)
    return found


def _backing(one: Content) -> Any:
    """Whose word it is, or which records prove it."""
    return one["form"], one["said_by"], sorted((row["kind"], row["key"]) for row in one["records"])


def _numbers(one: Content) -> Any:
    return one["grid"], one["lines"], one["figure"]
