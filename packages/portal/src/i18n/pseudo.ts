const accents: Readonly<Record<string, string>> = {
  a: 'á',
  b: 'ƀ',
  c: 'ç',
  d: 'ð',
  e: 'é',
  f: 'ƒ',
  g: 'ğ',
  h: 'ĥ',
  i: 'í',
  k: 'ķ',
  l: 'ļ',
  n: 'ñ',
  o: 'ö',
  p: 'þ',
  r: 'ŕ',
  s: 'š',
  t: 'ţ',
  u: 'ü',
  w: 'ŵ',
  y: 'ý',
  z: 'ž',
  A: 'Á',
  C: 'Ç',
  D: 'Ð',
  E: 'É',
  I: 'Í',
  N: 'Ñ',
  O: 'Ö',
  R: 'Ŕ',
  S: 'Š',
  U: 'Ü',
};

/** English that looks foreign and is 40 % longer; placeholders `{{…}}` stay as they are. */
export function pseudoText(text: string): string {
  const parts = text.split(/(\{\{.*?\}\}|<\/?\d+>)/);
  const accented = parts.map((part, n) => (n % 2 === 1 ? part : part.replace(/[A-Za-z]/g, (letter) => accents[letter] ?? letter)));
  return `[${accented.join('')}${'~'.repeat(Math.ceil(text.length * 0.4))}]`;
}

export function pseudo(texts: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(texts).map(([key, value]) => [key, typeof value === 'string' ? pseudoText(value) : isTree(value) ? pseudo(value) : value]),
  );
}

const isTree = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
