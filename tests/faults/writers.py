"""Many writers at once that remember what was acknowledged: the witnesses of the fault tests."""
import http.client
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import manyi_server


def furnish(installation):
    """A tenant with one administrator; returns a bearer token that creates and reads customers."""
    installation.add_company("house")
    server = installation.serve()
    client = server.logged_in("boss", manyi_server.PASSWORD, "house")
    token = client.ok("POST", "/tokens", {"name": "writers", "permissions": ["customer.read", "customer.write", "customer.reveal"],
                                          "expires_in_days": 30})["secret"]
    server.stop()
    return token


class Writers:
    """`count` threads that create customers until the server is gone or `stop` is called."""

    def __init__(self, port, token, count, mark):
        self.acknowledged = {}      # id -> name: answered with 201, read to the end
        self.refused = []           # (status, body)
        self.broken = 0             # no answer: may or may not be there
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._write, args=(port, token, f"{mark}-{index}"), daemon=True) for index in range(count)]
        for thread in self._threads:
            thread.start()

    def _write(self, port, token, mark):
        client = manyi_server.Client(port, token)
        number = 0
        while not self._stop.is_set():
            name = f"{mark}-{number}"
            number += 1
            try:
                reply = client.request("POST", "/customers", {"name": name}, timeout=30)
            except (OSError, http.client.HTTPException):
                with self._lock:
                    self.broken += 1
                client.close()
                return
            with self._lock:
                if reply.status == 201:
                    self.acknowledged[reply.json["id"]] = name
                else:
                    self.refused.append((reply.status, reply.body[:300]))
            if reply.status != 201:
                time.sleep(0.02)

    def stop(self):
        self._stop.set()
        self.join()

    def join(self):
        for thread in self._threads:
            thread.join(timeout=60)
        assert not [thread for thread in self._threads if thread.is_alive()], "a writer hangs"


def lost(port, token, acknowledged, readers=8):
    """The acknowledged customers that a fresh server does not have as they were."""
    items = list(acknowledged.items())

    def look(part):
        client = manyi_server.Client(port, token)
        missing = []
        for identifier, name in part:
            reply = client.get(f"/customers/{identifier}")
            if reply.status != 200 or json.loads(reply.body)["name"] != name:
                missing.append((identifier, name, reply.status))
        return missing

    with ThreadPoolExecutor(readers) as pool:
        return [entry for missing in pool.map(look, [items[start::readers] for start in range(readers)]) for entry in missing]
