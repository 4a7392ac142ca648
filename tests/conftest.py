"""Fixtures for all tests from outside: installations, the served demonstration, one client per role."""
import itertools

import pytest

import manyi_server

FOREIGN_TENANT = "beta"
# Friday at the company, the 17th of 25 working days: filled at 10:00, served from 10:05 on.
NOVEMBER = ("2026-11-20T02:00:00.000Z", "2026-11-20T02:05:00.000Z")


@pytest.fixture
def installation():
    made = manyi_server.Installation()
    yield made
    made.remove()


class World:
    """A served demonstration with a log-in per role, and a second tenant beside it."""

    def __init__(self, filled_at=None, served_at=None):
        self.installation = manyi_server.Installation()
        self.server = None
        try:
            if filled_at:
                self.installation.set_clock(filled_at)
            self.logins = self.installation.demo()
            if served_at:  # later, so that what tests make is newer than all that is there
                self.installation.set_clock(served_at)
            self.installation.add_company(FOREIGN_TENANT)
            self.server = self.installation.serve()
        except BaseException:
            self.installation.remove()
            raise
        self._clients = {}
        self._numbers = itertools.count(1)

    @property
    def tenant(self):
        return self.logins[0]["tenant"]

    def fresh(self, role):
        """A new session of that role."""
        login = next(login for login in self.logins if login["role"] == role)
        return self.server.logged_in(login["login"], login["password"], login["tenant"])

    def role(self, role):
        """The one client of that role that all tests share."""
        if role not in self._clients:
            self._clients[role] = self.fresh(role)
        return self._clients[role]

    def login(self, login):
        """The one client of that log-in that all tests share."""
        if login not in self._clients:
            self._clients[login] = self.server.logged_in(login, manyi_server.DEMO_PASSWORD, self.tenant)
        return self._clients[login]

    def at(self, moment):
        """Moves the clock of a world that was filled at a moment; sessions begin anew."""
        self.installation.set_clock(moment)
        self._clients.clear()

    @property
    def roles(self):
        return sorted({login["role"] for login in self.logins})

    @property
    def foreign(self):
        """The administrator of the other tenant."""
        if "foreign" not in self._clients:
            self._clients["foreign"] = self.server.logged_in("boss", manyi_server.PASSWORD, FOREIGN_TENANT)
        return self._clients["foreign"]

    def number(self):
        return next(self._numbers)

    def close(self):
        try:
            self.server.stop()
        finally:
            self.installation.remove()


@pytest.fixture(scope="session")
def world():
    made = World()
    yield made
    made.close()


@pytest.fixture(scope="session")
def november():
    """The demonstration on a day that never changes: targets, forecasts, pay and reviews as of then."""
    made = World(*NOVEMBER)
    yield made
    made.close()


@pytest.fixture
def clerk(world):
    return world.role("info_clerk")


@pytest.fixture
def manager(world):
    return world.role("manager")


@pytest.fixture
def admin(world):
    return world.role("administrator")


@pytest.fixture
def technician(world):
    return world.role("technician")


def problem_of(reply, status, code=None):
    """Asserts a problem document of that status and returns it."""
    assert reply.status == status, reply
    assert reply.headers["Content-Type"].split(";")[0] == "application/problem+json", reply.headers.items()
    problem = reply.json
    assert {"type", "title", "status", "detail", "code"} <= set(problem), problem
    assert problem["status"] == status
    if code:
        assert problem["code"] == code, problem
    return problem


def pointers(problem):
    return sorted(error["pointer"] for error in problem.get("errors", []))


@pytest.fixture
def problem():
    return problem_of
