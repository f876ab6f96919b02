"""`python -m helpcenter.rules.page FILE`: writes the reference page of the rules."""

from __future__ import annotations

import sys
from pathlib import Path

from helpcenter.rules import rules_page


def main(arguments: list[str]) -> int:
    """Writes the page to the file that is named, or prints it. Returns the exit status."""
    if len(arguments) > 1:
        print("usage: python -m helpcenter.rules.page [FILE]", file=sys.stderr)
        return 2
    if arguments:
        Path(arguments[0]).write_text(rules_page(), encoding="utf-8")
    else:
        sys.stdout.write(rules_page())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
