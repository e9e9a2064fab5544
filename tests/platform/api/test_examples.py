"""The example of every path that answers is a valid call."""

from teahouse.network import APIS
from teahouse.platform.api.basic import API
from teahouse.protocol.endpoints import ENDPOINTS
from tests.platform.api.filled import filled
from tests.platform.materials.samples import picture
from tests.protocol.examples import EXAMPLES
from tests.support.houses import Running

# In another order than that of the table: what takes something away comes last, and what needs another first before.
LAST = (
    "/customservice/kfaccount/del",
    "/cgi-bin/freepublish/submit",
    "/cgi-bin/menu/delconditional",
    "/cgi-bin/menu/delete",
    "/cgi-bin/template/del_private_template",
    "/sns/oauth2/refresh_token",
)

# Spoilt like all others; to be valid they need what this world has not: consent, a mass send, a voice of a page.
UNTRIED = (
    *("/cgi-bin/message/mass/", "/cgi-bin/message/subscribe/", "/wxaapi/", "/cgi-bin/message/template/subscribe"),
    *("/mp/", "/cgi-bin/media/get/jssdk", "/cgi-bin/media/uploadvideo", "/cgi-bin/media/uploadnews", "/semantic/"),
    *("/cgi-bin/changeopenid", "/cgi-bin/draft/product/"),
)


def test_every_example_is_accepted(running_network: Running) -> None:
    answered = set(API).union(*APIS)
    paths = [one for one in ENDPOINTS if one.path in answered and not one.path.startswith(UNTRIED)]
    paths.sort(key=lambda one: LAST.index(one.path) if one.path in LAST else -1)
    refused = {}
    with filled(running_network) as (_, api, names):
        for endpoint in paths:
            example = EXAMPLES[endpoint.path].filled(names) if endpoint.path in EXAMPLES else None
            query = {"access_token": api.token} | dict(example.query if example else {})
            if endpoint.methods[-1] == "GET":
                response = api.http.get(endpoint.path, params=query)
            elif example and example.file:
                response = api.http.post(endpoint.path, params=query, files={"media": ("a.jpg", picture())})
            else:
                response = api.http.post(endpoint.path, params=query, json=example.body if example else {})
            is_json = response.headers["content-type"].startswith(("application/json", "text/plain"))
            answer = response.json() if is_json else {}
            if response.status_code != 200 or answer.get("errcode", 0) != 0:
                refused[endpoint.path] = (response.status_code, answer)
            if endpoint.path in {"/cgi-bin/token", "/cgi-bin/stable_token"}:
                api.token = answer["access_token"]
    assert refused == {}


def test_every_path_that_is_no_pattern_has_an_example() -> None:
    described = {one.path for one in ENDPOINTS if not one.later and "POST" in one.methods}
    assert described - EXAMPLES.keys() == set()
    assert EXAMPLES.keys() - {one.path for one in ENDPOINTS} == set()
