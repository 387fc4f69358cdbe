"""Report what became of a message to the stories outside this room, without its row."""

from monitor.sms.message_state import Effect, MessageChange, MessageState, Purpose, Recipient
from monitor.sms.models import OutboundMessage


def change_of(
    row: OutboundMessage, *, moved: bool = True, effect: Effect = Effect.NONE
) -> MessageChange:
    """Return a row's present state as a value; `moved` is false where only something was learnt."""
    return MessageChange(
        message_id=row.id,
        recipient=Recipient(row.recipient),
        purpose=Purpose(row.purpose),
        template=row.template,
        state=MessageState(row.state),
        reason=row.reason,
        person_id=row.person_id,
        checkin_id=row.checkin_id,
        is_copy=row.resend_of is not None,
        moved=moved,
        effect=effect,
    )
