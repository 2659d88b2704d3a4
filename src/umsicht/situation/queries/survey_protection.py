"""Which shares of a survey must not be shown, so that nobody can be recognised.

A group with fewer answers than the vocabulary's rule `kleinste-zelle` (10) is not shown at all. In the others a count of 1
to 4 people behind an answer is hidden, with as many more as it takes that no hidden one can be worked out: from the other
answers of the group, or from the other groups and everybody.

Without n nothing of this can be told. In surveys of a town, district or school a group with an answer without n is not shown;
shares of national surveys are printed elsewhere, and nothing is hidden where they have no n.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.conf import settings

from umsicht.situation.enums_surveys import GroupKind
from umsicht.situation.inference import Cell as AnyCell
from umsicht.situation.models import SurveyShare
from umsicht.situation.suppression import Line, hidden
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue

FEWEST = 10
"""If the vocabulary says nothing."""
SHAKY = 30
"""Below so many answers a share is shown with a warning."""
WHOLE = 0.995
Group = tuple[str, str]
Cell = tuple[str, str, str]  # group kind, group, answer; the answer "" is what no answer of the table covers


def fewest(tenant: Tenant) -> int:
    """How many answers a group needs to be shown."""
    rule = catalogue(tenant).get(Scheme.SURVEY_RULE, "kleinste-zelle")
    return int((rule.extra.get("value") if rule is not None else None) or FEWEST)


def hidden_shares(shares: Sequence[SurveyShare], least: int, *, needs_sizes: bool = False) -> set[int]:
    """Primary keys of the shares of one question that must not be shown."""
    blind = unsized(shares) if needs_sizes else set()
    known = {_group(share): share.n for share in shares if share.n is not None and _group(share) not in blind}
    sizes = known | _what_is_left(known, blind)
    counted = [
        share
        for share in shares
        if _group(share) in sizes and (share.n is not None or _group(share) in blind)
    ]
    counts = {_cell(share): round(float(share.share) * sizes[_group(share)]) for share in counted}
    tables = _tables(counts, sizes)
    lines = [line for pair in tables.values() for line in pair]
    lines += _across(counts, sizes)
    small = {cell for cell in counts if sizes[cell[:2]] < least or cell[:2] in blind}
    cells: dict[AnyCell, int] = dict(counts.items())
    found = hidden(cells, lines, limit=settings.SMALL_CELL, also=small)
    return {share.pk for share in shares if _cell(share) in found or _group(share) in blind}


def unsized(shares: Sequence[SurveyShare]) -> set[Group]:
    """Groups of one question with an answer of which nobody knows how many gave one."""
    return {_group(share) for share in shares if share.n is None}


def _what_is_left(sizes: Mapping[Group, int], blind: Collection[Group]) -> dict[Group, int]:
    """A single group without n beside groups with one: what everybody leaves for it can be worked out, so it counts."""
    everybody = sizes.get((GroupKind.EVERYBODY.value, ""), 0)
    found = {}
    for group in blind:
        others = [size for other, size in sizes.items() if other[0] == group[0]]
        alone = len([one for one in blind if one[0] == group[0]]) == 1
        if alone and others and everybody > sum(others):
            found[group] = everybody - sum(others)
    return found


def _group(share: SurveyShare) -> Group:
    return (share.group_kind, share.group)


def _cell(share: SurveyShare) -> Cell:
    return (share.group_kind, share.group, share.answer)


def _tables(counts: dict[Cell, int], sizes: dict[tuple[str, str], int]) -> dict[tuple[str, str], list[Line]]:
    """Per group: its size is the sum of its answers. Adds the size and what no answer covers to `counts`.

    Sizes are public. Answers may be several at a time; then each has its own rest.
    """
    found: dict[tuple[str, str], list[Line]] = {}
    for group, size in sizes.items():
        answers = [cell for cell in counts if cell[:2] == group]
        total = sum(counts[cell] for cell in answers)
        blocks = [answers] if total <= size + len(answers) else [[cell] for cell in answers]
        found[group] = []
        for number, block in enumerate(blocks):
            rest, whole = (*group, f"\0rest{number}"), (*group, f"\0size{number}")
            counts[rest] = max(size - sum(counts[cell] for cell in block), 0)
            counts[whole] = sum(counts[cell] for cell in block) + counts[rest]
            found[group].append(Line(whole, (*block, rest)))
    return found


def _across(counts: dict[Cell, int], sizes: dict[tuple[str, str], int]) -> list[Line]:
    """Where the groups of one kind make up everybody: each answer of everybody is the sum of theirs."""
    everybody = (GroupKind.EVERYBODY.value, "")
    if everybody not in sizes:
        return []
    found = []
    for kind in {kind for kind, _group in sizes if kind != everybody[0]}:
        groups = [group for group in sizes if group[0] == kind]
        if abs(sum(sizes[group] for group in groups) - sizes[everybody]) > (1 - WHOLE) * sizes[everybody]:
            continue
        for cell in [cell for cell in counts if cell[:2] == everybody and "\0" not in cell[2]]:
            parts = tuple((*group, cell[2]) for group in groups)
            if len(parts) > 1 and all(part in counts for part in parts):
                counts[cell] = sum(counts[part] for part in parts)
                found.append(Line(cell, parts))
    return found
