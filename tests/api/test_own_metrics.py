"""Metrics that people write: tried first, kept in versions, asked like any other; errors point at the place."""
import pytest

PERIOD = {"from": "2020-01-01", "to": "2099-01-01"}


def text(code="carry_in_count", version=1, condition="service_type = 'carry_in'"):
    return f"""metric {code} version {version} {{
  name zh '送修受理量' en 'Carry-in orders'
  fact work_order
  unit count
  better neither
  owner info_supervisor
  basis event
  anchor accepted
  exclude excluded
  value count where {condition}
  description zh '送修' en 'Carry-in'
  source 'ours'
}}"""


def value(client, code, **more):
    return client.get("/kpi", metrics=code, **PERIOD, **more).json["metrics"][0]["cells"][0]["value"]


def test_a_preview_answers_and_keeps_nothing(manager):
    reply = manager.post("/metrics/preview", {"text": text("preview_only"), "by": [], **PERIOD})
    assert reply.status == 200, reply
    assert reply.json["cells"][0]["value"] > 0
    assert manager.get("/kpi", metrics="preview_only", **PERIOD).status == 422


def test_a_kept_metric_is_asked_like_any_other_and_a_version_replaces_it(manager):
    kept = manager.post("/metrics/own", {"text": text()})
    assert kept.status == 201, kept
    seq = {"Manyi-Seq": kept.headers["Manyi-Seq"]}
    carry_in = manager.get("/kpi", metrics="carry_in_count", **PERIOD, headers=seq).json["metrics"][0]["cells"][0]["value"]
    by_type = manager.get("/kpi", metrics="intake_count", by="service_type", **PERIOD).json["metrics"][0]["cells"]
    assert carry_in >= next(cell["value"] for cell in by_type if cell["keys"]["service_type"] == "carry_in") > 0
    assert manager.post("/metrics/own", {"text": text()}).status == 409 or manager.post("/metrics/own", {"text": text()}).status == 422
    second = manager.post("/metrics/own", {"text": text(version=2, condition="service_type = 'no_such_type'"), "note": "另一口径"})
    assert second.status == 201, second
    answer = manager.get("/kpi", metrics="carry_in_count", **PERIOD, headers={"Manyi-Seq": second.headers["Manyi-Seq"]}).json["metrics"][0]
    assert (answer["version"], answer["cells"][0]["value"]) == (2, 0)
    versions = [item["metric_version"] for item in manager.ok("GET", "/metrics/own?code=carry_in_count")["items"]]
    assert versions == [2, 1]


@pytest.mark.parametrize("broken, word", [
    (text().replace("fact work_order", "fact work_ordr"), "work_order"), (text().replace("service_type", "servce_type"), "service_type"),
    (text() + text("another"), "one"), ("metric", "1:"), (text().replace("version 1", "version"), "1:"),
    (text().replace("zh '送修受理量'", "zh ''"), "2:11: the Chinese name is empty"),
    (text().replace("en 'Carry-in orders'", "en '  '"), "the English name is empty")])
def test_a_broken_text_is_refused_at_its_place(manager, broken, word):
    for path, body in (("/metrics/own", {"text": broken}), ("/metrics/preview", {"text": broken, "by": [], **PERIOD})):
        reply = manager.post(path, body)
        assert reply.status == 422, reply
        error = reply.json["errors"][0]
        assert error["pointer"] == "/text" and word in error["message"], error


def test_only_those_who_may_define(technician):
    assert technician.post("/metrics/own", {"text": text("theirs")}).status == 403
    assert technician.post("/metrics/preview", {"text": text("theirs"), "by": [], **PERIOD}).status == 403


def test_the_vocabulary_names_facts_and_columns(manager):
    facts = {fact["fact"]: {column["column"] for column in fact["columns"]} for fact in manager.ok("GET", "/metrics/vocabulary")["facts"]}
    assert {"accepted", "site", "repaired_by"} <= facts["work_order"]
