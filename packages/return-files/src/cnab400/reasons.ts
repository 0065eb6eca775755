function onlyFills(raw: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const code = raw.charCodeAt(at);
    if (code !== 48 && code !== 32) return false;
  }
  return true;
}

/** Cuts motivos into codes of `width` characters. Blanks and zeros only fill, on either side. */
export function cutReasons(raw: string, width: number): string[] {
  if (onlyFills(raw, 0, raw.length)) return [];
  const codes: string[] = [];
  for (let at = 0; at < raw.length; at += width) {
    const end = Math.min(at + width, raw.length);
    if (!onlyFills(raw, at, end)) codes.push(raw.slice(at, end).trim());
  }
  return codes;
}

/** A motivo that is told in words. */
export function reasonInWords(text: string | undefined): string[] {
  return text === undefined ? [] : [text.replace(/\s+/g, ' ')];
}
