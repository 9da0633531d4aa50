"""Who is it about? The words around a sensitive term that tie it to a person.

« J'ai un cancer », « ma mère est diabétique » and « cliente en chimio » say something about a
person; « la rubrique cancer de votre site » and « les personnes diabétiques » do not.
"""

from recognizers.sensitive_lexicon import Kind, Match, word_key
from recognizers.sensitive_text import Words

REACH = 6  # words looked back for what ties a term to a person
NEAR_REACH = 10  # words to either side for terms that need a person somewhere near
_ABOUT_REACH = 4


def _words(text: str) -> frozenset[str]:
    return frozenset(word_key(word) for word in text.split())


FIRST = _words(
    "je j jai jsuis jss chui chuis chu jme jvais jpeux mon ma mes me moi m nous notre nos jetais g"
)
POSSESSIVES = _words("mon ma mes m son sa ses notre nos votre vos leur leurs")
PERSONS = _words(
    "client cliente abonne abonnee assure assuree adherent adherente locataire titulaire usager "
    "usagere patient patiente societaire beneficiaire monsieur madame mademoiselle mr mme mlle "
    "dame mari femme fils fille mere pere maman papa conjoint conjointe epoux epouse frere soeur "
    "enfant bebe compagne compagnon copain copine tante oncle neveu niece cousin cousine gendre "
    "bru mamie papi papy grand belle beau voisin voisine colocataire coloc collegue patron "
    "patronne ami amie ado parent parents ex salarie salariee alternant stagiaire conseiller "
    "conseillere technicien technicienne livreur concubin concubine interlocuteur interlocutrice "
    "demandeur demandeuse proche aidant tuteur jumeau jumelle nourrisson moi lui elle etudiant "
    "etudiante retraite retraitee veuf veuve gamin gamine daron daronne demoiselle intervenant "
    "salarie agent apl clt cl belmere beaupere bellemere petit petite grandmere grandpere"
)
# A surname can follow: « Mme Blanc ».
_TITLES = _words("monsieur madame mademoiselle mr mme mlle m")
_PRONOUNS = _words("il elle on ils elles qui jsuis")
_MINE = _words("suis jsuis chui chuis chu jss sommes etais jetais serai suit")
_COPULAS = _words(
    "est es etes sont etait etaient etant ete serait sera devenu devenue reste restee declare "
    "deviens devient reconnu reconnue ne nee tombe tombee"
)
_LINKS = _words(
    "ai as avons avez ont avait avais avaient aura eu ayant jai g ge je fais fait faisons faisait "
    "font souffre souffrant souffrante souffrait souffrent souffrir soufre atteint atteinte ateint "
    "ateinte atint subi subit subir subis suivi suivie soigne soignee soignes traite traitee opere "
    "operee diagnostique diagnostiquee diagnostic victime porteur porteuse porte vis vit "
    "developpe atrape chope contracte combat combats bats bat lutte gueri guerie remis remise "
    "sors sort sortie suite cause raison apres decede decedee mort morte malade emporte "
    "hospitalise hospitalisee arete arret arretee perdu revele decouvert detecte annonce attends "
    "respecte respectent observe observent pratique pratiquent parle evoque soupconne "
    "prepare fete fetons celebre obtenu bourre antecedent antecedents"
)
_FILLERS = _words(
    "un une le la l les du de d des petit petite gros grosse grave graves fort forte severe leger "
    "legere chronique nouveau nouvelle debut peu plus trop tres pas jamais toujours encore aussi "
    "deja en pleine plein par pour sous type probleme problemes crise crises forme vrai vraie "
    "autre bien tout toute double ancien ancienne terrible vieille mauvaise suspicion traitement "
    "operation travail maladie reconnaissance statut actuellement lourdement gravement totalement "
    "malheureusement completement assez quasi quasiment presque desormais maintenant depuis "
    "a au aux y n ne semi moi meme juste simplement donc egalement avec stade enorme "
    "souvent parfois officiellement devenu devenue plutot fervent fervente ouvertement "
    "partiellement profondement une comme que bon bonne c hyper super grand grande "
    "anciennement legerement vraiment"
)
_GENERIC = _words(
    "personnes gens patients malades salaries clients usagers seniors enfants adultes tous chaque "
    "toutes quelques certains beaucoup abonnes adherents assures femmes hommes publics public "
    "femme homme association fondation journee collecte dons lutte recherche ligue"
)
_GENERIC_PLURAL = _GENERIC - {"femme", "homme", "lutte", "enfants", "femmes", "hommes"}
_ABOUT = _words(
    "information informations info infos renseignement renseignements question questions rayon "
    "gamme produit produits offre offres option rubrique page article articles catalogue proposez "
    "vendez vendu savoir assurance garantie garanties forfait menu menus recette recettes livre "
    "film documentaire podcast reportage journal emission don dons association fondation collecte "
    "campagne sensibilisation prevention depistage recherche clause exclusion proposer existe "
    "film serie acteur presse debat"
)
_YOU = _words("vous votre vos tu ton ta tes")
_IF = frozenset({"si", "s"})


