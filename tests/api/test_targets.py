"""Targets over HTTP: levels, changes that a second person approves, locked months, the grid and the cascade.

Every test has a metric or a month of its own, far from those of the demonstration.
"""
import pytest

from conftest import pointers, problem_of

RUNNING, LOCKED = "2026-11", "2026-10"
LEVELS = {"floor": 0.95, "target": 0.97, "stretch": 0.985}


@pytest.fixture
def boss(november):
    return november.login("manager")


@pytest.fixture
def second(november):
    return november.login("admin")


def new_target(client, metric="csat_rate", month="2027-01", **more):
    return client.ok("POST", "/targets", {"metric": metric, "month": month, **LEVELS, **more})


def target_of(client, metric, month=RUNNING, scope="company"):
    return client.ok("GET", f"/targets?metric={metric}&month={month}&scope={scope}")["items"][0]


def grid_body(client, month):
    """The grid in force as somebody writes it back."""
    grid = client.ok("GET", f"/decomposition?month={month}")
    kpis = [{"metric": row["metric"], "kpi_class": row["kpi_class"], "cells": row["cells"]} for row in grid["kpis"]]
    return {"month": month, "kpis": kpis, "reason": "调整权重"}


def cell_of(body, metric, role):
    """The place of a cell as the server points at it, and the cell."""
    row = next(i for i, kpi in enumerate(body["kpis"]) if kpi["metric"] == metric)
    column = next(i for i, cell in enumerate(body["kpis"][row]["cells"]) if cell["role"] == role)
    return f"/kpis/{row}/cells/{column}", body["kpis"][row]["cells"][column]


def test_a_target_has_levels_a_scope_a_month_and_its_history(boss):
    made = new_target(boss)
    assert (made["scope"], made["set_by"], made["locked"], made["version"]) == ("company", "typed", False, 1)
    whole = boss.get(f"/targets/{made['id']}")
    assert whole.headers["ETag"] == '"1"' and [version["version"] for version in whole.json["history"]] == [1]
    assert problem_of(boss.post("/targets", {"metric": "csat_rate", "month": "2027-01", **LEVELS}), 409, "target.exists")["allowed"] == ["change"]


def test_all_bad_fields_are_named_at_once(boss):
    assert pointers(problem_of(boss.post("/targets", {}), 422)) == ["/floor", "/metric", "/month", "/stretch", "/target"]
    reply = boss.post("/targets", {"metric": "no_such_metric", "month": "2026-13", "scope": "site", "scope_key": "nowhere", **LEVELS})
    assert pointers(problem_of(reply, 422)) == ["/metric", "/month", "/scope_key"]
    reply = boss.post("/targets", {"metric": "csat_rate", "month": "2027-02", "floor": 0.97, "target": 0.95, "stretch": 0.9})
    assert pointers(problem_of(reply, 422)) == ["/floor", "/stretch"]


def test_a_metric_that_is_better_lower_has_its_floor_on_top(boss):
    reply = boss.post("/targets", {"metric": "rrr", "month": "2027-03", "floor": 0.03, "target": 0.04, "stretch": 0.05})
    assert problem_of(reply, 422)["errors"]
    assert new_target(boss, "rrr", "2027-03", floor=0.05, target=0.04, stretch=0.03)["better"] == "down"


def test_before_its_month_begins_a_change_holds_at_once(boss):
    made = new_target(boss, month="2027-04")
    path = f"/targets/{made['id']}/change"
    problem_of(boss.post(path, LEVELS, headers={"If-Match": '"9"'}), 412)
    answer = boss.ok("POST", path, {**LEVELS, "target": 0.975})
    assert answer["pending"] is None and answer["target"]["target"] == 0.975 and answer["target"]["version"] == 2
    assert [version["target"] for version in boss.ok("GET", f"/targets/{made['id']}")["history"]] == [0.975, 0.97]


