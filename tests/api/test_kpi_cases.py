"""The records behind a value: met and missed add up, pages too, and each says when, where, who and what."""
import re

import pytest

from conftest import pointers, problem_of
from test_exports import csv_rows, download, house_time, sheet_cells

PERIOD = {"from": "2020-01-01", "to": "2099-01-01"}


def all_cases(client, metric, limit=200, **query):
    items, cursor, pages = [], None, []
    while True:
        reply = client.get("/kpi/cases", metric=metric, cursor=cursor, limit=limit, **PERIOD, **query)
        assert reply.status == 200, reply
        pages.append(reply.json)
        items += reply.json["items"]
        cursor = reply.json["next_cursor"]
        if not cursor:
            assert len({page["total_estimate"] for page in pages}) == 1
            return items, pages[0]


@pytest.mark.parametrize("code, better", [("csat_rate", "up"), ("tat_attain", "up"), ("dsat_rate", "down"), ("rrr", "down")])
def test_met_and_missed_divide_the_records(manager, code, better):
    metric = next(one for one in manager.ok("GET", "/metrics")["items"] if one["code"] == code)
    assert metric["better"] == better
    every, page = all_cases(manager, code)
    assert page["judged"] and page["total_estimate"] == len(every) > 0
    numerator = {item["id"] for item in all_cases(manager, code, part="numerator")[0]}
    met, missed = (all_cases(manager, code, result=result) for result in ("met", "missed"))
    assert [item["id"] for item in met[0] if not item["met"]] == [item["id"] for item in missed[0] if item["met"]] == []
    assert (len(met[0]), len(missed[0])) == (met[1]["total_estimate"], missed[1]["total_estimate"])
    assert {item["id"] for item in met[0]} | {item["id"] for item in missed[0]} == {item["id"] for item in every}
    assert len(met[0]) + len(missed[0]) == len(every)
    assert {item["id"] for item in (met if better == "up" else missed)[0]} == numerator
    assert {item["id"] for item in every if item["met"]} == {item["id"] for item in met[0]}


@pytest.mark.parametrize("result", ["met", "missed"])
def test_small_pages_hold_what_one_large_page_holds(manager, result):
    large, page = all_cases(manager, "tat_attain", result=result)
    small, first = all_cases(manager, "tat_attain", limit=7, result=result)
    assert [item["id"] for item in small] == [item["id"] for item in large]
    assert first["total_estimate"] == page["total_estimate"] == len(large)
    assert all(item["met"] == (result == "met") for item in small)


@pytest.mark.parametrize("limit", [2, 7, 200])
@pytest.mark.parametrize("code, sort, result", [("tat", "-at", None), ("tat", "at", None), ("tat", "-value", None), ("tat", "value", None), ("tat_attain", "-at", None), ("tat_attain", "at", None), ("csat_rate", "at", None), ("rrr", "-at", None), ("tat_attain", "-at", "missed"), ("tat_attain", "at", "met")])
def test_records_stand_in_the_order_asked_for(manager, code, sort, result, limit):
    by_id, _ = all_cases(manager, code, result=result)
    items, page = all_cases(manager, code, sort=sort, result=result, limit=limit)
    assert sorted(item["id"] for item in items) == sorted(item["id"] for item in by_id)
    assert page["total_estimate"] == len(items)
    keys = [item[sort.lstrip("-")] for item in items]
    assert keys == sorted(keys, reverse=sort.startswith("-")) and len(set(keys)) > 1
    assert {(item["id"], item["met"]) for item in items} == {(item["id"], item["met"]) for item in by_id}


def test_the_file_stands_in_the_order_of_the_page(manager):
    items, _ = all_cases(manager, "tat", sort="-value")
    rows = csv_rows(download(manager, "/kpi/cases/export", metric="tat", sort="-value", lang="en", **PERIOD).body)
    assert [row[0] for row in rows[1:]] == [item["no"] for item in items]


def test_an_order_that_is_none_is_refused(manager):
    reply = manager.get("/kpi/cases", metric="tat", sort="site", cursor="here", **PERIOD)
    assert pointers(problem_of(reply, 422)) == ["/cursor", "/sort"]


def test_each_record_says_when_where_who_and_what_the_metric_looks_at(manager):
    items, page = all_cases(manager, "csat_rate")
    fields = [column["field"] for column in page["columns"]]
    assert "class" in fields and page["columns"][fields.index("class")]["name_zh"] == "满意程度"
    for item in items:
        assert item["at"] and item["site"] and len(item["cells"]) == len(fields)
        answer = item["cells"][fields.index("class")]["text"]
        assert item["met"] == (answer in ("very_satisfied", "satisfied")), item
    assert any(item["person"] for item in items)


