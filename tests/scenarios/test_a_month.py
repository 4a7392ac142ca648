"""March 2026 at a small site, order by order, with the figures worked out by hand.

| order | serial   | kind     | accepted     | delivered    | hours | remarks                                          |
|-------|----------|----------|--------------|--------------|-------|--------------------------------------------------|
| A     | PF3A0001 | carry-in | Mar 02 09:00 | Mar 04 09:00 |    48 | comes back as C                                  |
| B     | PF3B0001 | carry-in | Mar 03 10:00 | Mar 03 16:00 |     6 | reopened in May                                  |
| D     | PF3D0001 | onsite   | Mar 05 08:00 | Mar 05 16:00 |     8 | contacted after 20 minutes, one visit            |
| E     | PF3E0001 | onsite   | Mar 06 08:00 | Mar 10 12:00 |   100 | contacted after 60 minutes, two visits           |
| G     | PF3G0001 | carry-in | Mar 11 09:00 | -            |       | a duplicate, cancelled before dispatch: no order |
| U     | PF3U0001 | carry-in | Mar 12 09:00 | Mar 12 17:00 |     8 | unrepairable                                     |
| C     | PF3A0001 | carry-in | Mar 20 09:00 | Mar 23 09:00 |    72 | paused 24 hours for a part, with evidence        |
| F     | -        | carry-in | Mar 30 09:00 | -            |       | still open                                       |
"""
import pytest

from story import BENCH, HOUR, MINUTE, Story

MARCH = ("2026-03-01", "2026-04-01")
MAY = ("2026-05-01", "2026-06-01")
LATER = "2026-05-15 12:00"


@pytest.fixture(scope="module")
def month():
    story = Story("2026-03-02 08:00")
    orders = {}
    orders["A"] = story.take_in("2026-03-02 09:00", "PF3A0001")
    orders["B"] = story.take_in("2026-03-03 10:00", "PF3B0001")
    story.do("2026-03-03 12:00", orders["B"], *BENCH, "notify_customer")
    story.do("2026-03-03 16:00", orders["B"], "deliver", "close")
    story.do("2026-03-03 17:00", orders["A"], *BENCH, "notify_customer")
    story.do("2026-03-04 09:00", orders["A"], "deliver", "close")

    orders["D"] = story.take_in("2026-03-05 08:00", "PF3D0001", "onsite")
    story.do("2026-03-05 08:10", orders["D"], "dispatch")
    story.do("2026-03-05 08:20", orders["D"], "contact",
             ("schedule", {"from": "2026-03-05T06:00:00.000Z", "to": "2026-03-05T08:00:00.000Z"}))
    story.do("2026-03-05 13:30", orders["D"], "travel")
    story.do("2026-03-05 14:00", orders["D"], "arrive", "diagnose", "start_repair")
    story.do("2026-03-05 16:00", orders["D"], "finish_repair", "deliver", "close")

    orders["E"] = story.take_in("2026-03-06 08:00", "PF3E0001", "onsite")
    story.do("2026-03-06 08:30", orders["E"], "dispatch")
    story.do("2026-03-06 09:00", orders["E"], "contact",
             ("schedule", {"from": "2026-03-06T07:00:00.000Z", "to": "2026-03-06T08:00:00.000Z"}))
    story.do("2026-03-06 15:00", orders["E"], "travel", "arrive", "diagnose", "wait_part")
    story.do("2026-03-09 18:00", orders["E"], "part_arrived",
             ("schedule", {"from": "2026-03-10T02:00:00.000Z", "to": "2026-03-10T03:00:00.000Z"}))
    story.do("2026-03-10 10:00", orders["E"], "travel", "arrive", "diagnose", "start_repair")
    story.do("2026-03-10 12:00", orders["E"], "finish_repair", "deliver", "close")

    orders["G"] = story.take_in("2026-03-11 09:00", "PF3G0001")
    story.do("2026-03-11 10:00", orders["G"], ("cancel", {"reason": "duplicate"}))

    orders["U"] = story.take_in("2026-03-12 09:00", "PF3U0001")
    story.do("2026-03-12 11:00", orders["U"], "assign", "diagnose", ("mark_unrepairable", {"barrier": "主板停产"}))
    story.do("2026-03-12 17:00", orders["U"], "notify_customer", "deliver", "close")

    orders["C"] = story.take_in("2026-03-20 09:00", "PF3A0001")
    story.do("2026-03-20 12:00", orders["C"], "assign", "diagnose", ("pause", {"reason": "waiting_part", "evidence": "备件单 4711"}))
    story.do("2026-03-21 12:00", orders["C"], "resume", "start_repair", "finish_repair", "pass_qc")
    story.do("2026-03-23 09:00", orders["C"], "deliver", "close")

    orders["F"] = story.take_in("2026-03-30 09:00")
    story.at(LATER)
    story.orders = orders
    yield story
    story.close()


def test_intake_leaves_out_the_cancelled_duplicate(month):
    assert month.one("intake_count", *MARCH, LATER)["n"] == 7  # A B C D E F U


