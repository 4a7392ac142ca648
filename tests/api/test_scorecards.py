"""Scorecards, my KPIs and bonus sheets over HTTP: from a score to money, with the employee's own word on it.

The pay of November is worked out in December, in a company whose clock the tests move; they stand in the order of a month's pay.
"""
import csv
import io

import pytest

from conftest import NOVEMBER, World, pointers, problem_of
from test_exports import sheet_cells

MONTH, LAST, PAID = "2026-11", "2026-10", "2026-09"
DECEMBER, SILENCE_OVER = "2026-12-02T02:00:00.000Z", "2026-12-14T02:00:00.000Z"


def money(yuan):
    return {"amount": round(yuan * 100), "currency": "CNY"}


RULE = {"valid_from": "2027-06", "reason": "新办法", "bases": [{"role": "technician", "amount": money(1500)}], "curve": "linear",
        "points": [{"score": 60, "factor": 0.5}, {"score": 100, "factor": 1}], "unscored_factor": 1, "cap": money(3000),
        "additions": [{"metric": "praise_count", "amount": money(50), "at_most": 3}],
        "deductions": [{"metric": "complaint_count", "amount": money(100)}], "silent_days": 5}


@pytest.fixture(scope="module")
def payday():
    made = World(*NOVEMBER)
    yield made
    made.close()


def employee(client):
    return client.session["user"]["employee_id"]


def own_card(client, month=LAST):
    return f"/scorecard?month={month}&scope=person&scope_key={employee(client)}"


def sheet_of(client, person, month=MONTH):
    rows = client.ok("GET", f"/bonus-sheets?month={month}&employee_id={employee(person)}")["items"]
    return client.ok("GET", f"/bonus-sheets/{rows[0]['id']}") if rows else None


def step(client, sheet, name, headers=None, **fields):
    return client.post(f"/bonus-sheets/{sheet['id']}/{name}", fields, headers=headers)


def sum_of(lines):
    return sum(line["amount"]["amount"] for line in lines)


# ---- scorecards -------------------------------------------------------------------------------------------------


def test_a_score_is_the_weighted_points_times_the_coefficient(november):
    boss = november.login("manager")
    for path in (f"/scorecard?month={LAST}", own_card(november.login("technician"))):
        card = boss.ok("GET", path)
        assert card["closed"] and not card["running"] and sum(row["weight"] for row in card["rows"]) == pytest.approx(100)
        scored = [row for row in card["rows"] if row["standing"] == "scored"]
        assert sum(row["scored_weight"] for row in scored) == pytest.approx(100)
        for row in scored:
            assert row["contribution"] == pytest.approx(row["scored_weight"] * row["points"] / 100) and 0 <= row["points"] <= 120
            assert row["few"] == (row["of_many"] and row["n"] < 30)
        assert card["sum"] == pytest.approx(sum(row["contribution"] for row in scored))
        assert card["score"] == pytest.approx(card["sum"] * card["coefficient"], abs=1e-4)
        assert card["spread"] == pytest.approx(100 - sum(row["weight"] for row in scored))


def test_a_running_month_says_where_it_will_land(november):
    card = november.login("manager").ok("GET", f"/scorecard?month={MONTH}")
    assert card["running"] and not card["closed"] and card["expected_score"] is not None
    expected = {row["metric"]: row["expected"] for row in card["rows"]}
    landing = november.login("manager").ok("GET", "/landing?metric=csat_rate")["line"]["landing"]
    assert expected["csat_rate"] == pytest.approx(landing["expected"])


def test_small_numbers_are_shown_and_not_ranked(november):
    page = november.login("manager").ok("GET", f"/scorecards?month={LAST}&limit=200")["items"]
    scores = [line["score"] for line in page if line["score"] is not None]
    assert scores == sorted(scores, reverse=True)
    few = [line for line in page if line["least_n"] is not None and line["least_n"] < 30]
    assert few and all(line["rank"] is None and line["needed_to_rank"] == 30 - line["least_n"] for line in few)


