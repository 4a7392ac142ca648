"""Sales over HTTP: what was sold, quotas, the imports."""
import pathlib
from urllib.parse import quote

from conftest import pointers, problem_of
from stories import first_site, technician_of
from test_imports import run

TEMPLATES = pathlib.Path(__file__).resolve().parents[2] / "examples" / "templates"


def test_a_sale_is_recorded_and_read_back(clerk):
    seller = technician_of(clerk)
    body = {"site_id": first_site(clerk)["id"], "product": "延保一年", "seller_id": seller, "sold_at": "2026-03-02T03:00:00Z",
            "amount": {"amount": 29900, "currency": "CNY"}}
    made = clerk.ok("POST", "/sales-lines", body)
    assert made["seller_name"] and made["quantity"] == 1 and made["service_product"] is True
    assert clerk.ok("GET", f"/sales-lines/{made['id']}") == made
    found = clerk.ok("GET", f"/sales-lines?seller_id={seller}&product={quote('延保一年')}&limit=200")["items"]
    assert made["id"] in [item["id"] for item in found]
    reply = clerk.post("/sales-lines", {**body, "product": "", "refunded_at": "2026-03-01T00:00:00Z"})
    assert "/product" in pointers(problem_of(reply, 422))


def test_there_is_one_quota_per_seller_and_month(clerk):
    body = {"site_id": first_site(clerk)["id"], "seller_id": technician_of(clerk), "month": "2031-03-17", "amount": {"amount": 500000, "currency": "CNY"}}
    made = clerk.ok("POST", "/sales-quotas", body)
    assert made["month"] == "2031-03-01"
    problem_of(clerk.post("/sales-quotas", {**body, "month": "2031-03-02"}), 409)
    assert pointers(problem_of(clerk.post("/sales-quotas", {**body, "amount": {"amount": -1, "currency": "CNY"}}), 422)) == ["/amount"]
    listed = clerk.ok("GET", "/sales-quotas?from=2031-02-01T00:00:00Z")["items"]
    assert [item["id"] for item in listed] == [made["id"]]


def test_a_technician_reads_and_does_not_write(technician):
    technician.ok("GET", "/sales-lines")
    problem_of(technician.post("/sales-lines", {}), 403)


def test_the_templates_are_imported_once(world):
    importer, tag = world.role("manager"), world.number()
    for profile, rows, mark in (("sales-lines", 2, "XS-"), ("sales-quotas", 2, "DE-")):
        text = (TEMPLATES / f"{profile}.csv").read_text(encoding="utf-8").replace(mark, f"{mark}{tag}-").replace("文三路站", f"销售站{tag}")
        record = run(importer, text, profile=profile, name=f"{profile}.csv")
        assert (record["progress"]["imported"], record["progress"]["rejected"]) == (rows, 0), importer.ok("GET", f"/imports/{record['id']}/errors")
        assert run(importer, text, profile=profile, name=f"{profile}.csv")["progress"]["unchanged"] == rows
    refunded = [item for item in importer.ok("GET", "/sales-lines?limit=200")["items"] if item["site_name"] == f"销售站{tag}" and item.get("refunded_at")]
    assert len(refunded) == 1 and refunded[0]["amount"]["amount"] == 8800
