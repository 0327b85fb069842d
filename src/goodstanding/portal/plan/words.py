"""What the page of a plan says, in English and in Spanish."""

from collections.abc import Mapping

PLAN_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "Your plan", "reference": "Reference", "other": "Ver en español",
        "left": "Still to pay", "by": "by", "late": "this one is late",
        "paused": "The plan rests at the moment. Nothing is taken until it goes on.",
        "none": "There is no plan on this reference at present.",
        "taken": "Your payments are taken for you",
        "taken_from": "They are taken from", "taken_lead": "Each of the payments above is taken on its day. We write to"
                                                           " you before each.",
        "end": "End this", "end_lead": "From then on nothing more is taken, and you pay the plan yourself. The plan"
                                       " itself goes on.",
        "send_end": "Take no more payments",
        "offer": "Have your payments taken for you", "agree_lead": "If you want to, read this and agree to it:",
        "confirm": "Yes, this is what I want.", "send_agree": "Agree and go to the payment page",
        "provider": "You type your card or account on the page of our payment provider; we never see its number."
                    " Nothing is taken by itself before the provider has confirmed it to us.",
        "on_its_way": "You left a card or account, and the provider has not confirmed it to us yet. A bank may take"
                      " some days.",
        "pay": "Pay something yourself", "budget": "Tell us what you can afford",
        "no_money": "This is a test: no real money moves.",
        "choose": "Please confirm that it is what you want.",
        "changed": "The plan has changed since you read it. Please read it again; nothing was done.",
        "not_done": "This cannot be done here at the moment. Please call us or write to us.",
        "done_ended": "This is done. Nothing more is taken from your card or account.",
    },
    "es": {
        "title": "Su plan", "reference": "Referencia", "other": "View in English",
        "left": "Falta por pagar", "by": "a más tardar el", "late": "esta lleva retraso",
        "paused": "El plan está en pausa. No se cobra nada hasta que siga.",
        "none": "En este momento no hay ningún plan con esta referencia.",
        "taken": "Sus cuotas se cobran solas",
        "taken_from": "Se cobran de", "taken_lead": "Cada cuota de arriba se cobra en su día. Le avisamos antes de cada"
                                                    " una.",
        "end": "Terminar esto", "end_lead": "Desde entonces no se cobra nada más, y usted mismo paga el plan. El plan"
                                            " sigue.",
        "send_end": "No cobrar más",
        "offer": "Deje que las cuotas se cobren solas", "agree_lead": "Si lo desea, lea esto y acéptelo:",
        "confirm": "Sí, esto es lo que quiero.", "send_agree": "Aceptar e ir a la página de pago",
        "provider": "Su tarjeta o cuenta la escribe en la página de nuestro proveedor de pagos; nunca vemos su número."
                    " No se cobra nada por sí solo antes de que el proveedor nos lo confirme.",
        "on_its_way": "Usted dejó una tarjeta o cuenta, y el proveedor aún no nos lo ha confirmado. Un banco puede"
                      " tardar unos días.",
        "pay": "Pagar algo usted mismo", "budget": "Díganos cuánto puede pagar",
        "no_money": "Esto es una prueba: no se mueve dinero real.",
        "choose": "Por favor, confirme que es lo que quiere.",
        "changed": "El plan ha cambiado desde que lo leyó. Léalo otra vez; no se hizo nada.",
        "not_done": "Ahora no se puede hacer aquí. Llámenos o escríbanos.",
        "done_ended": "Hecho. No se cobra nada más de su tarjeta o cuenta.",
    },
}  # fmt: skip

NOTES = ("choose", "changed", "not_done", "done_ended")
"""What may be said at the top of the page, by the word in its address."""
