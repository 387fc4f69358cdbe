"""The few kinds of broken promise; each door maps them to an answer once."""


class BaadaError(Exception):
    """Base of every error we raise; its message is safe to log: no name, number or text."""


class NotFound(BaadaError):
    """The thing asked for does not exist, or must look as if it did not."""


class Forbidden(BaadaError):
    """Whoever asks may not do this."""


class Conflict(BaadaError):
    """The thing has changed, or is held by somebody else."""


class Invalid(BaadaError):
    """What came from outside cannot be used; the message says what to do about it."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class GatewayError(BaadaError):
    """A provider failed. Says whether trying again is safe, in words that staff can read."""

    def __init__(self, reason: str, *, retryable: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retryable = retryable
