"""The thin loop over HTTP: a finding, its causes, an action, the check of its effect; and the reviews where it is talked about."""
import io
import zipfile

import pytest

from conftest import pointers, problem_of
from test_exports import sheet_cells

UNKNOWN = "00000000000zz"


@pytest.fixture
def boss(november):
    return november.login("manager")


@pytest.fixture
def technician(november):
    return november.login("technician")


@pytest.fixture
def leader(november):
    return november.login("tech")


def employee(client):
    return client.session["user"]["employee_id"]


def new_finding(client, owner, **more):
    body = {"source": {"kind": "forecast", "id": "tat_attain:2026-10", "metric": "tat_attain", "scope": "company", "month": "2026-10"},
            "title": "维修周期预计不达标", "owner_id": owner, **more}
    return client.ok("POST", "/findings", body)


def step(client, path, headers=None, **fields):
    return client.post(path, fields, headers=headers)


def done_action(client, finding, started="2026-10-01", done="2026-10-10", owner=None):
    """An action of the past, so that its first check is due."""
    made = client.ok("POST", "/improvement-actions", {"finding_id": finding["id"], "title": "重设常用件安全库存", "owner_id": owner or finding["owner_id"]})
    path = f"/improvement-actions/{made['id']}"
    client.ok("POST", path + "/plan", {"plan": "每月初按用量重算", "due_on": "2026-10-12", "expected_change": 0.05})
    client.ok("POST", path + "/start", {"started_on": started})
    return client.ok("POST", path + "/finish", {"done_on": done, "result": "已补齐"})


# ---- findings and causes ----------------------------------------------------------------------------------------


def test_a_finding_has_a_number_one_owner_and_what_led_to_it(boss, technician):
    order = boss.ok("GET", "/work-orders?limit=1")["items"][0]
    made = new_finding(boss, employee(technician), links=[{"kind": "work_order", "id": order["id"]}])
    assert made["no"].startswith("FD-2611-") and (made["state"], made["severity"]) == ("open", "major")
    assert made["owner_name"] == technician.session["user"]["display_name"] and made["raised_by"] == employee(boss)
    assert made["allowed"] == ["analyse", "act", "assign", "drop"] and made["metric_name_zh"] == "维修周期达标率"
    assert [row["id"] for row in boss.ok("GET", "/findings?source_id=tat_attain:2026-10&limit=200")["items"]][0] == made["id"]


def test_all_bad_fields_are_named_at_once(boss):
    assert pointers(problem_of(boss.post("/findings", {}), 422)) == ["/owner_id", "/source", "/title"]
    reply = boss.post("/findings", {"source": {"kind": "signal", "id": "W-41", "metric": "no_such_metric", "scope": "site", "scope_key": "?"}, "title": "x", "owner_id": UNKNOWN})
    assert pointers(problem_of(reply, 422)) == ["/owner_id", "/source/metric", "/source/scope_key"]
    reply = boss.post("/improvement-actions", {"finding_id": UNKNOWN, "kind": "coaching", "title": "x", "owner_id": UNKNOWN, "expected_change": 0.1})
    assert pointers(problem_of(reply, 422)) == ["/coached_id", "/expected_change", "/finding_id", "/owner_id"]


def test_each_reaches_what_he_owns_or_raised_and_leaders_their_sites(november, boss, technician, leader):
    source = {"kind": "signal", "id": "tat_attain:W-41", "metric": "tat_attain", "scope": "site", "scope_key": leader.session["site_ids"][0]}
    made = new_finding(boss, employee(technician), source=source)
    path = f"/findings/{made['id']}"
    assert technician.get(path).status == leader.get(path).status == 200
    problem_of(november.login("technician2").get(path), 404)
    problem_of(november.foreign.get(path), 404)
    assert november.foreign.ok("GET", "/findings")["items"] == []
    # Who answers for a site does not speak for the company.
    reply = leader.post("/findings", {"source": {"kind": "idea", "metric": "tat_attain", "scope": "company"}, "title": "x", "owner_id": employee(technician)})
    assert pointers(problem_of(reply, 422)) == ["/source/scope"]


