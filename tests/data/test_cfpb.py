"""Complaints of another trade through the same door: the public CFPB extracts, by mapping file alone.

The expected numbers are counted here with Python's csv module, independently of the program.
The files are read from ../shared/data or MANYI_SHARED_DATA.
"""
import csv
import json

import pytest

import manyi_server

DATA = manyi_server.shared_data()
pytestmark = pytest.mark.skipif(DATA is None or not (DATA / "cfpb").is_dir(),
                                reason="no public data: ../shared/data is absent and MANYI_SHARED_DATA is not set")
MAPPINGS = manyi_server.ROOT / "examples/mappings"
OLDER = "cfpb_sample_1000_2013.csv"
PORTAL = ("cfpb_sample_349_2016.csv", "cfpb_sample_268_2019_narratives.csv")


def rows_of(name):
    """The file's rows with names as the older extract spells them."""
    with (DATA / "cfpb" / name).open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield {key.lower().replace(" ", "_").replace("-", "_").rstrip("?"): value for key, value in row.items()}


def counts_of(names):
    """Number of complaints, timely responses, disputed answers."""
    rows = {row["complaint_id"]: row for name in names for row in rows_of(name)}.values()
    return (len(rows), sum(row["timely_response"] == "Yes" for row in rows), sum(row["consumer_disputed"] == "Yes" for row in rows))


class Bureau:
    """An installation with all three files imported, and its server."""

    def __init__(self):
        self.installation = manyi_server.Installation()
        try:
            self.installation.add_company("bureau")
            self.results = {OLDER: self.load(OLDER, "cfpb.toml"), **{name: self.load(name, "cfpb-portal.toml") for name in PORTAL}}
            self.server = self.installation.serve()
        except BaseException:
            self.installation.remove()
            raise
        self.client = self.server.logged_in("boss", manyi_server.PASSWORD, "bureau")

    def load(self, name, mapping):
        return self.installation.run_json("import", "complaints", DATA / "cfpb" / name, "--mapping", MAPPINGS / mapping)

    def complaints(self, **query):
        """All of them with their attributes."""
        cursor = None
        while True:
            page = self.client.get("/complaints", limit=200, cursor=cursor, **query).json
            for line in page["items"]:
                yield self.client.ok("GET", f"/complaints/{line['id']}")
            cursor = page["next_cursor"]
            if not cursor:
                return

    def close(self):
        self.server.stop()
        self.installation.remove()


@pytest.fixture(scope="module")
def bureau():
    made = Bureau()
    yield made
    made.close()


def test_the_counted_numbers_are_those_of_the_published_files():
    assert counts_of([OLDER]) == (1000, 984, 211)
    assert counts_of([PORTAL[0]]) == (349, 349, 41)
    assert counts_of([PORTAL[1]]) == (268, 263, 1)


@pytest.mark.parametrize("name", [OLDER, *PORTAL])
def test_every_row_becomes_a_complaint(bureau, name):
    result = bureau.results[name]
    number = counts_of([name])[0]
    assert (result["read"], result["imported"], result["rejected"]) == (number, number, 0), result


def test_number_timely_and_disputed_are_as_counted(bureau):
    number, timely, disputed = counts_of([OLDER, *PORTAL])
    shown = list(bureau.complaints())
    assert len(shown) == number == bureau.client.ok("GET", "/complaints?limit=1")["total_estimate"]
    answered = [next(value for key, value in complaint["attributes"].items() if key.lower().startswith("timely")) for complaint in shown]
    assert answered.count("Yes") == timely
    assert bureau.client.ok("GET", "/complaints?state=rejected_by_customer&limit=1")["total_estimate"] == disputed
    assert {complaint["source"] for complaint in shown} == {"regulator"}


def test_the_figures_count_the_same(bureau):
    bureau.server.stop()
    number, timely, disputed = counts_of([OLDER, *PORTAL])
    period = ["--from", "2013-01-01", "--to", "2021-01-01"]

    def cells(*arguments):
        answer = bureau.installation.run_json("kpi", "complaint_count", *period, *arguments)
        return answer["metrics"][0]["cells"]

    assert [cell["value"] for cell in cells()] == [number]
    states = {cell["keys"]["state"]: cell["value"] for cell in cells("--by", "state")}
    assert states["rejected_by_customer"] == disputed
    by_answer = {cell["keys"]["attr.timely_response"]: cell["value"] for cell in cells("--by", "attr.timely_response")}
    assert by_answer["Yes"] == counts_of([OLDER])[1]
    by_company = {cell["dims"]["manufacturer"]: cell["value"] for cell in cells("--by", "manufacturer")}
    company = "Wells Fargo & Company"
    assert by_company[company] == sum(row["company"].casefold() == company.casefold() for name in (OLDER, *PORTAL) for row in rows_of(name))
    bureau.server = bureau.installation.serve()
    bureau.client = bureau.server.logged_in("boss", manyi_server.PASSWORD, "bureau")


def test_a_repeat_imports_nothing_twice_and_an_import_is_taken_back(bureau):
    again = bureau.load(OLDER, "cfpb.toml")
    assert (again["imported"], again["updated"], again["unchanged"]) == (0, 0, 1000), again
    last = bureau.results[PORTAL[1]]
    undone = bureau.installation.run("import", "complaints", "--undo", last["import"], "--json")
    assert json.loads(undone.stdout), undone
    assert bureau.client.ok("GET", "/complaints?limit=1")["total_estimate"] == counts_of([OLDER, PORTAL[0]])[0]
