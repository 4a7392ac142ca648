"""kill -9 at random moments under 64 writers: what was acknowledged is there, and the journal holds."""
import os
import random
import time

import pytest

import manyi_server
from writers import Writers, furnish, lost

ROUNDS = int(os.environ.get("MANYI_KILL_ROUNDS", "50"))
WRITERS = 64
SEED = 20261123


def verify(installation):
    done = installation.run("verify", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_acknowledged_write_survives_fifty_kills(installation):
    token = furnish(installation)
    chance = random.Random(SEED)
    everything = {}
    in_flight = 0
    for round_number in range(ROUNDS):
        server = installation.serve()
        writers = Writers(server.port, token, WRITERS, f"r{round_number}")
        time.sleep(chance.uniform(0.05, 0.6))
        server.kill()
        writers.join()
        assert not writers.refused, writers.refused[:3]
        in_flight += writers.broken
        verify(installation)
        server = installation.serve()
        missing = lost(server.port, token, writers.acknowledged)
        server.kill()
        assert not missing, f"round {round_number}: {len(missing)} of {len(writers.acknowledged)} lost: {missing[:5]}"
        everything.update(writers.acknowledged)
    # The test has to have hit work in progress to mean anything.
    assert len(everything) > ROUNDS * 20 and in_flight > ROUNDS
    server = installation.serve()
    missing = lost(server.port, token, everything)
    server.stop()
    assert not missing, f"{len(missing)} of {len(everything)} lost in the end"


@pytest.mark.skipif(not os.environ.get("MANYI_TEST_POSTGRES"), reason="no PostgreSQL: run under scripts/with_postgres")
def test_every_acknowledged_write_survives_on_postgresql():
    installation = manyi_server.Installation("postgres")
    try:
        token = furnish(installation)
        chance = random.Random(SEED)
        for round_number in range(max(3, ROUNDS // 10)):
            server = installation.serve()
            writers = Writers(server.port, token, WRITERS, f"p{round_number}")
            time.sleep(chance.uniform(0.05, 0.6))
            server.kill()
            writers.join()
            verify(installation)
            server = installation.serve()
            missing = lost(server.port, token, writers.acknowledged)
            server.kill()
            assert writers.acknowledged and not missing, missing[:5]
    finally:
        installation.remove()


def test_a_polite_stop_answers_what_it_took_and_loses_nothing(installation):
    token = furnish(installation)
    server = installation.serve()
    writers = Writers(server.port, token, WRITERS, "stop")
    time.sleep(0.5)
    server.stop()
    writers.join()
    # What was refused while stopping was refused in order: unavailable, not half-done.
    assert {status for status, _ in writers.refused} <= {503}
    verify(installation)
    server = installation.serve()
    missing = lost(server.port, token, writers.acknowledged)
    server.stop()
    assert writers.acknowledged and not missing, missing[:5]
