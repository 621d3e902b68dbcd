"""The pictures of the demo, drawn by the program itself: no photographs, nobody's face."""

from collections.abc import Callable

from . import indoors, outdoors
from .canvas import Canvas

PICTURES: dict[str, Callable[[], Canvas]] = {
    "kitchen-table": indoors.kitchen_table,
    "library": indoors.library,
    "bicycle-workshop": indoors.bicycle_workshop,
    "choir": indoors.choir,
    "loom": indoors.loom,
    "youth-room": indoors.youth_room,
    "study-table": indoors.study_table,
    "football-pitch": outdoors.football_pitch,
    "allotment": outdoors.allotment,
    "forest-path": outdoors.forest_path,
    "village-hall": outdoors.village_hall,
    "ice-rink": outdoors.ice_rink,
    "boat-jetty": outdoors.boat_jetty,
}


def draw(name: str) -> bytes:
    """Draw a picture.

    Args:
        name: a key of `PICTURES`.

    Returns:
        A PNG of 1200 × 675 pixels, the same bytes every time.
    """
    return PICTURES[name]().png()
