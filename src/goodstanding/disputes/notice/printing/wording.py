"""Wording: the words of the notice in English and in Spanish, key by key.

English: the statements of Model Form B-1 (12 CFR 1006, appendix B). Spanish: our own translation of them; comment
34(e)-1 deems only the Bureau's own translation complete and accurate, so have it read where that matters to you. The
two lines that offer a Spanish notice are prescribed in Spanish by 1006.34(d)(3)(vi), also on the English form.

Marks: `*bold*`, `_underlined_`, `~italic~`; `{name}` is a value. They are read before values are filled in, so that a
value never makes a mark. Keys ending in `.estate` replace "you" by a deceased person's name, where that is the case.
"""

from collections.abc import Mapping
from typing import Literal

from goodstanding.receivables.portfolio import DebtType

Language = Literal["en", "es"]

CFPB = "www.cfpb.gov/debt-collection"
SPANISH_KEYS = ("spanish_offer", "prompt_spanish")
"""Lines that are in Spanish on the English form, and needless on the Spanish one."""

_SPANISH_OFFER = "Póngase en contacto con nosotros para solicitar una copia de este formulario en español."
_SPANISH_PROMPT = "*Quiero este formulario en español.*"

ENGLISH: dict[str, str] = {
    "title": "Debt validation notice",
    "to": "To:",
    "reference": "*Reference: {reference}*",
    "generated": "Date: {generated}",
    "collection_disclosure": "*{collector_name} is a debt collector.* We are trying to collect a debt that you owe to "
    "{creditor_now}. We will use any information you give us to help collect the debt.",
    "collection_disclosure.estate": "*{collector_name} is a debt collector.* We are trying to collect a debt that "
    "{estate_of} owed to {creditor_now}. We will use any information you give us to help collect the debt.",
    "our_information": "Our information shows:",
    "account": "You had {product}",
    "account.estate": "{estate_of} had {product}",
    "account.creditor": " from {creditor_then}",
    "account.number": " with account number {account_number}",
    "amount_then": "As of {itemisation_date}, you owed:",
    "amount_then.estate": "As of {itemisation_date}, {estate_of} owed:",
    "between": "Between {itemisation_date} and today:",
    "interest": "You were charged this amount in interest:",
    "interest.estate": "{estate_of} was charged this amount in interest:",
    "fees": "You were charged this amount in fees:",
    "fees.estate": "{estate_of} was charged this amount in fees:",
    "paid": "You paid or were credited this amount toward the debt:",
    "paid.estate": "{estate_of} paid or was credited this amount toward the debt:",
    "amount_now": "*Total amount of the debt now:*",
    "separate_page": "See the enclosed separate page for an itemization of the debt.",
    "separate_page.heading": "Itemization of the debt",
    "periodic_statement": "See the enclosed periodic statement for an itemization of the debt.",
    "reverse_pointer": "*_Notice_: See reverse side for important information.*",
    "reverse_pointer.electronic": "*_Notice_: Important: see reverse side (page 2).*",
    "reverse_disclosures.heading": "Important information",
    "dispute_heading": "How can you dispute the debt?",
    "dispute_statement": "*Call or write to us by {end_date}, to dispute all or part of the debt.* If you do not, we "
    "will assume that our information is correct.",
    "written_dispute_statement": "*If you write to us by {end_date},* we must stop collection on any amount you "
    "dispute until we send you information that shows you owe the debt. You may use the form below or write to us "
    "without the form. You may also include supporting documents.",
    "written_dispute_statement.estate": "*If you write to us by {end_date},* we must stop collection on any amount you "
    "dispute until we send you information that shows {estate_of} owed the debt. You may use the form below or write "
    "to us without the form. You may also include supporting documents.",
    "disputes_at": " We accept disputes electronically at _{disputes_at}_.",
    "other_heading": "What else can you do?",
    "original_creditor_statement": "*Write to ask for the name and address of the original creditor, if different from "
    "the current creditor.* If you write by {end_date}, we must stop collection until we send you that information. "
    "You may use the form below or write to us without the form.",
    "requests_at": " We accept such requests electronically at _{requests_at}_.",
    "cfpb_pointer": "*Go to _{cfpb}_ to learn more about your rights under federal law.* For instance, you have the "
    "right to stop or limit how we contact you.",
    "payment_options": "Contact us about your payment options.",
    "spanish_offer": _SPANISH_OFFER,
    "spanish_offer.how": " {spanish_offer_how}",
    "response_heading": "How do you want to respond?",
    "response_instruction": "~Check all that apply:~",
    "prompt_dispute": "*I want to dispute the debt because I think:*",
    "prompt_not_mine": "This is not my debt.",
    "prompt_wrong_amount": "The amount is wrong.",
    "prompt_other": "Other (please describe on reverse or attach additional information).",
    "prompt_original_creditor": "*I want you to send me the name and address of the original creditor.*",
    "prompt_enclosed": "*I enclosed this amount:*",
    "prompt_enclosed.payee": "Make your check payable to ~{collector_name}.~",
    "prompt_enclosed.reference": " Include the reference number {reference}.",
    "prompt_spanish": _SPANISH_PROMPT,
    "mail_to": "*Mail this form to:*",
}

