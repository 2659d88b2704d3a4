"""Small things that views answer again and again, on every part of the site."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.forms import BaseForm, BaseFormSet
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.http.response import HttpResponseBase

from umsicht.accounts.models import User

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def person_of(request: HttpRequest) -> User:
    """Who is signed in. Only for views behind login_required or a desk's gate; a visitor is a programming error."""
    assert isinstance(request.user, User)  # noqa: S101 - tells the type checker, and a wrong decorator early
    return request.user


def posted(request: HttpRequest) -> QueryDict | None:
    """What to bind a form to: the data of a POST, also of an empty one, else nothing."""
    return request.POST if request.method == "POST" else None


def for_state_too(view: View) -> View:
    """Marks a view of a municipality that the state office needs as well, at its own first word: links of its mails, its colours."""
    view.for_state_too = True  # type: ignore[attr-defined]
    return view


def map_answer(features: list[dict[str, Any]]) -> HttpResponse:
    """What a <c-map> draws."""
    collection = {"type": "FeatureCollection", "features": features}
    return JsonResponse(
        collection,
        content_type="application/geo+json",
        json_dumps_params={"ensure_ascii": False, "separators": (",", ":")},
    )


def form_status(form: BaseForm | BaseFormSet) -> int:
    """A form that comes back with problems is no success."""
    return 400 if form.is_bound else 200
