"""A month is closed, a correction arrives late: the frozen value stays, the difference shows.

October 2026, company-wide, imported history with outcomes: 3 repaired of 4 known, fix_rate 75 %.
On Nov 20 the month is closed. On Nov 22 one order turns out repairable, not repaired: today 2 of 4, frozen still 3 of 4.
"""
import pytest

from story import Story

OCTOBER = "2026-10"


def history(outcomes):
    lines = ["source_id,site,requested_at,closed_at,outcome"]
    for number, outcome in enumerate(outcomes):
        lines.append(f"H{number},S1,2026-10-{5 + number:02d} 09:00,2026-10-{6 + number:02d} 09:00,{outcome}")
    return "\n".join(lines) + "\n"


def bring_in(story, outcomes):
    file = story.installation.folder / "history.csv"
    file.write_text(history(outcomes), encoding="utf-8")
    return story.bring_in(file)


@pytest.fixture(scope="module")
def closed():
    story = Story("2026-11-20 09:00")
    story.at("2026-11-20 09:10")  # a program of its own makes ids of its own instant
    bring_in(story, ["repaired", "repaired", "repaired", "unrepairable", "unknown"])
    story.at("2026-11-20 09:20")
    story.first = story.post("/kpi/periods", {"month": OCTOBER})
    story.at("2026-11-22 09:00")
    bring_in(story, ["repaired", "repaired", "repairable", "unrepairable", "unknown"])
    yield story
    story.close()


def value_of(story, code):
    return next(item for item in story.read(f"/kpi/periods/{OCTOBER}")["items"] if item["frozen"]["metric"] == code)


def test_the_frozen_value_stays_and_the_difference_shows(closed):
    item = value_of(closed, "fix_rate")
    assert (item["frozen"]["numerator"], item["frozen"]["denominator"], item["frozen"]["value"]) == (3, 4, 0.75)
    assert (item["live_numerator"], item["live_denominator"], item["live_value"]) == (2, 4, 0.5)
    assert item["differs"]


def test_what_did_not_change_does_not_differ(closed):
    item = value_of(closed, "intake_count")
    assert item["frozen"]["value"] == item["live_value"] == 5 and not item["differs"]


def test_sites_are_frozen_too(closed):
    reply = closed.client.get(f"/kpi/periods/{OCTOBER}", dimension="site")
    rates = [item for item in reply.json["items"] if item["frozen"]["metric"] == "fix_rate"]
    assert [(item["frozen"]["scope_label"], item["frozen"]["value"]) for item in rates] == [("故事站", 0.75)]


def test_a_month_is_closed_once_and_only_when_it_is_over(closed):
    assert closed.client.post("/kpi/periods", {"month": OCTOBER}).status == 409
    for month in ("2026-11", "2026-13", "October", ""):
        reply = closed.client.post("/kpi/periods", {"month": month})
        assert reply.status == 422, f"{month}: {reply}"
        assert reply.json["errors"][0]["pointer"] == "/month"


def test_the_list_names_it(closed):
    item, = closed.client.get("/kpi/periods").json["items"]
    assert (item["month"], item["id"]) == (OCTOBER, closed.first["id"]) and item["frozen"] > 0


def test_a_month_is_over_at_midnight_of_the_company_wherever_the_sun_stands(closed):
    """Shanghai is eight hours ahead of UTC: at 00:20 on the first of December it is still November there."""
    closed.at("2026-11-30 23:50")
    early = closed.client.post("/kpi/periods", {"month": "2026-11"})
    assert early.status == 422 and early.json["errors"][0]["code"] == "not_over"
    closed.at("2026-12-01 00:20")
    assert closed.client.post("/kpi/periods", {"month": "2026-11"}).status == 201
