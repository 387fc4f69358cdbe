"""The stricter of what she chose and what her phone allows."""

from datetime import date

import pytest

from monitor.people.contact_facts import (
    may_be_minor,
    strictest_content_level,
    strictest_survey_channel,
)


@pytest.mark.parametrize(
    ("birth_year", "minor"),
    [
        pytest.param(2009, True, id="seventeen"),
        pytest.param(2008, True, id="turns eighteen this year"),
        pytest.param(2007, False, id="turned eighteen last year"),
        pytest.param(None, False, id="unknown"),
    ],
)
def test_the_whole_year_of_turning_eighteen_counts_as_minor(
    birth_year: int | None, minor: bool
) -> None:
    assert may_be_minor(birth_year, date(2026, 6, 1)) is minor


@pytest.mark.parametrize("chosen", ["covert", "on_request", "overt"])
@pytest.mark.parametrize(
    ("monitored", "shared"),
    [
        pytest.param(True, False, id="monitored"),
        pytest.param(False, True, id="shared"),
        pytest.param(True, True, id="both"),
    ],
)
def test_a_phone_that_others_see_gets_covert_texts_only(
    chosen: str, monitored: bool, shared: bool
) -> None:
    assert strictest_content_level(chosen, monitored=monitored, shared=shared) == "covert"


@pytest.mark.parametrize("chosen", ["covert", "on_request", "overt"])
def test_on_her_own_phone_her_choice_holds(chosen: str) -> None:
    assert strictest_content_level(chosen, monitored=False, shared=False) == chosen


@pytest.mark.parametrize("chosen", ["ussd", "voice", "none"])
def test_no_survey_goes_to_a_watched_phone(chosen: str) -> None:
    assert strictest_survey_channel(chosen, monitored=True) == "none"
    assert strictest_survey_channel(chosen, monitored=False) == chosen
