from monitor.triage.review import Reviewed, known_words, table

READ_WRONG = Reviewed("problem", "distress", frozenset({"nalia", "kodi"}))


def lines(*texts: Reviewed) -> list[str]:
    return list(table(texts))


def row(shown: list[str], name: str, *, nth: int = 0) -> list[str]:
    return [line.split() for line in shown if line.startswith(name + " ")][nth]


def test_the_table_sets_what_was_read_against_what_was_said() -> None:
    shown = lines(READ_WRONG, READ_WRONG, Reviewed("problem", None), Reviewed("other", "other"))
    assert row(shown, "problem") == ["problem", "2", *"---1---"]


def test_every_share_stands_with_its_interval() -> None:
    shown = lines(*[READ_WRONG] * 2, *[Reviewed("problem", None)] * 8)
    assert row(shown, "problem", nth=1) == ["problem", "2", "10", "0.200", "(0.057-0.510)"]
    assert row(shown, "all") == ["all", "2", "10", "0.200", "(0.057-0.510)"]


def test_a_text_that_was_confirmed_is_not_corrected() -> None:
    assert row(lines(Reviewed("other", "other")), "other", nth=1)[1:3] == ["0", "1"]


def test_a_word_that_decided_fewer_than_three_texts_is_hidden() -> None:
    shown = lines(READ_WRONG, READ_WRONG, Reviewed("problem", "distress", frozenset({"nalia"})))
    assert row(shown, "nalia") == ["nalia", "3"]
    assert not any(line.startswith("kodi") for line in shown)


def test_words_of_texts_that_were_read_right_do_not_count() -> None:
    shown = lines(*[Reviewed("problem", None, frozenset({"nalia"}))] * 5)
    assert shown[-1] == "none"


def test_without_texts_there_is_no_rate() -> None:
    assert lines()[0].startswith("0 texts")


def test_only_words_of_the_lexicon_leave_the_reason() -> None:
    because = "phrase: call me: Nipigie,\nword: fine, well: sawa wambui"
    assert known_words(because, {"nipigie", "sawa", "fine"}) == {"nipigie", "sawa"}
