"""What people call each other: short and doubled forms of French given names, folded.

Forms that are the beginning of the name (Fred, Anne-So) need no list.

>>> is_nickname("gege", "gerard"), is_nickname("fred", "gerard")
(True, False)
"""

from collections.abc import Mapping

_LISTED = """
abdou=abdoulaye,abderrahmane,abdelkader aga=agnieszka babeth=elisabeth bea=beatrice,beata
bebel=isabelle bebert=albert,robert,hubert bernie=bernard betty=elisabeth bob=robert bobby=robert
cat=catherine cathy=catherine cha=charlotte,charlene charly=charles claudie=claude,claudette
coco=corinne,colette,constance cricri=christine,christian,christophe dede=andre,desire didi=didier
dom=dominique dume=dominique dydy=dylan ed=edouard,edmond fanfan=francois,francoise
fatou=fatoumata,fatima fifi=philippe,josephine flo=florence,florian,floriane
francky=francois,franck gabi=gabriel,gabrielle gege=gerard,gerald,geraldine ghis=ghislaine
gigi=gisele,ginette,ghislaine guigui=guillaume gus=auguste,augustin,gustave
jacky=jacques,jacqueline jacquot=jacques jaja=jacques jeannot=jean jeff=jeanfrancois,geoffrey
jess=jessica jo=joseph,joel,joelle,josiane jojo=georges,joel,joelle,joseph jouju=julien,julie
juju=julien,julie,justine kad=kader,abdelkader kiki=christian,christine laeti=laetitia
lalie=eulalie lili=elise,elisabeth,eleonore,aurelie,liliane
lizzie=elise,elisabeth lola=laura,dolores lolo=laurent,laurence,lorenzo loulou=louis,louise,lou
lucho=luis lulu=lucien,lucienne,lucie,lucette,ludivine,ludovic mado=madeleine maite=marietherese
malou=marielouise mamad=mamadou manu=emmanuel,emmanuelle,manuel marco=marc
med=mohamed,mohammed mika=mickael,michael mike=mickael,michael,michel
mimi=michele,michelle,mireille mimile=emile minou=dominique
momo=mohamed,mohammed,maurice,mohamedamine,moussa nanard=bernard nanou=anne,anna nath=nathalie
nini=eugenie,virginie,annie nono=arnaud,noel,bruno nounou=arnaud ous=ousmane
pat=patrick,patrice,patricia patou=patrick,patricia paulo=paul pierrot=pierre popol=paul
prisci=priscilla ric=eric,frederic rico=eric,frederic,ricardo riri=henri
roro=roland,roger,romain,robert sissi=sylvie,cecile
solo=souleymane,solomon soso=sophie,sonia,solange stachu=stanislas,stanislaw
steph=stephane,stephanie suzon=suzanne
tatave=gustave,octave tintin=martin,quentin,valentin titi=thierry,tiphaine,thibault
titou=titouan,thibault toine=antoine toinou=antoine tonio=antoine,antonio
tony=antoine,anthony,antonio vava=valerie,valentin vero=veronique
vince=vincent vivi=viviane,sylvie xabi=xavier yaya=yanis,yannick yoyo=yohan,yoann,lionel
zabou=isabelle,elisabeth zaza=isabelle,elisabeth zez=joseph,jose ziz=zinedine
"""


def _read(listed: str) -> Mapping[str, frozenset[str]]:
    entries = (entry.partition("=") for entry in listed.split())
    return {short: frozenset(names.split(",")) for short, _, names in entries}


_NAMES = _read(_LISTED)


def is_nickname(short: str, name: str) -> bool:
    """Whether people who bear a given name are called so; both folded, hyphens out."""
    return name in _NAMES.get(short, ())
