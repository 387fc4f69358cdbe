"""SMS text: what it costs, how it is cut, what may not be in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.sms.text import Encoding, Measure, forbidden_words, measure, plain, split

GSM7, UCS2 = Encoding.GSM7, Encoding.UCS2
MIXED = st.text(alphabet="aé€{^\n @ÇçĩN’👍", max_size=600)
GSM_ONLY = st.text(alphabet="aé€{^\n @Ç[]~|\\}", max_size=600)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", Measure(GSM7, 1, 0, 160), id="empty_is_one_part_without_units"),
        pytest.param("a" * 160, Measure(GSM7, 1, 160, 0), id="full_single"),
        pytest.param("a" * 161, Measure(GSM7, 2, 161, 145), id="one_over"),
        pytest.param("a" * 306, Measure(GSM7, 2, 306, 0), id="two_full_parts"),
        pytest.param("a" * 307, Measure(GSM7, 3, 307, 152), id="third_part"),
        pytest.param("€" * 80, Measure(GSM7, 1, 160, 0), id="extension_costs_two"),
        pytest.param("€" * 81, Measure(GSM7, 2, 162, 143), id="pairs_leave_a_septet_unused"),
        pytest.param("a" * 159 + "€", Measure(GSM7, 2, 161, 145), id="pair_does_not_fit_single"),
        pytest.param("a" * 152 + "€" + "b" * 7, Measure(GSM7, 2, 161, 144), id="pair_moves_whole"),
        pytest.param("é è à ù Ç ñ Ω", Measure(GSM7, 1, 13, 147), id="accents_of_the_alphabet"),
        pytest.param("ç", Measure(UCS2, 1, 1, 69), id="small_c_cedilla_is_not_in_it"),
        pytest.param("ng’ombe", Measure(UCS2, 1, 7, 63), id="curly_apostrophe"),
        pytest.param("`", Measure(UCS2, 1, 1, 69), id="backtick"),
        pytest.param("\t", Measure(UCS2, 1, 1, 69), id="tab"),
        pytest.param("ደህና ነኝ", Measure(UCS2, 1, 6, 64), id="amharic"),
        pytest.param("ĩ" * 70, Measure(UCS2, 1, 70, 0), id="full_single_ucs2"),
        pytest.param("ĩ" * 71, Measure(UCS2, 2, 71, 63), id="one_over_ucs2"),
        pytest.param("👍" * 35, Measure(UCS2, 1, 70, 0), id="surrogate_pairs_cost_two"),
        pytest.param("👍" * 36, Measure(UCS2, 2, 72, 61), id="surrogate_pair_moves_whole"),
        pytest.param("ĩ" * 69 + "👍", Measure(UCS2, 2, 71, 63), id="surrogate_pair_on_the_edge"),
        pytest.param("ĩ" * 66 + "👍" * 3, Measure(UCS2, 2, 72, 61), id="pair_on_a_part_edge"),
        pytest.param("a" * 152 + "€" * 77, Measure(GSM7, 3, 306, 151), id="two_pairs_on_edges"),
        pytest.param("\ud800", Measure(UCS2, 1, 1, 69), id="half_a_pair"),
        pytest.param("\x00", Measure(UCS2, 1, 1, 69), id="nul"),
        pytest.param("\n\r", Measure(GSM7, 1, 2, 158), id="line_ends_cost_one"),
        pytest.param("\f", Measure(GSM7, 1, 2, 158), id="form_feed_is_an_extension"),
    ],
)
def test_a_text_costs_what_the_standard_says(text: str, expected: Measure) -> None:
    assert measure(text) == expected


def test_every_character_of_the_basic_table_costs_one_and_there_are_127() -> None:
    # 128 positions less the escape to the extension table.
    basic = [chr(code) for code in range(0x10000) if measure(chr(code)).units == 1]
    assert len([char for char in basic if measure(char).encoding is GSM7]) == 127


@given(MIXED)
def test_the_parts_joined_are_the_text(text: str) -> None:
    assert "".join(split(text)) == text


@given(MIXED)
def test_no_part_is_longer_than_a_network_carries(text: str) -> None:
    encoding = measure(text).encoding
    parts = split(text)
    single, joined = (160, 153) if encoding is GSM7 else (70, 67)
    room = single if len(parts) == 1 else joined
    assert all(units_of(part, encoding) <= room for part in parts)


@given(MIXED)
def test_units_are_the_sum_over_the_parts(text: str) -> None:
    found = measure(text)
    assert found.units == sum(units_of(part, found.encoding) for part in split(text))
    assert found.parts == len(split(text))


@given(MIXED)
def test_what_is_left_in_the_last_part_can_be_filled_and_no_more(text: str) -> None:
    found = measure(text)
    filler = "a" * found.left_in_part
    assert measure(text + filler).parts == found.parts
    assert measure(text + filler + "a").parts > found.parts


@given(GSM_ONLY)
def test_gsm_text_never_needs_ucs2(text: str) -> None:
    assert measure(text).encoding is GSM7


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("‘a’ “b”", "'a' \"b\"", id="curly_quotes"),
        pytest.param("9–10 — sawa", "9-10 - sawa", id="dashes"),
        pytest.param("Habari…", "Habari...", id="ellipsis"),
        pytest.param("a\u00a0b\u202fc\td", "a b c d", id="spaces"),
        pytest.param("su`aal", "su'aal", id="backtick"),
        pytest.param("a\u200bb\ufeff", "ab", id="invisible"),
        pytest.param("e\u0301", "é", id="composed_accent"),
        pytest.param("ĩtĩ ç ደህና", "ĩtĩ ç ደህና", id="letters_stay"),
    ],
)
def test_look_alikes_become_plain_and_letters_stay(text: str, expected: str) -> None:
    assert plain(text) == expected


@given(MIXED)
def test_plain_text_is_plain_already(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Uko salama?", (), id="harmless"),
        pytest.param("The SHELTER called", ("shelter",), id="capitals"),
        pytest.param("shélter", ("shelter",), id="accents"),
        pytest.param("counselling at court", ("counsel", "court"), id="inside_a_word"),
        pytest.param("safe\u00a0 house", ("safe house",), id="spaces_between_words"),
        pytest.param("الْمَلْجَأ", ("ملجأ",), id="arabic_with_vowel_marks"),
    ],
)
def test_words_that_would_give_her_away_are_found(text: str, found: tuple[str, ...]) -> None:
    words = ("shelter", "counsel", "court", "safe house", "ملجأ")
    assert forbidden_words(text, words) == found


def test_a_blank_line_in_the_word_list_forbids_nothing() -> None:
    assert forbidden_words("Uko salama?", ("", " ")) == ()


def units_of(part: str, encoding: Encoding) -> int:
    """Count independently: the UTF-16 form, or two for each extension character."""
    if encoding is UCS2:
        return len(part.encode("utf-16-be")) // 2
    return len(part) + sum(part.count(char) for char in "^{}\\[~]|€\f")
