#!/usr/bin/env python3
"""Refuses includes and imports against the layers of docs/architecture.md.

Owns the rules: who may include whom, names that hide a purpose, and the size from which a file wants splitting.
Usage: check_includes.py [--self-test] [--graph] [--write-graph] [ROOT]
"""
import pathlib
import re
import sys
import tempfile

LINES_LIMIT = 600
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
CPP = {".h", ".cpp", ".hpp", ".cc"}
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]', re.M)
MODULE = re.compile(r"^\s*manyi_module\s*\(\s*(\w+)([^)]*)\)", re.M)
IMPORT = re.compile(r"""(?:\bfrom\s*|\bimport\s*\(?\s*)['"]([^'"]+)['"]""")
GRAPH_BEGIN, GRAPH_END = "<!-- graph: begin -->", "<!-- graph: end -->"


def declared_modules(root):
    """Returns {module: [modules it declares]} from the modules' CMakeLists.txt."""
    graph = {}
    for path in sorted((root / "src/modules").glob("*/CMakeLists.txt")):
        text = re.sub(r"#.*", "", path.read_text(encoding="utf-8"))
        for name, rest in MODULE.findall(text):
            depends, reading = [], False
            for word in rest.split():
                if word.isupper():
                    reading = word == "DEPENDS"
                elif reading:
                    depends.append(word)
            graph[name] = depends
    return graph


def find_cycle(graph):
    """Returns one cycle as a list of names, or None."""
    state, trail = {}, []

    def visit(name):
        if state.get(name) == "done":
            return None
        if state.get(name) == "open":
            return trail[trail.index(name):] + [name]
        state[name] = "open"
        trail.append(name)
        for other in graph.get(name, ()):
            cycle = visit(other)
            if cycle:
                return cycle
        trail.pop()
        state[name] = "done"
        return None

    for name in graph:
        cycle = visit(name)
        if cycle:
            return cycle
    return None


def closure(graph, name):
    seen, todo = set(), list(graph.get(name, ()))
    while todo:
        other = todo.pop()
        if other not in seen:
            seen.add(other)
            todo += graph.get(other, ())
    return seen


def layer_of(parts):
    """('modules', 'workorders') for src/modules/workorders/store.cpp; ('base', '') for src/base/id.h."""
    layer = parts[0]
    return (layer, parts[1]) if layer in ("engines", "platform", "modules") and len(parts) > 2 else (layer, "")


def refusal(user, target, target_parts, in_tests, graph):
    """Returns why `user` must not include `target`, or None."""
    (layer, room), (other_layer, other_room) = user, target
    if layer == "server":
        return None
    if other_layer == "server":
        return "nobody includes server"
    if layer == "base":
        return None if other_layer == "base" else "base includes nothing above itself"
    if layer == "engines":
        if other_layer == "base" or target == user:
            return None
        if in_tests and target == ("engines", "simulation"):
            return None  # where a test gets its companies from
        return "an engine sees base and itself, no SQL, no HTTP, no other engine"
    if layer == "platform":
        return None if other_layer in ("base", "platform") else "platform sees base and platform only"
    if layer == "modules":
        if other_layer != "modules" or room == other_room:
            return None
        shared_room = in_tests and target_parts[2] == "tests"  # tests may begin in the test room of a module below
        if target_parts[2:] not in ([other_room + ".h"], [other_room + "_events.h"]) and not shared_room:
            return f"of module {other_room} only {other_room}.h and {other_room}_events.h are open to others"
        allowed = closure(graph, room) if in_tests else set(graph.get(room, ()))
        if other_room not in allowed:
            return f"module {room} does not declare DEPENDS {other_room}"
        return None
    return f"unknown layer src/{layer}"


