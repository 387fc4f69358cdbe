import pytest

from monitor.triage.flags.duress import duress


@pytest.mark.parametrize("meaning", ["danger", "not_safe"])
def test_a_duress_word_is_as_grave_as_can_be_and_silent(meaning: str):
    flag = duress(meaning)
    assert (flag.severity, flag.silent, flag.page, flag.to_read) == (4, True, True, True)
    assert flag.details["meaning"] == meaning
