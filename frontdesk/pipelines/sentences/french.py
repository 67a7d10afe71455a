"""Every fixed sentence that code speaks, in French."""

from frontdesk.pipelines.sentences.wording import Sentences

FRENCH = Sentences(
    language="fr",
    either="ou",
    notice="Je suis l'assistant automatique du cabinet.",
    pocket_notice="Ceci est un essai avec de petits modèles qui ne comprennent que les voix de synthèse.",
    repeat="Désolé, je n'ai pas compris. Pouvez-vous répéter ?",
    still_there="Vous êtes toujours là ?",
    anything_else="Puis-je vous aider pour autre chose ?",
    goodbye="Merci de votre appel. Au revoir !",
    engine_trouble="Désolé, j'ai eu un problème de mon côté. Voulez-vous laisser un message à l'équipe ?",
    calendar_down="Désolé, je n'ai pas accès à notre agenda pour le moment, rien n'est donc réservé. "
    "Voulez-vous laisser un message à l'équipe ?",
    message_failed="Désolé, je ne peux pas noter votre message pour le moment. Merci de rappeler un peu plus tard.",
    not_allowed="Désolé, je ne peux pas faire cela. Voulez-vous laisser un message à l'équipe ?",
    no_changes="Désolé, je ne peux pas consulter ni modifier un rendez-vous existant. "
    "Voulez-vous laisser un message à l'équipe ?",
    no_transfer="Désolé, je ne peux pas transférer votre appel. Voulez-vous laisser un message à l'équipe ?",
    no_switch="Désolé, je ne parle que français pendant cet appel. Voulez-vous laisser un message à l'équipe ?",
    emergency="{instruction} Sinon, comment puis-je vous aider ?",
    past="Désolé, ce moment est déjà passé. Quel jour souhaitez-vous ?",
    closed="Désolé, nous sommes fermés à ce moment-là. Quel autre jour vous conviendrait ?",
    notice_too_short="Désolé, c'est trop tôt pour que je puisse réserver. Quel autre jour vous conviendrait ?",
    too_far="Désolé, je ne peux pas réserver aussi longtemps à l'avance. Quel autre jour vous conviendrait ?",
    unclear_choice="Pardon, vous voulez dire {options} ?",
    no_such_service="Désolé, nous ne proposons pas cela. Nous proposons {options}. Que souhaitez-vous ?",
    no_such_practitioner="Désolé, je ne connais pas ce nom ici. Nous avons {options}. Qui souhaitez-vous voir ?",
    other_service="Désolé, {name} ne fait pas cela. Vous pouvez voir {options}. Qui souhaitez-vous voir ?",
    which="Je préfère être sûr. J'ai {options}. Lequel préférez-vous ?",
    chosen="D'accord, {slot}. Puis-je avoir votre nom, s'il vous plaît ?",
    read_back="Je confirme, {slot}, pour {name}. C'est bien ça ?",
    what_change="Pas de problème. Que dois-je changer ?",
    ask_name="Puis-je avoir votre nom, s'il vous plaît ?",
    name_again="Désolé, je n'ai pas compris votre nom. À quel nom, s'il vous plaît ?",
    ask_phone="Et quel est votre numéro de téléphone ?",
    phone_again="Désolé, je n'ai pas eu le numéro en entier. Quel est votre numéro de téléphone ?",
    nothing_booked="Pardon, rien n'est encore réservé.",
    booked="C'est réservé : {slot}, avec {practitioner}, pour {name}. Puis-je vous aider pour autre chose ?",
    no_message="Pardon, je n'ai pas encore de message de votre part.",
    ask_message="Bien sûr. Quel est le message ?",
)
