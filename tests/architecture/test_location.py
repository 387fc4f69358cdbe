"""Nobody is tracked: where she is is kept nowhere but as the county she named."""

from dataclasses import fields

import pytest

from monitor.all_models import metadata
from monitor.sms.gateway import InboundSms, UssdTurn

LOCATES = {
    "lat", "latitude", "lon", "lng", "longitude", "location", "position_of", "gps", "geo", "cell",
    "cellid", "lac", "tower", "msc", "imsi", "imei", "roaming", "address", "village", "street",
    "ip", "altitude", "coordinates", "where",
}  # fmt: skip
COLUMNS = [
    (table.name, column.name) for table in metadata.sorted_tables for column in table.columns
]


def test_no_column_says_where_she_is() -> None:
    found = [place for place in COLUMNS if LOCATES & set(place[1].split("_"))]
    assert found == []


def test_the_county_she_named_is_all_there_is() -> None:
    assert [place for place in COLUMNS if "county" in place[1]] == [("people", "county")]


@pytest.mark.parametrize("callback", [InboundSms, UssdTurn])
def test_nothing_a_network_might_tell_of_her_place_is_read(callback: type) -> None:
    assert [field.name for field in fields(callback) if LOCATES & set(field.name.split("_"))] == []
