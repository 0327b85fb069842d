from fractions import Fraction

from goodstanding.insight.metric import METRICS, metrics_of, percent, shown, written


def test_figures_are_rounded_half_up_once() -> None:
    assert written(Fraction(1, 20_000)) == "0.0001"
    assert written(Fraction(1, 20_001)) == "0.0000"
    assert written(Fraction(-1, 20_000)) == "-0.0001"


def test_no_figure_is_said() -> None:
    assert written(None) is None
    assert shown(None) == "n/a"
    assert shown(Fraction(0)) == "0.0000"


def test_percent_needs_a_whole() -> None:
    assert percent(1, 4) == 25
    assert percent(1, 0) is None
    assert percent(1, -4) is None


def test_every_metric_names_its_variant_and_defines_itself() -> None:
    for key, metric in METRICS.items():
        assert metric.key == key
        assert metric.variant
        assert metric.definition[0].isupper()
        assert metric.definition.endswith(".")


def test_no_two_metrics_read_alike() -> None:
    assert len({metric.title for metric in METRICS.values()}) == len(METRICS)


def test_metrics_of_a_report_come_in_the_order_of_the_page() -> None:
    assert [metric.key for metric in metrics_of(["cei", "nothing", "dso"])] == ["dso", "cei"]
