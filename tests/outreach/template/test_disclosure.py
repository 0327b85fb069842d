"""The set texts: both languages say the same things in the same channels."""

import pytest

from goodstanding.outreach.template.catalogue import LANGUAGES
from goodstanding.outreach.template.disclosure import disclosures, meanings, read
from goodstanding.outreach.template.language.building import channels_of
from goodstanding.outreach.template.language.finding import TemplateRefused


def test_every_set_text_is_there_in_every_language_for_the_same_channels() -> None:
    for name in meanings():
        assert len({channels_of(disclosures(language)[name]) for language in LANGUAGES}) == 1, name
    assert not disclosures("xx")


def test_a_broken_set_text_is_refused() -> None:
    with pytest.raises(TemplateRefused, match="no field 'nobody'"):
        read("sets: [{name: a, meaning: b, en: [{paragraph: '{nobody}'}]}]", "en")
    with pytest.raises(TemplateRefused, match="no disclosure 'collector'"):
        read("sets: [{name: a, meaning: b, en: [{disclosure: collector}]}]", "en")
