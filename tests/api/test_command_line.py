"""The command line: help, exit codes, refusals in plain words."""
import contextlib
import json
import shutil
import sqlite3
import subprocess
import time

import pytest

import manyi_server

COMMANDS = ["serve", "migrate", "demo", "import", "kpi", "verify", "head", "backup", "restore", "export", "spc", "tenant", "user", "token", "openapi"]


def run(*arguments):
    return subprocess.run([manyi_server.program(), *arguments], capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command):
    done = run(command, "--help")
    assert done.returncode == 0 and "--" in done.stdout, done


def test_help_and_version():
    done = run("--help")
    assert done.returncode == 0 and all(command in done.stdout for command in COMMANDS)
    assert run("--version").returncode == 0


@pytest.mark.parametrize("arguments", [[], ["no-such-command"], ["serve", "--no-such-flag"], ["kpi", "--grain", "fortnight"], ["import"]])
def test_wrong_use_is_exit_2(arguments, tmp_path):
    done = run(*arguments)
    assert done.returncode == 2 and (done.stderr or done.stdout), done


def test_a_failure_is_exit_1_with_a_reason(installation):
    done = installation.run("import", "open-repair", "/nowhere/file.csv", check=False)
    assert done.returncode == 1 and done.stderr.strip() and "/nowhere/file.csv" in done.stderr


def test_migrate_twice_is_fine(installation):
    installation.run("migrate")
    installation.run("migrate")


def test_a_database_newer_than_the_program_is_refused(installation):
    installation.run("migrate")
    row = ("workorders", 9999, "9999_add_future.sql", "0" * 64, 0)
    if installation.postgres:
        import psycopg2
        database = psycopg2.connect(installation.postgres.url)
        database.cursor().execute("insert into db_migrations (module, number, name, checksum, applied_at) values (%s, %s, %s, %s, %s)", row)
    else:
        database = sqlite3.connect(next(installation.data.glob("*.db")))
        database.execute("insert into db_migrations (module, number, name, checksum, applied_at) values (?, ?, ?, ?, ?)", row)
    database.commit()
    database.close()
    for command in (["migrate"], ["serve", "--listen", f"127.0.0.1:{manyi_server.free_port()}"], ["verify"]):
        done = installation.run(*command, check=False, timeout=60)
        assert done.returncode == 1 and "newer" in done.stderr.lower(), done


def test_a_migration_that_was_changed_is_refused(installation):
    if installation.postgres:
        pytest.skip("the same code reads the checksum on both databases; SQLite shows it")
    installation.run("migrate")
    database = sqlite3.connect(next(installation.data.glob("*.db")))
    database.execute("update db_migrations set checksum = 'x' where module = 'org'")
    database.commit()
    database.close()
    done = installation.run("migrate", check=False)
    assert done.returncode == 1 and "org" in done.stderr


def test_the_demonstration_is_the_same_from_the_same_seed():
    answers = []
    for _ in range(2):
        made = manyi_server.Installation()
        try:
            made.set_clock("2026-06-30T10:00:00.000Z")
            made.demo(orders=40, months=2, seed=11)
            metrics = made.run_json("kpi", "intake_count", "tat", "rrr", "--from", "2026-01-01", "--to", "2026-07-01",
                                    "--grain", "month", "--by", "technician")["metrics"]
            cells = [{name: value for name, value in cell.items() if name != "keys"} for metric in metrics for cell in metric["cells"]]
            answers.append(sorted(json.dumps(cell, sort_keys=True) for cell in cells))
        finally:
            made.remove()
    assert answers[0] == answers[1]


def test_the_demonstration_fills_an_empty_database_only(installation):
    installation.demo(orders=10, months=1)
    done = installation.run("demo", "--orders", "10", check=False)
    assert done.returncode == 1 and done.stderr.strip()


def test_verify_notices_a_changed_journal(installation):
    if installation.postgres:
        pytest.skip("the chain is computed alike on both databases; SQLite shows it")
    installation.demo(orders=10, months=1)
    assert installation.run("verify").returncode == 0
    database = sqlite3.connect(next(installation.data.glob("*.db")))
    table = next(row[0] for row in database.execute("select name from sqlite_master where type = 'table' and name like 'journal_%'")
                 if "hash" in [column[1] for column in database.execute(f"pragma table_info({row[0]})")]
                 and "seq" in [column[1] for column in database.execute(f"pragma table_info({row[0]})")])
    database.execute(f"update {table} set recorded_at = recorded_at + 1 where seq = (select max(seq) / 2 from {table})")
    database.commit()
    database.close()
    done = installation.run("verify", check=False)
    assert done.returncode == 1 and done.stdout + done.stderr


