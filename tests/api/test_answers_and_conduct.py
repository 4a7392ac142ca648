"""Answers to surveys, violations and praise over HTTP; a pulse of employees shows nobody."""
import pytest

from conftest import pointers, problem_of
from stories import first_site, new_order, technician_of


@pytest.fixture
def callbacks(world):
    return world.role("callback_clerk")


def test_an_answer_takes_its_place_from_the_order(world, clerk, callbacks):
    order = new_order(world, clerk)
    body = {"kind": "customer", "work_order_id": order["id"], "answered_at": "2026-03-03T10:00:00.000Z", "answer_class": "very_satisfied", "nps": 10}
    made = callbacks.ok("POST", "/survey-answers", body)
    assert made["site_id"] == order["site_id"] and made["customer_id"] == order["customer_id"]
    assert made["result"] == "completed" and made["valid"] is True
    assert callbacks.ok("GET", f"/survey-answers/{made['id']}")["work_order_no"] == order["no"]
    listed = callbacks.ok("GET", f"/survey-answers?work_order_id={order['id']}")
    assert [line["id"] for line in listed["items"]] == [made["id"]]


def test_bad_fields_of_an_answer_are_named_at_once(callbacks):
    reply = callbacks.post("/survey-answers", {"kind": "neighbour", "nps": 11, "call_ms": -1})
    assert pointers(problem_of(reply, 422)) == ["/call_ms", "/kind", "/nps"]


def test_an_employees_answer_is_taken_and_never_shown(world, callbacks):
    before = callbacks.ok("GET", "/survey-answers?limit=1")["total_estimate"]
    body = {"kind": "employee", "site_id": first_site(callbacks)["id"], "team": "一组", "answered_at": "2026-03-03T10:00:00.000Z",
            "answer_class": "satisfied", "verbatim": "组长总是临时改班"}
    reply = callbacks.post("/survey-answers", body)
    assert reply.status == 201 and "组长" not in reply.body.decode(), reply
    assert callbacks.ok("GET", "/survey-answers?limit=1")["total_estimate"] == before
    assert callbacks.ok("GET", "/survey-answers?kind=employee")["items"] == []
    body["clerk_id"] = technician_of(callbacks)
    assert pointers(problem_of(callbacks.post("/survey-answers", body), 422)) == ["/clerk_id"]


def test_a_violation_is_a_suspicion_until_somebody_reviewed_it(world, clerk, manager):
    order = new_order(world, clerk)
    made = manager.ok("POST", "/violations", {"work_order_id": order["id"], "type": "overcharge", "employee_id": technician_of(clerk),
                                              "money": {"amount": 8000, "currency": "CNY"}})
    assert made["state"] == "suspected" and made.get("confirmed") is None and made["allowed"] == ["review"]
    path = f"/violations/{made['id']}"
    assert problem_of(manager.post(f"{path}/confirm", {}), 409)["allowed"] == ["review"]
    manager.ok("POST", f"{path}/review", {})
    confirmed = manager.ok("POST", f"{path}/confirm", {"severity": "major"})
    assert confirmed["confirmed"] is True and confirmed["points"] == 3
    final = [manager.ok("POST", f"{path}/{name}", {}) for name in ("appeal", "overturn")][-1]
    assert final["state"] == "final" and final["confirmed"] is False
    problem_of(world.role("technician").get(path), 403)


def test_a_praise_is_verified_then_forwarded(world, clerk):
    made = clerk.ok("POST", "/praises", {"site_id": first_site(clerk)["id"], "employee_id": technician_of(clerk), "words": "师傅很耐心"})
    path = f"/praises/{made['id']}"
    problem_of(clerk.post(f"{path}/forward", {}), 409)
    assert clerk.ok("POST", f"{path}/verify", {})["allowed"] == ["forward"]
    assert clerk.ok("POST", f"{path}/forward", {})["allowed"] == []
    problem_of(world.foreign.get(path), 404)
