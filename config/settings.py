"""Builds the one `Settings` of this installation from the environment and `var/baada.env`."""

from datetime import timedelta
from pathlib import Path

from environs import Env, EnvError
from marshmallow.validate import OneOf, Range

from monitor.core.errors import Invalid
from monitor.core.settings import Kind, Settings, UnapprovedTexts

ROOT = Path(__file__).resolve().parents[1]


def load_settings(env_file: Path | None = None) -> Settings:
    """Return the settings; a wrong or missing value is named, with what to do."""
    env = Env(prefix="BAADA_")
    var_dir = env.path("VAR_DIR", ROOT / "var")
    env.read_env(str(env_file or var_dir / "baada.env"), recurse=False)
    try:
        return _read(env, var_dir)
    except EnvError as error:
        raise Invalid(f"configuration: {error}") from None


def _read(env: Env, var_dir: Path) -> Settings:
    kind = Kind(env.str("KIND", "live", validate=OneOf([kind.value for kind in Kind])))
    texts = env.str("UNAPPROVED_TEXTS", "refuse", validate=OneOf([*UnapprovedTexts]))
    return Settings(
        kind=kind,
        database_url=env.str("DATABASE_URL", f"sqlite:///{var_dir / 'baada.db'}"),
        config_dir=env.path("CONFIG_DIR", ROOT / "config"),
        var_dir=var_dir,
        key_file=env.path("KEY_FILE", var_dir / "keys.json"),
        gateway=env.str("GATEWAY", "africastalking"),
        unapproved_texts=UnapprovedTexts(texts),
        default_country=env.str("DEFAULT_COUNTRY", "KE"),
        environment=env.str("ENVIRONMENT", "production"),
        at_username=env.str("AT_USERNAME", ""),
        at_api_key=env.str("AT_API_KEY", ""),
        at_base_url=env.str("AT_BASE_URL", ""),
        at_content_url=env.str("AT_CONTENT_URL", ""),
        sender=env.str("SENDER", ""),
        short_code=env.str("SHORT_CODE", ""),
        ussd_code=env.str("USSD_CODE", ""),
        keyword=env.str("KEYWORD", ""),
        opt_out_text=env.str("OPT_OUT_TEXT", ""),
        public_url=env.str("PUBLIC_URL", ""),
        airtime_amount=env.int("AIRTIME_AMOUNT", 0, validate=Range(0, 100)),
        neutral_url=env.str("NEUTRAL_URL", "https://www.wikipedia.org/"),
        host=env.str("HOST", "127.0.0.1"),
        port=env.int("PORT", 8000),
        secure_cookies=env.bool("SECURE_COOKIES", True),
        log_level=env.str("LOG_LEVEL", "INFO"),
        idle_lock=timedelta(minutes=env.int("IDLE_LOCK_MINUTES", 10)),
        claim_lasts=timedelta(minutes=env.int("CLAIM_MINUTES", 30)),
        simulator_url=env.str("SIMULATOR_URL", ""),
        scheduler=env.bool("SCHEDULER", True),
        demo_start=env.datetime("DEMO_START", None),
    )
