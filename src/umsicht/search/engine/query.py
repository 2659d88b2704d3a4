"""From a plan and filters to a tantivy query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tantivy import FieldType, Occur, Query, Schema

from umsicht.search.contract import Near, Range
from umsicht.search.engine import geo
from umsicht.search.engine.plan import Plan, Unit
from umsicht.search.engine.schema import concept_tag, tag, tenant_tag
from umsicht.search.language.lexicon import LayPhrase
from umsicht.search.registry import Kind

FILLER_WEIGHT, PARTS_WEIGHT, LOOSE_WEIGHT, PHRASE_WEIGHT, LAY_WEIGHT = 0.2, 0.8, 0.3, 1.5, 0.9
RELAXED_WEIGHT = 0.3
PERSON_WEIGHT = 0.6
FEW_TERMS = 40
_I64 = 2**63 - 1


@dataclass(frozen=True)
class Filters:
    """Everything that restricts without ranking. `facets` are OR inside, AND across."""

    tenants: frozenset[int] | None
    facets: tuple[tuple[str, tuple[str, ...]], ...]
    ranges: tuple[tuple[str, Range], ...]
    near: Near | None

    @classmethod
    def of(
        cls,
        kind: Kind,
        tenants: frozenset[int] | None,
        facets: Mapping[str, Sequence[str]],
        ranges: Iterable[tuple[str, Range]],
        near: Near | None,
    ) -> Filters:
        """Only what the kind declares; the rest of a URL is noise."""
        known = {facet.name for facet in kind.facets}
        kept = {
            name: tuple(sorted(set(map(str, codes))))
            for name, codes in facets.items()
            if name in known and codes
        }
        return cls(
            tenants,
            tuple(sorted(kept.items())),
            tuple(
                (name, bounds) for name, bounds in ranges if name in kind.numbers and bounds != (None, None)
            ),
            near if near is not None and near.usable else None,
        )

    def without(self, facet: str) -> Filters:
        return Filters(
            self.tenants, tuple(item for item in self.facets if item[0] != facet), self.ranges, self.near
        )


def _bounded(value: int | None) -> int | None:
    return None if value is None else max(-_I64, min(_I64, value))


class Builder:
    """Makes queries for one schema."""

    def __init__(self, schema: Schema, reaches: frozenset[int] = geo.EVERY_REACH) -> None:
        self.schema, self.reaches = schema, reaches

    # ---- filters -------------------------------------------------------------------------------------------
    def any_tag(self, terms: list[str]) -> Query:
        """Objects with one of these tags. A set query reads all its lists beforehand, which pays only for many."""
        if len(terms) > FEW_TERMS:
            return Query.term_set_query(self.schema, "tag", terms)
        queries = [Query.term_query(self.schema, "tag", term, "basic") for term in terms]
        if not queries:
            return Query.empty_query()
        return (
            queries[0]
            if len(queries) == 1
            else Query.boolean_query([(Occur.Should, query) for query in queries])
        )

    def _clauses(self, filters: Filters) -> list[Query]:
        clauses = []
        if filters.tenants is not None:
            clauses.append(self.any_tag([tenant_tag(tenant) for tenant in sorted(filters.tenants)]))
        clauses += [self.any_tag([tag(name, code) for code in codes]) for name, codes in filters.facets]
        for name, (low, high) in filters.ranges:
            clauses.append(
                Query.range_query(self.schema, f"n_{name}", FieldType.Integer, _bounded(low), _bounded(high))
            )
        if filters.near is not None:
            near = filters.near
            cells = geo.cover(
                round(near.lat, 4), round(near.lon, 4), round(min(max(near.km, 0.1), 200.0), 1), self.reaches
            )
            clauses.append(Query.term_set_query(self.schema, "cell", list(cells)))
        return clauses

    def ranked(self, text: Query | None, filters: Filters, plan: Plan) -> Query:
        """Within the filters; without words to match, those of recognised filters at least rank."""
        if text is not None or not plan.hints:
            return self.filtered(text, filters)
        hints = [(Occur.Should, self.unit(unit, wide=False)) for unit in plan.hints]
        return Query.boolean_query([(Occur.Must, self.filtered(None, filters)), *hints])

    def filtered(self, text: Query | None, filters: Filters) -> Query:
        """`text` (None: everything) within the filters."""
        clauses = self._clauses(filters)
        if not clauses:
            return Query.all_query() if text is None else text
        musts = [(Occur.Must, text)] if text is not None else []
        musts += [(Occur.Must, Query.const_score_query(clause, 0.0)) for clause in clauses]
        return Query.boolean_query(musts)

    # ---- words ---------------------------------------------------------------------------------------------
    def term(self, stem: str) -> Query:
        return Query.term_query(self.schema, "text", stem, "freq")

    def _all_of(self, stems: Sequence[str]) -> Query:
        if len(stems) == 1:
            return self.term(stems[0])
        return Query.boolean_query([(Occur.Must, self.term(stem)) for stem in stems])

    def concept(self, code: str) -> Query:
        return Query.term_query(self.schema, "tag", concept_tag(code), "basic")

    def _parts(self, unit: Unit) -> Query:
        """All parts of a compound, each by itself or by a synonym."""
        clauses = []
        for part in unit.parts:
            options = [self.term(part)]
            options += [
                Query.boost_query(self._all_of(stems), weight)
                for stems, weight in unit.parts_also.get(part, ())
            ]
            clauses.append(
                (Occur.Must, options[0] if len(options) == 1 else Query.disjunction_max_query(options))
            )
        return Query.boolean_query(clauses)

    def unit(self, unit: Unit, *, wide: bool, loose: bool = False) -> Query:
        """One word: itself, its parts together, and (wide) what may stand for it; the best of them counts.

        loose: one part of a compound is enough.
        """
        options = [self.term(unit.whole)]
        if len(unit.parts) > 1:
            options.append(Query.boost_query(self._parts(unit), PARTS_WEIGHT))
            if loose and not (unit.also or unit.concepts or unit.parts_also):
                some = Query.boolean_query([(Occur.Should, self.term(part)) for part in unit.parts])
                options.append(Query.boost_query(some, LOOSE_WEIGHT))
        if wide:
            options += [Query.boost_query(self._all_of(stems), weight) for stems, weight in unit.also]
            options += [Query.boost_query(self.concept(code), weight) for code, weight in unit.concepts]
        return options[0] if len(options) == 1 else Query.disjunction_max_query(options, tie_breaker=0.15)

    def _extras(self, plan: Plan, *, wide: bool) -> list[tuple[Occur, Query]]:
        """What raises a hit without being required: fillers, and the words as a phrase in the title."""
        extras = [
            (Occur.Should, Query.boost_query(self.term(unit.whole), FILLER_WEIGHT))
            for unit in (*plan.fillers, *plan.hints)
        ]
        extras += [
            (Occur.Should, Query.boost_query(self.unit(unit, wide=wide), PERSON_WEIGHT))
            for unit in plan.persons
        ]
        sequence = plan.sequence
        if 2 <= len(sequence) <= 12 and len(plan.units) > 1:
            phrase = Query.phrase_query(self.schema, "title", list(sequence))
            extras.append((Occur.Should, Query.boost_query(phrase, PHRASE_WEIGHT)))
        return extras

    def strict(self, plan: Plan, *, wide: bool = False) -> Query:
        """Every word matches (wide: or something that stands for it)."""
        musts = [(Occur.Must, self.unit(unit, wide=wide)) for unit in plan.units]
        extras = self._extras(plan, wide=wide)
        return musts[0][1] if len(musts) == 1 and not extras else Query.boolean_query([*musts, *extras])

    def lay(self, plan: Plan, phrase: LayPhrase, *, wide: bool) -> Query:
        """Objects of the concept that a phrase names; the words themselves only rank."""
        shoulds = [(Occur.Should, self.unit(unit, wide=wide)) for unit in (*plan.units, *plan.persons)]
        weight = LAY_WEIGHT * phrase.weight * (1 + 0.25 * len(phrase.stems))
        return Query.boolean_query(
            [(Occur.Must, Query.boost_query(self.concept(phrase.code), weight)), *shoulds]
        )

    def with_lay(self, text: Query, plan: Plan) -> Query:
        """The words, or objects of a concept that the whole phrase names, or (low) some of the words."""
        readings = [(Occur.Should, text)]
        readings += [(Occur.Should, self.lay(plan, phrase, wide=False)) for phrase in plan.lay]
        if len(plan.units) > 1:
            some = self.relaxed(plan, (len(plan.units) + 1) // 2)
            readings.append((Occur.Should, Query.boost_query(some, RELAXED_WEIGHT)))
        return Query.boolean_query(readings)

    def relaxed(self, plan: Plan, least: int) -> Query:
        """At least `least` of the words match, in the wide sense; those with all words come first by their sum."""
        shoulds = [(Occur.Should, self.unit(unit, wide=True, loose=True)) for unit in plan.units]
        some = Query.boolean_query(shoulds, minimum_number_should_match=min(least, len(shoulds)))
        return Query.boolean_query(
            [(Occur.Must, some), (Occur.Should, self.strict(plan, wide=True)), *self._extras(plan, wide=True)]
        )
