"""What the page says that asks somebody who they are: nothing of a debt, in English and in Spanish."""

from collections.abc import Mapping

PROOF_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "Is this for you?",
        "lead": "This page is private. Before we show it, please tell us something that only you know.",
        "proof": "Your date of birth (YYYY-MM-DD), or your postcode",
        "hint": "If we have neither, type the reference of our message.",
        "go": "Continue",
        "not_me": "If this is not for you, close the page. You need not do anything.",
        "wrong": "That does not match what we know. Please check it, or call us.",
        "closed": "This was tried too often. Please try again tomorrow, or call us.",
        "again": "You were away for a while. Please show us again that this is for you; nothing was changed.",
        "kept": "You were away for a while. Please show us again that this is for you. What you typed comes back then;"
        " nothing was saved yet.",
        "reach": "You can also call us:",
        "other": "Ver en español",
    },
    "es": {
        "title": "¿Es para usted?",
        "lead": "Esta página es privada. Antes de mostrarla, díganos algo que solo usted sabe.",
        "proof": "Su fecha de nacimiento (AAAA-MM-DD), o su código postal",
        "hint": "Si no tenemos ninguno de los dos, escriba la referencia de nuestro mensaje.",
        "go": "Continuar",
        "not_me": "Si no es para usted, cierre la página. No tiene que hacer nada.",
        "wrong": "No coincide con lo que sabemos. Compruébelo, o llámenos.",
        "closed": "Se intentó demasiadas veces. Vuelva a intentarlo mañana, o llámenos.",
        "again": "Pasó un rato. Muéstrenos otra vez que es para usted; no se cambió nada.",
        "kept": "Pasó un rato. Muéstrenos otra vez que es para usted. Lo que escribió vuelve después; todavía no se"
        " guardó nada.",
        "reach": "También puede llamarnos:",
        "other": "View in English",
    },
}
