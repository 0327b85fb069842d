"""How hard a text reads."""

from goodstanding.outreach.template.check.grade import WORDS_MIN, Aim, grade

EASY = "We have not yet been paid. Please call us. We can help you find a way. " * 4
HARD = (
    "Notwithstanding previously communicated considerations regarding outstanding obligations, representatives "
    "respectfully encourage communication concerning alternative remuneration arrangements available immediately. "
) * 3
EASY_SPANISH = "Aún no hemos recibido su pago. Llámenos, por favor. Le ayudamos a buscar una solución. " * 4
HARD_SPANISH = (
    "Consideraciones previamente comunicadas respecto de obligaciones pecuniarias exigibles aconsejan la formalización "
    "inmediata de procedimientos extraordinarios de regularización administrativa correspondientes al incumplimiento. "
) * 3


def test_english_by_grade_lower_is_easier() -> None:
    easy, hard = grade(EASY, language="en", aim=Aim()), grade(HARD, language="en", aim=Aim())
    assert easy is not None and hard is not None
    assert easy.value < 4 and not easy.is_too_hard
    assert hard.value > 20 and hard.is_too_hard
    exact = grade(EASY, language="en", aim=Aim(english_grade_max=easy.value))
    assert exact is not None and not exact.is_too_hard


def test_spanish_by_score_higher_is_easier() -> None:
    easy, hard = grade(EASY_SPANISH, language="es", aim=Aim()), grade(HARD_SPANISH, language="es", aim=Aim())
    assert easy is not None and hard is not None
    assert easy.value > 60 and not easy.is_too_hard
    assert hard.value < 20 and hard.is_too_hard
    assert easy.measure == "INFLESZ"


def test_a_worked_example() -> None:
    # 30 words of one syllable in 3 sentences: 0.39 * 10 + 11.8 * 1 - 15.59 = 0.11.
    found = grade("We can help you if you call us now please. " * 3, language="en", aim=Aim())
    assert found is not None
    assert (found.words, found.sentences, found.value) == (30, 3, 0.1)


def test_what_is_too_short_or_in_another_language_is_not_measured() -> None:
    assert grade("word " * (WORDS_MIN - 1), language="en", aim=Aim()) is None
    assert grade("word " * WORDS_MIN, language="en", aim=Aim()) is not None
    assert grade("mot " * 50, language="fr", aim=Aim()) is None
