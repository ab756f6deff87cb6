"""Wrong answers to week2/4_transfer_and_augmentation, those in numpy; `# !` marks the line at fault."""

import numpy as np


def mirror(image):
    return image[:, ::-1]


def mirror__upside_down(image):
    mirrored = image[::-1]  # !
    return mirrored


def random_crop__one_place_short(image, height, width, seed=0):
    rng = np.random.default_rng(seed)
    top = rng.integers(0, image.shape[0] - height + 1)
    left = rng.integers(0, image.shape[1] - width)  # !
    return image[top : top + height, left : left + width]


def random_crop__ends_at_width(image, height, width, seed=0):
    rng = np.random.default_rng(seed)
    y = rng.integers(0, image.shape[0] - height + 1)
    x = rng.integers(0, image.shape[1] - width + 1)
    crop = image[y : y + height, x : width]  # !
    return crop


def ensemble_predict__labels_of_the_networks(probabilities):
    mean = np.mean(probabilities, axis=0)
    labels = np.argmax(probabilities, axis=1)  # !
    return mean, labels


def ensemble_predict__mean_over_images(probabilities):
    mean = np.mean(probabilities, axis=1)  # !
    labels = np.argmax(mean, axis=1)
    return mean, labels


def ten_crop__centre_off(image, size):
    H, W = image.shape[:2]
    corners = [(0, 0), (0, W - size), (H - size, 0), (H - size, W - size)]
    corners.append(((H - size) // 2, W // 2))  # !
    crops = [image[y : y + size, x : x + size] for y, x in corners]
    return np.stack(crops + [mirror(crop) for crop in crops])


def ten_crop__not_mirrored(image, size):
    last_row, last_column = image.shape[0] - size, image.shape[1] - size
    tops = [0, 0, last_row, last_row, last_row // 2]
    lefts = [0, last_column, 0, last_row, last_column // 2]  # !
    windows = [image[top : top + size, left : left + size] for top, left in zip(tops, lefts)]
    return np.stack(windows + [window[:, ::-1] for window in windows])
