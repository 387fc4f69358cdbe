"""She dials: a public face, her PIN on it, her questions with a drop; nothing of it is kept."""

import pytest

from monitor.sms.ussd_models import UssdSession, UssdTurn
from monitor.surveys.models import SurveyAnswer, SurveyRun
from tests.factories.surveys import Handset
from tests.journeys.story import ACK, NJERI, PAGE_NOW, STRANGER, Story

MENU = "CON Chagua:\n1 Hali yako\n2 Maswali mafupi\n3 Pumzika wiki 2\n4 Acha\n0 Nipigie"
RESUME = MENU.replace("Maswali mafupi", "Endelea na maswali")
HOW = "CON Habari yako?\n1 Sawa\n2 Shida\n3 Nipigie\n0 Nipigie"
C1, C2, C3 = "Unajisikia salama", "mtu wa zamani", "Unaweza kutoka"
C7, C8 = "mahali pa kulala", "mtu wa kutegemea"
END = "END Asante."


@pytest.fixture
def phone(story: Story) -> Handset:
    """Return her phone a month after she left, when the questions of month 1 are due."""
    story.duty()
    story.enrol()
    story.on("2026-04-01 10:00")
    return story.handset()


def test_how_are_you_has_the_three_answers_and_closes_the_check_in(
    story: Story, phone: Handset
) -> None:
    story.on("2026-04-07 10:00")
    assert phone.dial("4821") == MENU
    assert phone.type("1") == HOW
    assert phone.type("1") == MENU.replace("CON ", "CON Asante.\n")
    story.settle()
    assert story.checkins()[-1].closed_as == "ok"
    assert story.got().count(ACK) == 0, "the screen is the answer"
    phone.dial("4821", "1", "2")
    assert story.case("problem").severity == 2


def test_block_a_with_a_drop_goes_on_at_the_next_question(story: Story, phone: Handset) -> None:
    public = phone.dial()
    assert story.handset(STRANGER).dial() == public
    assert phone.type("4821") == MENU
    assert C1 in phone.type("2")
    assert C2 in phone.type("2")
    phone.hang_up()
    story.settle()
    assert [(row.question, row.value) for row in story.rows(SurveyAnswer)] == [("c1", "2")]
    assert story.case("dropped_call").severity == 3

    story.later(hours=2)
    assert phone.dial() == public
    assert phone.type("4821") == RESUME
    assert C2 in phone.type("2")
    assert C3 in phone.type("2"), "a critical answer does not show on the screen"
    assert story.case("critical_answer").severity == 4
    story.settle()
    assert story.got(NJERI) == [PAGE_NOW]
    assert C7 in phone.type("1")
    assert C8 in phone.type("1")
    assert phone.type("1") == END
    (run,) = story.rows(SurveyRun)
    answers = {row.question: row.value for row in story.rows(SurveyAnswer)}
    assert answers == {"c1": "2", "c2": "2", "c3": "1", "c7": "1", "c8": "1"}
    assert (run.survey, run.state) == ("core14", "open"), "two blocks are left"


def test_of_a_call_neither_transcript_nor_pin_is_kept(story: Story, phone: Handset) -> None:
    phone.dial("1357", "4821", "2", "2", "1")
    turns = story.rows(UssdTurn)
    assert len(turns) == 6
    columns = [value for row in turns for value in vars(row).values()]
    columns += [value for row in story.rows(UssdSession) for value in vars(row).values()]
    assert not {"4821", "1357", "1357*4821", phone.transcript} & {str(value) for value in columns}


def test_a_wrong_pin_looks_like_an_unknown_choice(story: Story, phone: Handset) -> None:
    assert phone.dial("1357") == phone.dial("99") == story.handset(STRANGER).dial("4821")
