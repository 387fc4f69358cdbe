"""Tell an end of all contact from a wish about when, how or what: not at night, no more money.

"Do not write" ends everything; "do not write at night", "for a week", "call instead" do not. Read
as an end they would take from her what she still wants, so they become a wish.
"""

from collections.abc import Sequence
from itertools import pairwise

from monitor.reading.lexicon import Lexicon
from monitor.reading.phrases import Token
from monitor.reading.reading import Label
from monitor.reading.senses import Finding

_NOT_ALL = frozenset({"stop", "stop_texts"})
_OF_MESSAGES = frozenset({"stop_texts", "stop_line"})
_OF_THE_NUMBER = frozenset({"stop_texts", "stop_number"})
_OLD = frozenset({"old", "zamani", "previous", "former"})
_ABOUT_HER = frozenset({"stop_number", "stop"})
_NOT = frozenset({"dont", "not", "never", "dnt", "wont"})
_DONE = frozenset({"did", "have"})
_OWNERS = frozenset({"the", "my", "his", "her", "their", "our", "a", "being"})
_OURS = frozenset({"#message", "#send_word", "#service", "#register", "#yours", "#call_word"})
_PEOPLE = frozenset({"#kin", "#child", "#someone", "#husband", "#about_money"})
_OTHER_ONE = frozenset({"ile", "hii", "nyingine", "ingine", "mpya", "namba", "number", "line"})
_PARTS = frozenset({
    "asubuhi", "mchana", "jioni", "usiku", "alfajiri", "adhuhuri", "morning", "mornings",
    "afternoon", "afternoons", "evening", "evenings", "night", "nights", "daytime", "noon",
    "midnight", "weekend", "weekends", "wikendi", "jumapili", "jumamosi", "jumatatu", "jumanne",
    "jumatano", "alhamisi", "ijumaa", "sunday", "sundays", "saturday", "saturdays", "monday",
    "mondays", "tuesday", "wednesday", "thursday", "friday", "fridays", "kesho", "tomorrow",
})  # fmt: skip
_SPANS = frozenset({
    "wiki", "mwezi", "siku", "miezi", "week", "weeks", "month", "months", "days", "day",
})  # fmt: skip
_HOW_LONG = frozenset({
    "hii", "huu", "moja", "mbili", "tatu", "this", "one", "two", "three", "a", "few", "kadhaa",
    "next", "ijayo",
})  # fmt: skip
_EVERY = frozenset({
    "kila", "every", "each", "all", "hata", "ya", "za", "na", "and", "any", "another", "since",
    "from", "kuanzia",
})  # fmt: skip
_WHILE = frozenset({
    "nikiwa", "akiwa", "wakiwa", "tukiwa", "akiwepo", "nikilala", "wakati", "when", "while",
    "during", "kwanza", "first",
})  # fmt: skip
_UP_TO = frozenset({"until", "till", "hadi", "mpaka", "before", "kabla", "after", "baada"})
_AT_TIMES = frozenset({
    "saa", "lunch", "work", "school", "noon", "kazi", "shule", "exams", "mitihani", "further",
    "notice", "next", "mwaka", "year", "nitakapo", "nikitoka", "nimalize", "nitoke", "nitakaporudi",
})  # fmt: skip
_ELSE = frozenset({
    "someone", "somebody", "anyone", "else", "others", "other", "wengine", "wengineo", "mwingine",
    "999", "112",
})  # fmt: skip
_OTHER_THINGS = frozenset({
    "pesa", "hela", "doo", "doh", "mapeni", "money", "cash", "airtime", "salio", "kredo",
    "bundles", "bundle", "picha", "photo", "photos", "pics", "video", "videos", "mtu", "watu",
    "mjumbe", "polisi", "gari", "chakula", "unga", "nguo", "barua", "cheque", "hundi",
    "someone", "somebody", "visitor", "visitors", "wageni", "mgeni",
})  # fmt: skip
_BUT = frozenset({
    "lakini", "ila", "but", "bali", "badala", "only", "tu", "instead",
})  # fmt: skip
_INSTEAD = frozenset({
    "send", "call", "text", "write", "use", "tumia", "tumieni", "tuma", "tumeni", "andika",
    "andikeni", "nitumie", "nitumieni", "mnitumie", "nipigie", "nipigieni", "mnipigie",
    "unipigie", "piga", "pigeni", "mpige", "phone", "nicall", "nitext", "whatsapp",
})  # fmt: skip


def limited(
    findings: Sequence[Finding], tokens: Sequence[Token], lexicon: Lexicon
) -> list[Finding]:
    """Turn every stop that has a limit into a wish, and drop what asks nothing of us."""
    if not any(finding.sense.label is Label.STOP for finding in findings):
        return list(findings)
    names = frozenset(finding.sense.name for finding in findings)
    settled: list[Finding] = []
    for finding in findings:
        name = _instead(finding, tokens, names)
        if name is None:
            settled.append(finding)
        elif name:
            sense = lexicon.senses[name]
            settled.append(Finding(sense, f"limit: {sense.means}", finding.words, finding.place))
    return settled


