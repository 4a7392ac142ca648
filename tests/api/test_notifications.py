"""Group bots against a receiver that checks signatures, fails, and counts; notifications; secrets that never come out.

Owns: the receiver. The clock stands still until a test moves it, so that a minute's limit and a wait are exact.
"""
import base64
import contextlib
import datetime
import hashlib
import hmac
import http.server
import json
import threading
import time
import urllib.parse

import pytest

import manyi_server
from conftest import pointers, problem_of

SHANGHAI = datetime.timezone(datetime.timedelta(hours=8))
SECRET = "SEC-nobody-may-read-this"
KEY = "key-nobody-may-read-this"
WITHIN_S = 20


class Receiver:
    """Answers as the three bots do: 200 with a code in the body."""

    def __init__(self):
        self.got, self.answers = [], []
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status, answer = receiver.take(self.path, json.loads(body))
                data = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    def take(self, path, body):
        parts = urllib.parse.urlsplit(path)
        query = dict(urllib.parse.parse_qsl(parts.query))
        self.got.append({"path": parts.path, "query": query, "body": body})
        if self.answers:
            return self.answers.pop(0)
        if parts.path == "/dingtalk":
            told = f"{query.get('timestamp')}\n{SECRET}"
            expected = base64.b64encode(hmac.new(SECRET.encode(), told.encode(), hashlib.sha256).digest()).decode()
            good = query.get("sign") == expected and query.get("access_token") == KEY
            return 200, {"errcode": 0 if good else 310000, "errmsg": "ok" if good else "sign not match"}
        if parts.path == "/feishu":
            told = f"{body.get('timestamp')}\n{SECRET}"
            good = body.get("sign") == base64.b64encode(hmac.new(told.encode(), b"", hashlib.sha256).digest()).decode()
            return 200, {"code": 0 if good else 19021, "msg": "success" if good else "sign match fail"}
        good = query.get("key") == KEY
        return 200, {"errcode": 0 if good else 93000, "errmsg": "ok" if good else "invalid webhook url"}

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Post:
    """A company by a clock of its own, whose bots may be on this machine."""

    def __init__(self):
        self.receiver = Receiver()
        self.installation = manyi_server.Installation()
        self.installation.env["MANYI_NOTIFY_PRIVATE_TARGETS"] = "true"
        self.now = datetime.datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)
        self.wait()
        self.installation.add_company("post")
        self.server = self.installation.serve()
        self.boss = self.server.logged_in("boss", manyi_server.PASSWORD, "post")

    def wait(self, **time_passes):
        """Moves the clock."""
        self.now += datetime.timedelta(**time_passes)
        self.installation.set_clock(self.now)

    def connect(self, kind, **more):
        query = {"dingtalk": f"?access_token={KEY}", "wecom": f"?key={KEY}", "feishu": ""}[kind]
        body = {"name": f"{kind} 群", "kind": kind, "webhook_url": f"{self.receiver.url}/{kind}{query}", "max_per_hour": 100, **more}
        if kind != "wecom":
            body.setdefault("secret", SECRET)
        return self.boss.ok("POST", "/notification-channels", body)

    def try_out(self, channel):
        return self.boss.ok("POST", f"/notification-channels/{channel['id']}/test")

    def delivery(self, sent):
        page = self.boss.ok("GET", f"/notification-deliveries?channel_id={sent['channel_id']}&limit=200")
        return next(item for item in page["items"] if item["id"] == sent["id"])

    def settled(self, sent, *states):
        return self.until(lambda: (found := self.delivery(sent))["state"] in (states or ("delivered", "dead")) and found)

    def until(self, ask):
        deadline = time.monotonic() + WITHIN_S
        while not (found := ask()):
            assert time.monotonic() < deadline, f"{self.receiver.got[-3:]}\n{self.server.text()}"
            time.sleep(0.05)
        return found

    def close(self):
        try:
            self.server.stop()
        finally:
            self.receiver.close()
            self.installation.remove()


@pytest.fixture(scope="module")
def post():
    made = Post()
    yield made
    made.close()


@pytest.fixture(autouse=True)
def quiet_receiver(request):
    if "post" in request.fixturenames:
        made = request.getfixturevalue("post")
        made.receiver.got.clear()
        made.receiver.answers.clear()


@pytest.mark.parametrize("kind", ["dingtalk", "feishu", "wecom"])
def test_a_message_arrives_signed_as_the_bot_wants_it(post, kind):
    sent = post.settled(post.try_out(post.connect(kind)))
    assert (sent["state"], sent["attempts"], sent["last_status"], sent["last_code"]) == ("delivered", 1, 200, 0), sent
    assert [request["path"] for request in post.receiver.got] == [f"/{kind}"]
    body = post.receiver.got[0]["body"]
    assert f"{kind} 群" in (body["content"]["text"] if kind == "feishu" else body["text"]["content"])


def test_what_is_secret_never_comes_out(post):
    channel = post.connect("dingtalk")
    assert channel["secret_set"] is True and channel["host"] == "127.0.0.1"
    post.settled(post.try_out(channel))
    told = [post.boss.get(path).body for path in ("/notification-channels", f"/notification-channels/{channel['id']}", "/notification-deliveries")]
    told.append(post.server.text().encode())
    told += [path.read_bytes() for path in post.installation.data.rglob("*") if path.is_file()]
    for text in told:
        assert SECRET.encode() not in text and KEY.encode() not in text


