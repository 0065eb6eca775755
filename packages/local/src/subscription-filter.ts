/** Conditions that fauxqs tests as SNS does. It reads texts as numbers, and lists not at all: those are refused. */
const TESTED = ['prefix', 'suffix', 'exists'];

/**
 * Tells what of a filter policy would be tested otherwise than SNS does, each by its path in the policy.
 * Source: Amazon SNS Developer Guide, "Amazon SNS subscription filter policies".
 */
export function untestedIn(policy: unknown, path = ''): string[] {
  if (typeof policy !== 'object' || policy === null) return [path || 'the policy'];
  return Object.entries(policy).flatMap(([key, value]) => {
    const at = path === '' ? key : `${path}.${key}`;
    if (key === '$or' || !Array.isArray(value)) return key === '$or' ? [at] : untestedIn(value, at);
    return value.every(isTested) ? [] : [at];
  });
}

function isTested(condition: unknown): boolean {
  if (typeof condition === 'string') return true;
  if (typeof condition !== 'object' || condition === null) return false;
  const operators = Object.keys(condition);
  return operators.length === 1 && TESTED.includes(operators[0] ?? '');
}
