"""How the words of a locale sound: finds Chinese words from pinyin, from initials and from characters that sound alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from helpcenter.search.analysis import Analyser
from helpcenter.search.chinese import all_syllables, initials, readings
from helpcenter.search.languages import languages_of
from helpcenter.search.lexicon import Lexicon

LONGEST_WORD = 6
MOST_HOMOPHONES = 4


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """Words by how they sound, commonest first: `tuikuan` and, for words, the initials `tk`.

    Words are pairs of neighbouring characters and single characters of titles, asks and keywords, and known forms.
    `chance` are the sounds that only chance neighbours have, `syllables` all that a Chinese character can sound like.
    """

    words: dict[str, tuple[str, ...]]
    chance: frozenset[str]
    short: dict[str, tuple[str, ...]]
    syllables: frozenset[str]

    def sure_words(self) -> dict[str, str]:
        """Returns the commonest word of each sound that words of several characters have."""
        return {
            sound: words[0]
            for sound, words in self.words.items()
            if len(words[0]) > 1 and sound not in self.chance
        }


def build_pronunciation(
    locale: str, fields: Sequence[Sequence[str]], analyser: Analyser, is_word: Callable[[str], bool | None], lexicon: Lexicon
) -> Pronunciation:
    """Returns the sounds of a Chinese locale's words; nothing for other locales."""
    if languages_of(locale)[:1] != ("zh",):
        return Pronunciation({}, frozenset(), {}, frozenset())
    counts: Counter[str] = Counter()
    for field in fields:
        for text in field:
            units = analyser.units(text)
            for before, unit in zip([None, *units], units, strict=False):
                if unit.unspaced:
                    counts[unit.term] += 1
                    if before is not None and before.unspaced and unit.glued:
                        counts[before.term + unit.term] += 1
    forms = [form for group in lexicon.groups for form in (*group.triggers, *group.targets)]
    forms += [name for brand in lexicon.brands for name in brand.names]
    for form in (*forms, *lexicon.stop):
        form = analyser.normalise(form)
        if 2 <= len(form) <= LONGEST_WORD:
            counts[form] += 2
    sounds: defaultdict[str, dict[str, int]] = defaultdict(dict)
    short: defaultdict[str, dict[str, int]] = defaultdict(dict)
    known = set(map(analyser.normalise, (*forms, *lexicon.stop)))
    chance: set[str] = set()
    for word, count in counts.items():
        sure = len(word) == 1 or word in known or bool(is_word(word))
        for sound in readings(word):
            sounds[sound][word] = count * (10 if sure else 1)
        if len(word) > 1 and sure and (letters := initials(word)):
            short[letters][word] = count
        if not sure:
            chance.update(readings(word))
    for word in counts:
        if len(word) == 1 or word in known or is_word(word):
            chance.difference_update(readings(word))
    return Pronunciation(_commonest(sounds), frozenset(chance), _commonest(short), all_syllables())


def _commonest(sounds: dict[str, dict[str, int]]) -> dict[str, tuple[str, ...]]:
    return {
        sound: tuple(sorted(words, key=lambda word: (-words[word], word))[:MOST_HOMOPHONES])
        for sound, words in sorted(sounds.items())
    }
