"""Every table of the house, for migrations and tests."""

from monitor.audit import models as audit
from monitor.core import facts
from monitor.core.db import Base
from monitor.people import models as people
from monitor.privacy import models as privacy
from monitor.schedule import models as schedule
from monitor.sms import models as sms
from monitor.sms import thanks_models as thanks
from monitor.sms import ussd_models as ussd
from monitor.staff import models as staff
from monitor.surveys import models as surveys
from monitor.triage import models as triage

MODULES = (privacy, facts, audit, staff, people, schedule, surveys, sms, ussd, thanks, triage)
metadata = Base.metadata