def names_a_limit(tokens: Sequence[Token]) -> bool:
    """Say whether a time, another thing, another way or a "not" stands anywhere in the text."""
    limits = _PARTS | _SPANS | _WHILE | _OTHER_THINGS | _INSTEAD | _NOT | _OLD
    return any(token.word in limits for token in tokens)


def _instead(finding: Finding, tokens: Sequence[Token], names: frozenset[str]) -> str | None:
    """Name the sense a stop turns into; empty when it says nothing, None when it stands."""
    if finding.sense.name in _ABOUT_HER and _is_denied(finding, tokens):
        return "stay_in_touch"
    if _is_told(finding, tokens):
        return ""
    return "limit_wish" if _is_limited(finding, tokens, names) else None


def _is_denied(finding: Finding, tokens: Sequence[Token]) -> bool:
    """Find "do not remove me": she wants us to go on."""
    return bool(_NOT & set(_before(finding, tokens)[-1:]))


def _before(finding: Finding, tokens: Sequence[Token]) -> list[str]:
    clause = tokens[finding.place].clause
    return [token.word for token in tokens[: finding.place] if token.clause == clause]


def _is_told(finding: Finding, tokens: Sequence[Token]) -> bool:
    """Find what is told or asked: they removed me, why did you stop, stop the wedding."""
    if finding.sense.name == "stop_number":
        return tokens[finding.place].word.endswith("ed")
    before = set(_before(finding, tokens)[-3:])
    if finding.sense.name == "stop_texts" and _DONE & before and not before & {"say", "said"}:
        return True
    return finding.words == "stop" and _is_of_another_matter(tokens, finding.place)


def _is_of_another_matter(tokens: Sequence[Token], place: int) -> bool:
    """Find "stop the wedding", "stop my salary", where no word speaks of what we send."""
    said = _clause_from(place, tokens)[1:]
    if not said or said[0].word not in _OWNERS:
        return False
    return not any(token.keys & _OURS for token in said)


def _is_limited(finding: Finding, tokens: Sequence[Token], names: frozenset[str]) -> bool:
    name = finding.sense.name
    said = _clause_from(finding.place, tokens)
    if name in _OF_THE_NUMBER and ("new_number" in names or _OLD & {t.word for t in said[:5]}):
        return True
    if name in _NOT_ALL and _names_a_time(said):
        return True
    return name in _OF_MESSAGES and (
        _is_for_a_while(said) or _of_another_thing(said) or _asks_instead(tokens)
    )


def _is_for_a_while(said: Sequence[Token]) -> bool:
    """Find "while I work", "until Monday"; "until I die", "before I report you" bound nothing."""
    words = [token.word for token in said]
    if any(word in _WHILE and "never" not in words for word in words):
        return True
    times = _PARTS | _SPANS | _AT_TIMES
    return any(
        word in _UP_TO and (set(words[place + 1 : place + 4]) & times or _has_digit(words[place:]))
        for place, word in enumerate(words)
    )


def _has_digit(words: Sequence[str]) -> bool:
    return any(word[:1].isdigit() for word in words[1:4])


def _clause_from(place: int, tokens: Sequence[Token]) -> list[Token]:
    return [token for token in tokens[place:] if token.clause == tokens[place].clause]


def _names_a_time(said: Sequence[Token]) -> bool:
    """Find a time that bounds the stop; `every night` and `night and day` bound nothing."""
    words = ["", *(token.word for token in said), ""]
    for before, word, after in zip(words, words[1:], words[2:], strict=False):
        if before in _EVERY or after in {"na", "and"}:
            continue
        if word in _PARTS or (word in _SPANS and {before, after} & _HOW_LONG):
            return True
    return False


def _of_another_thing(said: Sequence[Token]) -> bool:
    named = any(token.word in _OTHER_THINGS or token.keys & _PEOPLE for token in said[1:4])
    return named and not any("#message" in token.keys for token in said)


def _asks_instead(tokens: Sequence[Token]) -> bool:
    """Find "call me", "send in Swahili" at the head of a clause or after but."""
    words = [token.word for token in tokens]
    if _ELSE & set(words):
        return False
    if any(one == "tumia" and other in _OTHER_ONE for one, other in pairwise(words)):
        return True
    clause, leads = -1, True
    for token in tokens:
        leads = leads or token.clause != clause or token.word in _BUT
        clause = token.clause
        if leads and token.word in _INSTEAD:
            return True
        leads = (leads and "#filler" in token.keys) or token.word in _BUT
    return False
