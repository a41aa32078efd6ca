import { type Decision, type Evaluation, type Evaluations, Evaluation as EvaluationSchema, access, searches } from '@keyholder/contract';
import { Compile } from 'typebox/compile';
import { type Result, ok, refuse, refuseAt } from '../../kernel/result.ts';
import { type OpenRequest, type Route, openRoute } from '../../platform/http/route.ts';
import type { Db } from '../../platform/postgres/in-tenant.ts';
import type { DecisionPoint } from './decision-point.ts';
import type { DecisionNeeds } from './decision-view.ts';
import { type Asker, evaluate } from './evaluate.ts';
import { searchActions, searchResources, searchSubjects } from './search.ts';
import { type Sign, openPage, pageAnswer } from './search-page.ts';

const most = 1000;
const isEvaluation = Compile(EvaluationSchema);
const none = { none: 'a decision is not an act' };

export type AccessNeeds = DecisionNeeds & {
  db: Db;
  /** the public origin, known once the server listens */
  origin: () => string;
  /** signs the metadata */
  decisionPoint: DecisionPoint;
  /** seals page tokens */
  sign: Sign;
  /** a decision client's token, or a person's API token */
  askerOf: (request: OpenRequest) => Promise<Result<Asker>>;
};

/** OpenID AuthZEN Authorization API 1.0: evaluation, evaluations, the three searches and the metadata document. */
export function accessRoutes(needs: AccessNeeds): Route[] {
  const { db, sign, askerOf } = needs;
  const ask = (who: Asker, asked: readonly Evaluation[]): Promise<Decision[]> => evaluate(db, needs, who, asked);
  const shared = {
    access: { kind: 'credential', why: 'a decision client or a person’s API token' },
    audit: none,
    enter: askerOf,
    meter: ({ id }: Asker) => id,
  } as const;
  return [
    openRoute(access.evaluate, { ...shared, answer: async ({ body, who }) => ok((await ask(who, [body]))[0] ?? { decision: false }) }),
    openRoute(access.evaluateMany, { ...shared, answer: ({ body, who }) => evaluateMany(body, (asked) => ask(who, asked)) }),
    openRoute(searches.subject, {
      ...shared,
      answer: async ({ body, who }) => {
        const { subject, action, resource, context, page } = body;
        const wanted = openPage(sign, [who.id, 'subject', subject.type, subject.properties, action, resource, context], page);
        if (!wanted.ok) return wanted;
        const asked = { action: action.name, thing: resource, page: wanted.value };
        return ok(pageAnswer(wanted.value, subject.type === 'user' ? await searchSubjects(db, needs, who, asked) : nothing));
      },
    }),
    openRoute(searches.resource, {
      ...shared,
      answer: async ({ body, who }) => {
        const { subject, action, resource, context, page } = body;
        const wanted = openPage(sign, [who.id, 'resource', subject, action, resource.type, resource.properties, context], page);
        if (!wanted.ok) return wanted;
        const { type, properties } = resource;
        const asked = { user: subject.id, action: action.name, type, customer: properties?.customer, page: wanted.value };
        return ok(pageAnswer(wanted.value, subject.type === 'user' ? await searchResources(db, needs, who, asked) : nothing));
      },
    }),
    openRoute(searches.action, {
      ...shared,
      answer: async ({ body, who }) => {
        const { subject, resource, context, page } = body;
        const wanted = openPage(sign, [who.id, 'action', subject, resource, context], page);
        if (!wanted.ok) return wanted;
        const actions = subject.type === 'user' ? await searchActions(db, needs, who, subject.id, resource) : [];
        const [after = ''] = wanted.value.after ?? [];
        const rest = actions.filter((name) => name > after);
        const shown = rest.slice(0, wanted.value.limit);
        const end = rest.length > shown.length ? [shown.at(-1) ?? after] : undefined;
        return ok(pageAnswer(wanted.value, { results: shown.map((name) => ({ name })), end }));
      },
    }),
    openRoute(access.metadata, {
      access: { kind: 'public', why: 'AuthZEN 1.0 metadata' },
      audit: none,
      answer: async () => {
        const origin = needs.origin();
        const metadata = {
          policy_decision_point: origin,
          access_evaluation_endpoint: `${origin}/access/v1/evaluation`,
          access_evaluations_endpoint: `${origin}/access/v1/evaluations`,
          search_subject_endpoint: `${origin}/access/v1/search/subject`,
          search_resource_endpoint: `${origin}/access/v1/search/resource`,
          search_action_endpoint: `${origin}/access/v1/search/action`,
        };
        return ok(await needs.decisionPoint.signed(metadata));
      },
    }),
    openRoute(access.keys, {
      access: { kind: 'public', why: 'what the signed metadata is checked by' },
      audit: none,
      answer: async () => ok({ keys: await needs.decisionPoint.publicKeys() }),
    }),
  ];
}

const nothing = { results: [], end: undefined };

type Item = { evaluation: Evaluation } | { error: Decision };

/** The three semantics of the specification; order is kept and nothing is true by default (A91). */
async function evaluateMany(
  body: Evaluations,
  ask: (asked: readonly Evaluation[]) => Promise<Decision[]>,
): Promise<Result<{ evaluations: Decision[] } | Decision>> {
  const { subject, action, resource, context } = body;
  const defaults = { subject, action, resource, ...(context === undefined ? {} : { context }) };
  if (body.evaluations === undefined || body.evaluations.length === 0) {
    if (!isEvaluation.Check(defaults)) return refuse('malformed', { detail: 'subject, action and resource are required' });
    return ok((await ask([defaults]))[0] ?? { decision: false });
  }
  if (body.evaluations.length > most) return refuseAt('/evaluations', 'too_many', `at most ${most} evaluations in one request`);
  const items = body.evaluations.map((item): Item => itemOf(defaults, item));
  const decisions = await ask(items.flatMap((item) => ('evaluation' in item ? [item.evaluation] : [])));
  let next = 0;
  const answers = items.map((item): Decision => ('error' in item ? item.error : (decisions[next++] ?? { decision: false })));
  const semantic = body.options?.evaluations_semantic ?? 'execute_all';
  const stop = semantic === 'execute_all' ? -1 : answers.findIndex(({ decision }) => decision === (semantic === 'permit_on_first_permit'));
  return ok({ evaluations: stop === -1 ? answers : answers.slice(0, stop + 1) });
}

const incomplete: Item = { error: { decision: false, context: { error: { status: 400, message: 'subject, action and resource are required' } } } };

/** What an item leaves out it has from the top level, each member as a whole. */
function itemOf(defaults: object, item: unknown): Item {
  const whole: unknown = typeof item === 'object' && item !== null && !Array.isArray(item) ? { ...defaults, ...item } : undefined;
  return isEvaluation.Check(whole) ? { evaluation: whole } : incomplete;
}
