from monitor.reading.reading import Label, Reading
from monitor.reading.report import Sample, judge, misses, table, targets


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


def test_every_rate_stands_with_its_interval() -> None:
    judged = judge([_sample("sawa", Label.OK)] * 10, lambda _text, _prompt: _reading(Label.OK))
    (line,) = [line for line in table(judged) if line.startswith("ok ")]
    assert line.count("1.000 (0.722-1.000)") == 2
    figures = {target.name: target.figure for target in targets(judged)}
    assert figures["ok precision at least 0.98"] == "1.000 (0.722-1.000)"


def test_a_rate_of_nothing_has_no_interval() -> None:
    judged = judge([_sample("sawa", Label.OK)], lambda _text, _prompt: _reading(Label.UNCLEAR))
    (line,) = [line for line in table(judged) if line.startswith("ok ")]
    assert line.split() == ["ok", "1", "1.000", "0.000", "(0.000-0.793)", "0.000"]


def test_the_misses_are_listed_by_their_ids_alone() -> None:
    samples = [
        Sample(word, "checkin", Label.OK, "sw", frozenset(), name)
        for word, name in (("sawa", "a1"), ("poa", "a2"))
    ]
    judged = judge(samples, lambda text, _: _reading(Label.OK if text == "sawa" else Label.UNCLEAR))
    assert misses(judged) == ["a2"]


def _sample(text: str, label: Label) -> Sample:
    return Sample(text, "checkin", label, "sw", frozenset({"time"}))


def _reading(label: Label) -> Reading:
    return Reading(label, 0, (), ("time",), (("rule", "words"),))
