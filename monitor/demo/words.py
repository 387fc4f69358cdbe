"""What the synthetic people write: ordinary Kenyan texts, by what they mean and in which language.

They are made up for the demo. How they are read is the reader's business; nothing here tells it.
"""

from collections.abc import Mapping

from monitor.demo.chance import Chance

OK, PROBLEM, WORRY, CALL, DISTRESS, STOP, WRONG, QUESTION = (
    "ok", "problem", "worry", "call", "distress", "stop", "wrong", "question",
)  # fmt: skip

STOCK: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    OK: {
        "sw": (
            "Sawa",
            "niko poa tu",
            "Salama kabisa, asante kwa kuuliza",
            "1",
            "Niko sawa, nimepata kazi ya kufua nguo",
            "mzima wa afya",
            "fiti sana",
            "Tuko salama mimi na mtoto",
            "sina shida yoyote",
            "Nzuri, leo nilienda sokoni",
            "1 sawa",
            "Poa, biashara ya mboga inaendelea",
            "niko salama na nimeanza shule ya ushonaji",
            "Hakuna shida, Mungu ni mwema",
        ),
        "en": (
            "I am fine, thank you",
            "1",
            "Ok",
            "doing well, the new job is good",
            "all good here",
            "Am ok and the baby is ok",
            "fine, i started the tailoring class",
        ),
    },
    PROBLEM: {
        "sw": (
            "2",
            "Shida, sina pesa ya kodi mwezi huu",
            "mtoto ni mgonjwa tangu juzi",
            "Nimefutwa kazi wiki hii",
            "sina chakula nyumbani",
            "2 nimeibiwa simu na kitambulisho",
            "mwenye nyumba anataka kunitoa",
            "sijalala vizuri, naumwa kichwa kila siku",
        ),
        "en": (
            "2",
            "no money for rent this month",
            "my child is sick since sunday",
            "I lost my job",
            "we have nothing to eat today",
        ),
    },
    WORRY: {
        "sw": ("mtoto wangu ni mgonjwa sana tangu jana", "2 mtoto ni mgonjwa sana"),
        "en": ("my child is very sick since yesterday",),
    },
    CALL: {
        "sw": (
            "3",
            "Nipigie tafadhali",
            "naomba unipigie jioni",
            "Nataka kuongea na mtu",
            "nipigie kesho asubuhi nikitoka kazini",
        ),
        "en": ("3", "please call me", "Can someone call me this evening?", "i want to talk"),
    },
    DISTRESS: {
        "sw": (
            "yule mtu amerudi, ananitishia",
            "sawa lakini amenipiga",
            "nimefungiwa ndani siwezi kutoka",
            "naogopa, ananifuata kila siku",
        ),
        "en": ("he found me and he is outside", "he beat me last night", "they took my passport"),
    },
    STOP: {"sw": ("STOP", "acha kunitumia meseji", "Sitaki meseji tena"), "en": ("STOP",)},
    WRONG: {
        "sw": ("Umekosea namba", "Hii si namba yake, mimi ni mtu mwingine"),
        "en": ("Wrong number", "You have the wrong person"),
    },
    QUESTION: {
        "sw": ("Wewe ni nani?", "Mtanisaidia na karo ya shule?", "ofisi inafunguliwa saa ngapi"),
        "en": ("Who is this?", "When is the next training?"),
    },
}


def pick(meaning: str, language: str, chance: Chance) -> str:
    """Return one text of a meaning; a language without any borrows from Swahili.

    >>> pick(STOP, "en", Chance("any"))
    'STOP'
    """
    texts = STOCK[meaning]
    return chance.pick(texts.get(language) or texts["sw"])


def is_calm(text: str) -> bool:
    """Say whether a text of the stock is about being well, so that nobody has to hurry.

    >>> is_calm("Sawa"), is_calm("STOP")
    (True, False)
    """
    return text in _CALM


_CALM = frozenset(text for texts in STOCK[OK].values() for text in texts)
