"""USSD screens: every page fits every network, and nothing is lost between pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.errors import Invalid
from monitor.sms.text import plain
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


ANY = st.text(max_size=300)


@given(body=ANY, labels=st.lists(ANY, max_size=6), footer=st.text(max_size=160))
def test_any_text_is_shown_whole_on_pages_that_fit_or_refused_at_once(
    body: str, labels: list[str], footer: str
) -> None:
    try:
        pages = screen(body, list(enumerate(labels, start=1)), footer, "sw")
    except Invalid:
        return
    assert all(problems(page) == () for page in pages if page)
    keys = " ".join(plain(footer).split())
    if len(pages) > 1:
        assert all(keys in page for page in pages)
    shown = "".join("".join(page.split()) for page in pages)
    for said in (body, *labels):
        for word in plain(said).split():
            assert word in shown or len(word) > LONGEST_BODY - len(keys) - len(
                "\n7 Mbele 77 Nyuma\n"
            )


@given(body=st.text(alphabet="abc \n", min_size=300, max_size=900))
def test_every_page_is_reached_by_the_keys_it_shows(body: str) -> None:
    pages = screen(body, [(1, "Sawa")], KEYS, "sw")
    assert [("7 Mbele" in page, "77 Nyuma" in page) for page in pages] == (
        [(at < len(pages) - 1, at > 0) for at in range(len(pages))]
    )


def test_what_only_looks_different_is_made_plain() -> None:
    assert screen("Ng\u2019ombe \u2013 sawa\u2026", [], "", "sw") == ("Ng'ombe - sawa...",)


@pytest.mark.parametrize("text", ["5 \u20ac", "\u0129t\u0129", "\U0001f600", "a{b}"])
def test_a_character_that_not_every_phone_shows_is_refused(text: str) -> None:
    for parts in ((text, [], ""), ("a", [(1, text)], ""), ("a", [], text)):
        with pytest.raises(Invalid, match="not GSM-7 basic"):
            screen(*parts, "sw")


def test_keys_that_leave_no_room_for_words_are_refused() -> None:
    with pytest.raises(Invalid, match="no room"):
        screen("neno " * 60, [], "0 " + "x" * 90, "sw")
