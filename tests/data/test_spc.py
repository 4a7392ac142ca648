"""`manyi spc` over text-book data: the published limits, point by point, and what the command refuses.

Published figures are those of Montgomery's tables and of the qcc package's documentation; the others come from
spc_reference.py, which shares no code with the program. Data is read from ../shared/data or MANYI_SHARED_DATA.
"""
import csv
import json
import statistics
import subprocess

import pytest

import manyi_server
import spc_reference as reference

DATA = manyi_server.shared_data()
published = pytest.mark.skipif(DATA is None or not (DATA / "spc_qcc").is_dir(),
                               reason="no public data: ../shared/data is absent and MANYI_SHARED_DATA is not set")


def spc(*arguments, code=0):
    done = subprocess.run([manyi_server.program(), "spc", *map(str, arguments)], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == code, done
    return done


def drawn(*arguments):
    return json.loads(spc(*arguments, "--json").stdout)


def main_points(answer):
    panel = answer["chart"]["panels"][0]
    assert panel["kind"] == "main"
    return panel["points"]


def limits(point):
    return point["lower"], point["centre"], point["upper"]


def close(*values):
    return pytest.approx(values, rel=1e-6, abs=1e-9)


@pytest.fixture
def write(tmp_path):
    def write(header, rows, name="data.csv"):
        path = tmp_path / name
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])
        return path
    return write


@pytest.fixture
def qcc(write):
    """A qcc table as CSV."""
    def convert(name):
        table = reference.spaced(DATA, name)
        return write(list(table), zip(*table.values()), name + ".csv"), table
    return convert


@published
def test_p_chart_of_montgomery_7_4_point_by_point():
    answer = drawn(DATA / "spc_montgomery/tbl_07.04.csv", "--chart", "p", "--column", "count", "--size", "size", "--label", "sample")
    expected = reference.comma_separated(DATA, "expected_tbl_7.4_1.csv")
    points = main_points(answer)
    assert len(points) == len(expected) == 25
    for point, row in zip(points, expected):
        assert point["value"] == pytest.approx(float(row["y"]), rel=1e-9)
        assert limits(point) == close(float(row["lcl"]), float(row["cl"]), float(row["ucl"]))
        assert ("nelson1" in point["signals"]) == (row["sigma.signal"] == "TRUE")
    signal = next(s for s in answer["chart"]["panels"][0]["signals"] if s["rule"] == "nelson1")
    assert signal == {"rule": "nelson1", "direction": "up", "at": 10, "points": [10]}


@published
def test_xbar_s_chart_of_montgomery_6_3_point_by_point():
    answer = drawn(DATA / "spc_montgomery/tbl_06.03.csv", "--chart", "xbar-s", "--column", "obs", "--group", "sample")
    expected = reference.comma_separated(DATA, "expected_ex_6.3_1.csv")
    for point, deviation, row in zip(main_points(answer), answer["chart"]["panels"][1]["points"], expected, strict=True):
        assert point["value"] == pytest.approx(float(row["y"]), rel=1e-9)
        assert deviation["value"] == pytest.approx(float(row["y.sd"]), rel=1e-7)
        assert limits(point) == close(float(row["lcl"]), float(row["cl"]), float(row["ucl"]))
        assert point["n"] == 5


@published
def test_p_chart_of_orange_juice(qcc):
    path, table = qcc("orangejuice.txt")
    points = main_points(drawn(path, "--chart", "p", "--column", "D", "--size", "size", "--baseline", 30))
    assert limits(points[0]) == pytest.approx((0.05242755, 0.2313333, 0.4102391), rel=1e-6)
    centre, lines = reference.p_chart(reference.numbers(table, "D"), reference.numbers(table, "size"), 30)
    assert len(points) == 54 and all(limits(point) == close(line[0], centre, line[1]) for point, line in zip(points, lines))
    assert [point["index"] + 1 for point in points[:30] if "nelson1" in point["signals"]] == [15, 23]


@published
def test_laney_of_orange_juice(qcc):
    path, table = qcc("orangejuice.txt")
    answer = drawn(path, "--chart", "laney-p", "--column", "D", "--size", 50)
    factor = reference.laney_factor(reference.numbers(table, "D"), reference.numbers(table, "size"))
    assert answer["chart"]["phases"][0]["basis"]["sigma_z"] == pytest.approx(factor, rel=1e-8)


