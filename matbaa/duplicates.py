"""The same text under another id: MinHash signatures, and keys by which SQL finds the like.

Broder, "On the resemblance and containment of documents" (1997); one byte of each minimum is kept,
Li and König, "b-Bit Minwise Hashing" (2010); banding as in Leskovec, Rajaraman and Ullman, "Mining
of Massive Datasets", chapter 3.
"""

from __future__ import annotations

import hashlib
import operator
import re
from collections.abc import Iterator

from rensa import RMinHash

from matbaa.language.normalize import fold

#: Estimates of likeness have a standard error of at most 1 / (2 * sqrt(128)) = 0.044.
PERMUTATIONS = 128
#: 10 bands of 4: texts 0.7 alike share a key in 94 of 100 cases, 0.8 alike in 99, 0.2 alike in 2.
BANDS, ROWS = 10, 4
#: From here on two texts are taken for the same one, edited.
NEAR = 0.7
#: Words below which two texts may be alike by chance.
LEAST_WORDS = 20
_SHINGLE = 3
#: Words of folded text; in Chinese and Japanese each character is one.
_WORD = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
)
#: Signatures that are kept are comparable only while this stays.
_SEED = 1997
#: Two bytes are the same by chance so often.
_CHANCE = 1 / 256


def signature(text: str) -> bytes | None:
    """What is left of a text for comparison: a byte of each of 128 minima of its runs of three
    words. None for a text that is too short to be told from others.

    Case, vowel signs, and the spelling variants that search folds make no difference.
    """
    found = _WORD.findall(fold(text))
    if len(found) < LEAST_WORDS:
        return None
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    minhash.update(list(_shingles(found)))
    return bytes(value & 0xFF for value in minhash.digest())


def likeness(a: bytes, b: bytes) -> float:
    """How much of two texts is the same, 0 to 1, estimated from their signatures (Jaccard)."""
    for given in (a, b):
        if len(given) != PERMUTATIONS:
            raise ValueError(f"a signature has {PERMUTATIONS} bytes, this {len(given)}")
    same: float = sum(map(operator.eq, a, b)) / PERMUTATIONS
    return max(same - _CHANCE, 0) / (1 - _CHANCE)


def band_keys(signature: bytes, site: str = "") -> list[int]:
    """64-bit keys to store and look up by equality: texts of a site that are nearly the same have
    at least one in common.
    """
    return [_key(f"{number}/{site}", signature[number * ROWS :][:ROWS]) for number in range(BANDS)]


def sameness_key(text: str, site: str) -> int:
    """A 64-bit key that two texts of a site share if they have the same words: case, marks, vowel
    signs and the spelling variants that search folds make no difference.
    """
    return _key(f"words/{site}", " ".join(_WORD.findall(fold(text))).encode())


def _key(band: str, values: bytes) -> int:
    digest = hashlib.blake2b(values, digest_size=8, key=band.encode()[:64]).digest()
    return int.from_bytes(digest, signed=True)


def _shingles(found: list[str]) -> Iterator[str]:
    return (" ".join(found[start : start + _SHINGLE]) for start in range(len(found) - _SHINGLE + 1))
