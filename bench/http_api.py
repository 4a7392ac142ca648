#!/usr/bin/env python3
"""Measures the service desk over HTTP: durable creations, reads, lists, changes, a report, rest and start.

100,000 work orders are imported first; wrk drives 64 connections; CPU is that of all server processes. Every kind of
request is checked once before it is timed, and a run with a refused request counts for nothing.
Usage: bench/http_api.py [--records N] [--seconds S] [--postgres]     (--postgres under scripts/with_postgres)
"""
import argparse
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
import manyi_server  # noqa: E402 the test harness starts servers; the path above leads to it

RUNS = 5
CONNECTIONS = 64
TICKS = os.sysconf("SC_CLK_TCK")
LUA = """
local paths, bodies = {paths}, {bodies}
local number = 0
function setup(thread) offset = (offset or 0) + 1; thread:set("lane", offset) end
function request()
  number = number + 1
  local index = (number * 7919 + lane * 104729) % #paths + 1
  local body = bodies[(number + lane) % math.max(1, #bodies) + 1]
  return wrk.format("{method}", paths[index], nil, body)
end
wrk.headers["Authorization"] = "Bearer {token}"
wrk.headers["Content-Type"] = "application/json"
"""


def lua_list(values):
    return "{" + ",".join(json.dumps(value, ensure_ascii=True).replace("\\u", "\\\\u") for value in values) + "}"


def cpu_seconds(pids):
    total = 0
    for pid in pids:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        total += int(fields[11]) + int(fields[12]) + int(fields[13]) + int(fields[14])
    return total / TICKS


