"""The main job on real records: two networks' repairs become work orders, and the figures are right.

The numbers in this file were computed by expectations.py and by hand from the published files, not by the program.
The files (CC BY-SA 4.0, Open Repair Alliance) are read from ../shared/data or MANYI_SHARED_DATA.
"""
import collections
import csv
import json
import os

import pytest

import expectations
import manyi_server

DATA = manyi_server.shared_data()
pytestmark = pytest.mark.skipif(DATA is None or not (DATA / "open_repair").is_dir(),
                                reason="no public data: ../shared/data is absent and MANYI_SHARED_DATA is not set")
DATABASES = ["sqlite", *(["postgres"] if os.environ.get("MANYI_TEST_POSTGRES") else [])]

WALES_ROWS, WALES_SITES, WALES_CATEGORIES = 20190, 189, 40
WALES_OUTCOMES = {"repaired": 10474, "unrepairable": 4001, "repairable": 3808, "unknown": 1907}
WALES_BARRIERS = {"Item too worn out": 1650, "Spare parts not available": 632, "No way to open product": 434, "Spare parts too expensive": 296,
                  "Repair information not available": 219, "Lack of equipment": 30}
WALES_FIXED_BY_YEAR = {"2017": (79, 127), "2018": (186, 364), "2019": (511, 1147), "2020": (284, 613), "2021": (273, 483),
                       "2022": (1291, 2229), "2023": (2655, 4557), "2024": (3253, 5468), "2025": (1942, 3295)}
TORONTO_ROWS = 5567
TORONTO_OUTCOMES = {"repaired": 1132, "unrepairable": 469, "repairable": 227, "unknown": 3739}
TORONTO_FIXED_BY_YEAR = {"2016": (91, 147), "2017": (121, 192), "2018": (204, 334), "2019": (288, 480), "2020": (34, 71),
                         "2022": (112, 182), "2023": (63, 95), "2024": (147, 226), "2025": (72, 101)}
# Cardiff Cathays, 2017-01-01 to 2026-01-01: 486 repairs, 417 with a known outcome, 226 of them fixed.
CATHAYS_FIXED_BY_YEAR = {"2017": (79, 127), "2018": (58, 92), "2019": (74, 166), "2020": (15, 32)}
CATHAYS_UNKNOWN_BRAND = {"2017": (77, 122), "2018": (54, 84), "2019": (55, 119), "2020": (10, 21)}
PERIOD = ["--from", "2016-01-01", "--to", "2026-01-01"]


def path_of(name):
    return DATA / "open_repair" / expectations.FILES[name]


class Repairs:
    """An installation with both files imported."""

    def __init__(self, database):
        self.installation = manyi_server.Installation(database)
        try:
            self.installation.add_company("repair")
            self.results = {name: self.installation.run_json("import", "open-repair", path_of(name)) for name in expectations.FILES}
        except BaseException:
            self.installation.remove()
            raise

    def kpi(self, metric, *arguments):
        answer = self.installation.run_json("kpi", metric, *arguments)
        assert answer["metrics"][0]["code"] == metric
        return answer["metrics"][0]["cells"]


@pytest.fixture(scope="module", params=DATABASES)
def repairs(request):
    made = Repairs(request.param)
    yield made
    made.installation.remove()


def parts(cell):
    return cell["numerator"], cell["denominator"]


def brand_of(cell):
    brand = cell["dims"]["brand"]
    brand = brand.get("label") or brand.get("key") if isinstance(brand, dict) else brand
    return "Unknown" if brand in (None, "", "unknown") else brand


def year_of(cell):
    return cell["period"]["from"][:4]


def dimension(cell, name):
    value = cell["dims"][name]
    return value.get("label") or value.get("key") if isinstance(value, dict) else value


