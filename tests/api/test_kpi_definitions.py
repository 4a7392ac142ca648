"""Rolling windows, manufacturers' definitions, credit, and what the catalogue tells of a metric."""
import pytest

from conftest import problem_of

PERIOD = {"from": "2020-01-01", "to": "2099-01-01"}


def cells(client, metric, **more):
    reply = client.get("/kpi", metrics=metric, **{**PERIOD, **more})
    assert reply.status == 200, reply
    return reply.json["metrics"][0]["cells"]


def test_the_catalogue_tells_credit_gaming_leads_and_definitions(manager):
    metrics = {metric["code"]: metric for metric in manager.ok("GET", "/metrics")["items"]}
    assert metrics["ftfr"]["credit"] == "repaired_by" and metrics["ftfr"]["facts"] == ["work_order"]
    assert metrics["ftfr"]["gaming_zh"] and metrics["ftfr"]["gaming_en"] and metrics["ftfr"]["target"] == 0.88
    assert all(lead in metrics for metric in metrics.values() for lead in metric["leads"])
    lenovo = next(one for one in metrics["tat_attain"]["definitions"] if one["manufacturer"] == "Lenovo")
    assert lenovo["valid_from"] == "2026-01-01" and lenovo["valid_to"] is None and "manufacturer_tat_ms" in lenovo["definition"]


def test_a_rolling_month_is_the_three_months_that_end_with_it(manager):
    rolled = manager.get("/kpi", metrics="intake_count", grain="month", rolling="3 months", **{"from": "2025-01-01", "to": "2026-01-01"}).json["metrics"][0]
    assert rolled["rolling"] == "3 months" and len(rolled["cells"]) == 12
    march = rolled["cells"][2]
    assert march["period"] == {"from": "2025-03-01", "to": "2025-04-01"}
    assert march["n"] == cells(manager, "intake_count", **{"from": "2025-01-01", "to": "2025-04-01"})[0]["n"]
    page = manager.get("/kpi/cases", metric="intake_count", rolling="3 months", **{"from": "2025-03-01", "to": "2025-04-01"}).json
    assert page["total_estimate"] == march["n"]


def test_person_is_whom_the_metric_credits(manager):
    by_person = cells(manager, "intake_count", by="person")
    by_technician = cells(manager, "intake_count", by="technician")
    assert {cell["keys"]["person"]: cell["n"] for cell in by_person} == {cell["keys"]["technician"]: cell["n"] for cell in by_technician}


def test_a_comparison_has_the_cells_of_both_and_the_records_that_differ(manager):
    period = {"from": "2026-01-01", "to": "2026-07-01"}
    compared = manager.get("/kpi/comparison", metric="tat_attain", definition="Lenovo", **period)
    assert compared.status == 200, compared
    answer = compared.json
    assert answer["against"]["cells"] == cells(manager, "tat_attain", **period)
    assert answer["definition"]["cells"] == cells(manager, "tat_attain", definition="Lenovo", **period)
    assert answer["definition"]["definitions"][0]["manufacturer"] == "Lenovo"
    standings = {"left_out", "denominator", "numerator", "unlinked", "pending"}
    assert len(answer["items"]) <= answer["total_estimate"]
    for row in answer["items"]:
        assert row["no"] and {row["against"], row["definition"]} <= standings
        assert row["against"] != row["definition"] or row["against_value"] != row["definition_value"]


def test_all_metrics_answer_a_question_that_some_cannot(manager):
    answer = manager.get("/kpi", by="fault_code", **PERIOD)
    assert answer.status == 200 and {"ftfr", "backlog"} <= {metric["code"] for metric in answer.json["metrics"]}


@pytest.mark.parametrize("path, query, pointer", [
    ("/kpi", {"metrics": "backlog", "rolling": "3 weeks"}, "/rolling"),
    ("/kpi", {"metrics": "backlog", "definition": "Lenova"}, "/definition"),
    ("/kpi/cases", {"metric": "backlog", "rolling": "x"}, "/rolling"),
    ("/kpi/cases", {"metric": "backlog", "part": "good"}, "/part"),
    ("/kpi/comparison", {"metric": "backlog", "definition": "Lenovo"}, "/definition"),
    ("/kpi/comparison", {"metric": "tat_attain", "definition": "nobody"}, "/definition"),
    ("/kpi/comparison", {"metric": "tat_attain"}, "/definition"),
    ("/kpi/comparison", {"metric": "no_such", "definition": "Lenovo"}, "/metric"),
])
def test_a_question_that_makes_no_sense_is_422_and_says_where(manager, path, query, pointer):
    problem = problem_of(manager.get(path, **{**PERIOD, **query}), 422)
    assert problem["errors"][0]["pointer"] == pointer
