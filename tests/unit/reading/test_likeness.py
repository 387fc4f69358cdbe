import json
from pathlib import Path

import pytest

from monitor.core.errors import Invalid
from monitor.reading.likeness import Learned, features, load_learned, shares

_LEARNED = Learned(
    kinds=("distress", "other"),
    bias=(0.0, 0.5),
    weights={"lori": (4.0, 0.0), "-gate": (1.0, 0.0), "asante sana": (0.0, 9.0)},
)


def test_the_shares_of_all_kinds_are_one() -> None:
    likeness = _LEARNED.likeness(["niko", "ndani", "ya", "lori"])
    assert sum(likeness.values()) == pytest.approx(1.0)
    assert likeness["distress"] > likeness["other"]


def test_a_text_of_unknown_words_resembles_what_is_commonest() -> None:
    assert _LEARNED.likeness(["zzz"]) == _LEARNED.likeness([]) != {"distress": 0.5, "other": 0.5}


def test_two_words_together_weigh_as_a_pair() -> None:
    apart = _LEARNED.likeness(["sana", "asante"])["other"]
    assert _LEARNED.likeness(["asante", "sana"])["other"] > apart


def test_the_words_that_speak_for_a_kind_are_named_strongest_first() -> None:
    assert _LEARNED.telling(["the", "tollgate", "lori"], "distress") == ("lori", "tollgate")


def test_every_word_gives_itself_its_beginnings_and_its_endings() -> None:
    assert set(features(["kufuli"])) >= {"kufuli", "kuf-", "kufu-", "kuful-", "-uli", "-ufuli"}


def test_shares_of_great_sums_do_not_overflow() -> None:
    assert shares([5000.0, 0.0]) == [1.0, 0.0]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("", id="empty"),
        pytest.param("[]", id="a-list"),
        pytest.param('{"kinds": ["ok"], "bias": [0]}', id="no-weights"),
        pytest.param('{"kinds": ["ok"], "bias": [0], "weights": []}', id="weights-of-nothing"),
        pytest.param(
            '{"kinds": ["ok"], "bias": [0], "weights": {"a": [1, 2]}}', id="a-row-too-long"
        ),
    ],
)
def test_weights_that_cannot_be_used_stop_the_load_and_name_the_file(
    tmp_path: Path, content: str
) -> None:
    path = tmp_path / "learned.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(Invalid, match=r"learned\.json"):
        load_learned(path)


def test_missing_weights_stop_the_load(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="no learned weights"):
        load_learned(tmp_path / "learned.json")


def test_weights_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "learned.json"
    path.write_text(
        json.dumps({"kinds": ["a", "b"], "bias": [0, 1], "weights": {"lori": [2, 3]}}), "utf-8"
    )
    assert load_learned(path).weights == {"lori": (2, 3)}
