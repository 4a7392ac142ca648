#!/usr/bin/env python3
"""Measures what a manager looks at first, beside 100 thousand work orders with all that belongs to them (answers,
complaints, parts, charges, targets): the landing board, its first answer after a start, and after a change.

The company is a `manyi demo`. Every answer is checked once: twelve figures, of which nearly all have a landing and
most a target.
Usage: bench/board.py [--orders N] [--seconds S]
"""
import argparse
import json
import pathlib
import statistics
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
sys.path.insert(0, str(ROOT / "bench"))
import http_api  # noqa: E402 the same driver as the bench over HTTP
import manyi_server  # noqa: E402 the test harness starts servers

RUNS = 5
FILL_S = 1800


def tell(claim, unit, values):
    print(json.dumps({"claim": claim, "value": statistics.median(values), "unit": unit, "n": len(values), "min": min(values), "max": max(values),
                      "command": "python3 bench/board.py"}), flush=True)


def check(board):
    assert len(board["items"]) == 12, board
    assert sum(1 for line in board["items"] if line["landing"]) >= 10, board
    assert sum(1 for line in board["items"] if line["target"]) >= 8


def timed(client, path):
    began = time.monotonic()
    answer = client.ok("GET", path)
    return time.monotonic() - began, answer


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--orders", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=3)
    arguments = parser.parse_args()
    installation = manyi_server.Installation("sqlite")
    try:
        installation.run("demo", "--orders", arguments.orders, "--months", 12, timeout=FILL_S)
        first = []
        for _ in range(RUNS + 1):
            server = installation.serve()
            client = server.logged_in("admin", manyi_server.DEMO_PASSWORD, manyi_server.DEMO_TENANT)
            seconds, board = timed(client, "/landing-board")
            check(board)
            first.append(seconds)
            if len(first) <= RUNS:
                server.stop()
        tell("board.first_start.s", "s", first[:1])  # reads all records; later starts take them from their snapshot
        tell("board.start.s", "s", first[1:])
        order = client.ok("GET", "/work-orders?limit=1&open=true")["items"][0]["id"]
        after = []
        for number in range(RUNS):
            client.ok("POST", f"/work-orders/{order}/comments", {"text": f"bench {number}"})
            seconds, board = timed(client, "/landing-board")
            check(board)
            after.append(seconds * 1000)
        tell("board.after_change.ms", "ms", after)
        token = client.ok("POST", "/tokens", {"name": "board", "permissions": client.session["permissions"]})["secret"]
        site = client.ok("GET", "/sites")["items"][0]["id"]
        paths = {
            "board.ms": "/landing-board",
            "board.site.ms": f"/landing-board?scope=site&scope_key={site}",
            "demo.list50.cpu_ms": "/work-orders?limit=50&open=true&sort=-created_at",
            "demo.home.cpu_ms": "/home",
        }
        figures = {claim: [] for claim in paths}
        for _ in range(RUNS):
            for claim, path in paths.items():
                client.ok("GET", path)
                figures[claim].append(http_api.drive([server.process.pid], server.port, token, installation.folder, arguments.seconds, "GET",
                                                     ["/api/v1" + path], [])[1])
        for claim, values in figures.items():
            tell(claim, "CPU-ms", values)
        server.stop()
    finally:
        installation.remove()


if __name__ == "__main__":
    main()
