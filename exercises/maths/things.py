"""Things to count: their plural and their picture (those of reading/pictures.csv)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thing:
    """Its name for several, its picture; `many`: « combien de pommes », « combien d’étoiles »."""

    plural: str
    picture: str

    @property
    def many(self) -> str:
        """With « de » before it."""
        return f"d’{self.plural}" if self.plural[0] in "aeéiou" else f"de {self.plural}"


THINGS = (
    Thing("chiens", "1F415"),
    Thing("chats", "1F408"),
    Thing("souris", "1F401"),
    Thing("lapins", "1F407"),
    Thing("oiseaux", "1F426"),
    Thing("canards", "1F986"),
    Thing("grenouilles", "1F438"),
    Thing("tortues", "1F422"),
    Thing("poissons", "1F41F"),
    Thing("escargots", "1F40C"),
    Thing("papillons", "1F98B"),
    Thing("fourmis", "1F41C"),
    Thing("abeilles", "1F41D"),
    Thing("fleurs", "1F338"),
    Thing("champignons", "1F344"),
    Thing("citrons", "1F34B"),
    Thing("bananes", "1F34C"),
    Thing("pommes", "1F34E"),
    Thing("poires", "1F350"),
    Thing("fraises", "1F353"),
    Thing("tomates", "1F345"),
    Thing("carottes", "1F955"),
    Thing("bonbons", "1F36C"),
    Thing("voitures", "1F697"),
    Thing("étoiles", "2B50"),
    Thing("livres", "1F4D5"),
    Thing("crayons", "270F"),
    Thing("clés", "1F511"),
)
OBJECTS = tuple(
    thing
    for thing in THINGS
    if thing.plural
    in {
        *("fleurs", "champignons", "citrons", "bananes", "pommes", "poires", "fraises", "tomates", "carottes"),
        *("bonbons", "livres", "crayons", "clés"),
    }
)
"""What can be shared out and packed without harm to anyone."""
