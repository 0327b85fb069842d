"""The port: what an adapter is asked and answers is plain, and a refused post says whether it was forged."""

from goodstanding.payments.gateway.port import GatewaySetting, Outcome, PostRefused, Standing


def test_a_refused_post_says_whether_it_was_forged() -> None:
    assert PostRefused("No.", is_forged=True).is_forged and not PostRefused("No.").is_forged


def test_secrets_are_not_shown() -> None:
    assert "hush" not in repr(GatewaySetting("stripe", {}, {"key": "hush"}))


def test_what_is_not_said_is_empty() -> None:
    assert (Outcome("taken").reference, Standing("open").refunds, Standing("open").disputes) == ("", (), ())
