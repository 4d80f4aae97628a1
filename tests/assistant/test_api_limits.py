"""What callers may not do: crowd the machine, come under another name, load anything from elsewhere."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.testclient import TestClient

from assistant.api.app import create_app
from tests.assistant.stage import SmallShelf, WrittenAsker, asked, posted, serving


def test_a_question_that_finds_no_place_is_told_when_to_come_back(
    asker: WrittenAsker, shelf: SmallShelf
) -> None:
    app = create_app(asker, shelf, places=1, patience=0.05)
    with serving(app) as address, ThreadPoolExecutor(1) as other:
        waiting = other.submit(asked, address, "wait")
        assert asker.going.wait(10)
        with posted(address, "systems") as refused:
            assert refused.status == 503
            assert int(refused.headers["Retry-After"]) >= 1
            assert b"Ask again in" in refused.read()
        asker.release.set()
        assert waiting.result(10)["status"] == "answered"


def test_a_place_is_free_again_after_each_end(asker: WrittenAsker, shelf: SmallShelf) -> None:
    with serving(create_app(asker, shelf, places=1, patience=10)) as address:
        for word in ("systems", "broken", "crash", "moon"):
            asked(address, word)
        with posted(address, "wait", "text/event-stream") as dropped:
            dropped.readline()
        assert asked(address, "systems")["status"] == "answered"


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/static/main.js", "/api/v1/documents", "/nowhere", "/openapi.json"]
)
def test_every_response_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "[::1", "localhost@evil.example"]
)
def test_a_request_under_an_unknown_host_name_is_refused(client: TestClient, host: str) -> None:
    response = client.get("/api/v1/documents", headers={"Host": host})
    assert response.status_code == 421
    assert "harbour" not in response.text


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]:80", "LOCALHOST:1"])
def test_the_loopback_is_known_under_all_its_names(client: TestClient, host: str) -> None:
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


def test_a_named_host_is_let_in(asker: WrittenAsker, shelf: SmallShelf) -> None:
    client = TestClient(create_app(asker, shelf, hosts=["ascn.example"]), base_url="http://ascn.example")
    assert client.get("/healthz").json() == {"status": "ok", "generation": "generation-7"}
    assert client.get("/healthz", headers={"Host": "127.0.0.1"}).status_code == 421


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/static/../app.py", "/static/%2e%2e/__init__.py"])
def test_no_page_from_elsewhere_and_no_file_but_our_own_is_served(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.json()["status"] == 404


def test_a_wrong_method_is_a_problem_that_names_the_right_one(client: TestClient) -> None:
    response = client.get("/api/v1/chat")
    assert response.status_code == 405
    assert response.headers["allow"] == "POST"
    assert response.headers["content-type"] == "application/problem+json"


def test_the_description_of_the_api_names_every_route(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    assert set(described["paths"]) == {
        "/api/v1/chat",
        "/api/v1/documents",
        "/api/v1/documents/{document_id}",
        "/api/v1/documents/{document_id}/field",
        "/api/v1/documents/{document_id}/text",
        "/api/v1/documents/{document_id}/pages/{number}",
        "/api/v1/documents/{document_id}/pages/{number}/image",
        "/api/v1/documents/{document_id}/pages/{number}/marks",
        "/api/v1/programmes",
        "/api/v1/programmes/{programme_id}",
        "/api/v1/programmes.ics",
        "/healthz",
    }


@pytest.mark.parametrize(
    "sent",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1"},
    ],
)
def test_a_form_that_a_page_of_another_site_sends_changes_nothing(
    client: TestClient, sent: dict[str, str]
) -> None:
    refused = client.post("/ask", data={"question": "systems"}, headers=sent)
    assert refused.status_code == 403
    assert "another site" in refused.json()["detail"]


@pytest.mark.parametrize("sent", [{}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}])
def test_our_own_forms_and_programs_are_let_in(client: TestClient, sent: dict[str, str]) -> None:
    assert client.post("/ask", data={"question": "systems"}, headers=sent).status_code == 200
    host = client.base_url.host
    assert (
        client.post("/ask", data={"question": "systems"}, headers={"Origin": f"http://{host}"}).status_code
        == 200
    )


def test_reading_is_open_to_links_from_other_sites(client: TestClient) -> None:
    assert client.get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200
