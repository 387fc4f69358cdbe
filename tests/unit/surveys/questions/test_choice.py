"""Reading a reply to a numbered choice: what is understood, and what would be a guess."""

import pytest

from monitor.surveys.definition import Answer, NotUnderstood, Option, Question, State
from monitor.surveys.questions import choice

SAFE = Question(
    "c1",
    "choice",
    {"sw": "Unajisikia salama?", "en": "Do you feel safe?"},
    options=(
        Option(1, 1, {"sw": "Sana", "en": "Very"}),
        Option(2, 2, {"sw": "Ndiyo", "en": "Yes"}),
        Option(3, 3, {"sw": "Wastani", "en": "So-so"}),
        Option(4, 4, {"sw": "Hapana", "en": "No"}),
        Option(5, 5, {"sw": "Hapana kabisa", "en": "Not at all"}),
    ),
)
CHILDREN = Question(
    "c11",
    "choice",
    {"sw": "Watoto wako vipi?"},
    options=(
        Option(1, 1, {"sw": "Sawa"}),
        Option(2, 0, {"sw": "Si sawa"}),
        Option(9, 9, {"sw": "Sina"}, not_applicable=True),
    ),
)

DANGER = Question(
    "q1",
    "choice",
    {"sw": "Vipi?"},
    options=(Option(1, 1, {"sw": "Salama"}), Option(2, 0, {"sw": "Hatari"})),
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("1", 1, id="digit"),
        pytest.param("1.", 1, id="digit with a point"),
        pytest.param(" 1 ", 1, id="digit with spaces"),
        pytest.param("(2)", 2, id="digit in brackets"),
        pytest.param("2#", 2, id="hash at the end"),
        pytest.param("l", 1, id="small L for one"),
        pytest.param("I", 1, id="capital I for one"),
        pytest.param("٣", 3, id="Arabic-Indic digit"),
        pytest.param("３", 3, id="fullwidth digit"),
        pytest.param("4\ufe0f\u20e3", 4, id="keycap emoji"),
        pytest.param("moja", 1, id="Swahili number"),
        pytest.param("TANO", 5, id="capitals"),
        pytest.param("two", 2, id="English number"),
        pytest.param("ya kwanza", 1, id="Swahili ordinal"),
        pytest.param("the second", 2, id="English ordinal"),
        pytest.param("jibu ni 4", 4, id="words that only lead in"),
        pytest.param("Ndio", 2, id="usual spelling of yes"),
        pytest.param("yes", 2, id="another of her languages"),
        pytest.param("hapana kabisa!", 5, id="two words"),
        pytest.param("not at all", 5, id="two English words"),
        pytest.param("1 sana", 1, id="number and its own word"),
        pytest.param("2 amenipiga", 2, id="number, then news for the reader"),
        pytest.param("wastan", 3, id="typo"),
        pytest.param("hapana kabsa", 5, id="typo in two words"),
    ],
)
def test_a_plain_reply_is_understood(text: str, value: int) -> None:
    assert choice.understand(SAFE, text, "sw") == Answer(State.GIVEN, value=value, key=value)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1 au 2", id="or in Swahili"),
        pytest.param("2 or 3", id="or in English"),
        pytest.param("moja au mbili", id="two number words"),
        pytest.param("12", id="two digits"),
        pytest.param("1 2", id="two digits apart"),
        pytest.param("1,2", id="two digits with a comma"),
        pytest.param("1-2", id="range"),
        pytest.param("2*", id="star at the end"),
        pytest.param("1*2", id="star between"),
        pytest.param("6", id="no such option"),
        pytest.param("-1", id="minus"),
        pytest.param("1.5", id="fraction"),
        pytest.param("02", id="leading zero"),
        pytest.param("2?", id="doubt"),
        pytest.param("1 hapana", id="number against word"),
        pytest.param("1 sina shida", id="number and a denial"),
        pytest.param("2 wiki", id="number of something else"),
        pytest.param("si sana", id="denied option"),
        pytest.param("sina", id="one letter from another meaning"),
        pytest.param("sana ndiyo", id="two options"),
        pytest.param("sijui", id="does not know"),
        pytest.param("", id="nothing"),
        pytest.param("😀", id="emoji"),
    ],
)
def test_what_would_be_a_guess_is_not_understood(text: str) -> None:
    assert choice.understand(SAFE, text, "sw") == NotUnderstood()


@pytest.mark.parametrize("text", ["si sawa", "2", "SI SAWA."])
def test_a_negated_option_is_itself(text: str) -> None:
    assert choice.understand(CHILDREN, text, "sw") == Answer(State.GIVEN, value=0, key=2)


@pytest.mark.parametrize("text", ["sisalama", "hasalama", "sio salama", "si salamaa", "usalama"])
def test_a_typo_never_drops_a_negation(text: str) -> None:
    assert choice.understand(DANGER, text, "sw") == NotUnderstood()


def test_a_negation_without_its_space_stays_a_negation() -> None:
    assert choice.understand(CHILDREN, "sisawa", "sw") == Answer(State.GIVEN, value=0, key=2)


def test_the_word_for_not_applicable_is_not_applicable() -> None:
    assert choice.understand(CHILDREN, "sina", "sw").state is State.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("raw", "stored"), [pytest.param(0, 0, id="value"), pytest.param(9, 9, id="not applicable")]
)
def test_a_stored_value_is_taken(raw: object, stored: int) -> None:
    read = choice.accept(CHILDREN, raw)
    assert isinstance(read, Answer)
    assert read.stored == stored


@pytest.mark.parametrize("raw", [True, "1", 2, [1], None, {}, 1.5])
def test_a_value_of_the_wrong_kind_is_not_taken(raw: object) -> None:
    assert choice.accept(CHILDREN, raw) == NotUnderstood()
