"""Process points over HTTP: what makes a metric, how well it is kept, who changes it."""
import math

from conftest import pointers, problem_of
from stories import first_site, technician_of

MONTH = "2024-05"  # before anything of the demonstration happens
DAY = MONTH + "-{:02d}T02:00:00Z"


def listing(client, metric, month=MONTH, **more):
    reply = client.get("/kpi/process-points", metric=metric, month=month, **more)
    assert reply.status == 200, reply
    return reply.json


def point(client, metric, code, month=MONTH, **more):
    return next(item for item in listing(client, metric, month, **more)["items"] if item["code"] == code)


def wilson(good, n, z=1.959963984540054):
    share = good / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    reach = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return [middle - reach, middle + reach]


def record(client, quality_point, results, employee, day=3, site=None):
    for at, result in enumerate(results):
        body = {"site_id": site or first_site(client)["id"], "checked_at": f"{MONTH}-{day:02d}T02:{at:02d}:00Z", "kind": "process",
                "result": result, "quality_point": quality_point, "employee_id": employee}
        reply = client.post("/checks", body)
        assert reply.status == 201, reply
    return {"Manyi-Seq": reply.headers["Manyi-Seq"]}


def test_the_catalogue_says_what_makes_each_of_the_twelve(manager):
    for metric in ("csat_rate", "loyalty_rate", "complaint_rate", "ftfr", "response_time", "tat", "part_use_rate", "part_nff_rate", "rrr",
                   "conduct_score", "violation_rate", "quota_attain"):
        answer = listing(manager, metric)
        assert len(answer["items"]) >= 2, metric
        for item in answer["items"]:
            assert item["name_zh"] and item["name_en"] and item["role"] and item["step"] and item["origin"] == "built_in", item
            assert item["quality_points"] or item["measure"], item
            assert len(item["before"]) == 3 and item["now"]["month"] == MONTH
    assert [one["month"] for one in item["before"]] == ["2024-02", "2024-03", "2024-04"]
    problem_of(manager.get("/kpi/process-points", metric="no_such"), 404)
    assert pointers(problem_of(manager.get("/kpi/process-points", metric="ftfr", month="May"), 422)) == ["/month"]
    assert pointers(problem_of(manager.get("/kpi/process-points", metric="ftfr", scope="planet"), 422)) == ["/scope"]
    assert pointers(problem_of(manager.get("/kpi/process-points", metric="ftfr", scope="site", scope_key="00d3k7q8x1m2n"), 422)) == ["/scope_key"]


def test_checks_are_counted_by_month_with_their_interval_and_the_weakest_comes_first(world, manager):
    supervisor = world.role("tech_supervisor")
    people = [one["id"] for one in supervisor.ok("GET", "/employees?role=technician")["items"]]
    record(supervisor, "维修后烤机测试", ["pass"] * 6 + ["fail"] * 4, people[0])
    record(supervisor, "Burn-in test after the repair", ["pass", "not_applicable"], people[0], day=4)
    seq = record(supervisor, "按报修现象复测", ["pass"] * 5, people[0], day=5)
    reply = manager.get("/kpi/process-points", metric="rrr", month=MONTH, headers=seq)
    items = reply.json["items"]
    burn_in = next(item for item in items if item["code"] == "burn_in")
    assert (burn_in["now"]["conforming"], burn_in["now"]["required"], burn_in["source"]) == (7, 11, "checks")
    assert burn_in["now"]["share"] == 7 / 11
    assert all(abs(a - b) < 1e-9 for a, b in zip(burn_in["now"]["interval"], wilson(7, 11)))
    assert burn_in["state"] == "weak", "64 % of eleven ends at 85 %, below the target"
    assert {one["quality_point"]: one["required"] for one in burn_in["checks"]} == {"维修后烤机测试": 10, "Burn-in test after the repair": 1}
    retested = next(item for item in items if item["code"] == "symptom_retested")
    assert (retested["state"], retested["now"]["share"]) == ("few", 1)
    untold = next(item for item in items if item["code"] == "qc_passed")
    assert (untold["state"], untold["source"], untold["now"]["share"], untold["now"]["interval"]) == ("no_data", "none", None, None)
    assert [item["code"] for item in items] == ["burn_in", "symptom_retested", "qc_passed"]
    later = point(manager, "rrr", "burn_in", "2024-07")
    assert [one["required"] for one in later["before"]] == [0, 11, 0] and later["now"]["required"] == 0


