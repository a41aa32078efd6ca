import { type AbuseDefect, authorization } from './abuse-cases.ts';

/** Of the group *Decisions, Explain, side lists*. */
export const decisionDefects: readonly AbuseDefect[] = [
  {
    case: 88,
    planted: {
      name: 'pdp-tells-existence',
      edits: [
        {
          file: authorization('explain-decision.ts'),
          find: 'if (person === undefined || !mayAskAbout(authority, asker, { user: person.id, organization: person.organization }, thing.matter)) return absent;',
          instead: 'if (person === undefined) return absent;',
        },
      ],
    },
  },
  {
    case: 89,
    planted: {
      name: 'facts-from-caller',
      edits: [
        {
          file: authorization('evaluate.ts'),
          find: '(one === undefined ? denied : answerTo(',
          instead: "(one === undefined ? denied : asked.some(({ subject }) => subject.properties?.['roles'] !== undefined) ? allowed : answerTo(",
        },
      ],
    },
  },
  {
    case: 90,
    planted: {
      name: 'cache-key-joined',
      edits: [
        {
          file: authorization('evaluate.ts'),
          find: "const denied: Answer = { decision: false, context: { code: 'denied' } };",
          instead:
            "const denied: Answer = { decision: false, context: { code: 'denied' } };\n" +
            'const kept = new Map<string, Answer>();\n' +
            "const joined = ({ subject, action, resource }: Evaluation) => [subject.type, subject.id, action.name, resource.type, resource.id].join('');",
        },
        {
          file: authorization('evaluate.ts'),
          find: 'if (mentioned.length === 0) return asked.map(() => denied);',
          instead: 'if (mentioned.length === 0) return asked.map((one) => kept.get(joined(one)) ?? denied);',
        },
        {
          file: authorization('evaluate.ts'),
          find: 'return named.map((one) => (one === undefined ? denied : answerTo(view, actors, matters, one)));',
          instead:
            'return named.map((one, n) => { const made = one === undefined ? denied : answerTo(view, actors, matters, one); const key = asked[n]; if (key !== undefined && made === allowed) kept.set(joined(key), made); return made; });',
        },
      ],
    },
  },
  {
    case: 91,
    planted: {
      name: 'batch-error-true',
      edits: [{ file: authorization('access.routes.ts'), find: '{ error: { decision: false,', instead: '{ error: { decision: true,' }],
    },
  },
  {
    case: 92,
    planted: {
      name: 'list-query-drift',
      edits: [
        {
          file: authorization('search.ts'),
          find: '[grant.atoms, ...(grant.within === null ? [] : [grant.within]), ...bounds]',
          instead: '[grant.atoms, ...bounds]',
        },
      ],
    },
  },
  {
    case: 93,
    planted: {
      name: 'side-list-unfiltered',
      edits: [
        {
          file: authorization('access-asking.ts'),
          find: "return { own: atHome, partners: atHome ? 'all' : 'mine', scopes: roles };",
          instead: "return { own: true, partners: 'all', scopes: roles };",
        },
      ],
    },
  },
];
