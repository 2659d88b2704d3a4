"""What the pages of papers at one desk share: the record as this person may see it, addresses."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from umsicht.core.access import require
from umsicht.council.models import Paper
from umsicht.council.queries import papers as queries
from umsicht.ui.nav import Link
from umsicht.web.desk.answers import here
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.pages import Page


def sees_everything(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("council.paper.everything", here(request)))


def paper_of(request: HttpRequest, paper_id: int, permission: str = "council.paper.view") -> Paper:
    """The paper, if this person may see it (else 404) and may do that (else 403)."""
    require(request.user, permission, here(request))
    return queries.paper_at_desk(request.user, paper_id, everything=sees_everything(request))


def paper_url(request: HttpRequest, paper: Paper) -> str:
    return url(request, "desk_paper", paper_id=paper.pk)


def crumbs(request: HttpRequest, paper: Paper | None = None, last: str = "") -> list[Link]:
    """From the list down to the page; the last one is no link."""
    found = [Link(_("Papers"), url(request, "desk_papers"))]
    if paper is not None:
        found.append(Link(paper.number, paper_url(request, paper) if last else ""))
    if last:
        found.append(Link(last, ""))
    return found


def public_url(request: HttpRequest, paper: Paper) -> str:
    """The page on the portal; "" while the public may not read it."""
    if here(request).is_state or not queries.is_public(paper):
        return ""
    return f"/{here(request).slug}/praeventionsrat/vorlagen/{paper.slug}"


def page_of(request: HttpRequest, paper: Paper | None = None) -> Page:
    """Where forms about a paper lead back to; a new one's lead to the list."""
    if paper is None:
        return Page(url(request, "desk_papers"), crumbs(request))
    link = Link(paper.number, paper_url(request, paper))
    return Page(link.url, [*crumbs(request), link], f"{paper.number}: {paper.subject}")
