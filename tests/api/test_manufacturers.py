"""Manufacturers' values over HTTP: beside our own, never instead of them; the import."""
import pathlib

from conftest import pointers, problem_of
from test_imports import run

TEMPLATES = pathlib.Path(__file__).resolve().parents[2] / "examples" / "templates"


def maker(world, client):
    number = world.number()
    return client.ok("POST", "/manufacturers", {"code": f"M{number}", "name": f"厂家{number}"})["id"]


def test_values_are_listed_by_metric_period_and_manufacturer(world, admin):
    manufacturer = maker(world, admin)
    for month, numerator in ((1, 190), (2, 195), (3, 198)):
        admin.ok("POST", "/manufacturer-values", {"manufacturer_id": manufacturer, "metric": "csat_rate", "period_from": f"2026-0{month}-01",
                                                  "period_to": f"2026-0{month + 1}-01", "numerator": numerator, "denominator": 200, "n": 200})
    found = admin.ok("GET", f"/manufacturer-values?metric=csat_rate&from=2026-02-01&to=2026-04-01&manufacturer={manufacturer}")
    assert [item["value"] for item in found["items"]] == [0.99, 0.975] and found["total_estimate"] == 2
    assert admin.ok("GET", f"/manufacturer-values/{found['items'][0]['id']}")["manufacturer_name"].startswith("厂家")


def test_all_bad_fields_are_named_at_once(world, admin):
    body = {"manufacturer_id": maker(world, admin), "metric": "Satisfaction!", "period_from": "2026-03-01", "period_to": "2026-03-01"}
    assert pointers(problem_of(admin.post("/manufacturer-values", body), 422)) == ["/metric", "/period_to", "/value"]
    reply = admin.post("/manufacturer-values", {**body, "metric": "rrr", "period_to": "2026-04-01", "value": 0.5, "numerator": 1, "denominator": 4})
    assert pointers(problem_of(reply, 422)) == ["/value"]


def test_reading_is_for_all_who_see_metrics_and_writing_is_not(clerk):
    clerk.ok("GET", "/manufacturer-values")
    problem_of(clerk.post("/manufacturer-values", {}), 403)


def test_the_template_is_imported_once(world):
    importer, tag = world.role("manager"), world.number()
    text = (TEMPLATES / "manufacturer-values.csv").read_text(encoding="utf-8").replace("CJ-", f"CJ{tag}-").replace("联辰", f"联辰{tag}")
    record = run(importer, text, profile="manufacturer-values", name="values.csv")
    assert (record["progress"]["imported"], record["progress"]["rejected"]) == (2, 0), importer.ok("GET", f"/imports/{record['id']}/errors")
    assert run(importer, text, profile="manufacturer-values", name="values.csv")["progress"]["unchanged"] == 2
    found = [item for item in importer.ok("GET", "/manufacturer-values?limit=200")["items"] if item["manufacturer_name"] == f"联辰{tag}"]
    assert sorted((item["metric"], item["value"], item["period_to"]) for item in found) == [("csat_rate", 0.985, "2026-04-01"), ("tat_attain", 0.94, "2026-04-01")]
