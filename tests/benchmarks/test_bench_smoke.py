import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.harness import ROOT, Figure, Run, race


@pytest.mark.parametrize(("topic", "figures"), [("aggregates", 2), ("plan_and_log", 24)])
def test_a_quick_run_gives_figures_that_a_program_can_read(tmp_path: Path, topic: str, figures: int):
    kept = tmp_path / "bench.json"
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", "--quick", "--only", topic, "--json", str(kept)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(kept.read_text("utf-8"))
    assert [figure["topic"] for figure in told["figures"]] == [topic] * figures
    assert all(figure["ours"] > 0 and figure["theirs"] > 0 for figure in told["figures"])
    assert told["machine"]["packages"]["sqlalchemy"]
    assert "goals met" in done.stdout


def test_contestants_run_in_turn_after_a_warm_up():
    order: list[str] = []

    def runner(name: str, seconds: float):
        def run() -> Run:
            order.append(name)
            return Run(seconds, 0)

        return run

    told = race(ours=runner("A", 2), theirs=runner("B", 4))
    assert order == ["A", "B"] * (len(order) // 2)
    assert len(order) >= 12
    assert told["ours"].seconds == 2
    assert told["theirs"].seconds == 4


def test_a_figure_without_a_goal_is_neither_met_nor_missed():
    assert Figure("what", 1, "floor", 2).is_met is None
    assert Figure("what", 1, "floor", 2, goal=0.5).is_met is True
    assert Figure("what", 3, "floor", 2, goal=1).is_met is False
