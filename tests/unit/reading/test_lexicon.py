import shutil
from pathlib import Path

import pytest

from monitor.core.errors import Invalid
from monitor.reading.lexicon import load_lexicon

_SHIPPED = Path(__file__).resolve().parents[3] / "config" / "languages" / "lexicon"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        pytest.param("words:\n  - [kitoweo, stew, stewed]", "unknown sense", id="unknown-sense"),
        pytest.param("words:\n  - [kitoweo, '']", "no meaning", id="no-meaning"),
        pytest.param("words:\n  - [sawa, fine, fine]", "given twice", id="word-twice"),
        pytest.param("words:\n  - [no, no]", "must be text", id="yaml-took-a-word-for-a-boolean"),
        pytest.param("roots:\n  - {root: pig, means: hit}", "given twice", id="root-twice"),
        pytest.param("roots:\n  - {root: zzz}", "'means' is missing", id="root-without-meaning"),
        pytest.param("spellings:\n  - [sww, zzzz]", "is unknown", id="spelling-of-nothing"),
        pytest.param("phrases:\n  - ['.. x', odd, fine]", "must begin", id="phrase-of-a-gap"),
        pytest.param("phrases:\n  - ['{zzz} x', odd, fine]", "unknown sense", id="phrase-tag"),
        pytest.param("senses:\n  - {sense: a, means: b, label: c}", "unknown label", id="label"),
        pytest.param("senses:\n  - {sense: a, means: b, flags: c}", "unknown topic", id="flag"),
        pytest.param("nonsense: []", "unknown", id="section"),
        pytest.param("words: [", "is not YAML", id="not-yaml"),
    ],
)
def test_a_bad_row_stops_the_load_and_is_named(
    tmp_path: Path, content: str, complaint: str
) -> None:
    directory = tmp_path / "lexicon"
    shutil.copytree(_SHIPPED, directory)
    (directory / "zz_added.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(Invalid, match=complaint):
        load_lexicon(directory)


def test_an_empty_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="no lexicon files"):
        load_lexicon(tmp_path)


def test_the_shipped_lexicon_loads() -> None:
    assert load_lexicon(_SHIPPED).roots["pig"].applied == ("phone_call",)
