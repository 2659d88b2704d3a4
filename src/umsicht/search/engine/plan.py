"""What a query means: which words must match, what may stand for them, and which concepts its phrases name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import tantivy

from umsicht.search.contract import Expansion
from umsicht.search.engine.reader import Opened
from umsicht.search.engine.spelling import corrections
from umsicht.search.language import lists
from umsicht.search.language.analysis import analyse
from umsicht.search.language.lexicon import LayPhrase, Lexicon

MOST_UNITS = 12
MOST_CONCEPTS = 3
RARE, USUAL = 3, 100  # a word in fewer documents than RARE may be a typing error for one in at least USUAL
TYPO_WEIGHT, WORD_CONCEPT_WEIGHT = 0.7, 0.35

Stems = tuple[str, ...]


@dataclass
class Unit:
    """A word of the query. `also` are (stems, weight); `concepts` are (code, weight)."""

    word: str
    folded: str
    whole: str
    parts: Stems
    filler: bool
    also: list[tuple[Stems, float]] = field(default_factory=list)
    parts_also: dict[str, list[tuple[Stems, float]]] = field(default_factory=dict)
    concepts: list[tuple[str, float]] = field(default_factory=list)

    @property
    def tokens(self) -> Stems:
        return (self.whole, *self.parts)


@dataclass
class Plan:
    units: list[Unit] = field(default_factory=list)  # must match
    fillers: list[Unit] = field(default_factory=list)  # may match
    persons: list[Unit] = field(default_factory=list)  # may match, and rank nearly as much as the others
    hints: list[Unit] = field(default_factory=list)  # words of recognised filters; they only rank
    lay: list[LayPhrase] = field(default_factory=list)  # phrases of several words that name a concept
    expansions: list[Expansion] = field(default_factory=list)

    @property
    def sequence(self) -> Stems:
        """All tokens in the order typed, as a title would hold them."""
        return tuple(token for unit in self.units for token in unit.tokens)

    @property
    def stems(self) -> frozenset[str]:
        """Everything whose occurrence explains a hit."""
        found = {token for unit in (*self.units, *self.fillers, *self.persons) for token in unit.tokens}
        for unit in self.units:
            found.update(stem for stems, _ in unit.also for stem in stems)
            found.update(stem for also in unit.parts_also.values() for stems, _ in also for stem in stems)
        return frozenset(found)


def _units(words: Iterable[str]) -> list[Unit]:
    found: dict[str, Unit] = {}
    for word in words:
        item = analyse(word)
        if item.whole and item.whole not in found and len(found) < MOST_UNITS:
            found[item.whole] = Unit(
                word, item.folded, item.whole, item.parts, item.folded in lists.fillers()
            )
    return list(found.values())


def hints(words: Iterable[str]) -> list[Unit]:
    """Words that rank without having to match."""
    return [unit for unit in _units(words) if not unit.filler and not unit.whole.isdigit()]


def _lay_phrases(units: list[Unit], lexicon: Lexicon) -> list[LayPhrase]:
    """Phrases of two words and more whose words all occur; longest first, none that another one contains."""
    present = {token for unit in units for token in unit.tokens}
    matching = {
        (phrase.stems, phrase.code): phrase
        for stem in present
        for phrase in lexicon.phrases.get(stem, ())
        if len(phrase.stems) > 1 and present.issuperset(phrase.stems)
    }
    chosen: list[LayPhrase] = []
    for phrase in sorted(matching.values(), key=lambda item: (-len(item.stems), -item.weight, item.code)):
        inside = any(set(phrase.stems) < set(other.stems) or phrase.code == other.code for other in chosen)
        if not inside and len(chosen) < MOST_CONCEPTS:
            chosen.append(phrase)
    return chosen


def plan(words: list[str], lexicon: Lexicon, *, expand: bool, alone: bool = True) -> Plan:
    """Words that must match, fillers apart, and the concepts named by whole phrases.

    Fillers count when there is nothing else, neither words nor (alone=False) filters.
    """
    units = _units(words)
    strong = [unit for unit in units if not unit.filler]
    if not strong and not alone:
        return Plan(fillers=units)
    made = Plan(strong or units, [unit for unit in units if unit.filler] if strong else [])
    about = [unit for unit in made.units if unit.folded in lists.persons()]
    if len(about) < len(made.units):
        made.persons = about
        made.units = [unit for unit in made.units if unit.folded not in lists.persons()]
    if expand:
        made.lay = _lay_phrases(units, lexicon)
        made.expansions = [
            Expansion(
                " ".join(unit.word for unit in units if not set(unit.tokens).isdisjoint(phrase.stems)),
                (phrase.label,),
                "concept",
            )
            for phrase in made.lay
        ]
    return made


def _add_synonyms(unit: Unit, folded: str, lexicon: Lexicon, weight: float) -> list[str]:
    """Synonyms of the whole word, else of the parts of a compound (each in its place); their labels."""
    item = analyse(folded)
    whole = lexicon.synonyms.get((item.whole,), [])
    if whole:
        unit.also += [(synonym.stems, weight * synonym.weight) for synonym in whole]
        return [synonym.label for synonym in whole]
    labels = []
    for part in item.parts:
        found = lexicon.synonyms.get((part,), [])
        if found:
            unit.parts_also[part] = [(synonym.stems, weight * synonym.weight) for synonym in found]
            labels += [synonym.label for synonym in found]
    return labels


def _add_concepts(unit: Unit, tokens: Stems, lexicon: Lexicon, weight: float) -> list[str]:
    """Concepts that have this word as a label or lay word of its own, else those of a compound's parts at half weight."""
    for place, token in enumerate(tokens):
        phrases = [phrase for phrase in lexicon.phrases.get(token, ()) if len(phrase.stems) == 1]
        if place:  # "Klasse" may mean young people, the "Klasse" in "Klassenchat" does not
            phrases = [phrase for phrase in phrases if phrase.weight >= 1]
        if phrases:
            share = weight * WORD_CONCEPT_WEIGHT * (0.5 if place else 1.0)
            best = sorted(phrases, key=lambda phrase: (-phrase.weight, phrase.code))[:MOST_CONCEPTS]
            unit.concepts += [(phrase.code, share * phrase.weight) for phrase in best]
            return [phrase.label for phrase in best]
    return []


