"""Small pieces of a working day that several API tests begin with."""


def new_customer(world, client, **more):
    number = world.number()
    return client.ok("POST", "/customers", {"name": f"测试客户{number}", "phone": f"139{number:08d}", **more})


def first_site(client):
    """The demonstration's own site: the oldest, whatever imports added since."""
    return client.ok("GET", "/sites")["items"][-1]


def new_order(world, client, **more):
    """A carry-in order as the counter takes it; accepted unless `accept` is false."""
    body = {"service_type": "carry_in", "site_id": first_site(client)["id"], "symptom_text": "无法开机", **more}
    if "customer_id" not in body and "customer" not in body:
        body["customer_id"] = new_customer(world, client)["id"]
    return client.ok("POST", "/work-orders", body)


def move(client, order, *transitions):
    """Takes the order through transitions (a name, or a name with its fields); returns it as it is then."""
    for step in transitions:
        name, fields = step if isinstance(step, tuple) else (step, {})
        order = client.ok("POST", f"/work-orders/{order['id']}/{name}", fields)
    return order


def technician_of(client, site=None):
    """Some technician's employee id."""
    for employee in client.ok("GET", "/employees?role=technician")["items"]:
        if site is None or employee["site_id"] == site:
            return employee["id"]
    raise AssertionError("no technician in the demonstration")
