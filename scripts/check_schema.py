#!/usr/bin/env python3
"""Refuses tables and SQL against the rules of docs/architecture.md.

Owns: who may touch which table prefix, tenant_id leading every key, SQL in store.* alone, migrations that never change.
Usage: check_schema.py [--self-test] [--lock] [ROOT]     (--lock records new migrations in scripts/migrations.lock)
"""
import hashlib
import pathlib
import re
import subprocess
import sys
import tempfile

# Tables that belong to the installation, not to one tenant. Nothing else is exempt.
EXEMPT = {
    "identity_tenants": "the list of tenants itself",
    "db_migrations": "which migrations this database has",
    "jobs_leases": "which server holds which kind of work",
}
LOCK = "scripts/migrations.lock"
MIGRATION_NAME = re.compile(r"^(\d{4})_[a-z0-9]+(?:_[a-z0-9]+)+(\.sqlite|\.postgres)?\.sql$")
LITERAL = re.compile(r'R"(\w*)\((.*?)\)\1"|"((?:[^"\\\n]|\\.)*)"', re.S)
SQL = re.compile(r"^\s*(?:select\s.+?\sfrom\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|with\s+(?:recursive\s+)?\w+\s*(?:\([^)]*\))?\s+as\s*\()",
                 re.S)  # lower case, as all our SQL: prose starts with a capital
TABLE_USE = re.compile(r"\b(?:from|join|into|update|references|table(?:\s+if\s+(?:not\s+)?exists)?)\s+([a-z][a-z0-9_]*)", re.I)
CREATE = re.compile(r"create\s+(virtual\s+)?table\s+(?:if\s+not\s+exists\s+)?([a-z][a-z0-9_]*)", re.I)
INDEX = re.compile(r"create\s+(unique\s+)?index\s+(?:if\s+not\s+exists\s+)?([a-z][a-z0-9_]*)\s+on\s+([a-z][a-z0-9_]*)[^(;]*\(([^;]*)\)", re.I)


def owners(root):
    """The prefixes in use: one per module and per platform folder."""
    return {path.name for top in ("modules", "platform") for path in (root / "src" / top).glob("*") if path.is_dir()}


def owner_of_table(table, known):
    matches = [owner for owner in known if table.startswith(owner + "_")]
    return max(matches, key=len) if matches else None


def room_of(path, root):
    """('modules', 'workorders') for a file of that module; ('server', '') for the server's."""
    parts = path.relative_to(root / "src").parts
    return (parts[0], parts[1]) if len(parts) > 2 and parts[0] in ("modules", "platform", "engines") else (parts[0], "")


def without_comments(sql):
    return re.sub(r"--[^\n]*|/\*.*?\*/", " ", sql, flags=re.S)


