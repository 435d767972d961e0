"""How fast the checker is, beside the bare PyYAML C load of the same texts and beside checkov where it is installed.

    python benchmarks/review_speed.py [FOLDER] [--repeats 5] [--rules] [--seconds 60]

Without a folder it reads the examples of our own rule pages. Every file is reviewed by itself. The contenders take turns in
each repetition, so that whatever else the machine does hits all of them; told are the median of their CPU seconds and the
spread (slowest less fastest, in percent of the median).
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from reviews.checker import Options, review, rule_page, rules
from reviews.terminal.files import CannotRead, found, read

LARGE_BYTES = 100_000
ORDINARY, CRDS, LARGE = "ordinary manifests", "CRD bundles", "large files"
CHECKOV_SECONDS = 600
Files = dict[str, str]


def main() -> int:
    arguments = parser().parse_args()
    if arguments.peak:
        CONTENDERS[arguments.peak](json.load(sys.stdin))
        print(own_peak_megabytes())
        return 0
    files = folder_files(arguments.folder) if arguments.folder else own_files()
    if not files:
        print("No manifests there that PyYAML can load.", file=sys.stderr)
        return 2
    for name, names in classes(files).items():
        chosen = {file: files[file] for file in names}
        print_class(name, chosen, arguments)
    if arguments.rules:
        print_rules(files)
    return 0


def parser() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", nargs="?", help="real manifests; default: the examples of our own rule pages")
    options.add_argument("--repeats", type=int, default=5, help="repetitions of every contender (default: 5)")
    options.add_argument("--seconds", type=float, default=60, help="begin no repetition of a class after this time")
    options.add_argument("--rules", action="store_true", help="also what every rule costs")
    options.add_argument("--no-checkov", action="store_true", help="leave checkov out even where it is installed")
    options.add_argument("--peak", choices=list(CONTENDERS), help=argparse.SUPPRESS)  # how the memory is measured
    return options


def folder_files(folder: str) -> Files:
    """Every file below a folder that PyYAML loads: a ratio to a load that failed would say nothing."""
    files: Files = {}
    for path in found([folder]):
        try:
            if isinstance(path, CannotRead):
                continue
            file = read(path)
            list(yaml.load_all(file.text, yaml.CSafeLoader))
        except (CannotRead, yaml.YAMLError, ValueError, RecursionError):
            continue
        files[file.name] = file.text
    return files


def own_files() -> Files:
    """The examples of our rule pages."""
    return {
        f"{rule}-{number}.yaml": example.text
        for rule in rules()
        for number, example in enumerate((*rule_page(rule).bad, *rule_page(rule).good))
        if example.language in ("yaml", "yml")
    }


def classes(files: Files) -> dict[str, list[str]]:
    """Names of files by class; empty classes are left out."""
    found_classes: dict[str, list[str]] = {ORDINARY: [], CRDS: [], LARGE: []}
    for name, text in files.items():
        if "kind: CustomResourceDefinition" in text:
            found_classes[CRDS].append(name)
        else:
            found_classes[LARGE if len(text) >= LARGE_BYTES else ORDINARY].append(name)
    return {name: names for name, names in found_classes.items() if names}


def load(files: Files) -> None:
    """The bare load: no positions, no checks."""
    for text in files.values():
        for _document in yaml.load_all(text, yaml.CSafeLoader):
            pass


def review_each(files: Files, options: Options) -> None:
    for name, text in files.items():
        review({name: text}, options)


CONTENDERS: dict[str, Callable[[Files], None]] = {
    "PyYAML CSafeLoader": load,
    "review, no fixes": lambda files: review_each(files, Options(fixes=False)),
    "review with fixes": lambda files: review_each(files, Options()),
}


def print_class(name: str, files: Files, arguments: argparse.Namespace) -> None:
    megabytes = sum(len(text.encode()) for text in files.values()) / 1e6
    documents = sum(len(review({file: text}, Options(fixes=False)).documents) for file, text in files.items())
    print(f"\n{name}: {len(files)} files, {documents} documents, {megabytes:.2f} MB")
    print(f"{'':22}{'CPU s':>10}{'spread':>8}{'docs/s':>10}{'MB/s':>8}{'ratio':>8}{'peak MB':>9}")
    times = measured(files, arguments.repeats, arguments.seconds)
    base = statistics.median(times["PyYAML CSafeLoader"])
    for contender, taken in times.items():
        peak = peak_megabytes(contender, files)
        print_row(contender, taken, documents, megabytes, base, f"{peak:.0f}")
    if shutil.which("checkov") and not arguments.no_checkov:
        print_row("checkov", [checkov_seconds(files)], documents, megabytes, base, "")


def measured(files: Files, repeats: int, seconds: float) -> dict[str, list[float]]:
    """Seconds of each contender in each repetition; each repetition begins with another contender."""
    times: dict[str, list[float]] = {name: [] for name in CONTENDERS}
    names = list(CONTENDERS)
    end = time.perf_counter() + seconds
    for repetition in range(repeats):
        turn = repetition % len(names)
        for name in names[turn:] + names[:turn]:
            gc.collect()
            gc.freeze()  # what the one before left behind is not to be looked through in the time of this one
            start = time.process_time()
            CONTENDERS[name](files)
            times[name].append(time.process_time() - start)
        if time.perf_counter() > end:
            break
    return times


def print_row(name: str, taken: list[float], documents: int, megabytes: float, base: float, peak: str) -> None:
    median = statistics.median(taken)
    spread = f"{(max(taken) - min(taken)) / median:.0%}" if len(taken) > 1 else "-"
    rates = f"{documents / median:>10.0f}{megabytes / median:>8.2f}{median / base:>7.1f}x"
    print(f"{name:22}{median:>10.3f}{spread:>8}{rates}{peak:>9}", flush=True)


def peak_megabytes(contender: str, files: Files) -> float:
    """The greatest memory of a process that does nothing else."""
    command = [sys.executable, __file__, "--peak", contender]
    done = subprocess.run(command, input=json.dumps(files), capture_output=True, text=True, check=True)
    return float(done.stdout)


def own_peak_megabytes() -> float:
    """This process's greatest memory so far."""
    status = Path("/proc/self/status")
    if status.exists():  # Linux's ru_maxrss also remembers the process that started this one
        (peak,) = (line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(peak) * 1024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6  # bytes on macOS


def checkov_seconds(files: Files) -> float:
    """CPU seconds of one run of checkov over the same files, its start included, since every run of it starts."""
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, text) in enumerate(files.items()):
            Path(folder, f"{number}{Path(name).suffix or '.yaml'}").write_text(text, "utf-8")
        command = ["checkov", "-d", folder, "--framework", "kubernetes", "--compact", "--quiet", "-o", "json"]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(command, capture_output=True, timeout=CHECKOV_SECONDS, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    json.loads(done.stdout)  # a run that failed must not pass for a quick one
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def print_rules(files: Files) -> None:
    """What every rule costs, dearest first. The first rule that asks for something shared pays for it."""
    spent = timed_rules(files)
    total = sum(spent.values()) or 1.0
    print(f"\n{'rule':44}{'ms':>10}{'share':>8}")
    for rule, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"{rule:44}{seconds * 1000:>10.2f}{seconds / total:>8.1%}")


def timed_rules(files: Files) -> dict[str, float]:
    """Seconds in each rule's own code over all files, fixes left out."""
    spent: dict[str, float] = defaultdict(float)

    def timed(rule_id: str, check: Callable[..., Iterable | None]) -> Callable[..., list]:
        def checked(*subjects: object) -> list:
            start = time.perf_counter()
            reported = list(check(*subjects) or ())
            spent[rule_id] += time.perf_counter() - start
            return reported

        return checked

    for rule in rules().values():
        spent[rule.id] = 0.0
        rule.subscriptions = [replace(one, check=timed(rule.id, one.check)) for one in rule.subscriptions]
    review_each(files, Options(fixes=False))
    return dict(spent)


if __name__ == "__main__":
    sys.exit(main())
