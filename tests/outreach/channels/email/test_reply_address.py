from goodstanding.outreach.channels.email import reply_address

SECRET = "s3"


def test_an_answer_finds_its_message() -> None:
    address = reply_address.reply_address("help@example.com", message_id=17, secret=SECRET)
    assert address.startswith("help+m17.")
    assert reply_address.message_of(address, secret=SECRET) == 17
    assert reply_address.message_of(f" <{address.upper()}> ", secret=SECRET) == 17


def test_nobody_finds_another_message_by_counting_up() -> None:
    address = reply_address.reply_address("help@example.com", message_id=17, secret=SECRET)
    assert reply_address.message_of(address.replace("m17", "m18"), secret=SECRET) is None
    assert reply_address.message_of(address, secret="another") is None
    for odd in ("help@example.com", "", "help+m17@example.com", "help+m017." + address.partition(".")[2]):
        assert reply_address.message_of(odd, secret=SECRET) is None


def test_the_way_out_is_no_answer_and_an_answer_no_way_out() -> None:
    leave = reply_address.leave_address("help@example.com", message_id=17, secret=SECRET)
    assert reply_address.message_left(leave, secret=SECRET) == 17
    assert reply_address.message_of(leave, secret=SECRET) is None


def test_the_thread_names_our_messages() -> None:
    one = reply_address.message_name(message_id=17, sender="a@example.com", secret=SECRET)
    two = reply_address.message_name(message_id=18, sender="a@example.com", secret=SECRET)
    assert reply_address.messages_named(f"<other@example.org> {one}\r\n {two}", secret=SECRET) == [17, 18]
    assert reply_address.messages_named(one.replace("m17", "m19"), secret=SECRET) == []
