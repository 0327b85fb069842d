"""Labels of what a budget asks for, in languages other than that of its list (English)."""

from collections.abc import Mapping

GROUP_LABELS: Mapping[str, Mapping[str, str]] = {
    "en": {},
    "es": {
        "work": "Trabajo", "benefits": "Prestaciones y ayudas", "pensions_received": "Pensiones",
        "other_income": "Otros ingresos", "home": "Vivienda", "utilities": "Energía y agua",
        "care_and_health": "Cuidados y salud", "transport": "Transporte", "school": "Escuela",
        "pensions_and_insurance": "Pensiones y seguros", "professional": "Gastos de su trabajo",
        "other_essential": "Otros gastos imprescindibles",
        "communications_and_leisure": "Teléfono, internet y ocio", "food_and_housekeeping": "Comida y casa",
        "personal": "Personal", "savings": "Ahorro", "other_debts": "Pagos de otras deudas",
    },
}  # fmt: skip

KIND_LABELS: Mapping[str, Mapping[str, str]] = {
    "en": {},
    "es": {
        "wages": "Sueldo o salario, después de impuestos",
        "self_employed": "Ganancias de su propio negocio, después de impuestos",
        "benefits": "Prestaciones", "disability_benefits": "Prestaciones por discapacidad o enfermedad",
        "child_benefits": "Prestaciones por hijos", "tax_credits": "Créditos fiscales",
        "state_pension": "Pensión pública", "private_pension": "Pensión del trabajo o propia",
        "pension_credit": "Complemento de pensión", "maintenance_received": "Manutención para usted o un hijo",
        "lodgers": "Inquilinos y otros que viven con usted", "student_support": "Préstamos y becas de estudios",
        "other_income": "Cualquier otra cosa",
        "rent": "Alquiler", "mortgage": "Hipoteca", "other_secured_loans": "Otros préstamos sobre la vivienda",
        "council_tax": "Impuesto local o de la vivienda", "ground_rent": "Comunidad y gastos comunes",
        "home_insurance": "Seguro de la vivienda y su contenido", "tv_licence": "Licencia de televisión",
        "appliance_rental": "Aparatos alquilados",
        "electricity": "Electricidad", "gas": "Gas", "other_fuel": "Otro combustible", "water": "Agua y alcantarillado",
        "childcare": "Guardería y cuidado de niños", "adult_care": "Cuidado de un adulto",
        "child_maintenance": "Manutención que usted paga", "medicines": "Medicinas y recetas",
        "dentist_and_optician": "Dentista y óptica",
        "public_transport": "Autobuses, trenes y taxis", "car_finance": "Pagos de un coche",
        "car_insurance": "Seguro de un coche", "vehicle_tax": "Impuesto de un coche",
        "fuel": "Combustible y aparcamiento", "car_upkeep": "Reparaciones, revisiones y asistencia",
        "school_uniform": "Ropa escolar", "school_clubs": "Actividades y excursiones",
        "pension_payments": "Aportaciones a una pensión", "life_insurance": "Seguro de vida",
        "payment_protection": "Seguro de pagos", "health_insurance": "Seguro de salud",
        "professional_fees": "Cuotas de un colegio o sindicato", "training": "Cursos",
        "court_fines": "Multas y órdenes de un tribunal", "other_essential": "Cualquier otra cosa",
        "home_phone_and_internet": "Teléfono fijo, internet y televisión", "mobile_phone": "Teléfonos móviles",
        "leisure": "Aficiones, salidas y deporte", "gifts": "Regalos", "pocket_money": "Dinero de bolsillo",
        "groceries": "Comida", "baby_items": "Cosas para un bebé", "school_meals": "Comidas en la escuela y el trabajo",
        "cleaning": "Lavandería y limpieza", "smoking_and_alcohol": "Tabaco y alcohol", "pets": "Mascotas",
        "house_repairs": "Arreglos de la casa",
        "clothing": "Ropa y zapatos", "hair": "Peluquería", "toiletries": "Artículos de aseo",
        "savings": "Lo que aparta para un mal mes",
        "other_debts": "Pagos acordados de otras deudas",
        "priority_arrears": "Pagos acordados de atrasos de vivienda, energía o impuestos",
    },
}  # fmt: skip
