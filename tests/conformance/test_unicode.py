"""Letters of any script and length, however they are written."""

from collections.abc import Callable

from tests.conformance.unusual import LONG

Seek = Callable[..., list[int]]


def test_a_letter_with_its_accent_apart_is_the_letter_with_its_accent(seek: Seek) -> None:
    assert set(seek("café")) == set(seek("cafe\u0301")) == {1, 2}


def test_an_accent_that_is_left_out_is_found_however_it_was_written(seek: Seek) -> None:
    assert set(seek("cafe")) == {1, 2}


def test_a_stressed_een_is_the_article(seek: Seek) -> None:
    assert set(seek("e\u0301e\u0301n")) == set(seek("een")) == {1, 2, 14, 16}


def test_a_hyphened_word_with_a_combining_mark_is_found_joined(seek: Seek) -> None:
    assert seek("reintegratie") == seek("ré-integratie") == [1]


def test_letters_beyond_the_first_plane_are_letters(seek: Seek) -> None:
    assert seek("𐌰𐌱𐌲") == seek("𐌰𐌱") == [3]


def test_letters_beyond_the_first_plane_are_no_part_of_a_longer_word(seek: Seek) -> None:
    assert seek("𐌰𐌱 -𐌰𐌱𐌲") == []


def test_an_emoji_is_no_word_in_a_question(seek: Seek) -> None:
    assert len(seek("🎓")) == len(seek(""))


def test_words_beside_an_emoji_are_found(seek: Seek) -> None:
    assert seek("👩‍🏫 juf") == [4]


def test_arabic_is_found_in_any_order_of_its_words(seek: Seek) -> None:
    assert seek("المعلمين تعليم") == [5]


def test_a_hebrew_phrase_is_found_in_its_order_alone(seek: Seek) -> None:
    assert (seek('"בבית ספר"'), seek('"ספר בבית"')) == ([5], [])


def test_a_chinese_word_is_found_whole_and_not_by_one_sign_of_it(seek: Seek) -> None:
    assert (seek("教育"), seek("教")) == ([6], [])


def test_cyrillic_is_found_in_capitals_too(seek: Seek) -> None:
    assert seek("ОБРАЗОВАНИЕ") == [6]


def test_an_indian_word_with_vowel_signs_is_found(seek: Seek) -> None:
    assert seek("हिन्दी") == seek("शिक्षा") == [6]


def test_a_sharp_s_is_two(seek: Seek) -> None:
    assert seek("strasse") == seek("STRASSE") == seek("Straße") == [11]


def test_letters_that_no_accent_makes_are_found_by_their_plain_ones(seek: Seek) -> None:
    assert seek("lodz tromso thingvellir oeuvre curacao") == [11]


def test_ligatures_are_their_letters(seek: Seek) -> None:
    assert seek("fietsplannen ijsland") == seek("ﬁetsplan Ĳsland") == [12]


def test_what_is_not_seen_in_a_word_does_not_cut_it(seek: Seek) -> None:
    assert (seek("werkdruk"), seek("zondervoeging"), seek("voeging")) == ([12], [12], [])


def test_every_kind_of_space_parts_words(seek: Seek) -> None:
    assert seek('"vast contract"') == seek('"tussen spaties in regels en meer"') == [13]


def test_a_word_of_sixty_characters_is_a_word(seek: Seek) -> None:
    assert (seek("y" * 59), seek("y" * 60), seek(LONG[59])) == ([7], [], [])


def test_of_a_longer_word_the_first_sixty_characters_count(seek: Seek) -> None:
    assert set(seek(LONG[60])) == set(seek(LONG[61])) == {7, 8, 9, 10}


def test_words_of_200_255_and_300_characters_are_found_by_each_other(seek: Seek) -> None:
    assert seek(LONG[200]) == seek(LONG[255]) == seek(LONG[256]) == seek(LONG[300])


def test_a_phrase_may_hold_a_word_of_300_characters(seek: Seek) -> None:
    assert seek(f'"langst {LONG[300]}"') == [10]
