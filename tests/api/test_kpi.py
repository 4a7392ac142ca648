"""Metrics over HTTP: parts of a ratio, drill-through that adds up, scope, and what is refused."""
import pytest

from conftest import pointers, problem_of

CODES = ["intake_count", "fix_rate", "ftfr", "response_time", "tat", "tat_attain", "rrr", "backlog"]
PERIOD = {"from": "2020-01-01", "to": "2099-01-01"}


def test_the_catalogue_names_the_metrics(manager):
    metrics = {metric["code"]: metric for metric in manager.ok("GET", "/metrics")["items"]}
    assert set(CODES) <= set(metrics)
    for metric in metrics.values():
        assert metric["name_zh"] and metric["name_en"] and metric["unit"] and metric["better"] in ("up", "down", "neither")
        assert metric["basis"] in ("event", "cohort", "stock", "stock_average", "formula")


@pytest.mark.parametrize("code", CODES)
def test_a_cell_carries_parts_interval_and_n(manager, code):
    answer = manager.get("/kpi", metrics=code, **PERIOD).json
    metric = answer["metrics"][0]
    assert metric["code"] == code and len(metric["cells"]) == 1
    cell = metric["cells"][0]
    assert {"period", "dims", "numerator", "denominator", "value", "n", "interval", "provisional", "unlinked"} <= set(cell)
    assert cell["dims"] == {}
    if metric["unit"] == "percent" and cell["denominator"]:
        assert cell["value"] == pytest.approx(cell["numerator"] / cell["denominator"], rel=1e-9)
        low, high = cell["interval"]
        assert 0 <= low <= cell["value"] <= high <= 1


def test_cells_by_month_and_technician_add_up_to_the_whole(manager):
    whole = manager.get("/kpi", metrics="intake_count", **PERIOD).json["metrics"][0]["cells"][0]
    parts = manager.get("/kpi", metrics="intake_count", grain="month", by="technician", **PERIOD).json["metrics"][0]["cells"]
    assert sum(cell["n"] for cell in parts) == whole["n"] > 0


@pytest.mark.parametrize("code", ["intake_count", "fix_rate", "tat", "backlog"])
def test_the_cases_behind_a_number_are_as_many_as_it_says(manager, code):
    cell = manager.get("/kpi", metrics=code, **PERIOD).json["metrics"][0]["cells"][0]
    cases, cursor = [], None
    while True:
        page = manager.get("/kpi/cases", metric=code, part="denominator", cursor=cursor, **PERIOD).json
        cases += page["items"]
        cursor = page["next_cursor"]
        if not cursor:
            break
    assert len({case["id"] for case in cases}) == len(cases) == cell["n"]
    assert all(case["no"] for case in cases)


def test_an_empty_period_is_no_data_and_not_zero_percent(manager):
    cell = manager.get("/kpi", metrics="fix_rate", **{"from": "1999-01-01", "to": "1999-02-01"}).json["metrics"][0]["cells"][0]
    assert cell["denominator"] == 0 and cell["value"] is None


def test_a_technician_is_answered_about_himself(world, technician):
    answer = technician.get("/kpi", metrics="intake_count", by="technician", **PERIOD)
    assert answer.status == 200, answer
    cells = [cell for cell in answer.json["metrics"][0]["cells"] if cell["n"]]
    assert len(cells) == 1
    everything = world.role("manager").get("/kpi", metrics="intake_count", **PERIOD).json["metrics"][0]["cells"][0]["n"]
    assert cells[0]["n"] < everything


@pytest.mark.parametrize("query", [
    {"metrics": "no_such_metric"}, {"metrics": "backlog", "by": "colour"}, {"metrics": "backlog", "grain": "fortnight"},
    {"metrics": "backlog", "where": "site ="}, {"metrics": "backlog", "where": "colour = 'red'"}, {"metrics": "backlog", "from": "yesterday"},
    {"metrics": "backlog", "from": "2026-02-30"}, {"metrics": "backlog", "from": "2026-02-01", "to": "2026-01-01"},
    {"metrics": "backlog", "where": "site = 'x' or 1 = 1; drop table workorders_orders"},
])
def test_a_question_that_makes_no_sense_is_422_and_says_where(manager, query):
    problem = problem_of(manager.get("/kpi", **{**PERIOD, **query}), 422)
    assert problem["errors"][0]["pointer"]