@published
def test_c_chart_of_circuit_boards(qcc):
    path, _ = qcc("circuit.txt")
    points = main_points(drawn(path, "--chart", "c", "--column", "x", "--baseline", 26))
    assert limits(points[0]) == pytest.approx((6.481447, 19.84615, 33.21086), rel=1e-6)
    assert [point["index"] + 1 for point in points if "nelson1" in point["signals"]] == [6, 20]


@published
def test_u_chart_of_computers(qcc):
    path, _ = qcc("pcmanufact.txt")
    points = main_points(drawn(path, "--chart", "u", "--column", "x", "--size", "size"))
    assert limits(points[0]) == pytest.approx((0.06613305, 1.93, 3.793867), rel=1e-6)


@published
def test_xmr_chart_of_antifreeze(qcc):
    path, table = qcc("antifreeze.txt")
    answer = drawn(path, "--chart", "xmr")
    centre, moving, (low, high), range_limit = reference.xmr_chart(reference.numbers(table, "water"))
    assert limits(main_points(answer)[0]) == close(low, centre, high)
    # qcc, whose factor is 3 / 1.128 = 2.6596, prints 2.569706, 2.031344, 3.108068.
    assert (centre, low, high) == pytest.approx((2.569706, 2.031344, 3.108068), abs=1e-4)
    ranges = answer["chart"]["panels"][1]
    assert ranges["kind"] == "moving_range" and limits(ranges["points"][1]) == close(0, moving, range_limit)


@published
def test_xbar_r_chart_and_capability_of_piston_rings(qcc):
    path, _ = qcc("pistonrings.txt")
    answer = drawn(path, "--chart", "xbar-r", "--column", "diameter", "--group", "sample", "--baseline", 25,
                   "--lower-spec", 73.95, "--upper-spec", 74.05)
    points = main_points(answer)
    assert len(points) == 40 and limits(points[0]) == pytest.approx((73.98805, 74.00118, 74.0143), abs=5e-6)
    groups = reference.piston_rings(DATA)
    sigma = reference.sigma_of_ranges(groups[:25])
    assert answer["chart"]["phases"][0]["basis"]["sigma"] == pytest.approx(sigma, rel=1e-8) == pytest.approx(0.009785, abs=5e-7)
    assert [point["index"] + 1 for point in points if "nelson1" in point["signals"]] == [37, 38, 39]
    spread = answer["chart"]["panels"][1]["points"][0]
    assert limits(spread) == close(0, reference.d2(5) * sigma, (reference.d2(5) + 3 * reference.d3(5)) * sigma)
    pooled = statistics.fmean(statistics.variance(group) for group in groups) ** 0.5
    assert answer["capability"]["n"] == 200 and answer["capability"]["cp"]["value"] == pytest.approx(0.1 / 6 / pooled, rel=1e-8)
    assert answer["capability"]["stable"] is False


@published
@pytest.mark.parametrize("chart", ["ewma", "cusum"])
def test_weighted_charts_of_piston_rings(qcc, chart):
    path, _ = qcc("pistonrings.txt")
    answer = drawn(path, "--chart", chart, "--column", "diameter", "--group", "sample", "--baseline", 25)
    groups = reference.piston_rings(DATA)
    centre, sigma = statistics.fmean(reference.means(groups[:25])), reference.sigma_of_ranges(groups[:25])
    if chart == "ewma":
        for point, (value, low, high) in zip(main_points(answer), reference.ewma(groups, centre, sigma), strict=True):
            assert (point["value"], point["lower"], point["upper"]) == close(value, low, high)
    else:
        lower = answer["chart"]["panels"][1]["points"]
        for up, down, (high, low) in zip(main_points(answer), lower, reference.cusum(groups, centre, sigma), strict=True):
            assert (up["value"], down["value"]) == pytest.approx((high, low), rel=1e-6, abs=1e-7)
        assert answer["chart"]["panels"][0]["signals"][0]["at"] + 1 == 37


