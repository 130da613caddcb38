"""Work on the machines of a Dask cluster, behind the interface of `concurrent.futures`.

The only module that knows Dask. No folder is shared: jobs take along what they read
(`converter.shipping`), and what was made of them is kept here (`parallel.stream`). Only so many
jobs are under way as keep the workers busy. What a lost worker had in hand is done by another;
results come in the order of the jobs.
"""

from __future__ import annotations

import hashlib
import logging
import threading
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future, InvalidStateError
from concurrent.futures import ThreadPoolExecutor as Threads
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from converter.batches import Calls, OtherVersion, do_batch, pack_batch
from converter.cache import fingerprint
from converter.parallel import unpack
from converter.shipping import NotSent

if TYPE_CHECKING:
    from distributed import Client

#: So many seconds a scheduler has to answer, and its first worker to be there.
PATIENCE = 10
#: For so many seconds there may be no worker: one that died is started anew by its guardian.
WITHOUT_WORKERS = 60
#: So many batches are under way for each thread of the workers.
_AHEAD = 3


class ClusterError(click.ClickException):
    """The cluster cannot do the work; the message says why."""

    exit_code = 2


class Cluster(Executor):
    """An executor that hands its work to a Dask cluster.

    Attributes:
        is_far: Its workers see no file of this machine (see `parallel.stream`).
    """

    is_far = True

    def __init__(self, client: Client, address: str) -> None:
        """Take a client that is connected, and the address for messages."""
        self._client: Any = client
        self._address = address
        self._pool: Executor = self._client.get_executor(pure=False)
        self._open: set[Future[list[Any]]] = set()
        # What a job lacked is read and sent in a thread of its own: Dask's is for its messages.
        self._courier = Threads(1)
        self._closed = threading.Event()
        self._watch = threading.Thread(target=self._watch_workers, daemon=True)
        self._watch.start()

    @property
    def _max_workers(self) -> int:
        """Count the threads that work, as the executors of the standard library do."""
        threads: int = sum(self._client.nthreads().values())
        return max(2, threads)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand in one call; see `concurrent.futures.Executor.submit`."""
        one: Future[Any] = Future()
        many = self._send(partial(fn, **kwargs) if kwargs else fn, [args])
        many.add_done_callback(lambda done: _settle(one, done, lambda results: results[0]))
        return one

    def map(
        self,
        fn: Callable[..., Any],
        *iterables: Iterable[Any],
        timeout: float | None = None,
        chunksize: int = 1,
    ) -> Iterator[Any]:
        """Hand in many calls, so many at a time; see `concurrent.futures.Executor.map`."""
        calls = zip(*iterables, strict=False)
        batches = iter(lambda: list(islice(calls, max(chunksize, 1))), [])
        most = _AHEAD * self._max_workers
        under_way = deque(self._send(fn, batch) for batch in islice(batches, most))

        def results() -> Iterator[Any]:
            while under_way:
                done = under_way.popleft().result(timeout)
                under_way.extend(self._send(fn, batch) for batch in islice(batches, 1))
                yield from done

        return results()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let go of the cluster, which goes on without us."""
        self._closed.set()
        self._watch.join()
        self._courier.shutdown(wait)
        self._give_up("was let go before the work was done")

    def _send(self, work: Callable[..., Any], calls: Calls) -> Future[list[Any]]:
        """Send calls in one batch, and once more whenever they lacked a file."""
        known: set[str] = set()
        outer: Future[list[Any]] = Future()
        self._open.add(outer)
        outer.add_done_callback(self._open.discard)

        def send(lacking: Collection[str]) -> None:
            known.update(lacking)
            try:
                sent = self._send_once(work, calls, known)
            except BaseException as error:
                _settle_with(outer, error)
            else:
                sent.add_done_callback(arrived)

        def arrived(inner: Future[bytes | NotSent]) -> None:
            error = None if inner.cancelled() else inner.exception()
            if inner.cancelled() or error:
                _settle_with(outer, self._explain(error))
            elif isinstance(lack := inner.result(), NotSent):
                with suppress(RuntimeError):  # let go meanwhile
                    self._courier.submit(send, lack.names)
            else:
                _settle(outer, inner, unpack)

        send(())
        return outer

    def _send_once(
        self, work: Callable[..., Any], calls: Calls, pictures: Collection[str]
    ) -> Future[bytes | NotSent]:
        packed, large = pack_batch(work, calls, pictures)
        beside = [self._keep(argument) for argument in large]
        return self._pool.submit(do_batch, fingerprint(), packed, *beside)

    def _keep(self, argument: bytes) -> Any:
        """Let Dask keep a large argument, which is made anew where its worker is lost."""
        name = f"tiaowen-{hashlib.sha256(argument).hexdigest()}"
        return self._client.submit(bytes, argument, key=name)

    def _explain(self, error: BaseException | None) -> BaseException:
        """Say of an error of the cluster what it means; others are errors of the work."""
        from distributed import KilledWorker
        from distributed.comm import CommClosedError

        if isinstance(error, OtherVersion):
            return ClusterError(_other_version(self._address, ()))
        if isinstance(error, KilledWorker):
            return ClusterError(
                f"the cluster {self._address}: one worker after another died of the same work;"
                " their logs may say why (memory?)"
            )
        if error is None or isinstance(error, CancelledError | CommClosedError):
            return ClusterError(f"the cluster {self._address}: its scheduler was lost")
        return error

    def _watch_workers(self) -> None:
        """Give up when there has been no worker, or no scheduler, for too long."""
        missing = 0
        while not self._closed.wait(1):
            info = self._client.scheduler_info() if self._open else {"workers": True}
            missing = 0 if info.get("workers") else missing + 1
            if missing >= WITHOUT_WORKERS:
                self._give_up(f"has had no worker for {WITHOUT_WORKERS} s")
                missing = 0

    def _give_up(self, reason: str) -> None:
        for waiting in list(self._open):
            _settle_with(waiting, ClusterError(f"the cluster {self._address} {reason}"))


