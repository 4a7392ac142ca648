"""Runs the program under test and talks to it from outside: command line, server process, HTTP.

Owns: where the program is, data folders, databases per server, the clock file, sessions with their CSRF token.
MANYI_BIN chooses the program, MANYI_TEST_DATABASE=sqlite|postgres the database.
"""
import atexit
import contextlib
import datetime
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent
DEMO_TENANT, DEMO_PASSWORD = "demo", "manyi-demo"
PASSWORD = "another-house-2026"
START_S = 60  # sanitized programs start slowly on a busy machine


def program():
    """The program under test."""
    named = os.environ.get("MANYI_BIN")
    candidates = [ROOT / named] if named else [ROOT / "build/manyi", ROOT / "build/dev/manyi"]
    for path in candidates:
        if path.is_file():
            return str(path)
    raise RuntimeError(f"no program at {' or '.join(map(str, candidates))}; run make build")


def shared_data():
    """The folder of public data sets, or None."""
    for path in (os.environ.get("MANYI_SHARED_DATA"), ROOT.parent / "shared/data"):
        if path and pathlib.Path(path).is_dir():
            return pathlib.Path(path)
    return None


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def rfc3339(moment):
    return moment.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


class Reply:
    """An HTTP answer, read to its end."""

    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)

    def __repr__(self):
        return f"<{self.status} {self.body[:2000].decode('utf-8', 'replace')}>"


class Client:
    """One user agent with its cookies. Not for use by two threads."""

    def __init__(self, port, token=None):
        self.port, self.token = port, token
        self.cookies, self.csrf, self.session = {}, None, None
        self._connection = None

    def request(self, method, path, body=None, headers=None, raw=None, timeout=60):
        """Sends `body` as JSON, or `raw` bytes as they are; `path` is below /api/v1 unless it starts with two slashes."""
        target = path[1:] if path.startswith("//") else "/api/v1" + path
        target = urllib.parse.quote(target, safe="/:?&=%+,@!$'()*;~-._[]{}|\\\"<>^` ") if not target.isascii() else target
        send = {"Accept": "application/json"}
        if self.cookies:
            send["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if self.token:
            send["Authorization"] = f"Bearer {self.token}"
        if self.csrf and method not in ("GET", "HEAD"):
            send["X-CSRF-Token"] = self.csrf
        payload = raw
        if raw is None and body is not None:
            payload = json.dumps(body, ensure_ascii=False).encode()
        if payload is not None:
            send["Content-Type"] = "application/json"
        send.update(headers or {})
        send = {name: value for name, value in send.items() if value is not None}
        for attempt in (1, 2):
            fresh = self._connection is None
            if fresh:
                self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
            try:
                self._connection.request(method, target, body=payload, headers=send)
                answer = self._connection.getresponse()
                data = answer.read()
                break
            except (http.client.RemoteDisconnected, ConnectionError, http.client.BadStatusLine):
                self.close()
                # A kept connection may have been closed meanwhile; a fresh one that breaks is news.
                if fresh or attempt == 2:
                    raise
        if answer.will_close:
            self.close()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            if value and "max-age=0" not in cookie.lower().replace(" ", ""):
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)
        return Reply(answer.status, answer.headers, data)

    def close(self):
        if self._connection:
            self._connection.close()
        self._connection = None

    def get(self, path, **query):
        headers = query.pop("headers", None)
        if query:
            path += "?" + urllib.parse.urlencode({k: v for k, v in query.items() if v is not None})
        return self.request("GET", path, headers=headers)

    def post(self, path, body=None, **more):
        return self.request("POST", path, {} if body is None and "raw" not in more else body, **more)

    def put(self, path, body, **more):
        return self.request("PUT", path, body, **more)

    def patch(self, path, body, **more):
        return self.request("PATCH", path, body, **more)

    def delete(self, path, **more):
        return self.request("DELETE", path, **more)

    def log_in(self, login, password, tenant=None):
        body = {"login": login, "password": password}
        if tenant:
            body["tenant"] = tenant
        reply = self.post("/session", body)
        if reply.status in (200, 201):
            self.session = reply.json
            self.csrf = self.session["csrf_token"]
        return reply

    def ok(self, method, path, body=None, **more):
        """The JSON of an answer that must succeed."""
        reply = self.request(method, path, body, **more)
        assert 200 <= reply.status < 300, f"{method} {path}: {reply}"
        return reply.json if reply.body else None


class Postgres:
    """A database of its own in the cluster of scripts/with_postgres."""

    def __init__(self):
        import psycopg2
        self.admin = os.environ.get("MANYI_TEST_POSTGRES")
        if not self.admin:
            raise RuntimeError("MANYI_TEST_POSTGRES is not set; run under scripts/with_postgres")
        self.name = f"t{os.getpid()}_{time.monotonic_ns()}"
        with contextlib.closing(psycopg2.connect(self.admin)) as connection:
            connection.autocommit = True
            connection.cursor().execute(f'create database "{self.name}"')
        self.url = self.admin.rsplit("/", 1)[0] + "/" + self.name

    def drop(self):
        import psycopg2
        with contextlib.closing(psycopg2.connect(self.admin)) as connection:
            connection.autocommit = True
            connection.cursor().execute(f'drop database if exists "{self.name}" with (force)')


