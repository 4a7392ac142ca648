"""Counts what the Open Repair files say, by the standard library alone: no code of the program takes part.

Run it to print the figures that test_open_repair.py states:  python3 tests/data/expectations.py [FOLDER]
"""
import collections
import csv
import math
import pathlib
import sys

FILES = {
    "wales": "OpenRepairData_v0.3_RepairCafeWales_202507.csv",
    "toronto": "OpenRepairData_v0.3_RepairCafeToronto_202507.csv",
}


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fixed_of_known(rows):
    """(fixed, outcome known): the parts of fix_rate."""
    known = [row for row in rows if row["repair_status"] != "Unknown"]
    return sum(row["repair_status"] == "Fixed" for row in known), len(known)


def by(rows, *keys):
    """Groups by columns; `year` is the year of the event."""
    groups = collections.defaultdict(list)
    for row in rows:
        groups[tuple(row["event_date"][:4] if key == "year" else row[key] for key in keys)].append(row)
    return groups


def wilson(good, n):
    """The 95 % Wilson interval."""
    z = 1.959963984540054
    share = good / n
    scale = 1 + z * z / n
    middle = (share + z * z / (2 * n)) / scale
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / scale
    return middle - half, middle + half


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parents[3] / "shared/data") / "open_repair"
    for name, file in FILES.items():
        rows = rows_of(folder / file)
        print(name, len(rows), "rows,", len({row["id"] for row in rows}), "ids,", len({row["group_identifier"] for row in rows}), "sites")
        print("  outcomes", dict(collections.Counter(row["repair_status"] for row in rows)))
        print("  fix_rate", fixed_of_known(rows), wilson(*fixed_of_known(rows)))
        for (year,), group in sorted(by(rows, "year").items()):
            print("  ", year, len(group), fixed_of_known(group))


if __name__ == "__main__":
    main()
