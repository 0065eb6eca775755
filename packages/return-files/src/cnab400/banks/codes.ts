/** One label for several codes: `each('12 13', 'abatimento')`. */
export function each(codes: string, label: string): Record<string, string> {
  return Object.fromEntries(codes.split(' ').map((code) => [code, label]));
}
