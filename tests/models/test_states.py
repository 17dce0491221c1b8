"""The states an article passes through in this installation."""

from __future__ import annotations

import pytest

from matbaa.settings import get_settings
from models import State
from models.queries import lanes
from models.session import look


@pytest.mark.usefixtures("press")
def test_the_state_before_the_language_model_is_shown_only_if_there_is_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def told() -> set[State]:
        with look() as session:
            return {each.state for each in lanes(session)}

    assert State.EXTRACTED not in told()
    monkeypatch.setattr(get_settings(), "llm_base_url", "http://model.example/v1")
    assert State.EXTRACTED in told()