def test_every_row_is_imported_and_none_twice(repairs):
    for name, count in (("wales", WALES_ROWS), ("toronto", TORONTO_ROWS)):
        result = repairs.results[name]
        assert {key: result[key] for key in ("read", "imported", "updated", "unchanged", "rejected")} == {
            "read": count, "imported": count, "updated": 0, "unchanged": 0, "rejected": 0}
        assert not result["rejects_file"]
    again = repairs.installation.run_json("import", "open-repair", path_of("toronto"))
    assert (again["read"], again["imported"], again["updated"], again["unchanged"]) == (TORONTO_ROWS, 0, 0, TORONTO_ROWS)


def test_the_intake_is_all_rows(repairs):
    cell, = repairs.kpi("intake_count", *PERIOD)
    assert cell["n"] == WALES_ROWS + TORONTO_ROWS


def test_the_outcomes_are_the_sources(repairs):
    cells = repairs.kpi("intake_count", *PERIOD, "--by", "outcome")
    counted = {dimension(cell, "outcome") or "unknown": cell["n"] for cell in cells if cell["n"]}
    assert counted == {key: WALES_OUTCOMES[key] + TORONTO_OUTCOMES[key] for key in WALES_OUTCOMES}


def test_the_sites_are_the_groups(repairs):
    cells = [cell for cell in repairs.kpi("intake_count", *PERIOD, "--by", "site") if cell["n"]]
    assert len(cells) == WALES_SITES + 1
    counted = {dimension(cell, "site"): cell["n"] for cell in cells}
    assert counted["Newport RE:MAKE"] == 1822 and counted["Penarth"] == 968 and counted["Ruthin"] == 640
    assert counted["Swansea, City Centre"] == 602 and counted["Cardiff Cathays"] == 486 and counted["Repair Café Toronto"] == TORONTO_ROWS


def test_the_fix_rate_of_cardiff_cathays_in_one_cell(repairs):
    cell, = repairs.kpi("fix_rate", "--from", "2017-01-01", "--to", "2026-01-01", "--where", "site = 'Cardiff Cathays'")
    assert parts(cell) == (226, 417) and cell["n"] == 417 and cell["dims"] == {}
    assert cell["value"] == pytest.approx(0.541966, abs=1e-6)
    assert cell["interval"] == pytest.approx([0.493980, 0.589187], abs=1e-5)


def test_the_fix_rate_of_cardiff_cathays_by_year_and_brand(repairs):
    cells = repairs.kpi("fix_rate", "--from", "2017-01-01", "--to", "2026-01-01", "--grain", "year", "--by", "brand",
                        "--where", "site = 'Cardiff Cathays'")
    told = {(year_of(cell), brand_of(cell)): parts(cell) for cell in cells if cell["denominator"]}
    for year, expected in CATHAYS_UNKNOWN_BRAND.items():
        assert told[(year, "Unknown")] == expected
    assert told[("2019", "Dyson")] == (2, 3) and told[("2018", "Dyson")] == (0, 1) and told[("2019", "Kenwood")] == (0, 1)
    totals = collections.Counter()
    for (year, _), (good, known) in told.items():
        totals[(year, "good")] += good
        totals[(year, "known")] += known
    assert {year: (totals[(year, "good")], totals[(year, "known")]) for year in CATHAYS_FIXED_BY_YEAR} == CATHAYS_FIXED_BY_YEAR
    rows = [row for row in expectations.rows_of(path_of("wales")) if row["group_identifier"] == "Cardiff Cathays"]
    counted = {key: expectations.fixed_of_known(group) for key, group in expectations.by(rows, "year", "brand").items()}
    assert told == {key: value for key, value in counted.items() if value[1]}


def test_the_fix_rate_by_year_of_both_networks(repairs):
    for country, expected in (("GBR", WALES_FIXED_BY_YEAR), ("CAN", TORONTO_FIXED_BY_YEAR)):
        cells = repairs.kpi("fix_rate", *PERIOD, "--grain", "year", "--where", f"attr.country = '{country}'")
        assert {year_of(cell): parts(cell) for cell in cells if cell["denominator"]} == expected


