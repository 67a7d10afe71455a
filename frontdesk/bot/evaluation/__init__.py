"""Simulated callers and what becomes of their calls: how good a language model is as a receptionist.

practices   made-up clinics, with what stands in their documents
wording     the many ways in which callers say one thing
moments     the many ways in which they say when
speech      how it sounds, and what of it is heard
listening   what callers take the receptionist to have asked
paper_diary free times and bookings without a server
callers     somebody with a wish, who answers what is asked (first_words: what is told at once)
drawing     one of them by lot, with practice and moment, from a seed
cards       callers written by hand, word for word (card_caller plays them, card_grading judges)
play        one call, typed, through the product's own receptionist
grading     whether it ended as the caller wanted
evaluate    many calls with one model, counted (rehearsals are what is played, report how it is shown)
oracle      a receptionist who knows what the caller meant
record      its calls as training dialogues
hearing     what the pocket recogniser makes of words (measure_hearing measured it)
"""
