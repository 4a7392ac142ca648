"""Parts over HTTP: requests, single pieces, two kinds of return, the import."""
import pathlib

import pytest

from conftest import pointers, problem_of
from stories import first_site, new_order
from test_imports import run, wait

TEMPLATES = pathlib.Path(__file__).resolve().parents[2] / "examples" / "templates"


@pytest.fixture
def keeper(world):
    return world.role("parts_keeper")


def new_unit(client, **fields):
    body = {"site_id": first_site(client)["id"], "part_no": "01AV430", "received_at": "2026-03-02T01:00:00Z", **fields}
    return client.ok("POST", "/part-units", body)


def test_a_request_walks_from_the_shelf_to_the_device(world, keeper, clerk):
    order = new_order(world, clerk)
    request = keeper.ok("POST", "/part-requests", {"work_order_id": order["id"], "part_no": "01AV430", "requested_at": "2026-03-02T01:00:00Z"})
    assert request["work_order_no"].startswith("WO-") and request["quantity"] == 1 and request["allowed"] == ["approve", "reject"]
    for step in ("approve", "pick", "issue", "install", "close"):
        request = keeper.ok("POST", f"/part-requests/{request['id']}/{step}", {})
    assert request["state"] == "closed" and request["installed_at"]
    refused = problem_of(keeper.post(f"/part-requests/{request['id']}/issue", {}), 409)
    assert not refused.get("allowed")


def test_a_good_part_never_goes_the_way_of_a_defective_one(keeper):
    unit = new_unit(keeper)
    for step in ("stock", "issue", "return-unused"):
        unit = keeper.ok("POST", f"/part-units/{unit['id']}/{step}", {})
    assert unit["return_kind"] == "unused_good" and unit["allowed"] == ["stock"]
    assert problem_of(keeper.post(f"/part-units/{unit['id']}/ship-back", {}), 409)["allowed"] == ["stock"]


def test_a_defective_part_is_judged_with_a_verdict(keeper):
    unit = new_unit(keeper, issued_at="2026-03-02T02:00:00Z", installed_at="2026-03-02T03:00:00Z", cost={"amount": 45000, "currency": "CNY"})
    for step in ("remove", "await-return", "ship-back"):
        unit = keeper.ok("POST", f"/part-units/{unit['id']}/{step}", {})
    assert unit["return_due_at"] > unit["removed_at"]
    assert pointers(problem_of(keeper.post(f"/part-units/{unit['id']}/judge", {}), 422)) == ["/verdict"]
    judged = keeper.ok("POST", f"/part-units/{unit['id']}/judge", {"verdict": "no_fault"})
    assert judged["state"] == "judged" and judged["cost"] == {"amount": 45000, "currency": "CNY"}
    found = keeper.ok("GET", "/part-units?verdict=no_fault&return_kind=defective&limit=200")["items"]
    assert judged["id"] in [line["id"] for line in found]


def test_all_bad_fields_are_named_at_once(keeper):
    reply = keeper.post("/part-units", {"part_no": "", "verdict": "broken", "cost": {"amount": "1"}})
    assert pointers(problem_of(reply, 422)) == ["/cost/amount", "/part_no", "/verdict"]
    reply = keeper.post("/part-units", {"part_no": "X", "issued_at": "2026-03-02T00:00:00Z", "unused_returned_at": "2026-03-03T00:00:00Z",
                                        "installed_at": "2026-03-02T01:00:00Z"})
    assert pointers(problem_of(reply, 422)) == ["/site_id", "/unused_returned_at"]


def test_who_may_not_is_refused_and_foreign_pieces_are_not_found(world, keeper, clerk):
    unit = new_unit(keeper)
    problem_of(clerk.post("/part-units", {}), 403)
    problem_of(world.foreign.get(f"/part-units/{unit['id']}"), 404)
    stale = keeper.request("POST", f"/part-units/{unit['id']}/stock", {}, headers={"If-Match": '"99"'})
    problem_of(stale, 412)


