"""What `umsicht import offers|hsds --tenant T --source …` does: the same way an import takes at the desk, in one go."""

from __future__ import annotations

import hashlib
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _
from django_scopes import scope

from umsicht.core.errors import BadInput

if TYPE_CHECKING:
    from umsicht.exchange.models import Import, Source
    from umsicht.tenancy.models import Tenant


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--tenant", default="", help="Address word of the municipality, as in chemnitz.")
    parser.add_argument("--source", default="", help="A file, or the address of a feed.")
    parser.add_argument(
        "--name", default="", help="What the source is called; by default the file or server."
    )
    parser.add_argument("--owner", default="", help="Who keeps the data; stands at each record.")
    parser.add_argument("--licence", default="", help="Licence of the data.")
    parser.add_argument("--publish", action="store_true", help="Publish new offers where nothing is missing.")
    parser.add_argument(
        "--complete", action="store_true", help="The source names all its offers: missing ones count as gone."
    )


def tenant_of(slug: str) -> Tenant:
    from umsicht.tenancy.queries.tenants import by_slug  # reason: app ready

    found = by_slug(slug)
    if found is None:
        raise BadInput(_("There is no municipality “%(slug)s”.") % {"slug": slug})
    return found


def run_import(kind: str, options: dict[str, Any]) -> Iterator[str]:
    """Lines to print: refusals, notes, and last the counts. Raises BadInput when nothing could be read."""
    from umsicht.exchange import storage  # reason: app ready

    where = options["source"] or str(options["file"] or "")
    if not where:
        raise BadInput(_("Please name a file or an address with --source."))
    tenant = tenant_of(options["tenant"])
    with scope(tenant=tenant):
        if not options["dry_run"]:
            yield from _lines(_imported(kind, tenant, where, options), options)
            return
        with transaction.atomic():
            run = _imported(kind, tenant, where, options)
            lines = list(_lines(run, options))
            transaction.set_rollback(True)
        storage.remove([run.blob])
        yield from lines


def _imported(kind: str, tenant: Tenant, where: str, options: dict[str, Any]) -> Import:
    """Read and compare; take over unless it is a dry run. Goes on with an import of the same file that was cut off."""
    from umsicht.exchange.domain import checking, imports, taking  # reason: app ready
    from umsicht.exchange.enums import ImportState  # reason: app ready

    source = _source(kind, tenant, where, options)
    run = _cut_off(source, where) or _received(kind, source, where)
    if run.state == ImportState.MAPPING:
        if run.kind == "table" and "title" not in run.mapping.values():
            heads = ", ".join(run.columns)[:200]
            raise BadInput(
                _("No column was recognised as the title. The header line says: %(heads)s.")
                % {"heads": heads}
            )
        imports.start_check(run=run, actor=None)
    checking.check(run)
    run.refresh_from_db()
    if run.state == ImportState.FAILED:
        raise BadInput(run.note)
    stop = options["dry_run"] or (options["strict"] and run.refused)
    if run.state == ImportState.CHECKED and not stop:
        if run.new + run.changed + run.asked:
            imports.start(run=run, actor=None)
        else:
            imports.settle(run=run, actor=None)
    taking.take_over(run)
    run.refresh_from_db()
    return run


def _received(kind: str, source: Source, where: str) -> Import:
    from umsicht.exchange.domain import imports, sources  # reason: app ready

    if kind == "hsds":
        return sources.fetch(source=source, actor=None, location=where)
    path = Path(where)
    if not path.is_file():
        raise BadInput(_("The file “%(name)s” does not exist.") % {"name": where})
    if path.suffix.lower() == ".xlsx":
        _refuse_bombs(path)
    return imports.receive(source=source, actor=None, file_name=path.name, path=path)


def _refuse_bombs(path: Path) -> None:
    """The same check that uploads get."""
    from umsicht.files.cleaning import office  # reason: app ready
    from umsicht.files.cleaning.result import Refused  # reason: app ready
    from umsicht.files.refusals import explain  # reason: app ready

    with tempfile.TemporaryDirectory(prefix="umsicht-check-") as folder:
        try:
            office.clean(path, "xlsx", Path(folder))
        except Refused as error:
            raise BadInput(explain(error.code)) from error


def _cut_off(source: Source, where: str) -> Import | None:
    """An import of this very file that was killed on its way."""
    from umsicht.exchange.enums import ImportState  # reason: app ready
    from umsicht.exchange.models import Import  # reason: app ready

    if where.startswith(("http://", "https://")) or not Path(where).is_file():
        return None
    with Path(where).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    states = (ImportState.CHECKING, ImportState.RUNNING)
    return (
        Import.objects.filter(source=source, sha256=digest, state__in=states)
        .select_related("source", "tenant")
        .first()
    )


def _source(kind: str, tenant: Tenant, where: str, options: dict[str, Any]) -> Source:
    from umsicht.exchange.domain import sources  # reason: app ready
    from umsicht.exchange.queries.sources import named  # reason: app ready

    is_url = where.startswith(("http://", "https://"))
    name = (options["name"] or (urlsplit(where).hostname if is_url else Path(where).stem) or where)[:120]
    found = named(name)
    if found is not None and found.kind != kind:
        raise BadInput(_("The source “%(name)s” is of another kind. Choose another --name.") % {"name": name})
    if found is not None:
        found.tenant = tenant
        return found
    return sources.create(
        tenant=tenant,
        actor=None,
        kind=kind,
        name=name,
        location=where if is_url else "",
        owner=options["owner"],
        licence=options["licence"],
        landing="public" if options["publish"] else "draft",
        is_complete=options["complete"],
    )


def _lines(run: Import, options: dict[str, Any]) -> Iterator[str]:
    from umsicht.exchange.enums import ImportState, Plan  # reason: app ready
    from umsicht.exchange.queries.imports import outcomes, refusals  # reason: app ready

    refused = run.refused
    for place, column, reason, _value in refusals(run):
        yield f"{place}, {column}: {reason}" if column else f"{place}: {reason}"
    if run.asked:
        yield _("%(count)s to decide at the desk: they may be offers that are here already.") % {
            "count": run.asked
        }
    if run.vanished:
        yield _("%(count)s no longer named by the source.") % {"count": run.vanished}
    if options["dry_run"]:
        yield "Probelauf, nichts geschrieben."
    new, changed = run.new, run.changed
    if run.state == ImportState.DONE:
        written = outcomes(run)
        refused += (new - written.get(Plan.NEW, 0)) + (changed - written.get(Plan.CHANGED, 0))
        new, changed = written.get(Plan.NEW, 0), written.get(Plan.CHANGED, 0)
    yield f"new {new}, changed {changed}, unchanged {run.unchanged}, refused {refused}"
