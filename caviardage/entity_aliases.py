"""What our entity types are called elsewhere: in scores, and by other tools.

``SCORE_LABELS`` is the coarse vocabulary in which detectors are compared (PERSON, ADDRESS, NIR…);
every entity type counts under one of them, those not in the table under OTHER. The other columns
are the names of Google Cloud DLP (FRANCE_CNI), Azure AI Language (FRNationalID), Amazon
Comprehend and Macie, euredact and anonyfy, ``-`` where there is none, and last what other tools
(Presidio, unpii) say. Statements on health, opinions or offences (RGPD art. 9 and 10) are flags on
a clause, not spans: they have no label in scores.

>>> score_label("FR_POSTAL_CODE"), score_label("STREET_ADDRESS"), score_label("FR_INE")
('ADDRESS', 'ADDRESS', 'OTHER')
>>> sorted(to_entity("CHAMBER_OF_COMMERCE"))
['FR_RNA', 'FR_SIREN', 'FR_SIRET']
>>> sorted(to_entity("PersonName")), sorted(to_entity("RABBIT"))
(['PERSON'], [])
"""

import functools
from collections.abc import Mapping

from caviardage.entities import ENTITIES, SENSITIVE

OTHER = "OTHER"
SCORE_LABELS = (
    "PERSON", "LOCATION", "ADDRESS", "ORGANIZATION", "DATE", "EMAIL", "PHONE", "IBAN",
    "CREDIT_CARD", "NIR", "SIREN", "SIRET", "TVA", "PLATE", "PASSPORT", "ID_CARD",
    "DRIVER_LICENSE", "TAX_ID", "IP", "URL", "USERNAME", "CUSTOMER_ID", OTHER,
)  # fmt: skip

