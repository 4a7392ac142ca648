"""Imports over HTTP: detection, mapping, errors by row, applying once, undoing."""
import time

import pytest

from conftest import problem_of

@pytest.fixture
def importer(world):
    return world.role("manager")


HEAD = "source_id,requested_at,site,serial_no,symptom_text\n"


def upload(client, text, name="orders.csv", profile="work-orders"):
    raw = text.encode() if isinstance(text, str) else text
    reply = client.request("POST", f"/imports?profile={profile}&filename={name}", raw=raw, headers={"Content-Type": "text/csv"})
    assert reply.status in (200, 201, 202), reply
    return wait(client, reply.json, "detected")


def wait(client, record, *states):
    until = time.monotonic() + 60
    while record["state"] not in (*states, "failed") and time.monotonic() < until:
        time.sleep(0.05)
        record = client.ok("GET", f"/imports/{record['id']}")
    assert record["state"] in states, record
    return record


def run(client, text, **more):
    """Uploads, validates and applies with the mapping that was detected."""
    record = upload(client, text, **more)
    client.ok("POST", f"/imports/{record['id']}/validate", {})
    record = wait(client, record, "validated")
    client.ok("POST", f"/imports/{record['id']}/apply", {})
    return wait(client, client.ok("GET", f"/imports/{record['id']}"), "done")


def rows(world, count, symptom="导入"):
    tag = world.number()
    return HEAD + "".join(f"T{tag}-{i},2026-01-{i % 28 + 1:02d} 09:30,导入站,SNI{tag}{i:04d},{symptom}{i}\n" for i in range(count))


def test_what_was_detected_is_shown_before_anything_is_written(world, importer):
    before = importer.ok("GET", "/work-orders?limit=1")["total_estimate"]
    record = upload(importer, "source_id;requested_at;symptom_text\nA1;05.01.2026 09:30;键盘失灵\nA2;25.01.2026;屏幕花屏\n".encode("gb18030"))
    detected = record["detected"]
    assert detected["encoding"].lower().replace("-", "") == "gb18030" and detected["delimiter"] == ";"
    assert detected["date_order"] in ("dmy", "DMY", "day_first")
    assert detected["header"] == ["source_id", "requested_at", "symptom_text"]
    assert detected["sample_rows"][0][2] == "键盘失灵"
    assert importer.ok("GET", "/work-orders?limit=1")["total_estimate"] == before


def test_a_file_is_imported_once_however_often_it_comes(world, importer):
    text = rows(world, 12)
    first = run(importer, text)["progress"]
    assert (first["read"], first["imported"], first["rejected"]) == (12, 12, 0)
    again = run(importer, text)["progress"]
    assert (again["imported"], again["unchanged"]) == (0, 12)
    changed = run(importer, text.replace("导入3\n", "改了3\n"))["progress"]
    assert (changed["imported"], changed["updated"], changed["unchanged"]) == (0, 1, 11)


def test_broken_rows_are_rejected_as_they_came_and_the_rest_goes_on(world, importer):
    lines = rows(world, 6).splitlines()
    lines[2] = lines[2].replace("2026-01-02 09:30", "2026-13-45")
    lines[4] = "," + lines[4].split(",", 1)[1]
    lines.append("only-one-cell")
    record = run(importer, "\n".join(lines) + "\n")
    progress = record["progress"]
    assert progress["read"] == 7 == progress["imported"] + progress["updated"] + progress["unchanged"] + progress["rejected"]
    assert progress["rejected"] == 3
    rejects = importer.get(f"/imports/{record['id']}/rejects").body.decode("utf-8-sig")
    for line in (lines[2], lines[4], "only-one-cell"):
        assert line.split(",")[-1] in rejects
    errors = importer.ok("GET", f"/imports/{record['id']}/errors")["items"]
    assert sorted(error["line"] for error in errors) == [3, 5, 8]
    assert all(problem["message"] for error in errors for problem in error["problems"])


def test_reasons_are_in_the_language_asked_for(world, importer):
    lines = rows(world, 6).splitlines()
    lines[2] = lines[2].replace("2026-01-02 09:30", "2026-13-45")
    lines[4] = "," + lines[4].split(",", 1)[1]
    lines.append("only-one-cell")
    record = run(importer, "\n".join(lines) + "\n")
    files = {lang: importer.get(f"/imports/{record['id']}/rejects", lang=lang).body.decode("utf-8-sig").splitlines() for lang in (None, "code", "zh-CN", "en")}
    assert files["code"] == files[None] and files[None][0].startswith("line,reason,source_id")
    assert files["zh-CN"][0] == f"行号,退回原因,{lines[0]}" and files["en"][0] == f"Row,Why rejected,{lines[0]}"
    told = {line.split(",", 2)[0]: line.split(",", 2)[1:] for line in files["zh-CN"][1:]}
    assert told["3"] == ["报修时间：日期不对。", lines[2]]
    assert told["5"] == ["工单号：必填。", lines[4]]
    assert told["8"] == ["列数和表头不一样。", "only-one-cell"]
    assert '3,"Requested at: ' in "\n".join(files["en"]) or "3,Requested at: " in "\n".join(files["en"])
    assert "5,Work order number: A value is required.," + lines[4] in files["en"]
    problem_of(importer.get(f"/imports/{record['id']}/rejects", lang="xx"), 422)
    clean = run(importer, rows(world, 2))
    problem_of(importer.get(f"/imports/{clean['id']}/rejects", lang="zh-CN"), 404)