def test_within_its_month_somebody_else_approves_a_change(boss, second, november):
    now = target_of(boss, "ftfr")
    path, body = f"/targets/{now['id']}/change", {"floor": 0.83, "target": 0.87, "stretch": 0.9}
    assert pointers(problem_of(boss.post(path, body), 422)) == ["/reason"]
    change = boss.ok("POST", path, {**body, "reason": "厂家提高了要求"})["pending"]
    assert change["state"] == "pending" and change["now_target"] == now["target"] and target_of(boss, "ftfr")["target"] == now["target"]
    assert change["id"] in [item["id"] for item in second.ok("GET", "/targets/pending")["items"]]
    assert problem_of(boss.post(path, {**body, "reason": "再提"}), 409, "target.change_waiting")["allowed"] == ["approve", "reject"]
    approve = f"/target-changes/{change['id']}/approve"
    problem_of(boss.post(approve, {}), 403, "target.second_person")
    problem_of(november.login("tech").post(approve, {}), 403)
    problem_of(second.post(approve, {}, headers={"If-Match": '"9"'}), 412)
    assert second.ok("POST", approve, {"note": "同意"})["state"] == "approved"
    history = boss.ok("GET", f"/targets/{now['id']}")["history"][0]
    assert (history["target"], history["reason"]) == (0.87, "厂家提高了要求") and history["approved_by"] != history["written_by"]
    problem_of(second.post(approve, {}), 409, "target.change_decided")


def test_a_rejected_change_leaves_the_target_as_it_was(boss, second):
    now = target_of(boss, "part_use_rate")
    change = boss.ok("POST", f"/targets/{now['id']}/change", {"floor": 0.9, "target": 0.93, "stretch": 0.95, "reason": "缺件太多"})["pending"]
    assert second.ok("POST", f"/target-changes/{change['id']}/reject", {"note": "不够充分"})["state"] == "rejected"
    after = target_of(boss, "part_use_rate")
    assert (after["target"], after["pending_id"], after["version"]) == (now["target"], None, now["version"])


def test_a_locked_month_refuses_everything(boss):
    problem_of(boss.post("/targets", {"metric": "nps", "month": LOCKED, "floor": 10, "target": 20, "stretch": 30}), 409, "target.locked")
    old = target_of(boss, "csat_rate", LOCKED)
    assert old["locked"]
    problem_of(boss.post(f"/targets/{old['id']}/change", {**LEVELS, "reason": "追改"}), 409, "target.locked")
    problem_of(boss.post(f"/target-months/{LOCKED}/lock", {}), 409)
    body = grid_body(boss, LOCKED)
    problem_of(boss.put("/decomposition", body), 409)
    apply = {"metric": "csat_rate", "month": LOCKED, "rule": "copy"}
    problem_of(boss.post("/decomposition/cascade/apply", apply), 409, "target.locked")


def test_a_month_is_locked_only_when_nothing_waits(boss, second):
    waiting = problem_of(boss.post(f"/target-months/{RUNNING}/lock", {}), 409, "target.changes_waiting")
    assert waiting["allowed"] == ["approve", "reject"]
    made = new_target(boss, month="2027-05")
    assert second.ok("POST", "/target-months/2027-05/lock", {})["locked"]
    problem_of(boss.post(f"/targets/{made['id']}/change", LEVELS), 409, "target.locked")


def test_a_month_is_copied_to_the_next_where_it_has_none(boss):
    new_target(boss, month="2027-07")
    new_target(boss, "rrr", "2027-07", floor=0.05, target=0.04, stretch=0.03)
    new_target(boss, month="2027-08", target=0.98)
    answer = boss.ok("POST", "/target-months/2027-07/copy", {})
    assert (answer["to"], answer["copied"], answer["kept"]) == ("2027-08", 1, 1)
    assert target_of(boss, "csat_rate", "2027-08")["target"] == 0.98 and target_of(boss, "rrr", "2027-08")["set_by"] == "copied"