def body_after(text, start):
    """The text between the parenthesis that opens after `start` and its partner."""
    begin = text.find("(", start)
    if begin < 0:
        return ""
    depth = 0
    for at in range(begin, len(text)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if depth == 0:
            return text[begin + 1:at]
    return text[begin + 1:]


def split_columns(body):
    parts, depth, current = [], 0, ""
    for letter in body:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += letter
    return [part.strip() for part in parts + [current] if part.strip()]


def leads_with_tenant(columns):
    return columns.split(",")[0].strip().lower().split(" ")[0] == "tenant_id"


def check_table(shown, table, body, errors):
    columns = split_columns(body)
    names = [column.split()[0].lower() for column in columns]
    if "tenant_id" not in names:
        errors.append(("tenant", f"{shown}: {table} has no tenant_id"))
        return
    primary = False
    for column in columns:
        keys = re.findall(r"\b(primary\s+key|unique)\s*(\(([^)]*)\))?", column, re.I)
        for kind, _, inside in keys:
            primary = primary or kind.lower().startswith("primary")
            if not leads_with_tenant(inside):
                errors.append(("tenant", f"{shown}: {table}: {kind.lower()} ({inside or names[columns.index(column)]}) does not lead with tenant_id"))
    if not primary:
        errors.append(("tenant", f"{shown}: {table} has no primary key"))


def check_migrations(root, known, errors):
    seen = {}
    paths = sorted((root / "src").glob("**/migrations/*"))
    for path in paths:
        shown = path.relative_to(root).as_posix()
        name = MIGRATION_NAME.match(path.name)
        if not name:
            errors.append(("name", f"{shown}: a migration is called NNNN_verb_object.sql"))
            continue
        dialects = seen.setdefault((path.parent, name.group(1)), {})
        stem = path.name.split(".")[0]
        if name.group(2) in dialects or None in dialects or (name.group(2) is None and dialects) or stem not in (*dialects.values(), stem):
            errors.append(("name", f"{shown}: number {name.group(1)} is taken"))
        dialects[name.group(2)] = stem
        layer, room = room_of(path, root)
        if layer == "modules" and name.group(2):
            errors.append(("name", f"{shown}: a module's migration serves both databases; variants are for the platform"))
        text = without_comments(path.read_text(encoding="utf-8"))
        for match in CREATE.finditer(text):
            virtual, table = match.group(1), match.group(2).lower()
            if table in EXEMPT:
                continue
            if owner_of_table(table, known) != room:
                errors.append(("prefix", f"{shown}: table {table} does not carry the prefix {room}_"))
            if not virtual:
                check_table(shown, table, body_after(text, match.end()), errors)
        for unique, index, table, columns in INDEX.findall(text):
            if unique and table not in EXEMPT and not leads_with_tenant(columns):
                errors.append(("tenant", f"{shown}: unique index {index} does not lead with tenant_id"))
            if owner_of_table(table, known) != room:
                errors.append(("prefix", f"{shown}: index {index} on the foreign table {table}"))
        foreign_tables(shown, text, room, known, errors)


def foreign_tables(shown, text, room, known, errors):
    for table in TABLE_USE.findall(text):
        owner = owner_of_table(table.lower(), known)
        if owner and owner != room:
            errors.append(("prefix", f"{shown}: SQL on {table}, which belongs to {owner}"))


def check_code(root, known, errors):
    for path in sorted(p for p in (root / "src").rglob("*") if p.suffix in (".cpp", ".h")):
        layer, room = room_of(path, root)
        if "tests" in path.parts or layer in ("base", "engines"):
            continue
        shown = path.relative_to(root).as_posix()
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"^\s*//.*$", "", text, flags=re.M)
        is_store = re.fullmatch(r"(store|store_\w+|\w+_store)\.(h|cpp)", path.name)
        joined = re.sub(r'"\s*\n\s*"', "", text)
        for _, raw, plain in LITERAL.findall(joined):
            literal = raw or plain
            if layer != "platform" and not is_store and SQL.match(literal) and " from pragma_" not in literal:
                errors.append(("place", f"{shown}: SQL outside store.*: {' '.join(literal.split())[:60]}"))
            if SQL.match(literal) or is_store:
                foreign_tables(shown, literal, room, known, errors)


def digests(root):
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted((root / "src").glob("**/migrations/*.sql"))}


def read_lock(text):
    return {line.split()[1]: line.split()[0] for line in text.splitlines() if line and not line.startswith("#")}


def landed_lock(root):
    """The lock as git has it: what is in there has landed and is never rewritten."""
    shown = subprocess.run(["git", "-C", str(root), "show", f"HEAD:./{LOCK}"], capture_output=True, text=True, check=False)
    return read_lock(shown.stdout) if shown.returncode == 0 else {}


def check_lock(root, errors):
    path = root / LOCK
    present = digests(root)
    if not path.is_file():
        if present:
            errors.append(("lock", f"{LOCK} is missing; run scripts/check_schema.py --lock"))
        return
    lock = read_lock(path.read_text(encoding="utf-8"))
    for name, digest in {**lock, **landed_lock(root)}.items():
        if name not in present:
            errors.append(("lock", f"{name}: a migration that landed is gone"))
        elif present[name] != digest or lock.get(name) != digest:
            errors.append(("lock", f"{name}: changed after it landed; write a new migration instead"))
    for name in present:
        if name not in lock:
            errors.append(("lock", f"{name}: not recorded yet; run scripts/check_schema.py --lock"))


def write_lock(root):
    path = root / LOCK
    lock = read_lock(path.read_text(encoding="utf-8")) if path.is_file() else {}
    lock = {**digests(root), **lock}
    lines = ["# SHA-256 of every migration that landed; written by scripts/check_schema.py --lock. Lines are only ever added."]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines + [f"{lock[name]}  {name}" for name in sorted(lock)]) + "\n", encoding="utf-8")


