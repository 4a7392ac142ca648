"""A disk that fills up in mid-batch: nothing acknowledged is lost, the rest gets an error, and room brings it back."""
import os
import resource
import signal
import subprocess
import time

import pytest

import manyi_server
from writers import Writers, furnish, lost

WRITERS = 32


@pytest.fixture
def small_disk(tmp_path):
    """A file system of its own of 24 MiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "manyi-test", str(folder)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip("mounting a small file system is not permitted here; the file-size test stands in")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder, leave):
    """Leaves about `leave` bytes free."""
    ballast = folder / "ballast"
    state = os.statvfs(folder)
    with ballast.open("wb") as file:
        file.write(b"x" * max(0, state.f_bavail * state.f_frsize - leave))
    return ballast


def until_refused(writers, seconds=40):
    until = time.monotonic() + seconds
    while time.monotonic() < until and len(writers.refused) < WRITERS:
        time.sleep(0.05)


def check_refusals(writers):
    assert writers.refused, "the disk never became full"
    assert {status for status, _ in writers.refused} == {503}, writers.refused[:3]
    assert not writers.broken, "the server hung up instead of answering"


def test_a_full_disk_loses_nothing_and_answers_the_rest_with_an_error(small_disk):
    installation = manyi_server.Installation("sqlite", folder=small_disk)
    token = furnish(installation)
    server = installation.serve()
    ballast = fill(small_disk, leave=1 << 20)
    writers = Writers(server.port, token, WRITERS, "full")
    until_refused(writers)
    writers.stop()
    check_refusals(writers)
    # Reads go on, and so do writes as soon as there is room.
    client = server.client(token)
    assert client.get("/customers?limit=1").status == 200
    ballast.unlink()
    until = time.monotonic() + 20
    while (reply := client.post("/customers", {"name": "room again"})).status != 201 and time.monotonic() < until:
        time.sleep(0.1)
    assert reply.status == 201, reply
    assert not lost(server.port, token, writers.acknowledged)
    server.stop()
    done = installation.run("verify", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    server = installation.serve()
    missing = lost(server.port, token, writers.acknowledged)
    names = set(writers.acknowledged.values())
    ghosts = [item["name"] for item in walk(server.client(token)) if item["name"].startswith("full-") and item["name"] not in names]
    server.stop()
    assert writers.acknowledged and not missing, missing[:5]
    assert not ghosts, f"refused, yet there: {ghosts[:5]}"


def walk(client):
    cursor = None
    while True:
        page = client.get("/customers", limit=200, cursor=cursor).json
        yield from page["items"]
        cursor = page["next_cursor"]
        if not cursor:
            return


def limited():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (6 << 20, 6 << 20))


def test_a_file_that_may_not_grow_loses_nothing():
    installation = manyi_server.Installation("sqlite")
    try:
        token = furnish(installation)
        server = manyi_server.Server(installation, preexec=limited)
        writers = Writers(server.port, token, WRITERS, "limit")
        until_refused(writers)
        writers.stop()
        check_refusals(writers)
        server.kill()
        done = installation.run("verify", check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        server = installation.serve()
        missing = lost(server.port, token, writers.acknowledged)
        server.stop()
        assert writers.acknowledged and not missing, missing[:5]
    finally:
        installation.remove()
