"""Foreign feeds in the sandbox, with a few duplicates to decide, and a list that waits for the office of Chemnitz."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django_scopes import scope

from umsicht.core.errors import BadInput
from umsicht.directory.domain.organisations import create_organisation
from umsicht.exchange.domain import checking, imports, sources, taking
from umsicht.exchange.enums import ImportState
from umsicht.exchange.queries.sources import named
from umsicht.exchange.reading import fetching
from umsicht.offers.domain.offers import create_offer
from umsicht.tenancy.models import Tenant

DATA = Path(__file__).resolve().parent / "data" / "angebote"
QUICK = 15


@dataclass(frozen=True)
class Feed:
    """A feed of the demo; `twins` are offers of the sandbox that one of its records may be: (provider, title)."""

    file: str
    name: str
    owner: str
    licence: str
    rule: str
    language: str
    twins: tuple[tuple[str, str], ...] = field(default_factory=tuple)


FEEDS = (
    Feed(
        "oruk_north_lincolnshire_services.json",
        "North Lincolnshire Council (Open Referral UK)",
        "North Lincolnshire Council",
        "Open Government Licence v3.0 (vermutet)",
        "ask",
        "en",
        (("Victor House", "We are with You (WAWY)"),),
    ),
    Feed(
        "integreat_rems_murr_kreis_de.jsonl",
        "Integreat Rems-Murr-Kreis",
        "Rems-Murr-Kreis über Integreat",
        "CC BY 4.0",
        "source",
        "de",
        (("Rems-Murr-Kreis (Integreat)", "Gleichberechtigung von Frau und Mann"),),
    ),
)


def load_feeds(tenant: Tenant, *, quick: bool) -> int:
    """Both feeds, once. `quick` takes the first records only."""
    made = 0
    with scope(tenant=tenant):
        for feed in FEEDS:
            if named(feed.name) is None:
                made += _load(tenant, feed, quick=quick)
    return made


def _load(tenant: Tenant, feed: Feed, *, quick: bool) -> int:
    for provider, title in feed.twins:
        _twin(tenant, provider, title)
    source = sources.create(
        tenant=tenant,
        actor=None,
        kind="hsds",
        name=feed.name,
        owner=feed.owner,
        licence=feed.licence,
        conflict_rule=feed.rule,
        language=feed.language,
        is_complete=not quick,
    )
    with tempfile.TemporaryDirectory(prefix="umsicht-demo-") as folder:
        path = _cut(DATA / feed.file, Path(folder), quick=quick)
        run = sources.fetch(source=source, actor=None, location=str(path))
    checking.check(run)
    if run.state != ImportState.CHECKED:
        raise BadInput(f"{feed.file}: {run.note}")
    imports.start(run=run, actor=None)
    taking.take_over(run)
    return run.new


def _cut(file: Path, folder: Path, *, quick: bool) -> Path:
    if not quick:
        return file
    whole, path = folder / "all.jsonl", folder / file.name
    fetching.spool(str(file), whole)
    with whole.open(encoding="utf-8") as lines, path.open("w", encoding="utf-8") as out:
        out.writelines(islice(lines, QUICK))
    return path


def _twin(tenant: Tenant, provider: str, title: str) -> None:
    """An offer of our own that looks like one of the feed's."""
    organisation = create_organisation(
        tenant=tenant,
        actor=None,
        name=provider,
        sector="soziale-einrichtungen",
        is_provider=True,
        is_demo=True,
    )
    create_offer(
        provider=organisation,
        actor=None,
        title=title,
        summary="Ein Demo-Angebot, das einem Eintrag der Quelle ähnelt.",
        languages=["de"],
        is_demo=True,
    )


LIST_NAME = "Liste des Jugendamtes (Demo)"


def pending_import(tenant: Tenant) -> int:
    """A list whose dry run is done and that waits for the office's word. Once."""
    with scope(tenant=tenant):
        if named(LIST_NAME) is not None:
            return 0
        source = sources.create(
            tenant=tenant, actor=None, kind="table", name=LIST_NAME, owner="Stadt Chemnitz, Jugendamt (Demo)"
        )
        run = imports.receive(
            source=source,
            actor=None,
            file_name="liste-jugendamt-demo.csv",
            path=DATA / "demo_liste_jugendamt.csv",
        )
        imports.assign_columns(run=run, actor=None, mapping=run.mapping)
        checking.check(run)
    return 1
