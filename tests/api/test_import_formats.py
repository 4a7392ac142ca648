"""Every kind of record comes from CSV and from a workbook alike: the same rows, whatever the file is called.

Each template under examples/templates is imported as it is, then as the workbook that a spreadsheet would make of it,
with numbers, dates and times as such: nothing may differ. What holds no records is refused in plain words.
"""
import csv
import datetime
import gzip
import io
import pathlib
import re
import zipfile
from xml.sax.saxutils import escape

import pytest

import manyi_server
from conftest import problem_of
from test_imports import wait

TEMPLATES = pathlib.Path(__file__).resolve().parents[2] / "examples" / "templates"
PROFILES = {"work-orders-zh": "work-orders", "work-orders-en": "work-orders"}
NAMES = sorted(path.stem for path in TEMPLATES.glob("*.csv"))

TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PARTS = {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": f'<Relationships><Relationship Id="r" Type="{TYPE}officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns:r="x"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="r1" Type="{TYPE}worksheet" Target="worksheets/sheet1.xml"/>'
                                  f'<Relationship Id="r2" Type="{TYPE}sharedStrings" Target="sharedStrings.xml"/>'
                                  f'<Relationship Id="r3" Type="{TYPE}styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/></cellXfs></styleSheet>',
}


def workbook(rows):
    """The rows as a spreadsheet keeps them when somebody types or opens them there."""
    texts, lines = [], []
    for r, row in enumerate(rows, 1):
        cells = []
        for c, value in enumerate(row):
            at = f'{chr(ord("A") + c // 26 - 1) if c > 25 else ""}{chr(ord("A") + c % 26)}{r}'
            if value == "":
                continue
            if r > 1 and re.fullmatch(r"\d{4}-\d\d-\d\d( \d\d:\d\d(:\d\d)?)?", value):
                serial = (datetime.datetime.fromisoformat(value) - datetime.datetime(1899, 12, 30)) / datetime.timedelta(days=1)
                cells.append(f'<c r="{at}" s="{2 if ":" in value else 1}"><v>{serial!r}</v></c>')
            elif r > 1 and re.fullmatch(r"-?(0|[1-9]\d*)(\.\d+)?", value):
                cells.append(f'<c r="{at}"><v>{float(value):.15g}</v></c>')
            else:
                cells.append(f'<c r="{at}" t="s"><v>{len(texts)}</v></c>')
                texts.append(f"<si><t>{escape(value)}</t></si>")
        lines.append(f'<row r="{r}">{"".join(cells)}</row>')
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in PARTS.items():
            archive.writestr(name, text)
        archive.writestr("xl/worksheets/sheet1.xml", f'<worksheet><sheetData>{"".join(lines)}</sheetData></worksheet>')
        archive.writestr("xl/sharedStrings.xml", f'<sst>{"".join(texts)}</sst>')
    return out.getvalue()


def as_workbook(path):
    text = path.read_text(encoding="utf-8-sig")
    return workbook(list(csv.reader(io.StringIO(text), delimiter=";" if ";" in text.splitlines()[0] else ",")))


@pytest.fixture(scope="module")
def house():
    """A company without records, and its administrator."""
    installation = manyi_server.Installation()
    try:
        installation.add_company("house")
        server = installation.serve()
    except BaseException:
        installation.remove()
        raise
    yield server.logged_in("boss", manyi_server.PASSWORD, "house")
    server.stop()
    installation.remove()


def upload(client, raw, name, profile):
    return client.request("POST", f"/imports?profile={profile}&filename={name}", raw=raw,
                          headers={"Content-Type": "application/octet-stream"})


def checked(client, raw, name, profile):
    """Uploads and validates; the import and what its rows would become."""
    reply = upload(client, raw, name, profile)
    assert reply.status == 201, reply
    record = wait(client, reply.json, "detected")
    client.ok("POST", f"/imports/{record['id']}/validate", {})
    record = wait(client, record, "validated")
    preview = client.ok("GET", f"/imports/{record['id']}/preview")
    return record, [row["values"] for row in preview["rows"]], preview["rejects"]