def pss_mib(pids):
    return sum(int(re.search(r"^Pss:\s+(\d+)", pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8"), re.M).group(1)) for pid in pids) / 1024


def drive(pids, port, token, folder, seconds, method, paths, bodies=()):
    """One wrk run against a server: (requests per second, CPU milliseconds of its processes per request)."""
    script = folder / "wrk.lua"
    text = LUA.replace("{paths}", lua_list(paths)).replace("{bodies}", lua_list(bodies)).replace("{method}", method).replace("{token}", token)
    script.write_text(text, encoding="utf-8")
    before = cpu_seconds(pids)
    done = subprocess.run(["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "20s", "-s", str(script), f"http://127.0.0.1:{port}"],
                          capture_output=True, text=True, check=True)
    spent = cpu_seconds(pids) - before
    assert "Non-2xx" not in done.stdout and "Socket errors" not in done.stdout, done.stdout
    requests = int(re.search(r"(\d+) requests in", done.stdout).group(1))
    return float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout).group(1)), spent * 1000 / requests


class Bench:
    def __init__(self, arguments):
        self.arguments = arguments
        self.prefix = "pg." if arguments.postgres else ""
        self.installation = manyi_server.Installation("postgres" if arguments.postgres else "sqlite")
        self.command = "python3 bench/http_api.py" + (" --postgres" if arguments.postgres else "")

    def tell(self, claim, unit, values):
        print(json.dumps({"claim": self.prefix + claim, "value": statistics.median(values), "unit": unit, "n": len(values),
                          "min": min(values), "max": max(values), "command": self.command}), flush=True)

    def fill(self):
        file = self.installation.folder / "orders.csv"
        with file.open("w", encoding="utf-8") as out:
            out.write("source_id,requested_at,site,serial_no,symptom_text,brand,category\n")
            for number in range(self.arguments.records):
                out.write(f"B{number},2026-{number % 10 + 1:02d}-{number % 28 + 1:02d} {number % 9 + 9:02d}:{number % 60:02d},B1,"
                          f"SB{number:08d},风扇异响 {number},品牌{number % 20},类别{number % 12}\n")
        self.installation.add_company("bench")
        server = self.installation.serve()
        client = server.logged_in("boss", manyi_server.PASSWORD, "bench")
        site = client.ok("POST", "/sites", {"code": "B1", "name": "Bench", "time_zone": "Asia/Shanghai"})
        client.ok("POST", "/employees", {"no": "T1", "name": "T", "site_id": site["id"], "role": "technician"})
        self.site = site["id"]
        self.token = client.ok("POST", "/tokens", {"name": "bench", "permissions": client.session["permissions"]})["secret"]
        server.stop()
        began = time.monotonic()
        result = self.installation.run_json("import", "work-orders", file, timeout=1800)
        assert result["imported"] == self.arguments.records, result
        return self.arguments.records / (time.monotonic() - began)

    def pids(self):
        pids = [self.server.process.pid]
        if self.installation.postgres:
            pids += [int(pid) for pid in subprocess.run(["pgrep", "-f", "postgres: manyi"], capture_output=True, text=True, check=False).stdout.split()]
        return pids

    def drive(self, method, paths, bodies=()):
        return drive(self.pids(), self.server.port, self.token, self.installation.folder, self.arguments.seconds, method, paths, bodies)

    def run(self):
        self.tell("http.fill.rows_per_s", "rows/s", [self.fill()])  # the whole command; import_csv measures the claim
        starts = []
        for _ in range(RUNS):
            began = time.monotonic()
            self.server = self.installation.serve()
            starts.append(time.monotonic() - began)
            if len(starts) < RUNS:
                self.server.stop()
        self.tell("start.100k.s", "s", starts)
        time.sleep(3)
        self.tell("idle.pss_mib", "MiB", [pss_mib(self.pids())])
        client = self.server.client(self.token)
        orders = client.ok("GET", "/work-orders?limit=200&open=true")["items"]
        assert len(orders) == 200
        create = {"service_type": "carry_in", "site_id": self.site, "symptom_text": "bench", "brand": "x", "category": "y"}
        assert client.post("/work-orders", create).status == 201
        technician = client.ok("GET", "/employees")["items"][0]["id"]
        assert client.post(f"/work-orders/{orders[0]['id']}/assign", {"technician_id": technician}).status == 200
        read = [f"/api/v1/work-orders/{order['id']}" for order in orders]
        listing = "/api/v1/work-orders?limit=50&open=true&sort=-created_at"
        assert len(client.request("GET", listing.removeprefix("/api/v1")).json["items"]) == 50
        report = "/api/v1/kpi?metrics=intake_count&from=2026-01-01&to=2027-01-01&grain=month&by=brand"
        cells = client.request("GET", report.removeprefix("/api/v1")).json["metrics"][0]["cells"]
        assert sum(cell["n"] for cell in cells) == self.arguments.records + 1
        found = client.get("/search", q="异响").json["items"]
        assert found
        codes = ",".join(metric["code"] for metric in client.ok("GET", "/metrics")["items"])
        board = f"/api/v1/kpi?metrics={codes}&from=2026-01-01&to=2027-01-01&grain=month"  # the board of the whole catalogue: every metric's trend
        assert len(client.request("GET", board.removeprefix("/api/v1")).json["metrics"]) > 80
        kinds = {
            "create": ("POST", ["/api/v1/work-orders"], [json.dumps(create)]),
            "read": ("GET", read, []),
            "list50": ("GET", [listing], []),
            "change": ("POST", [path + "/assign" for path in read], [json.dumps({"technician_id": technician})]),
            "report": ("GET", [report], []),
            "board": ("GET", [board], []),
            "search": ("GET", ["/api/v1/search?q=%E5%BC%82%E5%93%8D"], []),
        }
        figures = {kind: [] for kind in kinds}
        for _ in range(RUNS):
            for kind, (method, paths, bodies) in kinds.items():
                figures[kind].append(self.drive(method, paths, bodies))
        for kind in ("create", "read", "list50", "change"):
            self.tell(f"http.{kind}.cpu_ms", "CPU-ms", [cpu for _, cpu in figures[kind]])
        self.tell("http.create.rps", "1/s", [rate for rate, _ in figures["create"]])
        self.tell("http.report.ms", "CPU-ms", [cpu for _, cpu in figures["report"]])
        self.tell("board.catalogue.ms", "CPU-ms", [cpu for _, cpu in figures["board"]])
        self.tell("search.2chars.ms", "CPU-ms", [cpu for _, cpu in figures["search"]])
        self.server.stop()

    def close(self):
        self.installation.remove()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--postgres", action="store_true")
    bench = Bench(parser.parse_args())
    try:
        bench.run()
    finally:
        bench.close()


if __name__ == "__main__":
    main()