def test_the_template_is_imported_once_and_undone(world):
    importer, tag = world.role("manager"), world.number()
    text = (TEMPLATES / "parts.csv").read_text(encoding="utf-8").replace("P-00", f"P{tag}-00").replace("文三路站", f"备件站{tag}")
    record = run(importer, text, profile="parts", name="parts.csv")
    assert (record["progress"]["imported"], record["progress"]["rejected"]) == (3, 0), importer.ok("GET", f"/imports/{record['id']}/errors")
    assert run(importer, text, profile="parts", name="parts.csv")["progress"]["unchanged"] == 3
    units = [line for line in importer.ok("GET", "/part-units?limit=200")["items"] if line["site_name"] == f"备件站{tag}"]
    assert sorted(unit["return_kind"] for unit in units) == ["defective", "none", "unused_good"]
    assert [unit["verdict"] for unit in units if unit.get("verdict")] == ["no_fault"]
    requests = [line for line in importer.ok("GET", "/part-requests?limit=200")["items"] if line["site_name"] == f"备件站{tag}"]
    assert sorted(request["from_stock"] for request in requests) == [False, True]
    importer.ok("POST", f"/imports/{record['id']}/undo", {})
    wait(importer, importer.ok("GET", f"/imports/{record['id']}"), "undone")
    assert not [line for line in importer.ok("GET", "/part-requests?limit=200")["items"] if line["site_name"] == f"备件站{tag}"]


def test_a_contradictory_row_is_rejected_with_its_reason(world):
    importer, tag = world.role("manager"), world.number()
    text = ("source_id,site,part_no,issued_at,installed_at,unused_returned_at\n"
            f"X{tag}-1,备件站,A1,2026-03-02,2026-03-03,\nX{tag}-2,备件站,A1,2026-03-02,2026-03-03,2026-03-04\nX{tag}-3,备件站,A1,,,\n")
    record = run(importer, text, profile="parts", name="parts.csv")
    assert (record["progress"]["imported"], record["progress"]["rejected"]) == (1, 2)
    errors = importer.ok("GET", f"/imports/{record['id']}/errors")["items"]
    assert sorted(error["line"] for error in errors) == [3, 4]


def test_the_shelf_stands_beside_its_safety_level(keeper):
    site = first_site(keeper)["id"]
    for _ in range(2):
        new_unit(keeper, part_no="SHELF-1", part_name="主板")
    handed_out = new_unit(keeper, part_no="SHELF-1")
    for step in ("stock", "issue"):
        keeper.ok("POST", f"/part-units/{handed_out['id']}/{step}", {})
    keeper.ok("POST", "/part-requests", {"site_id": site, "part_no": "SHELF-1", "quantity": 4, "requested_at": "2026-03-02T01:00:00Z", "state": "backordered",
                                         "promised_at": "2026-03-09T01:00:00Z"})

    def line():
        [found] = keeper.ok("GET", f"/stock?part_no=SHELF-1&site_id={site}")["items"]
        return found

    assert (line()["on_hand"], line()["coming"], line()["next_arrival"], line()["safety"], line()["below"]) == (2, 4, "2026-03-09T01:00:00.000Z", None, False)
    level = {"site_id": site, "part_no": "SHELF-1", "safety": 3}
    told = keeper.ok("PUT", "/stock/safety-level", level, headers={"If-Match": '"0"'})
    assert (told["safety"], told["below"], told["version"], told["part_name"]) == (3, True, 1, "主板")
    assert line() == told
    assert [item["part_no"] for item in keeper.ok("GET", "/stock?below=true&part_no=SHELF-1")["items"]] == ["SHELF-1"]
    problem_of(keeper.put("/stock/safety-level", {**level, "safety": 1}, headers={"If-Match": '"0"'}), 412)
    assert keeper.ok("PUT", "/stock/safety-level", {**level, "safety": 2}, headers={"If-Match": '"1"'})["below"] is False
    assert keeper.ok("GET", "/stock?below=true&part_no=SHELF-1")["items"] == []
    wrong = keeper.put("/stock/safety-level", {"site_id": site, "part_no": "", "safety": -1})
    assert pointers(problem_of(wrong, 422)) == ["/part_no", "/safety"]


def test_the_shelf_goes_page_by_page(keeper):
    every = [(item["part_no"], item["site_id"]) for item in keeper.ok("GET", "/stock?limit=200")["items"]]
    paged, cursor = [], None
    while True:
        page = keeper.ok("GET", "/stock?limit=7" + (f"&cursor={cursor}" if cursor else ""))
        paged += [(item["part_no"], item["site_id"]) for item in page["items"]]
        cursor = page["next_cursor"]
        if not cursor:
            break
    assert paged[: len(every)] == every and len(set(paged)) == len(paged)
