"""The recognizers that every policy gets, in one tuple to read. Add yours here."""

from recognizers.address import AddressRecognizer
from recognizers.base import FrenchRecognizer
from recognizers.business_reference import (
    CaseIdRecognizer,
    ClaimIdRecognizer,
    ContractIdRecognizer,
    CustomerIdRecognizer,
    EmployeeIdRecognizer,
    GenericIdRecognizer,
    InvoiceIdRecognizer,
    OrderIdRecognizer,
    PolicyIdRecognizer,
    TicketIdRecognizer,
)
from recognizers.credit_card import CreditCardRecognizer
from recognizers.date_of_birth import DateOfBirthRecognizer
from recognizers.email import EmailRecognizer
from recognizers.iban import IbanRecognizer
from recognizers.ip import IpRecognizer
from recognizers.license_plate import LicensePlateRecognizer
from recognizers.nir import NirRecognizer
from recognizers.parcel_tracking import ParcelTrackingRecognizer
from recognizers.person import NerRecognizer
from recognizers.person_names import PersonNamesRecognizer
from recognizers.person_rules import PersonRulesRecognizer
from recognizers.phone import PhoneRecognizer
from recognizers.postal_code import PostalCodeRecognizer
from recognizers.siren import SirenRecognizer
from recognizers.siret import SiretRecognizer
from recognizers.url import UrlRecognizer
from recognizers.vat import VatRecognizer

#: Every recognizer that needs no argument; a policy's own patterns are ``CustomRecognizer``.
RECOGNIZERS: tuple[type[FrenchRecognizer] | type[NerRecognizer], ...] = (
    NerRecognizer,
    PersonRulesRecognizer,
    PersonNamesRecognizer,
    DateOfBirthRecognizer,
    EmailRecognizer,
    PhoneRecognizer,
    UrlRecognizer,
    IpRecognizer,
    NirRecognizer,
    IbanRecognizer,
    CreditCardRecognizer,
    SirenRecognizer,
    SiretRecognizer,
    VatRecognizer,
    LicensePlateRecognizer,
    PostalCodeRecognizer,
    AddressRecognizer,
    CustomerIdRecognizer,
    ContractIdRecognizer,
    OrderIdRecognizer,
    TicketIdRecognizer,
    CaseIdRecognizer,
    InvoiceIdRecognizer,
    ClaimIdRecognizer,
    PolicyIdRecognizer,
    EmployeeIdRecognizer,
    ParcelTrackingRecognizer,
    GenericIdRecognizer,
)