def test_turnaround_mean_and_ninetieth_percentile(month):
    # (48 + 6 + 8 + 100 + 8 + 72) / 6 = 242 / 6 h
    mean = month.one("tat", *MARCH, LATER)
    assert (mean["n"], mean["numerator"], mean["denominator"]) == (6, 242 * HOUR, 6)
    assert mean["value"] == pytest.approx(242 * HOUR / 6)
    # Sorted 6 8 8 48 72 100: position 0.9 x 5 = 4.5, between 72 and 100: 86 h
    assert month.one("tat_p90", *MARCH, LATER)["value"] == pytest.approx(86 * HOUR)
    # The evidenced pause of C counts 24 h: (242 - 24) / 6
    assert month.one("tat_unpaused", *MARCH, LATER)["value"] == pytest.approx(218 * HOUR / 6)


def test_turnaround_within_the_house_limit_of_five_days(month):
    cell = month.one("tat_attain", *MARCH, LATER)
    assert (cell["numerator"], cell["denominator"]) == (6, 6)


def test_response_is_the_median_of_the_onsite_orders(month):
    # 20 and 60 minutes
    cell = month.one("response_time", *MARCH, LATER, where="service_type = 'onsite'")
    assert cell["n"] == 2 and cell["value"] == pytest.approx(40 * MINUTE)


def test_fix_rate_counts_the_unrepairable_against_us(month):
    cell = month.one("fix_rate", *MARCH, LATER)
    assert (cell["numerator"], cell["denominator"]) == (5, 6)  # A B C D E of A B C D E U


def test_first_time_fix_is_provisional_until_thirty_days_have_passed(month):
    # On April 4 only B (closed Mar 3) and A (closed Mar 4) are 30 days old.
    early = month.one("ftfr", *MARCH, "2026-04-04 12:00")
    assert early["provisional"] and early["denominator"] == 2
    # In May all six are ripe. A came back, E took two visits, U was not repaired: B, C, D of six.
    ripe = month.one("ftfr", *MARCH, LATER)
    assert not ripe["provisional"] and (ripe["numerator"], ripe["denominator"], ripe["unlinked"]) == (3, 6, 0)


def test_the_repeat_counts_once_and_for_the_earlier_order(month):
    cell = month.one("rrr", *MARCH, LATER)
    assert (cell["numerator"], cell["denominator"]) == (1, 6)  # A, followed by C


def test_backlog_is_the_state_at_an_instant(month):
    # Mar 03: A. Mar 05: none. Mar 09: E. Mar 20: C. Mar 31: F.
    for day, after, expected in (("2026-03-03", "2026-03-04", 1), ("2026-03-05", "2026-03-06", 0), ("2026-03-09", "2026-03-10", 1),
                                 ("2026-03-20", "2026-03-21", 1), ("2026-03-31", "2026-04-01", 1)):
        assert month.one("backlog", day, after, LATER)["n"] == expected, day


def test_the_days_of_the_intake(month):
    cells = month.kpi("intake_count", *MARCH, LATER, grain="day")
    assert {cell["period"]["from"][:10]: cell["n"] for cell in cells if cell["n"]} == {
        "2026-03-02": 1, "2026-03-03": 1, "2026-03-05": 1, "2026-03-06": 1, "2026-03-12": 1, "2026-03-20": 1, "2026-03-30": 1}


def test_reopening_takes_the_order_out_of_march_and_delivering_again_puts_it_into_may(month):
    month.do("2026-05-16 10:00", month.orders["B"], ("reopen", {"reason": "又坏了"}))
    # Without B: (242 - 6) / 5
    cell = month.one("tat", *MARCH, "2026-05-16 10:00")
    assert (cell["denominator"], cell["numerator"]) == (5, 236 * HOUR)
    assert month.one("backlog", "2026-05-16", "2026-05-17", "2026-05-16 10:00")["n"] == 2  # F and B
    month.do("2026-05-17 09:00", month.orders["B"], "start_repair", "finish_repair", "pass_qc", "notify_customer")
    month.do("2026-05-17 10:00", month.orders["B"], "deliver", "close")
    month.at("2026-06-30 12:00")
    # From Mar 03 10:00 to May 17 10:00: 75 days, beyond the limit of five.
    cell = month.one("tat", *MAY, "2026-06-30 12:00")
    assert (cell["denominator"], cell["numerator"]) == (1, 1800 * HOUR)
    cell = month.one("tat_attain", *MAY, "2026-06-30 12:00")
    assert (cell["numerator"], cell["denominator"]) == (0, 1)
    # It was no first-time fix after all.
    cell = month.one("ftfr", *MAY, "2026-06-30 12:00")
    assert (cell["numerator"], cell["denominator"]) == (0, 1)


def test_a_rebuild_says_the_same_as_the_kept_figures(month):
    metrics = ["intake_count", "fix_rate", "ftfr", "tat", "tat_p90", "tat_attain", "rrr", "backlog"]
    kept = {metric: month.kpi(metric, *MARCH, LATER, grain="week", by="service_type") for metric in metrics}
    month.server.stop()
    month.server = month.installation.serve()
    token = month.client.token
    month.client = month.server.client(token)
    again = {metric: month.kpi(metric, *MARCH, LATER, grain="week", by="service_type") for metric in metrics}
    assert again == kept


def test_the_journal_tells_the_whole_month_and_verifies(month):
    done = month.installation.run("verify", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
