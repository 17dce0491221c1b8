"""The JSON Schema of a submission; `python -m matbaa.schema FILE` writes it to a file."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from matbaa.submission import Submission


def submission_schema() -> str:
    """JSON Schema 2020-12 of one submission, for producers in any language."""
    schema = Submission.model_json_schema()
    said = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(said, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(submission_schema(), encoding="utf-8")
