"""What is given again after a cough."""

from frontdesk.pipelines.owed_speech import OwedSpeech


def test_what_was_heard_to_its_end_is_not_owed() -> None:
    owed = OwedSpeech()
    owed.queued("Hello there.", remembered=True)
    owed.queued("How are you?", remembered=False)
    for word in ("Hello", "there."):
        owed.heard(word)
    owed.interrupted()
    assert owed.take_unsaid() == [("How are you?", False)]
    assert owed.take_unsaid() == []


def test_a_sentence_that_was_cut_is_owed_whole() -> None:
    owed = OwedSpeech()
    owed.queued("Tuesday at three.", remembered=False)
    owed.heard("Tuesday")
    owed.interrupted()
    owed.queued("Said after the cough.", remembered=False)
    assert owed.take_unsaid() == [("Tuesday at three.", False)]


def test_one_report_may_cover_several_sentences() -> None:
    owed = OwedSpeech()
    owed.queued("One.", remembered=False)
    owed.queued("Two.", remembered=False)
    owed.queued("Three.", remembered=False)
    owed.heard("One. Two. Th")
    owed.interrupted()
    assert owed.take_unsaid() == [("Three.", False)]


def test_new_words_of_the_caller_cancel_the_debt_and_make_a_new_one() -> None:
    owed = OwedSpeech()
    owed.queued("Never mind.", remembered=False)
    owed.interrupted()
    owed.asked()
    assert owed.answer_due
    assert owed.take_unsaid() == []
    owed.answered()
    assert not owed.answer_due
