import type { ErrorCode, Operation } from '@keyholder/contract';
import { type Fault, type Result, ok, refuse } from '../../kernel/result.ts';

type Rule = {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  default?: unknown;
  format?: string;
};

/**
 * Reads a query string by the operation's schema. A name that is not known, or one given twice, is refused: a typing error
 * must not execute (api.md). In a list an unknown name is a filter that does not exist (A09).
 */
export function readQuery(operation: Operation, search: URLSearchParams): Result<Record<string, unknown>, ErrorCode> {
  const declared = operation.query.properties as Record<string, Rule>; // JSON Schema of plain values
  const rules = operation.rehearses ? { rehearse: { const: 'true' }, ...declared } : declared;
  const isList = 'cursor' in rules;
  const read: Record<string, unknown> = {};
  const faults: Fault[] = [];
  for (const name of new Set(search.keys())) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    const values = search.getAll(name);
    const pointer = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (rule === undefined)
      faults.push({ pointer, code: isList ? 'unknown_filter' : 'unknown_parameter', detail: 'there is no such parameter here' });
    else if (values.length > 1) faults.push({ pointer, code: 'invalid_value', detail: 'is given more than once' });
    else {
      const value = valueOf(rule, values[0] ?? '');
      if (value === undefined)
        faults.push({ pointer, code: name === 'sort' ? 'unknown_filter' : 'invalid_value', detail: 'is not a value of this parameter' });
      else read[name] = value;
    }
  }
  for (const [name, rule] of Object.entries(rules)) if (!(name in read) && rule.default !== undefined) read[name] = rule.default;
  for (const name of requiredOf(operation))
    if (!(name in read) && faults.length === 0) faults.push({ pointer: `/${name}`, code: 'invalid_value', detail: 'is required' });
  const [first] = faults;
  return first === undefined ? ok(read) : refuse(first.code, { detail: first.detail, faults });
}

const requiredOf = (operation: Operation): readonly string[] => (operation.query as { required?: string[] }).required ?? [];

/** RFC 3339. A year of four digits is one that the database knows as well. */
const instant = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;
/** `Date` alone would take the 30th of February for the 2nd of March. */
function isInstant(text: string): boolean {
  const [, day] = instant.exec(text) ?? [];
  return day !== undefined && !Number.isNaN(Date.parse(text)) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

function valueOf(rule: Rule, text: string): unknown {
  if (rule.enum !== undefined) return rule.enum.includes(text) ? text : undefined;
  if (rule.const !== undefined) return text === rule.const ? text : undefined;
  if (rule.type === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined;
  if (rule.type === 'integer') {
    if (!/^-?\d{1,15}$/.test(text)) return undefined;
    const number = Number(text);
    return number >= (rule.minimum ?? -Infinity) && number <= (rule.maximum ?? Infinity) ? number : undefined;
  }
  if (text.length < (rule.minLength ?? 0) || text.length > (rule.maxLength ?? 1000) || /[\u0000-\u001f\u007f]/.test(text)) return undefined;
  if (rule.pattern !== undefined && !new RegExp(rule.pattern, 'u').test(text)) return undefined;
  if (rule.format === 'date-time' && !isInstant(text)) return undefined;
  return text;
}
