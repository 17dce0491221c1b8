"""Finds near duplicates under another id: MinHash signatures, and keys to look them up in SQL.

MinHash: Broder, "On the resemblance and containment of documents" (1997). One byte of each minimum
is kept: Li and König, "b-Bit Minwise Hashing" (2010). Banding: Leskovec, Rajaraman and Ullman,
"Mining of Massive Datasets", chapter 3.
"""

from __future__ import annotations

import hashlib
import operator
import re
from collections.abc import Iterator

from rensa import RMinHash

from matbaa.language.normalize import fold

#: The standard error of an estimated similarity is at most 1 / (2 * sqrt(128)) = 0.044.
PERMUTATIONS = 128
#: 10 bands of 4: texts with similarity 0.7 share a key in 94 % of cases, 0.8 in 99 %, 0.2 in 2 %.
BANDS, ROWS = 10, 4
#: From this similarity on, two texts count as versions of the same one.
NEAR = 0.7
#: Texts of fewer words may be similar by chance and are not compared.
LEAST_WORDS = 20
_SHINGLE = 3
#: Words of folded text; in Chinese and Japanese each character is one.
_WORD = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
)
#: Must not change: stored signatures are only comparable with the same seed.
_SEED = 1997
#: The probability that two bytes are equal by chance.
_CHANCE = 1 / 256


def signature(text: str) -> bytes | None:
    """The MinHash signature of a text: one byte of each of 128 minima over its runs of three words.
    None for a text that is too short.

    Case, vowel signs, and the spelling variants that search folds make no difference.
    """
    found = _WORD.findall(fold(text))
    if len(found) < LEAST_WORDS:
        return None
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    minhash.update(list(_shingles(found)))
    return bytes(value & 0xFF for value in minhash.digest())


def likeness(a: bytes, b: bytes) -> float:
    """The similarity of two texts, 0 to 1: their Jaccard index, estimated from the signatures."""
    for given in (a, b):
        if len(given) != PERMUTATIONS:
            raise ValueError(f"a signature has {PERMUTATIONS} bytes, this {len(given)}")
    same: float = sum(map(operator.eq, a, b)) / PERMUTATIONS
    return max(same - _CHANCE, 0) / (1 - _CHANCE)


def band_keys(signature: bytes, site: str = "") -> list[int]:
    """64-bit keys to store and look up by equality: near duplicates on a site very probably have at
    least one in common.
    """
    return [_key(f"{number}/{site}", signature[number * ROWS :][:ROWS]) for number in range(BANDS)]


def sameness_key(text: str, site: str) -> int:
    """A 64-bit key that texts of a site share if they have the same words. Case, marks, vowel signs
    and the spelling variants that search folds make no difference.
    """
    return _key(f"words/{site}", " ".join(_WORD.findall(fold(text))).encode())


def _key(band: str, values: bytes) -> int:
    digest = hashlib.blake2b(values, digest_size=8, key=band.encode()[:64]).digest()
    return int.from_bytes(digest, signed=True)


def _shingles(found: list[str]) -> Iterator[str]:
    return (" ".join(found[start : start + _SHINGLE]) for start in range(len(found) - _SHINGLE + 1))
