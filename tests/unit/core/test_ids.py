"""Identifiers sort by age and never repeat."""

from monitor.core.ids import new_id


def test_ids_are_unique_of_fixed_length_and_sorted_by_age() -> None:
    ids = [new_id() for _ in range(1000)]
    assert len(set(ids)) == 1000
    assert {len(each) for each in ids} == {36}
    assert [each[14] for each in ids] == ["7"] * 1000
    assert ids == sorted(ids)
