"""A new term, put into the glossary of each locale."""

from __future__ import annotations

from collections.abc import Mapping

from helpcenter.authoring.drafts import (
    KEY,
    DraftError,
    check_name,
    content_path,
    schema_line,
    written_locales,
)
from helpcenter.catalog import Catalog
from helpcenter.loader import read
from helpcenter.rules.placeholders import fill_in
from helpcenter.whole_files import write_whole
from helpcenter.yaml_edit import YamlText, save_text, scalar


def add_term(
    catalog: Catalog, term: str, preferred: Mapping[str, str], definitions: Mapping[str, str]
) -> list[str]:
    """Adds a term at the end of each locale's glossary; returns the files.

    `preferred` and `definitions` are texts by locale; what is missing is left to be filled in. Raises DraftError
    for an id that cannot be or is there in all locales.
    """
    check_name(term, KEY, "the id of a term", "small letters, digits and underscores, like 'refund_time'")
    settings = catalog.settings
    tags = written_locales(settings)
    for tag in (*preferred, *definitions):
        if not tag:
            raise DraftError("say the locale with each text, as in `--preferred en=refund`.")
        if tag not in tags:
            raise DraftError(f"'{tag}' is no locale that is written here. There are {', '.join(tags)}.")
    lacking = [tag for tag in tags if term not in catalog.glossaries[tag].terms]
    if not lacking:
        raise DraftError(f"'{term}' is a term already. Change it in the glossaries.")
    texts = {
        tag: {
            "preferred": preferred.get(tag) or fill_in("the form to use"),
            "definition": definitions.get(tag) or fill_in("what it means, for a customer"),
        }
        for tag in lacking
    }
    paths = {tag: content_path(settings, f"{tag}/glossary.yml") for tag in lacking}
    edited: dict[str, str] = {}
    for tag, path in paths.items():
        file = settings.root / path
        if not file.exists():
            fields = "".join(f"    {name}: {scalar(text)}\n" for name, text in texts[tag].items())
            edited[tag] = f"{schema_line(path, 'glossary')}\nterms:\n  {term}:\n{fields}"
            continue
        text = YamlText(read(file, path))
        if isinstance(text.document.data.get("terms"), dict) and text.document.data["terms"]:
            text.put(("terms", term), texts[tag])
        else:
            raise DraftError(f"'{path}' has no 'terms' to add to.")
        edited[tag] = text.text
    for tag, path in paths.items():
        file = settings.root / path
        if file.exists():
            save_text(file, edited[tag])
        else:
            write_whole(file, edited[tag])
    return list(paths.values())
