"""`flask surveys …`: look at the surveys, check them, play one, read answers and compute scores."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from types import MappingProxyType

import click
from flask import current_app
from flask.cli import AppGroup

from monitor.cli.jsonlines import run, text_of
from monitor.cli.survey_check import check_files
from monitor.cli.survey_play import Player
from monitor.cli.wording_check import check_vectors, check_wordings
from monitor.core.errors import BaadaError, Invalid
from monitor.core.language import Languages, load_languages
from monitor.core.settings import Settings
from monitor.sms.wording import WordingRules, load_forbidden
from monitor.surveys.answers import accept, critical_answers
from monitor.surveys.definition import Answer, Channel, Question, Survey
from monitor.surveys.engine import Key, interpret
from monitor.surveys.loader import load_survey, load_surveys
from monitor.surveys.scoring import About, score

group = AppGroup("surveys", help="List, check, play and score surveys.")

_CHANNELS = click.Choice([str(channel) for channel in Channel])


@group.command("list")
def list_surveys() -> None:
    """List every survey with its version, size, languages and channels."""
    with _plain_errors():
        for survey in load_surveys(_surveys_dir()).values():
            ways = [str(each) for each in survey.channels]
            ways += [f"{each} (by her plan)" for each in survey.channels_by_plan]
            languages = " ".join(survey.languages)
            click.echo(
                f"{survey.id:<9} v{survey.version}  {len(survey.questions):>2} questions  "
                f"{languages:<6} {', '.join(ways)}"
            )


@group.command("check")
def check_surveys() -> None:
    """Check every file, language and channel, every wording and every scoring vector.

    Exit with 1 where anything is wrong.
    """
    with _plain_errors():
        rules = _wording_rules()
        reports = (
            check_files(_surveys_dir(), _languages(), rules),
            check_wordings(_languages(), rules),
            check_vectors(_config_dir() / "scoring_vectors.yaml", _readable_surveys()),
        )
    for report in reports:
        for line in (*report.table, ""):
            click.echo(line)
    faults = [fault for report in reports for fault in report.faults]
    for fault in faults:
        click.echo(f"wrong: {fault}", err=True)
    if faults:
        raise SystemExit(1)
    click.echo("every survey is sound, every screen fits and every score comes out")


@group.command("play")
@click.argument("survey_id", metavar="ID")
@click.option("--language", default="sw", show_default=True)
@click.option("--channel", type=_CHANNELS, default="ussd", show_default=True)
@click.option("--block", help="Which block, where the survey has some.")
def play_survey(survey_id: str, language: str, channel: str, block: str | None) -> None:
    """Play a survey here as it would go over a channel; end with Ctrl-D."""
    with _plain_errors():
        player = Player(_survey(survey_id), language, Channel(channel), texts=_languages())
        for line in player.begin(block):
            click.echo(line)
        while not player.is_finished:
            reply = click.prompt("", default="", show_default=False, prompt_suffix="> ")
            for line in player.reply(reply):
                click.echo(line)


@group.command("answer")
@click.argument("survey_id", metavar="ID")
@click.argument("question_id", metavar="QUESTION")
@click.option("--language", default="sw", show_default=True)
def read_answers(survey_id: str, question_id: str, language: str) -> None:
    """Read JSON Lines {"text"}; write {"value"} or {"not_understood": true}."""
    with _plain_errors():
        survey = _survey(survey_id)
        survey.require_language(language)
        question = survey.question(question_id)
    run(partial(answered, question, language))


@group.command("score")
@click.argument("survey_id", metavar="ID")
def score_answers(survey_id: str) -> None:
    """Read JSON Lines {"answers", "about"?}; write {"scores", "critical"}."""
    with _plain_errors():
        survey = _survey(survey_id)
    run(partial(scored, survey))


def answered(
    question: Question, language: str, asked: Mapping[str, object]
) -> Mapping[str, object]:
    """Return the stored value that one reply leads to.

    >>> debts = Question("q1", "yes_no", {"en": "Debts?"})
    >>> answered(debts, "en", {"text": "1."}), answered(debts, "en", {"text": "1 or 2"})
    ({'value': 'yes'}, {'not_understood': True})
    """
    read = interpret(question, text_of(asked), language)
    if isinstance(read, Answer):
        return {"value": read.stored}
    return {"value": "call_me"} if read is Key.CALL_ME else {"not_understood": True}


def scored(survey: Survey, asked: Mapping[str, object]) -> Mapping[str, object]:
    """Return scores and critical answers of one set of stored values."""
    raw = asked.get("answers")
    if not isinstance(raw, dict):
        raise Invalid("'answers' must be an object of question and value", field="answers")
    answers = accept(survey, MappingProxyType(raw))
    critical = critical_answers(survey, answers)
    return {
        "scores": dict(score(survey, answers, about_of(asked.get("about")))),
        "critical": [{"question": each.question, "severity": each.severity} for each in critical],
    }


def about_of(raw: object) -> About:
    """Return what a cut-off may depend on, refusing anything else.

    >>> about_of({"gender": "f", "age": 34})
    About(gender='f', age=34)
    """
    if raw is None:
        return About()
    if not isinstance(raw, dict) or not raw.keys() <= {"gender", "age"}:
        raise Invalid("'about' takes gender and age", field="about")
    gender, age = raw.get("gender"), raw.get("age")
    if gender is not None and gender not in ("f", "m", "x"):
        raise Invalid("'gender' must be f, m or x", field="about")
    if age is not None and (
        isinstance(age, bool) or not isinstance(age, int) or not 0 <= age <= 120
    ):
        raise Invalid("'age' must be a whole number of years", field="about")
    return About(gender=gender, age=age)


def _survey(survey_id: str) -> Survey:
    surveys = load_surveys(_surveys_dir())
    if survey_id not in surveys:
        raise Invalid(f"no survey {survey_id[:20]!r}; there are {', '.join(surveys)}")
    return surveys[survey_id]


def _config_dir() -> Path:
    settings: Settings = current_app.config["SETTINGS"]
    return settings.config_dir


def _surveys_dir() -> Path:
    return _config_dir() / "surveys"


def _readable_surveys() -> Mapping[str, Survey]:
    """Return the surveys that can be read; the others are named by the check of files."""
    found = {}
    for path in sorted(_surveys_dir().glob("*.yaml")):
        with suppress(Invalid):
            survey = load_survey(path)
            found[survey.id] = survey
    return found


def _wording_rules() -> WordingRules:
    settings: Settings = current_app.config["SETTINGS"]
    forbidden = load_forbidden(settings.config_dir / "forbidden_words.yaml")
    return WordingRules(forbidden, appended=settings.opt_out_text)


def _languages() -> Languages:
    return load_languages(_config_dir() / "languages")


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Show a broken promise as one line and exit with 1, not as a traceback."""
    try:
        yield
    except BaadaError as error:
        raise click.ClickException(str(error)) from error
