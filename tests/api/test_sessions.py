"""Who may come in: log-in, cookie, CSRF, log-out, throttling, bearer tokens and their end."""
import datetime
import uuid

import pytest

from conftest import problem_of


def test_a_session_says_who_and_what(world):
    session = world.role("info_clerk").ok("GET", "/session")
    assert session["user"]["roles"] == ["info_clerk"]
    assert "work_order.create" in session["permissions"]
    assert session["tenant"]["code"] == world.tenant
    assert session["csrf_token"]


def test_the_cookie_is_http_only_and_same_site(world):
    login = world.logins[0]
    reply = world.server.client().post("/session", {"login": login["login"], "password": login["password"], "tenant": login["tenant"]})
    cookie = reply.headers["Set-Cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie and "path=/" in cookie


def test_nobody_is_401_everywhere_but_at_the_door(world):
    nobody = world.server.client()
    for path in ("/session", "/work-orders", "/customers", "/users", "/kpi?metrics=backlog", "/events/stream"):
        problem_of(nobody.get(path), 401)


def test_a_wrong_password_and_an_unknown_login_answer_alike(world):
    client = world.server.client()
    wrong = problem_of(client.log_in("nobody-of-that-name", "wrong-password", world.tenant), 401)
    other = problem_of(client.log_in(world.logins[0]["login"], "wrong-password", world.tenant), 401)
    unknown_tenant = problem_of(client.log_in(world.logins[0]["login"], "wrong-password", "no-such-tenant"), 401)
    assert wrong == other == unknown_tenant
    world.fresh(world.logins[0]["role"])


def test_a_change_without_the_csrf_token_is_refused(world):
    client = world.fresh("info_clerk")
    client.csrf, token = None, client.csrf
    problem_of(client.post("/customers", {"name": "无令牌"}), 403)
    client.csrf = "x" * len(token)
    problem_of(client.post("/customers", {"name": "错令牌"}), 403)
    client.csrf = token
    assert client.post("/customers", {"name": "有令牌"}).status == 201


def test_the_csrf_token_of_another_session_is_refused(world):
    one, other = world.fresh("info_clerk"), world.fresh("manager")
    one.csrf = other.csrf
    problem_of(one.post("/customers", {"name": "借来的令牌"}), 403)


def test_log_out_ends_the_session_on_the_server(world):
    client = world.fresh("info_clerk")
    kept = dict(client.cookies)
    assert client.delete("/session").status in (200, 204)
    client.cookies = kept
    problem_of(client.get("/session"), 401)


def test_a_changed_cookie_is_nobody(world):
    client = world.fresh("info_clerk")
    name, value = next(iter(client.cookies.items()))
    client.cookies[name] = value[:-2] + ("aa" if value[-2:] != "aa" else "bb")
    problem_of(client.get("/session"), 401)


def test_preferences_are_kept(world):
    client = world.fresh("technician")
    assert client.ok("PATCH", "/session/preferences", {"locale": "en", "theme": "dark", "expert_mode": True})["user"]["locale"] == "en"
    again = world.fresh("technician").session["user"]
    assert (again["locale"], again["theme"], again["expert_mode"]) == ("en", "dark", True)
    client.ok("PATCH", "/session/preferences", {"locale": "zh", "theme": "system", "expert_mode": False})


def new_user(world, admin, roles, password="a-long-password-1"):
    login = f"person{world.number()}"
    site = admin.ok("GET", "/sites")["items"][-1]
    return admin.ok("POST", "/users", {"login": login, "display_name": login, "password": password, "roles": roles, "site_ids": [site["id"]]})


def test_a_changed_password_ends_the_other_sessions(world, admin):
    user = new_user(world, admin, ["info_clerk"])
    one = world.server.logged_in(user["login"], "a-long-password-1", world.tenant)
    other = world.server.logged_in(user["login"], "a-long-password-1", world.tenant)
    reply = one.post("/session/password", {"current": "wrong-one-12345", "new_password": "another-password-2"})
    assert reply.status == 422, reply
    reply = one.post("/session/password", {"current": "a-long-password-1", "new_password": "another-password-2"})
    assert reply.status in (200, 204), reply
    problem_of(other.get("/session"), 401)
    assert one.get("/session").status == 200
    world.server.logged_in(user["login"], "another-password-2", world.tenant)


def test_a_disabled_user_is_out_at_once(world, admin):
    user = new_user(world, admin, ["info_clerk"])
    client = world.server.logged_in(user["login"], "a-long-password-1", world.tenant)
    admin.ok("POST", f"/users/{user['id']}/disable", {})
    problem_of(client.get("/session"), 401)
    problem_of(world.server.client().log_in(user["login"], "a-long-password-1", world.tenant), 401)
    admin.ok("POST", f"/users/{user['id']}/enable", {})
    world.server.logged_in(user["login"], "a-long-password-1", world.tenant)


def test_a_short_password_is_refused(world, admin):
    reply = admin.post("/users", {"login": f"short{world.number()}", "display_name": "x", "password": "abc", "roles": ["info_clerk"]})
    assert [error["pointer"] for error in problem_of(reply, 422)["errors"]] == ["/password"]


def test_many_wrong_passwords_are_throttled_with_retry_after(world, admin):
    user = new_user(world, admin, ["info_clerk"])
    for _ in range(40):
        reply = world.server.client().log_in(user["login"], "wrong-password", world.tenant)
        if reply.status == 429:
            break
        assert reply.status == 401, reply
    problem_of(reply, 429)
    assert int(reply.headers["Retry-After"]) >= 1


def test_a_token_does_what_its_permissions_say_and_no_more(world, admin):
    made = admin.ok("POST", "/tokens", {"name": "reader", "permissions": ["work_order.read"]})
    program = world.server.client(token=made["secret"])
    assert program.get("/work-orders").status == 200
    problem_of(program.get("/users"), 403)
    problem_of(program.post("/customers", {"name": "x"}), 403)
    admin.ok("POST", f"/tokens/{made['id']}/revoke", {})
    problem_of(program.get("/work-orders"), 401)


def test_a_token_is_shown_once(world, admin):
    made = admin.ok("POST", "/tokens", {"name": "once", "permissions": ["kpi.read"]})
    listed = admin.get("/tokens").body.decode()
    assert made["id"] in listed and made["secret"] not in listed


def test_the_secret_of_a_token_is_kept_nowhere_and_a_repeat_is_told_so(world, admin):
    key = {"Idempotency-Key": str(uuid.uuid4())}
    body = {"name": "keyed", "permissions": ["kpi.read"]}
    made = admin.post("/tokens", body, headers=key)
    assert made.status == 201
    again = admin.post("/tokens", body, headers=key)
    problem_of(again, 409, "idempotency_key_spent")
    assert made.json["secret"] not in again.body.decode()
    names = [item["name"] for item in admin.ok("GET", "/tokens?limit=200")["items"]]
    assert names.count("keyed") == 1
    if world.installation.postgres is None:
        secret = made.json["secret"].encode()
        for file in world.installation.data.rglob("*"):
            assert not file.is_file() or secret not in file.read_bytes(), file


def test_a_password_is_set_once_per_key(world, admin):
    key = {"Idempotency-Key": str(uuid.uuid4())}
    site = admin.ok("GET", "/sites")["items"][0]
    body = {"login": f"spent{world.number()}", "display_name": "一次", "password": "a-long-password-1", "roles": ["info_clerk"], "site_ids": [site["id"]]}
    assert admin.post("/users", body, headers=key).status == 201
    problem_of(admin.post("/users", body, headers=key), 409, "idempotency_key_spent")


@pytest.mark.parametrize("token", ["x", "", "demo.", "....", "demo." + "a" * 500, "nobody.abcdefghijklmnopqrstuvwxyz"])
def test_a_made_up_token_is_401(world, token):
    problem_of(world.server.client(token=token).get("/work-orders"), 401)


def test_expired_tokens_and_sessions_are_401(installation):
    start = datetime.datetime(2026, 3, 2, 1, 0, tzinfo=datetime.timezone.utc)
    installation.set_clock(start)
    logins = installation.demo(orders=5, months=1)
    admin = next(login for login in logins if login["role"] == "administrator")
    server = installation.serve()
    try:
        client = server.logged_in(admin["login"], admin["password"], admin["tenant"])
        made = client.ok("POST", "/tokens", {"name": "short", "permissions": ["work_order.read"], "expires_in_days": 1})
        program = server.client(token=made["secret"])
        assert program.get("/work-orders").status == 200
        installation.set_clock(start + datetime.timedelta(hours=23))
        assert program.get("/work-orders").status == 200
        installation.set_clock(start + datetime.timedelta(hours=25))
        problem_of(program.get("/work-orders"), 401)
        problem_of(client.get("/session"), 401)
        assert server.logged_in(admin["login"], admin["password"], admin["tenant"]).get("/session").status == 200
    finally:
        server.stop()
