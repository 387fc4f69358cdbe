"""The names of statuses and rates, and what each means, as they are printed under every figure.

`docs/outcomes.md` says the same at more length; whoever changes one changes the other.
"""

from collections.abc import Mapping

from monitor.outcomes.indicators import Fate
from monitor.outcomes.statuses import Status
from monitor.web.speech import marked

Words = Mapping[str, str]

STATUSES: Words = {
    Status.STABLE: marked("Stable"),
    Status.UNSTABLE: marked("Unstable"),
    Status.RETURNED: marked("Came back in"),
    Status.RE_EXPLOITED: marked("Exploited again"),
    Status.CONTACT_ONLY: marked("Contact only"),
    Status.OPTED_OUT: marked("Asked to stop"),
    Status.UNKNOWN: marked("Unknown"),
    Status.DECEASED: marked("Has died"),
}
"""In the order of the table: first what we know, then what we do not."""

STATUS_MEANINGS: Words = {
    Status.STABLE: marked(
        "She was reached herself, all four areas of Core-14 could be scored, no answer was"
        " critical, every area scored one half or more, and no case NOW or TODAY was open."
    ),
    Status.UNSTABLE: marked(
        "She was reached herself, and a case NOW or TODAY was open, or an answer was critical,"
        " or an area of Core-14 scored below one half."
    ),
    Status.RETURNED: marked("She moved back in, with us or into emergency housing."),
    Status.RE_EXPLOITED: marked(
        "A caseworker has recorded that exploitation after the exit is confirmed. It stays, also"
        " when she recovers later."
    ),
    Status.CONTACT_ONLY: marked("She was reached herself, but Core-14 was not complete."),
    Status.OPTED_OUT: marked("She asked us to stop, and was not reached herself."),
    Status.UNKNOWN: marked("None of the others: we do not know how she is."),
    Status.DECEASED: marked("Her death was recorded. She is left out of every rate."),
}

STATUS_RULE = marked(
    "The statuses are asked in this order, and the first that fits counts: has died, exploited"
    " again, came back in, unstable, stable, contact only, asked to stop, unknown."
)
REACHED_HERSELF = marked(
    "Reached herself means: by call or visit with her identity checked, or by her right PIN."
    " A text from her number is a reply and proves nothing about who wrote it."
)
WINDOW = marked(
    "Each month is measured from 21 days before its date to 21 days after it, as things stood on"
    " the last of these days. A quarter of exits is counted once that window has passed for all"
    " of them. Who leaves twice has two exits."
)
INTERVAL = marked(
    "The interval is Wilson's, for 95 in 100: how far chance alone could move a rate of so few"
    " people."
)
POOLED = marked(
    "A quarter with fewer than 20 people is put together with its neighbours: half-years, years"
    " or several years. Nothing is left out."
)
FEW = marked("Fewer than 20 people: chance rules such a rate. Do not pass it on.")

RATES: Words = {
    "main": marked("Reintegration"),
    "among_known": marked("Among those we know of"),
    "re_exploited": marked("Exploited again"),
    "lost": marked("Lost"),
    "opted_out": marked("Asked to stop"),
}
RATE_MEANINGS: Words = {
    "main": marked(
        "Stable, of all exits but the deceased. Whoever we know nothing of stays in the count"
        " below the line and is not counted as stable."
    ),
    "bounds": marked(
        "The lower bound takes nobody for stable of whom we do not know it. The upper bound takes"
        " all of them for stable: contact only, asked to stop and unknown."
    ),
    "among_known": marked(
        "Stable, of stable, unstable, came back in and exploited again. It flatters, because those"
        " who are silent may be worse off: read it only beside the rate of all and the share known."
    ),
    "re_exploited": marked(
        "Confirmed exploitation at any time from the exit to this month, of all exits but the"
        " deceased. A later recovery does not remove it."
    ),
    "lost": marked(
        "Unknown, of all exits but the deceased. Who asked us to stop is not lost and is counted"
        " apart."
    ),
    "opted_out": marked(
        "Asked to stop and not reached herself in the window, of all exits but the deceased."
    ),
}

FATES: Words = {
    Fate.REPLIED: marked("Replied"),
    Fate.SILENT: marked("Silent"),
    Fate.UNDELIVERED: marked("Not delivered"),
    Fate.NO_RECEIPT: marked("No receipt"),
    Fate.NOT_SENT: marked("Not sent"),
    Fate.WAITING: marked("Still open"),
}
REPLIES_MEANING = marked(
    "The rate is check-ins that were replied to, of those that were delivered: replied and silent"
    " together. A reply proves that its check-in arrived. Silent is delivered and without a reply"
    " for 48 hours. Not delivered is what the network said for certain. No receipt is sent, and"
    " for 72 hours no word from the network. Not sent is held back, for instance for want of a"
    " safe hour. Days 1 to 7 after the exit are week 1."
)
AGES: Words = {
    "1": marked("1 day"),
    "2": marked("2 days"),
    "7": marked("7 days"),
    "30": marked("30 days"),
    "over": marked("Older"),
}
OPEN_MEANING = marked(
    "Cases nobody has closed, by how grave they are and by the time since their first event"
    " arrived: each column holds those up to its age. A case counts with the gravest of its"
    " events."
)
RESPONSE_MEANING = marked(
    "From the arrival of an urgent event to the first human action on it, in the last 90 days."
    " The target is 30 minutes at any hour for NOW, and for TODAY 20:00 of the same day, at least"
    " two hours. An event nobody has acted on counts as missed once its time is up. Half of"
    " them waited no longer than the median."
)