def test_sales_and_quotas_go_by_their_product_and_seller(world):
    manager = world.role("manager")
    lines, page = all_cases(manager, "sales_amount")
    if lines:
        fields = {column["field"]: (index, column["kind"]) for index, column in enumerate(page["columns"])}
        assert fields["amount"][1] == "money" and fields["product"][1] == "choice" and not page["judged"]
        first = manager.ok("GET", f"/sales-lines/{lines[0]['id']}")
        assert lines[0]["cells"][fields["product"][0]]["text"] == first["product"]
        assert lines[0]["cells"][fields["amount"][0]]["number"] == first["amount"]["amount"]
        assert all(item["met"] is None for item in lines)


def test_a_formula_lists_its_terms_with_their_columns(manager):
    metric = next(one for one in manager.ok("GET", "/metrics")["items"] if one["code"] == "quota_attain")
    for term in metric["terms"]:
        reply = manager.get("/kpi/cases", metric="quota_attain", part=term, **PERIOD)
        assert reply.status == 200
        assert "amount" in [column["field"] for column in reply.json["columns"]], term
        assert not reply.json["judged"]


def test_every_metric_describes_its_records(manager):
    """No part of any metric breaks the description, and every record fills the columns."""
    for metric in manager.ok("GET", "/metrics")["items"]:
        for part in metric["terms"] or ["numerator", "denominator", "unlinked", "pending"]:
            reply = manager.get("/kpi/cases", metric=metric["code"], part=part, limit=2, **PERIOD)
            assert reply.status == 200, (metric["code"], part)
            assert all(len(item["cells"]) == len(reply.json["columns"]) for item in reply.json["items"]), metric["code"]
            names = [column["field"] for column in reply.json["columns"]]
            assert len(set(names)) == len(names)


def test_what_is_not_judged_is_not_divided(manager):
    for query in ({"metric": "tat"}, {"metric": "intake_count"}, {"metric": "csat_rate", "part": "numerator"}, {"metric": "csat_rate", "part": "unlinked"}, {"metric": "csat_rate", "result": "good"}):
        assert pointers(problem_of(manager.get("/kpi/cases", **{"result": "missed", **query}, **PERIOD), 422)) == ["/result"], query
    assert pointers(problem_of(manager.get("/kpi/cases", metric="csat_rate", result="good", part="all", **PERIOD), 422)) == ["/part", "/result"]


def test_a_technician_sees_his_own_records_only(technician, manager):
    mine = technician.get("/kpi/cases", metric="tat_attain", result="missed", limit=200, **PERIOD)
    if mine.status == 403:
        return  # he may not list records at all
    people = {item["person"] for item in mine.json["items"]}
    assert len(people) <= 1


@pytest.mark.parametrize("lang, missed", [("zh-CN", "未达"), ("en", "Missed"), ("code", "missed")])
def test_the_file_follows_the_filter_and_has_the_columns(manager, lang, missed):
    items, page = all_cases(manager, "csat_rate", result="missed")
    rows = csv_rows(download(manager, "/kpi/cases/export", metric="csat_rate", result="missed", lang=lang, **PERIOD).body)
    assert len(rows) == len(items) + 1
    assert {row[-1] for row in rows[1:]} == {missed}
    answer = 5 + [column["field"] for column in page["columns"]].index("class")
    told = {"zh-CN": {"dissatisfied": "不满意", "neutral": "一般"}, "en": {"dissatisfied": "Dissatisfied", "neutral": "Neutral"}}.get(lang, {})
    for row, item in zip(rows[1:], items):
        text = item["cells"][answer - 5]["text"]
        assert (row[0], row[3], row[answer]) == (item["no"], item["site"], told.get(text, text))
        assert row[2] == (item["at"] if lang == "code" else house_time(item["at"]))
    cells = sheet_cells(download(manager, "/kpi/cases/export", metric="csat_rate", result="missed", lang=lang, format="xlsx", **PERIOD).body)
    assert len(cells) == len(rows) and [text for _, text in cells[0]] == rows[0]


def test_files_of_every_metric_are_in_words(manager):
    """No code of a column, a choice or a kind of record is left in a file in Chinese."""
    codes = set()
    for metric in manager.ok("GET", "/metrics")["items"]:
        for part in metric["terms"] or ["denominator"]:
            page = manager.get("/kpi/cases", metric=metric["code"], part=part, limit=1, **PERIOD).json
            rows = csv_rows(download(manager, "/kpi/cases/export", metric=metric["code"], part=part, lang="zh-CN", **PERIOD).body)
            codes |= {(metric["code"], head) for head in rows[0] if re.fullmatch(r"[a-z_]+", head)}
            for index, column in enumerate(page["columns"]):
                if column["kind"] == "choice":
                    codes |= {(column["field"], row[5 + index]) for row in rows[1:] if re.fullmatch(r"[a-z_]+", row[5 + index])}
            codes |= {("kind", row[1]) for row in rows[1:] if re.fullmatch(r"[a-z_]+", row[1])}
    assert codes == set()


def test_a_part_of_the_file_or_another_language_is_refused(manager):
    reply = manager.get("/kpi/cases/export", metric="csat_rate", lang="xx", limit=3, **PERIOD)
    assert pointers(problem_of(reply, 422)) == ["/lang", "/limit"]
