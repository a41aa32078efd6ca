import type { AuditTarget, ErrorCode, OrganizationId, PermissionKey, UserId } from '@keyholder/contract';
import type { Call, Person } from '../../kernel/call.ts';
import type { Refusal } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Db } from '../postgres/in-tenant.ts';

/** What of a request says who asks. */
export type Credentials = {
  authorization: string | undefined;
  cookie: string | undefined;
  method: string;
  header: (name: string) => string | undefined;
  address: string;
};

export type Caller = { ok: true; person: Person; csrfToken?: string };

export type RefusedAct = {
  action: string;
  code: ErrorCode;
  customer: OrganizationId | null;
  partner?: OrganizationId;
  target: { type: string; id: string };
  ledgers: readonly OrganizationId[];
};

export type WantedChange = {
  customer: OrganizationId;
  partner: OrganizationId;
  event: PermissionKey;
  kind: string;
  target: { type: AuditTarget; id: string; name: string; version: number };
  payload: unknown;
  before: unknown;
  after: unknown;
  action: string;
};

/** What the pipeline asks of the modules. main.ts hands them in, so that platform code imports no module. */
export type Doorkeepers = {
  db: Db;
  cursorKey: Uint8Array;
  authenticate: (credentials: Credentials) => Promise<Caller | Refusal>;
  /** what a caller reads, of the snapshot in which the credential was found to be good */
  readAs: <T>(credentials: Credentials, read: (tx: TenantTx, caller: Caller) => Promise<T>) => Promise<T | Refusal>;
  authorityOf: (tx: TenantTx, person: Person, wanted: readonly OrganizationId[] | 'all') => Promise<Authority>;
  recordRefusal: (call: Call<Person>, refused: RefusedAct) => Promise<void>;
  /** stores a pending change request with its two ledger entries, and answers what 202 says */
  requestApproval: (tx: TenantTx, call: Call<Person>, wanted: WantedChange) => Promise<{ id: string; expiresAt: string }>;
  /** takes a picture of who holds what there; called back in the same transaction, says who gained and who lost what (D53) */
  watchAccess: (
    tx: TenantTx,
    organizations: readonly OrganizationId[],
    reader: { user: UserId; authority: Authority },
  ) => Promise<() => Promise<AccessChange>>;
};

/** Who gains and who loses what by an act, as `Rehearsal` of the contract shows it. */
export type AccessChange = { gains: readonly object[]; loses: readonly object[]; leftOut: number };
