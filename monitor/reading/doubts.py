"""Say what keeps a text from being read as fine: a part not understood is never harmless.

An ok must be recognised and stand alone. A question, a "but" that leads nowhere, a strange word or
something unknown done to her beside it hands the text to a person.
"""

from collections.abc import Sequence
from itertools import pairwise

from monitor.reading.deeds import unknown_deeds
from monitor.reading.lexicon import Lexicon
from monitor.reading.perspective import OVER
from monitor.reading.phrases import Token
from monitor.reading.reading import Label
from monitor.reading.senses import Finding
from monitor.reading.told import Told

_LONG_TEXT = 30
_IF_SO = frozenset({"nikiwa", "tukiwa", "nikisema", "tukisema", "ningekuwa", "nisipokuwa"})
_UNTIL = frozenset({"mpaka", "hadi", "until", "till", "kabla"})
_LONG_ENOUGH = 5
_HARMLESS = frozenset(
    f"#{sense}"
    for sense in (
        "neg",
        "phone_call",
        "help_verb",
        "give",
        "send",
        "praise",
        "blessing",
        "pay",
        "harmless",
        "pray",
        "tend",
        "want",
        "talk",
        "say",
        "know",
        "happy",
        "recovered",
        "rescue",
        "buy",
    )
)  # fmt: skip
_OTHERS_DO = frozenset({"#verb", "#s3"})
_SHE_SUFFERS = frozenset({"#verb", "#s1", "#passive"})
_HERSELF = frozenset({"#s1", "#o1", "#my", "#me", "#self"})
_AT_EASE = frozenset(
    {
        "#happy",
        "#praise",
        "#blessing",
        "#you",
        "#s2",
        "#o2",
        "#happy_face",
        "#laughing_face",
        "#number_line",
    }
)
_NOT_DANGER = _HARMLESS | {
    "#chase",
    "#hate",
    "#mock",
    "#disown",
    "#owe",
    "#bereaved",
    "#quarrel",
    "#bring",
}
_SAYS = frozenset({"#say", "#know", "#want", "#talk"})
_TWO_ACTS = 2
_FEW_WORDS = 4
_HERS = frozenset({"#s1", "#o1", "#my", "#me", "#self", "#child", "#kin", "#person_him"})
_PERSONAL = frozenset({"#me", "#my", "#o1", "#person_him", "#self", "#s3", "#unknown"})


def doubt(name: str, words: str, lexicon: Lexicon) -> Finding:
    """Make the finding of one doubt."""
    sense = lexicon.senses[name]
    return Finding(sense, f"doubt: {sense.means}", words, 0)


def doubts(found: Sequence[Finding], told: Told, lexicon: Lexicon) -> list[Finding]:
    """Say what keeps a text from being read as ok."""
    tokens = told.tokens
    said = " ".join(token.word for token in tokens[:12])
    doubted = [doubt("harmed_somehow", token.word, lexicon) for token in unknown_deeds(tokens)]
    strong = [f for f in found if f.sense.label is Label.OK and not f.sense.weak]
    labelled = [f for f in found if f.sense.label not in {None, Label.OK}]
    heavy = [f for f in found if f.sense.name == "warning_sign"]
    if heavy and not strong and _may_be_hers(tokens) and _all_unclear(labelled):
        doubted.append(doubt("warning_signs", heavy[0].words, lexicon))
    if not strong and _all_unclear(labelled) and _others_act_on_her(tokens, told.questions):
        doubted.append(doubt("harmed_somehow", said, lexicon))
    if not strong and not labelled:
        asked = "plain_question" if _only_asks(tokens, told.questions) else "unfinished"
        doubted.append(doubt(asked, said, lexicon))
    if strong and all(tokens[f.place].clause in told.questions for f in strong):
        doubted.append(doubt("question_left", said, lexicon))
    if strong and (heavy or _hangs_on_another(tokens)):
        doubted.append(doubt("half_said", said, lexicon))
    if strong and _half_said(found, tokens):
        doubted.append(doubt("half_said", said, lexicon))
    if strong and _too_strange(told):
        doubted.append(doubt("unknown_part", said, lexicon))
    return doubted


def _others_act_on_her(tokens: Sequence[Token], questions: frozenset[int]) -> bool:
    """Find a text not understood in which others do something to her, or two things around her.

    People tell of danger by what the others did next (he took, he locked, they said); of their own
    good days they tell by what they did themselves.
    """
    keys = frozenset[str]().union(*(token.keys for token in tokens))
    if questions or keys & _AT_EASE:
        return False
    acts = [token for token in tokens if token.keys >= _OTHERS_DO and _may_harm(token)]
    if any("#o1" in act.keys for act in acts):
        return True
    if any(token.keys >= _SHE_SUFFERS and _may_harm(token) for token in tokens):
        return True
    said = [t for t in tokens if t.keys >= _OTHERS_DO and t.keys & _SAYS and "#neg" not in t.keys]
    return len({*acts, *said}) >= _TWO_ACTS and bool(keys & _HERSELF)


def _may_harm(token: Token) -> bool:
    """Pass over what is denied, and over verbs known to be everyday."""
    known = not token.senses and "#unknown" not in token.keys
    return not known and not token.keys & (_NOT_DANGER | {"#neg"})


def _all_unclear(findings: Sequence[Finding]) -> bool:
    return all(finding.sense.label is Label.UNCLEAR for finding in findings)


def _may_be_hers(tokens: Sequence[Token]) -> bool:
    """Say whether one heavy word may be her own: few words, or one that points to her or hers."""
    return len(tokens) <= _FEW_WORDS or any(token.keys & _HERS for token in tokens)


def _only_asks(tokens: Sequence[Token], questions: frozenset[int]) -> bool:
    """Recognise a plain question; one about herself or another person may hide more."""
    keys = frozenset[str]().union(*(token.keys for token in tokens))
    return bool(questions) and "#question_word" in keys and not keys & _PERSONAL


def _hangs_on_another(tokens: Sequence[Token]) -> bool:
    """Find a fine under a condition (if I say so, until he comes) or at another's will."""
    if any(token.word in _IF_SO for token in tokens):
        return True
    if any(token.keys >= {"#want", "#s3"} and "#neg" not in token.keys for token in tokens):
        return True
    return any(
        before.word in _UNTIL and {"#s3", "#verb"} <= token.keys
        for before, token in pairwise(tokens)
    )


def _half_said(found: Sequence[Finding], tokens: Sequence[Token]) -> bool:
    """Find a "but" after which nothing good was recognised, or a thing done to her unexplained."""
    explained = {f.place for f in found if f.sense.label is not None or f.sense is OVER}
    if any(
        {"#s3", "#o1"} <= token.keys and not token.keys & _HARMLESS and place not in explained
        for place, token in enumerate(tokens)
    ):
        return True
    contrast = [place for place, token in enumerate(tokens) if "#contrast" in token.keys]
    read = [f.place for f in found if f.sense.label in {Label.OK, Label.OTHER}]
    return bool(contrast) and contrast[-1] > max(read) and contrast[-1] < len(tokens) - 1


def _too_strange(told: Told) -> bool:
    if len(told.tokens) > _LONG_TEXT and not any("#self" in token.keys for token in told.tokens):
        return True
    return any(_is_strange(token) and token.word not in told.names for token in told.tokens)


def _is_strange(token: Token) -> bool:
    """A near guess at an everyday word hides nothing; every other unread word may."""
    if token.known:
        return False
    return not token.guessed or bool(token.senses) or len(token.word) < _LONG_ENOUGH
