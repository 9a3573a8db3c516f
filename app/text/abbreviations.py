"""Words before a full stop that need not end a sentence, and words that mostly begin one.

Keys are casefolded, without the last stop. The language of an article is unknown at import, so the lists of
several languages stand together; a word that is common at a sentence's end in one of them is left out.
"""

from __future__ import annotations


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


# A name follows: never the end of a sentence.
TITLES = _words(
    "mr mrs med ms mx messrs dr prof gen lt col cpl sgt capt cmdr adm brig maj pvt gov sen rep reps sens",
    "hon rev fr pres supt insp det mt ft st ste dra srta mme mlle mgr herr hr fru frk dhr mevr sig dott dipl",
    "ing avv mudr judr bc phdr płk gen ks inż abp bp kpt por doc akad проф акад им ул г-н г-жа св",
)

# Something follows that belongs to it; a sentence hardly ends here.
JOINING = _words(
    "vs v. e.g eg i.e viz cf esp incl approx ca resp z.b d.h u.a bzw vgl ggf evtl inkl zzgl sog insb v.a",
    "p.ex c.-à-d np tzw tzn tj tzv např resp napr bijv d.w.z p.g ad.es т.е т.к см напр al. feat mult ø",
    "f.eks bl.a t.ex d.v.s s.k dvs esim mm. örn yak bkz",
)

# A number or a reference follows; with any other word the sentence may have ended.
NUMBERED = _words(
    "no nos nr nº n° num núm p pp pg pág s. fig figs art arts vol vols ch chap sec sect eq ex para par c ca",
    "abs bd č čís str stk §§ tab pos lk ст п рис табл стр",
    "jan feb mar apr jun jul aug sep sept oct okt nov dec dez déc janv févr avr juil",
)

# Ends a sentence only if the next word looks like the first of one.
OPEN = _words(
    "inc corp co ltd llc plc bros jr sr esq etc al ave blvd rd dept univ est assn intl natl govt ed eds",
    "assoc asst attn ph ext ref ph.d m.d b.a m.a b.sc m.sc ll.b d.c u.s u.s.a u.k u.n e.u a.m p.m a.d b.c",
    "st tue thu fri",
    "ala ariz ark calif colo conn fla ga ill ind kan ky la md mass mich minn mo mont neb nev okla",
    "penn tenn tex va vt wis wyo ont que alta",
    "usw u.s.w mio mrd str ecc tel geb gest dzt св гг тыс млн млрд руб др г т.д т.п i.a o.a s.a apod atd",
    "r godz zł mln mld tys ur zm min sek ee.uu ud uds d sra srta sto sta",
)

# Abbreviations only with a capital: in small letters these are words of their own.
CAPITALISED = _words(
    "col det doc fr fri gen ill ind ing kan mass med minn mont mt pres rep reps rev tex ed r"
)

# German, Czech and Polish ordinals: "am 3. Oktober" is one sentence.
AFTER_ORDINAL = _words(
    "januar jänner februar märz april mai juni juli august september oktober november dezember",
    "jahrhundert jahrhunderts jahrestag jahrestages mal platz runde auflage geburtstag klasse bundesliga",
    "tag tage etage stock reich weltkrieg liga minute spieltag",
)

# Words that open many English sentences and are hardly ever part of a name.
STARTERS = _words(
    "a after all also although an and another any are as at because before both but by can could despite",
    "did do does during each even every finally first for from he her here his how however i i'm i've if in",
    "indeed instead is it it's its just last later let many maybe meanwhile more moreover most my",
    "nevertheless no nobody none not nothing now of officials on once one only or other others our perhaps",
    "please several she should since so some still such than thank thanks that that's the their them then",
    "there there's therefore these they they're this those though thus to today two under until was we we're",
    "well were what when where whether which while who why will with would yes yesterday yet you you're your",
)

# Verbs after a quoted question or exclamation: the sentence goes on in “Why?” Mr Park asked.
REPORTING = _words(
    "said says asked asks replied replies answered added adds wrote writes told cried shouted exclaimed",
    "demanded wondered insisted declared explained continued joked tweeted",
)
