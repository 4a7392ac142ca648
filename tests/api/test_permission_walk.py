"""Walks every route with every role and with a foreign tenant, from the program's own document.

A route without the permission answers 403; a route with it answers anything else; a foreign tenant's id is 404.
"""
import re

import pytest

from conftest import World, problem_of

NEVER = {("delete", "/session"), ("post", "/session"), ("post", "/session/password"), ("get", "/events/stream"), ("get", "/openapi.json")}


@pytest.fixture(scope="module")
def walk():
    """A world of its own: the walk presses every button."""
    made = World()
    yield made
    made.close()


@pytest.fixture(scope="module")
def document(walk):
    return walk.role("administrator").ok("GET", "/openapi.json")


def operations(document):
    for path, item in sorted(document["paths"].items()):
        for method, operation in sorted(item.items()):
            if method in ("get", "post", "put", "patch", "delete") and (method, path) not in NEVER:
                yield method, path, operation


def sample(schema, document, depth=0):
    """A smallest value that fits the schema."""
    if depth > 8:
        return None
    if "$ref" in schema:
        return sample(document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], document, depth + 1)
    for choice in ("anyOf", "oneOf"):
        if choice in schema:
            return sample(schema[choice][0], document, depth + 1)
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        return {field: sample(schema["properties"][field], document, depth + 1) for field in schema.get("required", [])}
    if kind == "array":
        return [sample(schema["items"], document, depth + 1)] if schema.get("minItems") else []
    if kind == "integer":
        return schema.get("minimum", 1)
    if kind == "number":
        return schema.get("minimum", 1.5)
    if kind == "boolean":
        return False
    if schema.get("format") == "date-time":
        return "2099-01-01T00:00:00.000Z"
    if schema.get("format") == "date":
        return "2026-01-05"
    if schema.get("description") == "opaque id":
        return "00d3k7q8x1m2n"
    return "x" * max(1, schema.get("minLength", 1))


def call(client, method, path, operation, document, identifier):
    target = re.sub(r"\{\w+\}", identifier, path)
    query = [f"{parameter['name']}={sample(parameter['schema'], document)}" for parameter in operation.get("parameters", [])
             if parameter["in"] == "query" and parameter.get("required")]
    if query:
        target += "?" + "&".join(query)
    content = operation.get("requestBody", {}).get("content", {})
    if "application/json" in content:
        return client.request(method.upper(), target, sample(content["application/json"]["schema"], document))
    if "application/octet-stream" in content:
        return client.request(method.upper(), target, raw=b"a,b\n1,2\n", headers={"Content-Type": "text/csv"})
    return client.request(method.upper(), target, {} if method in ("post", "put", "patch") else None)


def test_every_operation_names_its_permission_or_says_why_not(document):
    free = {path for method, path, operation in operations(document) if not operation.get("x-permissions")}
    assert free <= {"/session", "/session/preferences", "/home", "/search", "/events", "/events/stream", "/openapi.json", "/roles",
                    "/metrics", "/kpi/dimensions", "/import-profiles", "/work-orders/promise-suggestion",
                    "/notifications", "/notifications/{id}/read", "/notifications/read-all", "/forecasts/calibration"}, sorted(free)


def test_nobody_gets_past_the_door(walk, document):
    nobody = walk.server.client()
    wrong = []
    for method, path, operation in operations(document):
        if operation.get("security") == []:
            continue
        reply = call(nobody, method, path, operation, document, "00d3k7q8x1m2n")
        if reply.status != 401:
            wrong.append(f"{method} {path}: {reply}")
    assert not wrong, "\n".join(wrong)


def roles():
    return ["administrator", "manager", "info_supervisor", "tech_supervisor", "info_clerk", "technician", "callback_clerk", "parts_keeper"]


@pytest.mark.parametrize("role", roles())
def test_a_role_passes_where_it_may_and_nowhere_else(walk, document, role):
    client = walk.fresh(role)
    held = set(client.session["permissions"])
    declared = next(item for item in walk.role("administrator").ok("GET", "/roles")["items"] if item["code"] == role)
    assert held == set(declared["permissions"])
    wrong = []
    for method, path, operation in operations(document):
        needed = set(operation.get("x-permissions", []))
        if not needed:
            continue
        reply = call(client, method, path, operation, document, "00d3k7q8x1m2n")
        allowed = bool(needed & held)
        if allowed and reply.status in (401, 403) and reply.json["code"] == "forbidden":
            wrong.append(f"{method} {path}: holds {sorted(needed & held)}, yet {reply}")
        if not allowed and reply.status != 403:
            wrong.append(f"{method} {path}: lacks {sorted(needed)}, yet {reply}")
        if reply.status >= 500:
            wrong.append(f"{method} {path}: {reply}")
    assert not wrong, "\n".join(wrong)


