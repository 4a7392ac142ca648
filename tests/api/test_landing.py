"""Advance control over HTTP: where a month lands, the cases that decide it, who takes care of them, calibration."""
import pytest

from conftest import pointers, problem_of

MONTH = "2026-11"
STEADY, MOVED = "csat_rate", "vsat_rate"  # the second is the one whose cases are assigned


@pytest.fixture
def boss(november):
    return november.login("manager")


@pytest.fixture
def technician(november):
    return november.login("technician")


def employee(client):
    return client.session["user"]["employee_id"]


def landing(client, metric=STEADY, **more):
    return client.ok("GET", f"/landing?metric={metric}" + "".join(f"&{name}={value}" for name, value in more.items()))


def cases(client, metric=MOVED):
    return client.ok("GET", f"/landing/cases?metric={metric}&limit=200")


def assign(client, case, owner, metric=MOVED, **more):
    body = {"case_kind": case["kind"], "case_id": case["id"], "metric": metric, "owner_employee_id": owner, "action": case["action"], **more}
    return client.post("/landing/cases/assign", body)


def test_the_board_tells_the_months_end_with_intervals_and_chances(boss):
    board = boss.ok("GET", "/landing-board")
    assert (board["month"], board["workday"], board["workdays"]) == (MONTH, 17, 25)
    assert len(board["items"]) == 12
    seen = 0
    for line in board["items"]:
        assert line["name_zh"] and line["name_en"] and line["state"] in ("good", "tight", "bad", "no_target", "no_data")
        if not line["landing"]:
            assert line["state"] == "no_data" and line["chance"]["target"] is None
            continue
        band = line["landing"]
        assert band["low95"] <= band["low80"] <= band["median"] <= band["high80"] <= band["high95"] and line["method"]
        chance = line["chance"]
        assert 0 <= chance["stretch"] <= chance["target"] <= chance["floor"] <= 1
        assert line["state"] == ("good" if chance["target"] >= 0.7 else "tight" if chance["target"] >= 0.3 else "bad")
        seen += 1
    assert seen >= 10


def test_a_figure_comes_with_its_days_so_far_and_a_fan_to_the_last(boss):
    line = landing(boss)["line"]
    assert [point["day"] for point in line["trend"]][0] == "2026-11-01" and line["fan"][-1]["day"] == "2026-11-30"
    last = line["fan"][-1]
    assert (last["low80"], last["high80"]) == (line["landing"]["low80"], line["landing"]["high80"])
    width = [point["high80"] - point["low80"] for point in line["fan"]]
    assert width[0] <= width[-1]


def test_the_error_budget_says_how_many_may_still_go_wrong(boss):
    line = landing(boss)["line"]
    budget = line["error_budget"]
    assert budget["used"] == line["denominator"] - line["numerator"] and budget["records_so_far"] == line["denominator"]
    assert budget["records_expected"] == pytest.approx(budget["records_so_far"] + budget["records_to_come"])
    # As many as leave the target standing, and not one more.
    assert 1 - budget["allowed"] / budget["records_expected"] >= line["target"]["target"] > 1 - (budget["allowed"] + 1) / budget["records_expected"]
    assert budget["left"] == budget["allowed"] - budget["used"] and (budget["records"], budget["miss"]) == ("answer", "dissatisfied")


def test_a_sum_says_what_each_working_day_must_bring(boss):
    line = landing(boss, "sales_amount")["line"]
    pace = line["required_pace"]
    assert 0 < pace["workdays_left"] < pace["workdays"] <= 25  # sites rest on different days
    assert pace["per_workday"] == pytest.approx(max(0, pace["target"] - pace["so_far"]) / pace["workdays_left"])


def test_a_quarter_and_a_year_are_forecast_as_a_month_is(boss):
    month = landing(boss)["line"]
    for period, first, last in (("2026-Q4", "2026-10-01", "2026-12-31"), ("2026", "2026-01-01", "2026-12-31")):
        answer = landing(boss, month=period)
        line = answer["line"]
        assert answer["month"] == period and answer["workdays"] > 60
        assert (line["trend"][0]["day"], line["fan"][-1]["day"]) == (first, last)
        band = line["landing"]
        assert band["low95"] <= band["low80"] <= band["high80"] <= band["high95"]
        assert line["n"] >= month["n"] and line["to_come"] > month["to_come"]
        assert line["target"]["target"] == 0.97 and 0 <= line["chance"]["target"] <= 1 and line["error_budget"]["records_expected"] > line["n"]
    board = boss.ok("GET", "/landing-board?month=2026-Q4")
    assert len(board["items"]) == 12 and sum(1 for line in board["items"] if line["landing"]) >= 10
    assert landing(boss, month="2026-Q3")["line"]["method"] == "known"
    for period in ("2026-W47", "2027-Q1"):
        assert pointers(problem_of(boss.get(f"/landing?metric={STEADY}&month={period}"), 422)) == ["/month"]


