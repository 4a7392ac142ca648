"""Employments and work days over HTTP: they follow the employee's record; the imports."""
import pathlib

from conftest import pointers, problem_of
from stories import first_site
from test_imports import run

TEMPLATES = pathlib.Path(__file__).resolve().parents[2] / "examples" / "templates"


def hire(world, client, **fields):
    number = world.number()
    return client.ok("POST", "/employees", {"no": f"H{number}", "name": f"新人{number}", "site_id": first_site(client)["id"], "skills": [], **fields})


def stays(client, employee):
    return client.ok("GET", f"/employments?employee_id={employee['id']}")["items"]


def test_a_stay_follows_the_employees_record(world, manager):
    employee = hire(world, manager, hired_on="2024-05-01")
    assert [stay["joined_on"] for stay in stays(manager, employee)] == ["2024-05-01"]
    manager.ok("PATCH", f"/employees/{employee['id']}", {"left_on": "2025-03-01", "leave_reason": "voluntary"})
    stay = stays(manager, employee)[0]
    assert (stay["left_on"], stay["leave_reason"]) == ("2025-03-01", "voluntary")
    assert manager.ok("GET", f"/employments/{stay['id']}") == stay
    problem_of(manager.patch(f"/employees/{hire(world, manager)['id']}", {"leave_reason": "retired"}), 422)


def test_a_stay_is_corrected_and_bad_fields_are_named_at_once(world, manager):
    employee = hire(world, manager, hired_on="2024-05-01")
    body = {"employee_id": employee["id"], "site_id": employee["site_id"], "joined_on": "2024-05-01"}
    assert manager.ok("POST", "/employments", {**body, "fte": 0.5, "certified": True})["fte"] == 0.5
    assert len(stays(manager, employee)) == 1
    reply = manager.post("/employments", {**body, "fte": 5, "left_on": "2024-01-01", "site_id": "0000000000001"})
    assert pointers(problem_of(reply, 422)) == ["/fte", "/left_on", "/site_id"]


def test_a_day_holds_no_more_than_its_minutes(world, manager):
    employee = hire(world, manager)
    body = {"employee_id": employee["id"], "day": "2026-03-02", "available_min": 480, "productive_min": 300}
    first = manager.ok("POST", "/work-days", body)
    again = manager.ok("POST", "/work-days", {**body, "productive_min": 310})
    assert again["id"] == first["id"] and again["productive_min"] == 310
    assert pointers(problem_of(manager.post("/work-days", {**body, "productive_min": 481}), 422)) == ["/productive_min"]
    assert [day["id"] for day in manager.ok("GET", f"/work-days?employee_id={employee['id']}")["items"]] == [first["id"]]


def test_why_people_left_is_not_everybodys(clerk, technician):
    for client in (clerk, technician):
        problem_of(client.get("/employments"), 403)
        problem_of(client.get("/work-days"), 403)


def test_the_templates_are_imported_once(world):
    importer, tag = world.role("manager"), world.number()
    for profile, rows in (("headcount", 3), ("work-time", 2)):
        text = (TEMPLATES / f"{profile}.csv").read_text(encoding="utf-8").replace("E00", f"E{tag}-")
        record = run(importer, text, profile=profile, name=f"{profile}.csv")
        assert (record["progress"]["imported"], record["progress"]["rejected"]) == (rows, 0), importer.ok("GET", f"/imports/{record['id']}/errors")
        assert run(importer, text, profile=profile, name=f"{profile}.csv")["progress"]["unchanged"] == rows
    left = [stay for stay in importer.ok("GET", "/employments?present=false&limit=200")["items"] if stay["employee_no"] == f"E{tag}-3"]
    assert [stay["leave_reason"] for stay in left] == ["voluntary"]
