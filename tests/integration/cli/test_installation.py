"""`flask db upgrade` and `flask keys make`: an installation from nothing, in either order."""

from dataclasses import replace
from pathlib import Path

import pytest

from monitor.app import build_programme, create_app
from monitor.core import migrate
from monitor.core.db import open_engine
from monitor.core.settings import Kind, Settings, UnapprovedTexts
from monitor.privacy.keys import read_keyring
from tests.factories.installation import run_command

CONFIG = Path(__file__).resolve().parents[3] / "config"
NEEDS_PROGRAMME = [
    ["staff", "add", "njeri", "--role", "manager"], ["staff", "reset", "njeri"],
    ["staff", "disable", "njeri"], ["shelters", "add", "X"], ["shelters", "list"],
    ["people", "import", "x.csv"], ["sending", "stop", "--all"], ["sending", "start", "--all"],
    ["texts", "list"], ["texts", "approve", "ack", "--language", "sw", "--by", "x"],
    ["audit", "verify"],
]  # fmt: skip


@pytest.mark.parametrize(
    "order",
    [
        pytest.param((["keys", "make"], ["db", "upgrade"]), id="keys first"),
        pytest.param((["db", "upgrade"], ["keys", "make"]), id="database first"),
    ],
)
def test_two_commands_make_an_installation_ready(
    fresh: Settings, order: tuple[list[str], ...]
) -> None:
    for command in order:
        assert run_command(create_app(fresh), *command).status == 0
    assert fresh.key_file.stat().st_mode & 0o777 == 0o600
    added = run_command(create_app(fresh), "staff", "add", "wanjiku", "--role", "supervisor")
    assert added.status == 0
    phone = ("--phone", "0700000009")
    assert run_command(create_app(fresh), "staff", "add", "njeri", "--role", "manager", *phone)
    verified = run_command(create_app(fresh), "audit", "verify")
    assert verified.status == 0


def test_upgrading_again_changes_nothing(fresh: Settings) -> None:
    run_command(create_app(fresh), "keys", "make")
    for _ in range(2):
        assert run_command(create_app(fresh), "db", "upgrade").status == 0
    engine = open_engine(fresh.database_url)
    assert migrate.is_current(engine)
    assert migrate.kind_of(engine) == "demo"
    engine.dispose()


def test_a_database_of_another_kind_is_refused_before_it_is_touched(fresh: Settings) -> None:
    fresh.var_dir.mkdir()
    engine = open_engine(fresh.database_url)
    migrate.mark_kind(engine, "live")
    shown = run_command(create_app(fresh), "db", "upgrade")
    assert shown.status == 1
    assert "belongs to a live installation, not to demo" in shown.err
    assert not migrate.is_current(engine)
    engine.dispose()


def test_an_old_key_file_is_never_written_over(fresh: Settings) -> None:
    run_command(create_app(fresh), "keys", "make")
    before = read_keyring(fresh.key_file)
    shown = run_command(create_app(fresh), "keys", "make")
    assert (shown.status, shown.out) == (1, "")
    assert "there already" in shown.err
    assert read_keyring(fresh.key_file) == before


def test_no_new_keys_are_made_for_a_database_sealed_under_lost_ones(fresh: Settings) -> None:
    for command in (["keys", "make"], ["db", "upgrade"]):
        run_command(create_app(fresh), *command)
    fresh.key_file.unlink()
    shown = run_command(create_app(fresh), "keys", "make")
    assert shown.status == 1
    assert "sealed under other keys" in shown.err
    assert not fresh.key_file.exists()


@pytest.mark.parametrize("command", NEEDS_PROGRAMME, ids=" ".join)
def test_without_keys_a_command_names_the_one_that_makes_them(
    fresh: Settings, command: list[str]
) -> None:
    shown = run_command(create_app(fresh), *command)
    assert (shown.status, shown.out) == (1, "")
    assert "flask keys make" in shown.err


@pytest.mark.parametrize("command", NEEDS_PROGRAMME, ids=" ".join)
def test_without_a_database_a_command_names_the_one_that_makes_it(
    fresh: Settings, command: list[str]
) -> None:
    run_command(create_app(fresh), "keys", "make")
    shown = run_command(create_app(fresh), *command)
    assert (shown.status, shown.out) == (1, "")
    assert "flask db upgrade" in shown.err


def test_a_database_that_does_not_answer_is_said_not_to(fresh: Settings) -> None:
    away = replace(fresh, database_url="postgresql+psycopg://x@/x?host=/nowhere")
    for command in (["db", "upgrade"], ["keys", "make"]):
        shown = run_command(create_app(away), *command)
        assert (shown.status, shown.out) == (1, "")
        assert "the database cannot be used" in shown.err
        assert "nowhere" not in shown.err


@pytest.mark.parametrize("group", ["db", "keys", "audit"])
def test_an_unknown_command_is_said_to_be_unknown(fresh: Settings, group: str) -> None:
    shown = run_command(create_app(fresh), group, "explode")
    assert shown.status == 2
    assert "No such command" in shown.err


def test_the_programme_of_a_fresh_installation_opens_what_it_sealed(fresh: Settings) -> None:
    for command in (["db", "upgrade"], ["keys", "make"]):
        run_command(create_app(fresh), *command)
    programme = build_programme(fresh, keyring=read_keyring(fresh.key_file))
    assert run_command(create_app(fresh), "shelters", "add", "Nairobi House").status == 0
    assert run_command(create_app(fresh), "shelters", "list").out == "Nairobi House\n"
    programme.database.close()


def test_the_addresses_to_register_carry_the_key_of_their_kind(fresh: Settings) -> None:
    run_command(create_app(fresh), "keys", "make")
    live = replace(fresh, public_url="https://example.org/")
    shown = run_command(create_app(live), "keys", "callbacks")
    keys = read_keyring(fresh.key_file).callbacks
    assert shown.out.splitlines() == [
        f"https://example.org/callbacks/recording/{kind}?key={keys[kind][0]}"
        for kind in ("sms", "receipt", "opt-out", "subscription", "ussd", "ussd-end")
    ]


def test_the_difference_from_the_models_is_printed(fresh: Settings) -> None:
    before = run_command(create_app(fresh), "db", "difference")
    assert (before.status, '"people"' in before.out or "'people'" in before.out) == (0, True)
    run_command(create_app(fresh), "db", "upgrade")
    after = run_command(create_app(fresh), "db", "difference")
    assert (after.status, "op." in after.out) == (0, False)


def test_without_keys_no_address_is_shown(fresh: Settings) -> None:
    shown = run_command(create_app(fresh), "keys", "callbacks")
    assert (shown.status, shown.out) == (1, "")
    assert "flask keys make" in shown.err


@pytest.fixture
def fresh(tmp_path: Path) -> Settings:
    var = tmp_path / "var"
    return Settings(
        kind=Kind.DEMO, database_url=f"sqlite:///{var / 'baada.db'}", config_dir=CONFIG,
        var_dir=var, key_file=var / "keys.json", gateway="recording",
        unapproved_texts=UnapprovedTexts.DEMO, scheduler=False,
    )  # fmt: skip
