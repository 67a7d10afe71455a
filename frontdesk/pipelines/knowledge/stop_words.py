"""Words that tell nothing about what a question is about, folded (see `words.fold`)."""

from __future__ import annotations

from frontdesk.pipelines.words import tokens

_ENGLISH = """
a an the and or but if so of in on at to for from by with about into over under as than then there here this that
these those it its i me my mine we us our you your yours he him his she her they them their who whom whose which
what when where why how am is are was were be been being do does did doing done have has had having can could may
might must shall should will would not no nor yes please thanks thank hello hi hey uh um well also just like know
tell want wanted wonder wondering ask asking question quick need could get got there's any some much many more most
very really maybe too again now ll ve re s t m d don doesn isn aren clinic office place practice guys one thing
something anything somebody someone sorry excuse see offer provide today tonight
"""
_FRENCH = """
un une des le la les l de du d et ou mais si donc car ni a au aux en dans sur sous pour par avec sans chez vers
entre comme que qu qui quoi dont où quel quelle quels quelles quand comment pourquoi combien ce cet cette ces ça
cela c ceci je j me m moi tu te t toi il elle on nous vous ils elles se s lui leur leurs mon ma mes ton ta tes son
sa ses notre nos votre vos y n ne pas plus non oui très trop est es suis sommes êtes sont été être était avoir ai as
avez avons ont avait fait faire peut peux pouvez puis pourrais pourriez peut-on faut il-y-a doit dois devez veux
voulez voudrais aimerais savoir sais savez dire dites demander demande question s'il te plaît plait merci bonjour
bonsoir allô euh ben bah alors aussi juste encore là est-ce qu'est-ce clinique cabinet chose quelque quelqu'un
pardon excusez moi petite
temps faites fais font proposez offrez recevez prenez avoir aujourd hui
"""

STOP_WORDS: dict[str, frozenset[str]] = {"en": frozenset(tokens(_ENGLISH)), "fr": frozenset(tokens(_FRENCH))}
