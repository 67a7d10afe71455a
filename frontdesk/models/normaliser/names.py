"""Given names that are common in English and French speaking countries, in lower case.

They only decide whether "it's anna martin" holds a name; any word is taken for one after "my name is". A name that is
also an everyday word in one of the languages (may, will, grace, rose) is left out.
"""

_NAMES = """
    aaron adam adrien agathe ahmed aisha alain alan albert alex alexander alexandra alexandre alexis ali alice
    alicia alison amanda amandine amber amelia amelie amina amy amélie ana andrea andrew andré angela anita ann anna
    anne annie anthony antoine antonio arnaud arthur ashley audrey aurore aurélie baptiste barbara ben benjamin
    benoît bernard beth betty bilal bob brandon brenda brian bruno béatrice bérénice caleb camille carla carlos
    carol caroline catherine chantal charles charlie charlotte chloe chloé chris christian christina christine
    christophe christopher claire clara claude clémence clément connor corinne craig cynthia cyril cécile céline
    damien dan daniel danielle david deborah delphine denis denise diana diane didier dominique donald donna dorothy
    dylan edith edward eleanor elena eliza elizabeth ella ellen elodie elsa emilie emily emma enzo eric erica erin
    estelle ethan etienne eugène eva evan evelyn fabien fatima florence florian francis franck frank françois
    françoise fred frédéric gabriel gareth gary geneviève geoffrey george georges gerald gilles gloria graham greg
    guillaume guy gérard hannah harold harry hassan heather helen helena henri henry hugo hélène ian ibrahim ingrid
    inès irene isaac isabel isabella isabelle ivan jacob jacqueline jacques jade jake james jamie jane janet jason
    jean jean-luc jean-marc jean-marie jean-paul jean-pierre jeanne jeff jeffrey jennifer jenny jeremy jerome
    jessica jim joan joe joel john jonathan jordan joseph joshua josé joyce juan judith judy jules julia julian
    julie julien juliette justin justine jérôme karen karim karine kate katherine kathleen katie keith kelly ken
    kenneth kevin khadija kim kyle larry laura laure lauren laurence laurent lea leila leo leon liam linda lionel
    lisa logan louis louise loïc lucas lucie lucy ludovic luke léa léo maeve magali malik manon marc marcel margaret
    margot maria marianne marie marina marion martin martine mary mathieu mathilde mathis matthew matthieu maurice
    max maxime megan melissa michael michel michelle miguel mike mohamed mohammed monica monique morgane muriel
    myriam mélanie nadia nadine nancy natalie natasha nathalie nathan neil nicholas nicolas nicole nina noah nora
    noémie odile oliver olivia olivier omar oscar pamela pascal pascale patricia patrick paul paula pauline peter
    phil philip philippe pierre priya quentin rachel rachid ralph rebecca rené richard rita robert roger roland
    romain ronald rosalind roy russell ruth ryan rémi sam samantha samir samira samuel sandra sandrine sara sarah
    scott sean sebastian serge sharon shirley simon simone solène sonia sophia sophie stella stephanie stephen steve
    steven stuart stéphane stéphanie susan suzanne sylvain sylvie sébastien tanya teresa thibault thierry thomas
    théo thérèse tiffany tim timothy tina todd tom tony tracy valentin valérie vanessa vera veronica victor victoria
    vincent virginie véronique walter wei wendy wesley william xavier yann yannick yasmine yves yvonne zach zoe zoé
    élise élodie émile émilie éric étienne
"""
GIVEN_NAMES = frozenset(_NAMES.split())
