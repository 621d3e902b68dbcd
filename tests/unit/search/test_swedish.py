"""How Swedish words are read: tables of what becomes what."""

import pytest

from civsam_search.swedish import clean_query, initial, parts, query_terms, sort_key, stem, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Läger för ÄLDRE!", ["läger", "för", "äldre"]),
        ("IOP-avtal, 2026", ["iop", "avtal", "2026"]),
        ("la\u0308ger", ["läger"]),
        ("snake_case", ["snake", "case"]),
        ("<script>alert(1)</script>", ["script", "alert", "1", "script"]),
        ("", []),
        ("!?…", []),
        ("العربية Soomaali", ["العربية", "soomaali"]),
    ],
)
def test_words(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    "forms",
    [
        "förening föreningen föreningar föreningarna föreningens föreningarnas",
        "dans dansen danser danserna",
        "kurs kursen kurser",
        "plats platsen platser platserna",
        "lots lotsen lotsar lotsarna",
        "kompetens kompetensen kompetenser",
        "skola skolan skolor skolorna",
        "kyrka kyrkan kyrkor",
        "ansöka ansökan",
        "nätverk nätverket nätverken",
        "förbund förbundet förbunden",
        "barn barnet barnen",
        "projekt projektet projekten",
        "kafé kaféet kaféer",
        "läger lägret lägren",
        "gammal gamla gamle",
        "läxa läxor läxorna läxan",
        "bidrag bidraget bidragen",
        "ungdom ungdomar ungdomarna",
        "dator datorn datorer",
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms):
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("läger", "lager"), ("för", "far"), ("mål", "mal"), ("kör", "kor"), ("man", "mån")],
)
def test_words_that_differ_in_a_letter_stay_apart(one, other):
    assert stem(one) != stem(other)


@pytest.mark.parametrize("word", ["plan", "handlingsplan", "organ", "sedan", "helhet", "nyhet"])
def test_words_that_only_look_definite_are_left_alone(word):
    assert stem(word) in {word, word.removesuffix("het")}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("fotbollsförening", "fotboll förening"),
        ("fotbollsföreningarna", "fotboll förening"),
        ("idrottsföreningen", "idrott förening"),
        ("läxhjälp", "läxa hjälp"),
        ("föreningsbidrag", "förening bidrag"),
        ("idrottsföreningsbidrag", "idrott förening bidrag"),
        ("anhörigstödet", "anhörig stöd"),
        ("familjeaktiviteter", "familj aktivitet"),
        ("kyrkokören", "kyrka kör"),
        ("fritidsgården", "fritid gård"),
        ("rullstolsdans", "rullstol dans"),
        ("språkkafé", "språk kafé"),
        ("sommarlägret", "sommar läger"),
        ("mötesplatser", "möte plats"),
        ("kvinnojouren", "kvinna jour"),
        ("barnkör", "barn kör"),
    ],
)
def test_a_compound_has_parts(word, expected):
    assert parts(word) == tuple(stem(part) for part in expected.split())


@pytest.mark.parametrize(
    "word",
    [
        "förening", "föreningar", "verksamhet", "avgift", "fotboll", "kommunen", "samarbete",
        "matcher", "spelar", "lagar", "parkour", "hundra", "planet", "handikapp", "ledare",
        "pensionärer", "information", "802002", "a" * 500, "", "å",
    ],
)  # fmt: skip
def test_a_word_that_is_no_compound_stays_whole(word):
    assert parts(word) == ()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("  läger   vid\tälven ", "läger vid älven"),
        ("lä\x00ger", "lä ger"),
        ("x" * 10_000, "x" * 200),
        (" ".join(str(n) for n in range(40)), " ".join(str(n) for n in range(12))),
        ("\u202egnivil", "gnivil"),
    ],
)
def test_what_a_visitor_wrote_is_made_safe(written, expected):
    assert clean_query(written) == expected


def test_words_that_say_nothing_are_left_out_of_a_question():
    assert [term.text for term in query_terms("vad finns det för läger")] == [stem("läger")]


def test_a_question_of_such_words_alone_is_kept():
    assert [term.word for term in query_terms("vi och du")] == ["vi", "och", "du"]


def test_a_part_weighs_less_than_the_whole_word():
    whole, *rest = query_terms("fotbollsförening")
    assert whole.weight == 1
    assert {term.text for term in rest} == {"fotboll", "förening"}
    assert all(term.weight < 1 for term in rest)


def test_a_word_that_is_also_written_by_itself_has_full_weight():
    terms = {term.text: term.weight for term in query_terms("fotbollsförening fotboll")}
    assert terms["fotboll"] == 1


def test_titles_sort_as_in_a_swedish_register():
    right = [
        "1 maj-gruppen", "Érik", "Eva", "Pizza", "Pizzor", "Zebra", "Föreningen Ånga", "Åre",
        "Ängens odlare", "Föreningen Öppna dörren",
    ]  # fmt: skip
    shuffled = right[6:] + right[:6]
    assert sorted(shuffled, key=sort_key) == right


def test_a_sort_key_is_plain_letters_that_no_collation_can_reorder():
    assert sort_key("Åre & Ös 4H: <b>é</b>").isascii()
    assert sort_key("Åre & Ös 4H: <b>é</b>").isalnum()


@pytest.mark.parametrize(
    ("title", "letter"),
    [("Föreningen Öppna dörren", "Ö"), ("åre", "Å"), ("Érik", "E"), ("4H", "#"), ("", "#")],
)
def test_the_letter_a_title_stands_under(title, letter):
    assert initial(title) == letter
