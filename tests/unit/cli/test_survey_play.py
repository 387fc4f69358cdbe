"""A survey played in the terminal looks as it does on a phone."""

from pathlib import Path

import pytest

from monitor.cli.survey_play import Player
from monitor.core.errors import Forbidden
from monitor.core.language import load_languages
from monitor.surveys.definition import Channel
from monitor.surveys.loader import load_surveys

CONFIG = Path(__file__).resolve().parents[3] / "config"
LANGUAGES = load_languages(CONFIG / "languages")
SURVEYS = load_surveys(CONFIG / "surveys")


def player(survey: str, channel: Channel) -> Player:
    return Player(SURVEYS[survey], "sw", channel, texts=LANGUAGES)


def test_a_ussd_screen_is_shown_as_it_goes_out() -> None:
    lines = list(player("phq2", Channel.USSD).begin(None))
    assert lines[0].startswith("CON Wiki 2, siku ngapi: kukosa hamu")
    assert lines[0].endswith("4 Siku 12-14\n0 Nipigie 8 Ruka")


def test_the_check_in_by_sms_is_its_covert_wording() -> None:
    shown = list(player("checkin", Channel.SMS).begin(None))
    assert shown == ["Mambo? Jibu 1 Sawa, 2 Shida, 3 Nipigie."]


def test_a_play_ends_with_thanks_and_scores() -> None:
    played = player("phq2", Channel.USSD)
    list(played.begin(None))
    list(played.reply("2"))
    lines = list(played.reply("siku 7-11"))
    assert played.is_finished
    assert lines == ["  saved q2 = 2", "END Asante.", "  total: 3", "  screen: positive"]


def test_asking_for_a_call_is_acknowledged_on_the_same_screen() -> None:
    played = player("phq2", Channel.USSD)
    list(played.begin(None))
    lines = list(played.reply("0"))
    assert lines[0] == "  wants a call"
    assert lines[1].startswith("CON Asante. Tutawasiliana. Wiki 2")


def test_a_long_screen_is_paged_with_our_own_keys() -> None:
    played = player("phq2", Channel.USSD)
    list(played.begin(None))
    first = list(played.reply("0"))[-1]
    second = list(played.reply("7"))[-1]
    back = list(played.reply("77"))[-1]
    assert first.endswith("7 Mbele")
    assert second.endswith("77 Nyuma")
    assert back == first


def test_a_critical_answer_is_shown_at_once() -> None:
    played = player("core14", Channel.USSD)
    list(played.begin("A"))
    assert "  critical c1, severity 3" in list(played.reply("5"))


@pytest.mark.parametrize("channel", [Channel.SMS, Channel.USSD])
def test_phq9_is_not_played_over_a_phone_screen(channel: Channel) -> None:
    with pytest.raises(Forbidden):
        player("phq9", channel).begin(None)


def test_phq9_may_be_played_as_a_caseworker_asks_it() -> None:
    lines = list(player("phq9", Channel.VOICE).begin(None))
    assert lines[0].startswith("Wiki 2, siku ngapi")
