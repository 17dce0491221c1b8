"""Links lead directly to their target, without click-tracking redirects."""

from __future__ import annotations

import pytest

from matbaa.links import direct
from tests.matbaa.reading import story

TARGET = "https://harbour.example/wall?part=2&lang=en"
QUOTED = "https%3A%2F%2Fharbour.example%2Fwall%3Fpart%3D2%26lang%3Den"


@pytest.mark.parametrize(
    "address",
    [
        f"https://www.google.com/url?q={QUOTED}&sa=D&source=editors&ust=1&usg=AO",
        f"https://eur01.safelinks.protection.outlook.com/?url={QUOTED}&data=05%7C01&reserved=0",
        f"https://l.facebook.com/l.php?u={QUOTED}&h=AT0",
        f"https://www.youtube.com/redirect?event=video&q={QUOTED}&v=x",
    ],
)
def test_a_tracking_address_is_replaced_by_its_target(address: str) -> None:
    assert direct(address) == TARGET


@pytest.mark.parametrize(
    "address",
    [
        TARGET,
        "https://www.google.com/url?q=javascript:alert(1)",
        "https://www.google.com/search?q=https://harbour.example",
        "https://www.google.com/url?q=",
        "https://[/url?q=x",
    ],
)
def test_any_other_address_is_unchanged(address: str) -> None:
    assert direct(address) == address


def test_tracking_links_in_a_body_are_replaced_by_their_targets() -> None:
    found = story(
        f'<p>See <a href="https://www.google.com/url?q={QUOTED}&amp;sa=D">the plan</a>.</p>'
    )

    assert 'href="https://harbour.example/wall?part=2&amp;lang=en"' in found.html
    assert "google" not in found.html