def apply(client, record):
    client.ok("POST", f"/imports/{record['id']}/apply", {})
    return wait(client, client.ok("GET", f"/imports/{record['id']}"), "done")["progress"]


def test_there_is_a_template_for_every_kind_of_record(house):
    profiles = {item["code"] for item in house.ok("GET", "/import-profiles")["items"]}
    logs = {path.stem for path in TEMPLATES.glob("*.xes")}
    # Open Repair data is a published file, which mappings/ shows how to read.
    assert {PROFILES.get(name, name) for name in NAMES} | logs == profiles - {"open-repair"}


def test_the_template_of_an_event_log_needs_no_mapping(house):
    raw = (TEMPLATES / "xes.xes").read_bytes()
    record, rows, rejects = checked(house, raw, "xes.xes", "xes")
    assert rejects == []
    assert [(row["accepted_at"], row["delivered_at"], row["technician"]) for row in rows] == [
        ("2026-03-02T01:10:00.000Z", "2026-03-03T08:00:00.000Z", "李工"), ("2026-03-02T03:00:00.000Z", "2026-03-02T07:30:00.000Z", "王工")]
    assert apply(house, record)["imported"] == 2
    # Another log's own word by the name of one of our choices is an attribute, and no reason to refuse the case.
    foreign = raw.replace(b'value="L-000', b'value="M-000').replace(
        b"    <event>\n      <string key=\"concept:name\" value=\"\xe5\x8f\x97\xe7\x90\x86\"/>",
        b"    <string key=\"service_type\" value=\"Value 1\"/>\n    <event>\n      <string key=\"concept:name\" value=\"\xe5\x8f\x97\xe7\x90\x86\"/>\n      <string key=\"service_type\" value=\"Value 1\"/>")
    assert foreign.count(b"Value 1") == 4
    record, rows, rejects = checked(house, foreign, "foreign.xes", "xes")
    assert rejects == [] and len(rows) == 2


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_the_same_as_csv_and_as_workbook(house, name):
    profile, path = PROFILES.get(name, name), TEMPLATES / f"{name}.csv"
    text, told_csv, rejected = checked(house, path.read_bytes(), "table.csv", profile)
    assert text["detected"]["format"] == "csv" and told_csv and not rejected, rejected
    # The name lies; the content tells.
    book, told_book, rejected = checked(house, as_workbook(path), "table.csv", profile)
    assert book["detected"]["format"] == "xlsx" and book["detected"]["sheet"] == "表" and not rejected, rejected
    assert told_book == told_csv
    first = apply(house, text)  # which may meet the customers of another template
    assert (first["read"], first["rejected"]) == (len(told_csv), 0), first
    again = apply(house, book)
    assert (again["imported"], again["updated"], again["unchanged"]) == (0, 0, len(told_csv)), again


@pytest.mark.parametrize("name", NAMES)
def test_the_command_line_takes_both_forms(name, tmp_path, installation):
    installation.add_company("house")
    profile, path = PROFILES.get(name, name), TEMPLATES / f"{name}.csv"
    book = tmp_path / "book.bin"
    book.write_bytes(as_workbook(path))
    first = installation.run_json("import", profile, path)
    assert first["imported"] == first["read"] > 0, first
    again = installation.run_json("import", profile, book)
    assert (again["read"], again["unchanged"]) == (first["read"], first["read"]), again


def test_a_sheet_is_chosen_by_its_name(house):
    raw = workbook([["source_id", "requested_at", "site"], ["B1", "2026-03-01", "甲站"]])
    record, told, _ = checked(house, raw, "book.xlsx", "work-orders")
    assert record["detected"]["sheets"] == ["表"] and told[0]["requested_at"] == "2026-03-01"
    reply = house.put(f"/imports/{record['id']}/mapping", {"mapping": {**record["mapping"], "sheet": "Nope"}},
                      headers={"If-Match": f'"{record["version"]}"'})
    assert problem_of(reply, 422)["errors"][0]["pointer"] == "/sheet"


