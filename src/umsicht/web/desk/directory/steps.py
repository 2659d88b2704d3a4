"""A step with one form: shows it with what the step does, writes once it is valid, and leads on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from umsicht.core.errors import UmsichtError
from umsicht.core.meanwhile import ChangedMeanwhile
from umsicht.directory.domain.writing import FieldFaults
from umsicht.directory.models import Organisation
from umsicht.web.answers import form_status
from umsicht.web.desk.directory.links import crumbs, organisation_url


@dataclass(frozen=True)
class Step:
    """`key` chooses the explanation of the template; `done` is said after success, `lead` stands below the title."""

    key: str
    title: str
    submit: str
    done: str
    lead: str = ""


def written(form: forms.Form, write: Callable[[], Any]) -> Any:
    """What `write` returns (True for None); None when it was refused, with the reasons beside the fields.

    Raises ChangedMeanwhile, which has a page of its own.
    """
    try:
        result = write()
    except ChangedMeanwhile:
        raise
    except FieldFaults as error:
        for name, texts in error.faults.items():
            for text in texts:
                form.add_error(name if name in form.fields else None, text)
        return None
    except UmsichtError as error:
        form.add_error(None, error.message)
        return None
    return True if result is None else result


def take(
    request: HttpRequest,
    organisation: Organisation,
    form: forms.Form,
    step: Step,
    write: Callable[[dict[str, Any]], Any],
    *,
    to: int = 0,
) -> HttpResponse:
    """`write` gets the cleaned data; afterwards the page of the organisation (or of `to`) is shown."""
    if form.is_valid() and written(form, lambda: write(form.cleaned_data)) is not None:
        messages.success(request, step.done)
        return redirect(organisation_url(request, to or organisation.pk))
    context = {"form": form, "step": step, "organisation": organisation}
    context |= {"back": organisation_url(request, organisation.pk)}
    context |= {"crumbs": crumbs(request, organisation, step.title)}
    return render(request, "desk/directory/step.html", context, status=form_status(form))
