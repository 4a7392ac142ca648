"""Customers from files: one customer however often he comes, and taken back while nobody needs him."""
import pathlib

from test_imports import run, wait

TEMPLATES = pathlib.Path(__file__).resolve().parents[2] / "examples" / "templates"


def named(client, name):
    return [item for item in client.get("/customers", q=name).json["items"] if item["name"] == name]


def test_the_template_is_imported_once_corrected_and_undone(world):
    importer, tag = world.role("manager"), world.number()
    text = (TEMPLATES / "customers.csv").read_text(encoding="utf-8").replace("K-0", f"K{tag}-0").replace("13800000000", f"138{tag:08d}")
    text = text.replace("0571-88880000", f"139{tag:08d}").replace("13900000000", f"137{tag:08d}").replace("宏远科技有限公司", f"宏远{tag}公司")
    first = run(importer, text, profile="customers", name="customers.csv")
    assert (first["progress"]["imported"], first["progress"]["rejected"]) == (2, 0), importer.ok("GET", f"/imports/{first['id']}/errors")
    assert run(importer, text, profile="customers", name="customers.csv")["progress"]["unchanged"] == 2
    company = named(importer, f"宏远{tag}公司")[0]
    assert company["kind"] == "key_account" and [contact["name"] for contact in company["contacts"]] == ["刘工"]
    importer.ok("POST", f"/imports/{first['id']}/undo", {})
    wait(importer, importer.ok("GET", f"/imports/{first['id']}"), "undone")
    assert named(importer, f"宏远{tag}公司") == []


def test_a_broken_phone_is_rejected_with_its_line(world):
    importer, tag = world.role("manager"), world.number()
    record = run(importer, f"source_id,name,phone\nB{tag}-1,甲,139{tag:08d}\nB{tag}-2,乙,none\n", profile="customers", name="customers.csv")
    assert (record["progress"]["imported"], record["progress"]["rejected"]) == (1, 1)
    errors = importer.ok("GET", f"/imports/{record['id']}/errors")["items"]
    assert [(error["line"], [problem["field"] for problem in error["problems"]]) for error in errors] == [(3, ["phone"])]
