from monitor.reading.reading import Label, Reading
from monitor.reading.report import Sample, judge, table, targets


def test_a_distress_text_read_as_ok_misses_the_targets() -> None:
    judged = judge([_sample("help", Label.DISTRESS)], lambda _text, _prompt: _reading(Label.OK))
    missed = {target.name for target in targets(judged) if not target.reached}
    assert "distress read as ok, other or plain stop" in missed
    assert "ok precision at least 0.98" in missed


def test_a_right_reading_reaches_every_target() -> None:
    judged = judge([_sample("sawa", Label.OK)], lambda _text, _prompt: _reading(Label.OK))
    assert all(target.reached for target in targets(judged))


def test_the_table_shows_labels_languages_and_flags_that_occur() -> None:
    judged = judge([_sample("sawa", Label.OK)], lambda _text, _prompt: _reading(Label.OK))
    names = {line.split()[0] for line in table(judged) if line}
    assert {"ok", "sw", "time", "reached"} <= names
    assert "stop" not in names


def _sample(text: str, label: Label) -> Sample:
    return Sample(text, "checkin", label, "sw", frozenset({"time"}))


def _reading(label: Label) -> Reading:
    return Reading(label, 0, (), ("time",), (("rule", "words"),))
