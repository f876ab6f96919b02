"""Checks on the catalog. A rule is a code, a name, a severity and one generator; `RULES` lists them all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from helpcenter.catalog import Catalog
from helpcenter.diagnostics import Diagnostic
from helpcenter.routes import Routes
from helpcenter.rules.base import Explanation, Fault, Rule, Scope
from helpcenter.rules.explanations import explain_rule, list_rules, reference_page
from helpcenter.rules.external import EXTERNAL_RULES
from helpcenter.rules.form import FORM_RULES
from helpcenter.rules.freshness import FRESHNESS_RULES
from helpcenter.rules.links import LINK_RULES
from helpcenter.rules.running import run
from helpcenter.rules.search import SEARCH_RULES
from helpcenter.rules.structure import STRUCTURE_RULES
from helpcenter.rules.style import STYLE_RULES
from helpcenter.rules.translation import TRANSLATION_RULES
from helpcenter.rules.trust import TRUST_RULES

RULES: tuple[Rule, ...] = (
    *FORM_RULES,
    *STRUCTURE_RULES,
    *TRANSLATION_RULES,
    *LINK_RULES,
    *EXTERNAL_RULES,
    *STYLE_RULES,
    *TRUST_RULES,
    *FRESHNESS_RULES,
    *SEARCH_RULES,
)
"""Every rule, by code. An order of explicit imports: nothing registers itself."""


def run_rules(
    catalog: Catalog,
    routes: Routes,
    today: date,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    paths: Iterable[str] = (),
    search: bool = False,
    jobs: int | None = None,
    cache: Path | None = None,
) -> list[Diagnostic]:
    """Returns the findings of all rules on a catalog, sorted, without those that an entry allows.

    `select` and `ignore` are codes or beginnings of codes (`HC3`). With `paths`, repository-relative files
    or folders, only findings there are returned; rules see the whole catalog all the same. `search` runs
    the HC7 rules too: they make the site's search index and look for every title and ask in it. `jobs` is the
    number of processes, `cache` a folder where findings are kept for the next run.
    """
    return run(
        RULES,
        catalog,
        routes,
        today,
        select=select,
        ignore=ignore,
        paths=paths,
        search=search,
        jobs=jobs,
        cache=cache,
    )


def catalogue() -> list[str]:
    """Returns one row a rule: code, severity, name and what it reports."""
    return list_rules(RULES)


def explain(code: str) -> str:
    """Returns why a rule is there, with a bad and a good example. Raises KeyError for an unknown code."""
    return explain_rule({rule.code: rule for rule in RULES}[code.upper()])


def rules_page() -> str:
    """Returns the text of `docs/dev/rules.md`."""
    return reference_page(RULES)


__all__ = [
    "RULES",
    "Explanation",
    "Fault",
    "Rule",
    "Scope",
    "catalogue",
    "explain",
    "rules_page",
    "run_rules",
]
