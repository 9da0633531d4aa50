"""The words of French postal addresses, as patterns on folded text (for ``address``)."""

import re

POSTCODE = re.compile(
    r"(?<![\w/-])(?:f[ -]?)?(?:(?:0[1-9]|[1-8]\d|9[0-5])[ ]?\d{3}|97[1-8]\d\d|98[046-8]\d\d"
    # as a scanner reads it: « l263O »
    r"|(?=[a-z]{0,2}\d{1,4}[a-z])(?=[lio]{0,2}\d+[lio]?\d+)[\dlio]{5})"
    r"(?![\w/-]|[.,]\d| \d{3}(?!\d)| ?(?:[€$£%]|(?:euros?|eur|km|kwh|points?)\b))"
)
# Streets: a number and a name after one of these is an address wherever it stands…
STREET = (
    r"rue|r\.|avenues?|ave?\.?|bd\.?|bld\.?|bvd\.?|blvd\.?|boulevard|boul\.?|chemin|chem\.|che\.?"
    r"|ch\.|impasse|imp\.?|allees?|all&eacute;es?|all\.|ruelle|square|sq\.?|venelle|sente|sentier"
    r"|faubourg|fbg\.?|fg|lotissement|lot\.|esplanade|corniche|placette|promenade|traverse"
    r"|rond[ -]point|chaussee|hameau|route|rte\.?|coron|hent|residence|res\.|quai|pl\."
    r"|lieu[ -]?dit|dreve|ruette|boucle|cavee|carraire|draille"
    # mistyped
    r"|all?ee?s?|squars?|avenu|avennue|boul?evar|boulvard|chemain|chmin|imp?ass?e|residan[cs]e"
    r"|rou?te"
)
# … these are words of every day too (« 3 place de parking », « 2 cours de yoga »).
PLACE = (
    r"places?|pl|cours|crs|cite|mail|clos|villas?|domaine|passage|montee|parc|port|quartier|cour"
    r"|voie|mas|levee|rampe|descente|pont|z\.?a\.?c?\.?|z\.?i\.?|zone|enclos|lot|ch|all|al|r|rpt"
    r"|peristyle|galerie|parvis|carrefour|barriere|porte|plan|jardins?|terrasse|ancienne route"
    r"|cote|val|vallon|coteau|berge|morne|ravine|ilet|section|habitation"
)
_NAMELESS = (
    r"grand['’]?[ -]?rue|grande[ -]rue|[a-z&;]{3,18}(?:gasse|strasse|stra[sß]e|weg|straat)"
    r"|le bourg|la place"
)
_ORDINAL = r"(?:\d{1,2} ?(?:er|ere|e|eme|ème|nd)?|r|premier|deuxieme|troisieme|dernier)"
_SIDE = r"(?:(?:a )?(?:gauche|droite|face|g\.?|dr?\.?|gche|dte|centre|fond))\b"
_BIS = r"(?: ?(?:bis|ter|quater|quinquies)\b| ?[a-h]\b(?!['’]))?"
_WORDS = (
    r"(?:cent|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize"
    r"|vingts?|trente|quarante|cinquante|soixante)"
)
_NOT_OF_A_ROOM = "".join(
    rf"(?<!{word} )"
    for word in (
        "batiment",
        "bat",
        r"bat\.",
        "appt",
        "appartement",
        "apt",
        "esc",
        "escalier",
        "porte",
        "terminal",
        "hall",
        "gate",
        "table",
        "voie",
        "salle",
    )
)
_NUMBER = (
    rf"{_NOT_OF_A_ROOM}(?<![\w€&.])(?<!\d[.,/])(?:\d{{1,4}}{_BIS}(?: ?(?:-|/|a|et"
    rf"|&) ?\d{{1,4}}{_BIS})?"
    rf"|{_WORDS}(?:[ -](?:et[ -])?(?:{_WORDS}|un|une)){{0,4}})"
)
_END = r"(?![^\W_])"

#: Number and type; group 1 or 2 says whether the type is a street, a place or needs no name.
NUMBERED = re.compile(
    rf"{_NUMBER},?[ \n]{{1,2}}(?:(?P<nameless>(?:{_NAMELESS})){_END}"
    rf"|(?P<street>(?:{STREET})){_END}|(?P<place>(?:{PLACE})){_END})"
)
_HOUSES = (
    r"res(?:idence|id|\.)?(?: universitaire)?|lieu[ -]?dit|l[ -]d|hameau|z\.?a\.?c?\.?|z\.?i\.?"
    r"|zone|parc|villa|maison|mas|domaine|quartier|cite|foyer|lotissement|lot\.|manoir|chateau"
    r"|ferme"
    r"|moulin|hangar|parking|tour|immeuble|imm\.?|clos|centre commercial|ehpad|camping"
    r"|batiment|bat\.?"
)
#: The same without a number: only with what stands behind it.
BARE = re.compile(rf"(?<![^\W_])(?:{_HOUSES}|{STREET}|place|montee|cours|passage|voie|cite){_END}")
HAMLET = re.compile(r"lieu[ -]?dit")