def test_who_is_surely_worse_is_named_to_those_who_may_see_him(world, manager):
    supervisor = world.role("tech_supervisor")
    people = [one["id"] for one in supervisor.ok("GET", "/employees?role=technician")["items"]][:2]
    record(supervisor, "返还前上台测试", ["fail"] * 12 + ["pass"] * 3, people[0], day=6)
    record(supervisor, "返还前上台测试", ["pass"] * 50, people[1], day=7)
    worst = point(manager, "part_nff_rate", "test_bench")["worst_person"]
    assert (worst["key"], worst["conforming"], worst["required"]) == (people[0], 3, 15)
    assert worst["name"] and worst["interval"][1] < 53 / 65
    # Who sees his own work alone is told of nobody, and counts his own.
    technician = world.role("technician")
    own = point(technician, "part_nff_rate", "test_bench")
    mine = technician.session["user"]["employee_id"]
    assert own["worst_person"] is None
    assert own["now"]["required"] == {people[0]: 15, people[1]: 50}.get(mine, 0)
    one = point(manager, "part_nff_rate", "test_bench", scope="person", scope_key=people[0])
    assert (one["now"]["conforming"], one["now"]["required"], one["worst_person"]) == (3, 15, None)
    here = point(manager, "part_nff_rate", "test_bench", scope="site", scope_key=first_site(manager)["id"])
    assert here["now"]["required"] == 65
    other = next(key for key in people if key != mine)
    assert pointers(problem_of(technician.get("/kpi/process-points", metric="part_nff_rate", scope="person", scope_key=other), 422)) == ["/scope_key"]


def test_a_metric_tells_a_point_where_nobody_checks(november):
    boss = november.login("manager")
    kept = point(boss, "tat", "part_promise_kept", "2026-11")
    direct = boss.get("/kpi", metrics="part_eta_keep", **{"from": "2026-11-01", "to": "2026-12-01"}).json["metrics"][0]["cells"][0]
    assert (kept["source"], kept["now"]["conforming"], kept["now"]["required"]) == ("metric", direct["numerator"], direct["denominator"])
    assert kept["measure"] == "part_eta_keep" and kept["measure_name_en"] and abs(kept["measure_value"] - direct["value"]) < 1e-12
    # Of a rate where less is better the rest conforms.
    moved = point(boss, "onsite_ontime", "appointment_kept", "2026-11")
    direct = boss.get("/kpi", metrics="reschedule_rate", **{"from": "2026-11-01", "to": "2026-12-01"}).json["metrics"][0]["cells"][0]
    assert (moved["now"]["conforming"], moved["now"]["required"]) == (direct["denominator"] - direct["numerator"], direct["denominator"])
    assert abs(moved["measure_value"] - direct["value"]) < 1e-12


def test_the_demonstration_has_checks_for_most_points(november):
    boss = november.login("manager")
    seen = {}
    for metric in ("csat_rate", "ftfr", "tat", "part_nff_rate", "rrr", "complaint_rate"):
        items = listing(boss, metric, "2026-11")["items"]
        told = [item for item in items if item["source"] != "none"]
        assert len(told) >= len(items) * 0.6, (metric, [(item["code"], item["source"]) for item in items])
        seen.update({item["code"]: item for item in told})
        ranks = [{"weak": 0, "below": 1, "holding": 1, "few": 2, "no_data": 3}[item["state"]] for item in items]
        assert ranks == sorted(ranks)
    assert sum(item["source"] == "checks" for item in seen.values()) >= 12


BODY = {"step": "repair", "role": "technician", "name_zh": "防静电手环", "name_en": "Wrist strap worn", "quality_points": ["防静电手环"]}


def test_a_point_is_added_changed_and_taken_out(world, manager):
    path = "/kpi/process-points/rrr_symptom/wrist_strap"
    made = manager.request("PUT", path, BODY)
    assert made.status == 200, made
    assert (made.json["origin"], made.json["target"], made.json["version"]) == ("own", 0.95, 1)
    seq = record(world.role("tech_supervisor"), "防静电手环", ["pass", "fail"], technician_of(manager), day=8)
    listed = manager.get("/kpi/process-points", metric="rrr_symptom", month=MONTH, headers=seq).json["items"]
    assert next(item for item in listed if item["code"] == "wrist_strap")["now"]["required"] == 2
    shown = manager.get(path)
    assert shown.json == made.json and shown.headers["ETag"] == made.headers["ETag"]
    changed = manager.request("PUT", path, {**BODY, "target": 0.9, "measure": "fix_rate", "where": "site is not null"}, headers={"If-Match": shown.headers["ETag"]})
    assert changed.status == 200, changed
    assert (changed.json["target"], changed.json["measure"], changed.json["version"]) == (0.9, "fix_rate", 2)
    problem_of(manager.request("PUT", path, BODY, headers={"If-Match": shown.headers["ETag"]}), 412)
    problem_of(manager.request("DELETE", path, headers={"If-Match": shown.headers["ETag"]}), 412)
    gone = manager.request("DELETE", path, headers={"If-Match": changed.headers["ETag"]})
    assert gone.status == 204, gone
    problem_of(manager.get(path), 404)
    assert "wrist_strap" not in [item["code"] for item in listing(manager, "rrr_symptom")["items"] + listing(manager, "rrr_symptom")["taken_out"]]
    problem_of(manager.request("POST", path + "/give-back", {}), 404)
    again = manager.request("PUT", path, BODY)
    assert (again.status, again.json["version"]) == (200, 4), again
    assert manager.request("DELETE", path).status == 204


