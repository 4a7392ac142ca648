"""Lists as files: CSV and XLSX hold the rows of the list, and no text in them runs as a formula."""
import csv
import datetime
import io
import json
import pathlib
import re
import xml.etree.ElementTree
import zipfile
import zoneinfo

import pytest

from conftest import pointers, problem_of
from test_imports import wait

LISTS = ["work-orders", "customers", "assets", "employees", "complaints", "survey-answers", "violations", "praises", "part-requests",
         "part-units", "sales-lines", "sales-quotas", "ledger-lines", "checks", "manufacturer-values"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def csv_rows(data):
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def sheet_cells(data):
    """Rows of (type, text) by column; what is not there is None."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            xml.etree.ElementTree.fromstring(archive.read(name))
        root = xml.etree.ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    rows = []
    for row in root.iter(SPACE + "row"):
        cells = {}
        for cell in row.iter(SPACE + "c"):
            assert cell.find(SPACE + "f") is None
            column = 0
            for letter in re.match("[A-Z]+", cell.get("r")).group():
                column = column * 26 + ord(letter) - 64
            text = "".join(part.text or "" for part in [*cell.iter(SPACE + "t"), *cell.iter(SPACE + "v")])
            cells[column - 1] = (cell.get("t"), text)
        rows.append([cells.get(i) for i in range(max(cells, default=-1) + 1)])
    return rows


def download(client, path, **query):
    reply = client.get(path, **query)
    assert reply.status == 200, reply
    return reply


@pytest.mark.parametrize("name", LISTS)
def test_an_export_holds_the_whole_list_in_both_forms(world, name):
    client = world.role("administrator")
    listed, cursor = [], None
    while True:
        page = client.get(f"/{name}", limit=200, cursor=cursor).json
        listed += page["items"]
        cursor = page["next_cursor"]
        if not cursor:
            break
    text = download(client, f"/{name}/export")
    assert text.headers["Content-Type"] == "text/csv; charset=utf-8" and f'filename="{name}.csv"' in text.headers["Content-Disposition"]
    rows = csv_rows(text.body)
    book = download(client, f"/{name}/export", format="xlsx")
    assert book.headers["Content-Type"] == XLSX and f'filename="{name}.xlsx"' in book.headers["Content-Disposition"]
    cells = sheet_cells(book.body)
    assert len(rows) == len(cells) == len(listed) + 1
    assert rows[0] == [text for _, text in cells[0]]
    if listed:
        assert set(listed[0]) <= set(rows[0]), "every field of the list is a column"
        key = rows[0].index("id")
        assert [row[key] for row in rows[1:]] == [row[key][1] for row in cells[1:]] == [item["id"] for item in listed]


def test_the_filters_of_the_list_hold_for_its_export(world):
    client = world.role("administrator")
    total = client.ok("GET", "/work-orders?limit=1")["total_estimate"]
    closed = csv_rows(download(client, "/work-orders/export", state="closed").body)
    assert 1 < len(closed) <= total and {row[closed[0].index("state")] for row in closed[1:]} == {"closed"}
    assert len(sheet_cells(download(client, "/work-orders/export", state="closed", format="xlsx").body)) == len(closed)


def test_numbers_and_times_are_cells_of_their_kind(world):
    cells = sheet_cells(download(world.role("administrator"), "/work-orders/export", format="xlsx").body)
    head = [text for _, text in cells[0]]
    assert all(re.fullmatch(r"\d{5}\.\d+", row[head.index("created_at")][1]) and row[head.index("created_at")][0] is None for row in cells[1:])
    assert {row[head.index("state")][0] for row in cells[1:]} == {"inlineStr"}


def test_texts_that_look_like_formulas_stay_texts(world):
    client = world.role("administrator")
    name = f"=HYPERLINK(\"http://evil\",\"{world.number()}\")"
    client.ok("POST", "/customers", {"name": name, "kind": "individual", "phone": f"137{world.number():08d}"})
    cells = sheet_cells(download(client, "/customers/export", format="xlsx").body)
    column = [text for _, text in cells[0]].index("name")
    assert ("inlineStr", name) in [row[column] for row in cells[1:]]
    rows = csv_rows(download(client, "/customers/export").body)
    assert "'" + name in [row[column] for row in rows[1:]]


def test_what_is_masked_in_the_list_is_masked_in_its_export(world):
    for role in world.roles:
        client = world.role(role)
        listed = client.get("/customers", limit=200)
        export = client.get("/customers/export")
        assert (listed.status == 200) == (export.status == 200), role
        if listed.status == 200:
            rows = csv_rows(export.body)
            names = {row[rows[0].index("name")] for row in rows[1:]}
            assert {item["name"] for item in listed.json["items"]} <= {name.removeprefix("'") for name in names}, role


CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("name", LISTS)
def test_heads_are_in_the_language_asked_for(world, name):
    """The columns are the same in every language; none keeps its code name, and none is called as another."""
    client = world.role("administrator")
    plain = csv_rows(download(client, f"/{name}/export").body)
    assert csv_rows(download(client, f"/{name}/export", lang="code").body) == plain
    for lang in ("zh-CN", "en"):
        rows = csv_rows(download(client, f"/{name}/export", lang=lang).body)
        heads = rows[0]
        assert len(rows) == len(plain) and len(heads) == len(plain[0]) == len(set(heads)), (lang, heads)
        assert [head for head in heads if CODE.fullmatch(head)] == [], lang
        assert lang == "en" or [head for head in heads if not HAN.search(head)] == []
        assert [text for _, text in sheet_cells(download(client, f"/{name}/export", format="xlsx", lang=lang).body)[0]] == heads


def enums_of(client, name):
    """Fields of the list that are choices, with the code names of their values."""
    document = client.ok("GET", "/openapi.json")
    schemas = document["components"]["schemas"]
    answer = document["paths"][f"/{name}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    page = schemas[answer["$ref"].split("/")[-1]]
    row = schemas[page["properties"]["items"]["items"]["$ref"].split("/")[-1]]

    def choices(schema):
        schema = schemas[schema["$ref"].split("/")[-1]] if "$ref" in schema else schema
        return set(schema.get("enum") or []) | {value for part in schema.get("anyOf", []) for value in choices(part)}

    return {field: choices(schema) - {None} for field, schema in row["properties"].items() if choices(schema)}


@pytest.mark.parametrize("name", LISTS)
def test_choices_are_in_words(world, name):
    client = world.role("administrator")
    enums = enums_of(client, name)
    plain = csv_rows(download(client, f"/{name}/export").body)
    for lang in ("zh-CN", "en"):
        rows = csv_rows(download(client, f"/{name}/export", lang=lang).body)
        for field, codes in enums.items():
            column = plain[0].index(field)
            met = {(before[column], after[column]) for before, after in zip(plain[1:], rows[1:])}
            assert {code for code, _ in met} <= codes | {""}
            assert len({code for code, _ in met}) == len(met), f"{field}: one word for one value"
            assert [pair for pair in met if pair[0] and (pair[0] == pair[1] or lang == "zh-CN" and not HAN.search(pair[1]))] == [], field


SCREEN = pathlib.Path(__file__).resolve().parents[2] / "web/src/shared/facts/locales"
KINDS = {"complaints": "complaint", "survey-answers": "survey_answer", "violations": "violation", "praises": "praise", "part-requests": "part_request",
         "part-units": "part_unit", "sales-lines": "sales_line", "sales-quotas": "sales_quota", "ledger-lines": "ledger_line", "checks": "check",
         "manufacturer-values": "manufacturer_value"}
WITH_UNIT = {"call_ms"}


@pytest.mark.parametrize("name, kind", KINDS.items())
def test_the_words_are_those_of_the_screen(world, name, kind):
    client = world.role("administrator")
    plain = csv_rows(download(client, f"/{name}/export").body)
    enums = enums_of(client, name)
    for lang in ("zh-CN", "en"):
        words = json.loads((SCREEN / f"{lang}.json").read_text(encoding="utf-8"))["fact"]
        rows = csv_rows(download(client, f"/{name}/export", lang=lang).body)
        for column, field in enumerate(plain[0]):
            if field in words["field"] and not field.endswith("_id") and field not in WITH_UNIT:
                assert rows[0][column] == words["field"][field], field
            if field in enums:
                known = words["choice"].get(f"{kind}_{field}") or words["choice"][field]
                assert {(before[column], after[column]) for before, after in zip(plain[1:], rows[1:])} <= {*known.items(), ("", "")}, field


def test_amounts_and_promises_are_numbers_and_times_in_a_file_for_people(world):
    client = world.role("administrator")
    listed = client.get("/ledger-lines", limit=200).json["items"]
    cells = sheet_cells(download(client, "/ledger-lines/export", format="xlsx", lang="en").body)
    column = [text for _, text in cells[0]].index("Amount")
    assert [round(float(row[column][1]) * 100) for row in cells[1:]][:len(listed)] == [line["amount"]["amount"] for line in listed]
    assert {row[column][0] for row in cells[1:]} == {None}
    orders = client.get("/work-orders", limit=200).json["items"]
    rows = csv_rows(download(client, "/work-orders/export", lang="zh-CN").body)
    column = rows[0].index("承诺")
    assert [row[column] for row in rows[1:]][:len(orders)] == [house_time(order["promise"].get("at")) for order in orders]


def house_time(text):
    """An instant as the clock of the demonstration's sites shows it."""
    if not text:
        return ""
    at = datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(zoneinfo.ZoneInfo("Asia/Shanghai"))
    return at.strftime("%Y-%m-%d %H:%M:%S")


@pytest.mark.parametrize("name", LISTS)
def test_times_of_a_file_for_people_are_those_of_the_house(world, name):
    client = world.role("administrator")
    plain = csv_rows(download(client, f"/{name}/export").body)
    times = [column for column, field in enumerate(plain[0]) if field.endswith("_at")]
    for lang in ("zh-CN", "en"):
        rows = csv_rows(download(client, f"/{name}/export", lang=lang).body)
        for column in times:
            assert [row[column] for row in rows[1:]] == [house_time(row[column]) for row in plain[1:]], plain[0][column]
        assert not [cell for row in rows[1:] for cell in row if re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", cell)]


def test_kinds_of_cost_are_in_words_and_those_of_the_house_stay(world):
    client = world.role("administrator")
    site = client.ok("GET", "/sites?limit=1")["items"][0]["id"]
    for cost in ("parts", "wages", "茶水"):
        client.ok("POST", "/ledger-lines", {"booked_on": "2026-01-05", "account": "expense", "amount": {"amount": 100, "currency": "CNY"}, "cost_type": cost, "site_id": site})
    met = {}
    for lang in ("code", "zh-CN", "en"):
        rows = csv_rows(download(client, "/ledger-lines/export", lang=lang).body)
        column = {"code": "cost_type", "zh-CN": "费用类型", "en": "Kind of cost"}[lang]
        met[lang] = {row[rows[0].index(column)] for row in rows[1:]} - {""}
    assert {"parts", "wages", "茶水"} <= met["code"]
    assert {"备件", "工资", "茶水"} <= met["zh-CN"] and {"Parts", "Wages", "茶水"} <= met["en"]
    assert not [word for word in met["zh-CN"] if not HAN.search(word)], met["zh-CN"]


def test_a_file_in_chinese_is_imported_again(world):
    """Its heads and values are words that an import knows."""
    client = world.role("administrator")
    book = download(client, "/work-orders/export", format="xlsx", lang="zh-CN", state="closed").body
    reply = client.request("POST", "/imports?profile=work-orders&filename=zh.xlsx", raw=book, headers={"Content-Type": XLSX})
    assert reply.status == 201, reply
    mapped = {column["field"]: column.get("column") for column in reply.json["mapping"]["columns"]}
    assert {"source_id": "单号", "service_type": "服务方式", "serial_no": "序列号", "model": "机型", "symptom_text": "故障现象",
            "technician": "技术员", "customer_name": "客户", "site": "网点"}.items() <= mapped.items(), mapped
    record = wait(client, client.ok("POST", f"/imports/{reply.json['id']}/validate", {}), "validated")
    assert record["progress"]["read"] > 0 and record["progress"]["rejected"] == 0, client.ok("GET", f"/imports/{record['id']}/errors?limit=3")


def test_another_language_is_refused_with_everything_else_at_once(world):
    refused = problem_of(world.role("administrator").get("/work-orders/export", lang="xx", limit=10), 422)
    assert pointers(refused) == ["/lang", "/limit"]


def test_a_part_of_a_list_or_another_format_is_refused(world):
    client = world.role("administrator")
    problem_of(client.get("/work-orders/export", limit=10), 422)
    problem_of(client.get("/work-orders/export", format="pdf"), 422)


@pytest.mark.parametrize("name, form", [("orders.xlsx", []), ("orders.bin", ["--format", "xlsx"])])
def test_the_command_line_writes_workbooks(installation, tmp_path, name, form):
    installation.demo(orders=20, months=1)
    done = installation.run("export", "work-orders", tmp_path / name, *form)
    cells = sheet_cells((tmp_path / name).read_bytes())
    assert f"{len(cells) - 1} records" in done.stdout and len(cells) > 10
    text = tmp_path / "orders.csv"
    installation.run("export", "work-orders", text)
    assert len(csv_rows(text.read_bytes())) == len(cells)
    again = installation.run("export", "work-orders", tmp_path / name, *form, check=False)
    assert again.returncode == 1 and "there already" in again.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, "orders.csv"])


