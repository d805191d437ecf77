"""Alerts in words: what was seen, and one thing to do about it. First names, neither « il » nor « elle »."""

from tutor.dashboard.alerts.rules import Alert

NBSP = "\u00a0"


def what(alert: Alert, first_name: str, skill: str) -> str:
    """What was seen. `skill`: the French name of the skill it is about, if any."""
    found = {key: round(number) for key, number in alert.numbers.items()}
    match alert.kind:
        case "stuck":
            others = found["others"]
            more = f" (et sur {others} autre{'s' if others > 1 else ''} compétence{'s' if others > 1 else ''})"
            return (
                f"{first_name} bute sur «{NBSP}{skill}{NBSP}»{more if others else ''}{NBSP}: "
                f"{found['correct']} réponse{'s' if found['correct'] > 1 else ''} juste"
                f"{'s' if found['correct'] > 1 else ''} sur {found['tries']} en trois semaines."
            )
        case "flat":
            return (
                f"La vitesse de lecture de {first_name} ne monte guère{NBSP}: {found['first']} mots par minute il y a "
                f"{found['weeks']} semaines, {found['last']} à présent, d’après {found['readings']} lectures."
            )
        case "low":
            usual = f" au lieu de {found['usual']}{NBSP}% d’habitude" if found["usual"] > found["percent"] else ""
            return (
                f"{first_name} réussit moins{NBSP}: {found['percent']}{NBSP}% du premier coup en deux semaines{usual}, "
                f"sur {found['tries']} exercices."
            )
        case "absent":
            if found["never"]:
                return f"{first_name} n’a encore rien fait sur Marelle, en {found['days']} jours de classe."
            return f"{first_name} n’a pas travaillé sur Marelle depuis {found['days']} jours de classe."
        case "unheard":
            return (
                f"L’oreille de Marelle doute beaucoup avec {first_name}{NBSP}: {found['percent']}{NBSP}% de «{NBSP}pas "
                f"sûr{NBSP}» en trois semaines, sur {found['answers']} réponses à voix haute."
            )


def todo(alert: Alert, first_name: str) -> str:
    """What to do about it."""
    match alert.kind:
        case "stuck":
            decide = f"écartez-la pour un temps dans «{NBSP}Décider{NBSP}»"
            return f"Reprenez cette compétence à deux avec du matériel, ou {decide}."
        case "flat":
            return "Faites relire trois fois le même petit texte, à voix haute, quelques minutes par jour."
        case "low":
            return f"Regardez ses dernières réponses, puis visez une réussite plus haute dans «{NBSP}Décider{NBSP}»."
        case "absent":
            if alert.numbers["never"]:
                return f"Vérifiez que {first_name} a sa carte et sait ouvrir sa séance."
            return f"Prévoyez une séance au calme au retour{NBSP}: Marelle reprendra par ce qui a pu s’oublier."
        case "unheard" if alert.numbers["everyone"]:
            return f"Toute la classe est concernée{NBSP}: essayez un moment plus calme, ou moins d’élèves à la fois."
        case "unheard":
            return "Essayez le micro de sa tablette, une autre tablette, ou une place plus calme."
