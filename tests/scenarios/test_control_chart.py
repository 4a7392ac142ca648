"""A year of weeks on a control chart, a bad stretch, and limits that begin anew with a reason.

52 weeks of 50 closed orders each. Weeks 1-40: 45 repaired (90 %), 41-52: 30 (60 %).
Limits from the first 20 weeks: p = 0.9, 3 sigma = 3 x sqrt(0.9 x 0.1 / 50) = 0.12728, so [0.77272, 1]; week 41 is outside.
"""
import datetime
import math

import pytest

from story import Story

FIRST = datetime.date(2025, 10, 6)  # a Monday
WEEKS = 52
FROM, TO = FIRST.isoformat(), (FIRST + datetime.timedelta(weeks=WEEKS)).isoformat()


@pytest.fixture(scope="module")
def year():
    story = Story("2026-11-20 09:00")
    file = story.installation.folder / "year.csv"
    with file.open("w", encoding="utf-8") as out:
        out.write("source_id,site,requested_at,closed_at,outcome\n")
        for week in range(WEEKS):
            day = FIRST + datetime.timedelta(weeks=week, days=2)
            for number in range(50):
                outcome = "repaired" if number < (45 if week < 40 else 30) else "unrepairable"
                out.write(f"Y{week}-{number},S1,{day} 09:00,{day} 15:00,{outcome}\n")
    story.at("2026-11-20 09:10")  # a program of its own makes ids of its own instant
    assert story.bring_in(file)["imported"] == 50 * WEEKS
    yield story
    story.close()


def chart(story, **more):
    return story.read("/kpi/control-chart", metric="fix_rate", **{"from": FROM, "to": TO}, **more)


def test_the_bad_stretch_signals_at_its_first_week(year):
    answer = chart(year, chart="p", baseline=20)
    points = answer["chart"]["panels"][0]["points"]
    assert len(points) == len(answer["cells"]["cells"]) == WEEKS
    assert points[0]["centre"] == pytest.approx(0.9)
    assert points[0]["lower"] == pytest.approx(0.9 - 3 * math.sqrt(0.9 * 0.1 / 50))
    assert [point["index"] for point in points if "nelson1" in point["signals"]] == list(range(40, 52))
    assert answer["chart"]["phases"][0]["provisional"] is False


def test_without_a_wish_the_chart_that_fits_is_named_with_its_reason(year):
    answer = chart(year)
    assert answer["chart"]["kind"] in ("p", "laney_p") and answer["reason"]


def test_other_limits_begin_with_a_reason_and_quiet_the_signals(year):
    first_bad = (FIRST + datetime.timedelta(weeks=40)).isoformat()
    refused = year.client.post("/kpi/chart-phases", {"metric": "fix_rate", "first_day": first_bad, "reason": ""})
    assert refused.status == 422 and refused.json["errors"][0]["pointer"] == "/reason"
    year.post("/kpi/chart-phases", {"metric": "fix_rate", "first_day": first_bad, "reason": "换了供应商"})
    assert year.client.post("/kpi/chart-phases", {"metric": "fix_rate", "first_day": first_bad, "reason": "再来"}).status == 409
    answer = chart(year, chart="p")
    assert [phase["first"] for phase in answer["chart"]["phases"]] == [0, 40]
    assert answer["chart"]["phases"][1]["reason"] == "换了供应商"
    points = answer["chart"]["panels"][0]["points"]
    assert points[45]["centre"] == pytest.approx(0.6)
    assert not any("nelson1" in point["signals"] for point in points)


@pytest.mark.parametrize("query, pointer", [({"chart": "c"}, "/chart"), ({"chart": "pie"}, "/chart"), ({"grain": "fortnight"}, "/grain"),
                                            ({"baseline": 1}, "/baseline")])
def test_what_makes_no_chart_is_refused(year, query, pointer):
    reply = year.client.get("/kpi/control-chart", metric="fix_rate", **{"from": FROM, "to": TO}, **query)
    assert reply.status == 422, reply
    assert reply.json["errors"][0]["pointer"] == pointer