def test_each_sees_and_sets_what_is_in_his_reach(november, boss):
    technician, leader = november.login("technician"), november.login("tech")
    own = technician.session["user"]["employee_id"]
    seen = technician.ok("GET", f"/targets?month={RUNNING}&limit=200")["items"]
    assert {(item["scope"], item["scope_key"]) for item in seen} == {("person", own)}
    problem_of(technician.post("/targets", {"metric": "csat_rate", "month": "2027-09", **LEVELS}), 403)
    assert new_target(leader, month="2027-09", scope="person", scope_key=own)["label"] == technician.session["user"]["display_name"]
    # Nobody sets his own, nor what is above him.
    lead = leader.session["user"]["employee_id"]
    for scope in ({"scope": "person", "scope_key": lead}, {"scope": "company"}):
        assert leader.post("/targets", {"metric": "csat_rate", "month": "2027-09", **LEVELS, **scope}).status in (403, 404, 422)
    company = target_of(boss, "csat_rate")
    problem_of(technician.get(f"/targets/{company['id']}"), 404)
    problem_of(november.foreign.get(f"/targets/{company['id']}"), 404)
    assert november.foreign.ok("GET", f"/targets?month={RUNNING}")["items"] == []


def test_the_templates_pass_every_check(boss):
    for origin in ("recommended", "original"):
        grid = boss.ok("GET", f"/decomposition/template?origin={origin}")
        assert grid["origin"] == origin and {total["sum"] for total in grid["role_sums"] if total["kpis"]} == {100}
        assert all(check["passed"] for check in grid["checks"]), grid["checks"]
    assert problem_of(boss.get("/decomposition/template", origin="own"), 422)["errors"][0]["pointer"] == "/origin"


def test_a_wrong_sum_names_the_cell_and_the_role(boss):
    body = grid_body(boss, "2027-01")
    _, cell = cell_of(body, "csat_rate", "technician")
    cell["weight"] += 5
    error, = problem_of(boss.put("/decomposition", body), 422)["errors"]
    row, column = (int(part) for part in error["pointer"].split("/")[2:5:2])
    assert error["code"] == "decomposition.weights_sum" and error["pointer"].endswith("/weight")
    assert body["kpis"][row]["cells"][column]["role"] == "technician" and "technician" in error["message"] and "105" in error["message"]


def test_all_wrong_cells_are_named_at_once(boss):
    body = grid_body(boss, "2027-01")
    _, cell = cell_of(body, "csat_rate", "manager")
    cell["part"] = "responsible"  # nobody answers for it any more
    place, cell = cell_of(body, "csat_rate", "parts_keeper")
    cell["weight"] = 5  # who only contributes carries nothing
    errors = problem_of(boss.put("/decomposition", body), 422)["errors"]
    codes = {error["code"] for error in errors}
    assert {"decomposition.nobody_accountable", "decomposition.contributes_only", "decomposition.weights_sum"} <= codes, errors
    assert place + "/weight" in {error["pointer"] for error in errors}


def test_a_grid_holds_from_its_month_on_and_older_ones_stay(boss, november):
    month = "2027-10"
    before = boss.ok("GET", f"/decomposition?month={month}")
    body = grid_body(boss, month)
    _, more = cell_of(body, "csat_rate", "technician")
    _, less = cell_of(body, "ftfr", "technician")
    more["weight"] += 5
    less["weight"] -= 5
    problem_of(november.login("tech").put("/decomposition", body), 403)
    problem_of(boss.put("/decomposition", body, headers={"If-Match": f'"{before["version"] + 7}"'}), 412)
    kept = boss.put("/decomposition", body, headers={"If-Match": f'"{before["version"]}"'})
    assert kept.status == 200 and kept.json["origin"] == "own" and kept.json["valid_from"] == month, kept
    assert boss.ok("GET", "/decomposition?month=2027-09")["version"] == before["version"]
    assert [version["valid_from"] for version in boss.ok("GET", "/decomposition/versions")["items"]][0] == month


def children(items, parent):
    return [item for item in items if (item["parent_scope"], item["parent_key"]) == (parent["scope"], parent["scope_key"])]


