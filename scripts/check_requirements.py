#!/usr/bin/env python3
"""Checks docs/requirements.md: R1 to R100 once each, a known state, and tests that exist.

Rows read `| R1 | done/partial/open | requirement | module | screen | API | tests |`. Tests stand in back quotes:
`Suite.Name` (GoogleTest), `tests/api/test_x.py::test_name` (pytest) or `web/tests/x.spec.ts: title` (browser).
Usage: check_requirements.py [--self-test] [--summary] [ROOT]
"""
import functools
import pathlib
import re
import sys
import tempfile

PAGE = "docs/requirements.md"
STATES = ("done", "partial", "open")
COUNT = 100
ROW = re.compile(r"^\|\s*(R\d+)\s*\|(.*)\|\s*$", re.M)
GTEST = re.compile(r"^TEST(?:_F|_P)?\s*\(\s*(\w+)\s*,\s*(\w+)\s*\)", re.M)
PYTEST = re.compile(r"^\s*(?:async\s+)?def (test_\w+)", re.M)
BROWSER = re.compile(r"""\b(?:test|it)(?:\.\w+)?\(\s*(['"`])(.+?)\1""", re.S)


@functools.lru_cache
def gtest_names(root):
    names = set()
    for top in ("src", "tests"):
        for path in (root / top).rglob("*_test.cpp"):
            names |= {f"{suite}.{name}" for suite, name in GTEST.findall(path.read_text(encoding="utf-8"))}
    return names


def missing_test(root, named):
    """Returns why the named test does not count, or None."""
    if "::" in named:
        file, name = named.split("::", 1)
        path = root / file
        if not path.is_file():
            return f"no file {file}"
        return None if name in PYTEST.findall(path.read_text(encoding="utf-8")) else f"no {name} in {file}"
    if ": " in named:
        file, title = named.split(": ", 1)
        path = root / file
        if not path.is_file():
            return f"no file {file}"
        titles = [found for _, found in BROWSER.findall(path.read_text(encoding="utf-8"))]
        return None if title.strip('"') in titles else f"no test titled '{title}' in {file}"
    return None if named in gtest_names(root) else f"no test {named}"


def check(root):
    """Returns (errors, {state: count})."""
    errors, counts, seen = [], dict.fromkeys(STATES, 0), []
    page = root / PAGE
    if not page.is_file():
        return [f"{PAGE} is missing"], counts
    for number, rest in ROW.findall(page.read_text(encoding="utf-8")):
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", rest)]
        if len(cells) != 6:
            errors.append(f"{number}: {len(cells) + 1} cells, not 7")
            continue
        state, requirement, module, _, _, tests = cells
        seen.append(number)
        if state not in STATES:
            errors.append(f"{number}: state '{state}' is none of {', '.join(STATES)}")
            continue
        counts[state] += 1
        if not requirement:
            errors.append(f"{number}: says nothing")
        named = re.findall(r"`([^`]+)`", tests)
        for test in named:
            why = missing_test(root, test)
            if why:
                errors.append(f"{number}: {why}")
        if state == "done" and not named:
            errors.append(f"{number}: done, but no test shows it")
        if state == "done" and not module:
            errors.append(f"{number}: done, but no module has it")
    expected = [f"R{i}" for i in range(1, COUNT + 1)]
    errors += [f"{number}: missing" for number in expected if number not in seen]
    errors += [f"{number}: unknown or twice" for number in dict.fromkeys(seen) if number not in expected or seen.count(number) > 1]
    return errors, counts


def rows(changed=None):
    lines = ["| no | state | requirement | module | screen | API | tests |", "|---|---|---|---|---|---|---|"]
    for i in range(1, COUNT + 1):
        lines.append((changed or {}).get(f"R{i}", f"| R{i} | open | something | | | | |"))
    return "\n".join(line for line in lines if line) + "\n"


def self_test():
    tests = {
        "src/modules/x/tests/x_test.cpp": "TEST(Close, Works) {}\n",
        "tests/api/test_x.py": "def test_close():\n    pass\n",
        "web/tests/x.spec.ts": "test('closes it', async () => {});\n",
    }
    good = "| R7 | done | x | modules/x | | | `Close.Works`, `tests/api/test_x.py::test_close`, `web/tests/x.spec.ts: closes it` |"
    cases = [
        (None, {"R7": good}),
        ("missing", {"R7": ""}),
        ("cells", {"R7": "| R7 | open | x |"}),
        ("state", {"R7": "| R7 | nearly | x | | | | |"}),
        ("no test Close.Fails", {"R7": good.replace("Close.Works", "Close.Fails")}),
        ("no test_open", {"R7": good.replace("::test_close", "::test_open")}),
        ("no test titled", {"R7": good.replace("closes it", "opens it")}),
        ("no file", {"R7": good.replace("test_x.py", "test_y.py")}),
        ("no test shows it", {"R7": "| R7 | done | x | modules/x | | | |"}),
        ("twice", {"R7": "| R7 | open | x | | | | |\n| R7 | open | x | | | | |"}),
        ("unknown", {"R100": "| R100 | open | x | | | | |\n| R101 | open | x | | | | |"}),
    ]
    for expected, changed in cases:
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in {**tests, PAGE: rows(changed)}.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text, encoding="utf-8")
            errors, _ = check(root)
            if (expected is None and errors) or (expected and not any(expected in error for error in errors)):
                sys.exit(f"self-test: expected '{expected}' of {changed}, got {errors}")
    print(f"self-test: {len(cases) - 1} seeded violations refused, a clean page accepted")


def main():
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    root = pathlib.Path(arguments[0]) if arguments else pathlib.Path(__file__).resolve().parent.parent
    if "--self-test" in sys.argv:
        return self_test()
    errors, counts = check(root)
    for error in errors:
        print(error)
    if "--summary" in sys.argv or not errors:
        print(f"requirements: {counts['done']} done, {counts['partial']} partial, {counts['open']} open")
    if errors:
        sys.exit(1)


if __name__ == "__main__":
    main()
