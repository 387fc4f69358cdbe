import pytest

from monitor.reading.reading import Label, Reading
from monitor.triage.flags.reply import Writer, reply_flags


def reading(label: Label, severity: int, *flags: str, also: tuple[Label, ...] = ()) -> Reading:
    return Reading(label, severity, (), flags, (), also)


@pytest.mark.parametrize(
    ("text", "writer", "raised"),
    [
        pytest.param(reading(Label.OK, 0), Writer(), [], id="well-raises-nothing"),
        pytest.param(reading(Label.OK, 1), Writer(), [], id="well-with-a-note-raises-nothing"),
        pytest.param(
            reading(Label.OK, 0, "time"), Writer(), [("other_request", 1)], id="well-with-a-wish"
        ),
        pytest.param(
            reading(Label.OK, 0, "no_call"), Writer(), [("other_request", 1)], id="well-but-no-call"
        ),
        pytest.param(
            reading(Label.OK, 0, "new_number"), Writer(), [("new_number", 2)], id="well-new-number"
        ),
        pytest.param(reading(Label.DISTRESS, 4), Writer(), [("distress", 4)], id="danger"),
        pytest.param(
            reading(Label.DISTRESS, 3, "bare_help"), Writer(), [("distress", 3)], id="danger-helps"
        ),
        pytest.param(
            reading(Label.DISTRESS, 4, also=(Label.STOP,)),
            Writer(),
            [("distress", 4), ("stop_high_risk", 3)],
            id="danger-and-stop",
        ),
        pytest.param(reading(Label.STOP, 1), Writer(), [("stop", 1)], id="stop"),
        pytest.param(reading(Label.STOP, 2), Writer(), [("stop", 2)], id="stop-as-read"),
        pytest.param(
            reading(Label.STOP, 1), Writer(high_risk=True), [("stop_high_risk", 3)], id="stop-risk"
        ),
        pytest.param(
            reading(Label.STOP, 1),
            Writer(recent_distress=True),
            [("stop_high_risk", 3)],
            id="stop-after-distress",
        ),
        pytest.param(
            reading(Label.DISTRESS, 4, also=(Label.STOP,)),
            Writer(high_risk=True),
            [("distress", 4), ("stop_high_risk", 3)],
            id="danger-and-doubtful-stop",
        ),
        pytest.param(reading(Label.WRONG_NUMBER, 2), Writer(), [("wrong_number", 2)], id="wrong"),
        pytest.param(
            reading(Label.WRONG_NUMBER, 3, "recycled"), Writer(), [("recycled", 3)], id="recycled"
        ),
        pytest.param(
            reading(Label.WRONG_NUMBER, 4, "hostile", "third_party"),
            Writer(),
            [("hostile", 4)],
            id="hostile",
        ),
        pytest.param(reading(Label.CALLBACK, 2), Writer(), [("callback", 2)], id="call-me"),
        pytest.param(
            reading(Label.CALLBACK, 3, "bare_help"), Writer(), [("bare_help", 3)], id="bare-help"
        ),
        pytest.param(
            reading(Label.CALLBACK, 2, "time"), Writer(), [("callback", 2)], id="call-me-at-eight"
        ),
        pytest.param(reading(Label.PROBLEM, 2), Writer(), [("problem", 2)], id="problem"),
        pytest.param(
            reading(Label.PROBLEM, 3, "new_number"),
            Writer(),
            [("problem", 3), ("new_number", 2)],
            id="problem-and-new-number",
        ),
        pytest.param(reading(Label.UNCLEAR, 1), Writer(), [("unclear", 1)], id="unclear"),
        pytest.param(reading(Label.UNCLEAR, 0), Writer(), [("unclear", 1)], id="unclear-zero"),
        pytest.param(reading(Label.OTHER, 0), Writer(), [("other", 1)], id="thanks-is-read"),
        pytest.param(
            reading(Label.OTHER, 1, "question"), Writer(), [("other_request", 1)], id="question"
        ),
        pytest.param(
            reading(Label.OTHER, 2, "new_number"),
            Writer(),
            [("other", 2), ("new_number", 2)],
            id="news-of-a-number",
        ),
    ],
)
def test_what_a_text_raises(text: Reading, writer: Writer, raised: list):
    assert [(flag.rule, flag.severity) for flag in reply_flags(text, writer)] == raised


@pytest.mark.parametrize("label", [label for label in Label if label is not Label.OK])
@pytest.mark.parametrize("severity", range(5))
def test_whatever_is_not_positively_well_is_read_by_a_person(label: Label, severity: int):
    flags = reply_flags(reading(label, severity), Writer())
    assert flags
    assert all(flag.to_read for flag in flags)


def test_the_details_are_codes_and_never_her_words():
    text = Reading(Label.PROBLEM, 2, ("money",), ("question",), (("rent", "kodi ya nyumba"),))
    (flag,) = reply_flags(text, Writer())
    assert dict(flag.details) == {"label": "problem", "topics": ("money",), "flags": ("question",)}