def test_the_command_line_writes_words_when_asked(installation, tmp_path):
    installation.demo(orders=20, months=1)
    installation.run("export", "work-orders", tmp_path / "orders.csv", "--lang", "zh-CN")
    rows = csv_rows((tmp_path / "orders.csv").read_bytes())
    assert rows[0][:4] == ["记录 ID", "单号", "服务方式", "状态"] and rows[1][2] in ("送修", "寄修", "上门", "远程")
    assert installation.run("export", "customers", "-", "--lang", "xx", check=False).returncode == 2


def test_a_workbook_is_not_for_standard_output(installation):
    installation.add_company("house")
    done = installation.run("export", "customers", "-", "--format", "xlsx", check=False)
    assert done.returncode == 2 and not done.stdout


def test_an_exported_workbook_is_imported_again(world):
    """What was written is read by the same program: the header maps itself."""
    client = world.role("administrator")
    book = download(client, "/work-orders/export", format="xlsx").body
    reply = client.request("POST", "/imports?profile=work-orders&filename=x.xlsx", raw=book, headers={"Content-Type": XLSX})
    assert reply.status == 201, reply
    detected = reply.json["detected"]
    assert detected["format"] == "xlsx" and detected["sheet"] == "work-orders"
    assert detected["header"] == [text for _, text in sheet_cells(book)[0]]
