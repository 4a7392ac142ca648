"""A simulated company with planted effects: an analyst who knows only the product finds them.

The ground truth, which nothing in the product reads, is the judge.
"""
import json
import math

import pytest

import manyi_server

SCENARIOS = manyi_server.ROOT / "examples/scenarios"


def filled(scenario, *flags):
    made = manyi_server.Installation()
    made.set_clock("2026-11-20T08:00:00.000Z")
    truth = made.folder / "truth.json"
    try:
        made.run("demo", "--scenario", scenario, "--truth", truth, *flags)
    except BaseException:
        made.remove()
        raise
    return made, json.loads(truth.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def weak():
    made, truth = filled(SCENARIOS / "weak-technician.toml")
    yield made, truth
    made.remove()


def by_technician(made, metric):
    answer = made.run_json("kpi", metric, "--from", "2026-05-20", "--to", "2026-11-21", "--by", "technician")
    return [cell for cell in answer["metrics"][0]["cells"] if cell.get("denominator")]


def name_of(made, no):
    server = made.serve()
    try:
        client = server.logged_in("admin", manyi_server.DEMO_PASSWORD, manyi_server.DEMO_TENANT)
        employees = client.ok("GET", "/employees?limit=200")["items"]
        return next(one["name"] for one in employees if one["no"] == no)
    finally:
        server.stop()


def test_the_weak_technician_is_the_one_whose_repairs_come_back(weak):
    made, truth = weak
    planted = truth["effects"][0]
    assert planted["effect"]["kind"] == "weak_technician" and planted["shows_in"] == "rrr"
    cells = by_technician(made, "rrr")
    worst = max(cells, key=lambda cell: cell["numerator"] / cell["denominator"])
    assert worst["dims"]["technician"] == name_of(made, planted["effect"]["employee"])
    # Beyond what chance does: the pooled rate of the others lies outside his interval.
    others_n = sum(cell["denominator"] for cell in cells) - worst["denominator"]
    others = (sum(cell["numerator"] for cell in cells) - worst["numerator"]) / others_n
    rate = worst["numerator"] / worst["denominator"]
    assert rate - others > 4 * math.sqrt(others * (1 - others) / worst["denominator"])
    # And as large as planted: the metric counts what the truth counted, but for its own rules.
    assert rate == pytest.approx(planted["affected"]["value"], abs=0.06)


def test_nobody_stands_out_unless_planted(tmp_path):
    scenario = tmp_path / "plain.toml"
    scenario.write_text("orders = 1200\nmonths = 4\n", encoding="utf-8")
    made, truth = filled(scenario)
    try:
        assert truth["effects"] == []
        cells = by_technician(made, "rrr")
        pooled = sum(cell["numerator"] for cell in cells) / sum(cell["denominator"] for cell in cells)
        for cell in cells:
            rate, n = cell["numerator"] / cell["denominator"], cell["denominator"]
            assert rate - pooled < 4.5 * math.sqrt(pooled * (1 - pooled) / n) + 1 / n
    finally:
        made.remove()


def test_the_company_keeps_the_other_records_too(weak):
    made, _ = weak
    metrics = ["csat_rate", "complaint_count", "callback_coverage", "part_nff_rate", "zero_wait_hit", "revenue", "quota_attain", "utilisation"]
    answer = made.run_json("kpi", *metrics, "--from", "2026-06-01", "--to", "2026-11-01")
    values = {metric["code"]: metric["cells"][0] for metric in answer["metrics"] if metric["cells"]}
    assert set(values) == set(metrics)
    for code, cell in values.items():
        assert cell.get("value") is not None, code
    assert 0.9 < values["csat_rate"]["value"] <= 1


def test_the_plain_demonstration_has_an_improvement_that_helped():
    made = manyi_server.Installation()
    made.set_clock("2026-11-20T08:00:00.000Z")
    try:
        made.run("demo", "--orders", "12000", "--months", "12")
        server = made.serve()
        try:
            client = server.logged_in("manager", manyi_server.DEMO_PASSWORD, manyi_server.DEMO_TENANT)
            signed = {one["after_days"]: one for one in client.ok("GET", "/effect-checks?limit=200")["items"] if one["state"] == "signed" and one["measures"] and one["measures"]["metric"] == "rrr"}
            assert set(signed) == {30, 90} and signed[90]["decision"] == "effective" and signed[90]["effect"]["high"] < 0
            chain = client.ok("GET", f"/chains?kind=effect_check&id={signed[90]['id']}")["nodes"]
            assert {"metric", "signal", "finding", "action"} <= {node["kind"] for node in chain if node["distance"] < 0 and node["label"]}
        finally:
            server.stop()
    finally:
        made.remove()


@pytest.mark.parametrize("text, place", [
    ("orders = 0\n", "/orders"),
    ("ordres = 5\n", "/ordres"),
    ('[[effect]]\nkind = "slow_site"\nsite = "NOWHERE"\nstage = "part"\n', "/effects/0/site"),
    ('[[effect]]\nkind = "laziness"\n', "/effects/0/kind"),
    ("orders = \n", "scenario"),
])
def test_a_wrong_scenario_is_refused_with_its_place(installation, text, place):
    scenario = installation.folder / "wrong.toml"
    scenario.write_text(text, encoding="utf-8")
    done = installation.run("demo", "--scenario", scenario, check=False)
    assert done.returncode == 2
    assert place in done.stderr or "Line" in done.stderr


def test_every_scenario_of_the_examples_is_read(installation):
    for scenario in sorted(SCENARIOS.glob("*.toml")):
        # Too few orders for a whole year, so that only the reading counts; then the company is too small for E012.
        done = installation.run("demo", "--scenario", scenario, "--orders", "1", "--months", "1", check=False)
        assert "unknown" not in done.stderr and "expected" not in done.stderr, done.stderr
        for file in installation.data.glob("manyi.db*"):
            file.unlink()
