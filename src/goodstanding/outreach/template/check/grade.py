"""How hard a text reads, by the measure its language is used to.

English: the grade of Flesch and Kincaid (1975), 0.39 words a sentence + 11.8 syllables a word - 15.59; lower is easier.
Spanish: the scale of Szigriszt Pazos (1993) as INFLESZ reads it (Barrio Cantalejo, 2008), 206.835 - 62.3 syllables a
word - words a sentence; higher is easier, and 55 to 65 is normal.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from goodstanding.outreach.template.check import syllable

WORDS_MIN = 30
"""Shorter texts say too little about how they read."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE = re.compile(r"[.!?:;…]+(?:\s|$)|\n+")


@dataclass(frozen=True, slots=True)
class Aim:
    """How hard a text may read: an English grade at most, a Spanish score at least."""

    english_grade_max: float = 9.0
    spanish_score_min: float = 55.0


@dataclass(frozen=True, slots=True)
class Grade:
    """How a text reads: the measure, its value to one decimal, the aim, and whether it is harder than that."""

    measure: str
    value: float
    aim: float
    is_too_hard: bool
    words: int
    sentences: int


_COUNTS: Mapping[str, Callable[[str], int]] = {"en": syllable.english, "es": syllable.spanish}


def grade(text: str, *, language: str, aim: Aim) -> Grade | None:
    """Return how a text reads; None where it is too short to tell, or in a language nobody measured."""
    count = _COUNTS.get(language)
    words = [word for word in _WORD.findall(text) if word]
    if count is None or len(words) < WORDS_MIN:
        return None
    sentences = max(1, sum(1 for part in _SENTENCE.split(text) if _WORD.search(part)))
    a_sentence, a_word = len(words) / sentences, sum(map(count, words)) / len(words)
    if language == "en":
        value = round(0.39 * a_sentence + 11.8 * a_word - 15.59, 1)
        most = aim.english_grade_max
        return Grade("Flesch-Kincaid grade", value, most, value > most, len(words), sentences)
    value = round(206.835 - 62.3 * a_word - a_sentence, 1)
    least = aim.spanish_score_min
    return Grade("INFLESZ", value, least, value < least, len(words), sentences)
