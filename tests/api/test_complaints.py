"""Complaints over HTTP: one tracker, the way to closure, two people for invalid, the import."""
import pytest

from conftest import pointers, problem_of
from stories import new_order, technician_of
from test_imports import run


def employees(client):
    return [employee["id"] for employee in client.ok("GET", "/employees?limit=50")["items"]]


@pytest.fixture
def received(world, clerk):
    """A complaint about an order, tracked by somebody else than its technician."""
    order = new_order(world, clerk)
    accused = technician_of(clerk)
    tracker = next(employee for employee in employees(clerk) if employee != accused)
    return clerk.ok("POST", "/complaints", {"work_order_id": order["id"], "source": "customer", "tracker_id": tracker, "accused_id": accused,
                                            "description": "修好后三天又坏"})


def step(client, complaint, name, **fields):
    return client.post(f"/complaints/{complaint['id']}/{name}", fields)


def test_a_complaint_has_a_number_a_site_two_limits_and_what_may_come_next(received):
    assert received["no"].startswith("CP-")
    assert received["work_order_no"].startswith("WO-") and received["site_name"]
    assert received["plan_due_at"] and received["solve_due_at"] > received["received_at"]
    assert received["allowed"] == ["acknowledge", "assign", "propose_invalid"]


def test_the_tracker_is_never_the_accused(world, clerk, received):
    accused = received["accused_id"]
    body = {"work_order_id": received["work_order_id"], "source": "customer", "tracker_id": accused, "accused_id": accused, "description": "x"}
    assert pointers(problem_of(clerk.post("/complaints", body), 422)) == ["/tracker_id"]
    assert pointers(problem_of(step(clerk, received, "assign", tracker_id=accused), 422)) == ["/tracker_id"]


def test_all_bad_fields_are_named_at_once(clerk):
    reply = clerk.post("/complaints", {"source": "neighbour", "description": ""})
    assert pointers(problem_of(reply, 422)) == ["/description", "/source", "/tracker_id"]
    reply = clerk.post("/complaints", {"source": "customer", "tracker_id": "0000000000001", "accused_id": "0000000000002", "description": "x"})
    assert pointers(problem_of(reply, 422)) == ["/accused_id", "/site_id", "/tracker_id"]


def test_the_way_from_reception_to_closure(clerk, received):
    for name, fields in (("acknowledge", {"note": "已回电"}), ("assess", {"grade": "severe", "cause": "quality"}), ("investigate", {}),
                         ("submit-plan", {"plan": "更换主板"}), ("respond", {}), ("decide", {"decision": "免费更换", "cost": {"amount": 12000, "currency": "CNY"}}),
                         ("confirm", {}), ("close", {})):
        reply = step(clerk, received, name, **fields)
        assert reply.status == 200, (name, reply)
    closed = clerk.ok("GET", f"/complaints/{received['id']}")
    assert closed["state"] == "closed" and closed["confirmed_at"] and closed["cost"] == {"amount": 12000, "currency": "CNY"}
    assert [note["text"] for note in closed["notes"]] == ["已回电"]
    reopened = step(clerk, received, "reopen").json
    assert reopened["state"] == "reopened" and reopened["solve_due_at"] == received["solve_due_at"] and not reopened.get("confirmed_at")


def test_a_step_out_of_turn_is_409_with_the_allowed_ones_and_a_stale_one_412(clerk, received):
    problem = problem_of(step(clerk, received, "close"), 409, "complaint.state")
    assert problem["allowed"] == ["acknowledge", "assign", "propose_invalid"]
    reply = clerk.post(f"/complaints/{received['id']}/acknowledge", {}, headers={"If-Match": '"99"'})
    problem_of(reply, 412)


def test_invalid_takes_a_second_person_with_the_right_to_it(clerk, manager, admin, received):
    assert step(manager, received, "propose-invalid", reason="不是本站修的").status == 200
    problem_of(step(clerk, received, "approve-invalid"), 403)
    problem_of(step(manager, received, "approve-invalid"), 409, "complaint.same_person")
    assert step(admin, received, "approve-invalid").json["state"] == "invalid"


def test_a_list_filters_and_a_foreign_tenant_sees_nothing(world, clerk, received):
    mine = clerk.ok("GET", f"/complaints?work_order_id={received['work_order_id']}&open=true")
    assert [line["id"] for line in mine["items"]] == [received["id"]]
    assert clerk.ok("GET", f"/complaints?work_order_id={received['work_order_id']}&state=closed")["items"] == []
    problem_of(world.foreign.get(f"/complaints/{received['id']}"), 404)
    problem_of(world.role("technician").get("/complaints"), 403)


def test_a_file_is_imported_with_its_bad_rows_told_apart(world):
    importer, tag = world.role("manager"), world.number()
    head = "投诉单号,服务站,投诉来源,投诉级别,体验维度,跟踪人,被投诉人,投诉时间,客户确认时间,赔付金额\n"
    rows = (f"T{tag}-1,投诉站,12315,重大,服务价格,林晓,王建军,2026-03-02 09:30,2026-03-05 10:00,120.50\n"
            f"T{tag}-2,投诉站,客户,一般,服务速度,王建军,王建军,2026-03-02 09:30,,\n"
            f"T{tag}-3,投诉站,客户,一般,服务速度,林晓,,2026-03-02 09:30,2026-03-01 09:30,\n")
    record = run(importer, head + rows, profile="complaints", name="complaints.csv")
    progress = record["progress"]
    assert (progress["read"], progress["imported"], progress["rejected"]) == (3, 1, 2), record
    found = [line for line in importer.ok("GET", "/complaints?source=regulator&limit=200")["items"] if line["site_name"] == "投诉站"]
    whole = importer.ok("GET", f"/complaints/{found[0]['id']}")
    assert (whole["grade"], whole["cause"], whole["state"], whole["tracker_name"]) == ("severe", "price", "confirmed", "林晓")
    assert whole["cost"] == {"amount": 12050, "currency": "CNY"}
