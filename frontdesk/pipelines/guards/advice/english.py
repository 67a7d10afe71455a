"""Medical advice in English: given and asked for; see `advice_rules`."""

from frontdesk.pipelines.guards.advice.english_opinion import DESK, MATTER, OPINION
from frontdesk.pipelines.guards.advice.rules import AdviceRules
from frontdesk.pipelines.guards.phrases import any_of

_PARTS = {
    "medicine": "ibuprofen|tylenol|advil|motrin|aspirin|paracetamol|acetaminophen|aleve|naproxen|antibiotics?"
    "|amoxicillin"
    "|penicillin|antihistamines?|benadryl|pain ?killers?|pain relievers?|pain medication|blood thinners?|medications?"
    "|medicines?|pills?|tablets?|capsules?|drugs?|dose|doses|cough syrup|syrup|codeine|cortisone|steroids?|vitamins?"
    "|insulin|blood pressure pills"
    "|numbing gel|clove oil|mouthwash|peroxide|eye drops|ear drops|nasal spray",
    "illness": "infection|infected|abscess|cavity|cavities|gum disease|gingivitis|periodontitis|allergic reaction"
    "|allergy|flu(?! shot| vaccine| jab)|virus|viral|a cold|sensitivity|cracked tooth|broken tooth|cracked|cancer"
    "|cancerous|tumou?r|sinus"
    "|sinus infection|sinusitis|wisdom tooth|migraine|covid|bronchitis|pneumonia|strep|diabetes|arthritis|nerve"
    "|grinding"
    "|dry socket|canker sore|cold sore|tooth decay|decay|inflammation|inflamed|inflammatory|bacterial|broken|fracture"
    "|tmj|ulcer|cyst|thrush|nerve damage|root canal|hernia|sprain|muscle strain|eczema|hives",
    "ailment": "pain|pains|ache|toothache|headaches?|cough|fever|rash|swelling|swollen|bleed(?:ing|s)?|infection"
    "|infected"
    "|abscess|sore|sores|sore throat|canker|bump|lump|blister|numb|numbness|flu(?! shot| vaccine| jab)|cold|allergy"
    "|allergies|nausea"
    "|dizziness"
    "|dizzy|hurts?|itch|itchy|spots|soreness|sensitive|sensitivity|inflammation|bruise|freezing|cavity|burn"
    "|white spots"
    "|constipation|diarrhea|insomnia|migraine|vomiting|bad breath|dry mouth",
    "body": "tooth|teeth|gums?|jaw|mouth|tongue|lips?|cheek|face|throat|neck|head|ear|ears|back|knee|leg|arm|stomach"
    "|skin"
    "|nose|eyes?|chest|foot|feet|hand|shoulder|belly|crown|filling",
    "it": "it|that|this|those|these|you|which|there",
    "day": "monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|tonight|next week|the weekend|morning",
}

