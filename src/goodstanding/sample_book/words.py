"""The words that invented names are made of: plants for given names, colours and landscape for family names.

Nobody is called like this. Some words carry accents and letters from elsewhere, because real books do.
"""

GIVEN = (
    "Juniper", "Sorrel", "Clover", "Aster", "Briar", "Fennel", "Thistle", "Yarrow", "Bracken", "Sedge",
    "Mallow", "Larkspur", "Foxglove", "Tansy", "Teasel", "Burdock", "Campion", "Chicory", "Comfrey", "Cowslip",
    "Dogwood", "Hawthorn", "Hornbeam", "Larch", "Lovage", "Lupin", "Mugwort", "Nettle", "Oakmoss", "Oxlip",
    "Plantain", "Privet", "Ragwort", "Rowan-Tree", "Rushes", "Saxifrage", "Spindle", "Spruce", "Sumac", "Valerian",
    "Vetch", "Whortle", "Wormwood", "Yucca", "Zinnia", "Quince", "Medlar", "Damson", "Bramble", "Catmint",
)  # fmt: skip
GIVEN_FROM_ELSEWHERE = (
    "Érable", "Genêt", "Fougère", "Løvetann", "Blåbær", "Öxalis", "Günsel", "Květina", "Šípek", "Żonkil",
)  # fmt: skip
GIVEN_IN_SPANISH = (
    "Girasol", "Cardón", "Ñandubay", "Jacarandá", "Clavelín", "Romerillo", "Árnica", "Tomillo", "Junquillo", "Maguey",
)  # fmt: skip

COLOURS = (
    "Amber", "Ash", "Azure", "Beige", "Bronze", "Cerise", "Cobalt", "Copper", "Coral", "Crimson", "Ecru", "Fawn",
    "Indigo", "Ivory", "Jade", "Khaki", "Lilac", "Maroon", "Mauve", "Ochre", "Russet", "Sepia", "Teal", "Umber",
)  # fmt: skip
LAND = (
    "brook", "cliff", "cove", "dale", "fell", "fen", "field", "ford", "glade", "gorge", "heath", "ledge", "marsh",
    "mere", "moor", "peak", "pond", "reef", "ridge", "shoal", "slope", "strand", "tarn", "vale",
)  # fmt: skip
FAMILIES_FROM_ELSEWHERE = (
    "Bleuâtre-Étang", "Grünlichsee", "Blåfjordsen", "Żółtawski-Staw", "Červenopole", "Violàceo-Prà",
)  # fmt: skip
FAMILIES_IN_SPANISH = (
    "Azulejo-Peña", "Verdoso-Cañada", "Rojizo-Páramo", "Añilar-Risco", "Pardusco-Ciénaga", "Ámbar-Collado",
)  # fmt: skip

THINGS = (
    "Anvil", "Bobbin", "Crate", "Dynamo", "Funnel", "Gasket", "Hinge", "Kettle", "Lantern", "Mallet", "Pulley",
    "Ratchet", "Spool", "Trestle", "Valve", "Winch",
)  # fmt: skip
STREETS = ("Placeholder Lane", "Specimen Street", "Sample Avenue", "Mock-Up Road", "Dummy Court", "Pretend Way")
TOWNS = ("Exampleton", "Sampleville", "Fictionburg", "Notreal Falls", "Inventon", "Makebelieve Springs")
DOMAINS = ("example.com", "example.org", "example.net")