def test_the_answer_is_the_same_after_a_restart(world, manager):
    def ask(client):
        answer = client.get("/kpi", metrics=",".join(CODES), grain="month", by="technician", as_of="2026-01-01T00:00:00.000Z", **PERIOD).json
        return answer["metrics"]
    before = ask(manager)
    rebuilt = world.installation.run_json("kpi", *CODES, "--from", PERIOD["from"], "--to", PERIOD["to"], "--grain", "month",
                                          "--by", "technician", "--as-of", "2026-01-01T00:00:00.000Z", "--tenant", world.tenant)
    assert rebuilt["metrics"] == before


def half_width(rate, n):
    """Of Wilson's 95 % interval."""
    z = 1.959963984540054
    return z * (rate * (1 - rate) / n + z * z / (4 * n * n)) ** 0.5 / (1 + z * z / n)


@pytest.mark.parametrize("half, asked", [(0.05, {}), (0.01, {"half_width": 0.01})])
def test_a_rate_says_how_many_records_are_missing(manager, half, asked):
    metric = manager.get("/kpi", metrics="csat_rate", by="technician", grain="month", **PERIOD, **asked).json["metrics"][0]
    assert metric["half_width"] == half
    cells = [cell for cell in metric["cells"] if cell["n"]]
    assert any(cell["n"] < 30 for cell in cells)
    for cell in cells:
        assert cell["needed_to_rank"] == max(0, 30 - cell["n"])
        enough = cell["n"] + cell["needed_to_settle"]
        assert half_width(cell["value"], enough) <= half + 1e-12
        assert cell["needed_to_settle"] == 0 or half_width(cell["value"], enough - 1) > half


def test_durations_have_intervals_and_say_what_is_missing_when_they_are_asked_to(manager):
    for code in ("tat", "tat_median", "response_time_p90"):
        cell = manager.get("/kpi", metrics=code, **PERIOD).json["metrics"][0]["cells"][0]
        low, high = cell["interval"]
        assert low <= cell["value"] <= high and low < high
        assert cell["needed_to_rank"] == 0 and cell["needed_to_settle"] is None
        wide = manager.get("/kpi", metrics=code, half_width=high - low, **PERIOD).json["metrics"][0]["cells"][0]
        narrow = manager.get("/kpi", metrics=code, half_width=(high - low) / 4, **PERIOD).json["metrics"][0]["cells"][0]
        assert wide["needed_to_settle"] == 0
        assert narrow["needed_to_settle"] == pytest.approx(3 * cell["n"], rel=0.05)  # half as wide takes four times as many


def test_a_count_misses_nothing(manager):
    cell = manager.get("/kpi", metrics="intake_count", **PERIOD).json["metrics"][0]["cells"][0]
    assert cell["interval"] is None and cell["needed_to_rank"] is None and cell["needed_to_settle"] is None
    assert problem_of(manager.get("/kpi", metrics="csat_rate", half_width=0, **PERIOD), 422)["errors"][0]["pointer"] == "/half_width"


def test_every_number_leads_to_its_records(manager):
    """Each part that a metric offers is one that the records can be asked for."""
    metrics = manager.ok("GET", "/metrics")["items"]
    assert len(metrics) > 80
    refused, offered = [], 0
    for metric in metrics:
        for part in metric["terms"] or ["numerator", "denominator"]:
            offered += 1
            reply = manager.get("/kpi/cases", metric=metric["code"], part=part, **{"from": "2026-01-01", "to": "2027-01-01", "limit": 1})
            if reply.status != 200:
                refused.append((metric["code"], part, reply.status))
    assert refused == [] and offered > 150
    terms = {metric["code"]: metric["terms"] for metric in metrics}
    assert "gross_profit.revenue" in terms["profit"], terms["profit"]
    units = {metric["code"]: metric["amount_unit"] for metric in metrics}
    assert (units["quota_attain"], units["part_use_value"], units["csat_rate"], units["tat"]) == ("money", "money", "count", "duration_ms")


def test_a_monthly_quota_is_not_drawn_by_weeks(world, manager):
    span = "from=2026-01-01&to=2026-12-01"
    chart = manager.ok("GET", f"/kpi/control-chart?metric=quota_attain&{span}")
    assert all(cell["period"]["from"].endswith("-01") for cell in chart["cells"]["cells"])
    assert pointers(problem_of(manager.get(f"/kpi/control-chart?metric=quota_attain&{span}&grain=week"), 422)) == ["/grain"]
    grains = {one["code"]: one["least_grain"] for one in manager.ok("GET", "/metrics")["items"]}
    assert (grains["quota_attain"], grains["csat_rate"]) == ("month", "day")
