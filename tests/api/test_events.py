"""Live changes: server-sent events in order, resumable, of one's own tenant only."""
from conftest import problem_of
from manyi_server import EventStream
from stories import new_order


def about(order):
    return lambda event: any(subject["id"] == order["id"] for subject in event["subjects"])


def test_a_change_is_told_to_those_who_listen(world, clerk, manager):
    stream = EventStream(manager)
    assert stream.response.status == 200
    assert stream.response.headers["Content-Type"].startswith("text/event-stream")
    order = new_order(world, clerk)
    event = stream.wait_for(about(order))
    assert event["kind"].startswith("work_order.") and event["seq"] > 0 and event["at"].endswith("Z")
    assert {"kind": "work_order", "id": order["id"]} in event["subjects"]
    stream.close()


def test_a_broken_stream_goes_on_where_it_stopped(world, clerk, manager):
    stream = EventStream(manager)
    first = new_order(world, clerk)
    event = stream.wait_for(about(first))
    last = max(seen["seq"] for seen in stream.events)
    stream.close()
    missed = [new_order(world, clerk) for _ in range(3)]
    again = EventStream(manager, last_event_id=last)
    for order in missed:
        again.wait_for(about(order))
    seqs = [seen["seq"] for seen in again.events]
    assert seqs == sorted(seqs) and min(seqs) > last and event["seq"] <= last
    assert len(seqs) == len(set(seqs))
    again.close()


def test_a_foreign_tenant_hears_nothing_of_ours(world, clerk, manager):
    foreign, own = EventStream(world.foreign), EventStream(manager)
    order = new_order(world, clerk)
    own.wait_for(about(order))
    theirs = world.foreign.ok("POST", "/customers", {"name": "他家客户"})
    foreign.wait_for(lambda event: any(subject["id"] == theirs["id"] for subject in event["subjects"]))
    assert not [event for event in foreign.events if about(order)(event)]
    foreign.close()
    own.close()


def test_a_made_up_last_event_id_is_refused_or_starts_now(world, manager):
    stream = EventStream(manager, last_event_id="nonsense")
    assert stream.response.status in (200, 400, 422)
    stream.close()
    problem_of(world.server.client().get("/events/stream"), 401)
