"""Foreign keys between chapters point down the floors and leave no name behind; triggers, not hope, keep history."""

import tomllib

from django.apps import apps
from django.db.models import ForeignKey

from tests.guards.checkout import HOME


def floors() -> dict[str, int]:
    """Chapter to floor, 0 at the top."""
    contract = tomllib.loads((HOME / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    return {
        chapter.strip(" ()"): floor for floor, layer in enumerate(contract["layers"]) for chapter in layer.split("|")
    }


def chapter_keys() -> list[ForeignKey]:  # type: ignore[type-arg]  # The graph is walked without knowing the targets.
    own = [model for model in apps.get_models() if model.__module__.startswith("goodstanding.")]
    fields = [field for model in own for field in model._meta.get_fields() if isinstance(field, ForeignKey)]
    return [
        field
        for field in fields
        if field.related_model.__module__.startswith("goodstanding.")
        and field.related_model._meta.app_label != field.model._meta.app_label
    ]


def test_foreign_keys_between_chapters_point_down() -> None:
    floor = floors()
    keys = chapter_keys()
    assert keys
    for key in keys:
        target = key.related_model._meta.app_label
        assert floor[key.model._meta.app_label] < floor[target], f"{key} points up or across to {target}."


def test_foreign_keys_between_chapters_leave_no_name_behind() -> None:
    """A model below must not know who stands above it, except where a chapter says why in ARCHITECTURE.md."""
    assert {str(key) for key in chapter_keys() if key.remote_field.related_name != "+"} == set()


def test_no_model_overrides_save() -> None:
    own = [model for model in apps.get_models() if model.__module__.startswith("goodstanding.")]
    assert not [model.__name__ for model in own if "save" in vars(model) or "delete" in vars(model)]