def check(root):
    errors = []
    known = owners(root)
    check_migrations(root, known, errors)
    check_code(root, known, errors)
    check_lock(root, errors)
    return errors


TABLE = "create table org_sites (\n  tenant_id bigint not null, -- whose\n  id bigint not null,\n  code text not null,\n  primary key (tenant_id, id),\n  unique (tenant_id, code)\n);\n"
ORG_SQL = "src/modules/org/migrations/0001_create_sites.sql"
CLEAN = {
    ORG_SQL: TABLE + "create unique index org_sites_by_name on org_sites (tenant_id, code);\n",
    "src/modules/org/store.cpp": 'constexpr auto kSql = R"(select id from org_sites where tenant_id = :t)";\n',
    "src/modules/org/routes.cpp": 'summary("Select a site from the list");\n',
    "src/modules/parts/parts.h": "#pragma once\n",
    "src/platform/search/migrations/0001_create_index.sqlite.sql": "create virtual table search_fts using fts5(words);\n",
    "src/platform/search/migrations/0001_create_index.postgres.sql":
        "create table search_fts (tenant_id bigint, id bigint, words tsvector, primary key (tenant_id, id));\n",
}
SEEDED = [
    ("prefix", ORG_SQL, TABLE.replace("org_sites", "parts_sites")),
    ("prefix", ORG_SQL, TABLE.replace("org_sites", "sites")),
    ("prefix", ORG_SQL, TABLE + "create index parts_x on parts_units (tenant_id);\n"),
    ("prefix", ORG_SQL, TABLE.replace("code text not null", "unit bigint references parts_units (id), code text")),
    ("prefix", "src/modules/org/store.cpp", 'auto q = "select 1 from org_sites s "\n "join parts_units u on 1 = 1";\n'),
    ("prefix", "src/modules/org/store.cpp", 'auto q = R"(delete from parts_units)";\n'),
    ("tenant", ORG_SQL, TABLE.replace("primary key (tenant_id, id)", "primary key (id, tenant_id)")),
    ("tenant", ORG_SQL, TABLE.replace("unique (tenant_id, code)", "unique (code)")),
    ("tenant", ORG_SQL, TABLE.replace("code text not null", "code text not null unique")),
    ("tenant", ORG_SQL, TABLE.replace("  tenant_id bigint not null, -- whose\n", "")),
    ("tenant", ORG_SQL, TABLE.replace("  primary key (tenant_id, id),\n", "")),
    ("tenant", ORG_SQL, TABLE + "create unique index org_sites_code on org_sites (code, tenant_id);\n"),
    ("name", "src/modules/org/migrations/2_sites.sql", TABLE),
    ("name", "src/modules/org/migrations/0001_create_more.sql", TABLE.replace("org_sites", "org_more")),
    ("name", "src/modules/org/migrations/0002_create_more.sqlite.sql", TABLE.replace("org_sites", "org_more")),
    ("place", "src/modules/org/org.cpp", 'tx.all<Row>("select id from org_sites where id = :id", id);\n'),
    ("place", "src/server/main.cpp", 'tx.exec("update org_sites set code = :c", c);\n'),
    ("lock", ORG_SQL, CLEAN[ORG_SQL] + "create index org_sites_x on org_sites (tenant_id, id);\n"),
    ("lock", "src/modules/org/migrations/0002_create_more.sql", TABLE.replace("org_sites", "org_more")),
]


def plant(root, files):
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def self_test():
    for expected, name, text in [(None, ORG_SQL, CLEAN[ORG_SQL]), *SEEDED]:
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            plant(root, CLEAN)
            write_lock(root)
            plant(root, {name: text})
            kinds = [kind for kind, _ in check(root)]
            if expected is None and kinds:
                sys.exit(f"self-test: a clean tree is refused: {check(root)}")
            if expected and expected not in kinds:
                sys.exit(f"self-test: {name} with {text!r} should be refused as '{expected}', got {check(root)}")
    print(f"self-test: {len(SEEDED)} seeded violations refused, a clean tree accepted")


def main():
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    root = pathlib.Path(arguments[0]) if arguments else pathlib.Path(__file__).resolve().parent.parent
    if "--self-test" in sys.argv:
        return self_test()
    if "--lock" in sys.argv:
        return write_lock(root)
    errors = check(root)
    for _, message in errors:
        print(message)
    if errors:
        sys.exit(1)


if __name__ == "__main__":
    main()
