"""A small procedure of our own, with a table in the test database, so that core is tested without any domain."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

from django.db import models

from umsicht.core import clock
from umsicht.core.procedures import Procedure, Transition
from umsicht.core.transitions import Step


class CaseState(models.TextChoices):
    DRAFT = "draft", "Draft"
    SENT = "sent", "Sent"
    ACCEPTED = "accepted", "Accepted"
    REFUSED = "refused", "Refused"


class Case(models.Model):
    """Lives only in the test database; its app label is not installed, so no other check sees it."""

    state = models.CharField(max_length=20, choices=CaseState.choices, default=CaseState.DRAFT)
    title = models.CharField(max_length=80, default="Fall")
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    sent_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    reminders = models.IntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "core_tests"

    def __str__(self) -> str:
        return self.title


class Person:
    """Somebody with exactly these permissions."""

    def __init__(self, permissions: Iterable[str] = (), name: str = "Person") -> None:
        self.permissions = frozenset(permissions)
        self.name = name

    def has_perm(self, name: str, obj: Any = None) -> bool:
        return name in self.permissions

    def __str__(self) -> str:
        return self.name


def titled(case: Case) -> str | None:
    return None if case.title else "Der Fall braucht einen Titel."


def remind(step: Step[Case]) -> None:
    Case.objects.using(step.obj._state.db).filter(pk=step.obj.pk).update(reminders=models.F("reminders") + 1)
    if step.data.get("fail"):
        raise RuntimeError("the effect fails")


TRANSITIONS = (
    Transition(
        name="send",
        sources=(CaseState.DRAFT,),
        target=CaseState.SENT,
        permission="tests.case.send",
        label="Send",
        guard=titled,
        fields=("amount", "due_on"),
        sets={"sent_at": lambda step: clock.now()},
    ),
    Transition(
        name="remind",
        sources=(CaseState.SENT,),
        target=CaseState.SENT,
        permission="tests.case.remind",
        label="Remind",
        inputs=("fail",),
        effects=(remind,),
    ),
    Transition(
        name="accept",
        sources=(CaseState.SENT,),
        target=CaseState.ACCEPTED,
        permission="tests.case.decide",
        label="Accept",
    ),
    Transition(
        name="refuse",
        sources=(CaseState.DRAFT, CaseState.SENT),
        target=CaseState.REFUSED,
        permission="tests.case.decide",
        label="Refuse",
        needs_reason=True,
        automatic=True,
    ),
    Transition(
        name="reopen",
        sources=(CaseState.ACCEPTED, CaseState.REFUSED),
        target=CaseState.SENT,
        permission="tests.case.decide",
        label="Reopen",
        needs_reason=True,
        undo=True,
    ),
)


def make_procedure(**fields: Any) -> Procedure:
    defaults: dict[str, Any] = {
        "name": "tests.case",
        "label": "Cases",
        "model": "core_tests.Case",
        "states": CaseState,
        "initial": CaseState.DRAFT,
        "final": (CaseState.ACCEPTED, CaseState.REFUSED),
        "transitions": TRANSITIONS,
    }
    return Procedure(**(defaults | fields))


ALL_PERMISSIONS = ("tests.case.send", "tests.case.remind", "tests.case.decide")
_count = itertools.count(1001)  # four digits: names sort in the order in which they were made


def make_case(using: str = "default", **fields: Any) -> Case:
    return Case.objects.using(using).create(**({"title": f"Fall {next(_count)}"} | fields))
