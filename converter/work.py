"""The heavy steps of a run that commands share; imported only by a run that has work to do."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from pathlib import Path

from converter import project as project_module
from converter.bundle import Bundle
from converter.compress import compress_site
from converter.corpus import count_sources
from converter.inputs import MANY, Inputs
from converter.ledger.records import Ledger
from converter.lookup.published import Published
from converter.report import Report
from converter.view import View
from converter.writers import data, history


@contextmanager
def executor(inputs: Inputs) -> Iterator[Executor | None]:
    """Start processes where there is enough to do for several, or connect to a cluster.

    Args:
        inputs: Where the run reads from.

    Yields:
        What to give work to, or None to do it in this process.

    Raises:
        cluster.ClusterError: The cluster that was asked for cannot do the work.
    """
    if inputs.scheduler:
        from converter.cluster import connect

        with connect(inputs.scheduler) as pool:
            yield pool
        return
    with _processes(inputs) as processes:
        yield processes


@contextmanager
def _processes(inputs: Inputs) -> Iterator[Executor | None]:
    if inputs.jobs > 1 and count_sources(inputs.sources) >= MANY:
        with ProcessPoolExecutor(inputs.jobs, None, _begin) as pool:
            yield pool
    else:
        yield None


#: So many values more than before, and a process looks for cycles. Those of a few documents are
#: not worth it: it would look at all documents at hand again and again.
_CYCLES = 20_000


def _begin() -> None:
    """Prepare a process that works for this one: it does not outlive it.

    Without it, the processes of a run that was killed would wait for work for ever. It may have
    come to be while this one did not look for cycles; itself it has to, or it grows for ever.
    """
    gc.freeze()  # what all have in common stays as long as they do
    gc.enable()
    gc.set_threshold(_CYCLES)
    # What the command line does with SIGTERM is for its own process, not for its helpers.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent = multiprocessing.parent_process()

    def follow() -> None:
        if parent:
            parent.join()
            os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


def publish(bundle: Bundle) -> Published:
    """Return the data of documents as they would be published.

    Args:
        bundle: The documents.

    Returns:
        The same as `published.read_site` of a site built of them.
    """
    view = View(bundle)
    return Published(
        data.documents(bundle),
        lambda slug: list(data.clauses(view.documents[slug])),
        list(history.versions(view)),
        list(history.addresses(view)),
    )


def build_site(
    bundle: Bundle,
    inputs: Inputs,
    place: Path,
    report: Report,
    pool: Executor | None,
    ledger: Ledger | None = None,
    compress: tuple[str, ...] = (),
) -> None:
    """Make a site of documents and check it.

    Args:
        bundle: The documents.
        inputs: Where the run reads from.
        place: A folder of its own; the site is `site` in it.
        report: Takes the findings and the times.
        pool: What to give work to, if anything.
        ledger: What was published before, if it is known.
        compress: The forms of compressed copies that are wanted, keys of `compress.FORMS`.

    Raises:
        mkdocs_build.BuildFailed: MkDocs did not build it.
        OSError: Something cannot be written.
    """
    from converter.assemble import assemble  # the other commands need no HTML parser
    from converter.checks.addresses import published

    addresses = published(bundle, ledger)
    report.add(assemble(bundle, place, inputs.origin, report.timed, pool, addresses, inputs.cache))
    if compress:
        # The files lie on this machine: a cluster does not see them.
        near = _processes(inputs) if inputs.scheduler else nullcontext(pool)
        with report.timed("compress"), near as processes:
            compress_site(place / "site", compress, processes)


def write_project(bundle: Bundle, inputs: Inputs, project: Path, pool: Executor | None) -> None:
    """Write the pages and the data into a MkDocs project, made if there is none.

    Args:
        bundle: The documents.
        inputs: Where the run reads from.
        project: The folder of the project.
        pool: What to give work to, if anything.

    Raises:
        project.OutputError: The folder holds something else.
        OSError: Something cannot be written.
    """
    if (project / "mkdocs.yml").exists():
        project_module.write_project(bundle, project, executor=pool)
    else:
        project_module.make_project(bundle, project, inputs.origin, executor=pool)
