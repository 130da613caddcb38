"""The heavy steps of a run that commands share; imported only by a run that has work to do."""

from __future__ import annotations

import gc
import multiprocessing
import os
import shutil
import signal
import threading
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path

from converter import project as project_module
from converter import spare
from converter.bundle import Bundle
from converter.copies import compress_files
from converter.corpus import count_sources
from converter.diagnostics import Diagnostic
from converter.inputs import MANY, Inputs
from converter.ledger.records import Ledger
from converter.lookup.published import Published
from converter.report import Report
from converter.site_files import SiteFiles
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
    shown: Path | None = None,
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
        shown: Where the site is to be, if what earlier builds have left of it is to be used.

    Raises:
        mkdocs_build.BuildFailed: MkDocs did not build it.
        OSError: Something cannot be written.
    """
    from converter.checks.addresses import published

    addresses = published(bundle, ledger)
    cache = inputs.cache if shown else None
    left = spare.taken(shown, place, cache) if shown else SiteFiles(place / "site")
    make = partial(_make_site, bundle, inputs, place, report, pool, addresses, compress)
    findings = make(left)
    if cache and not spare.remember(left, cache) and left.renewed:
        # Something has come between, such as a system that takes two names for one.
        shutil.rmtree(left.folder)
        findings = make(SiteFiles(place / "site"))
    report.add(findings)


def _make_site(
    bundle: Bundle,
    inputs: Inputs,
    place: Path,
    report: Report,
    pool: Executor | None,
    addresses: Mapping[str, Collection[str]],
    compress: tuple[str, ...],
    files: SiteFiles,
) -> list[Diagnostic]:
    from converter.assemble import assemble  # the other commands need no HTML parser

    timed = report.timed
    found = assemble(bundle, place, inputs.origin, timed, pool, addresses, inputs.cache, files)
    if compress:
        # The files lie on this machine: a cluster does not see them.
        near = _processes(inputs) if inputs.scheduler else nullcontext(pool)
        with timed("compress"), near as processes:
            compress_files(files, compress, processes)
    files.settle()
    return found


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
