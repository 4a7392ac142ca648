"""What is missing: gaps in columns, records that metrics leave out, and who may see it."""

PERIOD = {"from": "2020-01-01", "to": "2099-01-01"}


def test_gaps_are_counted_against_the_rows(manager):
    answer = manager.ok("GET", "/kpi/data-quality?from=2020-01-01&to=2099-01-01")
    orders = next(fact for fact in answer["facts"] if fact["fact"] == "work_order")
    whole = manager.get("/kpi", metrics="intake_count", **PERIOD).json["metrics"][0]["cells"][0]["n"]
    assert orders["rows"] >= whole > 0
    assert orders["columns"] and all(0 < column["missing"] <= orders["rows"] for column in orders["columns"])
    missing = [column["missing"] for column in orders["columns"]]
    assert missing == sorted(missing, reverse=True)
    closed = next(column for column in orders["columns"] if column["column"] == "closed")
    backlog = manager.get("/kpi", metrics="backlog", **PERIOD).json["metrics"][0]["cells"][0]["value"]
    assert closed["missing"] >= backlog > 0  # an open order has not been closed


def test_left_out_records_equal_those_of_the_metric(manager):
    answer = manager.ok("GET", "/kpi/data-quality?from=2020-01-01&to=2099-01-01")
    for left in answer["metrics"]:
        cell = manager.get("/kpi", metrics=left["code"], **PERIOD).json["metrics"][0]["cells"][0]
        assert (left["unlinked"], left["pending"]) == (cell["unlinked"], cell["pending"])


def test_late_entries_are_counted_for_those_who_see_everything(manager, technician):
    late = manager.ok("GET", "/kpi/data-quality?from=2020-01-01&to=2099-01-01")["late"]
    assert any(kind["kind"] == "work_order.created" and kind["entries"] > 0 for kind in late)
    assert all(0 <= kind["late"] <= kind["entries"] for kind in late)
    reply = technician.get("/kpi/data-quality", **PERIOD)
    assert reply.status == 403 or reply.json["late"] == []


def test_bad_bounds_are_named_all_at_once(manager):
    reply = manager.get("/kpi/data-quality", **{"from": "yesterday", "to": "soon"})
    assert reply.status == 422
    assert {error["pointer"] for error in reply.json["errors"]} == {"/from", "/to"}
