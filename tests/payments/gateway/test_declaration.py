"""A declaration says whether asks leave this machine."""

from goodstanding.payments.gateway.simulator.operations import ADDRESS, SIMULATOR


def test_the_simulator_works_here_and_moves_no_money() -> None:
    assert not SIMULATOR.leaves_machine({}) and not SIMULATOR.is_real
    assert SIMULATOR.check({}) == ""


def test_what_has_an_address_elsewhere_leaves() -> None:
    elsewhere = type(SIMULATOR)(
        "x", "An example.", SIMULATOR.make, SIMULATOR.make_reader, SIMULATOR.can, SIMULATOR.options
    )
    assert elsewhere.leaves_machine({ADDRESS: "https://api.example.com"})
    assert not elsewhere.leaves_machine({ADDRESS: "http://127.0.0.1:1"})
    assert elsewhere.leaves_machine({})
