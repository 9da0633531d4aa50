"""The words that name a person, or tie what is said to one, in tickets and chats.

Written for Caviardage from general knowledge of French.

>>> "voisine" in PERSONS, "voisines" in PERSONS
(True, False)
"""

from recognizers.sensitive_spelling import word_key


def _words(text: str) -> frozenset[str]:
    return frozenset(word_key(word) for word in text.split())


def _both(text: str) -> frozenset[str]:
    """Words with their feminine: « client/e » is « client » and « cliente »."""
    pairs = (word.split("/") for word in text.split())
    return _words(
        " ".join(
            form
            for base, *endings in pairs
            for form in (base, *(_feminine(base, ending) for ending in endings))
        )
    )


def _feminine(base: str, ending: str) -> str:
    if ending in {"e", "ne", "te"}:
        return base + ending
    cut = {"ere": 2, "euse": 3, "rice": 3, "ive": 1, "iere": 4, "se": 1}.get(ending, 0)
    return base[: len(base) - cut] + ending


FIRST = _words(
    "je j jai jsuis jss chui chuis chu jme jvais jpeux mon ma mes me moi m nous notre nos jetais g"
    " ge jsui jsus chuit moua nou ns jeu jete mwa myself perso"
)
POSSESSIVES = _words("mon ma mes m son sa ses notre nos votre vos leur leurs")
# A surname can follow: « Mme Blanc ».
TITLES = _words("monsieur madame mademoiselle mr mme mlle m mrs melle messieurs mesdames")
PRONOUNS = _words("il elle on ils elles qui jsuis")
SERVICE = _words(
    "service relation relations espace compte comptes numero num no n ref reference fichier code "
    "dossier fiche carte satisfaction support portail parcours experience interface base contrat "
    "cote identifiant acces page avis retour retours assistance accueil id profil"
)
# Not who, with « service » before them.
CUSTOMERS = _words(
    "client cliente abonne abonnee adherent adherente patient locataire usager agent"
)
_KIN = _both(
    "mari femme fils fille mere pere mummy maman papa conjoint/e epoux/se frere soeur enfant bebe "
    "compagne compagnon copain copine tante oncle tonton tata tatie neveu niece cousin/e gendre "
    "bru mamie mamy papi papy meme pepe grand grande belle beau ami/e ado parent parents ex "
    "belmere beaupere bellemere beaufrere bellesoeur beaufils bellefille petit petite petits "
    "petites grandmere grandpere mamou nounou filleul/e parrain marraine demi benjamin/e aine/e "
    "cadet/te jumeau jumelle jumeaux jumelles triples nourrisson veuf veuve gamin/e gosse gosses "
    "daron/ne reum reup frangin/e fiance/e amoureux/se concubin/e cheri/e moitie doudou loulou "
    "bout arriere petitfils petitefille mome moutard mioche fratrie famille descendant/e mif "
    "enfants filles freres soeurs belles beaux cousins cousines neveux maris zhom homme pote "
    "defunt/e defunte partenaire soeurette frerot"
)
_ROLES = _both(
    "client/e cl clt clte clts abonne/e abo assure/e ass adherent/e adh affilie/e allocataire "
    "locataire loc titulaire usager/ere patient/e societaire beneficiaire benef souscripteur/rice "
    "monsieur madame mademoiselle mr mme mlle mle dame demoiselle voisin/e voisins colocataire "
    "coloc collegue patron/ne salarie/e alternant/e stagiaire apprenti/e conseiller/ere "
    "technicien/ne tech livreur/euse coursier/ere chauffeur/euse interlocuteur/rice demandeur/euse "
    "proche aidant/e tuteur/rice curateur pupille etudiant/e retraite/e pensionne/e pensionnaire "
    "intervenant/e agent/e agt apl appelant/e appelante resident/e occupant/e heberge/e "
    "gardien/ne concierge vendeur/euse caissier/ere serveur/euse cuisinier/ere magasinier/ere "
    "cariste manutentionnaire coach prof professeur eleve instituteur/rice maitresse candidat/e "
    "postulant/e recrue directeur/rice gerant/e associe/e comptable secretaire assistant/e "
    "standardiste operateur/rice responsable chef cheffe manager superieur/e employe/e ouvrier/ere "
    "artisan/e plombier electricien/ne peintre macon jardinier/ere menage facteur/rice postier/ere "
    "boulanger/ere boucher/ere coiffeur/euse proprietaire proprio bailleur/eresse syndic mec meuf "
    "nana type gars individu auteur autrice plaignant/e temoin tiers sinistre/e conducteur/rice "
    "passager/ere pieton/ne vacancier/ere hote hotesse invite/e spectateur/rice licencie/e joueur "
    "joueuse adolescent/e majeur/e protege/e moi lui elle toi eux soussigne/e intime deux "
    "soignant/e aide auxiliaire animateur/rice educateur/rice formateur/rice moniteur/rice "
    "militaire gendarme policier/ere pompier vigile surveillant/e ambulancier/ere chauffeurs "
    "interimaire saisonnier/ere preparateur/rice telecon teleconseiller/ere binome equipier/ere "
    "emprunteur/se coemprunteur co fournisseur prestataire sous traitant/e habitant/e riverain/e "
    "personne quelqu quelqun quelquun signataire mandataire ayant assures dirigeant/e "
    "commercial/e commerciale redacteur/rice referent/e charge/e gestionnaire mineur/e "
    "monsieurs vieux vieille jeune garcon fillette bambin/e"
)
PERSONS = (_KIN | _ROLES) - _words(
    "demi bout arriere menage ayant aide co sous tiers deux meme traitant traitante moitie type "
    "charge chargee commercial commerciale responsable fournisseur joueur intime tech syndic "
    "majeur majeure partenaire auxiliaire protege protegee code individuel peintre grands belles "
    "sinistre sinistree ass hote proprietaire professeur loc chef facteur prestataire"
) | _words("proprio cheffe hotesse factrice gerant gerante")
# Those who come to the door: near a topic they do not say whose it is.
CALLERS = _words("livreur livreuse technicien technicienne facteur factrice conseiller conseillere")
MINE = _words(
    "suis jsuis chui chuis chu jss sommes etais jetais serai suit sui jsui jsus chuit ete fus "
    "etions serais jetai"
) - {"ete"}
COPULAS = _words(
    "est es etes sont etait etaient etant ete serait sera devenu devenue reste restee declare "
    "deviens devient reconnu reconnue ne nee tombe tombee et dit dis disent sens sent avoue "
    "considere revendique nait naquit parait sembe semble redevenu redevenue fut furent etions "
    "affirme assume declaree classe classee juge jugee diagnostique diagnostiquee nes nees"
) - {"et"}
LINKS = _words(
    "ai as avons avez ont avait avais avaient aura eu ayant jai g ge je fais fait faisons faisait "
    "font souffre souffrant souffrante souffrait souffrent souffrir soufre atteint atteinte ateint "
    "ateinte atint subi subit subir subis suivi suivie soigne soignee soignes traite traitee opere "
    "operee diagnostique diagnostiquee diagnostic victime porteur porteuse porte vis vit "
    "developpe atrape chope contracte combat combats bats bat lutte gueri guerie remis remise "
    "sors sort sortie suite cause raison apres decede decedee mort morte malade emporte "
    "hospitalise hospitalisee arete arret arretee perdu revele decouvert detecte annonce attends "
    "respecte respectent observe observent pratique pratiquent parle evoque soupconne "
    "prepare fete fetons celebre obtenu bourre antecedent antecedents atcd refait refais rechute "
    "fai jai jeu eut avoir aurait enchaine cumule collectionne traine couve frole subissent "
    "declenche declare depiste depistee craint suspecte suspecter patho cpam ald sousi souci "
    "decedes terrasse terrassee foudroye hospit hospi hosp operes aurai choper attrape attraper "
    "prends prend prenais prenait pris prendre avale arrete sous reprend repris consomme fume "
    "sniffe boit bois pese mesure recupere passe passee passer repasse pose retire enleve implante "
    "suspicion avance avancee sevre sevree touche percois percoit herite transmis "
    "heritee recu vu entre entree revenu revenue rentre rentree place placee admis admise"
)
FILLERS = _words(
    "un une le la l les du de d des petit petite gros grosse grave graves fort forte severe leger "
    "legere chronique nouveau nouvelle debut peu plus trop tres pas jamais toujours encore aussi "
    "deja en pleine plein par pour sous type probleme problemes crise crises forme vrai vraie "
    "autre bien tout toute double ancien ancienne terrible vieille mauvaise suspicion traitement "
    "operation travail maladie reconnaissance statut actuellement lourdement gravement totalement "
    "malheureusement completement assez quasi quasiment presque desormais maintenant depuis "
    "a au aux y n ne semi moi meme juste simplement donc egalement avec stade enorme "
    "souvent parfois officiellement devenu devenue plutot fervent fervente ouvertement "
    "partiellement profondement une comme que bon bonne c hyper super grand grande "
    "anciennement legerement vraiment fervents ferventes vieux deux trois quatre dizaine plusieurs "
    "certaine certain second seconde premier premiere deuxieme troisieme quatrieme dernier "
    "derniere 1 2 3 4 5 debut avance avancee bilateral bilaterale severes chroniques aigu aigue "
    "tj tjrs tjs vieil futur future soi disant dite notoire presume presumee connu connue "
    "simple pur pure possible eventuel eventuelle probable recent recente importante important "
    "mi demi ta actuel actuelle ses chez dans prise rechute protocole poussee poussees episode "
    "episodes atteinte syndrome signes symptomes souci soucis pb pbs reste purement fier fiere "
    "fieres fiers heureux heureuse malgre comportement contexte cas fond tendance famille dun dune "
    "forte double triple gens personne homme femme couple jeune vieille ancienne issue issu "
    "adulte majeur majeure hospit hospi hospitalise hospitalisee prevue prevu"
)
GENERIC = _words(
    "personnes gens patients malades salaries clients usagers seniors enfants adultes tous chaque "
    "toutes quelques certains beaucoup abonnes adherents assures femmes hommes publics public "
    "femme homme association fondation journee collecte dons lutte recherche ligue"
)
GENERIC_PLURAL = GENERIC - {"femme", "homme", "lutte", "enfants", "femmes", "hommes"}
ABOUT = _words(
    "information informations info infos renseignement renseignements question questions rayon "
    "gamme produit produits offre offres option rubrique page article articles catalogue proposez "
    "vendez vendu savoir assurance garantie garanties forfait menu menus recette recettes livre "
    "film documentaire podcast reportage journal emission don dons association fondation collecte "
    "campagne sensibilisation prevention depistage recherche clause exclusion proposer existe "
    "film serie acteur presse debat centre lutte ligue institut stand congres colloque brochure "
    "flyer flyers affiche affiches guide manuel roman jeu episode saison cours formation module "
    "magazine musee exposition theatre spectacle festival faculte couvre couvrez couvert couverts "
    "rembourse remboursez remboursement tarif tarifs devis rue avenue place quai boulevard arret "
    "station batiment pavillon face derriere devant parking antivirus chanson groupe club virus"
) - {"depistage", "groupe"}
# What is « malade » or « en quarantaine » without being a person.
THINGS = _words(
    "ordinateur ordi pc portable telephone smartphone tablette serveur fichier fichiers mail mails "
    "poste machine imprimante box routeur modem cle disque reseau site appli application logiciel "
    "systeme compte banque colis paquet marchandise lot carte ligne connexion moteur voiture "
    "vehicule camion chaudiere frigo four lave television tele ecran appareil batterie plante "
    "rosier arbre olivier poule poules chien chienne chat chatte cheval animal perruche lapin "
    "entreprise societe boutique magasin agence service produit viande lait eau puits piscine sol "
    "terrain dossier message messages navigateur windows android iphone messagerie enceinte"
) - {"service"}
# Before the topic of a note: it is not so.
DENIED = _words("aucun aucune ni zero sans")
YOU = _words("vous votre vos tu ton ta tes")
IF = frozenset({"si", "s"})