def test_a_mean_says_what_the_rest_must_be_and_what_ripens_what_it_stands_at(boss):
    line = landing(boss, "tat")["line"]
    rest = line["required_rest"]
    all_of = rest["records_so_far"] + rest["records_to_come"]
    assert rest["records"] == "order" and abs(line["value"] * rest["records_so_far"] + rest["at_most"] * rest["records_to_come"] - rest["target"] * all_of) < 1e-3 * rest["target"] * all_of
    ripe = landing(boss, "ftfr")["line"]
    assert ripe["provisional"] and ripe["ripened"]["value"] == ripe["trend"][-1]["value"] and ripe["n"] > 0


def test_an_earlier_moment_knows_nothing_of_what_came_later(boss):
    then = landing(boss, as_of="2026-11-12T02:00:00.000Z")["line"]
    now = landing(boss)["line"]
    assert then["n"] < now["n"] and then["trend"][-1]["day"] <= "2026-11-12"
    assert then["landing"]["high80"] - then["landing"]["low80"] > now["landing"]["high80"] - now["landing"]["low80"]


def test_a_bad_question_is_422_and_says_where(boss):
    assert pointers(problem_of(boss.get("/landing", metric="no_such_metric"), 422)) == ["/metric"]
    assert pointers(problem_of(boss.get("/landing-board", month="2026-13"), 422)) == ["/month"]
    assert pointers(problem_of(boss.get("/landing-board", scope="person"), 422)) == ["/scope_key"]
    # All that is wrong at once.
    several = boss.get(f"/landing-board?month=2026-13&scope=site&metrics={STEADY},no_such_metric")
    assert pointers(problem_of(several, 422)) == ["/metrics/1", "/month", "/scope_key"]
    for path in ("/landing", "/landing/cases", "/forecasts/history"):
        reply = boss.get(path, metric="no_such_metric", month="2026-13", scope="person")
        assert pointers(problem_of(reply, 422)) == ["/metric", "/month", "/scope_key"], path


def test_each_sees_the_landings_in_his_reach(november, boss, technician):
    problem_of(technician.get("/landing-board"), 403, "scope.out_of_reach")
    own = technician.ok("GET", f"/landing/people?metrics={STEADY}&by=person")["items"]
    assert [line["scope_key"] for line in own] == [employee(technician)]
    assert landing(technician, scope="person", scope_key=employee(technician))["line"]["scope_label"] == own[0]["scope_label"]
    other = employee(november.login("technician2"))
    assert technician.get("/landing", metric=STEADY, scope="person", scope_key=other).status in (403, 404)
    leader = november.login("tech")
    problem_of(leader.get("/landing-board"), 403, "scope.out_of_reach")
    people = leader.ok("GET", f"/landing/people?metrics={STEADY}&by=person")["items"]
    assert {employee(technician), other} <= {line["scope_key"] for line in people}
    assert len(people) < len(boss.ok("GET", f"/landing/people?metrics={STEADY}&by=person")["items"])
    assert all(line["n"] == 0 for line in november.foreign.ok("GET", "/landing-board")["items"])


def test_deciding_cases_have_a_reason_an_offered_action_and_the_worst_first(boss):
    answer = cases(boss, STEADY)
    assert answer["total"] >= len(answer["items"]) > 0 and answer["model"]
    chances = [case["chance"] for case in answer["items"]]
    assert chances == sorted(chances, reverse=True)
    for case in answer["items"]:
        assert case["no"].startswith("WO-") and case["action"] and case["title"]
        assert case["chance"] == case["chance_alone"] and 0 < case["counts"] <= 1
    assert all(case["reasons"] for case in answer["items"][:max(1, answer["deciding"])])
    assert answer["chance_if_done"] >= answer["chance_now"] == landing(boss)["line"]["chance"]["target"]


def test_an_assignment_names_all_bad_fields_and_is_the_leaders_to_make(boss, technician):
    assert pointers(problem_of(boss.post("/landing/cases/assign", {}), 422)) == ["/action", "/case_id", "/case_kind", "/metric", "/owner_employee_id"]
    bad = {"kind": "callback", "id": "?", "action": "call_first"}
    reply = assign(boss, bad, "00000000000zz", "no_such_metric", due_at="2026-01-01T00:00:00.000Z")
    assert pointers(problem_of(reply, 422)) == ["/case_id", "/due_at", "/metric", "/owner_employee_id"]
    case = cases(boss)["items"][-1]
    problem_of(assign(technician, case, employee(technician)), 403)
    problem_of(assign(boss, {**case, "kind": "complaint"}, employee(technician)), 404, "case.not_open")