@pytest.mark.parametrize("metric, counts", [("tat_attain", True), ("violation_count", True), ("violation_rate", True), ("loyalty_rate", True), ("attach_rate", True),
                                            ("conduct_score", False), ("nps", False), ("revenue", False), ("profit_per_head", False), ("violation_points", False)])
def test_a_finding_says_whether_its_metric_counts_cases(boss, technician, metric, counts):
    source = {"kind": "forecast", "id": f"{metric}:2026-10", "metric": metric, "scope": "company", "month": "2026-10"}
    made = new_finding(boss, employee(technician), source=source)
    assert made["counts_cases"] is counts and boss.ok("GET", f"/findings/{made['id']}")["counts_cases"] is counts
    reply = boss.get(f"/findings/{made['id']}/pareto", by="site")
    if counts:
        assert reply.status == 200, reply
    else:
        problem_of(reply, 409, "finding.no_cases")


def test_causes_are_answers_to_why_or_the_primary_ones_of_a_pareto(boss, technician):
    made = new_finding(boss, employee(technician))
    path = f"/findings/{made['id']}"
    ranked = boss.get(path + "/pareto", by="service_type").json
    assert ranked["misses"] and ranked["total"] == sum(item["cases"] for item in ranked["items"]) > 0
    assert [item["cases"] for item in ranked["items"]] == sorted((item["cases"] for item in ranked["items"]), reverse=True)
    assert ranked["items"][-1]["cumulative"] == pytest.approx(1) and ranked["items"][0]["primary"]
    # What it counts are the orders that missed their limit in the finding's month.
    cell = boss.get("/kpi", metrics="tat_attain", **{"from": "2026-10-01", "to": "2026-11-01"}).json["metrics"][0]["cells"][0]
    assert ranked["total"] == cell["denominator"] - cell["numerator"]

    assert pointers(problem_of(boss.get(path + "/pareto", by="colour"), 422)) == ["/by"]
    assert pointers(problem_of(step(boss, path + "/causes", method="pareto", dimension="service_type", primary=["colour"]), 422)) == ["/primary/0"]
    assert pointers(problem_of(step(boss, path + "/causes", method="five_whys"), 422)) == ["/whys"]
    problem_of(step(boss, path + "/causes", {"If-Match": '"9"'}, method="five_whys", whys=["等件"]), 412)

    first = ranked["items"][0]["key"]
    named = step(boss, path + "/causes", method="pareto", dimension="service_type", primary=[first]).json
    assert named["state"] == "analysing" and [cause["key"] for cause in named["causes"] if cause["primary"]] == [first]
    named = step(technician, path + "/causes", method="five_whys", whys=["等件", "下单晚", "没有安全库存"]).json
    whys = [cause["text"] for cause in named["causes"] if cause["method"] == "five_whys"]
    assert whys == ["等件", "下单晚", "没有安全库存"] and named["root_cause"] == "没有安全库存"


# ---- actions and their effect -----------------------------------------------------------------------------------


