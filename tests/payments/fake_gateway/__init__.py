"""The simulator as a process of its own, for tests: its log on the disk is the judge of what was really asked.

python -m tests.payments.fake_gateway --log FILE [--port 0] [--hook ADDRESS --secret SECRET]
"""