SPANISH: dict[str, str] = {
    "title": "Aviso de validación de deuda",
    "to": "Para:",
    "reference": "*Referencia: {reference}*",
    "generated": "Fecha: {generated}",
    "collection_disclosure": "*{collector_name} es un cobrador de deudas.* Estamos tratando de cobrar una deuda que "
    "usted tiene con {creditor_now}. Usaremos toda información que nos dé para ayudar a cobrarla.",
    "collection_disclosure.estate": "*{collector_name} es un cobrador de deudas.* Estamos tratando de cobrar una deuda "
    "que {estate_of} tenía con {creditor_now}. Usaremos toda información que nos dé para ayudar a cobrarla.",
    "our_information": "Nuestra información indica:",
    "account": "Usted tenía {product}",
    "account.estate": "{estate_of} tenía {product}",
    "account.creditor": " con {creditor_then}",
    "account.number": ", número de cuenta {account_number}",
    "amount_then": "Al {itemisation_date}, usted debía:",
    "amount_then.estate": "Al {itemisation_date}, {estate_of} debía:",
    "between": "Entre el {itemisation_date} y hoy:",
    "interest": "Se le cobró esta cantidad en intereses:",
    "interest.estate": "Se cobró a {estate_of} esta cantidad en intereses:",
    "fees": "Se le cobró esta cantidad en cargos:",
    "fees.estate": "Se cobró a {estate_of} esta cantidad en cargos:",
    "paid": "Usted pagó o se le acreditó esta cantidad a cuenta de la deuda:",
    "paid.estate": "{estate_of} pagó o se le acreditó esta cantidad a cuenta de la deuda:",
    "amount_now": "*Cantidad total de la deuda ahora:*",
    "separate_page": "Consulte la página aparte adjunta para ver el desglose de la deuda.",
    "separate_page.heading": "Desglose de la deuda",
    "periodic_statement": "Consulte el estado de cuenta periódico adjunto para ver el desglose de la deuda.",
    "reverse_pointer": "*_Aviso_: Vea información importante al reverso.*",
    "reverse_pointer.electronic": "*_Aviso_: Importante: vea el reverso (página 2).*",
    "reverse_disclosures.heading": "Información importante",
    "dispute_heading": "¿Cómo puede disputar la deuda?",
    "dispute_statement": "*Llámenos o escríbanos a más tardar el {end_date} para disputar toda la deuda o parte de "
    "ella.* Si no lo hace, supondremos que nuestra información es correcta.",
    "written_dispute_statement": "*Si nos escribe a más tardar el {end_date},* debemos detener el cobro de toda "
    "cantidad que usted dispute hasta que le enviemos información que demuestre que usted debe la deuda. Puede usar "
    "el formulario de abajo o escribirnos sin el formulario. También puede incluir documentos de respaldo.",
    "written_dispute_statement.estate": "*Si nos escribe a más tardar el {end_date},* debemos detener el cobro de toda "
    "cantidad que usted dispute hasta que le enviemos información que demuestre que {estate_of} debía la deuda. Puede "
    "usar el formulario de abajo o escribirnos sin el formulario. También puede incluir documentos de respaldo.",
    "disputes_at": " Aceptamos disputas por vía electrónica en _{disputes_at}_.",
    "other_heading": "¿Qué más puede hacer?",
    "original_creditor_statement": "*Escríbanos para pedir el nombre y la dirección del acreedor original, si es "
    "distinto del acreedor actual.* Si nos escribe a más tardar el {end_date}, debemos detener el cobro hasta que le "
    "enviemos esa información. Puede usar el formulario de abajo o escribirnos sin el formulario.",
    "requests_at": " Aceptamos estas solicitudes por vía electrónica en _{requests_at}_.",
    "cfpb_pointer": "*Visite _{cfpb}_ para saber más sobre sus derechos según la ley federal.* Por ejemplo, usted "
    "tiene derecho a detener o limitar la forma en que nos comunicamos con usted.",
    "payment_options": "Comuníquese con nosotros para conocer sus opciones de pago.",
    "spanish_offer": _SPANISH_OFFER,
    "spanish_offer.how": " {spanish_offer_how}",
    "response_heading": "¿Cómo desea responder?",
    "response_instruction": "~Marque todo lo que corresponda:~",
    "prompt_dispute": "*Quiero disputar la deuda porque creo que:*",
    "prompt_not_mine": "Esta deuda no es mía.",
    "prompt_wrong_amount": "La cantidad es incorrecta.",
    "prompt_other": "Otro motivo (descríbalo al reverso o adjunte información adicional).",
    "prompt_original_creditor": "*Quiero que me envíen el nombre y la dirección del acreedor original.*",
    "prompt_enclosed": "*Adjunto esta cantidad:*",
    "prompt_enclosed.payee": "Haga su cheque a nombre de ~{collector_name}.~",
    "prompt_enclosed.reference": " Incluya el número de referencia {reference}.",
    "prompt_spanish": _SPANISH_PROMPT,
    "mail_to": "*Envíe este formulario por correo a:*",
}

WORDS: Mapping[Language, Mapping[str, str]] = {"en": ENGLISH, "es": SPANISH}

PRODUCTS: Mapping[Language, Mapping[DebtType, tuple[str, str]]] = {
    "en": {
        "card": ("a", "credit card"),
        "medical": ("a", "medical account"),
        "utility": ("a", "utility account"),
        "invoice": ("an", "account"),
        "personal loan": ("a", "personal loan"),
        "rent": ("a", "rental account"),
        "telecom": ("a", "telecommunications account"),
        "student loan": ("a", "student loan"),
        "tax": ("a", "tax account"),
        "other": ("an", "account"),
    },
    "es": {
        "card": ("una", "tarjeta de crédito"),
        "medical": ("una", "cuenta médica"),
        "utility": ("una", "cuenta de servicios públicos"),
        "invoice": ("una", "cuenta"),
        "personal loan": ("un", "préstamo personal"),
        "rent": ("una", "cuenta de alquiler"),
        "telecom": ("una", "cuenta de telecomunicaciones"),
        "student loan": ("un", "préstamo estudiantil"),
        "tax": ("una", "cuenta de impuestos"),
        "other": ("una", "cuenta"),
    },
}
"""What a debtor had, by type of debt: its article and its noun."""
