"""Bad input answers clearly, in the right status, and leaves nothing half-written."""
import http.client

import pytest

from conftest import pointers, problem_of
from stories import new_order


def customers_named(client, name):
    return [item for item in client.ok("GET", "/customers?limit=200")["items"] if item["name"] == name]


def test_malformed_json_is_400_and_says_where(clerk):
    problem = problem_of(clerk.post("/customers", raw=b'{"name": "A", "region": }'), 400)
    assert any(character.isdigit() for character in problem["detail"]), problem


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"null", b"\xef\xbb\xbf{", b'{"name":"A"} x', b'{"name":"A","name":"B"}', b"NaN"])
def test_a_body_that_is_no_object_is_refused(clerk, raw):
    reply = clerk.post("/customers", raw=raw)
    assert reply.status in (400, 422), reply
    problem_of(reply, reply.status)


def test_deep_nesting_is_refused_and_does_not_hurt_the_server(clerk):
    reply = clerk.post("/customers", raw=b'{"name":' + b"[" * 20000 + b"]" * 20000 + b"}")
    assert reply.status in (400, 422), reply
    assert clerk.get("/session").status == 200


def test_unknown_fields_are_422_with_a_pointer(clerk):
    problem = problem_of(clerk.post("/customers", {"name": "未知字段", "nmae": "x", "colour": 1}), 422)
    assert pointers(problem) == ["/colour", "/nmae"]
    assert not customers_named(clerk, "未知字段")


def test_unknown_query_parameters_are_422(clerk):
    problem_of(clerk.get("/customers", colour="red"), 422)


def test_all_field_errors_are_told_at_once(clerk):
    reply = clerk.post("/customers", {"kind": "martian", "name": 7, "do_not_call": "yes", "contacts": [{"name": "甲"}, {"name": None}]})
    problem = problem_of(reply, 422)
    assert pointers(problem) == ["/contacts/1/name", "/do_not_call", "/kind", "/name"]
    assert all(error["code"] and error["message"] for error in problem["errors"])


def test_a_missing_field_is_named(clerk):
    assert pointers(problem_of(clerk.post("/customers", {}), 422)) == ["/name"]


def test_a_float_is_no_integer(admin):
    reply = admin.post("/tokens", {"name": "t", "permissions": ["kpi.read"], "expires_in_days": 1.5})
    assert pointers(problem_of(reply, 422)) == ["/expires_in_days"]


@pytest.mark.parametrize("number", ["1e400", "9223372036854775808", "-9223372036854775809", "123456789012345678901234567890"])
def test_a_number_out_of_range_is_refused(admin, number):
    raw = b'{"name":"t","permissions":["kpi.read"],"expires_in_days":' + number.encode() + b"}"
    reply = admin.post("/tokens", raw=raw)
    assert reply.status in (400, 422), reply


@pytest.mark.parametrize("raw", [b'{"name":"a\\u0000b"}', b'{"name":"a\x00b"}'])
def test_nul_is_refused(clerk, raw):
    reply = clerk.post("/customers", raw=raw)
    assert reply.status in (400, 422), reply


