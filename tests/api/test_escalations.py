"""Escalations over HTTP: raised by an order, answered, verified, closed; the limit never moves."""
from conftest import pointers, problem_of
from stories import new_order


def raised(world, client, **fields):
    order = new_order(world, client)
    client.ok("POST", f"/work-orders/{order['id']}/escalate", {"note": "客户第三次来电", **fields})
    return client.ok("GET", f"/escalations?work_order_id={order['id']}")["items"][0]


def test_escalating_an_order_raises_one_with_its_limit(world, clerk):
    escalation = raised(world, clerk, level=2, kind="manufacturer")
    assert (escalation["state"], escalation["level"], escalation["kind"]) == ("raised", 2, "manufacturer")
    assert escalation["question"] == "客户第三次来电" and escalation["due_at"] > escalation["raised_at"]
    assert escalation["allowed"] == ["accept", "answer"]


def test_a_refused_answer_is_worked_on_by_the_same_limit(world, clerk):
    escalation = raised(world, clerk)
    path = f"/escalations/{escalation['id']}"
    assert pointers(problem_of(clerk.post(f"{path}/answer", {"answer": ""}), 422)) == ["/answer"]
    clerk.ok("POST", f"{path}/answer", {"answer": "先清灰"})
    refused = clerk.ok("POST", f"{path}/refuse", {})
    assert refused["state"] == "working" and refused["due_at"] == escalation["due_at"] and not refused.get("answered_at")
    for step, body in (("answer", {"answer": "换主板"}), ("verify", {}), ("close", {})):
        escalation = clerk.ok("POST", f"{path}/{step}", body)
    assert escalation["state"] == "closed" and escalation["answer"] == "换主板" and escalation["allowed"] == []
    assert not problem_of(clerk.post(f"{path}/accept", {}), 409).get("allowed")  # nothing more may be done


def test_foreign_escalations_are_not_found(world, clerk):
    escalation = raised(world, clerk)
    problem_of(world.foreign.get(f"/escalations/{escalation['id']}"), 404)
    problem_of(clerk.request("POST", f"/escalations/{escalation['id']}/accept", {}, headers={"If-Match": '"77"'}), 412)
