"""The shape of a survey file, checked where it enters; what it means is checked in `soundness`."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from monitor.surveys.definition import Channel


def _texts(**extra: Any) -> fields.Dict:
    longest = validate.Length(min=1, max=600)
    return fields.Dict(
        keys=fields.String(validate=validate.Length(min=2, max=8)),
        values=fields.String(validate=longest),
        **extra,
    )


class _Value(fields.Field[Any]):
    """A stored value: a number or a word, never a truth value (YAML reads a bare `no` as one)."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise ValidationError("Must be a number or a word; put yes and no in quotes.")
        return value


class _OptionSchema(Schema):
    key = fields.Integer(required=True, strict=True)
    value = _Value(required=True)
    label = _texts(required=True)
    words = fields.List(fields.String(), load_default=list)
    weight = fields.Decimal(allow_none=True, load_default=None)
    not_applicable = fields.Boolean(load_default=False)
    call_me = fields.Boolean(load_default=False)


class _GateSchema(Schema):
    question = fields.String(required=True)
    values = fields.List(_Value(), required=True, validate=validate.Length(min=1))


class _CriticalSchema(Schema):
    values = fields.List(_Value(), required=True, validate=validate.Length(min=1))
    severity = fields.Integer(required=True, strict=True, validate=validate.Range(1, 4))


class _QuestionSchema(Schema):
    id = fields.String(required=True, validate=validate.Regexp(r"^[a-z][a-z0-9_]{0,19}$"))
    type = fields.String(required=True)
    text = _texts(required=True)
    sms = _texts(load_default=dict)
    options = fields.List(fields.Nested(_OptionSchema), load_default=list)
    options_from = fields.String(load_default=None)
    low = fields.Float(load_default=None, allow_nan=False)
    high = fields.Float(load_default=None, allow_nan=False)
    decimals = fields.Integer(load_default=0, strict=True, validate=validate.Range(0, 4))
    low_text = _texts(load_default=dict)
    high_text = _texts(load_default=dict)
    gates = fields.List(fields.Nested(_GateSchema), load_default=list)
    critical = fields.List(fields.Nested(_CriticalSchema), load_default=list)
    assumed = _Value(load_default=None)
    sensitive = fields.Boolean(load_default=False)


class _BandSchema(Schema):
    at = fields.Float(required=True)
    name = fields.String(required=True)


class _CutoffSchema(Schema):
    at = fields.Float(required=True)
    gender = fields.String(load_default=None, validate=validate.OneOf(["f", "m", "x"]))
    under_age = fields.Integer(load_default=None, strict=True)


class _ScoringSchema(Schema):
    recipe = fields.String(required=True)
    items = fields.List(fields.String(), load_default=list)
    factor = fields.Integer(load_default=1, strict=True)
    bands = fields.List(fields.Nested(_BandSchema), load_default=list)
    positive_from = fields.Float(load_default=None)
    positive_below = fields.Float(load_default=None)
    note_from = fields.Float(load_default=None)
    cutoffs = fields.List(fields.Nested(_CutoffSchema), load_default=list)
    dimensions = fields.Dict(
        keys=fields.String(), values=fields.List(fields.String()), load_default=dict
    )
    least_share = fields.Float(load_default=1.0, validate=validate.Range(0, 1))
    label = fields.String(load_default=None)


_CHANNELS = fields.List(fields.Enum(Channel, by_value=True), load_default=list)


class SurveySchema(Schema):
    """The shape of a definition file."""

    id = fields.String(required=True, validate=validate.Regexp(r"^[a-z][a-z0-9_]{1,19}$"))
    version = fields.Integer(required=True, strict=True, validate=validate.Range(1))
    title = _texts(required=True)
    channels = _CHANNELS
    channels_by_plan = _CHANNELS
    content_level = fields.String(
        required=True, validate=validate.OneOf(["covert", "on_request", "overt"])
    )
    licence = fields.String(required=True, validate=validate.Length(min=3))
    source = fields.String(required=True, validate=validate.Length(min=3))
    led_by_caseworker = fields.Boolean(load_default=False)
    languages = fields.List(fields.String(), required=True, validate=validate.Length(min=1))
    option_lists = fields.Dict(
        keys=fields.String(), values=fields.List(fields.Nested(_OptionSchema)), load_default=dict
    )
    questions = fields.List(
        fields.Nested(_QuestionSchema), required=True, validate=validate.Length(min=1)
    )
    blocks = fields.Dict(
        keys=fields.String(validate=validate.Regexp(r"^[A-Z]$")),
        values=fields.List(fields.String()),
        load_default=dict,
    )
    scoring = fields.Nested(_ScoringSchema, load_default=lambda: {"recipe": "none"})
