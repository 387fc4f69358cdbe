"""Let no stop and no stranger's answer hide a sign of danger that stands beside it.

A stop is acted on at once and a wrong number is frozen, so both would close a text that also says
"he has taken my shoes". With a sign beside it the stop is still a stop, and somebody looks now; a
stranger's answer goes to a person.
"""

from collections.abc import Iterator, Sequence

from monitor.reading.lexicon import Lexicon
from monitor.reading.reading import Label
from monitor.reading.senses import Finding

_SIGNS = frozenset(
    [
        "as_goods",
        "bride_price",
        "child_handled",
        "clothes_taken",
        "crowd",
        "crude_weapon",
        "footsteps",
        "gone_soon",
        "handcuffs",
        "in_the_bush",
        "lies_still",
        "not_fed",
        "not_told",
        "other_hurt",
        "paid_for",
        "place_unknown",
        "served_ill",
        "sleeps_with",
        "soaked",
        "unclothed",
        "whistles",
        "window_shut",
    ]
)
_WITH_A_STOP = _SIGNS | {
    "death_word",
    "door_locked",
    "hurt_seen",
    "moving",
    "taken_other",
    "threat_said",
    "warning_sign",
    "weapon_named",
}
_THEIR_THREATS = frozenset({"hostile", "hostile_threat"})


def with_danger_beside(findings: Sequence[Finding], lexicon: Lexicon) -> list[Finding]:
    """Add a warning to a stop beside a sign of danger, and drop a wrong number beside one."""
    signs = {finding.sense.name for finding in findings}
    kept = [f for f in findings if not (signs & _SIGNS and _is_a_strangers(f))]
    return [*kept, *_warnings(findings, lexicon)]


def _is_a_strangers(finding: Finding) -> bool:
    sense = finding.sense
    return sense.label is Label.WRONG_NUMBER and sense.name not in _THEIR_THREATS


def _warnings(findings: Sequence[Finding], lexicon: Lexicon) -> Iterator[Finding]:
    if not any(finding.sense.label is Label.STOP for finding in findings):
        return
    for finding in findings:
        if finding.sense.name in _WITH_A_STOP:
            rule = "together: a sign of danger beside a stop"
            yield Finding(lexicon.senses["warning_signs"], rule, finding.words, finding.place)
            return