_NAMED = rf"(?:{_HOUSES}){_END}[ ,]{{0,2}}[^,;\n–()|]{{1,45}}"
_ROOM = (
    rf"bat(?:iment |\. ?| )(?:n°|[ld]['’]|l[ae]s? )?\w{{1,12}}|bat[a-z\d]|esc(?:alier |\. ?"
    rf"| )\w{{1,3}}"
    rf"|entree \w{{1,3}}|hall \w{{1,3}}"
    rf"|{_ORDINAL} ?et(?:age|g|\.)?(?: demi)?(?: {_SIDE})?|etage \d{{1,2}}|rdc(?: {_SIDE})?"
    rf"|etg \d{{1,2}}(?: {_SIDE})?|pte (?:{_SIDE}|\w{{1,3}})"
    rf"|rez[ -]de[ -]chaussee"
    rf"|{_ORDINAL} {_SIDE}|\d{{1,2}}e cour|(?:appartement|appart|appt|apt"
    rf"|app)\.? ?(?:n° ?)?(?:\d\w{{0,5}}|[a-z]\d{{0,4}})"
    rf"|porte (?!ouverte)\w{{1,5}}|chambre \w{{1,5}}|ch\. ?\d\w{{0,4}}|tour [a-z]\w{{0,12}}"
    rf"|(?:cellule|local|bureau|boite|bal|box|studio|villa|pavillon|logement"
    rf"|log\.) ?(?:n°)?\d\w{{0,4}}"
    rf"|(?:lot|parcelle|emplacement|hangar|bungalow|mobil[ -]?home|allee|stand)"
    rf" ?(?:n° ?)?\w?\d{{1,4}}"
    rf"|(?:b\.?p\.?|c\.?s\.?|tsa) ?\d{{1,6}}|interphone :? ?[«\"]? ?[^,;\n–»\"]{{1,25}}[»\"]?"
)
_CARE_OF = (
    r"(?:chez|c/o|aux bons soins de) (?!(?:moi|vous|nous|lui|elle|eux|soi|ma|mon|mes|sa|son|ses"
    r"|notre|leur)\b)[^,;:\n–|?!…]{2,40}"
)
#: What may stand between a street and its postcode.
COMPLEMENT = re.compile(rf"(?:{_ROOM}){_END}|{_CARE_OF}|{_NAMED}")
ROOM = re.compile(rf"(?:{_ROOM}){_END}")
#: A line or a remark that counts only if the postcode follows.
ASIDE = re.compile(r"« ?[^»\n]{2,40}»|\([^)\n]{2,40}\)|\"[^\"\n]{2,40}\"")
#: What may stand before a street, as a whole segment or at its end.
SEGMENT = re.compile(
    rf"(?:.{{0,60}}(?: (?:au|a|la|sise?|trouve) |  |adresse ))?({_NAMED}|« ?[^»\n]{{2,40}}»)"
    rf"|(?:.{{0,60}}?[ >])??((?:(?:{_ROOM}){_END}\.?[ ,]{{1,2}}){{0,2}}(?:{_ROOM}){_END}\.?"
    rf"|{_CARE_OF})"
)
#: What needs no name before its postcode.
BOX = re.compile(
    r"(?<![^\W_])(?:(?:b\.?p\.?|c\.?s\.?|tsa) ?\d{1,6}(?!\d)"
    r"|(?:le |au )?(?:bourg|village|chef-lieu)(?=[ ,\n]{1,3}\d{5}))"
)

GAP = re.compile(r"\.?(?:[ ,•–—-]|&nbsp;){0,4}(?:\n[> \t]{0,24}|<br ?/?>)?(?:[ ,•–—-]|&nbsp;){0,3}")
DELIMITER = re.compile(r"[,;:]? ?\n|[,;:(•|]|(?<=[^\W\d_]{4})[.!?](?= )| [–—-](?= )|<br ?/?>")
CEDEX = re.compile(r"(?: ?\(?\d{1,2}(?:er|e|eme)(?: arr\w{0,12}\.?)?\)?)?(?: cedex(?: \d{1,2})?)?")
WORD = re.compile(r"(?:[^\W_]|&[a-z]{2,8};)+(?:['’-](?:[^\W_]|&[a-z]{2,8};)+)*")
NUMBER_NAME = re.compile(r"n° ?\d{1,4}")  # « rue n° 4 »
AHEAD = re.compile(rf"[^.,;:!?\n\d]{{0,40}}{POSTCODE.pattern}")
CUE = re.compile(
    r"\b(?:j ?['’]?habit|habit|adres|domicil|log|livr|demenag|resid|sis|situe|vis|vit|installe"
    r"|je suis|on est|nous sommes|envoy|expedi)\w{0,9}\b[^.!?\n]{0,25}$|\bau $|: ?$|^ ?$"
)
MONTHS = frozenset(
    str.split(
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"
    )
)
PARTICLES = frozenset(str.split("de du des del la le les d l ar an"))
LINKS = frozenset(str.split("au aux a sur sous et en"))
ABBREVIATED = frozenset(str.split("dr gal gen st ste mal cdt col pr prof cap lt mgr j m p f a c"))
# Common things counted before « place », « cours », « passage ».
THINGS = frozenset(
    str.split(
        "parking concert stationnement theatre cinema spectacle train avion fer yoga danse "
        "technicien "
        "livreur facteur reparateur"
    )
)
STOPS = frozenset(
    str.split(
        "a avec bjr bonjour bonsoir bonne car ce cest c'est cette cdt chez cordialement dans "
        "depuis "
        "des donc elle en est et ils il j je j'ai j'habite jhabite jai ma mais mail mon mtn mes "
        "merci "
        "mercii nous on ou par pas plus pour puis quand que qui sans si sont sonnette son suis "
        "sur svp "
        "stp tel telephone voici votre vous y appelle appelez livraison colis code digicode "
        "batiment "
        "maintenant non oui ok sa ses vos nos notre leur aussi mr mme madame monsieur depuis voila "
        "pendant avant apres toujours encore deja entre vers mardi lundi mercredi jeudi vendredi "
        "samedi dimanche demain hier client commande svp avait avez avons a-t-il ainsi afin "
        "interphone"
    )
)
