"""Wrong answers to week2/1_keras_tutorial, written before any list was read: stopping, momentum, Adam."""

from wrong import faults

ROWS = [
    *faults(
        "early_stop",
        """
def early_stop(costs, patience, min_delta=0.0):
    best_cost = float("inf")
    best_epoch = 0
    wait = 0
    epochs = 0
    for i in range(len(costs)):
        epochs += 1
        if best_cost - costs[i] > min_delta:
            best_cost = costs[i]
            best_epoch = i
            wait = 0
        else:
            wait += 1
            if wait >= patience:
                break
    return best_epoch, epochs
""",
        ("waiting is never reset", "            wait = 0\n        else", "        else"),
        ("stops one epoch too late", "wait >= patience", "wait > patience"),
        ("min_delta is not used", "> min_delta", "> 0"),
        ("compares with the cost before, not the best", "best_cost - costs[i] > min_delta", "i == 0 or costs[i - 1] - costs[i] > min_delta"),
        ("epochs counted from 0", "    epochs = 0\n", "    epochs = -1\n"),
    ),
    *faults(
        "momentum_step",
        """
def momentum_step(parameters, gradients, velocities, learning_rate, beta=0.9):
    new_p = {}
    new_v = {}
    for k in parameters.keys():
        v = beta * velocities[k] - learning_rate * gradients[k]
        new_v[k] = v
        new_p[k] = parameters[k] + v
    return new_p, new_v
""",
        ("the gradient weighs 1 - beta, too", "- learning_rate * gradients[k]", "- learning_rate * (1 - beta) * gradients[k]"),
        ("moves by the old velocity", "parameters[k] + v\n", "parameters[k] + velocities[k]\n"),
        ("moves against the velocity", "parameters[k] + v\n", "parameters[k] - v\n"),
        ("velocity without the old one", "beta * velocities[k] - learning_rate", "-learning_rate"),
    ),
    *faults(
        "adam_step",
        """
def adam_step(parameters, gradients, means, squares, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    p, m, s = {}, {}, {}
    for k in parameters:
        g = gradients[k]
        m[k] = beta_1 * means[k] + (1 - beta_1) * g
        s[k] = beta_2 * squares[k] + (1 - beta_2) * np.square(g)
        m_corrected = m[k] / (1 - np.power(beta_1, t))
        s_corrected = s[k] / (1 - np.power(beta_2, t))
        p[k] = parameters[k] - learning_rate * m_corrected / (np.sqrt(s_corrected) + epsilon)
    return p, m, s
""",
        ("no correction of the square", "(np.sqrt(s_corrected) + epsilon)", "(np.sqrt(s[k]) + epsilon)"),
        ("the corrected mean is kept", "        p[k] =", "        m[k] = m_corrected\n        p[k] ="),
        ("square of the gradient forgotten", "np.square(g)", "g"),
        ("beta_1 used for the squares' correction", "np.power(beta_2, t)", "np.power(beta_1, t)"),
        ("beta times t in place of to the power", "np.power(beta_1, t)", "beta_1 * t"),
        ("no root", "np.sqrt(s_corrected)", "s_corrected"),
    ),
]
