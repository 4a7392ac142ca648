"""The ledger over HTTP: lines, closed months, the import."""
import pathlib

from conftest import pointers, problem_of
from stories import first_site
from test_imports import run

TEMPLATES = pathlib.Path(__file__).resolve().parents[2] / "examples" / "templates"


def line(client, **fields):
    return {"site_id": first_site(client)["id"], "booked_on": "2025-03-05", "account": "revenue_paid", "amount": {"amount": 45000, "currency": "CNY"}, **fields}


def test_a_line_is_recorded_and_read_back(manager):
    made = manager.ok("POST", "/ledger-lines", line(manager, text="有偿维修"))
    assert manager.ok("GET", f"/ledger-lines/{made['id']}") == made
    assert made["settled"] is True and made["booked_at"].startswith("2025-03-04T16:00")
    listed = manager.ok("GET", "/ledger-lines?account=revenue_paid&from=2025-03-01T00:00:00Z&to=2025-04-01T00:00:00Z&limit=200")["items"]
    assert made["id"] in [item["id"] for item in listed]


def test_all_bad_fields_are_named_at_once(manager):
    assert pointers(problem_of(manager.post("/ledger-lines", {"account": "gifts", "amount": 5}), 422)) == ["/account", "/amount", "/booked_on"]
    reply = manager.post("/ledger-lines", line(manager, amount={"amount": 1, "currency": "USD"}, manufacturer_id="0000000000007"))
    assert pointers(problem_of(reply, 422)) == ["/amount/currency", "/manufacturer_id"]


def test_a_closed_month_is_not_changed_until_it_is_opened_again(manager):
    body = line(manager, booked_on="2024-01-10", import_source="erp", source_id="M1")
    manager.ok("POST", "/ledger-lines", body)
    manager.ok("POST", "/ledger-months/close", {"month": "2024-01"})
    problem_of(manager.post("/ledger-months/close", {"month": "2024-01"}), 409)
    refused = problem_of(manager.post("/ledger-lines", {**body, "amount": {"amount": 1, "currency": "CNY"}}), 422)
    assert [error["code"] for error in refused["errors"]] == ["month_closed"]
    problem_of(manager.post("/ledger-months/reopen", {"month": "2024-01", "reason": ""}), 422)
    opened = manager.ok("POST", "/ledger-months/reopen", {"month": "2024-01", "reason": "漏记运费"})
    assert opened["closed"] is False and opened["reopenings"] == 1
    manager.ok("POST", "/ledger-lines", {**body, "amount": {"amount": 1, "currency": "CNY"}})


def test_only_who_keeps_the_books_sees_them(clerk, technician):
    for client in (clerk, technician):
        problem_of(client.get("/ledger-lines"), 403)
        problem_of(client.post("/ledger-months/close", {"month": "2024-01"}), 403)


def test_the_template_is_imported_once(world):
    importer, tag = world.role("manager"), world.number()
    text = (TEMPLATES / "ledger.csv").read_text(encoding="utf-8").replace("V-2603", f"V{tag}")
    record = run(importer, text, profile="ledger", name="ledger.csv")
    assert (record["progress"]["imported"], record["progress"]["rejected"]) == (4, 0), importer.ok("GET", f"/imports/{record['id']}/errors")
    assert run(importer, text, profile="ledger", name="ledger.csv")["progress"]["unchanged"] == 4
    cost = importer.ok("GET", "/ledger-lines?account=direct_cost&from=2026-02-01T00:00:00Z&to=2026-05-01T00:00:00Z&limit=200")["items"]
    assert {"amount": 320050, "currency": "CNY"} in [item["amount"] for item in cost]
