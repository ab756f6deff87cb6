// The mathematics of ranked detections: counts at a threshold, precision, recall, average precision.
// tests/widgets/test_detection_maths.py compares every one with course_utils.layers.detection.detection_metrics.

/** @typedef {{ tp: number, fp: number, fn: number }} Counts */
/** @typedef {{ precision: number, recall: number, score: number }} Point a place of the curve */

/**
 * What a score threshold leaves: hits (TP), false detections (FP) and objects missed (FN); an equal score counts.
 *
 * @type {(scores: number[], matched: boolean[], total: number, threshold: number) => Counts}
 */
export function countsAt(scores, matched, total, threshold) {
  let tp = 0;
  let fp = 0;
  scores.forEach((score, i) => {
    if (score < threshold) return;
    if (matched[i]) tp += 1;
    else fp += 1;
  });
  return { tp, fp, fn: total - tp };
}

/**
 * Precision, recall and score when the best detection counts, the best two, …; equal scores stay in their order.
 *
 * @type {(scores: number[], matched: boolean[], total: number) => Point[]}
 */
export function precisionRecall(scores, matched, total) {
  const order = scores.map((_, i) => i).sort((a, b) => scores[b] - scores[a] || a - b);
  let hits = 0;
  return order.map((i, place) => {
    hits += matched[i] ? 1 : 0;
    return { precision: hits / (place + 1), recall: hits / total, score: scores[i] };
  });
}

/**
 * The precision with its dips filled: the best of each place and all after it.
 *
 * @type {(curve: Point[]) => number[]}
 */
export function envelope(curve) {
  const filled = curve.map(({ precision }) => precision);
  for (let i = filled.length - 2; i >= 0; i--) filled[i] = Math.max(filled[i], filled[i + 1]);
  return filled;
}

/**
 * The best precision at recall 0, …, 1 (`points` of them) or higher; 0 where none is reached.
 *
 * @type {(curve: Point[], points: number) => [recall: number, precision: number][]}
 */
export function sampled(curve, points) {
  const filled = envelope(curve);
  return Array.from({ length: points }, (_, i) => {
    const wanted = i / (points - 1);
    const place = curve.findIndex(({ recall }) => recall >= wanted);
    return [wanted, place < 0 ? 0 : filled[place]];
  });
}

/**
 * The area under the filled curve, whole (points null) or as the mean of samples.
 *
 * @type {(curve: Point[], points?: number | null) => number}
 */
export function averagePrecision(curve, points = null) {
  if (points) return sampled(curve, points).reduce((sum, [, precision]) => sum + precision, 0) / points;
  const filled = envelope(curve);
  return curve.reduce((sum, { recall }, i) => sum + (recall - (i ? curve[i - 1].recall : 0)) * filled[i], 0);
}

/**
 * How many hits and false detections have their score in each of `bins` equal parts of 0 … 1.
 *
 * @type {(scores: number[], matched: boolean[], bins: number) => [hits: number, misses: number][]}
 */
export function histogram(scores, matched, bins) {
  /** @type {[hits: number, misses: number][]} */
  const counts = Array.from({ length: bins }, () => [0, 0]);
  scores.forEach((score, i) => {
    counts[Math.min(bins - 1, Math.floor(score * bins))][matched[i] ? 0 : 1] += 1;
  });
  return counts;
}
