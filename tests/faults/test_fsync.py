"""No reply precedes its fsync: seen in the system calls, since a killed process proves nothing about it.

The same check on a server told not to sync must fail; a check that cannot fail would prove nothing.
"""
import re
import shutil
import subprocess

import pytest

import manyi_server
from writers import furnish

CREATES = 30
CALL = re.compile(r"^(?:\[pid\s+)?(\d+)\]?\s+([\d.]+) (.*)$")
WAL_WRITE = re.compile(r"^pwrite(?:64|v)\(\d+<[^>]*-wal>")
WAL_SYNC = re.compile(r"^(?:fsync|fdatasync)\(\d+<[^>]*-wal>\)?")
REPLY = re.compile(r"^(?:write|writev|send|sendto|sendmsg)\(.*HTTP/1\.1 201")


def strace_works():
    if not shutil.which("strace"):
        return False
    return subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode == 0


def trace_of(installation, token, *arguments):
    """Runs creations one after the other under strace; returns the system calls in the order of their end."""
    trace = installation.folder / "trace"
    server = manyi_server.Server(
        installation, *arguments,
        prefix=["strace", "-f", "-y", "-ttt", "-s", "64", "-o", str(trace),
                "-e", "trace=pwrite64,pwritev,fsync,fdatasync,write,writev,sendto,sendmsg"])
    client = server.client(token)
    for number in range(CREATES):
        assert client.post("/customers", {"name": f"trace-{number}"}).status == 201
    client.close()
    # strace is the child; ending the traced program lets strace finish its file.
    children = subprocess.run(["pgrep", "-P", str(server.process.pid)], capture_output=True, text=True, check=False).stdout.split()
    subprocess.run(["kill", *children], check=True)
    server.process.wait(timeout=60)
    return trace.read_text(encoding="utf-8", errors="replace").splitlines()


def replies_after_sync(lines):
    """(replies whose commit was written and then synced since the reply before, all replies)."""
    begun = {}
    good = replies = 0
    written = synced = False
    for line in lines:
        found = CALL.match(line)
        if not found:
            continue
        process, _, call = found.groups()
        if call.endswith("<unfinished ...>"):
            begun[process] = call
            # A reply counts from the moment it begins; everything else when it has ended.
            if not REPLY.match(call):
                continue
        elif call.startswith("<..."):
            call = begun.pop(process, "")
            if REPLY.match(call):
                continue
        if WAL_WRITE.match(call):
            written, synced = True, False
        elif WAL_SYNC.match(call) and written:
            synced = True
        elif REPLY.match(call):
            replies += 1
            good += written and synced
            written = synced = False
    return good, replies


pytestmark = pytest.mark.skipif(not strace_works(), reason="strace may not trace here (no ptrace), so there is nothing to look at")


@pytest.fixture
def sqlite_installation():
    made = manyi_server.Installation("sqlite")
    yield made
    made.remove()


def test_the_log_is_synced_before_every_reply(sqlite_installation):
    token = furnish(sqlite_installation)
    good, replies = replies_after_sync(trace_of(sqlite_installation, token))
    assert replies == CREATES and good == CREATES


def test_the_check_notices_a_server_that_does_not_sync(sqlite_installation):
    token = furnish(sqlite_installation)
    good, replies = replies_after_sync(trace_of(sqlite_installation, token, "--sqlite-synchronous=off"))
    assert replies == CREATES and good == 0


def test_the_reading_of_traces():
    """The reader itself, on traces made by hand."""
    write, sync, reply = '1 1.0 pwrite64(5</d/m.db-wal>, "", 1, 0) = 1', "1 1.1 fdatasync(5</d/m.db-wal>) = 0", '2 1.2 sendmsg(9<socket:[1]>, "HTTP/1.1 201 Created") = 9'
    assert replies_after_sync([write, sync, reply]) == (1, 1)
    assert replies_after_sync([write, reply, sync]) == (0, 1)
    assert replies_after_sync([sync, write, reply]) == (0, 1)
    assert replies_after_sync([write, sync, reply, reply]) == (1, 2)
    assert replies_after_sync([write, "1 1.1 fdatasync(5</d/m.db-wal> <unfinished ...>", reply, "1 1.3 <... fdatasync resumed>) = 0"]) == (0, 1)