def check_cpp(root, errors, warnings):
    src = root / "src"
    graph = declared_modules(root)
    for name, depends in graph.items():
        for other in depends:
            if other not in graph:
                errors.append(("undeclared", f"src/modules/{name}/CMakeLists.txt: depends on {other}, which declares no module"))
    cycle = find_cycle(graph)
    if cycle:
        errors.append(("cycle", "modules form a cycle: " + " -> ".join(cycle)))
    used_by_platform = {}
    for path in sorted(p for p in src.rglob("*") if p.suffix in CPP and p.is_file()):
        shown = path.relative_to(root).as_posix()
        parts = list(path.relative_to(src).parts)
        if len(parts) < 2:
            errors.append(("place", f"{shown}: no layer; move it into a folder of src/"))
            continue
        user = layer_of(parts)
        if user[0] == "modules" and user[1] not in graph:
            errors.append(("undeclared", f"{shown}: module {user[1]} has no manyi_module(...) in its CMakeLists.txt"))
        text = path.read_text(encoding="utf-8")
        for bracket, target in INCLUDE.findall(text):
            if target.startswith("..") or "/../" in target:
                errors.append(("relative", f"{shown}: include \"{target}\" from src/, never with ../"))
                continue
            target_parts = target.split("/")
            inside = (src / target).is_file() or target_parts[0] in ("base", "engines", "platform", "modules", "server")
            if not inside:
                if bracket == '"' and (path.parent / target).is_file():
                    errors.append(("relative", f"{shown}: include \"{(path.parent / target).relative_to(src).as_posix()}\" from src/"))
                continue
            if len(target_parts) < 2:
                continue
            if bracket == "<":
                errors.append(("relative", f"{shown}: <{target}> is ours; include it with quotes"))
            other = layer_of(target_parts)
            why = refusal(user, other, target_parts, "tests" in parts[2:], graph)
            if why:
                errors.append(("layer", f"{shown}: includes \"{target}\": {why}"))
            if user[0] == other[0] == "platform" and user != other:
                used_by_platform.setdefault(user[1], set()).add(other[1])
    cycle = find_cycle({k: sorted(v) for k, v in used_by_platform.items()})
    if cycle:
        warnings.append("platform folders include each other: " + " -> ".join(cycle))


def check_web(root, errors):
    """app -> features -> shared; a feature never imports another feature."""
    web = root / "web/src"
    for path in sorted(p for p in web.rglob("*") if p.suffix in (".ts", ".tsx")):
        own = path.relative_to(web).parts
        for target in IMPORT.findall(path.read_text(encoding="utf-8")):
            if target.startswith("@/"):
                parts = tuple(target[2:].split("/"))
            elif target.startswith("."):
                resolved = (path.parent / target).resolve()
                if web.resolve() not in resolved.parents:
                    continue
                parts = resolved.relative_to(web.resolve()).parts
            else:
                continue
            shown = path.relative_to(root).as_posix()
            if own[0] == "features" and parts[0] == "features" and parts[1:2] != own[1:2]:
                errors.append(("web", f"{shown}: imports {target}: features never import each other"))
            elif own[0] == "features" and parts[0] == "app":
                errors.append(("web", f"{shown}: imports {target}: a feature does not see app"))
            elif own[0] in ("shared", "api") and parts[0] in ("app", "features"):
                errors.append(("web", f"{shown}: imports {target}: {own[0]} sees neither app nor features"))


def check_names(root, errors, warnings):
    for top in ("src", "web/src", "tests", "bench", "scripts"):
        for path in sorted((root / top).rglob("*")):
            if "node_modules" in path.parts or "__pycache__" in path.parts:
                continue
            if path.stem.lower() in FORBIDDEN_NAMES:
                errors.append(("name", f"{path.relative_to(root).as_posix()}: say what it is for; utils, helpers and common say nothing"))
            if path.is_file() and path.suffix in CPP | {".ts", ".tsx", ".py"} and "generated" not in path.name and "/api/" not in path.as_posix().replace("tests/api", ""):
                lines = path.read_bytes().count(b"\n")
                if lines > LINES_LIMIT:
                    warnings.append(f"{path.relative_to(root).as_posix()}: {lines} lines; split it by subject")


def graph_text(root):
    """The module graph as a Mermaid drawing, direct dependencies only."""
    graph = declared_modules(root)
    lines = ["```mermaid", "graph LR"]
    for name in sorted(graph):
        lines += [f"  {name} --> {other}" for other in graph[name]] or [f"  {name}"]
    return "\n".join(lines + ["```"])


def check_graph(root, errors):
    page = root / "docs/architecture.md"
    if not page.is_file():
        return
    text = page.read_text(encoding="utf-8")
    if GRAPH_BEGIN in text and text.split(GRAPH_BEGIN, 1)[1].split(GRAPH_END, 1)[0].strip() != graph_text(root):
        errors.append(("graph", "docs/architecture.md: the module graph is stale; run scripts/check_includes.py --write-graph"))


def write_graph(root):
    page = root / "docs/architecture.md"
    text = page.read_text(encoding="utf-8")
    before, rest = text.split(GRAPH_BEGIN, 1)
    after = rest.split(GRAPH_END, 1)[1]
    page.write_text(f"{before}{GRAPH_BEGIN}\n{graph_text(root)}\n{GRAPH_END}{after}", encoding="utf-8")


