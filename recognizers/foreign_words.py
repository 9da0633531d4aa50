"""Words of other languages and of machines that stand in French tickets and are no names there."""

_ENGLISH = """
about account add after again all also and any anyone apartment app are ask august available
away back bad because been before best better between big box bug build but button by call called
calling calls came can cannot cant card case change charge check click client close closed code
come command company connect connection contact could customer dear delivery did didn't different
do does doesn't doing don't done down due during each else emergency ended error even every
everything failed false fine first fix for forward found friday from full get getting give go
going got guy had happen has have he help her here him his home hour how however i'm if in info
inside invoice is issue it its just keep kindly know last later least left let like live lock
login long look lost made mail make manager many maybe message mine missing model moment monday
more morning most mother much must my name need never new next nice no not nothing notice now
number off office ok old on once one online only open or order other our out outside over page
paid parcel password pay payment people phone please pls pm possible problem product quite ready
really received refund registered reply request reset right rollback said same saturday saw say
see send sent service she shipping should sign since some someone something soon sorry speak
still stop such sunday sure take team tell than thank thanks that the their them then there these
they thing think this those though thru thursday thx ticket time to today token tomorrow tonight
too touch tracking tried true try trying tuesday turn understand unlock until up update upgrade
urgent us use user using very wait waiting want warn warning was way we wednesday week well were
what when where which who why wifi will with without won't work working would wrong year years
yes yesterday yet you your yours
"""
_MACHINE = """
accepted admin alert allowed api array auth bearer bearer boolean cancelled catch connected
critical debug default denied disabled disconnected enabled err error exception exit expired fail
failed failure fatal get headers host http https id ids ids info input invalid json key kernel
login logout module none null offline online output patch pending post proc proxy put rcpt root
retry running runtime session severe stack status stderr stdout string succeeded success system
timeout trace true undefined unknown update user users value values verbose void warn warning
"""
_ACRONYMS = """
adeli agdref alloc ants ape apl ars asv avml bat caf cerfa cesu cgv cgu cnam cnil cpe cpf crous
dbml dreal drh dsi dtu eori epi finess fisc gmao gtc had iae iccid icp ics idel imsi insee ipp irm
irve isp iud kbis ksml ldap loc maif mdph moa moe moml msa mvno naiss ndrc neph nfc oncogyn orl
otp pai peb pmi pmr pnr psc qcm qf qr raf rap reinit rqth rse saml samu sdis smtp spf sql ssh sso
stge tlc tmj urssaf vae vgml vhl vpc wchc wchr wchs xml zac zep
"""
_ELSEWHERE = """
allah alikoum aleikoum barak baraka choukran choukrane hamdoulah hamdoullah hchouma inchallah
inshallah khouya mabrouk machallah salam salamalikoum salem-aleikoum sahbi shukran starfoullah
wallah iaorana maeva maururu mauruuru nana bonjou bonzour bonswa ankò anko zafè zafer mwen nou zot
sé mersi mesi lendi madi merkredi jedi vandredi samdi dimans kaixo milesker agur egun eskerrik
arratsalde demat kenavo trugarez mat bonghjornu avvedeci ringraziu gutefrisch gutentag guten tag
morgen goedemorgen goedendag bedankt groeten groetjes hallo hola buenos buenas dias tardes gracias
saludos adios ola ol bom dia boa tarde obrigado obrigada cumprimentos abraco buongiorno buonasera
saluti distinti gentile gentili signora signore grazie mille kalimera kalispera efcharisto
dziekuje dzien dobry pozdrawiam powazaniem dobryi den duzhe dyakuyu dyakuju diakuiu spasibo privet
zdravstvuite merhaba tesekkurler selam xin chao cam arigato konnichiwa namaste mersi multumesc
buna ziua
"""

#: Folded; what is often a name too (« Will », « Grace », « Mark ») is left out.
FOREIGN = frozenset((_ENGLISH + _MACHINE + _ACRONYMS + _ELSEWHERE).split()) - frozenset(
    str.split(
        "any boa buna cam can chao come den dia dias do else even gentile got guy just long "
        "mabrouk madi maeva many mat mille mine more morgen nana ola page post rap sahbi said "
        "salem same severe tag will zac"
    )
)
