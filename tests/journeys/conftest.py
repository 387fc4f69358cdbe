"""A story to play: a programme with its team, on a Monday morning."""

from pathlib import Path

import pytest
from flask import Flask

from monitor.usecases.programme import Programme
from tests.journeys.story import Story


@pytest.fixture
def story(app: Flask, programme: Programme, tmp_path: Path) -> Story:
    return Story(app, programme, tmp_path)
