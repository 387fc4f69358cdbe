"""Catch a few wordings that must never close a text, whatever else was read in it.

Told to say fine, back with the one who exploited her, a fine denied after it, leave me to die, stop
him: read word by word each of these looks harmless. A row can only make a reading graver.
"""

import re
from collections.abc import Iterator, Sequence

from monitor.reading.beside import with_danger_beside
from monitor.reading.lexicon import Lexicon
from monitor.reading.phrases import Token
from monitor.reading.reading import Label
from monitor.reading.senses import Finding

_FINE = r"(?:sawa|salama|poa|fiti|freshi?|vizuri|fine|ok|okay|well|safe|good|alright)"
_MAN = (
    r"(?:him|her|them|my (?:husband|man|boyfriend|father|dad|boss|uncle|brother|step\w*|pimp)"
    r"|this man|that man|the man|these men|those men)"
)
_TOLD = (
    r"\b(?:ame|ali|wame|wali|ana|wana|ka)(?:ni)?(?:sema|ambia|lazimisha|amuru|agiza)\b.{0,20}"
    r"\b(?:ni(?:si)?(?:seme|andike|jibu|waambie|ongee|eleze)|ku(?:to)?(?:sema|andika|jibu|ongea))\b"
    r"|\b(?:he|she|they|boss|madam|husband)\b.{0,12}\b(?:told|tells|ordered|forced|made|makes|said"
    r"|says|wants?|asked)\b.{0,15}\b(?:say|write|answer|reply|tell you)\b"
    rf"|\b{_FINE}\b.{{0,12}}\b(?:if|as long as|because) (?:he|she|they) "
    r"(?:says?|said|wants?|told)\b"
    r"|\b(?:ha|hawa)jui (?:kama |kwamba )?(?:nime|nina|na)(?:andika|waandikia|kuandikia|tuma|text)"
    r"|\b(?:he|she|they) (?:doesn'?t|does not|don'?t|do not|didn'?t) know (?:that )?"
    r"(?:i|im|i'm|i am) (?:wr\w+|text\w*|message\w*|reply\w*|have)"
)
_DEATH = (
    r"\b(?:ni|tu)(?:ache|acheni|wache|wacheni)\s+(?:tu\s+)?ni?(?:fe|jiue|kufe|life)\b"
    r"|\b(?:ku)?acha\s+(?:ku)?ishi\b|\bunsubscribe\s+(?:me\s+)?from\s+(?:my\s+)?life\b"
    r"|\b(?:leave|let)\s+me\s+(?:alone\s+)?(?:to\s+)?die\b"
)
_FAREWELL = (
    r"\b(?:ni|n)?talala\s+(?:usingizi\s+wa\s+)?milele\b|\bsleep\s+for\s*ever\b"
    r"|\b(?:asante|asanteni|shukran\w*|thanks?|thank you)\s+(?:kwa|for)\s+(?:kila kitu|yote"
    r"|everything|all)\b.{0,15}\b(?:kwa ?heri\w*|good ?bye|bye)\b"
    r"|\b(?:kwa ?heri\w*|good ?bye|bye)\b.{0,15}\b(?:asante\w*|thanks?|thank you)\s+(?:kwa|for)"
    r"\s+(?:kila kitu|yote|everything|all)\b"
)
_STOP_HIM = (
    rf"\bstop\s+{_MAN}\b|\b(?:tell|told|want|ask|make|get|wish|beg|let)\w*\s+{_MAN}\s+(?:to\s+)?stop\b"
    rf"|^\W*(?:please\s+|tafadhali\s+)?to(?:a|eni)\s+(?:mimi|sisi)\s+(?:hapa|huku"
    r"|humu|ndani)\b|\b(?:mwambi\w+\s+)?w?a(?:na|ta)?(?:ni|tu|m)?(?:ache|wache|achane|wachane|koma|kome)\b"
)
_BACK = (
    r"\b(?:ni|tu)(?:me|li)rudi(?:a|shwa)?\s+(?:tena\s+)?(?:kwa|kwake|na)\s+(?:yule\s+)?"
    r"(?:boss|bosi|madam|madamu|tajiri|mwajiri|agent|ajenti|pimp|mume|bwana)\b"
    r"|\b(?:back|returned)\s+(?:to|with|at)\s+(?:my|the)\s+(?:old\s+|former\s+)?"
    r"(?:boss|madam|employer|agent|pimp)\b"
)
_DENIED = rf"\b{_FINE}\b\W{{0,4}}\s*(?:not|sio|siyo|si|hapana)\W*$"
_ROWS = (
    ("told_to_say", re.compile(_TOLD, re.DOTALL)),
    ("wants_to_die", re.compile(_DEATH)),
    ("farewell", re.compile(_FAREWELL, re.DOTALL)),
    ("stop_another", re.compile(_STOP_HIM)),
    ("back_with_them", re.compile(_BACK)),
    ("fine_denied", re.compile(_DENIED)),
)
_MEANS = {
    "told_to_say": ("half_said", "told what to say, or writes in secret"),
    "wants_to_die": ("suicide", "wants to die"),
    "farewell": ("half_said", "may be a farewell"),
    "stop_another": ("half_said", "somebody else is to stop"),
    "back_with_them": ("half_said", "back with the one she worked for"),
    "fine_denied": ("half_said", "fine is denied after it"),
}
_SIGNS = frozenset(
    [
        "kept_sign", "key_sign", "ride_sign", "price_sign", "bond_sign", "client_sign",
        "film_sign", "cond_sign", "bed_sign", "pain_below", "watch_sign", "hurt_seen",
        "quiet_child", "child_gone", "drink_sign", "mob_sign", "drip_sign", "blade_said",
        "water_wish", "poison_named", "police_pay", "cut_said", "done_with", "collect_her",
        "other_hurt", "weapon_named", "death_word", "threat_said", "girls_kept", "lies_still",
        "injured", "child_handled",
    ]
)  # fmt: skip
_NO_DEED = frozenset(
    f"#{name}"
    for name in (
        "neg", "harmless", "phone_call", "help_verb", "give", "send", "say", "talk", "know", "pay",
        "ask", "want", "bother", "mock", "hate", "rescue", "buy", "pray", "tend", "quit", "teach",
        "carry", "chase", "owe", "err", "refuse", "wait", "hear", "get", "feel", "put", "change",
    )
)  # fmt: skip
_ENDS = frozenset({Label.STOP, Label.WRONG_NUMBER})
_TO_US = re.compile(
    r"^\W*(?:stop|acha|acheni|komesha|komesheni|sitisha|sitisheni)\b\s*[.,!;:]"
    r"|\b(?:sms|msgs?|messages?|texts?|texting|ujumbe|jumbe|meseji)\b|\bkuni(?:tumia|andikia|text)"
)
_STOP_HIM_ALONE = re.compile(rf"\bstop\s+{_MAN}\b")
_NO_STOP = frozenset({"wants_to_die", "stop_another"})


