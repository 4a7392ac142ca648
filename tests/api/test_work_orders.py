"""A work order over HTTP: intake, the way of each service type, promises, pauses, repeats, history."""
import pytest

from conftest import pointers, problem_of
from stories import move, new_customer, new_order, technician_of


def ways(technician):
    """What a working day does, in order, per service type."""
    bench = ["diagnose", "start_repair", "finish_repair"]
    window = {"from": "2099-01-05T01:00:00.000Z", "to": "2099-01-05T03:00:00.000Z"}
    return {
        "carry_in": [("assign", {"technician_id": technician}), *bench, "pass_qc", "notify_customer", "deliver", "close"],
        "mail_in": ["ship", "receive", ("assign", {"technician_id": technician}), *bench, "pass_qc", "ship", "deliver", "close"],
        "onsite": [("dispatch", {"technician_id": technician}), "contact", ("schedule", window), "travel", "arrive", *bench, "deliver", "close"],
        "remote": [("assign", {"technician_id": technician}), "contact", *bench, "deliver", "close"],
    }


@pytest.mark.parametrize("service_type", ["carry_in", "mail_in", "onsite", "remote"])
def test_every_service_type_goes_its_way_to_the_end(world, clerk, manager, service_type):
    order = new_order(world, clerk, service_type=service_type, warranty="in_warranty")
    assert order["state"] == "accepted"
    order = move(manager, order, *ways(technician_of(manager, order["site_id"]))[service_type])
    assert order["state"] == "closed" and order["closed_at"] and order["delivered_at"]
    kinds = [entry["kind"] for entry in manager.ok("GET", f"/work-orders/{order['id']}/timeline?limit=200")["items"]]
    assert kinds.count("work_order.closed") == 1


def test_the_number_is_for_people_and_the_id_is_opaque(world, clerk):
    one, other = new_order(world, clerk), new_order(world, clerk)
    assert one["no"].startswith("WO-") and one["no"] != other["no"]
    assert one["id"] != one["no"]


def test_the_actions_say_what_is_allowed_why_not_and_who_may(world, clerk, technician):
    order = new_order(world, clerk)
    actions = {action["transition"]: action for action in clerk.ok("GET", f"/work-orders/{order['id']}/actions")["items"]}
    allowed = {name for name, action in actions.items() if action["allowed"]}
    refused = {name for name, action in actions.items() if not action["allowed"]}
    assert "repromise" in allowed and "close" in refused
    assert all(actions[name]["reason"] for name in refused)
    assert actions["close"]["permission"] == "work_order.close"
    for name in ("close", "deliver", "pass_qc"):
        assert clerk.post(f"/work-orders/{order['id']}/{name}", {}).status in (403, 409), name


def test_the_original_promise_is_never_overwritten(world, clerk):
    order = new_order(world, clerk, promise_at="2099-03-02T08:00:00.000Z")
    first = order["promise"]["original_at"]
    order = clerk.ok("POST", f"/work-orders/{order['id']}/repromise",
                     {"promise_at": "2099-03-05T08:00:00.000Z", "reason": "等备件", "told_customer": True})
    order = clerk.ok("POST", f"/work-orders/{order['id']}/repromise",
                     {"promise_at": "2099-03-09T08:00:00.000Z", "reason": "再等", "told_customer": False})
    assert order["promise"] == {"at": "2099-03-09T08:00:00.000Z", "original_at": first, "changes": 2}
    assert first == "2099-03-02T08:00:00.000Z"
    assert len(order["promises"]) == 3


def test_a_promise_in_the_past_is_refused(world, clerk):
    order = new_order(world, clerk)
    reply = clerk.post(f"/work-orders/{order['id']}/repromise", {"promise_at": "2001-01-01T00:00:00.000Z", "reason": "x", "told_customer": True})
    assert "/promise_at" in pointers(problem_of(reply, 422))


def test_a_pause_has_a_reason_and_stops_what_it_may(world, clerk):
    order = new_order(world, clerk)
    problem_of(clerk.post(f"/work-orders/{order['id']}/pause", {}), 422)
    order = clerk.ok("POST", f"/work-orders/{order['id']}/pause", {"reason": "waiting_customer", "evidence": "电话记录 1"})
    assert order["paused"] and order["pause"]["reason"] == "waiting_customer"
    problem_of(clerk.post(f"/work-orders/{order['id']}/pause", {"reason": "other"}), 409)
    order = clerk.ok("POST", f"/work-orders/{order['id']}/resume", {})
    assert not order["paused"]
    clocks = {clock["clock"] if "clock" in clock else clock["kind"] for clock in clerk.ok("GET", f"/work-orders/{order['id']}/clocks")["items"]}
    assert clocks == {"customer", "business", "manufacturer"}


def test_paid_work_waits_for_the_approved_quote(world, clerk, manager):
    order = new_order(world, clerk, warranty="out_of_warranty")
    order = move(manager, order, ("assign", {"technician_id": technician_of(manager, order["site_id"])}), "diagnose",
                 ("request_quote", {"amount": {"amount": 45000, "currency": "CNY"}}))
    problem_of(manager.post(f"/work-orders/{order['id']}/start_repair", {}), 409)
    order = move(manager, order, "approve_quote", "start_repair")
    assert order["state"] == "repairing" and order["quote_decision"] == "approved"