VENDORS = ("score", "google", "azure", "aws", "euredact", "anonyfy", "others")
_TABLE = """
                    score           google                            azure                                  aws                                     euredact              anonyfy           others
PERSON              PERSON          PERSON_NAME,FIRST_NAME,LAST_NAME  Person,PersonName                      NAME                                    PERSON_NAME           PATRONYME,PRENOM  PER
ORGANIZATION        ORGANIZATION    ORGANIZATION_NAME                 Organization                           -                                       ORGANISATION_NAME     -                 ORG,NRP
LOCATION            LOCATION        LOCATION                          -                                      -                                       -                     COMMUNE           LOC
FR_ADDRESS          ADDRESS         STREET_ADDRESS,LOCATION           Address                                ADDRESS                                 ADDRESS               VOIE              -
FR_POSTAL_CODE      ADDRESS         -                                 -                                      -                                       POSTAL_CODE           CODE_POSTAL       ZIP_CODE
GEO_COORDINATES     LOCATION        LOCATION_COORDINATES              -                                      LATITUDE_LONGITUDE                      GPS_COORDINATES       -                 -
DATE_TIME           DATE            DATE,TIME                         DateTime                               DATE_TIME                               DATE_OF_DEATH         DATE              -
DATE_OF_BIRTH       DATE            DATE_OF_BIRTH                     DateOfBirth                            DATE_OF_BIRTH                           DOB                   DATE              BIRTH_DATE
PLACE_OF_BIRTH      LOCATION        -                                 -                                      -                                       -                     -                 -
AGE                 OTHER           AGE                               Age                                    AGE                                     -                     -                 -
EMAIL_ADDRESS       EMAIL           EMAIL_ADDRESS                     Email                                  EMAIL                                   EMAIL                 EMAIL             -
PHONE_NUMBER        PHONE           PHONE_NUMBER                      PhoneNumber                            PHONE,FRANCE_PHONE_NUMBER               PHONE                 TELEPHONE         -
SOCIAL_HANDLE       USERNAME        -                                 -                                      -                                       SOCIAL_HANDLE         -                 -
USERNAME            USERNAME        -                                 -                                      USERNAME                                -                     -                 -
URL                 URL             URL                               URL                                    URL                                     URL                   -                 -
IP_ADDRESS          IP              IP_ADDRESS                        IPAddress                              IP_ADDRESS,IP                           IP_ADDRESS,IPV6_ADDRESS  -              -
MAC_ADDRESS         OTHER           MAC_ADDRESS                       -                                      MAC_ADDRESS,MAC                         MAC_ADDRESS           -                 -
IMEI                OTHER           IMEI_HARDWARE_ID                  -                                      -                                       IMEI                  -                 -
IMSI                OTHER           IMSI_ID                           -                                      -                                       -                     -                 -
ICCID               OTHER           ICCID_NUMBER                      -                                      -                                       -                     -                 -
UUID                OTHER           -                                 -                                      -                                       UUID                  -                 -
DEVICE_AD_ID        OTHER           ADVERTISING_ID                    -                                      -                                       -                     -                 -
IBAN_CODE           IBAN            IBAN_CODE                         InternationalBankingAccountNumber      INTERNATIONAL_BANK_ACCOUNT_NUMBER,FRANCE_BANK_ACCOUNT  BANK_ACCOUNT  IBAN       -
FR_RIB              IBAN            -                                 -                                      BANK_ACCOUNT_NUMBER                     BANK_ACCOUNT          -                 -
BIC_CODE            OTHER           SWIFT_CODE                        SWIFTCode                              SWIFT_CODE                              BIC                   -                 -
CREDIT_CARD         CREDIT_CARD     CREDIT_CARD_NUMBER                CreditCardNumber                       CREDIT_DEBIT_NUMBER,CREDIT_CARD         CREDIT_CARD           CARTE_BANCAIRE    -
CREDIT_CARD_CVV     OTHER           CVV_NUMBER                        -                                      CREDIT_DEBIT_CVV                        -                     -                 -
CREDIT_CARD_EXPIRATION  OTHER       CREDIT_CARD_EXPIRATION_DATE       -                                      CREDIT_DEBIT_EXPIRY                     -                     -                 -
FR_NIR              NIR             FRANCE_NIR                        FRSocialSecurityNumber                 FRANCE_INSEE_CODE                       NATIONAL_ID,SSN       NIR               SSN
FR_ID_CARD          ID_CARD         FRANCE_CNI                        FRNationalID                           FRANCE_NATIONAL_IDENTIFICATION_NUMBER   NATIONAL_ID           -                 -
FR_RESIDENCE_PERMIT ID_CARD         -                                 -                                      -                                       RESIDENCE_PERMIT      -                 -
FR_PASSPORT         PASSPORT        FRANCE_PASSPORT                   FRPassportNumber                       PASSPORT_NUMBER,FRANCE_PASSPORT_NUMBER  PASSPORT              -                 -
FR_DRIVER_LICENSE   DRIVER_LICENSE  FRANCE_DRIVERS_LICENSE_NUMBER     FRDriversLicenseNumber                 DRIVER_ID,FRANCE_DRIVING_LICENSE        DRIVERS_LICENSE       -                 -
FR_TAX_ID           TAX_ID          FRANCE_TAX_IDENTIFICATION_NUMBER  FRTaxIdentificationNumber              FRANCE_TAX_IDENTIFICATION_NUMBER        TAX_ID                -                 -
FR_VAT_ID           TVA             -                                 FRValueAddedTaxNumber                  FRANCE_VALUE_ADDED_TAX                  VAT                   TVA               -
FR_HEALTH_INSURANCE_ID  OTHER       -                                 FRHealthInsuranceNumber                FRANCE_HEALTH_INSURANCE_NUMBER          HEALTH_INSURANCE      -                 -
FR_RPPS             OTHER           -                                 -                                      -                                       HEALTHCARE_PROVIDER   -                 -
FR_ADELI            OTHER           -                                 -                                      -                                       HEALTHCARE_PROVIDER   -                 -
FR_SIREN            SIREN           -                                 -                                      -                                       CHAMBER_OF_COMMERCE   SIREN             -
FR_SIRET            SIRET           -                                 -                                      -                                       CHAMBER_OF_COMMERCE   SIRET             -
FR_RNA              OTHER           -                                 -                                      -                                       CHAMBER_OF_COMMERCE   -                 -
FR_LICENSE_PLATE    PLATE           VEHICLE_LICENSE_PLATE             -                                      LICENSE_PLATE                           LICENSE_PLATE         PLAQUE_SIV        -
VIN                 OTHER           VEHICLE_IDENTIFICATION_NUMBER     -                                      VEHICLE_IDENTIFICATION_NUMBER           VIN                   -                 -
PASSWORD            OTHER           PASSWORD                          -                                      PASSWORD                                SECRET                -                 -
API_KEY             OTHER           AUTH_TOKEN                        -                                      AWS_ACCESS_KEY,AWS_SECRET_KEY           SECRET                -                 -
PIN_CODE            OTHER           -                                 -                                      PIN                                     SECRET                -                 -
OTP_CODE            OTHER           -                                 -                                      -                                       SECRET                -                 -
CUSTOMER_ID         CUSTOMER_ID     -                                 -                                      -                                       INTERNAL_ID           REFERENCE_DOSSIER  -
EMPLOYEE_ID         CUSTOMER_ID     -                                 -                                      -                                       INTERNAL_ID           -                 -
CONTRACT_ID         CUSTOMER_ID     -                                 -                                      -                                       -                     -                 -
POLICY_ID           CUSTOMER_ID     -                                 -                                      -                                       -                     -                 -
CASE_ID             OTHER           -                                 -                                      -                                       -                     REFERENCE_DOSSIER  -
GENERIC_ID          OTHER           -                                 -                                      -                                       -                     -                 CRYPTO,MEDICAL_LICENSE
"""  # noqa: E501  # a table is read across


