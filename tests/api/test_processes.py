"""Checks over HTTP: what was checked and found, the import."""
import pathlib
from urllib.parse import quote

from conftest import pointers, problem_of
from stories import first_site, technician_of
from test_imports import run

TEMPLATES = pathlib.Path(__file__).resolve().parents[2] / "examples" / "templates"


def test_a_check_is_recorded_with_its_points(world):
    supervisor = world.role("tech_supervisor")
    body = {"site_id": first_site(supervisor)["id"], "checked_at": "2026-03-02T02:00:00Z", "kind": "photo", "result": "pass",
            "quality_point": "维修前拍照", "employee_id": technician_of(supervisor)}
    made = supervisor.ok("POST", "/checks", body)
    assert (made["points_got"], made["points_max"], made["required"]) == (1, 1, True)
    assert supervisor.ok("GET", f"/checks/{made['id']}") == made
    found = supervisor.ok("GET", f"/checks?kind=photo&result=pass&quality_point={quote('维修前拍照')}&limit=200")["items"]
    assert made["id"] in [item["id"] for item in found]
    reply = supervisor.post("/checks", {**body, "checker_id": body["employee_id"], "points_got": 9, "points_max": 5})
    assert pointers(problem_of(reply, 422)) == ["/checker_id", "/points_got"]


def test_who_does_not_check_does_not_record(clerk, technician):
    for client in (clerk, technician):
        problem_of(client.post("/checks", {}), 403)


def test_the_template_is_imported_once(world):
    importer, tag = world.role("manager"), world.number()
    text = (TEMPLATES / "checks.csv").read_text(encoding="utf-8").replace("JC-", f"JC{tag}-").replace("文三路站", f"检查站{tag}")
    record = run(importer, text, profile="checks", name="checks.csv")
    assert (record["progress"]["imported"], record["progress"]["rejected"]) == (3, 0), importer.ok("GET", f"/imports/{record['id']}/errors")
    assert run(importer, text, profile="checks", name="checks.csv")["progress"]["unchanged"] == 3
    found = [item for item in importer.ok("GET", "/checks?limit=200")["items"] if item["site_name"] == f"检查站{tag}"]
    assert sorted((item["result"], item["points_got"], item["points_max"]) for item in found) == [("fail", 0, 3), ("not_applicable", 0, 0), ("pass", 5, 5)]
