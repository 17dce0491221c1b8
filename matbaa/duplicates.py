"""The same text under another id: MinHash signatures, and keys by which SQL finds the like.

Broder, "On the resemblance and containment of documents" (1997); banding as in Leskovec, Rajaraman
and Ullman, "Mining of Massive Datasets", chapter 3.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from rensa import RMinHash

from matbaa.language.normalize import fold
from matbaa.language.words import words

#: Estimates of similarity have a standard error of at most 1 / (2 * sqrt(128)) = 0.044.
PERMUTATIONS = 128
#: 16 bands of 8: texts 0.8 alike share a key in 95 of 100 cases, 0.9 alike practically always,
#: half alike in 6 of 100.
BANDS, ROWS = 16, 8
#: From here on two texts are taken for the same one, edited.
NEAR = 0.8
_SHINGLE = 3
#: Signatures that are kept are comparable only while this stays.
_SEED = 1997
_BYTES = 4


def signature(text: str) -> bytes:
    """What is left of a text for comparison: 128 minima of its runs of three words, big-endian.

    Case, vowel signs, and the spelling variants that search folds make no difference.
    """
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    minhash.update(list(_shingles(text)))
    return b"".join(value.to_bytes(_BYTES) for value in minhash.digest())


def similarity(a: bytes, b: bytes) -> float:
    """How much of two texts is the same, 0 to 1, estimated from their signatures (Jaccard)."""
    pairs = zip(_values(a), _values(b), strict=True)
    return sum(left == right for left, right in pairs) / PERMUTATIONS


def band_keys(signature: bytes) -> list[str]:
    """Keys to store and look up by equality: near-duplicates have at least one in common."""
    width = ROWS * _BYTES
    bands = (signature[start : start + width] for start in range(0, BANDS * width, width))
    return [
        f"{number:x}{hashlib.blake2b(band, digest_size=7).hexdigest()}"
        for number, band in enumerate(bands)
    ]


def _shingles(text: str) -> Iterator[bytes]:
    found = words(fold(text))
    for start in range(max(len(found) - _SHINGLE + 1, 1)):
        yield " ".join(found[start : start + _SHINGLE]).encode()


def _values(signature: bytes) -> Iterator[bytes]:
    if len(signature) != PERMUTATIONS * _BYTES:
        raise ValueError(f"a signature has {PERMUTATIONS * _BYTES} bytes, this {len(signature)}")
    return (signature[at : at + _BYTES] for at in range(0, len(signature), _BYTES))
