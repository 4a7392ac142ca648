"""A company whose clock stands where the story says.

Times are written as people in Shanghai read them: "2026-03-02 09:00".
"""
import datetime
import json
import time

import manyi_server

SHANGHAI = datetime.timezone(datetime.timedelta(hours=8))
HOUR = 3_600_000
MINUTE = 60_000


class Story:
    """One tenant, one site, one technician; the server runs on the story's clock."""

    def __init__(self, begins):
        self.installation = manyi_server.Installation()
        try:
            self.at(begins)
            self.installation.add_company("story")
            self.server = self.installation.serve()
            client = self.server.logged_in("boss", manyi_server.PASSWORD, "story")
            token = client.ok("POST", "/tokens", {"name": "story", "permissions": client.session["permissions"], "expires_in_days": 366})
            self.client = self.server.client(token["secret"])
            self.seq = 0
            calendar = self.post("/calendars", {"code": "CN", "name": "国家日历", "chinese_holidays": True, "exceptions": [], "week": [
                {"weekday": day, "open": "09:00", "close": "18:00"} for day in range(1, 6)]})
            self.site = self.post("/sites", {"code": "S1", "name": "故事站", "time_zone": "Asia/Shanghai", "calendar_id": calendar["id"]})["id"]
            self.technician = self.post("/employees", {"no": "T1", "name": "王师傅", "site_id": self.site, "role": "technician"})["id"]
        except BaseException:
            self.installation.remove()
            raise

    def at(self, moment):
        """Sets the clock."""
        self.installation.set_clock(datetime.datetime.strptime(moment, "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI))

    def post(self, path, body):
        reply = self.client.post(path, body)
        assert 200 <= reply.status < 300, f"{path} {body}: {reply}"
        self.seq = int(reply.headers["Manyi-Seq"])
        return reply.json

    def bring_in(self, file, kind="work-orders"):
        """Imports a file with a program of its own beside the server; returns its summary once the server's figures include it."""
        done = self.installation.run_json("import", kind, file)
        head = self.installation.folder / "head.json"
        self.installation.run("head", head)
        self.seq = json.loads(head.read_text(encoding="utf-8"))["seq"]
        self.catch_up()
        return done

    def catch_up(self):
        """Waits until the figures include the last change."""
        self.read("/kpi", metrics="intake_count", **{"from": "2026-01-01", "to": "2026-01-02"})

    def read(self, path, **query):
        """An answer that includes the story's last change: the server waits for it, on a busy machine more than once."""
        deadline = time.monotonic() + 60
        while True:
            reply = self.client.get(path, **query, headers={"Manyi-Seq": str(self.seq)})
            assert reply.status == 200, reply
            if reply.json.get("fresh_to", self.seq) >= self.seq:
                return reply.json
            assert time.monotonic() < deadline, "the figures do not follow"

    def take_in(self, moment, serial=None, service_type="carry_in", **more):
        self.at(moment)
        body = {"service_type": service_type, "site_id": self.site, "symptom_text": "故事里的毛病", "warranty": "in_warranty",
                "customer": {"name": "客户"}, **({"serial_no": serial} if serial else {}), **more}
        return self.post("/work-orders", body)["id"]

    def do(self, moment, order, *steps):
        """Transitions at one moment, in order; a step is a name or (name, fields)."""
        self.at(moment)
        answer = None
        for step in steps:
            name, fields = step if isinstance(step, tuple) else (step, {})
            if name in ("assign", "dispatch"):
                fields = {"technician_id": self.technician, **fields}
            answer = self.post(f"/work-orders/{order}/{name}", fields)
        return answer

    def kpi(self, metric, begin, end, as_of, **more):
        """The cells of one metric over [begin, end), days of Shanghai."""
        moment = datetime.datetime.strptime(as_of, "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)
        self.catch_up()
        answer = self.read("/kpi", metrics=metric, **{"from": begin, "to": end}, as_of=manyi_server.rfc3339(moment), **more)
        return answer["metrics"][0]["cells"]

    def one(self, metric, begin, end, as_of, **more):
        cell, = self.kpi(metric, begin, end, as_of, **more)
        return cell

    def close(self):
        try:
            self.server.stop()
        finally:
            self.installation.remove()


BENCH = ["assign", "diagnose", "start_repair", "finish_repair", "pass_qc"]
