"""Which provider addresses an installation may use."""

import pytest

from monitor.sms.provider_url import host_of, is_acceptable, is_loopback


@pytest.mark.parametrize(
    ("url", "in_production", "elsewhere"),
    [
        pytest.param("https://api.example.org/version1", True, True, id="https"),
        pytest.param("http://api.example.org/version1", False, True, id="plain_http"),
        pytest.param("http://127.0.0.1:9000", True, True, id="loopback"),
        pytest.param("http://[::1]:9000", True, True, id="loopback_6"),
        pytest.param("http://localhost:9000", True, True, id="localhost"),
        pytest.param("ftp://api.example.org", False, False, id="other_scheme"),
        pytest.param("api.example.org", False, False, id="no_scheme"),
        pytest.param("https://", False, False, id="no_host"),
        pytest.param("https://api.example.org:port", False, False, id="bad_port"),
        pytest.param("https://[::1", False, False, id="broken_bracket"),
        pytest.param("https://api.example.org/?key=1", False, False, id="query"),
    ],
)
def test_a_key_travels_only_where_it_is_safe(
    url: str, in_production: bool, elsewhere: bool
) -> None:
    assert is_acceptable(url, is_production=True) is in_production
    assert is_acceptable(url, is_production=False) is elsewhere


def test_a_name_that_only_looks_local_is_not_this_machine() -> None:
    assert not is_loopback("localhost.example.org")
    assert not is_loopback("127.0.0.1.example.org")


def test_hosts_are_compared_in_small_letters() -> None:
    assert host_of("https://API.Example.org/") == "api.example.org"
