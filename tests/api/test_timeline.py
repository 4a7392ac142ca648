"""The timeline of an order: its own journal, and what the records that belong to it tell those who may read them."""
import pytest

from conftest import problem_of
from stories import move, new_order, technician_of

OWN = "work_order."


@pytest.fixture(scope="module")
def order(world):
    """Taken in last, and known to every module: records with times before the order and after."""
    clerk, keeper, manager, callbacks = (world.role(name) for name in ("info_clerk", "parts_keeper", "manager", "callback_clerk"))
    order = new_order(world, clerk)
    at = {"work_order_id": order["id"]}
    order["complaint"] = clerk.ok("POST", "/complaints", {**at, "source": "customer", "grade": "severe", "tracker_id": technician_of(clerk),
                                                          "description": "修好后三天又坏，联系人李四"})
    order["request"] = keeper.ok("POST", "/part-requests", {**at, "part_no": "01AV430", "part_name": "主板", "quantity": 2, "requested_at": "2026-03-02T01:00:00Z",
                                                            "available_at": "2026-03-03T01:00:00Z", "installed_at": "2026-03-03T02:00:00Z"})
    order["unit"] = keeper.ok("POST", "/part-units", {**at, "part_no": "8SSB20L", "received_at": "2026-03-01T01:00:00Z", "removed_at": "2026-03-03T02:30:00Z",
                                                      "shipped_back_at": "2026-03-09T01:00:00Z"})
    order["answer"] = callbacks.ok("POST", "/survey-answers", {**at, "kind": "customer", "answered_at": "2026-03-05T10:00:00Z", "answer_class": "dissatisfied",
                                                               "verbatim": "师傅很凶"})
    order["tried"] = callbacks.ok("POST", "/survey-answers", {**at, "kind": "customer", "attempted_at": "2026-03-04T10:00:00Z", "result": "unreachable"})
    order["charge"] = manager.ok("POST", "/ledger-lines", {**at, "booked_on": "2026-03-06", "account": "revenue_paid", "amount": {"amount": 12050, "currency": "CNY"},
                                                           "text": "李四付现金"})
    order["violation"] = manager.ok("POST", "/violations", {**at, "type": "overcharge", "evidence": "多收 80 元"})
    order["praise"] = clerk.ok("POST", "/praises", {**at, "words": "王师傅辛苦了", "received_at": "2026-03-07T01:00:00Z"})
    order["sale"] = clerk.ok("POST", "/sales-lines", {**at, "product": "延保一年", "amount": {"amount": 29900, "currency": "CNY"}, "sold_at": "2026-03-08T01:00:00Z"})
    return order


def told(client, order):
    return client.ok("GET", f"/work-orders/{order['id']}/timeline?limit=200")["items"]


def by_kind(entries):
    return {entry["kind"]: entry for entry in entries}


def test_every_module_tells_what_it_knows_with_the_way_to_its_record(manager, order):
    entries = told(manager, order)
    assert [entry["at"] for entry in entries] == sorted(entry["at"] for entry in entries)
    of = by_kind(entries)
    for kind, record in (("complaint.received", "complaint"), ("part_request.requested", "request"), ("part_request.available", "request"),
                         ("part_request.installed", "request"), ("part_unit.removed", "unit"), ("part_unit.shipped_back", "unit"), ("survey_answer.answered", "answer"),
                         ("survey_answer.attempted", "tried"), ("ledger_line.booked", "charge"), ("violation.found", "violation"), ("praise.received", "praise"),
                         ("sales_line.sold", "sale")):
        entry = of[kind]
        assert entry["record"]["id"] == order[record]["id"] and entry["record"]["kind"] == kind.split(".")[0], kind
        assert entry.get("seq") is None and entry["note"] == "" and entry["actor_name"] == "", kind
    assert of["complaint.received"]["record"]["no"] == order["complaint"]["no"] and of["complaint.received"]["data"]["grade"] == "severe"
    assert of["part_request.requested"]["data"]["part_name"] == "主板" and of["part_request.requested"]["data"]["quantity"] == 2
    assert of["survey_answer.answered"]["data"]["answer_class"] == "dissatisfied"
    assert of["ledger_line.booked"]["day_only"] and of["ledger_line.booked"]["data"]["amount"] == {"amount": 12050, "currency": "CNY"}
    own = [entry for entry in entries if entry["kind"].startswith(OWN)]
    assert own and all(entry["seq"] > 0 and entry.get("record") is None for entry in own)


def test_what_somebody_wrote_stays_with_the_record(manager, order):
    text = manager.get(f"/work-orders/{order['id']}/timeline", limit=200).body.decode()
    for words in ("李四", "师傅", "多收"):
        assert words not in text, words


