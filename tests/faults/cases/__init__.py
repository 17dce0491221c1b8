"""The faults. Each is a function that inflicts it on a newsroom while articles come in."""

from tests.faults.cases import database, machine, processes, queue, storage, traffic
from tests.faults.cases.case import CASES, Case

__all__ = ["CASES", "Case", "database", "machine", "processes", "queue", "storage", "traffic"]
