import { type Decision, type Evaluation, type Evaluations, Evaluation as EvaluationSchema, access } from '@keyholder/contract';
import { Compile } from 'typebox/compile';
import { type Result, ok, refuse, refuseAt } from '../../kernel/result.ts';
import { type OpenRequest, type Route, openRoute } from '../../platform/http/route.ts';
import type { Db } from '../../platform/postgres/in-tenant.ts';
import { type Asker, type Locate, evaluate } from './evaluate.ts';
import type { FactCache } from './fact-cache.ts';

const most = 1000;
const isEvaluation = Compile(EvaluationSchema);
const none = { none: 'a decision is not an act' };

export type AccessNeeds = {
  db: Db;
  cache: FactCache;
  origin: string;
  /** rooms by kind of resource: `room` itself, and what lies in one */
  locate: ReadonlyMap<string, Locate>;
  /** a decision client's token, or a person's API token */
  askerOf: (request: OpenRequest) => Promise<Result<Asker>>;
};

/** OpenID AuthZEN Authorization API 1.0: evaluation, evaluations and the metadata document. */
export function accessRoutes({ db, cache, origin, locate, askerOf }: AccessNeeds): Route[] {
  const ask = (who: Asker, asked: readonly Evaluation[]): Promise<Decision[]> => evaluate(db, cache, locate, who, asked);
  const guarded = { kind: 'credential', why: 'a decision client or a person’s API token' } as const;
  return [
    openRoute(access.evaluate, {
      access: guarded,
      audit: none,
      enter: askerOf,
      answer: async ({ body, who }) => ok((await ask(who, [body]))[0] ?? { decision: false }),
    }),
    openRoute(access.evaluateMany, {
      access: guarded,
      audit: none,
      enter: askerOf,
      answer: ({ body, who }) => evaluateMany(body, (asked) => ask(who, asked)),
    }),
    openRoute(access.metadata, {
      access: { kind: 'public', why: 'AuthZEN 1.0 metadata' },
      audit: none,
      answer: async () =>
        ok({
          policy_decision_point: origin,
          access_evaluation_endpoint: `${origin}/access/v1/evaluation`,
          access_evaluations_endpoint: `${origin}/access/v1/evaluations`,
        }),
    }),
  ];
}

type Item = { evaluation: Evaluation } | { error: Decision };

/** The three semantics of the specification; order is kept and nothing is true by default (A91). */
async function evaluateMany(
  body: Evaluations,
  ask: (asked: readonly Evaluation[]) => Promise<Decision[]>,
): Promise<Result<{ evaluations: Decision[] } | Decision>> {
  const defaults = { subject: body.subject, action: body.action, resource: body.resource, context: body.context };
  if (body.evaluations === undefined || body.evaluations.length === 0) {
    if (!isEvaluation.Check(defaults)) return refuse('invalid_value', { detail: 'subject, action and resource are required' });
    return ok((await ask([defaults]))[0] ?? { decision: false });
  }
  if (body.evaluations.length > most) return refuseAt('/evaluations', 'too_many', `at most ${most} evaluations in one request`);
  const items = body.evaluations.map((item): Item => itemOf(defaults, item));
  const decisions = await ask(items.flatMap((item) => ('evaluation' in item ? [item.evaluation] : [])));
  const answers = items.map((item): Decision => ('error' in item ? item.error : (decisions.shift() ?? { decision: false })));
  const semantic = body.options?.evaluations_semantic ?? 'execute_all';
  const stop = semantic === 'execute_all' ? -1 : answers.findIndex(({ decision }) => decision === (semantic === 'permit_on_first_permit'));
  return ok({ evaluations: stop === -1 ? answers : answers.slice(0, stop + 1) });
}

function itemOf(defaults: object, item: unknown): Item {
  const whole: unknown = typeof item === 'object' && item !== null && !Array.isArray(item) ? { ...definedOf(defaults), ...item } : undefined;
  if (isEvaluation.Check(whole)) return { evaluation: whole };
  return { error: { decision: false, context: { error: { status: 422, message: 'subject, action and resource are required' } } } };
}

const definedOf = (members: object): object => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
