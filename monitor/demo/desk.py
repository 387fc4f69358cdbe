"""One member of staff at her desk: logs in and works through cases on the web pages, by HTTP."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

import requests

from monitor.core.errors import GatewayError
from monitor.demo.door import local_session

_TIMEOUT_SECONDS = 60
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_ROW = re.compile(r'<a class="row[^"]*" href="/cases/([0-9a-f-]+)".*?</a>', re.DOTALL)
_GRADE = re.compile(r'class="grade g(\d)"')
_WHY = re.compile(r'<span class="line why">(.*?)</span>', re.DOTALL)
_NAME = re.compile(r"<h1>(.*?)</h1>", re.DOTALL)
_PERSON = re.compile(r'href="/people/([0-9a-f-]+)"')
_MARKUP = re.compile(r"<[^>]+>")
FREE = "Nobody has it"
MINE = "You have it"

Form = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class Row:
    """One case in the list: how grave, why it is there, and whether it is hers to take."""

    case_id: str
    severity: int
    why: str
    is_free: bool


@dataclass(frozen=True)
class CasePage:
    """What the page of a case shows of the person."""

    name: str
    person_id: str | None


class Desk:
    """A browser session of one member of staff."""

    def __init__(self, base_url: str, username: str, phrase: str) -> None:
        self._url, self.username, self._phrase = base_url, username, phrase
        self._http = local_session()
        self._token = ""

    def start(self, link: str) -> None:
        """Choose the password by the link that works once."""
        path = "/" + link.split("/", 3)[3]
        self._learn_token(self._send("GET", path))
        self._send("POST", path, {"password": self._phrase, "again": self._phrase})
        self._learn_token(self._get("/account"))

    def list_cases(self) -> tuple[Row, ...]:
        """Return the first page of the team's list, worst first."""
        return rows_of(self._get("/cases?tab=team"))

    def read(self, case_id: str) -> CasePage:
        """Open a case with her words."""
        page = self._post(f"/cases/{case_id}/words", None).text
        name, person = _NAME.search(page), _PERSON.search(page)
        return CasePage(_plain(name[1]) if name else "", person[1] if person else None)

    def act(self, case_id: str, deed: str, form: Form | None = None) -> bool:
        """Do something in a case; return whether it was taken, for others may have been faster."""
        return self.post(f"/cases/{case_id}/{deed}", form)

    def post(self, path: str, form: Form | None = None) -> bool:
        """Send a form; return whether it was taken."""
        return self._post(path, form).status_code < 400

    def _post(self, path: str, form: Form | None) -> requests.Response:
        answer = self._send("POST", path, form)
        if answer.status_code == 401:
            self._log_in()
            answer = self._send("POST", path, form)
        if answer.status_code >= 500:
            raise GatewayError(f"a form was answered {answer.status_code}", retryable=False)
        return answer

    def _get(self, path: str) -> str:
        answer = self._send("GET", path)
        if answer.status_code == 303 and answer.headers.get("Location", "").endswith("/login"):
            self._log_in()
            answer = self._send("GET", path)
        if answer.status_code != 200:
            raise GatewayError(f"the application answered {answer.status_code}", retryable=False)
        return answer.text

    def _log_in(self) -> None:
        self._http.cookies.clear()
        self._learn_token(self._send("GET", "/login"))
        fields = {"username": self.username, "password": self._phrase}
        if self._send("POST", "/login", fields).status_code != 303:
            raise GatewayError("a demo account was refused", retryable=False)
        self._learn_token(self._get("/account"))

    def _learn_token(self, answer: requests.Response | str) -> None:
        found = _TOKEN.search(answer if isinstance(answer, str) else answer.text)
        if found is None:
            raise GatewayError("a page without a form was answered", retryable=False)
        self._token = unescape(found[1])

    def _send(self, method: str, path: str, form: Form | None = None) -> requests.Response:
        data = None if method == "GET" else {**(form or {}), "csrf_token": self._token}
        try:
            return self._http.request(
                method,
                f"{self._url}{path}",
                data=data,
                timeout=_TIMEOUT_SECONDS,
                allow_redirects=False,
            )
        except requests.RequestException as problem:
            raise GatewayError("the application does not answer", retryable=True) from problem


def rows_of(page: str) -> tuple[Row, ...]:
    """Return the cases that a list shows.

    >>> rows_of('<a class="row" href="/cases/0a-1"><span class="grade g3"></span>'
    ...         '<span class="line why">Silent once</span>Nobody has it</a>')
    (Row(case_id='0a-1', severity=3, why='Silent once', is_free=True),)
    """
    found = []
    for row in _ROW.finditer(page):
        grade, why = _GRADE.search(row[0]), _WHY.search(row[0])
        found.append(
            Row(
                case_id=row[1],
                severity=int(grade[1]) if grade else 1,
                why=_plain(why[1]) if why else "",
                is_free=FREE in row[0] or MINE in row[0],
            )
        )
    return tuple(found)


def _plain(markup: str) -> str:
    return " ".join(unescape(_MARKUP.sub("", markup)).split())
