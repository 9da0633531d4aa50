"""What masks the batches of a job: keyset, vault and analyzer, loaded once in each worker."""

from caviardage.keys import load_keyset
from caviardage.operators import Operators
from caviardage.processing import Analyzer, Processor
from caviardage.pseudonyms import Pseudonymizer
from caviardage.subjects import ERASED, Subjects
from pipelines.job import Job
from pipelines.parts import Batch
from pipelines.sink import MaskedBatch


class Masker:
    """Masks batches.

    Args:
        job: The run: its policy, and where the secrets are.
        analyzer: What finds personal data.

    Raises:
        KeyUnavailable: The keyset or the vault cannot be used.
    """

    def __init__(self, job: Job, analyzer: Analyzer) -> None:
        keyset = load_keyset(job.secrets, job.policy.domain.id)
        pseudonymizer = Pseudonymizer(keyset)
        self._subjects = Subjects.open(job.policy, job.secrets, keyset)
        operators = Operators(job.policy, pseudonymizer, self._subjects)
        self.processor = Processor(job.policy, analyzer, operators, pseudonymizer)

    def mask(self, batch: Batch) -> MaskedBatch:
        """Leave out who was erased, and mask the rest."""
        if self._subjects:
            batch.documents, left_out = self._subjects.admit(batch.documents)
            if left_out:
                batch.filtered[ERASED] += left_out
        return MaskedBatch.of(batch, self.processor.process(batch.documents))
