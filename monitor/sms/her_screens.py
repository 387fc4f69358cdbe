"""The screens of her own menu, worded in her language, without a name or anything that tells.

Whoever looks over her shoulder reads a few plain words. The same screens are shown after a duress
PIN.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy.orm import Session

from monitor.core.errors import Invalid
from monitor.core.language import Languages, wording_hash
from monitor.sms.approvals import approved_hashes
from monitor.sms.text import plain
from monitor.sms.ussd import BACK_KEY, NEXT_KEY, screen, strange_in
from monitor.sms.ussd_step import Place

YES, NO = "1", "2"
MENU, HOW = "menu", "how"
CONFIRMED = ("pause", "stop", "restart")
"""What is done only after one question whether she is sure."""

ANSWERS = ("ussd_ok", "ussd_problem", "ussd_call")
"""The three answers of the check-in, in the order of their keys."""

WORDINGS = (
    *("ussd_menu", "ussd_how", "ussd_questions", "ussd_resume", "ussd_pause", "ussd_stop"),
    *("ussd_restart", "ussd_help", "ussd_how_ask", *ANSWERS, "ussd_pause_sure"),
    *("ussd_stop_sure", "ussd_restart_sure", "ussd_yes", "ussd_no", "ussd_end"),
    *("ack", "ack_call", "ack_later", "ask_again", "survey_keys", "next_page", "previous_page"),
)
"""Every wording that her menu and its surveys need."""


@dataclass(frozen=True)
class Words:
    """The wordings of her menu in one language."""

    language: str
    texts: Mapping[str, str]

    def __getitem__(self, template: str) -> str:
        """Return one wording."""
        return self.texts[template]

    @property
    def paging(self) -> Mapping[str, tuple[str, str]]:
        """Return the words for next page and back, as the screens take them."""
        return {self.language: (self["next_page"], self["previous_page"])}


def words_in(languages: Languages, language: str) -> Words:
    """Return the wordings of a language; `Invalid` where one is missing."""
    texts = {template: languages.wording(template, language) for template in WORDINGS}
    known = {template: plain(text) for template, text in texts.items() if text is not None}
    if len(known) < len(texts):
        raise Invalid("her menu is not worded in this language", field="language")
    return Words(language, MappingProxyType(known))


def may_show(session: Session, languages: Languages, language: str, *, unapproved_ok: bool) -> bool:
    """Tell whether every wording of her menu exists in her language, can be shown and may be."""
    texts = {template: languages.wording(template, language) for template in WORDINGS}
    approved = frozenset() if unapproved_ok else approved_hashes(session)
    return all(
        text is not None
        and not strange_in(plain(text))
        and (unapproved_ok or (template, language, wording_hash(text)) in approved)
        for template, text in texts.items()
    )


def body_at(words: Words, place: Place) -> str:
    """Return the page of the screen that a place names.

    >>> texts = {name: name for name in WORDINGS}
    >>> body_at(Words("en", texts), {"screen": "menu", "items": ["how", "stop"]})
    'ussd_menu\\n1 ussd_how\\n2 ussd_stop\\nussd_help'
    >>> body_at(Words("en", texts), {"screen": "stop", "notice": "ask_again"})
    'ask_again\\nussd_stop_sure\\n1 ussd_yes\\n2 ussd_no\\nussd_help'
    """
    pages = _pages(words, place)
    return pages[min(int(place.get("page", 0)), len(pages) - 1)]


def turned(words: Words, place: Place, key: str) -> Place | None:
    """Return the place a paging key leads to, or None where it is no such key here."""
    last = len(_pages(words, place)) - 1
    step = {NEXT_KEY: 1, BACK_KEY: -1}.get(key)
    if step is None or last == 0:
        return None
    return {**place, "page": min(max(int(place.get("page", 0)) + step, 0), last)}


def _pages(words: Words, place: Place) -> tuple[str, ...]:
    name, notice = place["screen"], place.get("notice")
    if name == MENU:
        body, options = "ussd_menu", tuple(f"ussd_{item}" for item in place["items"])
    elif name == HOW:
        body, options = "ussd_how_ask", ANSWERS
    else:
        body, options = f"ussd_{name}_sure", ("ussd_yes", "ussd_no")
    above = "" if notice is None else f"{words[notice]}\n"
    numbered = [(key, words[option]) for key, option in enumerate(options, start=1)]
    text = f"{above}{words[body]}"
    return screen(text, numbered, words["ussd_help"], words.language, paging=words.paging)
