from monitor.triage.flags.flood import spam_flood


def test_a_flood_is_one_routine_line_that_pages_nobody():
    flag = spam_flood(21)
    assert (flag.severity, flag.page, flag.details["texts"]) == (1, False, 21)
