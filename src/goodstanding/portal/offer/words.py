"""What the page of an offer says, in English and in Spanish."""

from collections.abc import Mapping

OFFER_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "An offer to settle your account",
        "lead": "Nothing happens until you choose and confirm. You do not have to accept, and nothing is held against"
                " you if you do not.",
        "account": "Account", "with": "with", "owed": "Owed when we made the offer", "settles": "This would settle it",
        "saves": "You would pay less by", "until": "You can accept until", "payments": "Payments", "by": "by",
        "released": "Once all of it has come in and stood for a few days, the rest is given up and you owe nothing more"
                    " on this account. We confirm it in writing.",
        "broken": "If a payment does not come in time, the offer no longer holds, and what you paid still counts.",
        "counters": "What else we can offer", "accept": "Accept", "decline": "Decline", "bid": "Offer another amount",
        "confirm": "Yes, this is what I want.", "send_accept": "Accept the offer", "send_decline": "Decline the offer",
        "send_bid": "Send my offer", "bid_amount": "How much could you pay in all?",
        "bid_count": "In how many monthly payments?",
        "bid_hint": "Write it as 600.00. You get an answer at once.",
        "pay": "Go to payment", "reach": "You can also call us:", "other": "Ver en español",
        "done_accepted": "Thank you. The offer is accepted. Pay as shown below, and the account will be settled.",
        "done_declined": "We have your answer: you declined the offer.",
        "done_countered": "We cannot settle it for that. Below is what we can do.",
        "done_escalated": "Thank you. A person will look at what you wrote and answer you.",
        "done_refused": "We cannot settle it for that. The offer below still stands, and you can write another amount.",
        "choose": "Please confirm that it is what you want.",
        "bad_amount": "Please write an amount above zero, such as 600.00, and in how many payments.",
        "taken": "This was accepted already. Nothing was done twice.",
        "not_done": "This cannot be done any more. Please read how the offer stands, or call us.",
        "state_accepted": "This offer was accepted.", "state_withdrawn": "This offer was withdrawn.",
        "state_declined": "You declined this offer.", "state_expired": "This offer is over.",
        "state_superseded": "Another offer on this account was accepted.",
    },
    "es": {
        "title": "Una oferta para saldar su cuenta",
        "lead": "No pasa nada hasta que usted elija y confirme. No tiene obligación de aceptar, y no le perjudica si no"
                " lo hace.",
        "account": "Cuenta", "with": "con", "owed": "Se debía cuando hicimos la oferta",
        "settles": "Con esto se saldaría",
        "saves": "Pagaría menos, en", "until": "Puede aceptar hasta el", "payments": "Pagos", "by": "a más tardar el",
        "released": "Cuando todo haya llegado y pasen unos días sin que se devuelva, el resto se perdona y ya no debe"
                    " nada en esta cuenta. Se lo confirmamos por escrito.",
        "broken": "Si un pago no llega a tiempo, la oferta deja de valer, y lo que pagó sigue contando.",
        "counters": "Qué más podemos ofrecer", "accept": "Aceptar", "decline": "Rechazar",
        "bid": "Proponer otra cantidad",
        "confirm": "Sí, esto es lo que quiero.", "send_accept": "Aceptar la oferta",
        "send_decline": "Rechazar la oferta",
        "send_bid": "Enviar mi propuesta", "bid_amount": "¿Cuánto podría pagar en total?",
        "bid_count": "¿En cuántos pagos mensuales?",
        "bid_hint": "Escríbalo como 600.00. Recibe la respuesta en seguida.",
        "pay": "Ir al pago", "reach": "También puede llamarnos:", "other": "View in English",
        "done_accepted": "Gracias. La oferta está aceptada. Pague como se indica abajo, y la cuenta quedará saldada.",
        "done_declined": "Tenemos su respuesta: rechazó la oferta.",
        "done_countered": "No podemos saldarla por esa cantidad. Abajo ve lo que podemos hacer.",
        "done_escalated": "Gracias. Una persona verá lo que escribió y le responderá.",
        "done_refused": "No podemos saldarla por esa cantidad. La oferta de abajo sigue en pie, y puede proponer otra.",
        "choose": "Por favor, confirme que es lo que quiere.",
        "bad_amount": "Por favor, escriba una cantidad mayor que cero, como 600.00, y en cuántos pagos.",
        "taken": "Esto ya se había aceptado. Nada se hizo dos veces.",
        "not_done": "Esto ya no se puede hacer. Lea cómo está la oferta, o llámenos.",
        "state_accepted": "Esta oferta fue aceptada.", "state_withdrawn": "Esta oferta fue retirada.",
        "state_declined": "Usted rechazó esta oferta.", "state_expired": "Esta oferta ya terminó.",
        "state_superseded": "Se aceptó otra oferta sobre esta cuenta.",
    },
}  # fmt: skip

NOTES = (
    "done_accepted", "done_declined", "done_countered", "done_escalated", "done_refused", "choose", "bad_amount",
    "taken", "not_done",
)  # fmt: skip
"""What may be said at the top of the page, by the word in its address."""
