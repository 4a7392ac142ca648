"""What every resource has in common: lists, versions, repeats, sequence, headers, the document."""
import json
import re
import threading
import time
import uuid

import pytest

from conftest import pointers, problem_of
from stories import first_site, new_customer, new_order


# ---- lists

def test_a_list_is_walked_by_cursor_without_gaps_or_repeats(clerk):
    whole = [item["id"] for item in clerk.ok("GET", "/work-orders?limit=200")["items"]]
    walked, cursor = [], None
    for _ in range(200):
        page = clerk.get("/work-orders", limit=7, cursor=cursor).json
        assert len(page["items"]) <= 7
        walked += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
        if not cursor:
            break
    assert len(walked) == len(set(walked))
    assert walked[:len(whole)] == whole


def test_a_list_defaults_to_50_and_refuses_more_than_200(clerk):
    page = clerk.ok("GET", "/work-orders")
    assert len(page["items"]) == 50 and page["next_cursor"] and "total_estimate" in page
    for limit in (0, 201, -1, "x"):
        assert pointers(problem_of(clerk.get("/work-orders", limit=limit), 422)) == ["/limit"]


def test_a_made_up_cursor_is_refused(clerk):
    for cursor in ("x", "AAAA", "%FF", "0" * 300):
        assert pointers(problem_of(clerk.get("/work-orders", cursor=cursor), 422)) == ["/cursor"]


def test_a_list_sorts_and_refuses_unknown_sorts(clerk):
    newest = [item["created_at"] for item in clerk.ok("GET", "/work-orders?sort=-created_at&limit=20")["items"]]
    oldest = [item["created_at"] for item in clerk.ok("GET", "/work-orders?sort=created_at&limit=20")["items"]]
    assert newest == sorted(newest, reverse=True) and oldest == sorted(oldest)
    assert pointers(problem_of(clerk.get("/work-orders", sort="colour"), 422)) == ["/sort"]


def test_a_list_filters_by_field(clerk):
    items = clerk.ok("GET", "/work-orders?state=closed&limit=20")["items"]
    assert items and {item["state"] for item in items} == {"closed"}
    assert pointers(problem_of(clerk.get("/work-orders", state="broken"), 422))


# ---- versions

def test_a_resource_carries_its_etag_and_a_stale_one_is_412(world, clerk):
    order = new_order(world, clerk)
    path = f"/work-orders/{order['id']}"
    tag = clerk.get(path).headers["ETag"]
    assert tag == f'"{order["version"]}"'
    assert clerk.patch(path, {"symptom_text": "甲"}, headers={"If-Match": tag}).status == 200
    problem_of(clerk.patch(path, {"symptom_text": "乙"}, headers={"If-Match": tag}), 412)
    problem_of(clerk.patch(path, {"symptom_text": "乙"}, headers={"If-Match": '"x"'}), 412)
    assert clerk.ok("GET", path)["symptom_text"] == "甲"


def test_a_stale_transition_is_412_too(world, clerk):
    order = new_order(world, clerk)
    tag = clerk.get(f"/work-orders/{order['id']}").headers["ETag"]
    clerk.ok("PATCH", f"/work-orders/{order['id']}", {"symptom_text": "变了"})
    reply = clerk.post(f"/work-orders/{order['id']}/repromise",
                       {"promise_at": "2099-01-01T00:00:00.000Z", "reason": "x", "told_customer": True}, headers={"If-Match": tag})
    problem_of(reply, 412)