def test_copy_reproduces_the_parent_by_volume_at_every_step(boss):
    new_target(boss, "tat_attain", "2026-12", floor=0.8, target=0.86, stretch=0.9)
    asked = {"metric": "tat_attain", "month": "2026-12", "rule": "copy"}
    proposal = boss.ok("POST", "/decomposition/cascade/propose", asked)
    nodes = [{"scope": "company", "scope_key": "", **{level: proposal[level] for level in LEVELS}}, *proposal["items"]]
    assert {node["scope"] for node in nodes} == {"company", "site", "person"}
    checked = 0
    for parent in nodes:
        below = [child for child in children(proposal["items"], parent) if child["volume"] > 0]
        for level in LEVELS if below else ():
            mean = sum(child["volume"] * child[level] for child in below) / sum(child["volume"] for child in below)
            assert mean == pytest.approx(parent[level], abs=1e-9), (parent, level)
            checked += 1
    assert checked >= 6
    # Work differs, so do the targets.
    assert len({round(item["target"], 6) for item in proposal["items"]}) > 1
    assert target_of(boss, "tat_attain", "2026-12")["id"] == proposal["parent_id"]
    assert boss.ok("GET", "/targets?metric=tat_attain&month=2026-12&limit=200")["items"][0]["scope"] == "company"  # nothing was kept
    applied = boss.ok("POST", "/decomposition/cascade/apply", asked)
    assert applied["set"] == len(proposal["items"])
    kept = {item["scope_key"]: item for item in boss.ok("GET", "/targets?metric=tat_attain&month=2026-12&limit=200")["items"]}
    for item in proposal["items"]:
        assert kept[item["scope_key"]]["target"] == pytest.approx(item["target"]) and kept[item["scope_key"]]["rule"] == "copy"
    assert boss.ok("POST", "/decomposition/cascade/apply", asked)["unchanged"] == applied["set"]


def test_typed_levels_must_make_the_parents_again(boss):
    new_target(boss, "onsite_ontime", "2026-12", floor=0.8, target=0.85, stretch=0.9)
    asked = {"metric": "onsite_ontime", "month": "2026-12", "rule": "copy", "options": {"depth": "children"}}
    proposal = boss.ok("POST", "/decomposition/cascade/propose", asked)
    sites = [item for item in proposal["items"] if item["volume"] > 0]
    assert sites and all(item["scope"] == "site" for item in proposal["items"])
    typed = [{"scope": item["scope"], "scope_key": item["scope_key"], "floor": 0.7, "target": 0.75, "stretch": 0.8} for item in sites]
    assert problem_of(boss.post("/decomposition/cascade/apply", {**asked, "items": typed}), 422)["errors"]
    assert len(boss.ok("GET", "/targets?metric=onsite_ontime&month=2026-12")["items"]) == 1


def test_shares_add_up_exactly_and_a_budget_follows(boss):
    new_target(boss, "sales_amount", "2026-12", floor=800_001, target=1_000_001, stretch=1_200_001)
    proposal = boss.ok("POST", "/decomposition/cascade/propose", {"metric": "sales_amount", "month": "2026-12", "rule": "share", "options": {"by": "capacity"}})
    nodes = [{"scope": "company", "scope_key": "", **{level: proposal[level] for level in LEVELS}}, *proposal["items"]]
    for parent in nodes:
        below = children(proposal["items"], parent)
        for level in LEVELS if below else ():
            assert sum(child[level] for child in below) == parent[level]
    target = new_target(boss, "tat", "2026-12", floor=288e6, target=240e6, stretch=200e6)
    boss.ok("POST", "/decomposition/cascade/apply", {"metric": "tat", "month": "2026-12", "rule": "budget"})
    parts = boss.ok("GET", f"/targets/{target['id']}")["parts"]
    assert [part["share"] for part in parts] == [5, 10, 15, 10, 40, 15, 5] and sum(part["target"] for part in parts) == pytest.approx(240e6)


def test_a_cascade_without_a_parent_is_409_and_bad_questions_are_422(boss):
    problem_of(boss.post("/decomposition/cascade/propose", {"metric": "csat_rate", "month": "2028-01", "rule": "copy"}), 409)
    reply = boss.post("/decomposition/cascade/propose", {"metric": "no_such_metric", "month": "x", "rule": "copy"})
    assert {"/metric", "/month"} >= set(pointers(problem_of(reply, 422)))


