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


def records(client, **asked):
    """All pages of a list of records, and how many it says there are."""
    found, cursor, pages = [], None, 0
    while True:
        page = client.get("/kpi/data-quality/records", **PERIOD, **asked, **({"cursor": cursor} if cursor else {}))
        assert page.status == 200, page
        found += page.json["items"]
        cursor = page.json.get("next_cursor")
        pages += 1
        if not cursor or pages > 40:
            return found, page.json["total_estimate"]


def test_every_empty_field_leads_to_its_records(manager):
    answer = manager.ok("GET", "/kpi/data-quality?from=2020-01-01&to=2099-01-01")
    for fact in answer["facts"]:
        column = fact["columns"][-1] if fact["columns"] else None
        if not column or column["missing"] > 600:
            column = next((c for c in fact["columns"] if c["missing"] <= 600), None)
        if not column:
            continue
        found, total = records(manager, reason="empty", fact=fact["fact"], column=column["column"], limit=40)
        assert total == column["missing"] == len(found)
        assert len({item["id"] for item in found}) == len(found) and all(item["kind"] == fact["fact"] for item in found)
        if fact["fact"] == "work_order":
            assert all(item["no"] for item in found)


def test_an_open_order_is_listed_as_not_closed(manager):
    found, total = records(manager, reason="empty", fact="work_order", column="closed", limit=200)
    assert total == len(found) > 0
    order = manager.ok("GET", "/work-orders/" + found[0]["id"])
    assert order["no"] == found[0]["no"] and not order.get("closed_at")


def test_left_out_records_are_those_behind_the_metric(manager):
    answer = manager.ok("GET", "/kpi/data-quality?from=2020-01-01&to=2099-01-01")
    seen = 0
    for left in answer["metrics"]:
        for part in ("unlinked", "pending"):
            page = manager.get("/kpi/data-quality/records", reason=part, metric=left["code"], **PERIOD)
            if page.status == 422:
                assert {error["pointer"] for error in page.json["errors"]} == {"/metric"}  # made of other metrics
                continue
            cases = manager.get("/kpi/cases", metric=left["code"], part=part, **PERIOD).json
            assert page.json["total_estimate"] == left[part] == cases["total_estimate"]
            assert [item["id"] for item in page.json["items"]] == [item["id"] for item in cases["items"]]
            seen += left[part]
    assert seen > 0


def test_late_entries_are_listed_with_both_times(manager, technician):
    late = manager.ok("GET", "/kpi/data-quality?from=2020-01-01&to=2099-01-01&late_hours=1")["late"]
    kind = max(late, key=lambda one: one["late"])
    found, total = records(manager, reason="late", kind=kind["kind"], late_hours=1, limit=50)
    assert total == kind["late"]
    assert len(found) == min(total, 41 * 50)
    for item in found:
        assert item["entry"] == kind["kind"] and item["occurred_at"] < item["recorded_at"] and item["id"]
    assert records(manager, reason="late", kind="no.such_kind")[0] == []
    reply = technician.get("/kpi/data-quality/records", reason="late", **PERIOD)
    assert reply.status == 403 or reply.json["items"] == []


def test_a_bad_question_for_records_is_answered_field_by_field(manager):
    for asked, pointers in (
            ({"reason": "empty", "from": "x", "to": "y"}, {"/from", "/to", "/fact"}),
            ({"reason": "empty", "fact": "work_order", "column": "no_such"}, {"/column"}),
            ({"reason": "empty", "fact": "work_order", "column": "excluded"}, {"/column"}),
            ({"reason": "empty", "fact": "work_ordr", "column": "closed"}, {"/fact"}),
            ({"reason": "unlinked", "metric": "no_such"}, {"/metric"}),
            ({"reason": "pending"}, {"/metric"}),
            ({"reason": "whim", "cursor": "?"}, {"/reason", "/cursor"}),
            ({"reason": "late", "from": "2026-02-01", "to": "2026-01-01"}, {"/to"})):
        reply = manager.get("/kpi/data-quality/records", **{**PERIOD, **asked})
        assert reply.status == 422, reply
        assert {error["pointer"] for error in reply.json["errors"]} == pointers
