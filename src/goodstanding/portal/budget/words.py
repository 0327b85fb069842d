"""What the page of a budget says, in English and in Spanish."""

from collections.abc import Mapping

OFTEN: Mapping[str, Mapping[str, str]] = {
    "en": {
        "weekly": "a week", "2-weekly": "every 2 weeks", "4-weekly": "every 4 weeks", "twice a month": "twice a month",
        "monthly": "a month", "quarterly": "a quarter", "yearly": "a year", "not sure": "not sure",
    },
    "es": {
        "weekly": "a la semana", "2-weekly": "cada 2 semanas", "4-weekly": "cada 4 semanas",
        "twice a month": "dos veces al mes", "monthly": "al mes", "quarterly": "al trimestre", "yearly": "al año",
        "not sure": "no sé",
    },
}  # fmt: skip

BUDGET_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "What you can afford", "other": "Ver en español",
        "lead": "Tell us what comes in and what goes out, so that nobody asks for more than you have. Fill in what you"
                " know and leave the rest empty; type ? where there is something and you do not know how much.",
        "amounts": "Amounts in", "often": "how often", "told": "filled in",
        "home": "Your household", "adults": "Grown-ups", "children": "Children",
        "partner": "The amounts include my partner's.",
        "consent": "Keep these lines, so that I can look at them and change them here. Without this only what is left"
                   " over is kept.",
        "send": "Save", "result": "What is left of a month",
        "saved": "Thank you. This is saved, and counts from now on. You can change it here at any time.",
        "faults": "Something could not be read. Please look at what is marked; nothing was saved yet.",
        "typed": "This is what you typed. Please look at it and save it; nothing was saved yet.",
        "not_done": "This cannot be saved here at the moment. Please call us or write to us.",
        "bad_amount": "Please write an amount such as 600.00, or ? if you are not sure.",
        "too_much": "Please write a smaller amount.", "bad_often": "Please choose how often.",
        "bad_adults": "Please write how many grown-ups, from 1 to 30.",
        "bad_children": "Please write how many children, from 0 to 30.",
        "no_income": "Please say something of your income, even if it is 0 or ?.",
        "result_left": "By what you told us on {day}, {amount} a month is left over.",
        "result_none": "By what you told us on {day}, nothing is left over.",
        "result_short": "By what you told us on {day}, you need {amount} a month more than comes in.",
        "committed": "Other payments you agreed to take {amount} of it, so {free} is free.",
        "never_more": "No plan with us asks for more than that a month.",
        "never_asked": "No plan asks you for what you do not have. Talk to us, or to somebody who advises for free.",
        "provisional": "You were not sure of something. Come back when you know it.",
        "is_due": "This was some time ago. Please look whether it is still so.",
        "kept": "The lines are kept sealed, and you can change them below.",
        "not_kept": "The lines were not kept, only what is left over.",
        "advice": "Free and independent advice:", "reach": "You can also call us:",
    },
    "es": {
        "title": "Lo que puede pagar", "other": "View in English",
        "lead": "Díganos qué entra y qué sale, para que nadie le pida más de lo que tiene. Rellene lo que sepa y deje"
                " vacío lo demás; escriba ? donde haya algo y no sepa cuánto.",
        "amounts": "Cantidades en", "often": "cada cuánto", "told": "rellenadas",
        "home": "Su hogar", "adults": "Adultos", "children": "Niños",
        "partner": "Las cantidades incluyen las de mi pareja.",
        "consent": "Guarden estas líneas para que pueda verlas y cambiarlas aquí. Si no, se guarda solo lo que queda.",
        "send": "Guardar", "result": "Lo que queda al mes",
        "saved": "Gracias. Está guardado y vale desde ahora. Puede cambiarlo aquí cuando quiera.",
        "faults": "Algo no se pudo leer. Mire lo que está marcado; todavía no se guardó nada.",
        "typed": "Esto es lo que escribió. Revíselo y guárdelo; todavía no se guardó nada.",
        "not_done": "Ahora no se puede guardar aquí. Llámenos o escríbanos.",
        "bad_amount": "Escriba una cantidad como 600.00, o ? si no está seguro.",
        "too_much": "Escriba una cantidad menor.", "bad_often": "Elija cada cuánto.",
        "bad_adults": "Escriba cuántos adultos, de 1 a 30.",
        "bad_children": "Escriba cuántos niños, de 0 a 30.",
        "no_income": "Díganos algo de sus ingresos, aunque sea 0 o ?.",
        "result_left": "Por lo que nos dijo el {day}, le quedan {amount} al mes.",
        "result_none": "Por lo que nos dijo el {day}, no le queda nada.",
        "result_short": "Por lo que nos dijo el {day}, necesita {amount} al mes más de lo que entra.",
        "committed": "Otros pagos acordados se llevan {amount}; quedan libres {free}.",
        "never_more": "Ningún plan con nosotros le pide más que eso al mes.",
        "never_asked": "Ningún plan le pide lo que no tiene. Hable con nosotros, o con quien asesora gratis.",
        "provisional": "De algo no estaba seguro. Vuelva cuando lo sepa.",
        "is_due": "De esto hace tiempo. Mire si sigue siendo así.",
        "kept": "Las líneas se guardan selladas, y puede cambiarlas abajo.",
        "not_kept": "No se guardaron las líneas, solo lo que queda.",
        "advice": "Asesoramiento gratuito e independiente:", "reach": "También puede llamarnos:",
    },
}  # fmt: skip
