"""U-Net: what each stage reads, and what is refused."""

import pytest

from course_utils.errors import ArgumentError

pytestmark = pytest.mark.tf


def test_skips_add_channels_to_the_decoder_and_nothing_else():
    from course_utils.layers.segmentation.unet import unet

    with_skips, without = (unet((8, 12, 3), 1, (2, 3, 5), skips) for skips in (True, False))
    more = with_skips.count_params() - without.count_params()
    assert more == 9 * (2 * 2 + 3 * 3)  # 3×3 filters of each stage read as many channels more as it has
    assert with_skips.output_shape == without.output_shape == (None, 8, 12, 1)


def test_sides_that_do_not_halve_evenly_are_refused():
    from course_utils.layers.segmentation.unet import unet

    with pytest.raises(ArgumentError, match="3 stages need sides that 4 divides"):
        unet((8, 10, 1), 1, (2, 3, 4))