def test_the_way_from_a_finding_to_a_signed_effect(boss, technician):
    finding = new_finding(boss, employee(technician))
    path = f"/findings/{finding['id']}"
    early = problem_of(step(boss, path + "/close", outcome="effective"), 409, "finding.state")
    assert early["allowed"] == ["analyse", "act", "assign", "drop"]
    step(boss, path + "/causes", method="five_whys", whys=["没有安全库存"])

    made = technician.ok("POST", "/improvement-actions", {"finding_id": finding["id"], "title": "重设常用件安全库存", "owner_id": employee(technician)})
    assert made["no"].startswith("IA-2611-") and made["moves"]["metric"] == "tat_attain" and made["allowed"] == ["plan", "cancel"]
    action = f"/improvement-actions/{made['id']}"
    assert problem_of(step(technician, action + "/start"), 409, "improvement_action.state")["allowed"] == ["plan", "cancel"]
    assert pointers(problem_of(step(technician, action + "/plan"), 422)) == ["/due_on", "/plan"]
    assert step(technician, action + "/plan", plan="每月初按用量重算", due_on="2026-10-12", expected_change=0.05).json["state"] == "planned"
    begun = step(technician, action + "/start", started_on="2026-10-01").json
    baseline = begun["baseline"]
    assert (begun["state"], baseline["to"]) == ("doing", "2026-10-01") and 0 < baseline["value"] < 1 and baseline["n"] > 0
    assert pointers(problem_of(step(technician, action + "/finish", done_on="2027-01-01"), 422)) == ["/done_on"]
    problem_of(step(technician, action + "/finish", {"If-Match": '"1"'}, done_on="2026-10-10"), 412)
    done = step(technician, action + "/finish", done_on="2026-10-10", result="已补齐").json
    assert done["state"] == "done" and boss.ok("GET", path)["state"] == "checking"

    thirty, ninety = done["checks"]
    assert (thirty["after_days"], thirty["due"], thirty["due_on"]) == (30, True, "2026-11-10")
    assert (ninety["after_days"], ninety["due"], ninety["due_on"]) == (90, False, "2027-01-09")
    assert (thirty["before_to"], thirty["after_from"], thirty["after_to"]) == ("2026-10-01", "2026-10-11", "2026-11-10")
    assert thirty["id"] in [check["id"] for check in boss.ok("GET", "/effect-checks?due=true")["items"]]
    problem_of(step(boss, f"/effect-checks/{ninety['id']}/measure"), 409, "effect_check.not_due")
    looks = boss.ok("GET", f"/effect-checks/preview?effect_check_id={thirty['id']}")
    measured = step(technician, f"/effect-checks/{thirty['id']}/measure").json
    assert measured["state"] == "measured" and measured["effect"] == looks["effect"] and looks["complete"]
    cell = boss.get("/kpi", metrics="tat_attain", **{"from": "2026-10-11", "to": "2026-11-10"}).json["metrics"][0]["cells"][0]
    assert measured["effect"]["after_records"] == cell["n"] and measured["effect"]["observed"] == pytest.approx(cell["value"])

    sign = f"/effect-checks/{thirty['id']}/sign"
    problem_of(step(technician, sign, decision="effective"), 403)
    # Against the figures, or without any, only with a reason.
    other = "not_effective" if measured["proposed"] == "effective" else "effective"
    assert pointers(problem_of(step(boss, sign, decision=other), 422)) == ["/reason"]
    signed = step(boss, sign, decision=other, reason="抽查三十单属实").json
    assert signed["state"] == "signed" and signed["signed_by"] == boss.session["user"]["id"]
    problem_of(step(boss, sign, decision=other, reason="再签"), 409, "effect_check.state")
    assert boss.ok("GET", action)["state"] == ("verified_effective" if other == "effective" else "not_effective")
    closed = step(boss, path + "/close", outcome=other).json
    assert (closed["state"], closed["outcome"], closed["allowed"]) == ("closed", other, [])

    for kind, start in (("finding", finding["id"]), ("action", made["id"]), ("effect_check", thirty["id"]), ("forecast", "tat_attain:2026-10")):
        nodes = {(node["kind"], node["id"]): node["distance"] for node in boss.ok("GET", f"/chains?kind={kind}&id={start}")["nodes"]}
        assert nodes[kind, start] == 0 and nodes[("finding", finding["id"])] <= nodes[("effect_check", thirty["id"])], (kind, nodes)
        assert nodes[("metric", "tat_attain@company")] <= 0