def test_a_closed_complaint_says_so_and_a_reopened_one_no_longer(world, clerk, manager):
    order = new_order(world, clerk)
    complaint = clerk.ok("POST", "/complaints", {"work_order_id": order["id"], "source": "customer", "tracker_id": technician_of(clerk), "description": "又坏"})
    for name, fields in (("acknowledge", {}), ("assess", {"grade": "minor", "cause": "quality"}), ("investigate", {}), ("submit-plan", {"plan": "换"}), ("respond", {}),
                         ("decide", {"decision": "换"}), ("confirm", {}), ("close", {})):
        clerk.ok("POST", f"/complaints/{complaint['id']}/{name}", fields)
    assert {"complaint.received", "complaint.plan_submitted", "complaint.confirmed", "complaint.closed"} <= set(by_kind(told(manager, order)))
    clerk.ok("POST", f"/complaints/{complaint['id']}/reopen", {})
    assert "complaint.closed" not in by_kind(told(manager, order))


def test_a_piece_tells_what_became_of_its_request_once(world, clerk, manager):
    order, keeper = new_order(world, clerk), world.role("parts_keeper")
    at = {"work_order_id": order["id"], "part_no": "01AV430", "installed_at": "2026-03-03T02:00:00Z"}
    request = keeper.ok("POST", "/part-requests", {**at, "requested_at": "2026-03-02T01:00:00Z", "available_at": "2026-03-03T01:00:00Z"})
    keeper.ok("POST", "/part-units", {**at, "request_id": request["id"], "received_at": "2026-03-03T01:00:00Z"})
    kinds = [entry["kind"] for entry in told(manager, order)]
    assert "part_unit.installed" in kinds and "part_request.installed" not in kinds and "part_request.available" in kinds
    # Not linked, but of the same number; another one tells of itself.
    for part_no, requested in (("8SSB20L", "8SSB20L"), ("5B20Q", "5B20R")):
        keeper.ok("POST", "/part-units", {**at, "part_no": part_no, "received_at": "2026-03-03T01:00:00Z"})
        keeper.ok("POST", "/part-requests", {**at, "part_no": requested, "requested_at": "2026-03-02T01:00:00Z", "available_at": "2026-03-03T01:00:00Z"})
    installed = sorted((entry["kind"], entry["data"]["part_no"]) for entry in told(manager, order) if entry["kind"].endswith("installed"))
    assert installed == [("part_request.installed", "5B20R"), ("part_unit.installed", "01AV430"), ("part_unit.installed", "5B20Q"), ("part_unit.installed", "8SSB20L")]


@pytest.mark.parametrize("role, seen, hidden", [
    ("technician", set(), {"complaint", "survey_answer", "violation", "praise", "ledger_line"}),
    ("parts_keeper", {"part_request", "part_unit"}, {"complaint", "survey_answer", "violation", "praise", "ledger_line", "sales_line"}),
    ("info_clerk", {"complaint", "survey_answer", "praise", "part_request", "sales_line"}, {"violation", "ledger_line"}),
    ("callback_clerk", {"complaint", "survey_answer", "praise"}, {"part_request", "part_unit", "violation", "ledger_line", "sales_line"})])
def test_who_may_not_read_a_kind_of_record_is_not_told_of_it(world, manager, order, role, seen, hidden):
    client = world.role(role)
    if role == "technician":
        move(manager, order, ("assign", {"technician_id": client.session["user"]["employee_id"]}))
    kinds = {entry["kind"].split(".")[0] for entry in told(client, order)}
    assert seen | {"work_order"} <= kinds and not kinds & hidden


def test_scope_holds_for_each_record(world, manager, order):
    """A complaint tracked by somebody else is not a tracker's own; the supervisor of another site reaches none of it."""
    others = [site for site in manager.ok("GET", "/sites")["items"] if site["id"] != order["site_id"]]
    elsewhere = manager.ok("POST", "/complaints", {"work_order_id": order["id"], "site_id": others[0]["id"], "source": "customer",
                                                   "tracker_id": technician_of(manager), "description": "x"})
    records = {entry["record"]["id"] for entry in told(manager, order) if entry.get("record")}
    assert elsewhere["id"] in records
    at_home = {entry["record"]["id"] for entry in told(world.role("info_clerk"), order) if entry.get("record")}
    assert order["complaint"]["id"] in at_home and elsewhere["id"] not in at_home


def test_page_after_page_gives_the_same_list_without_repeats(manager, order):
    whole = told(manager, order)
    for limit in (1, 3):
        paged, cursor = [], None
        while True:
            page = manager.get(f"/work-orders/{order['id']}/timeline", limit=limit, cursor=cursor).json
            assert len(page["items"]) <= limit
            paged += page["items"]
            cursor = page["next_cursor"]
            if not cursor:
                break
        assert paged == whole
    problem_of(manager.get(f"/work-orders/{order['id']}/timeline", cursor="nonsense"), 422)
