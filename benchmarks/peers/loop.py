"""A plain Python loop with the same library functions and boto3, without queue or database.

Reads submissions as JSON lines from stdin; `--no-upload` leaves out storage.
"""

from __future__ import annotations

import json
import sys

from benchmarks.peers import work


def main() -> None:
    """Publish every line of stdin."""
    uploads = "--no-upload" not in sys.argv
    for line in sys.stdin:
        article_id = json.loads(line)["id"]
        story = work.ingest(line)
        pages = work.render(story, work.summarize(story, article_id), article_id)
        if uploads:
            work.upload(pages, "loop")


if __name__ == "__main__":
    main()
