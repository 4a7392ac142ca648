"""Who gets the credit for a job that went through four pairs of hands.

| when             | what                                      | assigned to |
|------------------|-------------------------------------------|-------------|
| Tue Mar 03 09:00 | taken in                                  | -           |
| Tue Mar 03 10:00 | diagnosed, repair begun                   | Wang        |
| Wed Mar 04 09:00 | handed to Li, who finishes the repair     | Li          |
| Wed Mar 04 15:00 | handed to Zhao, who passes it             | Zhao        |
| Thu Mar 05 09:00 | handed to Chen, who gives it back: closed | Chen        |
| Fri Mar 20 09:00 | the same serial is back: a repeat         | -           |

Turnaround 48 h. The repair, its repeat and its fix are Li's, the diagnosis is Wang's; the last name on the order is Chen's.
"""
import pytest

from story import HOUR, Story

MARCH = ("2026-03-01", "2026-04-01")
LATER = "2026-05-15 12:00"


@pytest.fixture(scope="module")
def job():
    story = Story("2026-03-03 08:00")
    people = {"Wang": story.technician}
    for number, name in enumerate(("Li", "Zhao", "Chen"), start=2):
        people[name] = story.post("/employees", {"no": f"T{number}", "name": name, "site_id": story.site, "role": "technician"})["id"]

    def to(name):
        return ("assign", {"technician_id": people[name]})

    order = story.take_in("2026-03-03 09:00", "PF3H0001")
    story.do("2026-03-03 10:00", order, to("Wang"), "diagnose", "start_repair")
    story.do("2026-03-04 09:00", order, to("Li"), "finish_repair")
    story.do("2026-03-04 15:00", order, to("Zhao"), "pass_qc")
    story.do("2026-03-05 09:00", order, to("Chen"), "notify_customer", "deliver", "close")
    story.take_in("2026-03-20 09:00", "PF3H0001")
    story.at(LATER)
    story.people = people
    yield story
    story.close()


def by(story, metric, dimension, begin=MARCH[0], end=MARCH[1]):
    return {cell["keys"][dimension]: cell for cell in story.kpi(metric, begin, end, LATER, by=dimension)}


def test_the_repair_is_his_who_made_it(job):
    cell, = by(job, "tat", "repaired_by").values()
    assert (cell["keys"]["repaired_by"], cell["value"]) == (job.people["Li"], 48 * HOUR)


def test_the_repeat_falls_on_the_repairer_not_on_the_last_name(job):
    repeats = by(job, "rrr", "repaired_by")
    assert set(repeats) == {job.people["Li"]}
    assert (repeats[job.people["Li"]]["numerator"], repeats[job.people["Li"]]["denominator"]) == (1, 1)
    assert set(by(job, "rrr", "technician")) == {job.people["Chen"]}


def test_the_diagnosis_stays_with_the_first(job):
    assert set(by(job, "fix_rate", "diagnosed_by")) == {job.people["Wang"]}


@pytest.mark.parametrize("day, delivered", [("2026-03-04", 0), ("2026-03-05", 1)])
def test_it_counts_on_the_day_it_was_done(job, day, delivered):
    after = day[:-1] + str(int(day[-1]) + 1)
    cells = by(job, "tat", "repaired_by", day, after)
    assert sum(cell["n"] for cell in cells.values()) == delivered


def test_a_person_is_who_the_metric_credits(job):
    assert set(by(job, "tat", "person")) == set(by(job, "rrr", "person")) == {job.people["Li"]}
