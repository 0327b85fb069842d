"""A small document that is sound, for tests that change one thing about it."""

SOUND = """\
strategy: corner-shop
edition: 1
title: The corner shop's reminders
effective_from: 2025-01-01
grain: account
covers: client = 'Corner Shop'
balance_least_minor: 500
opens: 9:00
closes: "17:30"
segments:
  - name: fragile
    when: is_vulnerable OR is_deceased
  - name: large
    when: balance_minor >= 100000
    treatment: careful
  - name: all
    treatment: plain
treatments:
  plain:
    exits: [is_in_hardship]
    steps:
      - name: early
        when: {before_due_days: 7}
        channels: [email]
        template: pre-due-reminder
        tone: friendly
      - name: broken
        when: {event: broken_promise}
        channels: [email, letter, task]
        template: broken-promise
      - name: late
        when: {days_past_due: 8}
        condition: state <> 'TX'
        channels: [email, letter]
        template: reminder
        tone: firm
        wait_days: 5
        offers:
          - {discount: 12.5 %, valid_days: 14}
          - plan: {instalments_least: 2, instalments_most: 6}
      - name: month-end
        when: {end_of_month: 30}
        channels: [letter]
        template: reminder
        tone: firm
        repeats: true
  careful:
    steps:
      - {name: placed, when: {days_since_placed: 0}, channels: [letter], template: account-notice}
      - {name: ring, when: {days_since_previous: 10}, channels: [call, letter], template: callback-invitation}
      - {name: refer, when: {days_past_due: 60}, act: legal_referral, approval: supervisor}
experiments:
  - name: tone
    seed: 7
    segments: [large]
    strata: [state]
    hold_out: 2 %
    arms:
      - {name: champion, share: 49 %, treatment: careful}
      - {name: challenger, share: 49 %, treatment: plain}
pressure: {contacts_most: 2, days: 30}
capacity:
  chance_ppm: coalesce(score, 300) * 1000
  cost_minor: {letter: 120, call: 300}
  teams:
    - {name: day, calls_per_hour: 12, opens: 9:00, closes: 17:00, timezone: America/New_York, covers: state = 'NY'}
"""


def changed(*pairs: tuple[str, str]) -> str:
    """Return the sound document with pieces of its text replaced, each of which must stand in it."""
    text = SOUND
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text
