"""What a worker loads before it forks its processes."""

from __future__ import annotations

import pytest

from matbaa.language import detect
from matbaa.settings import get_settings
from tasks import warm_up
from tasks.publications import press_of
from tests.conftest import Press


def test_templates_and_the_language_detector_are_loaded_in_advance(press: Press) -> None:
    warm_up.load()
    site = get_settings().site()
    cache = press_of(site.key).theme.environment.cache
    assert cache is not None
    compiled = {name for _loader, name in cache}
    assert {"article.html", "lite.html", "listing.html"} <= compiled
    assert detect._model.cache_info().currsize == 1


def test_a_worker_starts_even_with_a_broken_theme(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_site: str) -> None:
        raise SyntaxError("unexpected end of template")

    monkeypatch.setattr(warm_up, "press_of", broken)
    warm_up.load()
