"""Every fixed sentence that code speaks, in English."""

from frontdesk.pipelines.sentences.wording import Sentences

ENGLISH = Sentences(
    language="en",
    either="or",
    notice="I am the clinic's automated assistant.",
    pocket_notice="This is a trial with small models that understand synthetic voices only.",
    repeat="Sorry, I did not catch that. Could you say it again?",
    still_there="Are you still there?",
    anything_else="Is there anything else?",
    goodbye="Thank you for calling. Goodbye!",
    engine_trouble="I'm sorry, something went wrong on my side. Would you like to leave a message for the team?",
    calendar_down="I'm sorry, I cannot reach our calendar right now, so nothing is booked. "
    "Would you like to leave a message for the team?",
    message_failed="I'm sorry, I cannot write your message down right now. Please call again a little later.",
    not_allowed="I'm sorry, I cannot do that. Would you like to leave a message for the team?",
    no_changes="I'm sorry, I cannot look up or change existing appointments. "
    "Would you like to leave a message for the team?",
    no_transfer="I'm sorry, I cannot transfer your call. Would you like to leave a message for the team?",
    no_switch="I'm sorry, I can only speak English in this call. Would you like to leave a message for the team?",
    emergency="{instruction} Otherwise, how can I help you?",
    past="I'm sorry, that time is already over. Which day would you like?",
    closed="I'm sorry, we are closed then. Which other day would suit you?",
    notice_too_short="I'm sorry, that is too soon for me to book. Which other day would suit you?",
    too_far="I'm sorry, I cannot book that far ahead. Which other day would suit you?",
    unclear_choice="Sorry, do you mean {options}?",
    no_such_service="I'm sorry, we do not offer that. We offer {options}. Which one would you like?",
    no_such_practitioner="I'm sorry, I do not know that name here. We have {options}. Who would you like to see?",
    other_service="I'm sorry, {name} does not do that. You can see {options}. Who would you like to see?",
    which="I want to be sure. I have {options}. Which one do you prefer?",
    chosen="All right, {slot}. May I have your name, please?",
    read_back="To confirm, {slot}, for {name}. Is that right?",
    what_change="No problem. What should I change?",
    ask_name="May I have your name, please?",
    name_again="Sorry, I did not catch your name. What name should I use?",
    ask_phone="And what is your phone number?",
    phone_again="Sorry, I did not get the whole number. What is your phone number?",
    nothing_booked="Sorry, nothing is booked yet.",
    booked="You're booked: {slot}, with {practitioner}, for {name}. Is there anything else?",
    no_message="Sorry, I have no message from you yet.",
    ask_message="Of course. What is the message?",
)
