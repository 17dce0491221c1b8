"""The two kinds of errors: permanent ones, and transient ones that a retry may solve."""


class MatbaaError(Exception):
    """Base class of Matbaa's own errors; the message is written for the person who reads it."""


class PermanentError(MatbaaError):
    """A retry cannot help: tell the producer, dead-letter the work."""


class TransientError(MatbaaError):
    """The cause is the environment, not the article: retry later, with back-off."""


class Rejected(PermanentError):
    """A submission that cannot become an article.

    `field` names the part at fault as the producer wrote it (`published`, `authors[0].name`,
    `content`), `reason` says what is wrong with it and, where there is one, the remedy.
    """

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class Misconfigured(PermanentError):
    """An invalid setting. `variable` is the name of its environment variable."""

    def __init__(self, variable: str, reason: str) -> None:
        super().__init__(f"{variable}: {reason}")
        self.variable = variable
        self.reason = reason


class Conflict(PermanentError):
    """The same id, revision or key was already used for different content."""


class ServiceUnavailable(TransientError):
    """A server did not answer, or reported that it cannot at present. `service` names it."""

    def __init__(self, service: str, reason: str) -> None:
        super().__init__(f"{service}: {reason}")
        self.service = service
        self.reason = reason


class ConditionFailed(MatbaaError):
    """A conditional put found a different object than expected at `path`."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path}: was changed by another writer")
        self.path = path
