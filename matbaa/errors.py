"""The two kinds of failure: what can never work, and what may work later."""


class MatbaaError(Exception):
    """Whatever Matbaa itself raises; the message is written for the person who reads it."""


class PermanentError(MatbaaError):
    """Trying again cannot help: tell the producer, dead-letter."""


class TransientError(MatbaaError):
    """The world is at fault, not the article: retry later, with back-off."""


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
    """A setting that nothing can work with. `variable` is its name in the environment."""

    def __init__(self, variable: str, reason: str) -> None:
        super().__init__(f"{variable}: {reason}")
        self.variable = variable
        self.reason = reason


class Conflict(PermanentError):
    """The same id, revision or key came before with another content."""


class ServiceUnavailable(TransientError):
    """A server did not answer, or answered that it cannot now. `service` names it."""

    def __init__(self, service: str, reason: str) -> None:
        super().__init__(f"{service}: {reason}")
        self.service = service
        self.reason = reason


class ConditionFailed(MatbaaError):
    """A conditional put found another object in its place. `path` is the object's."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path}: was changed by somebody else")
        self.path = path