def test_warnings_targets_and_metrics_stand_in_the_chain_without_a_link(boss):
    boss.ok("POST", "/alerts/sweep", {})
    warning = next(one for one in boss.ok("GET", "/alerts?kind=endangered_metric&open=true&limit=200")["items"] if one["subject_id"].endswith("@company") and len(one["period"]) == 7 and "Q" not in one["period"])
    chain = lambda kind, of: {(node["kind"], node["distance"]): node for node in boss.ok("GET", f"/chains?kind={kind}&id={of}")["nodes"]}
    up = chain("alert", warning["id"])
    assert up[("metric", -1)]["id"] == warning["subject_id"] and up[("metric", -1)]["label"] and up[("forecast", -1)]["label"]
    target = up[("target", -2)]
    down = chain("target", target["id"])
    assert ("metric", -1) in down and ("forecast", 1) in down and down[("alert", 2)]["id"] == warning["id"]
    of_metric = boss.ok("GET", f"/chains?kind=metric&id={warning['subject_id']}")["nodes"]
    assert {"target", "alert"} <= {node["kind"] for node in of_metric if node["distance"] > 0}
    case = next(one for one in boss.ok("GET", "/complaints?limit=50")["items"] if one["work_order_id"])
    assert chain("complaint", case["id"])[("work_order", -1)]["id"] == case["work_order_id"]
    assert ("complaint", 1) in chain("work_order", case["work_order_id"])


def test_an_effect_may_be_looked_at_any_time_for_any_metric(boss):
    seen = boss.ok("GET", "/effect-checks/preview?metric=intake_count&scope=company&started_on=2026-11-02&after_days=14")
    assert (seen["after_from"], seen["after_to"]) == ("2026-11-03", "2026-11-17") and seen["effect"]["verdict"]
    assert {"/metric", "/started_on"} & set(pointers(problem_of(boss.get("/effect-checks/preview"), 422)))


def test_what_is_late_is_listed_and_given_up_with_a_reason(boss, technician):
    finding = new_finding(boss, employee(technician))
    made = boss.ok("POST", "/improvement-actions", {"finding_id": finding["id"], "title": "补培训", "owner_id": employee(technician), "due_on": "2026-11-01"})
    assert made["id"] in [row["id"] for row in technician.ok("GET", "/improvement-actions?overdue=true&limit=200")["items"]]
    path = f"/improvement-actions/{made['id']}"
    assert pointers(problem_of(step(boss, path + "/cancel"), 422)) == ["/reason"]
    assert step(boss, path + "/cancel", reason="并入下月培训").json["state"] == "cancelled"
    assert problem_of(step(boss, path + "/plan", plan="x", due_on="2026-12-01"), 409).get("allowed", []) == []
    assert step(boss, f"/findings/{finding['id']}/drop", reason="已并入").json["outcome"] == "dropped"


def test_coaching_is_acknowledged_by_the_coached_alone(november, technician, leader):
    made = leader.ok("POST", "/improvement-actions", {"kind": "coaching", "title": "诊断方法辅导", "owner_id": employee(leader), "coached_id": employee(technician), "due_on": "2026-11-30"})
    path = f"/improvement-actions/{made['id']}/acknowledge"
    problem_of(leader.post(path, {}), 403, "improvement_action.not_coached")
    problem_of(november.login("technician2").post(path, {}), 404)
    assert technician.ok("POST", path, {"note": "明白"})["acknowledgement"] == "明白"
    problem_of(technician.post(path, {}), 409)


# ---- reviews ----------------------------------------------------------------------------------------------------