def test_each_sees_the_cards_in_his_reach(november):
    technician, other, leader = (november.login(login) for login in ("technician", "technician2", "tech"))
    assert technician.ok("GET", own_card(technician))["label"] == technician.session["user"]["display_name"]
    problem_of(technician.get(own_card(other)), 404, "scorecard.not_found")
    problem_of(technician.get("/scorecard", month=LAST), 404)
    assert [line["scope_key"] for line in technician.ok("GET", f"/scorecards?month={LAST}")["items"]] == [employee(technician)]
    team = {line["scope_key"] for line in leader.ok("GET", f"/scorecards?month={LAST}&limit=200")["items"]}
    assert {employee(technician), employee(other)} < team
    problem_of(november.foreign.get(own_card(technician)), 404)
    assert pointers(problem_of(leader.get("/scorecard", month=LAST, scope="site"), 422)) == ["/scope_key"]
    assert pointers(problem_of(leader.get("/scorecard", month="2026-13"), 422)) == ["/month"]


def test_everybody_reads_his_kpis_and_how_he_moves_them(november):
    for login in ("technician", "clerk", "callback", "parts", "tech", "info", "manager"):
        client = november.login(login)
        mine = client.ok("GET", "/my-kpis")
        assert mine["employee_id"] == employee(client) and sum(item["weight"] for item in mine["items"]) == pytest.approx(100)
        for item in mine["items"]:
            assert item["how_zh"] and item["how_en"] and item["trend"][-1]["month"] == MONTH and len(item["trend"]) == 6
    # The records behind a figure are a question that he may ask.
    client = november.login("technician")
    item = next(item for item in client.ok("GET", "/my-kpis")["items"] if item["metric"] == "tat_attain")
    behind = item["records"]
    found = client.get("/kpi/cases", metric=behind["metric"], part=behind["parts"][0], where=behind["where"], limit=200, **{"from": behind["from"], "to": behind["to"]})
    assert found.status == 200 and len(found.json["items"]) == item["n"] > 0
    problem_of(november.foreign.get("/my-kpis"), 404, "scorecard.no_employee")


# ---- rules ------------------------------------------------------------------------------------------------------


def test_all_bad_terms_are_named_at_once(payday):
    boss = payday.login("manager")
    assert "/reason" in pointers(problem_of(boss.post("/bonus-rules", {}), 422))
    reply = boss.post("/bonus-rules", {**RULE, "bases": [{"amount": money(-1)}], "points": [{"score": 100, "factor": 1}, {"score": 60, "factor": -1}],
                                       "additions": [{"metric": "no_such_metric", "amount": money(0)}]})
    named = pointers(problem_of(reply, 422))
    for place in ("/bases/0", "/points/1", "/additions/0"):
        assert any(pointer.startswith(place) for pointer in named), named


def test_rules_count_from_their_month_on_and_never_for_a_locked_one(payday):
    boss = payday.login("manager")
    problem_of(payday.login("tech").post("/bonus-rules", RULE), 403)
    problem_of(boss.post("/bonus-rules", {**RULE, "valid_from": PAID}), 409, "bonus.locked")
    assert boss.post("/bonus-rules", RULE).status == 201
    assert boss.ok("GET", "/bonus-rules")["items"][0]["valid_from"] == RULE["valid_from"]
    # Who does not pay others sees the bases that are his.
    seen = payday.login("technician").ok("GET", "/bonus-rules")["items"]
    assert {base["role"] for rule in seen for base in rule["bases"]} == {"technician"}


# ---- a month's pay ----------------------------------------------------------------------------------------------


def test_a_running_month_is_worked_out_but_not_sent(payday):
    boss, technician = payday.login("manager"), payday.login("technician")
    problem_of(technician.post("/bonus-sheets/compute", {"month": MONTH}), 403)
    problem_of(boss.post("/bonus-sheets/compute", {"month": "x"}), 422)
    problem_of(boss.post("/bonus-sheets/compute", {"month": PAID}), 409, "bonus.locked")
    made = boss.ok("POST", "/bonus-sheets/compute", {"month": MONTH})
    assert made["made"] == 24 and made["renewed"] == 0
    sheet = sheet_of(boss, technician)
    early = problem_of(step(boss, sheet, "send"), 409, "bonus.month_not_over")
    assert early["allowed"] == ["compute", "correct"]
    # A draft is not shown to whom it pays.
    problem_of(technician.get(f"/bonus-sheets/{sheet['id']}"), 404)


