#!/usr/bin/env python3
"""Runs the benches and rewrites bench/results.json and bench/RESULTS.md.

A bench is a program (bench/NAME.py, or bench/NAME.cpp, built here) that checks its answers first and then prints one
JSON object per line and claim: {"claim", "value", "unit", "n", "min", "max", "command"}. `value` is the median of n >= 5.
Peers and targets stand in bench/claims.json; where a bench asked peers the same question over the same records, theirs is
the value beside it. Usage: bench/run.py [NAME...]; without names all but those of ten million orders (NAME_10m), which
take minutes and 8 GiB.
"""
import datetime
import json
import os
import pathlib
import platform
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
RESULTS = HERE / "results.json"


def benches():
    """{name: command} of every bench there is."""
    found = {path.stem: [sys.executable, str(path)] for path in sorted(HERE.glob("*.py")) if path.name != "run.py"}
    found["http_api_postgres"] = [str(ROOT / "scripts/with_postgres"), *found["http_api"], "--postgres"]
    found.update({path.stem: [str(ROOT / "build/release/bench" / path.stem)] for path in sorted(HERE.glob("*.cpp"))})
    found["web_routes"] = ["node", str(HERE / "web_routes.mjs")]
    found["kpi_peers"] = [str(ROOT / "scripts/with_postgres"), "node", str(HERE / "kpi_peers.mjs")]
    for name in ("kpi_engine", "kpi_peers"):
        found[f"{name}_10m"] = [*found[name], "--rows", "10000000"]
    return found


def routine(names):
    """What runs when nobody names a bench: not the long ones, and peers only where they are installed."""
    peers = (HERE / "peers/node_modules").is_dir()
    return [name for name in names if not name.endswith("_10m") and (peers or name != "kpi_peers")]


def build(names):
    programs = {name.removesuffix("_10m").replace("kpi_peers", "kpi_engine") for name in names}
    targets = sorted(name for name in programs if (HERE / f"{name}.cpp").exists())
    if targets:
        subprocess.run(["cmake", "--build", str(ROOT / "build/release"), "--target", *targets], check=True, stdout=subprocess.DEVNULL)


def machine():
    model = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo", encoding="utf-8") if line.startswith("model name")), "unknown")
    memory = int(next(line.split()[1] for line in open("/proc/meminfo", encoding="utf-8") if line.startswith("MemTotal"))) // (1 << 20)
    compiler = subprocess.run(["g++", "--version"], capture_output=True, text=True, check=False).stdout.splitlines()[:1]
    return f"{os.cpu_count()} x {model}, {memory} GiB, {platform.system()} {platform.release()}, {' '.join(compiler)}"


def measure(name, command):
    """The claims that one bench printed."""
    shown = " ".join("bench/" + pathlib.Path(part).name if part.startswith(str(HERE)) else os.path.relpath(part, ROOT) if part.startswith(str(ROOT)) else
                     "python3" if part == sys.executable else part for part in command)
    print(f"bench {name}", flush=True)
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"bench {name} failed with {done.returncode}")
    claims = []
    for line in done.stdout.splitlines():
        if not line.startswith('{"claim"'):
            print(f"  {line}", flush=True)
        else:
            claim = json.loads(line)
            claim.setdefault("command", shown)
            claims.append(claim)
            print(f"  {claim['claim']:28} {claim['value']:>12.4g} {claim['unit']}", flush=True)
    return claims


def figure(value):
    return "" if value is None else f"{value:,.4g}" if abs(value) < 10000 else f"{value:,.0f}"


PEERS = {"duckdb": "DuckDB", "postgres": "PostgreSQL"}
QUESTION = re.compile(r"(kpi(?:\.\d+)?\.q\d)\.(\w+\.)?(ms|us)$")


def asked_alike(claim, results):
    """The fastest peer that was asked the same question over as many records: (its name, its value in the claim's unit)."""
    question = QUESTION.match(claim)
    if not question or (question[2] or "")[:-1] in PEERS:
        return None
    values = {result["claim"]: result["value"] for result in results}
    found = [(values[f"{question[1]}.{peer}.ms"], name) for peer, name in PEERS.items() if f"{question[1]}.{peer}.ms" in values]
    return (min(found)[1], min(found)[0] * (1000 if question[3] == "us" else 1)) if found else None


def write(results):
    targets = json.loads((HERE / "claims.json").read_text(encoding="utf-8"))
    for result in results["results"]:
        known = targets.get(result["claim"], {})
        result["peer"], result["peer_value"] = asked_alike(result["claim"], results["results"]) or (known.get("peer"), known.get("peer_value"))
    RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    lines = ["# Results", "", "Written by `make bench`; do not edit. What is claimed against whom stands in `claims.json`.", "",
             f"- machine: {results['machine']}", f"- date: {results['date']}", f"- version: {results['version']}", "",
             "| claim | median | unit | n | min | max | reach | peer | peer's | command |", "|---|---|---|---|---|---|---|---|---|---|"]
    for result in sorted(results["results"], key=lambda item: item["claim"]):
        known = targets.get(result["claim"], {})
        reach = f"{known['sign']} {figure(known['reach'])}" if "reach" in known else ""
        if reach:
            met = result["value"] <= known["reach"] if known["sign"] == "<=" else result["value"] >= known["reach"]
            reach += " (met)" if met else " (missed)"
        lines.append(f"| `{result['claim']}` | {figure(result['value'])} | {result['unit']} | {result['n']} | {figure(result['min'])} | "
                     f"{figure(result['max'])} | {reach} | {result['peer'] or ''} | {figure(result['peer_value'])} | `{result['command']}` |")
    (HERE / "RESULTS.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    known = benches()
    wanted = sys.argv[1:] or routine(known)
    unknown = [name for name in wanted if name not in known]
    if unknown:
        sys.exit(f"no bench {', '.join(unknown)}; there are {', '.join(known)}")
    build(wanted)
    before = json.loads(RESULTS.read_text(encoding="utf-8"))["results"] if RESULTS.exists() else []
    kept = {result["claim"]: result for result in before}
    version = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    for name in wanted:  # what was measured stands, even when a later one fails
        for result in measure(name, known[name]):
            kept[result["claim"]] = result
        write({"machine": machine(), "date": datetime.date.today().isoformat(), "version": version, "results": list(kept.values())})


if __name__ == "__main__":
    main()
