"""Phrases: words next to each other within one value of one field, in their order."""

from collections.abc import Callable

from tests.conformance.unusual import FORTY

Seek = Callable[..., list[int]]


def test_a_phrase_does_not_run_from_one_lesson_into_the_next(seek: Seek) -> None:
    assert (seek('"regelmaat helpt"'), seek('"rust regelmaat"')) == ([17], [])


def test_a_phrase_does_not_run_from_a_lesson_into_an_explanation(seek: Seek) -> None:
    assert (seek('"reinheid telt"'), seek('"helpt reinheid"')) == ([17], [])


def test_a_phrase_does_not_run_from_one_explanation_into_the_next(seek: Seek) -> None:
    assert (seek('"altijd mee"'), seek('"telt altijd"')) == ([17], [])


def test_a_phrase_does_not_run_from_title_to_summary_or_body(seek: Seek) -> None:
    assert seek('"woord tweede"') == seek('"woord derde"') == []


def test_words_of_all_fields_together_are_found_without_quotes(seek: Seek) -> None:
    assert seek("eerste tweede derde") == [19]


def test_an_excluded_phrase_over_a_border_excludes_nothing(seek: Seek) -> None:
    assert seek('waarden -"rust regelmaat"') == [17]


def test_an_excluded_phrase_within_a_lesson_excludes(seek: Seek) -> None:
    assert seek('waarden -"regelmaat helpt"') == []


def test_a_word_that_is_doubled_in_a_phrase_must_be_doubled(seek: Seek) -> None:
    assert (seek('"heel heel"'), seek('"heel heel heel"')) == ([18], [])


def test_a_phrase_that_repeats_itself_is_found(seek: Seek) -> None:
    assert seek('"heel goed heel goed"') == [18]


def test_a_phrase_goes_on_over_commas_and_full_stops(seek: Seek) -> None:
    assert seek('"erg heel"') == seek('"goed heel"') == [18]


def test_the_first_and_the_last_word_of_a_text_are_in_phrases(seek: Seek) -> None:
    assert seek('"w0 w1"') == seek('"w38 w39"') == [20]


def test_a_phrase_of_a_whole_text_of_forty_words_is_found(seek: Seek) -> None:
    assert seek(f'"{FORTY}"') == [20]


def test_a_phrase_with_one_word_left_out_is_not_found(seek: Seek) -> None:
    assert (seek('"w3 w5"'), seek("w3 w5")) == ([], [20])


def test_two_phrases_may_share_words(seek: Seek) -> None:
    assert seek('"w3 w4 w5" "w4 w5 w6"') == [20]


def test_a_range_of_years_is_a_phrase_of_two(seek: Seek) -> None:
    assert seek('"2023-2024"') == seek('"2023 2024"') == seek('"schooljaar 2023"') == [21]


def test_numbers_are_found_with_either_point(seek: Seek) -> None:
    assert seek("10000 12.5 1200") == seek("10.000 12,5 1.200") == [21]


def test_the_number_of_a_hyphened_word_is_found_but_no_part_of_a_number(seek: Seek) -> None:
    assert (seek("4-daagse"), seek("4"), seek("10")) == ([21], [21], [])