def test_every_brand_and_year_of_wales_is_as_the_file_says(repairs):
    cells = repairs.kpi("fix_rate", *PERIOD, "--grain", "year", "--by", "brand", "--where", "attr.country = 'GBR'")
    told = {(year_of(cell), brand_of(cell)): parts(cell) for cell in cells if cell["denominator"]}
    counted = {}
    for (year, brand), group in expectations.by(expectations.rows_of(path_of("wales")), "year", "brand").items():
        good, known = expectations.fixed_of_known(group)
        if known:
            counted[(year, brand)] = (good, known)
    assert told == counted


def test_category_and_barrier_are_dimensions(repairs):
    cells = repairs.kpi("fix_rate", *PERIOD, "--by", "category", "--where", "attr.country = 'GBR'")
    told = {dimension(cell, "category"): parts(cell) for cell in cells}
    assert told["Vacuum"] == (1138, 1872) and len(told) == WALES_CATEGORIES
    cells = repairs.kpi("intake_count", *PERIOD, "--by", "barrier", "--where", "outcome = 'unrepairable'")
    told = {dimension(cell, "barrier"): cell["n"] for cell in cells if dimension(cell, "barrier") and cell["n"]}
    assert told == WALES_BARRIERS


def test_a_date_alone_gives_no_turnaround(repairs):
    cell, = repairs.kpi("tat", *PERIOD)
    assert cell["n"] == 0 and cell["value"] is None


def test_no_serial_number_is_outside_the_repeat_rate_and_counted(repairs):
    cell, = repairs.kpi("rrr", *PERIOD)
    assert not cell["denominator"] and cell["value"] is None


def test_the_cases_behind_the_number_are_the_rows(repairs):
    answer = repairs.installation.run_json("kpi", "fix_rate", "--from", "2020-01-01", "--to", "2021-01-01",
                                           "--where", "site = 'Cardiff Cathays'", "--cases")
    items = answer["items"] if "items" in answer else answer["cases"]
    assert len(items) == 32


def test_a_dry_run_shows_what_it_found_and_writes_nothing(installation):
    installation.add_company("repair")
    shown = installation.run_json("import", "open-repair", path_of("toronto"), "--dry-run")
    assert shown["read"] == TORONTO_ROWS and shown["rejected"] == 0
    assert installation.run_json("kpi", "intake_count", *PERIOD)["metrics"][0]["cells"][0]["n"] == 0


def test_broken_rows_are_rejected_and_the_rest_goes_on_and_undo_takes_it_back(installation, tmp_path):
    installation.add_company("repair")
    rows = expectations.rows_of(path_of("wales"))[:500]
    rows[10]["event_date"] = "2017-02-30"
    rows[20]["repair_status"] = "Sort of"
    rows[30]["id"] = ""
    broken = tmp_path / "broken.csv"
    with broken.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    done = installation.run("import", "open-repair", broken, "--json", check=False)
    result = json.loads(done.stdout)
    assert (result["read"], result["imported"], result["rejected"]) == (500, 497, 3)
    rejected = open(result["rejects_file"], encoding="utf-8-sig").read()
    assert "2017-02-30" in rejected and "Sort of" in rejected
    installation.run("import", "open-repair", "--undo", result["import"])
    assert installation.run_json("kpi", "intake_count", *PERIOD)["metrics"][0]["cells"][0]["n"] == 0


def test_too_many_broken_rows_keep_nothing(installation, tmp_path):
    installation.add_company("repair")
    rows = expectations.rows_of(path_of("wales"))[:200]
    for row in rows[:20]:
        row["event_date"] = "never"
    broken = tmp_path / "broken.csv"
    with broken.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    done = installation.run("import", "open-repair", broken, "--json", "--max-rejects", "19", check=False)
    assert done.returncode == 1
    assert installation.run_json("kpi", "intake_count", *PERIOD)["metrics"][0]["cells"][0]["n"] == 0