@published
def test_boiler_subgroups_lie_in_columns(qcc):
    path, table = qcc("boiler.txt")
    columns = [f"t{i}" for i in range(1, 9)]
    answer = drawn(path, "--chart", "xbar-r", "--column", ",".join(columns))
    rows = list(zip(*(reference.numbers(table, column) for column in columns)))
    half = 3 * reference.sigma_of_ranges(rows) / 8 ** 0.5
    centre = statistics.fmean(reference.means(rows))
    assert limits(main_points(answer)[0]) == close(centre - half, centre, centre + half)


def test_phases_rules_and_a_missing_month(write):
    months = [(f"2026-{i + 1:02}", 5 if i % 2 else 3, 100) for i in range(12)] + [("2027-01", "", ""), ("2027-02", 40, 100), ("2027-03", 38, 100)]
    path = write(["month", "again", "orders"], months)
    answer = drawn(path, "--chart", "p", "--column", "again", "--size", "orders", "--label", "month", "--phase", "14: new supplier",
                   "--rules", "nelson")
    first, second = answer["chart"]["phases"]
    assert (first["first"], first["last"], second["first"], second["reason"]) == (0, 12, 13, "new supplier")
    assert first["basis"]["centre"] == pytest.approx(0.04) and second["basis"]["centre"] == pytest.approx(0.39)
    assert answer["chart"]["provisional"] and first["provisional"]
    points = main_points(answer)
    assert points[12]["value"] is None and points[12]["upper"] is None and points[12]["label"] == "2027-01"
    plain = spc(path, "--chart", "p", "--column", "again", "--size", "orders", "--label", "month").stdout
    assert "no data" in plain and "provisional" in plain and "one point beyond 3 sigma" in plain


def test_the_chart_is_advised_when_none_is_named(write):
    path = write(["again", "orders"], [(8, 100), (12, 100), (10, 120), (9, 90), (11, 110)])
    answer = drawn(path, "--column", "again", "--size", "orders")
    assert answer["advice"]["kind"] == answer["chart"]["kind"] == "p" and answer["advice"]["provisional"] is True
    answer = drawn(write(["hours"], [[3.5], [4], [2.5], [3]], "hours.csv"))
    assert answer["chart"]["kind"] == "xmr" and answer["advice"]["reason"] == "single_values"
    rare = write(["again", "orders"], [(0, 100), (1, 100), (0, 100)], "rare.csv")
    assert "between" in spc(rare, "--column", "again", "--size", "orders", code=2).stderr


def test_dates_of_violations_become_days_between(write):
    path = write(["found"], [["2026-01-01"], ["2026-01-11"], ["2026-02-10"], ["2026-02-15"]])
    points = main_points(drawn(path, "--chart", "t", "--column", "found"))
    assert [point["value"] for point in points] == [10, 30, 5]


def test_a_standard_instead_of_a_baseline(write):
    path = write(["hours"], [[10], [10.5], [9]])
    point = main_points(drawn(path, "--chart", "xmr", "--target", 10, "--sigma", 1))[0]
    assert limits(point) == close(7, 10, 13)


@pytest.mark.parametrize("arguments, said", [
    (["--chart", "pie"], "laney_p"), (["--chart", "p", "--column", "nothing"], "again, orders"), (["--chart", "xmr"], "--column"),
    (["--chart", "p", "--column", "again", "--size", "orders", "--phase", "2"], "NUMBER:REASON"),
    (["--chart", "p", "--column", "again", "--size", "orders", "--rules", "mine"], "western-electric"),
    (["--chart", "p", "--column", "orders", "--size", "again"], "point 1, count: More were counted"),
    (["--chart", "xmr", "--column", "again", "--target", "3"], "--sigma"),
    (["--chart", "p", "--column", "again", "--baseline", "0"], "baseline")])
def test_wrong_use_is_exit_2_and_says_why(write, arguments, said):
    path = write(["again", "orders"], [(8, 100), (12, 100)])
    assert said in spc(path, *arguments, code=2).stderr


def test_a_cell_that_is_no_number_is_named(write):
    path = write(["again", "orders"], [(8, 100), ("viele", 100), (7, "x")])
    said = spc(path, "--chart", "p", "--column", "again", "--size", "orders", code=2).stderr
    assert "line 3, again" in said and "line 4, orders" in said
    assert "/nowhere" in spc("/nowhere.csv", "--chart", "xmr", code=1).stderr
