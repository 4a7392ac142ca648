"""A serial comes back, and for what.

| when             | what                                                                     |
|------------------|--------------------------------------------------------------------------|
| Tue Mar 03 09:00 | taken in, will not start (P01, family power); given back Thu Mar 05      |
| Fri Mar 20 09:00 | the same serial is back, 15 days after; nobody has written down for what  |
| Mon Mar 23 10:00 | diagnosed: does not charge (P02, family power): the same symptom          |
| Tue Mar 24 10:00 | on a second look it is the hinge (M01, family case): another symptom      |

Delivered in March and ripe on May 15: one order. Of all repeats it is 1 of 1 from the first day of its return. Of the same
symptom it is unlinked while the return has no code, then 1 of 1, then 0 of 1.
"""
import pytest

from story import Story

MARCH = ("2026-03-01", "2026-04-01")
LATER = "2026-05-15 12:00"


@pytest.fixture(scope="module")
def returned():
    story = Story("2026-03-03 08:00")
    story.codes = {code: story.post("/fault-codes", {"code": code, "name": name, "symptom_family": family})["id"]
                   for code, name, family in (("P01", "无法开机", "power"), ("P02", "不充电", "power"), ("M01", "转轴断裂", "case"))}
    order = story.take_in("2026-03-03 09:00", "PF3H0002", fault_code_id=story.codes["P01"])
    story.do("2026-03-03 10:00", order, "assign", "diagnose", "start_repair", "finish_repair", "pass_qc")
    story.do("2026-03-05 09:00", order, "notify_customer", "deliver", "close")
    story.again = story.take_in("2026-03-20 09:00", "PF3H0002")
    yield story
    story.close()


def repeats(story, metric):
    cell = story.one(metric, *MARCH, LATER)
    return cell["numerator"], cell["denominator"], cell["unlinked"]


def test_the_symptom_of_the_return_decides_and_its_correction_arrives(returned):
    story = returned
    assert repeats(story, "rrr") == (1, 1, 0)
    assert repeats(story, "rrr_symptom") == (0, 0, 1)
    story.do("2026-03-23 10:00", story.again, "assign", ("diagnose", {"fault_code_id": story.codes["P02"]}))
    assert repeats(story, "rrr_symptom") == (1, 1, 0)
    story.at("2026-03-24 10:00")
    reply = story.client.patch(f"/work-orders/{story.again}", {"fault_code_id": story.codes["M01"]})
    assert reply.status == 200, reply
    story.seq = int(reply.headers["Manyi-Seq"])
    assert repeats(story, "rrr_symptom") == (0, 1, 0)
    assert repeats(story, "rrr") == (1, 1, 0)
