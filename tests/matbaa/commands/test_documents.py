"""What people name on the command line is found as they mean it."""

from __future__ import annotations

from pathlib import Path

from matbaa.commands import documents


def test_pictures_beside_articles_are_not_submitted_with_their_folder(tmp_path: Path) -> None:
    for name in ("story.txt", "pictures/bee.jpg", "pictures/bee.webp"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("a bee")
    assert list(documents.find([str(tmp_path)])) == [tmp_path / "story.txt"]


def test_a_file_that_is_named_itself_is_submitted_whatever_it_is(tmp_path: Path) -> None:
    picture = tmp_path / "bee.jpg"
    picture.write_bytes(b"a bee")
    assert list(documents.find([str(picture)])) == [picture]