def test_assigning_and_finishing_cases_moves_the_forecast(november, boss, technician):
    def expected():
        return landing(boss, MOVED)["line"]["landing"]["expected"]
    before, taken = expected(), cases(boss)["items"][:8]
    made = []
    for case in taken:
        reply = assign(boss, case, employee(technician), note="今天回访")
        assert reply.status == 201 and reply.json["chance_before"] == pytest.approx(case["chance_alone"]), reply
        made.append(reply.json)
    in_hand = expected()
    assert in_hand > before
    assert problem_of(assign(boss, taken[0], employee(technician)), 409, "case.assigned")["allowed"] == ["finish", "cancel"]
    held = {case["id"]: case for case in cases(boss)["items"]}
    for case in taken:
        assert held[case["id"]]["assignment"]["state"] == "assigned" and held[case["id"]]["chance"] < case["chance"]

    path = f"/landing/assignments/{made[0]['id']}"
    assert technician.get(path).headers["ETag"] == '"1"'
    problem_of(november.login("technician2").get(path), 404)
    problem_of(november.foreign.get(path), 404)
    problem_of(technician.post(path + "/finish", {"result": "ended_well"}, headers={"If-Match": '"7"'}), 412)
    assert pointers(problem_of(technician.post(path + "/finish", {}), 422)) == ["/result"]
    done = technician.ok("POST", path + "/finish", {"result": "ended_well", "note": "客户很满意"})
    assert (done["state"], done["result"]) == ("done", "ended_well") and done["finished_at"]
    problem_of(technician.post(path + "/finish", {"result": "ended_well"}), 409, "assignment.over")
    for one in made[1:4]:
        technician.ok("POST", f"/landing/assignments/{one['id']}/finish", {"result": "ended_well"})
    well = expected()
    assert well > in_hand and cases(boss)["handled_success"] == pytest.approx(5 / 6)
    for one in made[4:7]:
        technician.ok("POST", f"/landing/assignments/{one['id']}/finish", {"result": "ended_badly"})
    assert expected() < well
    problem_of(technician.post(f"/landing/assignments/{made[7]['id']}/cancel", {}), 403)
    assert boss.ok("POST", f"/landing/assignments/{made[7]['id']}/cancel", {})["state"] == "cancelled"
    mine = technician.ok("GET", f"/landing/assignments?metric={MOVED}&state=done")["items"]
    assert {one["id"] for one in mine} == {one["id"] for one in made[:7]}


def test_every_forecast_of_a_month_stands_beside_the_truth(boss, technician):
    history = boss.ok("GET", f"/forecasts/history?metric={STEADY}&month=2026-10")
    assert history["over"] and [item["made_on"] for item in history["items"]] == ["2026-10-10", "2026-10-20"]
    cell = boss.get("/kpi", metrics=STEADY, **{"from": "2026-10-01", "to": "2026-11-01"}).json["metrics"][0]["cells"][0]
    assert history["truth"] == pytest.approx(cell["value"])
    for item in history["items"]:
        assert item["low95"] <= item["low80"] <= item["median"] <= item["high80"] <= item["high95"] and item["target"]
    running = boss.ok("GET", f"/forecasts/history?metric={STEADY}")
    assert not running["over"] and running["truth"] is None and running["items"]
    problem_of(technician.get("/forecasts/history", metric=STEADY), 403)


def test_calibration_is_anybodys_to_read(technician, november):
    answer = technician.ok("GET", "/forecasts/calibration")
    whole = answer["items"][0]
    assert whole["metric_class"] is None and whole["day"] is None and whole["forecasts"] > 500
    for inside in (whole["within80"], whole["within95"]):
        assert inside["n"] == whole["forecasts"] and inside["low"] <= inside["share"] <= inside["high"]
        # A truth that an edge of the band meets counts in part.
        assert abs(inside["share"] * inside["n"] - inside["hits"]) <= 0.5
    assert {line["metric_class"] for line in answer["items"]} >= {None, "rate", "duration", "sum"}
    assert sum(step["n"] for step in answer["reliability"]) > 0 and 0 <= answer["brier"] <= 1
    narrowed = technician.ok("GET", f"/forecasts/calibration?metric={STEADY}&scope=company")["items"][0]
    assert 0 < narrowed["forecasts"] < whole["forecasts"]
    assert november.foreign.ok("GET", "/forecasts/calibration")["items"][0]["forecasts"] == 0
