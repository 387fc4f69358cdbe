"""USSD screens: every page fits every network, and nothing is lost between pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.errors import Invalid
from monitor.sms.ussd import LONGEST_BODY, con, end, problems, screen

OPTIONS = [(1, "Sana"), (2, "Hapana kabisa")]
KEYS = "0 Nipigie 8 Ruka"


def test_a_short_screen_is_one_page_without_paging_keys() -> None:
    assert screen("Una deni?", OPTIONS, KEYS, "sw") == (
        "Una deni?\n1 Sana\n2 Hapana kabisa\n0 Nipigie 8 Ruka",
    )


def test_a_screen_of_exactly_the_longest_body_is_one_page() -> None:
    body = "a" * (LONGEST_BODY - len(KEYS) - 1)
    assert [len(page) for page in screen(body, [], KEYS, "sw")] == [LONGEST_BODY]


def test_one_character_more_makes_two_pages() -> None:
    body = " ".join(["neno"] * 25)[: LONGEST_BODY - len(KEYS)]
    pages = screen(body, [], KEYS, "sw")
    assert len(pages) == 2
    assert pages[0].endswith("0 Nipigie 8 Ruka\n7 Mbele")
    assert pages[1].endswith("0 Nipigie 8 Ruka\n77 Nyuma")


def test_a_page_in_the_middle_offers_both_ways() -> None:
    pages = screen("neno " * 80, [], KEYS, "en")
    assert all(page.endswith("7 More 77 Back") for page in pages[1:-1])
    assert len(pages) > 2


def test_an_option_is_not_torn_apart_while_a_page_can_hold_it() -> None:
    options = [(key, "x" * 30) for key in range(1, 7)]
    pages = screen("Swali?", options, KEYS, "sw")
    lines = [line for page in pages for line in page.split("\n")]
    assert [line for line in lines if line[0] in "123456"] == [
        f"{key} {'x' * 30}" for key, _ in options
    ]


def test_a_language_without_words_for_paging_shows_the_keys() -> None:
    assert screen("neno " * 40, [], "", "luo")[0].endswith("\n7")


def test_the_words_for_paging_may_be_given() -> None:
    pages = screen("neno " * 40, [], "", "luo", paging={"luo": ("7 Medo", "77 Dog")})
    assert pages[0].endswith("\n7 Medo")


WORDS = st.text(alphabet="abcdefghijklmnop ?.", max_size=400)


@given(body=WORDS, labels=st.lists(WORDS, max_size=6), footer=st.sampled_from(["", KEYS]))
def test_every_page_fits_and_no_word_is_lost(body: str, labels: list[str], footer: str) -> None:
    pages = screen(body, list(enumerate(labels, start=1)), footer, "sw")
    assert all(len(page) <= LONGEST_BODY for page in pages)
    shown = "".join(
        page.removesuffix("7 Mbele 77 Nyuma").removesuffix("7 Mbele").removesuffix("77 Nyuma")
        .rstrip("\n").removesuffix(footer)
        if len(pages) > 1 else page.removesuffix(footer)
        for page in pages
    )  # fmt: skip
    said = body + "".join(f"{key}{label}" for key, label in enumerate(labels, start=1))
    assert "".join(shown.split()) == "".join(said.split())


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        pytest.param("a" * 141, "141 characters, 140 fit", id="too long"),
        pytest.param("ng’ombe", "not GSM-7 basic: U+2019", id="curly apostrophe"),
        pytest.param("5 €", "not GSM-7 basic: U+20AC", id="extension table"),
        pytest.param("ĩ", "not GSM-7 basic: U+0129", id="Kikuyu letter"),
        pytest.param("a\tb", "not GSM-7 basic: U+0009", id="tab"),
        pytest.param("😀", "not GSM-7 basic: U+1F600", id="emoji"),
        pytest.param("", "blank", id="empty"),
        pytest.param(" Sawa", "starts with a space", id="leading space"),
    ],
)
def test_a_body_that_some_network_would_spoil_is_refused(body: str, problem: str) -> None:
    assert any(problem in found for found in problems(body))
    for answered in (con, end):
        with pytest.raises(Invalid, match="USSD screen"):
            answered(body)


def test_a_refusal_does_not_repeat_the_text() -> None:
    with pytest.raises(Invalid) as refused:
        con("siri " * 40)
    assert "siri" not in str(refused.value)


@pytest.mark.parametrize("body", ["a" * 140, "Una deni?\n1 Sina", "è ò ñ @ _ ¿"])
def test_a_body_in_the_basic_alphabet_is_shown(body: str) -> None:
    assert con(body) == f"CON {body}"
    assert end(body) == f"END {body}"
