"""Answers queries in Python as the browser does: for `helpcenter search`, for rule HC701, for tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from helpcenter.search.analysis import Unit
from helpcenter.search.build import LocaleIndex
from helpcenter.search.documents import SearchDocument
from helpcenter.search.forms import FormMatcher, lexicon_forms
from helpcenter.search.query import Plan, make_plan
from helpcenter.search.ranking import Scores, score


@dataclass(frozen=True, slots=True)
class Hit:
    """One result."""

    document: SearchDocument
    score: float


@dataclass(frozen=True, slots=True)
class Results:
    """Hits, best first; `corrected` is the query as it was understood when that is not what was typed."""

    hits: tuple[Hit, ...]
    corrected: str | None
    total: int


class SearchEngine:
    """Searches one locale; `others` are the locales to look into for words of another language."""

    def __init__(self, index: LocaleIndex, others: Mapping[str, SearchEngine] | None = None) -> None:
        self.index = index
        self.others = dict(others or {})
        self._matcher = FormMatcher(lexicon_forms(index.lexicon), index.analyser)
        self._form_units: dict[str, list[Unit]] = {}

    def query(self, text: str, limit: int = 10, provider: str = "") -> Results:
        """Returns the best documents for what a customer typed."""
        plan = self.plan(text)
        scores = score(plan, self.index.collection, self.index.postings.get, provider)
        return self._results(scores, limit, None)

    def plan(self, text: str) -> Plan:
        units = self.index.analyser.units(text)
        spans = self._matcher.find(units)
        return make_plan(units, spans, self.index.lexicon, self._units_of_form, self.index.postings.is_word)

    def _units_of_form(self, form: str) -> list[Unit]:
        if form not in self._form_units:
            self._form_units[form] = self.index.analyser.units(form)
        return self._form_units[form]

    def _results(self, scores: Scores, limit: int, corrected: str | None) -> Results:
        rounded = np.round(scores, 6)
        found = np.flatnonzero(rounded > 0)
        best = found[np.argsort(-rounded[found], kind="stable")][:limit]
        documents = self.index.documents
        hits = tuple(Hit(documents[int(at)], float(rounded[at])) for at in best)
        return Results(hits, corrected, len(found))
