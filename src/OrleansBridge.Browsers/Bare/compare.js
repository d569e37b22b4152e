// |actual - expected| <= absolute + relative |expected| for floats, equality for the rest; NaN equals NaN, infinities by sign.
export async function firstDifference(actual, expected, { absolute, relative }) {
  if (!actual) return 'missing';
  if (actual.type !== expected.type) return `is ${actual.type}, expected ${expected.type}`;
  if (String(actual.dims) !== String(expected.dims)) return `has shape [${actual.dims}], expected [${expected.dims}]`;
  const left = await actual.getData();
  const right = expected.data;
  const floats = actual.type.startsWith('float');
  // An infinite expectation makes its tolerance infinite too: only equality counts there.
  const near = (a, b) => a === b || Object.is(a, b) || (floats && Number.isFinite(b) && Math.abs(a - b) <= absolute + relative * Math.abs(b));
  for (let i = 0; i < right.length; i++) {
    if (!near(left[i], right[i])) return `[${i}] is ${left[i]}, expected ${right[i]}`;
  }
  return null;
}
