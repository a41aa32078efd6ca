import { Type, type Static } from 'typebox';
import { IdOf } from './ids.ts';
import { Closed, operation } from './operation.ts';
import { Instant } from './values.ts';

/** What a machine says about itself: one line of at most 200, no control, separator, direction or half characters (A107). */
const Text = Type.String({
  minLength: 1,
  maxLength: 200,
  pattern: '^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]+$',
});
const Percent = Type.Number({ minimum: 0, maximum: 100 });
const Whole = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

/** Read and there, read and none, or not measurable (D54). What else has to hold together: measurements.rules of the server. */
const state = { state: Type.Enum(['present', 'not_present', 'unknown']), reason: Type.Optional(Text) };
const listOf = <T extends Parameters<typeof Type.Array>[0]>(item: T) => Closed({ ...state, items: Type.Array(item, { maxItems: 50 }) });
const named = Closed({ name: Text });

/** What an agent measured, once: all nine are always there (agent protocol 1). */
export const AgentMeasurements = Closed({
  cpu: Closed({ ...state, loadPercent: Type.Optional(Percent), cores: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })) }),
  memory: Closed({ ...state, totalBytes: Type.Optional(Whole), usedBytes: Type.Optional(Whole) }),
  disks: listOf(Closed({ mount: Text, sizeBytes: Whole, usedBytes: Whole, usedPercent: Percent })),
  displays: listOf(
    Closed({ name: Text, connector: Type.Optional(Text), resolution: Type.Optional(Type.String({ pattern: '^[0-9]{1,6}x[0-9]{1,6}$' })) }),
  ),
  cameras: listOf(named),
  microphones: listOf(named),
  network: listOf(Closed({ name: Text, up: Type.Boolean(), type: Type.Enum(['wired', 'wireless', 'other']) })),
  os: Closed({ ...state, name: Type.Optional(Text), version: Type.Optional(Text), kernel: Type.Optional(Text), arch: Type.Optional(Text) }),
  uptimeSeconds: Closed({ ...state, value: Type.Optional(Whole) }),
});
export type AgentMeasurements = Static<typeof AgentMeasurements>;

/** The machine an agent runs on; `identity` serves to notice one credential on two machines (A105). */
export const AgentMachine = Closed({
  identity: Type.Union([Type.String({ pattern: '^[0-9a-f]{64}$' }), Type.Null()]),
  platform: Text,
  arch: Text,
  osName: Type.Union([Text, Type.Null()]),
  osVersion: Type.Union([Text, Type.Null()]),
  agentVersion: Text,
});
export type AgentMachine = Static<typeof AgentMachine>;

const random = (characters: number) => Type.String({ pattern: `^[A-Za-z0-9_-]{${characters}}$` });
/** Seconds from one heartbeat to the next. */
const HeartbeatSeconds = Type.Integer({ minimum: 5, maximum: 3600 });

export const agents = {
  enrol: operation({
    id: 'agents.enrol',
    base: 'root',
    method: 'POST',
    path: '/agent/v1/enrol',
    summary: 'Exchange an enrolment key for the credential of the room’s agent',
    /** `attempt`: a secret of the machine, by which it is known again when the answer got lost */
    body: Closed({ attempt: random(43), machine: AgentMachine }),
    success: {
      status: 201,
      body: Type.Object({
        credential: Type.String(),
        room: Type.Object({ id: IdOf('room'), name: Type.String() }),
        heartbeatSeconds: HeartbeatSeconds,
      }),
    },
    refusals: ['already_enrolled'],
  }),
  heartbeat: operation({
    id: 'agents.heartbeat',
    base: 'root',
    method: 'POST',
    path: '/agent/v1/heartbeat',
    summary: 'What the agent measures now',
    body: Closed({
      run: random(22),
      sequence: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
      sentAt: Instant,
      machine: AgentMachine,
      measurements: AgentMeasurements,
    }),
    success: { status: 200, body: Type.Object({ heartbeatSeconds: HeartbeatSeconds }) },
  }),
  download: operation({
    id: 'agents.download',
    base: 'root',
    method: 'GET',
    path: '/agent/download',
    summary: 'The agent: one file for Node 20 or newer',
    success: { status: 200, body: Type.String(), mediaType: 'text/javascript' },
  }),
  downloadDigest: operation({
    id: 'agents.download_digest',
    base: 'root',
    method: 'GET',
    path: '/agent/download.sha256',
    summary: 'The SHA-256 of the agent, as sha256sum writes it',
    success: { status: 200, body: Type.String(), mediaType: 'text/plain' },
  }),
};