def test_of_two_changes_at_once_one_wins(world, clerk):
    order = new_order(world, clerk)
    tag = clerk.get(f"/work-orders/{order['id']}").headers["ETag"]
    clients = [world.fresh("info_clerk") for _ in range(8)]
    replies = [None] * len(clients)

    def change(index):
        replies[index] = clients[index].patch(f"/work-orders/{order['id']}", {"symptom_text": f"第{index}"}, headers={"If-Match": tag})

    threads = [threading.Thread(target=change, args=(index,)) for index in range(len(clients))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    statuses = sorted(reply.status for reply in replies)
    assert statuses == [200] + [412] * (len(clients) - 1)
    winner = next(index for index, reply in enumerate(replies) if reply.status == 200)
    assert clerk.ok("GET", f"/work-orders/{order['id']}")["symptom_text"] == f"第{winner}"


# ---- repeats

def test_a_repeated_creation_returns_the_first_answer(world, clerk):
    key = {"Idempotency-Key": str(uuid.uuid4())}
    body = {"name": f"只有一个{world.number()}"}
    first = clerk.post("/customers", body, headers=key)
    again = clerk.post("/customers", body, headers=key)
    assert first.status == again.status == 201
    assert first.json == again.json
    assert [item["name"] for item in clerk.ok("GET", "/customers?limit=200")["items"]].count(body["name"]) == 1


def test_the_same_key_for_something_else_is_refused(world, clerk):
    key = {"Idempotency-Key": str(uuid.uuid4())}
    assert clerk.post("/customers", {"name": f"甲{world.number()}"}, headers=key).status == 201
    reply = clerk.post("/customers", {"name": f"乙{world.number()}"}, headers=key)
    assert reply.status in (409, 422), reply
    problem_of(reply, reply.status)


def test_keys_of_two_users_do_not_meet(world, clerk, manager):
    key = {"Idempotency-Key": str(uuid.uuid4())}
    one = clerk.post("/customers", {"name": f"丙{world.number()}"}, headers=key)
    other = manager.post("/customers", {"name": f"丁{world.number()}"}, headers=key)
    assert one.status == other.status == 201 and one.json["id"] != other.json["id"]


def test_concurrent_repeats_create_one(world, clerk):
    key = {"Idempotency-Key": str(uuid.uuid4())}
    body = {"name": f"同时{world.number()}"}
    client = world.fresh("info_clerk")
    replies = []

    def create():
        copy = world.server.client()
        copy.cookies, copy.csrf = dict(client.cookies), client.csrf
        replies.append(copy.post("/customers", body, headers=key))

    threads = [threading.Thread(target=create) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    created = {reply.json["id"] for reply in replies if reply.status == 201}
    assert len(created) == 1, replies
    assert {reply.status for reply in replies} <= {201, 409}
    assert [item["name"] for item in clerk.ok("GET", "/customers?limit=200")["items"]].count(body["name"]) == 1


# ---- read your writes

def test_a_write_answers_with_its_sequence_and_a_read_that_carries_it_sees_it(world, clerk):
    last = 0
    for _ in range(20):
        reply = clerk.post("/customers", {"name": f"序号{world.number()}"})
        seq = int(reply.headers["Manyi-Seq"])
        assert seq > last
        last = seq
        found = clerk.get(f"/customers/{reply.json['id']}", headers={"Manyi-Seq": str(seq)})
        assert found.status == 200


def test_a_kpi_answer_counts_a_write_whose_sequence_it_carries(world, clerk, manager):
    def backlog(seq=None):
        reply = manager.get("/kpi", metrics="backlog", **{"from": "2020-01-01", "to": "2099-01-01"},
                            headers={"Manyi-Seq": str(seq)} if seq else None)
        assert reply.status == 200, reply
        cell = reply.json["metrics"][0]["cells"][0]
        return cell["n"], reply.json
    before, _ = backlog()
    site = first_site(clerk)
    customer = new_customer(world, clerk)
    reply = clerk.post("/work-orders", {"service_type": "carry_in", "site_id": site["id"], "customer_id": customer["id"], "symptom_text": "x"})
    after, answer = backlog(int(reply.headers["Manyi-Seq"]))
    assert after == before + 1
    assert answer["as_of"] and answer["fresh_to"]


FIGURES = [("/kpi", {"metrics": "backlog"}), ("/kpi/cases", {"metric": "backlog"}), ("/kpi/comparison", {"metric": "csat_rate", "definition": "联辰"}),
           ("/kpi/control-chart", {"metric": "csat_rate", "grain": "week"}), ("/kpi/data-quality", {}), ("/kpi/data-quality/records", {"reason": "late"}),
           ("/kpi/satisfaction-flow", {}), ("/kpi/satisfaction-flow/customers", {"month": "2026-10", "before": "satisfied", "now": "satisfied", "from": None, "to": None}),
           ("/kpi/process-points", {"metric": "ftfr", "from": None, "to": None}), ("/landing-board", {"from": None, "to": None})]


@pytest.mark.parametrize("path, query", FIGURES)
def test_every_answer_from_figures_waits_for_the_sequence_it_carries(manager, path, query):
    """One that never comes: the answer is given when the server's patience ends (200 ms), and not before."""
    query = {"from": "2026-09-01", "to": "2026-11-01", **query}
    manager.get(path, **query)  # whatever is made once is made
    began = time.monotonic()
    reply = manager.get(path, **query, headers={"Manyi-Seq": str(10**12)})
    assert reply.status == 200, reply
    assert time.monotonic() - began >= 0.2


# ---- headers

def test_every_answer_carries_the_security_headers(world, clerk):
    for path in ("//", "/session", "/no-such-thing", "//healthz"):
        headers = clerk.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"], path
    policy = clerk.get("//").headers["Content-Security-Policy"]
    directives = {part.split()[0]: part.split()[1:] for part in policy.split(";") if part.strip()}
    scripts = directives.get("script-src", directives.get("default-src", []))
    assert scripts and "'unsafe-inline'" not in scripts and "'unsafe-eval'" not in scripts and "*" not in scripts
    assert directives.get("frame-ancestors") == ["'none'"] or clerk.get("//").headers["X-Frame-Options"] == "DENY"
    assert "object-src" in directives or directives.get("default-src") in (["'none'"], ["'self'"])


def test_answers_with_data_are_not_cached(clerk):
    assert "no-store" in (clerk.get("/session").headers["Cache-Control"] or "")


def test_the_web_app_is_served_compressed_and_cached_for_ever_by_name(world):
    client = world.server.client()
    page = client.get("//")
    if page.status == 404:
        pytest.skip("the web app is not built in this tree, so there is nothing to serve")
    assert page.status == 200 and b"<script" in page.body
    asset = re.search(rb'(?:src|href)="(/assets/[^"]+\.js)"', page.body).group(1).decode()
    plain = client.get("/" + asset)
    assert "immutable" in plain.headers["Cache-Control"]
    for encoding in ("br", "gzip"):
        packed = client.get("/" + asset, headers={"Accept-Encoding": encoding})
        assert packed.headers["Content-Encoding"] == encoding and len(packed.body) < len(plain.body) / 2
        assert "accept-encoding" in packed.headers["Vary"].lower()


def test_a_page_of_the_web_app_opens_by_its_address(world):
    client = world.server.client()
    page = client.get("//")
    if page.status == 404:
        pytest.skip("the web app is not built in this tree, so there is nothing to serve")
    deep = client.get("//work-orders", headers={"Accept": "text/html"})
    assert deep.status == 200 and deep.body == page.body


@pytest.mark.parametrize("path", ["//../etc/passwd", "//%2e%2e/%2e%2e/etc/passwd", "//assets/..%2f..%2fetc/passwd", "//assets/%00"])
def test_no_file_outside_the_web_app_is_served(world, path):
    reply = world.server.client().get(path)
    assert b"root:" not in reply.body and reply.status in (200, 400, 404), reply


# ---- operations

def test_health_readiness_and_metrics(world):
    client = world.server.client()
    assert client.get("//healthz").status == 200 and client.get("//readyz").status == 200
    text = client.get("//metrics").body.decode()
    assert re.search(r"^# TYPE \w+ \w+$", text, re.M) and re.search(r"^manyi_\w+(\{.*\})? [0-9.e+-]+$", text, re.M)


def test_metrics_and_log_hold_no_personal_data(world, clerk):
    secret = f"密姓{world.number()}"
    customer = clerk.ok("POST", "/customers", {"name": secret, "phone": "13912340000"})
    clerk.get(f"/customers?q={'13912340000'}")
    clerk.get(f"/customers/{customer['id']}")
    seen = world.server.client().get("//metrics").body.decode() + world.server.log.read_text(encoding="utf-8", errors="replace")
    assert secret not in seen and "13912340000" not in seen


# ---- the document

@pytest.fixture(scope="module")
def document(world):
    reply = world.role("administrator").get("/openapi.json")
    assert reply.status == 200
    return reply.json


def operations(document):
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method in ("get", "post", "put", "patch", "delete"):
                yield method, path, operation


def test_the_document_is_openapi_3_1_and_all_references_resolve(document):
    assert document["openapi"].startswith("3.1.") and document["info"]["title"] and document["info"]["version"]
    for reference in set(re.findall(r'"\$ref": ?"(#[^"]+)"', json.dumps(document))):
        node = document
        for part in reference[2:].split("/"):
            node = node[part.replace("~1", "/").replace("~0", "~")]


def test_every_operation_has_summary_id_errors_and_an_example(document):
    ids = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(ids) == len(set(ids)) and len(ids) > 60
    for method, path, operation in operations(document):
        where = f"{method} {path}"
        assert operation["summary"] and operation["summary"][0].isupper(), where
        errors = [status for status in operation["responses"] if status[0] in "45"]
        assert errors, where
        for status in errors:
            assert "application/problem+json" in operation["responses"][status]["content"], where
        body = operation.get("requestBody", {}).get("content", {}).get("application/json")
        if body:
            assert "example" in body or "examples" in body, where
        named = set(re.findall(r"\{(\w+)\}", path))
        declared = {parameter["name"] for parameter in operation.get("parameters", []) if parameter["in"] == "path"}
        assert named == declared, where


def test_paths_are_plural_kebab_case_and_fields_snake_case(document):
    for path in document["paths"]:
        for part in path.strip("/").split("/"):
            assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*(\.json)?|\{[a-z_]+\}|[a-z]+(_[a-z]+)*", part), path
    for name, schema in document["components"]["schemas"].items():
        for field in schema.get("properties", {}):
            assert re.fullmatch(r"[a-z][a-z0-9_]*|\$ref", field), f"{name}.{field}"


def check(schema, value, document, where):
    """Enough of JSON schema to see that an answer is what the document promises."""
    if "$ref" in schema:
        return check(document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], value, document, where)
    if "anyOf" in schema or "oneOf" in schema:
        problems = []
        for choice in schema.get("anyOf") or schema["oneOf"]:
            try:
                return check(choice, value, document, where)
            except AssertionError as error:
                problems.append(str(error))
        raise AssertionError(f"{where}: {problems}")
    kinds = schema.get("type")
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds:
        fits = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None), "number": (int, float), "integer": int}
        assert any(isinstance(value, fits[kind]) and not (isinstance(value, bool) and kind in ("integer", "number")) for kind in kinds), \
            f"{where}: {value!r} is no {kinds}"
    if "enum" in schema and value is not None:
        assert value in schema["enum"], f"{where}: {value!r}"
    if isinstance(value, dict):
        for field in schema.get("required", []):
            assert field in value, f"{where}: no {field}"
        for field, inner in value.items():
            properties = schema.get("properties", {})
            if field in properties:
                check(properties[field], inner, document, f"{where}/{field}")
            elif isinstance(schema.get("additionalProperties"), dict):
                check(schema["additionalProperties"], inner, document, f"{where}/{field}")
            elif properties:
                raise AssertionError(f"{where}: {field} is not in the document")
    if isinstance(value, list) and "items" in schema:
        for index, inner in enumerate(value):
            check(schema["items"], inner, document, f"{where}/{index}")


@pytest.mark.parametrize("path", ["/session", "/users", "/roles", "/sites", "/org-units", "/positions", "/employees", "/calendars", "/manufacturers",
                                  "/product-lines", "/models", "/fault-codes", "/customers", "/assets", "/work-orders", "/metrics",
                                  "/kpi/dimensions", "/home", "/imports", "/import-profiles", "/tokens"])
def test_answers_are_what_the_document_promises(admin, document, path):
    answer = admin.ok("GET", path)
    schema = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    check(schema, answer, document, path)
    if isinstance(answer, dict) and answer.get("items") and f"{path}/{{id}}" in document["paths"] and "get" in document["paths"][f"{path}/{{id}}"]:
        one = admin.ok("GET", f"{path}/{answer['items'][0]['id']}")
        schema = document["paths"][f"{path}/{{id}}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        check(schema, one, document, f"{path}/{{id}}")


def test_times_are_rfc_3339_utc_with_milliseconds(clerk):
    item = clerk.ok("GET", "/work-orders?limit=1")["items"][0]
    for field, value in item.items():
        if field.endswith("_at") and value is not None:
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", value), (field, value)