ENGLISH = AdviceRules(
    opinion=OPINION,
    matter=MATTER,
    desk=DESK,
    given=any_of(
        # medicine and dose
        r"(?:take|taking|taken|try|trying|use|using|apply|applying|give|giving|skip|double|stop|stopping|keep"
        r"|continue|put"
        r"|recommend|suggest|need|start|finish|alternate|combine|mix|swallow|gargle|buy|get|add|increase|reduce"
        r"|prescribe)(?: \w+){0,5} <medicine>",
        r"<medicine>(?: \w+){0,3} (?:will|should|can|could|may|might|would|works?|helps?|is|are) (?:\w+ )?(?:help"
        r"|work"
        r"|better|relieve|ease|reduce|best|safe|enough|fine|ok|okay|make|clear|lower|do|be)",
        r"<medicine> (?:works?|helps?|should do)|(?:usual|maximum|normal|recommended|right|correct|safe) (?:dose"
        r"|dosage|amount)",
        r"(?:\d+|hundred|thousand|two|four|three|five|ten) (?:mg|milligrams?|grams?|ml|millilitres?)"
        r"|half a (?:tablet|pill)"
        r"|every (?:\w+ )?(?:hours|\d+ hours)|(?:once|twice|\w+ times) (?:a|per) day|(?:safe|ok|okay|fine"
        r"|dangerous) to"
        r" (?:take|combine|mix|give|stop|use)",
        # home treatment
        r"(?:rins\w+|gargl\w+|salt ?water|tea bags?|gauze|(?:ice|cold|warm|hot) ?(?:packs?|compress(?:es)?)"
        r"|compress)",
        r"(?:put|apply|try|use|place|hold|putting)(?: \w+){0,3} (?:ice|heat|cream|gel|vaseline|honey|garlic|cotton)",
        r"(?:avoid|don t|do not|shouldn t|should not|try not to|stop) (?:\w+ )?(?:chew\w*|brush\w*|eat\w*|smok\w*"
        r"|drink\w*|rins\w*"
        r"|touch\w*|scratch\w*|hot|spicy|cold|hard|sugary|acidic|alcohol|sweets?|sugar|coffee|exercise|exercising)",
        r"(?:avoid|don t|do not|shouldn t|should not|stop) (?:chew\w*|brush\w*|eat\w*|smok\w*|drink\w*|scratch\w*"
        r"|touch\w*)",
        r"(?:keep|rest|raise|sleep with) (?:it|your (?:head|leg|foot|arm|feet)|the (?:wound|area"
        r"|cut))(?: \w+){0,2} (?:clean|elevated"
        r"|dry|covered|up|raised)|(?:drink|get|need|recommend|take)(?: \w+){0,3} (?:fluids|water|rest|liquids|sleep)"
        r"|soft"
        r" (?:toothbrush|foods?)|brush (?:\w+ )?gently|lie down|stay hydrated|stay in bed|bite (?:down )?on",
        # diagnosis
        r"<it>(?: \w+){0,2} (?:is|s|are|re|sounds?|looks?|seems?|may|might|could|must|have|has|ve|probably|likely"
        r"|isn|isn t"
        r"|definitely|suggests?|means?|indicates?|be)(?: \w+){0,6} <illness>",
        r"(?:signs?|symptoms?|indications?|cases?) of (?:an? )?(?:\w+ )?<illness>|symptoms? (?:\w+ )?(?:suggest"
        r"|point|indicate"
        r"|mean|sound|are)|(?:usually |often |probably |likely |may be |is )caused by|side effects?",
        r"i (?:think|believe|suspect|guess|m sure|d say|would say)(?: \w+){0,4} <illness>|(?:must|may|might"
        r"|could) be (?:your|a|an)"
        r" (?:\w+ )?<illness>",
        # reassurance
        r"<it>(?: \w+){0,2} (?:is|s)(?: \w+){0,2} (?:normal|common)(?! (?:to (?:be asked|wait|ask|call|pay|come"
        r"|need)|that we|that you"
        r" are asked|for us|for new))|(?:completely|perfectly|totally|quite) normal|normal (?:after|to (?:bleed|feel"
        r"|have|swell"
        r"|hurt))",
        r"(?:nothing|not|isn t|nothing too|not too|not very|not that) (?:\w+ )?(?:serious|dangerous|life threatening"
        r"|harmful)|harmless"
        r"|nothing to (?:worry|be worried|be concerned) about(?= $)|you ll be (?:just |all )?(?:fine|okay|ok)(?= $)"
        r"|will be (?:fine|okay|gone)(?= (?:$|in|by|tomorrow))",
        r"(?:pain|swelling|bleeding|it|numbness|soreness|rash|fever|infection|this|that|they"
        r"|bruising)(?: \w+){0,2} (?:go away|heal"
        r"|heals|goes away|go down|goes down|get better|gets better|stop|stops|subside|subsides|disappear|wear off"
        r"|clear up)(?= (?:$"
        r"|on|by|in|within|soon|after|itself|quickly|eventually|over))",
        r"(?:don t|do not) need (?:to )?(?:see (?:a|the|any) (?:doctor|dentist|specialist)"
        r"|go to (?:the )?(?:hospital|emergency|er)"
        r"|surgery|treatment|an x ray|a root canal)|no need to (?:see|go to)(?: \w+){0,2} (?:doctor|hospital|dentist"
        r"|emergency)",
        r"can (?:safely )?wait (?:until|till|for) (?:<day>|a few days|your next)|you (?:probably |may |might "
        r"|will )?(?:need|have) (?:a"
        r"|an) (?:root canal|extraction|crown|filling|surgery|operation|x ray|fracture)",
        r"(?:ibuprofen|tylenol|advil|motrin|aspirin|paracetamol|acetaminophen|aleve|antibiotics?|antihistamines?"
        r"|pain ?killers?|pain relievers?|tablets?)",
        r"(?:abscess|gingivitis|sinusitis|ear infection|an infection|periodontitis|inflamed|dry socket|(?:gums|it"
        r"|they) (?:is|are|re) (?:\w+ )?infected)",
        r"(?:something|anything) for the (?:pain|swelling|fever)|cracked (?:a|your|the) tooth|(?:bleeding|swelling"
        r"|pain|soreness|numbness|fever|bruising)(?: \w+){0,4} (?:expected|concern|worrying|normal|common|temporary"
        r"|fine|nothing)|(?:no|any) (?:reason|need|cause) to (?:be alarmed|panic|worry|be worried"
        r"|be concerned)(?! about (?:the|your) (?:time|appointment))",
        r"(?:safely )?ignore (?:it|that|the)|cold pack|sleep with|bandage|with soap"
        r"|(?:<medicine>)(?: \w+){0,2} (?:is|are) (?:better|fine|ok|okay|safe)|(?:don t"
        r"|do not) have to (?:go to (?:the )?(?:hospital|emergency|er)|see a (?:doctor|dentist))|would(?:n t"
        r"| not) worry|cut down on|floss more",
        r"(?:should|need to|have to|ought to|better)(?: \w+){0,3} (?:tooth|teeth|it|that) (?:pulled|extracted"
        r"|removed|filled|out)|not a concern|nothing to be (?:alarmed|concerned)|(?:heals?|goes away) (?:by itself"
        r"|on its own)|(?:okay|ok|safe|fine) to (?:mix|ignore|combine)|floss(?:ing)? (?:more|daily|regularly)",
        r"(?:likely|probably|surely|almost certainly) nothing|(?:should|will|ll) (?:feel|be) (?:\w+ )?(?:fine|better"
        r"|okay|ok|gone|back to normal)(?= (?:$|by|in|after|soon|tomorrow))|(?:stay|keep) away from"
        r"|keep an eye on (?:the|your|it)|(?:dissolve|fall out) on (?:their|its) own",
        **_PARTS,
    ),
    topic=any_of(
        r"<medicine>|<illness>|<ailment>|stitches|sinus(?:es)?|ice|brush(?:ing)?|chew(?:ing)?|rins(?:e|ing)"
        r"|solid food|soft food|alcohol"
        r"|smoking|gums?|jaw|tongue|throat|enamel|plaque|nerve|fluoride|loose (?:tooth|crown|filling)|root|symptoms?"
        r"|healing|scab|clot",
        **_PARTS,
    ),
    anchor=any_of(
        r"sorry|understand|hope|dentists?|doctors?|dr|hygienists?|nurses?|we|our|us|clinic|team|appointments?"
        r"|visits?|book|come in|see you|message"
        r"|question|i can|cleaning|check ups?|costs?|minutes|insurance|free|slot|chen|tremblay|roy|sounds painful"
        r"|services?|reason for",
    ),
    harmless=any_of(
        r"(?:cannot|can t|can not|could not|couldn t|not able|unable|not allowed|only (?:the|a|our|your)|may not)",
        r"(?:dentist|doctor|hygienist|nurse|team|chen|tremblay|roy|pharmacist) (?:\w+ )?(?:will|can|may|could|would"
        r"|is going|treats?"
        r"|must|should|has to|looks?|decides?|checks?)",
        r"(?:treats?|offer|offers|specialist|list of|bring|message|prescription)",
    ),
    asked=any_of(
        r"(?:should|can|could|may|must|do) (?:i|we|he|she|my \w+|you (?:recommend|advise"
        r"|suggest))(?: \w+){0,6} <medicine>",
        r"(?:is it|would it be) (?:\w+ )?(?:safe|ok|okay|fine|dangerous|bad|alright"
        r"|all right)(?: \w+){0,6} <medicine>",
        r"(?:how (?:many|much|often|long)|which|what|what s)(?: \w+){0,6} <medicine>"
        r"|is <medicine>(?: \w+){0,3} (?:better|safe|good|ok"
        r"|okay|bad|dangerous|enough|stronger)|<medicine>(?: \w+){0,2} (?:or|and) <medicine>(?: \w+){0,3} (?:better"
        r"|safe|together)",
        r"how often (?:can|should) (?:i|we) (?:give|take|use)|maximum dose|what should (?:i|we|he|she) take",
        r"what (?:should|can|could|do|would|must|shall) (?:i|we|he|she|you)(?: \w+)? (?:take|do|use|put|give|try"
        r"|recommend|suggest|advise)"
        r"(?: \w+){0,4} (?:<ailment>|<body>)",
        # diagnosis
        r"(?:is (?:it|this|that|my \w+)|is the \w+|could (?:it|this|that) be|can it be|might it be|do i have"
        r"|have i got|do you think|does"
        r" (?:it|this|that) (?:sound|look) like|does (?:it|this|that) mean|does he have"
        r"|does she have)(?: \w+){0,6} <illness>",
        r"what (?:is|could|can|s|might) (?:this|it|that|the \w+|wrong)(?: be)?(?= (?:.* )?(?:<ailment>"
        r"|<body>))(?!(?: \w+)* (?:appointment|booking|price"
        r"|cost|bill|cover))|(?:<ailment>)(?: \w+){0,6} what (?:is|s|could) (?:it|this|that)(?: be)?|is this (?:lump"
        r"|bump|spot|mole|growth)",
        r"why (?:do|does|is|are|did|am)(?: \w+){0,2} (?:<body>|<ailment>)|what (?:causes|caused|is causing)"
        r"|what s wrong with"
        r" (?:my|his|her|me)(?! (?:booking|appointment|insurance|card|bill|account|file|payment))"
        r"|what do you think i have|what does (?:it|this|that)"
        r" mean (?:if|when|that)(?: \w+){0,3} (?:<body>|<ailment>)|do you think i (?:broke|have|need"
        r"|should)(?: \w+){0,3} (?:<body>|<illness>"
        r"|<medicine>|<ailment>)",
        # serious or normal
        r"(?:serious|dangerous|normal|bad|worrying|common|contagious)(?! that (?:nobody|no one"
        r"|you))(?: \w+){0,7} (?:<ailment>|<body>|extraction"
        r"|surgery)(?<! street)",
        r"(?:is (?:it|this|that)|do you think (?:it s|it is|this is|that s)|is this something"
        r"|is that something) (?:\w+ )?(?:serious"
        r"|dangerous|contagious|infected|life threatening)(?= $)|should (?:i|we) (?:be )?(?:worry|worried|concerned"
        r"|alarmed)",
        r"(?:how long|when|how soon) (?:will|does|do|is|should|until)(?: \w+){0,3} (?:swelling|pain|numbness"
        r"|soreness|bleeding|freezing|rash"
        r"|infection|fever|ache|healing|wound)",
        # treatment
        r"how (?:do|can|should|could|would) (?:i|we|you) (?:stop|treat|relieve|reduce|ease|cure|get rid of|soothe"
        r"|calm|heal|help|fix)(?: \w+){0,3}"
        r" (?:<ailment>|<body>)|should i (?:put|use|apply|rinse|ice|gargle|brush|floss|avoid|rest)|should (?:i"
        r"|we|he|she) (?:go to"
        r" (?:the )?(?:hospital|er|emergency)|see (?:a|the|my) (?:doctor|dentist|specialist))",
        r"(?:can|may|should|could) (?:i|he|she|we|my \w+) (?:brush|eat|drink|smoke|rinse|exercise|swim|fly|run"
        r"|work out|chew|floss|use a straw)(?: \w+){0,7}"
        r" (?:after|with|on|following) (?:\w+ ){0,2}(?:extraction|surgery|filling|freezing|antibiotics|procedure"
        r"|implant|crown|root canal|anesthesia)",
        r"do i (?:really )?need (?:a |an |to have )?(?:\w+ ){0,3}?(?:root canal|crown|surgery|stitches|x ray"
        r"|wisdom teeth|extraction|implant"
        r"|braces|treatment|filling|teeth)|medical advice|your medical opinion|(?:recommend|suggest"
        r"|advise) for (?:\w+ ){0,3}(?:<ailment>|<body>)",
        r"what s (?:good|best) (?:for|against)(?: \w+){0,3} (?:<ailment>|<body>)|do you think (?:i|he|she) (?:need"
        r"|needs|should|have|has)(?: \w+){0,3} (?:stitches|surgery|antibiotics|an x ray|crown|root canal)"
        r"|what (?:would|could|can|will) (?:make|cause)(?: \w+){0,3} (?:<body>|<ailment>)",
        r"is (?:a|the|this|that|my)(?: \w+){0,6} (?:something (?:bad|serious)|serious|dangerous|normal|infected"
        r"|cancerous|contagious)(?! to| that)|will (?:the|my|this|it)(?: \w+)? (?:numbness|pain|swelling|soreness"
        r"|bleeding|rash|infection|freezing|ache)|is it (?:ok|okay|safe|all right|alright"
        r"|fine) to wait(?: \w+){0,6} (?:<ailment>)",
        r"(?:can|may|could|should) (?:i|he|she|we|my \w+) (?:have|drink|eat)(?: \w+){0,3} (?:coffee|alcohol|wine"
        r"|beer|food|solid|hot)(?: \w+){0,4} (?:after|with|before|following)|(?:<body>)(?: \w+){0,4} what is (?:that"
        r"|it|this)|diagnose|what do (?:i|so i) take|<medicine> (?:ok|okay|safe|fine) with|prescribe me",
        r"<ailment>(?: \w+){0,5} (?:what (?:do|should|can) (?:i|we) (?:do|take|put)|should i worry)"
        r"|how do i (?:get rid of|treat|cure)|is <medicine>(?: \w+){0,3} with",
        r"what (?:helps|works|is good)(?: \w+){0,3} (?:<ailment>)|am i allowed to (?:smoke|drink|eat|brush"
        r"|exercise)(?: \w+){0,5} (?:after|with|before)|<medicine>(?: \w+){0,4} (?:too much|too many|enough|per day)"
        r"|(?:skip|double|stop|miss) (?:my|the|a) (?:\w+ )?<medicine>|side effects|how bad is (?:a|my"
        r"|the)(?: \w+){0,2} (?:<ailment>|<body>)|wrong (?:\w+ )?with me",
        **_PARTS,
    ),
    passed_on=any_of(
        r"(?:ask|tell|call|message|let|talk to|talk with|speak to|speak with)(?: \w+){0,2} (?:doctor|dentist|nurse"
        r"|hygienist|team|pharmacist)"
        r"|(?:doctor|dentist|nurse|hygienist|someone|somebody) (?:\w+ )?(?:call|tell|ask|answer|see me|told)"
        r"|(?:leave|take) a message",
        r"do you (?:sell|prescribe|have|do|treat|offer|accept|take|keep|carry)|how much (?:is|are|does|do"
        r"|for) (?!\w+ (?:can|should))(?:\w+ ){0,3}"
        r"(?:cost|filling|crown|cleaning|check|visit|root)|list of|my prescription|prescription (?:renewed|refilled"
        r"|ready)|refill|bring|(?:have|get|getting|having) (?:it|this|that|him|her|my \w+|them) (?:looked at"
        r"|checked|seen)"
        r"|which day|price of|where (?:can|do) i (?:get|buy)|who do i ask|order (?:the|my|some)",
    ),
)
