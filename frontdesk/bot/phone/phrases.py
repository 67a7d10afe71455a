"""What the carrier's own voice says, where no engine of ours can: voicemail, a server that goes, nothing heard.

Twilio speaks these with a voice of its own, so they are never rendered here. No caller's data is ever in them.
"""

from dataclasses import dataclass

from frontdesk.clinic import Clinic, LanguageCode


@dataclass(frozen=True, slots=True)
class Phrases:
    """The sentences of one language. Fields with braces are templates."""

    trouble: str
    consent: str
    """Said before every recording: what is kept, where, and how to refuse."""
    after_tone: str
    recorded: str
    not_recorded: str
    nothing_heard: str
    leaving: str
    message_name: str
    """Stands for the name of a caller whose message is a recording."""
    message_text: str


PHRASES: dict[LanguageCode, Phrases] = {
    "en": Phrases(
        trouble="You have reached {clinic}. I'm sorry, our assistant cannot help you right now.",
        consent="You may leave a message for the team. It will be recorded and kept at our telephone provider. "
        "If you do not want that, please hang up and call again later.",
        after_tone="Please say your name, your number and your message after the tone, then press the pound key.",
        recorded="Thank you. The team will find your message. Goodbye!",
        not_recorded="I'm sorry, I cannot pass your message on right now. Please call again a little later. Goodbye!",
        nothing_heard="I heard no message. Please call again later. Goodbye!",
        leaving="I'm sorry, I have to stop here: our system restarts. Please call again in a few minutes. Goodbye!",
        message_name="(voicemail)",
        message_text="Voicemail of {seconds} seconds. The recording is at Twilio.",
    ),
    "fr": Phrases(
        trouble="Vous êtes bien chez {clinic}. Désolé, notre assistant ne peut pas vous répondre pour le moment.",
        consent="Vous pouvez laisser un message à l'équipe. Il sera enregistré et conservé chez notre opérateur "
        "téléphonique. Si vous ne le souhaitez pas, raccrochez et rappelez plus tard.",
        after_tone="Dites votre nom, votre numéro et votre message après le signal sonore, puis appuyez sur dièse.",
        recorded="Merci. L'équipe trouvera votre message. Au revoir !",
        not_recorded="Désolé, je ne peux pas transmettre votre message pour le moment. "
        "Merci de rappeler un peu plus tard. Au revoir !",
        nothing_heard="Je n'ai pas entendu de message. Merci de rappeler plus tard. Au revoir !",
        leaving="Désolé, je dois m'arrêter ici : notre système redémarre. "
        "Merci de rappeler dans quelques minutes. Au revoir !",
        message_name="(message vocal)",
        message_text="Message vocal de {seconds} secondes. L'enregistrement est chez Twilio.",
    ),
}


def voice_language(language: LanguageCode, clinic: Clinic) -> str:
    """The language tag with which Twilio's voice speaks as people do in the clinic's country."""
    if language == "fr":
        return "fr-CA" if clinic.country == "CA" else "fr-FR"
    return "en-GB" if clinic.country in ("GB", "IE") else "en-US"
