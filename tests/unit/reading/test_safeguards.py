import json
from functools import lru_cache
from pathlib import Path

import pytest

from monitor.reading.lexicon import Lexicon, load_lexicon
from monitor.reading.reader import read
from monitor.reading.reading import Label, Reading

_HERE = Path(__file__).parent
_CLOSING = {Label.OK, Label.OTHER, Label.STOP}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("amesema niseme niko sawa", id="told-to-say-fine"),
        pytest.param("he told me to say i am fine", id="told-in-english"),
        pytest.param("niko salama, amesema nisiongee", id="told-not-to-talk"),
        pytest.param("I am fine if he says so", id="fine-if-he-says"),
        pytest.param("niko sawa hajui nimeandika", id="he-does-not-know"),
        pytest.param("hajui nimeandika, niko sawa", id="he-does-not-know-first"),
        pytest.param("niko sawa nitalala milele", id="sleep-for-ever"),
        pytest.param("asante kwa kila kitu, kwaheri", id="thanks-for-all-goodbye"),
        pytest.param("stop him", id="stop-him"),
        pytest.param("please stop my husband", id="stop-my-husband"),
        pytest.param("toa mimi hapa", id="take-me-from-here"),
        pytest.param("mwambie aache", id="let-him-stop"),
        pytest.param("niko poa nimerudi kwa boss", id="back-to-the-boss"),
        pytest.param("niko sawa, nimerudi kwa madam wangu wa zamani", id="back-to-madam"),
        pytest.param("am ok not", id="ok-not"),
        pytest.param("niko sawa, NOT", id="sawa-not"),
        pytest.param("sawa sio", id="sawa-sio"),
        pytest.param("zamani alinipiga. sasa niko sawa", id="long-ago-not-said-to-be-over"),
        pytest.param("fwd: nisaidie", id="help-passed-on"),
        pytest.param("Confirmed. Ksh500.00 received. nisaidie", id="help-after-a-receipt"),
        pytest.param("I'm driving, nisaidie", id="help-after-an-automatic-notice"),
        pytest.param("nisaidie piga *123#", id="help-beside-a-code"),
    ],
)
def test_a_guarded_wording_is_handed_to_a_person(text: str) -> None:
    reading = _read(text)
    assert reading.label not in _CLOSING
    assert reading.severity >= 2


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("niache nife", id="leave-me-to-die-swahili"),
        pytest.param("niacheni nife", id="leave-me-to-die-plural"),
        pytest.param("unsubscribe me from life", id="unsubscribe-from-life"),
        pytest.param("leave me to die", id="leave-me-to-die"),
        pytest.param("let me die", id="let-me-die"),
        pytest.param("nataka kuacha kuishi", id="stop-living"),
        pytest.param("alikuwa ananipiga dakika tano zilizopita. niko sawa", id="minutes-ago"),
        pytest.param("alikuwa hapa akanipiga. niko sawa", id="was-here"),
        pytest.param("wiki iliyopita alikuwa ananipiga. niko sawa", id="last-week"),
        pytest.param("nilikuwa nimefungiwa ndani, niko sawa", id="was-locked-in"),
        pytest.param("alinipiga mwaka huu. niko sawa", id="this-year"),
        pytest.param("before he beat me he locked the door. now i am fine", id="before"),
        pytest.param("zamani alinipiga. sasa niko sawa. atarudi leo", id="comes-back-today"),
        pytest.param(
            "kuna watu nje wana bunduki wanataka kuchoma nyumba yote usiku huu", id="outside"
        ),
        pytest.param(
            "the man is outside with a knife and says that he will kill everybody tonight",
            id="outside-with-a-knife",
        ),
    ],
)
def test_danger_that_looked_harmless_is_distress(text: str) -> None:
    reading = _read(text)
    assert reading.label is Label.DISTRESS
    assert reading.also == ()


@pytest.mark.parametrize("frame", ["alikuwa hapa {}, niko sawa", "before {}. now i am fine"])
def test_no_frame_of_the_past_closes_a_text_of_danger(frame: str) -> None:
    framed = [frame.format(text) for text in _distress()]
    assert len(framed) > 100
    assert [text for text in framed if _read(text).label in _CLOSING] == []


@pytest.mark.parametrize("text", ["niko sawa", "stop", "aliacha kunipiga zamani. sasa niko sawa"])
def test_a_plain_answer_still_closes(text: str) -> None:
    assert _read(text).label in _CLOSING


def _distress() -> list[str]:
    files = [path.read_text(encoding="utf-8") for path in sorted(_HERE.glob("texts*.jsonl"))]
    lines = [line for text in files for line in text.splitlines()]
    rows = [json.loads(line) for line in lines]
    return [row["text"] for row in rows if row["label"] == "distress" and not row["text"].isdigit()]


def _read(text: str) -> Reading:
    return read(text, lexicon=_lexicon(), prompt="checkin")


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return load_lexicon(_HERE.parents[2] / "config" / "languages" / "lexicon")