@pytest.mark.parametrize("text", [b"\xff\xfe", b"\xc3\x28", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\xaf", b"\xe4\xb8"])
def test_broken_utf8_is_refused(clerk, text):
    reply = clerk.post("/customers", raw=b'{"name":"' + text + b'"}')
    assert reply.status in (400, 422), reply


@pytest.mark.parametrize("escape", [rb"\ud800", rb"\udc00", rb"\ud800x"])
def test_a_lone_surrogate_is_refused(clerk, escape):
    reply = clerk.post("/customers", raw=b'{"name":"' + escape + b'"}')
    assert reply.status in (400, 422), reply


@pytest.mark.parametrize("query", ["q=%00", "q=%ff%fe", "q=%zz"])
def test_a_broken_query_string_is_refused(clerk, query):
    reply = clerk.request("GET", f"/customers?{query}")
    assert reply.status in (400, 422), reply


def test_too_large_a_body_is_413(clerk):
    reply = None
    try:
        reply = clerk.post("/customers", raw=b'{"name":"' + b"x" * (8 << 20) + b'"}')
    except (ConnectionError, http.client.HTTPException):
        clerk.close()  # the server may hang up before it has read everything
    if reply is not None:
        problem_of(reply, 413)
    announced = clerk.request("POST", "/customers", raw=b"", headers={"Content-Length": str(1 << 30)}, timeout=20)
    problem_of(announced, 413)
    clerk.close()
    assert clerk.get("/session").status == 200


def test_too_large_a_header_is_refused(clerk):
    try:
        reply = clerk.request("GET", "/session", headers={"X-Large": "x" * (1 << 18)})
        assert reply.status in (400, 413, 431), reply
    except (ConnectionError, http.client.HTTPException):
        pass
    clerk.close()
    assert clerk.get("/session").status == 200


def test_another_content_type_is_refused(clerk):
    reply = clerk.post("/customers", raw=b"name=A", headers={"Content-Type": "application/x-www-form-urlencoded"})
    problem_of(reply, 415)


def test_too_long_a_text_is_422(clerk):
    assert pointers(problem_of(clerk.post("/customers", {"name": "长" * 5000}), 422)) == ["/name"]


def test_an_unknown_path_is_404_and_an_unknown_method_405(clerk):
    problem_of(clerk.get("/no-such-thing"), 404)
    reply = clerk.delete("/customers")
    problem_of(reply, 405)
    assert "GET" in (reply.headers["Allow"] or "")


@pytest.mark.parametrize("identifier", ["x", "0", "-1", "%00", "..", "ZZZZZZZZZZZZZZZZZZZZ", "1%20or%201=1", "中文".encode().hex()])
def test_an_id_that_is_none_is_404(clerk, identifier):
    problem_of(clerk.get(f"/work-orders/{identifier}"), 404)


def test_a_forbidden_transition_is_409_and_lists_the_allowed_ones(world, clerk):
    order = new_order(world, clerk)
    problem = problem_of(clerk.post(f"/work-orders/{order['id']}/close", {}), 409)
    assert "allowed" in problem and isinstance(problem["allowed"], list) and problem["allowed"], problem
    assert "close" not in problem["allowed"]
    assert clerk.ok("GET", f"/work-orders/{order['id']}")["state"] == order["state"]


def test_a_refused_write_leaves_no_trace_in_the_timeline(world, clerk):
    order = new_order(world, clerk)
    before = clerk.ok("GET", f"/work-orders/{order['id']}/timeline")["items"]
    problem_of(clerk.post(f"/work-orders/{order['id']}/deliver", {}), 409)
    assert clerk.ok("GET", f"/work-orders/{order['id']}/timeline")["items"] == before


def test_a_contact_that_is_wrong_undoes_the_whole_customer(clerk):
    problem_of(clerk.post("/customers", {"name": "半个客户", "contacts": [{"name": "甲"}, {"phone": "13800000000"}]}), 422)
    assert not customers_named(clerk, "半个客户")


def test_a_foreign_tenants_record_is_404(world, clerk):
    order = new_order(world, clerk)
    for path in ("", "/timeline", "/actions", "/comments", "/clocks"):
        problem_of(world.foreign.get(f"/work-orders/{order['id']}{path}"), 404)
    problem_of(world.foreign.post(f"/work-orders/{order['id']}/comments", {"text": "x"}), 404)
    problem_of(world.foreign.get(f"/customers/{order['customer_id']}"), 404)


def test_the_server_survives_garbage_on_the_wire(world):
    import socket
    for garbage in (b"\x00" * 100, b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc",
                    b"POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                    b"POST /api/v1/session HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                    b"POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", world.server.port), timeout=10) as raw:
            raw.sendall(garbage)
            raw.shutdown(socket.SHUT_WR)
            answer = raw.recv(4096)
            assert not answer or b" 4" in answer.split(b"\r\n")[0] or b" 5" in answer.split(b"\r\n")[0], answer
    assert world.server.client().get("//healthz").status == 200
