"""The satisfaction flow over HTTP: it adds up, names are masked, scope holds, and what is refused."""
import pytest

from conftest import pointers, problem_of

STEPS = ["complaint", "dissatisfied", "neutral", "satisfied", "very_satisfied"]
PERIOD = {"from": "2026-01-01", "to": "2027-01-01"}


def flow(client, **query):
    reply = client.get("/kpi/satisfaction-flow", **{**PERIOD, **query})
    assert reply.status == 200, reply
    return reply.json["months"]


def customers_of(client, month, cell, **query):
    items, cursor = [], None
    while True:
        page = client.get("/kpi/satisfaction-flow/customers", month=month, before=cell["before"], now=cell["now"], cursor=cursor, **query).json
        items += page["items"]
        cursor = page["next_cursor"]
        if not cursor:
            return items


@pytest.fixture(scope="module")
def months(world):
    months = [month for month in flow(world.role("manager")) if month["customers"]]
    assert months, "the demonstration has answers"
    return months


def test_a_month_adds_up(months):
    for month in months:
        cells = month["cells"]
        assert all(cell["customers"] > 0 for cell in cells)
        assert sum(cell["customers"] for cell in cells if cell["now"] in STEPS) == month["customers"]
        both = sum(cell["customers"] for cell in cells if cell["now"] in STEPS and cell["before"] in STEPS)
        assert month["risen"] + month["kept"] + month["fallen"] == both
        assert not any(cell["now"] == "first_answer" or (cell["before"] not in STEPS and cell["now"] not in STEPS) for cell in cells)


def test_those_of_one_month_are_those_the_next_one_came_from(months):
    for earlier, later in zip(months, months[1:]):
        if earlier["month"] == later["month_before"]:
            assert earlier["customers"] == sum(cell["customers"] for cell in later["cells"] if cell["before"] in STEPS)


def test_the_customers_of_a_cell_are_as_many_as_it_says(manager, months):
    for cell in months[-1]["cells"]:
        items = customers_of(manager, months[-1]["month"], cell, limit=7)
        ids = [item["customer_id"] for item in items]
        assert len(set(ids)) == len(ids) == cell["customers"] and ids == sorted(ids)
        assert all(item["customer_name"] for item in items)


def test_names_are_masked_unless_the_caller_may_see_them(world, admin, manager, months):
    cell = max(months[-1]["cells"], key=lambda one: one["customers"])
    token = admin.ok("POST", "/tokens", {"name": "flow", "permissions": ["kpi.read", "kpi.cases"], "expires_in_days": 1})
    masked = customers_of(world.server.client(token["secret"]), months[-1]["month"], cell)
    shown = customers_of(manager, months[-1]["month"], cell)
    assert [item["customer_id"] for item in masked] == [item["customer_id"] for item in shown]
    pairs = [(one["customer_name"], other["customer_name"]) for one, other in zip(masked, shown)]
    assert all(hidden in (name, name[0] + "*") for hidden, name in pairs), "a company keeps its name, a person does not"
    assert any("*" in hidden for hidden, _ in pairs) and not any("*" in name for _, name in pairs)


def test_a_technician_sees_the_flow_of_his_own_customers(technician, months):
    mine = {month["month"]: month["customers"] for month in flow(technician)}
    assert all(mine[month["month"]] <= month["customers"] for month in months)
    assert sum(mine.values()) < sum(month["customers"] for month in months)


def test_a_condition_parts_the_whole(manager, months):
    kinds = [cell["dims"]["site"] for cell in manager.get("/kpi", metrics="csat_rate", by="site", **PERIOD).json["metrics"][0]["cells"] if cell["n"]]
    parts = [sum(month["customers"] for month in flow(manager, where=f"site = '{site}'")) for site in kinds]
    assert all(parts) and sum(parts) >= sum(month["customers"] for month in months)


def test_another_company_has_none_of_it(world):
    assert all(month["cells"] == [] and month["customers"] == 0 for month in flow(world.foreign))


@pytest.mark.parametrize("query, wrong", [
    ({"from": "yesterday", "to": "soon"}, ["/from", "/to"]), ({"from": "2026-02-01", "to": "2026-02-01"}, ["/to"]), ({"from": "1990-01-01"}, ["/to"]),
    ({"where": "colour = 'red'"}, ["/where"]), ({"where": "site ="}, ["/where"])])
def test_a_question_that_makes_no_sense_is_422_and_says_where(manager, query, wrong):
    assert pointers(problem_of(manager.get("/kpi/satisfaction-flow", **{**PERIOD, **query}), 422)) == wrong


@pytest.mark.parametrize("query, wrong", [
    ({"month": "October"}, ["/month"]), ({"month": "2026-13"}, ["/month"]), ({"now": "first_answer", "cursor": "!"}, ["/cursor", "/now"]), ({"before": "glad"}, ["/before"])])
def test_a_cell_that_cannot_be_is_422_and_says_where(manager, query, wrong):
    asked = {"month": "2026-10", "before": "satisfied", "now": "complaint", **query}
    assert pointers(problem_of(manager.get("/kpi/satisfaction-flow/customers", **asked), 422)) == wrong
