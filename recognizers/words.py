"""Word lists for telling names from other words, folded (lower case, no accents)."""

# Before a name, never part of it.
CIVILITIES = frozenset(
    str.split(
        "docteur dr m madame mademoiselle maitre me mesdames messieurs mlle mlles mm mme mmes "
        "monsieur mr mrs pr professeur veuve vve"
    )
)

# What messages open, close and react with.
GREETINGS = frozenset(
    str.split(
        "ah allez allo attention bah ben bien bisous bjr bonjour bonsoir bsr bye cc cdlt cdt "
        "cordialement cordiales cordialment coucou danke dear desole desolee euh gracias grazie "
        "hein hello hey kenavo lol mdr merci mrc non obrigada obrigado oh ok ouf oui pardon "
        "parfait ptdr salut salutations sincerement slt stp super svp thanks voila"
    )
)

# What notes and forms put before a value; and abbreviations the model takes for places.
LABELS = frozenset(
    str.split(
        "adresse adsl agent ape apl bic box caf carte cb cdd cdi client cliente clients cni code "
        "colis commande compte conseiller conseillere contrat cp cpam cv cvv ddn dns dossier dpo "
        "e-mail email equipe esim facture fax fibre gps hs ht iban imei ip login mail mdp mms naf "
        "nb nir nom num numero n° objet ok otp pc pce pdf pdl pin prenom prm ps pto puk rcs rdv "
        "ref reference rib rio rpps rsa sav service sim siren siret sms support technicien tel "
        "tech ticket ttc tv tva urgent url usb veh verif vpn wifi"
    )
)

# Words that the model takes in at the edge of a name, in lower case.
EDGE = frozenset(
    str.split(
        "a appelle au aux avec c c'est ce cest cette chez dans est et ici j'ai je la le les "
        "m'appelle ma mappelle mes moi mon nom ou par pour que qui se suis sur un une vos votre"
    )
)

# Words that end a name or show that there is none: grammar, and what notes say of a customer.
COMMON = frozenset(
    str.split(
        "a a-t-elle a-t-il absent absente accepte ai ainsi alors ancien annonce annule appele "
        "appelee appelle apres arrive arrivee as attend attendait au aujourd'hui aurait aussi "
        "aussitot autre autres aux avait avant avec avez avions avoir avons bientot bonne but c "
        "c'est car ce ceci cela celle celui certaine certains ces cet cette change chaque cher "
        "cherche chere chez ci clientele clients comme comment concernant confirme contacte "
        "contactee conteste contre d dans de decede decedee deja demain demandait demande "
        "demenage depart depuis des desire deux devait dispose dit dois doit donc dont dort du "
        "elle elle-meme elles emmenage en encore ensuite entre envoie equipe est est-ce et "
        "etaient etait etes etre eu eux explique faisait fait faut fera habitait habite hier il "
        "ils in indique informe informee injoignable insiste j j'ai jamais je joint jointe jusqu "
        "l la laquelle le lequel les leur lors lui lui-meme maintenant mais me mecontent "
        "mecontente meme menace mentionne mes mon n'a n'arrive n'est ne nie nos note notre nous "
        "on ont or ou ouvre paie par parce parle part pas passe payait pense perd peut peut-etre "
        "peuvent peux plus plusieurs point possede pour pourquoi pourra pourrait pouvez pouvons "
        "precisait precise prefere prend prends present presente prevenu prevenue puis qu'elle "
        "qu'il quand que quel quelle quelques qui quoi rappele rappelee rappeler rappelle "
        "rapporte reclame recoit recu refuse regle reitere relance relancee relation remercie "
        "repond reside resilie reste retrouve revient s s'est s'etonne s'excuse s'inquiete "
        "s'interroge s'oppose sa sans satisfait satisfaite savoir se selon semble sera serait "
        "service ses si signale soit sollicite son sont souhaitait souhaite souhaiterait "
        "souhaitez sous stipule subit suis suite support suppose sur ta te telephone tente tes "
        "toujours tous tout tres trouve tu un une utilise va vers veuillez veut veux vient vit "
        "vivait voici vont vos votre voudrait voulait voulez vous y y'a"
    )
)

# After « la », « le » or in lower case these are what someone does, else a surname (Mme Maire).
TITLES = frozenset(
    str.split(
        "adjoint agent avocat avocate chauffeur chef client cliente commissaire conseiller "
        "conseillere delegue deleguee directeur directrice docteur facteur gerant gerante "
        "inspecteur juge livreur locataire maire medecin ministre notaire operateur operatrice "
        "patron patronne prefet president presidente procureur professeur proprietaire "
        "responsable secretaire standardiste technicien technicienne voisin voisine"
    )
)