def test_a_total_is_the_sum_of_its_lines_and_each_case_is_named(payday):
    payday.at(DECEMBER)
    boss = payday.login("manager")
    assert boss.ok("POST", "/bonus-sheets/compute", {"month": MONTH})["renewed"] == 24
    rule = boss.ok("GET", "/bonus-rules")["items"][-1]
    bases = {base["role"]: base["amount"]["amount"] for base in rule["bases"]}
    for row in boss.ok("GET", f"/bonus-sheets?month={MONTH}&limit=200")["items"]:
        sheet = boss.ok("GET", f"/bonus-sheets/{row['id']}")
        assert sum_of(sheet["lines"]) == sheet["total"]["amount"] >= 0
        score, = (line for line in sheet["lines"] if line["kind"] == "score")
        assert sheet["base"]["amount"] == bases[sheet["role"]]
        assert score["amount"]["amount"] == pytest.approx(sheet["base"]["amount"] * sheet["factor"], abs=1)
        for line in sheet["lines"]:
            assert (line["record"] is not None) == (line["kind"] in ("addition", "deduction", "veto"))


def test_what_a_locked_month_got_wrong_enters_a_later_draft(payday):
    boss, technician = payday.login("manager"), payday.login("technician")
    sheet = sheet_of(boss, technician)
    assert pointers(problem_of(step(boss, sheet, "correct", of_month=LAST, amount=money(120), reason="补"), 422)) == ["/of_month"]
    assert pointers(problem_of(step(boss, sheet, "correct", of_month=PAID, amount=money(120), reason=""), 422)) == ["/reason"]
    corrected = step(boss, sheet, "correct", of_month=PAID, amount=money(120), reason="九月少算一单").json
    assert corrected["total"]["amount"] == sheet["total"]["amount"] + 12000 and corrected["corrections"] == money(120)
    # Working the month out anew keeps it.
    boss.ok("POST", "/bonus-sheets/compute", {"month": MONTH})
    assert sheet_of(boss, technician)["total"] == corrected["total"]


def test_everybody_sees_his_own_pay_alone_also_who_leads(payday):
    boss = payday.login("manager")
    for row in boss.ok("GET", f"/bonus-sheets?month={MONTH}&limit=200")["items"]:
        boss.ok("POST", f"/bonus-sheets/{row['id']}/send", {})
    for login in ("technician", "tech", "info", "clerk"):
        client = payday.login(login)
        assert {row["employee_id"] for row in client.ok("GET", "/bonus-sheets?limit=200")["items"]} == {employee(client)}
    sheet = sheet_of(boss, payday.login("technician"))
    for stranger in (payday.login("technician2"), payday.login("tech"), payday.foreign):
        problem_of(stranger.get(f"/bonus-sheets/{sheet['id']}"), 404)
    problem_of(payday.login("tech").get("/bonus-sheets/export", month=MONTH), 403)
    assert payday.foreign.ok("GET", "/bonus-sheets")["items"] == []


def test_who_is_paid_confirms_or_appeals_and_nobody_else(payday):
    boss, admin = payday.login("manager"), payday.login("admin")
    technician, clerk = payday.login("technician"), payday.login("clerk")
    sheet, other = sheet_of(technician, technician), sheet_of(clerk, clerk)
    assert sheet["allowed"] == ["confirm", "appeal"] and sheet["answer_until"] > DECEMBER
    problem_of(step(boss, sheet, "confirm"), 403, "bonus.not_own")
    assert problem_of(step(admin, sheet, "approve"), 409, "bonus.step")["allowed"] == ["confirm", "appeal"]
    problem_of(step(technician, sheet, "confirm", headers={"If-Match": '"1"'}), 412)
    assert step(technician, sheet, "confirm").json["state"] == "confirmed"
    assert problem_of(step(technician, sheet, "appeal", reason="晚了"), 409, "bonus.step")["allowed"] == ["approve"]

    assert pointers(problem_of(step(clerk, other, "appeal"), 422)) == ["/reason"]
    appealed = step(clerk, other, "appeal", reason="有两单客户改约").json
    assert appealed["state"] == "appealed" and appealed["appeal_reason"] == "有两单客户改约"
    assert sheet_of(boss, clerk)["allowed"] == ["decide"] and sheet_of(clerk, clerk)["allowed"] == []
    problem_of(step(clerk, other, "decide", decision="changed", reason="x", change=money(50)), 403)
    assert "/change" in pointers(problem_of(step(boss, other, "decide", decision="changed", reason="情况属实"), 422))
    decided = step(boss, other, "decide", decision="changed", reason="情况属实", change=money(50)).json
    assert decided["state"] == "decided" and decided["total"]["amount"] == other["total"]["amount"] + 5000
    assert [line["amount"] for line in decided["lines"] if line["kind"] == "decision"] == [money(50)]
    assert step(boss, other, "approve").json["state"] == "approved"