def test_a_review_is_prepared_from_the_data_decided_held_signed_and_saved(november, boss, technician):
    review = boss.ok("POST", "/reviews", {"kind": "month", "month": "2026-09"})
    pack = review["pack"]
    assert [item["no"] for item in pack["agenda"]] == list(range(1, len(pack["agenda"]) + 1)) and all(item["title_zh"] and item["title_en"] for item in pack["agenda"])
    figures = {figure["metric"]: figure for figure in pack["figures"]}
    assert len(figures) >= 12
    cell = boss.get("/kpi", metrics="part_use_rate", **{"from": "2026-09-01", "to": "2026-10-01"}).json["metrics"][0]["cells"][0]
    figure = figures["part_use_rate"]
    assert (figure["value"], figure["n"]) == (cell["value"], cell["n"]) and figure["on_target"] == (figure["value"] >= figure["target"])
    path = f"/reviews/{review['id']}"
    assert problem_of(boss.post("/reviews", {"kind": "month", "month": "2026-09"}), 409, "review.exists")["allowed"] == ["regenerate"]
    assert problem_of(step(boss, path + "/sign"), 409, "review.state")["allowed"] == ["regenerate", "decide", "hold"]
    problem_of(step(boss, path + "/regenerate", {"If-Match": '"9"'}), 412)
    assert step(boss, path + "/regenerate").json["version"] == review["version"] + 1

    assert pointers(problem_of(step(boss, path + "/decisions", text="午间轮值", owner_id=UNKNOWN), 422)) == ["/owner_id"]
    held = step(boss, path + "/hold", attendance=[employee(boss), employee(technician)], notes="略").json
    assert held["state"] == "held" and [person["id"] for person in held["attendance"]] == [employee(boss), employee(technician)]
    problem_of(step(boss, path + "/regenerate"), 409, "review.state")
    assert problem_of(step(boss, path + "/sign"), 409, "review.no_decision")["allowed"] == ["decide"]
    taken = step(boss, path + "/decisions", text="午间轮值一人留岗", owner_id=employee(november.login("clerk")), due_on="2026-11-30", make_action=True).json["taken"]
    assert taken[0]["action_no"].startswith("IA-") and taken[0]["state"] == "open"
    signed = step(boss, path + "/sign").json
    assert signed["state"] == "signed" and signed["signed_by"] == boss.session["user"]["id"] and signed["allowed"] == []
    problem_of(step(boss, path + "/decisions", text="x", owner_id=employee(boss)), 409, "review.state")

    book = boss.get(path + "/export")
    assert book.headers["Content-Disposition"].startswith('attachment; filename="review-month-2026-09-01.xlsx"')
    assert zipfile.ZipFile(io.BytesIO(book.body)).testzip() is None
    told = {cell[1] for row in sheet_cells(book.body) for cell in row if cell}
    assert {"备件使用率", "午间轮值一人留岗", boss.session["user"]["display_name"]} <= told
    # What people print has words and hours, no codes and milliseconds.
    assert not told & {"month", "signed", "percent", "duration_ms", "work_order", "alert", "open", "doing", "too_few"}
    tat = next(row for row in sheet_cells(book.body) if row and row[0] and row[0][1] == figures["tat"]["name_zh"])
    assert tat[1][1] == "小时" and float(tat[2][1]) == pytest.approx(figures["tat"]["value"] / 3_600_000)
    assert all(line["owner_name"] for line in pack["overdue_work"] if line["owner_id"])

    # The decision became an action of its owner, and is done with it.
    decision = next(line for line in november.login("clerk").ok("GET", "/review-decisions")["items"] if line["id"] == taken[0]["id"])
    problem_of(step(boss, f"/review-decisions/{decision['id']}/finish"), 409)
    problem_of(technician.get("/reviews"), 403)
    problem_of(november.foreign.get(path), 404)


def test_a_week_of_a_site_is_its_leaders_and_other_decisions_are_settled(boss, leader, technician):
    site = leader.session["site_ids"][0]
    review = leader.ok("POST", "/reviews", {"kind": "week", "date": "2026-10-21", "site_id": site})
    assert (review["from"], review["to"], review["site_id"]) == ("2026-10-19", "2026-10-26", site)
    path = f"/reviews/{review['id']}"
    decision, = step(leader, path + "/decisions", text="借一台测试机", owner_id=employee(technician), due_on="2026-11-01").json["taken"]
    assert decision["overdue"]
    settled = step(leader, f"/review-decisions/{decision['id']}/finish", outcome="已借到").json
    assert (settled["state"], settled["outcome"], settled["overdue"]) == ("done", "已借到", False)
    problem_of(step(leader, f"/review-decisions/{decision['id']}/drop"), 409)
    other = next(row["id"] for row in boss.ok("GET", "/sites")["items"] if row["id"] != site)
    assert leader.post("/reviews", {"kind": "week", "date": "2026-10-21", "site_id": other}).status in (403, 404, 422)
    assert pointers(problem_of(boss.post("/reviews", {"kind": "month", "month": "2026-13", "site_id": UNKNOWN}), 422)) == ["/month", "/site_id"]