def test_the_tree_of_a_metric_is_cut_at_the_callers_reach(november, boss):
    whole = boss.ok("GET", f"/decomposition/cascade?metric=tat_attain&month={RUNNING}")["nodes"]
    assert whole[0]["scope"] == "company" and whole[0]["target"] is not None
    assert all(node["parent"] is None or node["parent"] < place for place, node in enumerate(whole))
    own = november.login("technician").ok("GET", f"/decomposition/cascade?metric=tat_attain&month={RUNNING}")["nodes"]
    assert [node["scope_key"] for node in own] == [november.login("technician").session["user"]["employee_id"]]


def test_whoever_a_target_binds_takes_it_on_or_asks_for_another(november, boss):
    mine = november.login("technician")
    me = mine.session["user"]["employee_id"]
    made = new_target(boss, "csat_rate", "2027-06", scope="person", scope_key=me)
    path = f"/targets/{made['id']}"
    assert made["acceptance"] == "waiting"
    assert [one["id"] for one in mine.ok("GET", f"/targets?month=2027-06&scope=person&scope_key={me}&acceptance=waiting")["items"]] == [made["id"]]
    problem_of(boss.post(path + "/accept", {}), 403, "target.not_yours")
    assert pointers(problem_of(mine.post(path + "/negotiate", {}), 422)) == ["/note"]
    assert pointers(problem_of(mine.post(path + "/negotiate", {"note": "新人多", "target": 0.95}), 422)) == ["/floor", "/stretch"]
    problem_of(mine.post(path + "/accept", {}, headers={"If-Match": '"7"'}), 412)
    asked = mine.ok("POST", path + "/negotiate", {"floor": 0.93, "target": 0.95, "stretch": 0.97, "note": "六月有两个新人"})
    assert asked["acceptance"] == "negotiating"
    wish = boss.ok("GET", path + "/gate")["acceptable"]
    assert (wish["state"], wish["may_answer"]) == ("fail", False) and wish["answers"][0]["target"] == 0.95
    boss.ok("POST", path + "/change", {"floor": 0.93, "target": 0.95, "stretch": 0.97})
    assert mine.ok("GET", path + "/gate")["acceptable"]["state"] == "waiting"
    assert mine.ok("POST", path + "/accept", {})["acceptance"] == "accepted"
    problem_of(mine.post(path + "/accept", {}), 409, "target.accepted")
    assert [answer["target_version"] for answer in mine.ok("GET", path + "/gate")["acceptable"]["answers"]] == [2, 1]


def test_the_gate_holds_a_target_against_the_year_before(boss):
    usual = target_of(boss, "csat_rate")
    gate = boss.ok("GET", f"/targets/{usual['id']}/gate")
    months = gate["realistic"]["months"]
    assert gate["measurable"]["state"] == "pass" and gate["measurable"]["n_before"] == sum(month["n"] for month in months[-3:]) > 0
    assert len(months) == 12 and months[-1]["month"] == LOCKED
    # Each month is the figure that the board shows.
    cells = boss.ok("GET", "/kpi?metrics=csat_rate&from=2025-11-01&to=2026-11-01&grain=month")["metrics"][0]["cells"]
    told = {cell["period"]["from"][:7]: cell["value"] for cell in cells if cell["n"]}
    assert {month["month"]: month["value"] for month in months if month["value"] is not None} == told
    assert [point["on"] for point in gate["timed"]["checkpoints"]] == ["2026-11-10", "2026-11-20", "2026-11-30"]
    by_tenth = boss.ok("GET", "/kpi?metrics=csat_rate&from=2026-11-01&to=2026-11-11")["metrics"][0]["cells"][0]
    assert gate["timed"]["checkpoints"][0]["value"] == by_tenth["value"] and gate["timed"]["checkpoints"][2]["value"] is None
    # Turnaround within limit has never come near this; two months say no more than that.
    leap = new_target(boss, "tat_attain", "2027-07", floor=0.998, target=0.999, stretch=1)
    realistic = boss.ok("GET", f"/targets/{leap['id']}/gate")["realistic"]
    assert (realistic["state"], realistic["doubts"], realistic["jump"]) == ("warn", ["few_months", "beyond_best"], None)
