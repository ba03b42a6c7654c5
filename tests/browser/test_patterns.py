"""The regular expressions of the scripts, in the browser that runs them."""

from tests.contracts.test_patterns import IN_WORKER, SECONDS, busy_texts, in_scripts


def test_every_pattern_of_the_scripts_ends_in_good_time_on_any_text(chromium):
    patterns = in_scripts()
    assert len(patterns) > 8
    page = chromium.new_page()
    for name, (pattern, flags) in patterns.items():
        texts = busy_texts(pattern, 20_000)[:40]
        assert page.evaluate(IN_WORKER, [pattern, flags, texts, 4 * SECONDS]), name
    page.close()