def _rows() -> dict[str, dict[str, tuple[str, ...]]]:
    rows = (line.split() for line in _TABLE.strip().splitlines()[1:])
    return {
        entity: {
            vendor: () if cell == "-" else tuple(cell.split(","))
            for vendor, cell in zip(VENDORS, cells, strict=True)
        }
        for entity, *cells in rows
    }


#: Entity type → vendor → names there.
ALIASES: Mapping[str, Mapping[str, tuple[str, ...]]] = _rows()


def _key(label: str) -> str:
    return label.replace("_", "").replace("-", "").replace(" ", "").casefold()


@functools.cache
def _index() -> dict[str, tuple[str, ...]]:
    """Spelling without case or underscores → entity types, in the order of the table."""
    index: dict[str, dict[str, None]] = {_key(OTHER): {}}
    for entity, names in ALIASES.items():
        for name in (name for cell in names.values() for name in cell):
            index.setdefault(_key(name), {})[entity] = None
    for entity in ENTITIES:
        if entity not in ALIASES and entity not in SENSITIVE:
            index[_key(OTHER)][entity] = None
    # Our own name means that entity type, even where another vocabulary uses it for several.
    own = {_key(entity): {entity: None} for entity in (*ALIASES, *ENTITIES)}
    return {key: tuple(entities) for key, entities in (index | own).items()}


def to_entity(label: str) -> frozenset[str]:
    """The entity types that a label of any of these vocabularies stands for; none if unknown."""
    return frozenset(_index().get(_key(label), ()))


def score_label(label: str) -> str | None:
    """The label under which a label of any vocabulary counts in scores.

    Returns:
        One of ``SCORE_LABELS``; where a label stands for several entity types, that of the first
        in the table. None for what is a flag and no span (``SENSITIVE``).

    Raises:
        KeyError: No vocabulary has this label.
    """
    if label in SCORE_LABELS:
        return label
    entities = _index().get(_key(label), ())
    if not entities:
        raise KeyError(label)
    return _of_entity(entities[0])


def _of_entity(entity: str) -> str | None:
    if entity in SENSITIVE:
        return None
    return ALIASES[entity]["score"][0] if entity in ALIASES else OTHER
