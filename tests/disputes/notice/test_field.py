from goodstanding.disputes.notice.field import BY_KEY, FIELDS


def test_the_form_has_its_fields_in_order_and_under_names_of_their_own() -> None:
    assert [one.number for one in FIELDS] == list(range(1, 42))
    assert len(BY_KEY) == len({one.name for one in FIELDS}) == len(FIELDS)


def test_every_field_cites_a_paragraph_and_says_what_it_is() -> None:
    for one in FIELDS:
        assert one.citation.startswith(("(c)", "(d)", "comment"))
        assert one.sentence.endswith(".")


def test_what_is_owed_only_in_a_case_is_told_apart() -> None:
    cases = {one.number for one in FIELDS if one.status == "required in a stated case"}
    assert cases == {9, 10, 22, 26, 28}
    optional = {one.number for one in FIELDS if one.status == "optional"}
    assert optional == {3, 4, 7, 11, 19, 20, 21, 23, 29, 30, 37, 38, 41}
