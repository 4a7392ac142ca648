"""Customers move on the satisfaction ladder: October against September, by hand.

Last words (a complaint is one), one site in Shanghai:

    customer   August     September                     October                                    cell
    甲                    10: very satisfied            3: dissatisfied                            very_satisfied -> dissatisfied, fallen
    乙                    12: satisfied                 8: very satisfied                          satisfied -> very_satisfied, risen
    丙                    5: dissatisfied, 25: satisfied  10: satisfied                            satisfied -> satisfied, kept
    丁                    15: satisfied                 12: satisfied, 20: complains               satisfied -> complaint, fallen
    戊         20: neutral                              5: satisfied                               no_answer -> satisfied
    己                    20: satisfied                 9: refuses to answer, which is no answer   satisfied -> no_answer
    庚                                                  6: satisfied                               first_answer -> satisfied
    辛                                                  1, half past midnight (September in UTC): very satisfied
                                                                                                   first_answer -> very_satisfied
    nobody known                                        7: satisfied                               unlinked

In October seven customers said something; of the four heard in both months one rose, one stayed, two fell.
"""
import pytest

from story import Story

ANSWERS = [("戊", "08-20", "neutral"), ("甲", "09-10", "very_satisfied"), ("乙", "09-12", "satisfied"), ("丙", "09-05", "dissatisfied"), ("丙", "09-25", "satisfied"),
           ("丁", "09-15", "satisfied"), ("己", "09-20", "satisfied"), ("甲", "10-03", "dissatisfied"), ("乙", "10-08", "very_satisfied"), ("丙", "10-10", "satisfied"),
           ("丁", "10-12", "satisfied"), ("戊", "10-05", "satisfied"), ("庚", "10-06", "satisfied"), (None, "10-07", "satisfied")]
OCTOBER = {("very_satisfied", "dissatisfied"): ["甲"], ("satisfied", "very_satisfied"): ["乙"], ("satisfied", "satisfied"): ["丙"], ("satisfied", "complaint"): ["丁"],
           ("no_answer", "satisfied"): ["戊"], ("satisfied", "no_answer"): ["己"], ("first_answer", "satisfied"): ["庚"], ("first_answer", "very_satisfied"): ["辛"]}
WINDOW = {"from": "2026-10-01", "to": "2026-11-01"}


@pytest.fixture(scope="module")
def told():
    story = Story("2026-10-25 09:00")
    story.customers = {name: story.post("/customers", {"name": name + "大伟", "phone": f"1380000{number:04d}"})["id"] for number, name in enumerate("甲乙丙丁戊己庚辛")}

    def answer(name, moment, **more):
        who = {"customer_id": story.customers[name]} if name else {}
        return story.post("/survey-answers", {"kind": "customer", "site_id": story.site, "answered_at": moment, **who, **more})
    for name, day, step in ANSWERS:
        answer(name, f"2026-{day}T02:00:00.000Z", answer_class=step)
    answer("辛", "2026-09-30T16:30:00.000Z", answer_class="very_satisfied")
    story.post("/survey-answers", {"kind": "customer", "site_id": story.site, "customer_id": story.customers["己"], "reached_at": "2026-10-09T02:00:00.000Z",
                                   "result": "refused"})
    tracker = story.post("/employees", {"no": "K1", "name": "跟踪人", "site_id": story.site, "role": "info_clerk"})["id"]
    story.at("2026-10-20 10:00")
    story.complaint = story.post("/complaints", {"site_id": story.site, "customer_id": story.customers["丁"], "source": "customer", "tracker_id": tracker,
                                                 "description": "三天又坏"})
    story.at("2026-10-25 10:00")
    yield story
    story.close()


def flow(story, **query):
    return story.read("/kpi/satisfaction-flow", **{**WINDOW, **query})["months"]


def cells(month):
    return {(cell["before"], cell["now"]): cell["customers"] for cell in month["cells"]}


def test_the_matrix_is_the_one_counted_by_hand(told):
    month, = flow(told)
    assert (month["month"], month["month_before"]) == ("2026-10", "2026-09")
    assert cells(month) == {cell: len(names) for cell, names in OCTOBER.items()}
    assert (month["customers"], month["risen"], month["kept"], month["fallen"], month["unlinked"]) == (7, 1, 1, 2, 1)


def test_each_month_of_a_longer_window_stands_against_its_own_month_before(told):
    months = flow(told, **{"from": "2026-09-10"})
    assert [month["month"] for month in months] == ["2026-09", "2026-10"]
    assert cells(months[0]) == {("neutral", "no_answer"): 1, ("first_answer", "very_satisfied"): 1, ("first_answer", "satisfied"): 4}
    assert cells(months[1]) == {cell: len(names) for cell, names in OCTOBER.items()}


@pytest.mark.parametrize("cell", OCTOBER, ids=" to ".join)
def test_the_customers_of_a_cell_are_those_of_the_story(told, cell):
    page = told.client.ok("GET", f"/kpi/satisfaction-flow/customers?month=2026-10&before={cell[0]}&now={cell[1]}")
    assert [item["customer_id"] for item in page["items"]] == [told.customers[name] for name in OCTOBER[cell]]
    assert page["total_estimate"] == len(OCTOBER[cell]) and page["next_cursor"] is None
    for item in page["items"]:
        assert (item["before"] is None) == (cell[0] in ("no_answer", "first_answer")) and (item["now"] is None) == (cell[1] == "no_answer")


def test_a_word_leads_to_its_record(told):
    item, = told.client.ok("GET", "/kpi/satisfaction-flow/customers?month=2026-10&before=satisfied&now=complaint")["items"]
    assert item["customer_name"] == "丁大伟"
    assert (item["now"]["kind"], item["now"]["id"], item["now"]["no"]) == ("complaint", told.complaint["id"], told.complaint["no"])
    assert item["before"]["kind"] == "survey_answer" and item["before"]["at"] == "2026-09-15T02:00:00.000Z"
    assert told.client.get(f"/survey-answers/{item['before']['id']}").json["customer_id"] == told.customers["丁"]


def test_as_of_a_day_what_came_later_has_not_happened(told):
    month, = flow(told, as_of="2026-10-15T00:00:00.000Z")
    assert cells(month)[("satisfied", "satisfied")] == 2 and ("satisfied", "complaint") not in cells(month)


def test_a_condition_narrows_both_months(told):
    assert cells(flow(told, where="site = '故事站'")[0]) == {cell: len(names) for cell, names in OCTOBER.items()}
    assert flow(told, where="site = '别处'")[0]["cells"] == []
