"""How callers say when in French."""

from __future__ import annotations

from datetime import date, time

from frontdesk.bot.evaluation.moments.forms import Forms, hours_after
from frontdesk.calendar.spoken import say_date, say_time


def _day_slots(day: date) -> dict[str, str]:
    weekday, *number, month = say_date(day, "fr").split(" ")
    return {
        "weekday": weekday,
        "number": " ".join(number),
        "month": month,
        "numeral": "1er" if day.day == 1 else str(day.day),
    }


def _clock_slots(clock: time) -> dict[str, str]:
    return {
        "said": _bare(clock),
        "hour": _bare(hours_after(clock, 0)),
        "next": _bare(hours_after(clock, 1)),
        "later": _bare(hours_after(clock, 2)),
        "small": _bare(time(clock.hour % 12 or 12)),
        "digits": f"{clock.hour} h {clock.minute:02d}" if clock.minute else f"{clock.hour} h",
        "short": f"{clock.hour}h{clock.minute:02d}" if clock.minute else f"{clock.hour}h",
    }


def _bare(clock: time) -> str:
    """The time without its half of the day."""
    return say_time(clock, "fr").removesuffix(" du matin")


FRENCH = Forms(
    dates=(
        "(le |){weekday} {number} {month}",
        "le {number} {month}",
        "le {weekday} {number}",
        "{weekday} le {number}",
        "{weekday} {number}",
        "le {number}",
        "le {numeral} {month}",
        "(le |){weekday} {numeral} {month}",
        "{weekday} le {numeral}",
        "le {numeral}",
    ),
    near={
        "tomorrow": ("demain", "demain", "demain, {weekday}", "demain si possible"),
        "in two days": ("après-demain", "dans deux jours"),
        "coming": (
            "{weekday}",
            "ce {weekday}",
            "{weekday} qui vient",
            "{weekday} prochain",
            "{weekday}, si possible",
            "disons {weekday}",
        ),
        "this week": ("{weekday} (de |)cette semaine", "cette semaine, {weekday}"),
        "next week": (
            "{weekday} (de |)la semaine prochaine",
            "la semaine prochaine(,|) {weekday}",
            "la semaine prochaine, le {weekday}",
            "{weekday} semaine prochaine",
        ),
        "week later": ("{weekday} en huit",),
        "in a week": ("dans une semaine", "dans huit jours"),
        "in two weeks": ("dans deux semaines", "dans quinze jours", "dans une quinzaine"),
    },
    clocks={
        "any": (
            "(à |){said}",
            "(vers|autour de|aux alentours de|aux environs de) {said}",
            "(à |vers |){digits}",
            "(à |){short}",
            "pour {said}",
        ),
        "full": ("à {hour} pile", "(à|vers) {hour} environ"),
        "quarter": ("(à |){hour} et quart",),
        "half": ("(à |vers |){hour} et demie",),
        "three quarters": ("(à |){next} moins (le |)quart",),
        "small": ("(à |){small} de l'après-midi", "(à |vers ){small}"),
    },
    parts=(
        "(le |au |)matin",
        "(dans la|en) matinée",
        "(l'|en |dans l'|)après-midi",
        "en (début|fin) (d'après-midi|de matinée|de journée)",
        "(plutôt |de préférence |)(le matin|l'après-midi|en soirée)",
        "tôt le matin",
        "en soirée",
        "le soir",
        "après le travail",
        "(après|avant) le dîner",
        "(avant|après) midi",
        "(à|vers|autour de) midi",
        "sur l'heure du (midi|dîner)",
        "(pas |)(après|avant) {said}",
        "(à partir de|dès) {said}",
        "entre {hour} et {later}",
        "au plus tard à {hour}",
    ),
    spans=(
        "(dans |)la semaine prochaine",
        "(dans |plus tard |)cette semaine",
        "(au |)début de (la |)semaine prochaine",
        "en (début|fin|milieu) de semaine prochaine",
        "(au milieu|à la fin) de la semaine( prochaine|)",
        "dans deux semaines",
        "(le mois prochain|à la fin du mois|au début du mois prochain)",
        "dans les prochains jours",
    ),
    vague=(
        "(le plus tôt|dès que|aussitôt que|le plus vite|le plus rapidement) possible",
        "au plus (vite|tôt)",
        "la première (place|date) (disponible|libre|que vous avez)",
        "(dans|d'ici) (une quinzaine de jours|dix jours|deux semaines|quinze jours)",
        "dans un mois",
        "n'importe quel jour",
        "n'importe quand",
        "quand vous pouvez",
        "le prochain rendez-vous (disponible|possible)",
    ),
    day_slots=_day_slots,
    clock_slots=_clock_slots,
)