def test_users_are_kept_from_the_command_line(installation):
    installation.demo(orders=5, months=1)
    installation.run("user", "add", "newcomer", "--role", "info_clerk", "--name", "新人", stdin="a-long-password-1\n")
    assert "newcomer" in installation.run("user", "list").stdout
    installation.run("user", "disable", "newcomer")
    done = installation.run("user", "add", "newcomer", "--role", "info_clerk", "--name", "新人",
                            stdin="a-long-password-1\n", check=False)
    assert done.returncode == 1


def test_a_backup_is_consistent_and_comes_back(installation):
    copy = installation.folder / "copy.db"
    if installation.postgres:  # its own tools make them, and are named
        installation.run("migrate")
        refused = installation.run("backup", copy, check=False)
        assert refused.returncode == 1 and "pg_dump" in refused.stderr and not copy.exists()
        return
    installation.demo(orders=20, months=1)
    installation.run("backup", copy)
    assert installation.run("backup", copy, check=False).returncode == 1, "an existing file is never overwritten"
    other = manyi_server.Installation("sqlite")
    try:
        other.run("restore", copy)
        (other.data / "journal.key").write_bytes((installation.data / "journal.key").read_bytes())
        assert other.run("verify").returncode == 0
        question = ["kpi", "intake_count", "--from", "2020-01-01", "--to", "2099-01-01"]
        assert other.run_json(*question)["metrics"] == installation.run_json(*question)["metrics"]
        assert other.run("restore", copy, check=False).returncode == 1, "a folder with a database is never overwritten"
    finally:
        other.remove()


def test_a_backup_of_a_newer_program_is_refused_before_anything_is_put_in_place(tmp_path):
    copy = tmp_path / "newer.db"
    source = manyi_server.Installation("sqlite")
    try:
        source.demo(orders=5, months=1)
        source.run("backup", copy)
    finally:
        source.remove()
    with contextlib.closing(sqlite3.connect(copy)) as backup:
        backup.execute("insert into db_migrations (module, number, name, checksum, applied_at) "
                       "select module, 900, 'teleport_parts', checksum, applied_at from db_migrations limit 1")
        backup.commit()
    other = manyi_server.Installation("sqlite")
    try:
        refused = other.run("restore", copy, check=False)
        assert refused.returncode == 1
        assert "newer than this program" in refused.stderr
        assert not (other.data / "manyi.db").exists() and not (other.data / "restoring").exists()
    finally:
        other.remove()


def test_an_exported_head_proves_what_came_before_it(installation):
    installation.demo(orders=20, months=1)
    head = installation.folder / "head.json"
    installation.run("head", head)
    assert installation.run("verify", "--from-head", head).returncode == 0
    forged = json.loads(head.read_text(encoding="utf-8"))
    forged["hash"] = ("0" if forged["hash"][0] != "0" else "1") + forged["hash"][1:]
    head.write_text(json.dumps(forged), encoding="utf-8")
    assert installation.run("verify", "--from-head", head, check=False).returncode == 1


def test_the_document_needs_no_server():
    assert json.loads(run("openapi").stdout)["openapi"].startswith("3.1.")


def test_only_a_built_web_app_is_served(installation, tmp_path):
    """Beside a program in build/ lie the sources of the web app, too: their index.html is no screen."""
    place = tmp_path / "build" / "bin"
    place.mkdir(parents=True)
    copied = place / "manyi"
    shutil.copy2(manyi_server.program(), copied)

    def index_of(folder):
        web = place.parent / folder
        web.mkdir()
        (web / "index.html").write_text("<p>marked</p>", encoding="utf-8")
        return web

    def served():
        port = manyi_server.free_port()
        with subprocess.Popen([copied, "serve", *installation.where, "--listen", f"127.0.0.1:{port}"], env=installation.env,
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                client = manyi_server.Client(port)
                for _ in range(600):
                    try:
                        if client.get("//readyz").status == 200:
                            break
                    except OSError:
                        time.sleep(0.1)
                return b"marked" in client.get("//").body
            finally:
                process.terminate()

    installation.run("migrate")
    web = index_of("web")
    assert not served()
    (web / "assets").mkdir()
    assert served()
