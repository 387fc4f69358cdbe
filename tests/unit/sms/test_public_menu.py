from pathlib import Path

import pytest

from monitor.core.errors import Invalid
from monitor.sms.public_menu import FILE, PublicMenu, first_screen, load_public_menu, next_screen
from monitor.sms.ussd import problems

CONFIG = Path(__file__).resolve().parents[3] / "config"
WHOLE = """
title: Saa za ofisi
prompt: Chagua namba.
back: 9 Mwanzo
ending: Asante.
choices:
  - {label: Nairobi, answer: "Nairobi 8-5"}
  - {label: Kisumu, answer: "Kisumu 8-5"}
"""


@pytest.fixture
def menu() -> PublicMenu:
    return load_public_menu(CONFIG)


def test_the_shipped_face_fits_every_phone(menu: PublicMenu) -> None:
    for typed in ("", "0", "1", "2", "3", "4", "5", "6", "9", "4821", "habari"):
        assert problems(next_screen(menu, typed)) == ()
    assert problems(first_screen(menu)) == problems(menu.ending) == ()


def test_the_shipped_face_names_no_key_that_means_something_in_her_menu(menu: PublicMenu) -> None:
    shown = first_screen(menu) + menu.back + menu.prompt
    assert not {"0", "7", "8"} & set(shown)


def test_the_shipped_face_asks_for_no_pin(menu: PublicMenu) -> None:
    assert "pin" not in (first_screen(menu) + next_screen(menu, "4821")).casefold()


def test_a_choice_shows_its_answer_and_nine_leads_back(menu: PublicMenu) -> None:
    assert next_screen(menu, "1").startswith("Nairobi")
    assert next_screen(menu, "9") == first_screen(menu)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("4821", id="four digits"),
        pytest.param("0", id="call me"),
        pytest.param("", id="blank"),
        pytest.param("8", id="a number that is not on the list"),
        pytest.param("00", id="a key of the network's own pager"),
        pytest.param("3*4", id="two entries in one"),
        pytest.param("1*2", id="two choices in one"),
        pytest.param("2*", id="a star behind a choice"),
        pytest.param("Niko sawa + salama", id="words"),
        pytest.param("50%25", id="signs"),
    ],
)
def test_whatever_is_no_choice_is_answered_in_one_way(menu: PublicMenu, typed: str) -> None:
    assert next_screen(menu, typed) == f"Chagua namba.\n{first_screen(menu)}"


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("2", id="plain"),
        pytest.param(" 2 ", id="blanks around it"),
        pytest.param("2#", id="ended with a hash"),
        pytest.param("٢", id="another script's digit"),
    ],
)
def test_a_choice_is_read_as_people_type_it(menu: PublicMenu, typed: str) -> None:
    assert next_screen(menu, typed) == next_screen(menu, "2") != next_screen(menu, "8")


def test_another_installation_may_show_something_else(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(WHOLE, encoding="utf-8")
    assert first_screen(load_public_menu(tmp_path)) == "Saa za ofisi\n1 Nairobi\n2 Kisumu"


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        pytest.param("", "are needed", id="empty file"),
        pytest.param(WHOLE.replace("title: Saa za ofisi", ""), "'title'", id="no title"),
        pytest.param(WHOLE.replace("ending: Asante.", "ending: 5"), "'ending'", id="not a text"),
        pytest.param(WHOLE.partition("choices")[0], "'choices'", id="no choices"),
        pytest.param(WHOLE + "  - x\n", "'label'", id="a choice that is no choice"),
        pytest.param(WHOLE + "  - {label: Nakuru}\n", "'answer'", id="a choice without answer"),
        pytest.param(WHOLE.replace("Saa za", "Saa za " * 20), "140 fit", id="too long"),
        pytest.param(WHOLE.replace("Asante.", "Asante ☺"), "GSM-7", id="not on every phone"),
    ],
)
def test_a_face_that_is_not_whole_is_refused_by_name(
    tmp_path: Path, wrong: str, named: str
) -> None:
    (tmp_path / FILE).write_text(wrong, encoding="utf-8")
    with pytest.raises(Invalid, match=named):
        load_public_menu(tmp_path)
