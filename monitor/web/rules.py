"""The rules of an enrolment in plain words, beside the field that breaks them."""

from collections.abc import Mapping

from monitor.web.speech import _, marked

RULES: Mapping[str, str] = {
    "must be 1 to 40 letters, digits, spaces or hyphens": marked(
        "1 to 40 letters, digits, spaces or hyphens."
    ),
    "must lie between the year 2000 and a year from now": marked(
        "A day between the year 2000 and a year from now."
    ),
    "must lie between 1900 and this year": marked("A year between 1900 and this year."),
    "must be the name of a county, up to 40 letters": marked("The name of a county."),
    "must be a check-in wording that exists in her language": marked(
        "Choose a wording of her language."
    ),
    "must not lie before the exit": marked("It must not lie before the exit."),
    "must hold trusted_contact where one is named": marked(
        "She named a trusted contact: ask for her consent to that too."
    ),
    "must be four digits": marked("Four digits."),
    "is too easy to guess": marked("Too easy to guess. Let her choose another."),
    "must not be the year of birth": marked("Not the year of birth."),
    "must differ from the PIN": marked("It must differ from the PIN."),
    "needs a PIN beside it": marked("It needs a PIN beside it."),
    "must be one plain word of letters": marked("One plain word of letters."),
    "needs at least 5 letters": marked("At least five letters."),
    "may have at most 30 letters": marked("At most 30 letters."),
    "is too near to a digit word, an answer, a stop word or a call for help": marked(
        "Too near to a number, an answer, a stop word or a call for help. Another word."
    ),
    "is too near to the code name": marked("Too near to the code name. Another word."),
    "is too near to the other word": marked("Too near to the other word. Another one."),
    "is a word that people write in ordinary replies": marked(
        "People write this word in ordinary replies. Another word."
    ),
}
ELSE = marked("This does not fit. Check it once more.")


def rule(text: str) -> str:
    """Return a rule in the language of the page."""
    return _(RULES.get(text, ELSE))