class Installation:
    """A data folder with its database; commands and servers run on it."""

    def __init__(self, database=None, folder=None):
        self.folder = pathlib.Path(folder or tempfile.mkdtemp(prefix="manyi-test-"))
        self.data = self.folder / "data"
        self.data.mkdir(exist_ok=True)
        self.database = database or os.environ.get("MANYI_TEST_DATABASE", "sqlite")
        self.postgres = Postgres() if self.database == "postgres" else None
        self.clock = self.folder / "clock"
        self.env = {**os.environ, "MANYI_TESTING": "1"}
        self.env.pop("MANYI_DATABASE", None)

    def set_clock(self, moment):
        """Sets the program's clock; it stands still until it is set again."""
        part = self.clock.with_suffix(".part")
        part.write_text(moment if isinstance(moment, str) else rfc3339(moment), encoding="utf-8")
        part.replace(self.clock)
        self.env["MANYI_TEST_CLOCK"] = str(self.clock)

    @property
    def where(self):
        return ["--data", str(self.data), *(["--database", self.postgres.url] if self.postgres else [])]

    def run(self, *arguments, check=True, stdin=None, timeout=600):
        """Runs one command on the data folder."""
        done = subprocess.run([program(), *map(str, arguments), *self.where], env=self.env, capture_output=True,
                              input=stdin, text=True, timeout=timeout, check=False)
        if check and done.returncode != 0:
            raise AssertionError(f"manyi {' '.join(map(str, arguments))}: exit {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done

    def run_json(self, *arguments, **more):
        return json.loads(self.run(*arguments, "--json", **more).stdout)

    def demo(self, orders=160, months=2, seed=7):
        """Fills the demonstration; returns its log-ins: [{role, login, password, tenant}]."""
        logins = self.run_json("demo", "--orders", orders, "--months", months, "--seed", seed)["logins"]
        return [{**login, "tenant": DEMO_TENANT, "password": DEMO_PASSWORD} for login in logins]

    def add_company(self, code, login="boss"):
        """Another tenant with one administrator."""
        self.run("tenant", "add", code, "--name", code.title())
        self.run("user", "add", login, "--tenant", code, "--role", "administrator", "--name", login.title(), stdin=PASSWORD + "\n")

    def serve(self, *arguments, **more):
        return Server(self, *arguments, **more)

    def remove(self):
        if self.postgres:
            self.postgres.drop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Server:
    """`manyi serve` as a child process, ready when constructed."""

    def __init__(self, installation, *arguments, prefix=(), wait=True, port=None, preexec=None):
        self.installation = installation
        self.port = port or free_port()
        self.log = installation.folder / f"server-{self.port}.log"
        self._out = self.log.open("ab")
        web = ROOT / "build/web"
        command = [*prefix, program(), "serve", *installation.where, "--listen", f"127.0.0.1:{self.port}",
                   *(["--web", str(web)] if web.is_dir() else []), *map(str, arguments)]
        self.process = subprocess.Popen(command, env=installation.env, stdin=subprocess.DEVNULL, stdout=self._out,
                                        stderr=subprocess.STDOUT, preexec_fn=preexec)
        # A test that fails half-way must not leave a server behind.
        atexit.register(self.kill)
        if wait:
            self.wait_ready()

    def wait_ready(self):
        until = time.monotonic() + START_S
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise AssertionError(f"the server ended with {self.process.returncode}:\n{self.text()}")
            with contextlib.suppress(OSError, http.client.HTTPException):
                if Client(self.port).get("//readyz").status == 200:
                    return
            time.sleep(0.05)
        self.kill()
        raise AssertionError(f"the server is not ready after {START_S} s:\n{self.text()}")

    def text(self):
        return self.log.read_text(encoding="utf-8", errors="replace")[-8000:]

    def client(self, token=None):
        return Client(self.port, token)

    def logged_in(self, login, password, tenant=None):
        client = self.client()
        reply = client.log_in(login, password, tenant)
        assert reply.status in (200, 201), f"log-in of {login}: {reply}"
        return client

    def kill(self):
        """Ends it without a chance to say good-bye."""
        atexit.unregister(self.kill)
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self._out.close()

    def stop(self):
        """Ends it as an operator does and checks that it went in order."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            code = self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"the server did not stop within 60 s:\n{self.text()}") from None
        atexit.unregister(self.kill)
        self._out.close()
        assert code == 0, f"the server stopped with {code}:\n{self.text()}"


class EventStream:
    """Reads server-sent events in a thread."""

    def __init__(self, client, last_event_id=None):
        self.events, self.error = [], None
        self._connection = http.client.HTTPConnection("127.0.0.1", client.port, timeout=60)
        headers = {"Accept": "text/event-stream",
                   "Cookie": "; ".join(f"{name}={value}" for name, value in client.cookies.items())}
        if last_event_id is not None:
            headers["Last-Event-ID"] = str(last_event_id)
        self._connection.request("GET", "/api/v1/events/stream", headers=headers)
        self.response = self._connection.getresponse()
        self._socket = self._connection.sock or getattr(self.response.fp.raw, "_sock", None)
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self):
        event = {}
        try:
            for line in self.response:
                line = line.decode().rstrip("\r\n")
                if not line:
                    if "data" in event:
                        self.events.append({"id": event.get("id"), "event": event.get("event"),
                                            **json.loads(event["data"])})
                    event = {}
                elif not line.startswith(":"):
                    name, _, value = line.partition(":")
                    event[name] = value.lstrip(" ")
        except (OSError, ValueError, AttributeError, http.client.HTTPException) as error:
            self.error = error

    def wait_for(self, matches, seconds=20):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for event in list(self.events):
                if matches(event):
                    return event
            time.sleep(0.02)
        raise AssertionError(f"no such event among {self.events}")

    def close(self):
        with contextlib.suppress(OSError, AttributeError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._connection.close()
