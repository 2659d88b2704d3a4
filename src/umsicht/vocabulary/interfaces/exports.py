from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from umsicht.vocabulary.models import Term


def term_columns() -> list[str]:
    return [
        *(_("Code"), _("Term"), _("Plain words"), _("English"), _("Stands below"), _("Words people type")),
        *(_("Valid from"), _("Valid until"), _("Decision"), _("Source"), _("Kept by")),
    ]


def term_rows(terms: Iterable[Term]) -> Iterator[list[Any]]:
    for term in terms:
        yield [
            term.code,
            str(term),
            term.label_plain,
            term.label_en,
            term.parent.code if term.parent else "",
            ", ".join(term.words),
            term.valid_from,
            term.valid_to,
            term.decision.label_de if term.decision else "",
            term.source,
            term.tenant.name,
        ]
