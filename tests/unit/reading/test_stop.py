"""Tables of texts that end contact, in many wordings, and of what only looks like an end."""

from functools import lru_cache
from pathlib import Path

import pytest

from monitor.reading.lexicon import Lexicon, load_lexicon
from monitor.reading.reader import read
from monitor.reading.reading import Label, Reading

_LEXICON = Path(__file__).resolve().parents[3] / "config" / "languages" / "lexicon"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("kuanzia leo msinitumie kitu", id="send-me-nothing"),
        pytest.param("msiwahi kunitext tena maishani", id="never-text"),
        pytest.param("imeisha, msitume", id="over-do-not-send"),
        pytest.param("naomba nisipokee ujumbe tena", id="may-i-receive-none"),
        pytest.param("hakuna kutuma tena", id="no-sending"),
        pytest.param("hapana tuma tena", id="broken-swahili"),
        pytest.param("msinipigie wala kunitumia ujumbe", id="neither-call-nor-write"),
        pytest.param("dont ask me anything again", id="ask-no-more"),
        pytest.param("do not follow up with me", id="no-follow-up"),
        pytest.param("dont check up on me again", id="no-checking"),
        pytest.param("from now on no texts and no calls", id="from-now-on"),
        pytest.param("your messages are not welcome", id="not-welcome"),
        pytest.param("why are you still texting", id="still-texting"),
        pytest.param("kindly discontinue these messages", id="discontinue"),
        pytest.param("zima hizi sms bana", id="turn-off"),
        pytest.param("mnasumbua na hizi jumbe, mziache", id="leave-them-off"),
        pytest.param("stopisheni hiyo program", id="sheng-stop"),
        pytest.param("achaneni na story ya kunitext", id="sheng-leave-off"),
        pytest.param("acheni gunitumia", id="mother-tongue-spelling"),
        pytest.param("leave me aloneee", id="drawn-out"),
        pytest.param("s t o p", id="letter-by-letter"),
        pytest.param("switch off these greetings", id="greetings-off"),
        pytest.param("simameni na hizo jumbe", id="halt-with-them"),
        pytest.param("hamtakiwi kuniandikia", id="you-may-not"),
        pytest.param("leave my inbox alone, i work here", id="inbox-alone"),
        pytest.param("zimetosha, hizi jumbe zenu", id="enough-of-them"),
        pytest.param("would you mind not texting, i prefer not to be contacted", id="rather-not"),
        pytest.param("no texting, no calling", id="no-texting"),
    ],
)
def test_no_more_messages_is_a_stop(text: str) -> None:
    assert _read(text).label is Label.STOP


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("nataka kujitoa kwa mpango wenu", id="off-the-programme"),
        pytest.param("nimeamua kutoka kwa hii project", id="out-of-the-project"),
        pytest.param("natoka kwa hii group", id="out-of-the-group"),
        pytest.param("siwezi endelea na hii programme, asanteni", id="cannot-go-on-with-it"),
        pytest.param("I withdraw from the follow up", id="withdraws"),
        pytest.param("i refuse to continue", id="refuses"),
        pytest.param("am not part of this anymore", id="no-part"),
        pytest.param("I kindly request to be removed from the program", id="to-be-removed"),
        pytest.param("naomba kuondolewa kwenye mpango", id="to-be-taken-off"),
        pytest.param("muitoe namba yangu kwa orodha", id="off-the-list"),
        pytest.param("erase my details from your records", id="erase-details"),
        pytest.param("deletini number yangu", id="sheng-delete"),
        pytest.param("block me from your list", id="block-me"),
        pytest.param("I take back my consent", id="takes-back-consent"),
        pytest.param("sikubali tena kutumiwa sms", id="agrees-no-more"),
        pytest.param("asante kwa yote, naomba tuishie hapo", id="let-us-end"),
        pytest.param("tumalizie hapa tu", id="let-us-finish"),
        pytest.param("hii iwe sms ya mwisho", id="the-last-one"),
        pytest.param("nimefika mwisho na nyinyi", id="done-with-you"),
        pytest.param("sihitaji huduma yenu tena", id="no-service"),
        pytest.param("hamna haja ya kunicheki kila wiki", id="no-need"),
        pytest.param("leave me in peace", id="in-peace"),
        pytest.param("my name should be removed, thanks", id="name-removed"),
        pytest.param("strike me off, i am busy", id="strike-off"),
        pytest.param("consent withdrawn", id="consent-withdrawn"),
        pytest.param("sitisha huduma", id="end-the-service"),
        pytest.param("nichomoeni kwa hii kitu yenu", id="sheng-pull-out"),
        pytest.param("msinihesabu tena, nimejitoa", id="count-me-no-more"),
        pytest.param("I am no longer in need of this service", id="no-longer-in-need"),
        pytest.param("ningependa kuachwa", id="to-be-left"),
        pytest.param("i told you guys to stop", id="told-you"),
        pytest.param("mume hapendi kuona hizi jumbe, tuishie hapa", id="husband-dislikes-them"),
    ],
)
def test_leaving_the_programme_is_a_stop(text: str) -> None:
    assert _read(text).label is Label.STOP


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("msinitumie sms asubuhi niko job", id="not-in-the-morning"),
        pytest.param("dont text me at night", id="not-at-night"),
        pytest.param("stop for a week am travelling", id="a-week"),
        pytest.param("msitume wiki hii", id="this-week"),
        pytest.param("dont text me, call me", id="call-instead"),
        pytest.param("usinitext, nipigie", id="call-instead-swahili"),
        pytest.param("usinitumie nikiwa kazini", id="while-at-work"),
        pytest.param("usinitumie kwa kizungu, nitumie kiswahili", id="in-swahili"),
        pytest.param("do not send airtime again", id="no-airtime"),
        pytest.param("msitume pesa tena kwa hii namba", id="no-money"),
        pytest.param("delete my old number, i use this one now", id="old-number"),
        pytest.param("stop worrying about me", id="stop-worrying"),
        pytest.param("acha niulize swali", id="let-me-ask"),
        pytest.param("they removed me from school", id="removed-from-school"),
        pytest.param("can I stop the injections", id="injections"),
        pytest.param("nataka kuacha mume wangu", id="leaves-husband"),
        pytest.param("sitaki kurudi kwake", id="not-back-to-him"),
        pytest.param("I dont want to see him anymore", id="not-him"),
        pytest.param("usiache kunipigia", id="do-not-stop"),
        pytest.param("not text, i want to hear a voice", id="a-voice"),
        pytest.param("tell him to stop", id="him"),
        pytest.param("I want them to stop calling me", id="them"),
        pytest.param("wamwambie aniache", id="let-him-leave-me"),
        pytest.param("remove me from this house", id="from-this-house"),
        pytest.param("get me out of this", id="get-me-out"),
        pytest.param("let me end it here, i am tired of living", id="tired-of-living"),
        pytest.param("siwezi kuendelea na hii maisha", id="cannot-go-on-living"),
        pytest.param("nataka kujitoa uhai", id="her-own-life"),
        pytest.param("let it end", id="let-it-end"),
        pytest.param("dont look for me", id="farewell"),
        pytest.param("please dont remove me from the program", id="do-not-remove"),
        pytest.param("do not delete my number", id="do-not-delete"),
        pytest.param("why did you stop texting me", id="why-stopped"),
        pytest.param("stop the wedding please", id="wedding"),
        pytest.param("sitaki hii mimba", id="pregnancy"),
        pytest.param("I dont want this marriage", id="marriage"),
        pytest.param("nikisema stop mtanitoa?", id="if-i-say-stop"),
        pytest.param("sio mimi nilisema stop", id="it-was-not-i"),
        pytest.param("nimeambiwa niseme sitaki tena", id="told-to-say-stop"),
        pytest.param("she will not answer you again", id="he-answers-for-her"),
        pytest.param("nipeni nafasi niongee na mshauri", id="room-to-talk"),
    ],
)
def test_a_look_alike_ends_nothing(text: str) -> None:
    assert _read(text).label is not Label.STOP


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("stop texting me every night", id="every-night"),
        pytest.param("acheni kunisumbua usiku na mchana", id="night-and-day"),
        pytest.param("mzikate hizi jumbe kila jumatatu", id="every-monday"),
        pytest.param("msinitumie tena hata siku moja", id="not-one-day"),
        pytest.param("from tomorrow dont text me again", id="from-tomorrow"),
    ],
)
def test_a_time_that_bounds_nothing_leaves_the_stop(text: str) -> None:
    assert _read(text).label is Label.STOP


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("usitume tena, mume alisoma akanipiga", id="read-and-beaten"),
        pytest.param("stop, my husband has seen the last message", id="he-has-seen-it"),
        pytest.param("tumegombana juu ya hizi sms, msitume tena", id="quarrel-over-them"),
        pytest.param("futa namba yangu anakuja na panga", id="panga"),
        pytest.param("usiandike tena, ameona ujumbe wa jana", id="he-has-read-it"),
    ],
)
def test_a_stop_beside_danger_is_both(text: str) -> None:
    reading = _read(text)
    assert (reading.label, reading.also) == (Label.DISTRESS, (Label.STOP,))


def test_a_threat_to_us_marks_the_stop_as_hostile() -> None:
    reading = _read("nitawashtaki mkiendelea kunitumia")
    assert reading.label is Label.STOP
    assert "hostile" in reading.flags


def _read(text: str) -> Reading:
    return read(text, lexicon=_lexicon(), prompt="checkin")


@lru_cache
def _lexicon() -> Lexicon:
    return load_lexicon(_LEXICON)
