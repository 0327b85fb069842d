"""What people ask of a channel: every example says by itself what it asks, in English and Spanish."""

import pytest

from goodstanding.outreach.opt_out import READ_MOST, asked, simplified

STOP = """
STOP
stop
Stop.
STOP!!!
stop please
Please stop
pls stop
STOPALL
stop all
Stop it
STOP STOP STOP
stop now
ok stop
Stop, thanks
stpo
stopp
QUIT
quit it
END
CANCEL
Unsubscribe
unsubscribe me please
UNSUB
OPT OUT
opt-out
optout
Revoke
REMOVE
remove me
No more
🛑 STOP 🛑
"Stop"
enough
go away
Not interested
Leave me alone
please stop texting me
Please stop sending me messages.
STOP TEXTING ME!!!
quit contacting me at this number
quit texting me
quit calling me
Stop calling
I said stop texting me
I told you to stop calling this number.
can you stop sending these
could you please stop with the text messages
stop these texts
stop all the calls
Stop emailing me please
I need to stop getting these texts
how do I stop receiving these messages
stop harassing me
stop bothering me.
stop blowing up my phone
do not text me
Don't text me
dont text me anymore
don’t text this number
do not call me
Do not call
don't call me again
never text me again
Don't contact me
don't send me any more texts
do not email me
No more texts
no more messages please
no further calls
no more of these text messages
I don't want these texts
I do not want to be contacted
I don't want any more messages from you
i dont want to receive texts
I no longer want to receive text messages
I don't want you to text me
take me off your list
Take my number off your list
remove me from your list
remove my number
delete my number please
lose my number
delete this number
get me off this list
put me on your do not call list
opt me out
I'm opting out
I would like to opt out of text messages
how do I unsubscribe
unsubscribe this number
I revoke my consent
I withdraw my consent to be contacted
I take back my permission to text me
I do not consent to these text messages
I never agreed to get text messages
leave us alone
fuck off
cancel these messages
I want these texts to stop
Hi, this is Dana. I paid already. Please stop texting me.
Thanks for the info. Don't text me again!
Wrong person!! stop calling
why won't you stop texting me
cease and desist
Stop all communication
Cease all contact with me
Do not contact me again
never contact me again
no further communication
ALTO
Parar
pare por favor
BASTA
ya basta
Baja
CANCELAR
no más
ya no más
Por favor paren
salir
Déjenme en paz
no me manden más mensajes
No me manden mensajes
no me mande nada
ya no me manden textos
no me envíen más correos
no me escriban más
No me llamen
no me llame por favor
no me vuelvan a llamar
no me sigan mandando mensajes
ya no me escriban
no quiero recibir mensajes
No quiero más mensajes
ya no quiero sus mensajes
no deseo recibir llamadas
no quiero que me llamen
dejen de llamarme
Deje de mandarme mensajes
paren de escribirme
dejen de molestar
no más mensajes
no mas llamadas por favor
basta de mensajes
paren los mensajes
cancelen los mensajes
quiten mi número
quíteme de su lista
borren mi número por favor
elimine este numero
darme de baja de la lista
quiero darme de baja
revoco mi consentimiento
retiro mi permiso
no autorizo que me manden mensajes
Ya pagué. No me molesten.
no me contacten más
cesen toda comunicación
no quiero ningún contacto
no me contacten por ningún medio
""".strip().splitlines()
START = """
START
start
Unstop
opt in
resume
RESTART
resubscribe
start please
Opt me back in
please start texting me again
You can text me again
you may send me texts again
start sending me reminders again
I want to get the texts again
opting back in
COMENZAR
empezar
Iniciar
alta
reanudar
pueden volver a escribirme
vuelvan a mandarme mensajes
quiero recibir mensajes otra vez
reactiven los mensajes
""".strip().splitlines()
HELP = """
HELP
help
Help!
help please
HELP ME
INFO
info please
AYUDA
ayuda por favor
información
""".strip().splitlines()
NOTHING = """
don't stop
please don't stop
Don't stop texting me
please do not stop sending reminders
I can't stop by
I can't stop by today, can I pay by phone?
I'll stop by the office tomorrow
bus stop
I am at the bus stop
the calls stopped, thank you
non-stop
nonstop
I had to stop working
I will stop payment on the check
stop payment please
please stop the payment
I want to stop my autopay
cancel my payment plan
cancel my card
can I cancel my appointment
I'll cancel the check
end of the month
I can pay at the end of the month
I get paid at the end of the week
when does this end?
I quit my job
I had to quit
My husband quit his job last week
I can pay 50 no more than that
please call me
call me back
text me the link
Don't hesitate to call me
why don't you call me back
if you don't call me I can't pay
You never called me back so I could not pay
don't call me at work
do not text me before 9
please don't call me after 8pm
don't call me on Sundays
please do not charge my card
remove the late fee
can you take off the interest
take off the late fee
yes
no
Y
ok
who is this
wrong number
I need help paying this
can you help me with a plan
help is on the way
I need information about my debt
when do I start paying
I can start paying on the first of next month
start of next month
I get my check on the 1st and will start then
I never got a letter
I don't want to lose my house
I do not want to pay this
I don't agree with this amount
do not send me to court
what happens if I stop paying
it's a full stop for me money wise
send me the bill by email
Can you text me the amount?
I paid this already
My number is 555-0100
my father passed away
I have an attorney
alto costo de la vida
vivo en el alto
para el viernes puedo pagar
para de 3 a 5 estoy libre
estoy de baja por enfermedad
me dieron de baja del trabajo
me dieron de alta del hospital
no más puedo pagar 20
nada más tengo 50 dólares
si no me llaman mañana pago
por qué no me llaman
no me han llamado
no me manden a la corte
no me llamen al trabajo
no me llamen antes de las 9
no dejen de avisarme
llámeme mañana
mándeme el recibo
necesito ayuda para pagar
quiero información de mi deuda
puedo empezar a pagar en enero
cuándo empiezo a pagar
no quiero problemas
no quiero pagar esto
no puedo pagar
gracias
""".strip().splitlines()


