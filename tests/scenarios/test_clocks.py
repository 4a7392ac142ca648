"""Three clocks over a holiday, and a promise that was moved."""
import pytest

from story import HOUR, Story


@pytest.fixture
def story():
    made = Story("2025-09-29 09:00")
    yield made
    made.close()


def clocks(story, order):
    return {clock["kind"]: clock for clock in story.client.ok("GET", f"/work-orders/{order}/clocks")["items"]}


def test_the_golden_week_stops_the_business_clock_alone(story):
    """Accepted Tuesday 2025-09-30 17:00, looked at on Thursday 2025-10-09 10:00; October 1 to 8 is holiday.

    Customer: 8 days 17 hours = 209 h. Business: 17:00-18:00 and 09:00-10:00 = 2 h.
    """
    order = story.take_in("2025-09-30 17:00", "PF3GW0001")
    story.at("2025-10-09 10:00")
    read = clocks(story, order)
    assert read["customer"]["used_ms"] == 209 * HOUR
    assert read["business"]["used_ms"] == 2 * HOUR
    assert read["customer"]["over_limit"] and not read["business"]["over_limit"]


def test_a_make_up_workday_counts(story):
    """Saturday 2025-10-11 makes up for the holiday: 17:00 on Friday to 10:00 on Saturday is 1 + 1 h."""
    order = story.take_in("2025-10-10 17:00", "PF3MU0001")
    story.at("2025-10-11 10:00")
    assert clocks(story, order)["business"]["used_ms"] == 2 * HOUR


def test_an_ordinary_weekend_does_not_count(story):
    """Friday 2025-10-17 17:00 to Monday 2025-10-20 11:00: 1 + 2 h of business, 66 h for the customer."""
    order = story.take_in("2025-10-17 17:00", "PF3WE0001")
    story.at("2025-10-20 11:00")
    read = clocks(story, order)
    assert (read["business"]["used_ms"], read["customer"]["used_ms"]) == (3 * HOUR, 66 * HOUR)


def test_a_pause_with_evidence_stops_the_manufacturers_clock_alone(story):
    """48 h on the wall, paused for 20 h with evidence and for 4 h without: the manufacturer counts 28 h."""
    order = story.take_in("2025-10-20 09:00", "PF3PA0001")
    story.do("2025-10-20 12:00", order, "assign", "diagnose", ("pause", {"reason": "waiting_part", "evidence": "备件单 12"}))
    story.do("2025-10-21 08:00", order, "resume")
    story.do("2025-10-21 09:00", order, ("pause", {"reason": "other"}))
    story.do("2025-10-21 13:00", order, "resume")
    story.at("2025-10-22 09:00")
    read = clocks(story, order)
    assert read["customer"]["used_ms"] == 48 * HOUR
    assert read["manufacturer"]["used_ms"] == 28 * HOUR
    assert read["customer"]["paused_ms"] == 24 * HOUR


def test_the_clocks_stop_at_delivery(story):
    order = story.take_in("2025-10-20 09:00", "PF3ST0001")
    story.do("2025-10-20 10:00", order, "assign", "diagnose", "start_repair", "finish_repair", "pass_qc")
    story.do("2025-10-20 15:00", order, "deliver")
    story.at("2025-12-01 09:00")
    read = clocks(story, order)
    assert not read["customer"]["running"] and read["customer"]["used_ms"] == 6 * HOUR


def test_a_promise_moved_before_it_broke_keeps_its_first_version(story):
    """Promised for Oct 22, moved on Oct 21 to Oct 24 and the customer told; the first stays for ever."""
    order = story.take_in("2025-10-20 09:00", "PF3PR0001", promise_at="2025-10-22T08:00:00.000Z")
    moved = story.do("2025-10-21 10:00", order, ("repromise", {"promise_at": "2025-10-24T08:00:00.000Z", "reason": "备件晚到", "told_customer": True}))
    assert moved["promise"] == {"at": "2025-10-24T08:00:00.000Z", "original_at": "2025-10-22T08:00:00.000Z", "changes": 1}
    assert [version["told_customer"] for version in moved["promises"]][-1] is True
