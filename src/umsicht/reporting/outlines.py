"""The templates of reports, from data/vorlagen.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from umsicht.core.errors import NotFound

FILE = Path(__file__).resolve().parent / "data" / "vorlagen.yaml"


@dataclass(frozen=True)
class Asked:
    """A question of a template. `frame`: a part of the paper that answers nobody and may stay empty. `judged`: no record can
    answer it, a judgement does.
    """

    code: str
    title: str
    text: str = ""
    evidence: tuple[str, ...] = ()
    would_answer: str = ""
    frame: bool = False
    judged: bool = False


@dataclass(frozen=True)
class Due:
    days: int
    text: str


@dataclass(frozen=True)
class Template:
    """`months`: how long a period usually is; `internal`: made of closed records too and never public; `state`: for the state office.

    `motion`: it answers the motion of the town council that falls into its period.
    """

    code: str
    label: str
    title: str
    subject: str
    about: str
    months: int
    questions: tuple[Asked, ...]
    todos: tuple[Due, ...] = ()
    internal: bool = False
    state: bool = False
    motion: bool = False


@cache
def templates() -> dict[str, Template]:
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {
        code: Template(
            code=code,
            questions=tuple(
                Asked(**(row | {"evidence": tuple(row.get("evidence", ()))}))
                for row in values.pop("questions")
            ),
            todos=tuple(Due(**row) for row in values.pop("todos", ())),
            **values,
        )
        for code, values in content.items()
    }


def template(code: str) -> Template:
    """Raises NotFound."""
    found = templates().get(code)
    if found is None:
        raise NotFound
    return found


def for_tenant(*, is_state: bool) -> list[Template]:
    """What an office may begin; the overview of all towns is the state office's alone."""
    return [one for one in templates().values() if is_state or not one.state]