def _pairs(
    units: list[Unit], lexicon: Lexicon
) -> Iterable[tuple[Unit, list[tuple[Stems, float]], str, tuple[str, ...]]]:
    """Synonyms of two or three neighbouring words ("geistig behindert"), given to the first of them."""
    for length in (3, 2):
        for start in range(len(units) - length + 1):
            group = units[start : start + length]
            synonyms = lexicon.synonyms.get(tuple(unit.whole for unit in group), ())
            if synonyms:
                typed = " ".join(unit.word for unit in group)
                yield (
                    group[0],
                    [(item.stems, item.weight) for item in synonyms],
                    typed,
                    tuple(item.label for item in synonyms),
                )


def _mended(unit: Unit, lexicon: Lexicon, opened: Opened, spellings: tantivy.Searcher | None) -> list[str]:
    """What a word that nobody uses may be meant to be."""
    if (unit.whole,) in lexicon.synonyms or unit.whole in lexicon.phrases or unit.folded in lexicon.spellings:
        return []
    frequency = opened.frequency(unit.whole)
    if frequency >= RARE or (unit.parts and all(map(opened.frequency, unit.parts))):
        return []
    found = corrections(unit.folded, opened, spellings, lexicon)
    if frequency:
        found = [word for word in found if opened.frequency(analyse(word).whole) >= USUAL]
    return [word for word in found if analyse(word).whole != unit.whole]


def widen(made: Plan, lexicon: Lexicon, opened: Opened, spellings: tantivy.Searcher | None) -> None:
    """Add what may stand for each word: mended spellings, synonyms, concepts. For queries that find little as typed."""
    for unit in (*made.units, *made.persons):
        mended = _mended(unit, lexicon, opened, spellings)
        if mended:
            unit.also += [((analyse(word).whole,), TYPO_WEIGHT) for word in mended]
            made.expansions.append(Expansion(unit.word, tuple(mended), "typo"))
        for place, word in enumerate([unit.folded, *mended[:1]]):
            weight = TYPO_WEIGHT if place else 1.0
            if labels := _add_synonyms(unit, word, lexicon, weight):
                made.expansions.append(Expansion(unit.word, tuple(labels), "synonym"))
            if labels := _add_concepts(unit, analyse(word).tokens, lexicon, weight):
                made.expansions.append(Expansion(unit.word, tuple(labels), "concept"))
    for unit, also, typed, names in _pairs(made.units, lexicon):
        unit.also += also
        made.expansions.append(Expansion(typed, names, "synonym"))
