import * as contract from '@keyholder/contract';

/** A JSON Schema as it stands in the document. */
export type Shape = { readonly [member: string]: unknown };

const isShape = (value: unknown): value is Shape => typeof value === 'object' && value !== null && !Array.isArray(value);
const isWorthAName = (shape: Shape): boolean =>
  shape['type'] === 'object' || shape['type'] === 'array' || Array.isArray(shape['anyOf']) || Array.isArray(shape['enum']);

/** Schemas that the contract exports become components under their names; two schemas that say the same are the same. */
function namedShapes(): Map<string, string> {
  const names = new Map<string, string>();
  for (const [name, exported] of Object.entries(contract)) {
    if (!isShape(exported) || !isWorthAName(exported)) continue;
    const text = JSON.stringify(exported);
    if (!names.has(text)) names.set(text, name.replace(/Schema$/, ''));
  }
  return names;
}

/** The components of one document: each shape is written once, where it is first met. */
export class Components {
  readonly #names = namedShapes();
  readonly #written = new Map<string, Shape>();

  /** The shape, or a reference to the component that it is. */
  refer(schema: unknown): Shape {
    const plain: unknown = JSON.parse(JSON.stringify(schema));
    if (!isShape(plain)) throw new TypeError('a schema is an object');
    const name = this.#names.get(JSON.stringify(plain)) ?? this.#pageName(plain);
    if (name === undefined) return this.#inside(plain);
    if (!this.#written.has(name)) {
      this.#written.set(name, {}); // holds the name while its members are visited
      this.#written.set(name, this.#inside(plain));
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  add(name: string, shape: Shape): void {
    this.#written.set(name, shape);
  }

  sorted(): Record<string, Shape> {
    return Object.fromEntries([...this.#written].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** A page of a named shape is `RoomPage`; a page of anything else stays where it is. */
  #pageName(shape: Shape): string | undefined {
    const properties = shape['properties'];
    if (!isShape(properties) || !isShape(properties['nextCursor']) || !isShape(properties['items'])) return undefined;
    const item = this.#names.get(JSON.stringify(properties['items']['items']));
    return item === undefined ? undefined : `${item}Page`;
  }

  #inside(shape: Shape): Shape {
    const members = Object.entries(shape).map(([key, value]): [string, unknown] => {
      if (key === 'properties' && isShape(value))
        return [key, Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, this.refer(inner)]))];
      if ((key === 'items' || key === 'additionalProperties') && isShape(value)) return [key, this.refer(value)];
      if ((key === 'anyOf' || key === 'allOf') && Array.isArray(value)) return [key, value.map((inner: unknown) => this.refer(inner))];
      if (key === 'patternProperties' && isShape(value)) return ['additionalProperties', this.#anyKey(value)];
      return [key, value];
    });
    const isText = Array.isArray(shape['enum']) && shape['type'] === undefined && shape['enum'].every((value) => typeof value === 'string');
    return { ...(isText ? { type: 'string' } : {}), ...Object.fromEntries(members) };
  }

  /** A record: its one pattern says what every member is. */
  #anyKey(patterns: Shape): unknown {
    const [only] = Object.values(patterns);
    return only === undefined ? true : this.refer(only);
  }
}