@pytest.mark.parametrize("text", STOP)
def test_a_wish_to_stop_is_heard(text: str) -> None:
    found = asked(text)
    assert found is not None
    assert found.word == "stop"


@pytest.mark.parametrize("text", START)
def test_a_wish_to_start_again_is_heard(text: str) -> None:
    found = asked(text)
    assert found is not None
    assert found.word == "start"


@pytest.mark.parametrize("text", HELP)
def test_a_call_for_help_is_heard(text: str) -> None:
    found = asked(text)
    assert found is not None
    assert found.word == "help"


@pytest.mark.parametrize("text", NOTHING)
def test_what_asks_for_none_of_it_is_left_to_others(text: str) -> None:
    assert asked(text) is None


def test_there_are_enough_examples() -> None:
    assert len({*STOP, *START, *HELP, *NOTHING}) >= 280


@pytest.mark.parametrize(
    "text", [*STOP[-4:], "cease and desist", "Do not contact me again", "no further communication"]
)
def test_some_wishes_reach_every_channel(text: str) -> None:
    found = asked(text)
    assert found is not None
    assert found.scope == "all"


def test_others_reach_the_channel_they_came_by() -> None:
    for text in ("STOP", "quit contacting me at this number", "no me manden más mensajes"):
        found = asked(text)
        assert found is not None
        assert found.scope == "channel"


def test_the_words_that_ask_are_quoted_where_they_stand() -> None:
    text = "Hola.  Ya pagué ayer; ¡no me manden más mensajes! Gracias"
    found = asked(text)
    assert found is not None
    assert found.quote == text[found.start : found.end] == "no me manden más mensajes"
    alone = asked("  \n Stop!! \n")
    assert alone is not None
    assert alone.quote == "Stop!!"


@pytest.mark.parametrize("text", ["STOP and START", "Please text me again. No wait, stop texting me"])
def test_where_both_are_asked_it_is_to_stop(text: str) -> None:
    found = asked(text)
    assert found is None or found.word == "stop"
    assert asked("Please text me again. No wait, stop texting me") is not None


@pytest.mark.parametrize("text", ["", " ", "🛑", "\x00", "\ud800", "ﬀ" * 50, "a" * 100_000, "?!." * 9000])
def test_odd_texts_ask_for_nothing(text: str) -> None:
    assert asked(text) is None


def test_a_text_made_to_take_long_comes_to_an_end() -> None:
    made = ("stop ", "don't ", "no more ", "i can't stop ", "don't call me ", "you don't call me ")
    assert [asked(piece * READ_MOST) is not None for piece in made] == [True, False, False, False, True, True]


def test_places_stay_what_they_are() -> None:
    text = "ÁÉÍ ß İ ﬁ ŉ “x” …"
    assert len(simplified(text)) == len(text)
