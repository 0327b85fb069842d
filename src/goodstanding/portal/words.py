"""What the page says, in English and in Spanish."""

from collections.abc import Mapping

LANGUAGES: Mapping[str, str] = {"en": "English", "es": "Español"}

CHANNELS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "email": "e-mail to the address we wrote to", "sms": "text messages to the number we wrote to",
        "call": "calls to the number we called", "voicemail": "calls to the number we called",
        "letter": "letters", "portal": "messages here",
    },
    "es": {
        "email": "correos a la dirección a la que le escribimos",
        "sms": "mensajes de texto al número al que le escribimos",
        "call": "llamadas al número al que llamamos", "voicemail": "llamadas al número al que llamamos",
        "letter": "cartas", "portal": "mensajes aquí",
    },
}  # fmt: skip

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "How we may reach you",
        "lead": "Say here how you want to hear from us, or write to us. Nothing changes until you choose and confirm.",
        "stopped_now": "At present we do not send you",
        "going_now": "At present we may send you",
        "choice": "What should we do?",
        "stop": "Stop",
        "start": "Start again",
        "confirm": "Yes, this is what I want.",
        "send_choice": "Confirm",
        "letters": "Some letters the law or a contract obliges us to send; those still come by post.",
        "write": "Write to us",
        "write_label": "Your message",
        "write_hint": "A person reads it. If you do not owe this, are somebody else, or need more time, say so here.",
        "send_text": "Send",
        "nothing_now": "If you cannot pay anything now",
        "nothing_now_lead": "Tell us. You need not say why, and nobody here will hold it against you.",
        "nothing_now_choice": "I cannot pay anything now",
        "advice": "Free and independent advice:",
        "done_nothing": "Thank you for telling us. Take the time you need; we will look at how we can help.",
        "reach": "You can also call us:",
        "done_stop": "This is done. We have stopped.",
        "done_start": "This is done. You will hear from us again.",
        "done_same": "This was so already. Nothing had to be changed.",
        "done_write": "Thank you. We have your message.",
        "not_done": "This cannot be done here. Please call us or write to us.",
        "choose": "Please choose, and confirm that it is what you want.",
        "write_first": "Please write something first.",
        "too_long": "Please keep it below 5,000 characters, or call us.",
        "nothing_title": "There is nothing here",
        "nothing": "This link opens nothing. Please check that you copied it whole, or call the number in our message.",
        "other": "Ver en español",
    },
    "es": {
        "title": "Cómo podemos comunicarnos con usted",
        "lead": "Díganos cómo prefiere recibir noticias, o escríbanos. Nada cambia hasta que usted elija y confirme.",
        "stopped_now": "Actualmente no le enviamos",
        "going_now": "Actualmente podemos enviarle",
        "choice": "¿Qué debemos hacer?",
        "stop": "Dejar de enviar",
        "start": "Volver a enviar",
        "confirm": "Sí, esto es lo que quiero.",
        "send_choice": "Confirmar",
        "letters": "Algunas cartas debemos enviarlas por ley o por contrato; esas seguirán llegando por correo postal.",
        "write": "Escríbanos",
        "write_label": "Su mensaje",
        "write_hint": "Lo lee una persona. Si no debe esto, si es otra persona o si necesita más tiempo, dígalo aquí.",
        "send_text": "Enviar",
        "nothing_now": "Si ahora no puede pagar nada",
        "nothing_now_lead": "Díganoslo. No tiene que decir por qué, y nadie se lo reprochará.",
        "nothing_now_choice": "Ahora no puedo pagar nada",
        "advice": "Asesoramiento gratuito e independiente:",
        "done_nothing": "Gracias por decírnoslo. Tómese el tiempo que necesite; veremos cómo podemos ayudar.",
        "reach": "También puede llamarnos:",
        "done_stop": "Hecho. Hemos dejado de enviar.",
        "done_start": "Hecho. Volverá a tener noticias nuestras.",
        "done_same": "Ya estaba así. No hubo que cambiar nada.",
        "done_write": "Gracias. Tenemos su mensaje.",
        "not_done": "Esto no se puede hacer aquí. Por favor, llámenos o escríbanos.",
        "choose": "Por favor, elija y confirme que es lo que quiere.",
        "write_first": "Por favor, escriba algo primero.",
        "too_long": "Por favor, escriba menos de 5000 caracteres, o llámenos.",
        "nothing_title": "Aquí no hay nada",
        "nothing": "Este enlace no abre nada. Compruebe que lo copió completo, o llame al número de nuestro mensaje.",
        "other": "View in English",
    },
}

NOTES = (
    "done_stop", "done_start", "done_same", "done_write", "done_nothing", "not_done", "choose", "write_first",
    "too_long",
)  # fmt: skip
"""What may be said at the top of the page, by the word in its address."""


def language_of(*, asked: str, message: str) -> str:
    """Return the language of the page: the one that was asked for, else the message's, else English.

    >>> language_of(asked="", message="es-MX")
    'es'
    """
    for told in (asked, message):
        if told[:2] in LANGUAGES:
            return told[:2]
    return "en"