def test_a_point_of_the_catalogue_comes_back_as_it_was(manager):
    path = "/kpi/process-points/vsat_rate_all/explained"
    before = manager.ok("GET", path)
    assert before["version"] == 0
    problem_of(manager.request("POST", path + "/give-back", {}), 409)
    other = manager.ok("GET", "/kpi/process-points/vsat_rate/explained")
    changed = manager.request("PUT", path, {**BODY, "step": "delivery", "name_en": "Shown how to use it", "quality_points": ["演示使用"]}, headers={"If-Match": '"0"'})
    assert (changed.status, changed.json["origin"], changed.json["name_en"]) == (200, "changed", "Shown how to use it"), changed
    assert manager.ok("GET", "/kpi/process-points/vsat_rate/explained") == other, "of another metric it stays"
    assert manager.request("DELETE", path).status == 204
    answer = listing(manager, "vsat_rate_all")
    assert [item["code"] for item in answer["taken_out"]] == ["explained"] and "explained" not in [item["code"] for item in answer["items"]]
    problem_of(manager.request("DELETE", path), 404)
    back = manager.request("POST", path + "/give-back", {}, headers={"If-Match": f'"{answer["taken_out"][0]["version"]}"'})
    assert back.status == 200, back
    assert {**back.json, "version": 0} == before
    assert listing(manager, "vsat_rate_all")["taken_out"] == []


def test_everything_wrong_is_told_at_once(manager):
    reply = manager.request("PUT", "/kpi/process-points/ftfr/Not-a-code", {
        "step": "repair", "role": "dealer", "name_zh": " ", "name_en": "", "quality_points": ["带对备件"], "measure": "ftfr", "where": "broken (", "target": 0})
    assert pointers(problem_of(reply, 422)) == ["/code", "/measure", "/name_en", "/name_zh", "/quality_points/0", "/role", "/target", "/where"]
    reply = manager.request("PUT", "/kpi/process-points/ftfr/new_one", {**BODY, "quality_points": [], "measure": "tat"})
    assert [(error["pointer"], error["code"]) for error in problem_of(reply, 422)["errors"]] == [("/measure", "not_a_rate")]
    reply = manager.request("PUT", "/kpi/process-points/ftfr/new_one", {**BODY, "quality_points": []})
    assert pointers(problem_of(reply, 422)) == ["/quality_points"]
    assert pointers(problem_of(manager.request("PUT", "/kpi/process-points/ftfr/new_one", {"step": "lunch"}), 422)) == [
        "/name_en", "/name_zh", "/role", "/step"]
    problem_of(manager.request("PUT", "/kpi/process-points/no_such/new_one", BODY), 404)
    assert manager.get("/kpi/process-points/ftfr/new_one").status == 404


def test_only_those_who_write_metrics_change_points(world, technician):
    for client in (technician, world.role("tech_supervisor")):
        problem_of(client.request("PUT", "/kpi/process-points/ftfr/mine", BODY), 403)
        problem_of(client.request("DELETE", "/kpi/process-points/ftfr/pre_diagnosis"), 403)
        problem_of(client.request("POST", "/kpi/process-points/ftfr/pre_diagnosis/give-back", {}), 403)
        assert listing(client, "ftfr")["items"]


def test_a_change_is_the_tenants_own(world, manager):
    manager.request("PUT", "/kpi/process-points/nps/ours_alone", {**BODY, "quality_points": ["只有我们"]})
    assert "ours_alone" in [item["code"] for item in listing(manager, "nps")["items"]]
    assert "ours_alone" not in [item["code"] for item in listing(world.foreign, "nps")["items"]]
    assert manager.request("DELETE", "/kpi/process-points/nps/ours_alone").status == 204
