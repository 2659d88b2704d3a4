"""Small things that views answer again and again, on every part of the site."""

from __future__ import annotations

from django.forms import BaseForm, BaseFormSet
from django.http import HttpRequest, QueryDict

from umsicht.accounts.models import User


def person_of(request: HttpRequest) -> User:
    """Who is signed in. Only for views behind login_required or a desk's gate; a visitor is a programming error."""
    assert isinstance(request.user, User)  # noqa: S101 - tells the type checker, and a wrong decorator early
    return request.user


def posted(request: HttpRequest) -> QueryDict | None:
    """What to bind a form to: the data of a POST, also of an empty one, else nothing."""
    return request.POST if request.method == "POST" else None


def form_status(form: BaseForm | BaseFormSet) -> int:
    """A form that comes back with problems is no success."""
    return 400 if form.is_bound else 200
