"""What is given again after a cough, and what is said whatever the caller says."""

from frontdesk.pipelines.flow.owed_speech import MOST_TIMES, OwedSpeech, Sentence

HELLO, HOW = Sentence("Hello there.", remembered=True), Sentence("How are you?", remembered=False)
BOOKED = Sentence("You're booked for Tuesday at three.", remembered=True, insist=True)


def test_what_was_heard_to_its_end_is_not_owed() -> None:
    owed = OwedSpeech()
    owed.queued(HELLO)
    owed.queued(HOW)
    for word in ("Hello", "there."):
        owed.heard(word)
    owed.interrupted()
    assert owed.take_unsaid() == [HOW]
    assert owed.take_unsaid() == []


def test_a_sentence_that_was_cut_is_owed_whole_and_later_ones_are_not_cut() -> None:
    owed = OwedSpeech()
    owed.queued(HELLO)
    owed.heard("Hello")
    owed.interrupted()
    owed.queued(HOW)
    assert owed.take_unsaid() == [HELLO]


def test_one_report_may_cover_several_sentences() -> None:
    owed = OwedSpeech()
    for sentence in (HELLO, HOW, BOOKED):
        owed.queued(sentence)
    owed.heard("Hello there. How are you? You're")
    owed.interrupted()
    assert owed.take_unsaid() == [BOOKED]


def test_new_words_of_the_caller_cancel_the_debt_and_make_a_new_one() -> None:
    owed = OwedSpeech()
    owed.queued(HELLO)
    owed.asked()
    assert owed.answer_due
    assert owed.take_unsaid() == []
    owed.answered()
    assert not owed.answer_due


def test_an_announcement_is_owed_until_most_of_it_was_heard() -> None:
    owed = OwedSpeech()
    owed.queued(BOOKED)
    owed.heard("You're")
    owed.asked()
    assert owed.take_unsaid() == [BOOKED]
    owed.queued(BOOKED)
    owed.heard("You're booked for Tuesday at")
    owed.asked()
    assert owed.take_unsaid() == []


def test_an_announcement_is_not_begun_for_ever() -> None:
    owed = OwedSpeech()
    times = 0
    owed.queued(BOOKED)
    while True:
        times += 1
        owed.asked()
        unsaid = owed.take_unsaid()
        if not unsaid:
            break
        owed.queued(unsaid[0])
    assert times == MOST_TIMES


def test_what_asks_for_patience_is_never_given_again() -> None:
    owed = OwedSpeech()
    owed.queued(Sentence("One moment, please.", remembered=True, passing=True))
    assert owed.speaking
    owed.interrupted()
    assert owed.take_unsaid() == []


def test_before_its_question_was_heard_the_assistant_is_in_mid_sentence() -> None:
    owed = OwedSpeech()
    offer = Sentence("I have Tuesday at three. Would that suit you?", remembered=False)
    owed.queued(offer)
    owed.heard("I have Tuesday at")
    owed.interrupted()
    assert owed.mid_sentence
    assert owed.take_unsaid() == [offer]
    owed.queued(offer)
    owed.heard("I have Tuesday at three. Would that suit")
    owed.interrupted()
    assert not owed.mid_sentence


def test_a_question_that_was_heard_may_be_answered_during_the_next_sentence() -> None:
    owed = OwedSpeech()
    for sentence in (Sentence("Is three all right?", remembered=False), HELLO):
        owed.queued(sentence)
    owed.heard("Is three all right? Hello")
    owed.interrupted()
    assert not owed.mid_sentence
    owed.asked()
    owed.queued(HELLO)
    owed.interrupted()
    assert owed.mid_sentence


def test_a_sentence_the_voice_lost_is_owed_no_more() -> None:
    owed = OwedSpeech()
    for sentence in (HELLO, BOOKED):
        owed.queued(sentence)
    owed.heard("Hello")
    assert owed.lost() == BOOKED
    assert owed.lost() is None
    assert owed.under_way == HELLO.text
