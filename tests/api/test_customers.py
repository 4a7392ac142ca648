"""Customers and assets: masking, erasure that is proven, entitlements that decide."""
import sqlite3

from conftest import problem_of
from stories import new_customer, new_order


def test_an_erased_person_is_gone_from_every_place(world, clerk, manager):
    number = world.number()
    name, phone, words = f"欧阳删除{number}", f"136{number:08d}", f"住在幸福小区{number}号"
    customer = clerk.ok("POST", "/customers", {"name": name, "phone": phone, "note": words, "contacts": [{"name": f"{name}妻", "phone": phone}]})
    order = new_order(world, clerk, customer_id=customer["id"], symptom_text=f"{name}说开不了机")
    clerk.ok("POST", f"/work-orders/{order['id']}/comments", {"text": f"{name}电话{phone}"})
    erased = manager.ok("POST", f"/customers/{customer['id']}/erase", {})
    assert erased["state"] == "erased"
    for path in (f"/customers/{customer['id']}", f"/work-orders/{order['id']}", f"/work-orders/{order['id']}/comments",
                 f"/work-orders/{order['id']}/timeline", f"/work-orders/{order['id']}/label"):
        text = manager.get(path).body.decode()
        assert name not in text and phone not in text and words not in text, path
    assert not manager.get("/search", q=name).json["items"]
    assert not manager.get("/customers", q=phone).json["items"]
    problem_of(manager.patch(f"/customers/{customer['id']}", {"name": "又来"}), 409)
    # A repeat changes nothing.
    assert manager.ok("POST", f"/customers/{customer['id']}/erase", {})["version"] == erased["version"]
    if world.installation.postgres is None:
        assert not rows_with(world, (name, phone, words))
    verified = world.installation.run("verify", check=False)
    assert verified.returncode == 0, verified.stdout + verified.stderr


def rows_with(world, secrets):
    """Tables of the database that still hold one of the texts."""
    found = []
    for path in world.installation.data.glob("*.db"):
        database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        tables = [row[0] for row in database.execute("select name from sqlite_master where type = 'table'")]
        for table in tables:
            try:
                for row in database.execute(f'select * from "{table}"'):
                    text = "\n".join(str(cell) for cell in row)
                    found += [table for secret in secrets if secret in text]
            except sqlite3.OperationalError:
                continue  # the inner tables of the full-text index
        database.close()
    return found


def test_the_journal_never_held_a_name(world, clerk):
    number = world.number()
    name, phone = f"司徒日志{number}", f"137{number:08d}"
    order = new_order(world, clerk, customer={"name": name, "phone": phone}, symptom_text="屏幕碎了")
    clerk.ok("POST", f"/work-orders/{order['id']}/comments", {"text": f"{name}很急"})
    if world.installation.postgres is None:
        assert not [table for table in rows_with(world, (name, phone)) if table.startswith("journal_")]


def test_names_and_phones_are_masked_for_those_who_need_not_know(world, clerk):
    customer = clerk.ok("POST", "/customers", {"name": "诸葛遮罩", "phone": "13812346621"})
    shown = world.role("parts_keeper").ok("GET", f"/customers/{customer['id']}")
    assert shown["masked"] and "13812346621" not in str(shown) and "诸葛遮罩" not in str(shown)
    assert clerk.ok("GET", f"/customers/{customer['id']}")["phone"].replace(" ", "").endswith("13812346621")


def test_a_phone_number_that_is_none_is_refused(clerk):
    assert problem_of(clerk.post("/customers", {"name": "x", "phone": "abc"}), 422)["errors"][0]["pointer"] == "/phone"


def test_a_serial_number_belongs_to_one_asset(world, clerk):
    serial = f"DUP{world.number():05d}"
    clerk.ok("POST", "/assets", {"serial_no": serial})
    problem_of(clerk.post("/assets", {"serial_no": serial.lower()}), 409)
    assert clerk.get("/assets/lookup", serial_no=f"{serial[:3]}-{serial[3:]}").status == 200
    problem_of(clerk.get("/assets/lookup", serial_no="NEVER-SEEN-1"), 404)


def test_the_entitlement_in_force_decides_the_warranty(world, clerk, manager):
    customer = new_customer(world, clerk)
    covered = manager.ok("POST", "/assets", {"serial_no": f"COV{world.number():05d}", "customer_id": customer["id"]})
    manager.ok("POST", f"/assets/{covered['id']}/entitlements", {"source": "manufacturer", "starts_on": "2020-01-01", "ends_on": "2099-12-31"})
    lapsed = manager.ok("POST", "/assets", {"serial_no": f"OLD{world.number():05d}", "customer_id": customer["id"]})
    manager.ok("POST", f"/assets/{lapsed['id']}/entitlements", {"source": "manufacturer", "starts_on": "2018-01-01", "ends_on": "2019-12-31"})
    assert new_order(world, clerk, asset_id=covered["id"], customer_id=customer["id"])["warranty"] == "in_warranty"
    assert new_order(world, clerk, asset_id=lapsed["id"], customer_id=customer["id"])["warranty"] == "out_of_warranty"


def test_an_entitlement_that_ends_before_it_starts_is_refused(world, clerk, manager):
    asset = manager.ok("POST", "/assets", {"serial_no": f"ENT{world.number():05d}"})
    problem_of(manager.post(f"/assets/{asset['id']}/entitlements", {"source": "manufacturer", "starts_on": "2026-01-02", "ends_on": "2026-01-01"}), 422)
