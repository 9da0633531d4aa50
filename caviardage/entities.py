"""The catalogue of entity types: what each is, in law and in French.

Names follow Presidio (``CC_SHORT_NAME`` for national numbers, generic names elsewhere). A policy
may name any of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Family(StrEnum):
    """What an entity type is about; default actions are chosen by family."""

    IDENTITY = "identity"
    STATE_ID = "state_id"
    CONTACT = "contact"
    FINANCE = "finance"
    HEALTH = "health"
    COMPANY = "company"
    VEHICLE = "vehicle"
    ENERGY = "energy"
    TELECOM = "telecom"
    DEVICE = "device"
    CREDENTIAL = "credential"
    BUSINESS_REF = "business_ref"
    LOCATION = "location"
    QUASI = "quasi"
    SPECIAL = "special"  # RGPD art. 9
    CRIMINAL = "criminal"  # RGPD art. 10


class Priority(IntEnum):
    """Who keeps a character that two findings claim: the higher one (see ``resolve``).

    A finding whose checksum holds outranks all of these.
    """

    OTHER = 0
    PLACE = 1
    PERSON = 2
    IDENTIFIER = 3
    URL = 4
    EMAIL = 5
    CREDENTIAL = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Entity:
    """One entity type: its family, its overlap priority and its label in French texts."""

    name: str
    family: Family
    priority: Priority
    label_fr: str


_TABLE = """
PERSON                   identity      PERSON      PERSONNE
ORGANIZATION             company       PLACE       ORGANISATION
LOCATION                 location      PLACE       LIEU
FR_ADDRESS               location      IDENTIFIER  ADRESSE
FR_POSTAL_CODE           location      PLACE       CODE_POSTAL
GEO_COORDINATES          location      IDENTIFIER  COORDONNÉES_GPS
DATE_TIME                quasi         OTHER       DATE
DATE_OF_BIRTH            quasi         IDENTIFIER  DATE_DE_NAISSANCE
PLACE_OF_BIRTH           quasi         PLACE       LIEU_DE_NAISSANCE
AGE                      quasi         OTHER       ÂGE
EMAIL_ADDRESS            contact       EMAIL       E_MAIL
PHONE_NUMBER             contact       IDENTIFIER  TÉLÉPHONE
SOCIAL_HANDLE            contact       IDENTIFIER  COMPTE_SOCIAL
USERNAME                 contact       IDENTIFIER  IDENTIFIANT
URL                      contact       URL         LIEN
IP_ADDRESS               device        IDENTIFIER  ADRESSE_IP
MAC_ADDRESS              device        IDENTIFIER  ADRESSE_MAC
IMEI                     device        IDENTIFIER  IMEI
IMSI                     device        IDENTIFIER  IMSI
ICCID                    device        IDENTIFIER  ICCID
UUID                     device        IDENTIFIER  UUID
DEVICE_AD_ID             device        IDENTIFIER  IDENTIFIANT_PUBLICITAIRE
IBAN_CODE                finance       IDENTIFIER  IBAN
FR_RIB                   finance       IDENTIFIER  RIB
BIC_CODE                 finance       IDENTIFIER  BIC
SEPA_MANDATE             finance       IDENTIFIER  MANDAT_SEPA
PARTIAL_ACCOUNT_NUMBER   finance       IDENTIFIER  FIN_DE_COMPTE
CREDIT_CARD              finance       IDENTIFIER  CARTE_BANCAIRE
CREDIT_CARD_EXPIRATION   credential    CREDENTIAL  EXPIRATION_CARTE
CREDIT_CARD_CVV          credential    CREDENTIAL  CRYPTOGRAMME
FR_NIR                   state_id      IDENTIFIER  NIR
FR_ID_CARD               state_id      IDENTIFIER  CARTE_IDENTITÉ
FR_PASSPORT              state_id      IDENTIFIER  PASSEPORT
FR_DRIVER_LICENSE        state_id      IDENTIFIER  PERMIS
FR_RESIDENCE_PERMIT      state_id      IDENTIFIER  TITRE_DE_SÉJOUR
FR_TAX_ID                state_id      IDENTIFIER  NUMÉRO_FISCAL
FR_INE                   state_id      IDENTIFIER  INE
MRZ                      state_id      IDENTIFIER  MRZ
FR_CAF_ID                state_id      IDENTIFIER  NUMÉRO_CAF
FR_FRANCE_TRAVAIL_ID     state_id      IDENTIFIER  NUMÉRO_FRANCE_TRAVAIL
FR_RPPS                  health        IDENTIFIER  RPPS
FR_ADELI                 health        IDENTIFIER  ADELI
FR_FINESS                health        IDENTIFIER  FINESS
FR_HEALTH_INSURANCE_ID   health        IDENTIFIER  NUMÉRO_MUTUELLE
FR_SIREN                 company       IDENTIFIER  SIREN
FR_SIRET                 company       IDENTIFIER  SIRET
FR_VAT_ID                company       IDENTIFIER  TVA
FR_RNA                   company       IDENTIFIER  RNA
FR_LICENSE_PLATE         vehicle       IDENTIFIER  IMMATRICULATION
VIN                      vehicle       IDENTIFIER  VIN
FR_DOOR_CODE             credential    CREDENTIAL  CODE_ACCÈS
FR_PDL                   energy        IDENTIFIER  PDL
FR_PCE                   energy        IDENTIFIER  PCE
METER_SERIAL             energy        IDENTIFIER  COMPTEUR
FR_RIO                   telecom       IDENTIFIER  RIO
FR_PTO                   telecom       IDENTIFIER  PTO
PASSWORD                 credential    CREDENTIAL  MOT_DE_PASSE
OTP_CODE                 credential    CREDENTIAL  CODE_UNIQUE
PIN_CODE                 credential    CREDENTIAL  CODE_PIN
API_KEY                  credential    CREDENTIAL  CLÉ_API
CUSTOMER_ID              business_ref  IDENTIFIER  NUMÉRO_CLIENT
CONTRACT_ID              business_ref  IDENTIFIER  NUMÉRO_CONTRAT
ORDER_ID                 business_ref  IDENTIFIER  NUMÉRO_COMMANDE
TICKET_ID                business_ref  IDENTIFIER  NUMÉRO_TICKET
CASE_ID                  business_ref  IDENTIFIER  NUMÉRO_DOSSIER
INVOICE_ID               business_ref  IDENTIFIER  NUMÉRO_FACTURE
CLAIM_ID                 business_ref  IDENTIFIER  NUMÉRO_SINISTRE
POLICY_ID                business_ref  IDENTIFIER  NUMÉRO_POLICE
EMPLOYEE_ID              business_ref  IDENTIFIER  MATRICULE
PARCEL_TRACKING          business_ref  IDENTIFIER  SUIVI_COLIS
GENERIC_ID               business_ref  IDENTIFIER  RÉFÉRENCE
HEALTH_DATA              special       OTHER       SANTÉ
DISABILITY               special       OTHER       HANDICAP
RELIGION                 special       OTHER       RELIGION
POLITICAL_OPINION        special       OTHER       OPINION_POLITIQUE
TRADE_UNION              special       OTHER       SYNDICAT
SEX_LIFE                 special       OTHER       VIE_SEXUELLE
ETHNIC_ORIGIN            special       OTHER       ORIGINE_ETHNIQUE
GENETIC_DATA             special       OTHER       GÉNÉTIQUE
BIOMETRIC_DATA           special       OTHER       BIOMÉTRIE
CRIMINAL_OFFENCE         criminal      OTHER       INFRACTION
"""


def _parse(table: str) -> Mapping[str, Entity]:
    rows = (line.split() for line in table.strip().splitlines())
    return {
        name: Entity(name=name, family=Family(family), priority=Priority[priority], label_fr=label)
        for name, family, priority, label in rows
    }


ENTITIES: Mapping[str, Entity] = _parse(_TABLE)

#: What the RGPD protects beyond identity (art. 9 and 10): handled under ``sensitive:``.
SENSITIVE = frozenset(
    name for name, entity in ENTITIES.items() if entity.family in (Family.SPECIAL, Family.CRIMINAL)
)
