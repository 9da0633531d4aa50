"""The recognizers that every policy gets, in one tuple to read. Add yours here."""

from recognizers.address import AddressRecognizer
from recognizers.adeli import AdeliRecognizer
from recognizers.age import AgeRecognizer
from recognizers.answer_codes import (
    BirthAnswerRecognizer,
    CodeAnswerRecognizer,
    PostalCodeAnswerRecognizer,
)
from recognizers.answers import (
    AddressAnswerRecognizer,
    EmailAnswerRecognizer,
    NameAnswerRecognizer,
    PhoneAnswerRecognizer,
)
from recognizers.api_key import ApiKeyRecognizer
from recognizers.base import FrenchRecognizer
from recognizers.bic import BicRecognizer
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
from recognizers.caf_id import CafIdRecognizer
from recognizers.credit_card import CreditCardRecognizer
from recognizers.credit_card_codes import CardCvvRecognizer, CardExpirationRecognizer
from recognizers.date_of_birth import DateOfBirthRecognizer
from recognizers.date_time import DateTimeRecognizer
from recognizers.device_ad_id import DeviceAdIdRecognizer
from recognizers.door_code import DoorCodeRecognizer
from recognizers.driver_license import DriverLicenseRecognizer
from recognizers.email import EmailRecognizer
from recognizers.finess import FinessRecognizer
from recognizers.france_travail_id import FranceTravailIdRecognizer
from recognizers.geo_coordinates import GeoCoordinatesRecognizer
from recognizers.health_insurance_id import HealthInsuranceIdRecognizer
from recognizers.iban import IbanRecognizer
from recognizers.iccid import IccidRecognizer
from recognizers.id_card import IdCardRecognizer
from recognizers.imei import ImeiRecognizer
from recognizers.imsi import ImsiRecognizer
from recognizers.ine import IneRecognizer
from recognizers.ip import IpRecognizer
from recognizers.license_plate import LicensePlateRecognizer
from recognizers.location import LocationRecognizer
from recognizers.mac import MacRecognizer
from recognizers.meter_serial import MeterSerialRecognizer
from recognizers.mrz import MrzRecognizer
from recognizers.nir import NirRecognizer
from recognizers.obfuscated_email import ObfuscatedEmailRecognizer
from recognizers.organization import OrganizationRecognizer
from recognizers.otp_code import OtpCodeRecognizer
from recognizers.parcel_tracking import ParcelTrackingRecognizer
from recognizers.partial_account import PartialAccountRecognizer
from recognizers.passport import PassportRecognizer
from recognizers.password import PasswordRecognizer
from recognizers.pce import PceRecognizer
from recognizers.pdl import PdlRecognizer
from recognizers.person import NerRecognizer
from recognizers.person_names import PersonNamesRecognizer
from recognizers.person_rules import PersonRulesRecognizer
from recognizers.phone import PhoneRecognizer
from recognizers.pin_code import PinCodeRecognizer
from recognizers.place_of_birth import PlaceOfBirthRecognizer
from recognizers.postal_code import PostalCodeRecognizer
from recognizers.pto import PtoRecognizer
from recognizers.residence_permit import ResidencePermitRecognizer
from recognizers.rib import RibRecognizer
from recognizers.rio import RioRecognizer
from recognizers.rna import RnaRecognizer
from recognizers.rpps import RppsRecognizer
from recognizers.sensitive import SensitiveRecognizer
from recognizers.sepa_mandate import SepaMandateRecognizer
from recognizers.siren import SirenRecognizer
from recognizers.siret import SiretRecognizer
from recognizers.social_handle import SocialHandleRecognizer
from recognizers.spoken_phone import SpokenPhoneRecognizer
from recognizers.spoken_reference import SpokenReferenceRecognizer
from recognizers.table_cells import TableCellRecognizer
from recognizers.tax_id import TaxIdRecognizer
from recognizers.unlabelled_code import UnlabelledCodeRecognizer
from recognizers.unlabelled_secret import UnlabelledSecretRecognizer
from recognizers.unlabelled_username import UnlabelledUsernameRecognizer
from recognizers.url import UrlRecognizer
from recognizers.username import UsernameRecognizer
from recognizers.uuid_ import UuidRecognizer
from recognizers.vat import VatRecognizer
from recognizers.vin import VinRecognizer

#: Every recognizer that needs no argument; a policy's own patterns are ``CustomRecognizer``.
RECOGNIZERS: tuple[
    type[FrenchRecognizer] | type[NerRecognizer] | type[SensitiveRecognizer], ...
] = (
    NerRecognizer,
    PersonRulesRecognizer,
    PersonNamesRecognizer,
    NameAnswerRecognizer,
    AddressAnswerRecognizer,
    PhoneAnswerRecognizer,
    EmailAnswerRecognizer,
    DateOfBirthRecognizer,
    DateTimeRecognizer,
    OrganizationRecognizer,
    LocationRecognizer,
    EmailRecognizer,
    ObfuscatedEmailRecognizer,
    PhoneRecognizer,
    SpokenPhoneRecognizer,
    UrlRecognizer,
    IpRecognizer,
    NirRecognizer,
    IbanRecognizer,
    CreditCardRecognizer,
    SirenRecognizer,
    SiretRecognizer,
    VatRecognizer,
    IdCardRecognizer,
    PassportRecognizer,
    DriverLicenseRecognizer,
    ResidencePermitRecognizer,
    MrzRecognizer,
    TaxIdRecognizer,
    IneRecognizer,
    CafIdRecognizer,
    FranceTravailIdRecognizer,
    RppsRecognizer,
    AdeliRecognizer,
    FinessRecognizer,
    HealthInsuranceIdRecognizer,
    RnaRecognizer,
    RibRecognizer,
    BicRecognizer,
    SepaMandateRecognizer,
    PartialAccountRecognizer,
    CardExpirationRecognizer,
    CardCvvRecognizer,
    PlaceOfBirthRecognizer,
    AgeRecognizer,
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
    SensitiveRecognizer,
    MacRecognizer,
    ImeiRecognizer,
    ImsiRecognizer,
    IccidRecognizer,
    UuidRecognizer,
    DeviceAdIdRecognizer,
    PdlRecognizer,
    PceRecognizer,
    MeterSerialRecognizer,
    RioRecognizer,
    PtoRecognizer,
    VinRecognizer,
    GeoCoordinatesRecognizer,
    DoorCodeRecognizer,
    PasswordRecognizer,
    OtpCodeRecognizer,
    PinCodeRecognizer,
    ApiKeyRecognizer,
    UsernameRecognizer,
    SocialHandleRecognizer,
    CodeAnswerRecognizer,
    PostalCodeAnswerRecognizer,
    BirthAnswerRecognizer,
    TableCellRecognizer,
    SpokenReferenceRecognizer,
    UnlabelledCodeRecognizer,
    UnlabelledUsernameRecognizer,
    UnlabelledSecretRecognizer,
)
