# Python 3.9 or newer, with nothing to install.
import json
import os
import urllib.error
import urllib.parse
import urllib.request
import uuid

URL = os.environ.get("GATEWAY_URL", "http://localhost:4000/graphql")
CLIENT_ID = os.environ.get("CLIENT_ID", "Q2xpZW50OldJU1BIVUI6MTAyMQ")
UNKNOWN_ID = "Q2xpZW50OldJU1BIVUI6OTk5OTk5"


class GatewayError(Exception):
    """An answer without data: `code` is one of docs/errors.md."""

    def __init__(self, error):
        super().__init__(error["message"])
        self.code = error["extensions"]["code"]


def sign_in():
    """Asks the sign-in for a token. The form is OAuth 2's client credentials: put yours here."""
    if "SIGN_IN_URL" not in os.environ:
        return os.environ["TOKEN"]
    form = urllib.parse.urlencode({"grant_type": "client_credentials"}).encode()
    with urllib.request.urlopen(os.environ["SIGN_IN_URL"], data=form, timeout=10) as response:
        return json.load(response)["access_token"]


class Gateway:
    def __init__(self, url, get_token):
        self.url = url
        self.get_token = get_token
        self.token = None

    def open(self, query, variables, accept="application/json"):
        """Sends an operation, and once more with a new token when the first has expired."""
        if self.token is None:
            self.token = self.get_token()
        try:
            return self._send(query, variables, accept)
        except urllib.error.HTTPError as error:
            if error.code != 401:
                raise
        self.token = self.get_token()
        return self._send(query, variables, accept)

    def _send(self, query, variables, accept):
        headers = {"authorization": f"Bearer {self.token}", "content-type": "application/json", "accept": accept}
        body = json.dumps({"query": query, "variables": variables}).encode()
        return urllib.request.urlopen(urllib.request.Request(self.url, body, headers), timeout=60)

    def run(self, query, **variables):
        """Gives the data of a query or mutation. Data can stand beside errors: a back end was away."""
        try:
            with self.open(query, variables) as response:
                return self._data_of(json.load(response))
        except urllib.error.HTTPError as error:
            with error:
                raise GatewayError(json.load(error)["errors"][0]) from None

    def subscribe(self, query, **variables):
        """Gives the data of each event, over HTTP (server-sent events)."""
        with self.open(query, variables, accept="text/event-stream") as response:
            event = None
            for line in (raw.decode().rstrip("\r\n") for raw in response):
                name, _, value = line.partition(": ")
                if name == "event":
                    event = value
                elif name == "data" and event == "next":
                    yield self._data_of(json.loads(value))
                if event == "complete":
                    return

    @staticmethod
    def _data_of(answer):
        data, errors = answer.get("data"), answer.get("errors", [])
        # An error at the top of a path is what was asked for; one further down is a part of it.
        refused = [error for error in errors if data is None or len(error.get("path", [])) == 1]
        if refused:
            raise GatewayError(refused[0])
        return data


PERSON = "query Person($id: ID!) { client(by: { id: $id }) { id name status plan { id name } } }"
PAGE = """
query Page($search: String!, $first: Int!, $after: String) {
  clients(search: $search, first: $first, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } }
}
"""
PING = """
mutation Ping($input: StartPingInput!) {
  startPing(input: $input) {
    ... on StartPingSuccess { pingTask { id status } }
    ... on Problem { code message }
  }
}
"""
PINGED = "subscription Pinged($id: ID!) { pingTaskCompleted(id: $id) { id status connection } }"

gateway = Gateway(URL, sign_in)


def pages(search, first):
    """Every page of a search, one after the other."""
    after = None
    while True:
        clients = gateway.run(PAGE, search=search, first=first, after=after)["clients"]
        yield clients["nodes"]
        if not clients["pageInfo"]["hasNextPage"]:
            return
        after = clients["pageInfo"]["endCursor"]


def ping(client_id):
    # The key makes it safe to send again.
    key = str(uuid.uuid4())
    return gateway.run(PING, input={"clientId": client_id, "idempotencyKey": key})["startPing"]


def code_of_error():
    try:
        gateway.run(PERSON, id="nobody")
    except GatewayError as error:
        return error.code


def say(name, result):
    print(json.dumps([name, result]))


if __name__ == "__main__":
    say("query", gateway.run(PERSON, id=CLIENT_ID)["client"])
    task = ping(CLIENT_ID)["pingTask"]
    say("watch", next(gateway.subscribe(PINGED, id=task["id"]))["pingTaskCompleted"])
    names = pages("perez", 2)
    say("pages", [client["name"] for page in (next(names), next(names)) for client in page])
    say("problem", ping(UNKNOWN_ID)["code"])
    say("error", code_of_error())
