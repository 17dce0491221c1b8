"""Removes the particles that are attached to Korean words."""

from __future__ import annotations

import regex

_FIRST, _LAST, _FINALS = "가", "힣", 28
#: Particles, the longest first: after any syllable, after a consonant, after a vowel. At least
#: `_LEAST` syllables of a word must remain.
_ANY = (
    "에서는",
    "에게는",
    "까지",
    "부터",
    "에서",
    "에게",
    "에는",
    "에도",
    "보다",
    "처럼",
    "께서",
    "에",
    "의",
)
_BEHIND_CONSONANT = ("으로는", "으로", "은", "이", "을", "과")
_BEHIND_VOWEL = ("로는", "로", "는", "가", "를", "와")
_LEAST = 2
#: Nouns whose end looks like a particle.
_NOUNS = regex.compile(
    r"(?:(?:회|주|정|합|논|협|동|문|강|항|결|건|창|경|유|상)의|(?:도|진|경|통|항|선|피|활주|대)로"
    r"|(?:국|평|주|유|추|휴|저|고|대|물|전문|작|투자)가|(?:결|효|성|학|전)과|(?:어린|젊은|높|깊|길|차|사)이"
    r"|(?:마|가|고)을|(?:사|호|정|북)에)$"
)


def without_particle(word: str) -> str:
    """`word` without the particle at its end: `한국은` is `한국`, `정부가` is `정부`.

    The syllable before it determines which particle is possible: `은` after a consonant, `는` after
    a vowel. At least two syllables remain, and nouns that only look like this are unchanged.
    """
    if not _FIRST <= word[-1:] <= _LAST or _NOUNS.search(word):
        return word
    for particle in (*_ANY, *_BEHIND_CONSONANT, *_BEHIND_VOWEL):
        rest = word.removesuffix(particle)
        if rest != word and len(rest) >= _LEAST and _fits(particle, rest[-1]):
            return rest
    return word


def _fits(particle: str, before: str) -> bool:
    """Whether a particle can follow a syllable."""
    if particle in _ANY:
        return True
    final = (ord(before) - ord(_FIRST)) % _FINALS if _FIRST <= before <= _LAST else 0
    if particle.startswith("로"):
        return final in (0, 8)  # no final consonant, or rieul
    return (particle in _BEHIND_CONSONANT) == (final != 0)
