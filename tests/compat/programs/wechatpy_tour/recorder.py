"""Notes which of a client's methods were called, and how each ended."""

import inspect

from wechatpy import WeChatClientException
from wechatpy.client.api.base import BaseWeChatAPI

UNAUTHORIZED = 48001
LEFT_OUT = {
    "card": "cards and coupons",
    "cloud": "mini programs",
    "device": "hardware",
    "invoice": "cards and coupons",
    "marketing": "advertising",
    "merchant": "the shop that WeChat has closed",
    "poi": "stores",
    "scan": "goods with barcodes",
    "semantic": "retired",
    "shakearound": "beacons",
    "wifi": "shops with Wi-Fi",
    "wxa": "mini programs",
}
"""APIs, or single methods, that are not called, and what they are about."""


class Recorder:
    """Stands before each API of a client."""

    def __init__(self, client):
        self.ended = {}
        self._methods = set()
        for name, api in list(vars(client).items()):
            if isinstance(api, BaseWeChatAPI):
                public = inspect.getmembers(type(api), inspect.isfunction)
                self._methods |= {f"{name}.{method}" for method, _ in public if not method.startswith("_")}
                setattr(client, name, Noted(self, name, api))

    def note(self, method, code):
        """What passed once has passed."""
        if self.ended.get(method) != 0:
            self.ended[method] = code

    def summary(self):
        """Names of the methods that passed, that answered 48001, that were only refused (with the code), that nobody
        called for a reason, or for none.
        """
        uncalled = self._methods - set(self.ended)
        why = {name: LEFT_OUT.get(name) or LEFT_OUT.get(name.partition(".")[0]) for name in uncalled}
        return {
            "passed": sorted(name for name, code in self.ended.items() if code == 0),
            "not_built": sorted(name for name, code in self.ended.items() if code == UNAUTHORIZED),
            "refused": {name: code for name, code in self.ended.items() if code not in (0, UNAUTHORIZED)},
            "left_out": {name: reason for name, reason in sorted(why.items()) if reason},
            "forgotten": sorted(name for name, reason in why.items() if not reason),
        }


class Noted:
    """One API."""

    def __init__(self, recorder, name, api):
        self._recorder, self._name, self._api = recorder, name, api

    def __getattr__(self, name):
        method, full_name = getattr(self._api, name), f"{self._name}.{name}"

        def noted(*arguments, **options):
            try:
                answer = method(*arguments, **options)
                answer = list(answer) if inspect.isgenerator(answer) else answer
            except WeChatClientException as error:
                self._recorder.note(full_name, error.errcode)
                raise
            self._recorder.note(full_name, 0)
            return answer

        return noted


def refused(call, *arguments, **options):
    """The code with which a call is refused; 0 when it is not."""
    try:
        call(*arguments, **options)
    except WeChatClientException as error:
        return error.errcode
    return 0