class Cues:
    """Looks for what ties the terms of one text to a person."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._keys = words.keys

    def is_name(self, match: Match) -> bool:
        """Whether the word is a surname: « Mme Gay », « M. Paul Chrétien »."""
        first = match.first
        if match.end - first > 1 or not self._words.text[self._words.spans[first][0]].isupper():
            return False
        low = self._window(first, 2)
        if low == first:
            return False
        if self._keys[first - 1] in _TITLES:
            return True
        return first - 1 > low and self._words.is_title(first - 1) and self._words.is_title(first)

    def evidence(self, match: Match, kind: Kind) -> int | None:
        """The first word of what ties a term, as one of its kinds, to a person, or None."""
        first, end = match.first, match.end
        if kind is Kind.TOPIC or self._is_hypothetical(first, end):
            return None
        if kind is Kind.FACT:
            return None if self._is_general(first) else first
        if kind is Kind.NEAR:
            return self._near(first, end)
        found = self._before(first, kind)
        if found is None and kind is not Kind.WEAK:
            found = first if self._after(first, end, kind) else None
        return found

    def _is_hypothetical(self, first: int, end: int) -> bool:
        """Whether it is a question to the reader, or a condition."""
        low, high = self._window(first, REACH), self._window_end(end, REACH)
        around = self._keys[low:high]
        if _YOU.intersection(around) and self._words.is_question(first):
            return not any(k in PERSONS or k in FIRST for k in around)
        starts = (i for i in range(low, first) if self._keys[i] in _IF)
        return any(self._keys[i + 1] in {"vous", "j", "je", "un", "une", "on"} for i in starts)

    def _is_general(self, first: int) -> bool:
        before = self._keys[self._window(first, REACH) : first]
        return bool(_GENERIC_PLURAL.intersection(before)) and not FIRST.intersection(before)

    def _window(self, word: int, reach: int) -> int:
        """The first word of the same sentence within reach."""
        low = word
        sentence = self._words.sentences[word]
        while low > 0 and word - low < reach and self._words.sentences[low - 1] == sentence:
            low -= 1
        return low

    def _window_end(self, word: int, reach: int) -> int:
        high = word
        sentence = self._words.sentences[word - 1]
        while (
            high < len(self._keys)
            and high - word < reach
            and self._words.sentences[high] == sentence
        ):
            high += 1
        return high

    def _near(self, first: int, end: int) -> int | None:
        low, high = self._window(first, NEAR_REACH), self._window_end(end, NEAR_REACH)
        about = self._keys[max(low, first - _ABOUT_REACH) : first]
        if _ABOUT.intersection(about) or self._is_general(first):
            return None
        around = [*range(low, first), *range(end, high)]
        if any(self._keys[i] in FIRST or self._keys[i] in PERSONS for i in around):
            return first
        return None

    def _before(self, first: int, kind: Kind) -> int | None:
        """Go back over fillers to a possessive, a verb or a person."""
        low = self._window(first, REACH)
        for i in range(first - 1, low - 1, -1):
            key = self._keys[i]
            if key in _MINE:
                return i
            if key in _COPULAS:
                return self._subject(i, low, kind)
            if key in PERSONS and not (kind is Kind.WEAK and key in _TITLES):
                return i
            if kind is Kind.NOUN and (key in POSSESSIVES or self._is_link(i)):
                return None if self._is_general(i) else i
            if kind is Kind.PERSON and key in {"votre", "vos"}:
                return None
            if not (key in _FILLERS or self._words.is_title(i)):
                return None
        return None

    def _is_link(self, i: int) -> bool:
        """Whether a word is a verb that ties; « à » is none, « a » is."""
        key = self._keys[i]
        if key == "a":
            return self._words.text[self._words.spans[i][0]] in "aA"
        return key in _LINKS

    def _subject(self, copula: int, low: int, kind: Kind) -> int | None:
        """Who is: a pronoun, a person, a name."""
        for i in range(copula - 1, low - 1, -1):
            key = self._keys[i]
            if key in PERSONS or (key in _PRONOUNS and kind is not Kind.WEAK) or key in FIRST:
                return i
            if kind is not Kind.WEAK and self._words.is_title(i) and i > low:
                return i
        if copula == low and kind is not Kind.WEAK and self._words.starts_clause(copula):
            return copula  # « Est diabétique », in the notes of an agent
        return None

    def _after(self, first: int, end: int, kind: Kind) -> bool:
        """« le cancer de ma mère », « AVC il y a un mois », « Diabétique, je… »."""
        high = self._window_end(end, 5)
        after = self._keys[end:high]
        if after[:1] in (["depuis"], ["dps"]):
            return True
        if after[:1] and after[0] in {"de", "du", "d", "chez", "pour"}:
            return bool(
                {"mon", "ma", "mes", "notre", "son", "sa"}.intersection(after[1:2])
                or PERSONS.intersection(after[1:3])
            )
        if after[:3] == ["il", "y", "a"] or after[:2] == ["y", "a"]:
            return kind is Kind.NOUN and self._words.starts_clause(first)
        if kind is not Kind.PERSON or not after or self._words.is_title(end):
            return False
        plural = self._keys[end - 1].endswith("s")
        return not plural and self._words.starts_clause(first)