def test_a_wrong_secret_is_given_up_at_once_is_seen_and_sent_again(post):
    channel = post.connect("dingtalk", secret="SEC-another")
    sent = post.settled(post.try_out(channel))
    assert (sent["state"], sent["last_code"], sent["allowed"]) == ("dead", 310000, ["redeliver"])
    dead = post.boss.ok("GET", f"/notification-deliveries?state=dead&channel_id={channel['id']}")["items"]
    assert [item["id"] for item in dead] == [sent["id"]]
    assert post.boss.ok("GET", f"/notification-channels/{channel['id']}")["dead"] == 1
    changed = post.boss.patch(f"/notification-channels/{channel['id']}", {"secret": SECRET}, headers={"If-Match": f'"{channel["version"]}"'})
    assert changed.status == 200, changed
    post.boss.ok("POST", f"/notification-deliveries/{sent['id']}/redeliver")
    assert post.settled(sent, "delivered")
    problem_of(post.boss.post(f"/notification-deliveries/{sent['id']}/redeliver"), 409, "notification_delivery.state")


def test_a_failing_bot_is_asked_again_after_ten_seconds(post):
    post.receiver.answers += [(500, {}), (200, {"errcode": 130101, "errmsg": "send too fast"})]
    sent = post.try_out(post.connect("dingtalk"))
    post.until(lambda: post.delivery(sent)["last_status"] == 500)
    post.wait(seconds=9)
    time.sleep(2.5)
    assert len(post.receiver.got) == 1
    post.wait(seconds=1)
    post.until(lambda: post.delivery(sent)["last_code"] == 130101)
    post.wait(seconds=30)
    assert post.settled(sent)["attempts"] == 3


def test_twenty_go_in_a_minute_and_the_rest_follows(post):
    channel = post.connect("wecom")
    last = [post.try_out(channel) for _ in range(25)][-1]
    post.until(lambda: len(post.receiver.got) == 20)
    time.sleep(2.5)
    assert len(post.receiver.got) == 20
    assert post.boss.ok("GET", f"/notification-channels/{channel['id']}")["waiting"] == 5
    post.wait(minutes=1)
    post.settled(last)
    assert len(post.receiver.got) == 25


def test_a_channel_is_changed_with_its_version_and_taken_away(post):
    channel = post.connect("feishu")
    path = f"/notification-channels/{channel['id']}"
    problem_of(post.boss.patch(path, {"name": "x"}, headers={"If-Match": '"9"'}), 412)
    off = post.boss.ok("PATCH", path, {"enabled": False, "quiet_from": "22:00"})
    assert (off["enabled"], off["quiet_from"], off["quiet_to"], off["secret_set"]) == (False, "22:00", "08:00", True)
    problem_of(post.boss.post(path + "/test"), 409)
    assert post.boss.delete(path).status == 204
    problem_of(post.boss.get(path), 404)


def test_private_targets_are_refused_unless_configured(world, manager):
    for address in ("https://127.0.0.1/x", "https://10.1.2.3/x", "https://[::1]/x", "https://localhost/x", "http://oapi.dingtalk.com/x",
                    "https://user:pass@oapi.dingtalk.com/x", "nonsense"):
        reply = manager.post("/notification-channels", {"name": "群", "kind": "dingtalk", "webhook_url": address})
        assert pointers(problem_of(reply, 422)) == ["/webhook_url"], address


def test_all_bad_fields_are_named_at_once(manager):
    body = {"name": "群", "kind": "wecom", "secret": "s", "webhook_url": "https://127.0.0.1/", "scope": "site", "scope_key": "x", "quiet_to": "25:00"}
    assert pointers(problem_of(manager.post("/notification-channels", body), 422)) == ["/quiet_to", "/scope_key", "/secret", "/webhook_url"]


def test_channels_are_for_who_may_and_of_ones_own_company(world, manager, clerk, technician):
    for client in (clerk, technician):
        problem_of(client.get("/notification-channels"), 403)
        problem_of(client.post("/notification-channels", {}), 403)
    channel = manager.ok("POST", "/notification-channels", {"name": "群", "kind": "feishu", "webhook_url": "https://open.feishu.cn/hook/x"})
    problem_of(world.foreign.get(f"/notification-channels/{channel['id']}"), 404)
    problem_of(world.foreign.post(f"/notification-channels/{channel['id']}/test"), 404)
    manager.delete(f"/notification-channels/{channel['id']}")


def test_notifications_are_ones_own_and_unknown_ones_are_404(world, technician):
    page = technician.ok("GET", "/notifications?unread=true")
    assert page["total_estimate"] == len(page["items"])
    problem_of(technician.post("/notifications/00000000000zz/read"), 404)
    assert technician.ok("POST", "/notifications/read-all") == {"read": page["total_estimate"]}
    problem_of(world.server.client().get("/notifications"), 401)


def test_the_receiver_itself_refuses_what_is_not_signed():
    receiver = Receiver()
    with contextlib.closing(receiver):
        assert receiver.take("/dingtalk?access_token=" + KEY, {})[1]["errcode"] == 310000
        assert receiver.take("/feishu", {"timestamp": "1", "sign": "x"})[1]["code"] == 19021
