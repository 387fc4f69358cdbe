"""Joins the simulator's parts and keeps them working in the background."""

import logging
import threading
from datetime import datetime, timedelta

from monitor.core.clock import Clock
from monitor.simulator.airtime import AirtimeDesk
from monitor.simulator.caller import Caller
from monitor.simulator.clock_door import ClockDoor
from monitor.simulator.deliveries import Deliveries, Tally
from monitor.simulator.faults import FaultBoard
from monitor.simulator.handsets import Handsets
from monitor.simulator.settings import SimulatorSettings
from monitor.simulator.sms_centre import SmsCentre
from monitor.simulator.snapshot import Snapshot
from monitor.simulator.ussd import UssdSwitch

_log = logging.getLogger(__name__)


class Exchange:
    """Everything that one simulator is; `start` and `stop` frame its one worker thread."""

    def __init__(self, settings: SimulatorSettings, wall: Clock) -> None:
        self.settings = settings
        self._wall = wall
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._worker = threading.Thread(target=self._run, name="simulator", daemon=True)
        timing = settings.timing
        self.clock_door = ClockDoor(
            settings.clock_url, wall, timeout_seconds=timing.clock_timeout_seconds
        )
        self.faults = FaultBoard()
        self.handsets = Handsets()
        self.caller = Caller(settings, wall)
        self.deliveries = Deliveries(
            self.caller, self.faults, wall=wall, timing=timing, wake=self._wake.set
        )
        self.sms = SmsCentre(settings, self.handsets, self.deliveries, self.clock_door.now)
        self.airtime = AirtimeDesk(self.handsets, self.clock_door.now)
        self.ussd = UssdSwitch(
            settings,
            self.handsets,
            self.deliveries,
            caller=self.caller,
            faults=self.faults,
            wall=wall,
            now=self.clock_door.now,
        )
        self._snapshot = Snapshot(settings.state_dir, self.handsets, self.deliveries)
        self._saved_at = wall.now()
        self._snapshot.load()

    def start(self) -> None:
        """Begin to post callbacks when they fall due."""
        self._worker.start()

    def stop(self) -> None:
        """Let held connections go, end the worker and save the phones."""
        self.faults.close()
        self._stopping.set()
        self._wake.set()
        if self._worker.is_alive():
            self._worker.join()
        self._save()

    def flush(self) -> Tally:
        """Deliver every text and callback that waits, before returning."""
        self.sms.let_go()
        self.ussd.expire()
        return self.deliveries.flush()

    def work(self) -> None:
        """Do once what the worker does: post what is due, end what ran out, save."""
        self.ussd.expire()
        self.deliveries.deliver_due()
        if self._wall.now() >= self._save_due():
            self._saved_at = self._wall.now()
            self._save()

    def _save(self) -> None:
        """Save the phones; a full disk must not stop the callbacks."""
        try:
            self._snapshot.save()
        except OSError:
            _log.exception("the phones could not be saved")

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            self.work()
            if not self._stopping.is_set():
                self._wake.wait(self._seconds_to_next())

    def _save_due(self) -> datetime:
        return self._saved_at + timedelta(seconds=self.settings.timing.snapshot_seconds)

    def _seconds_to_next(self) -> float | None:
        saving = self._save_due() if self._snapshot.is_stale else None
        candidates = (self.deliveries.next_due(), self.ussd.next_expiry(), saving)
        due = [instant for instant in candidates if instant is not None]
        if not due:
            return None
        return max(0.0, (min(due) - self._wall.now()).total_seconds())
