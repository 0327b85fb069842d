"""Texts that the tests of templates read, render and check."""

HEAD = """template: friendly-reminder
language: en
stage: early
tone: friendly
purpose: payment_reminder
subject: "Your account {account.reference} with {client.name}"
"""
BLOCKS = """blocks:
  - heading: "A friendly reminder"
  - paragraph: "Dear {person.name},"
  - paragraph: "We have not yet received **{total.amount}**. The oldest part was due on {total.due_date}."
  - table:
      each: lines
      columns:
        - {title: Reference, cell: "{line.reference}"}
        - {title: Open, cell: "{line.amount}", align: right}
  - list: ["Call us at {house.phone}.", "Or write to us."]
  - when: "promise.date is known"
    then:
      - paragraph: "You promised {promise.amount} by {promise.date}."
    otherwise:
      - paragraph: "Please tell us what happened."
  - action: {label: "Pay or tell us more", link: "{pay.link}"}
  - disclosure: collector
  - disclosure: stop_electronic
  - on: [sms]
    paragraph: "{total.amount} is open on {account.reference}. Questions? {house.phone}."
  - disclosure: stop_sms
  - on: [call]
    paragraph: "I am calling about {total.amount} that is open on your account."
"""
SOUND = HEAD.replace("stage:", 'jurisdiction: "*"\nstage:') + BLOCKS
SOUND = SOUND.replace(
    "The oldest part was due on {total.due_date}.", "It has been open for {total.days_past_due} days."
)


def only(*blocks: str, channel: str = "") -> str:
    """Return a text with nothing but these blocks, in one channel where it is named."""
    on = f"    on: [{channel}]\n" if channel else ""
    return HEAD + "blocks:\n" + "".join(f"  - {block}\n{on}" for block in blocks)
