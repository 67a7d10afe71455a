"""Everyday words of callers, folded (`words.tokens`): none of them is part of a name by itself. Data only.

Words that are names as well are not here but in `name_words`.
"""

_ENGLISH = """
a able about above abroad absolutely accent accept account ach ache across actually address affirmative afraid
after afternoon again against agent ago agree agreed ah ahead all almost along already alright also although
altogether always am an and angry anonymous another answer antibiotics any anybody anyone anything anyway
apostrophe appointment appointments appreciate are aren argh arm around arrange as ask asked asking asks aspirin
at ate attack august aunt availability available aw awake away awesome awful aye baby back bad basically be bear
because been before behalf behind being believe below beside bet better between beyond big bit bleeding blood
blue book booked booking books boss bot both bother bothered bought boy breathe breathing brilliant bring
bringing brings broken brother brought bus busy but button buy by bye calendar call called caller calling calls
came can cancel canceled canceling cancellation cancelled cancelling cancels capital car card care careful
caregiver carer case cat catch cell certainly certes chair chance change changed changes changing charge chart
check checked checking checkup cheers chest child children choice choose ciao city class cleaning clear client
clinic close closed cold colleague come comes comfortable coming complicated computer confirm confirmed
confirming consultation convenient cool correct corrected cost cough could couldn course cousin covered covers
curious cut dad dare dash date daughter day days deal december decide decided definitely dentist desk diary did
didn difference different difficult do doctor does doesn dog doing don done door dose double down drive driving
drop dropped due during each ear earlier earliest early ears easier easiest easy eh eight eighteen eighty either
eleven else email emergency end english enough entirely er erm error even evening ever every everybody
everything exactly exam excellent excuse expecting explain eye eyes face fact facturation false family far
father february feel feet fell fever few fifteen fifth fifty file files filling finally find finding finds fine
finish finished first fit fits five fix fixed fly folks follow food foot for forgot forgotten form former forty
found four fourteen fourth free french friday friend from front full further gap garage gave get gets getting
girl give given gives giving glad glasses go goes going gone gonna goodbye got gotcha gotta gotten grab
grandchildren grandfather grandma grandmother grandpa grandson grateful great greetings guess guy guys had hadn
half hand hands hang happen happy hard hardly has hasn hate have haven having he head headache hear heard
hearing hears heart hello help helpful helping her here hers herself hey hi high him himself his hiya hmm hold
holding home honest honestly hoping horrible horse hospital hour hours house how howdy huh human hundred hurts
husband hygienist hyphen i idea ideal if ill important in incorrect indeed inform information inside instead
insurance into is isn it its itself january job july just keep keeps kept kid kids kill kind kinda kindly kitten
knee knew know knowing known knows lady last late later learning least leave leaves leaving left less let lets
letter letters life lift like likely line list listen listening literally little live lived lives living ll lock
longer look looked looking looks lose losing lost lot loud lovely ma machine made maiden make makes making mama
man manage manageable manager many married mate matter maybe me mean means meant meantime medication medicine
meet meilleur mention mentioned message met mhm midnight might mind mine minute minutes misheard missed missing
mistake misunderstood mixed mm mobile mom moment monday money month months more morning mornings most mother
move moved moves moving much mum must my myself nah name named names near nearly neck need needed needing needs
negative neighbor neighbour neither nephew never new next nice nicely niece night nights nine nineteen ninety no
nobody nodding none noon nope nor normal normally not note noted nothing november now nuh null number nurse
nursing obliged och october of off offer office often oh ok okay old on once one ones online only ooh open
opening openings optician option options or other ouaip ought our ours out outside over overdue own paid pain
papa paper papers pardon parents parking partner pass passed past patient patients pay pen pencil people per
perfect perfectly perhaps person pet petite pharmacy phone phoning physician physio physiotherapy pick picked
pills place please plenty point possible postpone practice precisely prefer preference pregnant prescription
pretty previous private probably problem proceed pronounced pulled pupil puppy push put puts putting quarter
question questions quick quickly quite rabbit rang rather re reach read reading ready real really rearrange
reason rebook reception receptionist reckon recommended record records referral remember remembered reminder
remove repeat repeating report representative reschedule rescheduled reserve resident rest results returning
ride right ring ringing rings robot room roommate run running sad said same saturday saw say saying says
schedule scheduled school scrap scratch screen sec second secours see seeing seen sees send sense sent september
serious session set seven seventeen seventh seventy several shall she shift shifts shoot short shot should
shoulder shouldn show shown sick side sign signed since sir sister sit sitter sitting six sixteen sixth sixty
skin skip sleep slot slots slow slower slowly small so some somebody someone something sometimes somewhere son
soon sooner soonest sore sorry sort sorted sound sounds space spanish speak speaking speaks special specialist
spell spelled spelling spelt spoke spot squeeze staff stand standing start started starting stiff still stitches
stomach stop stopped story street stuck stuff such suit suits sunday super suppose supposed sure surely surgery
surname surnames swap swelling switch swollen system ta take taken takes taking talk talked talking talks team
teeth telephone tell telling tells ten terrible test testing text than thank thanks that the their theirs them
then therapist there these they thing things think thinking thinks third thirteen thirty this those though
thought thousand three throat through thursday tied time times tired to today toddler told tomorrow tonight too
took tooth toothache top totally toward towards town transfer treatment tricky tried tries triple trouble true
try trying tse tuesday turning twelve twenty twice two ugh uh um uncle under understand understood unfortunately
unknown unless until up us use used useless uses using usual usually vaccination vaccine ve very vet via visit
voicemail wait waiting wake wanna want wanted wanting wants was wasn way we weather website wednesday wee week
weekend well went were weren what whatever when whenever where whether which whichever while whispering who
whoever whole whom whose why wife wish with within without woman won wonder wonderful wondering word work worked
working works worried worry worse would wouldn wow write writes writing written wrong wrote yeah year years yep
yes yesterday yet yikes you your yours yup zero
"""
ENGLISH = frozenset(_ENGLISH.split())
"""What an English sentence on the telephone is made of."""
_FRENCH = """
a abandonne abord absence absolument accent accepte accompagne accord accueil adonne adresse affaire affiche
affirmatif afin age agenda ah ai aide aidez ailleurs aimable aime aimerais aimerait ainsi air aller allez allo
allons allô alors amabilite ambulance ami amie an anglais annee annulation annule annuler annulez ans
antibiotiques aout apostrophe appareil appel appeler appelez appelle apres arrange arranger arrangerait arrete
arretez arrive arriver as assez assurance assurances attend attendez attendre attends attente attention au aucun
aucune aujourd aurai aurais aurait auriez aussi auto autobus autre autrement autres aux avaient avais avait
avancer avant avec avertir avez aviez avis avoir avons bah bas beaucoup bebe besoin bien bientot bloque bloquez
bof boite bonjour bonne bonsoir bookez bouge bout bras brule bureau bye ca cabinet calendrier canceller car
carie carte carton ce ceci cela celle celles cellulaire celui cent certain certainement certains ces cet cette
ceux change changement changer changez chaque chat cherche chercher chez chien chiot choisi choisir choisis
chose chum ci cinq cinquante client cliente clinique coeur colle collegue combien comme commence comment
commission complet completement complique comprendre comprends comprenez comprimes compris compte conduire
conduis confirmation confirme confirmer conge conjoint conjointe connais connaissance connaitre consultation
contacte content continuer contre controle conviendrait convient copain copie copine correct corrige corriger
corrigez coucou coudonc coup coupe courir courriel cours creme creneau creneaux crise croire crois croit croyez
dame dans date dates davantage debut decaler decembre decommander dedans deja delais demain demandais demande
demander dent dentiste dents deplacer depuis derange deranger dernier derniere desiste desole desolee dessus
detartrage deux deuxieme devant devez devoir devrais devrait difficile dimanche dirais dire dis discuter disiez
disons dispo disponibilite disponibilites disponible dit dites dix docteur docteure dois doit donc donne donner
donnez dont dos dose dossier douleur douze ecole ecoute ecoutez ecrire ecris ecrit ecrivez effectivement effet
egal eh elle elles embete emmener empechement employeur en enceinte encore enfant enfants enfin enfle enlever
enlevez enregistre ensuite entendez entends entendu entre envisageable envoye envoyer epele epeler epelez epelle
equipe erreur es espagnol esperais essayer est et etaient etais etait ete etes etouffe etre eu euh eux
evidemment exact exactement examen excellent excusez exemple exercices existe expiree explique facile facture
faire fais faisable faisait faisons fait faites fallait famille fatigue faudrait faut faute faux femme fera
ferme fevrier fievre fil fille fils finalement fini finir finis fixe fixer fois fonctionne font formidable
formulaire francais franchement frere garage garcon garde garder gardez gardienne gars genial genou genre gens
gentillesse gorge gouttes gratte grave habitude haute he helas hesite hesiter heu heure heures hier histoire
homme hopital horaire horaires horrible huit hum humain hygieniste ici ideal idealement idee il ils impeccable
important importe impossible inconnu indiquer inexact infiniment infirmiere information informe informer
inscrire inscris inscrit inscrivez instant internet ira irait jamais janvier je jeudi jeune joindre jouable joue
jour journee jours juillet juin jusque juste justement kine kinesitherapeute laisse laisser laissez lapin
laquelle lentement lequel lettre lettres leur leurs liberee liberer libre libres ligne liste loin longtemps
lorsque lui lundi lunettes ma machine madame mademoiselle mai main mains maintenant mais maison majuscule mal
malade maladie malgre malheureusement maman mamie mange manger manque marche mardi mari marque marquer marquez
mars matin mauvais mauvaise me medecin medical medicament medicaments membre meme memes merci mercredi mere mes
mesdames message messages messieurs met meteo mets mettez mettons mettre midi mien mieux mille minute minutes
mis mm modifier moi moins mois moment moments mon monde monsieur mot mourir moyen mutuelle naissance nan ne
necessaire negatif nenni nettoyage neuf neveu nickel niece nom nomme nommez noms non normal normalement nos note
noter notez notre nous nouveau nouvelle novembre nuit nul numero occupe octobre oeil oh ok on oncle ont onze
opte option options or ordinateur ordonnance ordre organiser orthographe ou ouais oublie oublier oubliez ouf oui
ouin oups ouvert pansement pantoute papa papi papier par parce pardon parents parfait parfaitement parfois parle
parler parlez pars part partir partout pas passe passer passez patient patiente patientez patron payer peau
peine pencherais pendant pensais pense penser pensez perdre perdu pere permet personne petits peu peur peut
peuvent peux pharmacie physiotherapie pied pieds pilules pis place places plage plages plaisir plait plein
plombage plus plusieurs plutot poitrine portable porte possibilites possible possibles pour pourquoi pourra
pourrai pourrais pourrait pourriez pouvait pouvez pouviez pouvoir pratique preferable prefere preference
prefererais premier premiere prend prendrais prendrait prendre prendriez prends prenez prenne prenom prenoms
prenons presente presque presse prevenir prevu prie pris prise probleme prochain prochaine proche propose
proposer proposez proposition puis puisque qu quand quarante quatorze quatre que quel quelle quelles quelqu
quelque quelques quels question qui quinze quittez quoi raccrochez radios raison rapide rapidement rappel
rappeler rappelez rappelle rappellerai rapport rdv recevoir rectifiez recu redire redis redites reflechir refuse
regarde regarder regardez regle remercie remettre rendez repete repeter repond repondu reponse reporter
repousser reprendre reprends reserver reservez respire respirer reste resultats retard retenons retiens retrouve
retrouver reviens revoir ridicule rien robot route rue sa sache saigne sais saisi sait salle salut samedi sang
sans sauf saurais savez savoir se seance second seconde secretaire seize selon semaine semaines semble sens sept
septembre sera serai seraient serais serait seras serons seront serree service ses seul seulement si signaler
signe simple simplement sinon sirop six soeur soi soir soiree soit soixante sommes son sonne sont souci souhaite
souhaiterais sous souvent souviens specialiste stationnement suis suite sujet super sur surtout svp systeme ta
tant tante tantot tard te telephone tellement temps tenez tension terre terrible tes tete tiens tiret toi tombe
tomber ton tot toujours tour tous tout toute toutes train traitement transferer transmettez transmettre
transport travail travaille travers treize trente tres trois trompe trompee trompez trop trou trouve trouver
trouvez truc tu un une urgence va vacances vaccin vais vas vendredi venez venir ventre venu venue verifie
verifier verrai verres vers veterinaire veuillez veut veux vie vieille viendrai vienne viens vient vieux ville
vingt visage visite vitale vite voici voie voila voir vois voisin voisine voit voiture voix volontiers vont vos
vote votre voudrais voudrait voulais voulez vouloir voulu vous voyage voyez voyons vrai vraie vraiment vu vue y
yeux zero zut
"""
FRENCH = frozenset(_FRENCH.split())
"""What a French sentence on the telephone is made of."""