def test_nobody_approves_his_own(payday):
    boss, admin = payday.login("manager"), payday.login("admin")
    sheet = sheet_of(boss, boss)
    assert step(boss, sheet, "confirm").json["state"] == "confirmed"
    problem_of(step(boss, sheet, "approve"), 403)
    assert step(admin, sheet, "approve").json["state"] == "approved"


def test_a_month_is_locked_once_all_is_approved_and_then_never_changes(payday):
    boss = payday.login("manager")
    waiting = problem_of(boss.post(f"/bonus-months/{MONTH}/lock", {}), 409, "bonus.not_approved")
    assert waiting["allowed"] == ["approve"]
    payday.at(SILENCE_OVER)  # who has not answered for five days has agreed
    boss, admin = payday.login("manager"), payday.login("admin")
    problem_of(payday.login("clerk").post(f"/bonus-months/{MONTH}/lock", {}), 403)
    for month in (LAST, MONTH):
        for row in boss.ok("GET", f"/bonus-sheets?month={month}&limit=200")["items"]:
            if row["state"] == "appealed":
                boss.ok("POST", f"/bonus-sheets/{row['id']}/decide", {"decision": "upheld", "reason": "复核无误"})
            if row["state"] != "approved":
                client = admin if row["employee_id"] == employee(boss) else boss
                client.ok("POST", f"/bonus-sheets/{row['id']}/approve", {})
        locked = boss.ok("POST", f"/bonus-months/{month}/lock", {})
        assert locked["paid"] == locked["sheets"] == 24 and locked["locked_at"]
    problem_of(boss.post(f"/bonus-months/{MONTH}/lock", {}), 409, "bonus.locked")
    problem_of(boss.post("/bonus-sheets/compute", {"month": MONTH}), 409, "bonus.locked")
    sheet = sheet_of(boss, payday.login("technician"))
    assert sheet["state"] == "paid" and sheet["allowed"] == []
    assert problem_of(step(boss, sheet, "correct", of_month=PAID, amount=money(1), reason="x"), 409).get("allowed", []) == []
    # A record that comes late changes nothing; what it would be today stands beside.
    late = boss.post("/complaints", {"work_order_id": last_order_of(boss, payday.login("technician")), "source": "customer", "description": "补登",
                                                "tracker_id": employee(payday.login("info")), "received_at": "2026-11-25T02:00:00.000Z",
                                                "accused_id": employee(payday.login("technician"))})
    assert late.json["no"]
    for _ in range(50):  # such a read waits 200 ms for the figures, and says how fresh they are where that is not enough
        after = boss.get(f"/bonus-sheets/{sheet['id']}", headers={"Manyi-Seq": late.headers["Manyi-Seq"]}).json
        if after["now"]["differs"]:
            break
    assert after["total"] == sheet["total"] and after["lines"] == sheet["lines"] and after["version"] == sheet["version"]
    assert after["now"]["differs"] and after["now"]["difference"]["amount"] == after["now"]["total"]["amount"] - after["total"]["amount"] != 0


def last_order_of(client, technician):
    return client.ok("GET", f"/work-orders?technician_id={employee(technician)}&limit=1")["items"][0]["id"]


def test_payroll_gets_a_month_as_csv_and_as_a_workbook(payday):
    boss = payday.login("manager")
    rows = {row["employee_no"]: row for row in boss.ok("GET", f"/bonus-sheets?month={MONTH}&limit=200")["items"]}
    text = boss.get("/bonus-sheets/export", month=MONTH)
    table = list(csv.DictReader(io.StringIO(text.body.decode("utf-8-sig"))))
    assert len(table) == len(rows) == 24
    for line in table:
        row = rows[line["工号"]]
        assert (line["姓名"], line["状态"]) == (row["employee_name"], "已发放") and float(line["应发"]) * 100 == pytest.approx(row["total"]["amount"])
    book = boss.get("/bonus-sheets/export", month=MONTH, format="xlsx")
    assert book.headers["Content-Disposition"].startswith(f'attachment; filename="bonus-{MONTH}.xlsx"')
    head, *lines = ([cell and cell[1] for cell in row] for row in sheet_cells(book.body))
    assert head[:3] == ["月份", "工号", "姓名"] and len([line for line in lines if line and line[0] == MONTH]) == 24
