"""Measures documents that are made to take long: CPU seconds of each, and at half size.

    python -m benchmarks.pathological [--only mail] [--bytes 1900000] [--slow 1.0] [--page]

Every family is a function of its size. Each document passes through all of `matbaa preview`: it is
parsed and composed, and its texts are written; with `--page` its page is rendered too. A ratio of
more than two between whole and half size shows that time grows faster than size. Exits 1 if one
takes longer than `--slow`.
"""

from __future__ import annotations

import argparse
import sys

from benchmarks import hostile
from benchmarks.pathological import FAMILIES, measured

_DOUBLE = 2


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="families whose names have this in them")
    parser.add_argument("--bytes", type=int, default=1_900_000)
    parser.add_argument("--slow", type=float, default=1.0)
    parser.add_argument("--page", action="store_true")
    options = parser.parse_args()
    hostile.warm_up()
    slow = 0
    for name, make in FAMILIES.items():
        if options.only in name:
            half, _said = measured(make(options.bytes // 2), page=options.page)
            whole, said = measured(make(options.bytes), page=options.page)
            slow += whole > options.slow
            mark = " SLOW" if whole > options.slow else ""
            print(f"{name:34} {half:7.2f} {whole:7.2f} s{mark:5}  {said}", flush=True)
    return int(slow > 0)


if __name__ == "__main__":
    sys.exit(main())
