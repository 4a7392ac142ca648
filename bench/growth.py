#!/usr/bin/env python3
"""Measures what growth costs: creating, reading, listing and changing work orders beside 100 thousand and beside
10 million of them, and the start of a server on 10 million.

Both companies are filled by `manyi demo --bulk` and served at once; the runs alternate, so that noise meets both. A ratio
is CPU milliseconds beside the large company over those beside the small one. Every kind of request is checked once.
Usage: bench/growth.py [--small N] [--large N] [--seconds S] [--keep FOLDER]   (--keep: use and leave the filled folders there)
"""
import argparse
import json
import pathlib
import shutil
import statistics
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
sys.path.insert(0, str(ROOT / "bench"))
import http_api  # noqa: E402 the same driver as the bench over HTTP
import manyi_server  # noqa: E402 the test harness starts servers

RUNS = 5
FILL_S = 3600


class Company:
    def __init__(self, folder, orders, seconds):
        self.installation = manyi_server.Installation("sqlite", folder)
        self.folder, self.seconds = folder, seconds
        if not (self.installation.data / "manyi.db").exists():
            self.installation.run("demo", "--bulk", "--orders", orders, "--months", 36, timeout=FILL_S)

    def serve(self):
        """Starts the server; returns the seconds to the first 200 of /readyz."""
        began = time.monotonic()
        self.server = self.installation.serve()
        return time.monotonic() - began

    def prepare(self):
        client = self.server.logged_in("admin", manyi_server.DEMO_PASSWORD, manyi_server.DEMO_TENANT)
        self.token = client.ok("POST", "/tokens", {"name": "growth", "permissions": client.session["permissions"]})["secret"]
        site = client.ok("GET", "/sites")["items"][0]["id"]
        orders = client.ok("GET", "/work-orders?limit=200")["items"]
        assert len(orders) == 200
        create = {"service_type": "carry_in", "site_id": site, "symptom_text": "growth", "brand": "x", "category": "y"}
        client.ok("POST", "/work-orders", create)
        assert len(client.ok("GET", "/work-orders?limit=50&open=true&sort=-created_at")["items"]) == 50
        self.kinds = {
            "create": ("POST", ["/api/v1/work-orders"], [json.dumps(create)]),
            "read": ("GET", [f"/api/v1/work-orders/{order['id']}" for order in orders], []),
            "list": ("GET", ["/api/v1/work-orders?limit=50&open=true&sort=-created_at"], []),
        }

    def drive(self, kind):
        return http_api.drive([self.server.process.pid], self.server.port, self.token, self.folder, self.seconds, *self.kinds[kind])[1]


def tell(claim, unit, values):
    print(json.dumps({"claim": claim, "value": statistics.median(values), "unit": unit, "n": len(values), "min": min(values), "max": max(values),
                      "command": "python3 bench/growth.py"}), flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--small", type=int, default=100_000)
    parser.add_argument("--large", type=int, default=10_000_000)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--keep", type=pathlib.Path)
    arguments = parser.parse_args()
    folder = arguments.keep or pathlib.Path(tempfile.mkdtemp(prefix="manyi-growth-"))
    try:
        small = Company(folder / "small", arguments.small, arguments.seconds)
        large = Company(folder / "large", arguments.large, arguments.seconds)
        small.serve()
        large.serve()  # the first start reads all facts and keeps them for the next
        large.server.stop()
        starts = []
        for _ in range(RUNS):
            starts.append(large.serve())
            if len(starts) < RUNS:
                large.server.stop()
        tell("start.10m.s", "s", starts)
        small.prepare()
        large.prepare()
        ratios = {kind: [] for kind in small.kinds}
        for _ in range(RUNS):
            for kind in ratios:
                beside_few = small.drive(kind)
                ratios[kind].append(large.drive(kind) / beside_few)
        for kind, values in ratios.items():
            tell(f"growth.{kind}", "ratio", values)
        small.server.stop()
        large.server.stop()
    finally:
        if not arguments.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
