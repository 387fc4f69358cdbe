"""Choose the language of her screens: none may show a wording that nobody has approved.

A session goes on in the language it was opened in, whatever staff change meanwhile. Where its
wordings may not be shown any more it goes on in hers of now, or ends; what she typed is acted on.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from monitor.core.errors import Invalid
from monitor.people.contact_facts import ContactFacts
from monitor.sms.her_screens import Words, may_show, words_in
from monitor.sms.public_menu import load_public_menu
from monitor.sms.ussd import end
from monitor.sms.ussd_step import Shown, Step
from monitor.triage.alarms import raise_alarm
from monitor.usecases.programme import Programme


def speaking(
    session: Session, programme: Programme, step: Step, contact: ContactFacts
) -> tuple[Step, bool]:
    """Return the step in the language to show, and whether any screen may be shown at all."""
    asked = dict.fromkeys((step.place.get("language", contact.language), contact.language))
    for language in asked:
        if may_show(session, programme.languages, language, unapproved_ok=programme.unapproved_ok):
            return _in(step, language), True
    return _in(step, _understood(programme, tuple(asked)).language), False


def unshown(session: Session, programme: Programme, shown: Shown, *, at: datetime) -> Shown:
    """Return a neutral last screen in place of one that may not be shown."""
    raise_alarm(session, "ussd_words_missing", at=at)
    ending = load_public_menu(programme.settings.config_dir).ending
    return replace(shown, reply=end(ending), place={})


def _understood(programme: Programme, languages: tuple[str, ...]) -> Words:
    """Return words to understand an entry by, never to show: any language that has them all."""
    for language in (*languages, *programme.languages.by_code):
        try:
            return words_in(programme.languages, language)
        except Invalid:
            continue
    raise Invalid("her menu is not worded in any language", field="language")


def _in(step: Step, language: str) -> Step:
    return replace(step, place={**step.place, "language": language})
