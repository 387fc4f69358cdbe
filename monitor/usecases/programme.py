"""What every story needs at hand: one value, built once, passed by the doors."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from monitor.core.clock import Clock
from monitor.core.db import Database
from monitor.core.errors import Invalid
from monitor.core.language import Languages
from monitor.core.settings import Settings, UnapprovedTexts
from monitor.privacy.keys import Keyring
from monitor.reading.lexicon import Lexicon
from monitor.sms.gateway import Gateway
from monitor.surveys.definition import Survey


class Bell:
    """Wakes a named job at once, where something listens; without a listener it is silent."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[str], None]] = []

    def listen(self, listener: Callable[[str], None]) -> None:
        """Have every later ring passed on."""
        self._listeners.append(listener)

    def ring(self, job: str) -> None:
        """Ask for a job to run soon."""
        for listener in self._listeners:
            listener(job)


@dataclass(frozen=True, kw_only=True)
class Programme:
    """One running installation: its settings, clocks, database, gateways and texts."""

    settings: Settings
    keyring: Keyring
    database: Database
    clock: Clock
    wall: Clock
    languages: Languages
    lexicon: Lexicon
    surveys: Mapping[str, Survey]
    gateways: Mapping[str, Gateway]
    bell: Bell = field(default_factory=Bell)

    @property
    def unapproved_ok(self) -> bool:
        """Tell whether wordings that nobody has approved may go out: to a test gateway only."""
        return self.settings.unapproved_texts is UnapprovedTexts.DEMO

    @property
    def gateway(self) -> Gateway:
        """Return the gateway that messages go out through."""
        return self.gateway_named(self.settings.gateway)

    def gateway_named(self, name: str) -> Gateway:
        """Return a gateway by its name in the registry and in callback addresses."""
        try:
            return self.gateways[name]
        except KeyError:
            raise Invalid(f"there is no gateway '{name}'; see docs/gateways.md") from None
