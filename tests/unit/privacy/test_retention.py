"""Retention classes, as data."""

from datetime import timedelta

from monitor.privacy.retention import RAW, RETENTION, SCREEN


def test_every_class_says_what_it_keeps_for() -> None:
    assert all(kept.purpose for kept in RETENTION.values())


def test_classes_of_one_name_are_one_class() -> None:
    classes = set(RETENTION.values())
    assert len({kept.name for kept in classes}) == len(classes)


def test_what_only_the_machine_needs_is_gone_within_a_month() -> None:
    assert max(RAW.keep, SCREEN.keep) <= timedelta(days=30)