def test_what_the_record_refuses_has_its_reason_in_words_too(world, importer):
    order = f"NIX-{world.number()}"
    record = run(importer, f"source_id,work_order,answered_at,answer_class\nS{world.number()},{order},2026-03-03 10:00,satisfied\n", profile="survey-answers")
    reasons = [importer.get(f"/imports/{record['id']}/rejects", lang=lang).body.decode("utf-8-sig").splitlines()[1].split(",")[1] for lang in ("zh-CN", "en")]
    assert reasons == ["工单号：系统里没有，请先建好或改正。", "Work order: There is no work order of that number."]


def test_an_import_is_undone_while_nothing_touched_it(world, importer):
    before = importer.ok("GET", "/work-orders?limit=1")["total_estimate"]
    record = run(importer, rows(world, 5, symptom="可撤销"))
    assert importer.get("/work-orders", q="可撤销").json["items"]
    importer.ok("POST", f"/imports/{record['id']}/undo", {})
    wait(importer, importer.ok("GET", f"/imports/{record['id']}"), "undone")
    assert not importer.get("/work-orders", q="可撤销").json["items"]
    assert importer.ok("GET", "/work-orders?limit=1")["total_estimate"] == before


def test_an_import_that_somebody_touched_is_not_undone(world, importer):
    record = run(importer, rows(world, 3, symptom="被改过"))
    order = importer.get("/work-orders", q="被改过").json["items"][0]
    importer.ok("POST", f"/work-orders/{order['id']}/comments", {"text": "已处理"})
    reply = importer.post(f"/imports/{record['id']}/undo", {})
    if reply.status < 300:
        until = time.monotonic() + 30
        while importer.ok("GET", f"/imports/{record['id']}")["state"] not in ("done", "failed", "undone") and time.monotonic() < until:
            time.sleep(0.05)
    else:
        problem_of(reply, 409)
    assert order["id"] in [item["id"] for item in importer.get("/work-orders", q="被改过").json["items"]]


@pytest.mark.parametrize("raw", [b"", b"\x00\x01\x02\x03\x04", b"\xff\xfe\xfd", b"PK\x03\x04garbage", b"just one line without a header"])
def test_a_file_that_is_no_table_is_refused_in_plain_words(importer, raw):
    reply = importer.request("POST", "/imports?profile=work-orders&filename=x.csv", raw=raw, headers={"Content-Type": "text/csv"})
    if reply.status < 300:  # it reads as one line of some columns; then what must be there is not
        refused = importer.post(f"/imports/{reply.json['id']}/validate", {})
        problem = problem_of(refused, 422)
        assert {error["code"] for error in problem["errors"]} == {"required"}
        assert importer.ok("GET", f"/imports/{reply.json['id']}")["progress"]["imported"] == 0
    else:
        problem_of(reply, reply.status)
        assert reply.status in (400, 415, 422)


def test_an_unknown_profile_is_refused(importer):
    reply = importer.request("POST", "/imports?profile=horoscope&filename=x.csv", raw=b"a,b\n1,2\n", headers={"Content-Type": "text/csv"})
    assert reply.status in (404, 422), reply


def test_a_mapping_to_a_field_that_does_not_exist_is_refused(world, importer):
    record = upload(importer, rows(world, 2))
    reply = importer.put(f"/imports/{record['id']}/mapping", {"columns": {"colour": "symptom_text"}})
    assert reply.status in (400, 422), reply


def test_who_sees_one_site_does_not_see_what_was_imported_for_another(world, importer):
    run(importer, rows(world, 2, symptom="外站的"))
    assert importer.get("/work-orders", q="外站的").json["items"]
    assert not world.role("info_clerk").get("/work-orders", q="外站的").json["items"]


def test_a_long_chinese_cell_is_shown_by_its_beginning(world, importer):
    record = upload(importer, HEAD + f"L{world.number()},2026-01-05 09:30,导入站,,a{'压缩机异响' * 60}\n")
    column = next(column for column in record["detected"]["columns"] if column["name"] == "symptom_text")
    assert column["examples"][0].startswith("a压缩机异响") and len(column["examples"][0]) < 130