def guards(text: str) -> Iterator[str]:
    """Name every row that stands in the text.

    >>> list(guards("niko sawa, NOT"))
    ['fine_denied']
    >>> list(guards("Please stop my husband"))
    ['stop_another']
    >>> list(guards("niko sawa"))
    []
    """
    lowered = text.casefold().replace("\u2019", "'")
    return (name for name, pattern in _ROWS if pattern.search(lowered))


def guarded(text: str, findings: Sequence[Finding], lexicon: Lexicon) -> list[Finding]:
    """Add what the rows say, and drop a stop that is meant for another or for her life."""
    names = frozenset(guards(text)) - _also_ours(text)
    kept = [f for f in findings if f.sense.label is not Label.STOP or not names & _NO_STOP]
    kept = with_danger_beside(kept, lexicon)
    added = (_MEANS[name] for name in sorted(names))
    return kept + [
        Finding(lexicon.senses[sense], f"guard: {said}", said, 0) for sense, said in added
    ]


def _also_ours(text: str) -> frozenset[str]:
    """Let a stop stand that is said to us as well, or that is about our messages."""
    lowered = text.casefold()
    ours = _TO_US.search(lowered) and not _STOP_HIM_ALONE.search(lowered)
    return frozenset({"stop_another"} if ours else ())


def danger_beside(
    findings: Sequence[Finding], tokens: Sequence[Token], lexicon: Lexicon
) -> list[Finding]:
    """Hear a sign of danger beside "do not write" or "you have the wrong person".

    Either label ends our contact. One sign alone says little; beside an end of contact it may be
    the last that we hear, or a neighbour who found the phone on the floor. A deed done to her by
    others that is not harmless is such a sign beside a stop.
    """
    labels = {finding.sense.label for finding in findings if not finding.sense.weak}
    if Label.DISTRESS in labels or not labels & _ENDS:
        return []
    signs = [(f.words, f.place) for f in findings if f.sense.name in _SIGNS and not f.guessed]
    if Label.STOP in labels:
        signs += [(t.word, place) for place, t in enumerate(tokens) if _is_deed_to_her(t)]
    sense = lexicon.senses["warning_signs"]
    rule = "guard: a sign of danger where contact ends"
    return [Finding(sense, rule, words, place) for words, place in signs[:1]]


def _is_deed_to_her(token: Token) -> bool:
    acts = token.keys >= {"#verb", "#s3", "#o1"} and token.keys & {"#perfect", "#past", "#present"}
    return bool(acts) and not token.guessed and not token.keys & _NO_DEED
