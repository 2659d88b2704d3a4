"""What the pages about meetings share: reading what this person may see, addresses, breadcrumbs."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from umsicht.council.models import Meeting
from umsicht.council.queries import meetings as queries
from umsicht.council.queries.bodies import title_of
from umsicht.ui.nav import Link
from umsicht.web.desk.answers import here
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.pages import Page


def sees_all(request: HttpRequest) -> bool:
    """The office reads everything; others what is public and what belongs to their own bodies."""
    return request.user.has_perm("council.meeting.everything", here(request))


def meeting_of(request: HttpRequest, meeting_id: int) -> Meeting:
    """Raises NotFound for a meeting that this person may not know of."""
    return queries.meeting_at_desk(request.user, meeting_id, everything=sees_all(request))


def meeting_url(request: HttpRequest, meeting: Meeting) -> str:
    return url(request, "desk_meeting", meeting_id=meeting.pk)


def item_url(request: HttpRequest, meeting: Meeting, item_id: int) -> str:
    return url(request, "desk_item", meeting_id=meeting.pk, item_id=item_id)


def name_of(meeting: Meeting) -> str:
    """ "Kommunalpräventiver Rat: 3. Sitzung 2026"."""
    return f"{title_of(meeting.body)}: {meeting.title}"


def crumbs(request: HttpRequest, meeting: Meeting | None = None, *more: Link) -> list[Link]:
    """From the list down to the page; the last one is no link."""
    found = [Link(_("Council meetings"), url(request, "desk_meetings"))]
    if meeting is not None:
        found.append(Link(name_of(meeting), meeting_url(request, meeting) if more else ""))
    return [*found, *more]


def page_of(request: HttpRequest, meeting: Meeting | None = None) -> Page:
    """Where forms about a meeting lead back to; a new one's lead to the list."""
    if meeting is None:
        return Page(url(request, "desk_meetings"), crumbs(request))
    link = Link(name_of(meeting), meeting_url(request, meeting))
    return Page(link.url, [*crumbs(request), link], str(link.label))
