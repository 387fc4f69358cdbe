"""A sense: what a word or phrase means for us, and what it asks of us."""

from dataclasses import dataclass

from monitor.reading.reading import Label


@dataclass(frozen=True, slots=True)
class Sense:
    """One row of senses.yaml. Without a label it is only a class that phrases can name.

    `negated` is the sense it turns into after "not" or "no"; `weak` is an ok that counts only
    beside a stronger one (he has not hit me: no proof that all is well).
    """

    name: str
    means: str
    label: Label | None = None
    severity: int = 0
    topics: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    negated: str | None = None
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A sense found in a text, with the rule and the words that decided."""

    sense: Sense
    rule: str
    words: str
    place: int
    guessed: bool = False


NEEDED = frozenset(
    [
        "option_ok",
        "option_problem",
        "option_callback",
        "option_none",
        "emergency_number",
        "other_language",
        "forwarded_message",
        "please_call_template",
        "long_number",
        "staff_named",
        "time_named",
        "unfinished",
        "question_left",
        "unknown_part",
        "guessed_only",
        "done_to_me_unknown",
        "half_said",
        "only_dots",
        "plain_question",
        "help",
        "help_with",
        "emoji_only",
        "warning_sign",
        "warning_signs",
        "harmed_somehow",
        "news_of_others",
        "no_harm",
        "sounds_like_danger",
        "sounds_like_stop",
        "sounds_like_stranger",
        "sounds_like_call",
        "sounds_like_problem",
        "sounds_like_news",
        "signs_unlike_danger",
        "unlike_news",
        "unlike_fine",
    ]
)
