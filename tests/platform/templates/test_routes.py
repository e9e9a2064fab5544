"""mp's page of templates over real HTTP."""

from tests.platform.world import Api, World


def test_the_page_adds_and_removes(world: World, api: Api) -> None:
    path = f"/api/mp/accounts/{api.appid}/templates"
    operator = world.operator(api.appid)
    assert world.nobody().get(path).status_code == 401
    assert world.operator().get(path).status_code == 404
    page = operator.get(path).json()
    assert (page["items"], page["chosen"], page["may_choose"], page["failing"]) == ([], [1, 41], True, False)
    fits = {one["short_id"]: one["fits"] for one in page["library"]}
    assert (fits["TM00015"], fits["TM10002"], fits["50101"]) == (True, False, True)
    assert len(page["industries"]) == 41
    added = operator.post(path, json={"short_id": "50101", "keywords": ["订单号", "订单状态"]}).json()["items"]
    assert [(one["title"], one["content"]) for one in added] == [
        ("订单状态通知", "订单号：{{character_string4.DATA}}\n订单状态：{{phrase5.DATA}}")
    ]
    other = operator.post(path, json={"short_id": "TM10002"})
    assert (other.status_code, other.json()["code"]) == (409, "templates.other_industry")
    bad = operator.post(path, json={"short_id": "50101"})
    assert (bad.status_code, bad.json()["code"]) == (409, "templates.bad_keywords")
    assert operator.post(path, json={"short_id": "nothing"}).status_code == 404
    chosen = operator.put(f"{path}/industries", json={"first": 10, "second": 11}).json()
    assert (chosen["chosen"], chosen["may_choose"]) == ([10, 11], False)
    again = operator.put(f"{path}/industries", json={"first": 1, "second": 11})
    assert (again.status_code, again.json()["code"]) == (409, "templates.industry_kept")
    same = operator.put(f"{path}/industries", json={"first": 1, "second": 1})
    assert (same.status_code, same.json()["code"]) == (409, "templates.bad_industry")
    one = added[0]["template_id"]
    assert world.operator().delete(f"{path}/{one}").status_code == 404
    assert operator.delete(f"{path}/{one}").json()["items"] == []
    assert operator.delete(f"{path}/{one}").status_code == 404


def test_an_account_without_the_power_adds_none(world: World) -> None:
    account = world.account("subscription")
    path = f"/api/mp/accounts/{account.appid}/templates"
    operator = world.operator(account.appid)
    refused = operator.post(path, json={"short_id": "TM00015"})
    assert (refused.status_code, refused.json()["code"]) == (403, "templates.no_power")
    assert operator.put(f"{path}/industries", json={"first": 1, "second": 2}).status_code == 403
    assert world.rows("template") == []