NOISE = bytes((i * 7919 >> 3) & 0xFF for i in range(5000))
EVENTS = b"<log><trace><string key='concept:name' value='A'/><event>%s</event></trace></log>"


@pytest.mark.parametrize("raw, code", [
    (NOISE, "not_text"),
    (b"\x89PNG\r\n\x1a\n" + NOISE, "not_text"),
    (b"%PDF-1.7\n", "not_text"),
    (workbook([["source_id"], ["1"]])[:300], "zip_broken"),
    (b"<?xml version='1.0'?><html/>", "not_xes"),
    (b"<?xml version='1.0'?><log><trace>", "xes_broken"),
    (b"<?xml version='1.0'?><!DOCTYPE log [<!ENTITY a 'aa'>]><log/>", "xes_broken"),
    (gzip.compress(b"source_id,site\n1,2\n" * 100)[:40], "gzip_cut"),
], ids=["noise", "png", "pdf", "cut workbook", "other xml", "cut log", "document type", "cut gzip"])
def test_what_holds_no_records_is_refused_by_its_kind(house, raw, code):
    for name in ("orders.csv", "orders.xlsx"):
        problem_of(upload(house, raw, name, "work-orders"), 400, code)


def test_a_log_without_times_rejects_its_cases_and_says_why(house):
    record, told, rejects = checked(house, b"<?xml version='1.0'?><log>"
                                    b"<trace><string key='concept:name' value='A'/><event><string key='concept:name' value='x'/></event></trace>"
                                    b"<trace><string key='concept:name' value='B'/><event><string key='concept:name' value='x'/>"
                                    b"<date key='time:timestamp' value='2026-03-01T08:00:00Z'/></event></trace></log>", "log.csv", "xes")
    assert record["detected"]["format"] == "xes" and record["detected"]["cases"] == 2
    assert [row["source_id"] for row in told] == ["B"]
    assert rejects[0]["problems"][0]["code"] == "event" and "no time stamp" in rejects[0]["problems"][0]["message"]


def test_rows_of_events_are_grouped_by_case_when_the_mapping_names_the_columns(installation, tmp_path):
    installation.add_company("house")
    log, mapping = tmp_path / "log.csv", tmp_path / "log.toml"
    log.write_text(",ticket,what,at\n0,T1,Open,2026-03-01 08:00\n1,T2,Open,2026-03-01 09:00\n2,T1,Close,2026-03-02 08:00\n", encoding="utf-8")
    mapping.write_text('source = "log"\n[events]\ncase_id = "Ticket"\nactivity = "what"\ntime = "at"\n'
                       '[fields]\nsource_id = "ticket"\nsite = { constant = "S" }\naccepted_at = "first:*"\nclosed_at = "final:Close"\n', encoding="utf-8")
    done = installation.run_json("import", "xes", log, "--mapping", mapping)
    assert (done["read"], done["imported"], done["rejected"]) == (2, 2, 0), done
    mapping.write_text('[events]\ncase_id = "ticket"\ntime = "when"\n[fields]\nsource_id = "ticket"\n', encoding="utf-8")
    wrong = installation.run("import", "xes", log, "--mapping", mapping, check=False)
    assert wrong.returncode == 1 and "/events/activity" in wrong.stderr and "/events/time" in wrong.stderr


def test_logs_that_number_their_cases_alike_do_not_overwrite_each_other(installation, tmp_path):
    installation.add_company("house")
    mapping = tmp_path / "log.toml"
    mapping.write_text('[events]\ncase_id = "ticket"\nactivity = "what"\ntime = "at"\n'
                       '[fields]\nsource_id = "ticket"\nsite = { constant = "S" }\naccepted_at = "first:*"\n', encoding="utf-8")
    for name, imported in (("open.2012.csv", 1), ("closed.2012.csv", 1), ("open.2013.csv", 0)):
        log = tmp_path / name
        log.write_text("ticket,what,at\nT1,Open,2026-03-01 08:00\n", encoding="utf-8")
        assert installation.run_json("import", "xes", log, "--mapping", mapping)["imported"] == imported, name