PARTICLES = frozenset(
    str.split("al ben bint d da de del der des di dos du el ibn la le les van von")
)

# What chats write instead of words; no dictionary has them.
CHAT = frozenset(
    str.split(
        "abo alors apl appli apres asap askip atm att auj avc bcp bg blc bonj bref bro cad cbon "
        "ce cest cetait ceux chacun chacune cfr chai chais cheh chui ciao cmt cs ct cv dac dacc "
        "dacodac deco dem deso dispo dit dsl dtf enfaite enft env ett exp fdp ff fr frero frr "
        "full g gars gg gps gros haha hehe hihi hs id idem info infos jai jariv jatend jattend "
        "jattends javai javais je jen jespere jetai jetais jfais jme jpe jpense jpeu jpeux jpp "
        "jsais jsui jsuis jte jterm jui jveu jveux jvou jvous jvs kan ke keske ki koi kom komen "
        "kwa la lapp les lo ma mail mdrr mdrrr meme mere merciii merciiii merki meuf mouais moy "
        "msg mtn nan ndr ni nick nn nop nope np npc nrp num ojd okay oki okk ouai ouaip ouais ouf "
        "ouii oula oups pb pbm pck pcq pdt pff pfff pk pkoi pls plz pq pr prblm prob ptain ptdrr "
        "ptetre ptin ptn pv qd qqch qqn qqun quoi rab raf rdv re relou rep repon rien rn sa sah "
        "sai sait sav savez sayez sec sep serieu slm sr srx stp sui sup taf tain tel telo tete tg "
        "tjour tjr tjrs tjs tkt tlm tmtc toi tous tps tqt trkl tro trop ts tt tte ttes tv ui vasy "
        "vener vla vnr vrmt vs vu wai walla wallah wallou way wesh wlh wsh ya yep yes yo zy"
    )
)

# Names of shops, networks, carriers and devices that are also names of people or look like them.
BRANDS = frozenset(
    str.split(
        "adidas airbnb alexa allianz amazon android apple auchan axa bbox bnp booking bouygues "
        "brother canal canon carrefour casino castorama chrome chronopost citroen clio conforama "
        "cortana darty decathlon deezer dell dpd edf enedis engie epson excel facebook fiat "
        "firefox fnac ford france free freebox gls gmail google grdf hotmail hp huawei icloud "
        "ikea instagram intel ipad iphone kiabi klarna laposte lcl lenovo lidl linkedin linky "
        "livebox maaf macif maif matmut megane mercedes messenger microsoft mondial netflix nike "
        "nokia opel oppo orange outlook paypal peugeot philips playstation prime redmi relay "
        "renault ricoh safari samsung sephora sfr shein siri skype snapchat sncf sony sosh "
        "spotify teams tesla tiktok total toyota twitter uber ubuntu ups veolia vinted visa "
        "volkswagen wanadoo whatsapp windows word xbox xiaomi yahoo youtube zara zoom"
    )
)

# What a company is: no person's name goes with these.
COMPANY = frozenset(
    str.split(
        "ag asbl asso association auto-ecole bv cie copropriete ei eirl ets etablissements eurl "
        "gaec garage gie gmbh holding inc llc ltd sa sarl sas sasu sca scea sci scm scop scp sel "
        "selarl snc societe ste"
    )
)

CALENDAR = frozenset(
    str.split(
        "aout ascension automne avr avril dec decembre dim dimanche ete fev fevrier hiver janv "
        "janvier jeu jeudi juil juillet juin lun lundi mardi mars mer mercredi noel nov novembre "
        "oct octobre paques pentecote printemps sam samedi sept septembre toussaint ven vendredi"
    )
)

# Short for given names; many are words too, so they count beside a cue.
NICKNAMES = frozenset(
    str.split(
        "alex ben bibi bob bobo caro cathy clem coco dede didi didou domi elo fab fanfan fifi flo "
        "fred gaby gege gigi greg gus isa jojo juju kiki kris lili lolo loulou lou ludi ludo lulu "
        "mag malu manu marco marjo max mika mimi momo mouss mumu nanou nath nico nono oli pat "
        "patou phil philo pierrot riri rico roro sam seb sissi sof soso steph tintin titi titou "
        "tom tonio totof vava vero vivi yaya yoyo zaza zizou zouzou"
    )
)
