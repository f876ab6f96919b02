"""HC1: names, places, and what each type of entry must have; one module a subject."""

from __future__ import annotations

from helpcenter.rules.entry_parts import PART_RULES
from helpcenter.rules.flows import FLOW_RULES
from helpcenter.rules.names import NAME_RULES
from helpcenter.rules.settings import SETTING_RULES
from helpcenter.rules.suppressions import SUPPRESSION_RULES

STRUCTURE_RULES = (*NAME_RULES, *FLOW_RULES, *PART_RULES, *SETTING_RULES, *SUPPRESSION_RULES)