def test_quality_control_comes_before_ready(world, clerk, manager):
    order = new_order(world, clerk, warranty="in_warranty")
    order = move(manager, order, ("assign", {"technician_id": technician_of(manager, order["site_id"])}), "diagnose", "start_repair", "finish_repair")
    assert order["state"] == "qc"
    problem_of(manager.post(f"/work-orders/{order['id']}/deliver", {}), 409)
    order = move(manager, order, ("fail_qc", {"note": "还有异响"}))
    assert order["state"] == "repairing" and order["qc_failures"] == 1


def test_closing_asks_for_every_need_and_expectation(world, clerk, manager):
    order = new_order(world, clerk, warranty="in_warranty",
                      expectations=[{"kind": "need", "text": "修好键盘"}, {"kind": "expectation", "text": "周五前取机"}])
    steps = ways(technician_of(manager, order["site_id"]))["carry_in"][:-1]
    order = move(manager, order, *steps)
    reply = manager.post(f"/work-orders/{order['id']}/close", {})
    assert reply.status in (409, 422), reply
    assert manager.ok("GET", f"/work-orders/{order['id']}")["state"] == "delivered"
    verdicts = [{"id": item["id"], "verdict": verdict} for item, verdict in zip(order["expectations"], ["met", "exceeded"])]
    order = manager.ok("POST", f"/work-orders/{order['id']}/close", {"verdicts": verdicts})
    assert [item["verdict"] for item in order["expectations"]] == ["met", "exceeded"]


def test_the_same_serial_number_within_the_window_is_a_repeat(world, clerk, manager):
    serial = f"SN{world.number():06d}X"
    first = new_order(world, clerk, serial_no=serial, warranty="in_warranty")
    first = move(manager, first, *ways(technician_of(manager, first["site_id"]))["carry_in"])
    # Written differently, the same machine all the same.
    second = new_order(world, clerk, serial_no=f" {serial[:4].lower()}-{serial[4:].lower()} ")
    assert second["repeat_of"] == first["id"] and second["repeat_of_no"] == first["no"]
    assert clerk.ok("GET", f"/work-orders/{first['id']}")["followed_by"] == second["id"]
    history = clerk.ok("GET", f"/assets/{second['asset_id']}/work-orders")["items"]
    assert {item["id"] for item in history} == {first["id"], second["id"]}


def test_no_serial_number_is_never_a_repeat(world, clerk):
    for serial in (None, "N/A", "无", "000000"):
        body = {"serial_no": serial} if serial else {}
        reply = clerk.post("/work-orders", {"service_type": "carry_in", "symptom_text": "x", "customer": {"name": "无序列号"}, **body})
        assert reply.status in (201, 422), reply
        if reply.status == 201:
            assert reply.json["repeat_of"] is None


def test_reopening_keeps_the_first_delivery_and_counts(world, clerk, manager):
    order = new_order(world, clerk, warranty="in_warranty")
    order = move(manager, order, *ways(technician_of(manager, order["site_id"]))["carry_in"])
    delivered = order["delivered_at"]
    problem_of(manager.post(f"/work-orders/{order['id']}/reopen", {}), 422)
    order = manager.ok("POST", f"/work-orders/{order['id']}/reopen", {"reason": "客户说没修好"})
    assert order["state"] == "diagnosing" and order["reopen_count"] == 1
    assert order["first_delivered_at"] == delivered


def test_comments_mention_people_and_stay_out_of_the_journal(world, clerk):
    order = new_order(world, clerk)
    text = "请看一下这台机器，客户电话里说很急"
    comment = clerk.ok("POST", f"/work-orders/{order['id']}/comments", {"text": text, "mentions": [technician_of(clerk)]})
    assert comment["text"] == text and comment["mentions"][0]["name"]
    assert clerk.ok("GET", f"/work-orders/{order['id']}/comments")["items"][-1]["text"] == text
    problem_of(clerk.post(f"/work-orders/{order['id']}/comments", {"text": ""}), 422)


def test_the_label_has_a_qr_code_and_no_full_phone_number(world, clerk):
    order = new_order(world, clerk, customer={"name": "罗小明", "phone": "13912345678"})
    label = clerk.ok("GET", f"/work-orders/{order['id']}/label")
    assert label["no"] == order["no"] and "<svg" in label["qr_svg"]
    assert "13912345678" not in str(label) and "罗小明" not in str(label)


def test_two_chinese_characters_find_the_order(world, clerk):
    order = new_order(world, clerk, symptom_text="压缩机异响制冷不足")
    for words in ("异响", "制冷", order["no"]):
        found = clerk.get("/work-orders", q=words)
        assert order["id"] in [item["id"] for item in found.json["items"]], words
        found = clerk.get("/search", q=words).json["items"]
        assert ("work_order", order["id"]) in [(item["kind"], item["id"]) for item in found], words
    assert order["id"] not in [item["id"] for item in clerk.get("/work-orders", q="冰箱门封").json["items"]]


def test_a_cancelled_order_says_why_and_is_done(world, clerk):
    order = new_order(world, clerk)
    problem_of(clerk.post(f"/work-orders/{order['id']}/cancel", {}), 422)
    order = clerk.ok("POST", f"/work-orders/{order['id']}/cancel", {"reason": "duplicate"})
    assert order["state"] == "cancelled" and order["cancel_reason"] == "duplicate"
    problem_of(clerk.post(f"/work-orders/{order['id']}/accept", {}), 409)


def test_a_customer_with_history_shows_it(world, clerk):
    customer = new_customer(world, clerk)
    orders = [new_order(world, clerk, customer_id=customer["id"])["id"] for _ in range(3)]
    listed = [item["id"] for item in clerk.ok("GET", f"/customers/{customer['id']}/work-orders")["items"]]
    assert sorted(listed) == sorted(orders)
