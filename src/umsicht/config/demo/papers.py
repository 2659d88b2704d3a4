"""Papers of the town council that the public record knows, from data/content/papers.yaml. What is there already stays as it is."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from django_scopes import scope

from umsicht.core.transitions import apply
from umsicht.council.domain.papers import create_paper
from umsicht.council.domain.routes import add_step
from umsicht.council.models import Body
from umsicht.council.queries.papers import by_number
from umsicht.tenancy.models import Tenant

FILE = Path(__file__).resolve().parent / "data" / "content" / "papers.yaml"
_AS_THEY_ARE = (
    "number", "kind", "subject", "submitter", "department", "dated", "precision", "text", "due_on", "external_url",
)  # fmt: skip


def fill(tenants: Iterable[Tenant]) -> int:
    """How many papers were made. Their days are history and are never moved."""
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    made = 0
    for tenant in tenants:
        with scope(tenant=tenant):
            for row in content.get(tenant.slug, []):
                if by_number(row["number"]) is None:
                    _make(tenant, row, content["sources"])
                    made += 1
    return made


def _source(keys: Iterable[str], sources: dict[str, str]) -> str:
    return "; ".join(sources[key] for key in keys)


def _make(tenant: Tenant, row: dict[str, Any], sources: dict[str, str]) -> None:
    values = {name: row[name] for name in _AS_THEY_ARE if name in row}
    questions = [{"code": f"q{n}", "text": text} for n, text in enumerate(row.get("questions", []), start=1)]
    paper = create_paper(
        tenant=tenant,
        actor=None,
        **values,
        questions=questions,
        answers=by_number(row["answers"]) if "answers" in row else None,
        source=_source(row["source"], sources),
    )
    for step in row["route"]:
        rest = {name: step[name] for name in ("planned_on", "role", "visibility", "result") if name in step}
        body = Body.objects.get(code=step["body"])
        add_step(paper=paper, actor=None, body=body, source=_source(step["source"], sources), **rest)
    apply(paper, "release", actor=None)
