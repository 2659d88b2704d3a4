"""`umsicht report <template> --tenant T --from DAY --to DAY --format F --out FILE`: a report straight from the records."""

from __future__ import annotations

import datetime as dt
import json
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django_scopes import scope

from umsicht.config.exchange import tenant_of
from umsicht.core import clock
from umsicht.core.errors import UmsichtError

UNANSWERED = 3
"""Exit code where a question has neither evidence nor a stated reason; the file is written all the same."""


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text} is no day such as 2018-11-19.") from error


class Command(BaseCommand):
    help = (
        "Write a report from the records and say how well each question is answered. Exits with 3 if a question has "
        "neither evidence nor a stated reason."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        from umsicht.reporting.outlines import templates  # reason: app ready

        parser.add_argument("template", choices=sorted(templates()), help="Which questions.")
        parser.add_argument(
            "--tenant", required=True, help="Address word of the municipality, as in chemnitz."
        )
        parser.add_argument("--from", dest="first", required=True, type=_day, help="First day of the period.")
        parser.add_argument("--to", dest="last", required=True, type=_day, help="Last day of the period.")
        parser.add_argument("--format", required=True, choices=("pdf", "docx", "html", "json"))
        parser.add_argument("--out", required=True, type=Path, help="The file to write.")

    def handle(self, *args: Any, **options: Any) -> None:
        _check_period(options["first"], options["last"])
        with translation.override("de"):
            try:
                content, body = self._made(options)
                options["out"].write_bytes(body)
            except UmsichtError as error:
                raise CommandError(error.message) from error
            except OSError as error:
                raise CommandError(f"{options['out']}: {error.strerror}") from error
            self._tell(content)

    def _made(self, options: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        from umsicht.reporting.outlines import template  # reason: app ready
        from umsicht.reporting.queries.plans import from_template  # reason: app ready

        tenant, plan = tenant_of(options["tenant"]), template(options["template"])
        if plan.state and not tenant.is_state:
            raise CommandError("Diesen Bericht gibt es nur für den Landespräventionsrat.")
        with scope(tenant=tenant):
            content = from_template(
                plan,
                tenant=tenant,
                first=options["first"],
                last=options["last"],
                as_of=clock.today(),
            )
        return content, _written(content, options["format"])

    def _tell(self, content: dict[str, Any]) -> None:
        """The coverage table, one line per question, and what is missing."""
        from umsicht.reporting.paper import coverage_header, coverage_rows  # reason: app ready
        from umsicht.reporting.queries.compose import unanswered  # reason: app ready

        rows = [coverage_header(), *coverage_rows(content)]
        widths = [max(len(row[at]) for row in rows) for at in range(4)]
        for row in rows:
            cells = [row[at].ljust(widths[at]) for at in range(4)]
            self.stdout.write("  ".join([*cells, row[4]]).rstrip())
        open_ones = unanswered(content)
        if open_ones:
            names = ", ".join(one["title"] for one in open_ones)
            raise CommandError(f"Ohne Beleg und ohne Begründung: {names}.", returncode=UNANSWERED)


def _check_period(first: dt.date, last: dt.date) -> None:
    """The same limits as at the desk, so that nobody waits for nine thousand years to be counted."""
    from umsicht.reporting.domain.reports import MOST_YEARS  # reason: app ready
    from umsicht.ui.fields import EARLIEST, LATEST  # reason: app ready

    if last < first:
        raise CommandError("Der Zeitraum endet vor seinem Beginn.")
    if first.year < EARLIEST or last.year > LATEST:
        raise CommandError(f"Der Zeitraum liegt nicht zwischen {EARLIEST} und {LATEST}.")
    if (last - first).days > MOST_YEARS * 366:
        raise CommandError(f"Ein Bericht umfasst höchstens {MOST_YEARS} Jahre.")


def _written(content: dict[str, Any], kind: str) -> bytes:
    from umsicht.reporting import paper  # reason: app ready
    from umsicht.reporting.queries.compose import fingerprint  # reason: app ready
    from umsicht.web.public.reports.page import standalone  # reason: app ready

    if kind == "pdf":
        return paper.pdf(content, draft=True)
    if kind == "docx":
        return paper.docx(content, draft=True)
    if kind == "html":
        return standalone(content).encode()
    whole = {"sha256": fingerprint(content), "content": content}
    return json.dumps(whole, ensure_ascii=False, indent=2).encode()
