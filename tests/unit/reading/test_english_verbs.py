import pytest

from monitor.reading.english_verbs import EnglishVerb, english_forms


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        pytest.param("slap", {"slaps", "slapped", "slaping", "slapping", "slappin"}, id="doubled"),
        pytest.param("choke", {"chokes", "choked", "choking", "chokin"}, id="ends-in-e"),
        pytest.param("harry", {"harries", "harried", "harrying"}, id="ends-in-y"),
        pytest.param("punch", {"punches", "punched", "punching"}, id="ends-in-ch"),
        pytest.param("look for", {"look", "looks", "looked", "looking"}, id="with-a-particle"),
    ],
)
def test_a_regular_verb_is_inflected(verb: str, forms: set[str]) -> None:
    assert forms <= english_forms([EnglishVerb(verb, "means", ())]).keys()


def test_an_irregular_participle_makes_a_passive_by_itself() -> None:
    forms = english_forms([EnglishVerb("bite", "bite", ("violence",), "bit", "bitten")])
    assert forms["bitten"][0].only_participle
    assert forms["bit"][0].past
    assert "bited" not in forms


def test_a_particle_is_kept_with_every_form() -> None:
    forms = english_forms([EnglishVerb("look for", "seek", ("hunt",))])
    assert {form.particle for form in forms["looking"]} == {"for"}