def _settle_with(outer: Future[Any], error: BaseException) -> None:
    with suppress(InvalidStateError):  # given up meanwhile
        outer.set_exception(error)


def _settle(outer: Future[Any], inner: Future[Any], change: Callable[[Any], Any]) -> None:
    """Settle a future as another was, its result changed."""
    error = inner.exception()
    if error:
        _settle_with(outer, error)
        return
    try:
        result = change(inner.result())
    except BaseException as wrong:
        _settle_with(outer, wrong)
        return
    with suppress(InvalidStateError):
        outer.set_result(result)


@contextmanager
def connect(address: str) -> Iterator[Executor]:
    """Connect to a Dask cluster.

    Args:
        address: Of its scheduler, such as `tcp://10.0.0.5:8786`; `tls://` with the certificates
            that Dask's own configuration names.

    Yields:
        What to give work to.

    Raises:
        ClusterError: There is no Dask here, no scheduler there, or no worker that can do the
            work.
    """
    try:
        import dask.config
        from distributed import Client
    except ImportError as error:
        raise ClusterError(
            "--scheduler needs the package distributed: `make distributed`,"
            " or install 'tiaowen[distributed]'"
        ) from error
    # Dask logs what it loses, and we say what came of it.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    # What is under way is bounded here.
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1TB"}):
        try:
            client = _opened(Client.__new__(Client), address)
        except (OSError, ValueError, TypeError) as error:
            raise ClusterError(
                f"no Dask scheduler answers at {address} within {PATIENCE} s"
            ) from error
        with client:
            _check_workers(client, address)
            with Cluster(client, address) as pool:
                yield pool


def _opened(client: Client, address: str) -> Client:
    """Connect a new client; one that finds no scheduler is closed.

    Dask would close it when it is collected as garbage, and wait for ever if that falls into the
    start of the next client, as both need the same lock.
    """
    try:
        type(client).__init__(client, address, timeout=PATIENCE, set_as_default=False)
    except BaseException:
        client.close()
        raise
    return client


def _check_workers(client: Any, address: str) -> None:
    """Make sure that there is a worker, and that all are of our own version."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        raise ClusterError(f"the cluster {address} has no worker") from error
    found = client.run(fingerprint, on_error="return")
    others = sorted(worker for worker, its in found.items() if its != fingerprint())
    if others:
        raise ClusterError(_other_version(address, others))


def _other_version(address: str, workers: Sequence[str]) -> str:
    named = f" {', '.join(workers)}" if workers else ""
    return (
        f"the cluster {address}: workers{named} lack Tiaowen, or have another version of it, of"
        " Python or of a library; install there what is installed here, and start them anew"
    )
