"""Words for what can be wrong with the system itself, and for callbacks that lie aside."""

from monitor.web.speech import marked
from monitor.web.words import Words

ALARMS: Words = {
    "no_rota": marked("Nobody is on duty"),
    "gateway_paused": marked("Sending is paused: the provider refuses"),
    "gateway_unreached": marked("The provider cannot be reached"),
    "message_held": marked("A message waits for a person to decide"),
    "receipt_conflict": marked("Two receipts say different things of one message"),
    "receipt_unknown_status": marked("A receipt says something unknown"),
    "callback_quarantined": marked("A message from the provider could not be understood"),
    "callback_conflict": marked("The provider sent two different things as one"),
    "callback_set_aside": marked("A message could not be read three times"),
    "premium_subscription": marked("The provider reports a paid subscription"),
    "page_unanswered": marked("Nobody answered a page"),
    "page_not_sent": marked("A page could not be sent"),
    "page_held": marked("A page waits to be sent"),
    "nobody_to_page": marked("There is nobody to page"),
    "airtime_uncertain": marked("Airtime may or may not have been given; it is not tried again"),
    "airtime_paused": marked("The provider refuses all airtime; it is tried again every hour"),
    "work_failed": marked("Something could not be done for one person, and is tried again"),
    "ussd_fault": marked("The dialled menu broke"),
    "ussd_turn_failed": marked("A step of the dialled menu failed"),
    "ussd_divergent": marked("The entries of a dialled menu do not follow on each other"),
    "ussd_words_missing": marked("A wording of the dialled menu is missing"),
}

KINDS: Words = {
    "sms": marked("Text"),
    "receipt": marked("Receipt"),
    "opt-out": marked("Stop"),
    "subscription": marked("Subscription"),
    "ussd": marked("Dialled menu"),
    "ussd-end": marked("End of the dialled menu"),
}

QUARANTINES: Words = {
    "conflict": marked("Two different things as one"),
    "unreadable": marked("Could not be read"),
    "turn_failed": marked("A step of the dialled menu failed"),
    "not_our_code": marked("A code that is not ours was dialled"),
    "sandbox_network_in_production": marked("A test network in real use"),
    "unknown_session": marked("The end of a dialled menu that nobody knows"),
    "caller_changed": marked("The caller changed in the middle"),
    "missing": marked("Something is missing in it"),
    "unusable": marked("Something in it cannot be used"),
}


def quarantine(reason: str) -> str:
    """Return the code before a colon in words; what follows it names only a field."""
    return reason.partition(":")[0]