def identifiers(admin):
    """One id of the first tenant per kind of resource."""
    found = {}
    for kind in ("users", "sites", "org-units", "positions", "employees", "calendars", "manufacturers", "product-lines", "models",
                 "fault-codes", "customers", "assets", "work-orders"):
        items = admin.ok("GET", f"/{kind}")["items"]
        assert items, kind
        found[kind] = items[-1]["id"]
    place = {"site_id": found["sites"]}
    found["complaints"] = admin.ok("POST", "/complaints", {**place, "source": "customer", "tracker_id": found["employees"], "description": "x"})["id"]
    found["survey-answers"] = admin.ok("POST", "/survey-answers", {**place, "kind": "customer", "due_at": "2026-01-05T00:00:00.000Z"})["id"]
    found["violations"] = admin.ok("POST", "/violations", {**place, "type": "other"})["id"]
    found["praises"] = admin.ok("POST", "/praises", {**place, "words": "x"})["id"]
    # Records that the demonstration has of itself; where it has none, an id of this tenant's that is no such record.
    for kind in ("part-requests", "part-units", "sales-lines", "sales-quotas", "ledger-lines", "checks", "employments", "work-days",
                 "manufacturer-values", "escalations", "alerts", "notifications", "notification-channels", "notification-deliveries", "targets",
                 "bonus-sheets", "findings", "improvement-actions", "effect-checks", "reviews", "review-decisions", "landing/assignments"):
        reply = admin.get(f"/{kind}")
        items = reply.json.get("items") if reply.status == 200 else None
        found[kind] = items[-1]["id"] if items else found["users"]
    waiting = admin.ok("GET", "/targets/pending")["items"]
    found["target-changes"] = waiting[-1]["id"] if waiting else found["users"]
    found["tokens"] = admin.ok("POST", "/tokens", {"name": "walk", "permissions": ["kpi.read"]})["id"]
    reply = admin.request("POST", "/imports?profile=work-orders&filename=walk.csv", raw="source_id,requested_at\n1,2026-01-05\n".encode(),
                          headers={"Content-Type": "text/csv"})
    assert reply.status in (200, 201, 202), reply
    found["imports"] = reply.json["id"]
    return found


def test_a_foreign_tenant_finds_nothing_and_changes_nothing(walk, document):
    admin, foreign = walk.role("administrator"), walk.foreign
    known = identifiers(admin)
    before = {kind: admin.get(f"/{kind}/{identifier}").body for kind, identifier in known.items() if kind != "tokens"}
    wrong = []
    walked = 0
    for method, path, operation in operations(document):
        kind = path.strip("/").split("/{id}")[0]
        if "{id}" not in path or kind not in known:
            if "{id}" in path:
                wrong.append(f"{method} {path}: no id known for {kind}; name one in identifiers()")
            continue
        walked += 1
        reply = call(foreign, method, path, operation, document, known[kind])
        if reply.status not in (404, 422):
            wrong.append(f"{method} {path}: {reply}")
        if reply.status == 422 and method == "get":
            wrong.append(f"{method} {path}: {reply}")
    after = {kind: admin.get(f"/{kind}/{identifier}").body for kind, identifier in known.items() if kind != "tokens"}
    assert not wrong, "\n".join(wrong)
    assert walked > 40
    assert before == after


def test_a_foreign_tenants_id_inside_a_body_is_refused(walk):
    known = identifiers(walk.role("administrator"))
    foreign = walk.foreign
    for path, body in (
        ("/org-units", {"code": "X", "name": "X", "site_id": known["sites"]}),
        ("/employees", {"no": "X1", "name": "X", "site_id": known["sites"]}),
        ("/models", {"code": "X", "name": "X", "product_line_id": known["product-lines"]}),
        ("/assets", {"serial_no": "SN-FOREIGN-1", "model_id": known["models"]}),
        ("/assets", {"serial_no": "SN-FOREIGN-2", "customer_id": known["customers"]}),
        ("/work-orders", {"service_type": "carry_in", "site_id": known["sites"], "symptom_text": "x"}),
        ("/work-orders", {"service_type": "carry_in", "customer_id": known["customers"], "symptom_text": "x"}),
        ("/complaints", {"site_id": known["sites"], "source": "customer", "tracker_id": known["employees"], "description": "x"}),
        ("/survey-answers", {"work_order_id": known["work-orders"], "kind": "customer", "due_at": "2026-01-05T00:00:00.000Z"}),
        ("/violations", {"work_order_id": known["work-orders"], "type": "other"}),
        ("/praises", {"work_order_id": known["work-orders"], "words": "x"}),
        ("/users", {"login": "x1", "display_name": "x", "password": "a-long-password-1", "roles": ["info_clerk"], "site_ids": [known["sites"]]}),
    ):
        reply = foreign.post(path, body)
        assert reply.status in (404, 409, 422), f"{path} {body}: {reply}"
        problem_of(reply, reply.status)


def test_lists_of_a_foreign_tenant_hold_nothing_of_ours(walk, document):
    admin, foreign = walk.role("administrator"), walk.foreign
    ours = set(identifiers(admin).values())
    for method, path, operation in operations(document):
        if method == "get" and "{" not in path and not any(p.get("required") for p in operation.get("parameters", [])):
            text = foreign.get(path).body.decode()
            assert not [identifier for identifier in ours if f'"{identifier}"' in text], path


def test_a_technician_sees_his_own_orders_only(walk):
    technician = walk.role("technician")
    own = technician.session["user"]["employee_id"]
    items = technician.ok("GET", "/work-orders?limit=200")["items"]
    assert items and {item["technician_id"] for item in items} == {own}
    other = next(item for item in walk.role("manager").ok("GET", "/work-orders?limit=200")["items"] if item["technician_id"] not in (own, None))
    problem_of(technician.get(f"/work-orders/{other['id']}"), 404)


def test_phone_numbers_are_masked_without_the_permission(walk):
    parts = walk.role("parts_keeper")
    text = parts.get("/customers?limit=200").body.decode() + parts.get("/work-orders?limit=200").body.decode()
    assert "customer.reveal" not in parts.session["permissions"]
    assert not re.search(r'"(?:contact_)?phone": ?"\+?\d{7,}"', text)
