"""The shape of a vocabulary file: which section feeds which list, and which fields a row may have."""

from __future__ import annotations

from dataclasses import dataclass

from umsicht.vocabulary.enums import FactorSide, Scheme, TermKind

COMMON = frozenset(
    {
        "code", "label_de", "label_context_de", "label_plain", "label_en", "explanation", "words", "note", "source",
        "fact", "decision", "valid_from", "valid_from_precision", "valid_to", "valid_to_precision",
    }
)  # fmt: skip
DECISION_FIELDS = frozenset({"code", "label_de", "date", "date_precision", "source"})
QUESTION_TEXTS = {"text_de": "label_de", "text_plain": "label_plain", "text_en": "label_en"}


@dataclass(frozen=True)
class Section:
    """`extra` fields go into Term.extra as they are; `plain` ones are read by the loader itself.

    `choices` lists the allowed values of a field; `refers` names the list in which a field's codes must exist.
    """

    scheme: str
    extra: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    texts: dict[str, str] | None = None
    choices: dict[str, frozenset[str]] | None = None
    refers: dict[str, str] | None = None

    @property
    def allowed(self) -> frozenset[str]:
        return COMMON | self.extra | self.plain | frozenset(self.texts or ())


def _section(
    scheme: str,
    extra: str = "",
    plain: str = "",
    texts: dict[str, str] | None = None,
    choices: dict[str, frozenset[str]] | None = None,
    refers: dict[str, str] | None = None,
) -> Section:
    return Section(scheme, frozenset(extra.split()), frozenset(plain.split()), texts, choices, refers)


SECTIONS: dict[str, Section] = {
    "problem_fields": _section(
        Scheme.PROBLEM_FIELD,
        plain="kind numeral parent",
        choices={"kind": frozenset(TermKind.values)},
        refers={"parent": Scheme.PROBLEM_FIELD},
    ),
    "further_topics": _section(Scheme.TOPIC, extra="related", refers={"related": Scheme.PROBLEM_FIELD}),
    "audiences": _section(Scheme.AUDIENCE),
    "age_bands": _section(Scheme.AGE_GROUP, extra="from to"),
    "grades": _section(Scheme.GRADE, extra="n ages"),
    "school_types": _section(Scheme.SCHOOL_TYPE, extra="grades"),
    "subjects": _section(Scheme.SUBJECT),
    "prevention_levels": _section(Scheme.LEVEL),
    "formats": _section(Scheme.FORMAT),
    "settings": _section(Scheme.SETTING, extra="grades"),
    "sectors": _section(Scheme.SECTOR),
    "evidence_tiers": _section(Scheme.EVIDENCE_TIER, extra="rank registry source_url"),
    "availability_states": _section(Scheme.AVAILABILITY, extra="decays_after_days"),
    "fidelity_states": _section(Scheme.FIDELITY),
    "accessibility_features": _section(Scheme.ACCESSIBILITY),
    "payers": _section(Scheme.PAYER),
    "languages": _section(Scheme.LANGUAGE, extra="native rtl"),
    "ctc_factors": _section(
        Scheme.FACTOR,
        extra="kind domain own_wording",
        choices={
            "kind": frozenset(FactorSide.values),
            "domain": frozenset({"family", "school", "peer-individual", "community"}),
        },
    ),
    "incivility_items": _section(Scheme.DISORDER, extra="inferred"),
    "scales": _section(Scheme.SCALE, extra="version points"),
    "survey_items": _section(
        Scheme.SURVEY_ITEM,
        extra="side version scales default_scale battery filter free_text",
        texts=QUESTION_TEXTS,
        refers={"scales": Scheme.SCALE, "default_scale": Scheme.SCALE},
    ),
    "survey_rules": _section(Scheme.SURVEY_RULE, extra="value", texts={"text_de": "label_de"}),
}
"""In the order of the desk page. A file may hold any of them; other section names are refused."""

RENAMED_EXTRA = {(Scheme.FACTOR.value, "kind"): "side"}
"""The file says kind: risk; Term.kind is for themes and items, so a factor's side stands in extra."""
