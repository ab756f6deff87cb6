"""Wrong answers to week1/3_convnet_application, those in numpy; `# !` marks the line at fault."""

import math

import numpy as np


def convert_to_one_hot__rows(Y, C):
    Y = np.eye(C)[Y.reshape(-1)]  # !
    return Y


def convert_to_one_hot__one_class_more(Y, C):
    one_hot = np.zeros((C + 1, Y.shape[1]))  # !
    for j in range(Y.shape[1]):
        one_hot[Y[0, j], j] = 1
    return one_hot


def random_mini_batches__rest_dropped(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    m = X.shape[0]
    permutation = np.random.permutation(m)
    X, Y = X[permutation], Y[permutation]
    batches = []
    for k in range(m // mini_batch_size):  # !
        begin = k * mini_batch_size
        batches.append((X[begin : begin + mini_batch_size], Y[begin : begin + mini_batch_size]))
    return batches


def random_mini_batches__labels_not_shuffled(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[0]
    mini_batches = []
    np.random.seed(seed)
    permutation = list(np.random.permutation(m))
    shuffled_X = X[permutation, :, :, :]
    shuffled_Y = Y[permutation, :]
    num_complete_minibatches = math.floor(m / mini_batch_size)
    for k in range(0, num_complete_minibatches):
        mini_batch_X = shuffled_X[k * mini_batch_size : k * mini_batch_size + mini_batch_size, :, :, :]
        mini_batch_Y = Y[k * mini_batch_size : k * mini_batch_size + mini_batch_size, :]  # !
        mini_batches.append((mini_batch_X, mini_batch_Y))
    if m % mini_batch_size != 0:
        mini_batch_X = shuffled_X[num_complete_minibatches * mini_batch_size : m, :, :, :]
        mini_batch_Y = shuffled_Y[num_complete_minibatches * mini_batch_size : m, :]
        mini_batches.append((mini_batch_X, mini_batch_Y))
    return mini_batches