def check(root):
    errors, warnings = [], []
    check_cpp(root, errors, warnings)
    check_web(root, errors)
    check_names(root, errors, warnings)
    check_graph(root, errors)
    return errors, warnings


CLEAN = {
    "src/base/id.h": "#pragma once\n#include <string>\n",
    "src/engines/kpi/kpi.h": '#include "base/id.h"\n',
    "src/platform/db/db.h": '#include "base/id.h"\n',
    "src/modules/org/CMakeLists.txt": "manyi_module(org)\n",
    "src/modules/org/org.h": '#include "platform/db/db.h"\n#include "engines/kpi/kpi.h"\n',
    "src/modules/org/store.h": '#include "modules/org/org.h"\n',
    "src/modules/workorders/CMakeLists.txt": "manyi_module(workorders DEPENDS org)\n",
    "src/modules/workorders/workorders.h": '#include "modules/org/org.h"\n',
    "src/server/main.cpp": '#include "modules/org/org.h"\n',
    "web/src/shared/format.ts": "export const x = 1;\n",
    "web/src/features/org/pages/page.tsx": "import { x } from '../../../shared/format';\n",
}
SEEDED = [
    ("layer", "src/base/bad.h", '#include "platform/db/db.h"\n'),
    ("layer", "src/engines/kpi/bad.cpp", '#include "platform/db/db.h"\n'),
    ("layer", "src/engines/spc/bad.cpp", '#include "engines/kpi/kpi.h"\n'),
    ("layer", "src/platform/db/bad.cpp", '#include "modules/org/org.h"\n'),
    ("layer", "src/platform/db/bad.cpp", '#include "engines/kpi/kpi.h"\n'),
    ("layer", "src/modules/workorders/bad.cpp", '#include "modules/org/store.h"\n'),
    ("layer", "src/modules/org/bad.cpp", '#include "modules/workorders/workorders.h"\n'),
    ("layer", "src/modules/org/bad.cpp", '#include "server/main.h"\n'),
    ("layer", "src/modules/workorders/tests/bad_test.cpp", '#include "modules/org/store.h"\n'),
    ("relative", "src/modules/org/bad.cpp", '#include "../workorders/workorders.h"\n'),
    ("relative", "src/modules/org/bad.cpp", '#include "store.h"\n'),
    ("relative", "src/modules/org/bad.cpp", "#include <base/id.h>\n"),
    ("cycle", "src/modules/org/CMakeLists.txt", "manyi_module(org DEPENDS workorders)\n"),
    ("undeclared", "src/modules/org/CMakeLists.txt", "manyi_module(org DEPENDS nobody)\n"),
    ("undeclared", "src/modules/parts/parts.h", "#pragma once\n"),
    ("layer", "src/gadgets/bad.h", '#include "base/id.h"\n'),
    ("name", "src/base/utils.h", "#pragma once\n"),
    ("name", "src/platform/helpers/x.h", "#pragma once\n"),
    ("web", "web/src/features/users/page.tsx", "import { p } from '../org/pages/page';\n"),
    ("web", "web/src/shared/bad.ts", "import { p } from '@/features/org/pages/page';\n"),
    ("graph", "docs/architecture.md", f"{GRAPH_BEGIN}\nold\n{GRAPH_END}\n"),
]


def plant(root, files):
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def self_test():
    with tempfile.TemporaryDirectory() as folder:
        plant(pathlib.Path(folder), CLEAN)
        errors, _ = check(pathlib.Path(folder))
        if errors:
            sys.exit(f"self-test: a clean tree is refused: {errors}")
    for expected, name, text in SEEDED:
        with tempfile.TemporaryDirectory() as folder:
            plant(pathlib.Path(folder), {**CLEAN, name: text})
            errors, _ = check(pathlib.Path(folder))
            if expected not in [kind for kind, _ in errors]:
                sys.exit(f"self-test: {name} with {text!r} should be refused as '{expected}', got {errors}")
    print(f"self-test: {len(SEEDED)} seeded violations refused, a clean tree accepted")


def main():
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    root = pathlib.Path(arguments[0]) if arguments else pathlib.Path(__file__).resolve().parent.parent
    if "--self-test" in sys.argv:
        return self_test()
    if "--graph" in sys.argv:
        return print(graph_text(root))
    if "--write-graph" in sys.argv:
        return write_graph(root)
    errors, warnings = check(root)
    for warning in warnings:
        print(f"warning: {warning}")
    for _, message in errors:
        print(message)
    if errors:
        sys.exit(1)


if __name__ == "__main__":
    main()
