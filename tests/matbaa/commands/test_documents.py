"""The documents that `matbaa submit` reads for the paths it is given."""

from __future__ import annotations

from pathlib import Path

from matbaa.commands import documents


def test_submitting_a_folder_skips_the_pictures_in_it(tmp_path: Path) -> None:
    for name in ("story.txt", "pictures/bee.jpg", "pictures/bee.webp"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("a bee")
    assert list(documents.find([str(tmp_path)])) == [tmp_path / "story.txt"]


def test_a_file_named_explicitly_is_submitted_whatever_its_kind(tmp_path: Path) -> None:
    picture = tmp_path / "bee.jpg"
    picture.write_bytes(b"a bee")
    assert list(documents.find([str(picture)])) == [picture]
